#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/memo.h"

#define LIMIT (1 << 20)

static void what_was_added_is_found(void **state)
{
	struct memo *memo = memo_new(LIMIT);
	size_t length;

	(void)state;
	assert_null(memo_find(memo, "a", 1, &length));
	strcpy(memo_add(memo, "a", 1, 4), "one");
	strcpy(memo_add(memo, "ab", 2, 6), "three");
	memo_add(memo, "", 0, 0);
	assert_string_equal(memo_find(memo, "a", 1, &length), "one");
	assert_int_equal(length, 4);
	assert_string_equal(memo_find(memo, "ab", 2, &length), "three");
	assert_int_equal(length, 6);
	assert_non_null(memo_find(memo, "", 0, &length));
	assert_int_equal(length, 0);
	assert_null(memo_find(memo, "b", 1, &length));
	buffer_puts(memo_key(memo), "xyz");
	buffer_puts(memo_key(memo), "ab");
	assert_int_equal(memo_key(memo)->length, 0);
	memo_free(memo);
	memo_free(NULL);
}

/* A million keys, and values of many sizes: what is found is right, and the memory stays within the limit. */
static void it_does_not_grow(void **state)
{
	struct memo *memo = memo_new(LIMIT);

	(void)state;
	for (int i = 0; i < 1000000; i++) {
		int n = i % 3 ? i / 2 : i;
		size_t size = (size_t)(n % 97) + sizeof n, length;
		const int *known = memo_find(memo, &n, sizeof n, &length);

		if (known) {
			assert_int_equal(*known, n);
			assert_int_equal(length, size);
			continue;
		}
		*(int *)memo_add(memo, &n, sizeof n, size) = n;
		assert_in_range(memo_size(memo), 1, LIMIT + (65 << 10));
	}
	memo_free(memo);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_added_is_found),
		cmocka_unit_test(it_does_not_grow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
