#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "text/casing.h"
#include "text/collation.h"
#include "text/pays.h"

static const struct {
	const char *nom, *prenoms;
} ordered[] = {
	{ "Abd el Kader", "Yanis" },
	{ "Abdallah", "Amina" },
	{ "Çelik-Œuvrard", "Anaïs" },
	{ "Cellier", "Luc" },
	{ "de Souza", "Ana" }, /* a space before every letter; case only where all else is the same */
	{ "De Souza", "Bruno" },
	{ "de Souza", "Carla" },
	{ "Debray", "Alix" },
	{ "Dherbécourt", "Ève" },
	{ "d'Hérouville", "François" },
	{ "Diallo", "Fatou" },
	{ "Estève", "Paul" },
	{ "Etienne", "Marie" },
	{ "Étienne", "Noémie" },
	{ "Eustache", "Jean" },
	{ "Le Goïc", "Loïc" },
	{ "Lefevre", "Luc" },
	{ "Lefèvre", "Luc" },
	{ "Lefèvre-Müller", "Élodie Maëlle" },
	{ "Martin", "Zoé" },
	{ "Martin-Dupont", "Alice" },
	{ "Martinez", "Alice" },
	{ "Nguema", "Paul" },
	{ "N'Guyen", "Zoé" },
	{ "Noël", "Anne" },
	{ "Œuvrard", "Paul" }, /* as Oeuvrard */
	{ "Ogier", "Paul" },
	{ "Ÿven", "Jean" },
	{ "Zoé", "" },
};

#define PEOPLE (sizeof ordered / sizeof *ordered)

static void test_order(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct collation *collation = collation_open();
	const char *keys[PEOPLE];
	for (size_t i = 0; i < PEOPLE; i++)
		keys[i] = collation_key(collation, arena, ordered[i].nom, ordered[i].prenoms);
	for (size_t i = 0; i < PEOPLE; i++)
		for (size_t j = i + 1; j < PEOPLE; j++)
			if (strcmp(keys[i], keys[j]) >= 0)
				fail_msg("%s does not stand before %s", ordered[i].nom, ordered[j].nom);
	collation_close(collation);
	arena_free(arena);
}

static const struct {
	const char *one, *other;
} same[] = {
	{ "d'Hérouville", "d’Hérouville" },
	{ "Jean-Paul", "Jean Paul" },
	{ "Jean  Paul ", "Jean\u00A0Paul" },
	{ "E\u0301tienne", "Étienne" }, /* the accent apart or together */
};

static void test_same(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct collation *collation = collation_open();
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		assert_string_equal(collation_key(collation, arena, same[i].one, "Ana"),
				    collation_key(collation, arena, same[i].other, "Ana"));
	collation_close(collation);
	arena_free(arena);
}

static const struct {
	const char *name, *printed;
} names[] = {
	{ "Lefèvre-Müller", "LEFÈVRE-MÜLLER" },
	{ "d'Hérouville", "D’HÉROUVILLE" },
	{ "d’Hérouville", "D’HÉROUVILLE" },
	{ "Œuvrard", "ŒUVRARD" },
	{ "Çelik", "ÇELIK" },
	{ "Haÿ", "HAŸ" },
	{ "Strauß", "STRAUSS" },
	{ "ŉga", "’NGA" },
	{ "E\u0301tienne", "E\u0301TIENNE" },
	{ "i", "I" },
	{ "", "" },
};

static void test_casing(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_string_equal(casing_nom(arena, names[i].name), names[i].printed);
	assert_string_equal(casing_apostrophe(arena, "N'Deye Marème"), "N’Deye Marème");
	assert_string_equal(casing_upper(arena, "l'été"), "L'ÉTÉ");
	arena_free(arena);
}

static void test_not_utf8(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct collation *collation = collation_open();
	assert_string_equal(casing_nom(arena, "a\xFF"), "A\xFF");
	assert_true(strlen(collation_key(collation, arena, "\xC3", "\xF0\x9F")) > 0);
	collation_close(collation);
	arena_free(arena);
}

static const struct {
	const char *code, *nom;
} countries[] = {
	{ "BEL", "Belgique" }, { "SEN", "Sénégal" },	 { "CIV", "Côte d’Ivoire" },
	{ "SUN", "Union soviétique" }, { "CSK", "Tchécoslovaquie" }, { "XKX", "Kosovo" },
	{ "ZZZ", NULL },       { "bel", NULL },		 { "BE", NULL },
	{ "B-L", NULL },       { "", NULL },		 { NULL, NULL },
};

static void test_countries(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	for (size_t i = 0; i < sizeof countries / sizeof *countries; i++) {
		const char *nom = pays_nom(arena, countries[i].code);
		if (countries[i].nom)
			assert_string_equal(nom, countries[i].nom);
		else
			assert_null(nom);
	}
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_casing),
		cmocka_unit_test(test_not_utf8),
		cmocka_unit_test(test_countries),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
