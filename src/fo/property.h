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

#endif
