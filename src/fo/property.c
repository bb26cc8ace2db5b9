#include "fo/property.h"

#include <string.h>

#include "fo/expression.h"
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

#define YES           true
#define NO            false
#define PROPERTY_none PROPERTY_COUNT

static const struct property_row rows[] = {
#define P(symbol, name, kind, inherited, initial, values)                                                            \
	{name, KIND_##kind, EXPAND_NONE, PROPERTY_none, inherited, offsetof(struct properties, symbol),              \
	 sizeof(property_##kind), values},
#define S(symbol, name, expansion, target)                                                         \
	{name, KIND_NONE, EXPAND_##expansion, PROPERTY_##target, false, 0, 0, ""},
#define N(symbol, name) {name, KIND_NONE, EXPAND_NONE, PROPERTY_none, false, 0, 0, ""},
#include "fo/property.def"
#undef P
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

/* Which components a kind has. */
static bool has_component(enum property_kind kind, enum token component)
{
	switch (kind) {
	case KIND_SPACE:
	case KIND_SPACING:
	case KIND_LINE_HEIGHT:
		return component == TOKEN_MINIMUM || component == TOKEN_OPTIMUM ||
		       component == TOKEN_MAXIMUM || component == TOKEN_PRECEDENCE ||
		       component == TOKEN_CONDITIONALITY;
	case KIND_LENGTH_RANGE:
		return component == TOKEN_MINIMUM || component == TOKEN_OPTIMUM ||
		       component == TOKEN_MAXIMUM;
	case KIND_LENGTH_CONDITIONAL:
	case KIND_BORDER_WIDTH:
		return component == TOKEN_LENGTH || component == TOKEN_CONDITIONALITY;
	case KIND_KEEP:
		return component == TOKEN_WITHIN_LINE || component == TOKEN_WITHIN_COLUMN ||
		       component == TOKEN_WITHIN_PAGE;
	case KIND_LENGTH_PAIR:
		return component == TOKEN_BLOCK_PROGRESSION_DIRECTION ||
		       component == TOKEN_INLINE_PROGRESSION_DIRECTION;
	default:
		return false;
	}
}

bool property_find(const char *name, enum property *property, enum token *component)
{
	const char *dot = strchr(name, '.');
	*component = TOKEN_UNSET;
	size_t length = dot ? (size_t)(dot - name) : strlen(name);
	*property = (enum property)name_find(&rows->name, PROPERTY_COUNT, sizeof *rows, name, length);
	if (*property == PROPERTY_COUNT)
		return false;
	if (!dot)
		return true;
	*component = expression_keyword(dot + 1, strlen(dot + 1));
	const struct property_row *row = &rows[*property];
	if (row->expansion == EXPAND_ALIAS)
		row = &rows[row->target];
	return has_component(row->kind, *component);
}

bool property_specified(const struct properties *properties, enum property property)
{
	return properties->specified[property / 64] >> property % 64 & 1;
}

bool property_right_to_left(const struct properties *properties)
{
	return properties->writing_mode == TOKEN_RL_TB || properties->writing_mode == TOKEN_RL;
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

int property_order(enum property property, enum token component)
{
	int order = 7;
	switch (rows[property].expansion) {
	case EXPAND_NONE:
		if (property == PROPERTY_writing_mode)
			order = 0; /* says where start is */
		else if (property == PROPERTY_font_size)
			order = 1;
		else if (property == PROPERTY_color)
			order = 2;
		else if (property == PROPERTY_start_indent || property == PROPERTY_end_indent)
			order = 8; /* body-start() looks at the provisional distances */
		break;
	case EXPAND_FONT:
	case EXPAND_XML_LANG:
		order = 0;
		break;
	case EXPAND_BORDER_COLOR:
	case EXPAND_BORDER_STYLE:
	case EXPAND_BORDER_WIDTH:
		order = 4;
		break;
	case EXPAND_BORDER_TOP:
	case EXPAND_BORDER_BOTTOM:
	case EXPAND_BORDER_LEFT:
	case EXPAND_BORDER_RIGHT:
	case EXPAND_BACKGROUND_POSITION:
		order = 5;
		break;
	case EXPAND_ALIAS:
	case EXPAND_MINIMUM:
	case EXPAND_MAXIMUM:
		order = 9; /* XSL 1.1, 5.3.1: the absolute name wins over the relative one */
		break;
	default:
		order = 3;
	}
	return 2 * order + (component != TOKEN_UNSET);
}

/* The value for a reference to a compound: its component, or what stands for the whole. */
static const struct length *component_length(enum property_kind kind, const void *field,
					     enum token component)
{
	switch (kind) {
	case KIND_SPACE:
	case KIND_SPACING:
	case KIND_LINE_HEIGHT: {
		const struct space *space = field;
		return component == TOKEN_MINIMUM   ? &space->minimum
		       : component == TOKEN_MAXIMUM ? &space->maximum
						    : &space->optimum;
	}
	case KIND_LENGTH_RANGE: {
		const struct length_range *range = field;
		return component == TOKEN_MINIMUM   ? &range->minimum
		       : component == TOKEN_MAXIMUM ? &range->maximum
						    : &range->optimum;
	}
	case KIND_LENGTH_CONDITIONAL:
	case KIND_BORDER_WIDTH:
		return &((const struct length_conditional *)field)->length;
	case KIND_LENGTH_PAIR: {
		const struct length_pair *pair = field;
		return component == TOKEN_BLOCK_PROGRESSION_DIRECTION ? &pair->block : &pair->along;
	}
	case KIND_LENGTH:
	case KIND_FONT_SIZE:
	case KIND_POSITION:
		return field;
	default:
		return NULL;
	}
}

static void evaluate_keyword(enum token keyword, struct value *value)
{
	const char *name = expression_keyword_name(keyword);
	*value = (struct value){.kind = VALUE_KEYWORD,
				.keyword = keyword,
				.text = name,
				.text_length = strlen(name)};
}

static bool evaluate_keep(const struct keep *keep, enum token component, struct value *value)
{
	int strength = component == TOKEN_WITHIN_LINE     ? keep->within_line
		       : component == TOKEN_WITHIN_COLUMN ? keep->within_column
							  : keep->within_page;
	if (strength == KEEP_ALWAYS || strength == 0)
		evaluate_keyword(strength ? TOKEN_ALWAYS : TOKEN_AUTO, value);
	else
		*value = (struct value){.kind = VALUE_NUMBER, .length.points = strength};
	return true;
}

bool property_evaluate(const struct value *reference, struct value *value)
{
	enum property property = property_side(reference->from, reference->property);
	if (rows[property].expansion == EXPAND_ALIAS)
		property = rows[property].target;
	enum property_kind kind = rows[property].kind;
	const void *field = (const char *)reference->from + rows[property].offset;
	const struct length *length = component_length(kind, field, reference->component);
	*value = (struct value){.kind = VALUE_NUMBER};
	if (length && length->automatic)
		evaluate_keyword(length->keyword, value);
	else if (length)
		value->power = 1, value->length = *length;
	else if (kind == KIND_INTEGER || kind == KIND_FONT_WEIGHT)
		value->length.points = *(const int *)field;
	else if (kind == KIND_NUMBER)
		value->length.points = *(const double *)field;
	else if (kind == KIND_TOKEN)
		evaluate_keyword(*(const enum token *)field, value);
	else if (kind == KIND_KEEP)
		return evaluate_keep(field, reference->component, value);
	else if (kind == KIND_COLOR)
		*value = (struct value){.kind = VALUE_COLOR, .color = *(const struct color *)field};
	else
		return false;
	return true;
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

static bool set_one(const struct refinement *refinement, enum property property,
		    enum token component, const char *text, size_t length)
{
	struct properties *own = refinement->own;
	if (!set_value(refinement, property, component, text, length))
		return false;
	property_mark(own, property_side(own, property));
	couple(own, property);
	if (property == PROPERTY_writing_mode)
		turn_indents(own, refinement->parent);
	return true;
}

bool property_set(const struct refinement *refinement, enum property property, enum token component,
		  const char *text)
{
	const struct property_row *row = &rows[property];
	const char *start = text, *end = text + strlen(text);
	if (row->kind == KIND_NONE && row->expansion == EXPAND_NONE)
		return true;
	if (row->kind != KIND_STRING && row->kind != KIND_CHARACTER) {
		while (start < end && strchr(" \t\n\r", *start))
			start++;
		while (end > start && strchr(" \t\n\r", end[-1]))
			end--;
	}
	size_t length = (size_t)(end - start);
	switch (row->expansion) {
	case EXPAND_NONE:
		return set_one(refinement, property, component, start, length);
	case EXPAND_ALIAS:
		return set_one(refinement, property_side(refinement->own, row->target), component, start, length);
	case EXPAND_MINIMUM:
	case EXPAND_MAXIMUM:
		component = row->expansion == EXPAND_MINIMUM ? TOKEN_MINIMUM : TOKEN_MAXIMUM;
		if (length == 4 && !memcmp(start, "none", 4))
			start = "auto";
		return set_one(refinement, row->target, component, start, length);
	default:
		return shorthand_set(refinement, property, start, length);
	}
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

static struct length sum(struct length a, struct length b)
{
	return (struct length){.points = a.points + b.points, .percent = a.percent + b.percent};
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
	return sum(sum(sum(total, margin), padding), border);
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
