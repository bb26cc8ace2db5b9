#include "jury/decision.h"

#include "jury/element.h"
#include "jury/personne.h"

static void write_competence_decidee(const struct competence_decidee *decidee, xmlNode *parent)
{
	if (decidee->issue == COMPETENCE_SANS_RESULTAT && !decidee->avis)
		return;
	xmlNode *node = element_add(parent, "competence");
	element_set(node, "ref", decidee->competence->id);
	element_set(node, "resultat", deliberation_competence_issue(decidee->issue));
	element_set_date(node, "acquise-le", decidee->acquise_le);
	element_set_date(node, "valable-jusqu-au", decidee->valable_jusqu_au);
	if (decidee->avis) {
		element_set(node, "avis-commission", vocabulary_sens(decidee->avis->sens));
		element_set_bool(node, "ecart", decidee->ecart);
	}
	if (decidee->jugee) {
		const struct competence_jugee *jugee = decidee->jugee;
		element_add_text(node, "commentaire", jugee->commentaire);
		for (size_t i = 0; i < jugee->critere_count; i++) {
			const struct critere *critere = competence_find_critere(
				decidee->competence, jugee->criteres[i].ref);
			xmlNode *marked = element_add(node, "critere");
			element_set(marked, "ref", critere ? critere->id : jugee->criteres[i].ref);
			element_set(marked, "satisfait",
				    vocabulary_reponse(jugee->criteres[i].satisfait));
		}
	}
	if (decidee->avis)
		element_add_text(node, "avis-commission", decidee->avis->texte);
}

static void write_avis_entreprise(const struct avis_entreprise *avis, xmlNode *parent)
{
	if (!avis)
		return;
	xmlNode *node = element_add(parent, "avis-entreprise");
	element_set(node, "sens", vocabulary_sens(avis->sens));
	element_put_text(node, avis->texte);
}

static void write_epreuves(const struct deliberation *deliberation,
			   const struct evaluation *evaluation, xmlNode *parent)
{
	for (size_t i = 0; i < evaluation->epreuve_count; i++) {
		const struct epreuve *epreuve = &evaluation->epreuves[i];
		const struct modalite *modalite = referentiel_find_modalite(
			deliberation->referentiel, epreuve->modalite, NULL);
		xmlNode *node = element_add(parent, "epreuve");
		element_set(node, "modalite", modalite ? modalite->id : epreuve->modalite);
		element_set_date(node, "date", epreuve->date);
		element_set_minutes(node, epreuve->minutes);
		element_set(node, "lieu", epreuve->lieu);
		element_set(node, "present", vocabulary_presence(epreuve->present));
	}
}

/* What the jury had before it: interview, épreuves, file, the company's opinion. */
static void write_evaluation(const struct deliberation *deliberation,
			     const struct evaluation *evaluation, xmlNode *parent)
{
	if (!evaluation)
		return;
	if (evaluation->entretien.given) {
		xmlNode *node = element_add(parent, "entretien");
		element_set_date(node, "date", evaluation->entretien.date);
		element_set_minutes(node, evaluation->entretien.minutes);
		element_set(node, "lieu", evaluation->entretien.lieu);
		element_set(node, "present", vocabulary_presence(evaluation->entretien.present));
	}
	write_epreuves(deliberation, evaluation, parent);
	if (evaluation->dossier.given) {
		xmlNode *node = element_add(parent, "dossier");
		element_set_date(node, "recu-le", evaluation->dossier.recu_le);
		for (size_t i = 0; i < evaluation->dossier.situation_count; i++)
			element_set(element_add(node, "situation"), "ref",
				    evaluation->dossier.situations[i].ref);
	}
	write_avis_entreprise(evaluation->avis_entreprise, parent);
}

static void write_bloc_decide(const struct deliberation *deliberation,
			      const struct bloc_decide *decide, xmlNode *candidat)
{
	/* The RS has no blocs: everything stands under the candidate. */
	bool directe = deliberation->directe;
	xmlNode *node = directe ? candidat : element_add(candidat, "bloc");
	if (!directe) {
		element_set(node, "ref", decide->bloc->id);
		element_set(node, "etat", deliberation_bloc_etat(decide->etat));
		element_set_date(node, "acquis-le", decide->acquis_le);
		element_set_date(node, "valable-jusqu-au", decide->valable_jusqu_au);
		element_set_date(node, "perime-acquis-le", decide->perime_acquis_le);
		element_set_date(node, "perime-le", decide->perime_le);
	}
	if (decide->anterieur) {
		element_set(node, "certificat", decide->anterieur->certificat);
		element_set(node, "origine", vocabulary_origine(decide->anterieur->origine));
		element_set(node, "edition", decide->anterieur->edition);
		element_set(node, "certification", decide->anterieur->certification);
	} else if (decide->parchemin) {
		element_set(node, "certificat", decide->parchemin->numero);
	}
	if (decide->evaluation)
		element_set(node, "commission", decide->evaluation->commission);
	for (size_t i = 0; i < decide->competence_count; i++)
		write_competence_decidee(&decide->competences[i], node);
	write_evaluation(deliberation, decide->evaluation, node);
}

static void write_parchemins(const struct deliberation *deliberation,
			     const struct candidat_decide *decide, xmlNode *candidat)
{
	const struct session *session = deliberation->session;
	for (size_t i = 0; i < decide->parchemin_count; i++) {
		const struct parchemin *parchemin = &decide->parchemins[i];
		xmlNode *node = element_add(candidat, "parchemin");
		element_set(node, "objet", parchemin->bloc ? "bloc" : "certification");
		element_set(node, "numero", parchemin->numero);
		if (parchemin->bloc)
			element_set(node, "bloc", parchemin->bloc->bloc->id);
		element_set_date(node, "date", session->deliberation.date);
		element_set_date(node, "delivrance", session_delivrance(session));
		element_set_date(node, "valable-jusqu-au", parchemin->valable_jusqu_au);
		if (parchemin->remplace)
			element_set(node, "annule-et-remplace", parchemin->numero);
	}
}

static void write_person(const struct candidat *person, xmlNode *node)
{
	personne_write_names(&person->identite, node);
	element_add_text(node, "sexe", person->identite.sexe);
	personne_write_naissance(&person->identite, node);
	element_add_text(node, "organisme", person->organisme);
	personne_write_adresse(person->adresse, node);
	element_add_text(node, "accompagnateur", person->accompagnateur);
	for (size_t i = 0; i < person->prerequis_count; i++) {
		xmlNode *prerequis = element_add(node, "prerequis");
		element_set(prerequis, "ref", person->prerequis[i].ref);
		element_set_date(prerequis, "date", person->prerequis[i].date);
	}
	if (person->certification_acquise.given) {
		xmlNode *acquise = element_add(node, "certification-acquise");
		element_set_date(acquise, "date", person->certification_acquise.date);
		element_set(acquise, "certificat", person->certification_acquise.certificat);
	}
}

void decision_write(const struct deliberation *deliberation, const struct candidat_decide *decide,
		    xmlNode *candidats)
{
	const struct candidat *person = decide->candidat;
	xmlNode *node = element_add(candidats, "candidat");
	element_set(node, "id", person->id);
	element_set(node, "voie", decide->voie ? decide->voie->code : person->voie);
	element_set(node, "present",
		    vocabulary_presence(person->present ? person->present : PRESENCE_OUI));
	element_set(node, "vise", person->vise == VISE_BLOCS ? "blocs" : "certification");
	element_set_bool(node, "capitalisation", person->capitalisation);
	element_set(node, "certification", deliberation_certification_etat(decide->certification));
	element_set(node, "decision", decide->decision);
	element_set_date(node, "obtenue-le", decide->obtenue_le);
	element_set_date(node, "valable-jusqu-au", decide->valable_jusqu_au);
	write_person(person, node);
	for (size_t i = 0; i < decide->bloc_count; i++)
		write_bloc_decide(deliberation, &decide->blocs[i], node);
	element_add_text(node, "recommandation", person->recommandation);
	if (person->fraude.given) {
		xmlNode *fraude = element_add(node, "fraude");
		element_set_date(fraude, "constatee-le", person->fraude.constatee_le);
		element_set_date(fraude, "observations-recueillies-le",
				 person->fraude.observations_recueillies_le);
		element_put_text(fraude, person->fraude.texte);
	}
	write_parchemins(deliberation, decide, node);
}
