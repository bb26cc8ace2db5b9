#ifndef PDF_GLYPHS_H
#define PDF_GLYPHS_H
/* Letters as outlines: a word that only decorates and stands askew, as that across a page that is no original. As text readers would
 * take it apart and put its letters among the lines that it crosses. */

struct buffer;
struct pdf_cache;
struct pdf_forms;
struct run;

/* Append a run's outlines, filled with the colour that is set, on a page of this height: one form, painted where the run is. */
void pdf_glyphs_paint(const struct run *run, double page_height, struct pdf_cache *cache, struct pdf_forms *forms,
		      struct buffer *out);

#endif
