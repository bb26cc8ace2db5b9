/* Where lines may end, found word by word, is where they may end in the whole text. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <pango/pango.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/memo.h"
#include "shape/opportunity.h"

/* In one text of eight, also characters that make it be looked at as a whole. */
static const unsigned signs[] = {' ', ' ', ' ', ' ', 'a', 'B', 0xe9, 0x153, '1', '2', ',', '.', ';', ':', '!', '?', '-', '/', '\'', '"', '(', ')', '[',
				 ']', '{', '}', '%', '+', '$', '#', '*', '@', '\\', '|', '&', '=', '<', 0xa0, 0xab, 0xbb, 0xb0, 0xb7, 0xad,
				 0x2010, 0x2011, 0x2013, 0x2014, 0x2015, 0x2018, 0x2019, 0x201c, 0x201d, 0x201e, 0x2022, 0x2026,
				 0x202f, 0x20ac, 0x25cf, 0x25d0, 0x2028, 0xfffc, 0x1ec4, 'l', 'n', 'I', 'J', 0x301, 0x4e2d, 0x5d0, 0x200b};
#define WHOLE 4 /* of the last */

static void make_text(struct buffer *text)
{
	size_t count = 1 + (size_t)rand() % 30, all = sizeof signs / sizeof *signs - (rand() % 8 ? WHOLE : 0);

	buffer_clear(text);
	for (size_t i = 0; i < count; i++)
		if (rand() % 40 == 0)
			buffer_puts(text, "anticonstitutionnellement-anticonstitutionnellement-anticonstitutionnellement-anticonstitutionnellement");
		else
			buffer_character(text, rand() % 3 ? signs[(size_t)rand() % all] : (unsigned)'a' + (unsigned)rand() % 26);
}

static void assert_as_whole(const char *text, size_t length, const char *language, const uint8_t *found)
{
	PangoLogAttr attributes[4000] = {0};
	long count = g_utf8_strlen(text, (gssize)length);

	assert_in_range(count, 1, 3999);
	pango_get_log_attrs(text, (int)length, -1, pango_language_from_string(language), attributes, (int)count + 1);
	for (long i = 0; i < count; i++) {
		const char *p = g_utf8_offset_to_pointer(text, i);
		unsigned bits = found[p - text];

		assert_int_equal((bits & SHAPE_LETTER) != 0, attributes[i].is_cursor_position);
		if (((bits & SHAPE_BREAK) != 0) != (i > 0 && attributes[i].is_line_break))
			fail_msg("“%s”, byte %d", text, (int)(p - text));
		assert_int_equal((bits & SHAPE_FORCED) != 0, i > 0 && attributes[i].is_mandatory_break);
		if (bits & SHAPE_BREAK && !(bits & SHAPE_FORCED))
			assert_int_equal((bits & SHAPE_HYPHEN) != 0, g_utf8_get_char(g_utf8_prev_char(p)) == 0xad);
	}
}

static void words_are_the_whole(void **state)
{
	static const char *const languages[] = {"fr", "en", "ca", "nl", "und"};
	struct memo *memo = memo_new(OPPORTUNITY_LIMIT);
	struct arena *arena = arena_new();
	struct buffer text = {0};

	(void)state;
	srand(11);
	for (int i = 0; i < 30000; i++) {
		const char *language = languages[i % 5];
		uint8_t *found;

		make_text(&text);
		arena_reset(arena);
		found = arena_alloc(arena, text.length + 1);
		opportunity_find(memo, arena, buffer_string(&text), text.length,
				 hb_language_from_string(language, -1), found);
		assert_as_whole(buffer_string(&text), text.length, language, found);
	}
	buffer_free(&text);
	arena_free(arena);
	memo_free(memo);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_the_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
