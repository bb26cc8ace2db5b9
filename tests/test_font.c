/* The program's fonts: those of fonts/faces.list and no other. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <pango/pangofc-font.h>
#include <string.h>

#include "base/coverage.h"
#include "base/digest.h"
#include "base/message.h"
#include "font/face.h"
#include "font_fixture.h"

static void find_takes_family_weight_and_style(void **state)
{
	static const struct {
		const char *families;
		int weight;
		bool italic;
		const char *postscript; /* NULL: none */
	} cases[] = {
		{"serif", 400, false, "LinLibertineO"},
		{"serif", 700, false, "LinLibertineOB"},
		{"serif", 400, true, "LinLibertineOI"},
		{"serif", 700, true, "LinLibertineOBI"},
		{"serif", 600, false, "LinLibertineOZ"},
		{"Linux Libertine O", 900, false, "LinLibertineOB"},
		{"Linux Libertine O", 500, false, "LinLibertineO"},
		{"Linux Libertine O", 100, false, "LinLibertineO"},
		{"'linux libertine o'", 400, false, "LinLibertineO"},
		{"sans-serif", 400, false, "Lato-Regular"},
		{"Lato", 300, true, "Lato-LightItalic"},
		{"Lato", 450, false, "Lato-Medium"},
		{"monospace", 400, false, "LinLibertineMO"},
		{"monospace", 400, true, NULL},
		{"Nobody's Font", 400, false, NULL},
		{"Nobody, \"Lato\", serif", 400, false, "Lato-Regular"},
		{"Linux Libertine Display O, serif", 400, false, "LinLibertineDisplayO"},
		{"Linux Libertine Display O, serif", 400, true, "LinLibertineOI"},
		{"DejaVu Sans", 400, false, NULL},
		{"", 400, false, NULL},
		{" , ,", 400, false, NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct face *face = font_library_find(library, cases[i].families,
							    cases[i].weight, cases[i].italic);

		if (!cases[i].postscript) {
			assert_null(face);
			continue;
		}
		assert_non_null(face);
		assert_string_equal(face->postscript, cases[i].postscript);
	}
}

static void faces_carry_what_their_tables_say(void **state)
{
	const struct face *serif = font_library_find(library, "serif", 400, false);
	const struct face *sans = font_library_find(library, "Lato", 700, true);

	(void)state;
	assert_true(serif->cff);
	assert_false(sans->cff);
	assert_true(serif->small_capitals);
	assert_false(sans->small_capitals);
	assert_true(serif->embeddable);
	assert_int_equal(serif->upem, 1000);
	assert_int_equal(sans->upem, 2000);
	assert_true(sans->italic && sans->weight == 700);
	assert_true(serif->ascender > 0.6 && serif->ascender < 1.2);
	assert_true(serif->descender > 0.1 && serif->descender < 0.5);
	assert_true(serif->x_height > 0.3 && serif->x_height < serif->cap_height);
	assert_true(serif->underline_position < 0 && serif->underline_thickness > 0);
	assert_true(serif->strikethrough_position > 0);
}

static void faces_are_numbered_by_the_list(void **state)
{
	(void)state;
	assert_int_equal(font_library_count(library), 26);
	for (size_t i = 0; i < font_library_count(library); i++)
		assert_int_equal(font_library_face(library, i)->index, i);
	assert_string_equal(font_library_face(library, 0)->postscript, "LinLibertineO");
	assert_null(font_library_face(library, 26));
}

static void pango_has_only_our_first_face(void **state)
{
	static const char *const wanted[] = {"DejaVu Sans Bold 12", "Linux Libertine O 12"};
	PangoContext *context = font_library_context(library);

	(void)state;
	assert_false(pango_context_get_round_glyph_positions(context));
	for (size_t i = 0; i < sizeof(wanted) / sizeof(*wanted); i++) {
		PangoFontDescription *description = pango_font_description_from_string(wanted[i]);
		PangoFont *font = pango_context_load_font(context, description);
		FcPattern *pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
		FcChar8 *file;

		assert_int_equal(FcPatternGetString(pattern, FC_FILE, 0, &file), FcResultMatch);
		assert_string_equal((const char *)file, font_library_face(library, 0)->path);
		g_object_unref(font);
		pango_font_description_free(description);
	}
}

static void coverage_is_that_of_the_text_faces(void **state)
{
	static const unsigned shown[] = {'A',    0xe9,   0x153, 0x178, 0xab,
					 0x2019, 0x1ec5, 0x3b1, 0x416, 0x20ac};
	static const unsigned missing[] = {0x4e00, 0x1f600, 0x0e01};
	struct coverage *coverage = coverage_new();

	(void)state;
	font_library_coverage(library, coverage);
	for (size_t i = 0; i < sizeof(shown) / sizeof(*shown); i++)
		assert_true(coverage_has(coverage, shown[i]));
	for (size_t i = 0; i < sizeof(missing) / sizeof(*missing); i++)
		assert_false(coverage_has(coverage, missing[i]));
	coverage_free(coverage);
}

static void digest_is_stable(void **state)
{
	struct messages *messages = messages_new();
	struct font_library *other = font_library_open("fonts", messages);

	(void)state;
	assert_int_equal(strlen(font_library_digest(library)), DIGEST_LENGTH);
	assert_string_equal(font_library_digest(library), font_library_digest(other));
	font_library_free(other);
	messages_free(messages);
}

static void a_folder_without_list_is_refused(void **state)
{
	struct messages *messages = messages_new();

	(void)state;
	assert_null(font_library_open("src", messages));
	assert_int_equal(messages->errors, 1);
	messages_free(messages);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(find_takes_family_weight_and_style),
		cmocka_unit_test(faces_carry_what_their_tables_say),
		cmocka_unit_test(faces_are_numbered_by_the_list),
		cmocka_unit_test(pango_has_only_our_first_face),
		cmocka_unit_test(coverage_is_that_of_the_text_faces),
		cmocka_unit_test(digest_is_stable),
		cmocka_unit_test(a_folder_without_list_is_refused),
	};

	return cmocka_run_group_tests(tests, open_library, close_library);
}
