#ifndef PDF_CUT_PARTS_H
#define PDF_CUT_PARTS_H
/* What the two kinds of outlines share; only the files of pdf/cut include it. */

#include <hb.h>

#include "pdf/cut.h"

struct cut_cff;
struct cut_truetype;

/* A stretch of a font file; reading beyond it gives 0. */
struct cut_bytes {
	const uint8_t *data;
	size_t length;
};

static inline unsigned cut_16(struct cut_bytes bytes, size_t at)
{
	return at + 2 <= bytes.length ? (unsigned)bytes.data[at] << 8 | bytes.data[at + 1] : 0;
}

static inline uint32_t cut_32(struct cut_bytes bytes, size_t at)
{
	return (uint32_t)cut_16(bytes, at) << 16 | cut_16(bytes, at + 2);
}

/* `length` bytes from `at` on, or none where they are not all there. */
static inline struct cut_bytes cut_part(struct cut_bytes bytes, size_t at, size_t length)
{
	if (at > bytes.length || length > bytes.length - at)
		return (struct cut_bytes){bytes.data, 0};
	return (struct cut_bytes){bytes.data + at, length};
}

static inline void cut_put(struct buffer *out, uint32_t value, int bytes)
{
	for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
		buffer_putc(out, (char)(value >> shift & 0xFF));
}

/* As cut_new and cut_program; the table's bytes must live longer. */
struct cut_cff *cut_cff_new(struct cut_bytes table);
void cut_cff_free(struct cut_cff *cff);
bool cut_cff_program(struct cut_cff *cff, const uint32_t *glyphs, size_t count, struct buffer *out);

/* `tables`: glyf, loca, head, hhea, hmtx, maxp. */
struct cut_truetype *cut_truetype_new(const struct cut_bytes tables[6]);
void cut_truetype_free(struct cut_truetype *truetype);
bool cut_truetype_program(struct cut_truetype *truetype, const uint32_t *glyphs, size_t count,
			  struct buffer *out);

#endif
