#include <glib.h>
#include <string.h>

#include "base/arena.h"
#include "base/message.h"
#include "fo/expression.h"
#include "fo/line_parts.h"
#include "font/face.h"

/* How far a space stretches and shrinks before a line is called loose or tight, of its width. */
#define SPACE_STRETCH (1.0 / 2)
#define SPACE_SHRINK  (1.0 / 3)

static bool is_italic(const struct properties *p)
{
	return p->font_style == TOKEN_ITALIC || p->font_style == TOKEN_OBLIQUE;
}

/* The face asked for; where there is none, the upright of the family, then the serif family: said, as F707. */
static const struct face *find_face(struct line_context *context, const struct fo *node, const struct properties *p)
{
	const struct face *face = font_library_find(context->fonts, p->font_family, p->font_weight, is_italic(p)), *other = NULL;
	const char *wanted = p->font_family;

	if (p->font_stretch != TOKEN_NORMAL)
		line_say(context, node, M_F707, context->strict,
			 arena_printf(context->arena, "%s, %s", p->font_family, expression_keyword_name(p->font_stretch)),
			 face ? face->family : "serif");
	if (face && (p->font_variant != TOKEN_SMALL_CAPS || face->small_capitals))
		return face;
	if (face)
		wanted = arena_printf(context->arena, "%s, small-caps", p->font_family);
	else
		other = font_library_find(context->fonts, p->font_family, p->font_weight, false);
	if (!other)
		other = font_library_find(context->fonts, "serif", p->font_weight, is_italic(p));
	line_say(context, node, M_F707, context->strict, wanted, other ? other->family : "serif");
	return other ? other : font_library_face(context->fonts, 0);
}

static bool same_face(const struct properties *a, const struct properties *b)
{
	return a == b ||
	       (a->font_weight == b->font_weight && a->font_style == b->font_style &&
		a->font_variant == b->font_variant && strcmp(a->font_family, b->font_family) == 0);
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_language(const struct properties *a, const struct properties *b)
{
	return a == b || (same_text(a->language, b->language) && same_text(a->country, b->country));
}

/* The run's language is NULL where it is the document's, which is that of the root. */
static void set_language(struct paragraph *paragraph, struct inline_style *style,
			 const struct fo *node)
{
	const struct fo *root = node;
	const char *tag = property_language(paragraph->context->arena, style->p);

	while (root->parent)
		root = root->parent;
	style->shape.language = tag ? hb_language_from_string(tag, -1) : HB_LANGUAGE_INVALID;
	style->lang = same_language(style->p, root->p) ? NULL : tag;
}

static void set_hyphenation(struct inline_style *style)
{
	const struct properties *p = style->p;

	if (p->hyphenate != TOKEN_TRUE || !style->breakable)
		return;
	style->before = (unsigned)MAX(p->hyphenation_remain_character_count, 2);
	style->after = (unsigned)MAX(p->hyphenation_push_character_count, 3);
}

static struct glue spacing_glue(const struct space *space)
{
	double optimum = space->optimum.points;

	return (struct glue){optimum, space->maximum.points - optimum, optimum - space->minimum.points};
}

static void set_spacing(struct inline_style *style)
{
	style->letter = spacing_glue(&style->p->letter_spacing);
	style->word = spacing_glue(&style->p->word_spacing);
	if (style->p->font_variant == TOKEN_SMALL_CAPS && style->shape.face->small_capitals)
		style->shape.features |= SHAPE_SMALL_CAPITALS;
	if (style->letter.width != 0 || style->letter.stretch > 0 || style->letter.shrink > 0)
		style->shape.features |= SHAPE_NO_LIGATURES;
}

bool style_is_word_space(const struct inline_style *style, const char *text, size_t length)
{
	bool space = *text == ' ' || (length > 1 && (unsigned char)text[0] == 0xc2 && (unsigned char)text[1] == 0xa0);

	if (style->node->kind == FO_CHARACTER && style->p->treat_as_word_space != TOKEN_AUTO)
		return style->p->treat_as_word_space == TOKEN_TRUE;
	return space;
}

struct glue style_word(const struct inline_style *style, double natural)
{
	return (struct glue){.width = style->word.width,
			     .stretch = natural * SPACE_STRETCH + style->word.stretch,
			     .shrink = natural * SPACE_SHRINK + style->word.shrink};
}

/* text-altitude and text-depth: use-font-metrics divides the em box (XSL 1.1, 7.29.4) as the face's ascender and descender stand to each
 * other, so that faces of one size make lines of one height. */
static void set_extent(struct inline_style *style)
{
	const struct face *face = style->shape.face;
	double em = style->size / (face->ascender + face->descender);
	double line_height = style->p->line_height.optimum.points;

	style->ascent = face->ascender * em;
	style->descent = face->descender * em;
	if (!style->p->text_altitude.automatic)
		style->ascent = length_resolve(style->p->text_altitude, line_height);
	if (!style->p->text_depth.automatic)
		style->descent = length_resolve(style->p->text_depth, line_height);
}

/* How high a baseline is above the alphabetic one of something with these extents; what fonts do not say is as in XSL 1.1, 7.14. */
static double baseline_height(enum token baseline, double before, double middle, double after)
{
	switch (baseline) {
	case TOKEN_MIDDLE:
		return middle;
	case TOKEN_CENTRAL:
		return (before + after) / 2;
	case TOKEN_BEFORE_EDGE:
	case TOKEN_TEXT_BEFORE_EDGE:
		return before;
	case TOKEN_AFTER_EDGE:
	case TOKEN_TEXT_AFTER_EDGE:
	case TOKEN_IDEOGRAPHIC:
		return after;
	case TOKEN_HANGING:
		return before * 0.8;
	case TOKEN_MATHEMATICAL:
		return before / 2;
	default:
		return 0;
	}
}

double style_rise(const struct properties *p, const struct inline_style *parent, double before,
		  double middle, double after, double height)
{
	bool own = p->alignment_baseline != TOKEN_AUTO && p->alignment_baseline != TOKEN_BASELINE;
	enum token baseline = own ? p->alignment_baseline : parent->p->dominant_baseline;
	const struct length *adjust = &p->alignment_adjust;
	bool given = !adjust->automatic || adjust->keyword != TOKEN_AUTO;
	double rise = baseline_height(baseline, parent->ascent, parent->shape.face->x_height * parent->size / 2,
				      -parent->descent);

	if (adjust->automatic)
		rise -= baseline_height(given ? adjust->keyword : baseline, before, middle, after);
	else
		rise += length_resolve(*adjust, height);
	/* XSL 1.1, 7.14.5 leaves where sub and super stand to the font: these are the usual places. */
	if (p->baseline_shift.keyword == TOKEN_SUB)
		rise -= 0.2 * parent->size;
	else if (p->baseline_shift.keyword == TOKEN_SUPER)
		rise += 0.33 * parent->size;
	else
		rise += length_resolve(p->baseline_shift, parent->p->line_height.optimum.points);
	return parent->rise + rise;
}

/* Whether an element between a node and the block sets a property itself. */
static bool is_set_within(const struct properties *p, const struct properties *block, enum property property)
{
	for (; p && p != block; p = p->parent)
		if (property_specified(p, property))
			return true;
	return false;
}

/* The values of a node in the first line: what fo:initial-property-set says is inherited as if it were around all of the line
 * (XSL 1.1, 6.6.4). */
static const struct properties *first_line_values(const struct paragraph *paragraph, const struct fo *node)
{
	const struct properties *initial = paragraph->initial->p, *block = paragraph->block->p;
	struct properties *own = arena_alloc(paragraph->context->arena, sizeof(*own));

	*own = *node->p;
	for (enum property i = 0; i < PROPERTY_COUNT; i++) {
		const struct property_row *row = property_row(i);

		if (!row->inherited || !property_specified(initial, i) || is_set_within(node->p, block, i) ||
		    (i == PROPERTY_text_transform && paragraph->keeps_case))
			continue;
		memcpy(property_field(own, i), (const char *)initial + row->offset, row->size);
		if (i == PROPERTY_line_height)
			own->line_height_factor = initial->line_height_factor;
	}
	if (paragraph->keeps_case && node == paragraph->initial)
		own->text_transform = block->text_transform;
	property_end_line_height(own);
	return own;
}

const struct inline_style *style_new(struct paragraph *paragraph, const struct fo *node,
				     const struct inline_style *parent, struct line_box *box)
{
	const struct properties *p = paragraph->initial ? first_line_values(paragraph, node) : node->p;
	struct inline_style *style = arena_alloc(paragraph->context->arena, sizeof(*style));
	const struct face *face = parent && same_face(p, parent->p)
					  ? parent->shape.face
					  : find_face(paragraph->context, node, p);

	style->node = node;
	style->p = p;
	style->box = box;
	style->shape.face = face;
	style->shape.script = HB_SCRIPT_LATIN;
	style->size = p->font_size.points;
	if (p->font_size_adjust > 0 && face->x_height > 0) /* the x-height, as a part of the size: XSL 1.1, 7.9.5 */
		style->size *= p->font_size_adjust / face->x_height;
	set_extent(style);
	style->breakable = p->wrap_option != TOKEN_NO_WRAP && p->keep_together.within_line == 0;
	set_spacing(style);
	set_hyphenation(style);
	if (parent && same_language(p, parent->p)) {
		style->lang = parent->lang;
		style->shape.language = parent->shape.language;
	} else {
		set_language(paragraph, style, node);
	}
	if (parent)
		style->rise = style_rise(p, parent, style->ascent, face->x_height * style->size / 2, -style->descent,
					 node->kind == FO_CHARACTER ? style->size : p->line_height.optimum.points);
	return style;
}
