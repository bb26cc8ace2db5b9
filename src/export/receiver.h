#ifndef EXPORT_RECEIVER_H
#define EXPORT_RECEIVER_H
/* A receiver's own XML Schema, from a folder that the user names: the project holds none. Nothing is fetched: what a schema imports
 * from elsewhere is taken from the catalogs (catalog*.xml) in the folder, or from those of the environment (XML_CATALOG_FILES). */

#include <stdbool.h>

#include <libxml/tree.h>

#include "base/message.h"

struct receiver;

/* Compile the schema of a namespace, found in the folder or beneath it: the *.xsd that has it as its target, whose name ends so
 * (NULL: any). NULL after a message (A609). The caller closes it. */
struct receiver *receiver_open(const char *folder, const char *namespace, const char *ending,
			       struct messages *messages);
void receiver_close(struct receiver *receiver);

/* Say what is not valid (A605), at most ten faults of it; `name` is the file as messages show it. */
bool receiver_validate(struct receiver *receiver, xmlDoc *document, const char *name,
		       struct messages *messages);
/* The same of a file, read as a stream: in memory that does not grow with it. */
bool receiver_validate_file(struct receiver *receiver, const char *path, const char *name,
			    struct messages *messages);

#endif
