/* The place of a number among sorted ones. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/search.h"

static bool is_less(const void *item, const void *key)
{
	return *(const int *)item < *(const int *)key;
}

static void the_first_that_is_not_before_is_found(void **state)
{
	static const int numbers[] = {10, 20, 20, 20, 30, 40, 50};

	(void)state;
	for (size_t count = 0; count <= sizeof numbers / sizeof *numbers; count++)
		for (int key = 5; key < 60; key += 5) {
			size_t expected = 0;

			while (expected < count && numbers[expected] < key)
				expected++;
			assert_int_equal(search_first(numbers, count, sizeof *numbers, is_less, &key), expected);
		}
}

static void nothing_is_asked_of_an_empty_list(void **state)
{
	(void)state;
	assert_int_equal(search_first(NULL, 0, sizeof(int), NULL, NULL), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_that_is_not_before_is_found),
		cmocka_unit_test(nothing_is_asked_of_an_empty_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
