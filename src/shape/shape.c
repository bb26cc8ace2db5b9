#include "shape/shape.h"

#include <hb-glib.h>
#include <pango/pango.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/memo.h"
#include "font/face.h"
#include "shape/opportunity.h"
#include "shape/word.h"
#include "text/hyphenation.h"

#define HYPHENATION_FOLDER "/usr/share/hyphen"

#define CACHE_LIMIT (4 << 20)
/* A text that is longer is not likely to come again. */
#define CACHE_TEXT_LIMIT 4096

/* What was shaped before is kept as a struct shaped, whose arrays follow it. */
struct shape_cache {
	struct memo *memo;
	struct hyphenation *hyphenation;
	hb_buffer_t *buffer;
	struct word_cache *words;
	struct memo *opportunities;
};

static void cache_free(void *attachment)
{
	struct shape_cache *cache = attachment;

	memo_free(cache->memo);
	hyphenation_free(cache->hyphenation);
	hb_buffer_destroy(cache->buffer);
	word_cache_free(cache->words);
	memo_free(cache->opportunities);
	free(cache);
}

static struct shape_cache *cache_of(struct font_library *library)
{
	void **attachment = font_library_attachment(library, cache_free);
	struct shape_cache *cache = *attachment;

	if (!cache) {
		cache = memory_alloc(sizeof(*cache));
		cache->memo = memo_new(CACHE_LIMIT);
		cache->hyphenation = hyphenation_open(HYPHENATION_FOLDER);
		cache->buffer = hb_buffer_create();
		cache->words = word_cache_new();
		cache->opportunities = memo_new(OPPORTUNITY_LIMIT);
		*attachment = cache;
	}
	return cache;
}

void shape_prepare(struct font_library *library)
{
	cache_of(library);
}

/* Everything that the result depends on. */
static void make_key(struct buffer *key, const char *text, size_t length,
		     const struct shape_span *spans, size_t count, bool right_to_left,
		     const char *language)
{
	buffer_put(key, &right_to_left, sizeof(right_to_left));
	for (size_t i = 0; i < count; i++) {
		const struct shape_span *span = &spans[i];
		size_t fields[] = {span->start,
				   span->end,
				   span->face ? span->face->index + 1 : 0,
				   (size_t)span->language,
				   span->features,
				   span->before,
				   span->after};

		buffer_put(key, fields, sizeof(fields));
	}
	buffer_puts(key, language ? language : "");
	buffer_putc(key, '\0');
	buffer_put(key, text, length);
}

static size_t copy_into(char *place, const void *data, size_t size, void *pointer)
{
	if (size)
		memcpy(place, data, size);
	*(void **)pointer = place;
	return (size + 15) & ~(size_t)15;
}

static size_t shaped_size(const struct shaped *shaped, size_t length)
{
	return shaped->count * sizeof(*shaped->items) +
	       shaped->glyph_count * sizeof(*shaped->glyphs) + 2 * (length + 1) + 4 * 16;
}

/* A copy of the arrays at `place`, which has room for shaped_size(). */
static struct shaped shaped_copy(const struct shaped *shaped, size_t length, char *place)
{
	struct shaped copy = *shaped;

	place += copy_into(place, shaped->items, shaped->count * sizeof(*shaped->items),
			   &copy.items);
	place += copy_into(place, shaped->glyphs, shaped->glyph_count * sizeof(*shaped->glyphs),
			   &copy.glyphs);
	place += copy_into(place, shaped->opportunities, length + 1, &copy.opportunities);
	copy_into(place, shaped->levels, length + 1, &copy.levels);
	return copy;
}

static void cache_add(struct memo *memo, const struct buffer *key, const struct shaped *shaped, size_t length)
{
	size_t header = (sizeof(*shaped) + 15) & ~(size_t)15;
	char *place = memo_add(memo, key->data, key->length, header + shaped_size(shaped, length));

	*(struct shaped *)place = shaped_copy(shaped, length, place + header);
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
	return g_unichar_ismark(character) || character == 0xad ||
	       (character >= 0x2000 && character <= 0x200f) || character == 0x2011 ||
	       (character >= 0x2028 && character <= 0x202f) || character == 0x205f ||
	       (character >= 0x2060 && character <= 0x206f) || character == 0x3000 ||
	       (character >= 0xfe00 && character <= 0xfe0f) || character == 0xfeff;
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

/* What is being shaped. Arrays grow in the arena. */
struct shaping {
	struct arena *arena;
	struct font_library *library;
	struct shape_cache *cache;
	const char *text;
	size_t length;
	struct shaped *result;
	size_t item_capacity, glyph_capacity;
};

static struct shape_glyph *add_glyphs(struct shaping *shaping, size_t count)
{
	struct shaped *result = shaping->result;

	if (!result->glyphs || result->glyph_count + count > shaping->glyph_capacity) {
		size_t capacity = 2 * (result->glyph_count + count) + 1;
		struct shape_glyph *glyphs = arena_uncleared(shaping->arena, capacity, sizeof(*glyphs));

		if (result->glyph_count)
			memcpy(glyphs, result->glyphs, result->glyph_count * sizeof(*glyphs));
		result->glyphs = glyphs;
		shaping->glyph_capacity = capacity;
	}
	result->glyph_count += count;
	return &result->glyphs[result->glyph_count - count];
}

static struct shape_item *add_item(struct shaping *shaping)
{
	struct shaped *result = shaping->result;

	result->items = arena_grown(shaping->arena, result->items, result->count, &shaping->item_capacity,
				    sizeof *result->items);
	return &result->items[result->count++];
}

static const hb_feature_t no_ligatures[] = {
	{HB_TAG('l', 'i', 'g', 'a'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
	{HB_TAG('c', 'l', 'i', 'g'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
};
static const hb_feature_t small_capitals = {HB_TAG('s', 'm', 'c', 'p'), 1, HB_FEATURE_GLOBAL_START,
					    HB_FEATURE_GLOBAL_END};

static unsigned make_features(unsigned wanted, hb_feature_t features[3])
{
	unsigned count = 0;

	if (wanted & SHAPE_NO_LIGATURES) {
		memcpy(features, no_ligatures, sizeof(no_ligatures));
		count = 2;
	}
	if (wanted & SHAPE_SMALL_CAPITALS)
		features[count++] = small_capitals;
	return count;
}

void shape_run(hb_buffer_t *buffer, const struct shape_item *item, const char *text, size_t length,
	       size_t start, size_t end)
{
	hb_feature_t features[3];
	unsigned count = make_features(item->features, features);

	hb_buffer_clear_contents(buffer);
	hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
	hb_buffer_set_direction(buffer, item->level & 1 ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
	hb_buffer_set_script(buffer, item->script);
	hb_buffer_set_language(buffer, item->language);
	hb_buffer_add_utf8(buffer, text, (int)length, (unsigned)start, (int)(end - start));
	hb_shape(item->face->font, buffer, features, count);
}

void shape_copy(hb_buffer_t *buffer, struct shape_glyph *glyphs, size_t count)
{
	const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, NULL);
	const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, NULL);

	for (size_t i = 0; i < count; i++)
		glyphs[i] = (struct shape_glyph){
			.id = infos[i].codepoint,
			.cluster = infos[i].cluster,
			.advance = positions[i].x_advance,
			.dx = positions[i].x_offset,
			.dy = positions[i].y_offset,
			.unsafe = hb_glyph_info_get_glyph_flags(&infos[i]) &
				  HB_GLYPH_FLAG_UNSAFE_TO_BREAK,
		};
}

static bool is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* All of it, as nearly all text is, in ASCII or not. */
static bool is_plain(const char *text, const char *end)
{
	for (; text < end; text = g_utf8_next_char(text))
		if ((*text < ' ' || *text > '~') && !shape_is_plain(g_utf8_get_char(text)))
			return false;
	return true;
}

/* Word by word, where the item's text is plain: the glyphs. Else as a whole: NULL, and they are in the cache's buffer. */
static const struct shape_glyph *find_glyphs(struct shape_cache *cache, const struct shape_item *item, const char *text,
					     size_t length, size_t *count)
{
	bool plain = item->level == 0 && (item->script == HB_SCRIPT_LATIN || item->script == HB_SCRIPT_COMMON) &&
		     is_plain(text + item->start, text + item->end);
	const struct shape_glyph *words = plain ? word_shape(cache->words, cache->buffer, item, text, count) : NULL;

	if (!words) {
		shape_run(cache->buffer, item, text, length, item->start, item->end);
		*count = hb_buffer_get_length(cache->buffer);
	}
	return words;
}

static void take_glyphs(const struct shape_cache *cache, const struct shape_glyph *words, struct shape_glyph *glyphs,
			size_t count)
{
	if (words)
		memcpy(glyphs, words, count * sizeof(*glyphs));
	else
		shape_copy(cache->buffer, glyphs, count);
}

static void shape_item(struct shaping *shaping, struct shape_item item)
{
	const struct shape_glyph *words =
		find_glyphs(shaping->cache, &item, shaping->text, shaping->length, &item.count);
	struct shape_glyph *glyphs;

	item.first = shaping->result->glyph_count;
	glyphs = add_glyphs(shaping, item.count);
	take_glyphs(shaping->cache, words, glyphs, item.count);
	for (size_t i = 0; i < item.count; i++)
		shaping->result->missing |= glyphs[i].id == 0;
	*add_item(shaping) = item;
}

struct shape_glyph *shape_again(struct arena *arena, struct font_library *library,
				const struct shape_item *like, const char *text, size_t length,
				size_t *count)
{
	struct shape_cache *cache = cache_of(library);
	struct shape_item item = *like;
	const struct shape_glyph *words;
	struct shape_glyph *glyphs;

	item.start = 0;
	item.end = length;
	words = find_glyphs(cache, &item, text, length, count);
	glyphs = arena_uncleared(arena, *count, sizeof(*glyphs));
	take_glyphs(cache, words, glyphs, *count);
	return glyphs;
}

/* Line and paragraph separators have no glyph: they stand between items. */
static bool is_separator(hb_codepoint_t character)
{
	return character == 0x2028 || character == 0x2029;
}

/* Cut where the face changes, and shape each part. */
static void shape_span(struct shaping *shaping, struct shape_item item, const struct face *wanted)
{
	const char *p = shaping->text + item.start, *end = shaping->text + item.end;
	const char *start = p;
	const struct face *current = wanted;

	for (; p < end; p = g_utf8_next_char(p)) {
		bool ascii = *p >= ' ' && *p <= '~';
		hb_codepoint_t character = ascii ? (hb_codepoint_t)*p : g_utf8_get_char(p);
		bool separator = !ascii && is_separator(character);
		const struct face *face = current;

		if (ascii || (!separator && !follows(character)))
			face = shows(wanted, character)
				       ? wanted
				       : face_showing(shaping->library, wanted, character);
		if ((face != current || separator) && p > start) {
			item.start = (size_t)(start - shaping->text);
			item.end = (size_t)(p - shaping->text);
			item.face = current;
			shape_item(shaping, item);
		}
		if (face != current || separator)
			start = separator ? g_utf8_next_char(p) : p;
		current = face;
	}
	if (p > start) {
		item.start = (size_t)(start - shaping->text);
		item.end = (size_t)(p - shaping->text);
		item.face = current;
		shape_item(shaping, item);
	}
}

static void add_attribute(PangoAttrList *list, PangoAttribute *attribute, size_t start, size_t end)
{
	attribute->start_index = (guint)start;
	attribute->end_index = (guint)end;
	pango_attr_list_insert(list, attribute);
}

static PangoAttrList *make_attributes(const struct shape_span *spans, size_t count, size_t length)
{
	PangoAttrList *list = pango_attr_list_new();

	add_attribute(list, pango_attr_fallback_new(FALSE), 0, length);
	for (size_t i = 0; i < count; i++) {
		if (spans[i].language == HB_LANGUAGE_INVALID)
			continue;
		add_attribute(list,
			      pango_attr_language_new(pango_language_from_string(
				      hb_language_to_string(spans[i].language))),
			      spans[i].start, spans[i].end);
	}
	return list;
}

/* Shape the spans within what Pango found to be of one level and script; *span is the first that may reach into it. */
static void shape_found(struct shaping *shaping, const struct shape_span *spans, size_t count,
			size_t *span, struct shape_item found)
{
	memset(shaping->result->levels + found.start, found.level, found.end - found.start);
	while (*span < count && spans[*span].start < found.end) {
		const struct shape_span *wanted = &spans[*span];
		struct shape_item item = found;

		item.start = wanted->start > found.start ? wanted->start : found.start;
		item.end = wanted->end < found.end ? wanted->end : found.end;
		item.language = wanted->language;
		item.features = wanted->features;
		if (wanted->face && item.start < item.end)
			shape_span(shaping, item, wanted->face);
		if (wanted->end > found.end)
			break;
		++*span;
	}
}

bool shape_is_latin(hb_codepoint_t c, bool *letter)
{
	bool found = ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
		     (c >= 0xc0 && c < 0x250 && c != 0xd7 && c != 0xf7) || (c >= 0x1e00 && c < 0x1f00);

	*letter = *letter || found;
	return found || (c >= 0x20 && c < 0x7f) || c == 0xa0 || c == 0xab || c == 0xb0 ||
	       c == 0xb7 || c == 0xbb || (c >= 0x2010 && c <= 0x2015) ||
	       (c >= 0x2018 && c <= 0x201e) || c == 0x2022 || c == 0x2026 || c == 0x202f || c == 0x20ac;
}

bool shape_is_plain(hb_codepoint_t c)
{
	bool letter = false;

	return shape_is_latin(c, &letter) || (c >= 0x25a0 && c < 0x2600);
}

/* Whether all of a text is one item, as nearly all are: Pango takes a fortieth of the time to say so. *script: Latin, or common when it has
 * no letter. */
static bool is_latin(const char *text, size_t length, hb_script_t *script)
{
	bool letter = false;

	for (const char *p = text; p < text + length; p = g_utf8_next_char(p))
		if (*p >= ' ' && *p <= '~')
			letter = letter || is_letter(*p);
		else if (!shape_is_latin(g_utf8_get_char(p), &letter))
			return false;
	*script = letter ? HB_SCRIPT_LATIN : HB_SCRIPT_COMMON;
	return true;
}

/* Pango gives levels and scripts; the spans give the rest. Both are in the order of the text. */
static void itemise(struct shaping *shaping, const struct shape_span *spans, size_t count,
		    bool right_to_left)
{
	PangoAttrList *attributes;
	GList *items;
	hb_script_t script;
	size_t span = 0;

	if (!right_to_left && is_latin(shaping->text, shaping->length, &script)) {
		shape_found(shaping, spans, count, &span,
			    (struct shape_item){.end = shaping->length, .script = script});
		return;
	}
	attributes = make_attributes(spans, count, shaping->length);
	items = pango_itemize_with_base_dir(font_library_context(shaping->library),
					    right_to_left ? PANGO_DIRECTION_RTL
							  : PANGO_DIRECTION_LTR,
					    shaping->text, 0, (int)shaping->length, attributes,
					    NULL);
	for (GList *link = items; link; link = link->next) {
		const PangoItem *found = link->data;
		size_t start = (size_t)found->offset;

		shape_found(shaping, spans, count, &span,
			    (struct shape_item){
				    .start = start,
				    .end = start + (size_t)found->length,
				    .script = hb_glib_script_to_script(
					    (GUnicodeScript)found->analysis.script),
				    .level = found->analysis.level,
			    });
	}
	g_list_free_full(items, (GDestroyNotify)pango_item_free);
	pango_attr_list_unref(attributes);
}

/* ---- hyphens */

static bool in_word(gunichar character)
{
	return g_unichar_isalpha(character) || g_unichar_ismark(character) || character == '\'' ||
	       character == 0x2019;
}

/* What stands against a word and makes it part of a name of a file, an address, a reference, or already says where to divide it. */
static bool bars_division(gunichar character)
{
	return g_unichar_isdigit(character) || character == '-' || character == 0xad ||
	       character == 0x2010 || character == 0x2011 || character == '@' || character == '/' ||
	       character == '_' || character == '\\';
}

static bool barred(const struct shaping *shaping, const char *start, const char *end)
{
	const char *limit = shaping->text + shaping->length;

	if (start > shaping->text && bars_division(g_utf8_get_char(g_utf8_prev_char(start))))
		return true;
	if (start > shaping->text && start[-1] == '.')
		return true;
	if (end < limit && bars_division(g_utf8_get_char(end)))
		return true;
	return end + 1 < limit && *end == '.' && in_word(g_utf8_get_char(end + 1));
}

static void divide_words(struct shaping *shaping, const struct shape_span *span)
{
	const char *p = shaping->text + span->start, *end = shaping->text + span->end;
	const char *language = span->language ? hb_language_to_string(span->language) : NULL;
	bool breaks[128];

	while (p < end) {
		const char *start = p;

		while (p < end && (is_letter(*p) || in_word(g_utf8_get_char(p))))
			p = g_utf8_next_char(p);
		if (p > start && (size_t)(p - start) < sizeof(breaks) &&
		    !barred(shaping, start, p)) {
			memset(breaks, 0, sizeof(breaks));
			if (hyphenation_word(shaping->cache->hyphenation, language, start,
					     (size_t)(p - start), (int)span->before,
					     (int)span->after, breaks))
				for (long i = 0; i < p - start; i++)
					if (breaks[i])
						shaping->result->opportunities[start -
									       shaping->text + i] |=
							SHAPE_HYPHEN;
		}
		if (p == start)
			p = g_utf8_next_char(p);
	}
}

struct shaped shape_text(struct arena *arena, struct font_library *library, const char *text,
			 size_t length, const struct shape_span *spans, size_t count,
			 bool right_to_left, const char *language)
{
	struct shape_cache *cache = cache_of(library);
	struct shaped result = {0};
	struct shaping shaping = {.arena = arena,
				  .library = library,
				  .cache = cache,
				  .text = text,
				  .length = length,
				  .result = &result};
	struct buffer *key = length <= CACHE_TEXT_LIMIT ? memo_key(cache->memo) : NULL;

	if (key) {
		const struct shaped *known;
		size_t size;

		make_key(key, text, length, spans, count, right_to_left, language);
		known = memo_find(cache->memo, key->data, key->length, &size);
		if (known)
			return shaped_copy(known, length, arena_alloc(arena, shaped_size(known, length)));
	}
	result.opportunities = arena_alloc(arena, length + 1);
	result.levels = arena_alloc(arena, length + 1);
	itemise(&shaping, spans, count, right_to_left);
	opportunity_find(cache->opportunities, arena, text, length, language, result.opportunities);
	for (size_t i = 0; i < count; i++)
		if (spans[i].before)
			divide_words(&shaping, &spans[i]);
	if (key)
		cache_add(cache->memo, key, &result, length);
	return result;
}
