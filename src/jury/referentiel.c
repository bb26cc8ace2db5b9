#include "jury/referentiel.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "input/fault.h"
#include "input/reader.h"

static struct date date_of(const struct reader *reader, const xmlNode *node, const char *name)
{
	struct date date;

	date_parse(reader_attribute(reader, node, name), &date);
	return date;
}

static struct duration duration_of(const struct reader *reader, const xmlNode *node,
				   const char *name)
{
	struct duration duration;
	const char *text = reader_attribute(reader, node, name);

	if (!date_parse_duration(text, &duration) && text)
		fault_add(reader->messages, source_attribute_place(reader->source, node, name),
			  "“%1” is not a duration", text, NULL);
	return duration;
}

static struct signataire *signataire_load(const struct reader *reader, const xmlNode *node)
{
	struct signataire *signataire;

	if (!node)
		return NULL;
	signataire = arena_alloc(reader->arena, sizeof(*signataire));
	signataire->place = reader_place(reader, node);
	signataire->qualite = reader_attribute(reader, node, "qualite");
	signataire->nom = reader_text(reader, node);
	return signataire;
}

static void certificateurs_load(const struct reader *reader, const xmlNode *parent,
				struct referentiel *referentiel)
{
	const xmlNode *node = reader_required(reader, parent, "certificateur")
				      ? reader_first(parent, "certificateur")
				      : NULL;
	struct referentiel_certificateur *to;

	READER_CHILDREN(reader, parent, "certificateur", referentiel->certificateurs,
			referentiel->certificateur_count);
	for (to = referentiel->certificateurs; node; node = reader_next(node), to++) {
		to->place = reader_place(reader, node);
		to->id = reader_attribute(reader, node, "id");
		to->raison_sociale =
			reader_required_text(reader, node, "raison-sociale");
		to->ville = reader_child_text(reader, node, "ville");
		to->signataire = signataire_load(reader, reader_only(reader, node, "signataire"));
	}
}

static void mentions_load(const struct reader *reader, const xmlNode *parent,
			  struct referentiel *to)
{
	const xmlNode *node = reader_only(reader, parent, "enregistrement");

	if (node) {
		to->enregistrement = arena_alloc(reader->arena, sizeof(*to->enregistrement));
		to->enregistrement->place = reader_place(reader, node);
		to->enregistrement->code = reader_attribute(reader, node, "code");
		to->enregistrement->decision = date_of(reader, node, "decision");
		to->enregistrement->echeance = date_of(reader, node, "echeance");
		to->enregistrement->derniere_delivrance =
			date_of(reader, node, "derniere-delivrance");
	}
	node = reader_only(reader, parent, "niveau");
	if (node) {
		to->niveau.given = true;
		to->niveau.place = reader_place(reader, node);
		to->niveau.national = reader_attribute(reader, node, "national");
		to->niveau.europeen = reader_attribute(reader, node, "europeen");
	}
	node = reader_only(reader, parent, "nsf");
	if (node) {
		to->nsf.given = true;
		to->nsf.place = reader_place(reader, node);
		to->nsf.code = reader_attribute(reader, node, "code");
		to->nsf.libelle = reader_text(reader, node);
	}
	node = reader_only(reader, parent, "certificat-bloc");
	if (node) {
		to->certificat_bloc.given = true;
		to->certificat_bloc.place = reader_place(reader, node);
		to->certificat_bloc.sigle = reader_attribute(reader, node, "sigle");
		to->certificat_bloc.libelle = reader_text(reader, node);
	}
}

static void certification_load(const struct reader *reader, const xmlNode *parent,
			       struct referentiel *to)
{
	const xmlNode *node;

	to->certification_place = reader_place(reader, parent);
	to->type = reader_attribute(reader, parent, "type");
	to->repertoire =
		vocabulary_parse_repertoire(reader_attribute(reader, parent, "repertoire"));
	to->attribution =
		vocabulary_parse_attribution(reader_attribute(reader, parent, "attribution"));
	if (!to->attribution)
		to->attribution = to->repertoire == REPERTOIRE_RS ? ATTRIBUTION_TOUTES_COMPETENCES
								  : ATTRIBUTION_TOUS_BLOCS;
	to->intitule = reader_required_text(reader, parent, "intitule");
	mentions_load(reader, parent, to);
	certificateurs_load(reader, parent, to);
	node = reader_only(reader, parent, "validite");
	if (node) {
		to->validite.place = reader_place(reader, node);
		to->validite.blocs = duration_of(reader, node, "blocs");
		to->validite.competences = duration_of(reader, node, "competences");
		to->validite.certification = duration_of(reader, node, "certification");
	}
	to->rattrapage = reader_child_text(reader, parent, "rattrapage");
	node = reader_only(reader, parent, "recours");
	if (node) {
		to->recours.given = true;
		to->recours.place = reader_place(reader, node);
		to->recours.delai = duration_of(reader, node, "delai");
		to->recours.texte = reader_text(reader, node);
	}
}

/* "50%", "33,5 %", "1/3" or a number of persons, whose form the schema has checked. */
static struct part part_parse(const char *text)
{
	struct part part = {.given = text != NULL, .text = text};
	long scale = 0;

	for (; text && *text; text++) {
		if (*text >= '0' && *text <= '9') {
			part.numerator = part.numerator * 10 + (*text - '0');
			scale *= 10;
		} else if (*text == '.' || *text == ',') {
			scale = 1;
		} else if (*text == '%') {
			part.denominator = 100 * (scale ? scale : 1);
		} else if (*text == '/') {
			part.denominator = strtol(text + 1, NULL, 10);
			return part;
		}
	}
	return part;
}

static void jury_load(const struct reader *reader, const xmlNode *node, struct jury_regles *to)
{
	if (!node)
		return;
	to->given = true;
	to->place = reader_place(reader, node);
	to->membres_min = reader_number(reader, node, "membres-min", 0);
	to->externes_min = part_parse(reader_attribute(reader, node, "externes-min"));
	to->president = reader_attribute(reader, node, "president") != NULL;
	to->paritaire = reader_oui(reader, node, "paritaire");
	to->mixte = reader_oui(reader, node, "mixte");
	to->colleges = reader_words(reader, node, "colleges", &to->college_count);
}

static void voie_load(const struct reader *reader, const xmlNode *parent, struct voie *to)
{
	const xmlNode *node;
	struct prerequis *prerequis;

	to->place = reader_place(reader, parent);
	to->code = reader_attribute(reader, parent, "code");
	to->libelle = reader_attribute(reader, parent, "libelle");
	to->cdc = reader_attribute(reader, parent, "cdc");
	to->vae = reader_oui(reader, parent, "vae");
	READER_CHILDREN(reader, parent, "prerequis", to->prerequis, to->prerequis_count);
	prerequis = to->prerequis;
	for (node = reader_first(parent, "prerequis"); node;
	     node = reader_next(node), prerequis++) {
		prerequis->place = reader_place(reader, node);
		prerequis->id = reader_attribute(reader, node, "id");
		prerequis->texte = reader_text(reader, node);
	}
	node = reader_only(reader, parent, "dossier");
	if (node) {
		to->dossier.given = true;
		to->dossier.place = reader_place(reader, node);
		to->dossier.sigle = reader_attribute(reader, node, "sigle");
		to->dossier.libelle = reader_text(reader, node);
	}
	node = reader_only(reader, parent, "entretien");
	if (node) {
		to->entretien.given = true;
		to->entretien.place = reader_place(reader, node);
		to->entretien.obligatoire = reader_oui(reader, node, "obligatoire");
		to->entretien.obligatoire_depuis = date_of(reader, node, "obligatoire-depuis");
		to->entretien.minutes = reader_number(reader, node, "minutes", 0);
	}
}

static void voies_load(const struct reader *reader, const xmlNode *parent, struct referentiel *to)
{
	const xmlNode *node;
	const char *avis;
	struct voie *voie;

	if (!parent)
		return;
	to->voies_place = reader_place(reader, parent);
	avis = reader_attribute(reader, parent, "avis-entreprise");
	if (avis && !strcmp(avis, "oui"))
		to->avis_entreprise = AVIS_ENTREPRISE_OUI;
	else if (avis && !strcmp(avis, "hors-vae"))
		to->avis_entreprise = AVIS_ENTREPRISE_HORS_VAE;
	READER_CHILDREN(reader, parent, "voie", to->voies, to->voie_count);
	voie = to->voies;
	for (node = reader_first(parent, "voie"); node; node = reader_next(node))
		voie_load(reader, node, voie++);
}

static void modalite_load(const struct reader *reader, const xmlNode *parent, struct modalite *to)
{
	const xmlNode *node;
	struct situation *situation;

	to->place = reader_place(reader, parent);
	to->id = reader_attribute(reader, parent, "id");
	to->libelle = reader_child_text(reader, parent, "libelle");
	to->type = vocabulary_parse_modalite_type(reader_attribute(reader, parent, "type"));
	to->voies = reader_words(reader, parent, "voies", &to->voie_count);
	to->competences = reader_words(reader, parent, "competences", &to->competence_count);
	to->minutes = reader_number(reader, parent, "minutes", 0);
	to->choix = vocabulary_parse_situation_choix(reader_attribute(reader, parent, "choix"));
	to->situations_requises = reader_number(reader, parent, "situations", 0);
	READER_CHILDREN(reader, parent, "situation", to->situations, to->situation_count);
	situation = to->situations;
	for (node = reader_first(parent, "situation"); node;
	     node = reader_next(node), situation++) {
		situation->place = reader_place(reader, node);
		situation->id = reader_attribute(reader, node, "id");
		situation->libelle = reader_text(reader, node);
		situation->choix =
			vocabulary_parse_situation_choix(reader_attribute(reader, node, "choix"));
	}
}

static void competence_load(const struct reader *reader, const xmlNode *parent,
			    struct competence *to)
{
	const xmlNode *node;
	struct critere *critere;

	to->place = reader_place(reader, parent);
	to->id = reader_attribute(reader, parent, "id");
	to->etat = vocabulary_parse_competence_etat(reader_attribute(reader, parent, "etat"));
	/* What is illegible in the source may have left nothing (R106). */
	to->enonce = to->etat ? reader_text(reader, reader_required(reader, parent, "enonce"))
			      : reader_required_text(reader, parent, "enonce");
	to->conditions = reader_texts(reader, parent, "conditions", &to->condition_count);
	to->resultats_attendus =
		reader_texts(reader, parent, "resultat-attendu", &to->resultat_attendu_count);
	READER_CHILDREN(reader, parent, "critere", to->criteres, to->critere_count);
	critere = to->criteres;
	for (node = reader_first(parent, "critere"); node; node = reader_next(node), critere++) {
		critere->place = reader_place(reader, node);
		critere->id = reader_attribute(reader, node, "id");
		critere->libelle = reader_text(reader, node);
		critere->rubrique =
			vocabulary_parse_rubrique(reader_attribute(reader, node, "rubrique"));
	}
}

/* What a bloc holds, and what stands directly under a référentiel of the RS. */
static void bloc_content_load(const struct reader *reader, const xmlNode *parent, struct bloc *to)
{
	const xmlNode *node;
	struct modalite *modalite;
	struct competence *competence;

	to->place = reader_place(reader, parent);
	to->activite = reader_child_text(reader, parent, "activite");
	to->connaissances = reader_texts(reader, parent, "connaissance", &to->connaissance_count);
	READER_CHILDREN(reader, parent, "modalite", to->modalites, to->modalite_count);
	modalite = to->modalites;
	for (node = reader_first(parent, "modalite"); node; node = reader_next(node))
		modalite_load(reader, node, modalite++);
	READER_CHILDREN(reader, parent, "competence", to->competences, to->competence_count);
	competence = to->competences;
	for (node = reader_first(parent, "competence"); node; node = reader_next(node))
		competence_load(reader, node, competence++);
}

static void blocs_load(const struct reader *reader, const xmlNode *root, struct referentiel *to)
{
	const xmlNode *node;
	struct bloc *bloc;

	READER_CHILDREN(reader, root, "bloc", to->blocs, to->bloc_count);
	bloc = to->blocs;
	for (node = reader_first(root, "bloc"); node; node = reader_next(node), bloc++) {
		bloc_content_load(reader, node, bloc);
		bloc->id = reader_attribute(reader, node, "id");
		bloc->numero = reader_attribute(reader, node, "numero");
		/* Of a bloc without competence, that is the fault (R103). */
		bloc->intitule = reader_first(node, "competence")
					 ? reader_required_text(reader, node, "intitule")
					 : reader_child_text(reader, node, "intitule");
	}
	bloc_content_load(reader, root, &to->direct);
}

static void correspondances_load(const struct reader *reader, const xmlNode *root,
				 struct referentiel *referentiel)
{
	const xmlNode *node;
	struct correspondance *to;

	READER_CHILDREN(reader, root, "correspondance", referentiel->correspondances,
			referentiel->correspondance_count);
	to = referentiel->correspondances;
	for (node = reader_first(root, "correspondance"); node; node = reader_next(node), to++) {
		to->place = reader_place(reader, node);
		to->certification = reader_attribute(reader, node, "certification");
		to->edition = reader_attribute(reader, node, "edition");
		to->bloc = reader_attribute(reader, node, "bloc");
		to->vers = reader_attribute(reader, node, "vers");
	}
}

const struct referentiel *referentiel_load(const struct source *source, struct arena *arena,
					   struct messages *messages)
{
	const struct reader reader = {source, arena, messages};
	const xmlNode *root = source_root(source), *node;
	struct referentiel *to;

	if (source_kind(source) != SOURCE_REFERENTIEL)
		return NULL;
	to = arena_alloc(arena, sizeof(*to));
	to->source = source;
	to->place = reader_place(&reader, root);
	to->id = reader_attribute(&reader, root, "id");
	to->edition = reader_attribute(&reader, root, "edition");
	to->competences_annoncees = reader_number(&reader, root, "competences-annoncees", -1);
	node = reader_required(&reader, root, "certification");
	if (node)
		certification_load(&reader, node, to);
	jury_load(&reader, reader_only(&reader, root, "jury"), &to->jury);
	voies_load(&reader, reader_only(&reader, root, "voies"), to);
	blocs_load(&reader, root, to);
	correspondances_load(&reader, root, to);
	return to;
}

static bool same(const char *a, const char *b)
{
	return a && b && !strcasecmp(a, b);
}

static bool listed(const char *const *list, size_t count, const char *word)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (same(list[i], word))
			return true;
	return false;
}

/* The element of an array whose member `key` is `wanted`. */
#define FIND(array, count, key, wanted)                                                            \
	do {                                                                                       \
		for (size_t find_i = 0; find_i < (count); find_i++)                                \
			if (same((array)[find_i].key, (wanted)))                                   \
				return &(array)[find_i];                                           \
		return NULL;                                                                       \
	} while (0)

const struct bloc *referentiel_find_bloc(const struct referentiel *referentiel, const char *id)
{
	FIND(referentiel->blocs, referentiel->bloc_count, id, id);
}

const struct voie *referentiel_find_voie(const struct referentiel *referentiel, const char *code)
{
	FIND(referentiel->voies, referentiel->voie_count, code, code);
}

const struct competence *bloc_find_competence(const struct bloc *bloc, const char *id)
{
	FIND(bloc->competences, bloc->competence_count, id, id);
}

const struct modalite *bloc_find_modalite(const struct bloc *bloc, const char *id)
{
	FIND(bloc->modalites, bloc->modalite_count, id, id);
}

const struct critere *competence_find_critere(const struct competence *competence, const char *id)
{
	FIND(competence->criteres, competence->critere_count, id, id);
}

const struct situation *modalite_find_situation(const struct modalite *modalite, const char *id)
{
	FIND(modalite->situations, modalite->situation_count, id, id);
}

const struct prerequis *voie_find_prerequis(const struct voie *voie, const char *id)
{
	FIND(voie->prerequis, voie->prerequis_count, id, id);
}

const struct competence *referentiel_find_competence(const struct referentiel *referentiel,
						     const char *id, const struct bloc **bloc)
{
	size_t i;

	for (i = 0; i <= referentiel->bloc_count; i++) {
		const struct bloc *b =
			i < referentiel->bloc_count ? &referentiel->blocs[i] : &referentiel->direct;
		const struct competence *found = bloc_find_competence(b, id);

		if (bloc)
			*bloc = found ? b : NULL;
		if (found)
			return found;
	}
	return NULL;
}

const struct modalite *referentiel_find_modalite(const struct referentiel *referentiel,
						 const char *id, const struct bloc **bloc)
{
	size_t i;

	for (i = 0; i <= referentiel->bloc_count; i++) {
		const struct bloc *b =
			i < referentiel->bloc_count ? &referentiel->blocs[i] : &referentiel->direct;
		const struct modalite *found = bloc_find_modalite(b, id);

		if (bloc)
			*bloc = found ? b : NULL;
		if (found)
			return found;
	}
	return NULL;
}

bool modalite_for_voie(const struct modalite *modalite, const struct voie *voie)
{
	return modalite->voie_count == 0 ||
	       (voie && listed(modalite->voies, modalite->voie_count, voie->code));
}

bool modalite_covers(const struct modalite *modalite, const char *competence)
{
	return modalite->competence_count == 0 ||
	       listed(modalite->competences, modalite->competence_count, competence);
}

bool voie_entretien_obligatoire(const struct voie *voie, struct date day)
{
	return voie->entretien.given &&
	       (voie->entretien.obligatoire ||
		(date_given(voie->entretien.obligatoire_depuis) &&
		 date_compare(voie->entretien.obligatoire_depuis, day) <= 0));
}
