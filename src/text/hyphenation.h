#ifndef TEXT_HYPHENATION_H
#define TEXT_HYPHENATION_H
/* Where words may be divided, by the TeX patterns of French and English. The dictionaries are loaded once, before the workers fork,
 * and only read afterwards. */

#include <stdbool.h>
#include <stddef.h>

struct hyphenation;

/* The dictionaries found in a folder ("/usr/share/hyphen"); one that is not there leaves its language undivided. Never NULL. */
struct hyphenation *hyphenation_open(const char *folder);
void hyphenation_free(struct hyphenation *hyphenation);

/* Set breaks[i] where a hyphen may come before byte i of a UTF-8 word of `length` bytes; returns how many were set, and leaves the
 * others. At least `before` characters (never under 2) stay on the line and `after` (never under 3) go to the next; an elided
 * article ("l’") is not counted. What begins with a capital letter may be a name, which is never divided, nor is what has a digit.
 * `language`: "fr", "fr-FR", "en-US" …; of others, and NULL, nothing is divided. */
size_t hyphenation_word(struct hyphenation *hyphenation, const char *language, const char *word, size_t length, int before,
			int after, bool *breaks);

#endif
