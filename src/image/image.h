#ifndef IMAGE_IMAGE_H
#define IMAGE_IMAGE_H
/* Images: opened only beneath one folder, probed within limits before anything is decoded, decoded once a process.
 * PNG, JPEG, and SVG, which stays made of lines. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct image {
	unsigned width, height;             /* pixels; of a drawing, its own units */
	double points_width, points_height; /* intrinsic size: from pHYs, else 96 dpi */
	bool alpha;                         /* rgba has transparency */
	const uint8_t *rgba;                /* width * height * 4, not premultiplied, sRGB; NULL: a drawing */
	const char *name;
	unsigned index;     /* position in the store */
	const char *digest; /* SHA-256 of the file: the same digest is the same picture */
	const uint8_t *file; /* itself, where it is a JPEG or SVG; else NULL */
	size_t file_length;
	bool grey;           /* JPEG: one component */
	bool plain_rgb;      /* JPEG: red, green and blue, though no marker may say so */
	const uint8_t *drawing; /* SVG: a file of PDF with one page, width by height, as Cairo writes it; else NULL */
	size_t drawing_length;
};

struct buffer;
struct images;

/* The media type of a picture, by its first bytes; NULL: none that can be drawn. */
const char *image_type(const struct buffer *file);

/* A store of decoded images; `folder` is the one beneath which images may be opened (no .., no link out of it). */
struct images *images_new(void);
void images_free(struct images *images);

/* What to call before an SVG file with text is drawn, so that Pango's default map has the faces for it. */
void images_before_text(struct images *images, void (*prepare)(void *context), void *context);

/* The image of a file:, relative or url('…') reference, relative to folder, or of a data: URI with base64. NULL:
 * *why says why (static text or the store's), for F706. The image is the store's. */
const struct image *images_find(struct images *images, const char *folder, const char *reference,
				const char **why);

/* Let a reference relative to a folder be what a data: URI holds: a picture that was kept with what names it. */
void images_provide(struct images *images, const char *folder, const char *reference,
		    const char *uri);

#endif
