#ifndef FO_FLOW_H
#define FO_FLOW_H
/* A flow as a galley that is made child by child and taken page by page: what was placed is given back, so that memory is that
 * of the pages under work. When the width changes, what is not placed yet is made again. */

#include "fo/generator.h"

struct flow;

/* What a page has for a flow: columns side by side, which children of the flow may span. */
struct room {
	double width, height; /* of all columns */
	int columns;
	double gap;
	unsigned number; /* of the page */
	bool right_to_left; /* the first column is the last on the left */
};

/* The width of one column. */
double room_column(const struct room *room);

/* `lines` is for what is made, but its arena, of which each child has its own; it lives as long as the flow. */
struct flow *flow_new(const struct line_context *lines, const struct fo *fo, const struct room *room);
void flow_free(struct flow *flow);

/* Keep what is placed, for flow_rewind; from the beginning, and within bounds of memory. */
void flow_keep(struct flow *flow);

/* Begin again with what was kept: only children that cite pages are made anew. False: not everything was kept, make a new flow. */
bool flow_rewind(struct flow *flow);

/* Nothing is left. */
bool flow_done(struct flow *flow);

/* The break that must come before what is left. */
enum break_class flow_pending_break(const struct flow *flow);

/* What is left is to go into this room. Returns its first slug; before flow_advance it may be asked again with another room. */
size_t flow_begin_page(struct flow *flow, const struct room *room);

/* Make the galley up to a slug. False: it ends before. */
bool flow_make(struct flow *flow, size_t slug);

/* The galley as far as it is made. */
struct galley *flow_galley(struct flow *flow);

/* Whether a slug that is made stands across all columns. */
bool flow_spans(const struct flow *flow, size_t slug);

/* All slugs before `to` are placed, `forced` being the break behind them. */
void flow_advance(struct flow *flow, size_t to, enum break_class forced);

#endif
