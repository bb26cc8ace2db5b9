#include "fo/name.h"

#include <string.h>

size_t name_find(const char *const *names, size_t count, size_t row, const char *name, size_t length)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		const char *here = *(const char *const *)((const char *)names + middle * row);
		int order = strncmp(name, here, length);

		if (!order && !here[length])
			return middle;
		if (order <= 0)
			high = middle;
		else
			low = middle + 1;
	}
	return count;
}
