#include "fo/flow.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

struct child {
	const struct fo *fo;
	size_t first; /* its first slug (the break before it included) */
	struct arena *arena;
	struct arena *shared; /* of the last piece that is made: what all of them have in common; else NULL */
	bool cites; /* what it shows depends on page numbers */
	bool continues; /* a further piece of what the child before it begins */
};

/* Slugs that are placed are kept until there are so many. */
#define SLUGS_KEPT 4096

/* What a flow may keep for another pass. */
#define KEEP_BYTES (64u << 20)

struct flow {
	const struct line_context *outer;
	struct line_context lines; /* for what is made, but its arena */
	const struct fo *next;     /* child to be made */
	struct galley galley;
	struct room room;
	struct child *children;
	size_t count, capacity, freed;
	size_t at;                 /* slugs before are placed */
	enum break_class pending;
	bool keep;
	size_t kept; /* bytes */
	bool cites; /* the child that is made */
	struct pieces *pieces; /* of flow->next, not all of them made; NULL: it is made whole */
};

/* The first of these siblings that makes areas, or NULL. */
static const struct fo *next_flowing(const struct fo *fo)
{
	while (fo && (fo->kind == FO_TEXT || fo->kind == FO_MARKER))
		fo = fo->next;
	return fo;
}

/* A child asks for a page number: it must be made again when pages may have moved. */
static const char *note_citation(void *context, const struct fo *node)
{
	struct flow *flow = context;

	flow->cites = true;
	return flow->outer->citation(flow->outer->citation_context, node);
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

static void begin_galley(struct flow *flow)
{
	flow->galley = (struct galley){.arena = arena_new()};
	flow->lines = *flow->outer;
	flow->lines.citation = note_citation;
	flow->lines.citation_context = flow;
}

static void free_child(struct child *child)
{
	arena_free(child->arena);
	arena_free(child->shared);
	child->arena = child->shared = NULL;
}

struct flow *flow_new(const struct line_context *lines, const struct fo *fo, const struct room *room)
{
	struct flow *flow = memory_alloc(sizeof *flow);

	memset(flow, 0, sizeof *flow);
	flow->outer = lines;
	begin_galley(flow);
	flow->next = next_flowing(fo->first);
	flow->room = *room;
	flow->pending = flow->next ? joint_before(flow->next).forced : BREAK_NONE;
	return flow;
}

void flow_free(struct flow *flow)
{
	if (!flow)
		return;
	for (size_t i = 0; i < flow->count; i++)
		free_child(&flow->children[i]);
	free(flow->children);
	arena_free(flow->galley.arena);
	free(flow);
}

static struct line_context *lines_in(const struct flow *flow, struct arena *arena)
{
	struct line_context *lines = arena_alloc(arena, sizeof *lines);

	*lines = flow->lines;
	lines->arena = arena;
	return lines;
}

/* What makes a child, in an arena of its own. */
static struct generator open_child(struct flow *flow, struct child *child)
{
	child->arena = arena_new();
	struct line_context *lines = lines_in(flow, child->arena);

	flow->galley.width = is_spanning(flow, child->fo) ? flow->room.width : room_column(&flow->room);
	return (struct generator){.lines = lines, .arena = child->arena, .galley = &flow->galley,
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

/* What takes room before a child, or NULL. */
static const struct fo *before_child(const struct flow *flow, const struct child *child)
{
	while (child > flow->children)
		if (!out_of_flow((--child)->fo))
			return child->fo;
	return NULL;
}

/* Append one child, or its next piece, to the galley; restart: from where on, or NULL. */
static void make_child(struct flow *flow, struct child *child, struct restart *restart)
{
	struct generator generator = open_child(flow, child);

	generator.restart = restart;
	if (out_of_flow(child->fo)) {
		galley_add(&flow->galley, SLUG_ABSOLUTE, child->fo, 0);
		return;
	}
	const struct fo *before = before_child(flow, child);

	if (before && !restart && !flow->pieces)
		add_break(flow, &generator, before, child->fo);
	flow->cites = false;
	struct line_context *shared = NULL; /* pieces know theirs */

	if (!flow->pieces && pieces_due(child->fo)) {
		flow->keep = false;
		child->shared = arena_new();
		shared = lines_in(flow, child->shared);
	}
	flow->pieces = pieces_make(flow->pieces, &generator, shared, child->fo, restart ? restart->fo : NULL);
	child->cites = flow->cites;
}

static void make_next(struct flow *flow, struct restart *restart)
{
	flow->children = memory_grown(flow->children, flow->count, &flow->capacity, sizeof *flow->children);
	struct child *child = &flow->children[flow->count++];

	*child = (struct child){.fo = flow->next, .first = flow->galley.count, .continues = flow->pieces};
	if (child->continues) {
		child->shared = child[-1].shared;
		child[-1].shared = NULL;
	}
	make_child(flow, child, restart);
	if (!flow->pieces)
		flow->next = next_flowing(flow->next->next);
}

bool flow_make(struct flow *flow, size_t slug)
{
	while (flow->galley.count <= slug && flow->next)
		make_next(flow, NULL);
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

/* The slug behind a child's last one. */
static size_t child_end(const struct flow *flow, size_t i)
{
	return i + 1 < flow->count ? flow->children[i + 1].first : flow->galley.count;
}

/* The child that holds the first piece of what child i is part of. */
static size_t first_piece(const struct flow *flow, size_t i)
{
	while (i > 0 && flow->children[i].continues)
		i--;
	return i;
}

/* Give up the children from `keep` on; they are made again when they are wanted. */
static void drop_children(struct flow *flow, size_t keep)
{
	if (keep >= flow->count)
		return;
	flow->next = flow->children[keep].fo;
	flow->galley.count = flow->children[keep].first;
	flow->pieces = NULL;
	for (size_t i = keep; i < flow->count; i++)
		free_child(&flow->children[i]);
	flow->count = keep;
	if (flow->freed > keep)
		flow->freed = keep;
}

/* Make what is not placed again at another width; of what was begun, pieces and all, what is left: it may be nothing but edges. */
static void change_room(struct flow *flow, const struct room *room)
{
	if (!flow_make(flow, flow->at))
		return;
	size_t last = child_of(flow, flow->at), begun = first_piece(flow, last);
	bool whole = flow->children[begun].first >= flow->at;
	struct arena *scratch = arena_new();
	struct restart restart = {0};

	while (last + 1 < flow->count && flow->children[last + 1].continues)
		last++;
	if (!whole)
		restart = galley_restart(&flow->galley, flow->at, child_end(flow, last), scratch);
	flow->keep = false;
	flow->room = *room;
	drop_children(flow, whole || restart.fo ? begun : last + 1);
	if (restart.fo) {
		do
			make_next(flow, &restart);
		while (flow->pieces && !restart.found);
		if (restart.found)
			flow->at = restart.slug;
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

/* Slugs from … to-1 of a galley, as they were, at the end of another, or further before in its own place. */
static void copy_slugs(struct galley *galley, const struct galley *old, size_t from, size_t to)
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

	begin_galley(flow);
	for (size_t i = 0; i < flow->count; i++) {
		struct child *child = &flow->children[i];
		size_t from = child->first, end = i + 1 < flow->count ? flow->children[i + 1].first : old.count;

		child->first = flow->galley.count;
		if (child->cites) {
			arena_free(child->arena);
			make_child(flow, child, NULL);
		} else {
			copy_slugs(&flow->galley, &old, from, end);
		}
	}
	arena_free(old.arena);
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
	if (flow->pieces || flow->freed >= flow->count)
		return;
	const struct galley old = flow->galley;
	size_t kept = first_piece(flow, flow->freed), shift = flow->children[kept].first;

	if (shift < SLUGS_KEPT || 2 * shift < old.count)
		return;
	flow->galley.count = 0;
	copy_slugs(&flow->galley, &old, shift, old.count);
	flow->at -= shift;
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
	for (; flow->freed < current; flow->freed++)
		free_child(&flow->children[flow->freed]);
	drop_slugs(flow);
}
