#ifndef IMAGE_JPEG_H
#define IMAGE_JPEG_H
/* Reading JPEG (ISO/IEC 10918-1) into pixels, within limits that are checked before anything is decoded. Grey and RGB,
 * eight bits, Huffman coded: what a PDF holds as it is. */

#include <stddef.h>

struct image;

/* Decode the file's bytes: fills width, height, points_*, rgba (which the caller frees), grey, and plain_rgb. Returns
 * NULL, or why it cannot (static text). */
const char *jpeg_decode(const void *data, size_t length, struct image *image);

#endif
