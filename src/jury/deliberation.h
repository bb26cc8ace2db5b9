#ifndef JURY_DELIBERATION_H
#define JURY_DELIBERATION_H
/* What a session has decided: for each candidate the state of each bloc, the result of each competence, the state of the
 * certification, and the parchments to be delivered. Decided from a référentiel and a session that passed the rules, and from
 * nothing else: no XML, no I/O, no clock. Made once in an arena, const from then on; borrows the référentiel and the session,
 * which must live as long. Decided also, without a crash, for a session that did not pass the rules.
 *
 * Sources. Seed 000: the CQP's certification principles; seed 003: the CQPM Chargé de ressources humaines; articles are those
 * of the code du travail. */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "jury/date.h"
#include "jury/referentiel.h"
#include "jury/session.h"

/* The result of a competence. `acquise` now wins over an earlier one; an earlier one that is over counts for nothing. */
#define COMPETENCE_ISSUES(W)                                                                       \
	W(COMPETENCE_SANS_RESULTAT, "")                                                            \
	W(COMPETENCE_ACQUISE, "acquise")                                                           \
	W(COMPETENCE_NON_ACQUISE, "non-acquise")                                                   \
	W(COMPETENCE_NON_EVALUEE, "non-evaluee")                                                   \
	W(COMPETENCE_ACQUISE_ANTERIEUREMENT, "acquise-anterieurement")

/* The state of a bloc: the first that holds, in the order of deliberation_decide's comment. */
#define BLOC_ETATS(W)                                                                              \
	W(BLOC_ACQUIS_ANTERIEUREMENT, "acquis-anterieurement")                                     \
	W(BLOC_NON_PRESENTE, "non-presente")                                                       \
	W(BLOC_SURSIS, "sursis")                                                                   \
	W(BLOC_VALIDE, "valide")                                                                   \
	W(BLOC_ENTRETIEN_REQUIS, "entretien-requis")                                               \
	W(BLOC_NON_VALIDE, "non-valide")

/* The state of the certification, in the same order. */
#define CERTIFICATION_ETATS(W)                                                                     \
	W(CERTIFICATION_ABSENT, "absent")                                                          \
	W(CERTIFICATION_EXCUSE, "excuse")                                                          \
	W(CERTIFICATION_SURSIS, "sursis")                                                          \
	W(CERTIFICATION_OBTENUE, "obtenue")                                                        \
	W(CERTIFICATION_EN_ATTENTE, "en-attente")                                                  \
	W(CERTIFICATION_PARTIELLE, "partielle")                                                    \
	W(CERTIFICATION_NON_OBTENUE, "non-obtenue")

#define CONSTANT(name, word) name,
enum competence_issue { COMPETENCE_ISSUES(CONSTANT) COMPETENCE_ISSUE_COUNT };
enum bloc_etat { BLOC_ETATS(CONSTANT) BLOC_ETAT_COUNT };
enum certification_etat { CERTIFICATION_ETATS(CONSTANT) CERTIFICATION_ETAT_COUNT };
#undef CONSTANT

struct competence_decidee {
	const struct competence *competence;
	const struct competence_jugee *jugee; /* what this session says; NULL: nothing */
	const struct avis_commission *avis;   /* what the commission proposed; NULL: nothing */
	bool ecart;                           /* the jury departs from the commission */
	enum competence_issue issue;
	struct date acquise_le; /* {0}: not acquired */
	/* The last day; {0}: no end, or not acquired, or kept by its bloc. */
	struct date valable_jusqu_au;
};

struct parchemin;

struct bloc_decide {
	const struct bloc *bloc;             /* of the référentiel; its `direct` for the RS */
	const struct evaluation *evaluation; /* of this session; NULL: none */
	const struct bloc_acquis *anterieur; /* the earlier acquisition that counts; NULL: none */
	enum bloc_etat etat;
	struct date acquis_le, valable_jusqu_au; /* {0}: not acquired; no end */
	struct date perime_acquis_le, perime_le; /* of one acquired earlier that lapsed, and its last day; {0}: none */
	struct competence_decidee *competences;  /* all of the bloc, in the référentiel's order */
	size_t competence_count;
	const struct parchemin *parchemin; /* delivered now; NULL: none */
};

struct parchemin {
	const char *numero;
	const struct bloc_decide *bloc; /* NULL: the certification */
	struct date valable_jusqu_au;   /* {0}: no end */
	bool remplace; /* it takes the place of one of this number that was withdrawn */
};

struct candidat_decide {
	const struct candidat *candidat;
	const struct voie *voie;   /* NULL: unknown */
	struct bloc_decide *blocs; /* all of the référentiel, in its order; RS: one, of the whole */
	size_t bloc_count;
	size_t presentes, valides; /* blocs evaluated, and valide now */
	enum certification_etat certification;
	bool deja_delivree; /* the certification was delivered earlier and still holds */
	struct date obtenue_le, valable_jusqu_au; /* {0}: not obtained now; no end */
	const char *decision;         /* the sentence, in French, worded by what was aimed at */
	struct parchemin *parchemins; /* blocs in the référentiel's order, then the certification */
	size_t parchemin_count;
	const char *ordre; /* key of the French order of names */
};

struct deliberation {
	const struct referentiel *referentiel;
	const struct session *session;
	bool directe; /* no blocs (RS): each candidate's one bloc is the whole certification */
	struct candidat_decide *candidats; /* in French order of birth names, first names, id */
	size_t candidat_count;
	size_t presences[3];                             /* present, absent, excused */
	size_t certifications[CERTIFICATION_ETAT_COUNT]; /* how many candidates are in each state */
	/* Per bloc of the référentiel (RS: one): how many are in each state, how many were evaluated. */
	size_t (*blocs)[BLOC_ETAT_COUNT];
	size_t *presentes;
	size_t bloc_count;
	size_t parchemin_count;
};

/* Decide. A competence is acquired when it is `acquise` now, or was acquired earlier and is still valid on the day; the jury's
 * result decides, a commission only proposes (seed 003, 4).
 *
 * A bloc is, by the first that holds: acquis-anterieurement, when held from earlier and still valid on the day · non-presente,
 * without evaluation, or absent from it · sursis, when the jury put its decision off · valide, when 100 % of its competences are
 * acquired (seed 000, 1.1) · entretien-requis, when the interview of the voie was still conditional on the day (seed 000, 2.2:
 * part of the exam from 2023-07-01), none was held and the file did not suffice · non-valide otherwise.
 *
 * The certification is, by the first that holds: absent, excuse, sursis as registered · obtenue, when every bloc is valide or
 * held (seed 000, 1.2; seed 003, 4), for the RS when every competence is acquired · en-attente, when a bloc is
 * entretien-requis · partielle, when a bloc is valide now · non-obtenue.
 *
 * Parchments: one per bloc valide now, where the certification is registered in blocs (seed 004, C7); one for the certification
 * when it is obtained now, by a bloc valide now or by capitalisation (seed 000, 1.2). Nothing for what was delivered earlier. */
const struct deliberation *deliberation_decide(const struct referentiel *referentiel,
					       const struct session *session, struct arena *arena);

/* Which bloc of the référentiel an earlier acquisition counts for: its own, or, from another edition or certification, the one
 * that a correspondance names, or the one that an equivalence was granted for. NULL: none. Does not look at validity. */
const struct bloc *deliberation_bloc_acquis(const struct referentiel *referentiel,
					    const struct bloc_acquis *acquis);

/* Was this acquired on or before the day, and is it still valid on it? */
bool deliberation_tient(struct date acquis_le, struct duration validite, struct date jour);

const char *deliberation_competence_issue(enum competence_issue issue);
const char *deliberation_bloc_etat(enum bloc_etat etat);
const char *deliberation_certification_etat(enum certification_etat etat);

#endif
