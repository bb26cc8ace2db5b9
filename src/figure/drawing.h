#ifndef FIGURE_DRAWING_H
#define FIGURE_DRAWING_H
/* What the figures give: a drawing of cells, each painted as often as it is wanted under a matrix, and the words that stand in
 * it. In points from the top left, y downwards. A drawing depends on nothing but the numbers that it was made from; it lives in
 * the arena that it was made in. */

#include "base/path.h"

struct arena;

/* Paths painted together, first to last. */
struct drawing_cell {
	const struct path *paths;
	size_t count;
};

/* A cell painted `count` times: first under `matrix`, then each time under one `step` more, applied before what came before. */
struct drawing_use {
	const struct drawing_cell *cell;
	struct matrix matrix, step;
	unsigned count;
};

enum drawing_align { DRAWING_START, DRAWING_CENTER, DRAWING_END };

/* Words on a baseline, in the face, size and colour of the formatting object around the drawing. */
struct drawing_label {
	double x, y;
	enum drawing_align align;
	const char *text;
	double span;  /* 0, or the width that they are to have: their size follows */
	double angle; /* of the baseline, clockwise, radians */
};

struct drawing {
	double width, height;     /* natural size */
	struct drawing_use *uses; /* in the order of painting */
	size_t use_count;
	struct drawing_label *labels;
	size_t label_count;
	const char
		*alternative; /* what it says, for who cannot see it; NULL: nothing, it decorates */
};

/* A drawing with room for so many uses and labels, which drawing_use and drawing_label fill. */
struct drawing *drawing_new(struct arena *arena, double width, double height, size_t uses,
			    size_t labels);
void drawing_use(struct drawing *drawing, const struct drawing_cell *cell, struct matrix matrix,
		 struct matrix step, unsigned count);
void drawing_label(struct drawing *drawing, double x, double y, enum drawing_align align,
		   const char *text);

/* The smallest box around the cell's points, strokes included: x1, y1, x2, y2. */
void drawing_box(const struct drawing_cell *cell, double box[4]);

/* A path under way. Set `arena`; the rest begins as 0. */
struct drawing_pen {
	struct arena *arena;
	uint8_t *verbs;
	double *points;
	size_t count, capacity, point_count, point_capacity;
};

void drawing_move(struct drawing_pen *pen, double x, double y);
void drawing_line(struct drawing_pen *pen, double x, double y);
void drawing_curve(struct drawing_pen *pen, const double points[6]);
void drawing_close(struct drawing_pen *pen);
void drawing_rectangle(struct drawing_pen *pen, double x, double y, double width, double height);

/* The path drawn, stroked or filled; the pen is ready for another. */
struct path drawing_stroke(struct drawing_pen *pen, struct color color, double thickness);
struct path drawing_fill(struct drawing_pen *pen, struct color color);

/* A cell of copies of these paths. */
const struct drawing_cell *drawing_cell(struct arena *arena, const struct path *paths,
					size_t count);

/* The colour, mixed with so much white: 0 itself, 1 white. */
struct color drawing_tint(struct color color, double white);

#endif
