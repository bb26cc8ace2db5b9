#ifndef FO_PROPERTY_H
#define FO_PROPERTY_H
/* The properties of XSL 1.1 that act on visual output: one sorted table (property.def), one typed struct of computed values. */

#include <stdint.h>

#include "fo/value.h"

/* The C type of each kind. */
typedef enum token property_TOKEN;
typedef struct length property_LENGTH;             /* also percentages, auto and other keywords */
typedef struct length property_FONT_SIZE;          /* always points */
typedef struct length property_POSITION;           /* left, center, right are 0, 50, 100 % */
typedef struct length_pair property_LENGTH_PAIR;
typedef struct space property_SPACE;
typedef struct space property_SPACING;             /* letter-spacing, word-spacing: normal is 0 */
typedef struct space property_LINE_HEIGHT;         /* always points */
typedef struct length_range property_LENGTH_RANGE;
typedef struct length_conditional property_LENGTH_CONDITIONAL;
typedef struct length_conditional property_BORDER_WIDTH; /* 0 where the style is none or hidden */
typedef struct keep property_KEEP;
typedef struct color property_COLOR;
typedef int property_INTEGER;                      /* no-limit is -1; auto-odd -1, auto-even -2, auto 0 */
typedef int property_FONT_WEIGHT;                  /* 100 … 900 */
typedef double property_NUMBER;
typedef unsigned property_CHARACTER;               /* Unicode; 0: none */
typedef unsigned property_DECORATION;              /* enum decoration */
typedef struct clip property_CLIP;
typedef const char *property_STRING;
typedef const char *property_NAME;                 /* NULL: none given */
typedef const char *property_URI;                  /* without url(''); NULL: none given */
typedef const char *property_FAMILY;               /* "DejaVu Sans,serif": unquoted, separated by commas */

#define PROPERTY_WORDS 5

/* The inherited ones come first, so that a child begins as two copies of memory: its parent's first part and the initial
 * values' second. */
struct properties {
#define INHERITED_YES(field) field;
#define INHERITED_NO(field)
#define P(symbol, name, kind, inherited, initial, values) INHERITED_##inherited(property_##kind symbol)
#include "fo/property.def"
#undef P
#undef INHERITED_YES
#undef INHERITED_NO
	struct length list_item_indent; /* start-indent of the list-item around; automatic: there is none */
	double line_height_factor; /* line-height was given as a number: what is inherited; 0: a length */
	/* Here begins what is not inherited. */
	const struct properties *parent; /* the parent's; NULL: the root's */
	uint64_t specified[PROPERTY_WORDS]; /* bits by enum property */
#define INHERITED_YES(field)
#define INHERITED_NO(field) field;
#define P(symbol, name, kind, inherited, initial, values) INHERITED_##inherited(property_##kind symbol)
#include "fo/property.def"
#undef P
#undef INHERITED_YES
#undef INHERITED_NO
};

enum property {
#define P(symbol, name, kind, inherited, initial, values) PROPERTY_##symbol,
#define S(symbol, name, expansion, target) PROPERTY_##symbol,
#define N(symbol, name) PROPERTY_##symbol,
#include "fo/property.def"
#undef P
	PROPERTY_COUNT
};

enum property_kind {
	KIND_NONE, /* a shorthand, or a property without visual effect */
	KIND_TOKEN, KIND_LENGTH, KIND_FONT_SIZE, KIND_POSITION, KIND_LENGTH_PAIR, KIND_SPACE, KIND_SPACING,
	KIND_LINE_HEIGHT, KIND_LENGTH_RANGE, KIND_LENGTH_CONDITIONAL, KIND_BORDER_WIDTH, KIND_KEEP, KIND_COLOR,
	KIND_INTEGER, KIND_FONT_WEIGHT, KIND_NUMBER, KIND_CHARACTER, KIND_DECORATION, KIND_CLIP, KIND_STRING, KIND_NAME,
	KIND_URI, KIND_FAMILY
};

/* How a shorthand sets its targets. */
enum expansion {
	EXPAND_NONE, EXPAND_ALIAS, EXPAND_MINIMUM, EXPAND_MAXIMUM, EXPAND_BACKGROUND, EXPAND_BACKGROUND_POSITION,
	EXPAND_BORDER, EXPAND_BORDER_TOP, EXPAND_BORDER_BOTTOM, EXPAND_BORDER_LEFT, EXPAND_BORDER_RIGHT,
	EXPAND_BORDER_COLOR, EXPAND_BORDER_STYLE, EXPAND_BORDER_WIDTH, EXPAND_BORDER_SPACING, EXPAND_FONT, EXPAND_MARGIN,
	EXPAND_PADDING, EXPAND_PAGE_BREAK_AFTER, EXPAND_PAGE_BREAK_BEFORE, EXPAND_PAGE_BREAK_INSIDE, EXPAND_POSITION,
	EXPAND_SIZE, EXPAND_VERTICAL_ALIGN, EXPAND_WHITE_SPACE, EXPAND_XML_LANG
};

/* A row of property.def. */
struct property_row {
	const char *name;
	enum property_kind kind;
	enum expansion expansion;
	enum property target; /* of EXPAND_ALIAS, EXPAND_MINIMUM, EXPAND_MAXIMUM */
	bool inherited;
	size_t offset, size; /* in struct properties */
	const char *values;  /* keywords, separated by spaces */
};

const struct property_row *property_row(enum property property);

/* The property of a name, "space-before.optimum" too: *component is TOKEN_OPTIMUM then, else TOKEN_UNSET. False: unknown. */
bool property_find(const char *name, enum property *property, enum token *component);

/* Values of the root's parent: all initial. */
const struct properties *property_initial(void);

/* What a node's attributes are refined with. */
struct refinement {
	struct arena *arena;
	struct properties *own;
	const struct properties *parent;
	const struct properties *column; /* of a table cell; NULL: none */
	const struct properties *region; /* of what stands in a flow; NULL: none */
	bool inside_line;                /* an inline-level object: margins left and right are spaces, not indents */
	bool reference_area;             /* indents do not add to those inherited */
	bool page_master;                /* margins are the page's or the region's, no indents */
	bool list_item;                  /* what body-start() and label-end() measure from */
};

/* own = what a child of parent has without any attribute. */
void property_begin(struct properties *own, const struct properties *parent);

/* Set one property, or a shorthand's, or a component, from text. False: not a value that it takes; own is as before, a
 * shorthand's parts apart. Call in rising property_order. */
bool property_set(const struct refinement *refinement, enum property property, enum token component, const char *text);
int property_order(enum property property, enum token component);

/* After the last one: what depends on several properties (indents from margins, widths of borders without style). */
void property_end(const struct refinement *refinement);

/* A line-height that is a number follows the font-size. */
void property_end_line_height(struct properties *own);

bool property_specified(const struct properties *properties, enum property property);

/* Whether lines begin at the right: rl-tb. */
bool property_right_to_left(const struct properties *properties);

/* Fields of a start and an end hold what is on the left and on the right. Which field holds a property that says start or end, or,
 * the other way round, which property a field holds; any other is its own. */
enum property property_side(const struct properties *properties, enum property property);

/* For shorthands: mark as specified, and the place of a value in own. */
void property_mark(struct properties *properties, enum property property);
void *property_field(struct properties *properties, enum property property);

struct value;
/* Turn a reference to a computed value into the value itself. False: it has none that an expression can use. */
bool property_evaluate(const struct value *reference, struct value *value);

#endif
