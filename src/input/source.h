#ifndef INPUT_SOURCE_H
#define INPUT_SOURCE_H
/* An XML file read safely: no DTD, no entity, no network, limits on size and depth; with the exact place of every element. The
 * caller frees it. Nodes are borrowed; their _private belongs to the source. */

#include <libxml/tree.h>
#include <stddef.h>

#include "base/digest.h"
#include "base/message.h"
#include "base/place.h"

struct source;

enum source_kind {
	SOURCE_OTHER,
	SOURCE_REFERENTIEL,
	SOURCE_SESSION,
	SOURCE_CERTIFICATEUR,
	SOURCE_DELIBERATION,
	SOURCE_DOSSIER,
	SOURCE_FO, /* XSL-FO */
};

#define SOURCE_SIZE_LIMIT  ((size_t)256 << 20)
#define SOURCE_DEPTH_LIMIT 256

/* Read a file ("-": standard input). The name is the one that messages show. NULL after a message (X001–X004, or U906 for
 * a file that cannot be read). */
struct source *source_open(const char *path, struct messages *messages);

/* The same from memory; bytes are copied where needed and may be freed after the call. */
struct source *source_parse(const char *name, const void *bytes, size_t length,
			    struct messages *messages);

void source_free(struct source *source);

const char *source_name(const struct source *source);
xmlDoc *source_document(const struct source *source);
xmlNode *source_root(const struct source *source);

/* The vocabulary that the root's namespace names. */
enum source_kind source_kind(const struct source *source);
enum source_kind source_kind_of(const xmlNode *root);

/* The bytes as they were read, before conversion: what the input digest covers. */
const void *source_bytes(const struct source *source, size_t *length);

/* Their SHA-256. */
void source_digest(const struct source *source, char hex[DIGEST_LENGTH + 1]);

/* The place of the '<' of an element; of the element that holds it for any other node. Lines and columns are counted in
 * characters of the file. PLACE_NONE for NULL, and for a node of another document the file alone. */
struct place source_place(const struct source *source, const xmlNode *node);

/* The place where an attribute's name begins in the start tag; the element's when it has no such attribute. The name is as
 * written, with its prefix if any. */
struct place source_attribute_place(const struct source *source, const xmlNode *node,
				    const char *attribute);

/* The same for an element known only by its place, which source_place gave. */
struct place source_attribute_at(const struct source *source, struct place element,
				 const char *attribute);

/* Call visit for the value of every attribute and every piece of text, but for notes, in the order of the file: the element,
 * the attribute's name (NULL for text), and the text. Where it stands is for the visitor to ask: few texts are worth it. */
typedef void source_visit(void *data, const xmlNode *node, const char *attribute, const char *text);
void source_each_text(const struct source *source, source_visit *visit, void *data);

#endif
