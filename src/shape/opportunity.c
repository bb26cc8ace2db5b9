#include "shape/opportunity.h"

#include <pango/pango.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/memo.h"

/* Longer than this is no word. */
#define WORD_LIMIT 100

/* What Pango says of a text, by bytes. */
static void ask(struct arena *arena, const char *text, size_t length, PangoLanguage *language, uint8_t *found)
{
	int characters = (int)g_utf8_strlen(text, (gssize)length);
	PangoLogAttr *attributes = arena_array(arena, (size_t)characters + 1, sizeof *attributes);
	const char *p = text, *previous = NULL;

	pango_get_log_attrs(text, (int)length, -1, language, attributes, characters + 1);
	for (int i = 0; i < characters; i++, previous = p, p = g_utf8_next_char(p)) {
		uint8_t *here = &found[p - text];

		if (attributes[i].is_cursor_position)
			*here |= SHAPE_LETTER;
		if (!previous || !attributes[i].is_line_break)
			continue;
		*here |= SHAPE_BREAK;
		if (attributes[i].is_mandatory_break)
			*here |= SHAPE_FORCED;
		else if (g_utf8_get_char(previous) == 0xad)
			*here |= SHAPE_HYPHEN;
	}
}

/* Characters of which none, behind a word and its space, asks what was before them; or objects, and marks of the line's end. */
static bool is_known(const char *text, size_t length)
{
	for (const char *p = text; p < text + length; p = g_utf8_next_char(p)) {
		gunichar c;

		if (*p >= ' ' && *p <= '~')
			continue;
		c = g_utf8_get_char(p);
		if (!shape_is_plain(c) && c != 0xad && c != 0x2028 && c != 0xfffc)
			return false;
	}
	return true;
}

/* Whether what follows the space at `at` is as free as it is behind any word: brackets and quotation marks reach over spaces (UAX 14,
 * LB14 to LB17), letters and digits do not. */
static bool ends_word(const char *text, size_t length, size_t at)
{
	char before = at > 0 ? text[at - 1] : ' ';
	bool letter = false;

	if (text[at] != ' ' || at + 1 == length || text[at + 1] == ' ')
		return false;
	shape_is_latin((unsigned char)before, &letter);
	return (letter && (before & 0x80) == 0) || (before >= '0' && before <= '9') || before == ',' || before == '.';
}

/* Of a word and its space; behind another word, any will do. What is longer than a word is not kept. */
static void look_up(struct memo *memo, struct arena *arena, const char *word, size_t length, bool follows,
		    PangoLanguage *language, uint8_t *found)
{
	struct buffer *key = memo_key(memo);
	size_t lead = follows ? 2 : 0, size;
	bool kept = length <= WORD_LIMIT;
	const uint8_t *known;

	buffer_put(key, &language, sizeof language);
	buffer_put(key, "a ", lead);
	buffer_put(key, word, length);
	known = kept ? memo_find(memo, key->data, key->length, &size) : NULL;
	if (!known) {
		uint8_t *asked = kept ? memo_add(memo, key->data, key->length, lead + length)
				      : arena_alloc(arena, lead + length);

		ask(arena, key->data + sizeof language, lead + length, language, asked);
		known = asked;
	}
	memcpy(found, known + lead, length);
}

void opportunity_find(struct memo *memo, struct arena *arena, const char *text, size_t length,
		      const char *language, uint8_t *found)
{
	PangoLanguage *own = pango_language_from_string(language ? language : "und");
	size_t end;

	if (!is_known(text, length)) {
		ask(arena, text, length, own, found);
		return;
	}
	for (size_t start = 0; start < length; start = end) {
		for (end = start + 1; end < length && !ends_word(text, length, end - 1);)
			end++;
		look_up(memo, arena, text + start, end - start, start > 0, own, found + start);
	}
}
