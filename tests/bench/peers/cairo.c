/* The page of the bench by Pango and Cairo alone, placed by hand: usage: cairo TEXTS COUNT [FILE]. Prints the processor time of a
 * document, ms; with FILE, keeps the last one. */

#include <stdlib.h>
#include <string.h>

#include "cairo.h"

enum { TITLE, SUBTITLE, BODY, SKILL, SIGN = SKILL + 6, FIRST = SIGN + 2, LAST, LINES };

static char lines[LINES][1000];
static void show(cairo_t *cairo, PangoLayout *layout, const PangoFontDescription *font,
		 const char *text, double x, double y, double width, PangoAlignment alignment)
{
	pango_layout_set_font_description(layout, font);
	pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
	pango_layout_set_alignment(layout, alignment);
	pango_layout_set_justify(layout, width == 642);
	pango_layout_set_text(layout, text, -1);
	cairo_move_to(cairo, x, y);
	pango_cairo_show_layout(cairo, layout);
}

static const char *nth(const char *list, int index, char *name)
{
	while (index-- > 0)
		list = strchr(list, '|') + 1;
	memcpy(name, list, strcspn(list, "|"));
	name[strcspn(list, "|")] = '\0';
	return name;
}

static void draw(cairo_t *cairo, PangoLayout *layout, int i, void *data)
{
	PangoFontDescription **fonts = data;
	char name[200], first[100], last[100], body[1000];

	snprintf(name, sizeof name, "%s %s", nth(lines[FIRST], i % 8, first),
		 nth(lines[LAST], i / 8 % 8, last));
	snprintf(body, sizeof body, lines[BODY], 1 + i % 28, 60 + i % 40, i);
	cairo_set_line_width(cairo, 3);
	cairo_rectangle(cairo, 28, 28, 786, 539);
	cairo_stroke(cairo);
	cairo_set_line_width(cairo, 1);
	cairo_rectangle(cairo, 34, 34, 774, 527);
	cairo_stroke(cairo);
	show(cairo, layout, fonts[0], lines[TITLE], 60, 70, 722, PANGO_ALIGN_CENTER);
	show(cairo, layout, fonts[1], lines[SUBTITLE], 60, 125, 722, PANGO_ALIGN_CENTER);
	show(cairo, layout, fonts[2], name, 60, 170, 722, PANGO_ALIGN_CENTER);
	show(cairo, layout, fonts[3], body, 100, 230, 642, PANGO_ALIGN_LEFT);
	for (int k = 0; k < 6; k++)
		show(cairo, layout, fonts[4], lines[SKILL + k], 120, 310 + k * 20, 620,
		     PANGO_ALIGN_LEFT);
	show(cairo, layout, fonts[5], lines[SIGN], 100, 460, 200, PANGO_ALIGN_LEFT);
	show(cairo, layout, fonts[5], lines[SIGN + 1], 542, 460, 200, PANGO_ALIGN_RIGHT);
}

int main(int argc, char **argv)
{
	FILE *texts = argc > 2 ? fopen(argv[1], "r") : NULL;
	PangoFontMap *map = pango_cairo_font_map_new();
	PangoContext *context = pango_font_map_create_context(map);
	PangoLayout *layout = pango_layout_new(context);
	PangoFontDescription *fonts[] = {font_of("Linux Libertine O", 34),
					 font_of("Linux Libertine O Italic", 16),
					 font_of("Linux Libertine O Bold", 28),
					 font_of("Lato", 12),
					 font_of("Lato", 10),
					 font_of("Lato Bold", 11)};
	int count = argc > 2 ? atoi(argv[2]) : 0;

	for (int i = 0; texts && i < LINES; i++) {
		if (!fgets(lines[i], sizeof lines[i], texts))
			return 1;
		lines[i][strcspn(lines[i], "\n")] = '\0';
	}
	if (count < 1)
		return 64;
	make_documents(layout, 20, count, argc > 3 ? argv[3] : NULL, 842, 595, draw, fonts);
	return 0;
}
