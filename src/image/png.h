#ifndef IMAGE_PNG_H
#define IMAGE_PNG_H
/* Reading PNG (ISO/IEC 15948) into pixels, within limits that are checked before anything is decoded. */

#include <stddef.h>
#include <stdint.h>

#define PNG_SIDE_LIMIT  20000
#define PNG_PIXEL_LIMIT 50000000

struct image;

/* Decode the file's bytes: fills width, height, points_*, alpha and rgba, which the caller frees. Returns NULL, or
 * why it cannot (static text). */
const char *png_decode(const void *data, size_t length, struct image *image);

#endif
