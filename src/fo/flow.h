#ifndef FO_FLOW_H
#define FO_FLOW_H
/* A flow as a galley that is made child by child and taken page by page: what was placed is given back, so that memory is that
 * of the pages under work. When the width changes, what is not placed yet is made again. */

#include "fo/generator.h"
#include "fo/note.h"

struct flow;

/* `lines` is copied; its arena is replaced by one of each child. */
struct flow *flow_new(const struct line_context *lines, const struct fo *fo, double width);
void flow_free(struct flow *flow);

/* The flow's footnotes; the flow owns them from now on, in place of those it had. */
void flow_set_notes(struct flow *flow, struct notes *notes);

/* Keep what is placed, for flow_rewind; from the beginning, and within bounds of memory. */
void flow_keep(struct flow *flow);

/* Begin again with what was kept: only children that cite pages are made anew. False: not everything was kept, make a new flow. */
bool flow_rewind(struct flow *flow);

/* Nothing is left. */
bool flow_done(struct flow *flow);

/* The break that must come before what is left. */
enum break_class flow_pending_break(const struct flow *flow);

/* What of the rest goes into `height` points of a column of `width`: a stretch of the galley, at least one piece. */
struct stretch {
	const struct galley *galley;
	size_t from, to;
	enum break_class forced; /* the break that ends it */
	bool overflows;
	struct notes *notes; /* NULL: the flow has none; else those of the stretch are `wanted` */
	const struct note_set *wanted;
};
struct stretch flow_fit(struct flow *flow, double width, double height);

/* The stretch was placed. */
void flow_advance(struct flow *flow, struct stretch stretch);

#endif
