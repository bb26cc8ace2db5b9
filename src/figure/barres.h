#ifndef FIGURE_BARRES_H
#define FIGURE_BARRES_H
/* Bars, one below the other, each with its words before it and its value after it. What is filled and what is only outlined is
 * told by shape, not by colour alone. */

#include <stddef.h>

#include "base/path.h"

struct arena;
struct drawing;

struct barre {
	const char *label;   /* before the bar; "" : nothing */
	const char *text;    /* after it; "": nothing */
	double value, whole; /* 0 <= value <= whole, whole > 0 */
};

struct barres {
	double width;  /* of the whole, points */
	double pitch;  /* from one bar to the next */
	double labels; /* room for the words before */
	double texts;  /* room for those after */
	bool units; /* a square for each of `whole`, at most 40, instead of one bar: for things that are counted */
	struct color color;
	const struct barre *rows;
	size_t count;
};

/* The bars; what they say in words is the alternative text: "Bloc 1 : 3 sur 4". NULL: no bar, or numbers out of bounds. */
struct drawing *barres_drawing(struct arena *arena, const struct barres *barres);

#endif
