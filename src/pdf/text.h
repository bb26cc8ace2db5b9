#ifndef PDF_TEXT_H
#define PDF_TEXT_H
/* Runs of glyphs as text operators (ISO 32000-1, 9.4). Every glyph lands within 0.01 pt of its place in the layout:
 * the reader's position is followed with the widths that /W gives, and corrected where it would stray. */

#include <stdbool.h>
#include <stddef.h>

struct buffer;
struct pdf_cache;
struct pdf_fonts;
struct run;

/* A glyph code to be filled in when the fonts are cut: four hexadecimal digits at `offset` of the content. */
struct pdf_fix {
	size_t offset;
	unsigned slot;
};

/* The state of the reader. The font survives from one text object to the next, and is saved and restored with the
 * graphics. */
struct pdf_text_state {
	unsigned font; /* the resource; UINT_MAX: none yet */
	long size;     /* thousandths of a point */
};

struct pdf_text {
	struct pdf_fonts *fonts;
	struct pdf_cache *cache;
	struct buffer *out;
	struct pdf_text_state state;
	bool open;           /* within BT … ET */
	long line_x, line_y; /* thousandths of a point: where the line matrix stands */
	bool array;          /* within [< … >]TJ */
	double reader;       /* x where the reader shows the next glyph */
	double rise;
	struct pdf_fix *fixes;
	size_t fix_count, fix_capacity;
};

/* Open or close the text object where it is not yet. */
void pdf_text_begin(struct pdf_text *text);
void pdf_text_end(struct pdf_text *text);

/* Show a run on a page of this height, within a text object. */
void pdf_text_show(struct pdf_text *text, const struct run *run, double page_height);

/* Whether the run reads right only from an ActualText: set so wide that readers would break its words up, or with
 * characters made of several glyphs. */
bool pdf_text_needs_span(const struct run *run);

#endif
