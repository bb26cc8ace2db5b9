#ifndef SHAPE_OPPORTUNITY_H
#define SHAPE_OPPORTUNITY_H
/* Where lines may end, and where characters begin: to the bits, enum shape_opportunity, of each byte of a text are added what is found. */

#include "shape/shape.h"

struct hyphenation;
struct memo;

#define OPPORTUNITY_LIMIT (1 << 20)

/* In a text of a language, but for what hyphenation adds. Pango looks at a character for 700 instructions, and words come again: they are
 * looked up word by word, which takes a fifth of the time on the four sessions of the samples. The memo is of OPPORTUNITY_LIMIT
 * and only theirs; the arena is for what is needed meanwhile. */
void opportunity_find(struct memo *memo, struct arena *arena, const char *text, size_t length, hb_language_t language,
		      uint8_t *found);

/* Where the words of a span of the text may be divided, each as it says, in its language. */
void opportunity_divide(struct hyphenation *hyphenation, const char *text, size_t length, const struct shape_span *span,
			uint8_t *found);

#endif
