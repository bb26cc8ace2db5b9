#ifndef PDF_TAG_H
#define PDF_TAG_H
/* The structure tree of one document (ISO 32000-1, 14.7): while pages are painted each piece of content is given a
 * mark (an MCID of its page) that belongs to an element; at the end elements, ParentTree and IDTree are written. An
 * element's kids stand in the order of the tree, its own marks between them in the order of the content. */

#include <stdbool.h>
#include <stddef.h>

struct document;
struct element;
struct pdf_objects;
struct pdf_tags;

struct pdf_tags *pdf_tags_new(void);
void pdf_tags_free(struct pdf_tags *tags);

/* A new page begins, with this object; returns its /StructParents key. */
unsigned pdf_tags_page(struct pdf_tags *tags, unsigned object);

/* A mark of the current page for content of the element: its MCID. */
unsigned pdf_tag_mark(struct pdf_tags *tags, struct element *element);

/* The same for a Span made here, within the element, which says what its content cannot: how it reads (`text`) or the
 * language (`lang`); either may be NULL. Copied. */
unsigned pdf_tag_span(struct pdf_tags *tags, struct element *element, const char *text,
		      size_t length, const char *lang);

/* A link annotation (an object number) of the current page, in its element: returns its /StructParent key. A Link
 * element is made where the element (or NULL) is none. */
unsigned pdf_tag_annotation(struct pdf_tags *tags, struct element *element, unsigned object);

/* The area of the page that a Figure covers: PDF coordinates. */
void pdf_tag_area(struct pdf_tags *tags, struct element *element, double x1, double y1, double x2,
		  double y2);

/* The standard structure type of an element, for its marks. */
const char *pdf_tag_name(const struct element *element);

/* The language in force in an element; NULL: the document's. */
const char *pdf_tag_lang(const struct element *element);

/* Several documents in one file: their trees hang below one Document, which is made here. Before the first page. */
void pdf_tags_gather(struct pdf_tags *tags, struct pdf_objects *objects);

/* Write the elements of all that was marked since the last call; `root` may be NULL. They may end after it. */
void pdf_tags_part(struct pdf_tags *tags, struct element *root, struct pdf_objects *objects);

/* Write the rest, once every part is: the object of the StructTreeRoot. */
unsigned pdf_tags_end(struct pdf_tags *tags, struct pdf_objects *objects);

/* Whether every Figure written says what it shows. */
bool pdf_tags_described(const struct pdf_tags *tags);

#endif
