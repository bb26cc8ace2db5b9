#ifndef TEXT_CASING_H
#define TEXT_CASING_H
/* Names as they are printed: the family name in capitals that keep their accents, the typewriter's
 * apostrophe as a real one. Texts are UTF-8 and belong to the arena; bytes that are not UTF-8 stay
 * as they are. */

struct arena;

/* Capitals with their accents, by Unicode's full mapping: é → É, ÿ → Ÿ, œ → Œ, ß → SS, ŉ → ʼN. */
const char *casing_upper(struct arena *arena, const char *text);

/* What is typed for an apostrophe, ' (U+0027), ʼ (U+02BC) or ‘ (U+2018), becomes ’ (U+2019); nothing else changes. For
 * names only: it knows nothing of quotations. */
const char *casing_apostrophe(struct arena *arena, const char *name);

/* A family name: both of the above. d'Hérouville → D’HÉROUVILLE. */
const char *casing_nom(struct arena *arena, const char *name);

#endif
