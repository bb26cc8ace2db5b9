#include "fo/name.h"

#include <string.h>

size_t name_find(const char *const *names, size_t count, size_t row, struct slice name)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		const char *here = *(const char *const *)((const char *)names + middle * row);
		int order = strncmp(name.text, here, name.length);

		if (!order && !here[name.length])
			return middle;
		if (order <= 0)
			high = middle;
		else
			low = middle + 1;
	}
	return count;
}
