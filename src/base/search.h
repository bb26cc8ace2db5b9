#ifndef BASE_SEARCH_H
#define BASE_SEARCH_H
/* Where something belongs in what is in order. */

#include <stdbool.h>
#include <stddef.h>

/* Whether an item stands before what is looked for. */
typedef bool search_before(const void *item, const void *key);

/* The number of the first of `count` items, of `size` bytes each, that does not stand before the key: `count` when all do. Those that
 * do come first. */
size_t search_first(const void *items, size_t count, size_t size, search_before *before, const void *key);

#endif
