#include "fo/placement.h"

#include <math.h>

#include "base/message.h"
#include "fo/color.h"
#include "image/image.h"

/* Content is this much too high before it is said, points. */
#define OVERFLOW_TOLERANCE 0.05

/* The most copies of an image that one background takes. */
#define TILES_MAXIMUM 20000

/* The image of a background, or NULL. Where it is missing, that is said. */
static const struct image *background_image(const struct placement *placement, const struct fo *fo)
{
	const struct line_context *lines = placement->lines;
	const char *reference = fo->p->background_image, *why = "";

	if (!reference || !lines || !lines->images)
		return NULL;
	const struct image *image = images_find(lines->images, lines->folder, reference, &why);

	if (!image)
		line_say(lines, fo, M_F706, lines->strict, reference, message_translate(why));
	return image;
}

/* Copies along one axis: the first one's place, and how many there are. */
struct tiling {
	double first, size;
	double count;
};

/* XSL 1.1, 7.8.4–7.8.6: a percentage is the share of the room that is left; from there the image repeats to both sides. */
static struct tiling tile_axis(struct length position, double start, double room, double size, bool repeat)
{
	struct tiling tiling = {.size = size, .count = 1};

	tiling.first = start + length_resolve(position, room - size);
	if (!repeat)
		return tiling;
	tiling.first -= ceil((tiling.first - start) / size) * size;
	tiling.count = ceil((start + room - tiling.first) / size - 1e-6);
	return tiling;
}

static void place_tiles(struct placement *placement, const struct image *image, struct tiling across, struct tiling down)
{
	if (!(across.count * down.count <= TILES_MAXIMUM))
		return;
	for (int row = 0; row < (int)down.count; row++)
		for (int column = 0; column < (int)across.count; column++) {
			struct item *item = page_item(placement->page, ITEM_IMAGE, NULL);

			item->image = (struct placed_image){.image = image,
							    .x = across.first + column * across.size,
							    .y = down.first + row * down.size,
							    .width = across.size,
							    .height = down.size};
		}
}

static void place_background_image(struct placement *placement, const struct fo *fo, struct rectangle area)
{
	const struct properties *p = fo->p;
	const struct image *image = background_image(placement, fo);
	struct rectangle origin = area;

	if (!image || image->points_width <= 0 || image->points_height <= 0)
		return;
	if (p->background_attachment == TOKEN_FIXED)
		origin = (struct rectangle){.width = placement->page->width, .height = placement->page->height};
	page_clip(placement->page, area);
	place_tiles(placement, image,
		    tile_axis(p->background_position_horizontal, origin.x, origin.width, image->points_width,
			      p->background_repeat == TOKEN_REPEAT || p->background_repeat == TOKEN_REPEAT_X),
		    tile_axis(p->background_position_vertical, origin.y, origin.height, image->points_height,
			      p->background_repeat == TOKEN_REPEAT || p->background_repeat == TOKEN_REPEAT_Y));
	page_restore(placement->page);
}

void place_background(struct placement *placement, const struct fo *fo, struct rectangle area)
{
	if (placement->measuring || area.width <= 0 || area.height <= 0 || fo->p->visibility != TOKEN_VISIBLE)
		return;
	if (fo->p->background_color.alpha > 0) {
		area.color = fo->p->background_color;
		page_item(placement->page, ITEM_RECTANGLE, NULL)->rectangle = area;
	}
	if (fo->p->background_image)
		place_background_image(placement, fo, area);
}

enum line_style place_line_style(enum token token)
{
	static const enum line_style styles[TOKEN_COUNT] = {
		[TOKEN_SOLID] = LINE_SOLID,   [TOKEN_DASHED] = LINE_DASHED, [TOKEN_DOTTED] = LINE_DOTTED,
		[TOKEN_DOUBLE] = LINE_DOUBLE, [TOKEN_GROOVE] = LINE_GROOVE, [TOKEN_RIDGE] = LINE_RIDGE,
		[TOKEN_INSET] = LINE_INSET,   [TOKEN_OUTSET] = LINE_OUTSET,
	};

	return styles[token];
}

static void place_border(struct placement *placement, const struct border *border, double x1, double y1, double x2, double y2)
{
	if (placement->measuring || border->thickness <= 0 || border->color->alpha <= 0)
		return;
	page_rule(placement->page, (struct rule){x1, y1, x2, y2, border->thickness, place_line_style(border->style), *border->color});
}

static bool is_same(const struct border *a, const struct border *b)
{
	return a->style == b->style && fabs(a->thickness - b->thickness) < 1e-6 &&
	       color_same(*a->color, *b->color);
}

/* How many borders from i on are one line. */
static int equal_run(const struct border *borders, int i, int count)
{
	int run = 1;

	while (i + run < count && borders[i + run].fo && is_same(&borders[i], &borders[i + run]))
		run++;
	return run;
}

/* Along one edge between two rows; the ends fill the corners. */
static void place_row_edge(struct placement *placement, const struct collapsed *borders, enum side side, int row, double x, double y)
{
	const struct border *edge = borders->sides[side];

	for (int i = 0, run; borders->shown[side] && i < borders->columns; i += run) {
		run = 1;
		if (!edge[i].fo)
			continue;
		run = equal_run(edge, i, borders->columns);
		double left = i == 0 ? borders->sides[SIDE_START][row].thickness / 2 : 0;
		double right = i + run == borders->columns ? borders->sides[SIDE_END][row].thickness / 2 : 0;

		place_border(placement, &edge[i], x + borders->at[i].x - left, y, x + borders->at[i + run].x + right, y);
	}
}

static void place_column_edge(struct placement *placement, const struct collapsed *borders, enum side side, const double *tops,
			      int rows, int row, double x)
{
	const struct border *edge = borders->sides[side] + row;

	for (int i = 0, run; borders->shown[side] && i < rows; i += run) {
		run = 1;
		if (!edge[i].fo)
			continue;
		run = equal_run(edge, i, rows);
		place_border(placement, &edge[i], x, tops[i], x, tops[i + run]);
	}
}

void place_collapsed(struct placement *placement, const struct collapsed *borders, double x, const double *tops, int rows, int row)
{
	place_column_edge(placement, borders, SIDE_START, tops, rows, row, x + borders->at[0].x);
	place_column_edge(placement, borders, SIDE_END, tops, rows, row, x + borders->at[borders->columns].x);
	place_row_edge(placement, borders, SIDE_BEFORE, row, x, tops[0]);
	place_row_edge(placement, borders, SIDE_AFTER, row + rows - 1, x, tops[rows]);
}

/* XSL 1.1, 4.9.4: a background covers the padding rectangle; borders stand around it. */
void place_decoration(struct placement *placement, const struct fo *fo, struct rectangle r, struct edges edges)
{
	const bool shown[SIDES] = {edges.before, edges.after, !edges.no_start, !edges.no_end};
	struct border borders[SIDES] = {0};
	double right = r.x + r.width, bottom = r.y + r.height;

	if (fo->p->visibility != TOKEN_VISIBLE)
		return;
	for (enum side side = 0; side < SIDES; side++)
		if (shown[side])
			borders[side] = border_of(fo, side);
	double before = borders[SIDE_BEFORE].thickness, after = borders[SIDE_AFTER].thickness;
	double start = borders[SIDE_START].thickness, end = borders[SIDE_END].thickness;

	place_background(placement, fo, (struct rectangle){.x = r.x + start, .y = r.y + before, .width = r.width - start - end,
							   .height = r.height - before - after});
	place_border(placement, &borders[SIDE_BEFORE], r.x, r.y + before / 2, right, r.y + before / 2);
	place_border(placement, &borders[SIDE_AFTER], r.x, bottom - after / 2, right, bottom - after / 2);
	place_border(placement, &borders[SIDE_START], r.x + start / 2, r.y, r.x + start / 2, bottom);
	place_border(placement, &borders[SIDE_END], right - end / 2, r.y, right - end / 2, bottom);
}

/* ---- viewports ---- */

static bool hides_overflow(const struct fo *fo)
{
	return fo->p->overflow == TOKEN_HIDDEN || fo->p->overflow == TOKEN_SCROLL || fo->p->overflow == TOKEN_REPEAT;
}

static void warn_of_overflow(const struct placement *placement, const struct fo *fo, double height, double room)
{
	const struct line_context *lines = placement->lines;

	if (placement->measuring || !lines)
		return;
	bool grave = lines->strict && fo->p->overflow == TOKEN_ERROR_IF_OVERFLOW;

	line_say_overflow(lines, fo, grave, height, room, placement->page->arena);
}

/* clip: offsets inwards from the edges (XSL 1.1, 7.21.1). */
static struct rectangle clip_area(struct rectangle area, const struct clip *clip)
{
	if (!clip->set)
		return area;
	double left = length_resolve(clip->left, area.width), top = length_resolve(clip->top, area.height);

	area.x += left;
	area.y += top;
	area.width = fmax(0, area.width - left - length_resolve(clip->right, area.width));
	area.height = fmax(0, area.height - top - length_resolve(clip->bottom, area.height));
	return area;
}

bool place_viewport(struct placement *placement, const struct fo *fo, struct rectangle area, double height)
{
	bool hides = hides_overflow(fo);

	if (!hides && height > area.height + OVERFLOW_TOLERANCE)
		warn_of_overflow(placement, fo, height, area.height);
	if (!hides && fo->p->overflow != TOKEN_ERROR_IF_OVERFLOW)
		return false;
	page_clip(placement->page, clip_area(area, &fo->p->clip));
	return true;
}
