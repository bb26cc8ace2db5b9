/* Titles and names divided into lines of about one length. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/lines.h"

static void lines_are_about_alike(void **state)
{
	static const struct {
		const char *text;
		double count;
		const char *lines;
	} cases[] = {
		{"", 2, ""},
		{"Manager", 3, "Manager"},
		{"un deux trois", 1, "un deux trois"},
		{"aaaa bbbb", 2, "aaaa\nbbbb"},
		{"aaaa bbbb cccc dddd", 2, "aaaa bbbb\ncccc dddd"},
		{"aaaa bbbb cccc", 3, "aaaa\nbbbb\ncccc"},
		/* A short word is not left at the end of a line; letters count, not bytes. */
		{"éééé et bbbbbbbb", 2, "éééé\net" LINES_BOND "bbbbbbbb"},
		{"Œuvrer à la Sécurité sociale", 2,
		 "Œuvrer à" LINES_BOND "la" LINES_BOND "Sécurité\nsociale"},
		{"Maëlle de La Tour", 2, "Maëlle\nde" LINES_BOND "La" LINES_BOND "Tour"},
		{"aaaa bbbb ", 2, "aaaa\nbbbb "},
	};
	struct buffer out = {0};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		buffer_clear(&out);
		lines_divide(&out, cases[i].text, cases[i].count);
		assert_string_equal(buffer_string(&out), cases[i].lines);
	}
	buffer_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(lines_are_about_alike)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
