#ifndef IMAGE_SVG_H
#define IMAGE_SVG_H
/* Drawing SVG as pixels. No script runs, nothing else is opened, and what could go on for ever is cut off. */

#include <stdbool.h>
#include <stddef.h>

struct image;

/* Whether the bytes begin as an SVG file does. */
bool svg_is(const void *data, size_t length);

/* Draw the file's bytes: fills width, height, points_*, alpha and rgba, which the caller frees. Returns NULL, or why it
 * cannot (static text). */
const char *svg_draw(const void *data, size_t length, struct image *image);

#endif
