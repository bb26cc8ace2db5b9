#include "figure/marque.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "base/characters.h"
#include "figure/drawing.h"

/* Of the diagonal: the width of a long word, and the height of its letters that a short one may reach. */
#define SPAN         0.68
#define SIDE_MAXIMUM 20000
#define HEIGHT       0.09

struct drawing *marque_drawing(struct arena *arena, const char *text, double width, double height)
{
	double diagonal = hypot(width, height), angle = -atan2(height, width), middle;
	double letters = (double)characters_count(text, strlen(text));
	struct drawing_label *label;
	struct drawing *drawing;

	if (!*text || !(width >= 20 && width <= SIDE_MAXIMUM) ||
	    !(height >= 20 && height <= SIDE_MAXIMUM))
		return NULL;
	drawing = drawing_new(arena, width, height, 0, 1);
	/* The middle of the letters, not the baseline, lies on the diagonal. */
	middle = HEIGHT / 2 * diagonal * fmin(1, 8 / letters);
	drawing_label(drawing, width / 2 - middle * sin(angle), height / 2 + middle * cos(angle),
		      DRAWING_CENTER, text);
	label = &drawing->labels[0];
	label->angle = angle;
	label->span = SPAN * diagonal * fmin(1, letters / 8);
	return drawing;
}
