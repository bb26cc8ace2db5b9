#ifndef FO_NUMBERING_H
#define FO_NUMBERING_H
/* Numbers to strings by a format as in XSLT (XSL 1.1, 7.26.1): "1", "01", "i", "I", "a", "A", with what stands around. */

#include "fo/property.h"

struct arena;

const char *number_format(struct arena *arena, const struct properties *p, unsigned number);

#endif
