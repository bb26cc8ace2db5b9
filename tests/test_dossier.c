#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <libxml/parser.h>

#include "base/buffer.h"
#include "decision.h"
#include "input/writer.h"
#include "jury/certificateur.h"
#include "jury/dossier.h"
#include "jury/element.h"
#include "jury/minute.h"
#include "jury/numero.h"

/* A session with all that must not be mixed up: three people, a tie with one of them, a withdrawn parchment of each of two,
 * a ground and an incident that name somebody, arrangements, addresses. */
struct scene {
	struct arena *arena;
	struct referentiel referentiel;
	struct candidat *candidats;
	struct session session;
	const struct deliberation *deliberation;
	xmlDoc *minute;
	struct dossiers *dossiers;
};

static struct lien ties[] = {
	{ .candidat = "K1", .nature = LIEN_TUTEUR, .deport = true },
	{ .candidat = "K3", .nature = LIEN_FORMATEUR },
};

static struct membre members[] = {
	{ .id = "M1", .role = ROLE_PRESIDENT, .college = "employeurs", .externe = true,
	  .present = true, .identite = { .nom = "Présidente" }, .qualite = "Relieuse" },
	{ .id = "M2", .role = ROLE_MEMBRE, .college = "salaries", .present = true,
	  .identite = { .nom = "Membre" }, .liens = ties, .lien_count = 2 },
	{ .id = "M3", .role = ROLE_SUPPLEANT, .college = "salaries",
	  .identite = { .nom = "Suppléant" } },
	{ .id = "M4", .role = ROLE_SECRETAIRE, .present = true, .identite = { .nom = "Greffe" } },
};

static struct representant certifier_there = { .identite = { .nom = "Ferreira" },
					       .qualite = "Chargée de certification" };
static struct incident power_cut = { .heure = "14:20", .texte = "Retard de Benali" };
static const char *const_lines[] = { "1, rue de la Paix" };
static struct adresse home = { .lignes = const_lines, .ligne_count = 1, .code_postal = "42000",
			       .ville = "Ici" };
static const char *first_names[] = { "Noé", "Léa" };
static struct critere criteria[] = { { .id = "B1.C2.1", .libelle = "Applique la fiche" } };
static struct critere_constate missed[] = { { .ref = "b1.c2.1", .satisfait = REPONSE_NON } };

static void add_person(struct scene *scene, size_t index, const char *id, const char *nom,
		       const char *evaluations)
{
	struct candidat *candidat = &scene->candidats[index];
	*candidat = candidat_of(scene->arena, &scene->referentiel,
				&(struct cas){ .evaluations = evaluations, .voie = "vae" });
	candidat->id = id;
	candidat->identite.nom_naissance = nom;
	candidat->identite.prenoms = first_names;
	candidat->identite.prenom_count = 2;
	candidat->identite.naissance.given = true;
	candidat->identite.naissance.date = day("1990-01-31");
	candidat->identite.naissance.pays = "BEL";
	candidat->identite.naissance.insee = "99131";
	candidat->adresse = &home;
	candidat->accompagnateur = "Conseil & Cie";
	candidat->amenagement = "Tiers temps";
	candidat->recommandation = "Écrire < et \"lire\"\n& relire";
}

static void add_history(struct scene *scene)
{
	static struct retrait withdrawn[2];
	struct session *session = &scene->session;
	withdrawn[0].numero = numero_make(scene->arena, "cpne", "2026-014", "K1", "B1");
	withdrawn[1].numero = "CPNE-2026-014-K2-T-00";
	session->revision = 2;
	session->motif.given = true;
	session->motif.nature = MOTIF_ERREUR_MATERIELLE;
	session->motif.texte = "Nom de Benali mal écrit";
	session->retraits = withdrawn;
	session->retrait_count = 2;
}

static struct scene open_scene(size_t extra)
{
	struct scene scene = { .arena = arena_new(), .referentiel = referentiel_of_blocs() };
	four_competences[1].criteres = criteria;
	four_competences[1].critere_count = 1;
	scene.candidats = arena_array(scene.arena, 3 + extra, sizeof *scene.candidats);
	add_person(&scene, 0, "K3", "Zola", "-,-");
	add_person(&scene, 1, "K1", "Abelard", "aai,aai");
	add_person(&scene, 2, "K2", "Benali", "ani,aai");
	for (size_t i = 0; i < extra; i++)
		add_person(&scene, 3 + i, arena_printf(scene.arena, "X%zu", i), "Martin", "aai,nni");
	scene.candidats[0].present = PRESENCE_EXCUSE;
	struct competence_jugee *jugee = &scene.candidats[2].evaluations[0].competences[1];
	jugee->commentaire = "La fiche n'est pas appliquée";
	jugee->criteres = missed;
	jugee->critere_count = 1;
	static struct avis_commission avis[] = { { .competence = "B1.C2", .sens = SENS_FAVORABLE,
						   .texte = "Avis de la commission" } };
	scene.candidats[2].evaluations[0].avis_commission = avis;
	scene.candidats[2].evaluations[0].avis_commission_count = 1;
	scene.session = session_of(NULL, scene.candidats, 3 + extra);
	scene.session.membres = members;
	scene.session.membre_count = sizeof members / sizeof *members;
	scene.session.representants = &certifier_there;
	scene.session.representant_count = 1;
	scene.session.incidents = &power_cut;
	scene.session.incident_count = 1;
	add_history(&scene);
	return scene;
}

static void decide_scene(struct scene *scene, const struct certificateur *certificateur,
			 const struct minute_options *options)
{
	scene->deliberation =
		deliberation_decide(&scene->referentiel, &scene->session, scene->arena);
	scene->minute = minute_write(scene->deliberation, certificateur, options);
	scene->dossiers = dossier_open(scene->minute);
	assert_non_null(scene->dossiers);
}

static void close_scene(struct scene *scene)
{
	dossier_close(scene->dossiers);
	xmlFreeDoc(scene->minute);
	arena_free(scene->arena);
}

/* The document's text, in the arena; frees the document. */
static const char *text_of(struct scene *scene, xmlDoc *document)
{
	struct buffer buffer = {0};
	writer_document(document, &buffer);
	const char *text = arena_strndup(scene->arena, buffer.data, buffer.length);
	buffer_free(&buffer);
	xmlFreeDoc(document);
	return text;
}

static void holds(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("\"%s\" is missing from %s", part, text);
}

static void lacks(const char *text, const char *part)
{
	if (strstr(text, part))
		fail_msg("\"%s\" stands in %s", part, text);
}

static size_t index_of(const struct scene *scene, const char *id)
{
	for (size_t i = 0; i < dossier_candidat_count(scene->dossiers); i++)
		if (strcmp(dossier_candidat_id(scene->dossiers, i), id) == 0)
			return i;
	fail_msg("no candidate %s", id);
	return 0;
}

static void test_order(void **state)
{
	(void)state;
	struct scene scene = open_scene(0);
	decide_scene(&scene, NULL, NULL);
	assert_int_equal(dossier_candidat_count(scene.dossiers), 3);
	assert_string_equal(dossier_candidat_id(scene.dossiers, 0), "K1");
	assert_string_equal(dossier_candidat_id(scene.dossiers, 1), "K2");
	assert_string_equal(dossier_candidat_id(scene.dossiers, 2), "K3");
	assert_int_equal(dossier_parchemin_count(scene.dossiers, 0), 3);
	assert_string_equal(dossier_parchemin_bloc(scene.dossiers, 0, 0), "B1");
	assert_string_equal(dossier_parchemin_bloc(scene.dossiers, 0, 2), "");
	assert_int_equal(dossier_parchemin_count(scene.dossiers, 1), 1);
	assert_string_equal(dossier_parchemin_bloc(scene.dossiers, 1, 0), "B2");
	assert_int_equal(dossier_parchemin_count(scene.dossiers, 2), 0);
	close_scene(&scene);
}

static void test_pv(void **state)
{
	(void)state;
	struct scene scene = open_scene(0);
	decide_scene(&scene, NULL, NULL);
	const char *text = text_of(&scene, dossier_pv(scene.dossiers));
	static const char *const wanted[] = {
		"kind=\"pv\"", "Abelard", "Benali", "Zola", "Nom de Benali mal écrit",
		"Retard de Benali", "Avis de la commission", "ecart=\"oui\"",
		"<deport candidat=\"K1\" nature=\"tuteur\" nom=\"Abelard\" prenom=\"Noé\"/>",
		"<lien candidat=\"K3\" nature=\"formateur\" evalue=\"non\" nom=\"Zola\" prenom=\"Noé\"/>",
		/* The suppléant who stayed away and the secretary do not sit. */
		"<jury membres=\"2\" presents=\"2\" externes=\"1\" paritaire=\"sans\">",
		"inscrits=\"3\" presents=\"2\" absents=\"0\" excuses=\"1\"",
		"CPNE-2026-014-K2-T-00", "Applique la fiche", "pays-nom=\"Belgique\"",
	};
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		holds(text, wanted[i]);
	static const char *const unwanted[] = { "Tiers temps", "rue de la Paix", "Conseil",
						"99131", "empreinte" };
	for (size_t i = 0; i < sizeof unwanted / sizeof *unwanted; i++)
		lacks(text, unwanted[i]);
	close_scene(&scene);
}

static void test_resultats(void **state)
{
	(void)state;
	struct scene scene = open_scene(0);
	decide_scene(&scene, NULL, NULL);
	const char *text =
		text_of(&scene, dossier_resultats(scene.dossiers, index_of(&scene, "K2")));
	static const char *const wanted[] = {
		"kind=\"resultats\"", "Benali", "rue de la Paix", "Conseil &amp; Cie",
		"La fiche n'est pas appliquée", "<libelle>Applique la fiche</libelle>",
		"voie-libelle=\"Acquis &amp; &quot;expérience&quot;\"", "vae=\"oui\"", "Contrôler",
		"<motif nature=\"erreur-materielle\"/>", "CPNE-2026-014-K2-T-00",
		"etat=\"non-valide\"", "Écrire &lt; et \"lire\"\n&amp; relire",
	};
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		holds(text, wanted[i]);
	static const char *const unwanted[] = {
		"Abelard", "Zola", "Présidente", "Membre", "Tiers temps", "99131", "mal écrit",
		"Retard", "Avis de la commission", "avis-commission", "ecart", "-K1-",
	};
	for (size_t i = 0; i < sizeof unwanted / sizeof *unwanted; i++)
		lacks(text, unwanted[i]);
	close_scene(&scene);
}

static void test_parchemin_bloc(void **state)
{
	(void)state;
	struct scene scene = open_scene(0);
	scene.session.deliberation.pv_signe_le = day("2026-06-15");
	scene.session.deliberation.delivrance = day("2026-06-20");
	decide_scene(&scene, NULL, NULL);
	size_t who = index_of(&scene, "K1");
	const char *text = text_of(&scene, dossier_parchemin(scene.dossiers, who, 0));
	const char *numero = dossier_parchemin_numero(scene.dossiers, who, 0);
	holds(text, arena_printf(scene.arena, "annule-et-remplace=\"%s\"", numero));
	holds(text, arena_printf(scene.arena, "empreinte=\"%s\"",
				 dossier_empreinte(scene.dossiers, who)));
	static const char *const wanted[] = {
		"kind=\"parchemin\"", "Abelard", "objet=\"bloc\"", "bloc=\"B1\"", "Organisation",
		"<enonce>Planifier</enonce>", "date=\"2026-06-12\"", "delivrance=\"2026-06-20\"",
		"lieu=\"Saint-Étienne\"", "signature=\"oui\"", "pays-nom=\"Belgique\"",
	};
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		holds(text, wanted[i]);
	/* How it was obtained is nobody's business. */
	static const char *const unwanted[] = {
		"Benali", "Zola", "Présidente", "Tiers temps", "rue de la Paix", "Transmission",
		"voie", "resultat", "entretien", "motif", "retrait", "relire", "B2", "pv-numero",
	};
	for (size_t i = 0; i < sizeof unwanted / sizeof *unwanted; i++)
		lacks(text, unwanted[i]);
	close_scene(&scene);
}

static void test_parchemin_certification(void **state)
{
	(void)state;
	struct scene scene = open_scene(0);
	decide_scene(&scene, NULL, NULL);
	const char *text = text_of(
		&scene, dossier_parchemin(scene.dossiers, index_of(&scene, "K1"), 2));
	holds(text, "objet=\"certification\"");
	holds(text, "Organisation");
	holds(text, "Transmission");
	holds(text, "signature=\"non\"");
	lacks(text, "annule-et-remplace");
	lacks(text, "<enonce>");
	lacks(text, "Benali");
	close_scene(&scene);
}

static void test_direct(void **state)
{
	(void)state;
	struct scene scene = { .arena = arena_new(), .referentiel = referentiel_direct() };
	struct candidat candidat = candidat_of(scene.arena, &scene.referentiel,
					       &(struct cas){ .evaluations = "aaaa" });
	scene.session = session_of(NULL, &candidat, 1);
	decide_scene(&scene, NULL, NULL);
	const char *letter = text_of(&scene, dossier_resultats(scene.dossiers, 0));
	holds(letter, "<competence ref=\"B2.C2\" resultat=\"acquise\" acquise-le=\"2026-06-12\">"
		      "<enonce>Évaluer</enonce></competence>");
	lacks(letter, "<bloc");
	const char *parchment = text_of(&scene, dossier_parchemin(scene.dossiers, 0, 0));
	holds(parchment, "<competence ref=\"B1.C1\"><enonce>Planifier</enonce></competence>");
	lacks(text_of(&scene, dossier_pv(scene.dossiers)), "<bloc");
	close_scene(&scene);
}

/* What the référentiel says of a damaged statement reaches the documents, which mark it. */
static void test_damaged_statement(void **state)
{
	(void)state;
	struct competence damaged[2] = { four_competences[2], four_competences[3] };
	struct bloc blocs[2] = { two_blocs[0], two_blocs[1] };
	struct scene scene = { .arena = arena_new(), .referentiel = referentiel_of_blocs() };
	damaged[1].etat = COMPETENCE_TRONQUEE;
	blocs[1].competences = damaged;
	scene.referentiel.blocs = blocs;
	struct candidat candidat = candidat_of(scene.arena, &scene.referentiel,
					       &(struct cas){ .evaluations = "aa,aa" });
	scene.session = session_of(NULL, &candidat, 1);
	decide_scene(&scene, NULL, NULL);
	const char *letter = text_of(&scene, dossier_resultats(scene.dossiers, 0));
	holds(letter, "<enonce>Montrer</enonce>");
	holds(letter, "<enonce etat=\"tronquee\">Évaluer</enonce>");
	close_scene(&scene);
}

static void test_settings(void **state)
{
	(void)state;
	struct scene scene = open_scene(0);
	struct signataire signataire = { .qualite = "La présidente", .nom = "Océane Lefèvre",
					 .signature = "signature.png" };
	struct certificateur settings = { .id = "cpne", .couleur_principale = "#1f3a5f",
					  .signataire = &signataire };
	settings.logo.href = "logo.png";
	settings.rattrapage = "Téléphonez.";
	settings.recours = "Écrivez à la présidente.";
	scene.referentiel.rattrapage = "Attendez.";
	scene.referentiel.recours.texte = "Écrivez au jury.";
	scene.referentiel.recours.delai.text = "P2M";
	settings.seda.given = true;
	settings.seda.accord = "ACCORD";
	const struct minute_image images[] = {
		{ "signature.png", "image/png", "\xFFPNG", 4 },
		{ "logo.png", "image/png", "Many hands", 10 },
	};
	decide_scene(&scene, &settings,
		     &(struct minute_options){ .projet = true, .images = images, .image_count = 2 });
	const char *parchment = text_of(&scene, dossier_parchemin(scene.dossiers, 0, 0));
	holds(parchment, "<logo href=\"logo.png\"/>");
	/* The minutes are not signed: no facsimile. */
	holds(parchment, "<signataire qualite=\"La présidente\" nom=\"Océane Lefèvre\"/>");
	holds(parchment, "projet=\"oui\"");
	lacks(parchment, "ACCORD");
	/* Its wording goes before the référentiel's, whose delay holds where it gives none. */
	const char *letter = text_of(&scene, dossier_resultats(scene.dossiers, 0));
	holds(letter, "<rattrapage>Téléphonez.</rattrapage>");
	holds(letter, "<recours delai=\"P2M\">Écrivez à la présidente.</recours>");
	const char *minute = text_of(&scene, xmlCopyDoc(scene.minute, 1));
	holds(minute, "<logo href=\"logo.png\" type=\"image/png\">TWFueSBoYW5kcw==</logo>");
	holds(minute, ">/1BORw==</signataire>");
	holds(minute, "accord=\"ACCORD\"");
	lacks(minute, "Tiers temps");
	close_scene(&scene);
}

/* What is read again from the file gives the same documents and the same digests. */
static void test_read_again(void **state)
{
	(void)state;
	struct scene scene = open_scene(5);
	decide_scene(&scene, NULL, NULL);
	struct buffer file = {0};
	writer_document(scene.minute, &file);
	xmlDoc *again = xmlReadMemory(file.data, (int)file.length, "deliberation.xml", NULL,
				      XML_PARSE_NONET);
	buffer_free(&file);
	assert_non_null(again);
	struct dossiers *reread = dossier_open(again);
	assert_non_null(reread);
	assert_string_equal(text_of(&scene, dossier_pv(scene.dossiers)),
			    text_of(&scene, dossier_pv(reread)));
	for (size_t i = 0; i < dossier_candidat_count(reread); i++) {
		assert_string_equal(dossier_empreinte(scene.dossiers, i),
				    dossier_empreinte(reread, i));
		assert_string_equal(text_of(&scene, dossier_resultats(scene.dossiers, i)),
				    text_of(&scene, dossier_resultats(reread, i)));
		for (size_t j = 0; j < dossier_parchemin_count(reread, i); j++)
			assert_string_equal(
				text_of(&scene, dossier_parchemin(scene.dossiers, i, j)),
				text_of(&scene, dossier_parchemin(reread, i, j)));
	}
	dossier_close(reread);
	xmlFreeDoc(again);
	close_scene(&scene);
}

/* A digest is of one person's decision: another's comment does not touch it. */
static void test_empreinte(void **state)
{
	(void)state;
	struct scene one = open_scene(0), other = open_scene(0);
	other.candidats[2].recommandation = "Autre chose";
	decide_scene(&one, NULL, NULL);
	decide_scene(&other, NULL, NULL);
	for (size_t i = 0; i < 3; i++) {
		const char *was = dossier_empreinte(one.dossiers, i);
		const char *is = dossier_empreinte(other.dossiers, i);
		assert_int_equal(strlen(was), DIGEST_LENGTH);
		if (strcmp(dossier_candidat_id(one.dossiers, i), "K2") == 0)
			assert_string_not_equal(was, is);
		else
			assert_string_equal(was, is);
	}
	close_scene(&one);
	close_scene(&other);
}

/* A dossier of one person is the same in a small session and in a large one. */
static void test_constant(void **state)
{
	(void)state;
	struct scene small = open_scene(0), large = open_scene(200);
	decide_scene(&small, NULL, NULL);
	decide_scene(&large, NULL, NULL);
	size_t a = index_of(&small, "K1"), b = index_of(&large, "K1");
	assert_string_equal(text_of(&small, dossier_resultats(small.dossiers, a)),
			    text_of(&large, dossier_resultats(large.dossiers, b)));
	assert_string_equal(text_of(&small, dossier_parchemin(small.dossiers, a, 0)),
			    text_of(&large, dossier_parchemin(large.dossiers, b, 0)));
	close_scene(&small);
	close_scene(&large);
}

static void take_all(struct dossiers *dossiers)
{
	xmlFreeDoc(dossier_pv(dossiers));
	for (size_t i = 0; i < dossier_candidat_count(dossiers); i++) {
		assert_int_equal(strlen(dossier_empreinte(dossiers, i)), DIGEST_LENGTH);
		xmlFreeDoc(dossier_resultats(dossiers, i));
		for (size_t j = 0; j < dossier_parchemin_count(dossiers, i); j++)
			xmlFreeDoc(dossier_parchemin(dossiers, i, j));
	}
}

/* A file that was tampered with gives other documents, or none; never a crash. */
static void test_tampered(void **state)
{
	(void)state;
	static const char marks[] = "<>\"'=/ x&-";
	struct scene scene = open_scene(0);
	decide_scene(&scene, NULL, NULL);
	struct buffer file = {0};
	writer_document(scene.minute, &file);
	unsigned generator = 7;
	size_t opened = 0;
	for (int i = 0; i < 600; i++) {
		char *copy = arena_strndup(scene.arena, file.data, file.length);
		for (int j = 0; j <= i % 3; j++) {
			generator = generator * 1664525u + 1013904223u;
			copy[(generator >> 8) % file.length] =
				marks[(generator >> 4) % (sizeof marks - 1)];
		}
		xmlDoc *document = xmlReadMemory(copy, (int)file.length, "tampered.xml", NULL,
						 XML_PARSE_NONET | XML_PARSE_RECOVER |
							 XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
		struct dossiers *dossiers = document ? dossier_open(document) : NULL;
		opened += dossiers != NULL;
		if (dossiers)
			take_all(dossiers);
		dossier_close(dossiers);
		xmlFreeDoc(document);
	}
	assert_in_range(opened, 100, 600);
	buffer_free(&file);
	close_scene(&scene);
}

static void test_not_a_minute(void **state)
{
	(void)state;
	static const char *const others[] = {
		"<deliberation/>",
		"<deliberation xmlns='urn:parchemin:deliberation:1'/>",
		"<session xmlns='urn:parchemin:deliberation:1'/>",
		"<deliberation xmlns='urn:x'><certification/><session/><candidats/></deliberation>",
	};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		xmlDoc *document = xmlReadMemory(others[i], (int)strlen(others[i]), "x.xml", NULL,
						 XML_PARSE_NONET);
		assert_null(dossier_open(document));
		xmlFreeDoc(document);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_pv),
		cmocka_unit_test(test_resultats),
		cmocka_unit_test(test_parchemin_bloc),
		cmocka_unit_test(test_parchemin_certification),
		cmocka_unit_test(test_direct),
		cmocka_unit_test(test_damaged_statement),
		cmocka_unit_test(test_settings),
		cmocka_unit_test(test_read_again),
		cmocka_unit_test(test_empreinte),
		cmocka_unit_test(test_constant),
		cmocka_unit_test(test_tampered),
		cmocka_unit_test(test_not_a_minute),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
