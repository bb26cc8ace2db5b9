#include "sheet/function.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/xpathInternals.h>
#include <libxslt/extensions.h>
#include <libxslt/extra.h>

#include "base/arena.h"
#include "base/characters.h"
#include "base/memo.h"
#include "text/casing.h"
#include "text/lines.h"
#include "text/spacing.h"
#include "text/words.h"

#define NO_BREAK_SPACE  "\u00A0"
#define EXSLT_NAMESPACE "http://exslt.org/common"

static const char *const month_names[] = {"janvier",   "février", "mars",     "avril",
					  "mai",       "juin",    "juillet",  "août",
					  "septembre", "octobre", "novembre", "décembre"};

struct date {
	int year, month, day; /* 0: not known */
};

static bool digits_read(const char **at, int count, int *value)
{
	*value = 0;
	for (int i = 0; i < count; i++) {
		if (!isdigit((unsigned char)(*at)[i]))
			return false;
		*value = *value * 10 + ((*at)[i] - '0');
	}
	*at += count;
	return true;
}

/* A date, a year and month, or a year. */
static bool date_read(const char *text, struct date *date)
{
	*date = (struct date){0};
	if (!digits_read(&text, 4, &date->year))
		return false;
	if (*text == '-') {
		text++;
		if (!digits_read(&text, 2, &date->month) || date->month < 1 || date->month > 12)
			return false;
	}
	if (date->month && *text == '-') {
		text++;
		if (!digits_read(&text, 2, &date->day) || date->day < 1 || date->day > 31)
			return false;
	}
	return *text == '\0';
}

void function_date_longue(struct buffer *out, const char *date)
{
	struct date read;
	if (!date_read(date, &read)) {
		buffer_puts(out, date);
		return;
	}
	if (read.day)
		buffer_printf(out, "%d%s" NO_BREAK_SPACE, read.day, read.day == 1 ? SPACING_SUPERIOR "er" : "");
	if (read.month)
		buffer_printf(out, "%s ", month_names[read.month - 1]);
	buffer_printf(out, "%d", read.year);
}

/* Zeller's congruence; years from 1 on, all dates taken as Gregorian. */
void function_jour(struct buffer *out, const char *date)
{
	static const char *const day_names[] = {"samedi", "dimanche", "lundi",   "mardi",
						"mercredi", "jeudi",    "vendredi"};
	struct date read;
	if (!date_read(date, &read) || !read.day)
		return;
	int year = read.month < 3 ? read.year - 1 : read.year;
	int month = read.month < 3 ? read.month + 12 : read.month;
	int rank = read.day + 13 * (month + 1) / 5 + year + year / 4 - year / 100 + year / 400;
	buffer_puts(out, day_names[(rank % 7 + 7) % 7]);
}

void function_date_courte(struct buffer *out, const char *date)
{
	struct date read;
	if (!date_read(date, &read)) {
		buffer_puts(out, date);
		return;
	}
	if (read.day)
		buffer_printf(out, "%02d/", read.day);
	if (read.month)
		buffer_printf(out, "%02d/", read.month);
	buffer_printf(out, "%04d", read.year);
}

void function_heure(struct buffer *out, const char *time)
{
	const char *at = time;
	int hours, minutes;
	if (!digits_read(&at, 2, &hours) || *at++ != ':' || !digits_read(&at, 2, &minutes) ||
	    (*at && *at != ':'))
		buffer_puts(out, time);
	else
		buffer_printf(out, "%d" NO_BREAK_SPACE "h" NO_BREAK_SPACE "%02d", hours, minutes);
}

void function_en_lettres(struct buffer *out, long number)
{
	words_french(out, number);
}

static void put_cased(struct buffer *out, const char *name,
		      const char *(*cased)(struct arena *, const char *))
{
	struct arena *arena = arena_new();
	buffer_puts(out, cased(arena, name));
	arena_free(arena);
}

void function_nom(struct buffer *out, const char *name)
{
	put_cased(out, name, casing_apostrophe);
}

void function_capitales(struct buffer *out, const char *name)
{
	put_cased(out, name, casing_nom);
}

void function_duree(struct buffer *out, const char *duration)
{
	static const struct {
		char letter;
		const char *singular, *plural;
	} units[] = {{'Y', "an", "ans"},
		     {'M', "mois", "mois"},
		     {'W', "semaine", "semaines"},
		     {'D', "jour", "jours"}};
	char *end;
	long number = duration[0] == 'P' && isdigit((unsigned char)duration[1])
			      ? strtol(duration + 1, &end, 10)
			      : -1;
	for (size_t i = 0; number >= 0 && i < sizeof units / sizeof units[0]; i++) {
		if (end[0] != units[i].letter || end[1] != '\0')
			continue;
		if (number == 1 && units[i].letter == 'W')
			buffer_puts(out, "une");
		else
			function_en_lettres(out, number);
		buffer_puts(out, NO_BREAK_SPACE);
		buffer_puts(out, number > 1 ? units[i].plural : units[i].singular);
		return;
	}
	buffer_puts(out, duration);
}

void function_nombre_accord(struct buffer *out, long number, const char *singular,
			    const char *plural)
{
	buffer_integer(out, number);
	buffer_puts(out, NO_BREAK_SPACE);
	buffer_puts(out, number < 2 && number > -2 ? singular : plural);
}

/* What XPath calls: take the arguments from its stack, give the answer back. libxml2's macros name ctxt and nargs. */

static void answer(xmlXPathParserContext *ctxt, struct buffer *out)
{
	struct function_use *use = ctxt->context->userData;

	if (!use->superior)
		use->superior = strstr(buffer_string(out), SPACING_SUPERIOR) != NULL;
	valuePush(ctxt, xmlXPathNewString(BAD_CAST buffer_string(out)));
	buffer_free(out);
}

/* What was answered before: a session's documents say the same statements, titles and names again and again, and setting one takes
 * 13,000 instructions. `letter` tells the functions apart. Longer texts, a jury's comments, are hardly said twice. */
static void answer_again(struct memo *memo, char letter, struct buffer *out, const char *text,
			 void (*function)(struct buffer *, const char *))
{
	char key[1024];
	size_t length = strlen(text) + 1, known;
	const void *answer;

	if (!letter || length > sizeof key) {
		function(out, text);
		return;
	}
	key[0] = letter;
	memcpy(key + 1, text, length - 1);
	answer = memo_find(memo, key, length, &known);
	if (answer) {
		buffer_put(out, answer, known);
		return;
	}
	function(out, text);
	if (out->length)
		memcpy(memo_add(memo, key, length, out->length), out->data, out->length);
}

static void call_with_text(xmlXPathParserContext *ctxt, int nargs, char letter,
			   void (*function)(struct buffer *, const char *))
{
	CHECK_ARITY(1);
	CAST_TO_STRING;
	xmlChar *text = xmlXPathPopString(ctxt);
	if (!text)
		return;
	struct buffer out = {0};
	answer_again(((struct function_use *)ctxt->context->userData)->memo, letter, &out, (const char *)text, function);
	xmlFree(text);
	answer(ctxt, &out);
}

/* XPath numbers are doubles; NaN and what no long holds become -1, which en-lettres answers in figures. */
static long number_from(double value)
{
	return value >= -1e9 && value <= 1e9 ? (long)value : -1;
}

static void call_en_lettres(xmlXPathParserContext *ctxt, int nargs)
{
	CHECK_ARITY(1);
	CAST_TO_NUMBER;
	struct buffer out = {0};
	function_en_lettres(&out, number_from(xmlXPathPopNumber(ctxt)));
	answer(ctxt, &out);
}

static void call_nombre_accord(xmlXPathParserContext *ctxt, int nargs)
{
	CHECK_ARITY(3);
	CAST_TO_STRING;
	xmlChar *plural = xmlXPathPopString(ctxt);
	CAST_TO_STRING;
	xmlChar *singular = xmlXPathPopString(ctxt);
	CAST_TO_NUMBER;
	long number = number_from(xmlXPathPopNumber(ctxt));
	struct buffer out = {0};
	if (singular && plural)
		function_nombre_accord(&out, number, (const char *)singular, (const char *)plural);
	xmlFree(plural);
	xmlFree(singular);
	answer(ctxt, &out);
}

static void call_lignes(xmlXPathParserContext *ctxt, int nargs)
{
	CHECK_ARITY(2);
	CAST_TO_NUMBER;
	double count = xmlXPathPopNumber(ctxt);
	CAST_TO_STRING;
	xmlChar *text = xmlXPathPopString(ctxt);
	struct buffer out = {0};
	if (text)
		lines_divide(&out, (const char *)text, count);
	xmlFree(text);
	answer(ctxt, &out);
}

static void call_moindre(xmlXPathParserContext *ctxt, int nargs)
{
	CHECK_ARITY(2);
	CAST_TO_NUMBER;
	double b = xmlXPathPopNumber(ctxt);
	CAST_TO_NUMBER;
	double a = xmlXPathPopNumber(ctxt);
	valuePush(ctxt, xmlXPathNewFloat(a < b ? a : b));
}

/* Of the first line; *rest becomes what follows it, or NULL. */
static size_t letters_of_line(const char *text, const char **rest)
{
	size_t length = strcspn(text, "\n");
	*rest = text[length] ? text + length + 1 : NULL;
	return characters_count(text, length);
}

static void call_plus_longue(xmlXPathParserContext *ctxt, int nargs)
{
	CHECK_ARITY(1);
	CAST_TO_STRING;
	xmlChar *text = xmlXPathPopString(ctxt);
	size_t longest = 0;
	for (const char *at = (const char *)text; at;) {
		size_t letters = letters_of_line(at, &at);
		longest = letters > longest ? letters : longest;
	}
	xmlFree(text);
	valuePush(ctxt, xmlXPathNewFloat((double)longest));
}

static void call_compter_lignes(xmlXPathParserContext *ctxt, int nargs)
{
	CHECK_ARITY(3);
	CAST_TO_NUMBER;
	double before = xmlXPathPopNumber(ctxt);
	CAST_TO_NUMBER;
	double width = xmlXPathPopNumber(ctxt), lines = 0;
	CHECK_TYPE(XPATH_NODESET);
	xmlNodeSet *texts = xmlXPathPopNodeSet(ctxt);
	for (int i = 0; texts && i < texts->nodeNr; i++) {
		xmlChar *text = xmlNodeGetContent(texts->nodeTab[i]);
		lines += ceil((xmlUTF8Strlen(text) + before) / width);
		xmlFree(text);
	}
	xmlXPathFreeNodeSet(texts);
	valuePush(ctxt, xmlXPathNewFloat(lines));
}

/* A letter where texts are long, or ICU is asked: the rest is faster worked out than found. */
#define CALL(name, function, letter)                                                               \
	static void call_##name(xmlXPathParserContext *ctxt, int nargs)                            \
	{                                                                                          \
		call_with_text(ctxt, nargs, letter, function);                                     \
	}
CALL(date_longue, function_date_longue, 0)
CALL(date_courte, function_date_courte, 0)
CALL(jour, function_jour, 0)
CALL(heure, function_heure, 0)
CALL(duree, function_duree, 0)
CALL(capitales, function_capitales, 'c')
CALL(nom, function_nom, 'n')
CALL(typo, spacing_french, 't')
#undef CALL

void function_register(xsltTransformContext *context, struct function_use *use)
{
	static const struct {
		const char *name;
		xmlXPathFunction function;
	} functions[] = {
		{"date-longue", call_date_longue},
		{"date-courte", call_date_courte},
		{"jour", call_jour},
		{"heure", call_heure},
		{"en-lettres", call_en_lettres},
		{"capitales", call_capitales},
		{"nom", call_nom},
		{"typo", call_typo},
		{"duree", call_duree},
		{"nombre-accord", call_nombre_accord},
		{"lignes", call_lignes},
		{"moindre", call_moindre},
		{"plus-longue", call_plus_longue},
		{"compter-lignes", call_compter_lignes},
	};
	context->xpathCtxt->userData = use;
	for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++)
		xsltRegisterExtFunction(context, BAD_CAST functions[i].name,
					BAD_CAST FUNCTION_NAMESPACE, functions[i].function);
	xsltRegisterExtFunction(context, BAD_CAST "node-set", BAD_CAST EXSLT_NAMESPACE, xsltFunctionNodeSet);
}
