#ifndef BATCH_JOURNAL_H
#define BATCH_JOURNAL_H
/* Which documents of a session under way are whole: one record for each, appended when its file has its name. A run that was killed
 * is gone on with from it. A record holds what the worker said of its document (outcome.h) behind its own digest, in the machine's
 * byte order; what is torn at the end is cut off. Functions that can fail return 0 or an errno. */

#include <stddef.h>

#include "base/buffer.h"

/* Is given one record: a document's index and what was said of it. */
typedef void journal_visitor(void *context, size_t document, const struct buffer *record);

/* Open or make the file in the folder, visit the whole records in it and cut off the rest. */
int journal_open(int folder, const char *name, journal_visitor *visit, void *context, int *file);

/* Append one record: as a whole, or not at all. */
int journal_append(int file, size_t document, const struct buffer *record);

#endif
