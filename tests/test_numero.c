#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "jury/numero.h"

static const struct {
	const char *certificateur, *session, *candidat, *bloc, *numero;
} made[] = {
	{ "cpne-reliure", "2024-007", "C011", "B1", "CPNE-RELIURE-2024-007-C011-B1-31" },
	{ "CPNE-Reliure", "2024-007", "c011", "b1", "CPNE-RELIURE-2024-007-C011-B1-31" },
	{ "cpne-reliure", "2026-014", "C001", "B1", "CPNE-RELIURE-2026-014-C001-B1-73" },
	/* Dots, like hyphens, do not count: 10 1 0 1 11 and 00; 101011100 modulo 97 is 53, and 98 - 53 is 45. */
	{ "a.1", "0", "1", "b", "A.1-0-1-B-45" },
};

static void test_make(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
		const char *numero = numero_make(arena, made[i].certificateur, made[i].session,
						 made[i].candidat, made[i].bloc);
		assert_string_equal(numero, made[i].numero);
		assert_true(numero_valid(numero));
	}
	arena_free(arena);
}

static const struct {
	const char *text;
	bool shape, valid;
} read_cases[] = {
	{ "CPNE-RELIURE-2024-007-C011-B1-31", true, true },
	{ "CPNE-RELIURE-2024-007-C011-B1-32", true, false },
	{ "CPNE-RELIURE-2024-007-C011-B2-31", true, false },
	{ "CPNE-RELIURE-2024-007-C101-B1-31", true, false }, /* two digits swapped */
	{ "CPNE-RELIURE-2024-007-C011-B1-3", false, false },
	{ "CPNE-RELIURE-2024-007-C011-B1-3A", false, false },
	{ "cpne-reliure-2024-007-c011-b1-31", false, false },
	{ "CPNE--RELIURE-2024-007-C011-B1-31", false, false },
	{ "-CPNE-RELIURE-2024-007-C011-B1-31", false, false },
	{ "CPNE RELIURE-2024-007-C011-B1-31", false, false },
	{ "CCP-2019-114", false, false }, /* a number from elsewhere */
	{ "A-B-C-31", false, false },
	{ "31", false, false },
	{ "", false, false },
};

static void test_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof read_cases / sizeof *read_cases; i++) {
		assert_int_equal(numero_shape(read_cases[i].text), read_cases[i].shape);
		assert_int_equal(numero_valid(read_cases[i].text), read_cases[i].valid);
	}
}

static bool same_kind(char a, char b)
{
	return (a <= '9') == (b <= '9');
}

/* MOD 97-10 finds every digit or letter mistaken for another, and every two digits or two letters swapped. */
static void test_single_faults(void **state)
{
	(void)state;
	static const char characters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	const char *right = "CPNE-RELIURE-2024-007-C011-B1-31";
	char wrong[64];
	for (size_t i = 0; right[i]; i++) {
		if (right[i] == '-')
			continue;
		for (const char *c = characters; *c; c++) {
			if (!same_kind(*c, right[i]))
				continue;
			strcpy(wrong, right);
			wrong[i] = *c;
			assert_int_equal(numero_valid(wrong), *c == right[i]);
		}
		char next = right[i + 1];
		if (!next || next == '-' || next == right[i] || !same_kind(next, right[i]))
			continue;
		strcpy(wrong, right);
		wrong[i] = next;
		wrong[i + 1] = right[i];
		assert_false(numero_valid(wrong));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_make),
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_single_faults),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
