#include "fo/note.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "fo/generator.h"

struct note {
	const struct fo *fo; /* fo:footnote */
	struct galley galley;
	double height, first; /* of all, and of its first piece */
	struct note *next;    /* in the table */
};

/* What a page left of a note. */
struct rest {
	struct note *note;
	size_t from;
};

#define BUCKETS 64

struct notes {
	struct line_context lines;
	double width;
	const struct fo *divider; /* what the separator is made of, or NULL */
	struct note separator;    /* stands before all others */
	struct note *table[BUCKETS];
	struct rest *rests;
	size_t rest_count, rest_capacity;
	struct note_part *parts;
	size_t part_capacity;
};

static size_t next_break(const struct galley *galley, size_t from)
{
	for (size_t i = from; i < galley->count; i++)
		if (galley->slugs[i].kind == SLUG_BREAK)
			return i + 1;
	return galley->count;
}

/* fo: the footnote; restart: from where on, or NULL. */
static struct note make_note(struct notes *notes, const struct fo *fo, const struct fo *body, struct restart *restart)
{
	struct generator generator = {.lines = &notes->lines, .arena = notes->lines.arena};
	struct note note = {.fo = fo};
	struct generator inner = generator_inside(&generator, &note.galley, notes->width);

	inner.restart = restart;
	if (body)
		generate_children(&inner, body);
	note.height = galley_measure(&note.galley, 0, note.galley.count);
	note.first = galley_measure(&note.galley, 0, next_break(&note.galley, 0));
	return note;
}

struct notes *notes_new(const struct line_context *lines, const struct fo *separator, double width)
{
	struct notes *notes = memory_alloc(sizeof *notes);

	memset(notes, 0, sizeof *notes);
	notes->lines = *lines;
	notes->width = width;
	notes->lines.arena = arena_new();
	notes->divider = separator;
	notes->separator = make_note(notes, NULL, separator, NULL);
	return notes;
}

void notes_free(struct notes *notes)
{
	if (!notes)
		return;
	free(notes->rests);
	free(notes->parts);
	arena_free(notes->lines.arena);
	free(notes);
}

void note_set_free(struct note_set *set)
{
	free(set->notes);
}

static struct note *note_new(struct notes *notes, const struct fo *fo, const struct fo *body, struct restart *restart)
{
	struct note *note = arena_alloc(notes->lines.arena, sizeof *note);

	*note = make_note(notes, fo, body, restart);
	return note;
}

static struct note *find_note(struct notes *notes, const struct fo *fo)
{
	struct note **bucket = &notes->table[fo->index % BUCKETS], *note;
	const struct fo *body = fo_child(fo, FO_FOOTNOTE_BODY);

	for (note = *bucket; note; note = note->next)
		if (note->fo == fo)
			return note;
	if (!body)
		return NULL;
	note = note_new(notes, fo, body, NULL);
	note->next = *bucket;
	*bucket = note;
	return note;
}

void notes_resize(struct notes *notes, double width)
{
	if (!notes || fabs(width - notes->width) < 0.001)
		return;
	notes->width = width;
	notes->separator = make_note(notes, NULL, notes->divider, NULL);
	memset(notes->table, 0, sizeof notes->table);
	for (size_t i = 0; i < notes->rest_count; i++) {
		struct rest *rest = &notes->rests[i];
		const struct galley *galley = &rest->note->galley;
		struct restart restart = galley_restart(galley, rest->from, galley->count, notes->lines.arena);

		rest->note = note_new(notes, rest->note->fo, fo_child(rest->note->fo, FO_FOOTNOTE_BODY), &restart);
		rest->from = restart.found ? restart.slug : 0;
	}
}

static void add_note(struct notes *notes, const struct fo *fo, struct note_set *set)
{
	struct note *note = find_note(notes, fo);

	if (!note)
		return;
	set->notes = memory_grown(set->notes, set->count, &set->capacity, sizeof *set->notes);
	set->notes[set->count++] = note;
}

static void gather_line(struct notes *notes, const struct line *line, struct note_set *set)
{
	for (size_t i = 0; i < line->anchor_count; i++)
		if (line->anchors[i]->kind == FO_FOOTNOTE)
			add_note(notes, line->anchors[i], set);
}

static void gather_step(struct notes *notes, const struct slug *slug, struct note_set *set)
{
	struct band_walk walk = band_walk_start(slug->step.band, slug->step.number, slug->step.number);
	struct band_part part;

	while (band_walk_next(&walk, &part))
		notes_gather(notes, &part.cell->galley, part.from, part.to, set);
}

void notes_gather(struct notes *notes, const struct galley *galley, size_t from, size_t to, struct note_set *set)
{
	for (size_t i = from; notes && i < to; i++) {
		const struct slug *slug = &galley->slugs[i];

		if (slug->kind == SLUG_LINE)
			gather_line(notes, slug->line.line, set);
		else if (slug->kind == SLUG_STEP)
			gather_step(notes, slug, set);
		else if (slug->kind == SLUG_BOX)
			notes_gather(notes, &slug->box->galley, 0, slug->box->galley.count, set);
	}
}

static double rest_height(const struct rest *rest)
{
	return galley_measure(&rest->note->galley, rest->from, rest->note->galley.count);
}

double notes_need(const struct notes *notes, const struct note_set *set, bool whole)
{
	double left = 0, own = 0;

	if (!notes || (!set->count && !notes->rest_count))
		return 0;
	for (size_t i = 0; i < notes->rest_count; i++)
		left += rest_height(&notes->rests[i]);
	for (size_t i = 0; i < set->count; i++)
		own += set->notes[i]->height;
	if (set->count && !whole)
		own -= set->notes[set->count - 1]->height - set->notes[set->count - 1]->first;
	return notes->separator.height + (left + own);
}

/* The last break up to which a note's rest fits; `from` when not even a piece does. */
static size_t fit_note(const struct galley *galley, size_t from, double room)
{
	size_t fits = from;

	for (size_t to = next_break(galley, from);; to = next_break(galley, to)) {
		if (galley_measure(galley, from, to) > room + 0.001)
			return fits;
		fits = to;
		if (to == galley->count)
			return fits;
	}
}

/* All that is to be placed: the rests of earlier pages, then the set's notes. Returns the height of the latters' beginnings. */
static double await_notes(struct notes *notes, const struct note_set *set)
{
	double beginnings = 0;

	for (size_t i = 0; i < set->count; i++) {
		notes->rests = memory_grown(notes->rests, notes->rest_count, &notes->rest_capacity, sizeof *notes->rests);
		notes->rests[notes->rest_count++] = (struct rest){set->notes[i], 0};
		beginnings += set->notes[i]->first;
	}
	return beginnings;
}

struct note_foot notes_fill(struct notes *notes, const struct note_set *set, double room)
{
	struct note_foot foot = {.height = notes->separator.height};
	size_t carried = notes->rest_count, left = 0;
	double beginnings = await_notes(notes, set); /* of the notes to come: each begins on the page of its anchor */
	bool full = false;

	if (!notes->rest_count)
		return (struct note_foot){0};
	for (size_t i = 0; i < notes->rest_count; i++) {
		struct rest rest = notes->rests[i];
		const struct galley *galley = &rest.note->galley;
		double own = i < carried ? 0 : rest.note->first;

		beginnings -= own;
		double left_over = room - foot.height - beginnings;
		size_t to = fit_note(galley, rest.from, full ? fmin(own, left_over) : left_over);

		if (to == rest.from && !full && foot.count == 0)
			to = next_break(galley, rest.from); /* never nothing: it would wait for ever */
		if (to > rest.from) {
			notes->parts = memory_grown(notes->parts, foot.count, &notes->part_capacity, sizeof *notes->parts);
			notes->parts[foot.count++] = (struct note_part){fo_child(rest.note->fo, FO_FOOTNOTE_BODY), galley, rest.from, to};
			foot.height += galley_measure(galley, rest.from, to);
		}
		if (to < galley->count) {
			full = true;
			notes->rests[left++] = (struct rest){rest.note, to};
		}
	}
	notes->rest_count = left;
	foot.separator = &notes->separator.galley;
	foot.parts = notes->parts;
	return foot;
}

bool notes_left(const struct notes *notes)
{
	return notes && notes->rest_count > 0;
}
