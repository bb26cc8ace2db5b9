/* Rules of a session as a whole: ids, state, dates, links. */

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "jury/numero.h"
#include "jury/rule.h"
#include "text/collation.h"

/* S204, and S200 for what no id may be. */
void rules_session_ids(const struct rule *rule)
{
	const struct session *session = rule->session;
	struct rule_ids *own = rule_ids_new(rule, 1);
	struct rule_ids *membres = rule_ids_new(rule, session->membre_count);
	struct rule_ids *commissions = rule_ids_new(rule, session->commission_count);
	struct rule_ids *candidats = rule_ids_new(rule, session->candidat_count);
	size_t i;

	RULE_IDS_ADD(own, session, 1, id);
	rule_ids_check(rule, own, "id");
	RULE_IDS_ADD(membres, session->membres, session->membre_count, id);
	rule_ids_check(rule, membres, "id");
	RULE_IDS_ADD(commissions, session->commissions, session->commission_count, id);
	rule_ids_check(rule, commissions, "id");
	for (i = 0; i < session->commission_count; i++) {
		const struct commission *commission = &session->commissions[i];
		struct rule_ids *evaluators = rule_ids_new(rule, commission->membre_count);

		RULE_IDS_ADD(evaluators, commission->membres, commission->membre_count, id);
		rule_ids_check(rule, evaluators, "id");
	}
	RULE_IDS_ADD(candidats, session->candidats, session->candidat_count, id);
	rule_ids_check(rule, candidats, "id");
}

/* S202. */
void rules_session_statut(const struct rule *rule)
{
	enum statut statut = rule->session->deliberation.statut;

	if (statut == STATUT_CLOSE || rule->context->before)
		return;
	message_add_level(rule->messages,
			  rule_at(rule, rule->session->deliberation.place, "statut"), M_S202,
			  rule->context->build ? MESSAGE_ERROR : MESSAGE_WARNING, rule->session->id,
			  vocabulary_statut(statut ? statut : STATUT_OUVERTE));
}

/* S203: the deliberation, and the delivery where it is another day, within what the registration allows. */
void rules_session_delivrance(const struct rule *rule)
{
	const struct enregistrement *enregistrement = rule->referentiel->enregistrement;
	struct date delivrance = session_delivrance(rule->session), last;
	const char *attribute = "date";
	struct date wrong = rule->day;

	if (!enregistrement || rule->referentiel->repertoire == REPERTOIRE_AUCUN)
		return;
	last = date_given(enregistrement->derniere_delivrance) ? enregistrement->derniere_delivrance
							       : enregistrement->echeance;
	if (date_compare(rule->day, enregistrement->decision) >= 0 &&
	    (!date_given(last) || date_compare(rule->day, last) <= 0)) {
		if (!date_given(last) || date_compare(delivrance, last) <= 0)
			return;
		attribute = "delivrance";
		wrong = delivrance;
	}
	message_add(rule->messages, rule_at(rule, rule->session->deliberation.place, attribute),
		    M_S203, rule_date(rule, wrong), rule_date(rule, enregistrement->decision),
		    rule_date(rule, last));
}

struct homonym {
	const char *key; /* of birth name and first name */
	const struct candidat *candidat;
};

/* Accents and case are often lost on the way to a back office. */
static int homonyms_same(const struct homonym *x, const struct homonym *y)
{
	int order = collation_compare_plain(x->key, y->key);

	return order ? order
		     : date_compare(x->candidat->identite.naissance.date,
				    y->candidat->identite.naissance.date);
}

static int homonyms_compare(const void *a, const void *b)
{
	const struct homonym *x = a, *y = b;
	int order = homonyms_same(x, y);

	return order ? order : (x->candidat > y->candidat) - (x->candidat < y->candidat);
}

/* S205. */
void rules_session_homonyms(const struct rule *rule)
{
	const struct session *session = rule->session;
	struct homonym *sorted = arena_array(rule->arena, session->candidat_count, sizeof(*sorted));
	struct collation *collation = collation_open();
	size_t count = 0, i;

	for (i = 0; i < session->candidat_count; i++) {
		const struct identite *identite = &session->candidats[i].identite;

		if (identite->nom_naissance && identite->prenom_count > 0 &&
		    date_given(identite->naissance.date))
			sorted[count++] = (struct homonym){
				collation_key(collation, rule->arena, identite->nom_naissance,
					      identite->prenoms[0]),
				&session->candidats[i]};
	}
	collation_close(collation);
	if (count)
		qsort(sorted, count, sizeof(*sorted), homonyms_compare);
	for (i = 1; i < count; i++)
		if (!homonyms_same(&sorted[i - 1], &sorted[i]) &&
		    !rule_same(sorted[i - 1].candidat->id, sorted[i].candidat->id)) /* S204 */
			message_add(rule->messages, sorted[i].candidat->place, M_S205,
				    sorted[i - 1].candidat->id, sorted[i].candidat->id);
}

/* Does the id end in a hyphen and this tail? */
static bool ends_in(const char *id, const char *tail)
{
	size_t length = id ? strlen(id) : 0, of_tail = tail ? strlen(tail) : 0;

	return of_tail > 0 && length > of_tail + 1 && id[length - of_tail - 1] == '-' &&
	       !strcasecmp(id + length - of_tail, tail);
}

/* S204 for candidates whose ids differ by what begins the longer id of two blocs: C1 with bloc A-B, and C1-A with bloc B. */
static void numbers_check(const struct rule *rule, const char *bloc, const char *shorter)
{
	const char *middle = arena_strndup(rule->arena, bloc, strlen(bloc) - strlen(shorter) - 1);
	const struct session *session = rule->session;
	size_t i;

	for (i = 0; i < session->candidat_count; i++) {
		const struct candidat *candidat = &session->candidats[i], *other;
		const char *id;

		if (!ends_in(candidat->id, middle))
			continue;
		id = arena_strndup(rule->arena, candidat->id, strlen(candidat->id) - strlen(middle) - 1);
		other = session_find_candidat(session, id);
		if (other)
			message_add(rule->messages, rule_at(rule, candidat->place, "id"), M_S204,
				    arena_printf(rule->arena, "%s-%s", candidat->id, shorter),
				    rule_number(rule, other->place.line));
	}
}

/* S204: no two parchments may bear one number, which is made of the ids of candidate and bloc. */
void rules_session_numbers(const struct rule *rule)
{
	const struct referentiel *referentiel = rule->referentiel;
	size_t i, k;

	for (i = 0; i < referentiel->bloc_count; i++)
		for (k = 0; k <= referentiel->bloc_count; k++) {
			const char *shorter = k < referentiel->bloc_count ? referentiel->blocs[k].id
									  : NUMERO_CERTIFICATION;

			if (ends_in(referentiel->blocs[i].id, shorter))
				numbers_check(rule, referentiel->blocs[i].id, shorter);
		}
}

/* Is this the number of a parchment that this session can have delivered? */
static bool retrait_known(const struct rule *rule, const char *numero)
{
	const struct referentiel *referentiel = rule->referentiel;
	size_t c, i, k;

	for (c = 0; c < referentiel->certificateur_count; c++)
		for (i = 0; i < rule->session->candidat_count; i++)
			for (k = 0; k <= referentiel->bloc_count; k++) {
				const char *bloc = k < referentiel->bloc_count
							   ? referentiel->blocs[k].id
							   : NUMERO_CERTIFICATION;

				if (rule_same(numero,
					      numero_make(rule->arena,
							  referentiel->certificateurs[c].id,
							  rule->session->id,
							  rule->session->candidats[i].id, bloc)))
					return true;
			}
	return false;
}

/* S206: a revision has a ground, with its text, and withdraws only what this session delivered. */
void rules_session_revision(const struct rule *rule)
{
	const struct session *session = rule->session;
	size_t i;

	if (session->revision > 1 && !session->motif.given)
		message_add(rule->messages, rule_at(rule, session->place, "revision"), M_S206,
			    "revision", rule_number(rule, session->revision),
			    rule_say(rule, "a revision says its motif, in words", NULL, NULL));
	if (session->motif.given && !session->motif.texte)
		message_add(rule->messages, session->motif.place, M_S206,
			    "motif", vocabulary_motif_nature(session->motif.nature),
			    rule_say(rule, "a revision says its motif, in words", NULL, NULL));
	for (i = 0; i < session->retrait_count; i++)
		if (session->revision < 2 || !retrait_known(rule, session->retraits[i].numero))
			message_add(rule->messages,
				    rule_at(rule, session->retraits[i].place, "numero"), M_S206,
				    "retrait", session->retraits[i].numero,
				    session->revision < 2 ? rule_say(rule, "only a revision withdraws a parchment", NULL, NULL)
							  : rule_say(rule, "no parchment of this session has this number",
								     NULL, NULL));
}

static void liens_check(const struct rule *rule, const struct membre *membres, size_t count)
{
	size_t i, k;

	for (i = 0; i < count; i++)
		for (k = 0; k < membres[i].lien_count; k++)
			if (!session_find_candidat(rule->session, membres[i].liens[k].candidat))
				message_add(rule->messages,
					    rule_at(rule, membres[i].liens[k].place, "candidat"),
					    M_S206, "lien", membres[i].liens[k].candidat,
					    rule_say(rule, "names nothing in this session", NULL, NULL));
}

/* S206: ties, commissions and prerequisites that candidates name. */
void rules_session_links(const struct rule *rule)
{
	const struct session *session = rule->session;
	size_t i, k;

	liens_check(rule, session->membres, session->membre_count);
	for (i = 0; i < session->commission_count; i++)
		liens_check(rule, session->commissions[i].membres,
			    session->commissions[i].membre_count);
	for (i = 0; i < session->candidat_count; i++) {
		const struct candidat *candidat = &session->candidats[i];

		for (k = 0; k < candidat->evaluation_count; k++) {
			const struct evaluation *evaluation = &candidat->evaluations[k];

			if (evaluation->commission &&
			    !session_find_commission(session, evaluation->commission))
				message_add(rule->messages,
					    rule_at(rule, evaluation->place, "commission"), M_S206,
					    "commission", evaluation->commission,
					    rule_say(rule, "names nothing in this session", NULL, NULL));
		}
	}
}

static void order_check(const struct rule *rule, struct place place, const char *attribute,
			const char *what, const char *when, const char *limit_name,
			const char *limit)
{
	message_add(rule->messages, rule_at(rule, place, attribute), M_E512, what, when, limit_name,
		    limit);
}

/* E512: the dates and hours of the session itself. HH:MM sorts as text. */
void rules_session_dates(const struct rule *rule)
{
	const struct session *session = rule->session;
	const struct date delivrance = session->deliberation.delivrance,
			  signe = session->deliberation.pv_signe_le;
	const struct place place = session->deliberation.place;
	const char *day = rule_date(rule, rule->day);
	size_t i;

	if (date_given(delivrance) && date_compare(delivrance, rule->day) < 0)
		order_check(rule, place, "delivrance", "deliberation", day, "delivrance",
			    rule_date(rule, delivrance));
	if (date_given(signe) && date_compare(signe, rule->day) < 0)
		order_check(rule, place, "pv-signe-le", "deliberation", day, "pv-signe-le",
			    rule_date(rule, signe));
	if (session->deliberation.debut && session->deliberation.fin &&
	    strcmp(session->deliberation.debut, session->deliberation.fin) > 0)
		order_check(rule, place, "fin", "debut", session->deliberation.debut, "fin",
			    session->deliberation.fin);
	for (i = 0; i < session->membre_count; i++) {
		const struct membre *membre = &session->membres[i];

		if (membre->present_de && membre->present_a &&
		    strcmp(membre->present_de, membre->present_a) > 0)
			order_check(rule, membre->place, "present-a", "present-de",
				    membre->present_de, "present-a", membre->present_a);
	}
	for (i = 0; i < session->commission_count; i++)
		if (date_compare(session->commissions[i].date, rule->day) > 0)
			order_check(rule, session->commissions[i].place, "date", "commission",
				    rule_date(rule, session->commissions[i].date), "deliberation",
				    day);
}
