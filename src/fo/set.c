#include "fo/set.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "fo/color.h"
#include "fo/expression.h"

#define INTEGER_MAXIMUM 1000000
#define REPEAT_MAXIMUM  1000 /* columns and spans: what a table is ready to hold */

/* One setting under way. */
struct setting {
	const struct refinement *refinement;
	const struct property_row *row;
	enum property property;
	enum token component;
	struct slice text;
	struct value value; /* of the text as an expression; of a text that is none, nothing */
};

static bool set_kind(const struct setting *setting, enum property_kind kind, void *field);

/* Whether the value is a keyword that the property takes. */
static bool takes(const struct setting *setting)
{
	struct slice rest = slice_of(setting->row->values), keyword = setting->value.text;
	if (setting->value.kind != VALUE_KEYWORD)
		return false;
	while (rest.length > 0) {
		struct slice word = slice_cut(&rest, ' ');
		if (word.length == keyword.length && !memcmp(word.text, keyword.text, word.length))
			return true;
	}
	return false;
}

static struct expression_context context_of(const struct setting *setting)
{
	const struct refinement *refinement = setting->refinement;
	const struct properties *own = refinement->own, *parent = refinement->parent;
	struct expression_context context = {.own = own,
					     .parent = parent,
					     .column = refinement->column,
					     .region = refinement->region,
					     .property = setting->property,
					     .em = own->font_size.points};
	if (setting->row->kind == KIND_FONT_SIZE)
		context.em = context.percent_of = parent->font_size.points;
	else if (setting->row->kind == KIND_LINE_HEIGHT)
		context.percent_of = own->font_size.points;
	else if (setting->property == PROPERTY_baseline_shift)
		context.percent_of = parent->line_height.optimum.points;
	return context;
}

/* The value of the text, which may be a reference to a computed value. */
static bool evaluate(struct setting *setting)
{
	struct expression_context context = context_of(setting);
	if (!slice_is(setting->text, "inherit"))
		return expression_evaluate(&context, setting->text, &setting->value);
	setting->value = (struct value){.kind = VALUE_PROPERTY,
					.from = setting->refinement->parent,
					.property = setting->property,
					.component = setting->component};
	return true;
}

static bool is_number(const struct value *value)
{
	return value->kind == VALUE_NUMBER && value->power == 0;
}

static bool set_length(const struct setting *setting, struct length *length)
{
	const struct value *value = &setting->value;
	*length = value->length; /* a number without unit is in points, as in FOP */
	if (value->kind == VALUE_NUMBER)
		return length->proportion == 0 || setting->property == PROPERTY_column_width;
	if (value->keyword != TOKEN_NORMAL)
		*length = (struct length){.automatic = true, .keyword = value->keyword};
	return takes(setting);
}

static bool set_extent(const struct setting *setting, struct length *length)
{
	return set_length(setting, length) && length->points >= 0 && length->percent >= 0;
}

static bool set_thickness(const struct setting *setting, struct length *length)
{
	if (!set_extent(setting, length))
		return false;
	if (length->automatic)
		*length = LENGTH_POINTS(length->keyword == TOKEN_THIN    ? 0.5
					: length->keyword == TOKEN_THICK ? 2
									 : 1);
	return length->percent == 0;
}

/* An integer, at least `least`: lower ones become it (XSL 1.1: "a non-positive value is rounded to 1"). */
static bool set_integer(const struct setting *setting, int least, int most, int *integer)
{
	const struct value *value = &setting->value;
	if (takes(setting)) {
		*integer = value->keyword == TOKEN_NO_LIMIT || value->keyword == TOKEN_AUTO_ODD ? -1
			   : value->keyword == TOKEN_AUTO_EVEN                                  ? -2
												: 0;
		return true;
	}
	double number = floor(value->length.points + 0.5);
	*integer = (int)fmin(fmax(number, least), most);
	return is_number(value) && number >= -INTEGER_MAXIMUM && number <= most;
}

static bool set_orientation(const struct setting *setting, int *orientation)
{
	if (!set_integer(setting, -INTEGER_MAXIMUM, 270, orientation) || *orientation < -270)
		return false;
	*orientation = (*orientation + 360) % 360;
	return *orientation % 90 == 0;
}

static bool set_token(const struct setting *setting, enum token *token)
{
	*token = setting->value.keyword;
	bool alignment = setting->property == PROPERTY_text_align ||
			 setting->property == PROPERTY_text_align_last;
	if (alignment && *token == TOKEN_LEFT)
		*token = TOKEN_START;
	else if (alignment && *token == TOKEN_RIGHT)
		*token = TOKEN_END;
	return takes(setting);
}

/* XSL 1.1 leaves the steps open; these are CSS's and FOP's, 12 pt being medium. */
static bool set_font_size(const struct setting *setting, struct length *size)
{
	static const struct {
		enum token name;
		double points;
	} sizes[] = {{TOKEN_XX_SMALL, 6.944}, {TOKEN_X_SMALL, 8.333},  {TOKEN_SMALL, 10},
		     {TOKEN_MEDIUM, 12},      {TOKEN_LARGE, 14.4},     {TOKEN_X_LARGE, 17.28},
		     {TOKEN_XX_LARGE, 20.736}};
	if (!set_length(setting, size))
		return false;
	if (!size->automatic)
		return size->points >= 0;
	double parent = setting->refinement->parent->font_size.points;
	enum token keyword = size->keyword;
	*size = LENGTH_POINTS(keyword == TOKEN_LARGER ? parent * 1.2 : parent / 1.2);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		if (keyword == sizes[i].name)
			*size = LENGTH_POINTS(sizes[i].points);
	return true;
}

static bool set_font_weight(const struct setting *setting, int *weight)
{
	int parent = setting->refinement->parent->font_weight;
	if (!takes(setting))
		return set_integer(setting, 0, 900, weight) && *weight >= 100 && *weight % 100 == 0;
	if (setting->value.keyword == TOKEN_BOLDER)
		*weight = parent < 400 ? 400 : parent < 600 ? 700 : 900;
	else if (setting->value.keyword == TOKEN_LIGHTER)
		*weight = parent < 600 ? 100 : parent < 800 ? 400 : 700;
	else
		*weight = setting->value.keyword == TOKEN_BOLD ? 700 : 400;
	return true;
}

static bool set_precedence(const struct setting *setting, int *precedence)
{
	if (is_number(&setting->value))
		return set_integer(setting, -INTEGER_MAXIMUM, INTEGER_MAXIMUM, precedence);
	*precedence = SPACE_FORCE;
	return setting->value.keyword == TOKEN_FORCE;
}

static bool set_conditionality(const struct setting *setting, bool *retain)
{
	*retain = setting->value.keyword == TOKEN_RETAIN;
	return *retain || setting->value.keyword == TOKEN_DISCARD;
}

static bool set_strength(const struct setting *setting, int *strength)
{
	const struct value *value = &setting->value;
	if (takes(setting))
		*strength = value->keyword == TOKEN_ALWAYS ? KEEP_ALWAYS : 0;
	else if (value->length.points >= 1)
		*strength = (int)fmin(value->length.points, KEEP_ALWAYS - 1);
	return takes(setting) || is_number(value);
}

/* The component that is named, or all that a plain value is for; but on what is no inline, a plain keep says nothing about its
 * lines, for "always" would make a paragraph that cannot be broken. */
static bool set_compound(const struct setting *setting, void *field)
{
	enum token name = setting->component;
	enum property_kind compound = setting->row->kind;
	const struct component *first = property_component(compound, TOKEN_UNSET);
	for (const struct component *part = first; part->compound == compound; part++) {
		bool plain = name == TOKEN_UNSET && part->kind == first->kind &&
			     (part->name != TOKEN_WITHIN_LINE || setting->refinement->inside_line);
		if ((plain || name == part->name) &&
		    !set_kind(setting, part->kind, (char *)field + part->offset))
			return false;
	}
	return true;
}

/* A number, or normal, until the font-size is known: of what a component leaves, that is now. */
static bool set_line_height(const struct setting *setting, struct space *space)
{
	const struct value *value = &setting->value;
	struct properties *own = setting->refinement->own;
	double *factor = &own->line_height_factor;
	bool whole = setting->component == TOKEN_UNSET;
	bool length = property_component(KIND_LINE_HEIGHT, setting->component)->kind == KIND_LENGTH;
	if (whole && (takes(setting) || (is_number(value) && value->length.points > 0))) {
		*factor = takes(setting) ? 1.2 : value->length.points;
		return true;
	}
	if (!whole && length && *factor > 0)
		space->minimum = space->optimum = space->maximum = LENGTH_POINTS(*factor * own->font_size.points);
	if (!set_compound(setting, space) || (whole && space->optimum.points < 0))
		return false;
	if (length)
		*factor = 0;
	return true;
}

static bool set_color(const struct setting *setting, struct color *color)
{
	const struct value *value = &setting->value;
	const struct refinement *refinement = setting->refinement;
	*color = value->color;
	if (value->kind != VALUE_KEYWORD)
		return value->kind == VALUE_COLOR;
	if (value->keyword != TOKEN_CURRENT_COLOR)
		return color_named(value->text, color);
	*color = setting->property == PROPERTY_color ? refinement->parent->color
						     : refinement->own->color;
	return true;
}

static bool set_number(const struct setting *setting, double *number)
{
	*number = setting->value.length.points;
	return takes(setting) || is_number(&setting->value);
}

static bool set_position(const struct setting *setting, struct length *length)
{
	if (!set_length(setting, length))
		return false;
	enum token keyword = length->keyword;
	if (length->automatic)
		*length = (struct length){
			.percent = keyword == TOKEN_CENTER                             ? 50
				   : keyword == TOKEN_RIGHT || keyword == TOKEN_BOTTOM ? 100
										       : 0};
	return true;
}

/* rect(top, right, bottom, left), with or without commas. */
static bool set_clip(const struct setting *setting, struct clip *clip)
{
	struct length *edges[] = {&clip->top, &clip->right, &clip->bottom, &clip->left};
	struct slice text = setting->text;
	*clip = (struct clip){0};
	if (takes(setting))
		return true;
	if (text.length < 6 || memcmp(text.text, "rect(", 5) || text.text[text.length - 1] != ')')
		return false;
	struct slice rest = {text.text + 5, text.length - 6};
	struct setting part = *setting;
	for (size_t i = 0; i < 4; i++) {
		if (!expression_split(&rest, ",", &part.text) || !evaluate(&part) ||
		    !property_evaluate(&part.value) || !set_length(&part, edges[i]))
			return false;
	}
	clip->set = true;
	return true;
}

static bool set_decoration(const struct setting *setting, unsigned *decoration)
{
	static const struct {
		const char *name;
		unsigned add, remove;
	} words[] = {
		{"none", 0, ~0u},
		{"underline", DECORATION_UNDERLINE, 0},
		{"no-underline", 0, DECORATION_UNDERLINE},
		{"overline", DECORATION_OVERLINE, 0},
		{"no-overline", 0, DECORATION_OVERLINE},
		{"line-through", DECORATION_LINE_THROUGH, 0},
		{"no-line-through", 0, DECORATION_LINE_THROUGH},
		{"blink", 0, 0},
		{"no-blink", 0, 0},
	};
	struct slice rest = setting->text, part;
	while (expression_split(&rest, "", &part)) {
		size_t i = 0;
		while (i < sizeof words / sizeof *words && !slice_is(part, words[i].name))
			i++;
		if (i == sizeof words / sizeof *words)
			return false;
		*decoration = (*decoration & ~words[i].remove) | words[i].add;
	}
	return true;
}

static const char *keep(const struct setting *setting, struct slice text)
{
	return arena_strndup(setting->refinement->arena, text.text, text.length);
}

static bool set_string(const struct setting *setting, const char **string)
{
	*string = keep(setting, setting->text);
	return true;
}

static bool set_name(const struct setting *setting, const char **name)
{
	*name = takes(setting) ? NULL : keep(setting, setting->text);
	return true;
}

static bool set_uri(const struct setting *setting, const char **uri)
{
	struct slice text = setting->text;
	if (text.length >= 5 && !memcmp(text.text, "url(", 4) && text.text[text.length - 1] == ')')
		text = slice_trim((struct slice){text.text + 4, text.length - 5}, SLICE_SPACES);
	char first = text.length >= 2 ? *text.text : 0;
	if ((first == '"' || first == '\'') && text.text[text.length - 1] == first)
		text = (struct slice){text.text + 1, text.length - 2};
	*uri = takes(setting) ? NULL : keep(setting, text);
	return true;
}

/* Families without quotes and spaces around, separated by single commas. */
static bool set_family(const struct setting *setting, const char **family)
{
	struct slice rest = setting->text;
	char *list = arena_alloc(setting->refinement->arena, rest.length + 1), *out = list;
	while (rest.length > 0) {
		struct slice name = slice_trim(slice_cut(&rest, ','), SLICE_SPACES "'\"");
		if (name.length > 0 && out > list)
			*out++ = ',';
		out = mempcpy(out, name.text, name.length);
	}
	*family = list;
	return out > list;
}

static bool set_character(const struct setting *setting, unsigned *character)
{
	const char *text = setting->text.text;
	if (setting->text.length != (size_t)(g_utf8_next_char(text) - text))
		return false;
	*character = g_utf8_get_char(text);
	return true;
}

static bool set_kind(const struct setting *setting, enum property_kind kind, void *field)
{
	switch (kind) {
#define K(kind, type, setter)                                                                      \
	case KIND_##kind:                                                                          \
		return setter;
#include "fo/kind.def"
	default:
		return false;
	}
}

bool set_value(const struct refinement *refinement, enum property property, enum token component,
	       struct slice text)
{
	struct properties *own = refinement->own;
	enum property place = property_place(own, property);
	const struct property_row *row = property_row(place);
	struct setting setting = {refinement, row, property, property_part(property, component), text, {0}};
	const struct value *value = &setting.value;
	union {
		struct space space;
		struct clip clip;
	} scratch;
	if (text.length == 0 && row->kind != KIND_STRING)
		return false;
	bool known = evaluate(&setting);
	if (known && value->kind == VALUE_PROPERTY && setting.component == TOKEN_UNSET &&
	    value->component == TOKEN_UNSET &&
	    property_copy(own, property, value->from, value->property))
		return true;
	if (!known || !property_evaluate(&setting.value)) {
		if (row->kind < KIND_DECORATION)
			return false;
		setting.value = (struct value){0};
	}
	memcpy(&scratch, property_field(own, place), row->size);
	if (!set_kind(&setting, row->kind, &scratch))
		return false;
	memcpy(property_field(own, place), &scratch, row->size);
	property_mark(own, place);
	return true;
}
