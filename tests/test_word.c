/* Text shaped word by word is the text shaped as a whole. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <pango/pango.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/message.h"
#include "font/face.h"
#include "font_fixture.h"
#include "same_glyphs.h"
#include "shape/latin.h"
#include "shape/word.h"

static const char *const words_of_text[] = {
	"L’efficacité", "AV.", "To", "fi", "ffl", "Tâche", "“Vous”", "d’Yves", "1 234,50", "« Œuvre »",
	"VA-T-IL", "(W)", "y,", ".", "—", "Ÿ", "é", "Łódź", "99 %", "P.-S.", "rf", "Çelik", "A",
	"• Nguyễn", "●", "◐", "12/01/1974"};

static void make_text(struct buffer *text)
{
	size_t count = 1 + (size_t)rand() % 8;

	buffer_clear(text);
	if (rand() % 4 == 0)
		buffer_putc(text, ' ');
	for (size_t i = 0; i < count; i++) {
		if (i)
			buffer_putc(text, ' ');
		buffer_puts(text, words_of_text[(size_t)rand() % (sizeof words_of_text /
								  sizeof *words_of_text)]);
	}
	if (rand() % 4 == 0)
		buffer_putc(text, ' ');
}

/* Returns whether it was shaped word by word. */
static bool assert_same(struct word_cache *cache, const struct shape_item *item, const char *text)
{
	struct buffer parts = {0}, all = {0};
	bool apart = word_shape(cache, item, text, &parts);
	size_t count;

	if (apart) {
		word_shape_whole(cache, item, text, item->end, &all);
		assert_int_equal(parts.length, all.length);
		count = all.length / sizeof(struct shape_glyph);
		assert_in_range(count, 1, 400);
		assert_same_glyphs((const void *)parts.data, (const void *)all.data, count);
	} else {
		assert_int_equal(parts.length, 0);
	}
	buffer_free(&parts);
	buffer_free(&all);
	return apart;
}

static void words_are_the_whole(void **state)
{
	struct word_cache *cache = word_cache_new(library);
	struct buffer text = {0};
	int apart = 0;

	(void)state;
	srand(7);
	for (int i = 0; i < 4000; i++) {
		const struct face *face = font_library_face(
			library, (size_t)i % font_library_count(library));
		struct shape_item item = {
			.style = {.face = face,
				  .script = i % 5 ? HB_SCRIPT_LATIN : HB_SCRIPT_COMMON,
				  .language = i % 3 ? hb_language_from_string("fr", -1)
						    : HB_LANGUAGE_INVALID,
				  .features = (unsigned)i / 26 % 4}};

		make_text(&text);
		item.end = text.length;
		apart += assert_same(cache, &item, buffer_string(&text));
	}
	assert_in_range(apart, 3500, 4000); /* of nearly all faces */
	buffer_free(&text);
	word_cache_free(cache);
}

/* Words that never come again: the cache is emptied, and gives the same. */
static void many_words_are_forgotten(void **state)
{
	const struct face *face = font_library_find(library, "Linux Libertine O", 400, false);
	struct word_cache *cache = word_cache_new(library);
	struct buffer glyphs = {0};
	char text[64];

	(void)state;
	for (int i = 0; i < 40000; i++) {
		struct shape_item item = {.style = {.face = face, .script = HB_SCRIPT_LATIN}};

		item.end = (size_t)snprintf(text, sizeof text, "nom%dde famille%d", i * 7919, i);
		buffer_clear(&glyphs);
		if (i % 1000 == 0)
			assert_true(assert_same(cache, &item, text));
		else
			assert_true(word_shape(cache, &item, text, &glyphs));
	}
	buffer_free(&glyphs);
	word_cache_free(cache);
}

/* What is taken for one item without asking Pango: it says the same of each character, with letters beside it and without. */
static void latin_is_one_item(void **state)
{
	static const char *const around[] = {"a%sb", "1%s2", " %s.", "%s"};
	PangoAttrList *attributes = pango_attr_list_new();

	(void)state;
	for (hb_codepoint_t c = 0; c < 0x3000; c++) {
		char utf8[8] = "", text[16];
		unsigned kind = latin_kind(c);

		if (!(kind & (LATIN_LETTER | LATIN_SIGN)))
			continue;
		g_unichar_to_utf8(c, utf8);
		for (size_t i = 0; i < 4; i++) {
			GList *items;
			const PangoAnalysis *analysis;

			snprintf(text, sizeof text, around[i], utf8);
			items = pango_itemize_with_base_dir(font_library_context(library), PANGO_DIRECTION_LTR, text, 0,
							    (int)strlen(text), attributes, NULL);
			analysis = &((const PangoItem *)items->data)->analysis;
			assert_null(items->next);
			assert_int_equal(analysis->level, 0);
			assert_int_equal(analysis->script,
					 kind == LATIN_LETTER || i == 0 ? G_UNICODE_SCRIPT_LATIN : G_UNICODE_SCRIPT_COMMON);
			g_list_free_full(items, (GDestroyNotify)pango_item_free);
		}
	}
	pango_attr_list_unref(attributes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_the_whole),
		cmocka_unit_test(many_words_are_forgotten),
		cmocka_unit_test(latin_is_one_item),
	};

	return cmocka_run_group_tests(tests, open_library, close_library);
}
