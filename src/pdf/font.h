#ifndef PDF_FONT_H
#define PDF_FONT_H
/* The fonts of one document. While pages are painted, each glyph shown is noted with the text that it stands for.
 * When all are known, each face is cut to its glyphs, and each glyph has its two-byte code. A glyph that stands for several texts is in several font resources, which share the font program and differ in
 * /ToUnicode. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buffer;
struct face;
struct pdf_cache;
struct pdf_fonts;
struct pdf_objects;

struct pdf_fonts *pdf_fonts_new(struct pdf_cache *cache);
void pdf_fonts_free(struct pdf_fonts *fonts);

/* Note a glyph (below the face's glyph count, not 0) that stands for `text` (UTF-8, not empty; copied). Returns the
 * resource that shows it: /F<font>. */
unsigned pdf_font_show(struct pdf_fonts *fonts, const struct face *face, uint32_t glyph,
		       const char *text, size_t length);

/* Show every glyph by its own number in the face, so that what is painted need not wait for the fonts; before the first. */
void pdf_fonts_keep(struct pdf_fonts *fonts);

/* The codes are those numbers. */
bool pdf_fonts_kept(const struct pdf_fonts *fonts);

/* Write all fonts. Afterwards the codes are known. */
void pdf_fonts_write(struct pdf_fonts *fonts, struct pdf_objects *objects);

/* The code of a glyph in a resource; 0: it was not noted, or the face cannot be cut. */
unsigned pdf_font_code(const struct pdf_fonts *fonts, unsigned font, uint32_t glyph);

/* Append the entries of a /Font resource dictionary: "/F0 12 0 R/F1 …". */
void pdf_fonts_resources(const struct pdf_fonts *fonts, struct buffer *out);

#endif
