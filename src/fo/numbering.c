#include "fo/numbering.h"

#include <string.h>

#include "base/arena.h"

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

const char *number_format(struct arena *arena, const char *format, unsigned number)
{
	size_t start = strcspn(format, "0123456789iIaA");
	size_t length = strspn(format + start, "0123456789");
	char text[64];

	if (format[start] && strchr("iI", format[start]) && number && number < 4000)
		roman(text, number, format[start] == 'i');
	else if (format[start] && strchr("aA", format[start]) && number)
		letters(text, number, format[start]);
	else
		return arena_printf(arena, "%.*s%0*u%s", (int)start, format, (int)(length > 20 ? 20 : length), number,
				    format + start + length);
	return arena_printf(arena, "%.*s%s%s", (int)start, format, text, format + start + 1);
}
