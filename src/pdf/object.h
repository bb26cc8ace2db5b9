#ifndef PDF_OBJECT_H
#define PDF_OBJECT_H
/* The objects of one PDF file (ISO 32000-1, 7.3, 7.5): numbers are given out first, objects are written in any
 * order, streams as they come and all others into object streams; a cross-reference stream ends the file. */

#include <math.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/digest.h"
#include "pdf/cache.h"

struct pdf_objects;

/* A new, empty file; the cache deflates. */
struct pdf_objects *pdf_objects_new(struct pdf_cache *cache);
void pdf_objects_free(struct pdf_objects *objects);

/* From here on streams are deflated with this effort; at first PDF_FAST. */
void pdf_objects_condense(struct pdf_objects *objects, enum pdf_effort effort);
enum pdf_effort pdf_objects_effort(const struct pdf_objects *objects);

/* Hand the file over as it grows, so that not all of it is held; before the first object. */
void pdf_objects_spool(struct pdf_objects *objects,
		       void (*put)(void *context, const void *data, size_t n), void *context);

/* A number not yet used, from 1. */
unsigned pdf_object_reserve(struct pdf_objects *objects);

/* Write the object of this number: append its text to the buffer returned, before the next call. */
struct buffer *pdf_object_begin(struct pdf_objects *objects, unsigned number);

/* Write a stream: `dictionary` holds its entries but /Length and /Filter, without << >>. pdf_object_stream
 * deflates, _deflated is for bytes that are already, _plain writes them as they are. */
void pdf_object_stream(struct pdf_objects *objects, unsigned number, const char *dictionary,
		       const void *data, size_t length);
void pdf_object_deflated(struct pdf_objects *objects, unsigned number, const char *dictionary,
			 const void *data, size_t length);
void pdf_object_plain(struct pdf_objects *objects, unsigned number, const char *dictionary,
		      const void *data, size_t length);

/* Write the entries of a number tree with keys from `first` to `last` as a leaf (7.9.7), append the reference of it to `leaves`, and empty
 * them. */
void pdf_object_leaf(struct pdf_objects *objects, long first, long last, struct buffer *entries, struct buffer *leaves);

/* Write the object streams, the cross-reference stream and the trailer, and append the file to `out`: all of it that was not
 * handed over. The /ID is a digest of all that was written before the table; sha256, unless NULL, takes that of the whole file. */
void pdf_objects_end(struct pdf_objects *objects, unsigned catalog, unsigned info, char sha256[DIGEST_LENGTH + 1],
		     struct buffer *out);

/* A coordinate as a file may hold it: within ±1,000,000 (readers keep 32 bits), 0 for what is no number. */
static inline double pdf_bounded(double value)
{
	return value > 1e6 ? 1e6 : value < -1e6 ? -1e6 : isnan(value) ? 0 : value;
}

/* key, then "12 0 R" */
void pdf_put_reference(struct buffer *buffer, const char *key, unsigned number);

/* A text string: (ASCII) escaped, or <FEFF…> in UTF-16. */
void pdf_put_text(struct buffer *buffer, const char *text, size_t length);

/* A byte string: (…) escaped. */
void pdf_put_string(struct buffer *buffer, const char *text);

/* One character of UTF-8 text, which need not end with NUL; moves *at on. What is malformed gives U+FFFD. */
unsigned pdf_next_character(const char *text, size_t length, size_t *at);

/* One character as hexadecimal UTF-16BE. */
void pdf_put_utf16(struct buffer *buffer, unsigned character);

#endif
