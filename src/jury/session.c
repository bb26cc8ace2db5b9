#include "jury/session.h"

#include <string.h>
#include <strings.h>

#include "input/reader.h"
#include "jury/adresse.h"
#include "jury/membre.h"
#include "jury/referentiel.h"

static struct date date_of(const struct reader *reader, const xmlNode *node, const char *name)
{
	struct date date;

	date_parse(reader_attribute(reader, node, name), &date);
	return date;
}

static void decision_load(const struct reader *reader, const xmlNode *root, struct session *to)
{
	const xmlNode *node = reader_only(reader, root, "motif");
	struct retrait *retrait;

	if (node) {
		to->motif.given = true;
		to->motif.place = reader_place(reader, node);
		to->motif.nature =
			vocabulary_parse_motif_nature(reader_attribute(reader, node, "nature"));
		to->motif.texte = reader_text(reader, node);
	}
	READER_CHILDREN(reader, root, "retrait", to->retraits, to->retrait_count);
	retrait = to->retraits;
	for (node = reader_first(root, "retrait"); node; node = reader_next(node), retrait++) {
		retrait->place = reader_place(reader, node);
		retrait->numero = reader_attribute(reader, node, "numero");
		retrait->date = date_of(reader, node, "date");
	}
	node = reader_only(reader, root, "centre");
	if (node) {
		to->centre.place = reader_place(reader, node);
		to->centre.nom = reader_child_text(reader, node, "nom");
		to->centre.ville = reader_child_text(reader, node, "ville");
	}
	node = reader_required(reader, root, "deliberation");
	if (node) {
		to->deliberation.place = reader_place(reader, node);
		to->deliberation.date = date_of(reader, node, "date");
		to->deliberation.debut = reader_attribute(reader, node, "debut");
		to->deliberation.fin = reader_attribute(reader, node, "fin");
		to->deliberation.lieu = reader_attribute(reader, node, "lieu");
		to->deliberation.delivrance = date_of(reader, node, "delivrance");
		to->deliberation.pv_signe_le = date_of(reader, node, "pv-signe-le");
		to->deliberation.statut =
			vocabulary_parse_statut(reader_attribute(reader, node, "statut"));
	}
}

static void jury_load(const struct reader *reader, const xmlNode *root, struct session *to)
{
	const xmlNode *node = reader_only(reader, root, "jury"), *child;
	struct representant *representant;
	struct commission *commission;
	struct incident *incident;

	to->jury_place = node ? reader_place(reader, node) : to->place;
	to->membres = membre_load_all(reader, node, &to->membre_count);
	READER_CHILDREN(reader, node, "representant", to->representants, to->representant_count);
	representant = to->representants;
	for (child = reader_first(node, "representant"); child;
	     child = reader_next(child), representant++) {
		representant->place = reader_place(reader, child);
		membre_load_identite(reader, reader_only(reader, child, "identite"),
				     &representant->identite);
		representant->qualite = reader_child_text(reader, child, "qualite");
	}
	READER_CHILDREN(reader, root, "commission", to->commissions, to->commission_count);
	commission = to->commissions;
	for (node = reader_first(root, "commission"); node;
	     node = reader_next(node), commission++) {
		commission->place = reader_place(reader, node);
		commission->id = reader_attribute(reader, node, "id");
		commission->lieu = reader_attribute(reader, node, "lieu");
		commission->date = date_of(reader, node, "date");
		commission->membres = membre_load_all(reader, node, &commission->membre_count);
	}
	READER_CHILDREN(reader, root, "incident", to->incidents, to->incident_count);
	incident = to->incidents;
	for (node = reader_first(root, "incident"); node; node = reader_next(node), incident++) {
		incident->place = reader_place(reader, node);
		incident->heure = reader_attribute(reader, node, "heure");
		incident->texte = reader_text(reader, node);
	}
}

static void preuves_load(const struct reader *reader, const xmlNode *parent, struct evaluation *to)
{
	const xmlNode *node = reader_only(reader, parent, "dossier"), *child;
	struct situation_presentee *situation;
	struct epreuve *epreuve;

	if (node) {
		to->dossier.given = true;
		to->dossier.place = reader_place(reader, node);
		to->dossier.recu_le = date_of(reader, node, "recu-le");
		READER_CHILDREN(reader, node, "situation", to->dossier.situations,
				to->dossier.situation_count);
		situation = to->dossier.situations;
		for (child = reader_first(node, "situation"); child;
		     child = reader_next(child), situation++) {
			situation->place = reader_place(reader, child);
			situation->ref = reader_attribute(reader, child, "ref");
		}
	}
	node = reader_only(reader, parent, "entretien");
	if (node) {
		to->entretien.given = true;
		to->entretien.place = reader_place(reader, node);
		to->entretien.date = date_of(reader, node, "date");
		to->entretien.minutes = reader_number(reader, node, "minutes", 0);
		to->entretien.lieu = reader_attribute(reader, node, "lieu");
		to->entretien.heure = reader_attribute(reader, node, "heure");
		to->entretien.present =
			vocabulary_parse_presence(reader_attribute(reader, node, "present"));
	}
	READER_CHILDREN(reader, parent, "epreuve", to->epreuves, to->epreuve_count);
	epreuve = to->epreuves;
	for (node = reader_first(parent, "epreuve"); node; node = reader_next(node), epreuve++) {
		epreuve->place = reader_place(reader, node);
		epreuve->modalite = reader_attribute(reader, node, "modalite");
		epreuve->lieu = reader_attribute(reader, node, "lieu");
		epreuve->heure = reader_attribute(reader, node, "heure");
		epreuve->date = date_of(reader, node, "date");
		epreuve->minutes = reader_number(reader, node, "minutes", 0);
		epreuve->present =
			vocabulary_parse_presence(reader_attribute(reader, node, "present"));
	}
}

static void competence_load(const struct reader *reader, const xmlNode *parent,
			    struct competence_jugee *to)
{
	const xmlNode *node;
	struct critere_constate *critere;

	to->place = reader_place(reader, parent);
	to->ref = reader_attribute(reader, parent, "ref");
	to->resultat = vocabulary_parse_resultat(reader_attribute(reader, parent, "resultat"));
	to->commentaire = reader_child_text(reader, parent, "commentaire");
	READER_CHILDREN(reader, parent, "critere", to->criteres, to->critere_count);
	critere = to->criteres;
	for (node = reader_first(parent, "critere"); node; node = reader_next(node), critere++) {
		critere->place = reader_place(reader, node);
		critere->ref = reader_attribute(reader, node, "ref");
		critere->satisfait =
			vocabulary_parse_reponse(reader_attribute(reader, node, "satisfait"));
	}
}

static void avis_load(const struct reader *reader, const xmlNode *parent, struct evaluation *to)
{
	const xmlNode *node = reader_only(reader, parent, "avis-entreprise");
	struct avis_commission *avis;

	if (node) {
		to->avis_entreprise = arena_alloc(reader->arena, sizeof(*to->avis_entreprise));
		to->avis_entreprise->place = reader_place(reader, node);
		to->avis_entreprise->sens =
			vocabulary_parse_sens(reader_attribute(reader, node, "sens"));
		to->avis_entreprise->texte = reader_text(reader, node);
	}
	READER_CHILDREN(reader, parent, "avis-commission", to->avis_commission,
			to->avis_commission_count);
	avis = to->avis_commission;
	for (node = reader_first(parent, "avis-commission"); node;
	     node = reader_next(node), avis++) {
		avis->place = reader_place(reader, node);
		avis->competence = reader_attribute(reader, node, "competence");
		avis->sens = vocabulary_parse_sens(reader_attribute(reader, node, "sens"));
		avis->texte = reader_text(reader, node);
	}
}

static void evaluation_load(const struct reader *reader, const xmlNode *parent,
			    struct evaluation *to)
{
	const xmlNode *node;
	struct competence_jugee *competence;

	to->place = reader_place(reader, parent);
	to->bloc = reader_attribute(reader, parent, "bloc");
	to->present = vocabulary_parse_presence(reader_attribute(reader, parent, "present"));
	to->commission = reader_attribute(reader, parent, "commission");
	to->sursis = reader_oui(reader, parent, "sursis");
	preuves_load(reader, parent, to);
	READER_CHILDREN(reader, parent, "competence", to->competences, to->competence_count);
	competence = to->competences;
	for (node = reader_first(parent, "competence"); node; node = reader_next(node))
		competence_load(reader, node, competence++);
	avis_load(reader, parent, to);
}

static void acquis_load(const struct reader *reader, const xmlNode *parent, struct candidat *to)
{
	const xmlNode *node;
	struct bloc_acquis *bloc;
	struct competence_acquise *competence;

	READER_CHILDREN(reader, parent, "bloc-acquis", to->blocs_acquis, to->bloc_acquis_count);
	bloc = to->blocs_acquis;
	for (node = reader_first(parent, "bloc-acquis"); node; node = reader_next(node), bloc++) {
		bloc->place = reader_place(reader, node);
		bloc->ref = reader_attribute(reader, node, "ref");
		bloc->date = date_of(reader, node, "date");
		bloc->certificat = reader_attribute(reader, node, "certificat");
		bloc->edition = reader_attribute(reader, node, "edition");
		bloc->certification = reader_attribute(reader, node, "certification");
		bloc->origine = vocabulary_parse_origine(reader_attribute(reader, node, "origine"));
	}
	READER_CHILDREN(reader, parent, "competence-acquise", to->competences_acquises,
			to->competence_acquise_count);
	competence = to->competences_acquises;
	for (node = reader_first(parent, "competence-acquise"); node;
	     node = reader_next(node), competence++) {
		competence->place = reader_place(reader, node);
		competence->ref = reader_attribute(reader, node, "ref");
		competence->date = date_of(reader, node, "date");
	}
	node = reader_only(reader, parent, "certification-acquise");
	if (node) {
		to->certification_acquise.given = true;
		to->certification_acquise.place = reader_place(reader, node);
		to->certification_acquise.date = date_of(reader, node, "date");
		to->certification_acquise.certificat = reader_attribute(reader, node, "certificat");
	}
}

static void person_load(const struct reader *reader, const xmlNode *parent, struct candidat *to)
{
	const xmlNode *node;
	struct prerequis_fait *prerequis;

	to->identite.place = to->place;
	membre_load_identite(reader, reader_only(reader, parent, "identite"), &to->identite);
	to->adresse = adresse_load(reader, reader_only(reader, parent, "adresse"));
	to->organisme = reader_child_text(reader, parent, "organisme");
	to->accompagnateur = reader_child_text(reader, parent, "accompagnateur");
	to->amenagement = reader_child_text(reader, parent, "amenagement");
	to->recommandation = reader_child_text(reader, parent, "recommandation");
	READER_CHILDREN(reader, parent, "prerequis", to->prerequis, to->prerequis_count);
	prerequis = to->prerequis;
	for (node = reader_first(parent, "prerequis"); node;
	     node = reader_next(node), prerequis++) {
		prerequis->place = reader_place(reader, node);
		prerequis->ref = reader_attribute(reader, node, "ref");
		prerequis->date = date_of(reader, node, "date");
	}
	node = reader_only(reader, parent, "fraude");
	if (node) {
		to->fraude.given = true;
		to->fraude.place = reader_place(reader, node);
		to->fraude.constatee_le = date_of(reader, node, "constatee-le");
		to->fraude.observations_recueillies_le =
			date_of(reader, node, "observations-recueillies-le");
		to->fraude.texte = reader_text(reader, node);
	}
}

static void candidat_load(const struct reader *reader, const xmlNode *parent, struct candidat *to)
{
	const xmlNode *node;
	struct evaluation *evaluation;

	to->place = reader_place(reader, parent);
	to->id = reader_attribute(reader, parent, "id");
	to->voie = reader_attribute(reader, parent, "voie");
	to->present = vocabulary_parse_presence(reader_attribute(reader, parent, "present"));
	to->vise = vocabulary_parse_vise(reader_attribute(reader, parent, "vise"));
	to->capitalisation = reader_attribute(reader, parent, "demande") != NULL;
	person_load(reader, parent, to);
	acquis_load(reader, parent, to);
	READER_CHILDREN(reader, parent, "evaluation", to->evaluations, to->evaluation_count);
	evaluation = to->evaluations;
	for (node = reader_first(parent, "evaluation"); node;
	     node = reader_next(node), evaluation++) {
		evaluation_load(reader, node, evaluation);
		to->sursis |= evaluation->sursis;
	}
}

const struct session *session_load(const struct source *source, struct arena *arena,
				   struct messages *messages)
{
	const struct reader reader = {source, arena, messages};
	const xmlNode *root = source_root(source), *node;
	struct candidat *candidat;
	struct session *to;

	if (source_kind(source) != SOURCE_SESSION)
		return NULL;
	to = arena_alloc(arena, sizeof(*to));
	to->source = source;
	to->place = reader_place(&reader, root);
	to->id = reader_attribute(&reader, root, "id");
	to->revision = reader_number(&reader, root, "revision", 1);
	to->referentiel = reader_attribute(&reader, root, "referentiel");
	to->edition = reader_attribute(&reader, root, "edition");
	to->specimen = reader_oui(&reader, root, "specimen");
	to->suite_de = reader_attribute(&reader, root, "suite-de");
	decision_load(&reader, root, to);
	jury_load(&reader, root, to);
	node = reader_required(&reader, root, "candidats");
	to->candidats_place = node ? reader_place(&reader, node) : to->place;
	READER_CHILDREN(&reader, node, "candidat", to->candidats, to->candidat_count);
	candidat = to->candidats;
	for (node = reader_first(node, "candidat"); node; node = reader_next(node))
		candidat_load(&reader, node, candidat++);
	return to;
}

static bool same(const char *a, const char *b)
{
	return a && b && !strcasecmp(a, b);
}

const struct candidat *session_find_candidat(const struct session *session, const char *id)
{
	size_t i;

	for (i = 0; i < session->candidat_count; i++)
		if (same(session->candidats[i].id, id))
			return &session->candidats[i];
	return NULL;
}

const struct commission *session_find_commission(const struct session *session, const char *id)
{
	size_t i;

	for (i = 0; i < session->commission_count; i++)
		if (same(session->commissions[i].id, id))
			return &session->commissions[i];
	return NULL;
}

const struct evaluation *candidat_find_evaluation(const struct candidat *candidat, const char *bloc)
{
	size_t i;

	for (i = 0; i < candidat->evaluation_count; i++)
		if (bloc ? same(candidat->evaluations[i].bloc, bloc)
			 : !candidat->evaluations[i].bloc)
			return &candidat->evaluations[i];
	return NULL;
}

const struct competence_jugee *evaluation_find_competence(const struct evaluation *evaluation,
							  const char *ref)
{
	size_t i;

	for (i = 0; i < evaluation->competence_count; i++)
		if (same(evaluation->competences[i].ref, ref))
			return &evaluation->competences[i];
	return NULL;
}

struct date session_delivrance(const struct session *session)
{
	return date_given(session->deliberation.delivrance) ? session->deliberation.delivrance
							    : session->deliberation.date;
}

/* The college of the member of rank i, or NULL where a member before has it, or it counts for nothing. */
static const char *college_first_met(const struct session *session, size_t i)
{
	const struct membre *membre = &session->membres[i];
	size_t k;

	if (!membre->college || membre->role == ROLE_SECRETAIRE)
		return NULL;
	for (k = 0; k < i; k++)
		if (session->membres[k].role != ROLE_SECRETAIRE &&
		    same(session->membres[k].college, membre->college))
			return NULL;
	return membre->college;
}

const char *session_college(const struct session *session, const struct jury_regles *regles, size_t i)
{
	size_t k;

	if (regles->college_count > 0 || !regles->paritaire)
		return i < regles->college_count ? regles->colleges[i] : NULL;
	for (k = 0; k < session->membre_count; k++) {
		const char *college = college_first_met(session, k);

		if (college && i-- == 0)
			return college;
	}
	return NULL;
}
