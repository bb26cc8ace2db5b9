/* The table of the bench by Pango and Cairo alone, its pages broken by hand: usage: cairo_table ROWS COUNT [FILE]. Prints the processor
 * time of a document, ms; with FILE, keeps the last one. */

#include <stdlib.h>
#include <string.h>

#include "cairo.h"

enum { COLUMNS = 8, MOST = 2000 };

static const double edge = 40, top = 40, bottom = 772, padding = 3;
static char *title, *lines[MOST], *header[COLUMNS], *cells[MOST][COLUMNS];
static double widths[COLUMNS];

struct pen {
	cairo_t *cairo;
	PangoLayout *layout;
	PangoFontDescription *serif, *text, *bold;
	double y;
	int page, rows;
};

static double set(struct pen *pen, const PangoFontDescription *font, const char *text, double width)
{
	int height;

	pango_layout_set_font_description(pen->layout, font);
	pango_layout_set_width(pen->layout, (int)(width * PANGO_SCALE));
	pango_layout_set_text(pen->layout, text, -1);
	pango_layout_get_size(pen->layout, NULL, &height);
	return (double)height / PANGO_SCALE;
}

static void show_row(struct pen *pen, const PangoFontDescription *font, char **row)
{
	double height = 0, x = edge;

	for (int i = 0; i < COLUMNS; i++) {
		double cell = set(pen, font, row[i], widths[i] - 2 * padding);

		height = cell > height ? cell : height;
	}
	if (font == pen->bold) {
		cairo_set_source_rgb(pen->cairo, .88, .88, .88);
		cairo_rectangle(pen->cairo, edge, pen->y, 515, height + 2 * padding);
		cairo_fill(pen->cairo);
	}
	for (int i = 0; i < COLUMNS; x += widths[i++]) {
		set(pen, font, row[i], widths[i] - 2 * padding);
		cairo_set_source_rgb(pen->cairo, 0, 0, 0);
		cairo_move_to(pen->cairo, x + padding, pen->y + padding);
		pango_cairo_show_layout(pen->cairo, pen->layout);
	}
	pen->y += height + 2 * padding;
	cairo_set_source_rgb(pen->cairo, .5, .5, .5);
	cairo_set_line_width(pen->cairo, .5);
	cairo_move_to(pen->cairo, edge, pen->y);
	cairo_line_to(pen->cairo, edge + 515, pen->y);
	cairo_stroke(pen->cairo);
}

static void end_page(struct pen *pen)
{
	char number[20];

	snprintf(number, sizeof number, "%d", ++pen->page);
	set(pen, pen->text, number, 515);
	pango_layout_set_alignment(pen->layout, PANGO_ALIGN_CENTER);
	cairo_set_source_rgb(pen->cairo, 0, 0, 0);
	cairo_move_to(pen->cairo, edge, 782);
	pango_cairo_show_layout(pen->cairo, pen->layout);
	pango_layout_set_alignment(pen->layout, PANGO_ALIGN_LEFT);
	cairo_show_page(pen->cairo);
	pen->y = top;
}

static void draw(cairo_t *cairo, PangoLayout *layout, int first, void *data)
{
	struct pen *pen = data;

	pen->cairo = cairo;
	pen->layout = layout;
	pen->page = 0;
	pen->y = top + set(pen, pen->serif, title, 515) + 12;
	cairo_move_to(pen->cairo, edge, top);
	pango_cairo_show_layout(pen->cairo, pen->layout);
	show_row(pen, pen->bold, header);
	for (int i = 0; i < pen->rows; i++) {
		if (pen->y + 2 * 9 * 1.2 + 2 * padding > bottom) { /* rows have two lines at most */
			end_page(pen);
			show_row(pen, pen->bold, header);
		}
		show_row(pen, pen->text, cells[(first + i) % pen->rows]);
	}
	end_page(pen);
}

static void cut(char *line, char **row)
{
	for (int i = 0; i < COLUMNS; i++) {
		row[i] = line;
		line += strcspn(line, "|");
		if (*line)
			*line++ = '\0';
	}
}

static int read_rows(const char *name)
{
	FILE *file = fopen(name, "r");
	char *width[COLUMNS];
	int count = 0;

	for (size_t size = 0; file && count < MOST && getline(&lines[count], &size, file) > 0; size = 0)
		lines[count][strcspn(lines[count], "\n")] = '\0', count++;
	if (count < 4)
		exit(1);
	fclose(file);
	title = lines[0];
	cut(lines[1], width);
	cut(lines[2], header);
	for (int i = 0; i < COLUMNS; i++)
		widths[i] = atof(width[i]);
	for (int i = 3; i < count; i++)
		cut(lines[i], cells[i - 3]);
	return count - 3;
}

int main(int argc, char **argv)
{
	PangoContext *context = pango_font_map_create_context(pango_cairo_font_map_new());
	struct pen pen = {.serif = font_of("Linux Libertine O", 20), .text = font_of("Lato", 9), .bold = font_of("Lato Bold", 9)};
	int count = argc > 2 ? atoi(argv[2]) : 0;

	if (count < 1)
		return 64;
	pango_context_set_round_glyph_positions(context, FALSE);
	pen.rows = read_rows(argv[1]);
	make_documents(pango_layout_new(context), 2, count, argc > 3 ? argv[3] : NULL, 595, 842, draw, &pen);
	return 0;
}
