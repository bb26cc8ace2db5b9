#ifndef SHEET_MARK_H
#define SHEET_MARK_H
/* Marks that say where a stylesheet's literal result elements stand: an attribute on each, which the transformation copies. */

#include <libxml/tree.h>

#include "base/place.h"

struct arena;

/* Mark the literal result elements of a stylesheet read from these bytes. */
void mark_places(xmlDoc *stylesheet, const char *path, const void *bytes, size_t length);

/* The mark of a result's element, or of the nearest around it. The file name is the arena's. */
struct place mark_find(struct arena *arena, const xmlNode *node);

#endif
