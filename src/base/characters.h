#ifndef BASE_CHARACTERS_H
#define BASE_CHARACTERS_H
/* Letters, as against bytes. */

#include <stddef.h>

/* How many characters begin in so many bytes of UTF-8. */
size_t characters_count(const char *text, size_t length);

#endif
