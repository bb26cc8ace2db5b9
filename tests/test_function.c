/* The stylesheets' functions, each by a table of what it answers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "sheet/function.h"
#include "text/spacing.h"

#define NB "\u00A0"

struct text_case {
	const char *given, *answer;
};

static void check(void (*function)(struct buffer *, const char *), const struct text_case *cases,
		  size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct buffer out = {0};
		function(&out, cases[i].given);
		assert_string_equal(buffer_string(&out), cases[i].answer);
		buffer_free(&out);
	}
}

#define CHECK(function, cases) check(function, cases, sizeof cases / sizeof cases[0])

static void long_dates(void **state)
{
	(void)state;
	static const struct text_case cases[] = {
		{"2026-06-12", "12" NB "juin 2026"},
		{"2026-01-01", "1" SPACING_SUPERIOR "er" NB "janvier 2026"},
		{"2026-08-31", "31" NB "août 2026"},
		{"2001-05", "mai 2001"},
		{"1999", "1999"},
		{"2026-13-01", "2026-13-01"},
		{"", ""},
		{"12 juin", "12 juin"},
	};
	CHECK(function_date_longue, cases);
}

static void short_dates(void **state)
{
	(void)state;
	static const struct text_case cases[] = {
		{"2026-06-12", "12/06/2026"},
		{"2001-05", "05/2001"},
		{"1999", "1999"},
		{"2026-6-1", "2026-6-1"},
		{"", ""},
	};
	CHECK(function_date_courte, cases);
}

static void days_of_the_week(void **state)
{
	(void)state;
	static const struct text_case cases[] = {
		{"2026-06-12", "vendredi"}, {"2000-02-29", "mardi"}, {"2024-01-01", "lundi"},
		{"1900-03-01", "jeudi"},    {"2026-11-22", "dimanche"}, {"2026-06", ""}, {"", ""},
	};
	CHECK(function_jour, cases);
}

static void hours(void **state)
{
	(void)state;
	static const struct text_case cases[] = {
		{"14:00", "14" NB "h" NB "00"},
		{"09:05:30", "9" NB "h" NB "05"},
		{"14h", "14h"},
		{"", ""},
	};
	CHECK(function_heure, cases);
}

static void durations(void **state)
{
	(void)state;
	static const struct text_case cases[] = {
		{"P2M", "deux" NB "mois"},
		{"P1Y", "un" NB "an"},
		{"P5Y", "cinq" NB "ans"},
		{"P24M", "vingt-quatre" NB "mois"},
		{"P15D", "quinze" NB "jours"},
		{"P1W", "une" NB "semaine"},
		{"P1Y6M", "P1Y6M"},
		{"P", "P"},
		{"deux mois", "deux mois"},
	};
	CHECK(function_duree, cases);
}

static void names(void **state)
{
	(void)state;
	static const struct text_case capitals[] = {
		{"Lefèvre-Müller", "LEFÈVRE-MÜLLER"},
		{"d'Hérouville", "D’HÉROUVILLE"},
		{"Çelik-Œuvrard", "ÇELIK-ŒUVRARD"},
		{"Louÿs", "LOUŸS"},
		{"", ""},
	};
	static const struct text_case typed[] = {
		{"N'Guyen", "N’Guyen"}, {"de La Tour", "de La Tour"}, {"Zoé!", "Zoé!"}, {"Anne  Marie", "Anne  Marie"},
		{"Le \"Grand\"", "Le \"Grand\""}, {"M. n° 1er;", "M. n° 1er;"}, {"Étienne - Marie ?", "Étienne - Marie ?"}};
	CHECK(function_capitales, capitals);
	CHECK(function_nom, typed);
}

static void numbers_in_words(void **state)
{
	(void)state;
	static const struct {
		long number;
		const char *words;
	} cases[] = {
		{0, "zéro"},
		{1, "un"},
		{12, "douze"},
		{16, "seize"},
		{17, "dix-sept"},
		{20, "vingt"},
		{21, "vingt-et-un"},
		{22, "vingt-deux"},
		{60, "soixante"},
		{70, "soixante-dix"},
		{71, "soixante-et-onze"},
		{77, "soixante-dix-sept"},
		{80, "quatre-vingts"},
		{81, "quatre-vingt-un"},
		{90, "quatre-vingt-dix"},
		{91, "quatre-vingt-onze"},
		{99, "quatre-vingt-dix-neuf"},
		{100, "cent"},
		{101, "cent-un"},
		{180, "cent-quatre-vingts"},
		{200, "deux-cents"},
		{201, "deux-cent-un"},
		{1000, "mille"},
		{1001, "mille-un"},
		{2026, "deux-mille-vingt-six"},
		{80000, "quatre-vingt-mille"},
		{200000, "deux-cent-mille"},
		{999999, "neuf-cent-quatre-vingt-dix-neuf-mille-neuf-cent-quatre-vingt-dix-neuf"},
		{1000000, "1000000"},
		{-1, "-1"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct buffer out = {0};
		function_en_lettres(&out, cases[i].number);
		assert_string_equal(buffer_string(&out), cases[i].words);
		buffer_free(&out);
	}
}

static void numbers_with_nouns(void **state)
{
	(void)state;
	static const struct {
		long number;
		const char *answer;
	} cases[] = {{0, "0" NB "candidat"},
		     {1, "1" NB "candidat"},
		     {2, "2" NB "candidats"},
		     {12, "12" NB "candidats"}};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct buffer out = {0};
		function_nombre_accord(&out, cases[i].number, "candidat", "candidats");
		assert_string_equal(buffer_string(&out), cases[i].answer);
		buffer_free(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(long_dates),
		cmocka_unit_test(short_dates),
		cmocka_unit_test(days_of_the_week),
		cmocka_unit_test(hours),
		cmocka_unit_test(durations),
		cmocka_unit_test(names),
		cmocka_unit_test(numbers_in_words),
		cmocka_unit_test(numbers_with_nouns),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
