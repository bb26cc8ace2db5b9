/* The catalogue of rules: each fault is made in a faultless file by small textual replacements, and must be reported once, with
 * its code, where it stands; each near miss must pass without a word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "input/schema.h"
#include "input/source.h"
#include "jury/catalogue.h"
#include "jury/rules.h"

#define CASES "tests/cases/jury/"
#define EDITS 4

struct edit {
	const char *from, *to;
};

/* In which file the fault is, and what is checked. */
enum where { REFERENTIEL, SESSION, RS_REFERENTIEL, RS_SESSION };

struct fault {
	enum where where;
	enum message_code code;
	struct edit edits[EDITS];    /* to the file of `where` */
	struct edit rules;	     /* to the référentiel of a session */
	const char *at;		     /* the fault is where this text begins in the file as edited */
};

struct near {
	enum where where;
	struct edit edits[EDITS];
	struct edit rules;
};

struct run {
	struct messages *messages;
	struct arena *arena;
	struct source *referentiel, *session;
	char *text;
};

static char *text_of(const char *path)
{
	struct buffer buffer = {0};

	assert_int_equal(file_read(path, 1 << 20, &buffer), 0);
	return (char *)(buffer_string(&buffer), buffer.data);
}

static char *edited(char *text, const struct edit *edit)
{
	char *found, *result;

	if (!edit->from)
		return text;
	found = strstr(text, edit->from);
	if (!found)
		fail_msg("nothing to replace: %s", edit->from);
	result = malloc(strlen(text) + strlen(edit->to) + 1);
	sprintf(result, "%.*s%s%s", (int)(found - text), text, edit->to, found + strlen(edit->from));
	free(text);
	return result;
}

static struct source *read_valid(const char *name, const char *text, struct messages *messages)
{
	struct source *source = source_parse(name, text, strlen(text), messages);
	struct schema *schema;

	assert_non_null(source);
	schema = schema_new(source_kind(source));
	assert_non_null(schema);
	schema_validate(schema, source, messages);
	schema_free(schema);
	return source;
}

static struct run run_rules(enum where where, const struct edit *edits, const struct edit *rules, bool build)
{
	static const struct {
		const char *referentiel, *session;
	} files[] = {
		[REFERENTIEL] = {CASES "referentiel.xml", NULL},
		[SESSION] = {CASES "referentiel.xml", CASES "session.xml"},
		[RS_REFERENTIEL] = {CASES "referentiel-rs.xml", NULL},
		[RS_SESSION] = {CASES "referentiel-rs.xml", CASES "session-rs.xml"},
	};
	struct run run = {.messages = messages_new(), .arena = arena_new()};
	const struct rules_context context = {.build = build};
	const char *name = files[where].session;
	const struct referentiel *referentiel;
	char *rules_text = text_of(files[where].referentiel);
	size_t i;

	run.text = name ? text_of(name) : text_of(files[where].referentiel);
	for (i = 0; i < EDITS; i++)
		run.text = edited(run.text, &edits[i]);
	rules_text = edited(rules_text, rules);
	run.referentiel = read_valid("referentiel", name ? rules_text : run.text, run.messages);
	free(rules_text);
	referentiel = referentiel_load(run.referentiel, run.arena, run.messages);
	assert_non_null(referentiel);
	if (!name)
		rules_check_referentiel(&context, referentiel, run.messages);
	if (name) {
		const struct session *session;

		run.session = read_valid("session", run.text, run.messages);
		session = session_load(run.session, run.arena, run.messages);
		assert_non_null(session);
		rules_check_session(&context, session, referentiel, run.messages);
	}
	return run;
}

static void run_end(struct run *run)
{
	source_free(run->referentiel);
	source_free(run->session);
	messages_free(run->messages);
	arena_free(run->arena);
	free(run->text);
}

/* Line and column, counted in characters, of a piece of the text. */
static void place_of(const char *text, const char *piece, unsigned *line, unsigned *column)
{
	const char *end = strstr(text, piece);

	if (!end)
		fail_msg("no such text: %s", piece);
	*line = *column = 1;
	for (; text < end; text++)
		if (*text == '\n') {
			++*line;
			*column = 1;
		} else if (((unsigned char)*text & 0xC0) != 0x80) {
			++*column;
		}
}

static const struct fault faults[] = {
	/* référentiel */
	{REFERENTIEL, M_R102, {{"annoncees=\"5\"", "annoncees=\"6\""}}, {0}, "competences-annoncees"},
	{REFERENTIEL, M_R103, {{"<correspondance", "<bloc id=\"B3\"><intitule>Vide</intitule></bloc><correspondance"}}, {0},
	 "<bloc id=\"B3\""},
	{RS_REFERENTIEL, M_R104, {{"</referentiel>", "<bloc id=\"B1\"><intitule>Un</intitule></bloc></referentiel>"}}, {0},
	 "<bloc id=\"B1\""},
	{REFERENTIEL, M_R105, {{"<niveau national=\"4\" europeen=\"4\"/>", ""}}, {0}, "<certification "},
	{REFERENTIEL, M_R105, {{"decision=\"2022-03-01\" ", ""}}, {0}, "<enregistrement"},
	{REFERENTIEL, M_R105, {{"<nsf code=\"222\">", "<nsf>"}}, {0}, "<nsf"},
	{REFERENTIEL, M_R106, {{"<competence id=\"B1.C1\">", "<competence id=\"B1.C1\" etat=\"tronquee\">"}}, {0},
	 "<competence id=\"B1.C1\""},
	{REFERENTIEL, M_R106, {{"<competence id=\"B1.C1\"><enonce>Doser les fibres.</enonce>",
				"<competence id=\"B1.C1\" etat=\"illisible\"><enonce/>"}}, {0}, "<competence id=\"B1.C1\""},
	{REFERENTIEL, M_R107, {{"competences=\"B2.C3\"", "competences=\"B1.C1\""}}, {0}, "competences=\"B1"},
	{REFERENTIEL, M_R107, {{"voies=\"formation\"", "voies=\"formations\""}}, {0}, "voies=\"formations"},
	{REFERENTIEL, M_R107, {{"vers=\"B1\"", "vers=\"B9\""}}, {0}, "vers=\"B9"},
	{REFERENTIEL, M_S204, {{"id=\"B2.C3\"", "id=\"b2.c2\""}, {"competences=\"B2.C3\"", "competences=\"B2.C2\""}}, {0},
	 "id=\"b2.c2\""},
	{REFERENTIEL, M_S200, {{"<bloc id=\"B2\"", "<bloc id=\"t\""}}, {0}, "id=\"t\""},
	{REFERENTIEL, M_S200, {{"<bloc id=\"B2\"", "<bloc id=\"2690549588157\""}}, {0}, "id=\"2690549588157\""},
	{REFERENTIEL, M_S200, {{"</bloc>", "</bloc><jury/>"}}, {0}, "<jury/>"},
	{REFERENTIEL, M_S200, {{"<intitule>Former la feuille<", "<intitule> <"}}, {0}, "<intitule> <"},
	{REFERENTIEL, M_R103, {{"<correspondance", "<bloc id=\"B3\"/><correspondance"}}, {0}, "<bloc id=\"B3\""},
	{REFERENTIEL, M_C406, {{"Doser", "Do\xEF\xBF\xBDser"}}, {0}, "<enonce>Do\xEF"},

	/* session */
	{SESSION, M_S202, {{"statut=\"close\"", "statut=\"ouverte\""}}, {0}, "statut="},
	{SESSION, M_S203, {{"statut=\"close\"", "statut=\"close\" delivrance=\"2028-03-02\""}}, {0}, "delivrance="},
	{SESSION, M_S203, {{0}}, {"decision=\"2022-03-01\"", "decision=\"2026-03-21\""}, "date=\"2026-03-20\""},
	{SESSION, M_S204, {{"<candidat id=\"C4\"", "<candidat id=\"c1\""}}, {0}, "id=\"c1\""},
	/* the same candidate twice is no other person of that name */
	{SESSION, M_S204, {{"<candidat id=\"C4\"", "<candidat id=\"C1\""},
			   {"Fougère</nom-naissance><prenom>Ève", "Gâchon</nom-naissance><prenom>Maïwenn"},
			   {"date=\"1999-12-31\"", "date=\"1990-05-06\""}}, {0}, "id=\"C1\" voie=\"formation\" present=\"oui\" vise=\"blocs\""},
	{SESSION, M_S204, {{"<membre id=\"M2\"", "<membre id=\"M1\""}}, {0}, "id=\"M1\" role=\"membre\""},
	{SESSION, M_S205, {{"Fougère</nom-naissance><prenom>Ève", "Gâchon</nom-naissance><prenom>Maïwenn"},
			   {"date=\"1999-12-31\"", "date=\"1990-05-06\""}}, {0}, "<candidat id=\"C4\""},
	{SESSION, M_S205, {{"Fougère</nom-naissance><prenom>Ève", "GACHON</nom-naissance><prenom>Maiwenn"},
			   {"date=\"1999-12-31\"", "date=\"1990-05-06\""}}, {0}, "<candidat id=\"C4\""},
	/* C1 and bloc X-B2, C1-X and bloc B2: one number */
	{SESSION, M_S204, {{"<candidat id=\"C4\"", "<candidat id=\"c1-X\""}},
	 {"<correspondance", "<bloc id=\"X-B2\"><intitule>Autre</intitule><competence id=\"X\"><enonce>X</enonce></competence></bloc>"
			     "<correspondance"}, "id=\"c1-X\""},
	{SESSION, M_S206, {{"candidat=\"C3\"", "candidat=\"C33\""}}, {0}, "candidat=\"C33\""},
	{SESSION, M_S206, {{"commission=\"K1\"", "commission=\"K9\""}}, {0}, "commission=\"K9\""},
	{SESSION, M_S206, {{"revision=\"1\"", "revision=\"2\""}}, {0}, "revision="},
	{SESSION, M_S206, {{"revision=\"1\"", "revision=\"2\""},
			   {"<centre>", "<motif nature=\"recours\">Admis.</motif>"
			    "<retrait numero=\"MOULINS-2026-03-C1-B2-68\" date=\"2026-03-30\"/><centre>"}}, {0}, "numero="},
	{SESSION, M_S206, {{"revision=\"1\"", "revision=\"2\""}, {"<centre>", "<motif nature=\"recours\"/><centre>"}}, {0},
	 "<motif"},
	{SESSION, M_S206, {{"<prerequis ref=\"P1\" date=\"2026-01-16\"/>",
			    "<prerequis ref=\"P1\" date=\"2026-01-16\"/><prerequis ref=\"P9\" date=\"2026-01-16\"/>"}}, {0},
	 "ref=\"P9\""},
	{SESSION, M_C406, {{"Coucheur", "Cou\xEE\x80\x80" "cheur"}}, {0}, "<qualite>Cou"},
	{SESSION, M_C406, {{"lieu=\"Ambert\" statut", "lieu=\"\xE2\x80\xAE" "Ambert\" statut"}}, {0}, "lieu="},
	{SESSION, M_E512, {{"fin=\"12:30\"", "fin=\"08:59\""}}, {0}, "fin="},

	/* jury */
	{SESSION, M_J301, {{0}}, {"membres-min=\"3\"", "membres-min=\"5\""}, "<jury>"},
	{SESSION, M_J301, {{"candidat=\"C3\" nature=\"tuteur\"", "candidat=\"C4\" nature=\"tuteur\" deport=\"oui\""}},
	 {"membres-min=\"3\"", "membres-min=\"4\""}, "<candidat id=\"C4\""},
	{SESSION, M_J302, {{"role=\"president\"", "role=\"membre\""}}, {0}, "<jury>"},
	{SESSION, M_J302, {{"id=\"M2\" role=\"membre\"", "id=\"M2\" role=\"president\""}}, {0}, "<jury>"},
	{SESSION, M_J302, {{"Papetière</qualite>", "Papetière</qualite><lien candidat=\"C4\" nature=\"famille\" deport=\"oui\"/>"}},
	 {0}, "<candidat id=\"C4\""},
	{SESSION, M_J303, {{"college=\"salaries\" externe=\"oui\"", "college=\"salaries\" externe=\"non\""}}, {0}, "<jury>"},
	{SESSION, M_J304, {{"role=\"suppleant\" college=\"salaries\"", "role=\"suppleant\" college=\"employeurs\""}}, {0},
	 "<jury>"},
	/* parity alone, no college named: those of the members count, and one is not two */
	{SESSION, M_J304, {{"role=\"suppleant\" college=\"salaries\"", "role=\"suppleant\" college=\"cadres\""}},
	 {"colleges=\"employeurs salaries\" ", ""}, "<jury>"},
	{SESSION, M_J304, {{"role=\"membre\" college=\"salaries\"", "role=\"membre\""},
			   {"role=\"suppleant\" college=\"salaries\"", "role=\"suppleant\""}},
	 {"colleges=\"employeurs salaries\" ", ""}, "<jury>"},
	{SESSION, M_J305, {{"candidat=\"C3\"", "candidat=\"C4\""}}, {0}, "<lien"},
	{SESSION, M_J305, {{"<nom>Pourrat</nom><prenom>Henri</prenom></identite>",
			    "<nom>Pourrat</nom><prenom>Henri</prenom></identite><lien candidat=\"C1\" nature=\"famille\"/>"}},
	 {0}, "<lien candidat=\"C1\""},
	{SESSION, M_J306, {{"Mme</civilite><nom>Chassaing", "M.</civilite><nom>Chassaing"}}, {0}, "<jury>"},

	/* candidats */
	{SESSION, M_C401, {{"id=\"C4\" voie=\"formation\"", "id=\"C4\" voie=\"autre\""}}, {0}, "voie=\"autre\""},
	{SESSION, M_C402, {{"date=\"1999-12-31\"", "date=\"2011-03-21\""}}, {0}, "date=\"2011-03-21\""},
	{SESSION, M_C402, {{"date=\"2001\"", "date=\"2026\""}}, {0}, "date=\"2026\""},
	{SESSION, M_C402, {{"date=\"1999-12-31\"", "date=\"1935-03-20\""}}, {0}, "date=\"1935-03-20\""},
	{SESSION, M_C403, {{"commune=\"Liège\" ", ""}}, {0}, "<naissance date=\"1978-11\""},
	{SESSION, M_C403, {{"<nom-naissance>Fougère</nom-naissance>", ""}}, {0},
	 "<identite><civilite>Mme</civilite><prenom>Ève"},
	{SESSION, M_C403, {{"<prenom>Ève</prenom>", "<prenom> </prenom>"}}, {0},
	 "<identite><civilite>Mme</civilite><nom-naissance>Fougère"},
	{SESSION, M_C404, {{"id=\"C4\" voie=\"formation\" present=\"oui\"", "id=\"C4\" voie=\"formation\" present=\"absent\""}},
	 {0}, "<evaluation bloc=\"B1\">\n        <dossier recu-le=\"2026-02-11\">"},
	/* nothing is evaluated of who asks for the certification of what is held */
	{SESSION, M_C404, {{"id=\"C4\" voie=\"formation\" present=\"oui\"",
			    "id=\"C4\" demande=\"capitalisation\" voie=\"formation\" present=\"oui\""}}, {0},
	 "<evaluation bloc=\"B1\">\n        <dossier recu-le=\"2026-02-11\">"},
	{SESSION, M_C405, {{"present=\"excuse\"", "present=\"oui\""}}, {0}, "<candidat id=\"C3\""},

	/* evaluations */
	{SESSION, M_E501, {{"ref=\"B2.C2\"", "ref=\"B2.C9\""}}, {0}, "ref=\"B2.C9\""},
	{SESSION, M_E501, {{"competence=\"B2.C1\"", "competence=\"B2.C9\""}}, {0}, "competence=\"B2.C9\""},
	{SESSION, M_E502, {{"ref=\"B2.C2\"", "ref=\"B1.C2\""}}, {0}, "ref=\"B1.C2\""},
	{SESSION, M_E503, {{"ref=\"B2.C2\" resultat=\"acquise\"", "ref=\"B2.C2\""}}, {0}, "<competence ref=\"B2.C2\""},
	{SESSION, M_E503, {{"<competence ref=\"B2.C2\" resultat=\"acquise\"/>", ""}}, {0}, "<evaluation bloc=\"B2\""},
	{SESSION, M_E504, {{"<avis-commission", "<competence ref=\"B2.C1\" resultat=\"acquise\"/><avis-commission"}}, {0},
	 "ref=\"B2.C1\" resultat=\"acquise\"/><avis"},
	{SESSION, M_E505, {{"<commentaire>Le degré n'est pas contrôlé.</commentaire>", "<commentaire> </commentaire>"}}, {0},
	 "<competence ref=\"B1.C2\" resultat=\"non-acquise\""},
	{SESSION, M_E505, {{"ref=\"B2.C2\" resultat=\"acquise\"", "ref=\"B2.C2\" resultat=\"non-evaluee\""}}, {0},
	 "<competence ref=\"B2.C2\""},
	{SESSION, M_E506, {{"<entretien date=\"2026-03-20\" minutes=\"21\"/>", ""}}, {0},
	 "<evaluation bloc=\"B1\">\n        <dossier recu-le=\"2026-02-11\">"},
	{SESSION, M_E507, {{"minutes=\"35\"", "minutes=\"29\""}}, {0}, "minutes=\"29\""},
	{SESSION, M_E508, {{"<situation ref=\"B1.S3\"/>", ""}}, {0}, "<dossier recu-le=\"2026-02-11\">"},
	{SESSION, M_E508, {{"<situation ref=\"B1.S1\"/>", "<situation ref=\"B1.S2\"/>"}}, {0}, "<dossier recu-le=\"2026-02-11\">"},
	{SESSION, M_E508, {{"<situation ref=\"B1.S3\"/>", "<situation ref=\"B1.S3\"/><situation ref=\"b1.s3\"/>"}}, {0}, "ref=\"b1.s3\""},
	{SESSION, M_E508, {{"<situation ref=\"B1.S3\"/>", "<situation ref=\"B1.S9\"/>"}}, {0}, "ref=\"B1.S9\""},
	{SESSION, M_E509, {{"evaluation bloc=\"B2\"", "evaluation bloc=\"B9\""}}, {0}, "bloc=\"B9\""},
	{SESSION, M_E509, {{"ref=\"A\"", "ref=\"Z\""}}, {0}, "ref=\"Z\""},
	/* what stands in the second evaluation of a bloc is not looked at */
	{SESSION, M_E509, {{"</evaluation>", "</evaluation><evaluation bloc=\"b2\"><competence ref=\"B1.C1\"/></evaluation>"}},
	 {0}, "bloc=\"b2\""},
	{RS_SESSION, M_E509, {{"<evaluation>", "<evaluation bloc=\"B1\">"}}, {0}, "bloc=\"B1\""},
	{SESSION, M_E510, {{"<bloc-acquis ref=\"A\" date=\"2021-04-02\" edition=\"2020\"", "<bloc-acquis ref=\"B2\" date=\"2024-04-02\""}},
	 {0}, "bloc=\"B2\" commission"},
	{SESSION, M_E510, {{"<avis-commission", "<competence ref=\"B2.C3\" resultat=\"acquise\"/><avis-commission"}}, {0},
	 "ref=\"B2.C3\" resultat"},
	{SESSION, M_E511, {{"date=\"2021-04-02\"", "date=\"2026-03-21\""}}, {0}, "date=\"2026-03-21\""},
	{SESSION, M_E511, {{"ref=\"A\"", "ref=\"A\" certificat=\"MOULINS-2021-01-C9-B1-49\""}}, {0}, "certificat="},
	/* acquired after the deliberation: not acquired, hence evaluated */
	{SESSION, M_E511, {{"<evaluation bloc=\"B2\"", "<bloc-acquis ref=\"B2\" date=\"2026-03-21\"/><evaluation bloc=\"B2\""}}, {0},
	 "date=\"2026-03-21\""},
	{SESSION, M_E512, {{"recu-le=\"2026-02-11\"", "recu-le=\"2026-03-21\""}}, {0}, "recu-le=\"2026-03-21\""},
	{SESSION, M_E512, {{"recu-le=\"2026-02-01\"", "recu-le=\"2026-03-19\""}}, {0}, "recu-le=\"2026-03-19\""},
	{SESSION, M_E512, {{"<epreuve modalite=\"B2.M1\" date=\"2026-03-10\"", "<epreuve modalite=\"B2.M1\" date=\"2026-03-21\""}},
	 {0}, "date=\"2026-03-21\""},
	{SESSION, M_E513, {{"<avis-entreprise sens=\"favorable\"/>", ""}}, {0}, "<evaluation bloc=\"B2\""},
	{SESSION, M_E514, {{"ref=\"B1.C2.1\"", "ref=\"B1.C1.1\""}}, {0}, "ref=\"B1.C1.1\""},
	{SESSION, M_E515, {{"date=\"2026-01-16\"", "date=\"2026-03-21\""}}, {0}, "date=\"2026-03-21\""},
	{SESSION, M_E515, {{"<prerequis ref=\"P1\" date=\"2026-01-16\"/>", ""}}, {0}, "<candidat id=\"C4\""},
	/* another prerequisite in its stead: one fault */
	{SESSION, M_E515, {{"<prerequis ref=\"P1\"", "<prerequis ref=\"P9\""}}, {0}, "ref=\"P9\""},
	{SESSION, M_E516, {{"competence=\"B2.C1\" sens=\"favorable\"", "competence=\"B2.C1\" sens=\"defavorable\""}}, {0},
	 "<competence ref=\"B2.C1\""},
	{SESSION, M_E516, {{"ref=\"B2.C1\" resultat=\"acquise\"", "ref=\"B2.C1\" resultat=\"non-acquise\""}}, {0},
	 "<competence ref=\"B2.C1\""},
	{SESSION, M_E517, {{"date=\"2021-04-02\"", "date=\"2021-03-19\""}}, {0}, "date=\"2021-03-19\""},
	{SESSION, M_E518, {{"<evaluation bloc=\"B2\"", "<fraude constatee-le=\"2026-03-10\">Copie.</fraude><evaluation bloc=\"B2\""}},
	 {0}, "<fraude"},
	{SESSION, M_E519, {{"date=\"2026-03-18\"", "date=\"2026-03-04\""}}, {0}, "date=\"2026-03-04\""},
	{SESSION, M_E520, {{"<epreuve modalite=\"B2.M1\" date=\"2026-03-10\" minutes=\"45\" lieu=\"Ambert\"/>", ""}}, {0},
	 "<evaluation bloc=\"B2\""},
	{SESSION, M_E520, {{"modalite=\"B2.M1\"", "modalite=\"B2.M9\""}}, {0}, "modalite=\"B2.M9\""},
	/* neither of two alternatives was held: said once */
	{SESSION, M_E520, {{"<epreuve modalite=\"B2.M1\" date=\"2026-03-10\" minutes=\"45\" lieu=\"Ambert\"/>", ""}},
	 {"type=\"observation\" minutes=\"45\">", "type=\"observation\" choix=\"alternative\"><libelle>Geste</libelle></modalite>"
	  "<modalite id=\"B2.M3\" type=\"projet\" choix=\"alternative\">"}, "<evaluation bloc=\"B2\""},
	{RS_SESSION, M_E520, {{"<epreuve modalite=\"M2\" date=\"2026-03-30\" minutes=\"50\"/>", ""}}, {0}, "<evaluation>"},
};

static const struct near nears[] = {
	{REFERENTIEL, {{0}}, {0}},
	{SESSION, {{0}}, {0}},
	{RS_REFERENTIEL, {{0}}, {0}},
	{RS_SESSION, {{0}}, {0}},
	{REFERENTIEL, {{" competences-annoncees=\"5\"", ""}}, {0}},
	{REFERENTIEL, {{"competences-annoncees=\"5\"", "competences-annoncees=\"6\""},
		       {"<correspondance", "<bloc id=\"B3\"><intitule>Plein</intitule><competence id=\"B3.C1\">"
					   "<enonce>Une.</enonce></competence></bloc><correspondance"}}, {0}},
	{RS_REFERENTIEL, {{"</referentiel>", "<competence id=\"C3\"><enonce>Trois.</enonce></competence></referentiel>"}}, {0}},
	{REFERENTIEL, {{"repertoire=\"RNCP\"", "repertoire=\"aucun\""}, {"<niveau national=\"4\" europeen=\"4\"/>", ""}}, {0}},
	{REFERENTIEL, {{"<enonce>Doser", "<note>Tronquée ailleurs.</note><enonce>Doser"}}, {0}},
	{REFERENTIEL, {{"competences=\"B2.C3\"", "competences=\"B2.C2 b2.c3\""}}, {0}},
	{REFERENTIEL, {{"id=\"B1.C1.1\"", "id=\"B1.C1\""}}, {0}}, /* another kind */
	{REFERENTIEL, {{"<bloc id=\"B2\"", "<bloc id=\"269054958815\""}}, {0}},
	{REFERENTIEL, {{"<note>Une", "<note>\xEF\xBF\xBD Une"}}, {0}},
	{SESSION, {{"statut=\"close\"", "statut=\"close\" delivrance=\"2028-03-01\""}}, {0}},
	/* one of two alternatives is enough, whichever */
	{SESSION, {{0}}, {"type=\"observation\" minutes=\"45\">", "type=\"observation\" choix=\"alternative\"><libelle>Geste</libelle>"
	  "</modalite><modalite id=\"B2.M3\" type=\"projet\" choix=\"alternative\">"}},
	{SESSION, {{"<epreuve modalite=\"B2.M1\" date=\"2026-03-10\"", "<epreuve modalite=\"B2.M3\" date=\"2026-03-10\""}},
	 {"type=\"observation\" minutes=\"45\">", "type=\"observation\" choix=\"alternative\"><libelle>Geste</libelle>"
	  "</modalite><modalite id=\"B2.M3\" type=\"projet\" choix=\"alternative\">"}},
	{SESSION, {{0}}, {"decision=\"2022-03-01\"", "decision=\"2026-03-20\""}},
	{SESSION, {{"<candidat id=\"C4\"", "<candidat id=\"M1\""}}, {0}},
	{SESSION, {{"<candidat id=\"C4\"", "<candidat id=\"C1-X\""}}, {0}},
	{SESSION, {{"Fougère</nom-naissance><prenom>Ève", "Gâchon</nom-naissance><prenom>Maïwenn"}}, {0}},
	{SESSION, {{"candidat=\"C3\"", "candidat=\"c3\""}, {"commission=\"K1\"", "commission=\"k1\""}}, {0}},
	{SESSION, {{"revision=\"1\"", "revision=\"2\""},
		   {"<centre>", "<motif nature=\"recours\">Admis.</motif>"
		    "<retrait numero=\"MOULINS-2026-03-C1-B2-67\" date=\"2026-03-30\"/><centre>"}}, {0}},
	{SESSION, {{"Coucheur", "Coucheur\xE2\x80\xAF!"}}, {0}},
	{SESSION, {{"fin=\"12:30\"", "fin=\"09:00\""}}, {0}},
	{SESSION, {{0}}, {"membres-min=\"3\"", "membres-min=\"4\""}},
	{SESSION, {{"candidat=\"C3\" nature=\"tuteur\"", "candidat=\"C4\" nature=\"tuteur\" deport=\"oui\""}}, {0}},
	{SESSION, {{"role=\"suppleant\"", "role=\"membre\""}}, {0}},
	{SESSION, {{"Papetière</qualite>", "Papetière</qualite><lien candidat=\"C3\" nature=\"famille\" deport=\"oui\"/>"}}, {0}},
	{SESSION, {{"college=\"salaries\" externe=\"oui\"", "college=\"salaries\" externe=\"non\""}},
	 {"externes-min=\"50%\"", "externes-min=\"1/4\""}},
	{SESSION, {{"role=\"secretaire\"", "role=\"secretaire\" college=\"employeurs\""}}, {0}},
	{SESSION, {{"role=\"secretaire\"", "role=\"secretaire\" college=\"cadres\""}}, {"colleges=\"employeurs salaries\" ", ""}},
	{SESSION, {{"Mme</civilite><nom>Chassaing", "Madame</civilite><nom>Chassaing"}}, {0}},
	{SESSION, {{"id=\"C4\" voie=\"formation\"", "id=\"C4\" voie=\"Formation\""}}, {0}},
	{SESSION, {{"date=\"1999-12-31\"", "date=\"2011-03-20\""}}, {0}},
	{SESSION, {{"date=\"1999-12-31\"", "date=\"1935-03-21\""}}, {0}},
	{SESSION, {{"insee=\"63430\" ", ""}, {"<sexe>F</sexe>", ""}}, {0}},
	{SESSION, {{"present=\"excuse\"", "present=\"absent\""}}, {0}},
	{SESSION, {{"present=\"excuse\"", "present=\"oui\" demande=\"capitalisation\""}}, {0}},
	{SESSION, {{"ref=\"B2.C2\"", "ref=\"b2.c2\""}, {"competence=\"B2.C1\"", "competence=\"B2.C2\""}}, {0}},
	{SESSION, {{"<competence ref=\"B2.C2\" resultat=\"acquise\"/>",
		    "<competence ref=\"B2.C2\" resultat=\"non-evaluee\"><commentaire>Coupure.</commentaire></competence>"}}, {0}},
	{SESSION, {{"<entretien date=\"2026-03-20\" minutes=\"21\"/>", ""}},
	 {"obligatoire-depuis=\"2025-01-01\"", "obligatoire-depuis=\"2026-03-21\""}},
	{SESSION, {{"minutes=\"35\"", "minutes=\"30\""}}, {0}},
	{SESSION, {{"<situation ref=\"B1.S3\"/>", "<situation ref=\"B1.S2\"/>"}}, {0}},
	{SESSION, {{"evaluation bloc=\"B2\"", "evaluation bloc=\"b2\""}}, {0}},
	{SESSION, {{"ref=\"A\" date=\"2021-04-02\" edition=\"2020\" origine=\"correspondance\"",
		    "ref=\"B1\" date=\"2021-04-02\" certification=\"autre\" origine=\"equivalence\""}}, {0}},
	{SESSION, {{"date=\"2021-04-02\"", "date=\"2026-03-20\""}}, {0}},
	{SESSION, {{"ref=\"A\"", "ref=\"A\" certificat=\"MOULINS-2021-01-C9-B1-48\""}}, {0}},
	{SESSION, {{"ref=\"A\"", "ref=\"A\" certificat=\"CCP n° 12-49\""}}, {0}},
	{SESSION, {{"recu-le=\"2026-02-11\"", "recu-le=\"2026-03-20\""}, {"recu-le=\"2026-02-01\"", "recu-le=\"2026-03-18\""}}, {0}},
	{SESSION, {{"<avis-entreprise sens=\"favorable\"/>", "<avis-entreprise sens=\"defavorable\"/>"}}, {0}},
	{SESSION, {{"ref=\"B1.C2.1\"", "ref=\"b1.c2.1\""}}, {0}},
	{SESSION, {{"date=\"2026-01-16\"", "date=\"2026-03-20\""}}, {0}},
	{SESSION, {{"competence=\"B2.C1\" sens=\"favorable\"", "competence=\"B2.C1\" sens=\"defavorable\""},
		   {"<competence ref=\"B2.C1\" resultat=\"acquise\"/>",
		    "<competence ref=\"B2.C1\" resultat=\"acquise\"><commentaire>Vu à la cuve.</commentaire></competence>"}}, {0}},
	{SESSION, {{"date=\"2021-04-02\"", "date=\"2021-03-20\""}}, {0}},
	{SESSION, {{"<evaluation bloc=\"B2\"", "<fraude constatee-le=\"2026-03-10\" "
		    "observations-recueillies-le=\"2026-03-12\">Copie.</fraude><evaluation bloc=\"B2\""}}, {0}},
	{SESSION, {{"date=\"2026-03-18\"", "date=\"2026-03-05\""}}, {0}},
	{SESSION, {{"modalite=\"B2.M1\"", "modalite=\"b2.m1\""}}, {0}},
	{SESSION, {{"evaluation bloc=\"B2\"", "evaluation sursis=\"oui\" bloc=\"B2\""},
		   {"<competence ref=\"B2.C2\" resultat=\"acquise\"/>", ""}}, {0}},
};

static void print_case(const char *kind, size_t index, const struct run *run)
{
	print_error("%s %zu:\n", kind, index);
	messages_print(run->messages, stderr);
}

static void test_faults(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
		struct run run = run_rules(faults[i].where, faults[i].edits, &faults[i].rules, false);
		unsigned line, column;

		place_of(run.text, faults[i].at, &line, &column);
		if (run.messages->count != 1 || run.messages->list[0].code != faults[i].code ||
		    run.messages->list[0].place.line != line || run.messages->list[0].place.column != column) {
			print_case("fault", i, &run);
			fail_msg("expected only %s at %u:%u", message_name(faults[i].code), line, column);
		}
		run_end(&run);
	}
}

static void test_near_misses(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(nears) / sizeof(*nears); i++) {
		struct run run = run_rules(nears[i].where, nears[i].edits, &nears[i].rules, true);

		if (run.messages->count != 0)
			print_case("near miss", i, &run);
		assert_int_equal(run.messages->count, 0);
		run_end(&run);
	}
}

/* Codes whose level depends on what is done. */
static void test_levels(void **state)
{
	static const struct edit open[EDITS] = {{"statut=\"close\"", "statut=\"ouverte\""}};
	static const struct edit specimen[EDITS] = {{"revision=\"1\"", "revision=\"1\" specimen=\"oui\""}};
	static const struct edit none[EDITS] = {{0}}, no_nsf = {"<nsf code=\"222\">", "<nsf>"};
	struct run run = run_rules(SESSION, open, none, false);

	(void)state;
	assert_int_equal(run.messages->list[0].level, MESSAGE_WARNING);
	run_end(&run);
	run = run_rules(SESSION, open, none, true);
	assert_int_equal(run.messages->list[0].level, MESSAGE_ERROR);
	run_end(&run);
	run = run_rules(SESSION, none, &no_nsf, true);
	assert_int_equal(run.messages->count, 1);
	assert_int_equal(run.messages->list[0].code, M_R105);
	assert_int_equal(run.messages->list[0].level, MESSAGE_ERROR);
	run_end(&run);
	run = run_rules(SESSION, specimen, &no_nsf, true);
	assert_int_equal(run.messages->errors, 0);
	run_end(&run);
}

/* D. 6412-6: a VAE candidate has two members and a president before them, whatever the référentiel says. */
static void test_vae(void **state)
{
	static const struct edit lone[EDITS] = {
		{"role=\"membre\" college=\"salaries\" externe=\"oui\" present=\"oui\"", "role=\"membre\" present=\"non\""},
		{"role=\"membre\" college=\"employeurs\" externe=\"non\" present=\"oui\"", "role=\"membre\" present=\"non\""},
		{"role=\"suppleant\" college=\"salaries\" externe=\"non\" present=\"oui\"", "role=\"membre\" present=\"non\""},
	};
	static const struct edit no_rules = {"<jury membres-min=\"3\" externes-min=\"50%\" president=\"obligatoire\" "
					     "colleges=\"employeurs salaries\" paritaire=\"oui\" mixte=\"oui\"/>", "<jury/>"};
	struct run run = run_rules(SESSION, lone, &no_rules, true);
	unsigned line, column;

	(void)state;
	place_of(run.text, "<candidat id=\"C2\"", &line, &column);
	assert_int_equal(run.messages->count, 1);
	assert_int_equal(run.messages->list[0].code, M_J301);
	assert_int_equal(run.messages->list[0].place.line, line);
	run_end(&run);
}

/* A deliberation that is still to come: nothing is asked of results. */
static void test_before(void **state)
{
	static const struct edit planned[EDITS] = {
		{"statut=\"close\"", "statut=\"prevue\""},
		{"<competence ref=\"B2.C2\" resultat=\"acquise\"/>", ""},
	};
	static const struct edit none = {0};
	struct run run = run_rules(SESSION, planned, &none, false);

	(void)state;
	assert_int_equal(run.messages->count, 1);
	assert_int_equal(run.messages->list[0].code, M_S202);
	run_end(&run);
}

/* J307: the jury of the session that this one goes on from. */
static void test_same_jury(void **state)
{
	struct messages *messages = messages_new();
	struct arena *arena = arena_new();
	char *rules = text_of(CASES "referentiel.xml"), *before = text_of(CASES "session.xml");
	char *after = edited(text_of(CASES "session.xml"), &(struct edit){"revision=\"1\"", "revision=\"1\" suite-de=\"2026-02\""});
	struct source *sources[4];
	const struct session *suite, *session, *changed;
	const struct referentiel *referentiel;
	struct rules_context context = {.build = true};
	unsigned line, column;

	(void)state;
	sources[0] = read_valid("referentiel", rules, messages);
	sources[1] = read_valid("before", before, messages);
	sources[2] = read_valid("after", after, messages);
	after = edited(after, &(struct edit){"<nom>Artaud</nom>", "<nom>Artaud-Sol</nom>"});
	sources[3] = read_valid("after", after, messages);
	referentiel = referentiel_load(sources[0], arena, messages);
	suite = context.suite = session_load(sources[1], arena, messages);
	assert_non_null(suite);
	session = session_load(sources[2], arena, messages);
	changed = session_load(sources[3], arena, messages);
	rules_check_session(&context, session, referentiel, messages);
	assert_int_equal(messages->count, 0);
	rules_check_session(&context, changed, referentiel, messages);
	messages_sort(messages);
	assert_int_equal(messages->count, 2); /* one sat then and not now, one now and not then */
	place_of(after, "<membre id=\"M4\"", &line, &column);
	assert_int_equal(messages->list[0].code, M_J307);
	assert_int_equal(messages->list[1].code, M_J307);
	assert_int_equal(messages->list[1].place.line, line);
	for (size_t i = 0; i < 4; i++)
		source_free(sources[i]);
	free(rules);
	free(before);
	free(after);
	arena_free(arena);
	messages_free(messages);
}

/* R108, S201, and référentiels found by content. */
static void test_catalogue(void **state)
{
	struct catalogue *catalogue = catalogue_new();
	struct messages *messages = messages_new();
	struct arena *arena = arena_new();
	struct rules_context context = {0};
	char *text = text_of(CASES "session.xml");
	struct source *source;
	const struct session *session;

	(void)state;
	assert_true(catalogue_add(catalogue, "tests/cases/jury", messages));
	assert_true(catalogue_add(catalogue, "tests/cases/jury/../jury/referentiel.xml", messages));
	assert_int_equal(messages->count, 0);
	source = read_valid("session", text, messages);
	session = session_load(source, arena, messages);
	assert_non_null(catalogue_find(catalogue, &context, session, messages));
	assert_ptr_equal(catalogue_find(catalogue, &context, session, messages),
			 catalogue_find_named(catalogue, &context, "CQPM-Papier", "2025", messages));
	assert_null(catalogue_find_named(catalogue, &context, "cqpm-papier", "2024", messages));
	assert_int_equal(messages->count, 0);

	assert_true(catalogue_add(catalogue, "tests/cases/jury/doubles", messages));
	assert_int_equal(messages->count, 1);
	assert_int_equal(messages->list[0].code, M_R108);
	assert_string_equal(messages->list[0].place.file, "tests/cases/jury/doubles/copie.xml");
	assert_int_equal(messages->list[0].place.line, 2);
	assert_int_equal(messages->list[0].place.column, 52);
	source_free(source);

	text = edited(text, &(struct edit){"edition=\"2025\"", "edition=\"2024\""});
	source = read_valid("session", text, messages);
	session = session_load(source, arena, messages);
	assert_null(catalogue_find(catalogue, &context, session, messages));
	assert_int_equal(messages->count, 2);
	assert_int_equal(messages->list[1].code, M_S201);
	assert_int_equal(messages->list[1].place.line, 3);
	assert_false(catalogue_add(catalogue, "tests/cases/jury/absent", messages));
	source_free(source);
	free(text);
	arena_free(arena);
	messages_free(messages);
	catalogue_free(catalogue);
}

/* One attribute changed: gone, empty, another's value. Whatever of this the schema lets pass, the rules stand. */
enum change { GONE, EMPTY, FIRST_DAY, ANOTHER, CHANGES };

/* The text with its nth attribute changed; NULL when it has no nth. */
static char *changed(const char *text, size_t nth, enum change change)
{
	struct buffer result = {0};
	const char *p = strstr(text, ":1\""), *value = p, *name, *other = "C1", *end;
	size_t i;

	for (i = 0, p += 3; i <= nth; i++) {
		other = i > 0 ? value : other;
		value = strstr(p, "=\"");
		if (!value)
			return NULL;
		value += 2;
		p = strchr(value, '"') + 1;
	}
	end = strchr(value, '"');
	for (name = value; *name != ' '; name--)
		;
	buffer_put(&result, text, (size_t)((change == GONE ? name : value) - text));
	if (change == FIRST_DAY)
		buffer_puts(&result, "0001-01-01");
	else if (change == ANOTHER)
		buffer_put(&result, other, strcspn(other, "\""));
	buffer_puts(&result, end + (change == GONE));
	return (char *)(buffer_string(&result), result.data);
}

static size_t attribute_count(const char *path)
{
	char *text = text_of(path), *other;
	size_t count = 0;

	while ((other = changed(text, count, EMPTY))) {
		free(other);
		count++;
	}
	free(text);
	return count;
}

static void test_changed_attributes(void **state)
{
	static const char *const files[] = {CASES "referentiel.xml", CASES "session.xml"};
	struct schema *schemas[] = {schema_new(SOURCE_REFERENTIEL), schema_new(SOURCE_SESSION)};
	const struct rules_context context = {.build = true};
	unsigned passed = 0;

	(void)state;
	for (size_t which = 0; which < 2; which++)
		for (size_t nth = 0; nth < attribute_count(files[which]); nth++)
			for (enum change change = GONE; change < CHANGES; change++) {
				struct messages *messages = messages_new();
				struct arena *arena = arena_new();
				struct source *sources[2] = {NULL, NULL};
				bool valid = true;

				for (size_t k = 0; k < 2; k++) {
					char *text = text_of(files[k]);
					char *other = k == which ? changed(text, nth, change) : NULL;

					valid = valid && (k != which || other);
					sources[k] = source_parse("a", other ? other : text, strlen(other ? other : text),
								  messages);
					assert_non_null(sources[k]);
					valid = schema_validate(schemas[k], sources[k], messages) && valid;
					free(other);
					free(text);
				}
				if (valid) {
					const struct referentiel *referentiel =
						referentiel_load(sources[0], arena, messages);

					rules_check_referentiel(&context, referentiel, messages);
					rules_check_session(&context, session_load(sources[1], arena, messages),
							    referentiel, messages);
					passed++;
				}
				source_free(sources[0]);
				source_free(sources[1]);
				arena_free(arena);
				messages_free(messages);
			}
	schema_free(schemas[0]);
	schema_free(schemas[1]);
	assert_true(passed > 300);
}

/* R109: how many colours of a certifier are refused, and what is said of the first. */
static void test_colours(void **state)
{
	static const struct {
		const char *couleurs;
		size_t refused;
		const char *said;
	} cases[] = {
		{"principale='#767676' secondaire='#949494'", 0, NULL},
		{"principale='#777777'", 1, "4.47 to 1, where @principale needs 4.50"},
		{"secondaire='#959595'", 1, "2.99 to 1, where @secondaire needs 3.00"},
		{"principale='#FFFFFF' secondaire='#ffffff'", 2, "1.00 to 1"},
		{"principale='#0000ff'", 0, NULL},
		{"principale='#00ff00'", 1, "1.37 to 1"},
		{"principale='#000000'", 0, NULL},
		{"", 0, NULL},
	};

	(void)state;
	message_language("en");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[300];
		struct messages *messages = messages_new();
		struct arena *arena = arena_new();
		struct source *source;

		snprintf(text, sizeof text, "<certificateur xmlns='urn:parchemin:certificateur:1' id='c'><couleurs %s/></certificateur>",
			 cases[i].couleurs);
		source = source_parse("c.xml", text, strlen(text), messages);
		rules_check_certificateur(&(struct rules_context){0}, certificateur_load(source, arena, messages), messages);
		assert_int_equal(messages->count, cases[i].refused);
		if (cases[i].said)
			assert_non_null(strstr(messages->list[0].text, cases[i].said));
		source_free(source);
		arena_free(arena);
		messages_free(messages);
	}
}

/* Every code of the families checked here has a fault that shows it. */
static void test_every_code(void **state)
{
	static const enum message_code elsewhere[] = {M_R108, M_R109, M_S201, M_J307};
	size_t code, i;

	(void)state;
	for (code = 0; code < MESSAGE_CODES; code++) {
		bool shown = !strchr("RSJCE", *message_name((enum message_code)code));

		for (i = 0; i < sizeof(faults) / sizeof(*faults); i++)
			shown |= faults[i].code == code;
		for (i = 0; i < sizeof(elsewhere) / sizeof(*elsewhere); i++)
			shown |= elsewhere[i] == code;
		if (!shown)
			fail_msg("no fault shows %s", message_name((enum message_code)code));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_faults),	    cmocka_unit_test(test_near_misses), cmocka_unit_test(test_levels),
		cmocka_unit_test(test_vae),	    cmocka_unit_test(test_before),	cmocka_unit_test(test_same_jury),
		cmocka_unit_test(test_catalogue),   cmocka_unit_test(test_changed_attributes),	cmocka_unit_test(test_every_code), cmocka_unit_test(test_colours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
