#include "fo/numbering.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"

static void roman(char *out, unsigned number, int lower)
{
	static const struct {
		unsigned value;
		const char *upper, *lower;
	} parts[] = {{1000, "M", "m"}, {900, "CM", "cm"}, {500, "D", "d"}, {400, "CD", "cd"}, {100, "C", "c"},
		     {90, "XC", "xc"}, {50, "L", "l"},	  {40, "XL", "xl"}, {10, "X", "x"},   {9, "IX", "ix"},
		     {5, "V", "v"},    {4, "IV", "iv"},	  {1, "I", "i"}};

	*out = '\0';
	for (unsigned i = 0; i < sizeof parts / sizeof *parts; i++)
		for (; number >= parts[i].value; number -= parts[i].value)
			strcat(out, lower ? parts[i].lower : parts[i].upper);
}

static void letters(char *out, unsigned number, char first)
{
	char reversed[16];
	int n = 0;

	for (; number; number = (number - 1) / 26)
		reversed[n++] = (char)(first + (number - 1) % 26);
	for (int i = 0; i < n; i++)
		out[i] = reversed[n - 1 - i];
	out[n] = '\0';
}

/* Digits with a separator between groups, counted from the end. */
static const char *digits(struct arena *arena, const struct properties *p, unsigned number, int least)
{
	struct buffer buffer = {0};
	const char *plain = arena_printf(arena, "%0*u", least, number);
	size_t length = strlen(plain), group = (size_t)p->grouping_size;

	if (!group || !p->grouping_separator)
		return plain;
	for (size_t i = 0; i < length; i++) {
		if (i > 0 && (length - i) % group == 0)
			buffer_character(&buffer, p->grouping_separator);
		buffer_putc(&buffer, plain[i]);
	}
	const char *text = arena_strdup(arena, buffer_string(&buffer));

	buffer_free(&buffer);
	return text;
}

const char *number_format(struct arena *arena, const struct properties *p, unsigned number)
{
	const char *format = p->format;
	size_t start = strcspn(format, "0123456789iIaA");
	size_t length = strspn(format + start, "0123456789");
	char text[64];

	if (format[start] && strchr("iI", format[start]) && number && number < 4000)
		roman(text, number, format[start] == 'i');
	else if (format[start] && strchr("aA", format[start]) && number)
		letters(text, number, format[start]);
	else
		return arena_printf(arena, "%.*s%s%s", (int)start, format,
				    digits(arena, p, number, (int)(length > 20 ? 20 : length)), format + start + length);
	return arena_printf(arena, "%.*s%s%s", (int)start, format, text, format + start + 1);
}
