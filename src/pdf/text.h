#ifndef PDF_TEXT_H
#define PDF_TEXT_H
/* Runs of glyphs as text operators (ISO 32000-1, 9.4). Every glyph lands within 0.05 pt of its place in the layout:
 * the reader's position is followed with the widths that /W gives, and corrected where it would stray. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buffer;
struct pdf_cache;
struct pdf_fonts;
struct run;

/* Glyphs of one string. The content has nothing of it: it belongs at `offset`, once the codes of its glyphs are known. */
struct pdf_string {
	uint32_t offset;
	uint16_t font;
	uint16_t count; /* of the numbers that follow those of the string before */
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
	bool moved;          /* since it was opened */
	long line_x, line_y; /* twentieths of a point: where the line matrix stands */
	const struct pdf_metrics *metrics; /* of the run being shown */
	long size;           /* its own, thousandths of a point */
	bool array;          /* within [ … ]TJ */
	size_t array_start;  /* where [ is in the content */
	size_t array_strings;
	bool string;         /* the last string goes on */
	double reader;       /* x where the reader shows the next glyph */
	double rise;
	struct pdf_string *strings; /* of the page being painted */
	size_t string_count, string_capacity;
	uint16_t *numbers; /* of the glyphs shown by them */
	size_t number_count, number_capacity;
};

/* Open or close the text object where it is not yet. */
void pdf_text_begin(struct pdf_text *text);
void pdf_text_end(struct pdf_text *text);

/* Show a run on a page of this height, within a text object. */
void pdf_text_show(struct pdf_text *text, const struct run *run, double page_height);

/* Append the content of a page with its strings put in. */
void pdf_text_fill(const struct pdf_fonts *fonts, const char *content, size_t length, const struct pdf_string *strings,
		   size_t count, const uint16_t *numbers, struct buffer *out);

/* Whether the run reads right only from an ActualText: set so wide that readers would break its words up, or with
 * characters made of several glyphs. */
bool pdf_text_needs_span(const struct run *run);

#endif
