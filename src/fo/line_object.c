#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/message.h"
#include "figure/drawing.h"
#include "fo/generator.h"
#include "fo/line_parts.h"
#include "font/face.h"
#include "image/image.h"

void object_image(struct paragraph *paragraph, struct line_piece *piece)
{
	struct line_context *context = paragraph->context;
	const struct fo *node = piece->node;
	bool instream = node->kind == FO_INSTREAM_FOREIGN_OBJECT;
	const char *reference = instream ? node->picture : node->p->src, *why = "no src";

	piece->drawing = node->drawing;
	/* What could not be read within the object was said when the tree was made. */
	if (piece->drawing || (instream && !reference))
		return;
	if (reference && context->images)
		piece->image = images_find(context->images, context->folder, reference, &why);
	if (!piece->image)
		line_say(context, node, M_F706, context->strict, instream ? "svg" : reference ? reference : "",
			 message_translate(why));
}

/* ---- images: XSL 1.1, 7.15 */

/* A dimension that is set, or below 0: the content's own decides. */
static double dimension(struct length length, double reference)
{
	if (length.automatic || (length.percent != 0 && reference <= 0))
		return -1;
	return length_resolve(length, reference);
}

/* content-width or content-height: below 0: auto. */
static double content_dimension(struct length length, double intrinsic, double viewport)
{
	if (!length.automatic)
		return length_resolve(length, intrinsic);
	if (viewport < 0)
		return -1;
	switch (length.keyword) {
	case TOKEN_SCALE_TO_FIT:
		return viewport;
	case TOKEN_SCALE_DOWN_TO_FIT:
		return fmin(viewport, intrinsic);
	case TOKEN_SCALE_UP_TO_FIT:
		return fmax(viewport, intrinsic);
	default:
		return -1;
	}
}

/* From its own size to the one on the page: of a picture that is missing, 0. */
static void scale_picture(const struct properties *p, double own_width, double own_height,
			  double viewport_width, double viewport_height, double *width,
			  double *height)
{
	*width = *height = 0;
	if (own_width <= 0 || own_height <= 0)
		return;

	double x = content_dimension(p->content_width, own_width, viewport_width) / own_width;
	double y = content_dimension(p->content_height, own_height, viewport_height) / own_height;

	if (x < 0 && y < 0)
		x = y = 1;
	else if (x < 0)
		x = y;
	else if (y < 0)
		y = x;
	else if (p->scaling != TOKEN_NON_UNIFORM)
		x = y = fmin(x, y);
	*width = x * own_width;
	*height = y * own_height;
}

static double align_within(enum token align, double room)
{
	switch (align) {
	case TOKEN_CENTER:
		return room / 2;
	case TOKEN_END:
	case TOKEN_RIGHT:
	case TOKEN_OUTSIDE:
	case TOKEN_AFTER:
		return room;
	default:
		return 0;
	}
}

/* Where its content stands within its edges, and all of it in the line. The content's baseline is so far from its top; INFINITY: it
 * has none, and stands on its lower edge. */
static void set_extent(struct line_piece *piece, double line_width, double width, double height, double baseline)
{
	double edges[SIDES], whole, rise;

	for (enum side side = 0; side < SIDES; side++)
		edges[side] = edge_whole(piece->node, side, line_width);
	whole = height + edges[SIDE_BEFORE] + edges[SIDE_AFTER];
	baseline = isfinite(baseline) ? edges[SIDE_BEFORE] + baseline : whole;
	rise = style_rise(piece->node->p, piece->style, baseline, baseline - whole / 2, baseline - whole, whole);
	piece->viewport = (struct rectangle){.x = edges[SIDE_START], .y = edges[SIDE_BEFORE], .width = width, .height = height};
	piece->ascent = baseline + rise;
	piece->descent = whole - baseline - rise;
	piece->glue = (struct glue){.width = width + edges[SIDE_START] + edges[SIDE_END]};
}

/* A dimension of the viewport that is set, or below 0: the picture's is, unless it is beyond its range. */
static double limit(struct length_range range, double reference, double set, double picture)
{
	double extent = set < 0 ? picture : set, within = range_within(range, reference, extent);

	return within == extent ? set : within;
}

static void measure_image(struct line_piece *piece, double line_width)
{
	const struct properties *p = piece->node->p;
	double width = dimension(p->inline_progression_dimension.optimum, line_width);
	double height = dimension(p->block_progression_dimension.optimum, -1);
	double own_width = piece->drawing ? piece->drawing->width : piece->image ? piece->image->points_width : 0;
	double own_height = piece->drawing ? piece->drawing->height : piece->image ? piece->image->points_height : 0;
	double picture_width, picture_height;

	scale_picture(p, own_width, own_height, width, height, &picture_width, &picture_height);
	width = limit(p->inline_progression_dimension, line_width, width, picture_width);
	height = limit(p->block_progression_dimension, -1, height, picture_height);
	scale_picture(p, own_width, own_height, width, height, &picture_width, &picture_height);
	width = width < 0 ? picture_width : width;
	height = height < 0 ? picture_height : height;
	set_extent(piece, line_width, width, height, INFINITY);
	piece->picture = (struct rectangle){
		.x = piece->viewport.x + align_within(p->text_align, width - picture_width),
		.y = piece->viewport.y + align_within(p->display_align, height - picture_height),
		.width = picture_width,
		.height = picture_height,
	};
}

/* ---- edges of inlines */

void object_box(struct line_box *box, double line_width)
{
	const struct fo *node = box->node;
	const struct properties *p = node->p;

	box->sides[SIDE_START].space = length_resolve(p->space_start.optimum, line_width);
	box->sides[SIDE_END].space = length_resolve(p->space_end.optimum, line_width);
	for (enum side side = 0; side < SIDES; side++) {
		box->sides[side].width = edge_whole(node, side, line_width) + box->sides[side].space;
		box->sides[side].kept = edge_kept(node, side, line_width);
	}
}

static void measure_edge(struct line_piece *piece, double line_width)
{
	object_box(piece->box, line_width);
	piece->glue.width = piece->box->sides[piece_side(piece, 0)].width;
}

/* ---- inline-containers: XSL 1.1, 6.6.8 */

/* Its baseline is that of its first line; without lines, its lower edge. */
static void measure_container(struct paragraph *paragraph, struct line_piece *piece, double line_width)
{
	struct galley holder = {0};
	struct generator generator = {.lines = paragraph->context,
				      .arena = paragraph->context->arena,
				      .galley = &holder,
				      .reference = line_width};
	struct box *box = generate_box(&generator, piece->node, line_width);
	double baseline;

	if (box->orientation || !galley_baseline(&box->galley, &baseline))
		baseline = INFINITY;
	set_extent(piece, line_width, box->width, box->height, baseline);
	box->x = piece->viewport.x;
	piece->box_content = box;
}

/* ---- leaders: XSL 1.1, 7.22 */

static void measure_leader(struct line_piece *piece, double line_width)
{
	const struct length_range *length = &piece->style->p->leader_length;
	double minimum = fmax(0, length_resolve(length->minimum, line_width));
	double maximum = fmax(minimum, length_resolve(length->maximum, line_width));
	double optimum = fmin(fmax(length_resolve(length->optimum, line_width), minimum), maximum);

	piece->pattern = length_resolve(piece->style->p->leader_pattern_width, line_width);
	piece->glue = (struct glue){optimum, maximum - optimum, optimum - minimum};
}

/* ---- widths along the text */

/* Share the width of each cluster among the letters that it stands for, so that a ligature may be divided. */
static void spread_clusters(struct paragraph *paragraph, const struct shape_item *item,
			    const uint8_t *starts)
{
	const uint8_t *opportunities = paragraph->shaped.opportunities;
	struct glue *glue = paragraph->glue;

	for (size_t i = item->start, next; i < item->end; i = next) {
		size_t letters = 1;
		double share;

		for (next = i + 1; next < item->end && !starts[next]; next++)
			letters += (opportunities[next] & SHAPE_LETTER) != 0;
		share = glue[i].width / (double)letters;
		for (size_t j = i; letters > 1 && j < next; j++)
			if (j == i || opportunities[j] & SHAPE_LETTER)
				glue[j].width = share;
	}
}

static void measure_spaces(struct paragraph *paragraph, const struct shape_item *item,
			   const struct inline_style *style)
{
	for (size_t i = item->start; i < item->end; i++) {
		if (!(paragraph->shaped.opportunities[i] & SHAPE_LETTER))
			continue;
		if (style_is_word_space(style, paragraph->text + i, item->end - i))
			glue_add(&paragraph->glue[i], style_word(style, paragraph->glue[i].width));
		glue_add(&paragraph->glue[i], style->letter);
	}
}

static void measure_item(struct paragraph *paragraph, const struct shape_item *item,
			 const struct inline_style *style, uint8_t *starts)
{
	double scale = style->size / item->style.face->upem;
	const struct shape_glyph *glyph = &paragraph->shaped.glyphs[item->first];

	for (size_t i = 0; i < item->count; i++, glyph++) {
		paragraph->glue[glyph->cluster].width += glyph->advance * scale;
		starts[glyph->cluster] = 1;
	}
	spread_clusters(paragraph, item, starts);
	measure_spaces(paragraph, item, style);
}

static void measure_text(struct paragraph *paragraph)
{
	uint8_t *starts = arena_alloc(paragraph->context->arena, paragraph->length + 1);
	const struct line_piece *piece = paragraph->pieces;

	for (size_t i = 0; i < paragraph->shaped.count; i++) {
		const struct shape_item *item = &paragraph->shaped.items[i];

		while (piece->end <= item->start)
			piece++;
		measure_item(paragraph, item, piece->style, starts);
	}
}

/* Returns whether that depends on the width of the line. */
static bool measure_piece(struct paragraph *paragraph, struct line_piece *piece, double width)
{
	switch (piece->kind) {
	case PIECE_IMAGE:
		measure_image(piece, width);
		return true;
	case PIECE_CONTAINER:
		measure_container(paragraph, piece, width);
		return true;
	case PIECE_LEADER:
		measure_leader(piece, width);
		return true;
	case PIECE_OPEN:
	case PIECE_CLOSE:
		if (piece->box->relative)
			measure_edge(piece, width);
		return piece->box->relative;
	default:
		return false;
	}
}

void object_measure(struct paragraph *paragraph, double width)
{
	size_t count = paragraph->length + 1;

	if (paragraph->glue && (paragraph->measured == width || !paragraph->flexible))
		return;
	if (paragraph->glue)
		memset(paragraph->glue, 0, count * sizeof(*paragraph->glue));
	else
		paragraph->glue = arena_array(paragraph->context->arena, count, sizeof(*paragraph->glue));
	measure_text(paragraph);
	for (size_t i = 0; i < paragraph->count; i++) {
		struct line_piece *piece = &paragraph->pieces[i];

		paragraph->flexible |= measure_piece(paragraph, piece, width);
		glue_add(&paragraph->glue[piece_byte(piece)], piece->glue);
	}
	paragraph->measured = width;
}
