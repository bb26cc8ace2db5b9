#include "jury/numero.h"

#include <string.h>

#include "base/arena.h"

/* Certifier, session, candidate and bloc of at most 32 characters each, their hyphens and the check digits. */
#define LONGEST (4 * 33 + 2)
/* Certifier, session, candidate, bloc and check digits. */
#define FEWEST_PARTS 5

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

static void make_capitals(char *text)
{
	for (; *text; text++)
		if (*text >= 'a' && *text <= 'z')
			*text = (char)(*text - 'a' + 'A');
}

/* The remainder by 97 of the number that the first n characters spell, each letter being two digits. */
static unsigned remainder_97(const char *text, size_t n)
{
	unsigned remainder = 0;
	for (size_t i = 0; i < n; i++) {
		if (is_digit(text[i]))
			remainder = (remainder * 10 + (unsigned)(text[i] - '0')) % 97;
		else if (is_capital(text[i]))
			remainder = (remainder * 100 + (unsigned)(text[i] - 'A') + 10) % 97;
	}
	return remainder;
}

const char *numero_make(struct arena *arena, const char *certificateur, const char *session,
			const char *candidat, const char *bloc)
{
	char *start = arena_printf(arena, "%s-%s-%s-%s", certificateur, session, candidat, bloc);
	make_capitals(start);
	unsigned check = 98 - remainder_97(start, strlen(start)) * 100 % 97;
	return arena_printf(arena, "%s-%02u", start, check);
}

bool numero_shape(const char *text)
{
	size_t length = strlen(text), parts = 1;
	if (length > LONGEST || length < 3)
		return false;
	for (size_t i = 0; i < length; i++) {
		if (text[i] == '-') {
			parts++;
			if (i == 0 || text[i - 1] == '-')
				return false;
		} else if (!is_digit(text[i]) && !is_capital(text[i]) && text[i] != '.') {
			return false;
		}
	}
	return parts >= FEWEST_PARTS && text[length - 3] == '-' && is_digit(text[length - 2]) &&
	       is_digit(text[length - 1]);
}

bool numero_valid(const char *text)
{
	return numero_shape(text) && remainder_97(text, strlen(text)) == 1;
}
