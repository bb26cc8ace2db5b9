#ifndef INPUT_ENCODING_H
#define INPUT_ENCODING_H
/* The character encoding of an XML file, found as XML 1.0 (appendix F) says: byte order mark, else the shape of the first bytes,
 * else the declaration; and its conversion to UTF-8. */

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

enum encoding {
	ENCODING_UNKNOWN,
	ENCODING_UTF_8,
	ENCODING_UTF_16LE,
	ENCODING_UTF_16BE,
	ENCODING_ISO_8859_1,
	ENCODING_ISO_8859_15,
	ENCODING_WINDOWS_1252,
};

#define ENCODING_NAME 41

/* What the bytes are in. `mark` is the length of the byte order mark; `name` receives the encoding's name for a message, also
 * when the result is ENCODING_UNKNOWN. */
enum encoding encoding_detect(const unsigned char *bytes, size_t length, size_t *mark,
			      char name[ENCODING_NAME]);

/* Append the bytes as UTF-8. False at the first byte that is not of the encoding: what came before it is in the buffer. The
 * encoding named by an XML declaration is overwritten with spaces, for the text is UTF-8 now; nothing changes its length. */
bool encoding_convert(enum encoding encoding, const unsigned char *bytes, size_t length,
		      struct buffer *text);

/* The length of the UTF-8 sequence of one character at p, 0 when it is none (overlong, surrogate, cut). */
size_t encoding_sequence(const unsigned char *p, size_t length);

#endif
