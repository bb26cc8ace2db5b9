#ifndef FO_FIT_H
#define FO_FIT_H
/* What of a flow goes onto a page: stretches of its galley, one a column. Columns that are spanned by what follows make a section of
 * their own, balanced; the next section stands below it. The notes anchored in all of them stand at the page's foot. */

#include "fo/flow.h"
#include "fo/note.h"

struct stretch {
	size_t from, to;
	double ease; /* the galley's, for this stretch */
	double x, y; /* its place in the room */
};

struct fit {
	struct notes *notes;     /* NULL: none; the fit's own, as is all that follows */
	struct note_set wanted;  /* by the stretches */
	struct stretch *stretches;
	size_t count, capacity;
	size_t to;               /* the last one's end */
	double height;           /* of all sections */
	enum break_class forced; /* the break that ends the page */
	bool complete;           /* nothing is left over, and nothing sticks out */
};

/* Find what of the rest goes into a room: at least one piece. The flow goes no further yet; it may be asked again. */
void fit_page(struct fit *fit, struct flow *flow, const struct room *room);

/* What it holds. */
void fit_free(struct fit *fit);

#endif
