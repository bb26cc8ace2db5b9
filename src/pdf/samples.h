#ifndef PDF_SAMPLES_H
#define PDF_SAMPLES_H
/* Pictures of pixels as image XObjects hold them (ISO 32000-1, 8.9): grey, with a palette or in colour, in as few bits as nothing is
 * lost with, and the opacity in a mask of its own. Rows are filtered as in PNG where that makes them smaller (7.4.4.4). */

#include "base/buffer.h"

struct image;
struct pdf_cache;

/* Deflated samples, and the entries of their dictionary but /Type, /Subtype, /Width and /Height. */
struct pdf_plane {
	struct buffer data, entries;
};

struct pdf_samples {
	char *digest;
	struct pdf_plane colors, mask; /* mask.data is empty where all is opaque */
};

/* The samples of a decoded image (image->rgba); `cache` deflates. */
struct pdf_samples *pdf_samples_new(struct pdf_cache *cache, const struct image *image);
void pdf_samples_free(struct pdf_samples *samples);

#endif
