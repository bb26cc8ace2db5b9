#include "fo/shorthand.h"

#include <string.h>

#include "fo/expression.h"
#include "fo/set.h"

#define PARTS_MAXIMUM   8
#define TARGETS_MAXIMUM 12
#define WORD_MAXIMUM    4 /* properties that a word sets */

/* A shorthand under way: what it sets, and for whom. */
struct expansion {
	const struct refinement *refinement;
	enum property shorthand;
	const enum property *targets;
	size_t count;
};

/* The parts of a list, between white space. */
struct parts {
	struct slice part[PARTS_MAXIMUM];
	size_t count;
};

static bool split(struct slice text, struct parts *parts)
{
	struct slice part;
	parts->count = 0;
	while (expression_split(&text, "", &part)) {
		if (parts->count == PARTS_MAXIMUM)
			return false;
		parts->part[parts->count++] = part;
	}
	return parts->count > 0;
}

static bool set(const struct expansion *expansion, enum property property, struct slice text)
{
	return set_value(expansion->refinement, property, TOKEN_UNSET, text);
}

/* Targets become initial. */
static void reset(const struct expansion *expansion, size_t first, size_t count)
{
	for (size_t i = first; i < first + count; i++)
		property_copy(expansion->refinement->own, expansion->targets[i], property_initial(),
			      expansion->targets[i]);
}

/* Set the first of some targets, not yet taken, that takes the part. */
static bool set_any(const struct expansion *expansion, size_t first, size_t count, struct slice part,
		    unsigned *taken)
{
	for (size_t i = first; i < first + count; i++) {
		if (*taken >> i & 1 || !set(expansion, expansion->targets[i], part))
			continue;
		*taken |= 1u << i;
		return true;
	}
	return false;
}

/* One to four values for top, right, bottom, left. */
static bool set_four(const struct expansion *expansion, const struct parts *parts)
{
	static const size_t chosen[4][4] = {{0, 0, 0, 0}, {0, 1, 0, 1}, {0, 1, 2, 1}, {0, 1, 2, 3}};
	for (size_t i = 0; i < 4; i++)
		if (!set(expansion, expansion->targets[i], parts->part[chosen[parts->count - 1][i]]))
			return false;
	return true;
}

/* Four values, or one expression with spaces in it. */
static bool set_edges(const struct expansion *expansion, struct slice text)
{
	struct parts parts, whole = {.part = {text}, .count = 1};
	if (split(text, &parts) && parts.count <= 4 && set_four(expansion, &parts))
		return true;
	return set_four(expansion, &whole);
}

/* Style, width and colour of each edge, in any order; what is not named is initial. */
static bool set_border(const struct expansion *expansion, struct slice text)
{
	struct parts parts;
	if (!split(text, &parts) || parts.count > 3)
		return false;
	unsigned taken = 0;
	for (size_t edge = 0; edge < expansion->count; edge += 3) {
		reset(expansion, edge, 2);
		set(expansion, expansion->targets[edge + 2], slice_of("currentColor"));
		for (size_t k = 0; k < parts.count; k++)
			if (!set_any(expansion, edge, 3, parts.part[k], &taken))
				return false;
	}
	return true;
}

static bool is_one_of(struct slice part, const char *first, const char *second)
{
	return slice_is(part, first) || slice_is(part, second);
}

/* "top left", "50% 2cm", "left": the keywords say which axis. */
static bool set_axes(const struct expansion *expansion, const struct slice *parts, size_t count)
{
	enum property axes[2] = {PROPERTY_background_position_horizontal,
				 PROPERTY_background_position_vertical};
	bool turned = is_one_of(parts[0], "top", "bottom") ||
		      (count == 2 && is_one_of(parts[1], "left", "right"));
	return set(expansion, axes[turned], parts[0]) &&
	       set(expansion, axes[!turned], count == 2 ? parts[1] : slice_of("center"));
}

static bool set_background_position(const struct expansion *expansion, struct slice text)
{
	struct parts parts;
	return split(text, &parts) && parts.count <= 2 &&
	       set_axes(expansion, parts.part, parts.count);
}

static bool set_background(const struct expansion *expansion, struct slice text)
{
	struct parts parts;
	if (!split(text, &parts))
		return false;
	reset(expansion, 0, expansion->count);
	for (size_t i = 0; i < parts.count; i++) {
		struct slice part = parts.part[i];
		unsigned taken = 0;
		bool image = slice_is(part, "none") || (part.length > 4 && !memcmp(part.text, "url(", 4));
		if (image ? set(expansion, PROPERTY_background_image, part)
			  : set_any(expansion, 0, 3, part, &taken))
			continue;
		if (i + 1 < parts.count && set_axes(expansion, &parts.part[i], 2))
			i++;
		else if (!set_axes(expansion, &parts.part[i], 1))
			return false;
	}
	return true;
}

/* Shorthands of words: what each word sets. */
static const struct wording {
	enum property shorthand;
	const char *word;
	const char *values[WORD_MAXIMUM]; /* of the targets; NULL: left as it is */
} wordings[] = {
#define W(shorthand, word, ...) {PROPERTY_##shorthand, word, {__VA_ARGS__}},
#include "fo/shorthand.def"
};

static bool set_words(const struct expansion *expansion, struct slice text)
{
	for (size_t i = 0; i < sizeof wordings / sizeof *wordings; i++) {
		const struct wording *wording = &wordings[i];
		if (wording->shorthand != expansion->shorthand || !slice_is(text, wording->word))
			continue;
		for (size_t k = 0; k < WORD_MAXIMUM; k++)
			if (wording->values[k] &&
			    !set(expansion, expansion->targets[k], slice_of(wording->values[k])))
				return false;
		return true;
	}
	return false;
}

/* size[/line-height], and behind it the families. */
static bool set_font_end(const struct expansion *expansion, struct slice text)
{
	struct slice height;
	if (!expression_split(&text, "", &height))
		return false;
	size_t length = height.length;
	struct slice size = slice_cut(&height, '/');
	return set(expansion, PROPERTY_font_size, size) &&
	       (size.length == length || set(expansion, PROPERTY_line_height, height)) &&
	       set(expansion, PROPERTY_font_family, slice_trim(text, SLICE_SPACES));
}

/* Style, variant, weight and stretch in any order, before the size. */
static bool set_font(const struct expansion *expansion, struct slice text)
{
	bool system = set_words(expansion, text);
	reset(expansion, 0, system ? expansion->count : 6);
	if (system)
		return true;
	for (;;) {
		struct slice rest = text, part;
		unsigned taken = 0;
		if (!expression_split(&rest, "", &part))
			return false;
		if (!set_any(expansion, 0, 4, part, &taken))
			return set_font_end(expansion, text);
		text = rest;
	}
}

/* One length: a square page; two: width and height. */
static bool set_size(const struct expansion *expansion, struct slice text)
{
	struct parts parts;
	if (set_words(expansion, text))
		return true;
	return split(text, &parts) && parts.count <= 2 &&
	       set(expansion, PROPERTY_page_width, parts.part[0]) &&
	       set(expansion, PROPERTY_page_height, parts.part[parts.count - 1]);
}

/* A word, or how far the alignment is adjusted. */
static bool set_vertical_align(const struct expansion *expansion, struct slice text)
{
	return set_words(expansion, text) ||
	       (set(expansion, PROPERTY_alignment_baseline, slice_of("baseline")) &&
		set(expansion, PROPERTY_alignment_adjust, text));
}

/* border-spacing: along the line, then between the rows. */
static bool set_border_spacing(const struct expansion *expansion, struct slice text)
{
	struct parts parts;
	if (!split(text, &parts) || parts.count > 2)
		return false;
	if (parts.count == 1)
		return set(expansion, PROPERTY_border_separation, text);
	const struct refinement *refinement = expansion->refinement;
	return set_value(refinement, PROPERTY_border_separation, TOKEN_INLINE_PROGRESSION_DIRECTION,
			 parts.part[0]) &&
	       set_value(refinement, PROPERTY_border_separation, TOKEN_BLOCK_PROGRESSION_DIRECTION,
			 parts.part[1]);
}

/* "fr", "fr-FR", "fr-Latn-FR": the first part is the language, one of two letters or three digits the country. */
static bool set_xml_lang(const struct expansion *expansion, struct slice text)
{
	reset(expansion, 0, expansion->count);
	set(expansion, PROPERTY_language, slice_cut(&text, '-'));
	while (text.length > 0) {
		struct slice part = slice_cut(&text, '-');
		if (part.length == 4)
			set(expansion, PROPERTY_script, part);
		else if (part.length == 2 || part.length == 3)
			set(expansion, PROPERTY_country, part);
	}
	return true;
}

static const struct shorthand {
	bool (*set)(const struct expansion *expansion, struct slice text);
	enum property property;
	enum property targets[TARGETS_MAXIMUM];
	size_t count;
} shorthands[] = {
#define H(shorthand, function, ...)                                                                \
	{function, PROPERTY_##shorthand, {__VA_ARGS__}, sizeof((enum property[]){__VA_ARGS__}) / sizeof(enum property)},
#include "fo/shorthand.def"
};

bool shorthand_set(const struct refinement *refinement, enum property property, struct slice text)
{
	const struct shorthand *shorthand = shorthands;
	const struct shorthand *end = shorthands + sizeof shorthands / sizeof *shorthands;
	while (shorthand < end && shorthand->property != property)
		shorthand++;
	if (shorthand == end)
		return false;
	struct expansion expansion = {refinement, property, shorthand->targets, shorthand->count};
	if (!slice_is(text, "inherit"))
		return shorthand->set(&expansion, text);
	for (size_t i = 0; i < shorthand->count; i++)
		set(&expansion, shorthand->targets[i], text);
	return true;
}
