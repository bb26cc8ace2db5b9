#ifndef JURY_PREPARATION_H
#define JURY_PREPARATION_H
/* What the documents before a session are made from: who presents what, by which voie, when and where; the référentiel's wording
 * in full. It is added to the minutes in memory, as an element `preparation`, and never written to deliberation.xml: it holds the
 * arrangements for a disability, which only the convocation of that person may show. */

#include "jury/deliberation.h"
#include "jury/dossier.h"

/* Does the candidate present this bloc? As registered; where nothing is registered for who aims at the certification, every bloc
 * that is not held yet. */
bool preparation_presents(const struct candidat_decide *decide, const struct bloc_decide *bloc);

/* The modality of the nth épreuve (from 0) that the candidate is called to, and its bloc; NULL: there are no more. */
const struct modalite *preparation_epreuve(const struct candidat_decide *decide, size_t n, const struct bloc_decide **of);

/* Is there a form of the candidate's file for this voie? */
bool preparation_has_trame(const struct referentiel *referentiel, const struct voie *voie);

/* Add it to the minutes of this deliberation. */
void preparation_add(xmlDoc *minute, const struct deliberation *deliberation);

/* The dossiers, over minutes to which it was added; indexes are those of the deliberation. Each gives a document that the caller
 * frees. */
xmlDoc *preparation_grille(const struct dossiers *dossiers, size_t candidat, size_t bloc);
/* To one épreuve; past the last, to none: the jury examines the file alone. */
xmlDoc *preparation_convocation(const struct dossiers *dossiers, size_t candidat, size_t epreuve);
xmlDoc *preparation_prerequis(const struct dossiers *dossiers, size_t candidat);
/* Take the arrangements for a disability out of a dossier that has been printed, before it is embedded. */
void preparation_conceal(xmlDoc *dossier);

xmlDoc *preparation_trame(const struct dossiers *dossiers, size_t voie);

#endif
