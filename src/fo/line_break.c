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

/* A place where a line may end, with the sums of all before it. */
struct candidate {
	size_t position, visible;
	double width, visible_width; /* before what a line from here shows; before visible, the hyphen included */
	double stretch, visible_stretch;
	double shrink, visible_shrink;
	double kept_before, kept_after; /* by the edges of the inlines broken here, on the line that ends, on the one that begins */
	bool hyphen, forced;
};

/* Sums up to a position; in ragged text spaces do not stretch, leaders do. */
struct sums {
	double width, stretch, shrink;
};

struct breaking {
	struct paragraph *paragraph;
	size_t start;
	double width;
	struct candidate *candidates; /* the first is the start, the last the end */
	size_t count;
	size_t lead; /* where what shows begins on a line that begins at the last candidate … */
	struct sums led; /* … and the sums before it */
	bool justified;
};

/* XSL 1.1, 7.16.9 and 7.16.10. */
enum token break_align(const struct paragraph *paragraph, bool last, bool *mirrored)
{
	const struct properties *p = paragraph->block->p;
	enum token align = last && p->text_align_last != TOKEN_RELATIVE ? p->text_align_last : p->text_align;

	if (mirrored)
		*mirrored = align == TOKEN_INSIDE || align == TOKEN_OUTSIDE;
	if (align == TOKEN_OUTSIDE)
		return TOKEN_END;
	if (align == TOKEN_INSIDE || (last && align == TOKEN_JUSTIFY && p->text_align_last == TOKEN_RELATIVE))
		return TOKEN_START;
	return align;
}

double break_available(const struct paragraph *paragraph, size_t start, bool last, double width)
{
	const struct properties *p = paragraph->block->p;
	double available = width;

	if (start == 0)
		available -= length_resolve(p->text_indent, width);
	if (last)
		available -= length_resolve(p->last_line_end_indent, width);
	return available;
}

/* ---- candidates */

static bool is_suppressed(const struct paragraph *paragraph, size_t position)
{
	if (paragraph->at_break && paragraph->at_break[position] != AT_BREAK_AUTO)
		return paragraph->at_break[position] == AT_BREAK_SUPPRESS;
	return paragraph->text[position] == ' ';
}

static size_t find_visible(const struct paragraph *paragraph, size_t start, size_t end)
{
	const char *text = paragraph->text;

	if (end >= start + 3 && memcmp(text + end - 3, "\u2028", 3) == 0)
		end -= 3;
	while (end > start && is_suppressed(paragraph, end - 1))
		end--;
	return end;
}

size_t break_lead(const struct paragraph *paragraph, size_t start, size_t end)
{
	while (paragraph->at_break && start < end && paragraph->at_break[start] == AT_BREAK_SUPPRESS)
		start++;
	return start;
}

static bool is_visible(const struct paragraph *paragraph, size_t position)
{
	const char *p = paragraph->text + position;

	if (!(*p & 0x80) || (paragraph->at_break && paragraph->at_break[position] == AT_BREAK_SUPPRESS))
		return !is_suppressed(paragraph, position);
	return strncmp(p, "\u2028", 3) != 0 &&
	       !(position > 0 && strncmp(p - 1, "\u2028", 3) == 0) &&
	       !(position > 1 && strncmp(p - 2, "\u2028", 3) == 0);
}

static const struct inline_style *style_at(const struct paragraph *paragraph, size_t *piece,
					   size_t position)
{
	while (*piece < paragraph->count && paragraph->pieces[*piece].end <= position)
		(*piece)++;
	return *piece < paragraph->count ? paragraph->pieces[*piece].style : NULL;
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
	size_t piece = 0;
	const struct inline_style *before = position > 0 ? style_at(paragraph, &piece, position - 1) : NULL;

	return common_box(before, style_at(paragraph, &piece, position));
}

static double hyphen_width(const struct inline_style *style)
{
	hb_codepoint_t glyph;

	if (!hb_font_get_nominal_glyph(style->face->font, style->p->hyphenation_character,
				       &glyph) &&
	    !hb_font_get_nominal_glyph(style->face->font, '-', &glyph))
		return 0;
	return hb_font_get_glyph_h_advance(style->face->font, glyph) * style->size /
	       style->face->upem;
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

static void add_sums(const struct breaking *breaking, struct sums *sums, size_t position)
{
	const struct paragraph *paragraph = breaking->paragraph;

	sums->width += paragraph->width[position];
	if (breaking->justified || stretches_always(paragraph, position)) {
		sums->stretch += paragraph->stretch[position];
		sums->shrink += paragraph->shrink[position];
	}
}

static struct candidate *add_candidate(struct breaking *breaking, size_t position, struct sums here,
				       struct sums visible)
{
	struct candidate *candidate = &breaking->candidates[breaking->count++];

	if (position >= breaking->lead) {
		breaking->lead = break_lead(breaking->paragraph, position, breaking->paragraph->length);
		breaking->led = here;
		for (size_t i = position; i < breaking->lead; i++)
			add_sums(breaking, &breaking->led, i);
	}
	if (position < breaking->lead)
		here = breaking->led;
	*candidate = (struct candidate){
		.position = position,
		.visible = position,
		.width = here.width,
		.stretch = here.stretch,
		.shrink = here.shrink,
		.visible_width = visible.width,
		.visible_stretch = visible.stretch,
		.visible_shrink = visible.shrink,
	};
	return candidate;
}

static void find_candidates(struct breaking *breaking)
{
	struct paragraph *paragraph = breaking->paragraph;
	struct sums here = {0}, visible = {0};
	size_t piece = 0, start = breaking->start;

	breaking->candidates =
		arena_uncleared(paragraph->context->arena, count_opportunities(paragraph, start),
				sizeof(struct candidate));
	add_candidate(breaking, start, here, visible);
	for (size_t i = start; i <= paragraph->length; i++) {
		unsigned opportunity =
			i < paragraph->length ? paragraph->shaped.opportunities[i] : 0;

		if (i == start)
			opportunity &= SHAPE_LETTER;
		if (opportunity & (SHAPE_BREAK | SHAPE_HYPHEN) || i == paragraph->length) {
			const struct inline_style *before = i > start ? style_at(paragraph, &piece, i - 1) : NULL;
			const struct inline_style *after = style_at(paragraph, &piece, i);
			bool wrap = (before && before->breakable) || (after && after->breakable);

			if (wrap || opportunity & SHAPE_FORCED || i == paragraph->length) {
				struct candidate *candidate =
					add_candidate(breaking, i, here, visible);

				candidate->visible = find_visible(paragraph, start, i);
				for (const struct line_box *box = common_box(before, after); box; box = box->parent) {
					candidate->kept_before += box->end_kept;
					candidate->kept_after += box->start_kept;
				}
				candidate->forced = opportunity & SHAPE_FORCED;
				candidate->hyphen = opportunity & SHAPE_HYPHEN;
				if (candidate->hyphen && before)
					candidate->visible_width += hyphen_width(before);
			}
		}
		if (i == paragraph->length)
			break;
		add_sums(breaking, &here, i);
		if (is_visible(paragraph, i))
			visible = here;
	}
}

/* ---- the line between two candidates */

static double available(const struct breaking *breaking, size_t from, size_t to)
{
	bool last = to + 1 == breaking->count;

	return break_available(breaking->paragraph, breaking->candidates[from].position, last,
			       breaking->width);
}

static double natural(const struct breaking *breaking, size_t from, size_t to)
{
	const struct candidate *start = &breaking->candidates[from],
			       *end = &breaking->candidates[to];

	return end->visible > start->position ? end->visible_width - start->width + start->kept_after + end->kept_before : 0;
}

static double narrowest(const struct breaking *breaking, size_t from, size_t to)
{
	return natural(breaking, from, to) -
	       (breaking->candidates[to].visible_shrink - breaking->candidates[from].shrink);
}

/* ---- first-fit */

/* The sums know a line's last letter as it stands before a space. Where that may decide, the line is made to know. */
static bool fits_built(const struct breaking *breaking, size_t from, size_t to)
{
	const struct candidate *start = &breaking->candidates[from], *candidate = &breaking->candidates[to];
	struct line_break end = {candidate->position, candidate->visible, candidate->hyphen, candidate->forced};
	double most = available(breaking, from, to);
	struct line line;

	if (candidate->visible == candidate->position ||
	    natural(breaking, from, to) < most - KERN_MOST * breaking->paragraph->strut->size)
		return true;
	build_line(breaking->paragraph, start->position, &end, breaking->width, &line);
	return line.width <= most + TOLERANCE;
}

static size_t fit_one(const struct breaking *breaking, size_t from, int *ladder)
{
	int limit = breaking->paragraph->block->p->hyphenation_ladder_count;
	size_t best = 0, word = 0, to;

	for (to = from + 1; to < breaking->count; to++) {
		const struct candidate *candidate = &breaking->candidates[to];
		bool fits = narrowest(breaking, from, to) <= available(breaking, from, to) + TOLERANCE &&
			    fits_built(breaking, from, to);

		/* What follows a hyphen that does not fit may: a hyphen is wider than a letter. */
		if (!fits && !candidate->hyphen)
			break;
		if (!fits || (candidate->hyphen && limit > 0 && *ladder >= limit))
			continue;
		best = to;
		if (!candidate->hyphen)
			word = to;
		if (candidate->forced)
			break;
	}
	if (best != word && word) {
		double room = available(breaking, from, word);

		if (room - natural(breaking, from, word) <= HYPHENATION_ZONE * room)
			best = word;
	}
	if (!best)
		best = from + 1;
	*ladder = breaking->candidates[best].hyphen ? *ladder + 1 : 0;
	return best;
}

static size_t fit_first(const struct breaking *breaking, size_t *chosen)
{
	size_t count = 0, at = 0;
	int ladder = 0;

	while (at + 1 < breaking->count) {
		at = fit_one(breaking, at, &ladder);
		chosen[count++] = at;
	}
	return count;
}

/* ---- total-fit */

struct node {
	double overfull; /* points by which lines are too wide: this comes first */
	double demerits;
	size_t previous, lines;
	int ladder;
	bool loose; /* a line before it is looser than LOOSE */
};

/* How a line is stretched: 0 natural, 1 by all its stretch, below -1 overfull. */
static double ratio(const struct breaking *breaking, size_t from, size_t to, bool last)
{
	const struct candidate *start = &breaking->candidates[from],
			       *end = &breaking->candidates[to];
	double room = available(breaking, from, to) - natural(breaking, from, to);
	double stretch = end->visible_stretch - start->stretch,
	       shrink = end->visible_shrink - start->shrink;

	if (room >= 0 && last && break_align(breaking->paragraph, true, NULL) != TOKEN_JUSTIFY)
		return 0;
	if (room >= -TOLERANCE && room <= TOLERANCE)
		return 0;
	if (room > 0)
		return stretch > 0 ? room / stretch : 100;
	return shrink > 0 ? (room + TOLERANCE) / shrink : -100;
}

static double line_demerits(const struct breaking *breaking, const struct node *nodes, size_t from,
			    size_t to, double stretched, bool last)
{
	const struct candidate *end = &breaking->candidates[to];
	double looseness = fabs(stretched), badness = 100 * looseness * looseness * looseness;
	double penalty = end->hyphen ? HYPHEN_PENALTY : 0;
	double demerits = (1 + badness + penalty) * (1 + badness + penalty);

	if (end->hyphen && nodes[from].ladder)
		demerits += HYPHENS_TOGETHER;
	if (last && nodes[from].ladder)
		demerits += HYPHEN_BEFORE_LAST;
	return demerits;
}

/* The best way to `to` from the candidates since the last forced break, nearest first. */
static void connect(const struct breaking *breaking, struct node *nodes, size_t first, size_t to,
		    bool hyphens)
{
	const struct candidate *end = &breaking->candidates[to];
	int limit = breaking->paragraph->block->p->hyphenation_ladder_count;
	bool last = end->forced || to + 1 == breaking->count, any = false;

	nodes[to].overfull = nodes[to].demerits = INFINITY;
	for (size_t from = to; from-- > first;) {
		double stretched, demerits, overfull;

		if ((breaking->candidates[from].hyphen && from != first && !hyphens) ||
		    !isfinite(nodes[from].demerits))
			continue;
		stretched = ratio(breaking, from, to, last);
		if (stretched < OVERFULL && any)
			break;
		if (end->hyphen && limit > 0 && nodes[from].ladder >= limit)
			continue;
		any = true;
		overfull = nodes[from].overfull;
		if (stretched < OVERFULL)
			overfull += narrowest(breaking, from, to) - available(breaking, from, to);
		demerits = nodes[from].demerits +
			   line_demerits(breaking, nodes, from, to, stretched, last);
		if (overfull < nodes[to].overfull ||
		    (overfull == nodes[to].overfull && demerits < nodes[to].demerits))
			nodes[to] = (struct node){
				.overfull = overfull,
				.demerits = demerits,
				.previous = from,
				.lines = nodes[from].lines + 1,
				.ladder = end->hyphen ? nodes[from].ladder + 1 : 0,
				.loose = nodes[from].loose || stretched > LOOSE ||
					 stretched < OVERFULL,
			};
	}
}

/* Choose among all; without hyphens first, as TeX does, since they are seldom needed. */
static bool fit_all(const struct breaking *breaking, struct node *nodes, bool hyphens)
{
	size_t first = 0;

	nodes[0] = (struct node){0};
	for (size_t to = 1; to < breaking->count; to++) {
		if (breaking->candidates[to].hyphen && !hyphens) {
			nodes[to].overfull = nodes[to].demerits = INFINITY;
			continue;
		}
		connect(breaking, nodes, first, to, hyphens);
		if (breaking->candidates[to].forced)
			first = to;
	}
	return !nodes[breaking->count - 1].loose;
}

static size_t fit_total(const struct breaking *breaking, size_t *chosen)
{
	struct node *nodes =
		arena_array(breaking->paragraph->context->arena, breaking->count, sizeof(*nodes));
	size_t at = breaking->count - 1, count;

	if (!fit_all(breaking, nodes, false))
		fit_all(breaking, nodes, true);
	count = nodes[at].lines;
	for (size_t i = count; i-- > 0; at = nodes[at].previous)
		chosen[i] = at;
	return count;
}

size_t break_lines(struct paragraph *paragraph, size_t start, double width,
		   struct line_break **breaks)
{
	struct breaking breaking = {
		.paragraph = paragraph,
		.start = start,
		.width = width,
		.justified = break_align(paragraph, false, NULL) == TOKEN_JUSTIFY,
	};
	struct line_break *list;
	size_t *chosen, count;

	object_measure(paragraph, width);
	find_candidates(&breaking);
	chosen = arena_array(paragraph->context->arena, breaking.count, sizeof(*chosen));
	if (breaking.count == 2) {
		chosen[0] = 1;
		count = 1;
	} else {
		count = breaking.justified ? fit_total(&breaking, chosen)
					   : fit_first(&breaking, chosen);
	}
	list = arena_array(paragraph->context->arena, count, sizeof(*list));
	for (size_t i = 0; i < count; i++) {
		const struct candidate *candidate = &breaking.candidates[chosen[i]];

		list[i] = (struct line_break){candidate->position, candidate->visible,
					      candidate->hyphen, candidate->forced};
	}
	*breaks = list;
	return count;
}

void break_widths(struct paragraph *paragraph, double *minimum, double *maximum)
{
	struct breaking breaking = {.paragraph = paragraph};
	size_t line = 0, piece = 0;

	object_measure(paragraph, 0);
	find_candidates(&breaking);
	*minimum = *maximum = 0;
	for (size_t i = 1; i < breaking.count; i++) {
		if (breaking.candidates[i].hyphen && i + 1 < breaking.count)
			continue;
		*minimum = fmax(*minimum, narrowest(&breaking, piece, i));
		piece = i;
		if (!breaking.candidates[i].forced && i + 1 < breaking.count)
			continue;
		*maximum = fmax(*maximum, natural(&breaking, line, i));
		line = i;
	}
	/* Words that are drawn together make a line narrower than its words. */
	*maximum = fmax(*minimum, *maximum);
}
