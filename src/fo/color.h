#ifndef FO_COLOR_H
#define FO_COLOR_H
/* Colours by name and by number. */

#include "fo/value.h"

/* A name of CSS and SVG, of a colour of the system, or "transparent", in any case. False: unknown. */
bool color_named(struct slice text, struct color *color);

/* #rgb, #rgba, #rrggbb, #rrggbbaa, the sign included. */
bool color_number(struct slice text, struct color *color);

/* Device CMYK, 0–1, to sRGB by the plain rule. */
struct color color_cmyk(double cyan, double magenta, double yellow, double black);

bool color_same(struct color a, struct color b);

#endif
