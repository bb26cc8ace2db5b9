/* From attributes to computed values: kinds, inheritance, shorthands, corresponding properties. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "fo/expression.h"
#include "fo_sample.h"

struct value_case {
	const char *outer, *inner; /* attributes of a block, and of the block within it */
	const char *property;      /* the inner block's */
	const char *value;
};

/* Lengths: points, "50%", a keyword. Spaces: minimum/optimum/maximum, precedence and "retain" where they are not initial. */
static const struct value_case values[] = {
	/* font-size and what depends on it */
	{"", "", "font-size", "12"},
	{"font-size='10pt'", "font-size='150%'", "font-size", "15"},
	{"font-size='10pt'", "font-size='2em'", "font-size", "20"},
	{"font-size='10pt'", "font-size='larger'", "font-size", "12"},
	{"", "font-size='small'", "font-size", "10"},
	{"font-size='10pt'", "text-indent='2em' font-size='20pt'", "text-indent", "40"},
	{"font-size='10pt' text-indent='2em'", "font-size='20pt'", "text-indent", "20"},
	{"", "font-size='20pt'", "line-height", "24/24/24"},
	{"line-height='1.5'", "font-size='20pt'", "line-height", "30/30/30"},
	{"line-height='150%'", "font-size='20pt'", "line-height", "18/18/18"},
	{"line-height='14pt'", "font-size='20pt'", "line-height", "14/14/14"},
	{"line-height='1.5'", "line-height='inherit' font-size='10pt'", "line-height", "15/15/15"},
	{"line-height='1.5'", "line-height='normal' font-size='10pt'", "line-height", "12/12/12"},
	{"", "line-height.optimum='15pt'", "line-height", "14.4/15/15"},
	{"", "font-size='20pt' line-height.maximum='30pt'", "line-height", "24/24/30"},
	{"", "font-size='20pt' line-height='1.5' line-height.minimum='15pt'", "line-height", "15/30/30"},
	{"", "font-size='20pt' line-height.precedence='1'", "line-height", "24/24/24 1"},
	{"font-weight='bold'", "font-weight='bolder'", "font-weight", "900"},
	{"font-weight='bold'", "font-weight='lighter'", "font-weight", "400"},
	{"", "font-weight='300'", "font-weight", "300"},
	{"", "font-family=\" 'DejaVu Sans' ,Times,  serif\"", "font-family",
	 "DejaVu Sans,Times,serif"},
	{"", "font='italic small-caps bold 14pt/20pt \"A B\", serif'", "font-family", "A B,serif"},
	{"", "font='italic small-caps bold 14pt/20pt serif'", "font-size", "14"},
	{"", "font='italic small-caps bold 14pt/20pt serif'", "line-height", "20/20/20"},
	{"", "font='italic small-caps bold 14pt/20pt serif'", "font-variant", "small-caps"},
	{"font-weight='bold'", "font='14pt serif'", "font-weight", "400"},
	{"", "font-size='9pt' font='14pt serif'", "font-size", "9"},
	/* keywords and inheritance */
	{"text-align='center'", "", "text-align", "center"},
	{"text-align='right'", "", "text-align", "end"},
	{"break-before='page'", "", "break-before", "auto"},
	{"break-before='page'", "break-before='inherit'", "break-before", "page"},
	{"span='all'", "span='from-parent()'", "span", "all"},
	{"", "column-count='from-parent(column-number)'", "column-count", "1"},
	{"break-before='page'", "break-after='from-parent(break-before)'", "break-after", "page"},
	{"font-size='9pt'", "font-size='system-font(caption)'", "font-size", "12"},
	{"font-family='Lato'", "font-family='system-font(caption, font-family)'", "font-family", "sans-serif"},
	{"color='red'", "", "color", "1 0 0 1"},
	{"background-color='red'", "", "background-color", "0 0 0 0"},
	{"", "background-color='#ff0000'", "background-color", "1 0 0 1"},
	{"space-before='3pt'", "space-before='from-nearest-specified-value()'", "space-before",
	 "3/3/3"},
	{"orphans='3'", "orphans='inherited-property-value(orphans) + 1'", "orphans", "4"},
	{"", "orphans='-2'", "orphans", "1"},
	{"", "hyphenation-ladder-count='no-limit'", "hyphenation-ladder-count", "-1"},
	{"", "initial-page-number='auto-even'", "initial-page-number", "-2"},
	{"", "reference-orientation='-90'", "reference-orientation", "270"},
	{"text-decoration='underline'", "text-decoration='line-through'", "text-decoration", "5"},
	{"text-decoration='underline'", "text-decoration='none'", "text-decoration", "0"},
	{"text-decoration='underline overline'", "text-decoration='no-overline'", "text-decoration",
	 "1"},
	{"", "character='é'", "character", "233"},
	/* from right to left: what says start is held on the right */
	{"", "writing-mode='rl-tb' padding-start='3pt'", "padding-end", "3"},
	{"", "writing-mode='rl-tb' padding-left='3pt'", "padding-start", "3"},
	{"", "padding-start='3pt' writing-mode='rl-tb' padding-end='from-parent(padding-start)'", "padding-end", "3"},
	{"padding-start='4pt'", "writing-mode='rl-tb' padding-start='inherit'", "padding-end", "4"},
	{"start-indent='4pt' end-indent='5pt'", "writing-mode='rl-tb'", "start-indent", "5"},
	{"writing-mode='rl-tb' start-indent='4pt'", "writing-mode='lr-tb'", "start-indent", "4"},
	{"writing-mode='rl-tb' start-indent='4pt'", "start-indent='from-parent() + 1pt'", "end-indent", "5"},
	{"writing-mode='rl-tb' start-indent='4pt'", "end-indent='from-nearest-specified-value(start-indent)'", "start-indent", "4"},
	{"", "writing-mode='rl-tb' margin-left='7pt'", "start-indent", "7"},
	{"", "suppress-at-line-break='retain'", "suppress-at-line-break", "retain"},
	{"inline-progression-dimension='3pt'", "min-width='inherit'", "inline-progression-dimension", "3/auto/auto"},
	{"", "font='caption'", "font-family", "sans-serif"},
	{"", "allowed-width-scale='50% 100%' media-usage='unbounded' writing-mode='rl'", "writing-mode", "rl"},
	{"", "src=\"url( 'a b.png' )\"", "src", "a b.png"},
	{"", "src='url(x.svg)'", "src", "x.svg"},
	{"", "src='y.svg'", "src", "y.svg"},
	{"", "xml:lang='fr-FR'", "language", "fr"},
	{"", "xml:lang='fr-FR'", "country", "FR"},
	{"xml:lang='zh-Hant-TW'", "", "script", "Hant"},
	{"xml:lang='fr-FR'", "xml:lang='en'", "country", "none"},
	{"", "baseline-shift='super'", "baseline-shift", "super"},
	{"line-height='20pt'", "baseline-shift='10%'", "baseline-shift", "2"},
	/* compounds */
	{"", "space-before='10pt'", "space-before", "10/10/10"},
	{"", "space-before.optimum='10pt'", "space-before", "0/10/10"},
	{"", "space-before.minimum='10pt'", "space-before", "10/10/10"},
	{"", "space-before='10pt' space-before.conditionality='retain'", "space-before",
	 "10/10/10 retain"},
	{"", "space-before.maximum='9pt' space-before='5pt'", "space-before", "5/5/9"},
	{"", "space-before.precedence='force'", "space-before", "0/0/0 force"},
	{"", "space-before.precedence='3'", "space-before", "0/0/0 3"},
	{"letter-spacing='2pt'", "letter-spacing='normal'", "letter-spacing", "0/0/0"},
	{"", "keep-together='always'", "keep-together", "0 always always"},
	{"keep-together.within-page='always'", "", "keep-together", "0 0 always"},
	{"", "keep-together.within-line='always'", "keep-together", "always 0 0"},
	{"", "keep-with-next='7'", "keep-with-next", "0 7 7"},
	{"", "leader-length='50%'", "leader-length", "50%/50%/50%"},
	{"", "leader-length.minimum='20pt'", "leader-length", "20/20/100%"},
	{"", "padding-before='3pt' padding-before.conditionality='retain'", "padding-before",
	 "3 retain"},
	{"padding-before.conditionality='retain'", "padding-before.conditionality='inherit'", "padding-before", "0 retain"},
	{"space-before.precedence='force'", "space-before.precedence='inherit'", "space-before", "0/0/0 force"},
	{"", "padding-before.length='3pt'", "padding-before", "3"},
	{"", "border-separation='3pt'", "border-separation", "3 3"},
	{"", "border-separation.block-progression-direction='3pt'", "border-separation", "3 0"},
	{"", "border-spacing='1pt 2pt'", "border-separation", "2 1"},
	/* widths: absolute and relative names */
	{"", "width='3cm'", "inline-progression-dimension", "85.04/85.04/85.04"},
	{"", "inline-progression-dimension='40pt'", "width", "40/40/40"},
	{"", "inline-progression-dimension.optimum='40pt' width='50%'", "width", "50%/50%/50%"},
	{"", "width='50%' inline-progression-dimension='40pt'", "inline-progression-dimension", "50%/50%/50%"},
	{"width='9pt' max-width='8pt'", "width='inherit'", "inline-progression-dimension", "9/9/9"},
	{"min-width='9pt'", "text-indent='from-parent(min-width)'", "text-indent", "9"},
	{"padding-left='3pt'", "writing-mode='rl-tb' padding-left='inherit'", "padding-start", "3"},
	{"", "min-width='9pt' width='8pt'", "inline-progression-dimension", "9/8/8"},
	{"", "max-width='40pt'", "inline-progression-dimension", "auto/auto/40"},
	{"", "min-height='40pt'", "block-progression-dimension", "40/auto/auto"},
	{"", "height='20pt' max-height='none'", "block-progression-dimension", "20/20/auto"},
	/* borders */
	{"", "border='1pt solid red'", "border-before-width", "1"},
	{"", "border='red 1pt solid'", "border-start-color", "1 0 0 1"},
	{"", "border='solid 1pt' color='blue'", "border-end-color", "0 0 1 1"},
	{"", "border-style='solid' color='blue'", "border-end-color", "0 0 1 1"},
	{"color='blue'", "border='solid 1pt' color='red'", "border-end-color", "1 0 0 1"},
	{"", "border-width='3pt'", "border-before-width", "0"},
	{"", "border-style='solid'", "border-before-width", "1"},
	{"", "border-style='solid' border-width='thick thin'", "border-before-width", "2"},
	{"", "border-style='solid' border-width='thick thin'", "border-start-width", "0.5"},
	{"", "border-top='2pt solid' border='1pt dotted'", "border-before-style", "solid"},
	{"", "border-top='2pt solid' border='1pt dotted'", "border-after-style", "dotted"},
	{"", "border-left-width='4pt' border='1pt dotted'", "border-start-width", "4"},
	{"", "border-top-width='4pt' border-before-width='2pt' border-style='solid'",
	 "border-before-width", "4"},
	{"", "border-color='red green blue'", "border-start-color", "0 0.5 0 1"},
	{"", "border-before-width.length='3pt' border-before-style='solid'", "border-before-width",
	 "3"},
	{"border='3pt solid'", "border-top='inherit'", "border-before-width", "3"},
	{"border='3pt solid'", "", "border-before-width", "0"},
	/* padding, margins, indents (5.3.2) */
	{"", "padding='1pt 2pt 3pt 4pt'", "padding-start", "4"},
	{"", "padding='1pt 2pt 3pt'", "padding-start", "2"},
	{"", "padding='1pt + 2pt'", "padding-end", "3"},
	{"", "padding='1pt' padding-end='5pt'", "padding-end", "5"},
	{"", "padding-left='7pt' padding-start='5pt'", "padding-start", "7"},
	{"start-indent='10pt'", "", "start-indent", "10"},
	{"start-indent='10pt'", "margin-left='5pt'", "start-indent", "15"},
	{"start-indent='10pt'", "margin-left='5pt' padding-left='2pt' border='1pt solid'",
	 "start-indent", "18"},
	{"start-indent='10pt'", "padding-left='2pt' border='1pt solid'", "start-indent", "10"},
	{"margin-left='10pt'", "margin='5pt'", "start-indent", "15"},
	{"margin-left='10pt'", "margin-left='5%'", "start-indent", "9.5+5%"},
	{"margin-left='60%' margin-right='60%'", "margin-left='50%'", "start-indent", "60%"},
	{"margin-left='10pt'", "start-indent='5pt'", "start-indent", "5"},
	{"end-indent='10pt'", "margin-right='-4pt'", "end-indent", "6"},
	{"", "margin-top='5pt'", "space-before", "5/5/5 retain"},
	{"", "margin='1pt 2pt 3pt' space-before.conditionality='retain'", "space-before",
	 "1/1/1 retain"},
	{"", "margin='1pt 2pt 3pt'", "space-after", "3/3/3 retain"},
	{"", "margin='auto'", "space-after", "0/0/0"},
	/* other shorthands */
	{"", "page-break-before='always'", "break-before", "page"},
	{"", "page-break-after='left'", "break-after", "even-page"},
	{"", "page-break-after='avoid'", "keep-with-next", "0 always always"},
	{"", "page-break-inside='avoid'", "keep-together", "0 always always"},
	{"", "white-space='pre'", "linefeed-treatment", "preserve"},
	{"white-space='pre'", "white-space='nowrap'", "white-space-collapse", "true"},
	{"", "vertical-align='super'", "baseline-shift", "super"},
	{"", "vertical-align='top'", "alignment-baseline", "before-edge"},
	{"", "vertical-align='3pt'", "alignment-adjust", "3"},
	{"", "position='absolute'", "absolute-position", "absolute"},
	{"", "size='21cm 10cm'", "page-height", "283.46"},
	{"", "size='landscape'", "page-width", "841.89"},
	{"", "background='url(a.png) no-repeat right top red'", "background-image", "a.png"},
	{"", "background='url(a.png) no-repeat right top red'", "background-position-horizontal",
	 "100%"},
	{"", "background='url(a.png) no-repeat right top red'", "background-color", "1 0 0 1"},
	{"background='fixed red'", "background='inherit'", "background-color", "1 0 0 1"},
	{"background='fixed red'", "background='inherit'", "background-attachment", "fixed"},
	{"", "background='top'", "background-position-horizontal", "50%"},
	{"", "background-position='30% 4pt'", "background-position-vertical", "4"},
};

static void put_length(struct buffer *out, struct length length)
{
	if (length.automatic) {
		buffer_puts(out, expression_keyword_name(length.keyword));
		return;
	}
	if (length.points != 0 || length.percent == 0)
		buffer_decimal(out, length.points, 2);
	if (length.percent != 0) {
		buffer_puts(out, length.points != 0 ? "+" : "");
		buffer_decimal(out, length.percent, 2);
		buffer_puts(out, "%");
	}
}

static void put_three(struct buffer *out, struct length minimum, struct length optimum,
		      struct length maximum)
{
	put_length(out, minimum);
	buffer_puts(out, "/");
	put_length(out, optimum);
	buffer_puts(out, "/");
	put_length(out, maximum);
}

static void put_space(struct buffer *out, const struct space *space)
{
	put_three(out, space->minimum, space->optimum, space->maximum);
	if (space->precedence == SPACE_FORCE)
		buffer_puts(out, " force");
	else if (space->precedence)
		buffer_printf(out, " %d", space->precedence);
	buffer_puts(out, space->retain ? " retain" : "");
}

static void put_keep(struct buffer *out, const struct keep *keep)
{
	int strengths[] = {keep->within_line, keep->within_column, keep->within_page};
	for (size_t i = 0; i < 3; i++) {
		buffer_puts(out, i ? " " : "");
		if (strengths[i] == KEEP_ALWAYS)
			buffer_puts(out, "always");
		else
			buffer_integer(out, strengths[i]);
	}
}

static void put_color(struct buffer *out, const struct color *color)
{
	double channels[] = {color->red, color->green, color->blue, color->alpha};
	for (size_t i = 0; i < 4; i++) {
		buffer_puts(out, i ? " " : "");
		buffer_decimal(out, channels[i], 2);
	}
}

/* The computed value as the tables above write it. */
static void put_value(struct buffer *out, const struct properties *properties, const char *name)
{
	enum property property;
	enum token component;
	assert_true(property_find(slice_of(name), &property, &component));
	const struct property_row *row = property_row(property);
	if (row->kind == KIND_ALIAS)
		row = property_row(row->target);
	const void *field = (const char *)properties + row->offset;
	const struct length_range *range = field;
	const struct length_conditional *conditional = field;
	const struct length_pair *pair = field;
	const char *text;
	switch (row->kind) {
	case KIND_TOKEN:
		buffer_puts(out, expression_keyword_name(*(const enum token *)field));
		break;
	case KIND_LENGTH:
	case KIND_FONT_SIZE:
	case KIND_POSITION:
		put_length(out, *(const struct length *)field);
		break;
	case KIND_SPACE:
	case KIND_LINE_HEIGHT:
		put_space(out, field);
		break;
	case KIND_LENGTH_RANGE:
		put_three(out, range->minimum, range->optimum, range->maximum);
		break;
	case KIND_LENGTH_CONDITIONAL:
	case KIND_BORDER_WIDTH:
		put_length(out, conditional->length);
		buffer_puts(out, conditional->retain ? " retain" : "");
		break;
	case KIND_LENGTH_PAIR:
		put_length(out, pair->block);
		buffer_puts(out, " ");
		put_length(out, pair->along);
		break;
	case KIND_KEEP:
		put_keep(out, field);
		break;
	case KIND_COLOR:
		put_color(out, field);
		break;
	case KIND_NAME:
	case KIND_URI:
	case KIND_FAMILY:
	case KIND_STRING:
		text = *(const char *const *)field;
		buffer_puts(out, text ? text : "none");
		break;
	case KIND_NUMBER:
		buffer_decimal(out, *(const double *)field, 4);
		break;
	default:
		buffer_integer(out, *(const int *)field);
	}
}

static void test_values(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		const struct value_case *c = &values[i];
		struct sample sample = sample_flow(
			arena_printf(arena, "<fo:block %s><fo:block id='x' %s/></fo:block>",
				     c->outer, c->inner),
			false);
		messages_print(sample.messages, stderr);
		assert_non_null(sample.tree);
		struct buffer out = {0};
		put_value(&out, fo_tree_find(sample.tree, "x")->p, c->property);
		if (strcmp(buffer_string(&out), c->value))
			fail_msg("(%s) (%s): %s is %s, not %s", c->outer, c->inner, c->property,
				 buffer_string(&out), c->value);
		buffer_free(&out);
		sample_free(&sample);
	}
	arena_free(arena);
}

/* What no property takes: F703, and F702 for a name that is none. */
static const struct {
	const char *attribute, *code;
} faults[] = {
	{"font-size='-1pt'", "F703"},
	{"font-size='big'", "F703"},
	{"font-size=''", "F703"},
	{"font-weight='150'", "F703"},
	{"font='bold'", "F703"},
	{"text-align='middle'", "F703"},
	{"color='nocolor'", "F703"},
	{"width='proportional-column-width(1)'", "F703"},
	{"padding='-1pt'", "F703"},
	{"padding='1pt 2pt 3pt 4pt 5pt'", "F703"},
	{"border='1pt solid 2pt'", "F703"},
	{"border-before-width='10%'", "F703"},
	{"orphans='many'", "F703"},
	{"number-columns-spanned='100000'", "F703"},
	{"text-indent='from-parent(width)'", "F703"},
	{"width.minimum='3pt'", "F702"},
	{"reference-orientation='45'", "F703"},
	{"reference-orientation='from-parent(orphans)'", "F703"},
	{"text-indent='3eggs'", "F703"},
	{"space-before.precedence='normal'", "F703"},
	{"keep-together='never'", "F703"},
	{"space-before.conditionality='maybe'", "F703"},
	{"character='ab'", "F703"},
	{"white-space='thin'", "F703"},
	{"start-indent='body-start()'", "F703"},
	{"text-decoration='bold'", "F703"},
	{"clip='rect(1pt)'", "F703"},
	{"fontsize='3pt'", "F702"},
	{"space-before.length='3pt'", "F702"},
	{"font-size.optimum='3pt'", "F702"},
	{"volume='loud'", NULL},
	{"float='left'", NULL},
	{"x:any='y'", NULL},
	{"fox:widow-content-limit='3pt'", NULL},
	{"role='heading'", NULL},
	{"clip='rect(1pt, 2pt,3pt 4pt)'", NULL},
};

static void test_faults(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		const char *code = faults[i].code;
		const char *text =
			arena_printf(arena, "<fo:block id='x' %s/>", faults[i].attribute);
		struct sample strict = sample_flow(text, false), lenient = sample_flow(text, true);
		if (strict.messages->count != (code ? 1 : 0) || !strict.tree != !!code)
			fail_msg("%s: %zu messages", faults[i].attribute, strict.messages->count);
		assert_non_null(lenient.tree);
		assert_int_equal(lenient.messages->errors, 0);
		assert_int_equal(lenient.messages->warnings, code ? 1 : 0);
		if (code)
			assert_string_equal(message_name(strict.messages->list[0].code), code);
		sample_free(&strict);
		sample_free(&lenient);
	}
	arena_free(arena);
}

/* The rows stand in the order that the search needs, and each takes inherit, as every property does. */
static void test_table(void **state)
{
	(void)state;
	struct properties own;
	struct refinement refinement = {.own = &own, .parent = property_initial()};
	property_begin(&own, property_initial());
	for (int i = 0; i < PROPERTY_COUNT; i++) {
		enum property property;
		enum token component;
		assert_true(
			property_find(slice_of(property_row((enum property)i)->name), &property, &component));
		assert_int_equal(property, i);
		assert_true(property_set(&refinement, property, TOKEN_UNSET, "inherit"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_table),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
