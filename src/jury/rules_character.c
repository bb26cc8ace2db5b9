/* C406: characters that no document can show. */

#include "base/coverage.h"
#include "jury/rule.h"

/* The first character that cannot be shown, of an attribute or a piece of text. */
static void characters_visit(void *data, const xmlNode *node, const char *attribute, const char *text)
{
	const struct rule *rule = data;
	unsigned character = coverage_missing(rule->context->coverage, text);

	if (!character)
		return;
	message_add(rule->messages,
		    attribute ? source_attribute_place(rule->source, node, attribute) : source_place(rule->source, node), M_C406,
		    arena_printf(rule->arena, "U+%04X", character), attribute ? attribute : (const char *)node->name);
}

/* C406. */
void rules_character_referentiel(const struct rule *rule)
{
	source_each_text(rule->source, characters_visit, (void *)rule);
}

void rules_character_session(const struct rule *rule)
{
	source_each_text(rule->source, characters_visit, (void *)rule);
}

void rules_character_certificateur(const struct rule *rule)
{
	source_each_text(rule->source, characters_visit, (void *)rule);
}
