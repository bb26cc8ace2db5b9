/* Parts of fonts: what FreeType reads from them is what it reads from the whole face. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/message.h"
#include "font/face.h"
#include "pdf/cut_parts.h"
#include "font_fixture.h"

#define GLYPHS 40 /* in a cut */

static FT_Library freetype;

static int open_all(void **state)
{
	return FT_Init_FreeType(&freetype) ? -1 : open_library(state);
}

static int close_all(void **state)
{
	FT_Done_FreeType(freetype);
	return close_library(state);
}

static FT_Face open_face(const void *data, size_t length)
{
	FT_Face face;

	assert_int_equal(FT_New_Memory_Face(freetype, data, (FT_Long)length, 0, &face), 0);
	return face;
}

/* Load a glyph without hints, in font units. */
static const FT_Outline *load(FT_Face face, unsigned glyph)
{
	assert_int_equal(FT_Load_Glyph(face, glyph, FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING), 0);
	return &face->glyph->outline;
}

static void assert_same_outline(FT_Face whole, unsigned glyph, FT_Face part, unsigned number)
{
	const FT_Outline *a = load(whole, glyph), *b = load(part, number);

	assert_int_equal(a->n_points, b->n_points);
	assert_int_equal(a->n_contours, b->n_contours);
	assert_int_equal(whole->glyph->metrics.horiAdvance, part->glyph->metrics.horiAdvance);
	if (a->n_points == 0)
		return;
	assert_memory_equal(a->points, b->points, (size_t)a->n_points * sizeof *a->points);
	assert_memory_equal(a->contours, b->contours, (size_t)a->n_contours * sizeof *a->contours);
}

/* Every so many glyphs of the face, GLYPHS at a time. */
static void assert_cuts(const struct face *face, unsigned step)
{
	hb_blob_t *blob = hb_face_reference_blob(face->hb);
	unsigned length, count = hb_face_get_glyph_count(face->hb);
	const char *data = hb_blob_get_data(blob, &length);
	FT_Face whole = open_face(data, length);
	struct cut *cut = cut_new(face);

	assert_non_null(cut);
	for (unsigned first = 1; first < count; first += GLYPHS * step) {
		uint32_t glyphs[GLYPHS];
		size_t n = 0;
		struct buffer program = {0};

		for (unsigned glyph = first; n < GLYPHS && glyph < count; glyph += step)
			glyphs[n++] = glyph;
		assert_true(cut_program(cut, glyphs, n, &program));
		FT_Face part = open_face(program.data, program.length);

		assert_same_outline(whole, 0, part, 0);
		for (size_t i = 0; i < n; i++)
			assert_same_outline(whole, glyphs[i], part, (unsigned)i + 1);
		FT_Done_Face(part);
		buffer_free(&program);
	}
	cut_free(cut);
	FT_Done_Face(whole);
	hb_blob_destroy(blob);
}

static void every_face_keeps_its_outlines(void **state)
{
	(void)state;
	for (size_t i = 0; i < font_library_count(library); i++)
		assert_cuts(font_library_face(library, i), i == 0 || i == 8 ? 1 : 17);
}

/* The tables of a TrueType file lie on multiples of four and have their checksums. */
static void file_is_in_order(void **state)
{
	const struct face *face = font_library_find(library, "Lato", 400, false);
	struct cut *cut = cut_new(face);
	struct buffer program = {0};
	uint32_t sum = 0;

	(void)state;
	assert_true(cut_program(cut, (uint32_t[]){10, 20, 30}, 3, &program));
	struct cut_bytes file = {(const uint8_t *)program.data, program.length};

	for (unsigned i = 0; i < cut_16(file, 4); i++) {
		size_t entry = 12 + 16 * (size_t)i, offset = cut_32(file, entry + 8);
		uint32_t table = 0;

		assert_int_equal(offset % 4, 0);
		for (size_t at = 0; at < cut_32(file, entry + 12); at += 4)
			table += cut_32(file, offset + at);
		if (memcmp(file.data + entry, "head", 4) != 0)
			assert_int_equal(table, cut_32(file, entry + 4));
	}
	for (size_t at = 0; at < file.length; at += 4)
		sum += cut_32(file, at);
	assert_int_equal(sum, 0xB1B0AFBA);
	buffer_free(&program);
	cut_free(cut);
}

static void cut_all(const struct cut_bytes *tables, bool cff, struct buffer *out)
{
	static const uint32_t glyphs[] = {1, 2, 36, 37, 38, 68, 100, 101, 200, 0xFFFF};
	struct cut_cff *one = cff ? cut_cff_new(tables[0]) : NULL;
	struct cut_truetype *other = cff ? NULL : cut_truetype_new(tables);

	buffer_clear(out);
	for (size_t i = 0; i < sizeof glyphs / sizeof *glyphs; i++) {
		if (one)
			cut_cff_program(one, &glyphs[i], 1, out);
		if (other)
			cut_truetype_program(other, &glyphs[i], 1, out);
	}
	cut_cff_free(one);
	cut_truetype_free(other);
}

/* Bytes changed at random, and tables cut short: refused or not, nothing beyond them is read. */
static void damaged_tables_do_no_harm(void **state)
{
	static const char tags[][6][5] = {{"CFF "},
					  {"glyf", "loca", "head", "hhea", "hmtx", "maxp"}};
	const struct face *faces[] = {font_library_find(library, "Linux Libertine O", 400, false),
				      font_library_find(library, "Lato", 400, false)};
	struct buffer out = {0};

	(void)state;
	srand(1);
	for (int kind = 0; kind < 2; kind++) {
		struct cut_bytes tables[6] = {0};
		char *copies[6] = {0};

		for (int i = 0; i < 6 && tags[kind][i][0]; i++) {
			hb_blob_t *blob = hb_face_reference_table(
				faces[kind]->hb, hb_tag_from_string(tags[kind][i], 4));
			unsigned length;
			const char *data = hb_blob_get_data(blob, &length);

			copies[i] = memcpy(memory_alloc(length), data, length);
			tables[i] = (struct cut_bytes){(const uint8_t *)copies[i], length};
			hb_blob_destroy(blob);
		}
		for (int round = 0; round < 3000; round++) {
			int which = kind ? round % 6 : 0;
			size_t whole = tables[which].length, limit = round % 2 ? whole : 64;
			size_t at = (size_t)rand() % (limit < whole ? limit : whole);
			char before = copies[which][at];

			if (round % 5 == 0)
				tables[which].length = (size_t)rand() % whole;
			copies[which][at] = (char)rand();
			cut_all(tables, kind == 0, &out);
			copies[which][at] = before;
			tables[which].length = whole;
		}
		for (int i = 0; i < 6; i++)
			free(copies[i]);
	}
	buffer_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_face_keeps_its_outlines),
		cmocka_unit_test(file_is_in_order),
		cmocka_unit_test(damaged_tables_do_no_harm),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
