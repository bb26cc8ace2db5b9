#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "fo/line_parts.h"
#include "font/face.h"

/* Widths that differ by less are the same: sums of floating-point numbers are compared. Points. */
#define TOLERANCE 0.005

/* Demerits after Knuth and Plass, "Breaking paragraphs into lines" (1981), in TeX's units. */
#define HYPHEN_PENALTY     50
#define HYPHENS_TOGETHER   3000
#define HYPHEN_BEFORE_LAST 5000
/* Lines looser than this make it worth looking for hyphens: TeX's tolerance of 200. */
#define LOOSE 1.26

/* A ratio below this: the line is too wide, rounding aside. */
#define OVERFULL (-1 - 1e-9)

/* What a letter gives or takes at the end of a line, where the space that it was kerned with is not shown: at most this part of the
 * font's size. */
#define KERN_MOST 0.05

/* In ragged text a hyphen must gain more than this part of the line. */
#define HYPHENATION_ZONE 0.15

/* A place where a line may end, with the sums of all before it; in ragged text spaces do not stretch, leaders do. */
struct candidate {
	struct line_break at;
	/* Before what a line from here shows, and before the end of what a line to here does; with the hyphen there, and what the
	 * edges of the inlines broken here keep on each. */
	struct glue before, visible;
};

struct breaking {
	struct paragraph *paragraph;
	size_t start;
	double width;
	struct candidate *candidates; /* the first is the start, the last the end */
	size_t count;
	struct glue here, visible; /* sums up to where candidates are looked for, and to the end of what shows before it … */
	size_t shown;    /* … which is here */
	size_t lead;     /* where what shows begins on a line that begins at the last candidate … */
	struct glue led; /* … and the sums before it */
	bool justified;
};

/* XSL 1.1, 7.16.9 and 7.16.10. */
enum token break_align(const struct paragraph *paragraph, bool last, bool even)
{
	const struct properties *p = paragraph->block->p;
	enum token align = last && p->text_align_last != TOKEN_RELATIVE ? p->text_align_last : p->text_align;

	if (align == TOKEN_INSIDE || align == TOKEN_OUTSIDE)
		return (align == TOKEN_OUTSIDE) != even ? TOKEN_END : TOKEN_START;
	return last && align == TOKEN_JUSTIFY && p->text_align_last == TOKEN_RELATIVE ? TOKEN_START : align;
}

double break_indent(const struct paragraph *paragraph, size_t start, double width)
{
	return start == 0 && paragraph->begins ? length_resolve(paragraph->block->p->text_indent, width) : 0;
}

double break_available(const struct paragraph *paragraph, size_t start, bool last, double width)
{
	const struct properties *p = paragraph->block->p;
	double available = width - break_indent(paragraph, start, width);

	if (last && paragraph->block->kind != FO_LEADER) /* what it repeats is no line of a block */
		available -= length_resolve(p->last_line_end_indent, width);
	return available;
}

/* ---- candidates */

size_t break_lead(const struct paragraph *paragraph, size_t start, size_t end)
{
	while (start < end && paragraph->at_break[start] == AT_BREAK_BOTH)
		start++;
	return start;
}

static const struct inline_style *style_at(const struct paragraph *paragraph, size_t position)
{
	size_t piece = content_piece(paragraph, position);

	return piece < paragraph->count ? paragraph->pieces[piece].style : NULL;
}

static struct line_box *common_box(const struct inline_style *before, const struct inline_style *after)
{
	for (struct line_box *box = before && after ? before->box : NULL; box; box = box->parent)
		for (const struct line_box *other = after->box; other; other = other->parent)
			if (box == other)
				return box;
	return NULL;
}

struct line_box *break_box(const struct paragraph *paragraph, size_t position)
{
	return common_box(position > 0 ? style_at(paragraph, position - 1) : NULL, style_at(paragraph, position));
}

double break_kept(const struct paragraph *paragraph, const struct line_box *box, enum piece_kind kind, size_t position)
{
	const struct line_piece edge = {.kind = kind, .start = position, .end = position};

	return box->sides[piece_side(&edge, content_level(paragraph, &edge))].kept;
}

static double hyphen_width(const struct inline_style *style)
{
	const struct face *face = style->shape.face;
	hb_codepoint_t glyph = 0;

	hb_font_get_nominal_glyph(face->font, build_hyphen(style, face), &glyph);
	return hb_font_get_glyph_h_advance(face->font, glyph) * style->size / face->upem;
}

/* Leaders do. */
static bool stretches_always(const struct paragraph *paragraph, size_t position)
{
	return strncmp(paragraph->text + position, "\ufffc", 3) == 0;
}

static size_t count_opportunities(const struct paragraph *paragraph, size_t start)
{
	size_t count = 2;

	for (size_t i = start + 1; i < paragraph->length; i++)
		count += (paragraph->shaped.opportunities[i] & (SHAPE_BREAK | SHAPE_HYPHEN)) != 0;
	return count;
}

static void add_glue(const struct breaking *breaking, struct glue *sum, size_t position)
{
	struct glue glue = breaking->paragraph->glue[position];

	if (breaking->justified || stretches_always(breaking->paragraph, position))
		glue_add(sum, glue);
	else
		sum->width += glue.width;
}

/* `box` is the innermost inline that is broken there, or NULL. */
static struct candidate *add_candidate(struct breaking *breaking, size_t position, const struct line_box *box)
{
	const struct paragraph *paragraph = breaking->paragraph;
	struct candidate *candidate = &breaking->candidates[breaking->count++];

	if (position >= breaking->lead) {
		breaking->lead = break_lead(paragraph, position, paragraph->length);
		breaking->led = breaking->here;
		for (size_t i = position; i < breaking->lead; i++)
			add_glue(breaking, &breaking->led, i);
	}
	*candidate = (struct candidate){
		.at = {.end = position, .visible = breaking->shown},
		.before = position < breaking->lead ? breaking->led : breaking->here,
		.visible = breaking->visible,
	};
	for (; box; box = box->parent) {
		candidate->visible.width += break_kept(paragraph, box, PIECE_CLOSE, position);
		candidate->before.width -= break_kept(paragraph, box, PIECE_OPEN, position);
	}
	return candidate;
}

/* A line may end at a position, unless what stands on both sides forbids it. */
static void consider(struct breaking *breaking, size_t position, unsigned opportunity)
{
	const struct paragraph *paragraph = breaking->paragraph;
	const struct inline_style *before =
		position > breaking->start ? style_at(paragraph, position - 1) : NULL;
	const struct inline_style *after = style_at(paragraph, position);
	bool wraps = (before && before->breakable) || (after && after->breakable);
	struct candidate *candidate;

	if (!wraps && !(opportunity & SHAPE_FORCED) && position < paragraph->length)
		return;
	candidate = add_candidate(breaking, position, common_box(before, after));
	candidate->at.forced = opportunity & SHAPE_FORCED;
	candidate->at.hyphen = opportunity & SHAPE_HYPHEN;
	if (candidate->at.hyphen && before)
		candidate->visible.width += hyphen_width(before);
}

static void find_candidates(struct breaking *breaking)
{
	struct paragraph *paragraph = breaking->paragraph;
	const uint8_t *opportunities = paragraph->shaped.opportunities;

	breaking->candidates =
		arena_uncleared(paragraph->context->arena, count_opportunities(paragraph, breaking->start),
				sizeof(struct candidate));
	breaking->shown = breaking->start;
	add_candidate(breaking, breaking->start, break_box(paragraph, breaking->start));
	for (size_t i = breaking->start; i < paragraph->length; i++) {
		if (i > breaking->start && opportunities[i] & (SHAPE_BREAK | SHAPE_HYPHEN))
			consider(breaking, i, opportunities[i]);
		add_glue(breaking, &breaking->here, i);
		if (paragraph->at_break[i] != AT_BREAK_SHOWN)
			continue;
		breaking->visible = breaking->here;
		breaking->shown = i + 1;
	}
	consider(breaking, paragraph->length, 0);
}

/* ---- the line between two candidates */

static double available(const struct breaking *breaking, size_t from, size_t to)
{
	return break_available(breaking->paragraph, breaking->candidates[from].at.end, to + 1 == breaking->count,
			       breaking->width);
}

static struct glue line_glue(const struct breaking *breaking, size_t from, size_t to)
{
	const struct candidate *start = &breaking->candidates[from], *end = &breaking->candidates[to];
	struct glue glue = {.stretch = end->visible.stretch - start->before.stretch,
			    .shrink = end->visible.shrink - start->before.shrink};

	if (end->at.visible > start->at.end)
		glue.width = end->visible.width - start->before.width;
	return glue;
}

static double narrowest(const struct breaking *breaking, size_t from, size_t to)
{
	struct glue glue = line_glue(breaking, from, to);

	return glue.width - glue.shrink;
}

/* ---- first-fit */

/* The sums know a line's last letter as it stands before a space. Where that may decide, the line is made to know. */
static bool fits_built(const struct breaking *breaking, size_t from, size_t to)
{
	const struct line_break *end = &breaking->candidates[to].at;
	double most = available(breaking, from, to);
	struct line line;

	if (end->visible == end->end ||
	    line_glue(breaking, from, to).width < most - KERN_MOST * breaking->paragraph->strut->size)
		return true;
	build_line(breaking->paragraph, breaking->candidates[from].at.end, end, breaking->width, &line);
	return line.width <= most + TOLERANCE;
}

static size_t fit_one(const struct breaking *breaking, size_t from, int *ladder)
{
	int limit = breaking->paragraph->block->p->hyphenation_ladder_count;
	size_t best = 0, word = 0, to;

	for (to = from + 1; to < breaking->count; to++) {
		const struct line_break *end = &breaking->candidates[to].at;
		bool fits = narrowest(breaking, from, to) <= available(breaking, from, to) + TOLERANCE &&
			    fits_built(breaking, from, to);

		/* What follows a hyphen that does not fit may: a hyphen is wider than a letter. */
		if (!fits && !end->hyphen)
			break;
		if (!fits || (end->hyphen && limit > 0 && *ladder >= limit))
			continue;
		best = to;
		if (!end->hyphen)
			word = to;
		if (end->forced)
			break;
	}
	if (best != word && word) {
		double room = available(breaking, from, word);

		if (room - line_glue(breaking, from, word).width <= HYPHENATION_ZONE * room)
			best = word;
	}
	if (!best)
		best = from + 1;
	*ladder = breaking->candidates[best].at.hyphen ? *ladder + 1 : 0;
	return best;
}

static size_t fit_first(const struct breaking *breaking, struct line_break **breaks)
{
	size_t count = 0, at = 0;
	int ladder = 0;

	*breaks = arena_uncleared(breaking->paragraph->context->arena, breaking->count, sizeof(**breaks));
	while (at + 1 < breaking->count) {
		at = fit_one(breaking, at, &ladder);
		(*breaks)[count++] = breaking->candidates[at].at;
	}
	return count;
}

/* ---- total-fit */

struct node {
	double overfull; /* points by which lines are too wide: this comes first */
	double demerits;
	size_t previous;
	size_t lines; /* 0: no way leads here, but to the first */
	int ladder;
	bool loose; /* a line before it is looser than LOOSE */
};

/* How a line is stretched: 0 natural, 1 by all its stretch, below -1 overfull. */
static double ratio(const struct breaking *breaking, size_t from, size_t to, bool last)
{
	struct glue glue = line_glue(breaking, from, to);
	double room = available(breaking, from, to) - glue.width;

	if (room >= 0 && last && break_align(breaking->paragraph, true, false) != TOKEN_JUSTIFY)
		return 0;
	if (room >= -TOLERANCE && room <= TOLERANCE)
		return 0;
	if (room > 0)
		return glue.stretch > 0 ? room / glue.stretch : 100;
	return glue.shrink > 0 ? (room + TOLERANCE) / glue.shrink : -100;
}

static double line_demerits(const struct node *from, const struct line_break *end, double stretched, bool last)
{
	double looseness = fabs(stretched), badness = 100 * looseness * looseness * looseness;
	double penalty = end->hyphen ? HYPHEN_PENALTY : 0;
	double demerits = (1 + badness + penalty) * (1 + badness + penalty);

	if (end->hyphen && from->ladder)
		demerits += HYPHENS_TOGETHER;
	if (last && from->ladder)
		demerits += HYPHEN_BEFORE_LAST;
	return demerits;
}

/* The best way to `to` from the candidates since the last forced break, nearest first. */
static void connect(const struct breaking *breaking, struct node *nodes, size_t first, size_t to)
{
	const struct line_break *end = &breaking->candidates[to].at;
	int limit = breaking->paragraph->block->p->hyphenation_ladder_count;
	bool last = end->forced || to + 1 == breaking->count, any = false;

	for (size_t from = to; from-- > first;) {
		const struct node *before = &nodes[from];
		double stretched, demerits, overfull;

		if (from > 0 && !before->lines)
			continue;
		stretched = ratio(breaking, from, to, last);
		if (stretched < OVERFULL && any)
			break;
		if (end->hyphen && limit > 0 && before->ladder >= limit)
			continue;
		any = true;
		overfull = before->overfull;
		if (stretched < OVERFULL)
			overfull += narrowest(breaking, from, to) - available(breaking, from, to);
		demerits = before->demerits + line_demerits(before, end, stretched, last);
		if (!nodes[to].lines || overfull < nodes[to].overfull ||
		    (overfull == nodes[to].overfull && demerits < nodes[to].demerits))
			nodes[to] = (struct node){
				.overfull = overfull,
				.demerits = demerits,
				.previous = from,
				.lines = before->lines + 1,
				.ladder = end->hyphen ? before->ladder + 1 : 0,
				.loose = before->loose || stretched > LOOSE || stretched < OVERFULL,
			};
	}
}

/* Choose among all; without hyphens first, as TeX does, since they are seldom needed. */
static bool fit_all(const struct breaking *breaking, struct node *nodes, bool hyphens)
{
	size_t first = 0;

	nodes[0] = (struct node){0};
	for (size_t to = 1; to < breaking->count; to++) {
		const struct line_break *end = &breaking->candidates[to].at;

		nodes[to] = (struct node){0};
		if (end->hyphen && !hyphens)
			continue;
		connect(breaking, nodes, first, to);
		if (end->forced)
			first = to;
	}
	return !nodes[breaking->count - 1].loose;
}

static size_t fit_total(const struct breaking *breaking, struct line_break **breaks)
{
	struct arena *arena = breaking->paragraph->context->arena;
	struct node *nodes = arena_array(arena, breaking->count, sizeof(*nodes));
	size_t at = breaking->count - 1, count;

	if (!fit_all(breaking, nodes, false))
		fit_all(breaking, nodes, true);
	count = nodes[at].lines;
	*breaks = arena_uncleared(arena, count, sizeof(**breaks));
	for (size_t i = count; i-- > 0; at = nodes[at].previous)
		(*breaks)[i] = breaking->candidates[at].at;
	return count;
}

size_t break_lines(struct paragraph *paragraph, size_t start, double width, struct line_break **breaks)
{
	struct breaking breaking = {
		.paragraph = paragraph,
		.start = start,
		.width = width,
		.justified = break_align(paragraph, false, false) == TOKEN_JUSTIFY,
	};

	object_measure(paragraph, width);
	find_candidates(&breaking);
	return breaking.justified ? fit_total(&breaking, breaks) : fit_first(&breaking, breaks);
}

void break_widths(struct paragraph *paragraph, double *minimum, double *maximum)
{
	struct breaking breaking = {.paragraph = paragraph};
	size_t line = 0, piece = 0;

	object_measure(paragraph, 0);
	find_candidates(&breaking);
	*minimum = *maximum = 0;
	for (size_t i = 1; i < breaking.count; i++) {
		const struct line_break *end = &breaking.candidates[i].at;

		if (end->hyphen && i + 1 < breaking.count)
			continue;
		*minimum = fmax(*minimum, narrowest(&breaking, piece, i));
		piece = i;
		if (!end->forced && i + 1 < breaking.count)
			continue;
		*maximum = fmax(*maximum, line_glue(&breaking, line, i).width);
		line = i;
	}
	/* Words that are drawn together make a line narrower than its words. */
	*maximum = fmax(*minimum, *maximum);
}
