#ifndef JURY_REFERENTIEL_H
#define JURY_REFERENTIEL_H
/* A référentiel: what a certification is made of, and its rules, as read from an element of urn:parchemin:referentiel:1. Made
 * once by referentiel_load in an arena, const from then on, ended with its arena. It borrows its source, which must live as
 * long. Strings are UTF-8, white space collapsed; NULL is what the file does not say. Places are those of the elements. */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/message.h"
#include "base/place.h"
#include "jury/date.h"
#include "jury/vocabulary.h"

struct source;

struct signataire {
	struct place place;
	const char *qualite, *nom;
	const char *signature; /* path of a picture, in the certifier's file only */
};

struct referentiel_certificateur {
	struct place place;
	const char *id, *raison_sociale, *ville;
	struct signataire *signataire; /* NULL: none */
};

struct enregistrement {
	struct place place;
	const char *code;
	struct date decision, echeance, derniere_delivrance;
};

struct part {
	bool given;
	long numerator, denominator; /* denominator 0: the numerator is a number of persons */
	const char *text;            /* as written: "50%", "1/3", "2" */
};

struct jury_regles {
	struct place place;
	bool given;       /* false: there is no such element, hence no rule */
	long membres_min; /* 0: no rule */
	struct part externes_min;
	bool president, paritaire, mixte;
	const char **colleges; /* the colleges that must be there */
	size_t college_count;
};

struct prerequis {
	struct place place;
	const char *id, *texte;
};

struct voie {
	struct place place;
	const char *code, *libelle, *cdc;
	bool vae;
	struct prerequis *prerequis;
	size_t prerequis_count;
	struct {
		struct place place;
		bool given;
		const char *sigle, *libelle;
	} dossier;
	struct {
		struct place place;
		bool given;       /* false: this voie has no interview */
		bool obligatoire; /* always part of the exam */
		struct date
			obligatoire_depuis; /* part of the exam from this day; before it, only if the file did not suffice */
		long minutes; /* per bloc; 0: not said */
	} entretien;
};

struct situation {
	struct place place;
	const char *id, *libelle;
	enum situation_choix choix;
};

struct modalite {
	struct place place;
	const char *id, *libelle;
	enum modalite_type type;
	const char **voies; /* only for these voies; none named: for all */
	size_t voie_count;
	const char **competences; /* covers only these; none named: all of its bloc */
	size_t competence_count;
	long minutes; /* 0: not said */
	enum situation_choix
		choix; /* alternative: one of those of its bloc and voie marked so is enough */
	long situations_requises; /* how many the candidate presents; 0: no rule */
	struct situation *situations;
	size_t situation_count;
};

struct critere {
	struct place place;
	const char *id, *libelle;
	enum rubrique rubrique;
};

struct competence {
	struct place place;
	const char *id, *enonce;
	enum competence_etat etat;
	const char **conditions;
	size_t condition_count;
	const char **resultats_attendus;
	size_t resultat_attendu_count;
	struct critere *criteres;
	size_t critere_count;
};

struct bloc {
	struct place place;
	const char *id, *numero, *intitule, *activite;
	const char **connaissances;
	size_t connaissance_count;
	struct modalite *modalites;
	size_t modalite_count;
	struct competence *competences;
	size_t competence_count;
};

struct correspondance {
	struct place place;
	const char *certification, *edition, *bloc; /* from: certification NULL: this one */
	const char *vers;                           /* the bloc here that it counts for */
};

struct referentiel {
	struct place place;
	const struct source *source;
	const char *id, *edition;
	long competences_annoncees; /* -1: not said */

	/* certification */
	struct place certification_place;
	const char *type; /* CQP CQPM CQPI TITRE DIPLOME CERTIFICATION */
	enum repertoire repertoire;
	enum attribution attribution;
	const char *intitule;
	struct enregistrement *enregistrement; /* NULL: not in the source */
	struct {
		struct place place;
		bool given;
		const char *national, *europeen;
	} niveau;
	struct {
		struct place place;
		bool given;
		const char *code, *libelle;
	} nsf;
	struct {
		struct place place;
		bool given;
		const char *sigle, *libelle;
	} certificat_bloc;
	struct referentiel_certificateur *certificateurs;
	size_t certificateur_count;
	struct {
		struct place place;
		struct duration blocs, competences, certification;
	} validite;
	const char *rattrapage;
	struct {
		struct place place;
		bool given;
		struct duration delai;
		const char *texte;
	} recours;

	struct jury_regles jury;

	struct place voies_place;
	enum { AVIS_ENTREPRISE_NON, AVIS_ENTREPRISE_HORS_VAE, AVIS_ENTREPRISE_OUI } avis_entreprise;
	struct voie *voies;
	size_t voie_count;

	/* Blocs in the file's order. A référentiel of the RS has none: its competences and modalities stand in `direct`, a bloc
	 * without id, numero or intitule. Elsewhere `direct` is empty. */
	struct bloc *blocs;
	size_t bloc_count;
	struct bloc direct;

	struct correspondance *correspondances;
	size_t correspondance_count;
};

/* Read a référentiel that has passed the schema. Faults go to messages; NULL only when the root is not a référentiel. */
const struct referentiel *referentiel_load(const struct source *source, struct arena *arena,
					   struct messages *messages);

/* Borrow what an id names, ignoring case; NULL when nothing has it, or when the id is NULL. */
const struct bloc *referentiel_find_bloc(const struct referentiel *referentiel, const char *id);
const struct voie *referentiel_find_voie(const struct referentiel *referentiel, const char *code);
/* Looks into every bloc and `direct`; `bloc` (may be NULL) receives the one that holds it. */
const struct competence *referentiel_find_competence(const struct referentiel *referentiel,
						     const char *id, const struct bloc **bloc);
const struct modalite *referentiel_find_modalite(const struct referentiel *referentiel,
						 const char *id, const struct bloc **bloc);
const struct competence *bloc_find_competence(const struct bloc *bloc, const char *id);
const struct modalite *bloc_find_modalite(const struct bloc *bloc, const char *id);
const struct critere *competence_find_critere(const struct competence *competence, const char *id);
const struct situation *modalite_find_situation(const struct modalite *modalite, const char *id);
const struct prerequis *voie_find_prerequis(const struct voie *voie, const char *id);

/* Does the modality concern candidates of this voie? */
bool modalite_for_voie(const struct modalite *modalite, const struct voie *voie);

/* Does the modality cover this competence of its bloc? */
bool modalite_covers(const struct modalite *modalite, const char *competence);

/* Is the interview of this voie part of the exam on the day of deliberation (obligatoire, or obligatoire-depuis reached)? */
bool voie_entretien_obligatoire(const struct voie *voie, struct date day);

#endif
