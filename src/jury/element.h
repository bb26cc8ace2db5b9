#ifndef JURY_ELEMENT_H
#define JURY_ELEMENT_H
/* Writing small XML trees in one namespace. What has no value is not written: NULL, "", a date that is not given. Every node
 * belongs to its document. Out of memory is fatal (exit 70). */

#include <stdbool.h>
#include <stddef.h>

#include <libxml/tree.h>

#include "jury/date.h"

/* A new document with a root element in the namespace; the caller frees it with xmlFreeDoc. */
xmlDoc *element_document(const char *name, const char *namespace);

/* A new last child, in the parent's namespace. */
xmlNode *element_add(xmlNode *parent, const char *name);

/* A new last child that holds a text; nothing, and NULL, when there is no text. */
xmlNode *element_add_text(xmlNode *parent, const char *name, const char *text);

/* A new last child of text alone: line ends between elements, content of an element that has attributes. */
void element_put_text(xmlNode *node, const char *text);

void element_set(xmlNode *node, const char *attribute, const char *value);
void element_set_bool(xmlNode *node, const char *attribute, bool value); /* oui, non */
void element_set_number(xmlNode *node, const char *attribute, long value);
void element_set_minutes(xmlNode *node, long minutes); /* 0: not said */
void element_set_date(xmlNode *node, const char *attribute, struct date date);
void element_set_list(xmlNode *node, const char *attribute, const char *const *list, size_t count);

/* Reading. Borrowed from the tree; "" for what is not there. Only attributes that this program wrote or that hold no entity
 * are read whole. */
const char *element_get(const xmlNode *node, const char *attribute);
bool element_has(const xmlNode *node, const char *attribute, const char *value);
/* The text that an element begins with; also of no element. */
const char *element_text(const xmlNode *node);
bool element_is(const xmlNode *node, const char *name);
/* The first child element of that name, and the next sibling element of that name; NULL: none. */
xmlNode *element_first(const xmlNode *parent, const char *name);
xmlNode *element_next(const xmlNode *node, const char *name);
/* How many child elements of that name there are. */
size_t element_count(const xmlNode *parent, const char *name);
/* The child of that name whose attribute has that value; NULL: none. */
xmlNode *element_find(const xmlNode *parent, const char *name, const char *attribute,
		      const char *value);

#endif
