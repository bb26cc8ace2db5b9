#ifndef BATCH_STANDING_H
#define BATCH_STANDING_H
/* What already stands in the output folder under a session's name, compared with what would be put there. */

#include "batch/plan.h"

enum standing {
	STANDING_NOTHING,   /* the session can be closed out */
	STANDING_SAME,      /* it was, from the same inputs: nothing to do */
	STANDING_OTHER,     /* this revision exists with other content (B801) */
	STANDING_CERTIFIER, /* the folder holds another certifier's session of this id (B805) */
};

/* Look in the folder (a descriptor) for the session. `other` receives the other certifier's id (at least 64 bytes). */
enum standing standing_find(int folder, const struct planned *planned, char *other);

/* The certifier whose session it is: the first of its référentiel. */
const char *standing_certificateur(const struct planned *planned);

#endif
