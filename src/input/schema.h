#ifndef INPUT_SCHEMA_H
#define INPUT_SCHEMA_H
/* The XML Schemas of the five vocabularies, built into the program. They carry structure and types only: what has a code of
 * its own in the jury's rules is not in them. */

#include <stdbool.h>

#include "base/message.h"
#include "input/source.h"

struct schema;

/* Compile the schema of one vocabulary; NULL for a kind that has none. Freed by the caller. One may serve any number of
 * sources, one after the other. */
struct schema *schema_new(enum source_kind kind);
void schema_free(struct schema *schema);

/* S200 at the exact place of each element at fault. True when there was none. */
bool schema_validate(const struct schema *schema, const struct source *source,
		     struct messages *messages);

#endif
