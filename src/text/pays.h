#ifndef TEXT_PAYS_H
#define TEXT_PAYS_H
/* Names of countries in French, from their ISO 3166 alpha-3 codes. */

struct arena;

/* "BEL" → "Belgique"; owned by the arena or static. States that are gone keep their name (a birth place does not move).
 * NULL for a code that names nothing, and for NULL. */
const char *pays_nom(struct arena *arena, const char *alpha3);

#endif
