#include "text/collation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>

#include "base/arena.h"

struct collation {
	UCollator *collator;
};

struct collation *collation_open(void)
{
	struct collation *collation = memory_alloc(sizeof *collation);
	UErrorCode status = U_ZERO_ERROR;
	collation->collator = ucol_open("fr", &status);
	if (U_FAILURE(status)) {
		fprintf(stderr, "parchemin: ICU has no collation data: %s\n", u_errorName(status));
		exit(70);
	}
	ucol_setAttribute(collation->collator, UCOL_NORMALIZATION_MODE, UCOL_ON, &status);
	return collation;
}

void collation_close(struct collation *collation)
{
	if (!collation)
		return;
	ucol_close(collation->collator);
	free(collation);
}

static bool is_apostrophe(UChar c)
{
	return c == 0x27 || c == 0x2019 || c == 0x2018 || c == 0x2BC || c == 0xB4 || c == 0x60;
}

static bool is_space(UChar c)
{
	return c == 0x20 || c == 0x9 || c == 0xA || c == 0xD || c == 0xA0 || c == 0x202F ||
	       c == '-' || (c >= 0x2010 && c <= 0x2015);
}

/* Takes apostrophes out, makes each run of spaces and hyphens one space, none at the ends. */
static int32_t simplify(UChar *text, int32_t length)
{
	int32_t kept = 0;
	bool space = false;
	for (int32_t i = 0; i < length; i++) {
		if (is_apostrophe(text[i]))
			continue;
		if (is_space(text[i])) {
			space = kept > 0;
			continue;
		}
		if (space)
			text[kept++] = ' ';
		space = false;
		text[kept++] = text[i];
	}
	return kept;
}

/* The key of one text in the arena, NUL included in *length. */
static uint8_t *key_of(struct collation *collation, struct arena *arena, const char *text,
		       int32_t *length)
{
	int32_t bytes = (int32_t)strlen(text), units = 0;
	UErrorCode status = U_ZERO_ERROR;
	/* UTF-16 never has more units than UTF-8 has bytes. */
	UChar *wide = arena_array(arena, (size_t)bytes + 1, sizeof *wide);
	u_strFromUTF8WithSub(wide, bytes + 1, &units, text, bytes, 0xFFFD, NULL, &status);
	units = simplify(wide, units);
	*length = ucol_getSortKey(collation->collator, wide, units, NULL, 0);
	uint8_t *key = arena_alloc(arena, (size_t)*length);
	ucol_getSortKey(collation->collator, wide, units, key, *length);
	return key;
}

const char *collation_key(struct collation *collation, struct arena *arena, const char *nom,
			  const char *prenoms)
{
	int32_t first_length, second_length;
	uint8_t *first = key_of(collation, arena, nom, &first_length);
	uint8_t *second = key_of(collation, arena, prenoms, &second_length);
	int32_t capacity = first_length + second_length;
	uint8_t *merged = arena_alloc(arena, (size_t)capacity + 1);
	ucol_mergeSortkeys(first, first_length, second, second_length, merged, capacity);
	return (const char *)merged;
}

int collation_compare_plain(const char *a, const char *b)
{
	/* The letters come first in a key of ICU; a byte 1 stands before the accents. */
	size_t length = strcspn(a, "\1"), other = strcspn(b, "\1");
	int order = memcmp(a, b, length < other ? length : other);
	return order ? order : (length > other) - (length < other);
}
