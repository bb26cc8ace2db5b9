#ifndef FO_SHORTHAND_H
#define FO_SHORTHAND_H
/* Shorthands (XSL 1.1, 7.31): one value that sets several properties. */

#include "fo/property.h"

/* Expand the text, without spaces around, of a shorthand. False: not a value that it takes; parts may be set. */
bool shorthand_set(const struct refinement *refinement, enum property property, struct slice text);

#endif
