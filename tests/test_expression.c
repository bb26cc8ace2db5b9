/* Expressions: numbers, lengths, operators, functions, colours, and what is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/buffer.h"
#include "fo/expression.h"

/* em is 10 pt, 100 % is known in layout only, the parent's font-size is 8 pt, its start-indent 20 pt + 5 %; a list-item is at
 * 30 pt. Numbers are written with up to 4 decimals; NULL: no expression. */
static const struct {
	const char *text, *value;
} cases[] = {
	{"0", "0"},
	{"12", "12"},
	{" 1.5 ", "1.5"},
	{".25", "0.25"},
	{"3.", "3"},
	{"-3", "-3"},
	{"+3", "3"},
	{"--3", "3"},
	{"12pt", "12pt"},
	{"1in", "72pt"},
	{"2.54cm", "72pt"},
	{"25.4mm", "72pt"},
	{"6pc", "72pt"},
	{"96px", "72pt"},
	{"1500mpt", "1.5pt"},
	{"2em", "20pt"},
	{"2ex", "10pt"},
	{"-.5em", "-5pt"},
	{"50%", "50%"},
	{"100% - 2cm", "-56.6929pt+100%"},
	{"1pt + 2pt * 3", "7pt"},
	{"(1pt + 2pt) * 3", "9pt"},
	{"10pt-5pt", "5pt"},
	{"10pt div 4", "2.5pt"},
	{"10pt div 4pt", "2.5"},
	{"7 mod 4", "3"},
	{"-7 mod 4", "-3"},
	{"7pt mod 4pt", "3pt"},
	{"(2pt * 3pt) div 4pt", "1.5pt"},
	{"2 * 50%", "100%"},
	{"1 div 2 div 2", "0.25"},
	{"0 + 3pt", "3pt"},
	{"3pt - 0", "3pt"},
	{"floor(2.7pt)", "2pt"},
	{"ceiling(-2.7)", "-2"},
	{"round(2.5)", "3"},
	{"round(-2.5)", "-2"},
	{"abs(-3pt)", "3pt"},
	{"min(3pt, 1em)", "3pt"},
	{"max(3pt, 1em)", "10pt"},
	{"max(10%, 20%)", "20%"},
	{"max(1, min(2, 3))", "2"},
	{"proportional-column-width(2)", "2*"},
	{"proportional-column-width(1) + 2pt", "2pt+1*"},
	{"from-parent(font-size)", "property"},
	{"from-parent(font-size) * 2", "16pt"},
	{"inherited-property-value(start-indent) + 1pt", "21pt+5%"},
	{"1pt + from-nearest-specified-value(font-size)", "9pt"},
	{"body-start()", "54pt"},
	{"label-end()", "-48pt+100%"},
	{"body-start() + 1em", "64pt"},
	{"red", "keyword red"},
	{"space-between", "keyword space-between"},
	{"'a b'", "string a b"},
	{"\"x\"", "string x"},
	{"#f00", "color 1 0 0 1"},
	{"#00ff0080", "color 0 1 0 0.502"},
	{"rgb(255, 0, 51)", "color 1 0 0.2 1"},
	{"rgb(100%, 50%, 0%)", "color 1 0.5 0 1"},
	{"rgb(300, -5, 0)", "color 1 0 0 1"},
	{"rgb-icc(0, 255, 0, 'profile', 1, 2)", "color 0 1 0 1"},
	{"cmyk(0, 1, 1, 0)", "color 1 0 0 1"},
	{"system-color(window)", "color 1 1 1 1"},
	{"", NULL},
	{"1,5pt", NULL},
	{"12 pt", NULL},
	{"12foo", NULL},
	{"1pt + 1", NULL},
	{"1pt * 2pt", NULL},
	{"1 div 0", NULL},
	{"1 mod 0", NULL},
	{"1pt div (1em - 10pt)", NULL},
	{"1 div 2pt", NULL},
	{"50% * 50%", NULL},
	{"min(50%, 3pt)", NULL},
	{"min(3pt)", NULL},
	{"red + 1", NULL},
	{"-red", NULL},
	{"(1", NULL},
	{"1)", NULL},
	{"1 2", NULL},
	{"f(1)", NULL},
	{"max(1,", NULL},
	{"'open", NULL},
	{"#ff", NULL},
	{"#ggg", NULL},
	{"rgb(1,2)", NULL},
	{"from-parent(nothing)", NULL},
	{"from-parent(width) * 2", NULL}, /* auto is no number */
	{"99999999999pt", NULL},
	{"proportional-column-width(-1)", NULL},
};

static void describe_number(const struct value *value, struct buffer *out)
{
	const struct length *length = &value->length;
	bool points = length->points != 0 || (length->percent == 0 && length->proportion == 0);
	if (points) {
		buffer_decimal(out, length->points, 4);
		buffer_puts(out, value->power ? "pt" : "");
	}
	if (length->percent != 0) {
		buffer_puts(out, points ? "+" : "");
		buffer_decimal(out, length->percent, 4);
		buffer_puts(out, "%");
	}
	if (length->proportion != 0) {
		buffer_puts(out, points ? "+" : "");
		buffer_decimal(out, length->proportion, 4);
		buffer_puts(out, "*");
	}
}

static void describe(const struct value *value, struct buffer *out)
{
	double channels[] = {value->color.red, value->color.green, value->color.blue,
			     value->color.alpha};
	switch (value->kind) {
	case VALUE_NUMBER:
		describe_number(value, out);
		break;
	case VALUE_KEYWORD:
	case VALUE_STRING:
		buffer_puts(out, value->kind == VALUE_STRING ? "string " : "keyword ");
		buffer_put(out, value->text.text, value->text.length);
		break;
	case VALUE_COLOR:
		buffer_puts(out, "color");
		for (size_t i = 0; i < 4; i++) {
			buffer_puts(out, " ");
			buffer_decimal(out, channels[i], 3);
		}
		break;
	case VALUE_PROPERTY:
		buffer_puts(out, "property");
	}
}

static void test_evaluate(void **state)
{
	(void)state;
	struct properties parent, own;
	property_begin(&parent, property_initial());
	parent.font_size = LENGTH_POINTS(8);
	parent.start_indent = (struct length){.points = 20, .percent = 5};
	property_begin(&own, &parent);
	own.font_size = LENGTH_POINTS(10);
	own.list_item_indent = LENGTH_POINTS(30);
	struct expression_context context = {
		.own = &own, .parent = &parent, .property = PROPERTY_text_indent, .em = 10};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct value value;
		struct buffer out = {0};
		if (expression_evaluate(&context, slice_of(cases[i].text), &value))
			describe(&value, &out);
		else
			buffer_puts(&out, "none");
		if (strcmp(buffer_string(&out), cases[i].value ? cases[i].value : "none"))
			fail_msg("\"%s\" is %s, not %s", cases[i].text, buffer_string(&out),
				 cases[i].value);
		buffer_free(&out);
	}
}

/* Nesting ends, and so do digits. */
static void test_depth(void **state)
{
	(void)state;
	char deep[2001];
	struct expression_context context = {
		.own = property_initial(), .parent = property_initial(), .em = 12};
	struct value value;
	memset(deep, '(', 1000);
	memset(deep + 1000, ')', 1000);
	assert_false(expression_evaluate(&context, (struct slice){deep, 2000}, &value));
	deep[1000] = '1';
	assert_false(expression_evaluate(&context, (struct slice){deep, 2000}, &value));
	assert_true(expression_evaluate(&context, (struct slice){deep + 980, 41}, &value));
	assert_int_equal((int)value.length.points, 1);
	memset(deep, '-', 1000);
	assert_true(expression_evaluate(&context, (struct slice){deep, 1001}, &value));
	assert_int_equal((int)value.length.points, 1);
	char digits[400];
	memset(digits, '9', sizeof digits);
	assert_false(expression_evaluate(&context, (struct slice){digits, sizeof digits}, &value));
}

static void test_keywords(void **state)
{
	(void)state;
	assert_int_equal(expression_keyword((struct slice){"auto", 4}), TOKEN_AUTO);
	assert_int_equal(expression_keyword((struct slice){"automatic", 4}), TOKEN_AUTO);
	assert_int_equal(expression_keyword((struct slice){"automatic", 9}), TOKEN_UNSET);
	assert_int_equal(expression_keyword((struct slice){"aut", 3}), TOKEN_UNSET);
	assert_int_equal(expression_keyword((struct slice){"", 0}), TOKEN_UNSET);
	for (int token = 1; token < TOKEN_COUNT; token++) {
		const char *name = expression_keyword_name((enum token)token);
		assert_int_equal(expression_keyword(slice_of(name)), token);
	}
}

static void test_split(void **state)
{
	(void)state;
	static const char list[] = "  1pt rgb(1, 2, 3) 'a b'  (2 + (3))x ";
	static const char *const parts[] = {"1pt", "rgb(1, 2, 3)", "'a b'", "(2 + (3))x"};
	struct slice rest = slice_of(list), part;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		assert_true(expression_split(&rest, "", &part));
		assert_int_equal(part.length, strlen(parts[i]));
		assert_memory_equal(part.text, parts[i], part.length);
	}
	assert_false(expression_split(&rest, "", &part));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_evaluate),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_keywords),
		cmocka_unit_test(test_split),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
