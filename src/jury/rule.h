#ifndef JURY_RULE_H
#define JURY_RULE_H
/* What one rule is given, and what the families of rules share. Internal to the jury's rules; see rules.h. */

#include "base/arena.h"
#include "input/source.h"
#include "jury/rules.h"

/* What is looked at. Members of a wider scope than the rule's are set, those of a narrower one are NULL. */
struct rule {
	const struct rules_context *context;
	struct messages *messages;
	struct arena *arena; /* scratch */
	const struct source
		*source; /* of what is looked at: places of attributes are asked of it */
	const struct referentiel *referentiel;
	const struct session *session;
	struct date day; /* of the deliberation */
	const struct candidat *candidat;
	const struct voie *voie; /* of the candidate; NULL: unknown (C401) */
	const struct evaluation *evaluation;
	const struct bloc *bloc; /* that is evaluated; `direct` for the RS */
};

#define RULE(scope, time, function) void function(const struct rule *rule);
#include "jury/rules.def"
#undef RULE

/* The place of an attribute of the element at this place. */
struct place rule_at(const struct rule *rule, struct place element, const char *attribute);

/* What exactly is wrong, where a code has several cases: the text in the chosen language, with its arguments for %1 and %2 (NULL
 * where it has none). In the rule's arena. */
const char *rule_say(const struct rule *rule, const char *text, const char *first, const char *second);

/* Equal ids: case makes no difference; NULL is equal to nothing. */
bool rule_same(const char *a, const char *b);

/* A date in the rule's arena, as messages write it. */
const char *rule_date(const struct rule *rule, struct date date);
const char *rule_number(const struct rule *rule, long number);

/* Did the evaluation take place (the candidate was there for it)? */
bool rule_evaluated(const struct candidat *candidat, const struct evaluation *evaluation);

/* Was anything of this candidate evaluated? */
bool rule_anything_evaluated(const struct candidat *candidat);

/* The day on which the candidate acquired a bloc or a competence that still counts on the day of deliberation; {0}: none. */
struct date rule_bloc_acquis(const struct rule *rule, const struct bloc *bloc);
struct date rule_competence_acquise(const struct rule *rule, const char *id);

/* Ids of one kind, with the places of their elements. */
struct rule_ids {
	const char **ids;
	struct place *places;
	size_t count;
};
struct rule_ids *rule_ids_new(const struct rule *rule, size_t capacity);

/* Add those of an array of structs with a `place` and a member for the id. */
#define RULE_IDS_ADD(list, array, n, member)                                                       \
	for (size_t ids_i = 0; ids_i < (n); ids_i++) {                                             \
		(list)->ids[(list)->count] = (array)[ids_i].member;                                \
		(list)->places[(list)->count++] = (array)[ids_i].place;                            \
	}

/* Report, at this attribute of its element, each id that came before (S204), is not allowed or looks like a social security
 * number (S200). */
void rule_ids_check(const struct rule *rule, const struct rule_ids *ids, const char *attribute);

/* C406 in a certifier's file; R109, its colours. */
void rules_character_certificateur(const struct rule *rule);
void rules_certificateur_couleurs(const struct rule *rule, const struct certificateur *certificateur);

#endif
