#include "fo/flow.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

struct child {
	const struct fo *fo;
	size_t first; /* its first slug (the break before it included) */
	struct arena *arena;
	struct line_context *lines;
	bool cites; /* what it shows depends on page numbers */
	bool continues; /* a further piece of what the child before it begins */
};

/* Slugs that are placed are kept until there are so many. */
#define SLUGS_KEPT 4096

/* What a flow may keep for another pass. */
#define KEEP_BYTES (64u << 20)

struct flow {
	struct line_context lines;
	const struct fo *next;     /* child to be made */
	const struct fo *previous; /* the last one made */
	struct galley galley;
	struct room room;
	struct arena *arena;       /* the galley's slugs */
	struct child *children;
	size_t count, capacity, freed;
	size_t at;                 /* slugs before are placed */
	enum break_class pending;
	bool keep;
	size_t kept; /* bytes */
	struct child *making;
	struct pieces *pieces; /* of flow->next, not all of them made; NULL: it is made whole */
};

static bool is_flowing(const struct fo *fo)
{
	return fo->kind != FO_TEXT && fo->kind != FO_MARKER;
}

/* A child asks for a page number: it must be made again when pages may have moved. */
static const char *note_citation(void *context, const struct fo *node)
{
	struct flow *flow = context;

	if (flow->making)
		flow->making->cites = true;
	return flow->lines.citation(flow->lines.citation_context, node);
}

/* In columns, span="all" makes a child of the flow as wide as all of them: blocks and block-containers have the property (XSL
 * 1.1, 6.5.2, 6.5.3, 7.21.4). */
static bool is_spanning(const struct flow *flow, const struct fo *fo)
{
	return flow->room.columns > 1 && (fo->kind == FO_BLOCK || fo->kind == FO_BLOCK_CONTAINER) && fo->p->span == TOKEN_ALL;
}

double room_column(const struct room *room)
{
	return fmax(0, (room->width - (room->columns - 1) * room->gap) / room->columns);
}

struct flow *flow_new(const struct line_context *lines, const struct fo *fo, const struct room *room)
{
	struct flow *flow = memory_alloc(sizeof *flow);

	memset(flow, 0, sizeof *flow);
	flow->lines = *lines;
	flow->next = fo->first;
	flow->arena = arena_new();
	flow->galley = (struct galley){.arena = flow->arena};
	flow->room = *room;
	while (flow->next && !is_flowing(flow->next))
		flow->next = flow->next->next;
	flow->pending = flow->next ? joint_before(flow->next).forced : BREAK_NONE;
	return flow;
}

void flow_free(struct flow *flow)
{
	if (!flow)
		return;
	for (size_t i = flow->freed; i < flow->count; i++)
		arena_free(flow->children[i].arena);
	free(flow->children);
	arena_free(flow->arena);
	free(flow);
}

static bool absolute(const struct fo *fo)
{
	return fo->kind == FO_BLOCK_CONTAINER && fo->p->absolute_position != TOKEN_AUTO;
}

static void open_child(struct flow *flow, struct child *child)
{
	child->arena = arena_new();
	child->lines = arena_alloc(child->arena, sizeof *child->lines);
	*child->lines = flow->lines;
	child->lines->arena = child->arena;
	child->lines->citation = note_citation;
	child->lines->citation_context = flow;
	child->cites = false;
}

static struct generator generator_of(struct flow *flow, const struct child *child)
{
	flow->galley.width = is_spanning(flow, child->fo) ? flow->room.width : room_column(&flow->room);
	return (struct generator){.lines = child->lines, .arena = child->arena, .galley = &flow->galley,
				  .reference = flow->galley.width, .height = flow->room.height};
}

/* Where columns begin or end to be spanned, so does a section; a column does at any rate. */
static void add_break(struct flow *flow, struct generator *generator, const struct fo *before, const struct fo *after)
{
	generate_break_between(generator, before, after);
	enum break_class *forced = &flow->galley.slugs[flow->galley.count - 1].brk.forced;

	if (is_spanning(flow, before) != is_spanning(flow, after) && *forced <= BREAK_COLUMN)
		*forced = BREAK_SECTION;
}

/* One piece of something long; the first one from a place on, where it is made again. What all of them need lives as long as the
 * flow. */
static void make_piece(struct flow *flow, const struct child *child, struct generator *generator)
{
	if (!flow->pieces) {
		struct generator whole = *generator;

		flow->keep = false;
		whole.arena = flow->arena;
		whole.lines = arena_alloc(flow->arena, sizeof *whole.lines);
		*whole.lines = *child->lines;
		whole.lines->arena = flow->arena;
		flow->pieces = pieces_begin(&whole, child->fo, generator->restart ? generator->restart->fo : NULL);
	}
	if (!pieces_continue(flow->pieces, generator))
		flow->pieces = NULL;
}

/* Append one child, or its next piece, to the galley; restart: from where on, or NULL. */
static void make_child(struct flow *flow, struct child *child, const struct fo *previous, struct restart *restart)
{
	struct generator generator = generator_of(flow, child);

	generator.restart = restart;
	if (absolute(child->fo)) {
		galley_add(&flow->galley, SLUG_ABSOLUTE, child->fo, 0);
		return;
	}
	if (previous && !restart && !flow->pieces)
		add_break(flow, &generator, previous, child->fo);
	flow->making = child;
	if (flow->pieces || pieces_due(child->fo))
		make_piece(flow, child, &generator);
	else
		generate_block_level(&generator, child->fo);
	flow->making = NULL;
}

static const struct fo *next_flowing(const struct fo *fo)
{
	do
		fo = fo->next;
	while (fo && !is_flowing(fo));
	return fo;
}

static void make_next(struct flow *flow)
{
	flow->children = memory_grown(flow->children, flow->count, &flow->capacity, sizeof *flow->children);
	struct child *child = &flow->children[flow->count++];

	child->fo = flow->next;
	child->first = flow->galley.count;
	open_child(flow, child);
	child->continues = flow->pieces != NULL;
	make_child(flow, child, flow->previous, NULL);
	if (!absolute(child->fo))
		flow->previous = child->fo;
	if (!flow->pieces)
		flow->next = next_flowing(flow->next);
}

bool flow_make(struct flow *flow, size_t slug)
{
	while (flow->galley.count <= slug && flow->next)
		make_next(flow);
	return slug < flow->galley.count;
}

bool flow_done(struct flow *flow)
{
	return !flow_make(flow, flow->at);
}

struct galley *flow_galley(struct flow *flow)
{
	return &flow->galley;
}

enum break_class flow_pending_break(const struct flow *flow)
{
	return flow->pending;
}

/* ---- a change of width ---- */

static size_t child_of(const struct flow *flow, size_t slug)
{
	size_t i = flow->count;

	while (i > 0 && flow->children[i - 1].first > slug)
		i--;
	return i ? i - 1 : 0;
}

bool flow_spans(const struct flow *flow, size_t slug)
{
	return flow->count && is_spanning(flow, flow->children[child_of(flow, slug)].fo);
}

/* Give up the children from `keep` on; they are made again when they are wanted. */
static void drop_children(struct flow *flow, size_t keep)
{
	for (size_t i = keep; i < flow->count; i++) {
		if (i == keep) {
			flow->next = flow->children[i].fo;
			flow->galley.count = flow->children[i].first;
		}
		arena_free(flow->children[i].arena);
	}
	if (keep < flow->count)
		flow->count = keep;
	flow->previous = flow->count ? flow->children[flow->count - 1].fo : NULL;
}

/* The children that hold the pieces of what child i is part of: first … last. */
static void piece_children(const struct flow *flow, size_t i, size_t *first, size_t *last)
{
	*first = *last = i;
	while (*first > 0 && flow->children[*first].continues)
		--*first;
	while (*last + 1 < flow->count && flow->children[*last + 1].continues)
		++*last;
}

/* Make what is left of a child again, from a place on. */
static void make_rest(struct flow *flow, size_t begun, struct restart *restart)
{
	struct child *child = &flow->children[begun];
	struct arena *old = child->arena;

	open_child(flow, child);
	flow->galley.count = child->first;
	do
		make_child(flow, child, NULL, restart);
	while (flow->pieces && !restart->found);
	if (flow->pieces)
		flow->next = child->fo;
	arena_free(old);
	if (restart->found)
		flow->at = restart->slug;
}

/* Make what is not placed again at another width; of what was begun, pieces and all, what is left. */
static void change_room(struct flow *flow, const struct room *room)
{
	size_t begun, last;

	if (!flow_make(flow, flow->at)) {
		flow->room = *room;
		return;
	}
	piece_children(flow, child_of(flow, flow->at), &begun, &last);
	bool whole = flow->children[begun].first >= flow->at;
	size_t end = last + 1 < flow->count ? flow->children[last + 1].first : flow->galley.count;
	struct arena *scratch = arena_new();
	struct restart restart = {0};

	if (!whole)
		restart = galley_restart(&flow->galley, flow->at, end, scratch);
	flow->keep = false;
	flow->room = *room;
	if (restart.fo) {
		drop_children(flow, begun + 1);
		flow->next = next_flowing(flow->children[begun].fo);
		flow->pieces = NULL;
		if (flow->freed > begun)
			flow->freed = begun;
		make_rest(flow, begun, &restart);
	} else if (whole) {
		drop_children(flow, begun);
		flow->pieces = NULL;
	} else {
		drop_children(flow, last + 1); /* of what was begun nothing but edges is left */
	}
	arena_free(scratch);
}

static bool is_share(const struct length_range *range)
{
	return range->minimum.percent != 0 || range->optimum.percent != 0 || range->maximum.percent != 0;
}

/* Whether a container that is not placed yet is as high as a share of the room. */
static bool asks_for_height(const struct flow *flow)
{
	for (size_t i = flow->count ? child_of(flow, flow->at) : 0; i < flow->count; i++)
		if (flow->children[i].fo->kind == FO_BLOCK_CONTAINER &&
		    is_share(&flow->children[i].fo->p->block_progression_dimension))
			return true;
	return false;
}

size_t flow_begin_page(struct flow *flow, const struct room *room)
{
	bool wider = fabs(room->width - flow->room.width) > 0.001 ||
		     fabs(room_column(room) - room_column(&flow->room)) > 0.001;
	bool higher = fabs(room->height - flow->room.height) > 0.001;

	if (wider || (higher && asks_for_height(flow)))
		change_room(flow, room);
	flow->room = *room;
	return flow->at;
}

/* ---- another pass ---- */

void flow_keep(struct flow *flow)
{
	flow->keep = true;
}

/* The slugs of a child, as they were, at the end of the new galley. */
static void copy_child(struct galley *galley, const struct galley *old, size_t from, size_t to)
{
	size_t shift = galley->count - from; /* may wrap: only added */

	for (size_t i = from; i < to; i++) {
		const struct slug *slug = &old->slugs[i];
		struct slug *copy = galley_add(galley, slug->kind, slug->fo, 0);

		*copy = *slug;
		if (slug->parent)
			copy->parent += shift;
		if (slug->kind == SLUG_BEGIN)
			copy->begin.end += shift;
	}
}

bool flow_rewind(struct flow *flow)
{
	if (!flow->keep || flow->next || flow->freed)
		return false;
	struct galley old = flow->galley;
	struct arena *arena = flow->arena;
	const struct fo *previous = NULL;

	flow->arena = arena_new();
	flow->galley = (struct galley){.arena = flow->arena};
	for (size_t i = 0; i < flow->count; i++) {
		struct child *child = &flow->children[i];
		size_t end = i + 1 < flow->count ? flow->children[i + 1].first : old.count, from = child->first;

		child->first = flow->galley.count;
		if (child->cites) {
			arena_free(child->arena);
			open_child(flow, child);
			make_child(flow, child, previous, NULL);
		} else {
			copy_child(&flow->galley, &old, from, end);
		}
		if (!absolute(child->fo))
			previous = child->fo;
	}
	arena_free(arena);
	flow->at = 0;
	flow->kept = 0;
	flow->keep = false; /* the next pass may be the last */
	flow->pending = flow->count ? joint_before(flow->children[0].fo).forced : BREAK_NONE;
	return true;
}

/* Give up the slugs of the children that are freed, once they are the most: the places of the others move,
 * which what is not all made would not know. */
static void drop_slugs(struct flow *flow)
{
	struct galley *galley = &flow->galley;
	size_t kept = flow->freed, shift;

	if (kept >= flow->count)
		return;
	while (kept > 0 && flow->children[kept].continues)
		kept--; /* pieces of one */
	shift = flow->children[kept].first;
	if (flow->pieces || shift < SLUGS_KEPT || 2 * shift < galley->count)
		return;
	memmove(galley->slugs, galley->slugs + shift, (galley->count - shift) * sizeof *galley->slugs);
	galley->count -= shift;
	flow->at -= shift;
	for (size_t i = 0; i < galley->count; i++) {
		struct slug *slug = &galley->slugs[i];

		if (slug->parent)
			slug->parent -= shift;
		if (slug->kind == SLUG_BEGIN)
			slug->begin.end -= shift;
	}
	for (size_t i = 0; i < flow->count; i++)
		flow->children[i].first = i < kept ? 0 : flow->children[i].first - shift;
}

void flow_advance(struct flow *flow, size_t to, enum break_class forced)
{
	flow->at = to;
	flow->pending = forced;
	size_t current = child_of(flow, flow->at);

	if (flow->keep && flow->at < flow->galley.count)
		flow->kept += arena_size(flow->children[current].arena);
	if (flow->kept > KEEP_BYTES)
		flow->keep = false;
	if (flow->keep)
		return;
	for (; flow->freed < current; flow->freed++) {
		arena_free(flow->children[flow->freed].arena);
		flow->children[flow->freed].arena = NULL;
	}
	drop_slugs(flow);
}
