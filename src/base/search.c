#include "base/search.h"

size_t search_first(const void *items, size_t count, size_t size, search_before *before, const void *key)
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
