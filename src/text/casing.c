#include "text/casing.h"

#include <string.h>
#include <unicode/ucasemap.h>

#include "base/arena.h"

#define APOSTROPHE "\u2019"

const char *casing_upper(struct arena *arena, const char *text)
{
	UErrorCode status = U_ZERO_ERROR;
	UCaseMap *map = ucasemap_open("fr", 0, &status);
	if (U_FAILURE(status))
		return arena_strdup(arena, text);
	int32_t length = (int32_t)strlen(text);
	int32_t needed = ucasemap_utf8ToUpper(map, NULL, 0, text, length, &status);
	char *upper = arena_alloc(arena, (size_t)needed + 1);
	status = U_ZERO_ERROR;
	ucasemap_utf8ToUpper(map, upper, needed + 1, text, length, &status);
	ucasemap_close(map);
	return upper;
}

/* How many bytes at `text` are one of the characters typed for an apostrophe; 0: none. */
static size_t apostrophe_length(const char *text)
{
	static const char *const typed[] = {"'", "\u02BC", "\u2018"};
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
		if (strncmp(text, typed[i], strlen(typed[i])) == 0)
			return strlen(typed[i]);
	return 0;
}

const char *casing_apostrophe(struct arena *arena, const char *name)
{
	/* One byte may become three. */
	char *result = arena_alloc(arena, strlen(name) * 3 + 1), *end = result;
	while (*name) {
		size_t length = apostrophe_length(name);
		if (length) {
			end = stpcpy(end, APOSTROPHE);
			name += length;
		} else {
			*end++ = *name++;
		}
	}
	return result;
}

const char *casing_nom(struct arena *arena, const char *name)
{
	/* Capitals first: ŉ brings an apostrophe of its own. */
	return casing_apostrophe(arena, casing_upper(arena, name));
}
