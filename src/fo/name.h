#ifndef FO_NAME_H
#define FO_NAME_H
/* Names in tables that are sorted by them. */

#include "fo/value.h"

/* Which of `count` rows, each so many bytes long, has this name; `names` is the name of the first of them. count: none has. */
size_t name_find(const char *const *names, size_t count, size_t row, struct slice name);

#endif
