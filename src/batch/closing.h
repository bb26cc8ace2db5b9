#ifndef BATCH_CLOSING_H
#define BATCH_CLOSING_H
/* A session that is closed out, as it was checked or read again: decided, with the list of the files that it gives. Every process
 * that makes documents of it opens its own; the list is the same in each. */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/message.h"
#include "batch/kind.h"
#include "batch/plan.h"
#include "jury/deliberation.h"
#include "jury/dossier.h"

struct closing_document {
	enum kind kind;
	struct unit_item item; /* whom and what it is about */
	const char *path; /* in the session's folder */
};

struct closing {
	const struct planned *planned;
	struct arena *arena;
	const struct deliberation *deliberation; /* its session without the source */
	xmlDoc *minute; /* deliberation.xml */
	struct dossiers *dossiers;
	struct closing_document *documents; /* the minutes first, all in their order */
	size_t count;
};

/* How many files a session gives, as closing_open lists them. `kinds` has a bit for each kind wanted. */
size_t closing_count(const struct planned *planned, unsigned kinds, bool draft);

/* Open a session that the plan found ready; it is read and decided again unless the plan has kept it. NULL: it can no longer be read,
 * or is not what was checked. */
struct closing *closing_open(const struct planned *planned, unsigned kinds, bool draft);
void closing_close(struct closing *closing);

#endif
