#ifndef JURY_COPY_H
#define JURY_COPY_H
/* Copying elements of deliberation.xml into a dossier, whose namespace they take. The trees are this program's own: a few levels
 * deep, their texts without entities. */

#include <stdbool.h>

#include <libxml/tree.h>

/* A list of names ended by NULL. */
typedef const char *const copy_names[];

bool copy_among(const char *const *list, const xmlChar *name);

/* The element and its attributes, without those named (`without` may be NULL), as the parent's new last child. */
xmlNode *copy_shell(xmlNode *parent, const xmlNode *source, const char *const *without);

/* The element with all that is in it; attributes so named are left out at every depth. */
xmlNode *copy_whole(xmlNode *parent, const xmlNode *source, const char *const *without);

/* Those children of the source that are named, whole, in their order. */
void copy_children(xmlNode *parent, const xmlNode *source, const char *const *wanted);

/* The first child of that name, whole; nothing where there is none. */
void copy_child(xmlNode *parent, const xmlNode *source, const char *name);

#endif
