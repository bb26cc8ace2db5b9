#include "shape/word.h"

#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/memo.h"
#include "font/face.h"

#define WORDS_LIMIT (4 << 20)
/* Longer than this is no word. */
#define WORD_LIMIT 100

enum separable { UNKNOWN, SEPARABLE, INSEPARABLE };

/* What is kept of a word: its glyphs, with the space on either side of it, where there is one, under this and its text. */
struct word_key {
	size_t face;
	hb_language_t language;
	hb_script_t script;
	unsigned features;
};

struct word_cache {
	struct memo *memo;
	unsigned char *faces; /* enum separable, by index */
	size_t face_count;
	struct shape_glyph *glyphs; /* the last result */
	size_t count, capacity;
};

struct word_cache *word_cache_new(void)
{
	struct word_cache *words = memory_alloc(sizeof *words);

	words->memo = memo_new(WORDS_LIMIT);
	return words;
}

void word_cache_free(struct word_cache *words)
{
	if (!words)
		return;
	memo_free(words->memo);
	free(words->faces);
	free(words->glyphs);
	free(words);
}

/* ---- whether words of a face can be shaped apart */

/* The features that HarfBuzz applies unasked to Latin text, and those that the program asks for. */
static const hb_tag_t features[] = {
	HB_TAG('r', 'v', 'r', 'n'), HB_TAG('l', 't', 'r', 'a'), HB_TAG('l', 't', 'r', 'm'),
	HB_TAG('r', 'a', 'n', 'd'), HB_TAG('a', 'b', 'v', 'm'), HB_TAG('b', 'l', 'w', 'm'),
	HB_TAG('c', 'c', 'm', 'p'), HB_TAG('l', 'o', 'c', 'l'), HB_TAG('m', 'a', 'r', 'k'),
	HB_TAG('m', 'k', 'm', 'k'), HB_TAG('r', 'l', 'i', 'g'), HB_TAG('c', 'a', 'l', 't'),
	HB_TAG('c', 'l', 'i', 'g'), HB_TAG('c', 'u', 'r', 's'), HB_TAG('d', 'i', 's', 't'),
	HB_TAG('k', 'e', 'r', 'n'), HB_TAG('l', 'i', 'g', 'a'), HB_TAG('r', 'c', 'l', 't'),
	HB_TAG('s', 'm', 'c', 'p'), HB_TAG_NONE};

/* All glyphs that plain Latin text can come to. */
static hb_set_t *latin_glyphs(const struct face *face)
{
	hb_set_t *glyphs = hb_set_create(), *lookups = hb_set_create();

	for (hb_codepoint_t c = 0; c < 0x2600; c++) {
		hb_codepoint_t glyph;

		if (shape_is_plain(c) && hb_font_get_nominal_glyph(face->font, c, &glyph))
			hb_set_add(glyphs, glyph);
	}
	hb_ot_layout_collect_lookups(face->hb, HB_OT_TAG_GSUB, NULL, NULL, features, lookups);
	hb_ot_layout_lookups_substitute_closure(face->hb, lookups, glyphs);
	hb_set_destroy(lookups);
	return glyphs;
}

/* Whether a lookup that may change one of the glyphs looks at the space. */
static bool lookup_sees(hb_face_t *face, hb_tag_t table, unsigned lookup, hb_codepoint_t space,
			const hb_set_t *glyphs)
{
	hb_set_t *before = hb_set_create(), *input = hb_set_create(), *after = hb_set_create();
	bool sees;

	hb_ot_layout_lookup_collect_glyphs(face, table, lookup, before, input, after, NULL);
	sees = hb_set_has(before, space) || hb_set_has(input, space) || hb_set_has(after, space);
	hb_set_intersect(input, glyphs);
	sees = sees && !hb_set_is_empty(input);
	hb_set_destroy(before);
	hb_set_destroy(input);
	hb_set_destroy(after);
	return sees;
}

struct table {
	const unsigned char *data;
	size_t length;
};

static unsigned number(struct table table, size_t at)
{
	return at + 2 <= table.length ? (unsigned)table.data[at] << 8 | table.data[at + 1] : 0;
}

/* A lookup of GPOS that only adjusts the first glyph of a pair (OpenType 1.9: lookup type 2, no second value). */
static bool only_kerns(struct table gpos, unsigned lookup)
{
	size_t list = number(gpos, 8);
	size_t at = list + number(gpos, list + 2 + 2 * (size_t)lookup);

	for (unsigned i = 0; i < number(gpos, at + 4); i++) {
		size_t part = at + number(gpos, at + 6 + 2 * (size_t)i);
		unsigned type = number(gpos, at);

		if (type == 9) { /* an extension: the same, farther away */
			type = number(gpos, part + 2);
			part += (size_t)number(gpos, part + 4) << 16 | number(gpos, part + 6);
		}
		if (type != 2 || number(gpos, part + 6) != 0)
			return false;
	}
	return true;
}

/* No lookup of the table that is used reaches from one word into the next, but kerning with the space between. */
static bool table_separates(hb_face_t *face, hb_tag_t tag, hb_codepoint_t space,
			    const hb_set_t *glyphs)
{
	hb_blob_t *blob = hb_face_reference_table(face, tag);
	hb_set_t *lookups = hb_set_create();
	hb_codepoint_t lookup = HB_SET_VALUE_INVALID;
	unsigned length;
	const char *data = hb_blob_get_data(blob, &length);
	struct table table = {(const unsigned char *)data, length};
	bool separates = true;

	hb_ot_layout_collect_lookups(face, tag, NULL, NULL, features, lookups);
	while (separates && hb_set_next(lookups, &lookup))
		separates = !lookup_sees(face, tag, lookup, space, glyphs) ||
			    (tag == HB_OT_TAG_GPOS && only_kerns(table, lookup));
	hb_set_destroy(lookups);
	hb_blob_destroy(blob);
	return separates;
}

static bool separates(const struct face *face)
{
	hb_set_t *glyphs;
	hb_codepoint_t space;
	bool separates;

	/* Without GPOS, a table kern would share its values among both glyphs. */
	if (!hb_font_get_nominal_glyph(face->font, ' ', &space) ||
	    !hb_ot_layout_has_positioning(face->hb))
		return false;
	glyphs = latin_glyphs(face);
	separates = table_separates(face->hb, HB_OT_TAG_GSUB, space, glyphs) &&
		    table_separates(face->hb, HB_OT_TAG_GPOS, space, glyphs);
	hb_set_destroy(glyphs);
	return separates;
}

static bool is_separable(struct word_cache *words, const struct face *face)
{
	if (face->index >= words->face_count) {
		size_t count = face->index + 1;

		words->faces = memory_realloc(words->faces, count);
		memset(words->faces + words->face_count, UNKNOWN, count - words->face_count);
		words->face_count = count;
	}
	if (words->faces[face->index] == UNKNOWN)
		words->faces[face->index] = separates(face) ? SEPARABLE : INSEPARABLE;
	return words->faces[face->index] == SEPARABLE;
}

/* ---- words */

/* The text as one word, which is kept. */
static const struct shape_glyph *word_of(struct word_cache *words, hb_buffer_t *buffer, const struct shape_item *item,
					 const char *text, size_t length, size_t *count)
{
	const struct word_key shape = {item->face->index, item->language, item->script, item->features};
	struct buffer *key = memo_key(words->memo);
	const struct shape_glyph *known;
	struct shape_glyph *glyphs;
	size_t size;

	buffer_put(key, &shape, sizeof shape);
	buffer_put(key, text, length);
	known = memo_find(words->memo, key->data, key->length, &size);
	if (!known) {
		shape_run(buffer, item, text, length, 0, length);
		size = hb_buffer_get_length(buffer) * sizeof *glyphs;
		glyphs = memo_add(words->memo, key->data, key->length, size);
		shape_copy(buffer, glyphs, size / sizeof *glyphs);
		known = glyphs;
	}
	*count = size / sizeof *known;
	return known;
}

static struct shape_glyph *add_glyphs(struct word_cache *words, size_t count)
{
	if (words->count + count > words->capacity) {
		words->capacity = 2 * (words->count + count);
		words->glyphs =
			memory_realloc(words->glyphs, words->capacity * sizeof *words->glyphs);
	}
	words->count += count;
	return &words->glyphs[words->count - count];
}

/* The space between two words is the later one's, which may be kerned with it; whether it may be parted from the earlier
 * one, that one knows. */
static void add_word(struct word_cache *words, const struct shape_glyph *word, size_t count, size_t start, bool follows)
{
	struct shape_glyph *glyphs;
	bool unsafe = false;

	if (follows && words->count > 0)
		unsafe = words->glyphs[--words->count].unsafe;
	glyphs = add_glyphs(words, count);
	memcpy(glyphs, word, count * sizeof *glyphs);
	for (size_t i = 0; i < count; i++)
		glyphs[i].cluster += (uint32_t)start;
	glyphs[0].unsafe |= unsafe;
}

const struct shape_glyph *word_shape(struct word_cache *words, hb_buffer_t *buffer,
				     const struct shape_item *item, const char *text,
				     size_t *count)
{
	size_t at = item->start;

	if (!is_separable(words, item->face))
		return NULL;
	words->count = 0;
	while (at < item->end) {
		bool follows = text[at] == ' ';
		size_t start = follows ? at + 1 : at, end = start, glyphs;
		const struct shape_glyph *word;

		while (end < item->end && text[end] != ' ')
			end++;
		if (end == start && !(follows && at > item->start && end == item->end))
			return NULL; /* spaces alone */
		if (end == start)
			break; /* the last space came with the word before */
		at = end;
		end += end < item->end;
		start -= follows;
		if (end - start > WORD_LIMIT)
			return NULL;
		word = word_of(words, buffer, item, text + start, end - start, &glyphs);
		if (glyphs < 1U + follows + (end > at))
			return NULL;
		add_word(words, word, glyphs, start, follows);
	}
	*count = words->count;
	return words->glyphs;
}
