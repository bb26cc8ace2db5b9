#include "fo/function.h"

#include <math.h>
#include <string.h>

#include "fo/color.h"
#include "fo/name.h"

/* A call: so many arguments as its function takes. */
struct call {
	const struct expression_context *context;
	const struct function *function;
	struct value *arguments;
	size_t count;
};

struct function {
	const char *name;
	size_t least, most; /* arguments */
	bool (*call)(const struct call *call, struct value *value);
	bool numbers;               /* its arguments are */
	double (*rounding)(double); /* of call_round */
	double sign;                /* of call_choice: 1 the larger, -1 the smaller */
};

struct value value_of_number(double number)
{
	return (struct value){.kind = VALUE_NUMBER, .length.points = number};
}

struct value value_of_length(struct length length)
{
	return (struct value){.kind = VALUE_NUMBER, .power = 1, .length = length};
}

bool value_make_number(struct value *value)
{
	return property_evaluate(value) && value->kind == VALUE_NUMBER;
}

bool value_has_reference(const struct value *value)
{
	return value->length.percent != 0 || value->length.proportion != 0;
}

static bool call_round(const struct call *call, struct value *value)
{
	*value = *call->arguments;
	value->length.points = call->function->rounding(value->length.points);
	value->length.percent = call->function->rounding(value->length.percent);
	return true;
}

/* Half away from zero would be round(); XSL 1.1, 5.10.1 says half towards positive infinity. */
static double round_up(double x)
{
	return floor(x + 0.5);
}

/* The larger or smaller of two that can be compared before layout. */
static bool call_choice(const struct call *call, struct value *value)
{
	const struct value *a = call->arguments, *b = call->arguments + 1;
	bool same = a->power == b->power || (a->length.points == 0 && !value_has_reference(a)) ||
		    (b->length.points == 0 && !value_has_reference(b));
	bool points = !value_has_reference(a) && !value_has_reference(b);
	bool percents = a->length.points == 0 && b->length.points == 0;
	if (!same || (!points && !percents))
		return false;
	double difference = points ? a->length.points - b->length.points
				   : a->length.percent - b->length.percent;
	*value = difference * call->function->sign >= 0 ? *a : *b;
	return true;
}

/* A number of a scale, or a percentage, as 0 to 1. */
static bool make_channels(const struct call *call, size_t count, double scale, double *channels)
{
	for (size_t i = 0; i < count; i++) {
		struct value *argument = &call->arguments[i];
		const struct length *length = &argument->length;
		if (!value_make_number(argument) || length->proportion != 0 ||
		    (argument->power != 0 && length->points != 0))
			return false;
		double channel = argument->power == 0 ? length->points / scale : length->percent / 100;
		channels[i] = fmin(fmax(channel, 0), 1);
	}
	return true;
}

/* rgb-icc and rgb-named-color: no profiles, their sRGB fallback. */
static bool call_rgb(const struct call *call, struct value *value)
{
	double light[3];
	if (!make_channels(call, 3, 255, light))
		return false;
	*value = (struct value){.kind = VALUE_COLOR, .color = {light[0], light[1], light[2], 1}};
	return true;
}

static bool call_cmyk(const struct call *call, struct value *value)
{
	double ink[4];
	if (!make_channels(call, 4, 1, ink))
		return false;
	*value = (struct value){.kind = VALUE_COLOR,
				.color = color_cmyk(ink[0], ink[1], ink[2], ink[3])};
	return true;
}

static bool call_color_name(const struct call *call, struct value *value)
{
	const struct value *name = call->arguments;
	*value = (struct value){.kind = VALUE_COLOR};
	return (name->kind == VALUE_KEYWORD || name->kind == VALUE_STRING) &&
	       color_named(name->text, &value->color);
}

/* Of which property a function of properties speaks: its argument, or the one that is being set; and of whose. */
static bool call_property(const struct call *call, const struct properties *from, struct value *value)
{
	*value = (struct value){.kind = VALUE_PROPERTY, .from = from, .property = call->context->property};
	if (call->count == 0)
		return true;
	return call->arguments->kind == VALUE_KEYWORD &&
	       property_find(call->arguments->text, &value->property, &value->component);
}

static bool call_parent(const struct call *call, struct value *value)
{
	return call_property(call, call->context->parent, value);
}

static bool call_column(const struct call *call, struct value *value)
{
	const struct properties *column = call->context->column;
	return call_property(call, column ? column : property_initial(), value);
}

/* XSL 1.1, 5.10.3: the fonts of the system's own windows, of which there are none, are the initial one. */
static bool call_system_font(const struct call *call, struct value *value)
{
	struct call rest = *call;
	rest.arguments++;
	rest.count--;
	return call->arguments->kind == VALUE_KEYWORD && call_property(&rest, property_initial(), value);
}

/* XSL 1.1, 5.10.4: of two properties only, which are those of the region. */
static bool call_region(const struct call *call, struct value *value)
{
	const struct properties *region = call->context->region;
	enum property property = call->context->property;
	return (property == PROPERTY_writing_mode || property == PROPERTY_reference_orientation) &&
	       call_property(call, region ? region : property_initial(), value);
}

static bool call_nearest(const struct call *call, struct value *value)
{
	if (!call_property(call, call->context->parent, value))
		return false;
	while (value->from->parent && !property_specified(value->from, property_place(value->from, value->property)))
		value->from = value->from->parent;
	return true;
}

/* XSL 1.1, 7.30.11 and 7.30.12: from the indent of the list-item around. */
static bool call_body_start(const struct call *call, struct value *value)
{
	const struct properties *own = call->context->own;
	*value = value_of_length(length_sum(own->list_item_indent, own->provisional_distance_between_starts, 1));
	return !value->length.automatic;
}

static bool call_label_end(const struct call *call, struct value *value)
{
	struct length separation = call->context->own->provisional_label_separation;
	if (!call_body_start(call, value))
		return false;
	separation.percent += 100;
	value->length = length_sum(separation, value->length, -1);
	return true;
}

static bool call_proportion(const struct call *call, struct value *value)
{
	const struct value *argument = call->arguments;
	const struct length *length = &argument->length;
	bool percent = argument->power == 1 && length->points == 0; /* not in XSL, but FOP takes it */
	double proportion = percent ? length->percent : length->points;
	*value = value_of_length((struct length){.proportion = proportion});
	return (percent || argument->power == 0) && proportion >= 0 && length->proportion == 0;
}

/* Sorted by name. */
static const struct function functions[] = {
	{"abs", 1, 1, .call = call_round, .numbers = true, .rounding = fabs},
	{"body-start", 0, 0, .call = call_body_start},
	{"ceiling", 1, 1, .call = call_round, .numbers = true, .rounding = ceil},
	{"cmyk", 4, 4, .call = call_cmyk},
	{"floor", 1, 1, .call = call_round, .numbers = true, .rounding = floor},
	{"from-nearest-specified-value", 0, 1, .call = call_nearest},
	{"from-page-master-region", 0, 0, .call = call_region},
	{"from-parent", 0, 1, .call = call_parent},
	{"from-table-column", 0, 1, .call = call_column},
	{"inherited-property-value", 0, 1, .call = call_parent},
	{"label-end", 0, 0, .call = call_label_end},
	{"max", 2, 2, .call = call_choice, .numbers = true, .sign = 1},
	{"min", 2, 2, .call = call_choice, .numbers = true, .sign = -1},
	{"proportional-column-width", 1, 1, .call = call_proportion, .numbers = true},
	{"rgb", 3, 3, .call = call_rgb},
	{"rgb-icc", 3, FUNCTION_ARGUMENTS, .call = call_rgb},
	{"rgb-named-color", 3, FUNCTION_ARGUMENTS, .call = call_rgb},
	{"round", 1, 1, .call = call_round, .numbers = true, .rounding = round_up},
	{"system-color", 1, 1, .call = call_color_name},
	{"system-font", 1, 2, .call = call_system_font},
};

const struct function *function_find(struct slice name)
{
	size_t count = sizeof functions / sizeof *functions;
	size_t found = name_find(&functions->name, count, sizeof *functions, name);
	return found < count ? &functions[found] : NULL;
}

bool function_call(const struct expression_context *context, const struct function *function,
		   struct value *arguments, size_t count, struct value *value)
{
	const struct call call = {context, function, arguments, count};
	for (size_t i = 0; function->numbers && i < count; i++)
		if (!value_make_number(&arguments[i]))
			return false;
	return count >= function->least && count <= function->most && function->call(&call, value);
}
