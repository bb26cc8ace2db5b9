#include "fo/placement.h"

#include <math.h>

#include "base/message.h"
#include "fo/collapse.h"
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

	if (!image && lines->messages)
		message_add_level(lines->messages, lines->place(lines->place_context, fo->source), M_F706,
				  lines->strict ? MESSAGE_ERROR : MESSAGE_WARNING, reference, message_translate(why));
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
	struct item *save = page_item(placement->page, ITEM_SAVE, NULL);

	save->save.matrix = (struct matrix){.a = 1, .d = 1};
	save->save.clip = true;
	save->save.area = area;
	place_tiles(placement, image,
		    tile_axis(p->background_position_horizontal, origin.x, origin.width, image->points_width,
			      p->background_repeat == TOKEN_REPEAT || p->background_repeat == TOKEN_REPEAT_X),
		    tile_axis(p->background_position_vertical, origin.y, origin.height, image->points_height,
			      p->background_repeat == TOKEN_REPEAT || p->background_repeat == TOKEN_REPEAT_Y));
	page_item(placement->page, ITEM_RESTORE, NULL);
}

void place_background(struct placement *placement, const struct fo *fo, struct rectangle area)
{
	if (placement->measuring || area.width <= 0 || area.height <= 0 || fo->p->visibility != TOKEN_VISIBLE)
		return;
	if (fo->p->background_color.alpha > 0) {
		struct item *item = page_item(placement->page, ITEM_RECTANGLE, NULL);

		item->rectangle = area;
		item->rectangle.color = fo->p->background_color;
	}
	if (fo->p->background_image)
		place_background_image(placement, fo, area);
}

bool place_line_style(enum token token, enum line_style *style)
{
	static const enum token styles[] = {[LINE_SOLID] = TOKEN_SOLID,   [LINE_DASHED] = TOKEN_DASHED,
					    [LINE_DOTTED] = TOKEN_DOTTED, [LINE_DOUBLE] = TOKEN_DOUBLE,
					    [LINE_GROOVE] = TOKEN_GROOVE, [LINE_RIDGE] = TOKEN_RIDGE,
					    [LINE_INSET] = TOKEN_INSET,   [LINE_OUTSET] = TOKEN_OUTSET};
	size_t i = 0, count = sizeof styles / sizeof *styles;

	while (i < count && styles[i] != token)
		i++;
	*style = (enum line_style)i;
	return i < count;
}

static void place_border(struct placement *placement, enum token token, struct length width, struct color color, double x1,
			 double y1, double x2, double y2)
{
	enum line_style style;
	double thickness = length_resolve(width, 0);

	if (placement->measuring || !place_line_style(token, &style) || thickness <= 0 || color.alpha <= 0)
		return;
	struct item *item = page_item(placement->page, ITEM_RULE, NULL);

	item->rule = (struct rule){x1, y1, x2, y2, thickness, style, color};
}

static bool is_same(struct border a, struct border b)
{
	return border_style(a) == border_style(b) && fabs(border_thickness(a) - border_thickness(b)) < 1e-6 &&
	       color_same(border_color(a), border_color(b));
}

/* How many borders from i on are one line. */
static int equal_run(const struct border *borders, int i, int count)
{
	int run = 1;

	while (i + run < count && borders[i + run].fo && is_same(borders[i], borders[i + run]))
		run++;
	return run;
}

static void place_line_of(struct placement *placement, struct border border, double x1, double y1, double x2, double y2)
{
	place_border(placement, border_style(border), LENGTH_POINTS(border_thickness(border)), border_color(border), x1, y1, x2,
		     y2);
}

static double half_of(struct border border)
{
	return border_thickness(border) / 2;
}

/* Along one edge between two rows; the ends fill the corners. */
static void place_row_edge(struct placement *placement, const struct collapsed *borders, const struct border *edge, bool all,
			   int row, double x, double y)
{
	for (int i = 0, run; i < borders->columns; i += run) {
		run = 1;
		if (!edge[i].fo || !(edge[i].shown || all))
			continue;
		run = equal_run(edge, i, borders->columns);
		double left = i == 0 ? half_of(borders->start[row]) : 0;
		double right = i + run == borders->columns ? half_of(borders->end[row]) : 0;

		place_line_of(placement, edge[i], x + borders->x[i] - left, y, x + borders->x[i + run] + right, y);
	}
}

static void place_column_edge(struct placement *placement, const struct border *edge, const double *tops, int rows, double x)
{
	for (int i = 0, run; i < rows; i += run) {
		run = 1;
		if (!edge[i].fo || !edge[i].shown)
			continue;
		run = equal_run(edge, i, rows);
		place_line_of(placement, edge[i], x, tops[i], x, tops[i + run]);
	}
}

void place_collapsed(struct placement *placement, const struct collapsed *borders, double x, const double *tops, int rows, int row,
		     struct edges edges)
{
	place_column_edge(placement, borders->start + row, tops, rows, x + borders->x[0]);
	place_column_edge(placement, borders->end + row, tops, rows, x + borders->x[borders->columns]);
	if (edges.before)
		place_row_edge(placement, borders, borders->before, true, row, x, tops[0]);
	if (edges.after)
		place_row_edge(placement, borders, borders->after, edges.closes, row + rows - 1, x, tops[rows]);
}

/* XSL 1.1, 4.9.4: a background covers the padding rectangle; borders stand around it. */
static struct rectangle padding_rectangle(struct rectangle r, const struct edges *edges, double before, double after,
					  double start, double end)
{
	before = edges->before ? before : 0;
	after = edges->after ? after : 0;
	start = edges->no_start ? 0 : start;
	end = edges->no_end ? 0 : end;
	return (struct rectangle){.x = r.x + start, .y = r.y + before, .width = r.width - start - end,
				  .height = r.height - before - after};
}

void place_decoration(struct placement *placement, const struct fo *fo, struct rectangle r, struct edges edges)
{
	const struct properties *p = fo->p;
	struct length_conditional before = p->border_before_width, after = p->border_after_width;
	struct length_conditional start = p->border_start_width, end = p->border_end_width;
	double top = r.y + before.length.points / 2, bottom = r.y + r.height - after.length.points / 2;
	double left = r.x + start.length.points / 2, right = r.x + r.width - end.length.points / 2;

	if (p->visibility != TOKEN_VISIBLE)
		return;
	place_background(placement, fo, padding_rectangle(r, &edges, before.length.points, after.length.points,
							  start.length.points, end.length.points));
	if (edges.before)
		place_border(placement, p->border_before_style, before.length, p->border_before_color, r.x, top,
			     r.x + r.width, top);
	if (edges.after)
		place_border(placement, p->border_after_style, after.length, p->border_after_color, r.x, bottom,
			     r.x + r.width, bottom);
	if (!edges.no_start)
		place_border(placement, p->border_start_style, start.length, p->border_start_color, left, r.y, left,
			     r.y + r.height);
	if (!edges.no_end)
		place_border(placement, p->border_end_style, end.length, p->border_end_color, right, r.y, right,
			     r.y + r.height);
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
	struct item *item = page_item(placement->page, ITEM_SAVE, NULL);

	item->save.matrix = (struct matrix){.a = 1, .d = 1};
	item->save.clip = true;
	item->save.area = clip_area(area, &fo->p->clip);
	return true;
}
