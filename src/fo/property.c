#include "fo/property.h"

#include <string.h>

#include "base/arena.h"
#include "fo/function.h"
#include "fo/name.h"
#include "fo/set.h"
#include "fo/shorthand.h"

/* clang-format off: the values that property.def names. */
#define KEYWORD(symbol) {.automatic = true, .keyword = TOKEN_##symbol}
#define AUTO            KEYWORD(AUTO)
#define AUTO_RANGE      {AUTO, AUTO, AUTO}
#define TRANSPARENT     {0}
#define BLACK           {.alpha = 1}
#define MEDIUM          {.length = {.points = 1}}
#define LEADER_LENGTH   {{0}, {.points = 12}, {.percent = 100}}
#define LINE_NORMAL     {.minimum = {.points = 14.4}, .optimum = {.points = 14.4}, .maximum = {.points = 14.4}}
/* clang-format on */

static const struct properties initial_values = {
	.list_item_indent = AUTO,
	.line_height_factor = 1.2,
#define P(symbol, name, kind, inherited, initial, values) .symbol = initial,
#include "fo/property.def"
#undef P
};

#define YES true
#define NO  false

static const struct property_row rows[] = {
#define P(symbol, name, kind, inherited, initial, values)                                                            \
	{name, KIND_##kind, ORDER_PLAIN, PROPERTY_COUNT, TOKEN_UNSET, inherited,                                     \
	 offsetof(struct properties, symbol), sizeof(property_##kind), values},
#define S(symbol, name, order) {name, KIND_SHORTHAND, ORDER_##order, .values = ""},
#define A(symbol, name, target, component)                                                         \
	{name, KIND_ALIAS, ORDER_ALIAS, PROPERTY_##target, TOKEN_##component, .values = ""},
#define N(symbol, name) {name, KIND_NONE, ORDER_PLAIN, .values = ""},
#include "fo/property.def"
#undef P
};

static const struct component components[] = {
#define C(kind, component, part, field)                                                            \
	{KIND_##kind, TOKEN_##component, KIND_##part, offsetof(property_##kind, field)},
#include "fo/kind.def"
	{.compound = KIND_NONE},
};

_Static_assert(PROPERTY_COUNT <= 64 * PROPERTY_WORDS, "a bit for each property");

const struct property_row *property_row(enum property property)
{
	return &rows[property];
}

const struct properties *property_initial(void)
{
	return &initial_values;
}

const struct component *property_component(enum property_kind kind, enum token name)
{
	for (const struct component *row = components; row->compound != KIND_NONE; row++)
		if (row->compound == kind && (name == TOKEN_UNSET || row->name == name))
			return row;
	return NULL;
}

/* The row that holds the value of a property, seen from its lines' direction. */
static const struct property_row *row_of(const struct properties *properties, enum property property)
{
	const struct property_row *row = &rows[property_side(properties, property)];
	return row->kind == KIND_ALIAS && row->part == TOKEN_UNSET ? &rows[row->target] : row;
}

bool property_find(struct slice name, enum property *property, enum token *component)
{
	struct slice rest = name, first = slice_cut(&rest, '.');
	*component = TOKEN_UNSET;
	*property = (enum property)name_find(&rows->name, PROPERTY_COUNT, sizeof *rows, first);
	if (*property == PROPERTY_COUNT)
		return false;
	if (first.length == name.length)
		return true;
	*component = expression_keyword(rest);
	return *component != TOKEN_UNSET &&
	       property_component(row_of(&initial_values, *property)->kind, *component);
}

bool property_specified(const struct properties *properties, enum property property)
{
	return properties->specified[property / 64] >> property % 64 & 1;
}

bool property_right_to_left(const struct properties *properties)
{
	return properties->writing_mode == TOKEN_RL_TB || properties->writing_mode == TOKEN_RL;
}

const char *property_language(struct arena *arena, const struct properties *properties)
{
	const char *language = properties->language, *country = properties->country;

	if (!language || strcmp(language, "none") == 0)
		return NULL;
	if (!country || strcmp(country, "none") == 0)
		return language;
	return arena_printf(arena, "%s-%s", language, country);
}

enum property property_side(const struct properties *properties, enum property property)
{
	static const enum property sides[][2] = {
		{PROPERTY_start_indent, PROPERTY_end_indent},
		{PROPERTY_space_start, PROPERTY_space_end},
		{PROPERTY_padding_start, PROPERTY_padding_end},
		{PROPERTY_border_start_width, PROPERTY_border_end_width},
		{PROPERTY_border_start_style, PROPERTY_border_end_style},
		{PROPERTY_border_start_color, PROPERTY_border_end_color},
		{PROPERTY_border_start_precedence, PROPERTY_border_end_precedence},
	};

	for (size_t i = 0; property_right_to_left(properties) && i < sizeof sides / sizeof *sides; i++)
		for (size_t k = 0; k < 2; k++)
			if (property == sides[i][k])
				return sides[i][1 - k];
	return property;
}

void property_mark(struct properties *properties, enum property property)
{
	properties->specified[property / 64] |= (uint64_t)1 << property % 64;
}

void *property_field(struct properties *properties, enum property property)
{
	return (char *)properties + rows[property].offset;
}

void property_begin(struct properties *own, const struct properties *parent)
{
	size_t inherited = offsetof(struct properties, parent);
	memcpy(own, parent, inherited);
	memcpy((char *)own + inherited, (const char *)&initial_values + inherited,
	       sizeof *own - inherited);
	own->parent = parent == &initial_values ? NULL : parent;
}

bool property_copy(struct properties *own, enum property property, const struct properties *from, enum property source)
{
	const struct property_row *to = row_of(own, property), *row = row_of(from, source);
	if (to->kind != row->kind)
		return false;
	memcpy((char *)own + to->offset, (const char *)from + row->offset, row->size);
	if (row->kind == KIND_LINE_HEIGHT)
		own->line_height_factor = from->line_height_factor;
	property_mark(own, (enum property)(to - rows));
	return true;
}

int property_order(enum property property, enum token component)
{
	enum property_order order = rows[property].order;
	if (property == PROPERTY_writing_mode)
		order = ORDER_FIRST;
	else if (property == PROPERTY_font_size)
		order = ORDER_FONT_SIZE;
	else if (property == PROPERTY_color)
		order = ORDER_COLOR;
	else if (property == PROPERTY_start_indent || property == PROPERTY_end_indent)
		order = ORDER_INDENT;
	return 2 * (int)order + (component != TOKEN_UNSET);
}

static struct value value_of_keyword(enum token keyword)
{
	return (struct value){.kind = VALUE_KEYWORD,
			      .keyword = keyword,
			      .text = slice_of(expression_keyword_name(keyword))};
}

static struct value value_of_strength(int strength)
{
	if (strength == 0 || strength == KEEP_ALWAYS)
		return value_of_keyword(strength ? TOKEN_ALWAYS : TOKEN_AUTO);
	return value_of_number(strength);
}

bool property_evaluate(struct value *value)
{
	if (value->kind != VALUE_PROPERTY)
		return true;
	const struct property_row *row = row_of(value->from, value->property);
	const struct component *part = property_component(row->kind, value->component);
	const void *field = (const char *)value->from + row->offset + (part ? part->offset : 0);
	const struct length *length = field;
	switch (part ? part->kind : row->kind) {
	case KIND_LENGTH:
	case KIND_EXTENT:
	case KIND_THICKNESS:
	case KIND_FONT_SIZE:
	case KIND_POSITION:
		*value = length->automatic ? value_of_keyword(length->keyword) : value_of_length(*length);
		return true;
	case KIND_TOKEN:
		*value = value_of_keyword(*(const enum token *)field);
		return true;
	case KIND_CONDITIONALITY:
		*value = value_of_keyword(*(const bool *)field ? TOKEN_RETAIN : TOKEN_DISCARD);
		return true;
	case KIND_STRENGTH:
		*value = value_of_strength(*(const int *)field);
		return true;
	case KIND_PRECEDENCE:
	case KIND_INTEGER:
	case KIND_NATURAL:
	case KIND_POSITIVE:
	case KIND_REPEAT:
	case KIND_ORIENTATION:
	case KIND_FONT_WEIGHT:
		*value = value_of_number(*(const int *)field);
		return true;
	case KIND_NUMBER:
		*value = value_of_number(*(const double *)field);
		return true;
	case KIND_COLOR:
		*value = (struct value){.kind = VALUE_COLOR, .color = *(const struct color *)field};
		return true;
	default:
		return false;
	}
}

/* Lines run the other way than around: inherited indents are those of the other side. */
static void turn_indents(struct properties *own, const struct properties *parent)
{
	if (property_right_to_left(own) == property_right_to_left(parent))
		return;
	own->start_indent = parent->end_indent;
	own->end_indent = parent->start_indent;
}

/* width is another name of the inline-progression-dimension, height of the other: lines run across. */
static void couple(struct properties *own, enum property property)
{
	if (property == PROPERTY_width)
		own->inline_progression_dimension =
			(struct length_range){own->width, own->width, own->width};
	else if (property == PROPERTY_height)
		own->block_progression_dimension =
			(struct length_range){own->height, own->height, own->height};
}

bool property_set(const struct refinement *refinement, enum property property, enum token component,
		  const char *value)
{
	struct properties *own = refinement->own;
	const struct property_row *row = &rows[property];
	struct slice text = slice_of(value);
	if (row->kind != KIND_STRING && row->kind != KIND_CHARACTER)
		text = slice_trim(text, SLICE_SPACES);
	if (row->kind == KIND_NONE)
		return true;
	if (row->kind == KIND_SHORTHAND)
		return shorthand_set(refinement, property, text);
	if (row->kind == KIND_ALIAS) {
		if (row->part != TOKEN_UNSET) {
			component = row->part;
			text = slice_is(text, "none") ? slice_of("auto") : text;
		}
		property = property_side(own, row->target);
	}
	if (!set_value(refinement, property, component, text))
		return false;
	couple(own, property);
	if (property == PROPERTY_writing_mode)
		turn_indents(own, refinement->parent);
	return true;
}

static void end_borders(struct properties *own)
{
#define EDGE(edge)                                                                                                   \
	if (own->border_##edge##_style == TOKEN_NONE || own->border_##edge##_style == TOKEN_HIDDEN)                  \
		own->border_##edge##_width.length = LENGTH_POINTS(0);                                                \
	if (!property_specified(own, PROPERTY_border_##edge##_color))                                                \
		own->border_##edge##_color = own->color;
	EDGE(before)
	EDGE(after)
	EDGE(start)
	EDGE(end)
#undef EDGE
}

static struct space space_of(struct length length, struct space old)
{
	if (length.automatic)
		length = LENGTH_POINTS(0);
	return (struct space){length, length, length, old.precedence, old.retain};
}

/* A space that a margin made stays at the edge of a page (XSL 1.1, 5.3.2). */
static struct space margin_space(struct length margin, struct space old)
{
	struct space space = space_of(margin, old);

	space.retain |= !margin.automatic;
	return space;
}

/* XSL 1.1, 5.3.2, and as Apache FOP reads it: a margin given wins over an indent given. */
static struct length indent(const struct refinement *refinement, struct length inherited,
			    struct length margin, struct length padding, struct length border)
{
	struct length total = refinement->reference_area ? LENGTH_POINTS(0) : inherited;
	return length_sum(length_sum(length_sum(total, margin, 1), padding, 1), border, 1);
}

static void end_margins(const struct refinement *refinement)
{
	struct properties *own = refinement->own;
	const struct properties *parent = refinement->parent;
	bool left = property_specified(own, PROPERTY_margin_left);
	bool right = property_specified(own, PROPERTY_margin_right);

	if (left && refinement->inside_line)
		own->space_start = space_of(own->margin_left, own->space_start);
	else if (left)
		own->start_indent = indent(refinement, parent->start_indent, own->margin_left,
					   own->padding_start.length, own->border_start_width.length);
	if (right && refinement->inside_line)
		own->space_end = space_of(own->margin_right, own->space_end);
	else if (right)
		own->end_indent = indent(refinement, parent->end_indent, own->margin_right,
					 own->padding_end.length, own->border_end_width.length);
	if (refinement->inside_line)
		return;
	if (property_specified(own, PROPERTY_margin_top))
		own->space_before = margin_space(own->margin_top, own->space_before);
	if (property_specified(own, PROPERTY_margin_bottom))
		own->space_after = margin_space(own->margin_bottom, own->space_after);
}

/* minimum <= optimum <= maximum, where they can be compared. */
static void order_range(struct length *minimum, struct length *optimum, struct length *maximum)
{
	bool plain = !minimum->automatic && !optimum->automatic && minimum->percent == 0 &&
		     optimum->percent == 0;
	if (plain && minimum->points > optimum->points)
		*optimum = *minimum;
	plain = !optimum->automatic && !maximum->automatic && optimum->percent == 0 &&
		maximum->percent == 0;
	if (plain && maximum->points < optimum->points)
		*maximum = *optimum;
}

static void end_spaces(struct properties *own)
{
	struct space *spaces[] = {&own->space_before, &own->space_after,    &own->space_start,
				  &own->space_end,    &own->letter_spacing, &own->word_spacing,
				  &own->line_height};
	for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
		order_range(&spaces[i]->minimum, &spaces[i]->optimum, &spaces[i]->maximum);
	order_range(&own->leader_length.minimum, &own->leader_length.optimum,
		    &own->leader_length.maximum);
}

void property_end_line_height(struct properties *own)
{
	struct length height = LENGTH_POINTS(own->line_height_factor * own->font_size.points);

	if (own->line_height_factor > 0)
		own->line_height.minimum = own->line_height.optimum = own->line_height.maximum = height;
}

void property_end(const struct refinement *refinement)
{
	struct properties *own = refinement->own;
	property_end_line_height(own);
	if (!property_specified(own, PROPERTY_width))
		own->width = own->inline_progression_dimension.optimum;
	if (!property_specified(own, PROPERTY_height))
		own->height = own->block_progression_dimension.optimum;
	end_borders(own);
	if (!refinement->page_master)
		end_margins(refinement);
	end_spaces(own);
	if (refinement->list_item)
		own->list_item_indent = property_right_to_left(own) ? own->end_indent : own->start_indent;
}
