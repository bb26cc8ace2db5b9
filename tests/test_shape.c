/* Texts into items, glyphs and places to break. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "font_fixture.h"
#include "same_glyphs.h"
#include "shape/shape.h"

struct example {
	const char *text, *family;
	unsigned features;
	bool right_to_left;
	const char *items;  /* bytes, script, level, family and glyphs of each */
	const char *breaks; /* the text, | where a line may end, ! where it must, = where a hyphen may come */
	bool missing;
};

static const struct example examples[] = {
	{"Le jury", "serif", 0, false, "0-7 Latn 0 Linux Libertine O 7;", "Le |jury", false},
	{"12,5", "serif", 0, false, "0-4 Zyyy 0 Linux Libertine O 4;", "12,5", false},
	/* Levels and scripts part items, and what no script has goes with what is before it. */
	{"ab אב", "serif", 0, false, "0-3 Latn 0 Linux Libertine O 3;3-7 Hebr 1 Linux Libertine O 2;", "ab |אב", false},
	{"אב", "serif", 0, true, "0-4 Hebr 1 Linux Libertine O 2;", "אב", false},
	/* Another face shows what the one wanted does not have; or none does. */
	{"a א", "Lato", 0, false, "0-2 Latn 0 Lato 2;2-4 Hebr 1 Linux Libertine O 1;", "a |א", false},
	{"a中", "Lato", 0, false, "0-1 Latn 0 Lato 1;1-4 Hani 0 Lato 1;", "a|中", true},
	/* A combining mark stays with its letter. */
	{"e\u0301a", "Lato", 0, false, "0-4 Latn 0 Lato 2;", "e\u0301a", false},
	/* A line separator is in no item, nor is an object. */
	{"a\u2028b", "serif", 0, false, "0-1 Latn 0 Linux Libertine O 1;4-5 Latn 0 Linux Libertine O 1;", "a\u2028!b", false},
	{"a\ufffcb", "serif", 0, false, "0-1 Latn 0 Linux Libertine O 1;4-5 Latn 0 Linux Libertine O 1;", "a|\ufffc|b", false},
	{"fin", "serif", 0, false, "0-3 Latn 0 Linux Libertine O 2;", "fin", false},
	{"fin", "serif", SHAPE_NO_LIGATURES, false, "0-3 Latn 0 Linux Libertine O 3;", "fin", false},
	/* What the patterns say, and a soft hyphen; but not the name of a file. */
	{"administration", "serif", 0, false, "0-14 Latn 0 Linux Libertine O 14;", "ad=mi=nis=tra=tion", false},
	{"abra\u00adham", "serif", 0, false, "0-9 Latn 0 Linux Libertine O 7;", "abra\u00ad=ham", false},
	{"administration.xml", "serif", 0, false, "0-18 Latn 0 Linux Libertine O 18;", "administration.xml", false},
};

/* The whole text in one face, but for objects. */
static struct shaped shape(struct arena *arena, const struct example *example)
{
	hb_language_t french = hb_language_from_string("fr", -1);
	struct shape_style style = {.face = font_library_find(library, example->family, 400, false),
				    .language = french,
				    .features = example->features};
	const char *object = strstr(example->text, "\ufffc");
	size_t length = strlen(example->text), at = object ? (size_t)(object - example->text) : length;
	struct shape_span spans[] = {
		{.end = at, .style = style, .before = 2, .after = 3},
		{.start = at, .end = at + 3},
		{.start = at + 3, .end = length, .style = style, .before = 2, .after = 3},
	};

	return shape_text(arena, library, example->text, length, spans, object ? 3 : 1,
			  example->right_to_left, french);
}

static void put_items(struct buffer *out, const struct shaped *shaped)
{
	for (size_t i = 0; i < shaped->count; i++) {
		const struct shape_item *item = &shaped->items[i];
		char script[5] = "";

		hb_tag_to_string(hb_script_to_iso15924_tag(item->style.script), script);
		buffer_printf(out, "%zu-%zu %s %u %s %zu;", item->start, item->end, script, item->level,
			      item->style.face->family, item->count);
	}
}

static void put_breaks(struct buffer *out, const struct shaped *shaped, const char *text)
{
	for (size_t i = 0; text[i]; i++) {
		unsigned found = shaped->opportunities[i];

		if (found & SHAPE_HYPHEN)
			buffer_putc(out, '=');
		else if (found & SHAPE_FORCED)
			buffer_putc(out, '!');
		else if (found & SHAPE_BREAK)
			buffer_putc(out, '|');
		buffer_putc(out, text[i]);
	}
}

static void texts_are_shaped(void **state)
{
	struct arena *arena = arena_new();
	struct buffer out = {0};

	(void)state;
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
		struct shaped shaped = shape(arena, &examples[i]);

		buffer_clear(&out);
		put_items(&out, &shaped);
		assert_string_equal(buffer_string(&out), examples[i].items);
		buffer_clear(&out);
		put_breaks(&out, &shaped, examples[i].text);
		assert_string_equal(buffer_string(&out), examples[i].breaks);
		assert_int_equal(shaped.missing, examples[i].missing);
	}
	buffer_free(&out);
	arena_free(arena);
}

/* What was shaped before is the same, in another arena; and so is a whole text that is shaped alone. */
static void shaped_again_is_the_same(void **state)
{
	struct arena *arena = arena_new(), *other = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
		size_t length = strlen(examples[i].text), count;
		struct shaped first = shape(arena, &examples[i]), second = shape(other, &examples[i]);
		const struct shape_glyph *alone =
			shape_again(arena, library, first.items, examples[i].text, first.items[0].end, &count);

		assert_int_equal(first.count, second.count);
		assert_int_equal(first.glyph_count, second.glyph_count);
		assert_same_glyphs(first.glyphs, second.glyphs, first.glyph_count);
		assert_memory_equal(first.levels, second.levels, length + 1);
		assert_memory_equal(first.opportunities, second.opportunities, length + 1);
		for (size_t j = 0; j < first.count; j++) {
			assert_int_equal(first.items[j].first, second.items[j].first);
			assert_int_equal(first.items[j].level, second.levels[first.items[j].start]);
		}
		assert_int_equal(count, first.items[0].count);
		assert_same_glyphs(alone, first.glyphs, count);
	}
	arena_free(arena);
	arena_free(other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_are_shaped),
		cmocka_unit_test(shaped_again_is_the_same),
	};

	return cmocka_run_group_tests(tests, open_library, close_library);
}
