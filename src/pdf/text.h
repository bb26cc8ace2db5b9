#ifndef PDF_TEXT_H
#define PDF_TEXT_H
/* Runs of glyphs as text operators (ISO 32000-1, 9.4). Every glyph lands within 0.01 pt of its place in the layout:
 * the reader's position is followed with the widths that /W gives, and corrected where it would stray. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buffer;
struct pdf_cache;
struct pdf_fonts;
struct run;

/* Glyphs shown by one TJ, whose array begins at `offset` of the content: each is written with its number in the
 * face, four hexadecimal digits, in place of the code that is known when the fonts are cut. */
struct pdf_fix {
	uint32_t offset;
	uint32_t font;
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
	long line_x, line_y; /* hundredths of a point: where the line matrix stands */
	const struct pdf_metrics *metrics; /* of the run being shown */
	bool array;          /* within [< … >]TJ */
	double reader;       /* x where the reader shows the next glyph */
	double rise;
	struct pdf_fix *fixes; /* of the page being painted */
	size_t fix_count, fix_capacity;
};

/* Open or close the text object where it is not yet. */
void pdf_text_begin(struct pdf_text *text);
void pdf_text_end(struct pdf_text *text);

/* Show a run on a page of this height, within a text object. */
void pdf_text_show(struct pdf_text *text, const struct run *run, double page_height);

/* Put in the codes of the glyphs shown, in the content of a page. */
void pdf_text_fix(const struct pdf_fonts *fonts, const struct pdf_fix *fixes, size_t count,
		  char *content);

/* Whether the run reads right only from an ActualText: set so wide that readers would break its words up, or with
 * characters made of several glyphs. */
bool pdf_text_needs_span(const struct run *run);

#endif
