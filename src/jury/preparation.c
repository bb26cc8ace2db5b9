#include "jury/preparation.h"

#include <string.h>
#include <strings.h>

#include "jury/copy.h"
#include "jury/element.h"
#include "jury/vocabulary.h"

bool preparation_presents(const struct candidat_decide *decide, const struct bloc_decide *bloc)
{
	const struct candidat *candidat = decide->candidat;

	if (bloc->evaluation)
		return true;
	return !candidat->evaluation_count && !candidat->capitalisation && candidat->vise != VISE_BLOCS &&
	       bloc->etat != BLOC_ACQUIS_ANTERIEUREMENT;
}

static bool bloc_has_file(const struct bloc *bloc, const struct voie *voie)
{
	for (size_t i = 0; i < bloc->modalite_count; i++)
		if (bloc->modalites[i].type == MODALITE_DOSSIER &&
		    modalite_for_voie(&bloc->modalites[i], voie))
			return true;
	return false;
}

bool preparation_has_trame(const struct referentiel *referentiel, const struct voie *voie)
{
	if (voie->dossier.given || bloc_has_file(&referentiel->direct, voie))
		return true;
	for (size_t i = 0; i < referentiel->bloc_count; i++)
		if (bloc_has_file(&referentiel->blocs[i], voie))
			return true;
	return false;
}

/* The référentiel, in full. */

static void add_voie(xmlNode *parent, const struct voie *voie, struct date day)
{
	xmlNode *node = element_add(parent, "voie");

	element_set(node, "code", voie->code);
	element_set(node, "libelle", voie->libelle);
	element_set_bool(node, "vae", voie->vae);
	if (voie->entretien.given) {
		xmlNode *entretien = element_add(node, "entretien");

		element_set_bool(entretien, "obligatoire", voie_entretien_obligatoire(voie, day));
		element_set_minutes(entretien, voie->entretien.minutes);
	}
	if (voie->dossier.given) {
		xmlNode *dossier = element_add(node, "dossier");

		element_set(dossier, "sigle", voie->dossier.sigle);
		element_put_text(dossier, voie->dossier.libelle);
	}
	for (size_t i = 0; i < voie->prerequis_count; i++) {
		xmlNode *prerequis = element_add_text(node, "prerequis", voie->prerequis[i].texte);

		if (prerequis)
			element_set(prerequis, "id", voie->prerequis[i].id);
	}
}

/* Each text of a list, as an element of its own. */
static void add_texts(xmlNode *parent, const char *name, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		element_add_text(parent, name, list[i]);
}

static void add_modalite(xmlNode *parent, const struct modalite *modalite)
{
	xmlNode *node = element_add(parent, "modalite");

	element_set(node, "id", modalite->id);
	element_set(node, "type", vocabulary_modalite_type(modalite->type));
	element_set_list(node, "voies", modalite->voies, modalite->voie_count);
	element_set_list(node, "competences", modalite->competences, modalite->competence_count);
	element_set(node, "choix", vocabulary_situation_choix(modalite->choix));
	element_set_minutes(node, modalite->minutes);
	if (modalite->situations_requises > 0)
		element_set_number(node, "situations", modalite->situations_requises);
	element_add_text(node, "libelle", modalite->libelle);
	for (size_t i = 0; i < modalite->situation_count; i++) {
		xmlNode *situation = element_add_text(node, "situation", modalite->situations[i].libelle);

		if (situation)
			element_set(situation, "choix", vocabulary_situation_choix(modalite->situations[i].choix));
	}
}

static void add_competence(xmlNode *parent, const struct competence *competence)
{
	xmlNode *node = element_add(parent, "competence"), *enonce;

	element_set(node, "ref", competence->id);
	enonce = element_add_text(node, "enonce", competence->enonce);
	if (enonce)
		element_set(enonce, "etat", vocabulary_competence_etat(competence->etat));
	add_texts(node, "condition", competence->conditions, competence->condition_count);
	add_texts(node, "resultat-attendu", competence->resultats_attendus, competence->resultat_attendu_count);
	for (size_t i = 0; i < competence->critere_count; i++) {
		xmlNode *critere = element_add_text(node, "critere", competence->criteres[i].libelle);

		if (critere)
			element_set(critere, "rubrique", vocabulary_rubrique(competence->criteres[i].rubrique));
	}
}

/* The bloc without id is the whole of a certification without blocs. */
static void add_bloc(xmlNode *parent, const struct bloc *bloc)
{
	xmlNode *node = element_add(parent, "bloc");

	element_set(node, "ref", bloc->id);
	element_set(node, "numero", bloc->numero);
	element_add_text(node, "intitule", bloc->intitule);
	element_add_text(node, "activite", bloc->activite);
	for (size_t i = 0; i < bloc->modalite_count; i++)
		add_modalite(node, &bloc->modalites[i]);
	for (size_t i = 0; i < bloc->competence_count; i++)
		add_competence(node, &bloc->competences[i]);
}

/* The candidates. */

static void add_moment(xmlNode *node, struct date date, const char *heure, long minutes, const char *lieu)
{
	element_set_date(node, "date", date);
	element_set(node, "heure", heure);
	element_set_minutes(node, minutes);
	element_set(node, "lieu", lieu);
}

/* An épreuve of the bloc that is held by this modality, NULL: none is registered. */
static const struct epreuve *epreuve_of(const struct evaluation *evaluation, const struct modalite *modalite)
{
	for (size_t i = 0; evaluation && i < evaluation->epreuve_count; i++)
		if (strcasecmp(evaluation->epreuves[i].modalite, modalite->id) == 0)
			return &evaluation->epreuves[i];
	return NULL;
}

static bool is_held_as_interview(const struct evaluation *evaluation, const struct modalite *modalite)
{
	return evaluation && evaluation->entretien.given && modalite->type == MODALITE_ENTRETIEN;
}

/* Not chosen yet: of several modalities one is enough, and none of them is registered. */
static bool is_open_choice(const struct candidat_decide *decide, const struct bloc_decide *bloc, const struct modalite *modalite)
{
	return modalite->choix == SITUATION_ALTERNATIVE && modalite_for_voie(modalite, decide->voie) &&
	       (!bloc->evaluation || bloc->evaluation->epreuve_count == 0);
}

/* The first of a choice that is open calls for all of them. */
static bool is_first_choice(const struct candidat_decide *decide, const struct bloc_decide *bloc, const struct modalite *modalite)
{
	for (const struct modalite *other = bloc->bloc->modalites; other < modalite; other++)
		if (is_open_choice(decide, bloc, other))
			return false;
	return is_open_choice(decide, bloc, modalite);
}

/* An épreuve is held where its modality needs the candidate: not for the file, nor for the company's opinion. Of modalities of
 * which one is enough, those that are not held are not announced. */
static bool is_called(const struct candidat_decide *decide, const struct bloc_decide *bloc, const struct modalite *modalite)
{
	if (modalite->type == MODALITE_DOSSIER || modalite->type == MODALITE_AVIS_ENTREPRISE ||
	    !modalite_for_voie(modalite, decide->voie))
		return false;
	if (epreuve_of(bloc->evaluation, modalite) || is_held_as_interview(bloc->evaluation, modalite))
		return true;
	return modalite->choix != SITUATION_ALTERNATIVE || is_first_choice(decide, bloc, modalite);
}

const struct modalite *preparation_epreuve(const struct candidat_decide *decide, size_t n, const struct bloc_decide **of)
{
	for (size_t i = 0; i < decide->bloc_count; i++) {
		const struct bloc_decide *bloc = &decide->blocs[i];

		if (!preparation_presents(decide, bloc))
			continue;
		for (size_t k = 0; k < bloc->bloc->modalite_count; k++)
			if (is_called(decide, bloc, &bloc->bloc->modalites[k]) && n-- == 0) {
				*of = bloc;
				return &bloc->bloc->modalites[k];
			}
	}
	return NULL;
}

/* The other modalities of a choice that is open. */
static void add_choices(xmlNode *node, const struct candidat_decide *decide, const struct bloc_decide *bloc,
			const struct modalite *first)
{
	for (size_t i = 0; i < bloc->bloc->modalite_count; i++) {
		const struct modalite *other = &bloc->bloc->modalites[i];

		if (other > first && is_open_choice(decide, bloc, other))
			element_add_text(node, "ou", other->libelle);
	}
}

/* What, when and where, as far as it is registered; the référentiel's duration where none is. */
static void add_epreuve(xmlNode *parent, const struct candidat_decide *decide, const struct bloc_decide *bloc,
			const struct modalite *modalite)
{
	const struct evaluation *evaluation = bloc->evaluation;
	const struct epreuve *epreuve = epreuve_of(evaluation, modalite);
	xmlNode *node = element_add(parent, "epreuve");

	if (epreuve)
		add_moment(node, epreuve->date, epreuve->heure, epreuve->minutes, epreuve->lieu);
	else if (is_held_as_interview(evaluation, modalite))
		add_moment(node, evaluation->entretien.date, evaluation->entretien.heure,
			   evaluation->entretien.minutes, evaluation->entretien.lieu);
	if (!*element_get(node, "minutes"))
		element_set_minutes(node, modalite->minutes);
	element_set(node, "bloc-numero", bloc->bloc->numero);
	element_set(node, "libelle", modalite->libelle);
	element_add_text(node, "intitule", bloc->bloc->intitule);
	if (is_open_choice(decide, bloc, modalite))
		add_choices(node, decide, bloc, modalite);
}

static void add_candidat(xmlNode *parent, const struct candidat_decide *decide)
{
	xmlNode *node = element_add(parent, "candidat");
	const struct modalite *modalite;
	const struct bloc_decide *bloc;

	element_set(node, "id", decide->candidat->id);
	element_add_text(node, "amenagement", decide->candidat->amenagement);
	for (size_t i = 0; (modalite = preparation_epreuve(decide, i, &bloc)); i++)
		add_epreuve(node, decide, bloc, modalite);
}

void preparation_add(xmlDoc *minute, const struct deliberation *deliberation)
{
	const struct referentiel *referentiel = deliberation->referentiel;
	xmlNode *node = element_add(xmlDocGetRootElement(minute), "preparation");

	for (size_t i = 0; i < referentiel->voie_count; i++)
		add_voie(node, &referentiel->voies[i], deliberation->session->deliberation.date);
	for (size_t i = 0; i < referentiel->bloc_count; i++)
		add_bloc(node, &referentiel->blocs[i]);
	if (deliberation->directe)
		add_bloc(node, &referentiel->direct);
	for (size_t i = 0; i < deliberation->candidat_count; i++)
		add_candidat(node, &deliberation->candidats[i]);
}

/* The dossiers. */

static const xmlNode *preparation_of(const struct dossiers *dossiers)
{
	return element_first(dossier_minute(dossiers), "preparation");
}

static const xmlNode *nth(const xmlNode *parent, const char *name, size_t n)
{
	const xmlNode *node = element_first(parent, name);

	while (node && n--)
		node = element_next(node, name);
	return node;
}

static bool is_for_voie(const xmlNode *modalite, const char *voie)
{
	const char *list = element_get(modalite, "voies"), *found = list;
	size_t length = strlen(voie);

	if (!*list)
		return true;
	while (length && (found = strstr(found, voie))) {
		if ((found == list || found[-1] == ' ') && (found[length] == '\0' || found[length] == ' '))
			return true;
		found += length;
	}
	return false;
}

/* The bloc, with the modalities of this voie only. */
static xmlNode *copy_bloc(xmlNode *parent, const xmlNode *bloc, const char *voie, bool criteria)
{
	static copy_names statement = {"enonce", "condition", "resultat-attendu", NULL};
	xmlNode *node = copy_shell(parent, bloc, NULL);

	for (const xmlNode *child = bloc->children; child; child = child->next) {
		if (child->type != XML_ELEMENT_NODE)
			continue;
		if (element_is(child, "modalite")) {
			if (is_for_voie(child, voie))
				copy_whole(node, child, (copy_names){"voies", NULL});
		} else if (element_is(child, "competence") && !criteria) {
			copy_children(copy_shell(node, child, NULL), child, statement);
		} else {
			copy_whole(node, child, NULL);
		}
	}
	return node;
}

/* The person, as a list on the table may show it: name and file; the voie. */
static xmlNode *add_person(const struct dossiers *dossiers, xmlNode *root, const xmlNode *source)
{
	static copy_names names = {"civilite", "nom-naissance", "nom-usage", "prenom", NULL};
	const xmlNode *voie = element_find(preparation_of(dossiers), "voie", "code", element_get(source, "voie"));
	xmlNode *node = element_add(root, "candidat");

	element_set(node, "id", element_get(source, "id"));
	element_set(node, "voie-libelle", element_get(voie, "libelle"));
	element_set(node, "vae", element_get(voie, "vae"));
	copy_children(node, source, names);
	return node;
}

static const xmlNode *candidat_of(const struct dossiers *dossiers, size_t candidat)
{
	return nth(element_first(dossier_minute(dossiers), "candidats"), "candidat", candidat);
}

xmlDoc *preparation_grille(const struct dossiers *dossiers, size_t candidat, size_t bloc)
{
	const xmlNode *source = candidat_of(dossiers, candidat);
	xmlNode *root = dossier_begin(dossiers, DOSSIER_GRILLE, candidat);

	add_person(dossiers, root, source);
	copy_bloc(root, nth(preparation_of(dossiers), "bloc", bloc), element_get(source, "voie"), true);
	return root->doc;
}

xmlDoc *preparation_convocation(const struct dossiers *dossiers, size_t candidat, size_t epreuve)
{
	static copy_names address = {"adresse", NULL};
	const xmlNode *source = candidat_of(dossiers, candidat);
	const xmlNode *planned = nth(preparation_of(dossiers), "candidat", candidat);
	const xmlNode *called = nth(planned, "epreuve", epreuve);
	xmlNode *root = dossier_begin(dossiers, DOSSIER_CONVOCATION, candidat);
	xmlNode *node = add_person(dossiers, root, source);

	element_set_number(node, "epreuves", (long)element_count(planned, "epreuve"));
	copy_children(node, source, address);
	copy_child(node, planned, "amenagement");
	if (called)
		copy_whole(node, called, NULL);
	return root->doc;
}

void preparation_conceal(xmlDoc *dossier)
{
	xmlNode *node = element_first(element_first(xmlDocGetRootElement(dossier), "candidat"), "amenagement");

	if (node) {
		xmlUnlinkNode(node);
		xmlFreeNode(node);
	}
}

xmlDoc *preparation_prerequis(const struct dossiers *dossiers, size_t candidat)
{
	const xmlNode *source = candidat_of(dossiers, candidat), *prerequis;
	xmlNode *root = dossier_begin(dossiers, DOSSIER_PREREQUIS, candidat);
	xmlNode *node = add_person(dossiers, root, source);
	const xmlNode *voie = element_find(preparation_of(dossiers), "voie", "code", element_get(source, "voie"));

	for (prerequis = element_first(voie, "prerequis"); prerequis; prerequis = element_next(prerequis, "prerequis"))
		element_set(copy_whole(node, prerequis, NULL), "date",
			    element_get(element_find(source, "prerequis", "ref", element_get(prerequis, "id")), "date"));
	return root->doc;
}

xmlDoc *preparation_trame(const struct dossiers *dossiers, size_t voie)
{
	const xmlNode *source = nth(preparation_of(dossiers), "voie", voie);
	const xmlNode *bloc = element_first(preparation_of(dossiers), "bloc");
	xmlNode *root = dossier_begin(dossiers, DOSSIER_TRAME, DOSSIER_SESSION);

	copy_whole(root, source, NULL);
	for (; bloc; bloc = element_next(bloc, "bloc"))
		copy_bloc(root, bloc, element_get(source, "code"), false);
	return root->doc;
}
