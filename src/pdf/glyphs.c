#include "pdf/glyphs.h"

#include <hb.h>
#include <math.h>
#include <string.h>

#include "base/buffer.h"
#include "base/memo.h"
#include "fo/page.h"
#include "font/face.h"
#include "pdf/cache.h"
#include "pdf/form.h"
#include "pdf/object.h"

/* Units to the em: a third of a millimetre in letters as high as a page is wide. */
#define UNITS 500

/* Where outlines are put. */
struct pen {
	struct buffer content;
	double scale;  /* from the face's units */
	double x, y;   /* of the glyph */
	double box[4]; /* of all points */
	bool begun;
};

static void put_point(struct pen *pen, float x, float y)
{
	double at_x = pdf_bounded(pen->x + pen->scale * (double)x), at_y = pdf_bounded(pen->y + pen->scale * (double)y);

	pen->box[0] = pen->begun ? fmin(pen->box[0], at_x) : at_x;
	pen->box[1] = pen->begun ? fmin(pen->box[1], at_y) : at_y;
	pen->box[2] = pen->begun ? fmax(pen->box[2], at_x) : at_x;
	pen->box[3] = pen->begun ? fmax(pen->box[3], at_y) : at_y;
	pen->begun = true;
	buffer_integer(&pen->content, lrint(at_x));
	buffer_putc(&pen->content, ' ');
	buffer_integer(&pen->content, lrint(at_y));
	buffer_putc(&pen->content, ' ');
}

/* `user`: the operator. */
static void go_to(hb_draw_funcs_t *functions, void *data, hb_draw_state_t *state, float x, float y, void *user)
{
	struct pen *pen = data;

	(void)functions;
	(void)state;
	put_point(pen, x, y);
	buffer_puts(&pen->content, user);
}

static void curve_to(hb_draw_funcs_t *functions, void *data, hb_draw_state_t *state, float x1, float y1, float x2, float y2, float x3,
		     float y3, void *user)
{
	struct pen *pen = data;

	(void)functions;
	(void)state;
	(void)user;
	put_point(pen, x1, y1);
	put_point(pen, x2, y2);
	put_point(pen, x3, y3);
	buffer_puts(&pen->content, "c\n");
}

/* Quadratic curves come as cubic ones, and what is filled closes by itself. */
static void draw_run(const struct run *run, struct pen *pen)
{
	hb_draw_funcs_t *functions = hb_draw_funcs_create();
	double unit = run->size / UNITS, x = 0;

	hb_draw_funcs_set_move_to_func(functions, go_to, (void *)"m\n", NULL);
	hb_draw_funcs_set_line_to_func(functions, go_to, (void *)"l\n", NULL);
	hb_draw_funcs_set_cubic_to_func(functions, curve_to, NULL, NULL);
	for (size_t i = 0; i < run->count; i++) {
		const struct glyph *glyph = &run->glyphs[i];

		pen->x = (x + (double)glyph->dx) / unit;
		pen->y = -(double)glyph->dy / unit;
		if (glyph->id > 0 && glyph->id < hb_face_get_glyph_count(run->face->hb))
			hb_font_get_glyph_shape(run->face->font, glyph->id, functions, pen);
		x += (double)glyph->advance;
	}
	hb_draw_funcs_destroy(functions);
	buffer_puts(&pen->content, "f\n");
}

/* The outlines of a run, their content behind the form: what is written across a page, all pages have. */
static const struct pdf_form *find_form(const struct run *run, struct memo *memo)
{
	struct pen pen = {.scale = (double)UNITS / (run->face->upem ? run->face->upem : UNITS)};
	struct buffer *key = memo_key(memo);
	const struct pdf_form *known;
	struct pdf_form *form;
	size_t length;

	buffer_put(key, &run->face, sizeof run->face);
	buffer_put(key, &run->size, sizeof run->size);
	buffer_put(key, run->glyphs, run->count * sizeof *run->glyphs);
	known = memo_find(memo, key->data, key->length, &length);
	if (known)
		return known;
	draw_run(run, &pen);
	form = memo_add(memo, key->data, key->length, sizeof *form + pen.content.length);
	form->content = memcpy(form + 1, pen.content.data, pen.content.length);
	form->length = pen.content.length;
	form->shared = true;
	for (int i = 0; i < 4; i++)
		form->box[i] = i < 2 ? floor(pen.box[i]) : ceil(pen.box[i]);
	buffer_free(&pen.content);
	return form;
}

void pdf_glyphs_paint(const struct run *run, double page_height, struct pdf_cache *cache, struct pdf_forms *forms,
		      struct buffer *out)
{
	double unit = run->size / UNITS;
	double matrix[] = {unit, 0, 0, unit, run->x, page_height - run->y};

	buffer_puts(out, "q\n");
	for (int i = 0; i < 6; i++) {
		buffer_decimal(out, pdf_bounded(matrix[i]), i < 4 ? 6 : 2);
		buffer_putc(out, ' ');
	}
	buffer_puts(out, "cm\n/X");
	buffer_integer(out, (long)pdf_form_add(forms, find_form(run, pdf_cache_outlines(cache))));
	buffer_puts(out, " Do\nQ\n");
}
