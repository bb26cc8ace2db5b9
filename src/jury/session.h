#ifndef JURY_SESSION_H
#define JURY_SESSION_H
/* One jury session: who sat, who was evaluated, what was found, as read from an element of urn:parchemin:session:1. Nothing is
 * decided here. Made once by session_load in an arena, const from then on, ended with its arena. It borrows its source, which
 * must live as long. Strings are UTF-8, white space collapsed; NULL is what the file does not say. Places are those of the
 * elements; the place of an attribute is asked of the source. */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/message.h"
#include "base/place.h"
#include "jury/date.h"
#include "jury/vocabulary.h"

struct jury_regles;

struct source;

struct adresse {
	struct place place;
	const char **lignes;
	size_t ligne_count;
	const char *code_postal, *ville, *pays;
};

/* Of anybody: members of the jury have `nom`, candidates `nom_naissance` and `nom_usage`. */
struct identite {
	struct place place;
	const char *civilite, *nom, *nom_naissance, *nom_usage;
	const char **prenoms;
	size_t prenom_count;
	const char *sexe;
	struct {
		struct place place;
		bool given;
		struct date date;                   /* may be partial */
		const char *commune, *insee, *pays; /* pays: ISO 3166 alpha-3 */
	} naissance;
};

struct lien {
	struct place place;
	const char *candidat;
	enum lien_nature nature;
	bool deport; /* stood aside for that candidate */
};

struct membre {
	struct place place;
	const char *id;
	enum role role;
	const char *college; /* NULL: outside parity */
	bool externe, present;
	const char *present_de, *present_a; /* HH:MM */
	const char *designation;
	struct identite identite;
	const char *qualite;
	struct lien *liens;
	size_t lien_count;
};

struct representant {
	struct place place;
	struct identite identite;
	const char *qualite;
};

struct commission {
	struct place place;
	const char *id, *lieu;
	struct date date;
	struct membre *membres;
	size_t membre_count;
};

struct incident {
	struct place place;
	const char *heure, *texte;
};

struct retrait {
	struct place place;
	const char *numero;
	struct date date;
};

struct bloc_acquis {
	struct place place;
	const char *ref, *certificat;
	struct date date;
	const char *edition, *certification; /* of another référentiel; NULL: this one's */
	enum origine origine;
};

struct competence_acquise {
	struct place place;
	const char *ref;
	struct date date;
};

struct prerequis_fait {
	struct place place;
	const char *ref;
	struct date date;
};

struct situation_presentee {
	struct place place;
	const char *ref;
};

struct epreuve {
	struct place place;
	const char *modalite, *lieu, *heure; /* HH:MM, of a convocation */
	struct date date;
	long minutes;          /* 0: not said */
	enum presence present; /* PRESENCE_NON_DITE: present */
};

struct critere_constate {
	struct place place;
	const char *ref;
	enum reponse satisfait;
};

struct competence_jugee {
	struct place place;
	const char *ref;
	enum resultat resultat; /* RESULTAT_ABSENT: none given (E503) */
	const char *commentaire;
	struct critere_constate *criteres;
	size_t critere_count;
};

struct avis_commission {
	struct place place;
	const char *competence;
	enum sens sens;
	const char *texte;
};

struct avis_entreprise {
	struct place place;
	enum sens sens;
	const char *texte;
};

struct evaluation {
	struct place place;
	const char *bloc;       /* NULL in a session of the RS */
	enum presence present;  /* PRESENCE_NON_DITE: present */
	const char *commission; /* id of the commission */
	bool sursis;            /* the decision on this bloc is put off */
	struct {
		struct place place;
		bool given;
		struct date recu_le;
		struct situation_presentee *situations;
		size_t situation_count;
	} dossier;
	struct {
		struct place place;
		bool given;
		struct date date;
		long minutes; /* 0: not said */
		const char *lieu, *heure; /* HH:MM, of a convocation */
		enum presence present;    /* PRESENCE_NON_DITE: present */
	} entretien;
	struct epreuve *epreuves;
	size_t epreuve_count;
	struct competence_jugee *competences;
	size_t competence_count;
	struct avis_commission *avis_commission;
	size_t avis_commission_count;
	struct avis_entreprise *avis_entreprise; /* NULL: none */
};

struct candidat {
	struct place place;
	const char *id;
	const char *voie;
	enum presence present;
	enum vise vise;      /* VISE_ABSENT: the certification */
	bool capitalisation; /* demande="capitalisation" */
	bool sursis;         /* an evaluation, hence the certification, is put off */
	struct identite identite;
	struct adresse *adresse; /* NULL: none */
	const char *organisme, *accompagnateur;
	const char *amenagement; /* on that person's convocation only, never elsewhere */
	struct prerequis_fait *prerequis;
	size_t prerequis_count;
	struct bloc_acquis *blocs_acquis;
	size_t bloc_acquis_count;
	struct competence_acquise *competences_acquises;
	size_t competence_acquise_count;
	struct {
		struct place place;
		bool given;
		struct date date;
		const char *certificat;
	} certification_acquise;
	struct evaluation *evaluations;
	size_t evaluation_count;
	struct {
		struct place place;
		bool given;
		struct date constatee_le, observations_recueillies_le;
		const char *texte;
	} fraude;
	const char *recommandation;
};

struct session {
	struct place place;
	const struct source *source;
	const char *id, *referentiel, *edition;
	long revision; /* from 1 */
	bool specimen;
	const char *suite_de; /* the session whose jury this one goes on from */

	struct {
		struct place place;
		bool given;
		enum motif_nature nature;
		const char *texte;
	} motif;
	struct retrait *retraits;
	size_t retrait_count;

	struct {
		struct place place;
		const char *nom, *ville;
	} centre;

	struct {
		struct place place;
		struct date date;
		const char *debut, *fin, *lieu; /* HH:MM */
		struct date delivrance;         /* {0}: the deliberation's date */
		struct date pv_signe_le;
		enum statut statut;
	} deliberation;

	struct place jury_place;
	struct membre *membres;
	size_t membre_count;
	struct representant *representants;
	size_t representant_count;
	struct commission *commissions;
	size_t commission_count;
	struct incident *incidents;
	size_t incident_count;

	struct place candidats_place;
	struct candidat *candidats;
	size_t candidat_count;
};

/* Read a session that has passed the schema. Faults go to messages; NULL only when the root is not a session. */
const struct session *session_load(const struct source *source, struct arena *arena,
				   struct messages *messages);

/* Borrow what an id names, ignoring case; NULL when nothing has it, or when the id is NULL. */
const struct candidat *session_find_candidat(const struct session *session, const char *id);
const struct commission *session_find_commission(const struct session *session, const char *id);

/* The candidate's evaluation of a bloc (NULL: the RS's only one); NULL when there is none. */
const struct evaluation *candidat_find_evaluation(const struct candidat *candidat,
						  const char *bloc);
const struct competence_jugee *evaluation_find_competence(const struct evaluation *evaluation,
							  const char *ref);

/* The tie that a member declares with a candidate, or NULL. */
const struct lien *membre_find_lien(const struct membre *membre, const char *candidat);

/* The day of delivery: deliberation/@delivrance, else the deliberation's. */
struct date session_delivrance(const struct session *session);

/* The college of rank i, borrowed, NULL after the last: those that the référentiel names; where it asks for parity alone,
 * those of the members who have a voice, each once. */
const char *session_college(const struct session *session, const struct jury_regles *regles, size_t i);

#endif
