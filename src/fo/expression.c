#include "fo/expression.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "fo/color.h"
#include "fo/function.h"
#include "fo/name.h"

#define DEPTH_MAXIMUM  50
#define POINTS_MAXIMUM 1e7 /* 3.5 km: what is longer is a fault of the document */

static const char *const keywords[] = {
	"",
#define T(symbol, name) name,
#include "fo/token.def"
#undef T
};

enum token expression_keyword(struct slice name)
{
	size_t found = name_find(keywords, TOKEN_COUNT, sizeof *keywords, name);
	return found == TOKEN_COUNT ? TOKEN_UNSET : (enum token)found;
}

const char *expression_keyword_name(enum token token)
{
	return keywords[token];
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_name_start(char c)
{
	return g_ascii_isalpha(c) || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_name(char c)
{
	return is_name_start(c) || g_ascii_isdigit(c) || c == '-' || c == '.' || c == ':';
}

struct parser {
	const struct expression_context *context;
	const char *at, *end;
	int depth;
};

static bool parse_sum(struct parser *parser, struct value *value);

/* The character at this place; 0: the end. */
static char peek(const struct parser *parser)
{
	return parser->at < parser->end ? *parser->at : 0;
}

/* All characters of a class that stand here. */
static struct slice parse_run(struct parser *parser, bool (*is_class)(char))
{
	const char *start = parser->at;
	while (is_class(peek(parser)))
		parser->at++;
	return (struct slice){start, (size_t)(parser->at - start)};
}

static bool parse_sign(struct parser *parser, char sign)
{
	parse_run(parser, is_space);
	if (peek(parser) != sign)
		return false;
	parser->at++;
	return true;
}

/* Points of a unit; negative: unknown. */
static double unit_points(const struct expression_context *context, struct slice unit)
{
	static const struct {
		char name[4];
		double points, ems;
	} units[] = {
		{"cm", 72 / 2.54, 0}, {"in", 72, 0}, {"mm", 7.2 / 2.54, 0}, {"mpt", 0.001, 0}, {"pc", 12, 0},
		{"pt", 1, 0},         {"px", 0.75, 0}, {"em", 0, 1},        {"ex", 0, 0.5},
	};
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (slice_is(unit, units[i].name))
			return units[i].points + units[i].ems * context->em;
	return -1;
}

static double parse_digits(struct parser *parser)
{
	double number = 0, scale = 1;
	for (; g_ascii_isdigit(peek(parser)); parser->at++)
		number = number * 10 + (*parser->at - '0');
	if (peek(parser) != '.')
		return number;
	for (parser->at++; g_ascii_isdigit(peek(parser)); parser->at++) {
		number = number * 10 + (*parser->at - '0');
		scale *= 10;
	}
	return number / scale;
}

/* A number, a percentage or a length. */
static bool parse_number(struct parser *parser, struct value *value)
{
	double number = parse_digits(parser);
	if (!isfinite(number))
		return false;
	if (peek(parser) == '%') {
		parser->at++;
		double reference = parser->context->percent_of;
		*value = value_of_length(reference > 0 ? LENGTH_POINTS(number / 100 * reference)
						       : (struct length){.percent = number});
		return true;
	}
	struct slice unit = parse_run(parser, is_name_start);
	double points = unit_points(parser->context, unit);
	*value = unit.length > 0 ? value_of_length(LENGTH_POINTS(number * points))
				 : value_of_number(number);
	return unit.length == 0 || points >= 0;
}

static bool parse_string(struct parser *parser, struct value *value)
{
	char quote = *parser->at++;
	struct slice rest = {parser->at, (size_t)(parser->end - parser->at)};
	*value = (struct value){.kind = VALUE_STRING, .text = slice_cut(&rest, quote)};
	bool closed = rest.text > parser->at && rest.text[-1] == quote;
	parser->at = rest.text;
	return closed;
}

static bool parse_color_number(struct parser *parser, struct value *value)
{
	const char *start = parser->at++;
	struct slice digits = parse_run(parser, is_name);
	*value = (struct value){.kind = VALUE_COLOR, .text = {start, digits.length + 1}};
	if (color_number(value->text, &value->color))
		return true;
	value->kind = VALUE_KEYWORD; /* a profile's name in rgb-icc(), as Apache FOP has it */
	return slice_is(value->text, "#CMYK");
}

/* Behind the opening parenthesis. */
static bool parse_arguments(struct parser *parser, struct value *arguments, size_t *count)
{
	*count = 0;
	if (parse_sign(parser, ')'))
		return true;
	do {
		if (*count == FUNCTION_ARGUMENTS || !parse_sum(parser, &arguments[*count]))
			return false;
		++*count;
	} while (parse_sign(parser, ','));
	return parse_sign(parser, ')');
}

static bool parse_name(struct parser *parser, struct value *value)
{
	struct slice name = parse_run(parser, is_name);
	if (peek(parser) != '(') {
		*value = (struct value){.kind = VALUE_KEYWORD, .text = name, .keyword = expression_keyword(name)};
		return true;
	}
	struct value arguments[FUNCTION_ARGUMENTS];
	size_t count;
	parser->at++;
	const struct function *function = function_find(name);
	return function && parse_arguments(parser, arguments, &count) &&
	       function_call(parser->context, function, arguments, count, value);
}

static bool parse_primary(struct parser *parser, struct value *value)
{
	if (parse_sign(parser, '('))
		return parse_sum(parser, value) && parse_sign(parser, ')');
	char c = peek(parser);
	bool fraction = c == '.' && parser->at + 1 < parser->end && g_ascii_isdigit(parser->at[1]);
	if (g_ascii_isdigit(c) || fraction)
		return parse_number(parser, value);
	if (c == '#')
		return parse_color_number(parser, value);
	if (c == '"' || c == '\'')
		return parse_string(parser, value);
	return is_name_start(c) && parse_name(parser, value);
}

/* Times one number, by the other: a quotient is not rounded twice. */
static void length_scale(struct length *length, double multiplier, double divisor)
{
	length->points = length->points * multiplier / divisor;
	length->percent = length->percent * multiplier / divisor;
	length->proportion = length->proportion * multiplier / divisor;
}

static bool parse_unary(struct parser *parser, struct value *value)
{
	bool negative = false, sign = false;
	parse_run(parser, is_space);
	for (; peek(parser) == '-' || peek(parser) == '+'; parser->at++) {
		negative ^= *parser->at == '-';
		sign = true;
	}
	if (!parse_primary(parser, value) || (sign && !value_make_number(value)))
		return false;
	if (negative)
		length_scale(&value->length, -1, 1);
	return true;
}

static bool multiply(struct value *a, struct value *b)
{
	if (value_has_reference(b)) {
		struct value other = *a;
		*a = *b;
		*b = other;
	}
	if (value_has_reference(b) || (value_has_reference(a) && b->power != 0))
		return false;
	length_scale(&a->length, b->length.points, 1);
	a->power += b->power;
	return true;
}

static bool divide(struct value *a, const struct value *b)
{
	if (value_has_reference(b) || b->length.points == 0 ||
	    (value_has_reference(a) && b->power != 0))
		return false;
	length_scale(&a->length, 1, b->length.points);
	a->power -= b->power;
	return true;
}

static bool modulo(struct value *a, const struct value *b)
{
	if (value_has_reference(a) || value_has_reference(b) || b->length.points == 0 ||
	    a->power != b->power)
		return false;
	a->length.points = fmod(a->length.points, b->length.points);
	return true;
}

/* The operator at this place: '*', 'd'iv, 'm'od, or 0. */
static char parse_operator(struct parser *parser)
{
	if (parse_sign(parser, '*'))
		return '*';
	static const char *const words[] = {"div", "mod"};
	for (size_t i = 0; i < 2; i++) {
		if (parser->end - parser->at < 3 || memcmp(parser->at, words[i], 3) ||
		    (parser->end - parser->at > 3 && is_name(parser->at[3]) &&
		     !g_ascii_isdigit(parser->at[3])))
			continue;
		parser->at += 3;
		return words[i][0];
	}
	return 0;
}

static bool parse_product(struct parser *parser, struct value *value)
{
	if (!parse_unary(parser, value))
		return false;
	for (char operator; (operator= parse_operator(parser));) {
		struct value right;
		if (!value_make_number(value) || !parse_unary(parser, &right) ||
		    !value_make_number(&right))
			return false;
		bool good = operator== '*' ? multiply(value, &right) :
			    operator== 'd' ? divide(value, &right)
					   : modulo(value, &right);
		if (!good || !isfinite(value->length.points))
			return false;
	}
	return true;
}

/* A zero without unit goes with lengths. */
static bool add(struct value *a, const struct value *b, double sign)
{
	if (a->power != b->power) {
		if (b->power == 0 && b->length.points == 0)
			return true;
		if (a->power != 0 || a->length.points != 0)
			return false; /* a length and a number */
	}
	a->power = b->power;
	a->length = length_sum(a->length, b->length, sign);
	return true;
}

static bool parse_sum(struct parser *parser, struct value *value)
{
	if (++parser->depth > DEPTH_MAXIMUM || !parse_product(parser, value))
		return false;
	for (;;) {
		double sign = parse_sign(parser, '+') ? 1 : parse_sign(parser, '-') ? -1 : 0;
		if (sign == 0)
			break;
		struct value right;
		if (!value_make_number(value) || !parse_product(parser, &right) ||
		    !value_make_number(&right) || !add(value, &right, sign))
			return false;
	}
	parser->depth--;
	return true;
}

bool expression_evaluate(const struct expression_context *context, struct slice text, struct value *value)
{
	struct parser parser = {.context = context, .at = text.text, .end = text.text + text.length};
	if (!parse_sum(&parser, value))
		return false;
	parse_run(&parser, is_space);
	if (parser.at != parser.end)
		return false;
	if (value->kind != VALUE_NUMBER)
		return true;
	return (value->power == 0 || value->power == 1) &&
	       fabs(value->length.points) <= POINTS_MAXIMUM &&
	       fabs(value->length.percent) <= POINTS_MAXIMUM && value->length.proportion >= 0 &&
	       value->length.proportion <= POINTS_MAXIMUM;
}

static bool ends_part(char c, const char *separators)
{
	return is_space(c) || (c && strchr(separators, c));
}

bool expression_split(struct slice *rest, const char *separators, struct slice *part)
{
	const char *at = rest->text, *end = at + rest->length;
	while (at < end && ends_part(*at, separators))
		at++;
	part->text = at;
	char quote = 0;
	for (int depth = 0; at < end && (quote || depth || !ends_part(*at, separators)); at++) {
		if (quote)
			quote = *at == quote ? 0 : quote;
		else if (*at == '"' || *at == '\'')
			quote = *at;
		else if (*at == '(')
			depth++;
		else if (*at == ')' && depth > 0)
			depth--;
	}
	part->length = (size_t)(at - part->text);
	*rest = (struct slice){at, (size_t)(end - at)};
	return part->length > 0;
}
