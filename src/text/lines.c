#include "text/lines.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#define BOND       0xE000u
#define SHORT_WORD 4 /* letters; a shorter one holds to the next */

/* Characters, so that lengths can be compared. */
struct letters {
	unsigned *list;
	size_t count;
};

static unsigned next_letter(const char **at)
{
	const unsigned char *p = (const unsigned char *)*at;
	int more = *p >= 0xF0 ? 3 : *p >= 0xE0 ? 2 : *p >= 0xC0 ? 1 : 0;
	unsigned letter = more ? *p & (0x3FU >> more) : *p;

	for (p++; more > 0 && (*p & 0xC0) == 0x80; more--)
		letter = letter << 6 | (*p++ & 0x3FU);
	*at = (const char *)p;
	return letter;
}

static struct letters letters_of(const char *text)
{
	struct letters letters = {
		.list = memory_alloc((strlen(text) + 1) * sizeof *letters.list)};

	while (*text)
		letters.list[letters.count++] = next_letter(&text);
	return letters;
}

static void bind_short_words(struct letters *letters)
{
	size_t word = 0;

	for (size_t i = 0; i < letters->count; i++) {
		if (letters->list[i] != ' ')
			continue;
		if (i - word < SHORT_WORD)
			letters->list[i] = BOND;
		word = i + 1;
	}
}

/* Where the first line ends: as near to a length as the spaces allow. Spaces before it do not count. */
static size_t first_line(const unsigned *text, size_t start, size_t count, double length)
{
	size_t end = start, line = 0;

	for (;;) {
		while (end < count && text[end] != ' ')
			end++;
		if (line > start && (double)(end - start) - length > length - (double)(line - start))
			return line;
		if (end >= count)
			return end;
		line = end++;
	}
}

static void put(struct buffer *out, const unsigned *text, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		buffer_character(out, text[i]);
}

void lines_divide(struct buffer *out, const char *text, double count)
{
	struct letters letters = letters_of(text);
	unsigned *at = letters.list;
	size_t left = letters.count;

	if (count >= 2)
		bind_short_words(&letters);
	for (; count >= 2; count--) {
		size_t start = 0, end;

		while (start < left && at[start] == ' ')
			start++;
		end = first_line(at, start, left, (double)left / count);
		put(out, at, start, end);
		buffer_puts(out, end < left ? "\n" : "");
		end += end < left;
		at += end;
		left -= end;
		if (left == 0)
			break;
	}
	put(out, at, 0, left);
	free(letters.list);
}
