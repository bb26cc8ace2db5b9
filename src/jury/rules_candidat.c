/* Rules of one candidate: who it is, what it had before, which blocs it presents. */

#include <string.h>

#include "base/buffer.h"
#include "input/fault.h"
#include "jury/deliberation.h"
#include "jury/numero.h"
#include "jury/rule.h"

/* Outside these ages, in years on the day of deliberation, a birth date is rather a typing fault. */
#define AGE_LEAST 15
#define AGE_MOST  90

/* C401. */
void rules_candidat_voie(const struct rule *rule)
{
	struct buffer voies = {0};
	size_t i;

	if (rule->voie)
		return;
	for (i = 0; i < rule->referentiel->voie_count; i++)
		buffer_printf(&voies, "%s%s", i ? ", " : "", rule->referentiel->voies[i].code);
	message_add(rule->messages, rule_at(rule, rule->candidat->place, "voie"), M_C401,
		    rule->candidat->voie ? rule->candidat->voie : "", buffer_string(&voies));
	buffer_free(&voies);
}

/* C402. */
void rules_candidat_birth(const struct rule *rule)
{
	const struct date birth = rule->candidat->identite.naissance.date;
	struct date least = rule->day, most = rule->day;

	if (!date_given(birth) || !date_given(rule->day))
		return;
	least.year -= AGE_LEAST;
	most.year -= AGE_MOST + 1;
	if (!birth.month)
		least.month = most.month = 0;
	if (!birth.day)
		least.day = most.day = 0;
	if (date_compare(birth, least) > 0 || date_compare(birth, most) <= 0)
		message_add(rule->messages,
			    rule_at(rule, rule->candidat->identite.naissance.place, "date"), M_C402,
			    rule_date(rule, birth), rule_date(rule, rule->day));
}

/* C403: what a parchment says of its holder, and what an export cannot do without. */
void rules_candidat_identite(const struct rule *rule)
{
	const struct identite *identite = &rule->candidat->identite;
	const struct place naissance =
		identite->naissance.given ? identite->naissance.place : identite->place;
	const bool prenom = identite->prenom_count > 0 && *identite->prenoms[0];
	const struct {
		bool there;
		struct place place;
		const char *name;
	} parts[] = {
		{identite->nom_naissance != NULL, identite->place, "nom-naissance"},
		{prenom, identite->place, "prenom"},
		{date_given(identite->naissance.date), naissance, "naissance/@date"},
		{identite->naissance.commune != NULL, naissance, "naissance/@commune"},
		{identite->naissance.pays != NULL, naissance, "naissance/@pays"},
	};
	size_t i;

	for (i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (!parts[i].there && (identite->naissance.given || i < 2))
			message_add(rule->messages, parts[i].place, M_C403, rule->candidat->id,
				    parts[i].name);
	if (!identite->naissance.given)
		message_add(rule->messages, identite->place, M_C403, rule->candidat->id,
			    "naissance");
}

/* C404: who asks for the certification of what is held is not evaluated. Of a bloc that is held, E510 says it. */
static void capitalisation_check(const struct rule *rule)
{
	const struct candidat *candidat = rule->candidat;
	size_t i;

	for (i = 0; i < candidat->evaluation_count; i++) {
		const struct evaluation *evaluation = &candidat->evaluations[i];
		const struct bloc *bloc = referentiel_find_bloc(rule->referentiel, evaluation->bloc);

		if (!rule_evaluated(candidat, evaluation) || date_given(rule_bloc_acquis(rule, bloc)))
			continue;
		message_add(rule->messages, evaluation->place, M_C404, candidat->id, "capitalisation");
		return;
	}
}

/* C404, C405. */
void rules_candidat_presence(const struct rule *rule)
{
	const struct candidat *candidat = rule->candidat;
	size_t i;

	if (candidat->present == PRESENCE_OUI) {
		bool postponed = false;

		for (i = 0; i < candidat->evaluation_count; i++)
			postponed |= candidat->evaluations[i].sursis;
		if (!rule_anything_evaluated(candidat) && !candidat->capitalisation && !postponed)
			message_add(rule->messages, candidat->place, M_C405, candidat->id);
		if (candidat->capitalisation)
			capitalisation_check(rule);
		return;
	}
	if (!candidat->present) {
		fault_add(rule->messages, candidat->place, "attribute “%1” is missing", "present", NULL);
		return;
	}
	for (i = 0; i < candidat->evaluation_count; i++) {
		const struct evaluation *evaluation = &candidat->evaluations[i];

		if (evaluation->present != PRESENCE_ABSENT &&
		    evaluation->present != PRESENCE_EXCUSE) {
			message_add(rule->messages, evaluation->place, M_C404, candidat->id,
				    vocabulary_presence(candidat->present));
			return;
		}
	}
}

/* E511 for one earlier acquisition: its date, and its number where it has the shape of ours. E517 when it is over. */
static void acquis_check(const struct rule *rule, struct place place, const char *what,
			 struct date date, const char *certificat, struct duration validity)
{
	bool late = date_compare(date, rule->day) > 0;
	bool forged = certificat && numero_shape(certificat) && !numero_valid(certificat);

	if (late || forged)
		message_add(rule->messages, rule_at(rule, place, late ? "date" : "certificat"),
			    M_E511, what,
			    late ? rule_say(rule, "its date %1 is after the deliberation of %2",
					    rule_date(rule, date), rule_date(rule, rule->day))
				 : rule_say(rule, "the check digits of its number “%1” are wrong",
					    certificat, NULL));
	else if (!date_valid_on(date, validity, rule->day))
		message_add(rule->messages, rule_at(rule, place, "date"), M_E517, what,
			    rule_date(rule, date_add(date, validity)));
}

/* E511, E517. */
void rules_candidat_acquis(const struct rule *rule)
{
	const struct candidat *candidat = rule->candidat;
	size_t i;

	for (i = 0; i < candidat->bloc_acquis_count; i++) {
		const struct bloc_acquis *acquis = &candidat->blocs_acquis[i];

		acquis_check(rule, acquis->place, acquis->ref, acquis->date, acquis->certificat,
			     rule->referentiel->validite.blocs);
	}
	for (i = 0; i < candidat->competence_acquise_count; i++) {
		const struct competence_acquise *acquise = &candidat->competences_acquises[i];

		acquis_check(rule, acquise->place, acquise->ref, acquise->date, NULL,
			     rule->referentiel->validite.competences);
	}
	if (candidat->certification_acquise.given)
		acquis_check(rule, candidat->certification_acquise.place, rule->referentiel->id,
			     candidat->certification_acquise.date,
			     candidat->certification_acquise.certificat,
			     rule->referentiel->validite.certification);
}

static const char *bloc_unknown(const struct rule *rule)
{
	const struct referentiel *referentiel = rule->referentiel;
	const char *list = referentiel->bloc_count ? referentiel->blocs[0].id : "—";
	size_t i;

	for (i = 1; i < referentiel->bloc_count; i++)
		list = arena_printf(rule->arena, "%s, %s", list, referentiel->blocs[i].id);
	return rule_say(rule, "unknown to the référentiel, which has: %1", list, NULL);
}

/* E509, E501 for what was acquired earlier. A bloc of another edition or certification needs a correspondance. */
void rules_candidat_acquis_unknown(const struct rule *rule)
{
	const struct candidat *candidat = rule->candidat;
	size_t i;

	for (i = 0; i < candidat->bloc_acquis_count; i++) {
		const struct bloc_acquis *acquis = &candidat->blocs_acquis[i];
		bool foreign = acquis->certification || acquis->edition;

		if (!deliberation_bloc_acquis(rule->referentiel, acquis))
			message_add(rule->messages, rule_at(rule, acquis->place, "ref"), M_E509,
				    acquis->ref,
				    foreign ? rule_say(rule, "no correspondance of the référentiel takes it over", NULL, NULL)
					    : bloc_unknown(rule));
	}
	for (i = 0; i < candidat->competence_acquise_count; i++)
		if (!referentiel_find_competence(rule->referentiel,
						 candidat->competences_acquises[i].ref, NULL))
			message_add(rule->messages,
				    rule_at(rule, candidat->competences_acquises[i].place, "ref"),
				    M_E501, candidat->competences_acquises[i].ref);
}

/* The day on which the evaluation of this candidate began: the first épreuve or interview, else the deliberation. */
static struct date evaluation_begin(const struct rule *rule)
{
	struct date first = rule->day;
	size_t i, k;

	for (i = 0; i < rule->candidat->evaluation_count; i++) {
		const struct evaluation *evaluation = &rule->candidat->evaluations[i];

		if (date_given(evaluation->entretien.date) &&
		    date_compare(evaluation->entretien.date, first) < 0)
			first = evaluation->entretien.date;
		for (k = 0; k < evaluation->epreuve_count; k++)
			if (date_given(evaluation->epreuves[k].date) &&
			    date_compare(evaluation->epreuves[k].date, first) < 0)
				first = evaluation->epreuves[k].date;
	}
	return first;
}

static const struct prerequis_fait *prerequis_done(const struct candidat *candidat, const char *id)
{
	size_t i;

	for (i = candidat->prerequis_count; i-- > 0;)
		if (rule_same(candidat->prerequis[i].ref, id))
			return &candidat->prerequis[i];
	return NULL;
}

/* At what bears another name in its stead, where there is such a thing. */
static void prerequis_missing(const struct rule *rule, const struct prerequis *wanted,
			      const struct prerequis_fait *instead, struct date begin)
{
	if (instead)
		message_add(rule->messages, rule_at(rule, instead->place, "ref"), M_E515, wanted->id,
			    rule_say(rule, "“%1” stands in its place, which voie “%2” does not have",
				     instead->ref, rule->voie->code));
	else
		message_add(rule->messages, rule->candidat->place, M_E515, wanted->id,
			    rule_say(rule, "missing; it comes before the evaluation of %1",
				     rule_date(rule, begin), NULL));
}

/* E515: what must be done before the evaluation (circulaire, 2.3). S206: a prerequisite that the voie does not have. */
void rules_candidat_prerequis(const struct rule *rule)
{
	const struct candidat *candidat = rule->candidat;
	struct date begin = evaluation_begin(rule);
	size_t unknown = 0, i; /* before `unknown`, what the voie does not have has been reported */

	if (!rule->voie)
		return;
	for (i = 0; i < rule->voie->prerequis_count && rule_anything_evaluated(candidat); i++) {
		const struct prerequis *wanted = &rule->voie->prerequis[i];
		const struct prerequis_fait *done = prerequis_done(candidat, wanted->id);

		if (done && date_compare(done->date, begin) > 0)
			message_add(rule->messages, rule_at(rule, done->place, "date"), M_E515,
				    wanted->id,
				    rule_say(rule, "done on %1, after the evaluation of %2",
					     rule_date(rule, done->date), rule_date(rule, begin)));
		if (done)
			continue;
		while (unknown < candidat->prerequis_count &&
		       voie_find_prerequis(rule->voie, candidat->prerequis[unknown].ref))
			unknown++;
		prerequis_missing(rule, wanted,
				  unknown < candidat->prerequis_count ? &candidat->prerequis[unknown++] : NULL,
				  begin);
	}
	for (; unknown < candidat->prerequis_count; unknown++)
		if (!voie_find_prerequis(rule->voie, candidat->prerequis[unknown].ref))
			message_add(rule->messages,
				    rule_at(rule, candidat->prerequis[unknown].place, "ref"), M_S206,
				    "prerequis", candidat->prerequis[unknown].ref,
				    rule_say(rule, "voie “%1” has no such prerequisite",
					     rule->voie->code, NULL));
}

/* E518: R. 6412-7. E512: dates out of order. */
void rules_candidat_fraude(const struct rule *rule)
{
	const struct candidat *candidat = rule->candidat;
	struct date heard = candidat->fraude.observations_recueillies_le,
		    found = candidat->fraude.constatee_le;
	struct place place = rule_at(rule, candidat->fraude.place, "observations-recueillies-le");

	if (!candidat->fraude.given)
		return;
	if (!date_given(heard))
		message_add(rule->messages, candidat->fraude.place, M_E518, rule_date(rule, found));
	else if (date_compare(heard, found) < 0)
		message_add(rule->messages, place, M_E512, "constatee-le", rule_date(rule, found),
			    "observations-recueillies-le", rule_date(rule, heard));
	else if (date_compare(heard, rule->day) > 0)
		message_add(rule->messages, place, M_E512, "observations-recueillies-le",
			    rule_date(rule, heard), "deliberation", rule_date(rule, rule->day));
}

/* E509: a bloc that the référentiel does not have, or that is evaluated a second time. The RS has one evaluation, of no bloc. */
void rules_candidat_blocs(const struct rule *rule)
{
	const struct candidat *candidat = rule->candidat;
	bool rs = rule->referentiel->repertoire == REPERTOIRE_RS;
	size_t i;

	if (candidat->present != PRESENCE_OUI)
		return;
	for (i = 0; i < candidat->evaluation_count; i++) {
		const struct evaluation *evaluation = &candidat->evaluations[i];
		bool known =
			rs ? !evaluation->bloc
			   : referentiel_find_bloc(rule->referentiel, evaluation->bloc) != NULL;

		const struct evaluation *first = candidat_find_evaluation(candidat, evaluation->bloc);
		const char *what = NULL;

		if (!known)
			what = rs ? rule_say(rule, "the Répertoire spécifique has one evaluation, of no bloc", NULL, NULL)
				  : bloc_unknown(rule);
		else if (first != evaluation)
			what = rule_say(rule, "evaluated a second time, first at line %1",
					rule_number(rule, first->place.line), NULL);
		if (what)
			message_add(rule->messages, rule_at(rule, evaluation->place, "bloc"),
				    M_E509, evaluation->bloc ? evaluation->bloc : "", what);
	}
}
