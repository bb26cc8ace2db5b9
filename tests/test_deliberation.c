#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "decision.h"
#include "jury/numero.h"

/* One row of the decision tables: what is expected is the state of each bloc, of the certification, the sentence, and the
 * objects of the parchments. */
struct row {
	const char *title;
	struct cas cas;
	const char *blocs, *certification, *decision, *parchemins;
};

static const struct row rows[] = {
	/* Blocs, each by the first state that holds. */
	{ "every competence acquired", { .evaluations = "aa,-", .vise = VISE_BLOCS },
	  "valide non-presente", "partielle", "Réussite totale aux blocs présentés", "B1" },
	{ "one competence missing", { .evaluations = "an,-", .vise = VISE_BLOCS },
	  "non-valide non-presente", "non-obtenue", "Aucun bloc validé à cette session", "" },
	{ "not evaluated is not acquired", { .evaluations = "ae,-", .vise = VISE_BLOCS },
	  "non-valide non-presente", "non-obtenue", "Aucun bloc validé à cette session", "" },
	{ "no result is not acquired", { .evaluations = "a.,-", .vise = VISE_BLOCS },
	  "non-valide non-presente", "non-obtenue", "Aucun bloc validé à cette session", "" },
	{ "absent from one evaluation", { .evaluations = "aa,!aa", .vise = VISE_BLOCS },
	  "valide non-presente", "partielle", "Réussite totale aux blocs présentés", "B1" },
	{ "held from earlier, without end", { .evaluations = "-,aa", .acquis = { "1990-01-01" } },
	  "acquis-anterieurement valide", "obtenue", "Certification obtenue", "B2 T" },
	{ "held from the day itself", { .evaluations = "-,aa", .acquis = { "2026-06-12" } },
	  "acquis-anterieurement valide", "obtenue", "Certification obtenue", "B2 T" },
	{ "held from a day to come", { .evaluations = "-,aa", .acquis = { "2026-06-13" } },
	  "non-presente valide", "partielle", "Validation partielle", "B2" },
	{ "held wins over evaluated", { .evaluations = "an,aa", .acquis = { "2024-01-01" } },
	  "acquis-anterieurement valide", "obtenue", "Certification obtenue", "B2 T" },
	{ "put off wins over acquired", { .evaluations = "~aa,aa" },
	  "sursis valide", "sursis", "Décision en sursis", "B2" },

	/* A competence acquired earlier counts for 24 months, the last day included. */
	{ "earlier competence on its last day",
	  { .evaluations = ".a,-", .vise = VISE_BLOCS, .competences = { "2024-06-12" } },
	  "valide non-presente", "partielle", "Réussite totale aux blocs présentés", "B1" },
	{ "earlier competence, a day too late",
	  { .evaluations = ".a,-", .vise = VISE_BLOCS, .competences = { "2024-06-11" } },
	  "non-valide non-presente", "non-obtenue", "Aucun bloc validé à cette session", "" },
	{ "earlier competences, nothing evaluated",
	  { .evaluations = "-,-", .competences = { "2026-01-01", "2026-01-01" } },
	  "non-presente non-presente", "non-obtenue", "Certification non obtenue", "" },

	/* The interview: conditional before 2023-07-01 for the formation, always for the VAE, none for the third voie. */
	{ "interview still conditional",
	  { .jour = "2023-06-30", .voie = "formation", .evaluations = "an,-" },
	  "entretien-requis non-presente", "en-attente", "Décision en attente de l’entretien", "" },
	{ "the file sufficed", { .jour = "2023-06-30", .voie = "formation", .evaluations = "aa,aa" },
	  "valide valide", "obtenue", "Certification obtenue", "B1 B2 T" },
	{ "interview part of the exam from that day",
	  { .jour = "2023-07-01", .voie = "formation", .evaluations = "an,-" },
	  "non-valide non-presente", "non-obtenue", "Certification non obtenue", "" },
	{ "interview held, not enough",
	  { .jour = "2023-06-30", .voie = "formation", .evaluations = "ani,-" },
	  "non-valide non-presente", "non-obtenue", "Certification non obtenue", "" },
	{ "convened to the interview and absent",
	  { .jour = "2023-06-30", .voie = "formation", .evaluations = "anx,-" },
	  "non-valide non-presente", "non-obtenue", "Certification non obtenue", "" },
	{ "VAE: the interview is never conditional",
	  { .jour = "2023-06-30", .voie = "vae", .evaluations = "an,-" },
	  "non-valide non-presente", "non-obtenue", "Certification non obtenue", "" },
	{ "a voie without interview", { .jour = "2023-06-30", .evaluations = "an,-" },
	  "non-valide non-presente", "non-obtenue", "Certification non obtenue", "" },
	{ "a voie that nobody knows", { .voie = "stage", .evaluations = "an,-" },
	  "non-valide non-presente", "non-obtenue", "Certification non obtenue", "" },
	{ "waiting comes before part of the blocs",
	  { .jour = "2023-06-30", .voie = "formation", .evaluations = "an,aa" },
	  "entretien-requis valide", "en-attente", "Décision en attente de l’entretien", "B2" },

	/* The certification, by the first state that holds. */
	{ "absent", { .present = PRESENCE_ABSENT, .evaluations = "-,-" },
	  "non-presente non-presente", "absent", "Absence à l’évaluation", "" },
	{ "absent, yet all is held",
	  { .present = PRESENCE_ABSENT, .evaluations = "-,-", .capitalisation = true,
	    .acquis = { "2020-01-01", "2020-01-01" } },
	  "acquis-anterieurement acquis-anterieurement", "absent", "Absence à l’évaluation", "" },
	{ "excused, whatever is written of an evaluation",
	  { .present = PRESENCE_EXCUSE, .evaluations = "aa,aa" },
	  "non-presente non-presente", "excuse", "Absence excusée à l’évaluation", "" },
	{ "put off", { .evaluations = "~aa,~aa" },
	  "sursis sursis", "sursis", "Décision en sursis", "" },
	{ "all blocs now", { .evaluations = "aa,aa", .vise = VISE_CERTIFICATION },
	  "valide valide", "obtenue", "Certification obtenue", "B1 B2 T" },
	{ "all blocs, though only blocs were aimed at",
	  { .evaluations = "aa,aa", .vise = VISE_BLOCS },
	  "valide valide", "obtenue", "Certification obtenue", "B1 B2 T" },
	{ "half of what was aimed at", { .evaluations = "aa,nn", .vise = VISE_CERTIFICATION },
	  "valide non-valide", "partielle", "Validation partielle", "B1" },
	{ "half of the blocs presented", { .evaluations = "aa,nn", .vise = VISE_BLOCS },
	  "valide non-valide", "partielle", "Réussite partielle aux blocs présentés", "B1" },
	{ "nothing now, a bloc held", { .evaluations = "-,nn", .acquis = { "2020-01-01" } },
	  "acquis-anterieurement non-valide", "non-obtenue", "Certification non obtenue", "" },

	/* Capitalisation (seed 000, 1.2), and what was delivered before. */
	{ "capitalisation",
	  { .evaluations = "-,-", .capitalisation = true, .acquis = { "2020-01-01", "2021-01-01" } },
	  "acquis-anterieurement acquis-anterieurement", "obtenue",
	  "Certification obtenue par capitalisation", "T" },
	{ "capitalisation of less than all",
	  { .evaluations = "-,-", .capitalisation = true, .acquis = { "2020-01-01" } },
	  "acquis-anterieurement non-presente", "non-obtenue", "Certification non obtenue", "" },
	{ "capitalisation of what was delivered",
	  { .evaluations = "-,-", .capitalisation = true, .delivree = "2022-01-01",
	    .acquis = { "2020-01-01", "2021-01-01" } },
	  "acquis-anterieurement acquis-anterieurement", "obtenue",
	  "Certification déjà délivrée", "" },
	{ "all held, not asked for",
	  { .evaluations = "-,-", .acquis = { "2020-01-01", "2021-01-01" } },
	  "acquis-anterieurement acquis-anterieurement", "obtenue", "Certification obtenue", "" },
};

/* Of the RS: one pseudo-bloc, no bloc parchment. */
static const struct row direct_rows[] = {
	{ "RS: every competence", { .evaluations = "aaaa" },
	  "valide", "obtenue", "Certification obtenue", "T" },
	{ "RS: one missing", { .evaluations = "aaan" },
	  "non-valide", "non-obtenue", "Certification non obtenue", "" },
	{ "RS: one from earlier", { .evaluations = ".aaa", .competences = { "2025-01-01" } },
	  "valide", "obtenue", "Certification obtenue", "T" },
	{ "RS: one from too early", { .evaluations = ".aaa", .competences = { "2020-01-01" } },
	  "non-valide", "non-obtenue", "Certification non obtenue", "" },
	{ "RS: delivered before", { .evaluations = "aaaa", .delivree = "2025-01-01" },
	  "valide", "obtenue", "Certification déjà délivrée", "" },
	{ "RS: interview still conditional",
	  { .jour = "2023-06-30", .voie = "formation", .evaluations = "aaan" },
	  "entretien-requis", "en-attente", "Décision en attente de l’entretien", "" },
	{ "RS: absent", { .present = PRESENCE_ABSENT },
	  "non-presente", "absent", "Absence à l’évaluation", "" },
	{ "RS: put off", { .evaluations = "~aaaa" }, "sursis", "sursis", "Décision en sursis", "" },
	{ "RS: a bloc held elsewhere changes nothing",
	  { .evaluations = "aaan", .acquis = { "2025-01-01" } },
	  "non-valide", "non-obtenue", "Certification non obtenue", "" },
};

/* Not registered: no parchment for a bloc. */
static const struct row unregistered_rows[] = {
	{ "unregistered: all blocs", { .evaluations = "aa,aa" },
	  "valide valide", "obtenue", "Certification obtenue", "T" },
	{ "unregistered: one bloc", { .evaluations = "aa,nn" },
	  "valide non-valide", "partielle", "Validation partielle", "" },
};

static const char *states_of(struct arena *arena, const struct candidat_decide *candidat)
{
	const char *text = "";
	for (size_t i = 0; i < candidat->bloc_count; i++)
		text = arena_printf(arena, "%s%s%s", text, i ? " " : "",
				    deliberation_bloc_etat(candidat->blocs[i].etat));
	return text;
}

static const char *objects_of(struct arena *arena, const struct candidat_decide *candidat)
{
	const char *text = "";
	for (size_t i = 0; i < candidat->parchemin_count; i++) {
		const struct parchemin *parchemin = &candidat->parchemins[i];
		const char *object = parchemin->bloc ? parchemin->bloc->bloc->id : "T";
		assert_string_equal(parchemin->numero,
				    numero_make(arena, "cpne", "2026-014", "C1", object));
		text = arena_printf(arena, "%s%s%s", text, i ? " " : "", object);
	}
	return text;
}

static void check_text(const struct row *row, const char *is, const char *expected)
{
	if (strcmp(is, expected) != 0)
		fail_msg("%s: \"%s\", expected \"%s\"", row->title, is, expected);
}

static void check_rows(const struct referentiel *referentiel, const struct row *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct row *row = &list[i];
		struct arena *arena = arena_new();
		struct candidat candidat = candidat_of(arena, referentiel, &row->cas);
		struct session session = session_of(row->cas.jour, &candidat, 1);
		const struct deliberation *deliberation =
			deliberation_decide(referentiel, &session, arena);
		const struct candidat_decide *decided = &deliberation->candidats[0];
		check_text(row, states_of(arena, decided), row->blocs);
		check_text(row, deliberation_certification_etat(decided->certification),
			   row->certification);
		check_text(row, decided->decision, row->decision);
		check_text(row, objects_of(arena, decided), row->parchemins);
		assert_int_equal(deliberation->parchemin_count, decided->parchemin_count);
		assert_int_equal(deliberation->certifications[decided->certification], 1);
		arena_free(arena);
	}
}

static void test_blocs(void **state)
{
	(void)state;
	struct referentiel referentiel = referentiel_of_blocs();
	check_rows(&referentiel, rows, sizeof rows / sizeof *rows);
}

static void test_direct(void **state)
{
	(void)state;
	struct referentiel referentiel = referentiel_direct();
	check_rows(&referentiel, direct_rows, sizeof direct_rows / sizeof *direct_rows);
}

static void test_unregistered(void **state)
{
	(void)state;
	struct referentiel referentiel = referentiel_of_blocs();
	referentiel.repertoire = REPERTOIRE_AUCUN;
	check_rows(&referentiel, unregistered_rows,
		   sizeof unregistered_rows / sizeof *unregistered_rows);
}

/* Where a bloc holds for five years only. */
static void test_bloc_validity(void **state)
{
	(void)state;
	static const struct row limited[] = {
		{ "the last day", { .evaluations = "-,aa", .acquis = { "2021-06-12" } },
		  "acquis-anterieurement valide", "obtenue", "Certification obtenue", "B2 T" },
		{ "a day too late", { .evaluations = "-,aa", .acquis = { "2021-06-11" } },
		  "non-presente valide", "partielle", "Validation partielle", "B2" },
	};
	struct referentiel referentiel = referentiel_of_blocs();
	referentiel.validite.blocs = duration("P5Y");
	check_rows(&referentiel, limited, sizeof limited / sizeof *limited);
	struct arena *arena = arena_new();
	struct candidat candidat = candidat_of(arena, &referentiel,
					       &(struct cas){ .evaluations = "aa,an" });
	struct session session = session_of(NULL, &candidat, 1);
	const struct candidat_decide *decided =
		&deliberation_decide(&referentiel, &session, arena)->candidats[0];
	assert_int_equal(date_compare(decided->blocs[0].valable_jusqu_au, day("2031-06-12")), 0);
	assert_int_equal(date_compare(decided->parchemins[0].valable_jusqu_au, day("2031-06-12")),
			 0);
	/* A competence of a bloc that is held needs no end of its own; one outside has it. */
	assert_false(date_given(decided->blocs[0].competences[0].valable_jusqu_au));
	assert_int_equal(date_compare(decided->blocs[1].competences[0].valable_jusqu_au,
				      day("2028-06-12")),
			 0);
	arena_free(arena);
}

static const struct {
	struct bloc_acquis acquis;
	const char *bloc; /* NULL: counts for none */
} acquisitions[] = {
	{ { .ref = "B1" }, "B1" },
	{ { .ref = "b2", .edition = "2026", .certification = "cqp" }, "B2" },
	{ { .ref = "B3" }, NULL },
	{ { .ref = "Z9", .edition = "2019" }, "B1" }, /* by the correspondence */
	{ { .ref = "Z9" }, NULL },
	{ { .ref = "B1", .edition = "2019" }, NULL }, /* the same id in another edition is another bloc */
	{ { .ref = "Z9", .edition = "2018" }, NULL },
	{ { .ref = "Z9", .edition = "2019", .certification = "autre" }, NULL },
	{ { .ref = "B1", .certification = "autre" }, NULL },
	{ { .ref = "B1", .certification = "autre", .origine = ORIGINE_EQUIVALENCE }, "B1" },
};

static void test_correspondances(void **state)
{
	(void)state;
	struct referentiel referentiel = referentiel_of_blocs();
	for (size_t i = 0; i < sizeof acquisitions / sizeof *acquisitions; i++) {
		const struct bloc *bloc =
			deliberation_bloc_acquis(&referentiel, &acquisitions[i].acquis);
		if (!acquisitions[i].bloc)
			assert_null(bloc);
		else
			assert_string_equal(bloc->id, acquisitions[i].bloc);
	}
}

/* The jury decides; where it departs from the commission, it is seen. */
static void test_commission(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct referentiel referentiel = referentiel_of_blocs();
	struct candidat candidat = candidat_of(arena, &referentiel,
					       &(struct cas){ .evaluations = "an,aa" });
	struct avis_commission avis[] = {
		{ .competence = "B1.C1", .sens = SENS_DEFAVORABLE },
		{ .competence = "B1.C2", .sens = SENS_DEFAVORABLE },
	};
	candidat.evaluations[0].avis_commission = avis;
	candidat.evaluations[0].avis_commission_count = 2;
	struct session session = session_of(NULL, &candidat, 1);
	const struct bloc_decide *bloc =
		deliberation_decide(&referentiel, &session, arena)->candidats[0].blocs;
	assert_int_equal(bloc[0].competences[0].issue, COMPETENCE_ACQUISE);
	assert_true(bloc[0].competences[0].ecart);
	assert_int_equal(bloc[0].competences[1].issue, COMPETENCE_NON_ACQUISE);
	assert_false(bloc[0].competences[1].ecart);
	assert_null(bloc[1].competences[0].avis);
	arena_free(arena);
}

/* A decision that is put off tells no result, not even of one competence. */
static void test_put_off(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct referentiel referentiel = referentiel_of_blocs();
	struct candidat candidat = candidat_of(
		arena, &referentiel,
		&(struct cas){ .evaluations = "~an,aa", .competences = { NULL, "2026-01-05" } });
	struct session session = session_of(NULL, &candidat, 1);
	const struct bloc_decide *bloc =
		deliberation_decide(&referentiel, &session, arena)->candidats[0].blocs;
	assert_int_equal(bloc->etat, BLOC_SURSIS);
	assert_int_equal(bloc->competences[0].issue, COMPETENCE_SANS_RESULTAT);
	assert_null(bloc->competences[0].jugee);
	assert_int_equal(bloc->competences[1].issue, COMPETENCE_ACQUISE_ANTERIEUREMENT);
	assert_false(date_given(bloc->acquis_le));
	arena_free(arena);
}

static void test_withdrawn(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct referentiel referentiel = referentiel_of_blocs();
	struct candidat candidat = candidat_of(arena, &referentiel,
					       &(struct cas){ .evaluations = "aa,aa" });
	struct session session = session_of(NULL, &candidat, 1);
	struct retrait retrait = { .numero = numero_make(arena, "cpne", "2026-014", "C1", "B2") };
	session.revision = 2;
	session.retraits = &retrait;
	session.retrait_count = 1;
	const struct candidat_decide *decided =
		&deliberation_decide(&referentiel, &session, arena)->candidats[0];
	assert_int_equal(decided->parchemin_count, 3);
	assert_false(decided->parchemins[0].remplace);
	assert_true(decided->parchemins[1].remplace);
	assert_false(decided->parchemins[2].remplace);
	arena_free(arena);
}

static void test_empty(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct referentiel referentiel = referentiel_of_blocs();
	struct session session = session_of(NULL, NULL, 0);
	assert_int_equal(deliberation_decide(&referentiel, &session, arena)->candidat_count, 0);
	/* No competence at all (R103): nothing is obtained by default. */
	struct referentiel none = referentiel_direct();
	none.direct.competence_count = 0;
	struct candidat candidat = candidat_of(arena, &none, &(struct cas){ .evaluations = "" });
	struct session alone = session_of(NULL, &candidat, 1);
	assert_int_equal(deliberation_decide(&none, &alone, arena)->candidats[0].certification,
			 CERTIFICATION_NON_OBTENUE);
	arena_free(arena);
}

/* Generated sessions: thousands of candidates by a generator of our own, so that every machine tries the same. */

static unsigned generator = 1;

static unsigned below(unsigned limit)
{
	generator = generator * 1664525u + 1013904223u;
	return (generator >> 16) % limit;
}

static const char *any(const char *const *list, size_t count)
{
	return list[below((unsigned)count)];
}

#define ANY(...) any((const char *const[]){ __VA_ARGS__ }, \
		     sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

static struct candidat random_candidat(struct arena *arena, const struct referentiel *referentiel,
				       size_t index)
{
	struct cas cas = { .voie = ANY("formation", "vae", "directe"),
			   .present = (enum presence)(below(8) ? 1 : 1 + below(3)),
			   .vise = (enum vise)below(3), .capitalisation = !below(6) };
	const char *results[BLOCS];
	for (size_t i = 0; i < BLOCS; i++)
		results[i] = ANY("-", "aa", "aa", "aai", "an", "ani", "na", "ae", "nnx", "~aa",
				 "!..", ".a");
	cas.evaluations = arena_printf(arena, "%s,%s", results[0], results[1]);
	for (size_t i = 0; i < 2; i++) {
		cas.acquis[i] = ANY(NULL, NULL, NULL, "2022-02-28", "2018-01-01");
		cas.competences[i] = ANY(NULL, NULL, "2025-03-31", "2019-01-01");
	}
	cas.delivree = ANY(NULL, NULL, NULL, NULL, "2023-01-01");
	struct candidat candidat = candidat_of(arena, referentiel, &cas);
	candidat.id = arena_printf(arena, "K%03zu", index);
	candidat.identite.nom_naissance =
		ANY("Étienne", "Estève", "Eustache", "d'Hérouville", "Le Goïc", "Zoé", "Çelik");
	return candidat;
}

#define SESSIONS 2000
#define PEOPLE 20

static struct session random_session(struct arena *arena, const struct referentiel *referentiel)
{
	struct candidat *candidats = arena_array(arena, PEOPLE, sizeof *candidats);
	for (size_t i = 0; i < PEOPLE; i++)
		candidats[i] = random_candidat(arena, referentiel, i);
	return session_of(ANY("2023-06-30", "2026-06-12"), candidats, PEOPLE);
}

/* What holds for every decided candidate, said again without the tables. */
static void check_sense(const struct candidat_decide *candidat)
{
	bool present = candidat->candidat->present == PRESENCE_OUI;
	size_t parchments = 0;
	for (size_t i = 0; i < candidat->bloc_count; i++) {
		const struct bloc_decide *bloc = &candidat->blocs[i];
		bool all = true;
		for (size_t j = 0; j < bloc->competence_count; j++)
			all = all && date_given(bloc->competences[j].acquise_le);
		bool decided = bloc->etat == BLOC_VALIDE || bloc->etat == BLOC_NON_VALIDE ||
			       bloc->etat == BLOC_ENTRETIEN_REQUIS;
		if (decided)
			assert_int_equal(bloc->etat == BLOC_VALIDE, all);
		assert_int_equal(bloc->parchemin != NULL, bloc->etat == BLOC_VALIDE);
		if (bloc->etat == BLOC_VALIDE)
			assert_true(present);
		parchments += bloc->parchemin != NULL;
	}
	if (candidat->parchemin_count > parchments) {
		assert_int_equal(candidat->certification, CERTIFICATION_OBTENUE);
		assert_false(candidat->deja_delivree);
		assert_true(parchments || candidat->candidat->capitalisation);
	}
	assert_in_range(candidat->parchemin_count, parchments, parchments + 1);
	for (size_t i = 0; i < candidat->parchemin_count; i++)
		assert_true(numero_valid(candidat->parchemins[i].numero));
}

/* Everything that was decided for one, as a text. */
static const char *summary(struct arena *arena, const struct candidat_decide *candidat)
{
	const char *text = arena_printf(arena, "%s %d %s %s", candidat->candidat->id,
					candidat->certification, candidat->decision,
					states_of(arena, candidat));
	for (size_t i = 0; i < candidat->parchemin_count; i++)
		text = arena_printf(arena, "%s %s", text, candidat->parchemins[i].numero);
	for (size_t i = 0; i < candidat->bloc_count; i++)
		for (size_t j = 0; j < candidat->blocs[i].competence_count; j++)
			text = arena_printf(arena, "%s %d", text,
					    candidat->blocs[i].competences[j].issue);
	return text;
}

static void check_totals(const struct deliberation *deliberation)
{
	size_t certifications = 0, presences = 0;
	for (size_t i = 0; i < CERTIFICATION_ETAT_COUNT; i++)
		certifications += deliberation->certifications[i];
	for (size_t i = 0; i < 3; i++)
		presences += deliberation->presences[i];
	assert_int_equal(certifications, deliberation->candidat_count);
	assert_int_equal(presences, deliberation->candidat_count);
	for (size_t i = 0; i < deliberation->bloc_count; i++) {
		size_t blocs = 0;
		for (size_t j = 0; j < BLOC_ETAT_COUNT; j++)
			blocs += deliberation->blocs[i][j];
		assert_int_equal(blocs, deliberation->candidat_count);
	}
}

static void test_generated_sense(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct referentiel referentiel = referentiel_of_blocs();
	size_t obtained = 0, delivered = 0;
	for (size_t i = 0; i < SESSIONS; i++) {
		arena_reset(arena);
		struct session session = random_session(arena, &referentiel);
		const struct deliberation *deliberation =
			deliberation_decide(&referentiel, &session, arena);
		check_totals(deliberation);
		for (size_t j = 0; j < PEOPLE; j++) {
			check_sense(&deliberation->candidats[j]);
			if (j)
				assert_true(strcmp(deliberation->candidats[j - 1].ordre,
						   deliberation->candidats[j].ordre) <= 0);
		}
		obtained += deliberation->certifications[CERTIFICATION_OBTENUE];
		delivered += deliberation->parchemin_count;
	}
	/* The generator did reach what is worth testing. */
	assert_true(obtained > SESSIONS && delivered > SESSIONS);
	arena_free(arena);
}

static void test_generated_order(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct referentiel referentiel = referentiel_of_blocs();
	for (size_t i = 0; i < SESSIONS; i++) {
		arena_reset(arena);
		struct session session = random_session(arena, &referentiel), shuffled = session;
		shuffled.candidats = arena_array(arena, PEOPLE, sizeof *shuffled.candidats);
		memcpy(shuffled.candidats, session.candidats, PEOPLE * sizeof *session.candidats);
		for (unsigned j = PEOPLE - 1; j > 0; j--) {
			unsigned other = below(j + 1);
			struct candidat kept = shuffled.candidats[j];
			shuffled.candidats[j] = shuffled.candidats[other];
			shuffled.candidats[other] = kept;
		}
		const struct deliberation *one = deliberation_decide(&referentiel, &session, arena);
		const struct deliberation *other =
			deliberation_decide(&referentiel, &shuffled, arena);
		for (size_t j = 0; j < PEOPLE; j++)
			assert_string_equal(summary(arena, &one->candidats[j]),
					    summary(arena, &other->candidats[j]));
	}
	arena_free(arena);
}

/* One result changed changes that candidate and nobody else. */
static void test_generated_change(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct referentiel referentiel = referentiel_of_blocs();
	size_t changes = 0;
	for (size_t i = 0; i < SESSIONS; i++) {
		arena_reset(arena);
		struct session session = random_session(arena, &referentiel);
		const struct deliberation *before =
			deliberation_decide(&referentiel, &session, arena);
		const char *was[PEOPLE];
		for (size_t j = 0; j < PEOPLE; j++)
			was[j] = summary(arena, &before->candidats[j]);
		struct candidat *chosen = &session.candidats[below(PEOPLE)];
		if (!chosen->evaluation_count || !chosen->evaluations[0].competence_count)
			continue;
		struct competence_jugee *jugee = chosen->evaluations[0].competences;
		jugee->resultat = jugee->resultat == RESULTAT_ACQUISE ? RESULTAT_NON_ACQUISE
								      : RESULTAT_ACQUISE;
		const struct deliberation *after =
			deliberation_decide(&referentiel, &session, arena);
		for (size_t j = 0; j < PEOPLE; j++) {
			const char *is = summary(arena, &after->candidats[j]);
			if (after->candidats[j].candidat != chosen)
				assert_string_equal(is, was[j]);
			else
				changes += strcmp(is, was[j]) != 0;
		}
	}
	assert_true(changes > SESSIONS / 4);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_blocs),
		cmocka_unit_test(test_direct),
		cmocka_unit_test(test_unregistered),
		cmocka_unit_test(test_bloc_validity),
		cmocka_unit_test(test_correspondances),
		cmocka_unit_test(test_commission),
		cmocka_unit_test(test_put_off),
		cmocka_unit_test(test_withdrawn),
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_generated_sense),
		cmocka_unit_test(test_generated_order),
		cmocka_unit_test(test_generated_change),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
