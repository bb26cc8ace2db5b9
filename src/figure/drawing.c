#include "figure/drawing.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"

struct drawing *drawing_new(struct arena *arena, double width, double height, size_t uses,
			    size_t labels)
{
	struct drawing *drawing = arena_alloc(arena, sizeof *drawing);

	drawing->width = width;
	drawing->height = height;
	drawing->uses = arena_array(arena, uses, sizeof *drawing->uses);
	drawing->labels = arena_array(arena, labels, sizeof *drawing->labels);
	return drawing;
}

void drawing_use(struct drawing *drawing, const struct drawing_cell *cell, struct matrix matrix,
		 struct matrix step, unsigned count)
{
	drawing->uses[drawing->use_count++] = (struct drawing_use){cell, matrix, step, count};
}

void drawing_label(struct drawing *drawing, double x, double y, enum drawing_align align,
		   const char *text)
{
	drawing->labels[drawing->label_count++] =
		(struct drawing_label){.x = x, .y = y, .align = align, .text = text};
}

static size_t points_of(const struct path *path)
{
	static const size_t points[] = {1, 1, 3, 0};
	size_t count = 0;

	for (size_t i = 0; i < path->count; i++)
		count += points[path->verbs[i]];
	return count;
}

void drawing_box(const struct drawing_cell *cell, double box[4])
{
	box[0] = box[1] = INFINITY;
	box[2] = box[3] = -INFINITY;
	for (size_t i = 0; i < cell->count; i++) {
		const struct path *path = &cell->paths[i];
		/* A corner may stand out further than half the stroke, up to the miter limit of 10 (PDF, Cairo). */
		double margin = path->stroke ? 5 * path->thickness : 0;

		for (size_t k = 0, count = points_of(path); k < count; k++) {
			box[0] = fmin(box[0], path->points[2 * k] - margin);
			box[1] = fmin(box[1], path->points[2 * k + 1] - margin);
			box[2] = fmax(box[2], path->points[2 * k] + margin);
			box[3] = fmax(box[3], path->points[2 * k + 1] + margin);
		}
	}
	if (!(box[0] <= box[2]))
		memset(box, 0, 4 * sizeof *box);
}

/* Twice the room, with what was there. */
static void *larger(struct arena *arena, const void *old, size_t used, size_t size)
{
	void *more = arena_array(arena, 2, size);

	if (used)
		memcpy(more, old, used);
	return more;
}

static double *add(struct drawing_pen *pen, enum path_verb verb, size_t count)
{
	double *points;

	if (pen->count == pen->capacity) {
		pen->verbs = larger(pen->arena, pen->verbs, pen->count,
				    pen->capacity ? pen->capacity : 64);
		pen->capacity = pen->capacity ? 2 * pen->capacity : 128;
	}
	if (pen->point_count + count > pen->point_capacity) {
		size_t room =
			(pen->point_capacity ? pen->point_capacity : 128) * 2 * sizeof *points;

		pen->points = larger(pen->arena, pen->points, 2 * pen->point_count * sizeof *points,
				     room);
		pen->point_capacity = pen->point_capacity ? 2 * pen->point_capacity : 256;
	}
	pen->verbs[pen->count++] = (uint8_t)verb;
	points = pen->points + 2 * pen->point_count;
	pen->point_count += count;
	return points;
}

void drawing_move(struct drawing_pen *pen, double x, double y)
{
	double *point = add(pen, PATH_MOVE, 1);

	point[0] = x;
	point[1] = y;
}

void drawing_line(struct drawing_pen *pen, double x, double y)
{
	double *point = add(pen, PATH_LINE, 1);

	point[0] = x;
	point[1] = y;
}

void drawing_curve(struct drawing_pen *pen, const double points[6])
{
	memcpy(add(pen, PATH_CURVE, 3), points, 6 * sizeof *points);
}

void drawing_close(struct drawing_pen *pen)
{
	add(pen, PATH_CLOSE, 0);
}

void drawing_rectangle(struct drawing_pen *pen, double x, double y, double width, double height)
{
	drawing_move(pen, x, y);
	drawing_line(pen, x + width, y);
	drawing_line(pen, x + width, y + height);
	drawing_line(pen, x, y + height);
	drawing_close(pen);
}

static struct path take(struct drawing_pen *pen)
{
	struct path path = {.verbs = pen->verbs, .count = pen->count, .points = pen->points};

	*pen = (struct drawing_pen){.arena = pen->arena};
	return path;
}

struct path drawing_stroke(struct drawing_pen *pen, struct color color, double thickness)
{
	struct path path = take(pen);

	path.stroke = true;
	path.stroke_color = color;
	path.thickness = thickness;
	return path;
}

struct path drawing_fill(struct drawing_pen *pen, struct color color)
{
	struct path path = take(pen);

	path.fill = true;
	path.fill_color = color;
	return path;
}

const struct drawing_cell *drawing_cell(struct arena *arena, const struct path *paths, size_t count)
{
	struct drawing_cell *cell = arena_alloc(arena, sizeof *cell);
	struct path *copies = arena_array(arena, count, sizeof *copies);

	memcpy(copies, paths, count * sizeof *paths);
	*cell = (struct drawing_cell){copies, count};
	return cell;
}

struct color drawing_tint(struct color color, double white)
{
	return (struct color){color.red + (1 - color.red) * white,
			      color.green + (1 - color.green) * white,
			      color.blue + (1 - color.blue) * white, color.alpha};
}
