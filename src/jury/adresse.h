#ifndef JURY_ADRESSE_H
#define JURY_ADRESSE_H
/* Reading a postal address, as candidates and certifiers have one (struct adresse of jury/session.h). */

#include <libxml/tree.h>

#include "jury/session.h"

struct reader;

/* Read an element `adresse` into the reader's arena; NULL for NULL. */
struct adresse *adresse_load(const struct reader *reader, const xmlNode *node);

#endif
