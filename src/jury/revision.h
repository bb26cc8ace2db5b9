#ifndef JURY_REVISION_H
#define JURY_REVISION_H
/* What an earlier revision of a session decided, held against what this one decides. */

#include "base/message.h"
#include "input/source.h"
#include "jury/deliberation.h"

/* S206 for every candidate whose decision is another one than in `before`, the deliberation.xml of an earlier revision: a
 * decision changes only with a new day of deliberation, or for an erreur-materielle. What of `before` cannot be read is not
 * compared. */
void revision_compare(const struct source *before, const struct deliberation *deliberation,
		      struct messages *messages);

#endif
