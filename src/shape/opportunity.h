#ifndef SHAPE_OPPORTUNITY_H
#define SHAPE_OPPORTUNITY_H
/* Where lines may end, and where characters begin. Pango looks at a character for 700 instructions, and words come again: they are looked
 * up word by word, which takes a fifth of the time on the four sessions of the samples. */

#include "shape/shape.h"

struct memo;

#define OPPORTUNITY_LIMIT (1 << 20)

/* Add to the bits, enum shape_opportunity, of each byte of a text in a language (NULL: none), but for what hyphenation adds. The
 * memo is of OPPORTUNITY_LIMIT and only theirs; the arena is for what is needed meanwhile. */
void opportunity_find(struct memo *memo, struct arena *arena, const char *text, size_t length, const char *language,
		      uint8_t *found);

#endif
