#include "fo/stroke.h"

#include <math.h>

/* Dashes and gaps of one length near `wanted`, so that the stroke begins and ends with a dash. */
static double fit_dash(double length, double wanted)
{
	double pairs = floor((length / wanted + 1) / 2 + 0.5);

	return pairs > 1 ? length / (2 * pairs - 1) : 0;
}

static struct color darker(struct color color)
{
	return (struct color){color.red / 2, color.green / 2, color.blue / 2, color.alpha};
}

static struct color lighter(struct color color)
{
	return (struct color){(1 + color.red) / 2, (1 + color.green) / 2, (1 + color.blue) / 2,
			      color.alpha};
}

/* The part of the rule of this share of its thickness, shifted by a share of the thickness to the right of its
 * direction. */
static struct stroke part(const struct rule *rule, double length, double shift, double share,
			  struct color color)
{
	double across = shift * rule->thickness / length;
	double dx = -(rule->y2 - rule->y1) * across, dy = (rule->x2 - rule->x1) * across;

	return (struct stroke){rule->x1 + dx, rule->y1 + dy,           rule->x2 + dx,
			       rule->y2 + dy, rule->thickness * share, 0,
			       color};
}

int stroke_rule(const struct rule *rule, struct stroke strokes[STROKES])
{
	double length = hypot(rule->x2 - rule->x1, rule->y2 - rule->y1);

	if (!(rule->thickness > 0) || !(length > 0) || !(rule->color.alpha > 0))
		return 0;
	strokes[0] = part(rule, length, 0, 1, rule->color);
	switch (rule->style) {
	case LINE_DASHED:
		strokes[0].dash = fit_dash(length, 3 * rule->thickness);
		return 1;
	case LINE_DOTTED:
		strokes[0].dash = fit_dash(length, rule->thickness);
		return 1;
	case LINE_DOUBLE:
		strokes[0] = part(rule, length, -1.0 / 3, 1.0 / 3, rule->color);
		strokes[1] = part(rule, length, 1.0 / 3, 1.0 / 3, rule->color);
		return 2;
	case LINE_GROOVE:
	case LINE_RIDGE: {
		bool groove = rule->style == LINE_GROOVE;

		strokes[0] = part(rule, length, -0.25, 0.5,
				  groove ? darker(rule->color) : lighter(rule->color));
		strokes[1] = part(rule, length, 0.25, 0.5,
				  groove ? lighter(rule->color) : darker(rule->color));
		return 2;
	}
	case LINE_SOLID:
	case LINE_INSET:
	case LINE_OUTSET:
		break;
	}
	return 1;
}
