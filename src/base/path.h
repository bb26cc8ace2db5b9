#ifndef BASE_PATH_H
#define BASE_PATH_H
/* What is drawn: paths, their colours, and the matrices they are drawn under. In points, y downwards. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* sRGB, 0–1. */
struct color {
	double red, green, blue, alpha;
};

enum path_verb { PATH_MOVE, PATH_LINE, PATH_CURVE, PATH_CLOSE };

/* verbs take 1, 1, 3, 0 points from `points` (x, y pairs). */
struct path {
	const uint8_t *verbs;
	size_t count;
	const double *points;
	bool fill, stroke, even_odd;
	struct color fill_color, stroke_color;
	double thickness;
};

/* x' = a x + c y + e, y' = b x + d y + f, as in PDF and Cairo. */
struct matrix {
	double a, b, c, d, e, f;
};

#define MATRIX_IDENTITY ((struct matrix){.a = 1, .d = 1})

/* First m, then n. */
static inline struct matrix matrix_multiply(struct matrix m, struct matrix n)
{
	return (struct matrix){m.a * n.a + m.b * n.c,       m.a * n.b + m.b * n.d,
			       m.c * n.a + m.d * n.c,       m.c * n.b + m.d * n.d,
			       m.e * n.a + m.f * n.c + n.e, m.e * n.b + m.f * n.d + n.f};
}

#endif
