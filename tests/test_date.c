/* Dates, durations, and the ends of validity. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "jury/date.h"

static struct date date(const char *text)
{
	struct date parsed;

	assert_true(date_parse_partial(text, &parsed));
	return parsed;
}

static void test_parse(void **state)
{
	static const struct {
		const char *text;
		bool whole, partial;
	} cases[] = {
		{"2026-06-12", true, true},
		{"2024-02-29", true, true},
		{"2000-02-29", true, true},
		{"1900-02-29", false, false},
		{"2023-02-29", false, false},
		{"2026-04-31", false, false},
		{"2026-13-01", false, false},
		{"2026-00-01", false, false},
		{"2026-01-00", false, false},
		{"0000-01-01", false, false},
		{"2026-06", false, true},
		{"2026", false, true},
		{"2026-6-12", false, false},
		{"2026-06-12Z", false, false},
		{"2026-06-12 ", false, false},
		{"-026-06-12", false, false},
		{"2026-06-", false, false},
		{"26", false, false},
		{"", false, false},
		{NULL, false, false},
	};
	char text[DATE_TEXT];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct date parsed;

		assert_int_equal(date_parse(cases[i].text, &parsed), cases[i].whole);
		assert_int_equal(date_complete(parsed), cases[i].whole);
		assert_int_equal(date_parse_partial(cases[i].text, &parsed), cases[i].partial);
		assert_string_equal(date_text(parsed, text), cases[i].partial ? cases[i].text : "");
	}
}

static void test_compare(void **state)
{
	static const char *const ascending[] = {"1999", "1999-05", "1999-05-06", "1999-05-07", "1999-06", "2000", "2000-01-01"};
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof(ascending) / sizeof(*ascending); i++)
		for (k = 0; k < sizeof(ascending) / sizeof(*ascending); k++)
			assert_int_equal(date_compare(date(ascending[i]), date(ascending[k])), (i > k) - (i < k));
}

static void test_add(void **state)
{
	static const struct {
		const char *from, *duration, *to;
	} cases[] = {
		{"2025-08-31", "P6M", "2026-02-28"},
		{"2023-08-31", "P6M", "2024-02-29"},
		{"2024-02-29", "P1Y", "2025-02-28"},
		{"2024-02-29", "P4Y", "2028-02-29"},
		{"2024-06-14", "P24M", "2026-06-14"},
		{"2025-12-31", "P2M", "2026-02-28"},
		{"2025-10-15", "P3M", "2026-01-15"},
		{"2025-01-31", "P1M1D", "2025-03-01"},
		{"2025-12-25", "P1W", "2026-01-01"},
		{"2025-12-25", "P366D", "2026-12-26"},
		{"2025-05-05", "P1Y2M3W4D", "2026-07-30"},
	};
	char text[DATE_TEXT];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct duration duration;

		assert_true(date_parse_duration(cases[i].duration, &duration));
		assert_string_equal(date_text(date_add(date(cases[i].from), duration), text), cases[i].to);
	}
}

static void test_duration(void **state)
{
	static const char *const wrong[] = {"", "P", "P1", "1M", "PM", "P1M2Y", "P1M1M", "PT1H", "p1m", "P-1M", "P1.5Y", "toujours"};
	struct duration duration;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		assert_false(date_parse_duration(wrong[i], &duration));
		assert_false(duration.given);
	}
	assert_false(date_parse_duration(NULL, &duration));
	assert_true(date_parse_duration("illimitee", &duration));
	assert_true(duration.given && duration.unlimited);
}

/* The last day is included. */
static void test_validity(void **state)
{
	struct duration duration;

	(void)state;
	assert_true(date_parse_duration("P6M", &duration));
	assert_true(date_valid_on(date("2025-08-31"), duration, date("2026-02-28")));
	assert_false(date_valid_on(date("2025-08-31"), duration, date("2026-03-01")));
	assert_true(date_parse_duration("illimitee", &duration));
	assert_true(date_valid_on(date("1950-01-01"), duration, date("2026-03-01")));
	assert_true(date_valid_on(date("1950-01-01"), (struct duration){0}, date("2026-03-01")));
}

static void test_days(void **state)
{
	(void)state;
	assert_int_equal(date_days_between(date("2026-03-05"), date("2026-03-20")), 15);
	assert_int_equal(date_days_between(date("2026-03-20"), date("2026-03-05")), -15);
	assert_int_equal(date_days_between(date("2024-02-28"), date("2024-03-01")), 2);
	assert_int_equal(date_days_between(date("2023-02-28"), date("2023-03-01")), 1);
	assert_int_equal(date_days_between(date("1970-01-01"), date("2026-01-01")), 20454);
	assert_int_equal(date_days_between(date("1900-01-01"), date("2000-01-01")), 36524);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse),	 cmocka_unit_test(test_compare),  cmocka_unit_test(test_add),
		cmocka_unit_test(test_duration), cmocka_unit_test(test_validity), cmocka_unit_test(test_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
