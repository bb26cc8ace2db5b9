#include "fo/function.h"

#include <math.h>
#include <string.h>

#include "fo/color.h"

struct value value_of_number(double number)
{
	return (struct value){.kind = VALUE_NUMBER, .length.points = number};
}

struct value value_of_length(double points)
{
	return (struct value){.kind = VALUE_NUMBER, .power = 1, .length.points = points};
}

bool value_make_number(struct value *value)
{
	if (value->kind == VALUE_PROPERTY) {
		struct value computed;
		if (!property_evaluate(value, &computed))
			return false;
		*value = computed;
	}
	return value->kind == VALUE_NUMBER && !value->length.automatic;
}

bool value_has_reference(const struct value *value)
{
	return value->length.percent != 0 || value->length.proportion != 0;
}

static bool make_plain_number(struct value *value)
{
	return value_make_number(value) && value->power == 0 && !value_has_reference(value);
}

static bool call_round(double (*rounding)(double), struct value *arguments, size_t count,
		       struct value *value)
{
	if (count != 1 || !value_make_number(arguments))
		return false;
	*value = *arguments;
	value->length.points = rounding(value->length.points);
	value->length.percent = rounding(value->length.percent);
	return true;
}

/* Half away from zero would be round(); XSL 1.1, 5.10.1 says half towards positive infinity. */
static double round_up(double x)
{
	return floor(x + 0.5);
}

/* The larger (sign 1) or smaller (sign -1) of two that can be compared before layout. */
static bool call_choice(double sign, struct value *arguments, size_t count, struct value *value)
{
	if (count != 2 || !value_make_number(arguments) || !value_make_number(arguments + 1))
		return false;
	const struct value *a = arguments, *b = arguments + 1;
	bool same = a->power == b->power || (a->length.points == 0 && !value_has_reference(a)) ||
		    (b->length.points == 0 && !value_has_reference(b));
	bool points = !value_has_reference(a) && !value_has_reference(b);
	bool percents = a->length.points == 0 && b->length.points == 0;
	if (!same || (!points && !percents))
		return false;
	double difference = points ? a->length.points - b->length.points
				   : a->length.percent - b->length.percent;
	*value = difference * sign >= 0 ? *a : *b;
	return true;
}

static bool make_channel(struct value *argument, double scale, double *channel)
{
	bool percent = argument->kind == VALUE_NUMBER && argument->length.percent != 0;
	if (percent)
		*channel = argument->length.percent / 100;
	else if (make_plain_number(argument))
		*channel = argument->length.points / scale;
	else if (argument->kind == VALUE_NUMBER && argument->length.points == 0)
		*channel = 0; /* 0% */
	else
		return false;
	*channel = fmin(fmax(*channel, 0), 1);
	return true;
}

static bool call_rgb(struct value *arguments, size_t count, struct value *value)
{
	struct color color = {.alpha = 1};
	*value = (struct value){.kind = VALUE_COLOR};
	if (count < 3 || !make_channel(arguments, 255, &color.red) ||
	    !make_channel(arguments + 1, 255, &color.green) ||
	    !make_channel(arguments + 2, 255, &color.blue))
		return false;
	value->color = color;
	return true;
}

static bool call_cmyk(struct value *arguments, size_t count, struct value *value)
{
	double ink[4];
	if (count != 4)
		return false;
	for (size_t i = 0; i < 4; i++)
		if (!make_channel(arguments + i, 1, ink + i))
			return false;
	*value = (struct value){.kind = VALUE_COLOR,
				.color = color_cmyk(ink[0], ink[1], ink[2], ink[3])};
	return true;
}

static bool call_color_name(struct value *arguments, size_t count, struct value *value)
{
	*value = (struct value){.kind = VALUE_COLOR};
	return count == 1 &&
	       (arguments->kind == VALUE_KEYWORD || arguments->kind == VALUE_STRING) &&
	       color_named(arguments->text, arguments->text_length, &value->color);
}

/* Which property a function of properties is about: its argument, or the one that is being set. */
static bool argument_property(const struct expression_context *context,
			      const struct value *arguments, size_t count, struct value *value)
{
	*value = (struct value){.kind = VALUE_PROPERTY, .property = context->property};
	if (count == 0)
		return true;
	char name[64];
	if (count != 1 || arguments->kind != VALUE_KEYWORD || arguments->text_length >= sizeof name)
		return false;
	memcpy(name, arguments->text, arguments->text_length);
	name[arguments->text_length] = 0;
	return property_find(name, &value->property, &value->component);
}

static bool call_property(const struct expression_context *context, const struct properties *from,
			  const struct value *arguments, size_t count, struct value *value)
{
	if (!argument_property(context, arguments, count, value))
		return false;
	value->from = from ? from : property_initial();
	return true;
}

static bool call_nearest(const struct expression_context *context, const struct value *arguments,
			 size_t count, struct value *value)
{
	if (!argument_property(context, arguments, count, value))
		return false;
	const struct properties *from = context->parent;
	while (from->parent && !property_specified(from, value->property))
		from = from->parent;
	value->from = from;
	return true;
}

/* XSL 1.1, 7.30.11 and 7.30.12: from the indent of the list-item around. */
static bool call_list(const struct expression_context *context, bool label, size_t count,
		      struct value *value)
{
	const struct properties *own = context->own;
	if (count != 0 || own->list_item_indent.automatic)
		return false;
	struct length start = own->list_item_indent;
	struct length distance = own->provisional_distance_between_starts;
	struct length separation = own->provisional_label_separation;
	*value = value_of_length(start.points + distance.points);
	value->length.percent = start.percent + distance.percent;
	if (label) {
		value->length.points = separation.points - value->length.points;
		value->length.percent = 100 + separation.percent - value->length.percent;
	}
	return true;
}

static bool call_proportion(struct value *arguments, size_t count, struct value *value)
{
	if (count != 1 || !value_make_number(arguments) || arguments->length.proportion != 0)
		return false;
	const struct length *length = &arguments->length;
	bool percent =
		arguments->power == 1 && length->points == 0; /* not in XSL, but FOP takes it */
	*value = value_of_length(0);
	value->length.proportion = percent ? length->percent : length->points;
	return (percent || arguments->power == 0) && value->length.proportion >= 0;
}

static const char *const functions[] = {
	"abs",
	"body-start",
	"ceiling",
	"cmyk",
	"floor",
	"from-nearest-specified-value",
	"from-parent",
	"from-table-column",
	"inherited-property-value",
	"label-end",
	"max",
	"min",
	"proportional-column-width",
	"rgb",
	"rgb-icc",
	"rgb-named-color",
	"round",
	"system-color",
};

enum function function_find(const char *name, size_t length)
{
	size_t i = 0;
	while (i < FUNCTION_COUNT && (strncmp(functions[i], name, length) || functions[i][length]))
		i++;
	return (enum function)i;
}

bool function_call(const struct expression_context *context, enum function function,
		   struct value *arguments, size_t count, struct value *value)
{
	switch (function) {
	case FUNCTION_ABS:
		return call_round(fabs, arguments, count, value);
	case FUNCTION_CEILING:
		return call_round(ceil, arguments, count, value);
	case FUNCTION_FLOOR:
		return call_round(floor, arguments, count, value);
	case FUNCTION_ROUND:
		return call_round(round_up, arguments, count, value);
	case FUNCTION_MAX:
		return call_choice(1, arguments, count, value);
	case FUNCTION_MIN:
		return call_choice(-1, arguments, count, value);
	case FUNCTION_RGB:
		return count == 3 && call_rgb(arguments, count, value);
	case FUNCTION_RGB_ICC: /* no profiles: its sRGB fallback */
	case FUNCTION_RGB_NAMED_COLOR:
		return call_rgb(arguments, count, value);
	case FUNCTION_CMYK:
		return call_cmyk(arguments, count, value);
	case FUNCTION_SYSTEM_COLOR:
		return call_color_name(arguments, count, value);
	case FUNCTION_BODY_START:
		return call_list(context, false, count, value);
	case FUNCTION_LABEL_END:
		return call_list(context, true, count, value);
	case FUNCTION_FROM_PARENT:
	case FUNCTION_INHERITED_PROPERTY_VALUE:
		return call_property(context, context->parent, arguments, count, value);
	case FUNCTION_FROM_TABLE_COLUMN:
		return call_property(context, context->column, arguments, count, value);
	case FUNCTION_FROM_NEAREST_SPECIFIED_VALUE:
		return call_nearest(context, arguments, count, value);
	case FUNCTION_PROPORTIONAL_COLUMN_WIDTH:
		return call_proportion(arguments, count, value);
	default:
		return false;
	}
}
