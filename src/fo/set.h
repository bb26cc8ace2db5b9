#ifndef FO_SET_H
#define FO_SET_H
/* From text to the computed value of one property: one function a kind. */

#include "fo/property.h"

/* Set a property, no shorthand, or one of its components, from text without spaces around. False: not a value of it; own is as
 * before. */
bool set_value(const struct refinement *refinement, enum property property, enum token component,
	       struct slice text);

#endif
