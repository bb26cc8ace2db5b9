#ifndef DRAW_DRAW_H
#define DRAW_DRAW_H
/* Pages on any Cairo surface: previews, and what tests hold against what a PDF reader draws. Glyphs come from the
 * faces' own files, without hinting and without substitutes. */

#include <cairo.h>

#include "fo/page.h"

struct buffer;
struct draw;

/* What pages share: open font files and images as surfaces. Borrows faces and images, which must live longer. */
struct draw *draw_new(void);
void draw_free(struct draw *draw);

/* Paint the page; one user unit is a point, the page's top left corner at the origin. Links show nothing. */
void draw_page(struct draw *draw, const struct page *page, cairo_t *cairo);

/* The page as a PNG file, on white, appended to `out`. False: the resolution makes it larger than 20000 pixels a
 * side, or Cairo has failed. */
bool draw_png(struct draw *draw, const struct page *page, double dpi, struct buffer *out);

/* The page as an SVG file, text as outlines, appended to `out`. False: Cairo has failed. */
bool draw_svg(struct draw *draw, const struct page *page, struct buffer *out);

/* Pages as a plain PDF, to look at and to compare: neither archival nor accessible. `date` as XMP has it
 * ("2024-11-06T17:00:00+01:00"), or NULL: a fixed one. Pages are given to the sink; draw_proof_end frees. */
struct draw_proof;
struct draw_proof *draw_proof_new(struct draw *draw, const char *title, const char *date,
				  struct buffer *out);
struct page_sink draw_proof_sink(struct draw_proof *proof);
bool draw_proof_end(struct draw_proof *proof);

#endif
