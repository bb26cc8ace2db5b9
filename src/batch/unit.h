#ifndef BATCH_UNIT_H
#define BATCH_UNIT_H
/* What the documents of a kind are about, one by one: the session, its candidates, its parchments. */

#include <stddef.h>

#include "base/arena.h"
#include "jury/deliberation.h"

#define UNIT_NONE      ((size_t)-1)
#define UNIT_ITEM_NONE ((struct unit_item){UNIT_NONE, UNIT_NONE, UNIT_NONE, UNIT_NONE, UNIT_NONE})

enum unit {
	UNIT_SESSION,   /* one */
	UNIT_CANDIDAT,  /* each candidate registered */
	UNIT_TITULAIRE, /* each candidate who holds a bloc, now or from earlier */
	UNIT_PARCHEMIN, /* each parchment */
	UNIT_EPREUVE,   /* each épreuve that a candidate is called to; the candidate alone, who presents only a file */
	UNIT_PREREQUIS, /* each candidate who presents something and whose voie asks for something beforehand */
	UNIT_GRILLE,    /* each bloc that a candidate presents */
	UNIT_VOIE,      /* each voie that has a form of the candidate's file */
	UNIT_COUNT,
};

/* Indexes: the candidate in the minutes' order, and of that candidate the parchment, the épreuve; the bloc, and the voie, in the
 * référentiel's; UNIT_NONE: none. */
struct unit_item {
	size_t candidat, parchemin, bloc, voie, epreuve;
};

/* How many there are; `items` (may be NULL) receives them, in their order. */
size_t unit_list(const struct deliberation *deliberation, enum unit unit, struct unit_item *items);

/* The path of a document of this kind in the session's folder: "pv.pdf", "resultats/C01.pdf". In the arena. */
const char *unit_path(const struct deliberation *deliberation, enum unit unit, const struct unit_item *item,
		      const char *kind, struct arena *arena);

#endif
