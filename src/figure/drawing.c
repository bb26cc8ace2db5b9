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

/* Room for one verb more, and its points. */
static void grow(struct drawing_pen *pen)
{
	struct drawing_pen old = *pen;

	if (pen->count < pen->capacity)
		return;
	pen->capacity = pen->capacity ? 2 * pen->capacity : 64;
	pen->verbs = arena_array(pen->arena, pen->capacity, sizeof *pen->verbs);
	pen->points = arena_array(pen->arena, pen->capacity, 6 * sizeof *pen->points);
	if (!old.count)
		return;
	memcpy(pen->verbs, old.verbs, old.count * sizeof *old.verbs);
	memcpy(pen->points, old.points, 2 * old.point_count * sizeof *old.points);
}

static void add(struct drawing_pen *pen, enum path_verb verb, const double *points, size_t count)
{
	grow(pen);
	pen->verbs[pen->count++] = (uint8_t)verb;
	if (count)
		memcpy(pen->points + 2 * pen->point_count, points, 2 * count * sizeof *points);
	pen->point_count += count;
}

void drawing_move(struct drawing_pen *pen, double x, double y)
{
	add(pen, PATH_MOVE, (double[]){x, y}, 1);
}

void drawing_line(struct drawing_pen *pen, double x, double y)
{
	add(pen, PATH_LINE, (double[]){x, y}, 1);
}

void drawing_curve(struct drawing_pen *pen, const double points[6])
{
	add(pen, PATH_CURVE, points, 3);
}

void drawing_close(struct drawing_pen *pen)
{
	add(pen, PATH_CLOSE, NULL, 0);
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
