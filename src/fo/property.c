#include "fo/property.h"

#include <math.h>
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
#include "fo/property.def"
	[PROPERTY_UNSEEN] = {"", KIND_NONE, ORDER_PLAIN, .values = ""},
};

/* What is known, but shows nowhere, sorted: of sound, of screens, of what is refused (floats, flow maps, scaled values), and what
 * leaves no choice here: every scale is allowed, fonts are chosen by character, no line is vertical, Latin letters have one
 * numbering, an image's bytes say what it is, and the reader of the PDF scales it. */
static const char *const unseen[] = {
	"active-state", "allowed-height-scale", "allowed-width-scale", "auto-restore", "azimuth",
	"case-name", "case-title", "change-bar-class", "change-bar-color", "change-bar-offset",
	"change-bar-placement", "change-bar-style", "change-bar-width", "clear",
	"color-profile-name", "content-type", "cue", "cue-after", "cue-before",
	"destination-placement-offset", "elevation", "float", "flow-map-name", "flow-map-reference",
	"flow-name-reference", "font-selection-strategy", "glyph-orientation-horizontal",
	"glyph-orientation-vertical", "index-class", "index-key", "indicate-destination",
	"intrinsic-scale-value", "intrusion-displace", "letter-value", "media-usage",
	"merge-pages-across-index-key-references", "merge-ranges-across-index-key-references",
	"merge-sequential-page-numbers", "page-number-treatment", "pause", "pause-after",
	"pause-before", "pitch", "pitch-range", "play-during", "ref-index-key",
	"region-name-reference", "rendering-intent", "richness", "role", "scale-option",
	"scaling-method", "show-destination", "source-document", "speak", "speak-header",
	"speak-numeral", "speak-punctuation", "speech-rate", "stress", "switch-to",
	"target-presentation-context", "target-processing-context", "target-stylesheet", "version",
	"voice-family", "volume",
};

static const struct component components[] = {
#define C(kind, component, part, field)                                                            \
	{KIND_##kind, TOKEN_##component, KIND_##part, offsetof(property_##kind, field)},
#include "fo/kind.def"
	{.compound = KIND_NONE},
};

_Static_assert(PROPERTY_COUNT < 64 * PROPERTY_WORDS, "a bit for each property");

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

bool property_find(struct slice name, enum property *property, enum token *component)
{
	struct slice rest = name, first = slice_cut(&rest, '.');
	size_t count = sizeof unseen / sizeof *unseen;
	*component = TOKEN_UNSET;
	*property = (enum property)name_find(&rows->name, PROPERTY_COUNT, sizeof *rows, first);
	if (*property == PROPERTY_UNSEEN)
		return name_find(unseen, count, sizeof *unseen, name) < count;
	if (first.length == name.length)
		return true;
	*component = expression_keyword(rest);
	enum property place = property_place(&initial_values, *property);
	return *component != TOKEN_UNSET && rows[*property].part == TOKEN_UNSET &&
	       property_component(rows[place].kind, *component);
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

	return language && country ? arena_printf(arena, "%s-%s", language, country) : language;
}

enum property property_place(const struct properties *properties, enum property property)
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

	if (rows[property].kind == KIND_ALIAS)
		return rows[property].target;
	for (size_t i = 0; property_right_to_left(properties) && i < sizeof sides / sizeof *sides; i++)
		for (size_t k = 0; k < 2; k++)
			if (property == sides[i][k])
				return sides[i][1 - k];
	return property;
}

enum token property_part(enum property property, enum token component)
{
	enum token part = rows[property].part;
	if (part == TOKEN_UNSET)
		return component;
	return part == TOKEN_LENGTH ? TOKEN_UNSET : part;
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
	enum property to = property_place(own, property), place = property_place(from, source);
	enum property_kind kind = rows[to].kind;
	bool part = rows[property].part != TOKEN_UNSET || rows[source].part != TOKEN_UNSET;
	/* One value of another property may be none that this one takes: it is looked at as an expression. */
	bool alien = property != source && to != place && kind < KIND_DECORATION && !property_component(kind, TOKEN_UNSET);
	if (part || alien || kind != rows[place].kind)
		return false;
	memcpy(property_field(own, to), (const char *)from + rows[place].offset, rows[to].size);
	if (to == PROPERTY_line_height)
		own->line_height_factor = from->line_height_factor;
	property_mark(own, to);
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
	return 2 * (int)order + (property_part(property, component) != TOKEN_UNSET);
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
	const struct property_row *row = &rows[property_place(value->from, value->property)];
	const struct component *part =
		property_component(row->kind, property_part(value->property, value->component));
	const void *field = (const char *)value->from + row->offset + (part ? part->offset : 0);
	const struct length *length = field;
	const int *integer = field;
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
		*value = value_of_strength(*integer);
		return true;
	case KIND_PRECEDENCE:
		*value = *integer == SPACE_FORCE ? value_of_keyword(TOKEN_FORCE) : value_of_number(*integer);
		return true;
	case KIND_INTEGER:
	case KIND_NATURAL:
	case KIND_POSITIVE:
	case KIND_REPEAT:
	case KIND_ORIENTATION:
	case KIND_FONT_WEIGHT:
		*value = value_of_number(*integer);
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
	bool limit = row->part == TOKEN_MINIMUM || row->part == TOKEN_MAXIMUM;
	if (limit && slice_is(text, "none"))
		text = slice_of("auto");
	if (!set_value(refinement, property, component, text))
		return false;
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

/* A margin as a space: between blocks it stays at the edge of a page (XSL 1.1, 5.3.2). */
static struct space space_of(struct length margin, struct space old, bool between_blocks)
{
	old.retain |= between_blocks && !margin.automatic;
	if (margin.automatic)
		margin = LENGTH_POINTS(0);
	return (struct space){margin, margin, margin, old.precedence, old.retain};
}

/* A percentage of the width of the area around (XSL 1.1, 7.3), which is what the indents there leave of the reference area:
 * nothing, where they are more than that. */
static struct length share_of_around(const struct refinement *refinement, struct length length)
{
	const struct properties *parent = refinement->parent;
	struct length indents = length_sum(parent->start_indent, parent->end_indent, 1);
	struct length around = {.points = -indents.points, .percent = fmax(0, 100 - indents.percent)};

	return length_sum(LENGTH_POINTS(length.points), around, length.percent / 100);
}

/* XSL 1.1, 5.3.2, and as Apache FOP reads it: a margin given wins over an indent given. */
static struct length indent(const struct refinement *refinement, struct length inherited,
			    struct length margin, struct length padding, struct length border)
{
	struct length total = refinement->reference_area ? LENGTH_POINTS(0) : inherited;
	return length_sum(length_sum(length_sum(total, share_of_around(refinement, margin), 1),
				     share_of_around(refinement, padding), 1), border, 1);
}

static void end_margins(const struct refinement *refinement)
{
	struct properties *own = refinement->own;
	const struct properties *parent = refinement->parent;
	bool left = property_specified(own, PROPERTY_margin_left);
	bool right = property_specified(own, PROPERTY_margin_right);

	if (left && refinement->inside_line)
		own->space_start = space_of(own->margin_left, own->space_start, false);
	else if (left)
		own->start_indent = indent(refinement, parent->start_indent, own->margin_left,
					   own->padding_start.length, own->border_start_width.length);
	if (right && refinement->inside_line)
		own->space_end = space_of(own->margin_right, own->space_end, false);
	else if (right)
		own->end_indent = indent(refinement, parent->end_indent, own->margin_right,
					 own->padding_end.length, own->border_end_width.length);
	if (refinement->inside_line)
		return;
	if (property_specified(own, PROPERTY_margin_top))
		own->space_before = space_of(own->margin_top, own->space_before, true);
	if (property_specified(own, PROPERTY_margin_bottom))
		own->space_after = space_of(own->margin_bottom, own->space_after, true);
}

/* An upper bound is no less than the lower one, where they can be compared. */
static void raise_bound(const struct length *lower, struct length *upper)
{
	bool plain = !lower->automatic && !upper->automatic && lower->percent == 0 && upper->percent == 0;
	if (plain && upper->points < lower->points)
		*upper = *lower;
}

static void end_spaces(struct properties *own)
{
	struct space *spaces[] = {&own->space_before, &own->space_after,    &own->space_start,
				  &own->space_end,    &own->letter_spacing, &own->word_spacing,
				  &own->line_height};
	for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
		raise_bound(&spaces[i]->minimum, &spaces[i]->optimum);
		raise_bound(&spaces[i]->optimum, &spaces[i]->maximum);
	}
	raise_bound(&own->leader_length.minimum, &own->leader_length.optimum);
	raise_bound(&own->leader_length.optimum, &own->leader_length.maximum);
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
	end_borders(own);
	if (!refinement->page_master)
		end_margins(refinement);
	end_spaces(own);
	if (refinement->list_item)
		own->list_item_indent = property_right_to_left(own) ? own->end_indent : own->start_indent;
}
