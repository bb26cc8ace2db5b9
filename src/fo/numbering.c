#include "fo/numbering.h"

#include <glib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"

static void roman(char *out, unsigned number, bool upper)
{
	static const struct {
		unsigned value;
		const char *digits;
	} parts[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
		     {40, "xl"}, {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"}};

	*out = '\0';
	for (unsigned i = 0; i < sizeof parts / sizeof *parts; i++)
		for (; number >= parts[i].value; number -= parts[i].value)
			strcat(out, parts[i].digits);
	for (; upper && *out; out++)
		*out = g_ascii_toupper(*out);
}

/* Returns the end of what it writes. */
static char *letters(char *out, unsigned number, char first)
{
	if (number) {
		out = letters(out, (number - 1) / 26, first);
		*out++ = (char)(first + (number - 1) % 26);
	}
	*out = '\0';
	return out;
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
		roman(text, number, format[start] == 'I');
	else if (format[start] && strchr("aA", format[start]) && number)
		letters(text, number, format[start]);
	else
		return arena_printf(arena, "%.*s%s%s", (int)start, format,
				    digits(arena, p, number, (int)(length > 20 ? 20 : length)), format + start + length);
	return arena_printf(arena, "%.*s%s%s", (int)start, format, text, format + start + 1);
}
