/* The catalogue of messages and its French: po/fr.po is read here by itself, so that the table built into the program is
 * tested too. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/message.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void test_catalogue_is_sorted(void **state)
{
	(void)state;
	for (int code = 0; code < MESSAGE_CODES; code++) {
		const char *name = message_name((enum message_code)code);

		assert_int_equal(strlen(name), 4);
		assert_non_null(strchr("ABCEFJPRSUVX", name[0]));
		assert_int_equal(strspn(name + 1, "0123456789"), 3);
		if (code > 0)
			assert_true(strcmp(message_name((enum message_code)(code - 1)), name) < 0);
	}
	assert_string_equal(message_name(M_E503), "E503");
	assert_int_equal(message_level(M_E503), MESSAGE_ERROR);
	assert_int_equal(message_level(M_E507), MESSAGE_WARNING);
}

/* Which of %1 … %9 a text has, as bits. */
static unsigned placeholders(const char *text)
{
	unsigned found = 0;

	for (; *text != '\0'; text++)
		if (text[0] == '%' && text[1] >= '1' && text[1] <= '9')
			found |= 1u << (text[1] - '1');
	return found;
}

static void test_every_message_is_translated(void **state)
{
	(void)state;
	for (int code = 0; code < MESSAGE_CODES; code++) {
		const char *english = message_text((enum message_code)code), *french;
		unsigned found = placeholders(english);

		assert_int_equal(found & (found + 1), 0); /* %1, %2 … without a gap */
		message_language("fr");
		french = message_translate(english);
		message_language("en");
		if (strcmp(french, english) == 0)
			print_error("%s has no French\n", message_name((enum message_code)code));
		assert_string_not_equal(french, english);
		assert_int_equal(placeholders(french), found);
	}
}

/* U+202F before ; ! ? » and after «, U+00A0 before : (but within a word, as in jury/@x or a URI), ’ for the apostrophe. */
static void assert_french(const char *text)
{
	for (const char *p = text; *p != '\0'; p++) {
		if (strchr(";!?", *p) != NULL || strncmp(p, "»", 2) == 0)
			assert_true(p - text >= 3 && strncmp(p - 3, "\u202f", 3) == 0);
		if (strncmp(p, "«", 2) == 0)
			assert_int_equal(strncmp(p + 2, "\u202f", 3), 0);
		if (*p == ':')
			assert_true(p - text >= 2 && strncmp(p - 2, "\u00a0", 2) == 0);
		assert_true(*p != '\'');
		assert_false(strncmp(p, "...", 3) == 0);
	}
}

static void test_french_is_set_as_french_is(void **state)
{
	(void)state;
	message_language("fr");
	for (int code = 0; code < MESSAGE_CODES; code++)
		assert_french(message_translate(message_text((enum message_code)code)));
	message_language("en");
}

/* A translation whose English text has changed would never be shown. */
static void test_no_translation_is_left_over(void **state)
{
	struct buffer catalogue = {0};
	size_t entries = 0, found = 0;
	const char *po;

	(void)state;
	assert_int_equal(file_read("po/fr.po", 1 << 20, &catalogue), 0);
	po = buffer_string(&catalogue);
	for (const char *p = po; (p = strstr(p, "\n#. ")) != NULL; p++) {
		entries++;
		for (int code = 0; code < MESSAGE_CODES; code++)
			found += strncmp(p + 4, message_name((enum message_code)code), 4) == 0;
	}
	assert_int_equal(entries, MESSAGE_CODES);
	assert_int_equal(found, MESSAGE_CODES);
	buffer_free(&catalogue);
}

static void test_language(void **state)
{
	static const struct {
		const char *language, *all, *messages, *lang, *error;
	} cases[] = {
		{"fr", "C", "C", "C", "erreur"},
		{"en", "fr_FR.UTF-8", NULL, NULL, "error"},
		{NULL, "fr_FR.UTF-8", "C", "C", "erreur"},
		{NULL, "", "fr_CA", "C", "erreur"},
		{NULL, NULL, "C", "fr_FR", "error"},
		{NULL, NULL, NULL, "fr", "erreur"},
		{NULL, NULL, NULL, "fry_NL", "error"},
		{NULL, NULL, NULL, NULL, "error"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *values[] = {cases[i].all, cases[i].messages, cases[i].lang};
		static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

		for (size_t k = 0; k < COUNT(names); k++) {
			if (values[k] != NULL)
				setenv(names[k], values[k], 1);
			else
				unsetenv(names[k]);
		}
		message_language(cases[i].language);
		assert_string_equal(message_translate("error"), cases[i].error);
	}
	message_language("fr");
	assert_string_equal(message_translate("no such text"), "no such text");
	message_language("en");
}

/* What messages_print writes, to be freed. */
static char *printed(const struct messages *messages)
{
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);

	assert_non_null(out);
	messages_print(messages, out);
	fclose(out);
	return text;
}

static void test_sorted_once_and_printed(void **state)
{
	struct messages *messages = messages_new(), *all = messages_new();
	char name[] = "s.xml";
	char *text;

	(void)state;
	message_add(messages, ((struct place){"t.xml", 1, 1}), M_E513, "B1");
	message_add(messages, ((struct place){name, 12, 3}), M_R102, "17", "16");
	message_add(messages, ((struct place){name, 2, 30}), M_E501, "C9");
	message_add(messages, ((struct place){name, 2, 4}), M_X001, "");
	message_add(messages, ((struct place){name, 2, 30}), M_E501, "C9");
	message_add(messages, ((struct place){name, 2, 0}), M_E501, "C8");
	message_add_level(messages, ((struct place){name, 0, 0}), M_S202, MESSAGE_WARNING, "S1", "ouverte");
	message_add(messages, PLACE_NONE, M_U901, "chekc");
	memset(name, 'z', 5);
	assert_int_equal(messages->errors, 6);
	assert_int_equal(messages->warnings, 2);
	messages_sort(messages);
	assert_int_equal(messages->count, 7);
	assert_int_equal(messages->errors, 5);
	assert_int_equal(messages->warnings, 2);
	messages_append(all, messages);
	messages_free(messages);
	assert_int_equal(all->errors, 5);
	assert_string_equal(all->list[6].argument[0], "B1");
	assert_null(all->list[6].argument[1]);
	text = printed(all);
	assert_string_equal(text,
			    "error U901: unknown command “chekc”\n"
			    "s.xml: warning S202: the deliberation of session “S1” is “ouverte”; only a deliberation that "
			    "is “close” gives documents\n"
			    "s.xml:2: error E501: competence “C8” is unknown to the référentiel\n"
			    "s.xml:2:4: error X001: not well-formed: \n"
			    "s.xml:2:30: error E501: competence “C9” is unknown to the référentiel\n"
			    "s.xml:12:3: warning R102: competences announced: 17, listed: 16\n"
			    "t.xml:1:1: error E513: bloc “B1”: the company’s opinion is missing (référentiel, "
			    "voies/@avis-entreprise)\n");
	free(text);
	messages_free(all);
	messages_free(NULL);
}

/* For other programs: an object a line, whatever a file's name or an argument holds. */
static void test_printed_as_json(void **state)
{
	struct messages *messages = messages_new();
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);

	(void)state;
	assert_non_null(out);
	message_language("fr");
	message_add(messages, ((struct place){"s.xml", 12, 3}), M_E501, "B1.C9");
	message_add(messages, ((struct place){"s.xml", 2, 0}), M_R102, "17", "16");
	message_add(messages, PLACE_NONE, M_U901, "a\"b\\c\xFF");
	/* no byte of Latin-1, half a character, overlong, surrogate, too high, controls */
	message_add(messages, ((struct place){"\xE9t\xE9 \xC3 \xC0\xAF \xED\xA0\x80 \xF4\x90\x80\x80 é\n\x01\"\\", 1, 1}), M_R103, "B1");
	message_language("en");
	messages_print_json(messages, out);
	fclose(out);
	assert_string_equal(
		text,
		"{\"file\":\"s.xml\",\"line\":12,\"column\":3,\"code\":\"E501\",\"level\":\"error\","
		"\"text\":\"la compétence «\u202FB1.C9\u202F» est inconnue du référentiel\"}\n"
		"{\"file\":\"s.xml\",\"line\":2,\"column\":null,\"code\":\"R102\",\"level\":\"warning\","
		"\"text\":\"compétences annoncées : 17, présentes dans la liste : 16\"}\n"
		"{\"file\":null,\"line\":null,\"column\":null,\"code\":\"U901\",\"level\":\"error\","
		"\"text\":\"commande inconnue\u00A0: «\u202Fa\\\"b\\\\c\uFFFD\u202F»\"}\n"
		"{\"file\":\"\uFFFDt\uFFFD \uFFFD \uFFFD\uFFFD \uFFFD\uFFFD\uFFFD \uFFFD\uFFFD\uFFFD\uFFFD "
		"é\\u000a\\u0001\\\"\\\\\",\"line\":1,\"column\":1,\"code\":\"R103\",\"level\":\"error\","
		"\"text\":\"le bloc «\u202FB1\u202F» n’a aucune compétence et ne pourrait pas être validé\"}\n");
	free(text);
	messages_free(messages);
}

/* Of the same message as a warning and as an error, the error counts. */
static void test_graver_level_is_kept(void **state)
{
	struct messages *messages = messages_new();
	struct place place = {"a.fo", 3, 1};

	(void)state;
	message_add_level(messages, place, M_F707, MESSAGE_WARNING, "Garamond", "Lato");
	message_add_level(messages, place, M_F707, MESSAGE_ERROR, "Garamond", "Lato");
	messages_sort(messages);
	assert_int_equal(messages->count, 1);
	assert_int_equal(messages->errors, 1);
	assert_int_equal(messages->warnings, 0);
	messages_free(messages);
}

static void test_printed_in_french(void **state)
{
	struct messages *messages = messages_new();
	char *text;

	(void)state;
	message_language("fr");
	message_add(messages, ((struct place){"s.xml", 4, 7}), M_R102, "17", "16");
	text = printed(messages);
	message_language("en");
	assert_string_equal(text, "s.xml:4:7: avertissement R102\u00a0: compétences annoncées : 17, présentes dans la liste : 16\n");
	free(text);
	messages_free(messages);
}

/* What an input holds can neither fake a line, nor reach the terminal's controls, nor flood it. */
static void test_hostile_arguments(void **state)
{
	struct messages *messages = messages_new();
	char flood[1001];
	char *text;

	(void)state;
	memset(flood, 'x', 399);
	memcpy(flood + 399, "éé", 4);
	memset(flood + 403, 'y', sizeof flood - 404);
	flood[sizeof flood - 1] = '\0';
	message_add(messages, ((struct place){"a\nb", 1, 1}), M_E501, "%1\x1b[2J\r\nfake: %2");
	message_add(messages, PLACE_NONE, M_E501, "\xC2\x9B");
	message_add(messages, PLACE_NONE, M_E501, flood);
	message_add(messages, PLACE_NONE, M_R102, "17");
	assert_string_equal(messages->list[0].argument[0], "%1\x1b[2J\r\nfake: %2");
	assert_string_equal(messages->list[0].text, "competence “%1\uFFFD[2J  fake: %2” is unknown to the référentiel");
	assert_string_equal(messages->list[1].text, "competence “\uFFFD” is unknown to the référentiel");
	assert_null(strstr(messages->list[2].text, "xé"));
	assert_non_null(strstr(messages->list[2].text, "xxx…” is"));
	assert_string_equal(messages->list[3].text, "competences announced: 17, listed: ");
	text = printed(messages);
	assert_int_equal(strncmp(text, "a b:1:1: error", 14), 0);
	free(text);
	messages_free(messages);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_catalogue_is_sorted),
		cmocka_unit_test(test_every_message_is_translated),
		cmocka_unit_test(test_french_is_set_as_french_is),
		cmocka_unit_test(test_no_translation_is_left_over),
		cmocka_unit_test(test_language),
		cmocka_unit_test(test_sorted_once_and_printed),
		cmocka_unit_test(test_printed_as_json),
		cmocka_unit_test(test_graver_level_is_kept),
		cmocka_unit_test(test_printed_in_french),
		cmocka_unit_test(test_hostile_arguments),
	};

	return cmocka_run_group_tests_name("message", tests, NULL, NULL);
}
