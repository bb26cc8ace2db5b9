#ifndef FO_PROPERTY_H
#define FO_PROPERTY_H
/* The properties of XSL 1.1 that act on visual output: one sorted table (property.def), one typed struct of computed values. */

#include <stdint.h>

#include "fo/value.h"

/* The C type of each kind. */
#define K(kind, type, setter) typedef type property_##kind;
#include "fo/kind.def"

#define PROPERTY_WORDS 4

/* The inherited ones come first, so that a child begins as two copies of memory: its parent's first part and the initial
 * values' second. */
struct properties {
#define INHERITED_YES(field) field;
#define INHERITED_NO(field)
#define P(symbol, name, kind, inherited, initial, values) INHERITED_##inherited(property_##kind symbol)
#include "fo/property.def"
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
#undef INHERITED_YES
#undef INHERITED_NO
};

enum property {
#define P(symbol, name, kind, inherited, initial, values) PROPERTY_##symbol,
#define S(symbol, name, order) PROPERTY_##symbol,
#define A(symbol, name, target, component) PROPERTY_##symbol,
#include "fo/property.def"
	PROPERTY_COUNT,
	PROPERTY_UNSEEN = PROPERTY_COUNT /* any that is known, but without visual effect */
};

enum property_kind {
	KIND_NONE, /* of PROPERTY_UNSEEN */
	KIND_SHORTHAND,
	KIND_ALIAS,
#define K(kind, type, setter) KIND_##kind,
#include "fo/kind.def"
};

/* When a property is set: after those that its value depends on, or that it wins over. */
enum property_order {
	ORDER_FIRST, /* writing-mode says where start is */
	ORDER_FONT_SIZE,
	ORDER_COLOR,
	ORDER_SHORTHAND,
	ORDER_EDGES, /* border-color … */
	ORDER_EDGE,  /* border-top … */
	ORDER_PLAIN,
	ORDER_INDENT, /* body-start() looks at the provisional distances */
	ORDER_ALIAS   /* XSL 1.1, 5.3.1: the absolute name wins over the relative one */
};

/* A row of property.def. */
struct property_row {
	const char *name;
	enum property_kind kind;
	enum property_order order;
	enum property target; /* of an alias */
	enum token part;      /* of an alias: the component of the target; TOKEN_LENGTH: a plain length for all of it */
	bool inherited;
	size_t offset, size; /* in struct properties */
	const char *values;  /* keywords, separated by spaces */
};

/* A component of the compounds of one kind. */
struct component {
	enum property_kind compound;
	enum token name;
	enum property_kind kind;
	size_t offset;
};

/* The component of this name, TOKEN_UNSET: the first of them; the others follow. NULL: the kind has none. */
const struct component *property_component(enum property_kind kind, enum token name);

const struct property_row *property_row(enum property property);

/* The property of a name, "space-before.optimum" too: *component is TOKEN_OPTIMUM then, else TOKEN_UNSET. False: unknown. */
bool property_find(struct slice name, enum property *property, enum token *component);

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

/* The language, "fr" or "fr-FR", in the arena perhaps; NULL: none. */
const char *property_language(struct arena *arena, const struct properties *properties);

/* The property whose field holds the value of a property. Fields of a start and an end hold what is on the left and on the right:
 * which of them holds a property that says start or end depends on the direction of lines. */
enum property property_place(const struct properties *properties, enum property property);

/* The component that a property, which may be an alias, is of its place. */
enum token property_part(enum property property, enum token component);

/* Mark as specified, and the field of a value; of a property that is its own place. */
void property_mark(struct properties *properties, enum property property);
void *property_field(struct properties *properties, enum property property);

/* Set a property to the whole computed value of a property, perhaps another one, in `from`. False: it is of another kind, one
 * of them is a part, or what the other takes this one may not. */
bool property_copy(struct properties *own, enum property property, const struct properties *from, enum property source);

struct value;
/* Turn a reference to a computed value into the value itself. False: it has none that an expression can use. */
bool property_evaluate(struct value *value);

#endif
