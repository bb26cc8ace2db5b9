#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/message.h"
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
	bool opens, closes;
};

struct placing {
	const struct line *line;
	const struct paragraph *paragraph;
	struct page *page;
	double x, y; /* left edge, baseline */
	line_element *element;
	void *element_context;
	struct line_fragment *fragments; /* a copy, with what citations are now */
	size_t count;
	struct box_extent *extents;
	size_t extent_count;
	enum token align;
};

/* ---- citations: their texts are known only now */

static double shift_factor(enum token align)
{
	switch (align) {
	case TOKEN_CENTER:
		return 0.5;
	case TOKEN_END:
	case TOKEN_JUSTIFY:
		return 1;
	default:
		return 0;
	}
}

/* The final text takes another width than was reserved: what is before it moves as the line is aligned, and what follows makes up
 * the rest. */
static void resolve_citation(struct placing *placing, size_t visual, const char *text)
{
	const struct line_content *content = placing->line->content;
	struct line_fragment *fragment = &placing->fragments[content->visual[visual]];
	double reserved = fragment->width, factor = shift_factor(placing->align), excess;

	build_text(placing->paragraph, fragment, fragment->piece->style, text);
	excess = reserved - fragment->width;
	for (size_t i = 0; i < content->count; i++) {
		struct line_fragment *other = &placing->fragments[content->visual[i]];

		if (placing->align == TOKEN_JUSTIFY)
			other->x += i == visual ? excess : 0;
		else
			other->x += i <= visual ? factor * excess : (factor - 1) * excess;
	}
}

static void resolve_citations(struct placing *placing, line_resolve *resolve, void *context)
{
	const struct line_content *content = placing->line->content;

	for (size_t i = 0; i < content->count; i++) {
		const struct line_piece *piece = placing->fragments[content->visual[i]].piece;
		const char *text = NULL;

		if (piece->kind != PIECE_CITATION)
			continue;
		if (resolve)
			text = resolve(context, piece->node);
		if (text)
			resolve_citation(placing, i, text);
	}
}

/* ---- boxes: backgrounds, borders, links */

static struct box_extent *find_extent(struct placing *placing, const struct line_box *box)
{
	for (size_t i = 0; i < placing->extent_count; i++)
		if (placing->extents[i].box == box)
			return &placing->extents[i];
	if (box->parent)
		find_extent(placing, box->parent);
	placing->extents[placing->extent_count] =
		(struct box_extent){.box = box, .left = INFINITY, .right = -INFINITY};
	return &placing->extents[placing->extent_count++];
}

static void extend_box(struct placing *placing, const struct line_box *box,
		       const struct line_fragment *fragment)
{
	struct box_extent *extent = find_extent(placing, box);
	const struct line_piece *piece = fragment->piece;
	double left = fragment->x, right = fragment->x + fragment->width;
	bool edge = piece->box == box && (piece->kind == PIECE_OPEN || piece->kind == PIECE_CLOSE);
	bool on_left = (piece->kind == PIECE_OPEN) != (fragment->level & 1);

	/* space-start and space-end are outside the border. */
	if (edge && on_left) {
		extent->opens = !piece->kept || box->node->p->border_start_width.retain;
		left += piece->kept ? 0 : box->space_start;
	} else if (edge) {
		extent->closes = !piece->kept || box->node->p->border_end_width.retain;
		right -= piece->kept ? 0 : box->space_end;
	}
	extent->left = fmin(extent->left, left);
	extent->right = fmax(extent->right, right);
}

static const struct line_box *box_of(const struct line_fragment *fragment)
{
	enum piece_kind kind = fragment->piece->kind;

	return kind == PIECE_OPEN || kind == PIECE_CLOSE ? fragment->piece->box
							 : fragment->piece->style->box;
}

static size_t count_boxes(const struct placing *placing)
{
	size_t count = 0;

	for (size_t i = 0; i < placing->count; i++)
		for (const struct line_box *box = box_of(&placing->fragments[i]); box;
		     box = box->parent)
			count++;
	return count;
}

static void find_extents(struct placing *placing)
{
	size_t count = count_boxes(placing);

	if (!count)
		return;
	placing->extents = arena_array(placing->page->arena, count, sizeof(*placing->extents));
	for (size_t i = 0; i < placing->count; i++)
		for (const struct line_box *box = box_of(&placing->fragments[i]); box;
		     box = box->parent)
			extend_box(placing, box, &placing->fragments[i]);
}

static struct rectangle extent_area(const struct placing *placing, const struct box_extent *extent)
{
	const struct line_box *box = extent->box;
	struct rectangle area = {
		.x = placing->x + extent->left,
		.y = placing->y - box->rise - box->ascent - box->before,
		.width = extent->right - extent->left,
		.height = box->before + box->ascent + box->descent + box->after,
	};

	build_offset(placing->paragraph, box->node, placing->line->content->width, &area.x, &area.y);
	return area;
}

static void place_boxes(struct placing *placing)
{
	for (size_t i = 0; i < placing->extent_count; i++) {
		const struct box_extent *extent = &placing->extents[i];
		struct placement placement = {.page = placing->page,
				      .lines = placing->paragraph->context};

		if (extent->box->painted)
			place_decoration(&placement, extent->box->node,
					 extent_area(placing, extent),
					 (struct edges){.before = true,
							.after = true,
							.no_start = !extent->opens,
							.no_end = !extent->closes});
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
		item = page_item(placing->page, ITEM_LINK,
				 placing->element(placing->element_context, node));
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

static bool same_offset(const struct placing *placing, const struct fo *a, const struct fo *b)
{
	double width = placing->line->content->width, shift[4] = {0};

	if (a == b)
		return true;
	build_offset(placing->paragraph, a, width, &shift[0], &shift[1]);
	build_offset(placing->paragraph, b, width, &shift[2], &shift[3]);
	return shift[0] == shift[2] && shift[1] == shift[3];
}

/* What a piece of text is part of in the structure. */
static const struct fo *tagged_of(const struct placing *placing, const struct line_piece *piece)
{
	return placing->line->text ? placing->line->text : piece->tagged;
}

/* Whether b goes on where a ends, in one run. */
static bool joins(const struct placing *placing, const struct line_fragment *a,
		  const struct line_fragment *b, const struct element *element)
{
	const struct inline_style *s = a->piece->style, *t = b->piece->style;

	return same_offset(placing, s->node, t->node) && a->face == b->face && s->size == t->size && s->rise == t->rise && !(a->level & 1) &&
	       !(b->level & 1) && fabs(a->x + a->width - b->x) < 1e-6 && s->lang == t->lang &&
	       s->p->text_decoration == t->p->text_decoration &&
	       color_same(s->p->color, t->p->color) &&
	       placing->element(placing->element_context, tagged_of(placing, b->piece)) == element;
}

static void place_score(struct placing *placing, const struct run *run, double position,
			double thickness)
{
	struct item *item = page_item(placing->page, ITEM_RULE, NULL);
	double y = run->y - position;

	item->rule = (struct rule){.x1 = run->x,
				   .y1 = y,
				   .x2 = run->x + run->width,
				   .y2 = y,
				   .thickness = thickness,
				   .style = LINE_SOLID,
				   .color = run->color};
}

static void place_scores(struct placing *placing, const struct run *run,
			 const struct inline_style *style)
{
	const struct face *face = run->face;
	unsigned decoration = style->p->text_decoration;
	double thickness = face->underline_thickness * run->size;

	if (run->width <= 0)
		return;
	if (decoration & DECORATION_UNDERLINE)
		place_score(placing, run, face->underline_position * run->size, thickness);
	if (decoration & DECORATION_OVERLINE)
		place_score(placing, run, face->ascender * run->size - thickness / 2, thickness);
	if (decoration & DECORATION_LINE_THROUGH)
		place_score(placing, run, face->strikethrough_position * run->size, thickness);
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

/* The fragments [first, last] as one run; returns it as it is on the page. */
static struct run place_run(struct placing *placing, size_t first, size_t last,
			    struct element *element)
{
	const struct line_fragment *start = &placing->fragments[first];
	const struct inline_style *style = start->piece->style;
	struct arena *arena = placing->page->arena;
	struct item *item = page_item(placing->page, ITEM_RUN, element);
	struct run *run = &item->run;
	struct glyph *glyphs;
	char *text;

	*run = (struct run){.face = start->face,
			    .size = style->size,
			    .x = placing->x + start->x,
			    .y = placing->y - style->rise,
			    .color = style->p->color,
			    .right_to_left = start->level & 1,
			    .lang = style->lang};
	for (size_t i = first; i <= last; i++) {
		run->count += placing->fragments[i].count;
		run->length += placing->fragments[i].count ? placing->fragments[i].length : 0;
		run->width += placing->fragments[i].width;
	}
	run->glyphs = glyphs = arena_array(arena, run->count, sizeof(*glyphs));
	run->text = text = arena_alloc(arena, run->length + 1);
	for (size_t i = first, length = 0; i <= last; i++) {
		const struct line_fragment *fragment = &placing->fragments[i];

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

/* From `first` on, as many fragments as make one run; returns the next. */
static size_t place_text(struct placing *placing, size_t first)
{
	const struct line_fragment *start = &placing->fragments[first];
	struct element *element =
		placing->element(placing->element_context, tagged_of(placing, start->piece));
	size_t last = first;
	struct run run;

	for (size_t i = first + 1; i < placing->count; i++) {
		const struct line_fragment *next = &placing->fragments[i];

		/* Anchors and edges without width stand in no one's way. */
		if (!next->count && next->width == 0)
			continue;
		if (!is_text(next) || !joins(placing, &placing->fragments[last], next, element))
			break;
		last = i;
	}
	run = place_run(placing, first, last, element);
	if (start->piece->style->p->score_spaces == TOKEN_FALSE)
		place_word_scores(placing, &run, start->piece->style);
	else
		place_scores(placing, &run, start->piece->style);
	return last + 1;
}

/* ---- leaders */

/* A rule stands on the baseline. */
static void place_rule(struct placing *placing, const struct line_fragment *fragment)
{
	const struct inline_style *style = fragment->piece->style;
	double thickness = length_resolve(style->p->rule_thickness, 0);
	double y = placing->y - style->rise - thickness / 2;
	enum line_style line_style;
	struct item *item;

	if (!place_line_style(style->p->rule_style, &line_style) || thickness <= 0 || fragment->width <= 0)
		return;
	item = page_item(placing->page, ITEM_RULE, NULL);
	item->rule = (struct rule){.x1 = placing->x + fragment->x,
				   .y1 = y,
				   .x2 = placing->x + fragment->x + fragment->width,
				   .y2 = y,
				   .thickness = thickness,
				   .style = line_style,
				   .color = style->p->color};
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

static void place_dots(struct placing *placing, const struct line_fragment *fragment)
{
	const struct inline_style *style = fragment->piece->style;
	struct line_fragment dot = {.piece = fragment->piece};
	struct glyph *glyphs;
	struct item *item;
	double width, offset = 0;
	size_t count;
	char *text;

	build_text(placing->paragraph, &dot, style, ".");
	if (dot.count != 1)
		return;
	width = fmax(fmax(dot.width, DOT_WIDTH * style->size), fragment->piece->pattern);
	count = fit_patterns(fragment, width, &offset);
	if (!count)
		return;
	glyphs = arena_array(placing->page->arena, count, sizeof(*glyphs));
	text = arena_alloc(placing->page->arena, count + 1);
	for (size_t i = 0; i < count; i++) {
		glyphs[i] = dot.glyphs[0];
		glyphs[i].advance = (float)width;
		glyphs[i].cluster = (uint32_t)i;
		text[i] = '.';
	}
	item = page_item(placing->page, ITEM_RUN, NULL);
	item->run = (struct run){.face = style->face,
				 .size = style->size,
				 .x = placing->x + fragment->x + offset,
				 .y = placing->y - style->rise,
				 .width = (double)count * width,
				 .color = style->p->color,
				 .glyphs = glyphs,
				 .count = count,
				 .text = text,
				 .length = count,
				 .lang = style->lang};
}

static struct element *no_element(void *context, const struct fo *node)
{
	(void)context;
	(void)node;
	return NULL;
}

static void place_pattern(struct placing *placing, const struct line_fragment *fragment)
{
	struct paragraph *content = fragment->piece->content;
	double natural, minimum, width, offset = 0;
	struct line *lines;
	size_t count;

	if (!content)
		return;
	paragraph_widths(content, &minimum, &natural);
	lines = paragraph_break(content, 0, natural, &count);
	width = fmax(natural, fragment->piece->pattern);
	for (size_t i = count ? fit_patterns(fragment, width, &offset) : 0; i-- > 0;
	     offset += width)
		line_place(&lines[0], placing->page, placing->x + fragment->x + offset,
			   placing->y - lines[0].baseline, no_element, NULL, NULL, NULL);
}

static void place_leader(struct placing *placing, const struct line_fragment *fragment)
{
	switch (fragment->piece->style->p->leader_pattern) {
	case TOKEN_RULE:
		place_rule(placing, fragment);
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

/* Glyphs set at one size, at another. */
static struct glyph *scale_glyphs(struct arena *arena, const struct line_fragment *words, double factor)
{
	struct glyph *glyphs = arena_array(arena, words->count, sizeof *glyphs);

	for (size_t i = 0; i < words->count; i++) {
		glyphs[i] = words->glyphs[i];
		glyphs[i].advance *= (float)factor;
		glyphs[i].natural *= (float)factor;
		glyphs[i].dx *= (float)factor;
		glyphs[i].dy *= (float)factor;
	}
	return glyphs;
}

static void place_words(struct placing *placing, const struct line_fragment *words, double x, double y, double factor,
			struct element *element)
{
	const struct inline_style *style = words->piece->style;
	struct item *item = page_item(placing->page, ITEM_RUN, element);

	item->run = (struct run){.face = words->face,
				 .size = factor * style->size,
				 .x = x,
				 .y = y,
				 .width = factor * words->width,
				 .color = style->p->color,
				 .glyphs = scale_glyphs(placing->page->arena, words, factor),
				 .count = words->count,
				 .text = words->text,
				 .length = words->length,
				 .right_to_left = words->level & 1,
				 .lang = style->lang};
}

/* The words in a drawing keep their size, however the drawing is scaled; its matrix says where they stand. Those that span a
 * length take the size for it. */
static void place_label(struct placing *placing, const struct line_piece *piece, const struct drawing_label *label,
			const struct matrix *matrix, struct element *element)
{
	static const double shares[] = {[DRAWING_START] = 0, [DRAWING_CENTER] = 0.5, [DRAWING_END] = 1};
	struct line_fragment words = {.piece = piece};
	double x = matrix->a * label->x + matrix->e, y = matrix->d * label->y + matrix->f, factor = 1, shift;
	struct item *item;

	build_text(placing->paragraph, &words, piece->style, label->text);
	if (!words.count || !(words.width > 0))
		return;
	if (label->span > 0)
		factor = matrix->a * label->span / words.width;
	shift = shares[label->align] * factor * words.width;
	if (label->angle == 0) {
		place_words(placing, &words, x - shift, y, factor, element);
		return;
	}
	item = page_item(placing->page, ITEM_SAVE, NULL);
	item->save.matrix = (struct matrix){cos(label->angle), sin(label->angle), -sin(label->angle), cos(label->angle), x, y};
	place_words(placing, &words, -shift, 0, factor, element);
	page_item(placing->page, ITEM_RESTORE, NULL);
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
	struct element *element = placing->element(placing->element_context, piece->node);
	struct item *item;

	if (piece->drawing) {
		place_drawing(placing, piece, x, y, element);
		return;
	}
	item = page_item(placing->page, ITEM_IMAGE, element);
	item->image = (struct placed_image){piece->image, x, y, piece->picture.width, piece->picture.height};
}

static void place_image(struct placing *placing, const struct line_fragment *fragment)
{
	const struct line_piece *piece = fragment->piece;
	struct placement placement = {.page = placing->page,
				      .lines = placing->paragraph->context};
	double x = placing->x + fragment->x, y = placing->y - piece->ascent;
	bool clip = (piece->node->p->overflow == TOKEN_HIDDEN ||
		     piece->node->p->overflow == TOKEN_SCROLL) &&
		    (piece->picture.width > piece->viewport.width ||
		     piece->picture.height > piece->viewport.height);
	struct item *item;

	place_decoration(&placement, piece->node,
			 (struct rectangle){.x = x,
					    .y = y,
					    .width = fragment->width,
					    .height = piece->ascent + piece->descent},
			 (struct edges){.before = true, .after = true});
	if (clip) {
		item = page_item(placing->page, ITEM_SAVE, NULL);
		item->save.matrix = (struct matrix){.a = 1, .d = 1};
		item->save.clip = true;
		item->save.area = piece->viewport;
		item->save.area.x += x;
		item->save.area.y += y;
	}
	place_picture(placing, piece, x + piece->picture.x, y + piece->picture.y);
	if (clip)
		page_item(placing->page, ITEM_RESTORE, NULL);
}

/* ---- the line */

/* What is at the inside of an odd page's lines is at their end on an even one (XSL 1.1, 7.16.9). */
static void mirror(struct placing *placing)
{
	double room = placing->line->content->available - placing->line->width;
	bool end = placing->align == TOKEN_END;

	placing->align = end ? TOKEN_START : TOKEN_END;
	placing->x += end == placing->paragraph->right_to_left ? room : -room;
}

static size_t place_fragment(struct placing *placing, size_t i)
{
	const struct line_fragment *fragment = &placing->fragments[i];
	bool visible = fragment->piece->style->p->visibility == TOKEN_VISIBLE;
	double x = placing->x, y = placing->y;
	size_t next = i + 1;

	build_offset(placing->paragraph, fragment->piece->node, placing->line->content->width, &placing->x, &placing->y);
	if (is_text(fragment))
		next = place_text(placing, i);
	else if (visible && fragment->piece->kind == PIECE_LEADER)
		place_leader(placing, fragment);
	else if (visible && fragment->piece->kind == PIECE_IMAGE)
		place_image(placing, fragment);
	placing->x = x;
	placing->y = y;
	return next;
}

static const char *decimal(struct arena *arena, double value)
{
	struct buffer buffer = {0};
	const char *text;

	buffer_decimal(&buffer, value, 1);
	text = arena_strdup(arena, buffer_string(&buffer));
	buffer_free(&buffer);
	return text;
}

void line_say_overflow(const struct line_context *context, const struct fo *fo, bool grave, double extent, double room,
		       struct arena *arena)
{
	struct place place = PLACE_NONE;

	if (!context->messages)
		return;
	if (context->place && fo->source)
		place = context->place(context->place_context, fo->source);
	message_add_level(context->messages, place, M_F704, grave ? MESSAGE_ERROR : MESSAGE_WARNING,
			  decimal(arena, extent), decimal(arena, room));
}

static void warn_of_overflow(const struct placing *placing)
{
	const struct fo *block = placing->line->block ? placing->line->block : placing->paragraph->block;
	double width = placing->line->width, available = placing->line->content->available;

	if (width > available + OVERFLOW_TOLERANCE && block->p->overflow != TOKEN_HIDDEN)
		line_say_overflow(placing->paragraph->context, block, false, width, available, placing->page->arena);
}

void line_place(const struct line *line, struct page *page, double x, double y,
		line_element *element, void *element_context, line_resolve *resolve,
		void *resolve_context)
{
	const struct line_content *content = line->content;
	struct placing placing = {
		.line = line,
		.paragraph = content->paragraph,
		.page = page,
		.x = x,
		.y = y + line->baseline,
		.element = element,
		.element_context = element_context,
		.count = content->count,
		.align = content->align,
	};

	if (content->mirrored && page->even)
		mirror(&placing);
	warn_of_overflow(&placing);
	placing.fragments =
		arena_array(page->arena, content->count + 1, sizeof(*placing.fragments));
	if (content->count)
		memcpy(placing.fragments, content->fragments,
		       content->count * sizeof(*placing.fragments));
	resolve_citations(&placing, resolve, resolve_context);
	find_extents(&placing);
	place_boxes(&placing);
	for (size_t i = 0; i < placing.count;)
		i = place_fragment(&placing, i);
	place_links(&placing);
}
