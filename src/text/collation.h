#ifndef TEXT_COLLATION_H
#define TEXT_COLLATION_H
/* The French alphabetical order of people, by ICU and independent of the locale: accents and case decide only between
 * names that are otherwise the same, over the family name and the first names together (so two DE SOUZA and one de Souza
 * stand by their first names). Word by word: a hyphen is a space, a space stands before every letter (Martin,
 * Martin-Dupont, Martinez); apostrophes do not count (d'Hérouville between Dherbécourt and Diallo). */

struct arena;
struct collation;

/* The caller frees it. Opening costs some microseconds: open one for a list, not one for a comparison. */
struct collation *collation_open(void);
void collation_close(struct collation *collation);

/* A key of bytes without NUL, NUL-terminated, owned by the arena: strcmp of two keys is the order of the two people. `prenoms`
 * are all first names with spaces between, "" for none. Keys of people of the same names are equal. */
const char *collation_key(struct collation *collation, struct arena *arena, const char *nom,
			  const char *prenoms);

/* The order of two keys, where accents and case make no difference: 0 for DUPRÉ and Dupre. */
int collation_compare_plain(const char *a, const char *b);

#endif
