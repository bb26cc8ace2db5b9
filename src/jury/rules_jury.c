/* Rules of the jury's composition: those of the référentiel, and for a VAE candidate those of the code du travail, D. 6412-6. */

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "jury/rule.h"

#define VAE_MEMBERS 2

/* Does the member sit: present, and with a voice? */
static bool sits(const struct membre *membre)
{
	return membre->present && membre->role != ROLE_SECRETAIRE;
}

/* Does the member sit for this candidate (NULL: at all)? */
static bool sits_for(const struct membre *membre, const struct candidat *candidat)
{
	const struct lien *lien = candidat ? membre_find_lien(membre, candidat->id) : NULL;

	return sits(membre) && !(lien && lien->deport);
}

static long members_count(const struct session *session, const struct candidat *candidat)
{
	long count = 0;
	size_t i;

	for (i = 0; i < session->membre_count; i++)
		count += sits_for(&session->membres[i], candidat);
	return count;
}

static long presidents_count(const struct session *session, const struct candidat *candidat)
{
	long count = 0;
	size_t i;

	for (i = 0; i < session->membre_count; i++)
		count += session->membres[i].role == ROLE_PRESIDENT &&
			 sits_for(&session->membres[i], candidat);
	return count;
}

/* S200: the minutes name every member (seed 004, C7: identity and quality of the evaluators). A schema of children in any order cannot
 * ask for one. */
void rules_jury_names(const struct rule *rule)
{
	size_t i;

	for (i = 0; i < rule->session->membre_count; i++)
		if (!rule->session->membres[i].identite.nom || !*rule->session->membres[i].identite.nom)
			message_add(rule->messages, rule->session->membres[i].place, M_S200,
				    message_translate("a member of the jury has no name"));
}

/* J301. */
void rules_jury_members(const struct rule *rule)
{
	long count = members_count(rule->session, NULL);

	if (count < rule->referentiel->jury.membres_min)
		message_add(
			rule->messages, rule->session->jury_place, M_J301, rule_number(rule, count),
			rule_number(rule, rule->referentiel->jury.membres_min), rule->session->id);
}

/* J302. */
void rules_jury_president(const struct rule *rule)
{
	long count = presidents_count(rule->session, NULL);

	if (rule->referentiel->jury.president && count != 1)
		message_add(rule->messages, rule->session->jury_place, M_J302,
			    rule_number(rule, count), rule->session->id);
}

/* How many of `count` a share or a number asks for: a share is never rounded down. */
static long part_of(struct part part, long count)
{
	if (part.denominator == 0)
		return part.numerator;
	return (count * part.numerator + part.denominator - 1) / part.denominator;
}

/* J303. */
void rules_jury_external(const struct rule *rule)
{
	const struct session *session = rule->session;
	long count = members_count(session, NULL), external = 0, required;
	size_t i;

	if (!rule->referentiel->jury.externes_min.given || count == 0)
		return;
	for (i = 0; i < session->membre_count; i++)
		external += sits(&session->membres[i]) && session->membres[i].externe;
	required = part_of(rule->referentiel->jury.externes_min, count);
	if (external < required)
		message_add(rule->messages, session->jury_place, M_J303,
			    rule_number(rule, external), rule_number(rule, count),
			    rule_number(rule, required), session->id);
}

/* J304: every college sits; where parity is asked for, with as many members each, and no college sits alone. */
void rules_jury_colleges(const struct rule *rule)
{
	const struct jury_regles *regles = &rule->referentiel->jury;
	const struct session *session = rule->session;
	struct buffer text = {0};
	const char *college;
	long first = -1;
	bool wrong = false, missing = false;
	size_t c, i;

	for (c = 0; (college = session_college(session, regles, c)) != NULL; c++) {
		long count = 0;

		for (i = 0; i < session->membre_count; i++)
			count += sits(&session->membres[i]) &&
				 rule_same(session->membres[i].college, college);
		first = c == 0 ? count : first;
		missing |= count == 0;
		wrong |= count == 0 || (regles->paritaire && count != first);
		buffer_printf(&text, "%s%s %ld", c ? ", " : "", college, count);
	}
	missing |= regles->paritaire && c < 2;
	wrong |= missing;
	if (wrong && members_count(session, NULL) > 0)
		message_add(rule->messages, session->jury_place, M_J304,
			    c ? buffer_string(&text) : "–",
			    missing ? rule_say(rule, "one of them is missing (référentiel, jury/@colleges)", NULL, NULL)
				    : rule_say(rule, "each must have as many (référentiel, jury/@paritaire)", NULL, NULL));
	buffer_free(&text);
}

/* 'F', 'M', or 0 where neither sex nor civility says it. */
static char sex_of(const struct identite *identite)
{
	const char *civilite = identite->civilite ? identite->civilite : "";

	if (identite->sexe && (*identite->sexe == 'F' || *identite->sexe == 'M'))
		return *identite->sexe;
	if (rule_same(civilite, "Mme") || rule_same(civilite, "Madame"))
		return 'F';
	return rule_same(civilite, "M.") || rule_same(civilite, "M") ||
			       rule_same(civilite, "Monsieur")
		       ? 'M'
		       : 0;
}

/* J306. */
void rules_jury_mixed(const struct rule *rule)
{
	const struct session *session = rule->session;
	bool women = false, men = false;
	size_t i;

	if (!rule->referentiel->jury.mixte || members_count(session, NULL) == 0)
		return;
	for (i = 0; i < session->membre_count; i++) {
		char sex = sits(&session->membres[i]) ? sex_of(&session->membres[i].identite) : 0;

		women |= sex == 'F';
		men |= sex == 'M';
	}
	if (women != men)
		message_add(rule->messages, session->jury_place, M_J306, women ? "Mme" : "M.");
}

static bool same_person(const struct identite *a, const struct identite *b)
{
	return rule_same(a->nom, b->nom) && a->prenom_count > 0 && b->prenom_count > 0 &&
	       rule_same(a->prenoms[0], b->prenoms[0]);
}

/* Does this person sit in the session? */
static bool person_sits(const struct session *session, const struct identite *identite)
{
	size_t i;

	for (i = 0; i < session->membre_count; i++)
		if (sits(&session->membres[i]) &&
		    same_person(&session->membres[i].identite, identite))
			return true;
	return false;
}

/* J307: "ce même jury" (annexe 1, 2.2): who sat after the file sits at the interview, and nobody else. */
void rules_jury_same(const struct rule *rule)
{
	const struct session *session = rule->session, *suite = rule->context->suite;
	size_t i;

	if (!session->suite_de || !suite)
		return;
	for (i = 0; i < session->membre_count; i++)
		if (sits(&session->membres[i]) &&
		    !person_sits(suite, &session->membres[i].identite))
			message_add(rule->messages, session->membres[i].place, M_J307,
				    session->membres[i].id, session->suite_de);
	for (i = 0; i < suite->membre_count; i++)
		if (sits(&suite->membres[i]) && !person_sits(session, &suite->membres[i].identite))
			message_add(rule->messages, session->jury_place, M_J307,
				    suite->membres[i].id, session->suite_de);
}

static void ties_check(const struct rule *rule, const struct membre *membres, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		const struct lien *lien = membre_find_lien(&membres[i], rule->candidat->id);

		if (lien && !lien->deport && sits(&membres[i]))
			message_add(rule->messages, lien->place, M_J305, membres[i].id,
				    rule->candidat->id, vocabulary_lien_nature(lien->nature));
	}
}

/* J305: also of the commissions that evaluated the candidate. */
void rules_jury_ties(const struct rule *rule)
{
	const struct session *session = rule->session;
	size_t i, k;

	if (!rule_anything_evaluated(rule->candidat))
		return;
	ties_check(rule, session->membres, session->membre_count);
	for (i = 0; i < session->commission_count; i++)
		for (k = 0; k < rule->candidat->evaluation_count; k++)
			if (rule_same(rule->candidat->evaluations[k].commission,
				      session->commissions[i].id)) {
				ties_check(rule, session->commissions[i].membres,
					   session->commissions[i].membre_count);
				break;
			}
}

/* J301, J302 for one candidate, without those who stood aside; what the jury as a whole lacks has been said. For VAE, D. 6412-6
 * asks for two members and a president whatever the référentiel says. */
void rules_jury_for_candidat(const struct rule *rule)
{
	const struct jury_regles *regles = &rule->referentiel->jury;
	bool vae = rule->voie && rule->voie->vae;
	long required =
		vae && regles->membres_min < VAE_MEMBERS ? VAE_MEMBERS : regles->membres_min;
	long count = members_count(rule->session, rule->candidat);
	long presidents = presidents_count(rule->session, rule->candidat);

	if (!rule_anything_evaluated(rule->candidat))
		return;
	if (count < required && members_count(rule->session, NULL) >= regles->membres_min)
		message_add(rule->messages, rule->candidat->place, M_J301, rule_number(rule, count),
			    rule_number(rule, required), rule->candidat->id);
	if (presidents != 1 &&
	    (regles->president ? presidents_count(rule->session, NULL) == 1 : vae))
		message_add(rule->messages, rule->candidat->place, M_J302,
			    rule_number(rule, presidents), rule->candidat->id);
}
