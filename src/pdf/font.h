#ifndef PDF_FONT_H
#define PDF_FONT_H
/* The fonts of one document: a Type 0 font for each face. While pages are painted, each glyph shown is noted with the text that it
 * stands for, and is given a number. When all are known, each face is cut to its glyphs, and each number has its code: of one byte
 * where the face shows fewer than 256, else of two. A glyph that stands for several texts has several codes. */

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

/* A glyph noted: the resource that shows it is /F<font>, and its number there. */
struct pdf_shown {
	uint16_t font, number;
};

/* Note a glyph (below the face's glyph count, not 0) that stands for `text` (UTF-8, not empty; copied). */
struct pdf_shown pdf_font_show(struct pdf_fonts *fonts, const struct face *face, uint32_t glyph,
			       const char *text, size_t length);

/* Give out codes in the order in which glyphs are noted, so that what is painted need not wait for the fonts; before the first. */
void pdf_fonts_prompt(struct pdf_fonts *fonts);

/* Write all fonts. Afterwards the codes are known. */
void pdf_fonts_write(struct pdf_fonts *fonts, struct pdf_objects *objects);

/* The code of a glyph noted; 0: its face cannot be cut. *wide: it takes two bytes, as all of its resource. */
unsigned pdf_font_code(const struct pdf_fonts *fonts, struct pdf_shown shown, bool *wide);

/* Append the entries of a /Font resource dictionary: "/F0 12 0 R/F1 …". */
void pdf_fonts_resources(const struct pdf_fonts *fonts, struct buffer *out);

#endif
