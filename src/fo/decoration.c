#include "fo/placement.h"

#include <math.h>

void place_background(struct placement *placement, const struct fo *fo, struct rectangle area)
{
	if (placement->measuring || fo->p->background_color.alpha <= 0 || area.width <= 0 || area.height <= 0)
		return;
	struct item *item = page_item(placement->page, ITEM_RECTANGLE, NULL);

	item->rectangle = area;
	item->rectangle.color = fo->p->background_color;
}

static bool line_style(enum token token, enum line_style *style)
{
	switch (token) {
	case TOKEN_SOLID:
		*style = LINE_SOLID;
		return true;
	case TOKEN_DASHED:
		*style = LINE_DASHED;
		return true;
	case TOKEN_DOTTED:
		*style = LINE_DOTTED;
		return true;
	case TOKEN_DOUBLE:
		*style = LINE_DOUBLE;
		return true;
	case TOKEN_GROOVE:
		*style = LINE_GROOVE;
		return true;
	case TOKEN_RIDGE:
		*style = LINE_RIDGE;
		return true;
	case TOKEN_INSET:
		*style = LINE_INSET;
		return true;
	case TOKEN_OUTSET:
		*style = LINE_OUTSET;
		return true;
	default:
		return false;
	}
}

static void place_border(struct placement *placement, enum token token, struct length width, struct color color, double x1,
			 double y1, double x2, double y2)
{
	enum line_style style;
	double thickness = length_resolve(width, 0);

	if (placement->measuring || !line_style(token, &style) || thickness <= 0 || color.alpha <= 0)
		return;
	struct item *item = page_item(placement->page, ITEM_RULE, NULL);

	item->rule = (struct rule){x1, y1, x2, y2, thickness, style, color};
}

static double thickness_of(enum token style, struct length width)
{
	return style == TOKEN_NONE || style == TOKEN_HIDDEN ? 0 : length_resolve(width, 0);
}

void place_decoration(struct placement *placement, const struct fo *fo, struct rectangle r, struct edges edges)
{
	const struct properties *p = fo->p;
	/* Inside the rectangle, or centred on its edges. */
	double factor = edges.collapse ? 0 : 0.5;
	double before = thickness_of(p->border_before_style, p->border_before_width.length) * factor;
	double after = thickness_of(p->border_after_style, p->border_after_width.length) * factor;
	double start = thickness_of(p->border_start_style, p->border_start_width.length) * factor;
	double end = thickness_of(p->border_end_style, p->border_end_width.length) * factor;

	place_background(placement, fo, r);
	if (edges.before)
		place_border(placement, p->border_before_style, p->border_before_width.length, p->border_before_color,
			     r.x, r.y + before, r.x + r.width, r.y + before);
	if (edges.after)
		place_border(placement, p->border_after_style, p->border_after_width.length, p->border_after_color, r.x,
			     r.y + r.height - after, r.x + r.width, r.y + r.height - after);
	if (!edges.no_start)
		place_border(placement, p->border_start_style, p->border_start_width.length, p->border_start_color,
			     r.x + start, r.y, r.x + start, r.y + r.height);
	if (!edges.no_end)
		place_border(placement, p->border_end_style, p->border_end_width.length, p->border_end_color,
			     r.x + r.width - end, r.y, r.x + r.width - end, r.y + r.height);
}
