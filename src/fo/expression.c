#include "fo/expression.h"

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

enum token expression_keyword(const char *text, size_t length)
{
	size_t found = name_find(keywords, TOKEN_COUNT, sizeof *keywords, text, length);
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

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_name_start(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
	       (unsigned char)c >= 0x80;
}

static bool is_name(char c)
{
	return is_name_start(c) || is_digit(c) || c == '-' || c == '.' || c == ':';
}

struct parser {
	const struct expression_context *context;
	const char *at, *end;
	int depth;
};

static bool parse_sum(struct parser *parser, struct value *value);

static void skip_spaces(struct parser *parser)
{
	while (parser->at < parser->end && is_space(*parser->at))
		parser->at++;
}

static bool parse_sign(struct parser *parser, char sign)
{
	skip_spaces(parser);
	if (parser->at == parser->end || *parser->at != sign)
		return false;
	parser->at++;
	return true;
}

/* Points of a unit; 0: unknown. */
static double unit_points(const struct expression_context *context, const char *unit, size_t length)
{
	static const struct {
		char name[4];
		double points;
	} units[] = {
		{"cm", 72 / 2.54}, {"in", 72}, {"mm", 7.2 / 2.54}, {"mpt", 0.001},
		{"pc", 12},        {"pt", 1},  {"px", 0.75},
	};
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (strlen(units[i].name) == length && !memcmp(units[i].name, unit, length))
			return units[i].points;
	if (length == 2 && !memcmp(unit, "em", 2))
		return context->em;
	if (length == 2 && !memcmp(unit, "ex", 2))
		return context->em / 2;
	return 0;
}

static double parse_digits(struct parser *parser)
{
	double number = 0, scale = 1;
	for (; parser->at < parser->end && is_digit(*parser->at); parser->at++)
		number = number * 10 + (*parser->at - '0');
	if (parser->at == parser->end || *parser->at != '.')
		return number;
	for (parser->at++; parser->at < parser->end && is_digit(*parser->at); parser->at++) {
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
	if (parser->at < parser->end && *parser->at == '%') {
		parser->at++;
		double reference = parser->context->percent_of;
		*value = value_of_length(reference > 0 ? number / 100 * reference : 0);
		if (!(reference > 0))
			value->length.percent = number;
		return true;
	}
	const char *unit = parser->at;
	while (parser->at < parser->end && is_name_start(*parser->at))
		parser->at++;
	if (parser->at == unit) {
		*value = value_of_number(number);
		return true;
	}
	double points = unit_points(parser->context, unit, (size_t)(parser->at - unit));
	bool relative = unit[0] == 'e';
	if (points == 0 && !relative)
		return false;
	*value = value_of_length(number * points);
	return true;
}

static bool parse_string(struct parser *parser, struct value *value)
{
	const char *start = parser->at + 1;
	const char *end = memchr(start, *parser->at, (size_t)(parser->end - start));
	if (!end)
		return false;
	*value = (struct value){
		.kind = VALUE_STRING, .text = start, .text_length = (size_t)(end - start)};
	parser->at = end + 1;
	return true;
}

static bool parse_color_number(struct parser *parser, struct value *value)
{
	const char *start = parser->at++;
	while (parser->at < parser->end && is_name(*parser->at))
		parser->at++;
	*value = (struct value){.kind = VALUE_COLOR, .text = start, .text_length = (size_t)(parser->at - start)};
	if (color_number(start, value->text_length, &value->color))
		return true;
	value->kind = VALUE_KEYWORD; /* a profile's name in rgb-icc(), as Apache FOP has it */
	return value->text_length == 5 && !memcmp(start, "#CMYK", 5);
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
	const char *start = parser->at;
	while (parser->at < parser->end && is_name(*parser->at))
		parser->at++;
	size_t length = (size_t)(parser->at - start);
	if (parser->at < parser->end && *parser->at == '(') {
		struct value arguments[FUNCTION_ARGUMENTS];
		size_t count;
		parser->at++;
		const struct function *function = function_find(start, length);
		return function && parse_arguments(parser, arguments, &count) &&
		       function_call(parser->context, function, arguments, count, value);
	}
	*value = (struct value){.kind = VALUE_KEYWORD,
				.text = start,
				.text_length = length,
				.keyword = expression_keyword(start, length)};
	return true;
}

static bool parse_primary(struct parser *parser, struct value *value)
{
	skip_spaces(parser);
	if (parser->at == parser->end)
		return false;
	char c = *parser->at;
	if (is_digit(c) || (c == '.' && parser->at + 1 < parser->end && is_digit(parser->at[1])))
		return parse_number(parser, value);
	if (c == '#')
		return parse_color_number(parser, value);
	if (c == '"' || c == '\'')
		return parse_string(parser, value);
	if (c == '(') {
		parser->at++;
		return parse_sum(parser, value) && parse_sign(parser, ')');
	}
	return is_name_start(c) && parse_name(parser, value);
}

static bool parse_unary(struct parser *parser, struct value *value)
{
	bool negative = false, sign = false;
	skip_spaces(parser);
	for (; parser->at < parser->end && (*parser->at == '-' || *parser->at == '+');
	     parser->at++) {
		negative ^= *parser->at == '-';
		sign = true;
	}
	if (!parse_primary(parser, value) || (sign && !value_make_number(value)))
		return false;
	if (negative) {
		value->length.points = -value->length.points;
		value->length.percent = -value->length.percent;
		value->length.proportion = -value->length.proportion;
	}
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
	a->length.points *= b->length.points;
	a->length.percent *= b->length.points;
	a->length.proportion *= b->length.points;
	a->power += b->power;
	return true;
}

static bool divide(struct value *a, const struct value *b)
{
	if (value_has_reference(b) || b->length.points == 0 ||
	    (value_has_reference(a) && b->power != 0))
		return false;
	a->length.points /= b->length.points;
	a->length.percent /= b->length.points;
	a->length.proportion /= b->length.points;
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
		     !is_digit(parser->at[3])))
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
	a->length.points += sign * b->length.points;
	a->length.percent += sign * b->length.percent;
	a->length.proportion += sign * b->length.proportion;
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

bool expression_evaluate(const struct expression_context *context, const char *text, size_t length,
			 struct value *value)
{
	struct parser parser = {.context = context, .at = text, .end = text + length};
	if (!parse_sum(&parser, value))
		return false;
	skip_spaces(&parser);
	if (parser.at != parser.end)
		return false;
	if (value->kind != VALUE_NUMBER)
		return true;
	return (value->power == 0 || value->power == 1) &&
	       fabs(value->length.points) <= POINTS_MAXIMUM &&
	       fabs(value->length.percent) <= POINTS_MAXIMUM && value->length.proportion >= 0 &&
	       value->length.proportion <= POINTS_MAXIMUM;
}

bool expression_split(const char **text, const char *end, const char **part, size_t *length)
{
	const char *at = *text;
	while (at < end && is_space(*at))
		at++;
	*part = at;
	char quote = 0;
	for (int depth = 0; at < end && (quote || depth || !is_space(*at)); at++) {
		if (quote)
			quote = *at == quote ? 0 : quote;
		else if (*at == '"' || *at == '\'')
			quote = *at;
		else if (*at == '(')
			depth++;
		else if (*at == ')' && depth > 0)
			depth--;
	}
	*length = (size_t)(at - *part);
	*text = at;
	return *length > 0;
}
