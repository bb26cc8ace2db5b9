#ifndef TESTS_DECISION_H
#define TESTS_DECISION_H
/* A small référentiel and candidates made from a few characters, for the tests of the decision and of the dossiers.
 *
 * What the jury found is written by bloc, with commas between: one letter for each competence (a acquise, n non-acquise,
 * e non-evaluee, . none), after them i (interview held) or x (convened to it, absent), before them ! (absent from the
 * evaluation) or ~ (put off); "-" is a bloc that was not evaluated. "aai,-" is bloc B1 acquired with an interview. */

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "jury/deliberation.h"

#define BLOCS 2

struct cas {
	const char *jour, *voie, *evaluations;
	enum presence present;
	enum vise vise;
	bool capitalisation;
	const char *acquis[BLOCS];   /* the day when the bloc was acquired earlier */
	const char *competences[2];  /* the day when B1.C1 and B1.C2 were acquired earlier */
	const char *delivree;	     /* the day when the certification was delivered */
};

static struct date day(const char *text)
{
	struct date date = {0};
	if (text)
		date_parse(text, &date);
	return date;
}

static struct duration duration(const char *text)
{
	struct duration result = {0};
	date_parse_duration(text, &result);
	return result;
}

static struct competence four_competences[] = {
	{ .id = "B1.C1", .enonce = "Planifier" }, { .id = "B1.C2", .enonce = "Contrôler" },
	{ .id = "B2.C1", .enonce = "Montrer" },	  { .id = "B2.C2", .enonce = "Évaluer" },
};

static struct bloc two_blocs[] = {
	{ .id = "B1", .numero = "1", .intitule = "Organisation",
	  .competences = four_competences, .competence_count = 2 },
	{ .id = "B2", .numero = "2", .intitule = "Transmission",
	  .competences = four_competences + 2, .competence_count = 2 },
};

static struct referentiel_certificateur certifier = { .id = "cpne", .raison_sociale = "CPNE",
						      .ville = "Saint-Étienne" };

static struct voie three_voies[] = {
	{ .code = "formation", .libelle = "Formation" },
	{ .code = "vae", .libelle = "Acquis & \"expérience\"", .vae = true },
	{ .code = "directe", .libelle = "Sans entretien" },
};

static struct correspondance old_edition[] = {
	{ .edition = "2019", .bloc = "Z9", .vers = "B1" },
};

static struct referentiel referentiel_of_blocs(void)
{
	three_voies[0].entretien.given = true;
	three_voies[0].entretien.obligatoire_depuis = day("2023-07-01");
	three_voies[1].entretien.given = true;
	three_voies[1].entretien.obligatoire = true;
	struct referentiel referentiel = {
		.id = "cqp", .edition = "2026", .type = "CQP", .repertoire = REPERTOIRE_RNCP,
		.intitule = "Relieur", .blocs = two_blocs, .bloc_count = BLOCS,
		.voies = three_voies, .voie_count = 3, .certificateurs = &certifier,
		.certificateur_count = 1, .correspondances = old_edition,
		.correspondance_count = 1,
	};
	referentiel.validite.blocs = duration("illimitee");
	referentiel.validite.competences = duration("P24M");
	return referentiel;
}

/* Of the Répertoire spécifique: four competences, no bloc. */
static struct referentiel referentiel_direct(void)
{
	struct referentiel referentiel = referentiel_of_blocs();
	referentiel.repertoire = REPERTOIRE_RS;
	referentiel.blocs = NULL;
	referentiel.bloc_count = 0;
	referentiel.direct.competences = four_competences;
	referentiel.direct.competence_count = 4;
	return referentiel;
}

static const char *read_competence(const char *text, struct competence_jugee *jugee, const char *id)
{
	*jugee = (struct competence_jugee){ .ref = id };
	jugee->resultat = *text == 'a'   ? RESULTAT_ACQUISE
			  : *text == 'n' ? RESULTAT_NON_ACQUISE
			  : *text == 'e' ? RESULTAT_NON_EVALUEE
					 : RESULTAT_ABSENT;
	return text + 1;
}

/* One evaluation of the bloc; returns what stands behind its comma. */
static const char *read_evaluation(struct arena *arena, const char *text, const struct bloc *bloc,
				   struct candidat *candidat)
{
	if (*text == '-')
		return text[1] ? text + 2 : text + 1;
	struct evaluation *evaluation = &candidat->evaluations[candidat->evaluation_count++];
	evaluation->bloc = bloc->id;
	evaluation->present = *text == '!' ? PRESENCE_ABSENT : PRESENCE_NON_DITE;
	evaluation->sursis = *text == '~';
	text += *text == '!' || *text == '~';
	evaluation->competences = arena_array(arena, bloc->competence_count,
					      sizeof *evaluation->competences);
	for (size_t i = 0; i < bloc->competence_count && strchr("ane.", *text) && *text; i++)
		text = read_competence(text,
				       &evaluation->competences[evaluation->competence_count++],
				       bloc->competences[i].id);
	if (*text == 'i' || *text == 'x') {
		evaluation->entretien.given = true;
		evaluation->entretien.present = *text == 'x' ? PRESENCE_ABSENT : PRESENCE_OUI;
		text++;
	}
	return *text == ',' ? text + 1 : text;
}

static void read_earlier(struct arena *arena, const struct cas *cas, struct candidat *candidat)
{
	static const char *const ids[] = { "B1.C1", "B1.C2" };
	candidat->blocs_acquis = arena_array(arena, BLOCS, sizeof *candidat->blocs_acquis);
	candidat->competences_acquises =
		arena_array(arena, 2, sizeof *candidat->competences_acquises);
	for (size_t i = 0; i < BLOCS; i++)
		if (cas->acquis[i])
			candidat->blocs_acquis[candidat->bloc_acquis_count++] =
				(struct bloc_acquis){ .ref = two_blocs[i].id,
						      .date = day(cas->acquis[i]) };
	for (size_t i = 0; i < 2; i++)
		if (cas->competences[i])
			candidat->competences_acquises[candidat->competence_acquise_count++] =
				(struct competence_acquise){ .ref = ids[i],
							     .date = day(cas->competences[i]) };
	candidat->certification_acquise.given = cas->delivree;
	candidat->certification_acquise.date = day(cas->delivree);
}

static struct candidat candidat_of(struct arena *arena, const struct referentiel *referentiel,
				   const struct cas *cas)
{
	struct candidat candidat = { .id = "C1", .voie = cas->voie ? cas->voie : "directe",
				     .present = cas->present ? cas->present : PRESENCE_OUI,
				     .vise = cas->vise, .capitalisation = cas->capitalisation };
	candidat.identite.nom_naissance = "Étienne";
	candidat.evaluations = arena_array(arena, BLOCS, sizeof *candidat.evaluations);
	const char *text = cas->evaluations ? cas->evaluations : "";
	if (referentiel->bloc_count == 0 && *text)
		read_evaluation(arena, text, &referentiel->direct, &candidat);
	for (size_t i = 0; i < referentiel->bloc_count && *text; i++)
		text = read_evaluation(arena, text, &referentiel->blocs[i], &candidat);
	candidat.sursis = candidat.evaluation_count > 0;
	for (size_t i = 0; i < candidat.evaluation_count; i++)
		candidat.sursis = candidat.sursis && candidat.evaluations[i].sursis;
	read_earlier(arena, cas, &candidat);
	return candidat;
}

static struct session session_of(const char *jour, struct candidat *candidats, size_t count)
{
	struct session session = { .id = "2026-014", .referentiel = "cqp", .edition = "2026",
				   .revision = 1, .candidats = candidats,
				   .candidat_count = count };
	session.deliberation.date = day(jour ? jour : "2026-06-12");
	session.deliberation.statut = STATUT_CLOSE;
	session.deliberation.lieu = "Lyon";
	return session;
}

#endif
