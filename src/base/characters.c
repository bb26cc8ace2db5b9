#include "base/characters.h"

#include <stdint.h>
#include <string.h>

/* Of eight bytes at once, those that go on with a character: their first bit is set, the second is not. */
size_t characters_count(const char *text, size_t length)
{
	size_t i = 0, count = length;
	uint64_t bytes;

	for (; i + sizeof(bytes) <= length; i += sizeof(bytes)) {
		memcpy(&bytes, text + i, sizeof(bytes));
		count -= ((bytes >> 7 & ~bytes >> 6 & 0x0101010101010101u) * 0x0101010101010101u) >> 56;
	}
	for (; i < length; i++)
		count -= ((unsigned char)text[i] & 0xC0) == 0x80;
	return count;
}
