#ifndef FIGURE_GUILLOCHE_H
#define FIGURE_GUILLOCHE_H
/* Guilloche: families of fine waves woven into a frame or a rosette, as on bonds and diplomas. How many waves there are, how they
 * swell and where they cross comes from a text, the number of what they adorn: no two are alike, and the same text gives the same
 * lines. Each is one small cell painted many times. Decoration: no alternative text. */

#include "base/path.h"

struct arena;
struct drawing;

/* A band along the inside of a box of this size, between two hairlines, round at the corners. NULL: the box is smaller than five
 * times the band, or the band less than 2 pt. `ink` draws the outer hairline and one family, `metal` the rest. */
struct drawing *guilloche_frame(struct arena *arena, const char *text, double width, double height,
				double band, struct color ink, struct color metal);

/* Two rings within a disc, with room for a word in the middle: two fifths of the diameter. NULL: the diameter is less than 8 pt. */
struct drawing *guilloche_rosette(struct arena *arena, const char *text, double diameter,
				  struct color ink, struct color metal);

#endif
