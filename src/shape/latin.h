#ifndef SHAPE_LATIN_H
#define SHAPE_LATIN_H
/* Of what nearly all texts are made, which is known without asking Pango about each character. */

#include <stddef.h>

enum latin {
	LATIN_LETTER = 1, /* of the Latin script */
	LATIN_SIGN = 2,   /* of no script; neither turns in vertical text nor ends an item (UAX 50, UAX 24) */
	LATIN_SHAPE = 4,  /* geometric: an item of its own */
	LATIN_CONTROL = 8, /* soft hyphen, line separator, object */
	LATIN_OTHER = 16, /* none of these */
};

/* Which one a character is. */
unsigned latin_kind(unsigned character);

/* All that are in a text; when there is another one, not those behind it. */
unsigned latin_kinds(const char *text, size_t length);

#endif
