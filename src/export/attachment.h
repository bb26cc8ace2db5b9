#ifndef EXPORT_ATTACHMENT_H
#define EXPORT_ATTACHMENT_H
/* The file that a PDF carries: its dossier. */

#include <stddef.h>

#include "base/buffer.h"

/* Append to `out` the embedded file of that name, and count the pages. NULL, or what is wrong, in English, for a message
 * (message_translate). Never more than SOURCE_SIZE_LIMIT bytes, whatever the PDF claims. */
const char *attachment_read(const void *bytes, size_t length, const char *name, struct buffer *out,
			    unsigned *pages);

#endif
