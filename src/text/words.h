#ifndef TEXT_WORDS_H
#define TEXT_WORDS_H
/* Numbers in words, as the spelling of 1990 has them: hyphens throughout. */

#include "base/buffer.h"

/* 0 to 999999 as "vingt-et-un"; any other number in figures. Appended to the buffer. */
void words_french(struct buffer *out, long number);

#endif
