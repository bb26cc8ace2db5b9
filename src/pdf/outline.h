#ifndef PDF_OUTLINE_H
#define PDF_OUTLINE_H
/* Where to go in a document: destinations by id, bookmarks, page labels (ISO 32000-1, 12.3, 12.4.2). */

struct bookmark;
struct buffer;
struct page;
struct pdf_objects;
struct pdf_outline;

struct pdf_outline *pdf_outline_new(void);
void pdf_outline_free(struct pdf_outline *outline);

/* Take the label and the destinations of a page, whose object is this. */
void pdf_outline_page(struct pdf_outline *outline, const struct page *page, unsigned object);

/* Append "/Dest[…]" for an id; nothing when no page has it. */
void pdf_outline_destination(const struct pdf_outline *outline, const char *id, struct buffer *out);

/* Write the bookmarks; returns the object of the outline dictionary, 0 when there are none. */
unsigned pdf_outline_write(const struct pdf_outline *outline, const struct bookmark *bookmarks,
			   struct pdf_objects *objects);

/* One of several documents ends: write what need not be kept. */
void pdf_outline_part(struct pdf_outline *outline, struct pdf_objects *objects);

/* Write what is left, and the name tree of the destinations, by id; returns its object, 0 when there are none. */
unsigned pdf_outline_end(struct pdf_outline *outline, struct pdf_objects *objects);

/* After that: append "/PageLabels…" unless pages are numbered 1, 2, 3 …, as readers do by themselves. */
void pdf_outline_labels(const struct pdf_outline *outline, struct buffer *out);

#endif
