#ifndef INPUT_FAULT_H
#define INPUT_FAULT_H
/* What libxml2 finds wrong, said in our own words and in the user's language: names in quotes, what to do about it. Faults that
 * are not in the tables are said in libxml2's words. */

#include <libxml/tree.h>
#include <libxml/xmlerror.h>

#include "base/buffer.h"
#include "base/message.h"

/* A fault of well-formedness. */
void fault_of_xml(struct buffer *to, const xmlError *error);

/* A fault against a schema, of an element or (attribute not NULL) of one of its attributes. */
void fault_of_schema(struct buffer *to, const xmlError *error, const xmlNode *element,
		     const char *attribute);

/* S200 in words of our own: `text` is English and holds %1 and %2 where the arguments (NULL: none) go. */
void fault_add(struct messages *messages, struct place place, const char *text, const char *first,
	       const char *second);

#endif
