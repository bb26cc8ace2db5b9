#ifndef BASE_COVERAGE_H
#define BASE_COVERAGE_H
/* The set of characters that the program's fonts can show: filled by the font module at the start, read by the jury's
 * rules (C406), so that those need no font. */

#include <stdbool.h>

struct coverage;

struct coverage *coverage_new(void);
void coverage_free(struct coverage *coverage);
void coverage_add(struct coverage *coverage, unsigned character);

/* False for what no face shows, and for private use, U+FFFD, controls (but tab, line feed, carriage return), noncharacters and
 * bidi controls whatever the fonts have. Without a coverage (NULL) only the latter are false. */
bool coverage_has(const struct coverage *coverage, unsigned character);

/* The first character of UTF-8 text that cannot be shown, or 0. Text that is not UTF-8 gives U+FFFD. */
unsigned coverage_missing(const struct coverage *coverage, const char *text);

#endif
