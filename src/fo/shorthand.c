#include "fo/shorthand.h"

#include <string.h>

#include "fo/expression.h"
#include "fo/set.h"

#define PARTS_MAXIMUM 8

/* The parts of a list, between white space. */
struct parts {
	const char *text[PARTS_MAXIMUM];
	size_t length[PARTS_MAXIMUM];
	size_t count;
};

static bool split(const char *text, size_t length, struct parts *parts)
{
	const char *at = text, *end = text + length, *part;
	size_t part_length;
	parts->count = 0;
	while (expression_split(&at, end, &part, &part_length)) {
		if (parts->count == PARTS_MAXIMUM)
			return false;
		parts->text[parts->count] = part;
		parts->length[parts->count++] = part_length;
	}
	return parts->count > 0;
}

static bool equals(const char *text, size_t length, const char *word)
{
	return length == strlen(word) && !memcmp(text, word, length);
}

static bool part_is(const struct parts *parts, size_t i, const char *word)
{
	return equals(parts->text[i], parts->length[i], word);
}

static bool set(const struct refinement *refinement, enum property property, const char *text,
		size_t length)
{
	if (!set_value(refinement, property_side(refinement->own, property), TOKEN_UNSET, text, length))
		return false;
	property_mark(refinement->own, property);
	return true;
}

static bool set_word(const struct refinement *refinement, enum property property, const char *word)
{
	return set(refinement, property, word, strlen(word));
}

static void set_initial(const struct refinement *refinement, enum property property)
{
	const struct property_row *row = property_row(property);
	memcpy(property_field(refinement->own, property),
	       (const char *)property_initial() + row->offset, row->size);
	property_mark(refinement->own, property);
}

static bool set_four(const struct refinement *refinement, const enum property edges[4],
		     const struct parts *parts)
{
	static const size_t chosen[4][4] = {{0, 0, 0, 0}, {0, 1, 0, 1}, {0, 1, 2, 1}, {0, 1, 2, 3}};
	for (size_t i = 0; i < 4; i++) {
		size_t part = chosen[parts->count - 1][i];
		if (!set(refinement, edges[i], parts->text[part], parts->length[part]))
			return false;
	}
	return true;
}

/* One to four values for top, right, bottom, left; or one expression with spaces in it. */
static bool set_edges(const struct refinement *refinement, const enum property edges[4],
		      const char *text, size_t length)
{
	struct parts parts, whole = {.text = {text}, .length = {length}, .count = 1};
	if (split(text, length, &parts) && parts.count <= 4 && set_four(refinement, edges, &parts))
		return true;
	return set_four(refinement, edges, &whole);
}

struct edge {
	enum property width, style, color;
};

static const struct edge edges_of_border[4] = {
	{PROPERTY_border_before_width, PROPERTY_border_before_style, PROPERTY_border_before_color},
	{PROPERTY_border_end_width, PROPERTY_border_end_style, PROPERTY_border_end_color},
	{PROPERTY_border_after_width, PROPERTY_border_after_style, PROPERTY_border_after_color},
	{PROPERTY_border_start_width, PROPERTY_border_start_style, PROPERTY_border_start_color},
};

/* Width, style and colour in any order; what is not named is initial. */
static bool set_border(const struct refinement *refinement, size_t first, size_t last,
		       const char *text, size_t length)
{
	struct parts parts;
	if (!split(text, length, &parts) || parts.count > 3)
		return false;
	for (size_t i = first; i <= last; i++) {
		const struct edge *edge = &edges_of_border[i];
		bool inherit = parts.count == 1 && part_is(&parts, 0, "inherit");
		bool width = inherit, style = inherit, color = inherit;
		set_initial(refinement, edge->width);
		set_initial(refinement, edge->style);
		*(struct color *)property_field(refinement->own, edge->color) =
			refinement->own->color;
		property_mark(refinement->own, edge->color);
		if (inherit)
			set_word(refinement, edge->width, "inherit"),
				set_word(refinement, edge->style, "inherit"),
				set_word(refinement, edge->color, "inherit");
		for (size_t k = 0; k < parts.count && !inherit; k++) {
			const char *part = parts.text[k];
			if (!style && set(refinement, edge->style, part, parts.length[k]))
				style = true;
			else if (!width && set(refinement, edge->width, part, parts.length[k]))
				width = true;
			else if (!color && set(refinement, edge->color, part, parts.length[k]))
				color = true;
			else
				return false;
		}
	}
	return true;
}

/* "top left", "50% 2cm", "left": the keywords say which axis. */
static bool set_background_position(const struct refinement *refinement, const struct parts *parts,
				    size_t first, size_t count)
{
	enum property axes[2] = {PROPERTY_background_position_horizontal,
				 PROPERTY_background_position_vertical};
	if (count < 1 || count > 2)
		return false;
	bool turned = part_is(parts, first, "top") || part_is(parts, first, "bottom") ||
		      (count == 2 &&
		       (part_is(parts, first + 1, "left") || part_is(parts, first + 1, "right")));
	for (size_t i = 0; i < count; i++)
		if (!set(refinement, axes[turned ? 1 - i : i], parts->text[first + i],
			 parts->length[first + i]))
			return false;
	return count == 2 || part_is(parts, first, "inherit") ||
	       set_word(refinement, axes[turned ? 0 : 1], "center");
}

static bool set_background(const struct refinement *refinement, const char *text, size_t length)
{
	struct parts parts;
	if (!split(text, length, &parts))
		return false;
	set_initial(refinement, PROPERTY_background_color);
	set_initial(refinement, PROPERTY_background_image);
	set_initial(refinement, PROPERTY_background_repeat);
	set_initial(refinement, PROPERTY_background_attachment);
	set_initial(refinement, PROPERTY_background_position_horizontal);
	set_initial(refinement, PROPERTY_background_position_vertical);
	for (size_t i = 0; i < parts.count; i++) {
		const char *part = parts.text[i];
		size_t size = parts.length[i];
		if (equals(part, size, "none") || (size > 4 && !memcmp(part, "url(", 4))) {
			if (!set(refinement, PROPERTY_background_image, part, size))
				return false;
		} else if (!set(refinement, PROPERTY_background_repeat, part, size) &&
			   !set(refinement, PROPERTY_background_attachment, part, size) &&
			   !set(refinement, PROPERTY_background_color, part, size)) {
			size_t count = i + 1 < parts.count ? 2 : 1;
			if (!set_background_position(refinement, &parts, i, count) &&
			    (count = 1, !set_background_position(refinement, &parts, i, 1)))
				return false;
			i += count - 1;
		}
	}
	return true;
}

/* size[/line-height], and behind it the families. */
static bool set_font_end(const struct refinement *refinement, const char *text, const char *end)
{
	const char *at = text, *part;
	size_t length;
	if (!expression_split(&at, end, &part, &length))
		return false;
	const char *slash = memchr(part, '/', length);
	size_t size_length = slash ? (size_t)(slash - part) : length;
	if (!set(refinement, PROPERTY_font_size, part, size_length))
		return false;
	if (slash && !set(refinement, PROPERTY_line_height, slash + 1, length - size_length - 1))
		return false;
	while (at < end && strchr(" \t\r\n", *at))
		at++;
	return at < end && set(refinement, PROPERTY_font_family, at, (size_t)(end - at));
}

/* The fonts of the system's own windows, of which there are none. */
static bool is_system_font(const char *text, size_t length)
{
	static const char *const names[] = {"caption",	   "icon",	    "menu",
					    "message-box", "small-caption", "status-bar"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (equals(text, length, names[i]))
			return true;
	return false;
}

static bool set_font(const struct refinement *refinement, const char *text, size_t length)
{
	static const enum property all[] = {PROPERTY_font_style,  PROPERTY_font_variant,
					    PROPERTY_font_weight, PROPERTY_font_stretch,
					    PROPERTY_line_height, PROPERTY_font_size_adjust};
	static const enum property early[] = {PROPERTY_font_style, PROPERTY_font_variant,
					      PROPERTY_font_weight, PROPERTY_font_stretch};
	const char *at = text, *end = text + length, *part;
	size_t part_length;
	bool inherit = equals(text, length, "inherit");
	if (is_system_font(text, length))
		text = "12pt sans-serif", at = text, end = text + strlen(text);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (inherit)
			set_word(refinement, all[i], "inherit");
		else
			set_initial(refinement, all[i]);
	if (inherit)
		return set_word(refinement, PROPERTY_font_size, "inherit") &&
		       set_word(refinement, PROPERTY_font_family, "inherit");
	refinement->own->line_height_factor = 1.2;
	for (;;) {
		const char *before = at;
		if (!expression_split(&at, end, &part, &part_length))
			return false;
		bool known = false;
		for (size_t i = 0; i < 4 && !known; i++)
			known = set(refinement, early[i], part, part_length);
		if (!known)
			return set_font_end(refinement, before, end);
	}
}

/* Shorthands of words (XSL 1.1, 7.31): what each word sets. */
struct wording {
	enum expansion expansion;
	const char *word;
	struct {
		enum property property;
		const char *value; /* NULL: no more */
	} sets[4];
};

static const struct wording wordings[] = {
#define W(expansion, word, ...) {EXPAND_##expansion, word, {__VA_ARGS__}},
#include "fo/shorthand.def"
#undef W
};

static bool set_words(const struct refinement *refinement, enum expansion expansion, const char *text, size_t length)
{
	bool inherit = equals(text, length, "inherit");
	for (size_t i = 0; i < sizeof wordings / sizeof *wordings; i++) {
		const struct wording *wording = &wordings[i];
		if (wording->expansion != expansion || !(inherit || equals(text, length, wording->word)))
			continue;
		for (size_t k = 0; k < 4 && wording->sets[k].value; k++)
			if (!set_word(refinement, wording->sets[k].property, inherit ? "inherit" : wording->sets[k].value))
				return false;
		return true;
	}
	return false;
}

/* One length: a square page; two: width and height. */
static bool set_size(const struct refinement *refinement, const char *text, size_t length)
{
	struct parts parts;
	if (!split(text, length, &parts) || parts.count > 2)
		return false;
	const char *width = "auto", *height = "auto";
	if (part_is(&parts, 0, "landscape"))
		width = "29.7cm", height = "21cm";
	else if (part_is(&parts, 0, "portrait"))
		width = "21cm", height = "29.7cm";
	else if (!part_is(&parts, 0, "auto"))
		return set(refinement, PROPERTY_page_width, parts.text[0], parts.length[0]) &&
		       set(refinement, PROPERTY_page_height, parts.text[parts.count - 1],
			   parts.length[parts.count - 1]);
	return parts.count == 1 && set_word(refinement, PROPERTY_page_width, width) &&
	       set_word(refinement, PROPERTY_page_height, height);
}

/* A word, or how far the alignment is adjusted. */
static bool set_vertical_align(const struct refinement *refinement, const char *text, size_t length)
{
	return set_words(refinement, EXPAND_VERTICAL_ALIGN, text, length) ||
	       (set_word(refinement, PROPERTY_alignment_baseline, "baseline") &&
		set(refinement, PROPERTY_alignment_adjust, text, length));
}

/* border-spacing: along the line, then between the rows. */
static bool set_border_spacing(const struct refinement *refinement, const char *text, size_t length)
{
	struct parts parts;
	if (!split(text, length, &parts) || parts.count > 2)
		return false;
	size_t last = parts.count - 1;
	if (parts.count == 1)
		return set(refinement, PROPERTY_border_separation, text, length);
	property_mark(refinement->own, PROPERTY_border_separation);
	return set_value(refinement, PROPERTY_border_separation, TOKEN_INLINE_PROGRESSION_DIRECTION,
			 parts.text[0], parts.length[0]) &&
	       set_value(refinement, PROPERTY_border_separation, TOKEN_BLOCK_PROGRESSION_DIRECTION,
			 parts.text[last], parts.length[last]);
}

/* "fr", "fr-FR", "fr-Latn-FR": the first part is the language, one of two letters or three digits the country. */
static bool set_xml_lang(const struct refinement *refinement, const char *text, size_t length)
{
	set_initial(refinement, PROPERTY_language);
	set_initial(refinement, PROPERTY_country);
	const char *end = text + length;
	for (const char *at = text; at < end;) {
		const char *dash = memchr(at, '-', (size_t)(end - at));
		size_t part = (size_t)((dash ? dash : end) - at);
		if (at == text && part > 0)
			set(refinement, PROPERTY_language, at, part);
		else if (part == 4)
			set(refinement, PROPERTY_script, at, part);
		else if (part == 2 || part == 3)
			set(refinement, PROPERTY_country, at, part);
		at += part + 1;
	}
	return true;
}

static bool set_border_part(const struct refinement *refinement, enum expansion expansion,
			    const char *text, size_t length)
{
	enum property edges[4];
	for (size_t i = 0; i < 4; i++) {
		const struct edge *edge = &edges_of_border[i];
		edges[i] = expansion == EXPAND_BORDER_COLOR   ? edge->color
			   : expansion == EXPAND_BORDER_STYLE ? edge->style
							      : edge->width;
	}
	return set_edges(refinement, edges, text, length);
}

bool shorthand_set(const struct refinement *refinement, enum property property, const char *text,
		   size_t length)
{
	static const enum property margins[4] = {PROPERTY_margin_top, PROPERTY_margin_right,
						 PROPERTY_margin_bottom, PROPERTY_margin_left};
	static const enum property paddings[4] = {PROPERTY_padding_before, PROPERTY_padding_end,
						  PROPERTY_padding_after, PROPERTY_padding_start};
	struct parts parts;
	enum expansion expansion = property_row(property)->expansion;
	switch (expansion) {
	case EXPAND_BACKGROUND:
		return set_background(refinement, text, length);
	case EXPAND_BACKGROUND_POSITION:
		return split(text, length, &parts) &&
		       set_background_position(refinement, &parts, 0, parts.count);
	case EXPAND_BORDER:
		return set_border(refinement, 0, 3, text, length);
	case EXPAND_BORDER_TOP:
		return set_border(refinement, 0, 0, text, length);
	case EXPAND_BORDER_RIGHT:
		return set_border(refinement, 1, 1, text, length);
	case EXPAND_BORDER_BOTTOM:
		return set_border(refinement, 2, 2, text, length);
	case EXPAND_BORDER_LEFT:
		return set_border(refinement, 3, 3, text, length);
	case EXPAND_BORDER_COLOR:
	case EXPAND_BORDER_STYLE:
	case EXPAND_BORDER_WIDTH:
		return set_border_part(refinement, expansion, text, length);
	case EXPAND_BORDER_SPACING:
		return set_border_spacing(refinement, text, length);
	case EXPAND_FONT:
		return set_font(refinement, text, length);
	case EXPAND_MARGIN:
		return set_edges(refinement, margins, text, length);
	case EXPAND_PADDING:
		return set_edges(refinement, paddings, text, length);
	case EXPAND_SIZE:
		return set_size(refinement, text, length);
	case EXPAND_VERTICAL_ALIGN:
		return set_vertical_align(refinement, text, length);
	case EXPAND_XML_LANG:
		return set_xml_lang(refinement, text, length);
	default:
		return set_words(refinement, expansion, text, length);
	}
}
