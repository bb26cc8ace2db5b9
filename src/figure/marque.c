#include "figure/marque.h"

#include <math.h>
#include <stddef.h>

#include "figure/drawing.h"

/* Of the diagonal: the width of a long word, and the height of its letters that a short one may reach. */
#define SPAN         0.68
#define SIDE_MAXIMUM 20000
#define HEIGHT       0.09

static double count_letters(const char *text)
{
	double count = 0;

	for (; *text; text++)
		count += (*text & 0xc0) != 0x80;
	return count;
}

struct drawing *marque_drawing(struct arena *arena, const char *text, double width, double height)
{
	double diagonal = hypot(width, height), angle = -atan2(height, width), middle;
	struct drawing_label *label;
	struct drawing *drawing;

	if (!*text || !(width >= 20 && width <= SIDE_MAXIMUM) ||
	    !(height >= 20 && height <= SIDE_MAXIMUM))
		return NULL;
	drawing = drawing_new(arena, width, height, 0, 1);
	/* The middle of the letters, not the baseline, lies on the diagonal. */
	middle = HEIGHT / 2 * diagonal * fmin(1, 8 / count_letters(text));
	drawing_label(drawing, width / 2 - middle * sin(angle), height / 2 + middle * cos(angle),
		      DRAWING_CENTER, text);
	label = &drawing->labels[0];
	label->angle = angle;
	label->span = SPAN * diagonal * fmin(1, count_letters(text) / 8);
	return drawing;
}
