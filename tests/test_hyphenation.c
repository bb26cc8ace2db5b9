/* Words are divided where French and English divide them, names never. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/buffer.h"
#include "text/hyphenation.h"

#define FOLDER "/usr/share/hyphen"

static void check(struct hyphenation *hyphenation, const char *language, const char *word,
		  int before, int after, const char *expected)
{
	bool breaks[256] = {false};
	struct buffer divided = {0};
	size_t set = 0, count = hyphenation_word(hyphenation, language, word, strlen(word), before,
						 after, breaks);

	for (size_t i = 0; word[i]; i++) {
		if (breaks[i]) {
			buffer_putc(&divided, '-');
			set++;
		}
		buffer_putc(&divided, word[i]);
	}
	assert_string_equal(buffer_string(&divided), expected);
	assert_int_equal(count, set);
	buffer_free(&divided);
}

static void words_divide_by_their_language(void **state)
{
	static const struct {
		const char *language, *word, *expected;
	} cases[] = {
		{"fr", "certification", "cer-ti-fi-ca-tion"},
		{"fr-FR", "compétence", "com-pé-tence"},
		{"fr", "professionnelle", "pro-fes-sion-nelle"},
		{"fr", "délibération", "dé-li-bé-ra-tion"},
		{"fr", "restauration", "res-tau-ra-tion"},
		{"fr", "ouvrage", "ou-vrage"},
		{"fr", "anticonstitutionnellement", "an-ti-cons-ti-tu-tion-nel-le-ment"},
		{"fr", "le", "le"},
		{"fr", "jury", "jury"},
		{"fr", "l’enseignement", "l’en-sei-gne-ment"},
		{"fr", "l'enseignement", "l'en-sei-gne-ment"},
		{"fr", "aujourd’hui", "au-jourd’hui"},
		{"fr_CA", "certification", "cer-ti-fi-ca-tion"},
		{"en-US", "hyphenation", "hy-phen-ation"},
		{"en-GB", "hyphenation", "hy-phen-a-tion"},
		{"en", "certificate", "cer-ti-fic-ate"},
		{"en-US", "certificate", "cer-tifi-cate"},
		{"de", "Wissenschaft", "Wissenschaft"},
		{"frr", "certification", "certification"},
		{NULL, "certification", "certification"},
		{"fr", "Delacroix", "Delacroix"},
		{"fr", "Élisabeth", "Élisabeth"},
		{"fr", "CERTIFICATION", "CERTIFICATION"},
		{"fr", "abc123certification", "abc123certification"},
		{"fr", "", ""},
		{"fr", "’", "’"},
	};
	struct hyphenation *hyphenation = hyphenation_open(FOLDER);

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		check(hyphenation, cases[i].language, cases[i].word, 2, 2, cases[i].expected);
	hyphenation_free(hyphenation);
}

static void the_counts_asked_for_are_kept(void **state)
{
	struct hyphenation *hyphenation = hyphenation_open(FOLDER);

	(void)state;
	check(hyphenation, "fr", "certification", 4, 3, "certi-fi-ca-tion");
	check(hyphenation, "fr", "certification", 2, 5, "cer-ti-fi-cation");
	check(hyphenation, "fr", "certification", 20, 20, "certification");
	hyphenation_free(hyphenation);
}

static void bytes_that_are_no_text_are_left(void **state)
{
	struct hyphenation *hyphenation = hyphenation_open(FOLDER);
	bool breaks[256] = {false};
	char word[200];

	(void)state;
	assert_int_equal(
		hyphenation_word(hyphenation, "fr", "cert\xff\xfeification", 15, 2, 2, breaks), 0);
	memset(word, 'a', sizeof(word));
	assert_int_equal(hyphenation_word(hyphenation, "fr", word, sizeof(word), 2, 2, breaks), 0);
	hyphenation_free(hyphenation);
}

/* A word within a longer text: what follows does not count. */
static void words_end_at_their_length(void **state)
{
	struct hyphenation *hyphenation = hyphenation_open(FOLDER);
	bool breaks[600] = {false};
	char text[600];

	(void)state;
	memset(text, 'e', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	memcpy(text, "certification", 13);
	assert_int_equal(hyphenation_word(hyphenation, "fr", text, 13, 2, 2, breaks), 4);
	assert_true(breaks[3] && breaks[5] && breaks[7] && breaks[9]);
	memcpy(text, "بالعالمשלום", 22);
	assert_int_equal(hyphenation_word(hyphenation, "fr", text, 22, 2, 2, breaks), 0);
	hyphenation_free(hyphenation);
}

static void without_dictionaries_nothing_is_divided(void **state)
{
	struct hyphenation *hyphenation = hyphenation_open("tests");

	(void)state;
	check(hyphenation, "fr", "certification", 2, 2, "certification");
	hyphenation_free(hyphenation);
	hyphenation_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_divide_by_their_language),
		cmocka_unit_test(the_counts_asked_for_are_kept),
		cmocka_unit_test(bytes_that_are_no_text_are_left),
		cmocka_unit_test(words_end_at_their_length),
		cmocka_unit_test(without_dictionaries_nothing_is_divided),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
