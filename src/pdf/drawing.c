#include "pdf/drawing.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "figure/drawing.h"
#include "pdf/form.h"
#include "pdf/object.h"

static void put_number(struct buffer *out, double value, int digits)
{
	buffer_decimal(out, pdf_bounded(value), digits);
	buffer_putc(out, ' ');
}

void pdf_drawing_matrix(const struct matrix *m, struct buffer *out)
{
	const double values[] = {m->a, m->b, m->c, m->d, m->e, m->f};

	if (m->a == 1 && m->b == 0 && m->c == 0 && m->d == 1 && m->e == 0 && m->f == 0)
		return;
	for (int i = 0; i < 6; i++)
		put_number(out, values[i], i < 4 ? 6 : 3);
	buffer_puts(out, "cm\n");
}

static void put_color(struct color color, const char *operator, struct buffer * out)
{
	put_number(out, color.red, 3);
	put_number(out, color.green, 3);
	put_number(out, color.blue, 3);
	buffer_puts(out, operator);
}

/* The most that a number takes: a sign, nine digits, a space. */
#define NUMBER_WIDTH 11

static char *put_whole(char *at, long value)
{
	if (value < 0)
		*at++ = '-';
	at = buffer_digits(at, (unsigned long)(value < 0 ? -value : value));
	*at++ = ' ';
	return at;
}

/* Whether the path goes round an upright rectangle from its piece `i` on, and closes. */
static bool is_rectangle(const struct path *path, size_t i, const double *at)
{
	if (path->count - i < 5 || path->verbs[i] != PATH_MOVE || path->verbs[i + 1] != PATH_LINE || path->verbs[i + 2] != PATH_LINE ||
	    path->verbs[i + 3] != PATH_LINE || path->verbs[i + 4] != PATH_CLOSE)
		return false;
	return at[1] == at[3] && at[2] == at[4] && at[5] == at[7] && at[6] == at[0];
}

static char *put_name(char *at, const char *name)
{
	while (*name)
		*at++ = *name++;
	*at++ = '\n';
	return at;
}

/* Whole numbers, `scale` of them a point: shorter and faster to write, and they deflate better. What is only filled closes by
 * itself. */
static void put_path(const struct path *path, double scale, bool filled, struct buffer *out)
{
	static const char *const names[] = {"m", "l", "c", "h"};
	static const int numbers[] = {2, 2, 6, 0};
	char *begin = buffer_reserve(out, path->count * (6 * NUMBER_WIDTH + 3)), *end = begin;
	const double *at = path->points;

	for (size_t i = 0; i < path->count; i++) {
		if (is_rectangle(path, i, at)) {
			long x = lrint(scale * pdf_bounded(at[0])), y = lrint(scale * pdf_bounded(at[1]));

			end = put_whole(put_whole(end, x), y);
			end = put_whole(end, lrint(scale * pdf_bounded(at[4])) - x);
			end = put_name(put_whole(end, lrint(scale * pdf_bounded(at[5])) - y), "re");
			at += 8;
			i += 4;
			continue;
		}
		if (filled && path->verbs[i] == PATH_CLOSE)
			continue;
		for (int k = 0; k < numbers[path->verbs[i]]; k++)
			end = put_whole(end, lrint(scale * pdf_bounded(*at++)));
		end = put_name(end, names[path->verbs[i]]);
	}
	out->length += (size_t)(end - begin);
}

static bool is_whole(const struct path *path)
{
	static const int numbers[] = {2, 2, 6, 0};
	const double *at = path->points;

	for (size_t i = 0; i < path->count; i++)
		for (int k = 0; k < numbers[path->verbs[i]]; k++, at++)
			if (*at != floor(*at))
				return false;
	return true;
}

/* Where not all is whole, tenths of a point: half of one is less than a printer’s dot. */
static void put_cell(const struct drawing_cell *cell, struct buffer *out)
{
	double scale = 1;

	for (size_t i = 0; i < cell->count && scale == 1; i++)
		scale = is_whole(&cell->paths[i]) ? 1 : 10;
	if (scale != 1)
		buffer_puts(out, "0.1 0 0 0.1 0 0 cm\n");
	for (size_t i = 0; i < cell->count; i++) {
		const struct path *path = &cell->paths[i];

		if (path->fill) {
			put_color(path->fill_color, "rg\n", out);
			put_path(path, scale, true, out);
			buffer_puts(out, path->even_odd ? "f*\n" : "f\n");
		}
		if (path->stroke) {
			put_color(path->stroke_color, "RG\n", out);
			put_number(out, path->thickness * scale, 3);
			buffer_puts(out, "w\n");
			put_path(path, scale, false, out);
			buffer_puts(out, "S\n");
		}
	}
}

static bool is_used_again(const struct drawing *drawing, const struct drawing_cell *cell)
{
	unsigned count = 0;

	for (size_t i = 0; i < drawing->use_count; i++)
		if (drawing->uses[i].cell == cell)
			count += drawing->uses[i].count;
	return count > 1;
}

/* The form of each cell of a drawing that is used again. */
struct made {
	struct pdf_forms *forms;
	struct made_form {
		const struct drawing_cell *cell;
		unsigned number;
	} *list;
	size_t count, capacity;
};

static unsigned add_form(struct pdf_forms *forms, const struct drawing_cell *cell)
{
	struct buffer content = {0};
	struct pdf_form form = {0};
	unsigned number;

	put_cell(cell, &content);
	drawing_box(cell, form.box);
	form.content = content.data;
	form.length = content.length;
	number = pdf_form_add(forms, &form);
	buffer_free(&content);
	return number;
}

static unsigned find_form(struct made *made, const struct drawing_cell *cell)
{
	for (size_t i = 0; i < made->count; i++)
		if (made->list[i].cell == cell)
			return made->list[i].number;
	made->list = memory_grown(made->list, made->count, &made->capacity, sizeof *made->list);
	made->list[made->count] = (struct made_form){cell, add_form(made->forms, cell)};
	return made->list[made->count++].number;
}

/* Equal steps one after the other make equal lines, which deflate to almost nothing. */
static void put_use(const struct drawing_use *use, const struct buffer *paint, struct buffer *out)
{
	struct buffer step = {0};

	pdf_drawing_matrix(&use->step, &step);
	buffer_puts(out, "q\n");
	pdf_drawing_matrix(&use->matrix, out);
	for (unsigned i = 0; i < use->count; i++) {
		if (i)
			buffer_put(out, step.data, step.length);
		buffer_put(out, paint->data, paint->length);
	}
	buffer_puts(out, "Q\n");
	buffer_free(&step);
}

void pdf_drawing_paint(const struct drawing *drawing, const struct matrix *matrix,
		       struct pdf_forms *forms, struct buffer *out)
{
	const struct drawing_cell *known = NULL;
	struct made made = {.forms = forms};
	struct buffer paint = {0};

	buffer_puts(out, "q\n");
	pdf_drawing_matrix(matrix, out);
	for (size_t i = 0; i < drawing->use_count; i++) {
		const struct drawing_use *use = &drawing->uses[i];

		if (use->cell != known) {
			buffer_clear(&paint);
			if (is_used_again(drawing, use->cell))
				buffer_printf(&paint, "/X%u Do\n", find_form(&made, use->cell));
			else
				put_cell(use->cell, &paint);
		}
		known = use->cell;
		put_use(use, &paint, out);
	}
	buffer_puts(out, "Q\n");
	buffer_free(&paint);
	free(made.list);
}
