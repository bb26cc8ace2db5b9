#include "fo/stroke.h"

#include <math.h>

/* Dashes and gaps of one length near `wanted`, so that the stroke begins and ends with a dash. */
static double fit_dash(double length, double wanted)
{
	double pairs = floor((length / wanted + 1) / 2 + 0.5);

	return pairs > 1 ? length / (2 * pairs - 1) : 0;
}

/* The strokes of a style: how many, how far from the middle and how thick in shares of the rule's thickness, how long
 * their dashes are (0: solid), and how much lighter (1) or darker (-1) than the rule the first one is; the second one is
 * the other way round. */
static const struct {
	int count;
	double shift, share, dash;
	int light;
} styles[] = {
	[LINE_SOLID] = {1, 0, 1, 0, 0},
	[LINE_DASHED] = {1, 0, 1, 3, 0},
	[LINE_DOTTED] = {1, 0, 1, 1, 0},
	[LINE_DOUBLE] = {2, 1.0 / 3, 1.0 / 3, 0, 0},
	[LINE_GROOVE] = {2, 0.25, 0.5, 0, -1},
	[LINE_RIDGE] = {2, 0.25, 0.5, 0, 1},
	[LINE_INSET] = {1, 0, 1, 0, 0},
	[LINE_OUTSET] = {1, 0, 1, 0, 0},
};

static struct color shade(struct color color, int light)
{
	double white = light > 0;

	if (!light)
		return color;
	return (struct color){(white + color.red) / 2, (white + color.green) / 2, (white + color.blue) / 2, color.alpha};
}

int stroke_rule(const struct rule *rule, struct stroke strokes[STROKES])
{
	double length = hypot(rule->x2 - rule->x1, rule->y2 - rule->y1);
	int count = styles[rule->style].count;

	if (!(rule->thickness > 0) || !(length > 0) || !(rule->color.alpha > 0))
		return 0;
	for (int i = 0, sign = -1; i < count; i++, sign = 1) {
		/* To the left of the rule's direction, then to the right. */
		double across = sign * styles[rule->style].shift * rule->thickness / length;
		double dx = -(rule->y2 - rule->y1) * across, dy = (rule->x2 - rule->x1) * across;

		strokes[i] = (struct stroke){rule->x1 + dx, rule->y1 + dy, rule->x2 + dx, rule->y2 + dy,
					     rule->thickness * styles[rule->style].share, 0,
					     shade(rule->color, -sign * styles[rule->style].light)};
		if (styles[rule->style].dash > 0)
			strokes[i].dash = fit_dash(length, styles[rule->style].dash * rule->thickness);
	}
	return count;
}
