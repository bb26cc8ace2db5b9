#include "shape/shape.h"

#include <assert.h>
#include <hb-glib.h>
#include <pango/pango.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/memo.h"
#include "font/face.h"
#include "shape/latin.h"
#include "shape/opportunity.h"
#include "shape/word.h"
#include "text/hyphenation.h"

#define HYPHENATION_FOLDER "/usr/share/hyphen"

#define CACHE_LIMIT (4 << 20)
/* A text that is longer is not likely to come again. */
#define CACHE_TEXT_LIMIT 4096

/* Spans and styles are looked up by their bytes: none may be left unset between their fields. */
static_assert(sizeof(struct shape_style) == 2 * sizeof(void *) + 2 * sizeof(unsigned));
static_assert(sizeof(struct shape_span) ==
	      2 * sizeof(size_t) + sizeof(struct shape_style) + 2 * sizeof(unsigned));

/* What the texts of a library are shaped with, and what is being shaped. */
struct shaper {
	struct font_library *library;
	struct memo *texts; /* what `shaped` was */
	struct memo *opportunities;
	struct word_cache *words;
	struct hyphenation *hyphenation;
	const char *text;
	size_t length;
	const struct shape_span *span, *spans_end; /* those that are not shaped yet */
	struct buffer items, glyphs; /* struct shape_item, struct shape_glyph */
	uint8_t *levels;
	struct buffer shaped; /* struct shaped, and its arrays behind it */
};

static void shaper_free(void *attachment)
{
	struct shaper *shaper = attachment;

	memo_free(shaper->texts);
	memo_free(shaper->opportunities);
	word_cache_free(shaper->words);
	hyphenation_free(shaper->hyphenation);
	buffer_free(&shaper->items);
	buffer_free(&shaper->glyphs);
	buffer_free(&shaper->shaped);
	free(shaper);
}

static struct shaper *shaper_of(struct font_library *library)
{
	void **attachment = font_library_attachment(library, shaper_free);
	struct shaper *shaper = *attachment;

	if (!shaper) {
		*attachment = shaper = memory_alloc(sizeof *shaper);
		shaper->library = library;
		shaper->texts = memo_new(CACHE_LIMIT);
		shaper->opportunities = memo_new(OPPORTUNITY_LIMIT);
		shaper->words = word_cache_new(library);
		shaper->hyphenation = hyphenation_open(HYPHENATION_FOLDER);
	}
	return shaper;
}

void shape_prepare(struct font_library *library)
{
	shaper_of(library);
}

/* ---- which face shows a character */

static bool has_glyph(const struct face *face, hb_codepoint_t character)
{
	hb_codepoint_t glyph;

	return hb_font_get_nominal_glyph(face->font, character, &glyph);
}

/* Marks and joiners stay with what they follow; HarfBuzz makes spaces and the no-break hyphen of others. */
static bool follows(hb_codepoint_t character)
{
	if (character < 0xad)
		return false;
	return g_unichar_ismark(character) || character == 0xad ||
	       (character >= 0x2000 && character <= 0x200f) || character == 0x2011 ||
	       (character >= 0x2028 && character <= 0x202f) || character == 0x205f ||
	       (character >= 0x2060 && character <= 0x206f) || character == 0x3000 ||
	       character == 0xfeff;
}

static bool shows(const struct face *face, hb_codepoint_t character)
{
	hb_codepoint_t base, mark;

	if ((character >= 0x20 && character < 0x7f) || has_glyph(face, character))
		return true;
	return hb_unicode_decompose(hb_unicode_funcs_get_default(), character, &base, &mark) &&
	       has_glyph(face, base) && (!mark || has_glyph(face, mark));
}

static const struct face *face_showing(struct font_library *library, const struct face *face,
				       hb_codepoint_t character)
{
	const struct face *others[] = {
		font_library_find(library, "serif", face->weight, face->italic),
		font_library_find(library, "serif", face->weight, false),
		font_library_find(library, "serif", 400, false),
	};

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (others[i] && shows(others[i], character))
			return others[i];
	return face;
}

/* ---- itemising and shaping */

/* Word by word where that gives the same. */
static void add_glyphs(struct shaper *shaper, const struct shape_item *item, const char *text, size_t length)
{
	if (!word_shape(shaper->words, item, text, &shaper->glyphs))
		word_shape_whole(shaper->words, item, text, length, &shaper->glyphs);
}

struct shape_glyph *shape_again(struct arena *arena, struct font_library *library,
				const struct shape_item *like, const char *text, size_t length,
				size_t *count)
{
	const struct shape_item item = {.end = length, .style = like->style, .level = like->level};
	struct shaper *shaper = shaper_of(library);
	struct shape_glyph *glyphs;

	buffer_clear(&shaper->glyphs);
	add_glyphs(shaper, &item, text, length);
	*count = shaper->glyphs.length / sizeof *glyphs;
	glyphs = arena_uncleared(arena, *count, sizeof *glyphs);
	if (*count > 0)
		memcpy(glyphs, shaper->glyphs.data, shaper->glyphs.length);
	return glyphs;
}

/* Shape [start, end) of the text in the face, else as the item is set. */
static void add_item(struct shaper *shaper, struct shape_item item, const char *start, const char *end,
		     const struct face *face)
{
	if (start == end)
		return;
	item.start = (size_t)(start - shaper->text);
	item.end = (size_t)(end - shaper->text);
	item.style.face = face;
	item.first = shaper->glyphs.length / sizeof(struct shape_glyph);
	add_glyphs(shaper, &item, shaper->text, shaper->length);
	item.count = shaper->glyphs.length / sizeof(struct shape_glyph) - item.first;
	buffer_put(&shaper->items, &item, sizeof item);
}

/* Cut where the face changes, and shape each part. Line and paragraph separators have no glyph: they stand between items. */
static void shape_span(struct shaper *shaper, const struct shape_item *item)
{
	const char *start = shaper->text + item->start, *end = shaper->text + item->end, *next;
	const struct face *wanted = item->style.face, *current = wanted;

	for (const char *p = start; p < end; p = next) {
		hb_codepoint_t character = g_utf8_get_char(p);
		bool separator = character == 0x2028 || character == 0x2029;
		const struct face *face = current;

		next = g_utf8_next_char(p);
		if (!follows(character))
			face = shows(wanted, character)
				       ? wanted
				       : face_showing(shaper->library, wanted, character);
		if (face == current && !separator)
			continue;
		add_item(shaper, *item, start, p, current);
		start = separator ? next : p;
		current = face;
	}
	add_item(shaper, *item, start, end, current);
}

/* Shape the spans within what is of one level and script; the last one may reach beyond it. */
static void shape_found(struct shaper *shaper, struct shape_item found)
{
	memset(shaper->levels + found.start, (int)found.level, found.end - found.start);
	for (; shaper->span < shaper->spans_end && shaper->span->start < found.end; shaper->span++) {
		const struct shape_span *span = shaper->span;
		struct shape_item item = found;

		item.start = MAX(span->start, found.start);
		item.end = MIN(span->end, found.end);
		item.style = span->style;
		item.style.script = found.style.script;
		if (span->style.face)
			shape_span(shaper, &item);
		if (span->end > found.end)
			break;
	}
}

/* Pango gives levels and scripts; the spans give the rest. Both are in the order of the text. */
static void itemise(struct shaper *shaper, bool right_to_left)
{
	PangoAttrList *attributes = pango_attr_list_new();
	GList *items;

	pango_attr_list_insert(attributes, pango_attr_fallback_new(FALSE));
	items = pango_itemize_with_base_dir(font_library_context(shaper->library),
					    right_to_left ? PANGO_DIRECTION_RTL
							  : PANGO_DIRECTION_LTR,
					    shaper->text, 0, (int)shaper->length, attributes, NULL);
	for (GList *link = items; link; link = link->next) {
		const PangoItem *found = link->data;
		struct shape_item item = {.start = (size_t)found->offset,
					  .end = (size_t)(found->offset + found->length),
					  .level = found->analysis.level};

		item.style.script =
			hb_glib_script_to_script((GUnicodeScript)found->analysis.script);
		shape_found(shaper, item);
	}
	g_list_free_full(items, (GDestroyNotify)pango_item_free);
	pango_attr_list_unref(attributes);
}

/* Nearly all texts are one item: Pango takes forty times as long to say so. */
static void shape_all(struct shaper *shaper, bool right_to_left)
{
	unsigned kinds = latin_kinds(shaper->text, shaper->length);
	struct shape_item all = {.end = shaper->length};

	all.style.script = kinds & LATIN_LETTER ? HB_SCRIPT_LATIN : HB_SCRIPT_COMMON;
	if (right_to_left || kinds & ~(unsigned)(LATIN_LETTER | LATIN_SIGN))
		itemise(shaper, right_to_left);
	else
		shape_found(shaper, all);
}

/* The arrays stand behind it in this order. */
static void set_arrays(struct shaped *shaped, size_t length)
{
	shaped->items = (void *)(shaped + 1);
	shaped->glyphs = (void *)(shaped->items + shaped->count);
	shaped->levels = (void *)(shaped->glyphs + shaped->glyph_count);
	shaped->opportunities = shaped->levels + length + 1;
}

static bool is_missing(const struct buffer *glyphs)
{
	const struct shape_glyph *glyph = (const void *)glyphs->data;

	for (size_t count = glyphs->length / sizeof *glyph; count > 0; glyph++, count--)
		if (glyph->id == 0)
			return true;
	return false;
}

/* Shape the text as the spans say: into `shaped`. */
static void shape_new(struct shaper *shaper, struct arena *arena, bool right_to_left, hb_language_t language)
{
	const struct shape_span *spans = shaper->span;
	size_t bytes = shaper->length + 1;
	uint8_t *opportunities = arena_alloc(arena, bytes);
	struct shaped shaped = {0};

	shaper->levels = arena_alloc(arena, bytes);
	buffer_clear(&shaper->items);
	buffer_clear(&shaper->glyphs);
	shape_all(shaper, right_to_left);
	opportunity_find(shaper->opportunities, arena, shaper->text, shaper->length, language, opportunities);
	for (const struct shape_span *span = spans; span < shaper->spans_end; span++)
		if (span->before)
			opportunity_divide(shaper->hyphenation, shaper->text, shaper->length, span, opportunities);
	shaped.count = shaper->items.length / sizeof *shaped.items;
	shaped.glyph_count = shaper->glyphs.length / sizeof *shaped.glyphs;
	shaped.missing = is_missing(&shaper->glyphs);
	buffer_clear(&shaper->shaped);
	buffer_put(&shaper->shaped, &shaped, sizeof shaped);
	buffer_put(&shaper->shaped, shaper->items.data, shaper->items.length);
	buffer_put(&shaper->shaped, shaper->glyphs.data, shaper->glyphs.length);
	buffer_put(&shaper->shaped, shaper->levels, bytes);
	buffer_put(&shaper->shaped, opportunities, bytes);
}

struct shaped shape_text(struct arena *arena, struct font_library *library, const char *text,
			 size_t length, const struct shape_span *spans, size_t count,
			 bool right_to_left, hb_language_t language)
{
	struct shaper *shaper = shaper_of(library);
	struct buffer *key = memo_key(shaper->texts);
	bool kept = length <= CACHE_TEXT_LIMIT;
	struct shaped *shaped;
	const void *known;
	size_t size;

	buffer_put(key, &right_to_left, sizeof right_to_left);
	buffer_put(key, &language, sizeof language);
	buffer_put(key, spans, count * sizeof *spans);
	buffer_put(key, text, length);
	known = kept ? memo_find(shaper->texts, key->data, key->length, &size) : NULL;
	if (!known) {
		shaper->text = text;
		shaper->length = length;
		shaper->span = spans;
		shaper->spans_end = spans + count;
		shape_new(shaper, arena, right_to_left, language);
		known = shaper->shaped.data;
		size = shaper->shaped.length;
		if (kept)
			memcpy(memo_add(shaper->texts, key->data, key->length, size), known, size);
	}
	shaped = memcpy(arena_uncleared(arena, size, 1), known, size);
	set_arrays(shaped, length);
	return *shaped;
}
