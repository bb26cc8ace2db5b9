#ifndef IMAGE_SVG_H
#define IMAGE_SVG_H
/* SVG as a drawing that stays made of lines: no script runs, nothing else is opened, its text has the program's own faces,
 * and what would go on for ever, or take all memory, is refused. */

#include <cairo.h>
#include <stdbool.h>
#include <stddef.h>

struct image;

/* Whether the bytes begin as an SVG file does. */
bool svg_is(const void *data, size_t length);

/* Draw the file's bytes: fills points_*, width and height (of the drawing, in its own units) and the drawing (which the
 * caller frees). Returns NULL, or why it cannot (static text). */
const char *svg_draw(const void *data, size_t length, struct image *image);

/* The drawing of an image that has been drawn so, from its file again: width by height, made of lines. The caller's. */
cairo_surface_t *svg_surface(const struct image *image);

#endif
