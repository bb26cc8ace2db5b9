#ifndef FO_STROKE_H
#define FO_STROKE_H
/* A rule as plain strokes: what every painter draws the same way, whatever the line style. */

#include "fo/page.h"

#define STROKES 2 /* the most that one rule becomes */

/* A straight stroke with butt caps; dash: length of the dashes and of the gaps between them, 0: solid. */
struct stroke {
	double x1, y1, x2, y2;
	double thickness;
	double dash;
	struct color color;
};

/* Fill strokes; returns how many: 0 for a rule that shows nothing. */
int stroke_rule(const struct rule *rule, struct stroke strokes[STROKES]);

#endif
