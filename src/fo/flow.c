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
	bool continues; /* further rows of the table that the child before it begins */
};

/* A table of more rows is made by so many rows at a time. */
#define TABLE_ROWS 256

/* Slugs that are placed are kept until there are so many. */
#define SLUGS_KEPT 4096

/* What a flow may keep for another pass. */
#define KEEP_BYTES (64u << 20)

struct flow {
	struct line_context lines;
	const struct fo *next;     /* child to be made */
	const struct fo *previous; /* the last one made */
	struct galley galley;
	struct arena *arena;       /* the galley's slugs */
	struct child *children;
	size_t count, capacity, freed;
	size_t at;                 /* slugs before are placed */
	enum break_class pending;
	struct notes *notes;       /* NULL: no footnotes */
	struct note_set wanted;    /* of the stretch that flow_fit found */
	bool keep;
	size_t kept; /* bytes */
	struct child *making;
	struct table *table; /* whose rows are not all made; it is flow->next still */
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

struct flow *flow_new(const struct line_context *lines, const struct fo *fo, double width)
{
	struct flow *flow = memory_alloc(sizeof *flow);

	memset(flow, 0, sizeof *flow);
	flow->lines = *lines;
	flow->next = fo->first;
	flow->arena = arena_new();
	flow->galley = (struct galley){.arena = flow->arena, .width = width};
	while (flow->next && !is_flowing(flow->next))
		flow->next = flow->next->next;
	flow->pending = flow->next ? break_before(flow->next) : BREAK_NONE;
	return flow;
}

void flow_free(struct flow *flow)
{
	if (!flow)
		return;
	for (size_t i = flow->freed; i < flow->count; i++)
		arena_free(flow->children[i].arena);
	free(flow->children);
	notes_free(flow->notes);
	note_set_free(&flow->wanted);
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

/* Append one child to the galley. */
static void make_child(struct flow *flow, struct child *child, const struct fo *previous, struct restart *restart)
{
	struct generator generator = {.lines = child->lines, .arena = child->arena, .galley = &flow->galley,
				      .reference = flow->galley.width, .restart = restart};

	if (absolute(child->fo)) {
		galley_add(&flow->galley, SLUG_ABSOLUTE, child->fo, 0);
		return;
	}
	if (previous)
		generate_break_between(&generator, previous, child->fo);
	flow->making = child;
	generate_block_level(&generator, child->fo);
	flow->making = NULL;
}

static bool is_long_table(const struct fo *fo)
{
	int rows = 0;

	if (fo->kind != FO_TABLE)
		return false;
	for (const struct fo *part = fo->first; part; part = part->next)
		for (const struct fo *row = part->first; row; row = row->next)
			if (++rows > TABLE_ROWS)
				return true;
	return false;
}

/* Some rows of a long table. What all of them need lives as long as the flow. */
static void make_rows(struct flow *flow, struct child *child)
{
	struct generator generator = {.lines = child->lines, .arena = child->arena, .galley = &flow->galley,
				      .reference = flow->galley.width};

	flow->making = child;
	if (!flow->table) {
		struct generator whole = generator;

		flow->keep = false;
		if (flow->previous)
			generate_break_between(&generator, flow->previous, child->fo);
		whole.arena = flow->arena;
		whole.lines = arena_alloc(flow->arena, sizeof *whole.lines);
		*whole.lines = *child->lines;
		whole.lines->arena = flow->arena;
		flow->table = table_begin(&whole, child->fo);
	}
	if (!table_continue(flow->table, &generator, TABLE_ROWS))
		flow->table = NULL;
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
	if (flow->count == flow->capacity) {
		flow->capacity = flow->capacity ? flow->capacity * 2 : 16;
		flow->children = memory_realloc(flow->children, flow->capacity * sizeof *flow->children);
	}
	struct child *child = &flow->children[flow->count++];

	child->fo = flow->next;
	child->first = flow->galley.count;
	open_child(flow, child);
	child->continues = flow->table != NULL;
	if (flow->table || is_long_table(child->fo))
		make_rows(flow, child);
	else
		make_child(flow, child, flow->previous, NULL);
	if (!absolute(child->fo))
		flow->previous = child->fo;
	if (!flow->table)
		flow->next = next_flowing(flow->next);
}

static void make_until(struct flow *flow, size_t count)
{
	while (flow->galley.count < count && flow->next)
		make_next(flow);
}

bool flow_done(struct flow *flow)
{
	make_until(flow, flow->at + 1);
	return flow->at >= flow->galley.count && !notes_left(flow->notes);
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

/* What stands first in what is not placed: where the child that was begun can go on at another width. */
static bool find_restart(const struct flow *flow, size_t end, struct restart *restart)
{
	for (size_t i = flow->at; i < end; i++) {
		const struct slug *slug = &flow->galley.slugs[i];

		if (slug->kind == SLUG_LINE)
			*restart = (struct restart){.first = slug->line.first, .position = slug->line.line->start};
		else if (slug->kind == SLUG_STEP && slug->step.number == 0)
			*restart = (struct restart){.first = slug->step.band->fo};
		else if (slug->kind == SLUG_STEP || slug->kind == SLUG_BOX)
			return false;
		if (restart->first)
			return true;
	}
	return false;
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

/* The children that hold the table which child i is part of: first … last. */
static void table_children(const struct flow *flow, size_t i, size_t *first, size_t *last)
{
	*first = *last = i;
	while (*first > 0 && flow->children[*first].continues)
		--*first;
	while (*last + 1 < flow->count && flow->children[*last + 1].continues)
		++*last;
}

/* A long table that was begun is made again as one; but when a row was begun the table goes on as it is. Returns whether the
 * former holds, and leaves its first child as the last one. */
static bool join_table(struct flow *flow, size_t *begun, struct restart *restart)
{
	size_t first, last;

	table_children(flow, *begun, &first, &last);
	if (first == last && !(flow->table && last + 1 == flow->count))
		return true;
	size_t end = last + 1 < flow->count ? flow->children[last + 1].first : flow->galley.count;

	if (flow->children[first].first == flow->at || find_restart(flow, end, restart)) {
		*begun = first;
		flow->table = NULL;
		if (flow->freed > first)
			flow->freed = first;
		return true;
	}
	if (last + 1 < flow->count)
		drop_children(flow, last + 1);
	return false;
}

/* Make what is not placed again at another width. A row or item that was begun goes on as it is, to the end of its child. */
static void change_width(struct flow *flow, double width)
{
	size_t begun = child_of(flow, flow->at);
	struct restart restart = {0};

	flow->keep = false;
	flow->galley.width = width;
	if (flow->count && !join_table(flow, &begun, &restart))
		return;
	bool whole = !flow->count || flow->children[begun].first == flow->at;

	drop_children(flow, flow->count && !whole ? begun + 1 : begun);
	if (!whole && flow->next == flow->children[begun].fo) /* further rows were dropped */
		flow->next = next_flowing(flow->next);
	if (whole || (!restart.first && !find_restart(flow, flow->galley.count, &restart)))
		return;
	struct child *child = &flow->children[begun];
	const struct fo *previous = begun ? flow->children[begun - 1].fo : NULL;
	struct arena *old = child->arena;

	open_child(flow, child);
	flow->galley.count = child->first;
	make_child(flow, child, previous, &restart);
	arena_free(old);
	if (restart.found)
		flow->at = restart.slug;
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
	flow->galley = (struct galley){.arena = flow->arena, .width = old.width};
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
	flow->pending = flow->count ? break_before(flow->children[0].fo) : BREAK_NONE;
	return true;
}

/* ---- what fits ---- */

struct choice {
	size_t to;
	int strength;
	double strain; /* how far spaces go from their optimum, for as much as their limits allow: more than 1 is beyond them */
	double ease;
	bool found;
};

/* The strain of a stretch in a column's height; *ease: how far its spaces shrink. False: it does not fit. */
static bool strain_of(const struct gauge *gauge, double height, double *strain, double *ease)
{
	double shrink, stretch, room = height + 0.001 - gauge_close(gauge);

	gauge_flex(gauge, &shrink, &stretch);
	*ease = room < 0 && shrink > 0 ? fmin(1, -room / shrink) : 0;
	*strain = room < 0 ? *ease : stretch > 0 ? room / stretch : INFINITY;
	return room >= 0 || room + shrink >= 0;
}

/* A weaker keep is the better break; then what fits best when spaces must shrink, else the later one. */
static void consider(struct choice *choice, struct choice other)
{
	if (choice->found && other.strength > choice->strength)
		return;
	if (choice->found && other.strength == choice->strength && other.ease > 0 &&
	    other.strain > choice->strain + 1e-9)
		return;
	*choice = other;
}

/* Nothing fits: the first piece, whole, on a page of its own. */
static size_t first_piece(struct flow *flow, size_t from)
{
	bool piece = false;

	for (size_t i = from;; i++) {
		make_until(flow, i + 1);
		if (i >= flow->galley.count)
			return flow->galley.count;
		const struct slug *slug = &flow->galley.slugs[i];

		if (slug->kind == SLUG_LINE || slug->kind == SLUG_BOX || slug->kind == SLUG_STEP)
			piece = true;
		else if (slug->kind == SLUG_BREAK && piece)
			return i + 1;
	}
}

void flow_set_notes(struct flow *flow, struct notes *notes)
{
	notes_free(flow->notes);
	flow->notes = notes;
}

/* What is left of a column beside the notes that are wanted so far. */
static double room_beside(const struct flow *flow, double height)
{
	return height - notes_need(flow->notes, &flow->wanted, height);
}

static void want_notes(struct flow *flow, size_t from, size_t to)
{
	if (flow->notes)
		notes_gather(flow->notes, &flow->galley, from, to, &flow->wanted);
}

/* The stretch is chosen: its notes, and no others. */
static struct stretch with_notes(struct flow *flow, struct stretch stretch)
{
	flow->wanted.count = 0;
	flow->wanted.height = 0;
	want_notes(flow, stretch.from, stretch.to);
	stretch.notes = flow->notes;
	stretch.wanted = &flow->wanted;
	return stretch;
}

/* A break where nothing of the page is taken yet, an absolute container apart, is there already (XSL 1.1, 7.20). */
static bool is_satisfied(const struct gauge *gauge, enum break_class forced)
{
	if (!gauge->leading || (forced != BREAK_PAGE && forced != BREAK_COLUMN))
		return false;
	for (size_t i = gauge->from; i < gauge->next; i++)
		if (gauge->galley->slugs[i].kind == SLUG_ABSOLUTE)
			return false;
	return true;
}

struct stretch flow_fit(struct flow *flow, double width, double height)
{
	struct choice choice = {0};
	struct gauge gauge;
	double strain, ease;

	if (fabs(width - flow->galley.width) > 0.001)
		change_width(flow, width);
	make_until(flow, flow->at + 1);
	flow->galley.ease = 0;
	struct stretch stretch = {.galley = &flow->galley, .from = flow->at};

	flow->wanted.count = 0;
	flow->wanted.height = 0;
	gauge_start(&gauge, &flow->galley, flow->at);
	for (;;) {
		make_until(flow, gauge.next + 1);
		if (gauge.next >= flow->galley.count) {
			if (!strain_of(&gauge, room_beside(flow, height), &strain, &ease))
				break;
			flow->galley.ease = ease;
			stretch.to = flow->galley.count;
			return with_notes(flow, stretch);
		}
		const struct slug *slug = &flow->galley.slugs[gauge.next];

		if (slug->kind == SLUG_BREAK) {
			struct gauge after = gauge;

			gauge_add(&after);
			make_until(flow, after.next + 1);
			if (!strain_of(&after, room_beside(flow, height), &strain, &ease))
				break;
			if (slug->brk.forced && !is_satisfied(&gauge, slug->brk.forced)) {
				flow->galley.ease = ease;
				stretch.to = after.next;
				stretch.forced = slug->brk.forced;
				return with_notes(flow, stretch);
			}
			if (!gauge.leading)
				consider(&choice, (struct choice){after.next, slug->brk.strength, strain, ease, true});
		}
		gauge_add(&gauge);
		want_notes(flow, gauge.next - 1, gauge.next);
		if (gauge.height - gauge.shrink > room_beside(flow, height) + 0.001 && !gauge.leading)
			break;
	}
	flow->galley.ease = choice.ease;
	stretch.to = choice.found ? choice.to : first_piece(flow, flow->at);
	stretch.overflows = !choice.found;
	return with_notes(flow, stretch);
}

/* Give up the slugs of the children that are freed, once they are the most: the places of the others move,
 * which a table whose rows are not all made would not know. */
static void drop_slugs(struct flow *flow)
{
	struct galley *galley = &flow->galley;
	size_t kept = flow->freed, shift;

	if (kept >= flow->count)
		return;
	while (kept > 0 && flow->children[kept].continues)
		kept--; /* a table of several children */
	shift = flow->children[kept].first;
	if (flow->table || shift < SLUGS_KEPT || 2 * shift < galley->count)
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

void flow_advance(struct flow *flow, struct stretch stretch)
{
	flow->at = stretch.to;
	flow->pending = stretch.forced;
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
