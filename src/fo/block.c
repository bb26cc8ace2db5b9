#include "fo/generator.h"

#include <math.h>

#include "base/arena.h"

int keep_strength(struct keep keep)
{
	return keep.within_column > keep.within_page ? keep.within_column : keep.within_page;
}

static const enum break_class breaks[TOKEN_COUNT] = {
	[TOKEN_COLUMN] = BREAK_COLUMN,
	[TOKEN_PAGE] = BREAK_PAGE,
	[TOKEN_EVEN_PAGE] = BREAK_EVEN,
	[TOKEN_ODD_PAGE] = BREAK_ODD,
};

bool out_of_flow(const struct fo *fo)
{
	return fo->kind == FO_BLOCK_CONTAINER &&
	       (fo->p->absolute_position == TOKEN_ABSOLUTE || fo->p->absolute_position == TOKEN_FIXED);
}

static bool is_blank(const struct fo *fo)
{
	return fo->kind == FO_TEXT ? fo_is_white(fo) : fo->kind == FO_MARKER;
}

/* ---- what the first and last children say for their parent (XSL 1.1, 4.8: leading and trailing areas) ---- */

/* What it asks itself; text has its parent's values, which do not speak for it. */
static struct joint asked(const struct fo *fo, bool leading)
{
	const struct properties *p = fo->p;

	if (fo->kind == FO_TEXT)
		return (struct joint){0};
	return leading ? (struct joint){keep_strength(p->keep_with_previous), breaks[p->break_before]}
		       : (struct joint){keep_strength(p->keep_with_next), breaks[p->break_after]};
}

/* What asks also for the one that it begins (or ends) with. */
static const bool takes_edges[FO_KINDS] = {
	[FO_BLOCK] = true,
	[FO_WRAPPER] = true,
	[FO_INLINE] = true,
	[FO_BLOCK_CONTAINER] = true,
	[FO_LIST_BLOCK] = true,
	[FO_LIST_ITEM_LABEL] = true,
	[FO_LIST_ITEM_BODY] = true,
	[FO_TABLE] = true,
	[FO_TABLE_BODY] = true,
	[FO_TABLE_CELL] = true,
};

/* Header and footer belong to the first and last row: they are not parted from it (XSL 1.1, 6.7.6 and 6.7.7). */
static bool is_beside_rows(const struct fo *fo)
{
	return fo->kind == FO_TABLE_COLUMN || fo->kind == FO_TABLE_HEADER || fo->kind == FO_TABLE_FOOTER;
}

/* The child that begins (or ends) with it, or NULL. */
static const struct fo *edge_child(const struct fo *fo, bool leading)
{
	const struct fo *child = leading ? fo->first : fo->last;

	while (child && (is_blank(child) || out_of_flow(child) || is_beside_rows(child)))
		child = leading ? child->next : child->previous;
	return child;
}

/* Cells of earlier rows that end with the last row of a part. */
static struct joint after_spanning(const struct fo *part)
{
	struct joint joint = {0};
	int distance = 0;

	for (const struct fo *row = part->last; row; row = row->previous, distance++)
		for (const struct fo *cell = row->first; cell; cell = cell->next)
			if (cell->kind == FO_TABLE_CELL && distance && cell->p->number_rows_spanned > distance)
				joint = joint_stronger(joint, joint_after(cell));
	return joint;
}

/* What a formatting object asks, and those that begin (or end) with it: all children where they stand side by side. */
static struct joint edge_joint(const struct fo *fo, bool leading)
{
	struct joint joint = asked(fo, leading);

	if (takes_edges[fo->kind]) {
		const struct fo *child = edge_child(fo, leading);

		if (child)
			joint = joint_stronger(joint, edge_joint(child, leading));
		if (fo->kind == FO_TABLE_BODY && !leading)
			joint = joint_stronger(joint, after_spanning(fo));
	} else if (fo->kind == FO_LIST_ITEM || fo->kind == FO_TABLE_ROW) {
		for (const struct fo *child = fo->first; child; child = child->next)
			joint = joint_stronger(joint, edge_joint(child, leading));
	}
	return joint;
}

struct joint joint_before(const struct fo *fo)
{
	return edge_joint(fo, true);
}

struct joint joint_after(const struct fo *fo)
{
	return edge_joint(fo, false);
}

struct joint joint_asked_after(const struct fo *fo)
{
	return asked(fo, false);
}

/* The nesting is deeper than GENERATOR_DEPTH: that is said, and the content left out. */
static bool is_too_deep(const struct generator *generator, const struct fo *fo)
{
	if (generator->depth < GENERATOR_DEPTH)
		return false;
	line_say(generator->lines, fo, M_F701, true, fo_name(fo->kind), NULL);
	return true;
}

void generate_break(struct generator *generator, struct joint joint)
{
	joint.strength = stronger_keep(joint.strength, generator->keep);
	galley_add_break(generator->galley, generator->parent, joint);
}

void generate_break_between(struct generator *generator, const struct fo *before, const struct fo *after)
{
	generate_break(generator, joint_stronger(joint_after(before), joint_before(after)));
}

bool generator_restart(struct generator *generator, enum slug_kind kind, const struct fo *fo)
{
	struct restart *restart = generator->restart;

	if (!restart || restart->found || restart->kind != kind || restart->fo != fo)
		return false;
	restart->found = true;
	restart->slug = generator->galley->count;
	return true;
}

/* An area without edges: its content rectangle in its reference area, in the galley's coordinates. */
static struct slug *open_area(struct generator *generator, const struct fo *fo)
{
	double reference = generator->reference, start = length_resolve(fo->p->start_indent, reference);

	generator_restart(generator, SLUG_BEGIN, fo);
	struct slug *slug = galley_add(generator->galley, SLUG_BEGIN, fo, generator->parent);

	slug->begin.x = generator->origin + start;
	slug->begin.width = fmax(0, reference - start - length_resolve(fo->p->end_indent, reference));
	slug->begin.end = SIZE_MAX;
	generator->parent = generator->galley->count;
	return slug;
}

static void end_area(struct generator *generator, size_t begin)
{
	struct galley *galley = generator->galley;
	struct slug *end = galley_add(galley, SLUG_END, galley->slugs[begin].fo, begin + 1);
	struct slug *opened = &galley->slugs[begin];

	end->height = opened->begin.closing;
	opened->begin.end = galley->count - 1;
	generator->parent = opened->parent;
}

double generate_around(const struct generator *generator)
{
	return generator->parent ? generator->galley->slugs[generator->parent - 1].begin.width : generator->reference;
}

struct area generate_open(struct generator *generator, const struct fo *fo)
{
	int keep = stronger_keep(generator->keep, keep_strength(fo->p->keep_together));
	double around = generate_around(generator);

	galley_add_space(generator->galley, generator->parent, &fo->p->space_before, around);
	struct slug *slug = open_area(generator, fo);
	struct area area = {generator->parent - 1, slug->begin.x, slug->begin.width, keep, generator->keep};

	slug->begin.start = edge_whole(fo, SIDE_START, around);
	slug->begin.end_edge = edge_whole(fo, SIDE_END, around);
	slug->height = edge_whole(fo, SIDE_BEFORE, around);
	slug->kept = edge_kept(fo, SIDE_BEFORE, around);
	slug->begin.closing = edge_whole(fo, SIDE_AFTER, around);
	slug->begin.closing_kept = edge_kept(fo, SIDE_AFTER, around);
	generate_continue(generator, &area);
	return area;
}

void generate_continue(struct generator *generator, const struct area *area)
{
	generator->parent = area->begin + 1;
	generator->keep = area->keep;
}

void generate_narrow(struct generator *generator, struct area *area, double width)
{
	struct slug *slug = &generator->galley->slugs[area->begin];

	if (slug->fo->parent && property_right_to_left(slug->fo->parent->p))
		area->x += area->width - width;
	area->width = width;
	slug->begin.x = area->x;
	slug->begin.width = width;
}

void generate_close(struct generator *generator, const struct area *area)
{
	const struct fo *fo = generator->galley->slugs[area->begin].fo;

	end_area(generator, area->begin);
	galley_add_space(generator->galley, generator->parent, &fo->p->space_after, generate_around(generator));
	generator->keep = area->outer_keep;
}

/* Widows, orphans and hyphenation-keep: how line i of a part of count lines is kept with the next one. */
static int line_keep(const struct fo *block, size_t i, size_t count, const struct line *line)
{
	bool forbidden = i + 1 < (size_t)block->p->orphans || count - i - 1 < (size_t)block->p->widows ||
			 (line->hyphenated && block->p->hyphenation_keep != TOKEN_AUTO);

	return forbidden ? KEEP_FORBIDDEN : 0;
}

/* Returns how many lines it has. */
static size_t generate_paragraph(struct generator *generator, const struct fo *block, const struct fo *first,
				 const struct fo *last, double x, double width)
{
	size_t count = 0;
	struct line *lines = first == last && !generator->restart ? repeats_find(generator->lines, block, first, width, &count) : NULL;

	if (!lines) {
		struct paragraph *paragraph = paragraph_new(generator->lines, block, first, last);

		if (!paragraph)
			return 0;
		lines = paragraph_break(paragraph, generator_restart(generator, SLUG_LINE, first) ? generator->restart->position : 0,
					width, &count);
	}

	for (size_t i = 0; i < count; i++) {
		struct slug *slug = galley_add(generator->galley, SLUG_LINE, block, generator->parent);

		slug->height = lines[i].height;
		slug->line.line = &lines[i];
		slug->line.x = x;
		slug->line.first = first;
		if (i + 1 < count)
			generate_break(generator, (struct joint){.strength = line_keep(block, i, count, &lines[i])});
	}
	return count;
}

/* What stands in a child's place: a retrieve-marker's content where that is block-level. */
static const struct fo *standing(const struct generator *generator, const struct fo *child)
{
	const struct line_context *lines = generator->lines;

	if ((child->kind != FO_RETRIEVE_MARKER && child->kind != FO_RETRIEVE_TABLE_MARKER) || !lines->marker)
		return child;
	const struct fo *content = lines->marker(lines->marker_context, child);

	return content && fo_holds_block(content) ? content : child;
}

/* Markers come first (XSL 1.1, 6.13.5): they mark the area around, and stand in no line. */
static const struct fo *behind_markers(const struct fo *first, const struct fo *end)
{
	for (const struct fo *fo = first; fo != end && is_blank(fo); fo = fo->next)
		if (fo->kind == FO_MARKER)
			first = fo->next;
	return first;
}

/* A run of inline-level children, from `first` to before `end`, as a paragraph: behind `previous`, or NULL. False: it makes nothing,
 * no break either: it is white space only. */
static bool generate_run(struct generator *generator, const struct fo *fo, const struct fo *first, const struct fo *end,
			 const struct fo *previous, double x, double width)
{
	size_t before = generator->galley->count;

	first = behind_markers(first, end);
	if (first == end)
		return false;
	const struct fo *last = first;
	bool blank = is_blank(first);

	for (; last->next != end; last = last->next)
		blank &= is_blank(last->next);
	if (blank && (first != fo->first || end) && fo->kind != FO_BLOCK && fo->kind != FO_INLINE)
		return false;
	if (previous && !blank)
		generate_break(generator, joint_after(previous));
	if (generate_paragraph(generator, fo, first, last, x, width))
		return true;
	generator->galley->count = before;
	return false;
}

/* The children of a block: runs of inline-level ones are paragraphs, the others stack. */
static void generate_mixed(struct generator *generator, const struct fo *fo, double x, double width)
{
	const struct fo *previous = NULL, *next;

	for (const struct fo *child = fo->first; child; child = next) {
		const struct fo *level = standing(generator, child);

		next = child->next;
		if (out_of_flow(child)) {
			galley_add(generator->galley, SLUG_ABSOLUTE, child, generator->parent);
		} else if (fo_holds_block(level)) {
			if (previous)
				generate_break_between(generator, previous, level);
			generate_block_level(generator, level);
			previous = level;
		} else {
			while (next && !fo_holds_block(standing(generator, next)))
				next = next->next;
			if (generate_run(generator, fo, child, next, previous, x, width))
				previous = child;
		}
	}
}

static void generate_block(struct generator *generator, const struct fo *fo)
{
	struct area area = generate_open(generator, fo);

	generate_mixed(generator, fo, area.x, area.width);
	generate_close(generator, &area);
}

struct generator generator_inside(const struct generator *generator, struct galley *galley, double width)
{
	*galley = (struct galley){.arena = generator->arena, .width = width};
	return (struct generator){.lines = generator->lines, .arena = generator->arena, .galley = galley,
				  .reference = width, .height = generator->height, .depth = generator->depth + 1};
}

struct galley generate_galley(struct generator *generator, const struct fo *fo, double width)
{
	struct galley galley;
	struct generator inner = generator_inside(generator, &galley, width);

	inner.keep = keep_strength(fo->p->keep_together);
	generate_children(&inner, fo);
	return galley;
}

/* A length, or NAN: it is auto, or a percentage of what is not known (XSL 1.1, 7.15.6: then it is auto). */
static double extent_of(struct length length, double reference)
{
	return length.automatic || (length.percent != 0 && reference <= 0) ? NAN : fmax(0, length_resolve(length, reference));
}

double range_within(struct length_range range, double reference, double automatic)
{
	double own = extent_of(range.optimum, reference);

	return fmax(fmin(isnan(own) ? automatic : own, extent_of(range.maximum, reference)), extent_of(range.minimum, reference));
}

/* The width that a galley of lines needs; its own where other things stand in it. */
static double natural_width(const struct galley *galley)
{
	double widest = 0;

	for (size_t i = 0; i < galley->count; i++) {
		const struct slug *slug = &galley->slugs[i];

		if (slug->kind == SLUG_BOX || slug->kind == SLUG_STEP)
			return galley->width;
		if (slug->kind == SLUG_LINE)
			widest = fmax(widest, slug->line.x + slug->line.line->width);
	}
	return fmin(ceil(widest * 100) / 100, galley->width);
}

/* Its dimensions are those of its content (XSL 1.1, 6.5.3, 7.15): turned by 90 degrees, lines run along its height on the page. */
struct box *generate_box(struct generator *generator, const struct fo *fo, double width)
{
	struct box *box = arena_alloc(generator->arena, sizeof *box);
	const struct properties *p = fo->p;
	bool turned = p->reference_orientation % 180 != 0;
	double height = extent_of(p->block_progression_dimension.optimum, generator->height);
	struct generator inner = *generator;

	box->fo = fo;
	box->orientation = p->reference_orientation;
	width = range_within(p->inline_progression_dimension, generator->reference, width);
	inner.height = isnan(height) ? 0 : height;
	box->galley = generate_galley(&inner, fo, width);
	if ((turned || fo->kind == FO_INLINE_CONTAINER) && p->inline_progression_dimension.optimum.automatic &&
	    natural_width(&box->galley) < width) {
		width = natural_width(&box->galley);
		box->galley = generate_galley(&inner, fo, width);
	}
	height = range_within(p->block_progression_dimension, generator->height, galley_measure(&box->galley, 0, box->galley.count));
	box->width = turned ? height : width;
	box->height = turned ? width : height;
	return box;
}

/* A container is of one piece when it is turned, or has a height of its own, or may not be higher than it says. */
static bool is_boxed(const struct properties *p, double reference)
{
	const struct length_range *height = &p->block_progression_dimension;
	bool aligned = p->display_align == TOKEN_CENTER || p->display_align == TOKEN_AFTER;

	return p->reference_orientation || !isnan(extent_of(height->optimum, reference)) ||
	       !isnan(extent_of(height->maximum, reference)) || (aligned && !isnan(extent_of(height->minimum, reference)));
}

void generate_boxed(struct generator *generator, struct box *box)
{
	generator_restart(generator, SLUG_BOX, box->fo);
	struct slug *slug = galley_add(generator->galley, SLUG_BOX, box->fo, generator->parent);

	slug->height = box->height;
	slug->box = box;
}

/* What a container lacks to be as high as it must; `first` is its first slug. */
static void fill_height(struct generator *generator, const struct fo *fo, size_t first, double x, double width)
{
	double minimum = extent_of(fo->p->block_progression_dimension.minimum, generator->height);
	struct gauge gauge;

	if (isnan(minimum))
		return;
	gauge_start(&gauge, generator->galley, first);
	minimum += gauge.height;
	while (gauge.next < generator->galley->count)
		gauge_add(&gauge);
	if (gauge.height + gauge.band_height >= minimum)
		return;
	struct box *filler = arena_alloc(generator->arena, sizeof *filler);

	*filler = (struct box){
		.fo = fo, .x = x, .width = width, .height = minimum - gauge.height - gauge.band_height};
	generate_boxed(generator, filler);
}

static void generate_container(struct generator *generator, const struct fo *fo)
{
	double around = generate_around(generator);
	struct area area = generate_open(generator, fo);
	struct generator inner = *generator;

	if (!is_boxed(fo->p, generator->height)) {
		double width = range_within(fo->p->inline_progression_dimension, around, area.width);

		generate_narrow(generator, &area, width);
		inner.origin = area.x;
		inner.reference = width;
		inner.height = 0;
		generate_children(&inner, fo);
		fill_height(generator, fo, area.begin + 1, area.x, width);
	} else {
		inner.reference = around;
		struct box *box = generate_box(&inner, fo, area.width);

		generate_narrow(generator, &area, box->width);
		box->x = area.x;
		generate_boxed(generator, box);
	}
	generate_close(generator, &area);
}

/* An inline-level formatting object around blocks makes no area of its own; it is there for its id. Its lines stand where those
 * of the block around it would. */
static void generate_wrapper(struct generator *generator, const struct fo *fo)
{
	const struct slug *slug = open_area(generator, fo);
	size_t begin = generator->parent - 1;

	generate_mixed(generator, fo, slug->begin.x, slug->begin.width);
	end_area(generator, begin);
}

static void (*const generate[FO_KINDS])(struct generator *generator, const struct fo *fo) = {
	[FO_BLOCK] = generate_block,
	[FO_BLOCK_CONTAINER] = generate_container,
	[FO_TABLE] = generate_table,
	[FO_LIST_BLOCK] = generate_list,
	[FO_TABLE_AND_CAPTION] = generate_captioned,
	[FO_WRAPPER] = generate_wrapper,
	[FO_INLINE] = generate_wrapper,
	[FO_BIDI_OVERRIDE] = generate_wrapper,
	[FO_BASIC_LINK] = generate_wrapper,
};

void generate_block_level(struct generator *generator, const struct fo *fo)
{
	struct generator inner = *generator;

	if (is_too_deep(generator, fo) || !generate[fo->kind])
		return;
	inner.depth++;
	if (fo->kind == FO_BLOCK || fo->kind == FO_TABLE || fo->kind == FO_LIST_BLOCK || fo->kind == FO_TABLE_AND_CAPTION)
		inner.height = 0; /* as high as its content */
	generate[fo->kind](&inner, fo);
}

void generate_children(struct generator *generator, const struct fo *fo)
{
	if (!is_too_deep(generator, fo))
		generate_mixed(generator, fo, generator->origin, generator->reference);
}
