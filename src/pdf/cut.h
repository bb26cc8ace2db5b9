#ifndef PDF_CUT_H
#define PDF_CUT_H
/* Parts of a font, cut glyph by glyph from its outlines: without hints, subroutines and all that a font program in a PDF does
 * not need. It takes some microseconds where HarfBuzz's subsetter, which serves every font and any purpose, takes a third of a
 * millisecond; the fonts that are different for every document were a fifth of its time. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

struct face;
struct cut;

/* Look at a face that is to be cut; it must live longer. NULL: of a kind not known here (CID-keyed, variable, damaged). */
struct cut *cut_new(const struct face *face);
void cut_free(struct cut *cut);

/* Append the font program with the glyphs (rising, no doubles, without 0), numbered from 1 in their order; 0 is the face's 0. A bare CFF
 * table (CIDFontType0C) or a whole TrueType file. False: a glyph is not to be understood; `out` is as it was. */
bool cut_program(struct cut *cut, const uint32_t *glyphs, size_t count, struct buffer *out);

#endif
