#ifndef FO_PROPERTY_H
#define FO_PROPERTY_H
/* The properties of XSL 1.1 that act on visual output: one sorted table (property.def), one typed struct of computed values. */

#include "fo/value.h"

/* The C type of each kind. */
typedef enum token property_TOKEN;
typedef struct length property_LENGTH;             /* also percentages, auto */
typedef struct space property_SPACE;
typedef struct length_range property_LENGTH_RANGE;
typedef struct length_conditional property_LENGTH_CONDITIONAL;
typedef struct keep property_KEEP;
typedef struct color property_COLOR;
typedef int property_INTEGER;
typedef double property_NUMBER;
typedef const char *property_STRING;

struct properties {
#define P(symbol, name, kind, inherited, initial) property_##kind symbol;
#include "fo/property.def"
#undef P
};

#endif
