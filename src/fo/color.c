#include "fo/color.h"

#include <glib.h>
#include <stdint.h>

#include "fo/name.h"

static const struct named_color {
	const char *name;
	uint32_t rgb;
} named_colors[] = {
#define C(name, rgb) {name, rgb},
#include "fo/color.def"
#undef C
};

#define NAME_MAXIMUM 24

static struct color color_of_rgb(uint32_t rgb)
{
	return (struct color){(rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0,
			      (rgb & 255) / 255.0, 1};
}

bool color_named(struct slice text, struct color *color)
{
	char name[NAME_MAXIMUM];
	if (text.length > NAME_MAXIMUM)
		return false;
	for (size_t i = 0; i < text.length; i++)
		name[i] = g_ascii_tolower(text.text[i]);
	struct slice lower = {name, text.length};
	*color = (struct color){0};
	if (slice_is(lower, "transparent"))
		return true;
	size_t count = sizeof named_colors / sizeof *named_colors;
	size_t found = name_find(&named_colors->name, count, sizeof *named_colors, lower);
	if (found < count)
		*color = color_of_rgb(named_colors[found].rgb);
	return found < count;
}

bool color_number(struct slice text, struct color *color)
{
	size_t length = text.length;
	if (length < 4 || length > 9 || length == 6 || length == 8 || text.text[0] != '#')
		return false;
	double part[4] = {0, 0, 0, 1};
	size_t wide = length > 5 ? 2 : 1;
	for (size_t i = 0; 1 + i * wide < length; i++) {
		int high = g_ascii_xdigit_value(text.text[1 + i * wide]);
		int low = g_ascii_xdigit_value(text.text[i * wide + wide]);
		if (high < 0 || low < 0)
			return false;
		part[i] = (high * 16 + low) / 255.0;
	}
	*color = (struct color){part[0], part[1], part[2], part[3]};
	return true;
}

struct color color_cmyk(double cyan, double magenta, double yellow, double black)
{
	return (struct color){(1 - cyan) * (1 - black), (1 - magenta) * (1 - black),
			      (1 - yellow) * (1 - black), 1};
}

bool color_same(struct color a, struct color b)
{
	return a.red == b.red && a.green == b.green && a.blue == b.blue && a.alpha == b.alpha;
}
