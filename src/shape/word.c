#include "shape/word.h"

#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/memo.h"
#include "font/face.h"
#include "shape/latin.h"

#define WORDS_LIMIT (4 << 20)
/* Longer than this is no word. */
#define WORD_LIMIT 100

/* What plain text is made of, by which a face's separability is judged. */
#define PLAIN (LATIN_LETTER | LATIN_SIGN | LATIN_SHAPE)

enum separable { UNKNOWN, SEPARABLE, INSEPARABLE };

struct word_cache {
	struct memo *memo; /* a word's glyphs, by its style and its text with the space on either side, where there is one */
	unsigned char *faces; /* enum separable, by index */
	hb_buffer_t *buffer; /* for what is being shaped */
};

struct word_cache *word_cache_new(const struct font_library *library)
{
	struct word_cache *cache = memory_alloc(sizeof *cache);

	cache->memo = memo_new(WORDS_LIMIT);
	cache->faces = memory_alloc(font_library_count(library));
	cache->buffer = hb_buffer_create();
	return cache;
}

void word_cache_free(struct word_cache *cache)
{
	if (!cache)
		return;
	memo_free(cache->memo);
	free(cache->faces);
	hb_buffer_destroy(cache->buffer);
	free(cache);
}

/* ---- as a whole */

/* The last two: no ligatures. */
static const hb_feature_t wanted[] = {
	{HB_TAG('s', 'm', 'c', 'p'), 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
	{HB_TAG('l', 'i', 'g', 'a'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
	{HB_TAG('c', 'l', 'i', 'g'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
};

static void add_glyphs(hb_buffer_t *buffer, struct buffer *glyphs)
{
	unsigned count = hb_buffer_get_length(buffer);
	const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, NULL);
	const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, NULL);
	struct shape_glyph *added = (void *)buffer_reserve(glyphs, count * sizeof *added);

	for (unsigned i = 0; i < count; i++)
		added[i] = (struct shape_glyph){
			.id = infos[i].codepoint,
			.cluster = infos[i].cluster,
			.advance = positions[i].x_advance,
			.dx = positions[i].x_offset,
			.dy = positions[i].y_offset,
			.unsafe = hb_glyph_info_get_glyph_flags(&infos[i]) &
				  HB_GLYPH_FLAG_UNSAFE_TO_BREAK,
		};
	glyphs->length += count * sizeof *added;
}

void word_shape_whole(struct word_cache *cache, const struct shape_item *item, const char *text,
		      size_t length, struct buffer *glyphs)
{
	const struct shape_style *style = &item->style;
	unsigned from = style->features & SHAPE_SMALL_CAPITALS ? 0 : 1;
	unsigned to = style->features & SHAPE_NO_LIGATURES ? 3 : 1;
	hb_buffer_t *buffer = cache->buffer;

	hb_buffer_clear_contents(buffer);
	hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
	hb_buffer_set_direction(buffer, item->level & 1 ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
	hb_buffer_set_script(buffer, style->script);
	hb_buffer_set_language(buffer, style->language);
	hb_buffer_add_utf8(buffer, text, (int)length, (unsigned)item->start,
			   (int)(item->end - item->start));
	hb_shape(style->face->font, buffer, wanted + from, to - from);
	add_glyphs(buffer, glyphs);
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

		if (latin_kind(c) & PLAIN && hb_font_get_nominal_glyph(face->font, c, &glyph))
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
	hb_set_t *input = hb_set_create(), *around = hb_set_create();
	bool sees;

	hb_ot_layout_lookup_collect_glyphs(face, table, lookup, around, input, around, NULL);
	sees = hb_set_has(input, space) || hb_set_has(around, space);
	hb_set_intersect(input, glyphs);
	sees = sees && !hb_set_is_empty(input);
	hb_set_destroy(input);
	hb_set_destroy(around);
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

static bool is_separable(struct word_cache *cache, const struct face *face)
{
	unsigned char *known = &cache->faces[face->index];

	if (*known == UNKNOWN)
		*known = separates(face) ? SEPARABLE : INSEPARABLE;
	return *known == SEPARABLE;
}

/* ---- words */

/* Add the glyphs of a text, which are kept. */
static void find_glyphs(struct word_cache *cache, const struct shape_style *style, const char *text, size_t length,
			struct buffer *glyphs)
{
	const struct shape_item item = {.style = *style, .end = length};
	struct buffer *key = memo_key(cache->memo);
	size_t before = glyphs->length, size;
	const void *known;

	buffer_put(key, style, sizeof *style);
	buffer_put(key, text, length);
	known = memo_find(cache->memo, key->data, key->length, &size);
	if (known) {
		buffer_put(glyphs, known, size);
		return;
	}
	word_shape_whole(cache, &item, text, length, glyphs);
	size = glyphs->length - before;
	memcpy(memo_add(cache->memo, key->data, key->length, size), glyphs->data + before, size);
}

/* Add those of text[start, end), a word with the space on either side of it, where there is one; returns how many. The space between two
 * words is the later one's, which may be kerned with it; whether it may be parted from the earlier one, that one knows. */
static size_t add_word(struct word_cache *cache, const struct shape_style *style, const char *text, size_t start, size_t end,
		       bool joins, struct buffer *glyphs)
{
	size_t before = glyphs->length - (joins ? sizeof(struct shape_glyph) : 0), count;
	bool unsafe = joins && ((struct shape_glyph *)(void *)(glyphs->data + before))->unsafe;
	struct shape_glyph *word;

	glyphs->length = before;
	find_glyphs(cache, style, text + start, end - start, glyphs);
	word = (void *)(glyphs->data + before);
	count = (glyphs->length - before) / sizeof *word;
	for (size_t i = 0; i < count; i++)
		word[i].cluster += (uint32_t)start;
	if (count > 0)
		word[0].unsafe |= unsafe;
	return count;
}

static bool add_words(struct word_cache *cache, const struct shape_item *item, const char *text, struct buffer *glyphs)
{
	for (size_t at = item->start, end; at < item->end; at = end) {
		bool follows = text[at] == ' ', precedes;
		size_t count;

		for (end = at + follows; end < item->end && text[end] != ' ';)
			end++;
		if (end == at + follows) /* spaces alone, or the last one, which came with the word before */
			return at > item->start && end == item->end;
		precedes = end < item->end;
		if (end + precedes - at > WORD_LIMIT)
			return false;
		count = add_word(cache, &item->style, text, at, end + precedes, at > item->start, glyphs);
		if (count < 1U + follows + precedes)
			return false;
	}
	return true;
}

bool word_shape(struct word_cache *cache, const struct shape_item *item, const char *text,
		struct buffer *glyphs)
{
	hb_script_t script = item->style.script;
	size_t before = glyphs->length;

	if (item->level != 0 || (script != HB_SCRIPT_LATIN && script != HB_SCRIPT_COMMON) ||
	    latin_kinds(text + item->start, item->end - item->start) & ~PLAIN ||
	    !is_separable(cache, item->style.face))
		return false;
	if (add_words(cache, item, text, glyphs))
		return true;
	glyphs->length = before;
	return false;
}
