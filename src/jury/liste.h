#ifndef JURY_LISTE_H
#define JURY_LISTE_H
/* The dossiers of the lists of a session: who was there, and what is handed over to whom. A list lies open before those who sign it:
 * it says no more of a person than the name and the number of the file. Each gives a document that the caller frees. */

#include "jury/dossier.h"

xmlDoc *liste_emargement(const struct dossiers *dossiers);
xmlDoc *liste_bordereau(const struct dossiers *dossiers);

#endif
