/* Stylesheets: what they may read and write, what they are told; and ours, on every dossier of tests/sheet. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <glob.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/message.h"
#include "sheet/function.h"
#include "sheet/sheet.h"
#include "text/spacing.h"

#define HEAD                                                                                       \
	"<xsl:stylesheet version='1.1' xmlns:xsl='http://www.w3.org/1999/XSL/Transform' "          \
	"xmlns:f='" FUNCTION_NAMESPACE "' exclude-result-prefixes='f'>"
#define TAIL       "</xsl:stylesheet>"
#define ROOT(body) HEAD "<xsl:template match='/'><r>" body "</r></xsl:template>" TAIL

/* Two folders, made for each test and removed after it: what a certifier changes, and what is ours. */
static char folder[] = "/tmp/parchemin-sheet-XXXXXX";
static char theirs[sizeof folder + 8], ours[sizeof folder + 8];

static int folders_make(void **state)
{
	(void)state;
	strcpy(folder, "/tmp/parchemin-sheet-XXXXXX");
	assert_non_null(mkdtemp(folder));
	snprintf(theirs, sizeof theirs, "%s/theirs", folder);
	snprintf(ours, sizeof ours, "%s/ours", folder);
	return file_make_folders(-100, theirs) || file_make_folders(-100, ours);
}

static int folders_remove(void **state)
{
	(void)state;
	return file_remove(-100, folder);
}

static void put(const char *where, const char *name, const char *text)
{
	char path[128];
	snprintf(path, sizeof path, "%s/%s", where, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

static struct sheet *open_both(const char *name, struct messages *messages)
{
	return sheet_open((const char *const[]){theirs, ours, NULL}, name, messages);
}

/* The text that a stylesheet makes of <a/>, or NULL; the caller frees it. */
static char *apply(struct sheet *sheet, const char *const *parameters, struct messages *messages)
{
	xmlDoc *input = xmlReadMemory("<a/>", 4, "a.xml", NULL, 0);
	xmlDoc *output = sheet_apply(sheet, input, parameters, messages);
	xmlChar *text = output ? xmlNodeGetContent((xmlNode *)output) : NULL;
	char *copy = text ? strdup((const char *)text) : NULL;
	xmlFree(text);
	xmlFreeDoc(output);
	xmlFreeDoc(input);
	return copy;
}

static void assert_answer(const char *stylesheet, const char *const *parameters,
			  const char *expected)
{
	put(ours, "t.xsl", stylesheet);
	struct messages *messages = messages_new();
	struct sheet *sheet = open_both("t.xsl", messages);
	assert_non_null(sheet);
	char *text = apply(sheet, parameters, messages);
	assert_int_equal(messages->count, 0);
	assert_string_equal(text, expected);
	free(text);
	sheet_close(sheet);
	messages_free(messages);
}

/* Compiles, but its application is refused with a message that holds `why`. */
static void assert_refused(const char *stylesheet, const char *why)
{
	put(ours, "t.xsl", stylesheet);
	struct messages *messages = messages_new();
	struct sheet *sheet = open_both("t.xsl", messages);
	assert_non_null(sheet);
	char *text = apply(sheet, NULL, messages);
	bool nothing = text == NULL;
	free(text);
	assert_true(nothing);
	bool said = false;
	for (size_t i = 0; i < messages->count; i++)
		said = said || strstr(messages->list[i].text, why);
	assert_true(messages->errors > 0);
	assert_true(said);
	sheet_close(sheet);
	messages_free(messages);
}

static void assert_not_compiled(const char *stylesheet, enum message_code code)
{
	put(ours, "t.xsl", stylesheet);
	struct messages *messages = messages_new();
	assert_null(open_both("t.xsl", messages));
	assert_true(messages->errors > 0);
	assert_int_equal(messages->list[0].code, code);
	messages_free(messages);
}

static void functions_answer(void **state)
{
	(void)state;
	assert_answer(
		ROOT("<xsl:value-of select=\"f:date-longue('2026-06-12')\"/>|"
		     "<xsl:value-of select=\"f:date-courte('2026-06-12')\"/>|"
		     "<xsl:value-of select=\"f:heure('14:00')\"/>|<xsl:value-of "
		     "select=\"f:en-lettres(81)\"/>|"
		     "<xsl:value-of select=\"f:capitales('Lefèvre')\"/>|<xsl:value-of "
		     "select=\"f:nom(&quot;N'Guyen&quot;)\"/>|"
		     "<xsl:value-of select=\"f:typo('oui !')\"/>|<xsl:value-of "
		     "select=\"f:duree('P2M')\"/>|"
		     "<xsl:value-of select=\"f:nombre-accord(2, 'bloc', 'blocs')\"/>|"
		     "<xsl:value-of select=\"f:en-lettres('x')\"/>|<xsl:value-of "
		     "select='f:typo(/none)'/>"),
		NULL,
		"12\u00A0juin "
		"2026|12/06/"
		"2026|14\u00A0h\u00A000|quatre-vingt-un|LEFÈVRE|N’Guyen|oui\u202F!|deux\u00A0mois|"
		"2\u00A0blocs|-1|");
}

/* In an attribute, a title, or a result that is no formatting object, the letters stay on the line. */
static void ordinals_stand_above_the_line(void **state)
{
	(void)state;
	put(ours, "t.xsl",
	    HEAD "<xsl:template match='/'><fo:block xmlns:fo='http://www.w3.org/1999/XSL/Format' id=\"{f:typo('1ère')}\">"
		 "<fo:title><xsl:value-of select=\"f:typo('2ème')\"/></fo:title><xsl:value-of select=\"f:typo('1er et 2e !')\"/>"
		 "<other xmlns=''><xsl:value-of select=\"f:date-longue('2026-01-01')\"/></other><xsl:value-of select=\"f:nom('3e')\"/>"
		 "</fo:block></xsl:template>" TAIL);
	struct messages *messages = messages_new();
	struct sheet *sheet = open_both("t.xsl", messages);
	xmlDoc *input = xmlParseDoc(BAD_CAST "<d/>"), *result = sheet_apply(sheet, input, NULL, messages);
	struct buffer out = {0};
	sheet_write(sheet, result, &out);
	const char *raised = "<fo:inline font-size=\"0.64em\" line-height=\"1pt\" baseline-shift=\"0.49em\">";
	char wanted[512];
	snprintf(wanted, sizeof wanted,
		 "id=\"1re\"><fo:title>2e</fo:title>1%ser</fo:inline> et 2%se</fo:inline>\u202F!"
		 "<other xmlns=\"\">1er\u00A0janvier 2026</other>3e</fo:block>", raised, raised);
	assert_non_null(strstr(buffer_string(&out), wanted));
	buffer_free(&out);
	xmlFreeDoc(result), xmlFreeDoc(input);
	sheet_close(sheet);
	messages_free(messages);
}

static void functions_reckon(void **state)
{
	(void)state;
	assert_answer(ROOT("<xsl:variable name='four'>été&#10;à Dieppe&#10;</xsl:variable>"
			   "<xsl:value-of select=\"f:moindre('9.5', 12)\"/>|"
			   "<xsl:value-of select='f:moindre(1 div 0, 3)'/>|"
			   "<xsl:value-of select='f:plus-longue($four)'/>|"
			   "<xsl:value-of select=\"f:plus-longue('')\"/>|"
			   "<xsl:value-of select=\"f:compter-lignes(document('')//*/@select[. = '$four'], 3, 3)\"/>|"
			   "<xsl:value-of select='f:compter-lignes(/none, 10, 1)'/>"
			   "<xsl:if test='false()'><xsl:value-of select='$four'/><xsl:copy-of select='$four'/></xsl:if>"),
		      NULL, "9.5|3|8|0|6|0");
}

static void functions_want_their_arguments(void **state)
{
	(void)state;
	assert_refused(ROOT("<xsl:value-of select='f:compter-lignes(1, 2, 3)'/>"), "");
	assert_refused(ROOT("<xsl:value-of select='f:moindre(1)'/>"), "");
	assert_refused(ROOT("<xsl:value-of select='f:typo()'/>"), "");
	assert_refused(ROOT("<xsl:value-of select='f:nombre-accord(1)'/>"), "");
	assert_refused(ROOT("<xsl:value-of select='f:unknown(1)'/>"), "");
}

static void parameters_are_strings(void **state)
{
	(void)state;
	assert_answer(HEAD "<xsl:param name='p'/><xsl:param name='q' "
			   "select=\"'none'\"/><xsl:template match='/'>"
			   "<r><xsl:value-of select='$p'/>|<xsl:value-of "
			   "select='$q'/></r></xsl:template>" TAIL,
		      (const char *const[]){"p", "it's /a", NULL}, "it's /a|none");
}

static void documents_beneath_are_read(void **state)
{
	(void)state;
	put(ours, "mots.xml", "<mots>oui</mots>");
	assert_answer(ROOT("<xsl:value-of select=\"document('mots.xml')\"/>"), NULL, "oui");
}

static void documents_elsewhere_are_refused(void **state)
{
	(void)state;
	put(folder, "secret.xml", "<s>no</s>");
	char link[128], target[128];
	snprintf(link, sizeof link, "%s/link.xml", ours);
	snprintf(target, sizeof target, "%s/secret.xml", folder);
	assert_int_equal(symlink(target, link), 0);
	static const char *const names[] = {"../secret.xml",
					    "/etc/passwd",
					    "file:///etc/passwd",
					    "http://localhost/a.xml",
					    "link.xml",
					    "parchemin:../secret.xml",
					    "none.xml"};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		char stylesheet[512];
		snprintf(stylesheet, sizeof stylesheet,
			 ROOT("<xsl:copy-of select=\"document('%s')\"/>"), names[i]);
		assert_refused(stylesheet, "");
	}
}

static void documents_have_no_type(void **state)
{
	(void)state;
	put(ours, "type.xml", "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>");
	assert_refused(ROOT("<xsl:copy-of select=\"document('type.xml')\"/>"), "document type");
}

static void nothing_is_written(void **state)
{
	(void)state;
	char stylesheet[512], path[128];
	snprintf(path, sizeof path, "%s/out.xml", ours);
	snprintf(stylesheet, sizeof stylesheet, ROOT("<xsl:document href='%s'><a/></xsl:document>"),
		 path);
	assert_refused(stylesheet, "");
	assert_false(file_exists(-100, path));
}

static void recursion_ends(void **state)
{
	(void)state;
	assert_refused(HEAD
		       "<xsl:template match='/'><xsl:call-template name='t'/></xsl:template>"
		       "<xsl:template name='t'><xsl:call-template name='t'/></xsl:template>" TAIL,
		       "");
}

static void a_stylesheet_may_give_up(void **state)
{
	(void)state;
	assert_refused(ROOT("<xsl:message terminate='yes'>rien à imprimer</xsl:message>"),
		       "rien à imprimer");
}

static void faults_are_placed(void **state)
{
	(void)state;
	assert_not_compiled("<a>", M_X001);
	assert_not_compiled("<!DOCTYPE a><a/>", M_U909);
	assert_not_compiled(HEAD
			    "\n\n<xsl:template match='/'><xsl:call-template/></xsl:template>" TAIL,
			    M_U909);
	put(ours, "t.xsl", HEAD "\n\n<xsl:template match='a['/>" TAIL);
	struct messages *messages = messages_new();
	assert_null(open_both("t.xsl", messages));
	assert_int_equal(messages->list[0].place.line, 3);
	assert_null(open_both("none.xsl", messages));
	assert_null(open_both("../ours/t.xsl", messages));
	messages_free(messages);
}

/* A certifier's stylesheet imports what is only in our folder, and may change one of the same name. */
static void later_folders_stand_in(void **state)
{
	(void)state;
	put(ours, "commun.xsl", HEAD "<xsl:template name='c'>commun</xsl:template>" TAIL);
	put(ours, "pv.xsl",
	    HEAD "<xsl:import href='commun.xsl'/><xsl:template match='/'><r><xsl:call-template "
		 "name='c'/>, "
		 "<xsl:call-template name='d'/></r></xsl:template><xsl:template "
		 "name='d'>nous</xsl:template>" TAIL);
	put(theirs, "pv.xsl",
	    HEAD "<xsl:import href='parchemin:pv.xsl'/><xsl:include href='commun.xsl'/>"
		 "<xsl:template name='d'>eux</xsl:template>" TAIL);
	struct messages *messages = messages_new();
	struct sheet *sheet = open_both("pv.xsl", messages);
	assert_non_null(sheet);
	char *text = apply(sheet, NULL, messages);
	assert_string_equal(text, "commun, eux");
	char before[65];
	strcpy(before, sheet_digest(sheet));
	free(text);
	sheet_close(sheet);
	put(ours, "commun.xsl", HEAD "<xsl:template name='c'>autre</xsl:template>" TAIL);
	sheet = open_both("pv.xsl", messages);
	assert_non_null(sheet);
	assert_int_equal(strlen(sheet_digest(sheet)), 64);
	assert_string_not_equal(sheet_digest(sheet), before);
	sheet_close(sheet);
	messages_free(messages);
}

/* A sheet of this text in their folder, applied, gives this text. */
static void theirs_give(const char *name, const char *text, const char *expected)
{
	struct messages *messages = messages_new();
	put(theirs, name, text);
	struct sheet *sheet = open_both("pv.xsl", messages);
	assert_non_null(sheet);
	char *given = apply(sheet, NULL, messages);
	assert_string_equal(given, expected);
	free(given);
	sheet_close(sheet);
	messages_free(messages);
}

/* By its own name a stylesheet of a certifier imports ours; what ours imports may be the certifier's in turn. */
static void own_name_is_ours(void **state)
{
	(void)state;
	put(ours, "commun.xsl", HEAD "<xsl:template name='c'>commun</xsl:template>" TAIL);
	put(ours, "pv.xsl",
	    HEAD "<xsl:import href='commun.xsl'/><xsl:template match='/'><r><xsl:call-template name='c'/>, "
		 "<xsl:call-template name='d'/></r></xsl:template><xsl:template name='d'>nous</xsl:template>" TAIL);
	theirs_give("pv.xsl", HEAD "<xsl:import href='pv.xsl'/><xsl:template name='d'>eux</xsl:template>" TAIL,
		    "commun, eux");
	theirs_give("commun.xsl", HEAD "<xsl:import href='./commun.xsl'/><xsl:template name='c'>le leur</xsl:template>" TAIL,
		    "le leur, eux");
	theirs_give("pv.xsl", HEAD "<xsl:import href='parchemin:pv.xsl'/>" TAIL, "le leur, nous");
	struct messages *messages = messages_new();
	put(theirs, "commun.xsl", HEAD "<xsl:import href='pv.xsl'/>" TAIL);
	assert_null(open_both("pv.xsl", messages));
	put(ours, "seul.xsl", HEAD "<xsl:import href='parchemin:seul.xsl'/>" TAIL);
	assert_null(open_both("seul.xsl", messages));
	messages_free(messages);
}

/* ---- ours ---- */

static xmlDoc *dossier_read(const char *path)
{
	xmlDoc *dossier = xmlReadFile(path, NULL, XML_PARSE_NONET);
	assert_non_null(dossier);
	return dossier;
}

/* The first text that an expression finds in the dossier's namespace, as `d`; the caller frees it. */
static char *find(xmlDoc *document, const char *expression)
{
	xmlXPathContext *context = xmlXPathNewContext(document);
	xmlXPathRegisterNs(context, BAD_CAST "d", BAD_CAST "urn:parchemin:dossier:1");
	xmlXPathObject *found = xmlXPathEvalExpression(BAD_CAST expression, context);
	xmlChar *text = xmlXPathCastToString(found);
	char *copy = strdup((const char *)text);
	xmlFree(text);
	xmlXPathFreeObject(found);
	xmlXPathFreeContext(context);
	return copy;
}

static struct sheet *sheet_of_dossier(xmlDoc *dossier, struct messages *messages)
{
	char *kind = find(dossier, "string(/d:dossier/@kind)"), name[64];
	snprintf(name, sizeof name, "%s.xsl", kind);
	free(kind);
	struct sheet *sheet =
		sheet_open((const char *const[]){"stylesheets", NULL}, name, messages);
	assert_non_null(sheet);
	return sheet;
}

/* The FO of a dossier: without a message, and one fo:root. */
static xmlDoc *formatting(xmlDoc *dossier)
{
	struct messages *messages = messages_new();
	struct sheet *sheet = sheet_of_dossier(dossier, messages);
	xmlDoc *fo = sheet_apply(sheet, dossier, NULL, messages);
	assert_non_null(fo);
	assert_int_equal(messages->count, 0);
	const xmlNode *root = xmlDocGetRootElement(fo);
	assert_string_equal(root->name, "root");
	assert_string_equal(root->ns->href, "http://www.w3.org/1999/XSL/Format");
	sheet_close(sheet);
	messages_free(messages);
	return fo;
}

static char *text_of(xmlDoc *document)
{
	xmlChar *text = xmlNodeGetContent((xmlNode *)document);
	char *copy = strdup((const char *)text);
	xmlFree(text);
	return copy;
}

static void each_dossier(void (*check)(xmlDoc *dossier, const char *text), const char *pattern,
			 size_t at_least)
{
	glob_t found;
	assert_int_equal(glob(pattern, 0, NULL, &found), 0);
	assert_true(found.gl_pathc >= at_least);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		xmlDoc *dossier = dossier_read(found.gl_pathv[i]);
		xmlDoc *fo = formatting(dossier);
		char *text = text_of(fo);
		check(dossier, text);
		free(text);
		xmlFreeDoc(fo);
		xmlFreeDoc(dossier);
	}
	globfree(&found);
}

static void assert_holds(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("“%s” is missing in: %.300s…", part, text);
}

/* What every page must say, and what no printed French has. */
static void check_common(xmlDoc *dossier, const char *text)
{
	char *specimen = find(dossier, "string(/d:dossier/@specimen)"),
	     *project = find(dossier, "string(/d:dossier/@projet)");
	assert_true((strstr(text, "SPÉCIMEN") != NULL) == (strcmp(specimen, "oui") == 0));
	assert_true((strstr(text, "PROJET") != NULL) == (strcmp(project, "oui") == 0));
	static const char *const faults[] = {"'",  " ;",  " !", " ?", " :", "«\u00A0",
					     "« ", "NaN", "..", " ,", " .", "  ,"};
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++)
		if (strstr(text, faults[i]))
			fail_msg("“%s” stands in: …%.80s", faults[i], strstr(text, faults[i]));
	free(specimen);
	free(project);
}

static void every_dossier_is_set(void **state)
{
	(void)state;
	each_dossier(check_common, "tests/sheet/*.xml", 20);
}

/* ---- the mandatory mentions of a parchment, word for word ---- */

/* Lines that the stylesheet divided are one text again. */
static char *undivided(const char *text)
{
	char *copy = strdup(text);
	for (char *at = copy; *at; at++)
		if (*at == '\n')
			*at = ' ';
	return copy;
}

/* `before`, what the expression finds as `set` sets it, `after`; nothing where nothing is found. */
static void assert_set(xmlDoc *dossier, const char *text, const char *before, const char *expression,
		       void (*set)(struct buffer *out, const char *text), const char *after)
{
	char *found = find(dossier, expression);
	struct buffer wanted = {0};
	char *sign;
	buffer_puts(&wanted, before);
	set(&wanted, found);
	buffer_puts(&wanted, after);
	/* What stands above the line is text of its own by then, in its place. */
	while ((sign = strstr(buffer_string(&wanted), SPACING_SUPERIOR)) != NULL) {
		memmove(sign, sign + strlen(SPACING_SUPERIOR), strlen(sign + strlen(SPACING_SUPERIOR)) + 1);
		wanted.length -= strlen(SPACING_SUPERIOR);
	}
	if (*found)
		assert_holds(text, buffer_string(&wanted));
	buffer_free(&wanted);
	free(found);
}

static void check_registration(xmlDoc *dossier, const char *text)
{
	char *rs = find(dossier, "string(//d:certification/@repertoire)");
	assert_set(dossier, text,
		   strcmp(rs, "RS") == 0 ? "enregistrée au répertoire spécifique sous le numéro "
					 : "enregistré au RNCP sous le numéro ",
		   "string(//d:enregistrement/@code)", buffer_puts,
		   " par décision du directeur général de France compétences en date du\u00A0");
	assert_set(dossier, text, " en date du\u00A0", "string(//d:enregistrement/@decision)",
		   function_date_longue, "");
	free(rs);
}

static void check_level(xmlDoc *dossier, const char *text)
{
	char *rs = find(dossier, "string(//d:certification/@repertoire)"),
	     *object = find(dossier, "string(//d:parchemin/@objet)");
	bool bloc = strcmp(object, "bloc") == 0;
	if (strcmp(rs, "RS") != 0) {
		assert_set(dossier, text,
			   bloc ? "Bloc de la certification de niveau\u00A0"
				: "Certification de niveau\u00A0",
			   "string(//d:niveau/@national)", buffer_puts, " du cadre national");
		assert_set(dossier, text, " et de niveau\u00A0", "string(//d:niveau/@europeen)",
			   buffer_puts, " du cadre européen des certifications");
		assert_set(dossier, text, "NSF\u00A0", "string(//d:nsf/@code)", buffer_puts, " ");
		assert_set(dossier, text, "", "string(//d:nsf)", spacing_french, "");
	}
	if (bloc)
		assert_set(dossier, text, "attestant l’acquisition du seul bloc\u00A0",
			   "string(//d:bloc/@numero)", buffer_puts, " d");
	free(rs), free(object);
}

static void check_certifiers(xmlDoc *dossier, const char *text)
{
	assert_set(dossier, text, "", "string((//d:certificateur)[1]/d:raison-sociale)",
		   spacing_french, "");
	assert_set(dossier, text, "", "string((//d:certificateur)[2]/d:raison-sociale)",
		   spacing_french, "");
	assert_set(dossier, text, "", "string(//d:certification/d:intitule)", spacing_french, "");
	assert_set(dossier, text, "", "string(//d:parchemin[@objet = 'bloc']/..//d:bloc/d:intitule)",
		   spacing_french, "");
}

static void check_holder(xmlDoc *dossier, const char *text)
{
	assert_set(dossier, text, "", "normalize-space(concat((//d:prenom)[1], ' ', (//d:prenom)[2]))",
		   function_nom, " ");
	assert_set(dossier, text, " ", "string(//d:nom-naissance)", function_capitales, "");
	assert_set(dossier, text, "nom d’usage ", "string(//d:nom-usage)", function_capitales, "");
	assert_set(dossier, text, "", "string(//d:naissance/@date)", function_date_longue, "");
	assert_set(dossier, text, " à ", "string(//d:naissance/@commune)", function_nom, "");
}

static void check_delivery(xmlDoc *dossier, const char *text)
{
	assert_set(dossier, text, "Fait à ", "string(//d:parchemin/@lieu)", function_nom, ", le\u00A0");
	assert_set(dossier, text, ", le\u00A0", "string(//d:parchemin/@delivrance)", function_date_longue,
		   "");
	assert_set(dossier, text, "", "string(//d:signataire/@qualite)", spacing_french, "");
	assert_set(dossier, text, "", "string(//d:signataire/@nom)", function_nom, "");
	assert_set(dossier, text, "N°\u00A0", "string(//d:parchemin/@numero)", buffer_puts, "");
	assert_set(dossier, text, "Annule et remplace le parchemin n°\u00A0",
		   "string(//d:parchemin/@annule-et-remplace)", buffer_puts, ".");
}

static void check_parchment(xmlDoc *dossier, const char *divided)
{
	char *text = undivided(divided),
	     *replaced = find(dossier, "string(//d:parchemin/@annule-et-remplace)");
	check_registration(dossier, text);
	check_level(dossier, text);
	check_certifiers(dossier, text);
	check_holder(dossier, text);
	check_delivery(dossier, text);
	assert_int_equal(strstr(text, "Annule et remplace") != NULL, replaced[0] != '\0');
	assert_null(strstr(text, "sous réserve"));
	free(text), free(replaced);
}

static void parchments_hold_their_mentions(void **state)
{
	(void)state;
	each_dossier(check_parchment, "tests/sheet/parchemin-*.xml", 10);
}

static size_t count_pictures(xmlDoc *dossier)
{
	xmlDoc *fo = formatting(dossier);
	char *count = find(fo, "string(count(//*[local-name() = 'external-graphic']))");
	size_t number = strtoul(count, NULL, 10);
	free(count);
	xmlFreeDoc(fo);
	return number;
}

/* The picture of a signature stands where the minutes are signed, and nowhere else. */
static void parchments_are_signed_after_the_minutes(void **state)
{
	(void)state;
	xmlDoc *dossier = dossier_read("tests/sheet/parchemin-particule.xml");
	xmlNode *parchemin = xmlDocGetRootElement(dossier)->last;
	while (strcmp((const char *)parchemin->name, "parchemin") != 0)
		parchemin = parchemin->prev;
	assert_int_equal(count_pictures(dossier), 1);
	xmlSetProp(parchemin, BAD_CAST "signature", BAD_CAST "non");
	assert_int_equal(count_pictures(dossier), 0);
	xmlUnsetProp(parchemin, BAD_CAST "signature");
	assert_int_equal(count_pictures(dossier), 0);
	xmlFreeDoc(dossier);
}

/* Does a name stand in a text, but for the end of a longer one: Étienne in Saint-Étienne? */
static bool names(const char *text, const char *name)
{
	for (const char *at = strstr(text, name); at; at = strstr(at + 1, name))
		if (at == text || at[-1] != '-')
			return true;
	return false;
}

/* The names of everybody else in the same sessions, as typed and in capitals, stand in nobody's letter or parchment. */
static void check_not_named(xmlDoc *minutes, long candidat, const char *own, const char *text)
{
	char expression[64];
	snprintf(expression, sizeof expression, "string((//d:candidat)[%ld]/@id)", candidat);
	char *id = find(minutes, expression);
	snprintf(expression, sizeof expression, "string((//d:candidat)[%ld]/d:nom-naissance)",
		 candidat);
	char *name = find(minutes, expression);
	struct buffer capitals = {0};
	function_capitales(&capitals, name);
	if (strcmp(id, own) != 0 && (names(text, name) || names(text, buffer_string(&capitals))))
		fail_msg("%s is named in what %s receives", name, own);
	buffer_free(&capitals);
	free(id), free(name);
}

static void check_no_other(xmlDoc *dossier, const char *text)
{
	static const char *const sessions[] = {"tests/sheet/pv-exemple.xml",
					       "tests/sheet/pv-douze.xml"};
	char *session = find(dossier, "string(//d:session/@id)"),
	     *own = find(dossier, "string(//d:candidat/@id)");
	for (size_t i = 0; i < sizeof sessions / sizeof sessions[0]; i++) {
		xmlDoc *minutes = dossier_read(sessions[i]);
		char *id = find(minutes, "string(//d:session/@id)"),
		     *count = find(minutes, "string(count(//d:candidat))");
		for (long j = 1; strcmp(id, session) == 0 && j <= strtol(count, NULL, 10); j++)
			check_not_named(minutes, j, own, text);
		free(id), free(count);
		xmlFreeDoc(minutes);
	}
	free(session), free(own);
}

static void nobody_reads_of_another(void **state)
{
	(void)state;
	each_dossier(check_no_other, "tests/sheet/resultats-*.xml", 10);
	each_dossier(check_no_other, "tests/sheet/parchemin-*.xml", 5);
}

/* Each state of a candidate is announced in words of its own. */
static void letters_announce_the_decision(void **state)
{
	(void)state;
	static const struct {
		const char *name, *words;
	} cases[] = {
		{"obtenue", "Félicitations\u202F! Vous avez obtenu le CQP «\u202FAnimateur "
			    "d’atelier de reliure\u202F»."},
		{"vae",
		 "Avec ce que vous aviez déjà acquis, vous détenez maintenant tous les blocs"},
		{"capitalisation", "la certification vous est délivrée par capitalisation."},
		{"partielle", "Vous avez validé deux blocs sur les quatre que vous "
			      "présentiez\u202F; la certification n’est pas encore obtenue."},
		{"blocs", "Félicitations\u202F! Vous avez validé le bloc que vous présentiez."},
		{"non-obtenue", "Le bloc que vous présentiez n’est pas validé à cette session."},
		{"attente", "Vous avez validé le bloc\u00A02\u202F; le jury souhaite vous entendre "
			    "avant de décider pour le bloc\u00A01."},
		{"sursis", "Le jury n’a pas encore pris sa décision\u00A0: elle est différée."},
		{"absent",
		 "Vous étiez absent le 12\u00A0juin 2026\u00A0: vous n’avez pas été évalué."},
		{"excuse", "Votre absence du 12\u00A0juin 2026 est excusée"},
		{"fraude", "Le jury n’a validé aucun bloc, en raison d’une fraude."},
		{"rs-obtenue", "Vous avez obtenu la certification «\u202FConcevoir"},
		{"rs-non-obtenue", "Vous n’avez pas obtenu la certification à cette session."},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char path[64];
		snprintf(path, sizeof path, "tests/sheet/resultats-%s.xml", cases[i].name);
		xmlDoc *dossier = dossier_read(path), *fo = formatting(dossier);
		char *text = text_of(fo);
		assert_holds(text, cases[i].words);
		free(text);
		xmlFreeDoc(fo);
		xmlFreeDoc(dossier);
	}
}

/* A part is told once it is made, with its text; not within a variable, whose copy is no part. */
static xmlNode *part_named(xmlNode *element)
{
	xmlNode *text = xmlNewDocText(element->doc, element->name);

	xmlReplaceNode(element, text);
	xmlFreeNode(element);
	return text;
}

static void parts_are_told(void **state)
{
	static const char text[] =
		"<xsl:stylesheet version='1.1' xmlns:xsl='http://www.w3.org/1999/XSL/Transform' xmlns:f='" FUNCTION_NAMESPACE
		"' extension-element-prefixes='f'><xsl:template match='/'><r>a<f:partie><b>1</b><c>2</c>3</f:partie>"
		"<xsl:variable name='v'><f:partie><d>4</d></f:partie></xsl:variable><xsl:copy-of select='$v'/><f:partie/></r>"
		"</xsl:template></xsl:stylesheet>";
	struct messages *messages = messages_new();

	(void)state;
	assert_answer(text, NULL, "a1234");
	put(ours, "t.xsl", text);
	struct sheet *sheet = open_both("t.xsl", messages);
	sheet_each_part(sheet, part_named);
	char *answer = apply(sheet, NULL, messages);
	assert_string_equal(answer, "abc34");
	free(answer);
	sheet_close(sheet);
	messages_free(messages);
}

int main(void)
{
#define IN_FOLDERS(test) cmocka_unit_test_setup_teardown(test, folders_make, folders_remove)
	const struct CMUnitTest tests[] = {
		IN_FOLDERS(functions_answer),
		IN_FOLDERS(ordinals_stand_above_the_line),
		IN_FOLDERS(functions_reckon),
		IN_FOLDERS(functions_want_their_arguments),
		IN_FOLDERS(parameters_are_strings),
		IN_FOLDERS(documents_beneath_are_read),
		IN_FOLDERS(documents_elsewhere_are_refused),
		IN_FOLDERS(documents_have_no_type),
		IN_FOLDERS(nothing_is_written),
		IN_FOLDERS(recursion_ends),
		IN_FOLDERS(a_stylesheet_may_give_up),
		IN_FOLDERS(faults_are_placed),
		IN_FOLDERS(later_folders_stand_in),
		IN_FOLDERS(own_name_is_ours),
		IN_FOLDERS(parts_are_told),
		cmocka_unit_test(every_dossier_is_set),
		cmocka_unit_test(parchments_hold_their_mentions),
		cmocka_unit_test(parchments_are_signed_after_the_minutes),
		cmocka_unit_test(nobody_reads_of_another),
		cmocka_unit_test(letters_announce_the_decision),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
