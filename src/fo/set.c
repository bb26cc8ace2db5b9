#include "fo/set.h"

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
	const char *text;
	size_t length;
};

static bool is_word(const struct setting *setting, const char *word)
{
	return setting->length == strlen(word) && !memcmp(setting->text, word, setting->length);
}

/* Whether the property takes this keyword. */
static bool takes(const struct property_row *row, const char *text, size_t length)
{
	for (const char *at = row->values; *at;) {
		const char *end = strchrnul(at, ' ');
		if ((size_t)(end - at) == length && !memcmp(at, text, length))
			return true;
		at = *end ? end + 1 : end;
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

static bool evaluate(const struct setting *setting, struct value *value)
{
	struct expression_context context = context_of(setting);
	if (is_word(setting, "inherit")) { /* of a component: inherit for the whole is set_value's */
		*value = (struct value){.kind = VALUE_PROPERTY,
					.from = setting->refinement->parent,
					.property = setting->property,
					.component = setting->component};
		return true;
	}
	return expression_evaluate(&context, setting->text, setting->length, value);
}

/* The same, a reference to another computed value replaced by that value. */
static bool evaluate_fully(const struct setting *setting, struct value *value)
{
	struct value first;
	if (!evaluate(setting, &first))
		return false;
	if (first.kind == VALUE_PROPERTY)
		return property_evaluate(&first, value);
	*value = first;
	return true;
}

static bool set_length(const struct setting *setting, struct length *length)
{
	struct value value;
	if (!evaluate_fully(setting, &value))
		return false;
	if (value.kind == VALUE_KEYWORD) {
		*length = (struct length){.automatic = true, .keyword = value.keyword};
		return takes(setting->row, value.text, value.text_length);
	}
	*length = value.length; /* a number without unit is in points, as in FOP */
	return value.kind == VALUE_NUMBER &&
	       (length->proportion == 0 || setting->property == PROPERTY_column_width);
}

static bool set_not_negative(const struct setting *setting, struct length *length)
{
	return set_length(setting, length) && length->points >= 0 && length->percent >= 0;
}

static bool set_integer_value(const struct setting *setting, int *integer)
{
	struct value value;
	if (!evaluate_fully(setting, &value) || value.kind != VALUE_NUMBER || value.power != 0 ||
	    fabs(value.length.points) > INTEGER_MAXIMUM || value.length.percent != 0)
		return false;
	*integer = (int)floor(value.length.points + 0.5);
	return true;
}

static bool set_token(const struct setting *setting, enum token *token)
{
	struct value value;
	if (!evaluate_fully(setting, &value) || value.kind != VALUE_KEYWORD ||
	    !takes(setting->row, value.text, value.text_length))
		return false;
	*token = value.keyword;
	bool alignment = setting->property == PROPERTY_text_align ||
			 setting->property == PROPERTY_text_align_last;
	if (alignment && *token == TOKEN_LEFT)
		*token = TOKEN_START;
	else if (alignment && *token == TOKEN_RIGHT)
		*token = TOKEN_END;
	return true;
}

/* XSL 1.1 leaves the steps open; these are CSS's and FOP's, 12 pt being medium. */
static bool set_font_size(const struct setting *setting, struct length *size)
{
	static const double absolute[] = {6.944, 8.333, 10, 12, 14.4, 17.28, 20.736};
	static const enum token names[] = {TOKEN_XX_SMALL, TOKEN_X_SMALL, TOKEN_SMALL,
					   TOKEN_MEDIUM,   TOKEN_LARGE,   TOKEN_X_LARGE,
					   TOKEN_XX_LARGE};
	if (!set_length(setting, size))
		return false;
	if (!size->automatic)
		return size->points >= 0;
	double parent = setting->refinement->parent->font_size.points;
	enum token keyword = size->keyword;
	*size = LENGTH_POINTS(keyword == TOKEN_LARGER ? parent * 1.2 : parent / 1.2);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (keyword == names[i])
			*size = LENGTH_POINTS(absolute[i]);
	return true;
}

static bool set_font_weight(const struct setting *setting, int *weight)
{
	int parent = setting->refinement->parent->font_weight;
	if (is_word(setting, "normal"))
		*weight = 400;
	else if (is_word(setting, "bold"))
		*weight = 700;
	else if (is_word(setting, "bolder"))
		*weight = parent < 400 ? 400 : parent < 600 ? 700 : 900;
	else if (is_word(setting, "lighter"))
		*weight = parent < 600 ? 100 : parent < 800 ? 400 : 700;
	else
		return set_integer_value(setting, weight) && *weight >= 100 && *weight <= 900 &&
		       *weight % 100 == 0;
	return true;
}

static bool set_precedence(const struct setting *setting, int *precedence)
{
	if (!is_word(setting, "force"))
		return set_integer_value(setting, precedence);
	*precedence = SPACE_FORCE;
	return true;
}

static bool set_conditionality(const struct setting *setting, bool *retain)
{
	*retain = is_word(setting, "retain");
	return *retain || is_word(setting, "discard");
}

/* minimum, optimum, maximum, or all three when no component is named. */
static bool set_three(const struct setting *setting, struct length *minimum, struct length *optimum,
		      struct length *maximum)
{
	struct length length;
	if (!set_length(setting, &length))
		return false;
	if (length.automatic && length.keyword == TOKEN_NORMAL)
		length = LENGTH_POINTS(0);
	if (setting->component == TOKEN_UNSET || setting->component == TOKEN_MINIMUM)
		*minimum = length;
	if (setting->component == TOKEN_UNSET || setting->component == TOKEN_OPTIMUM)
		*optimum = length;
	if (setting->component == TOKEN_UNSET || setting->component == TOKEN_MAXIMUM)
		*maximum = length;
	return true;
}

static bool set_space(const struct setting *setting, struct space *space)
{
	if (setting->component == TOKEN_PRECEDENCE)
		return set_precedence(setting, &space->precedence);
	if (setting->component == TOKEN_CONDITIONALITY)
		return set_conditionality(setting, &space->retain);
	return set_three(setting, &space->minimum, &space->optimum, &space->maximum);
}

static bool set_range(const struct setting *setting, struct length_range *range)
{
	return set_three(setting, &range->minimum, &range->optimum, &range->maximum);
}

static bool set_line_height(const struct setting *setting, struct space *space)
{
	struct value value;
	double *factor = &setting->refinement->own->line_height_factor;
	if (setting->component != TOKEN_UNSET) {
		*factor = 0;
		return set_space(setting, space);
	}
	if (!evaluate(setting, &value))
		return false;
	if (value.kind == VALUE_PROPERTY && value.property == PROPERTY_line_height) {
		*factor = value.from->line_height_factor;
		*space = value.from->line_height;
		return true;
	}
	if (value.kind == VALUE_KEYWORD && value.keyword == TOKEN_NORMAL) {
		*factor = 1.2;
		return true;
	}
	if (value.kind == VALUE_NUMBER && value.power == 0 && value.length.points > 0) {
		*factor = value.length.points;
		return true;
	}
	if (!set_space(setting, space) || space->optimum.points < 0)
		return false;
	*factor = 0;
	return true;
}

static bool set_conditional(const struct setting *setting, struct length_conditional *conditional)
{
	if (setting->component == TOKEN_CONDITIONALITY)
		return set_conditionality(setting, &conditional->retain);
	return set_not_negative(setting, &conditional->length);
}

static bool set_border_width(const struct setting *setting, struct length_conditional *width)
{
	if (!set_conditional(setting, width))
		return false;
	struct length *length = &width->length;
	if (length->automatic)
		*length = LENGTH_POINTS(length->keyword == TOKEN_THIN    ? 0.5
					: length->keyword == TOKEN_THICK ? 2
									 : 1);
	return length->percent == 0;
}

/* A plain value is for all three; but on what is no inline, "always" says nothing about its lines, for it would make a
 * paragraph that cannot be broken. */
static bool set_keep(const struct setting *setting, struct keep *keep)
{
	int strength = 0;
	if (is_word(setting, "always"))
		strength = KEEP_ALWAYS;
	else if (!is_word(setting, "auto")) {
		struct value value;
		if (!evaluate_fully(setting, &value))
			return false;
		if (value.kind == VALUE_KEYWORD && value.keyword == TOKEN_ALWAYS)
			strength = KEEP_ALWAYS;
		else if (value.kind == VALUE_NUMBER && value.power == 0 && value.length.points >= 1)
			strength = (int)fmin(value.length.points, KEEP_ALWAYS - 1);
		else if (value.kind != VALUE_KEYWORD || value.keyword != TOKEN_AUTO)
			return value.kind == VALUE_NUMBER && value.power == 0;
	}
	enum token component = setting->component;
	if (component == TOKEN_WITHIN_LINE ||
	    (component == TOKEN_UNSET && setting->refinement->inside_line))
		keep->within_line = strength;
	if (component == TOKEN_WITHIN_COLUMN || component == TOKEN_UNSET)
		keep->within_column = strength;
	if (component == TOKEN_WITHIN_PAGE || component == TOKEN_UNSET)
		keep->within_page = strength;
	return true;
}

static bool set_color(const struct setting *setting, struct color *color)
{
	struct value value;
	if (!evaluate_fully(setting, &value))
		return false;
	*color = value.color;
	if (value.kind != VALUE_KEYWORD)
		return value.kind == VALUE_COLOR;
	if (value.keyword != TOKEN_CURRENT_COLOR)
		return color_named(value.text, value.text_length, color);
	const struct refinement *refinement = setting->refinement;
	*color = setting->property == PROPERTY_color ? refinement->parent->color
						     : refinement->own->color;
	return true;
}

/* The least value; lower ones become it (XSL 1.1: "a non-positive value is rounded to 1"). */
static int integer_least(enum property property)
{
	switch (property) {
	case PROPERTY_z_index:
	case PROPERTY_reference_orientation:
	case PROPERTY_border_before_precedence:
	case PROPERTY_border_after_precedence:
	case PROPERTY_border_start_precedence:
	case PROPERTY_border_end_precedence:
		return -INTEGER_MAXIMUM;
	case PROPERTY_grouping_size:
	case PROPERTY_maximum_repeats:
		return 0;
	default:
		return 1;
	}
}

static bool integer_bounded(enum property property, int integer)
{
	switch (property) {
	case PROPERTY_column_count:
	case PROPERTY_column_number:
	case PROPERTY_number_columns_repeated:
	case PROPERTY_number_columns_spanned:
	case PROPERTY_number_rows_spanned:
		return integer <= REPEAT_MAXIMUM;
	case PROPERTY_reference_orientation:
		return integer % 90 == 0 && integer >= -270 && integer <= 270;
	default:
		return true;
	}
}

static bool set_integer(const struct setting *setting, int *integer)
{
	if (takes(setting->row, setting->text, setting->length)) {
		enum token keyword = expression_keyword(setting->text, setting->length);
		*integer = keyword == TOKEN_FORCE                                   ? SPACE_FORCE
			   : keyword == TOKEN_NO_LIMIT || keyword == TOKEN_AUTO_ODD ? -1
			   : keyword == TOKEN_AUTO_EVEN                             ? -2
										    : 0;
		return true;
	}
	if (!set_integer_value(setting, integer) || !integer_bounded(setting->property, *integer))
		return false;
	int least = integer_least(setting->property);
	if (*integer < least)
		*integer = least;
	if (setting->property == PROPERTY_reference_orientation)
		*integer = (*integer + 360) % 360;
	return true;
}

static bool set_number(const struct setting *setting, double *number)
{
	struct value value;
	if (!evaluate_fully(setting, &value))
		return false;
	*number = value.kind == VALUE_NUMBER ? value.length.points : 0;
	if (value.kind == VALUE_KEYWORD)
		return takes(setting->row, value.text, value.text_length);
	return value.kind == VALUE_NUMBER && value.power == 0;
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

static bool set_pair(const struct setting *setting, struct length_pair *pair)
{
	struct length length;
	if (!set_not_negative(setting, &length))
		return false;
	if (setting->component != TOKEN_INLINE_PROGRESSION_DIRECTION)
		pair->block = length;
	if (setting->component != TOKEN_BLOCK_PROGRESSION_DIRECTION)
		pair->along = length;
	return true;
}

/* rect(top, right, bottom, left), with or without commas. */
static bool set_clip(const struct setting *setting, struct clip *clip)
{
	*clip = (struct clip){0};
	if (is_word(setting, "auto"))
		return true;
	const char *at = setting->text + 5, *end = setting->text + setting->length - 1;
	if (setting->length < 6 || memcmp(setting->text, "rect(", 5) || *end != ')')
		return false;
	struct length *edges[] = {&clip->top, &clip->right, &clip->bottom, &clip->left};
	struct setting part = *setting;
	size_t length;
	for (size_t i = 0; i < 4; i++) {
		at += at < end && i > 0 ? strspn(at, " \t\r\n") : 0;
		at += at < end && i > 0 && *at == ',';
		if (!expression_split(&at, end, &part.text, &length))
			return false;
		const char *comma = memchr(part.text, ',', length);
		if (comma)
			at = comma, length = (size_t)(comma - part.text);
		part.length = length;
		if (!set_length(&part, edges[i]))
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
	const char *at = setting->text, *end = at + setting->length, *part;
	size_t length, count = 0;
	for (; expression_split(&at, end, &part, &length); count++) {
		size_t i = 0;
		while (i < sizeof words / sizeof *words &&
		       (strncmp(words[i].name, part, length) || words[i].name[length]))
			i++;
		if (i == sizeof words / sizeof *words)
			return false;
		*decoration = (*decoration & ~words[i].remove) | words[i].add;
	}
	return count > 0;
}

static bool set_name(const struct setting *setting, const char **name)
{
	*name = NULL;
	if (!takes(setting->row, setting->text, setting->length))
		*name = arena_strndup(setting->refinement->arena, setting->text, setting->length);
	return setting->length > 0;
}

static bool set_string(const struct setting *setting, const char **string)
{
	*string = arena_strndup(setting->refinement->arena, setting->text, setting->length);
	return true;
}

static bool set_uri(const struct setting *setting, const char **uri)
{
	const char *start = setting->text, *end = start + setting->length;
	if (setting->length >= 5 && !memcmp(start, "url(", 4) && end[-1] == ')') {
		start += 4 + strspn(start + 4, " \t\r\n");
		for (end--; end > start && strchr(" \t\r\n", end[-1]);)
			end--;
	}
	if (end - start >= 2 && (*start == '"' || *start == '\'') && end[-1] == *start)
		start++, end--;
	*uri = NULL;
	if (!takes(setting->row, setting->text, setting->length))
		*uri = arena_strndup(setting->refinement->arena, start,
				     end > start ? (size_t)(end - start) : 0);
	return true;
}

/* Families without quotes and spaces around, separated by single commas. */
static bool set_family(const struct setting *setting, const char **family)
{
	const char *at = setting->text, *end = at + setting->length;
	char *list = arena_alloc(setting->refinement->arena, setting->length + 1), *out = list;
	while (at < end) {
		const char *comma = memchr(at, ',', (size_t)(end - at));
		const char *stop = comma ? comma : end;
		const char *next = comma ? comma + 1 : end;
		while (at < stop && strchr(" \t\r\n'\"", *at))
			at++;
		while (stop > at && strchr(" \t\r\n'\"", stop[-1]))
			stop--;
		if (stop > at && out > list)
			*out++ = ',';
		memcpy(out, at, (size_t)(stop - at));
		out += stop - at;
		at = next;
	}
	*family = list;
	return out > list;
}

static bool set_character(const struct setting *setting, unsigned *character)
{
	const unsigned char *byte = (const unsigned char *)setting->text;
	size_t length = setting->length, need = 0;
	if (length > 0)
		need = byte[0] < 0x80 ? 1 : byte[0] < 0xe0 ? 2 : byte[0] < 0xf0 ? 3 : 4;
	if (need == 0 || need != length)
		return false;
	*character = need == 1 ? byte[0] : byte[0] & (0x7fu >> need);
	for (size_t i = 1; i < need; i++)
		*character = *character << 6 | (byte[i] & 0x3f);
	return true;
}

static bool set_kind(const struct setting *setting, void *field)
{
	switch (setting->row->kind) {
#define KIND(kind, name) case KIND_##kind: return set_##name(setting, field);
	KIND(TOKEN, token)
	KIND(LENGTH, length)
	KIND(FONT_SIZE, font_size)
	KIND(POSITION, position)
	KIND(LENGTH_PAIR, pair)
	KIND(SPACE, space)
	KIND(SPACING, space)
	KIND(LINE_HEIGHT, line_height)
	KIND(LENGTH_RANGE, range)
	KIND(LENGTH_CONDITIONAL, conditional)
	KIND(BORDER_WIDTH, border_width)
	KIND(KEEP, keep)
	KIND(COLOR, color)
	KIND(INTEGER, integer)
	KIND(FONT_WEIGHT, font_weight)
	KIND(NUMBER, number)
	KIND(CHARACTER, character)
	KIND(DECORATION, decoration)
	KIND(CLIP, clip)
	KIND(STRING, string)
	KIND(NAME, name)
	KIND(URI, uri)
	KIND(FAMILY, family)
#undef KIND
	case KIND_NONE:
		break;
	}
	return false;
}

/* "inherit", or nothing but a function that stands for a whole computed value: which property, and of whom. */
static bool whole_value(const struct setting *setting, const struct properties **from,
			const struct property_row **row)
{
	static const char *const starts[] = {"from-", "inherited-property-value(", "system-font("};
	*from = setting->refinement->parent;
	*row = property_row(property_side(*from, setting->property));
	if (is_word(setting, "inherit"))
		return true;
	bool function = false;
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		function |= setting->length > strlen(starts[i]) &&
			    !memcmp(setting->text, starts[i], strlen(starts[i]));
	struct value value;
	if (!function || !evaluate(setting, &value) || value.kind != VALUE_PROPERTY ||
	    value.component != TOKEN_UNSET)
		return false;
	*from = value.from;
	*row = property_row(property_side(*from, value.property));
	if ((*row)->expansion == EXPAND_ALIAS)
		*row = property_row((*row)->target);
	return (*row)->kind == setting->row->kind;
}

bool set_value(const struct refinement *refinement, enum property property, enum token component,
	       const char *text, size_t length)
{
	struct setting setting = {refinement, property_row(property), property, component, text,
				  length};
	union {
		struct space space;
		struct clip clip;
		char bytes[sizeof(struct space) + sizeof(struct clip)];
	} scratch;
	struct properties *own = refinement->own;
	void *field = property_field(own, property_side(own, property));
	const struct properties *from;
	const struct property_row *row;
	if (component == TOKEN_UNSET && whole_value(&setting, &from, &row)) {
		memcpy(field, (const char *)from + row->offset, setting.row->size);
		if (property == PROPERTY_line_height)
			own->line_height_factor = from->line_height_factor;
		return true;
	}
	if (!length && setting.row->kind != KIND_STRING)
		return false;
	memcpy(&scratch, field, setting.row->size);
	if (!set_kind(&setting, &scratch))
		return false;
	memcpy(field, &scratch, setting.row->size);
	return true;
}
