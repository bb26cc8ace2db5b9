#include "jury/rules.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "input/fault.h"
#include "jury/deliberation.h"
#include "jury/rule.h"

enum scope { REFERENTIEL, SESSION, CANDIDAT, EVALUATION };
enum rule_time { ALWAYS, CLOSING };

static const struct {
	enum scope scope;
	enum rule_time time;
	void (*function)(const struct rule *rule);
} rules[] = {
#define RULE(scope, time, function) {scope, time, function},
#include "jury/rules.def"
#undef RULE
};

struct place rule_at(const struct rule *rule, struct place element, const char *attribute)
{
	return source_attribute_at(rule->source, element, attribute);
}

bool rule_same(const char *a, const char *b)
{
	return a && b && !strcasecmp(a, b);
}

const char *rule_date(const struct rule *rule, struct date date)
{
	char text[DATE_TEXT];

	return arena_strdup(rule->arena, date_text(date, text));
}

const char *rule_say(const struct rule *rule, const char *text, const char *first, const char *second)
{
	const char *said;
	struct buffer buffer = {0};

	for (text = message_translate(text); *text; text++)
		if (*text == '%' && (text[1] == '1' || text[1] == '2'))
			buffer_puts(&buffer, *++text == '1' ? first : second);
		else
			buffer_putc(&buffer, *text);
	said = arena_strdup(rule->arena, buffer_string(&buffer));
	buffer_free(&buffer);
	return said;
}

const char *rule_number(const struct rule *rule, long number)
{
	return arena_printf(rule->arena, "%ld", number);
}

bool rule_evaluated(const struct candidat *candidat, const struct evaluation *evaluation)
{
	return candidat->present == PRESENCE_OUI && evaluation->present != PRESENCE_ABSENT &&
	       evaluation->present != PRESENCE_EXCUSE;
}

bool rule_anything_evaluated(const struct candidat *candidat)
{
	size_t i;

	for (i = 0; i < candidat->evaluation_count; i++)
		if (rule_evaluated(candidat, &candidat->evaluations[i]))
			return true;
	return false;
}

struct date rule_bloc_acquis(const struct rule *rule, const struct bloc *bloc)
{
	struct date found = {0};
	size_t i;

	for (i = 0; i < rule->candidat->bloc_acquis_count; i++) {
		const struct bloc_acquis *acquis = &rule->candidat->blocs_acquis[i];

		if (bloc && deliberation_bloc_acquis(rule->referentiel, acquis) == bloc &&
		    date_valid_on(acquis->date, rule->referentiel->validite.blocs, rule->day))
			found = acquis->date;
	}
	return found;
}

struct date rule_competence_acquise(const struct rule *rule, const char *id)
{
	struct date found = {0};
	size_t i;

	for (i = 0; i < rule->candidat->competence_acquise_count; i++) {
		const struct competence_acquise *acquise = &rule->candidat->competences_acquises[i];

		if (rule_same(acquise->ref, id) &&
		    date_valid_on(acquise->date, rule->referentiel->validite.competences,
				  rule->day))
			found = acquise->date;
	}
	return found;
}

/* A French social security number: 13 or 15 digits, the first 1 or 2 (or 3, 4, 7, 8 when temporary). */
static bool social_security_number(const char *id)
{
	size_t digits = 0, i;

	for (i = 0; id[i]; i++)
		if (id[i] >= '0' && id[i] <= '9')
			digits++;
		else if (id[i] != '.' && id[i] != '-' &&
			 !((id[i] == 'A' || id[i] == 'B') && digits == 6))
			return false;
		else
			digits += id[i] == 'A' || id[i] == 'B';
	return (digits == 13 || digits == 15) && strchr("123478", id[0]);
}

bool rules_id_valid(const char *id)
{
	static const char allowed[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-";
	size_t length = strlen(id);

	return length > 0 && length <= 32 && *id != '.' && *id != '-' &&
	       strspn(id, allowed) == length && !social_security_number(id);
}

struct rule_ids *rule_ids_new(const struct rule *rule, size_t capacity)
{
	struct rule_ids *ids = arena_alloc(rule->arena, sizeof(*ids));

	ids->ids = arena_array(rule->arena, capacity, sizeof(*ids->ids));
	ids->places = arena_array(rule->arena, capacity, sizeof(*ids->places));
	return ids;
}

struct indexed {
	const char *id;
	size_t index;
};

static int indexed_compare(const void *a, const void *b)
{
	const struct indexed *x = a, *y = b;
	int order = strcasecmp(x->id, y->id);

	return order ? order : (x->index > y->index) - (x->index < y->index);
}

void rule_ids_check(const struct rule *rule, const struct rule_ids *ids, const char *attribute)
{
	struct indexed *sorted = arena_array(rule->arena, ids->count, sizeof(*sorted));
	size_t count = 0, first = 0, i;

	for (i = 0; i < ids->count; i++) {
		if (!ids->ids[i])
			continue;
		sorted[count++] = (struct indexed){ids->ids[i], i};
		if (!rules_id_valid(ids->ids[i]))
			fault_add(rule->messages, rule_at(rule, ids->places[i], attribute),
				  "“%1” is no id: it looks like a social security number, or has "
				  "characters that ids do not have",
				  ids->ids[i], NULL);
	}
	if (count)
		qsort(sorted, count, sizeof(*sorted), indexed_compare);
	for (i = 1; i < count; i++)
		if (strcasecmp(sorted[first].id, sorted[i].id) != 0)
			first = i;
		else
			message_add(rule->messages,
				    rule_at(rule, ids->places[sorted[i].index], attribute), M_S204,
				    sorted[i].id,
				    rule_number(rule, ids->places[sorted[first].index].line));
}

static void rules_run(const struct rule *rule, enum scope scope, bool closing)
{
	size_t i;

	for (i = 0; i < sizeof(rules) / sizeof(*rules); i++)
		if (rules[i].scope == scope && (closing || rules[i].time == ALWAYS))
			rules[i].function(rule);
}

void rules_check_referentiel(const struct rules_context *context,
			     const struct referentiel *referentiel, struct messages *messages)
{
	struct rule rule = {
		.context = context,
		.messages = messages,
		.arena = context->arena ? context->arena : arena_new(),
		.source = referentiel->source,
		.referentiel = referentiel,
	};

	rules_run(&rule, REFERENTIEL, true);
	if (!context->arena)
		arena_free(rule.arena);
}

static void candidat_check(struct rule *rule, const struct candidat *candidat, bool closing)
{
	size_t i;

	rule->candidat = candidat;
	rule->voie = referentiel_find_voie(rule->referentiel, candidat->voie);
	rules_run(rule, CANDIDAT, closing);
	for (i = 0; i < candidat->evaluation_count; i++) {
		rule->evaluation = &candidat->evaluations[i];
		rule->bloc =
			rule->referentiel->repertoire == REPERTOIRE_RS
				? &rule->referentiel->direct
				: referentiel_find_bloc(rule->referentiel, rule->evaluation->bloc);
		/* A bloc that is evaluated a second time has been reported as that (E509). */
		if (rule->bloc && rule_evaluated(candidat, rule->evaluation) &&
		    candidat_find_evaluation(candidat, rule->evaluation->bloc) == rule->evaluation)
			rules_run(rule, EVALUATION, closing);
	}
	rule->evaluation = NULL;
	rule->bloc = NULL;
}

/* Add those messages that do not rest on what the référentiel names. */
static void messages_append_own(struct messages *to, const struct messages *from)
{
	static const enum message_code resting[] = {M_C401, M_E501, M_E502, M_E503, M_E506, M_E508, M_E509,
						    M_E510, M_E513, M_E514, M_E515, M_E520, M_S206};
	size_t i, k;

	for (i = 0; i < from->count; i++) {
		const struct message *message = &from->list[i];
		bool own = true;

		for (k = 0; k < sizeof(resting) / sizeof(*resting); k++)
			own = own && message->code != resting[k];
		if (own)
			message_add_arguments(to, message->place, message->code, message->level, message->argument);
	}
}

void rules_check_session(const struct rules_context *context, const struct session *session,
			 const struct referentiel *referentiel, struct messages *messages)
{
	struct rule rule = {
		.context = context,
		.messages = messages,
		.arena = context->arena ? context->arena : arena_new(),
		.source = session->source,
		.referentiel = referentiel,
		.session = session,
		.day = session->deliberation.date,
	};
	/* What is wrong of blocs in a session of an RS with blocs follows from that (R104). */
	bool rs_with_blocs =
		referentiel->repertoire == REPERTOIRE_RS && referentiel->bloc_count > 0;
	bool closing =
		!context->before && session->deliberation.statut != STATUT_PREVUE && !rs_with_blocs;
	struct messages *asked = messages;
	size_t i;

	if (context->faulty)
		rule.messages = messages_new();

	if (!date_given(rule.day))
		goto end; /* no deliberation: the reader has said so */
	rules_run(&rule, SESSION, closing);
	for (i = 0; i < session->candidat_count; i++)
		candidat_check(&rule, &session->candidats[i], closing);
end:
	if (context->faulty) {
		messages_append_own(asked, rule.messages);
		messages_free(rule.messages);
	}
	if (!context->arena)
		arena_free(rule.arena);
}

void rules_check_certificateur(const struct rules_context *context,
			       const struct certificateur *certificateur, struct messages *messages)
{
	struct rule rule = {
		.context = context,
		.messages = messages,
		.arena = context->arena ? context->arena : arena_new(),
		.source = certificateur->source,
	};
	struct rule_ids *own = rule_ids_new(&rule, 1);

	RULE_IDS_ADD(own, certificateur, 1, id);
	rule_ids_check(&rule, own, "id");
	rules_certificateur_couleurs(&rule, certificateur);
	rules_character_certificateur(&rule);
	if (!context->arena)
		arena_free(rule.arena);
}
