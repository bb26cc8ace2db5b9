#ifndef JURY_MEMBRE_H
#define JURY_MEMBRE_H
/* Reading the people of a session: members of a jury or commission, and anybody's identity (structs of jury/session.h). */

#include <libxml/tree.h>

#include "jury/session.h"

struct reader;

/* All elements `membre` of the parent (NULL: none), in the reader's arena. */
struct membre *membre_load_all(const struct reader *reader, const xmlNode *parent, size_t *count);

/* Fill in an identity from its element; NULL leaves it as it is. */
void membre_load_identite(const struct reader *reader, const xmlNode *node, struct identite *to);

#endif
