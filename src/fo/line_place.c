#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "figure/drawing.h"
#include "fo/color.h"
#include "fo/line_parts.h"
#include "fo/placement.h"
#include "font/face.h"

/* A line is this much too wide before it is said, points. */
#define OVERFLOW_TOLERANCE 0.05

/* The dots of a leader stand at least as far apart as Helvetica's full stops, which narrower faces would crowd; of the font's size. */
#define DOT_WIDTH 0.278

/* A leader repeats its pattern no more often. */
#define PATTERN_LIMIT 2000

/* What lies deeper in a link is no part of what it says. */
#define LINK_DEPTH 100

/* A box's part in this line. */
struct box_extent {
	const struct line_box *box;
	double left, right;
	bool shown[SIDES]; /* start and end: before and after always are */
};

struct placing {
	struct placement *placement;
	struct page *page;
	const struct line *line;
	const struct paragraph *paragraph;
	double x, y; /* left edge, baseline */
	struct line_fragment *fragments; /* a copy, with what citations are now */
	size_t count;
	struct box_extent *extents;
	size_t extent_count, extent_capacity;
};

static struct element *element_of(const struct placing *placing, const struct fo *node)
{
	return placing->placement->decoration ? NULL : structure_element(placing->placement->structure, node);
}

/* ---- citations: their texts are known only now */

/* The final text takes another width than was reserved: the line is aligned anew, unless it is justified: there, its end stays. */
static void resolve_citations(struct placing *placing)
{
	const struct line_context *lines = placing->placement->lines;

	for (size_t i = 0; i < placing->count; i++) {
		struct line_fragment *fragment = &placing->fragments[i];
		double end = fragment->x + fragment->width;
		const char *text = NULL;

		if (fragment->piece->kind == PIECE_CITATION && lines->citation)
			text = lines->citation(lines->citation_context, fragment->piece->node);
		if (!text)
			continue;
		*fragment = build_text(placing->paragraph, fragment->piece, text);
		fragment->x = end - fragment->width;
	}
}

/* ---- places on the page */

static void find_places(struct placing *placing)
{
	for (size_t i = 0; i < placing->count; i++) {
		struct line_fragment *fragment = &placing->fragments[i];

		fragment->left = placing->x;
		fragment->baseline = placing->y;
		build_offset(placing->paragraph, fragment->piece->node, placing->line->content->width, &fragment->left,
			     &fragment->baseline);
		fragment->left += fragment->x;
	}
}

/* ---- boxes: backgrounds, borders, links */

static struct box_extent *find_extent(struct placing *placing, const struct line_box *box)
{
	for (size_t i = 0; i < placing->extent_count; i++)
		if (placing->extents[i].box == box)
			return &placing->extents[i];
	placing->extents = arena_grown(placing->page->arena, placing->extents, placing->extent_count,
				       &placing->extent_capacity, sizeof *placing->extents);
	placing->extents[placing->extent_count] =
		(struct box_extent){.box = box, .left = INFINITY, .right = -INFINITY};
	return &placing->extents[placing->extent_count++];
}

/* A fragment is part of a box, and of those around it, which are to be painted first. */
static void extend_boxes(struct placing *placing, const struct line_box *box, const struct line_fragment *fragment)
{
	const struct line_piece *piece = fragment->piece;
	double left = fragment->x, right = fragment->x + fragment->width;
	struct box_extent *extent;

	if (!box)
		return;
	extend_boxes(placing, box->parent, fragment);
	extent = find_extent(placing, box);
	/* space-start and space-end are outside the border. */
	if (piece_is_edge(piece) && piece->box == box) {
		enum side side = piece_side(piece, fragment->level);
		double space = piece->kept ? 0 : box->sides[side].space;

		extent->shown[side] = !piece->kept || edge_of(box->node, side).width->retain;
		if (side == SIDE_START)
			left += space;
		else
			right -= space;
	}
	extent->left = fmin(extent->left, left);
	extent->right = fmax(extent->right, right);
}

static void find_extents(struct placing *placing)
{
	for (size_t i = 0; i < placing->count; i++) {
		const struct line_piece *piece = placing->fragments[i].piece;

		extend_boxes(placing, piece_is_edge(piece) ? piece->box : piece->style->box, &placing->fragments[i]);
	}
}

static struct rectangle extent_area(const struct placing *placing, const struct box_extent *extent)
{
	const struct line_box *box = extent->box;
	double before = box->sides[SIDE_BEFORE].width;
	struct rectangle area = {
		.x = placing->x + extent->left,
		.y = placing->y - box->rise - box->ascent - before,
		.width = extent->right - extent->left,
		.height = before + box->ascent + box->descent + box->sides[SIDE_AFTER].width,
	};

	build_offset(placing->paragraph, box->node, placing->line->content->width, &area.x, &area.y);
	return area;
}

static void place_boxes(struct placing *placing)
{
	for (size_t i = 0; i < placing->extent_count; i++) {
		const struct box_extent *extent = &placing->extents[i];

		if (extent->box->painted)
			place_decoration(placing->placement, extent->box->node, extent_area(placing, extent),
					 (struct edges){.before = true,
							.after = true,
							.no_start = !extent->shown[SIDE_START],
							.no_end = !extent->shown[SIDE_END]});
	}
}

static void place_links(struct placing *placing)
{
	for (size_t i = 0; i < placing->extent_count; i++) {
		const struct fo *node = placing->extents[i].box->node;
		struct rectangle area = extent_area(placing, &placing->extents[i]);
		struct item *item;

		if (node->kind != FO_BASIC_LINK || area.width <= 0 ||
		    (!node->p->external_destination && !node->p->internal_destination))
			continue;
		item = page_item(placing->page, ITEM_LINK, element_of(placing, node));
		item->link = (struct link){
			.x = area.x,
			.y = area.y,
			.width = area.width,
			.height = area.height,
			.uri = node->p->external_destination,
			.destination = node->p->external_destination
					       ? NULL
					       : node->p->internal_destination,
			.text = node->alt ? node->alt : fo_text(node, LINK_DEPTH, placing->page->arena),
		};
	}
}

/* ---- text */

static bool is_text(const struct line_fragment *fragment)
{
	return fragment->count > 0 && fragment->piece->style->p->visibility == TOKEN_VISIBLE;
}

/* What a piece of text is part of in the structure. */
static struct element *text_element(const struct placing *placing, const struct line_piece *piece)
{
	return element_of(placing, placing->line->text ? placing->line->text : piece->tagged);
}

/* Whether b goes on where a ends, in one run. */
static bool joins(const struct placing *placing, const struct line_fragment *a,
		  const struct line_fragment *b, const struct element *element)
{
	const struct inline_style *s = a->piece->style, *t = b->piece->style;

	return a->baseline == b->baseline && a->face == b->face && s->size == t->size && s->rise == t->rise &&
	       !(a->level & 1) && !(b->level & 1) && fabs(a->left + a->width - b->left) < 1e-6 &&
	       s->lang == t->lang && s->p->text_decoration == t->p->text_decoration &&
	       color_same(s->p->color, t->p->color) && text_element(placing, b->piece) == element;
}

static void place_rule(struct placing *placing, double x, double y, double width, double thickness, enum line_style style,
		       struct color color)
{
	page_rule(placing->page, (struct rule){.x1 = x,
					       .y1 = y,
					       .x2 = x + width,
					       .y2 = y,
					       .thickness = thickness,
					       .style = style,
					       .color = color});
}

static void place_scores(struct placing *placing, const struct run *run,
			 const struct inline_style *style)
{
	const struct face *face = run->face;
	double thickness = face->underline_thickness * run->size;
	const struct {
		unsigned decoration;
		double position; /* above the baseline */
	} scores[] = {
		{DECORATION_UNDERLINE, face->underline_position * run->size},
		{DECORATION_OVERLINE, face->ascender * run->size - thickness / 2},
		{DECORATION_LINE_THROUGH, face->strikethrough_position * run->size},
	};

	if (run->width <= 0)
		return;
	for (size_t i = 0; i < sizeof scores / sizeof *scores; i++)
		if (style->p->text_decoration & scores[i].decoration)
			place_rule(placing, run->x, run->y - scores[i].position, run->width, thickness, LINE_SOLID, run->color);
}

/* score-spaces="false": word by word. */
static void place_word_scores(struct placing *placing, const struct run *run, const struct inline_style *style)
{
	struct run word = *run;

	word.width = 0;
	for (size_t i = 0; i < run->count; i++) {
		const struct glyph *glyph = &run->glyphs[i];

		if (!style_is_word_space(style, run->text + glyph->cluster, run->length - glyph->cluster)) {
			word.width += glyph->advance;
			continue;
		}
		place_scores(placing, &word, style);
		word.x += word.width + glyph->advance;
		word.width = 0;
	}
	place_scores(placing, &word, style);
}

/* Fragments as one run, whose baseline begins at x, y; returns it as it is on the page. */
static struct run place_run(struct placing *placing, const struct line_fragment *fragments, size_t count, double x,
			    double y, struct element *element)
{
	const struct inline_style *style = fragments->piece->style;
	struct arena *arena = placing->page->arena;
	struct run *run = &page_item(placing->page, ITEM_RUN, element)->run;
	struct glyph *glyphs;
	char *text;

	*run = (struct run){.face = fragments->face,
			    .size = fragments->size,
			    .x = x,
			    .y = y,
			    .color = style->p->color,
			    .right_to_left = fragments->level & 1,
			    .lang = style->lang};
	for (size_t i = 0; i < count; i++) {
		run->count += fragments[i].count;
		run->length += fragments[i].count ? fragments[i].length : 0;
		run->width += fragments[i].width;
	}
	run->glyphs = glyphs = arena_array(arena, run->count, sizeof(*glyphs));
	run->text = text = arena_alloc(arena, run->length + 1);
	for (size_t i = 0, length = 0; i < count; i++) {
		const struct line_fragment *fragment = &fragments[i];

		if (!fragment->count)
			continue;
		memcpy(text + length, fragment->text, fragment->length);
		for (size_t j = 0; j < fragment->count; j++) {
			*glyphs = fragment->glyphs[j];
			glyphs->cluster += (uint32_t)length;
			glyphs++;
		}
		length += fragment->length;
	}
	return *run;
}

/* Anchors and edges without width stand in no one's way; what holds something does, which overflows. */
static bool is_nothing(const struct line_fragment *fragment)
{
	return !fragment->count && fragment->width == 0 && fragment->piece->kind != PIECE_CONTAINER &&
	       fragment->piece->picture.width == 0;
}

/* From `first` on, as many fragments as make one run; returns the next. */
static size_t place_text(struct placing *placing, size_t first)
{
	const struct line_fragment *start = &placing->fragments[first];
	const struct inline_style *style = start->piece->style;
	struct element *element = text_element(placing, start->piece);
	size_t last = first;
	struct run run;

	for (size_t i = first + 1; i < placing->count; i++) {
		const struct line_fragment *next = &placing->fragments[i];

		if (is_nothing(next))
			continue;
		if (!is_text(next) || !joins(placing, &placing->fragments[last], next, element))
			break;
		last = i;
	}
	run = place_run(placing, start, last + 1 - first, start->left, start->baseline - style->rise, element);
	if (style->p->score_spaces == TOKEN_FALSE)
		place_word_scores(placing, &run, style);
	else
		place_scores(placing, &run, style);
	return last + 1;
}

/* ---- leaders */

/* A rule stands on the baseline. */
static void place_ruled(struct placing *placing, const struct line_fragment *fragment)
{
	const struct inline_style *style = fragment->piece->style;
	double thickness = length_resolve(style->p->rule_thickness, 0);
	double y = fragment->baseline - style->rise - thickness / 2;
	enum line_style line_style = place_line_style(style->p->rule_style);

	if (line_style && thickness > 0 && fragment->width > 0)
		place_rule(placing, fragment->left, y, fragment->width, thickness, line_style, style->p->color);
}

/* How many patterns fit and where the first stands: on the grid of the line's start when aligned, so that the dots of all lines stand
 * below each other; else against the leader's end. */
static size_t fit_patterns(const struct line_fragment *fragment, double width, double *offset)
{
	double room = fragment->width + 1e-6;
	double count;

	*offset = 0;
	if (width <= 0)
		return 0;
	if (fragment->piece->style->p->leader_alignment != TOKEN_NONE)
		*offset = ceil(fragment->x / width - 1e-6) * width - fragment->x;
	count = fmin(floor((room - *offset) / width), PATTERN_LIMIT);
	if (fragment->piece->style->p->leader_alignment == TOKEN_NONE)
		*offset = room - count * width;
	return count > 0 ? (size_t)count : 0;
}

/* A fragment that is one glyph, so many times, each as wide. */
static struct line_fragment repeat_glyph(struct arena *arena, const struct line_fragment *one, size_t count, double width)
{
	struct line_fragment all = *one;
	char *text = arena_alloc(arena, count + 1);

	all.glyphs = arena_array(arena, count, sizeof(*all.glyphs));
	for (size_t i = 0; i < count; i++) {
		all.glyphs[i] = one->glyphs[0];
		all.glyphs[i].advance = (float)width;
		all.glyphs[i].cluster = (uint32_t)i;
		text[i] = one->text[0];
	}
	all.text = text;
	all.count = all.length = count;
	all.width = (double)count * width;
	return all;
}

static void place_dots(struct placing *placing, const struct line_fragment *fragment)
{
	const struct inline_style *style = fragment->piece->style;
	struct line_fragment dot = build_text(placing->paragraph, fragment->piece, ".");
	double width, offset = 0;
	size_t count;

	if (dot.count != 1)
		return;
	width = fmax(fmax(dot.width, DOT_WIDTH * style->size), fragment->piece->pattern);
	count = fit_patterns(fragment, width, &offset);
	if (!count)
		return;
	dot = repeat_glyph(placing->page->arena, &dot, count, width);
	place_run(placing, &dot, 1, fragment->left + offset, fragment->baseline - style->rise, NULL);
}

static void place_pattern(struct placing *placing, const struct line_fragment *fragment)
{
	struct paragraph *content = fragment->piece->content;
	struct placement decoration = *placing->placement;
	double natural, minimum, width, offset = 0;
	struct line *lines;
	size_t count;

	if (!content)
		return;
	decoration.decoration = true;
	paragraph_widths(content, &minimum, &natural);
	lines = paragraph_break(content, 0, natural, &count);
	width = fmax(natural, fragment->piece->pattern);
	for (size_t i = count ? fit_patterns(fragment, width, &offset) : 0; i-- > 0; offset += width)
		line_place(&lines[0], &decoration, fragment->left + offset, fragment->baseline - lines[0].baseline);
}

static void place_leader(struct placing *placing, const struct line_fragment *fragment)
{
	switch (fragment->piece->style->p->leader_pattern) {
	case TOKEN_RULE:
		place_ruled(placing, fragment);
		break;
	case TOKEN_DOTS:
		place_dots(placing, fragment);
		break;
	case TOKEN_USE_CONTENT:
		place_pattern(placing, fragment);
		break;
	default:
		break;
	}
}

/* ---- images */

/* Words set at one size, at another. */
static void scale_words(struct line_fragment *words, double factor)
{
	words->size *= factor;
	words->width *= factor;
	for (size_t i = 0; i < words->count; i++) {
		words->glyphs[i].advance *= (float)factor;
		words->glyphs[i].natural *= (float)factor;
		words->glyphs[i].dx *= (float)factor;
		words->glyphs[i].dy *= (float)factor;
	}
}

/* The words in a drawing keep their size, however the drawing is scaled; its matrix says where they stand. Those that span a
 * length take the size for it. */
static void place_label(struct placing *placing, const struct line_piece *piece, const struct drawing_label *label,
			const struct matrix *matrix, struct element *element)
{
	static const double shares[] = {[DRAWING_START] = 0, [DRAWING_CENTER] = 0.5, [DRAWING_END] = 1};
	struct line_fragment words = build_text(placing->paragraph, piece, label->text);
	double x = matrix->a * label->x + matrix->e, y = matrix->d * label->y + matrix->f;

	if (!words.count || !(words.width > 0))
		return;
	if (label->span > 0)
		scale_words(&words, matrix->a * label->span / words.width);
	if (label->angle != 0) {
		page_save(placing->page, (struct matrix){cos(label->angle), sin(label->angle), -sin(label->angle),
							 cos(label->angle), x, y});
		x = y = 0;
	}
	place_run(placing, &words, 1, x - shares[label->align] * words.width, y, element);
	if (label->angle != 0)
		page_restore(placing->page);
}

static void place_drawing(struct placing *placing, const struct line_piece *piece, double x, double y, struct element *element)
{
	const struct drawing *drawing = piece->drawing;
	const struct rectangle *area = &piece->picture;
	struct matrix matrix = {area->width / drawing->width, 0, 0, area->height / drawing->height, x, y};
	const struct placed_drawing placed = {drawing, matrix, x, y, area->width, area->height};

	if (drawing->use_count)
		page_item(placing->page, ITEM_DRAWING, element)->drawing = placed;
	for (size_t i = 0; i < drawing->label_count; i++)
		place_label(placing, piece, &drawing->labels[i], &matrix, element);
}

static void place_picture(struct placing *placing, const struct line_piece *piece, double x, double y)
{
	struct element *element = element_of(placing, piece->node);
	struct item *item;

	if (piece->drawing) {
		place_drawing(placing, piece, x, y, element);
		return;
	}
	if (!piece->image)
		return;
	item = page_item(placing->page, ITEM_IMAGE, element);
	item->image = (struct placed_image){piece->image, x, y, piece->picture.width, piece->picture.height};
}

/* The border rectangle of an image or container. */
static struct rectangle border_area(const struct line_fragment *fragment)
{
	const struct line_piece *piece = fragment->piece;

	return (struct rectangle){.x = fragment->left,
				  .y = fragment->baseline - piece->ascent,
				  .width = fragment->width,
				  .height = piece->ascent + piece->descent};
}

static void place_image(struct placing *placing, const struct line_fragment *fragment)
{
	const struct line_piece *piece = fragment->piece;
	struct rectangle border = border_area(fragment), viewport = piece->viewport;
	bool clip = (piece->node->p->overflow == TOKEN_HIDDEN ||
		     piece->node->p->overflow == TOKEN_SCROLL) &&
		    (piece->picture.width > viewport.width || piece->picture.height > viewport.height);

	place_decoration(placing->placement, piece->node, border, (struct edges){.before = true, .after = true});
	viewport.x += border.x;
	viewport.y += border.y;
	if (clip)
		page_clip(placing->page, viewport);
	place_picture(placing, piece, border.x + piece->picture.x, border.y + piece->picture.y);
	if (clip)
		page_restore(placing->page);
}

/* ---- the line */

static size_t place_fragment(struct placing *placing, size_t i)
{
	const struct line_fragment *fragment = &placing->fragments[i];
	const struct line_piece *piece = fragment->piece;
	bool visible = piece->style->p->visibility == TOKEN_VISIBLE;

	if (is_text(fragment))
		return place_text(placing, i);
	if (piece->kind == PIECE_CONTAINER)
		place_inset(placing->placement, piece->box_content, border_area(fragment), piece->viewport.y);
	else if (visible && piece->kind == PIECE_LEADER)
		place_leader(placing, fragment);
	else if (visible && piece->kind == PIECE_IMAGE)
		place_image(placing, fragment);
	return i + 1;
}

static void warn_of_overflow(const struct placing *placing)
{
	const struct fo *block = placing->line->block ? placing->line->block : placing->paragraph->block;
	double width = placing->line->width, available = placing->line->content->available;

	if (width > available + OVERFLOW_TOLERANCE && block->p->overflow != TOKEN_HIDDEN)
		line_say_overflow(placing->paragraph->context, block, false, width, available, placing->page->arena);
}

/* Nothing is painted: what stands in containers is told, wherever the line will put them. */
static void tell_containers(const struct line_content *content, struct placement *placement, double x, double y)
{
	for (size_t i = 0; i < content->count; i++)
		if (content->fragments[i].piece->kind == PIECE_CONTAINER)
			place_inset(placement, content->fragments[i].piece->box_content, (struct rectangle){.x = x, .y = y}, 0);
}

void line_place(const struct line *line, struct placement *placement, double x, double y)
{
	const struct line_content *content = line->content;
	struct arena *arena = placement->page->arena;
	struct placing placing = {
		.placement = placement,
		.page = placement->page,
		.line = line,
		.paragraph = content->paragraph,
		.x = x,
		.y = y + line->baseline,
		.count = content->count,
	};

	if (placement->measuring) {
		tell_containers(content, placement, x, y);
		return;
	}
	warn_of_overflow(&placing);
	placing.fragments = arena_array(arena, content->count + 1, sizeof(*content->fragments));
	if (content->count)
		memcpy(placing.fragments, content->fragments, content->count * sizeof(*placing.fragments));
	resolve_citations(&placing);
	if (content->align != TOKEN_JUSTIFY)
		build_places(content, placing.fragments,
			     break_align(placing.paragraph, line->last || line->forced, placement->page->even));
	find_places(&placing);
	find_extents(&placing);
	place_boxes(&placing);
	for (size_t i = 0; i < placing.count;)
		i = place_fragment(&placing, i);
	place_links(&placing);
}
