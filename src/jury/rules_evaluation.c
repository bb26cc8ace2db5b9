/* Rules of one evaluation: the competences, their results, what the jury and the commission say. */

#include <string.h>

#include "jury/rule.h"

/* E510: what counts already is not evaluated again. */
void rules_evaluation_acquis(const struct rule *rule)
{
	const struct evaluation *evaluation = rule->evaluation;
	struct date date = rule_bloc_acquis(rule, rule->bloc);
	size_t i;

	if (date_given(date) && date_compare(date, rule->day) > 0)
		return; /* its date has been reported (E511) */
	if (date_given(date)) {
		message_add(rule->messages, rule_at(rule, evaluation->place, "bloc"), M_E510,
			    evaluation->bloc, rule_date(rule, date));
		return;
	}
	for (i = 0; i < evaluation->competence_count; i++) {
		date = rule_competence_acquise(rule, evaluation->competences[i].ref);
		if (date_given(date) && date_compare(date, rule->day) <= 0)
			message_add(rule->messages,
				    rule_at(rule, evaluation->competences[i].place, "ref"), M_E510,
				    evaluation->competences[i].ref, rule_date(rule, date));
	}
}

/* E501, E502: a reference to a competence, at the attribute that holds it. */
static void competence_check(const struct rule *rule, struct place place, const char *attribute,
			     const char *ref)
{
	const struct bloc *bloc;

	if (bloc_find_competence(rule->bloc, ref))
		return;
	if (referentiel_find_competence(rule->referentiel, ref, &bloc) && bloc->id)
		message_add(rule->messages, rule_at(rule, place, attribute), M_E502, ref, bloc->id,
			    rule->bloc->id);
	else
		message_add(rule->messages, rule_at(rule, place, attribute), M_E501, ref);
}

/* E501, E502, E504. */
void rules_evaluation_competences(const struct rule *rule)
{
	const struct evaluation *evaluation = rule->evaluation;
	size_t i;

	for (i = 0; i < evaluation->competence_count; i++) {
		const struct competence_jugee *jugee = &evaluation->competences[i];
		const struct competence_jugee *first =
			evaluation_find_competence(evaluation, jugee->ref);

		if (first && first != jugee)
			message_add(rule->messages, rule_at(rule, jugee->place, "ref"), M_E504,
				    jugee->ref, rule_number(rule, first->place.line));
		else
			competence_check(rule, jugee->place, "ref", jugee->ref);
	}
	for (i = 0; i < evaluation->avis_commission_count; i++)
		competence_check(rule, evaluation->avis_commission[i].place, "competence",
				 evaluation->avis_commission[i].competence);
}

/* How many results name a competence that they cannot: of another bloc, of none, or for the second time. */
static size_t misnamed_count(const struct rule *rule)
{
	const struct evaluation *evaluation = rule->evaluation;
	size_t count = 0, i;

	for (i = 0; i < evaluation->competence_count; i++) {
		const struct competence_jugee *jugee = &evaluation->competences[i];

		count += !bloc_find_competence(rule->bloc, jugee->ref) ||
			 evaluation_find_competence(evaluation, jugee->ref) != jugee;
	}
	return count;
}

/* E503: at the competence that has no result, at the evaluation for one that does not stand there. A competence that is missing
 * because its result bears another's name has been reported as that. */
void rules_evaluation_complete(const struct rule *rule)
{
	const struct evaluation *evaluation = rule->evaluation;
	const char *bloc = rule->bloc->id ? rule->bloc->id : rule->referentiel->id;
	size_t misnamed = misnamed_count(rule), i;

	if (evaluation->sursis || date_given(rule_bloc_acquis(rule, rule->bloc)))
		return;
	for (i = 0; i < rule->bloc->competence_count; i++) {
		const char *id = rule->bloc->competences[i].id;
		const struct competence_jugee *jugee = evaluation_find_competence(evaluation, id);

		if (jugee && jugee->resultat)
			continue;
		if (jugee)
			message_add(rule->messages, jugee->place, M_E503, id, bloc);
		else if (date_given(rule_competence_acquise(rule, id)))
			continue;
		else if (misnamed > 0)
			misnamed--;
		else
			message_add(rule->messages, evaluation->place, M_E503, id, bloc);
	}
}

static const struct avis_commission *avis_find(const struct evaluation *evaluation,
					       const char *competence)
{
	size_t i;

	for (i = 0; i < evaluation->avis_commission_count; i++)
		if (rule_same(evaluation->avis_commission[i].competence, competence))
			return &evaluation->avis_commission[i];
	return NULL;
}

/* Does the jury depart from what the commission proposed? */
static bool departs(const struct competence_jugee *jugee, const struct avis_commission *avis)
{
	return avis && (jugee->resultat == RESULTAT_ACQUISE) != (avis->sens == SENS_FAVORABLE);
}

/* E516, E505: a candidate is told why. Where the jury departs from the commission, that is the reason that is missing. */
void rules_evaluation_commentaires(const struct rule *rule)
{
	const struct evaluation *evaluation = rule->evaluation;
	size_t i;

	for (i = 0; i < evaluation->competence_count; i++) {
		const struct competence_jugee *jugee = &evaluation->competences[i];
		const struct avis_commission *avis = avis_find(evaluation, jugee->ref);

		if (jugee->commentaire || !jugee->resultat ||
		    !bloc_find_competence(rule->bloc, jugee->ref) ||
		    evaluation_find_competence(evaluation, jugee->ref) != jugee)
			continue;
		if (departs(jugee, avis))
			message_add(rule->messages, jugee->place, M_E516, jugee->ref,
				    vocabulary_resultat(jugee->resultat),
				    vocabulary_sens(avis->sens));
		else if (jugee->resultat != RESULTAT_ACQUISE)
			message_add(rule->messages, jugee->place, M_E505, jugee->ref,
				    vocabulary_resultat(jugee->resultat));
	}
}

static const char *criteres_of(const struct rule *rule, const struct competence *competence)
{
	const char *list = competence->critere_count ? competence->criteres[0].id : "—";
	size_t i;

	for (i = 1; i < competence->critere_count; i++)
		list = arena_printf(rule->arena, "%s, %s", list, competence->criteres[i].id);
	return list;
}

/* E514. */
void rules_evaluation_criteres(const struct rule *rule)
{
	size_t i, k;

	for (i = 0; i < rule->evaluation->competence_count; i++) {
		const struct competence_jugee *jugee = &rule->evaluation->competences[i];
		const struct competence *competence = bloc_find_competence(rule->bloc, jugee->ref);

		for (k = 0; competence && k < jugee->critere_count; k++)
			if (!competence_find_critere(competence, jugee->criteres[k].ref))
				message_add(rule->messages,
					    rule_at(rule, jugee->criteres[k].place, "ref"), M_E514,
					    jugee->criteres[k].ref, jugee->ref,
					    criteres_of(rule, competence));
	}
}
