#ifndef PDF_CACHE_H
#define PDF_CACHE_H
/* What documents of one process share: cut and compressed fonts, compressed images and colour profile, the widths
 * of the faces. The caller makes one before the first document and passes it to each; it only saves time, the bytes
 * of a document never depend on what it holds. It borrows the faces, which must live longer. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

struct face;
struct image;
struct memo;
struct pdf_import;
struct pdf_samples;

/* How much is done to make bytes few: against the first, the second takes twice the time for a seventh less, the third twenty times
 * for a fifth. */
enum pdf_effort {
	PDF_FAST, /* what is made for one document; its fonts: better is a fiftieth less */
	PDF_WELL, /* what many documents have, and very long documents */
	PDF_BEST  /* long documents: they are archived for longer than they are made */
};

/* Part of a face, ready to be written: the glyphs wanted, in rising order, and the number that each has in the cut
 * font. */
struct pdf_subset {
	uint32_t *glyphs;
	uint16_t *codes;
	size_t count;
	enum pdf_effort effort;
	struct buffer data;  /* the font program, deflated */
	size_t plain_length; /* of the font program before */
	char tag[7];         /* "ABCDEF" */
};

struct pdf_cache;

/* `profile`: path of the ICC profile of sRGB; NULL: that of Debian's icc-profiles-free. */
struct pdf_cache *pdf_cache_new(const char *profile);
void pdf_cache_free(struct pdf_cache *cache);

/* Append the bytes to `out`, in zlib's format. */
void pdf_cache_deflate(struct pdf_cache *cache, enum pdf_effort effort, const void *data, size_t length,
		       struct buffer *out);

/* Back: all `length` bytes that were deflated so. */
void pdf_cache_inflate(struct pdf_cache *cache, const void *deflated, size_t deflated_length,
		       void *out, size_t length);

/* What is asked of a face for every glyph shown. */
struct pdf_metrics {
	const float *advances; /* of each glyph as /W gives it: thousandths of an em, one decimal */
	unsigned glyph_count;
	uint32_t space; /* the glyph for U+0020; 0: none */
};

/* The cache's, until the next call for another face. */
const struct pdf_metrics *pdf_cache_metrics(struct pdf_cache *cache, const struct face *face);

/* The cut of the face to these glyphs (rising, no doubles, without 0), deflated with this effort. The cache's, until the next call for this
 * face. NULL: the face cannot be cut. */
const struct pdf_subset *pdf_cache_subset(struct pdf_cache *cache, const struct face *face,
					  const uint32_t *glyphs, size_t count, enum pdf_effort effort);

/* An image, ready to be written. The cache's, until the next call. */
const struct pdf_samples *pdf_cache_samples(struct pdf_cache *cache, const struct image *image);

/* A drawing, ready to be written. The cache's, until the next call. */
const struct pdf_import *pdf_cache_import(struct pdf_cache *cache, const struct image *image);

/* These bytes, deflated thoroughly and kept by their digest: what many documents have. The cache's, until the next
 * call. */
const struct buffer *pdf_cache_packed(struct pdf_cache *cache, const char *digest, const void *data,
				      size_t length);

/* CMaps of fonts, deflated, by what they are made from; keep one that is not known there, deflated thoroughly: as memo_find's. */
struct memo *pdf_cache_maps(struct pdf_cache *cache);
const void *pdf_cache_keep_map(struct pdf_cache *cache, const struct buffer *key, const struct buffer *map, size_t *length);

/* Where outlines of letters are kept (pdf/glyphs.h). */
struct memo *pdf_cache_outlines(struct pdf_cache *cache);

/* The colour profile, deflated; NULL when the file is missing or is no ICC profile of RGB. */
const struct buffer *pdf_cache_profile(struct pdf_cache *cache);

#endif
