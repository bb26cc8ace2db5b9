#ifndef JURY_CERTIFICATEUR_H
#define JURY_CERTIFICATEUR_H
/* A certifier's own settings (--certificateur): look, addresses, identifiers at the CDC and at the archive, as read from an
 * element of urn:parchemin:certificateur:1. Made once in an arena, const, ended with it; borrows its source. NULL is what the
 * file does not say. */

#include "jury/referentiel.h"
#include "jury/session.h"

struct certificateur {
	struct place place;
	const struct source *source;
	const char *id;
	struct {
		struct place place;
		const char *href,
			*alt; /* href as written, beneath the folder of this file; NULL: no logo */
	} logo;
	struct place couleurs_place;
	const char *couleur_principale, *couleur_secondaire; /* #rrggbb */
	struct adresse *adresse;                             /* NULL: none */
	const char *courriel, *telephone, *site;
	struct signataire *signataire; /* NULL: none; overrides the référentiel's, as the wordings below do */
	const char *rattrapage, *recours;
	const char *recours_delai; /* an ISO 8601 duration */
	struct {
		struct place place;
		bool given;
		const char *id_client, *id_contrat, *nature_deposant;
	} cdc;
	struct {
		struct place place;
		bool given;
		const char *service_archives, *service_versant, *service_producteur, *accord;
		const char *regle_dua, *sort_final, *regle_acces;
	} seda;
};

/* Read a certifier's file that has passed the schema; NULL only when the root is not one. */
const struct certificateur *certificateur_load(const struct source *source, struct arena *arena,
					       struct messages *messages);

#endif
