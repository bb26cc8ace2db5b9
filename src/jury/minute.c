#include "jury/minute.h"

#include <string.h>

#include "base/buffer.h"
#include "jury/decision.h"
#include "jury/element.h"
#include "jury/personne.h"

/* What every part of the writing needs. */
struct writer {
	const struct deliberation *deliberation;
	const struct certificateur *certificateur; /* NULL: none given */
	const struct minute_options *options;
};

/* Base64 of the picture that href names, as the element's text. */
static void put_image(const struct writer *writer, xmlNode *node, const char *href)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const struct minute_image *image = NULL;
	for (size_t i = 0; href && i < writer->options->image_count; i++)
		if (strcmp(writer->options->images[i].href, href) == 0)
			image = &writer->options->images[i];
	if (!image)
		return;
	const unsigned char *data = image->data;
	struct buffer text = {0};
	for (size_t i = 0; i < image->length; i += 3) {
		size_t left = image->length - i;
		unsigned bits = (unsigned)data[i] << 16;
		bits |= left > 1 ? (unsigned)data[i + 1] << 8 : 0;
		bits |= left > 2 ? data[i + 2] : 0;
		buffer_putc(&text, digits[bits >> 18]);
		buffer_putc(&text, digits[bits >> 12 & 63]);
		buffer_putc(&text, left > 1 ? digits[bits >> 6 & 63] : '=');
		buffer_putc(&text, left > 2 ? digits[bits & 63] : '=');
	}
	element_set(node, "type", image->type);
	element_put_text(node, buffer_string(&text));
	buffer_free(&text);
}

/* The certifier's own file wins over the référentiel; of several certifiers the first signs. */
static void write_signataire(const struct writer *writer, xmlNode *parent)
{
	const struct referentiel *referentiel = writer->deliberation->referentiel;
	const struct signataire *signataire = NULL;
	for (size_t i = 0; !signataire && i < referentiel->certificateur_count; i++)
		signataire = referentiel->certificateurs[i].signataire;
	if (writer->certificateur && writer->certificateur->signataire)
		signataire = writer->certificateur->signataire;
	if (!signataire)
		return;
	xmlNode *node = element_add(parent, "signataire");
	element_set(node, "qualite", signataire->qualite);
	element_set(node, "nom", signataire->nom);
	element_set(node, "signature", signataire->signature);
	put_image(writer, node, signataire->signature);
}

/* Where deliveries are sent: the identifiers at the CDC and at the archive. */
static void write_receivers(const struct certificateur *certificateur, xmlNode *parent)
{
	if (certificateur->cdc.given) {
		xmlNode *cdc = element_add(parent, "cdc");
		element_set(cdc, "id-client", certificateur->cdc.id_client);
		element_set(cdc, "id-contrat", certificateur->cdc.id_contrat);
		element_set(cdc, "nature-deposant", certificateur->cdc.nature_deposant);
	}
	if (certificateur->seda.given) {
		xmlNode *seda = element_add(parent, "seda");
		element_set(seda, "service-archives", certificateur->seda.service_archives);
		element_set(seda, "service-versant", certificateur->seda.service_versant);
		element_set(seda, "service-producteur", certificateur->seda.service_producteur);
		element_set(seda, "accord", certificateur->seda.accord);
		element_set(seda, "regle-dua", certificateur->seda.regle_dua);
		element_set(seda, "sort-final", certificateur->seda.sort_final);
		element_set(seda, "regle-acces", certificateur->seda.regle_acces);
	}
}

static void write_settings(const struct writer *writer, xmlNode *parent)
{
	const struct certificateur *certificateur = writer->certificateur;
	if (!certificateur)
		return;
	personne_write_adresse(certificateur->adresse, parent);
	if (certificateur->courriel || certificateur->telephone || certificateur->site) {
		xmlNode *contact = element_add(parent, "contact");
		element_set(contact, "courriel", certificateur->courriel);
		element_set(contact, "telephone", certificateur->telephone);
		element_set(contact, "site", certificateur->site);
	}
	if (certificateur->couleur_principale || certificateur->couleur_secondaire) {
		xmlNode *couleurs = element_add(parent, "couleurs");
		element_set(couleurs, "principale", certificateur->couleur_principale);
		element_set(couleurs, "secondaire", certificateur->couleur_secondaire);
	}
	if (certificateur->logo.href) {
		xmlNode *logo = element_add(parent, "logo");
		element_set(logo, "href", certificateur->logo.href);
		element_set(logo, "alt", certificateur->logo.alt);
		put_image(writer, logo, certificateur->logo.href);
	}
	write_receivers(certificateur, parent);
}

static void write_registration(const struct referentiel *referentiel, xmlNode *parent)
{
	if (referentiel->enregistrement) {
		const struct enregistrement *enregistrement = referentiel->enregistrement;
		xmlNode *node = element_add(parent, "enregistrement");
		element_set(node, "code", enregistrement->code);
		element_set_date(node, "decision", enregistrement->decision);
		element_set_date(node, "echeance", enregistrement->echeance);
		element_set_date(node, "derniere-delivrance", enregistrement->derniere_delivrance);
	}
	if (referentiel->niveau.given) {
		xmlNode *node = element_add(parent, "niveau");
		element_set(node, "national", referentiel->niveau.national);
		element_set(node, "europeen", referentiel->niveau.europeen);
	}
	if (referentiel->nsf.given) {
		xmlNode *node = element_add(parent, "nsf");
		element_set(node, "code", referentiel->nsf.code);
		element_put_text(node, referentiel->nsf.libelle);
	}
}

/* Resit and appeal in the certifier's own words, each where its file says it; else in the référentiel's. */
static void write_words(const struct writer *writer, xmlNode *parent)
{
	static const struct certificateur none = {0};
	const struct referentiel *referentiel = writer->deliberation->referentiel;
	const struct certificateur *own = writer->certificateur ? writer->certificateur : &none;
	const char *recours = own->recours ? own->recours : referentiel->recours.texte;
	const char *delai = own->recours_delai ? own->recours_delai : referentiel->recours.delai.text;

	element_add_text(parent, "rattrapage",
			 own->rattrapage ? own->rattrapage : referentiel->rattrapage);
	if (recours || delai) {
		xmlNode *node = element_add(parent, "recours");
		element_set(node, "delai", delai);
		element_put_text(node, recours);
	}
}

static void write_terms(const struct referentiel *referentiel, xmlNode *parent)
{
	if (referentiel->validite.blocs.given || referentiel->validite.competences.given ||
	    referentiel->validite.certification.given) {
		xmlNode *node = element_add(parent, "validite");
		element_set(node, "blocs", referentiel->validite.blocs.text);
		element_set(node, "competences", referentiel->validite.competences.text);
		element_set(node, "certification", referentiel->validite.certification.text);
	}
}

static void write_certification(const struct writer *writer, xmlNode *root)
{
	const struct referentiel *referentiel = writer->deliberation->referentiel;
	xmlNode *node = element_add(root, "certification");
	element_set(node, "type", referentiel->type);
	element_set(node, "repertoire", vocabulary_repertoire(referentiel->repertoire));
	element_set(node, "id", referentiel->id);
	element_set(node, "edition", referentiel->edition);
	element_set(node, "attribution", vocabulary_attribution(referentiel->attribution));
	element_add_text(node, "intitule", referentiel->intitule);
	write_registration(referentiel, node);
	if (referentiel->certificat_bloc.given) {
		xmlNode *certificat = element_add(node, "certificat-bloc");
		element_set(certificat, "sigle", referentiel->certificat_bloc.sigle);
		element_put_text(certificat, referentiel->certificat_bloc.libelle);
	}
	for (size_t i = 0; i < referentiel->certificateur_count; i++) {
		const struct referentiel_certificateur *given = &referentiel->certificateurs[i];
		xmlNode *certificateur = element_add(node, "certificateur");
		element_set(certificateur, "id", given->id);
		element_add_text(certificateur, "raison-sociale", given->raison_sociale);
		element_add_text(certificateur, "ville", given->ville);
	}
	write_signataire(writer, node);
	write_settings(writer, node);
	write_terms(referentiel, node);
	write_words(writer, node);
}

static void write_session(const struct session *session, xmlNode *root)
{
	xmlNode *node = element_add(root, "session");
	element_set(node, "id", session->id);
	element_set_number(node, "revision", session->revision);
	element_set_date(node, "date", session->deliberation.date);
	element_set(node, "debut", session->deliberation.debut);
	element_set(node, "fin", session->deliberation.fin);
	element_set(node, "lieu", session->deliberation.lieu);
	element_set_date(node, "delivrance", session_delivrance(session));
	element_set(node, "pv-numero", session->id); /* one session, one act */
	element_set_date(node, "pv-signe-le", session->deliberation.pv_signe_le);
	element_set(node, "statut", vocabulary_statut(session->deliberation.statut));
	element_set(node, "suite-de", session->suite_de);
	if (session->motif.given) {
		xmlNode *motif = element_add(node, "motif");
		element_set(motif, "nature", vocabulary_motif_nature(session->motif.nature));
		element_put_text(motif, session->motif.texte);
	}
	for (size_t i = 0; i < session->retrait_count; i++) {
		xmlNode *retrait = element_add(node, "retrait");
		element_set(retrait, "numero", session->retraits[i].numero);
		element_set_date(retrait, "date", session->retraits[i].date);
	}
	if (session->centre.nom || session->centre.ville) {
		xmlNode *centre = element_add(node, "centre");
		element_add_text(centre, "nom", session->centre.nom);
		element_add_text(centre, "ville", session->centre.ville);
	}
}

static void write_modalite(const struct modalite *modalite, xmlNode *parent)
{
	xmlNode *node = element_add(parent, "modalite");
	element_set(node, "id", modalite->id);
	element_set(node, "type", vocabulary_modalite_type(modalite->type));
	element_set_list(node, "voies", modalite->voies, modalite->voie_count);
	element_set_minutes(node, modalite->minutes);
	element_add_text(node, "libelle", modalite->libelle);
	for (size_t i = 0; i < modalite->situation_count; i++) {
		xmlNode *situation =
			element_add_text(node, "situation", modalite->situations[i].libelle);
		if (situation)
			element_set(situation, "id", modalite->situations[i].id);
	}
}

static void write_competence(const struct competence *competence, xmlNode *parent)
{
	xmlNode *node = element_add(parent, "competence");
	element_set(node, "id", competence->id);
	element_set(node, "etat", vocabulary_competence_etat(competence->etat));
	element_add_text(node, "enonce", competence->enonce);
	for (size_t i = 0; i < competence->critere_count; i++) {
		xmlNode *critere =
			element_add_text(node, "critere", competence->criteres[i].libelle);
		if (critere)
			element_set(critere, "id", competence->criteres[i].id);
	}
}

/* The bloc without id is the RS's: competences and modalities of the whole certification. */
static void write_bloc(const struct bloc *bloc, xmlNode *root)
{
	xmlNode *node = element_add(root, "bloc");
	element_set(node, "id", bloc->id);
	element_set(node, "numero", bloc->numero);
	element_add_text(node, "intitule", bloc->intitule);
	element_add_text(node, "activite", bloc->activite);
	for (size_t i = 0; i < bloc->modalite_count; i++)
		write_modalite(&bloc->modalites[i], node);
	for (size_t i = 0; i < bloc->competence_count; i++)
		write_competence(&bloc->competences[i], node);
}

/* The voies that somebody came by. */
static void write_voies(const struct deliberation *deliberation, xmlNode *root)
{
	const struct referentiel *referentiel = deliberation->referentiel;
	for (size_t i = 0; i < referentiel->voie_count; i++) {
		const struct voie *voie = &referentiel->voies[i];
		long inscrits = 0;
		for (size_t j = 0; j < deliberation->candidat_count; j++)
			inscrits += deliberation->candidats[j].voie == voie;
		if (!inscrits)
			continue;
		xmlNode *node = element_add(root, "voie");
		element_set(node, "code", voie->code);
		element_set(node, "libelle", voie->libelle);
		element_set_bool(node, "vae", voie->vae);
		element_set(node, "cdc", voie->cdc);
		element_set_number(node, "inscrits", inscrits);
	}
}

static bool is_evaluated(const struct session *session, const char *id)
{
	const struct candidat *candidat = session_find_candidat(session, id);
	return candidat && candidat->evaluation_count > 0 && candidat->present != PRESENCE_ABSENT &&
	       candidat->present != PRESENCE_EXCUSE;
}

static void write_membre(const struct session *session, const struct membre *membre,
			 xmlNode *parent)
{
	xmlNode *node = element_add(parent, "membre");
	element_set(node, "id", membre->id);
	element_set(node, "role", vocabulary_role(membre->role));
	element_set(node, "college", membre->college);
	element_set_bool(node, "externe", membre->externe);
	element_set_bool(node, "present", membre->present);
	element_set(node, "de", membre->present_de);
	element_set(node, "a", membre->present_a);
	element_set(node, "designation", membre->designation);
	personne_write_names(&membre->identite, node);
	element_add_text(node, "qualite", membre->qualite);
	for (size_t i = 0; i < membre->lien_count; i++) {
		const struct lien *given = &membre->liens[i];
		const struct candidat *candidat = session_find_candidat(session, given->candidat);
		xmlNode *lien = element_add(node, "lien");
		element_set(lien, "candidat", candidat ? candidat->id : given->candidat);
		element_set(lien, "nature", vocabulary_lien_nature(given->nature));
		element_set_bool(lien, "deport", given->deport);
		element_set_bool(lien, "evalue", is_evaluated(session, given->candidat));
	}
}

/* Who decides: neither the secretary nor a suppléant who stayed away. */
static bool sits(const struct membre *membre)
{
	return membre->role != ROLE_SECRETAIRE &&
	       (membre->role != ROLE_SUPPLEANT || membre->present);
}

/* "oui" when the colleges of the members present are equal in number, "sans" where nobody has one. */
static const char *parity(const struct session *session, const struct jury_regles *regles)
{
	const char *college;
	long first = -1;
	bool equal = true;
	size_t i;
	for (i = 0; (college = session_college(session, regles, i)) != NULL; i++) {
		long count = 0;
		for (size_t j = 0; j < session->membre_count; j++) {
			const struct membre *membre = &session->membres[j];
			count += sits(membre) && membre->present && membre->college &&
				 strcmp(membre->college, college) == 0;
		}
		equal = equal && (first < 0 || first == count);
		first = count;
	}
	return i < 2 ? "sans" : equal ? "oui" : "non";
}

static void write_jury(const struct writer *writer, xmlNode *root)
{
	const struct session *session = writer->deliberation->session;
	const struct jury_regles *regles = &writer->deliberation->referentiel->jury;
	long membres = 0, presents = 0, externes = 0;
	for (size_t i = 0; i < session->membre_count; i++) {
		const struct membre *membre = &session->membres[i];
		membres += sits(membre);
		presents += sits(membre) && membre->present;
		externes += sits(membre) && membre->present && membre->externe;
	}
	xmlNode *node = element_add(root, "jury");
	element_set_number(node, "membres", membres);
	element_set_number(node, "presents", presents);
	element_set_number(node, "externes", externes);
	element_set_list(node, "colleges", regles->colleges, regles->college_count);
	element_set(node, "paritaire", parity(session, regles));
	if (regles->membres_min > 0)
		element_set_number(node, "membres-min", regles->membres_min);
	element_set(node, "externes-min", regles->externes_min.text);
	for (size_t i = 0; i < session->membre_count; i++)
		write_membre(session, &session->membres[i], node);
	for (size_t i = 0; i < session->representant_count; i++) {
		xmlNode *representant = element_add(node, "representant");
		personne_write_names(&session->representants[i].identite, representant);
		element_add_text(representant, "qualite", session->representants[i].qualite);
	}
}

static void write_commissions(const struct session *session, xmlNode *root)
{
	for (size_t i = 0; i < session->commission_count; i++) {
		const struct commission *commission = &session->commissions[i];
		xmlNode *node = element_add(root, "commission");
		element_set(node, "id", commission->id);
		element_set_date(node, "date", commission->date);
		element_set(node, "lieu", commission->lieu);
		for (size_t j = 0; j < commission->membre_count; j++)
			write_membre(session, &commission->membres[j], node);
	}
}

static void write_incidents(const struct session *session, xmlNode *root)
{
	for (size_t i = 0; i < session->incident_count; i++) {
		xmlNode *node = element_add(root, "incident");
		element_set(node, "heure", session->incidents[i].heure);
		element_put_text(node, session->incidents[i].texte);
	}
}

static void write_effectifs(const struct deliberation *deliberation, xmlNode *root)
{
	xmlNode *node = element_add(root, "effectifs");
	element_set_number(node, "inscrits", (long)deliberation->candidat_count);
	element_set_number(node, "presents", (long)deliberation->presences[0]);
	element_set_number(node, "absents", (long)deliberation->presences[1]);
	element_set_number(node, "excuses", (long)deliberation->presences[2]);
	element_set_number(node, "parchemins", (long)deliberation->parchemin_count);
	for (int etat = CERTIFICATION_SURSIS; etat < CERTIFICATION_ETAT_COUNT; etat++)
		element_set_number(node, deliberation_certification_etat(etat),
				   (long)deliberation->certifications[etat]);
	for (size_t i = 0; !deliberation->directe && i < deliberation->bloc_count; i++) {
		xmlNode *bloc = element_add(node, "bloc");
		element_set(bloc, "ref", deliberation->referentiel->blocs[i].id);
		element_set_number(bloc, "presentes", (long)deliberation->presentes[i]);
		for (int etat = 0; etat < BLOC_ETAT_COUNT; etat++)
			element_set_number(bloc, deliberation_bloc_etat(etat),
					   (long)deliberation->blocs[i][etat]);
	}
}

/* A line end before each child and after the last: one line for each. */
static void break_lines(xmlNode *parent)
{
	for (xmlNode *child = parent->children; child; child = child->next) {
		xmlNode *text = xmlNewDocText(parent->doc, BAD_CAST "\n");
		if (text)
			xmlAddPrevSibling(child, text);
	}
	element_put_text(parent, "\n");
}

xmlDoc *minute_write(const struct deliberation *deliberation,
		     const struct certificateur *certificateur,
		     const struct minute_options *options)
{
	static const struct minute_options none = {0};
	struct writer writer = {.deliberation = deliberation,
				.certificateur = certificateur,
				.options = options ? options : &none};
	const struct referentiel *referentiel = deliberation->referentiel;
	xmlDoc *document = element_document("deliberation", MINUTE_NAMESPACE);
	xmlNode *root = xmlDocGetRootElement(document);
	element_set(root, "langue", "fr");
	element_set_bool(root, "specimen", deliberation->session->specimen);
	element_set_bool(root, "projet", writer.options->projet);
	write_certification(&writer, root);
	write_session(deliberation->session, root);
	for (size_t i = 0; i < deliberation->bloc_count; i++)
		write_bloc(deliberation->directe ? &referentiel->direct : &referentiel->blocs[i],
			   root);
	write_voies(deliberation, root);
	write_jury(&writer, root);
	write_commissions(deliberation->session, root);
	write_incidents(deliberation->session, root);
	write_effectifs(deliberation, root);
	xmlNode *candidats = element_add(root, "candidats");
	for (size_t i = 0; i < deliberation->candidat_count; i++)
		decision_write(deliberation, &deliberation->candidats[i], candidats);
	break_lines(candidats);
	break_lines(root);
	return document;
}
