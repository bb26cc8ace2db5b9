/* Shaping word by word. HarfBuzz takes about 3000 instructions a character, and words come again, in other texts, far more often than
 * texts do. The four sessions of the samples take a third less of shaping, where most words are met for the first time. */

#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "fo/line_parts.h"
#include "font/face.h"

/* All is forgotten when it is more than this: it need not be clever, only bounded. */
#define WORDS_LIMIT (4 << 20)
#define SLOTS       8192
/* Longer than this is no word. */
#define WORD_LIMIT 100

enum separable { UNKNOWN, SEPARABLE, INSEPARABLE };

/* A word with the space on either side of it, where there is one, as it was shaped; the key's bytes follow the glyphs. */
struct word {
	struct word *next;
	unsigned long hash;
	const struct face *face;
	hb_language_t language;
	unsigned features;
	size_t length, count;
	struct shape_glyph glyphs[];
};

struct words {
	struct word *slots[SLOTS];
	size_t size;
	unsigned char *faces; /* enum separable, by index */
	size_t face_count;
	struct shape_glyph *glyphs; /* the last result */
	size_t count, capacity;
};

struct words *words_new(void)
{
	return memory_alloc(sizeof(struct words));
}

static void words_clear(struct words *words)
{
	for (size_t i = 0; i < SLOTS; i++) {
		for (struct word *word = words->slots[i], *next; word; word = next) {
			next = word->next;
			free(word);
		}
		words->slots[i] = NULL;
	}
	words->size = 0;
}

void words_free(struct words *words)
{
	if (!words)
		return;
	words_clear(words);
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

	for (hb_codepoint_t c = 0; c < 0x2200; c++) {
		hb_codepoint_t glyph;
		bool letter = false;

		if (shape_is_latin(c, &letter) && hb_font_get_nominal_glyph(face->font, c, &glyph))
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

static bool is_separable(struct words *words, const struct face *face)
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

static unsigned long hash_word(const struct shape_item *item, const char *text, size_t length)
{
	return (digest_fnv(text, length) ^ (item->face->index + 1UL) ^ item->features << 8 ^
		(unsigned long)item->language) *
	       0x9E3779B97F4A7C15u;
}

static const char *key_of(const struct word *word)
{
	return (const char *)&word->glyphs[word->count];
}

static const struct word *find_word(const struct words *words, unsigned long hash,
				    const struct shape_item *item, const char *text, size_t length)
{
	const struct word *word = words->slots[hash >> 40 & (SLOTS - 1)];

	while (word && (word->hash != hash || word->length != length || word->face != item->face ||
			word->language != item->language || word->features != item->features ||
			memcmp(key_of(word), text, length) != 0))
		word = word->next;
	return word;
}

/* The text as one word, which is kept. */
static const struct word *word_of(struct words *words, hb_buffer_t *buffer,
				  const struct shape_item *item, const char *text, size_t length)
{
	unsigned long hash = hash_word(item, text, length);
	const struct word *found = find_word(words, hash, item, text, length);
	struct word *word, **slot = &words->slots[hash >> 40 & (SLOTS - 1)];
	size_t count, size;

	if (found)
		return found;
	shape_run(buffer, item, text, length, 0, length);
	count = hb_buffer_get_length(buffer);
	size = sizeof *word + count * sizeof *word->glyphs + length;
	if (words->size + size > WORDS_LIMIT)
		words_clear(words);
	word = memory_alloc(size);
	*word = (struct word){.next = *slot,
			      .hash = hash,
			      .face = item->face,
			      .language = item->language,
			      .features = item->features,
			      .length = length,
			      .count = count};
	shape_copy(buffer, word->glyphs, count);
	memcpy(&word->glyphs[count], text, length);
	*slot = word;
	words->size += size;
	return word;
}

static struct shape_glyph *add_glyphs(struct words *words, size_t count)
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
static void add_word(struct words *words, const struct word *word, size_t start, bool follows)
{
	struct shape_glyph *glyphs;
	bool unsafe = false;

	if (follows && words->count > 0)
		unsafe = words->glyphs[--words->count].unsafe;
	glyphs = add_glyphs(words, word->count);
	memcpy(glyphs, word->glyphs, word->count * sizeof *glyphs);
	for (size_t i = 0; i < word->count; i++)
		glyphs[i].cluster += (uint32_t)start;
	glyphs[0].unsafe |= unsafe;
}

const struct shape_glyph *words_shape(struct words *words, hb_buffer_t *buffer,
				      const struct shape_item *item, const char *text,
				      size_t *count)
{
	size_t at = item->start;

	if (!is_separable(words, item->face))
		return NULL;
	words->count = 0;
	while (at < item->end) {
		bool follows = text[at] == ' ';
		size_t start = follows ? at + 1 : at, end = start;
		const struct word *word;

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
		word = word_of(words, buffer, item, text + start, end - start);
		if (word->count < 1U + follows + (end > at))
			return NULL;
		add_word(words, word, start, follows);
	}
	*count = words->count;
	return words->glyphs;
}
