#ifndef JURY_NUMERO_H
#define JURY_NUMERO_H
/* The number of a parchment: <CERTIFIER>-<SESSION>-<CANDIDATE>-<BLOC or T>-<KK> in capitals, KK the check digits of
 * ISO 7064 MOD 97-10 over the characters before it without hyphens and dots (A = 10 … Z = 35). It needs no counter and
 * no clock: the same decision has the same number on every machine, and two typing faults in a row show. */

#include <stdbool.h>

struct arena;

/* What stands in the place of the bloc on the parchment of the whole certification. No bloc may have this id. */
#define NUMERO_CERTIFICATION "T"

/* The number for these ids (any case; they are made capitals), owned by the arena. */
const char *numero_make(struct arena *arena, const char *certificateur, const char *session,
			const char *candidat, const char *bloc);

/* True when the text looks like one of our numbers: capitals, digits, dots and hyphens, four parts or more that are not
 * empty, then two digits. An id may itself hold hyphens (session 2026-014), so there may be more parts. */
bool numero_shape(const char *text);

/* True when it has the shape and its check digits are right. */
bool numero_valid(const char *text);

#endif
