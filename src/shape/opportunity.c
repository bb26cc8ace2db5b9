#include "shape/opportunity.h"

#include <pango/pango.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/memo.h"
#include "shape/latin.h"
#include "text/hyphenation.h"

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

/* Whether what follows the space at `at` is as free as it is behind any word: brackets and quotation marks reach over spaces (UAX 14,
 * LB14 to LB17), letters and digits do not. */
static bool ends_word(const char *text, size_t length, size_t at)
{
	char before = at > 0 ? text[at - 1] : ' ';

	if (text[at] != ' ' || at + 1 == length || text[at + 1] == ' ')
		return false;
	return g_ascii_isalnum(before) || before == ',' || before == '.';
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
		      hb_language_t language, uint8_t *found)
{
	PangoLanguage *own =
		pango_language_from_string(language ? hb_language_to_string(language) : "und");
	size_t end;

	/* Of the others, some ask what was before them, a word and its space away. */
	if (latin_kinds(text, length) & LATIN_OTHER) {
		ask(arena, text, length, own, found);
		return;
	}
	for (size_t start = 0; start < length; start = end) {
		for (end = start + 1; end < length && !ends_word(text, length, end - 1);)
			end++;
		look_up(memo, arena, text + start, end - start, start > 0, own, found + start);
	}
}

/* ---- hyphens */

static bool in_word(const char *p)
{
	gunichar character = g_utf8_get_char(p);

	return g_unichar_isalpha(character) || g_unichar_ismark(character) || character == '\'' ||
	       character == 0x2019;
}

/* What stands against a word and makes it part of a name of a file, an address, a reference, or already says where to divide it. */
static bool bars_division(const char *p)
{
	gunichar character = g_utf8_get_char(p);

	return g_unichar_isdigit(character) || character == '-' || character == 0xad ||
	       character == 0x2010 || character == 0x2011 || character == '@' || character == '/' ||
	       character == '_' || character == '\\';
}

static bool is_barred(const char *text, const char *limit, const char *start, const char *end)
{
	if (start > text && (start[-1] == '.' || bars_division(g_utf8_prev_char(start))))
		return true;
	if (end < limit && bars_division(end))
		return true;
	return end + 1 < limit && *end == '.' && in_word(end + 1);
}

static void divide_word(struct hyphenation *hyphenation, const struct shape_span *span, const char *word, size_t length,
			uint8_t *found)
{
	hb_language_t language = span->style.language;
	bool breaks[128] = {false};

	if (length >= sizeof breaks)
		return;
	hyphenation_word(hyphenation, language ? hb_language_to_string(language) : NULL, word, length,
			 (int)span->before, (int)span->after, breaks);
	for (size_t i = 0; i < length; i++)
		if (breaks[i])
			found[i] |= SHAPE_HYPHEN;
}

void opportunity_divide(struct hyphenation *hyphenation, const char *text, size_t length,
			const struct shape_span *span, uint8_t *found)
{
	const char *limit = text + span->end, *end;

	for (const char *p = text + span->start; p < limit; p = end) {
		for (end = p; end < limit && in_word(end);)
			end = g_utf8_next_char(end);
		if (end == p)
			end = g_utf8_next_char(p);
		else if (!is_barred(text, text + length, p, end))
			divide_word(hyphenation, span, p, (size_t)(end - p), found + (p - text));
	}
}
