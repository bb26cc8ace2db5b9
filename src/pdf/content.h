#ifndef PDF_CONTENT_H
#define PDF_CONTENT_H
/* Pages as content streams (ISO 32000-1, 7.8.2): the items of a page become operators, each piece of content marked
 * with its structure element or as an artifact. Glyph codes are filled in at the end, when the fonts are cut. */

#include <stddef.h>

struct buffer;
struct image;
struct page;
struct pdf_cache;
struct pdf_fonts;
struct pdf_forms;
struct pdf_objects;
struct pdf_tags;

/* A link annotation to write once all destinations are known. */
struct pdf_annotation {
	unsigned page; /* from 0, of those not forgotten */
	unsigned object;
	unsigned key;                   /* /StructParent */
	double area[4];                 /* PDF coordinates */
	char *uri, *destination, *text; /* NULL: none */
};

struct pdf_content;

/* Paints into fonts, forms and tags; `lang` is the document's. All borrowed. */
struct pdf_content *pdf_content_new(struct pdf_fonts *fonts, struct pdf_forms *forms,
				    struct pdf_cache *cache, struct pdf_tags *tags,
				    struct pdf_objects *objects, const char *lang);
void pdf_content_free(struct pdf_content *content);

/* Paint one page. */
void pdf_content_page(struct pdf_content *content, const struct page *page);

/* Fill in the codes (the fonts are written, or give them out at once) and write the stream of page `index`. */
void pdf_content_write(struct pdf_content *content, size_t index, struct pdf_objects *objects,
		       unsigned number);

/* How many forms running heads and feet became. */
size_t pdf_content_groups(const struct pdf_content *content);

/* Write them (the fonts are written), with the dictionary of fonts as their resource, and append their entries of an /XObject
 * resource dictionary. */
void pdf_content_write_groups(struct pdf_content *content, struct pdf_objects *objects, unsigned fonts, struct buffer *out);

/* Forget the pages and annotations so far, which are written; pages count from 0 again. */
void pdf_content_forget(struct pdf_content *content);

/* The images painted, in the order of their resource names /I0, /I1 … */
const struct image *const *pdf_content_images(const struct pdf_content *content, size_t *count);

/* Append the entries of an /ExtGState resource dictionary. */
void pdf_content_states(const struct pdf_content *content, struct buffer *out);

const struct pdf_annotation *pdf_content_annotations(const struct pdf_content *content,
						     size_t *count);

#endif
