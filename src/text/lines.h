#ifndef TEXT_LINES_H
#define TEXT_LINES_H
/* Titles and names divided into lines before they are set, so that their size can follow from the longest. */

#include "base/buffer.h"

/* Stands for a space at which no line is divided: after a word of less than four letters (de La, à, et, le). */
#define LINES_BOND "\uE000"

/* Append the text (UTF-8) in at most `count` lines of about one length, divided at spaces by linefeeds. */
void lines_divide(struct buffer *out, const char *text, double count);

#endif
