/* Figures: what is drawn says what the numbers say, and costs little. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <qrencode.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/digest.h"
#include "figure/barres.h"
#include "figure/drawing.h"
#include "figure/guilloche.h"
#include "figure/marque.h"
#include "figure/qr.h"
#include "figure/radar.h"
#include "pdf/cache.h"
#include "pdf/drawing.h"
#include "pdf/form.h"
#include "pdf/object.h"

static const struct color ink = {0.1, 0.2, 0.3, 1}, metal = {0.7, 0.5, 0.3, 1};

static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

/* ---- QR codes */

/* Whether a point is within the lines of a path, by the even-odd rule. */
static bool is_inside(const struct path *path, double x, double y)
{
	const double *at = path->points, *first = at, *last = at;
	bool inside = false;

	for (size_t i = 0; i < path->count; i++) {
		const double *to = path->verbs[i] == PATH_CLOSE ? first : at;

		if (path->verbs[i] == PATH_MOVE)
			first = at;
		else if ((last[1] > y) != (to[1] > y) &&
			 x < last[0] + (y - last[1]) / (to[1] - last[1]) * (to[0] - last[0]))
			inside = !inside;
		last = to;
		at += path->verbs[i] == PATH_CLOSE ? 0 : 2;
	}
	return inside;
}

static void test_qr_modules(void **state)
{
	static const struct {
		const char *text;
		char level;
		QRecLevel as;
	} rows[] = {
		{"1", 'L', QR_ECLEVEL_L},
		{"CPNE-RELIURE-2024-007-C011-B1-31", 'M', QR_ECLEVEL_M},
		{"UIMM-2025-014-C04-T-56 "
		 "DCCD3128251757E4F6E641387E413414F5E69BBD7F524202DEDFA76B808D7227",
		 'M', QR_ECLEVEL_M},
		{"Élodie Maëlle", 'Q', QR_ECLEVEL_Q},
		{"tout en minuscules : 0123456789", 'H', QR_ECLEVEL_H},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct drawing *drawing = qr_drawing(arena, rows[i].text, rows[i].level, ink);
		bool plain = !strpbrk(rows[i].text, "abcdefghijklmnopqrstuvwxyz\xc3");
		QRcode *code =
			plain ? QRcode_encodeString(rows[i].text, 0, rows[i].as, QR_MODE_8, 1)
			      : QRcode_encodeString8bit(rows[i].text, 0, rows[i].as);
		const struct path *path = &drawing->uses[0].cell->paths[0];

		assert_true(path->fill && path->even_odd);
		assert_true(drawing->width == code->width + 2 * QR_MARGIN &&
			    drawing->height == drawing->width);
		for (int y = -QR_MARGIN; y < code->width + QR_MARGIN; y++)
			for (int x = -QR_MARGIN; x < code->width + QR_MARGIN; x++) {
				bool dark = x >= 0 && y >= 0 && x < code->width &&
					    y < code->width && code->data[y * code->width + x] & 1;

				assert_int_equal(
					is_inside(path, x + QR_MARGIN + 0.5, y + QR_MARGIN + 0.5),
					dark);
			}
		assert_non_null(strstr(drawing->alternative, rows[i].text));
		QRcode_free(code);
	}
}

static void test_qr_refused(void **state)
{
	char long_text[4000];

	(void)state;
	memset(long_text, 'a', sizeof long_text - 1);
	long_text[sizeof long_text - 1] = 0;
	assert_null(qr_drawing(arena, "", 'M', ink));
	assert_null(qr_drawing(arena, "A", 'X', ink));
	assert_null(qr_drawing(arena, "A", 0, ink));
	assert_null(qr_drawing(arena, long_text, 'L', ink));
}

/* ---- guilloche */

/* The points of all cells, each once. */
static void digest_drawing(const struct drawing *drawing, char hex[DIGEST_LENGTH + 1])
{
	static const size_t points[] = {1, 1, 3, 0};
	struct digest *digest = digest_new();

	for (size_t i = 0; i < drawing->use_count; i++)
		for (size_t k = 0; k < drawing->uses[i].cell->count; k++) {
			const struct path *path = &drawing->uses[i].cell->paths[k];
			size_t count = 0;

			for (size_t j = 0; j < path->count; j++)
				count += points[path->verbs[j]];
			digest_add_field(digest, path->points, 2 * count * sizeof *path->points);
		}
	digest_end(digest, hex);
}

static struct drawing *frame(const char *text)
{
	return guilloche_frame(arena, text, 790, 550, 20, ink, metal);
}

static int compare(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* Numbers that follow each other, as those of one session do. */
static void test_guilloche_alike(void **state)
{
	enum { COUNT = 500 };
	char(*frames)[DIGEST_LENGTH + 1] = malloc(2 * COUNT * sizeof *frames),
				      again[DIGEST_LENGTH + 1];

	(void)state;
	for (int i = 0; i < COUNT; i++) {
		const char *text = arena_printf(arena, "CPNE-2024-007-C%03d-T-31", i);

		digest_drawing(frame(text), frames[2 * i]);
		digest_drawing(guilloche_rosette(arena, text, 80, ink, metal), frames[2 * i + 1]);
		digest_drawing(frame(text), again);
		assert_string_equal(again, frames[2 * i]);
	}
	qsort(frames, 2 * COUNT, sizeof *frames, compare);
	for (int i = 1; i < 2 * COUNT; i++)
		assert_string_not_equal(frames[i - 1], frames[i]);
	free(frames);
}

/* All lines stay within the box, and the band: whatever the text. */
static void test_guilloche_extent(void **state)
{
	(void)state;
	for (int i = 0; i < 100; i++) {
		struct drawing *drawing = frame(arena_printf(arena, "%d", i));

		for (size_t k = 0; k + 1 < drawing->use_count; k++) {
			const struct drawing_use *use = &drawing->uses[k];
			struct matrix m = use->matrix;

			for (unsigned n = 0; n < use->count;
			     n++, m = matrix_multiply(use->step, m)) {
				const struct path *path = &use->cell->paths[n % use->cell->count];
				double x = m.a * path->points[0] + m.c * path->points[1] + m.e,
				       y = m.b * path->points[0] + m.d * path->points[1] + m.f;

				assert_true(x >= 0 && x <= 790 && y >= 0 && y <= 550);
				assert_true(x <= 20 || x >= 770 || y <= 20 || y >= 530);
			}
		}
	}
}

/* Where one cell ends the next begins, also around the corners. */
static void test_guilloche_closed(void **state)
{
	struct drawing *drawing = frame("CPNE-1");

	(void)state;
	/* Side and corner in turn, each with its image in a mirror; the hairlines last. */
	assert_int_equal(drawing->use_count, 17);
	for (size_t k = 0; k + 1 < drawing->use_count; k += 2) {
		const struct drawing_use *use = &drawing->uses[k],
					 *next = &drawing->uses[(k + 2) % 16];
		const struct path *path = &use->cell->paths[0], *begin = &next->cell->paths[0];
		struct matrix m = use->matrix, o = next->matrix;
		size_t end = 0;

		/* The first strand's last point: before the second move. */
		for (size_t i = 1; path->verbs[i] != PATH_MOVE; i++)
			end += 3;
		for (unsigned n = 1; n < use->count; n++)
			m = matrix_multiply(use->step, m);
		assert_true(fabs(m.a * path->points[2 * end] + m.c * path->points[2 * end + 1] +
				 m.e - (o.a * begin->points[0] + o.c * begin->points[1] + o.e)) <
			    0.01);
		assert_true(fabs(m.b * path->points[2 * end] + m.d * path->points[2 * end + 1] +
				 m.f - (o.b * begin->points[0] + o.d * begin->points[1] + o.f)) <
			    0.01);
	}
}

/* What a drawing adds to a file: its forms and its part of the page. */
static size_t bytes_of(const struct drawing *drawing)
{
	struct pdf_cache *cache = pdf_cache_new(NULL);
	struct pdf_objects *objects = pdf_objects_new(cache);
	struct pdf_forms *forms = pdf_forms_new(objects, cache);
	struct buffer page = {0}, file = {0};
	size_t length;

	pdf_drawing_paint(drawing, &MATRIX_IDENTITY, forms, &page);
	pdf_object_stream(objects, pdf_object_reserve(objects), "", page.data, page.length);
	pdf_objects_end(objects, 1, 1, NULL, &file);
	length = file.length;
	buffer_free(&page);
	buffer_free(&file);
	pdf_forms_free(forms);
	pdf_objects_free(objects);
	pdf_cache_free(cache);
	return length;
}

/* The budget of a frame: 6 kB. */
static void test_guilloche_small(void **state)
{
	size_t largest = 0;

	(void)state;
	for (int i = 0; i < 100; i++) {
		const char *text = arena_printf(arena, "CPNE-2024-007-C%03d-T-31", i);
		size_t length = bytes_of(frame(text));

		largest = length > largest ? length : largest;
		assert_true(bytes_of(guilloche_rosette(arena, text, 80, ink, metal)) < 4000);
	}
	assert_true(largest < 6000);
}

static void test_guilloche_refused(void **state)
{
	(void)state;
	assert_null(guilloche_frame(arena, "x", 790, 99, 20, ink, metal));
	assert_null(guilloche_frame(arena, "x", 790, 550, 1, ink, metal));
	assert_null(guilloche_frame(arena, "x", NAN, 550, 20, ink, metal));
	assert_null(guilloche_frame(arena, "x", INFINITY, INFINITY, INFINITY, ink, metal));
	assert_null(guilloche_frame(arena, "x", 1e9, 550, 20, ink, metal));
	assert_null(guilloche_rosette(arena, "x", 7, ink, metal));
	assert_null(guilloche_rosette(arena, "x", NAN, ink, metal));
}

/* ---- charts */

/* How many closed figures a path has, and the box around it. */
static size_t count_closed(const struct path *path)
{
	size_t count = 0;

	for (size_t i = 0; i < path->count; i++)
		count += path->verbs[i] == PATH_CLOSE;
	return count;
}

static void test_barres(void **state)
{
	const struct barre rows[] = {
		{"Bloc 1", "3 sur 4", 3, 4}, {"Bloc 2", "", 0, 5}, {"", "tout", 6, 6}};
	struct barres barres = {300, 14, 60, 60, false, ink, rows, 3};
	struct drawing *drawing = barres_drawing(arena, &barres);
	const struct path *paths = drawing->uses[0].cell->paths;

	(void)state;
	/* The first is filled to three quarters of the 180 pt between the words, the second not at all. */
	assert_int_equal(count_closed(&paths[0]), 2);
	assert_int_equal(count_closed(&paths[1]), 3);
	assert_true(fabs(paths[0].points[0] - 60) < 1e-9 && fabs(paths[0].points[2] - 195) < 1e-9);
	assert_true(drawing->width == 300 && drawing->height == 42);
	assert_int_equal(drawing->label_count, 4);
	assert_string_equal(drawing->alternative,
			    "Bloc 1\u00a0: 3 sur 4\u202f; Bloc 2\u00a0: 0 sur 5\u202f; tout");
	barres.units = true;
	drawing = barres_drawing(arena, &barres);
	paths = drawing->uses[0].cell->paths;
	assert_int_equal(count_closed(&paths[0]), 3 + 0 + 6);
	assert_int_equal(count_closed(&paths[1]), 1 + 5 + 0);
}

static void test_barres_refused(void **state)
{
	static const struct barre rows[] = {{"a", "", 5, 4},   {"a", "", -1, 4},  {"a", "", 0, 0},
					    {"a", "", NAN, 4}, {"a", "", 0.5, 4}, {"a", "", 1, 41}};
	struct barres barres = {300, 14, 60, 60, true, ink, NULL, 1};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		barres.rows = &rows[i];
		assert_null(barres_drawing(arena, &barres));
	}
	barres.units = false;
	barres.rows = &rows[4];
	assert_non_null(barres_drawing(arena, &barres));
	barres.width = 139;
	assert_null(barres_drawing(arena, &barres));
	barres.width = 300;
	barres.count = 0;
	assert_null(barres_drawing(arena, &barres));
}

static void test_radar(void **state)
{
	const struct axe axes[] = {
		{"Haut", "", 100}, {"Droite", "la moitié", 50}, {"Bas", "", 0}, {"Gauche", "", 25}};
	struct radar radar = {200, 160, 20, 100, ink, axes, 4};
	struct drawing *drawing = radar_drawing(arena, &radar);
	const double *points = drawing->uses[0].cell->paths[0].points;
	static const double wanted[] = {100, 20, 130, 80, 100, 80, 85, 80};

	(void)state;
	/* The middle is at (100, 80), the axes are 60 pt long. */
	for (int i = 0; i < 8; i++)
		assert_true(fabs(points[i] - wanted[i]) < 1e-9);
	assert_int_equal(drawing->label_count, 4);
	assert_int_equal(drawing->labels[0].align, DRAWING_CENTER);
	assert_int_equal(drawing->labels[1].align, DRAWING_START);
	assert_int_equal(drawing->labels[3].align, DRAWING_END);
	assert_string_equal(drawing->alternative,
			    "Haut\u00a0: 100\u202f; Droite\u00a0: la moitié\u202f; Bas\u00a0: "
			    "0\u202f; Gauche\u00a0: 25");
	radar.count = 2;
	assert_null(radar_drawing(arena, &radar));
	radar.count = 4;
	radar.whole = 99;
	assert_null(radar_drawing(arena, &radar));
	radar.whole = 100;
	radar.margin = 75;
	assert_null(radar_drawing(arena, &radar));
}

/* The word rises from the lower left, its middle in the middle of the box; a short one is no taller. */
static void test_marque(void **state)
{
	struct drawing *drawing = marque_drawing(arena, "SPÉCIMEN", 400, 300);
	const struct drawing_label *label = &drawing->labels[0];
	double span = label->span;

	(void)state;
	assert_int_equal(drawing->label_count, 1);
	assert_int_equal(drawing->use_count, 0);
	assert_null(drawing->alternative);
	assert_true(fabs(tan(label->angle) + 0.75) < 1e-9);
	assert_true(fabs((label->x - 200) * cos(label->angle) +
			 (label->y - 150) * sin(label->angle)) < 1e-9);
	assert_true(span > 300 && span < 400);
	assert_true(fabs(marque_drawing(arena, "ÉTÉ!", 400, 300)->labels[0].span - span / 2) <
		    1e-9);
	assert_null(marque_drawing(arena, "", 400, 300));
	assert_null(marque_drawing(arena, "A", 400, 10));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_qr_modules),
		cmocka_unit_test(test_qr_refused),
		cmocka_unit_test(test_guilloche_alike),
		cmocka_unit_test(test_guilloche_extent),
		cmocka_unit_test(test_guilloche_closed),
		cmocka_unit_test(test_guilloche_small),
		cmocka_unit_test(test_guilloche_refused),
		cmocka_unit_test(test_barres),
		cmocka_unit_test(test_barres_refused),
		cmocka_unit_test(test_radar),
		cmocka_unit_test(test_marque),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
