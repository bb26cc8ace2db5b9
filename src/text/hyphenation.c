#include "text/hyphenation.h"

#include <glib.h>
#include <hyphen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"

/* Longer words are left whole: no language that we divide has any. */
#define WORD_LIMIT 96

static const struct {
	const char *tag; /* lower case; the first that the language begins with counts */
	const char *file;
} dictionaries[] = {
	{"fr", "hyph_fr.dic"},
	{"en-us", "hyph_en_US.dic"},
	{"en", "hyph_en_GB.dic"},
};

#define DICTIONARIES (sizeof(dictionaries) / sizeof(*dictionaries))

/* A dictionary is read when a text first needs it: most runs need one language, or none. */
struct hyphenation {
	char *folder;
	HyphenDict *dictionary[DICTIONARIES]; /* NULL: not installed, or not wanted yet */
	bool tried[DICTIONARIES];
};

struct hyphenation *hyphenation_open(const char *folder)
{
	struct hyphenation *hyphenation = memory_alloc(sizeof(*hyphenation));

	*hyphenation = (struct hyphenation){.folder = memory_strdup(folder)};
	return hyphenation;
}

static HyphenDict *load_dictionary(struct hyphenation *hyphenation, size_t i)
{
	char path[PATH_MAX];

	if (hyphenation->tried[i])
		return hyphenation->dictionary[i];
	hyphenation->tried[i] = true;
	if (snprintf(path, sizeof(path), "%s/%s", hyphenation->folder, dictionaries[i].file) >=
	    (int)sizeof(path))
		return NULL;
	HyphenDict *dictionary = hnj_hyphen_load(path);

	if (dictionary && !dictionary->utf8) {
		hnj_hyphen_free(dictionary);
		dictionary = NULL;
	}
	hyphenation->dictionary[i] = dictionary;
	return dictionary;
}

void hyphenation_free(struct hyphenation *hyphenation)
{
	if (!hyphenation)
		return;
	for (size_t i = 0; i < DICTIONARIES; i++)
		if (hyphenation->dictionary[i])
			hnj_hyphen_free(hyphenation->dictionary[i]);
	free(hyphenation->folder);
	free(hyphenation);
}

static HyphenDict *find_dictionary(struct hyphenation *hyphenation, const char *language)
{
	for (size_t i = 0; language && i < DICTIONARIES; i++) {
		size_t length = strlen(dictionaries[i].tag);

		if (strncasecmp(language, dictionaries[i].tag, length) == 0 &&
		    (!language[length] || language[length] == '-' || language[length] == '_'))
			return load_dictionary(hyphenation, i);
	}
	return NULL;
}

/* All letters or marks, the first no capital, in at most WORD_LIMIT bytes of valid UTF-8. */
static bool divisible(const char *word, size_t length)
{
	const char *end = word + length;

	if (length == 0 || length > WORD_LIMIT || !g_utf8_validate_len(word, length, NULL))
		return false;
	if (g_unichar_isupper(g_utf8_get_char(word)) || g_unichar_istitle(g_utf8_get_char(word)))
		return false;
	for (const char *p = word; p < end; p = g_utf8_next_char(p))
		if (!g_unichar_isalpha(g_utf8_get_char(p)) && !g_unichar_ismark(g_utf8_get_char(p)))
			return false;
	return true;
}

static size_t divide(HyphenDict *dictionary, const char *word, size_t length, int before, int after,
		     bool *breaks)
{
	char hyphens[WORD_LIMIT + 8] = {0}, copy[WORD_LIMIT + 1];
	char **replacement = NULL;
	int *position = NULL, *cut = NULL;
	long characters = g_utf8_strlen(word, (gssize)length);
	size_t count = 0;

	if (!divisible(word, length) || characters < before + after)
		return 0;
	/* libhyphen reads on, and writes on, until a NUL whatever length it is given. */
	memcpy(copy, word, length);
	copy[length] = '\0';
	if (hnj_hyphen_hyphenate2(dictionary, copy, (int)length, hyphens, NULL, &replacement,
				  &position, &cut) != 0)
		return 0;
	/* hyphens[i] is odd where a hyphen may follow character i. */
	for (long i = before - 1; i < characters - after; i++) {
		if (!(hyphens[i] & 1) || (replacement && replacement[i]))
			continue;
		breaks[g_utf8_offset_to_pointer(word, i + 1) - word] = true;
		count++;
	}
	for (size_t i = 0; replacement && i < length; i++)
		free(replacement[i]);
	free(replacement);
	free(position);
	free(cut);
	return count;
}

/* The length of an apostrophe at p, or 0. */
static size_t apostrophe(const char *p, const char *end)
{
	if (*p == '\'')
		return 1;
	return end - p >= 3 && memcmp(p, "’", 3) == 0 ? 3 : 0;
}

size_t hyphenation_word(struct hyphenation *hyphenation, const char *language, const char *word,
			size_t length, int before, int after, bool *breaks)
{
	HyphenDict *dictionary = find_dictionary(hyphenation, language);
	const char *end = word + length, *part = word;
	size_t count = 0;

	before = before < 2 ? 2 : before;
	after = after < 3 ? 3 : after;
	for (const char *p = word; dictionary && p <= end; p++) {
		size_t mark = p < end ? apostrophe(p, end) : 0;

		if (p < end && !mark)
			continue;
		count += divide(dictionary, part, (size_t)(p - part), before, after,
				breaks + (part - word));
		part = p + mark;
		p += mark ? mark - 1 : 0;
	}
	return count;
}
