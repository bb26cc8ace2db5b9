#ifndef JURY_BILAN_H
#define JURY_BILAN_H
/* What a session comes to, in numbers: how many reached what they aimed at, by voie and by aim, how often each bloc was validated,
 * which competences were missed most often. The account leaves the jury's hands: nothing in it may be brought back to a few people.
 * A group of less than five is not told, a rate that would give away one to four people only by its bound; and where one such
 * number could be reckoned from the others and their sum, a second one is held back with it. */

#include "jury/dossier.h"

/* Gives a document that the caller frees. */
xmlDoc *bilan_dossier(const struct dossiers *dossiers);

#endif
