#include "fo/layout_parts.h"

#include <math.h>
#include <string.h>

/* So many pages in a row may pass without a region for the flow. */
#define EMPTY_LIMIT 100

static bool wrong_parity(enum break_class forced, unsigned number)
{
	return (forced == BREAK_EVEN && number % 2 == 1) ||
	       (forced == BREAK_ODD && number % 2 == 0);
}

/* The number of the first page of a sequence, where the next page would be `next`. */
static unsigned first_number(const struct fo *sequence, unsigned next)
{
	int number = sequence->p->initial_page_number;

	switch (number) {
	case 0:
		return next;
	case -1:
		return next % 2 ? next : next + 1;
	case -2:
		return next % 2 ? next + 1 : next;
	default:
		return number < 1 ? 1 : (unsigned)number;
	}
}

/* The page-sequence behind this one, whatever wrappers they stand in; NULL: it is the last. */
static const struct fo *next_sequence(const struct fo *sequence)
{
	const struct fo *fo = sequence;

	do {
		const struct fo *inner = fo->kind == FO_PAGE_SEQUENCE_WRAPPER ? fo->first : NULL;

		while (!inner && fo && !fo->next)
			fo = fo->parent;
		fo = inner ? inner : fo ? fo->next : NULL;
	} while (fo && fo->kind != FO_PAGE_SEQUENCE);
	return fo;
}

/* XSL 1.1, 7.27.6: whether a blank page is due at the end of the sequence, where the next page would be `number`. */
static bool page_is_due(const struct fo *sequence, unsigned first, unsigned number)
{
	const struct fo *next = next_sequence(sequence);

	switch (sequence->p->force_page_count) {
	case TOKEN_EVEN:
		return (number - first) % 2 == 1;
	case TOKEN_ODD:
		return (number - first) % 2 == 0;
	case TOKEN_END_ON_EVEN:
		return number % 2 == 0;
	case TOKEN_END_ON_ODD:
		return number % 2 == 1;
	case TOKEN_AUTO:
		return next && first_number(next, number) % 2 != number % 2;
	default:
		return false;
	}
}

struct sequence_run {
	const struct fo *master;
	struct flow *flow;
	struct fit fit;
	struct page_condition condition;
	const char *flow_name;
	unsigned first; /* number of its first page */
	unsigned empty; /* pages without a region for the flow, in a row */
	bool wants_last; /* the flow ended on a page whose master is not that of a last page */
};

/* The sequence cannot go on. */
static void give_up(struct layout *layout, const char *what)
{
	layout_fault(layout, layout->sequence, M_F705, what);
	layout->status = 1;
}

static bool find_geometry(struct layout *layout, struct sequence_run *run,
			  struct page_geometry *geometry)
{
	run->condition.number = layout->number;
	bool exhausted = false;
	const struct fo *master = master_find(run->master, run->condition, &exhausted);

	if (!master && run->condition.last) { /* no master of its own for the last page */
		run->condition.last = false;
		master = master_find(run->master, run->condition, NULL);
	}
	if (!master) {
		give_up(layout, layout->sequence->p->master_reference);
		return false;
	}
	if (exhausted)
		layout_warn(layout, layout->sequence, M_F710, layout->sequence->p->master_reference);
	master_geometry(master, geometry);
	return true;
}

static struct room room_of(const struct layout *layout, const struct region *body)
{
	const struct properties *p = body->fo->p;
	double width = body->width;

	return (struct room){.width = width,
			     .height = body->height,
			     .columns = p->overflow == TOKEN_SCROLL ? 1 : p->column_count, /* 7.28.2 column-count */
			     .gap = fmax(0, length_resolve(p->column_gap, width)),
			     .number = layout->number,
			     .right_to_left = property_right_to_left(fo_child(layout->sequence, FO_FLOW)->p)};
}

/* Fill the page; returns whether it could be the sequence's last one. */
static bool fill_page(struct layout *layout, struct sequence_run *run, const struct page_geometry *geometry)
{
	struct room room = room_of(layout, geometry_body(geometry));

	fit_page(&run->fit, run->flow, &room);
	return run->fit.complete && !page_is_due(layout->sequence, run->first, layout->number + 1);
}

/* When a master for the last page exists and all that is left goes into it, it is the one. */
static void fit_flow(struct layout *layout, struct sequence_run *run, struct page_geometry *geometry)
{
	struct page_geometry last;

	run->condition.last = true;
	bool other = find_geometry(layout, run, &last) && last.master != geometry->master &&
		     geometry_body(&last);

	run->condition.last = false;
	run->wants_last = false;
	if (other && fill_page(layout, run, &last))
		*geometry = last;
	else
		run->wants_last = fill_page(layout, run, geometry) && other;
}

/* One page: blank, or with what it takes of the flow; without a region for that it is passed by empty. None,
 * once the layout has been given up. */
static void lay_page(struct layout *layout, struct sequence_run *run, bool blank, bool last)
{
	struct page_geometry geometry;
	struct page page;

	run->condition.blank = blank;
	run->condition.last = last;
	if (layout->status || !find_geometry(layout, run, &geometry))
		return;
	const struct region *body = geometry_body(&geometry);
	bool flows = !blank && body && strcmp(body->name, run->flow_name) == 0;

	page_begin(layout, &page, blank);
	if (flows)
		fit_flow(layout, run, &geometry);
	page_place(layout, &geometry, run->flow, flows ? &run->fit : NULL);
	page_end(layout);
	layout->number++;
	run->condition.index++;
	if (blank)
		return;
	run->empty = flows ? 0 : run->empty + 1;
	if (flows)
		flow_advance(run->flow, run->fit.to, run->fit.forced);
	else if (run->empty >= EMPTY_LIMIT) /* no page will ever take the flow */
		give_up(layout, run->flow_name);
}

/* The flow of a sequence: what a measuring pass kept of it, or a new one. */
static struct flow *open_flow(struct layout *layout, const struct fo *sequence,
			      const struct fo *content, const struct room *room)
{
	struct flow *flow = layout->flows[sequence->cited];

	layout->flows[sequence->cited] = NULL;
	if (!flow || !flow_rewind(flow)) {
		flow_free(flow);
		flow = flow_new(&layout->lines, content, room);
	}
	if (layout->measuring)
		flow_keep(flow);
	return flow;
}

static void lay_sequence(struct layout *layout, const struct fo *sequence)
{
	const struct fo *content = fo_child(sequence, FO_FLOW);
	struct sequence_run run = {.master = master_of(layout->tree->root, sequence)};
	struct page_geometry geometry;

	layout->sequence = sequence;
	markers_begin_sequence(layout->markers);
	if (!run.master) {
		give_up(layout, sequence->p->master_reference ? sequence->p->master_reference : "");
		return;
	}
	if (!content)
		return;
	run.first = layout->number = first_number(sequence, layout->number);
	run.flow_name = content->p->flow_name ? content->p->flow_name : "xsl-region-body";

	if (!find_geometry(layout, &run, &geometry))
		return;
	struct room room = {.width = 1, .columns = 1};

	if (geometry_body(&geometry))
		room = room_of(layout, geometry_body(&geometry));
	run.flow = open_flow(layout, sequence, content, &room);
	if (layout->footnotes)
		run.fit.notes = notes_new(&layout->lines, page_static_content(sequence, "xsl-footnote-separator"),
					  room.width);
	do {
		if (wrong_parity(flow_pending_break(run.flow), layout->number))
			lay_page(layout, &run, true, false);
		lay_page(layout, &run, false, false);
	} while (!layout->status && (!flow_done(run.flow) || notes_left(run.fit.notes)));
	if (run.wants_last)
		lay_page(layout, &run, true, true);
	if (page_is_due(sequence, run.first, layout->number))
		lay_page(layout, &run, true, true);
	fit_free(&run.fit);
	if (layout->measuring)
		layout->flows[sequence->cited] = run.flow;
	else
		flow_free(run.flow);
}

void sequences_lay(struct layout *layout, const struct fo *parent)
{
	for (const struct fo *child = parent->first; child && !layout->status; child = child->next)
		if (child->kind == FO_PAGE_SEQUENCE)
			lay_sequence(layout, child);
		else if (child->kind == FO_PAGE_SEQUENCE_WRAPPER)
			sequences_lay(layout, child);
}
