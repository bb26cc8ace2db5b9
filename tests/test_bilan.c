/* The account of a session: rates, and what is held back so that nobody is recognised. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libxml/parser.h>

#include "base/buffer.h"
#include "jury/bilan.h"
#include "jury/element.h"

/* So many candidates of a voie and an aim, of whom so many reach it; none of the others has anything. */
struct part {
	const char *voie, *vise;
	int candidates, reached;
};

static void put_candidate(struct buffer *xml, const struct part *part, bool reaches, int n)
{
	bool whole = strcmp(part->vise, "certification") == 0;

	buffer_printf(xml, "<candidat id='%s%d' voie='%s' vise='%s' capitalisation='non' certification='%s'>", part->voie, n,
		      part->voie, part->vise, !reaches ? "non-obtenue" : whole ? "obtenue" : "partielle");
	buffer_printf(xml, "<nom-naissance>Secret%d</nom-naissance><bloc ref='B1' etat='%s'><competence ref='B1.C1' resultat='%s'/>",
		      n, reaches ? "valide" : "non-valide", reaches ? "acquise" : "non-acquise");
	buffer_puts(xml, "</bloc></candidat>");
}

/* A deliberation.xml with those people, and so many who stayed away. */
static xmlDoc *minute_of(const struct part *parts, int away)
{
	struct buffer xml = {0}, people = {0};
	int presented = 0, validated = 0;
	xmlDoc *minute;

	for (const struct part *part = parts; part->voie; part++) {
		for (int i = 0; i < part->candidates; i++)
			put_candidate(&people, part, i < part->reached, i);
		presented += part->candidates;
		validated += part->reached;
	}
	for (int i = 0; i < away; i++)
		buffer_printf(&people, "<candidat id='A%d' voie='a' vise='certification' certification='absent'/>", i);
	buffer_puts(&xml, "<deliberation xmlns='urn:parchemin:deliberation:1'><certification/><session id='S'/>");
	buffer_puts(&xml, "<bloc id='B1' numero='1'><intitule>Coudre</intitule><competence id='B1.C1'><enonce>Coudre droit"
			  "</enonce></competence></bloc>");
	buffer_puts(&xml, "<voie code='a' libelle='A'/><voie code='b' libelle='B'/><voie code='c' libelle='C'/>");
	buffer_printf(&xml, "<effectifs><bloc ref='B1' presentes='%d' valide='%d'/></effectifs><candidats>", presented, validated);
	buffer_puts(&xml, buffer_string(&people));
	buffer_puts(&xml, "</candidats></deliberation>");
	minute = xmlReadMemory(xml.data, (int)xml.length, "minute.xml", NULL, 0);
	buffer_free(&xml);
	buffer_free(&people);
	assert_non_null(minute);
	return minute;
}

/* What the account says, as words: "A 20: objectif 15 75%, bloc >90%"; "B -" for a group that is held back. */
static void put_parts(struct buffer *out, const xmlNode *node)
{
	for (const xmlNode *part = element_first(node, "part"); part; part = element_next(part, "part")) {
		if (*element_get(part, "taux"))
			buffer_printf(out, " %s=%s%%", element_get(part, "effectif"), element_get(part, "taux"));
		else if (*element_get(part, "plus-de"))
			buffer_printf(out, " >%s%%", element_get(part, "plus-de"));
		else if (*element_get(part, "moins-de"))
			buffer_printf(out, " <%s%%", element_get(part, "moins-de"));
		else
			buffer_puts(out, " ?");
	}
	buffer_putc(out, '\n');
}

static void account_of(struct buffer *out, const struct part *parts, int away, const char *nature)
{
	xmlDoc *minute = minute_of(parts, away);
	struct dossiers *dossiers = dossier_open(minute);
	xmlDoc *bilan = bilan_dossier(dossiers);
	const xmlNode *root = xmlDocGetRootElement(bilan), *node;
	xmlChar *text;
	int length;

	for (node = element_first(root, "groupe"); node; node = element_next(node, "groupe")) {
		if (strcmp(element_get(node, "nature"), nature) != 0)
			continue;
		buffer_printf(out, "%s %s:", element_get(node, "libelle"), element_get(node, "presents"));
		put_parts(out, node);
	}
	for (node = element_first(root, nature); node; node = element_next(node, nature)) {
		buffer_printf(out, "%s %s%s%s%s:", element_get(node, "numero"), element_get(node, "presentes"),
			      element_get(node, "ref"), element_get(node, "effectif"), element_get(node, "evaluees"));
		put_parts(out, node);
	}
	buffer_string(out);
	xmlDocDumpMemory(bilan, &text, &length);
	assert_null(strstr((const char *)text, "Secret"));
	xmlFree(text);
	xmlFreeDoc(bilan);
	dossier_close(dossiers);
	xmlFreeDoc(minute);
}

static const struct {
	const char *what;
	struct part parts[5];
	int away;
	const char *nature, *said;
} cases[] = {
	{"rates of the whole", {{"a", "certification", 20, 15}}, 0, "ensemble", " 20: 15=75% 15=75%\n"},
	{"all is 100 %", {{"a", "certification", 12, 12}}, 0, "ensemble", " 12: 12=100% 12=100%\n"},
	{"none is 0 %", {{"a", "blocs", 12, 0}}, 0, "ensemble", " 12: 0=0% 0=0%\n"},
	{"a few who failed are a bound", {{"a", "certification", 40, 38}}, 0, "ensemble", " 40: >87% >87%\n"},
	{"a few who passed are a bound", {{"a", "certification", 40, 1}}, 0, "ensemble", " 40: <13% <13%\n"},
	{"no bound that says nothing", {{"a", "certification", 8, 6}}, 0, "ensemble", " 8: ? ?\n"},
	{"four people are no group", {{"a", "certification", 4, 4}}, 0, "ensemble", " :\n"},
	{"five are one", {{"a", "certification", 5, 5}}, 0, "ensemble", " 5: 5=100% 5=100%\n"},
	{"how many were registered", {{"a", "certification", 20, 15}}, 5, "inscrits", " 25:\n"},
	{"a few who stayed away are not told", {{"a", "certification", 20, 15}}, 2, "inscrits", " :\n"},
	{"two voies", {{"a", "certification", 20, 10}, {"b", "blocs", 10, 5}}, 0, "voie", "A 20: 10=50% 10=50%\nB 10: 5=50% 5=50%\n"},
	{"a small voie takes the next with it",
	 {{"a", "certification", 20, 10}, {"b", "blocs", 10, 5}, {"c", "blocs", 3, 0}},
	 0,
	 "voie",
	 "A 20: 10=50% 10=50%\nB :\nC :\n"},
	{"two small voies of four people take a third",
	 {{"a", "certification", 20, 10}, {"b", "blocs", 2, 0}, {"c", "blocs", 2, 0}},
	 0,
	 "voie",
	 "A :\nB :\nC :\n"},
	{"a few in one voie hide the other's rate too",
	 {{"a", "certification", 20, 10}, {"b", "blocs", 10, 2}},
	 0,
	 "voie",
	 "A 20: ? ?\nB 10: <50% <50%\n"},
	{"by aim", {{"a", "certification", 20, 10}, {"a", "blocs", 10, 5}}, 0, "visee", "certification 20: 10=50% 10=50%\nblocs 10: 5=50% 5=50%\n"},
	{"by bloc", {{"a", "certification", 20, 10}}, 0, "bloc", "1 20: 10=50%\n"},
	{"a bloc of a few", {{"a", "certification", 3, 2}}, 0, "bloc", "1 :\n"},
	{"competences missed", {{"a", "certification", 20, 12}}, 0, "manquee", " B1.C120: 8=40%\n"},
	{"missed by a few: not named", {{"a", "certification", 20, 17}}, 0, "manquee", ""},
};

static void every_case(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct buffer said = {0};

		account_of(&said, cases[i].parts, cases[i].away, cases[i].nature);
		if (strcmp(said.data, cases[i].said) != 0)
			fail_msg("%s: “%s” instead of “%s”", cases[i].what, said.data, cases[i].said);
		buffer_free(&said);
	}
}

/* Whatever the numbers, no count from one to four is in the account, and no count of a voie can be had from the others. */
static void no_small_number(void **state)
{
	(void)state;
	for (int a = 0; a <= 8; a++)
		for (int b = 0; b <= 8; b++)
			for (int hit = 0; hit <= a && hit <= b; hit++) {
				struct part parts[] = {{"a", "certification", a, hit}, {"b", "blocs", b, hit}, {0}};
				struct buffer said = {0};
				int told = 0;

				account_of(&said, parts, 0, "voie");
				for (const char *c = said.data; (c = strchr(c, ' ')); c++)
					if (c[1] >= '1' && c[1] <= '4' && (c[2] == ':' || c[2] == '='))
						fail_msg("%d/%d and %d/%d: %s", hit, a, hit, b, said.data);
				for (const char *c = said.data; (c = strchr(c, '=')); c++)
					told++;
				if (a && b && told == 2) /* the two rates of one voie */
					fail_msg("one of two is told: %d/%d and %d/%d: %s", hit, a, hit, b, said.data);
				buffer_free(&said);
			}
}

/* The profile of a bloc of three competences, in percent: so many of so many people acquired each, so many validated the bloc. */
static void profile_of(struct buffer *out, int people, const int acquired[3], int validated)
{
	struct buffer xml = {0};
	xmlDoc *minute, *bilan;
	struct dossiers *dossiers;
	const xmlNode *node;

	buffer_puts(&xml, "<deliberation xmlns='urn:parchemin:deliberation:1'><certification/><session id='S'/><bloc id='B1' numero='1'>");
	for (int k = 0; k < 3; k++)
		buffer_printf(&xml, "<competence id='C%d'><enonce>Coudre</enonce></competence>", k);
	buffer_printf(&xml, "</bloc><effectifs><bloc ref='B1' presentes='%d' valide='%d'/></effectifs><candidats>", people, validated);
	for (int i = 0; i < people; i++) {
		buffer_printf(&xml, "<candidat id='c%d' vise='blocs'><bloc ref='B1'>", i);
		for (int k = 0; k < 3; k++)
			buffer_printf(&xml, "<competence ref='C%d' resultat='%s'/>", k, i < acquired[k] ? "acquise" : "non-acquise");
		buffer_puts(&xml, "</bloc></candidat>");
	}
	buffer_puts(&xml, "</candidats></deliberation>");
	minute = xmlReadMemory(xml.data, (int)xml.length, "minute.xml", NULL, 0);
	dossiers = dossier_open(minute);
	bilan = bilan_dossier(dossiers);
	node = element_first(element_first(xmlDocGetRootElement(bilan), "profil"), "competence");
	for (; node; node = element_next(node, "competence"))
		buffer_printf(out, "%s%% ", element_get(element_first(node, "part"), "taux"));
	buffer_string(out);
	xmlFreeDoc(bilan);
	dossier_close(dossiers);
	xmlFreeDoc(minute);
	buffer_free(&xml);
}

static void every_profile(void **state)
{
	static const struct {
		const char *what;
		int people, acquired[3], validated;
		const char *said;
	} profiles[] = {
		{"each is told", 20, {15, 10, 20}, 10, "75% 50% 100% "},
		{"a few who missed one hide all", 20, {15, 10, 18}, 10, ""},
		{"a few who acquired one hide all", 20, {15, 10, 2}, 0, ""},
		{"a few who acquired one and missed the bloc", 20, {15, 10, 12}, 10, ""},
		{"a few people", 4, {4, 4, 4}, 4, ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof profiles / sizeof profiles[0]; i++) {
		struct buffer said = {0};

		profile_of(&said, profiles[i].people, profiles[i].acquired, profiles[i].validated);
		if (strcmp(said.data, profiles[i].said) != 0)
			fail_msg("%s: “%s” instead of “%s”", profiles[i].what, said.data, profiles[i].said);
		buffer_free(&said);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_profile),
		cmocka_unit_test(every_case),
		cmocka_unit_test(no_small_number),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
