#include "shape/latin.h"

#include <glib.h>
#include <stdbool.h>

static bool is_letter(unsigned c)
{
	return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
	       (c >= 0xc0 && c < 0x250 && c != 0xd7 && c != 0xf7) || (c >= 0x1e00 && c < 0x1f00);
}

static bool is_sign(unsigned c)
{
	return (c >= 0x20 && c < 0x7f) || c == 0xa0 || c == 0xab || c == 0xb0 || c == 0xb7 ||
	       c == 0xbb || (c >= 0x2010 && c <= 0x2015) || (c >= 0x2018 && c <= 0x201e) ||
	       c == 0x2022 || c == 0x2026 || c == 0x202f || c == 0x20ac;
}

unsigned latin_kind(unsigned character)
{
	if (is_letter(character))
		return LATIN_LETTER;
	if (is_sign(character))
		return LATIN_SIGN;
	if (character >= 0x25a0 && character < 0x2600)
		return LATIN_SHAPE;
	return character == 0xad || character == 0x2028 || character == 0xfffc ? LATIN_CONTROL
									       : LATIN_OTHER;
}

unsigned latin_kinds(const char *text, size_t length)
{
	unsigned kinds = 0;

	for (const char *p = text; p < text + length && !(kinds & LATIN_OTHER);
	     p = g_utf8_next_char(p))
		if (*p >= ' ' && *p <= '~')
			kinds |= g_ascii_isalpha(*p) ? LATIN_LETTER : LATIN_SIGN;
		else
			kinds |= latin_kind(g_utf8_get_char(p));
	return kinds;
}
