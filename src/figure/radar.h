#ifndef FIGURE_RADAR_H
#define FIGURE_RADAR_H
/* Values on axes around a middle, joined: the shape that a group of results has. */

#include <stddef.h>

#include "base/path.h"

struct arena;
struct drawing;

struct axe {
	const char *label; /* at the axis's end, on one line; short */
	const char *text;  /* the value in words, for the alternative text; "": the number */
	double value;      /* 0 <= value <= the radar's whole */
};

struct radar {
	double width, height; /* points; the circle leaves `margin` on all sides for the words */
	double margin;
	double whole;
	struct color color;
	const struct axe *axes; /* clockwise from above */
	size_t count;           /* 3–24 */
};

/* NULL: fewer axes or more, or numbers out of bounds. */
struct drawing *radar_drawing(struct arena *arena, const struct radar *radar);

#endif
