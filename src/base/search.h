#ifndef BASE_SEARCH_H
#define BASE_SEARCH_H
/* Where something belongs in what is in order. */

#include <stdbool.h>
#include <stddef.h>

/* Whether an item stands before what is looked for. */
typedef bool search_before(const void *item, const void *key);

/* The number of the first of `count` items, of `size` bytes each, that does not stand before the key: `count` when all do. Those that
 * do come first. In the header, so that `before` is called no more than a loop of one's own would. */
static inline size_t search_first(const void *items, size_t count, size_t size, search_before *before, const void *key)
{
	size_t low = 0;

	while (count > 0) {
		size_t half = count / 2;

		if (before((const char *)items + (low + half) * size, key)) {
			low += half + 1;
			count -= half + 1;
		} else {
			count = half;
		}
	}
	return low;
}

#endif
