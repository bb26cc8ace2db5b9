#ifndef INPUT_STREAM_H
#define INPUT_STREAM_H
/* An XML file read piece by piece, of which no more is kept than is wanted: of tens of megabytes a few names. The limits are those of
 * input/source.h; places are lines. */

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/message.h"

struct stream;

/* Called at the end of each element, whose children were kept or not before; false: it goes, with what is in it. The root stays. */
typedef bool stream_keep(void *context, const xmlNode *element);

/* The name is for messages, and lent, as is all else. */
struct stream *stream_new(const char *name, stream_keep *keep, void *context,
			  struct messages *messages);

/* The next bytes. After the first fault, which is said (X001-X003), nothing more is read. */
void stream_put(struct stream *stream, const void *bytes, size_t n);

/* The end: what was kept, the caller's to free, or NULL after a message. Frees the stream. */
xmlDoc *stream_end(struct stream *stream);

#endif
