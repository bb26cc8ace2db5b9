#ifndef JURY_DECISION_H
#define JURY_DECISION_H
/* One candidate's element in deliberation.xml: who it is, what the jury had before it, what it decided, bloc by bloc, and the
 * parchments. Its digest stands on those parchments: whatever changes here, a candidate's arrangements apart, changes it. */

#include <libxml/tree.h>

#include "jury/deliberation.h"

/* Write the candidate as the last child of `candidats`. Never the arrangements for a disability. */
void decision_write(const struct deliberation *deliberation, const struct candidat_decide *decide,
		    xmlNode *candidats);

#endif
