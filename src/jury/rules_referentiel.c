/* Rules of a référentiel by itself. */

#include <string.h>

#include "input/fault.h"
#include "jury/rule.h"

/* The blocs and, after them, `direct`. */
static const struct bloc *holder(const struct referentiel *referentiel, size_t i)
{
	return i < referentiel->bloc_count ? &referentiel->blocs[i] : &referentiel->direct;
}

static void ids_of_voies(const struct rule *rule)
{
	const struct referentiel *referentiel = rule->referentiel;
	struct rule_ids *voies = rule_ids_new(rule, referentiel->voie_count);
	size_t i;

	RULE_IDS_ADD(voies, referentiel->voies, referentiel->voie_count, code);
	rule_ids_check(rule, voies, "code");
	for (i = 0; i < referentiel->voie_count; i++) {
		const struct voie *voie = &referentiel->voies[i];
		struct rule_ids *prerequis = rule_ids_new(rule, voie->prerequis_count);

		RULE_IDS_ADD(prerequis, voie->prerequis, voie->prerequis_count, id);
		rule_ids_check(rule, prerequis, "id");
	}
}

static void ids_of_blocs(const struct rule *rule)
{
	const struct referentiel *referentiel = rule->referentiel;
	size_t competence_count = 0, critere_count = 0, modalite_count = 0, situation_count = 0, i,
	       k;
	struct rule_ids *competences, *criteres, *modalites, *situations;

	for (i = 0; i <= referentiel->bloc_count; i++) {
		const struct bloc *bloc = holder(referentiel, i);

		competence_count += bloc->competence_count;
		modalite_count += bloc->modalite_count;
		for (k = 0; k < bloc->competence_count; k++)
			critere_count += bloc->competences[k].critere_count;
		for (k = 0; k < bloc->modalite_count; k++)
			situation_count += bloc->modalites[k].situation_count;
	}
	competences = rule_ids_new(rule, competence_count);
	criteres = rule_ids_new(rule, critere_count);
	modalites = rule_ids_new(rule, modalite_count);
	situations = rule_ids_new(rule, situation_count);
	for (i = 0; i <= referentiel->bloc_count; i++) {
		const struct bloc *bloc = holder(referentiel, i);

		RULE_IDS_ADD(competences, bloc->competences, bloc->competence_count, id);
		RULE_IDS_ADD(modalites, bloc->modalites, bloc->modalite_count, id);
		for (k = 0; k < bloc->competence_count; k++)
			RULE_IDS_ADD(criteres, bloc->competences[k].criteres,
				     bloc->competences[k].critere_count, id);
		for (k = 0; k < bloc->modalite_count; k++)
			RULE_IDS_ADD(situations, bloc->modalites[k].situations,
				     bloc->modalites[k].situation_count, id);
	}
	rule_ids_check(rule, competences, "id");
	rule_ids_check(rule, criteres, "id");
	rule_ids_check(rule, modalites, "id");
	rule_ids_check(rule, situations, "id");
}

/* S204, and S200 for what no id may be. `T` on a parchment's number means the whole certification. */
void rules_referentiel_ids(const struct rule *rule)
{
	const struct referentiel *referentiel = rule->referentiel;
	struct rule_ids *blocs = rule_ids_new(rule, referentiel->bloc_count);
	struct rule_ids *certificateurs = rule_ids_new(rule, referentiel->certificateur_count);
	struct rule_ids *own = rule_ids_new(rule, 1);
	size_t i;

	RULE_IDS_ADD(own, referentiel, 1, id);
	rule_ids_check(rule, own, "id");
	RULE_IDS_ADD(certificateurs, referentiel->certificateurs, referentiel->certificateur_count,
		     id);
	rule_ids_check(rule, certificateurs, "id");
	RULE_IDS_ADD(blocs, referentiel->blocs, referentiel->bloc_count, id);
	rule_ids_check(rule, blocs, "id");
	for (i = 0; i < referentiel->bloc_count; i++)
		if (rule_same(referentiel->blocs[i].id, "T"))
			fault_add(rule->messages, rule_at(rule, referentiel->blocs[i].place, "id"),
				  "the id “T” means the whole certification and cannot be a bloc’s",
				  NULL, NULL);
	ids_of_voies(rule);
	ids_of_blocs(rule);
}

/* R102. */
void rules_referentiel_announced(const struct rule *rule)
{
	const struct referentiel *referentiel = rule->referentiel;
	long listed = 0;
	size_t i;

	if (referentiel->competences_annoncees < 0)
		return;
	for (i = 0; i <= referentiel->bloc_count; i++)
		listed += (long)holder(referentiel, i)->competence_count;
	if (listed != referentiel->competences_annoncees)
		message_add(rule->messages,
			    rule_at(rule, referentiel->place, "competences-annoncees"), M_R102,
			    rule_number(rule, referentiel->competences_annoncees),
			    rule_number(rule, listed));
}

/* R103, R104; S200 for competences outside blocs, and for no bloc at all. */
void rules_referentiel_blocs(const struct rule *rule)
{
	const struct referentiel *referentiel = rule->referentiel;
	bool rs = referentiel->repertoire == REPERTOIRE_RS;
	size_t i;

	if (rs && referentiel->bloc_count > 0) {
		message_add(rule->messages, referentiel->blocs[0].place, M_R104,
			    referentiel->blocs[0].id);
		return;
	}
	if (rs && referentiel->direct.competence_count == 0)
		message_add(rule->messages, referentiel->place, M_R103, referentiel->id);
	for (i = 0; i < referentiel->bloc_count; i++)
		if (referentiel->blocs[i].competence_count == 0)
			message_add(rule->messages, referentiel->blocs[i].place, M_R103,
				    referentiel->blocs[i].id);
	if (!rs && referentiel->bloc_count == 0)
		fault_add(rule->messages, referentiel->place, "“%1” must hold “%2”", "referentiel",
			  "bloc");
	if (!rs && referentiel->direct.competence_count > 0)
		fault_add(rule->messages, referentiel->direct.competences[0].place,
			  "“competence” stands in a bloc, but for the RS", NULL, NULL);
}

/* Name each mention that a parchment must state and that the référentiel lacks (France compétences: registration, levels, NSF;
 * the RS has neither level nor NSF), by the path of what is missing. */
static size_t mentions_missing(const struct referentiel *referentiel, const char *missing[6])
{
	const struct enregistrement *enregistrement = referentiel->enregistrement;
	size_t count = 0;

	if (referentiel->repertoire == REPERTOIRE_AUCUN)
		return 0;
	if (!enregistrement) {
		missing[count++] = "enregistrement";
	} else {
		if (!enregistrement->code)
			missing[count++] = "enregistrement/@code";
		if (!date_given(enregistrement->decision))
			missing[count++] = "enregistrement/@decision";
	}
	if (referentiel->repertoire == REPERTOIRE_RS)
		return count;
	if (!referentiel->niveau.given)
		missing[count++] = "niveau";
	else if (!referentiel->niveau.national || !referentiel->niveau.europeen)
		missing[count++] =
			referentiel->niveau.national ? "niveau/@europeen" : "niveau/@national";
	if (!referentiel->nsf.given)
		missing[count++] = "nsf";
	else if (!referentiel->nsf.code)
		missing[count++] = "nsf/@code";
	return count;
}

/* The element that lacks a mention: itself where it stands, else the certification. */
static struct place mention_place(const struct referentiel *referentiel, const char *missing)
{
	if (strchr(missing, '@'))
		return *missing == 'e'     ? referentiel->enregistrement->place
		       : missing[1] == 'i' ? referentiel->niveau.place
					   : referentiel->nsf.place;
	return referentiel->certification_place;
}

/* R105, a warning here. */
void rules_referentiel_mentions(const struct rule *rule)
{
	const char *missing[6];
	size_t count = mentions_missing(rule->referentiel, missing), i;

	for (i = 0; i < count; i++)
		message_add_level(rule->messages, mention_place(rule->referentiel, missing[i]),
				  M_R105, MESSAGE_WARNING, missing[i]);
}

/* R105, an error for a session whose parchments are real. For a specimen, and before a session,
 * the référentiel's own warning says it. */
void rules_referentiel_mentions_of_session(const struct rule *rule)
{
	const char *missing[6];
	size_t count = mentions_missing(rule->referentiel, missing), i;

	if (rule->session->specimen || rule->context->before)
		return;
	for (i = 0; i < count; i++)
		message_add_level(rule->messages,
				  rule_at(rule, rule->session->place, "referentiel"), M_R105,
				  MESSAGE_ERROR, missing[i]);
}

/* R106. */
void rules_referentiel_damaged(const struct rule *rule)
{
	size_t i, k;

	for (i = 0; i <= rule->referentiel->bloc_count; i++) {
		const struct bloc *bloc = holder(rule->referentiel, i);

		for (k = 0; k < bloc->competence_count; k++)
			if (bloc->competences[k].etat)
				message_add(rule->messages, bloc->competences[k].place, M_R106,
					    bloc->competences[k].id,
					    vocabulary_competence_etat(bloc->competences[k].etat));
	}
}

static void modalite_references(const struct rule *rule, const struct bloc *bloc,
				const struct modalite *modalite)
{
	size_t i;

	for (i = 0; i < modalite->voie_count; i++)
		if (!referentiel_find_voie(rule->referentiel, modalite->voies[i]))
			message_add(rule->messages, rule_at(rule, modalite->place, "voies"), M_R107,
				    modalite->voies[i], "voies");
	for (i = 0; i < modalite->competence_count; i++)
		if (!bloc_find_competence(bloc, modalite->competences[i]))
			message_add(rule->messages, rule_at(rule, modalite->place, "competences"),
				    M_R107, modalite->competences[i], "competences");
}

/* R107. */
void rules_referentiel_references(const struct rule *rule)
{
	const struct referentiel *referentiel = rule->referentiel;
	size_t i, k;

	for (i = 0; i <= referentiel->bloc_count; i++) {
		const struct bloc *bloc = holder(referentiel, i);

		for (k = 0; k < bloc->modalite_count; k++)
			modalite_references(rule, bloc, &bloc->modalites[k]);
	}
	for (i = 0; i < referentiel->correspondance_count; i++) {
		const struct correspondance *correspondance = &referentiel->correspondances[i];

		if (!referentiel_find_bloc(referentiel, correspondance->vers))
			message_add(rule->messages, rule_at(rule, correspondance->place, "vers"),
				    M_R107, correspondance->vers, "vers");
	}
}
