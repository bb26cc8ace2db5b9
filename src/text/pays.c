#include "text/pays.h"

#include <string.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "base/arena.h"

#define LONGEST_NAME 128

/* Where ICU knows no name, gives the successor's, or one that no civil register writes. */
static const struct {
	const char *code, *nom;
} others[] = {
	{"BUR", "Birmanie"},
	{"COD", "République démocratique du Congo"},
	{"COG", "République du Congo"},
	{"CSK", "Tchécoslovaquie"},
	{"DDR", "République démocratique allemande"},
	{"HKG", "Hong Kong"},
	{"MAC", "Macao"},
	{"MMR", "Birmanie"},
	{"PSE", "Palestine"},
	{"SCG", "Serbie-et-Monténégro"},
	{"SUN", "Union soviétique"},
	{"XKX", "Kosovo"},
	{"YUG", "Yougoslavie"},
	{"ZAR", "Zaïre"},
};

static bool is_code(const char *text)
{
	return strlen(text) == 3 && strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

const char *pays_nom(struct arena *arena, const char *alpha3)
{
	if (!alpha3 || !is_code(alpha3))
		return NULL;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strcmp(others[i].code, alpha3) == 0)
			return others[i].nom;
	UChar wide[LONGEST_NAME];
	char name[LONGEST_NAME * 3 + 1];
	UErrorCode status = U_ZERO_ERROR;
	/* ICU takes the three letters as well as the two. */
	const char *locale = arena_printf(arena, "und_%s", alpha3);
	int32_t length = uloc_getDisplayCountry(locale, "fr", wide, LONGEST_NAME, &status);
	/* A warning of ICU: there was nothing to show but the code. */
	if (status != U_ZERO_ERROR)
		return NULL;
	u_strToUTF8(name, sizeof name, NULL, wide, length, &status);
	return U_SUCCESS(status) ? arena_strdup(arena, name) : NULL;
}
