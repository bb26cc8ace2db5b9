/* Rules of what an evaluation rests on: file, situations, épreuves, interview, the company's opinion. */

#include <string.h>

#include "base/buffer.h"
#include "jury/rule.h"

/* R. 6412-7: the jury decides on a VAE within so many days of the interview. */
#define VAE_DAYS 15

static const char *bloc_name(const struct rule *rule)
{
	return rule->bloc->id ? rule->bloc->id : rule->referentiel->id;
}

/* Is nothing more asked of this evaluation: put off, or of a bloc that counts already (E510)? */
static bool settled(const struct rule *rule)
{
	return rule->evaluation->sursis || date_given(rule_bloc_acquis(rule, rule->bloc));
}

/* E506, E507, E519. Who was convened and did not come had its interview. */
void rules_epreuve_entretien(const struct rule *rule)
{
	const struct evaluation *evaluation = rule->evaluation;
	struct date date = evaluation->entretien.date;
	struct place place = evaluation->entretien.place;
	bool held = evaluation->entretien.present != PRESENCE_ABSENT &&
		    evaluation->entretien.present != PRESENCE_EXCUSE;
	long minutes = evaluation->entretien.minutes;

	if (!rule->voie)
		return;
	if (!evaluation->entretien.given) {
		if (voie_entretien_obligatoire(rule->voie, rule->day) && !settled(rule))
			message_add(rule->messages, evaluation->place, M_E506, bloc_name(rule),
				    rule->voie->code);
		return;
	}
	if (held && minutes > 0 && minutes < rule->voie->entretien.minutes)
		message_add(rule->messages, rule_at(rule, place, "minutes"), M_E507,
			    bloc_name(rule), rule_number(rule, minutes),
			    rule_number(rule, rule->voie->entretien.minutes));
	if (held && rule->voie->vae && date_complete(date) &&
	    date_days_between(date, rule->day) > VAE_DAYS)
		message_add(rule->messages, rule_at(rule, place, "date"), M_E519,
			    rule_date(rule, rule->day), rule_date(rule, date));
}

/* How often the file names a situation. */
static size_t presented(const struct evaluation *evaluation, const char *situation)
{
	size_t count = 0, i;

	for (i = 0; i < evaluation->dossier.situation_count; i++)
		count += rule_same(evaluation->dossier.situations[i].ref, situation);
	return count;
}

/* Does the file name the situation at i a second time? */
static bool presented_before(const struct evaluation *evaluation, size_t i)
{
	size_t k;

	for (k = 0; k < i; k++)
		if (rule_same(evaluation->dossier.situations[k].ref, evaluation->dossier.situations[i].ref))
			return true;
	return false;
}

static void situations_report(const struct rule *rule, struct place place,
			      const struct modalite *modalite, const char *what)
{
	struct buffer expected = {0};
	size_t i;

	buffer_printf(&expected, "%ld", modalite->situations_requises);
	for (i = 0; i < modalite->situation_count; i++)
		buffer_printf(&expected, "%s%s", i ? ", " : " – ",
			      modalite->situations[i].choix == SITUATION_IMPOSEE
				      ? rule_say(rule, "%1 (imposed)", modalite->situations[i].id, NULL)
				      : modalite->situations[i].id);
	message_add(rule->messages, place, M_E508, modalite->id, what, buffer_string(&expected));
	buffer_free(&expected);
}

/* E508 for one modality: as many as it asks for, each once, the imposed one among them. One message says it. */
static void situations_check(const struct rule *rule, const struct modalite *modalite)
{
	const struct evaluation *evaluation = rule->evaluation;
	struct place place =
		evaluation->dossier.given ? evaluation->dossier.place : evaluation->place;
	const char *missing = NULL;
	size_t count = 0, i;

	for (i = 0; i < modalite->situation_count; i++) {
		size_t times = presented(evaluation, modalite->situations[i].id);

		count += times > 0;
		if (times == 0 && modalite->situations[i].choix == SITUATION_IMPOSEE)
			missing = modalite->situations[i].id;
	}
	if (modalite->situation_count == 0)
		count = evaluation->dossier.situation_count;
	if (modalite->situations_requises > 0 && count != (size_t)modalite->situations_requises)
		situations_report(rule, place, modalite, rule_number(rule, (long)count));
	else if (missing)
		situations_report(rule, place, modalite, rule_say(rule, "without “%1”, which is imposed", missing, NULL));
}

/* E508. */
void rules_epreuve_situations(const struct rule *rule)
{
	const struct evaluation *evaluation = rule->evaluation;
	const struct modalite *asking = NULL;
	bool open = false, unknown = false;
	size_t i, k;

	if (settled(rule))
		return;
	for (i = 0; i < rule->bloc->modalite_count; i++) {
		const struct modalite *modalite = &rule->bloc->modalites[i];

		if (!modalite_for_voie(modalite, rule->voie) ||
		    (modalite->situation_count == 0 && modalite->situations_requises == 0))
			continue;
		asking = modalite;
		open |= modalite->situation_count == 0;
	}
	for (i = 0; asking && !open && i < evaluation->dossier.situation_count; i++) {
		const char *ref = evaluation->dossier.situations[i].ref;
		bool known = false;

		for (k = 0; k < rule->bloc->modalite_count; k++)
			known |= modalite_for_voie(&rule->bloc->modalites[k], rule->voie) &&
				 modalite_find_situation(&rule->bloc->modalites[k], ref) != NULL;
		if (!known)
			situations_report(
				rule, rule_at(rule, evaluation->dossier.situations[i].place, "ref"),
				asking, rule_say(rule, "“%1”, which is none of them", ref, NULL));
		else if (presented_before(evaluation, i))
			situations_report(rule,
					  rule_at(rule, evaluation->dossier.situations[i].place, "ref"),
					  asking, rule_say(rule, "“%1” twice", ref, NULL));
		unknown |= !known || presented_before(evaluation, i);
	}
	for (i = 0; asking && !unknown && i < rule->bloc->modalite_count; i++)
		if (modalite_for_voie(&rule->bloc->modalites[i], rule->voie))
			situations_check(rule, &rule->bloc->modalites[i]);
}

static void after_check(const struct rule *rule, struct place place, const char *attribute,
			const char *what, struct date date, const char *limit_name,
			struct date limit)
{
	if (date_given(date) && date_given(limit) && date_compare(date, limit) > 0)
		message_add(rule->messages, rule_at(rule, place, attribute), M_E512, what,
			    rule_date(rule, date), limit_name, rule_date(rule, limit));
}

/* E512: nothing of the evaluation is after the deliberation, nor the file after the interview. */
void rules_epreuve_dates(const struct rule *rule)
{
	const struct evaluation *evaluation = rule->evaluation;
	struct date recu_le = evaluation->dossier.recu_le, entretien = evaluation->entretien.date;
	size_t i;

	after_check(rule, evaluation->dossier.place, "recu-le", "dossier", recu_le, "deliberation",
		    rule->day);
	after_check(rule, evaluation->entretien.place, "date", "entretien", entretien,
		    "deliberation", rule->day);
	if (date_compare(recu_le, rule->day) <= 0)
		after_check(rule, evaluation->dossier.place, "recu-le", "dossier", recu_le,
			    "entretien", entretien);
	for (i = 0; i < evaluation->epreuve_count; i++)
		after_check(rule, evaluation->epreuves[i].place, "date", "epreuve",
			    evaluation->epreuves[i].date, "deliberation", rule->day);
}

/* Does a modality of this bloc and voie ask for the company's opinion? */
static bool avis_modalite(const struct rule *rule)
{
	size_t i;

	for (i = 0; i < rule->bloc->modalite_count; i++)
		if (rule->bloc->modalites[i].type == MODALITE_AVIS_ENTREPRISE &&
		    modalite_for_voie(&rule->bloc->modalites[i], rule->voie))
			return true;
	return false;
}

/* E513. */
void rules_epreuve_avis_entreprise(const struct rule *rule)
{
	bool wanted = rule->referentiel->avis_entreprise == AVIS_ENTREPRISE_OUI;

	if (!rule->voie || settled(rule) || rule->evaluation->avis_entreprise)
		return;
	if (rule->referentiel->avis_entreprise == AVIS_ENTREPRISE_HORS_VAE)
		wanted = !rule->voie->vae;
	if (wanted || avis_modalite(rule))
		message_add(rule->messages, rule->evaluation->place, M_E513, bloc_name(rule));
}

/* Is it a modality of this bloc and voie? */
static bool epreuve_known(const struct rule *rule, const struct epreuve *epreuve)
{
	const struct modalite *modalite = bloc_find_modalite(rule->bloc, epreuve->modalite);

	return modalite && modalite_for_voie(modalite, rule->voie);
}

/* E520: an épreuve names a modality of this bloc and voie. */
void rules_epreuve_known(const struct rule *rule)
{
	size_t i;

	for (i = 0; rule->voie && i < rule->evaluation->epreuve_count; i++) {
		const struct epreuve *epreuve = &rule->evaluation->epreuves[i];

		if (!epreuve_known(rule, epreuve))
			message_add(rule->messages, rule_at(rule, epreuve->place, "modalite"),
				    M_E520, epreuve->modalite,
				    rule_say(rule, "no modality of bloc “%1” for voie “%2”",
					     bloc_name(rule), rule->voie->code));
	}
}

/* Is there, in this evaluation, what the modality asks for? The interview that the voie has is another rule's (E506), and so
 * are the situations of a file (E508). */
static bool modalite_held(const struct rule *rule, const struct modalite *modalite)
{
	const struct evaluation *evaluation = rule->evaluation;
	size_t i;

	for (i = 0; i < evaluation->epreuve_count; i++)
		if (rule_same(evaluation->epreuves[i].modalite, modalite->id))
			return true;
	switch (modalite->type) {
	case MODALITE_DOSSIER:
		return evaluation->dossier.given || modalite->situation_count > 0 ||
		       modalite->situations_requises > 0;
	case MODALITE_ENTRETIEN:
		return evaluation->entretien.given || rule->voie->entretien.given;
	case MODALITE_AVIS_ENTREPRISE:
		return true;
	default:
		return false;
	}
}

/* Does the modality still have something to evaluate: a competence that it covers and that was not acquired earlier? */
static bool modalite_needed(const struct rule *rule, const struct modalite *modalite)
{
	size_t i;

	for (i = 0; i < rule->bloc->competence_count; i++)
		if (modalite_covers(modalite, rule->bloc->competences[i].id) &&
		    !date_given(rule_competence_acquise(rule, rule->bloc->competences[i].id)))
			return true;
	return false;
}

/* Is it an alternative to another modality of the bloc that was held, or that is reported in its stead? */
static bool modalite_replaced(const struct rule *rule, const struct modalite *modalite)
{
	size_t i;

	if (modalite->choix != SITUATION_ALTERNATIVE)
		return false;
	for (i = 0; i < rule->bloc->modalite_count; i++) {
		const struct modalite *other = &rule->bloc->modalites[i];

		if (other != modalite && other->choix == SITUATION_ALTERNATIVE &&
		    modalite_for_voie(other, rule->voie) &&
		    (modalite_held(rule, other) ||
		     (other < modalite && modalite_needed(rule, other))))
			return true;
	}
	return false;
}

/* E520: an épreuve that the voie requires. One that bears a wrong name has been reported as that. */
void rules_epreuve_required(const struct rule *rule)
{
	size_t misnamed = 0, i;

	if (!rule->voie || settled(rule))
		return;
	for (i = 0; i < rule->evaluation->epreuve_count; i++)
		misnamed += !epreuve_known(rule, &rule->evaluation->epreuves[i]);
	for (i = 0; i < rule->bloc->modalite_count; i++) {
		const struct modalite *modalite = &rule->bloc->modalites[i];

		if (!modalite_for_voie(modalite, rule->voie) || !modalite_needed(rule, modalite) ||
		    modalite_held(rule, modalite) || modalite_replaced(rule, modalite))
			continue;
		if (misnamed > 0)
			misnamed--;
		else
			message_add(rule->messages, rule->evaluation->place, M_E520, modalite->id,
				    rule_say(rule, "missing, though voie “%1” requires it",
					     rule->voie->code, NULL));
	}
}
