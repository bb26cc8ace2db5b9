#include "figure/barres.h"

#include <math.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "figure/drawing.h"

#define UNITS_MAXIMUM 40
#define SIDE_MAXIMUM  20000
#define HAIRLINE      0.5
/* Of the pitch: the height of a bar, and where words stand below the row's top. */
#define BAR      0.5
#define BASELINE 0.66

/* A bar of `value` out of `whole` along `room`, its upper left corner at (x, y). */
static void draw_bar(const struct barre *row, double x, double y, double room, double height,
		     struct drawing_pen *filled, struct drawing_pen *outlined)
{
	if (row->value > 0)
		drawing_rectangle(filled, x, y, room * row->value / row->whole, height);
	drawing_rectangle(outlined, x + HAIRLINE / 2, y + HAIRLINE / 2, room - HAIRLINE,
			  height - HAIRLINE);
}

static void draw_units(const struct barre *row, double x, double y, double room, double height,
		       struct drawing_pen *filled, struct drawing_pen *outlined)
{
	double side = fmin(height, room / row->whole - 1);

	for (int i = 0; i < (int)row->whole; i++) {
		double left = x + i * fmin(height * 1.35, room / row->whole);

		if (i < (int)row->value)
			drawing_rectangle(filled, left, y, side, height);
		else
			drawing_rectangle(outlined, left + HAIRLINE / 2, y + HAIRLINE / 2,
					  side - HAIRLINE, height - HAIRLINE);
	}
}

static bool holds(const struct barres *barres)
{
	double room = barres->width - barres->labels - barres->texts;

	if (!barres->count || !(barres->width <= SIDE_MAXIMUM) ||
	    !(barres->pitch <= SIDE_MAXIMUM) || !(room >= 20) || !(barres->pitch >= 4) ||
	    !(barres->labels >= 0) || !(barres->texts >= 0))
		return false;
	for (size_t i = 0; i < barres->count; i++) {
		const struct barre *row = &barres->rows[i];

		if (!(row->value >= 0) || !(row->whole > 0) || !(row->value <= row->whole))
			return false;
		if (barres->units &&
		    (row->whole > UNITS_MAXIMUM || room < 2 * row->whole ||
		     row->whole != floor(row->whole) || row->value != floor(row->value)))
			return false;
	}
	return true;
}

static void describe(const struct barre *row, struct buffer *words)
{
	buffer_puts(words, words->length ? "\u202f; " : "");
	buffer_puts(words, row->label);
	buffer_puts(words, *row->label ? "\u00a0: " : "");
	if (*row->text) {
		buffer_puts(words, row->text);
		return;
	}
	buffer_decimal(words, row->value, 2);
	buffer_puts(words, " sur ");
	buffer_decimal(words, row->whole, 2);
}

struct drawing *barres_drawing(struct arena *arena, const struct barres *barres)
{
	struct drawing_pen filled = {.arena = arena}, outlined = {.arena = arena};
	struct buffer words = {0};
	struct path paths[2];
	struct drawing *drawing;

	if (!holds(barres))
		return NULL;
	drawing = drawing_new(arena, barres->width, barres->pitch * (double)barres->count, 1,
			      2 * barres->count);
	for (size_t i = 0; i < barres->count; i++) {
		const struct barre *row = &barres->rows[i];
		double top = barres->pitch * (double)i, baseline = top + BASELINE * barres->pitch;
		double height = BAR * barres->pitch,
		       room = barres->width - barres->labels - barres->texts;

		(barres->units ? draw_units : draw_bar)(row, barres->labels,
							top + (barres->pitch - height) / 2, room,
							height, &filled, &outlined);
		if (*row->label)
			drawing_label(drawing, 0, baseline, DRAWING_START, row->label);
		if (*row->text)
			drawing_label(drawing, barres->width, baseline, DRAWING_END, row->text);
		describe(row, &words);
	}
	paths[0] = drawing_fill(&filled, barres->color);
	paths[1] = drawing_stroke(&outlined, barres->color, HAIRLINE);
	drawing_use(drawing, drawing_cell(arena, paths, 2), MATRIX_IDENTITY, MATRIX_IDENTITY, 1);
	drawing->alternative = arena_strndup(arena, buffer_string(&words), words.length);
	buffer_free(&words);
	return drawing;
}
