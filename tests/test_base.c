/* What everything stands on: memory, bytes, places, digests, files, coverage. The messages have a program of their own. */

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/characters.h"
#include "base/coverage.h"
#include "base/digest.h"
#include "base/draft.h"
#include "base/file.h"
#include "base/hasher.h"
#include "base/message.h"
#include "base/place.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void test_arena_gives_zeroed_aligned_memory(void **state)
{
	static const size_t sizes[] = {1, 0, 15, 16, 17, 4000, 70000, 300000, 3};
	struct arena *arena = arena_new();
	unsigned char *given[COUNT(sizes)];

	(void)state;
	for (int round = 0; round < 3; round++) {
		for (size_t i = 0; i < COUNT(sizes); i++) {
			given[i] = arena_alloc(arena, sizes[i]);
			assert_int_equal((uintptr_t)given[i] % 16, 0);
			for (size_t k = 0; k < sizes[i]; k++)
				assert_int_equal(given[i][k], 0);
			memset(given[i], (int)i + 1, sizes[i]);
		}
		for (size_t i = 0; i < COUNT(sizes); i++)
			for (size_t k = 0; k < sizes[i]; k++)
				assert_int_equal(given[i][k], i + 1);
		arena_reset(arena);
	}
	arena_free(arena);
	arena_free(NULL);
}

/* The same work in every round must not make the arena grow: memory does not depend on the number of documents. */
static void test_arena_does_not_grow(void **state)
{
	struct arena *arena = arena_new();
	size_t empty = arena_size(arena), full = 0;

	(void)state;
	for (int round = 0; round < 20; round++) {
		for (int i = 0; i < 1000; i++)
			arena_alloc(arena, 500);
		if (round == 0)
			full = arena_size(arena);
		assert_int_equal(arena_size(arena), full);
		arena_reset(arena);
		assert_int_equal(arena_size(arena), empty);
	}
	assert_true(full >= 500000 && full < 700000);
	arena_free(arena);
}

static void test_arena_copies(void **state)
{
	struct arena *arena = arena_new();
	char long_text[5000];

	(void)state;
	assert_string_equal(arena_strdup(arena, "Étienne"), "Étienne");
	assert_string_equal(arena_strndup(arena, "bloc-1", 4), "bloc");
	assert_string_equal(arena_strndup(arena, "bloc", 400), "bloc");
	assert_string_equal(arena_strndup(arena, "bloc", 0), "");
	assert_string_equal(arena_printf(arena, "%s-%03d", "C", 7), "C-007");
	memset(long_text, 'x', sizeof long_text - 1);
	long_text[sizeof long_text - 1] = '\0';
	assert_string_equal(arena_printf(arena, "%s", long_text), long_text);
	assert_non_null(arena_array(arena, 0, 8));
	arena_free(arena);
}

/* An array whose size overflows ends the program with 70, as memory that ends does. */
static void test_overflow_is_fatal(void **state)
{
	static struct arena *volatile arena; /* still reachable at the exit: no leak */
	int status;
	pid_t child = fork();

	(void)state;
	assert_true(child >= 0);
	if (child == 0) {
		if (freopen("/dev/null", "w", stderr) == NULL)
			_exit(1);
		arena = arena_new();
		arena_array(arena, SIZE_MAX / 2, 3);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 70);
}

static void test_decimal(void **state)
{
	static const struct {
		double value;
		int digits;
		const char *text;
	} cases[] = {
		{0, 3, "0"},
		{-0.0, 3, "0"},
		{-0.0004, 3, "0"},
		{-0.0005, 3, "-0.001"},
		{0.5, 0, "1"},
		{1.5, 0, "2"},
		{2.5, 0, "3"},
		{-2.5, 0, "-3"},
		{1.25, 1, "1.3"},
		{595.275590551, 3, "595.276"},
		{841.89, 4, "841.89"},
		{1.05, 2, "1.05"},
		{10, 4, "10"},
		{0.999999, 3, "1"},
		{0.000000001, 9, "0.000000001"},
		{123456789.123456789, 9, "123456789.123456791"}, /* what the double holds */
		{1e15, 3, "1000000000000000"},
		{1e20, 3, "100000000000000000000"},
		{-1e20, 3, "-100000000000000000000"},
		{NAN, 2, "0"},
		{INFINITY, 0, "9000000000000000000"},
		{1.25, -4, "1"},
		{1.0 / 3, 99, "0.333333333"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buffer buffer = {0};

		buffer_decimal(&buffer, cases[i].value, cases[i].digits);
		assert_string_equal(buffer_string(&buffer), cases[i].text);
		buffer_free(&buffer);
	}
}

static void test_character(void **state)
{
	static const struct {
		unsigned character;
		const char *text;
	} cases[] = {
		{'A', "A"},           {0x7F, "\x7F"},          {0x80, "\xC2\x80"},          {0xE9, "é"},
		{0x7FF, "\xDF\xBF"},  {0x800, "\xE0\xA0\x80"}, {0x202F, "\xE2\x80\xAF"},    {0xFFFF, "\xEF\xBF\xBF"},
		{0x10000, "𐀀"},       {0x1F600, "😀"},         {0x10FFFF, "\xF4\x8F\xBF\xBF"},
		{0xD800, "\xEF\xBF\xBD"}, {0x110000, "\xEF\xBF\xBD"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buffer buffer = {0};

		buffer_character(&buffer, cases[i].character);
		assert_string_equal(buffer_string(&buffer), cases[i].text);
		buffer_free(&buffer);
	}
}

/* Of every beginning of a text, which may divide a character: one that has begun counts. */
static void test_characters_are_counted(void **state)
{
	static const char text[] = "D\u00e9lib\u00e9ration \u2013 \u4e2d\U0001f600\u0301, l\u2019\u00e9preuve.";
	size_t begun = 0;

	(void)state;
	for (size_t length = 0; length < sizeof text; length++) {
		assert_int_equal(characters_count(text, length), begun);
		begun += ((unsigned char)text[length] & 0xc0) != 0x80;
	}
	assert_int_equal(begun, 31); /* with the zero at its end */
}

static void test_buffer_grows(void **state)
{
	struct buffer buffer = {0};

	(void)state;
	assert_string_equal(buffer_string(&buffer), "");
	assert_int_equal(buffer.length, 0);
	buffer_put(&buffer, NULL, 0);
	buffer_integer(&buffer, INT64_MIN);
	buffer_putc(&buffer, ' ');
	buffer_integer(&buffer, 0);
	buffer_printf(&buffer, " %s", "à");
	buffer_put(&buffer, "\0x", 2);
	assert_string_equal(buffer_string(&buffer), "-9223372036854775808 0 à");
	assert_int_equal(buffer.length, 24 + 1 + 2);
	buffer_clear(&buffer);
	for (int i = 0; i < 10000; i++)
		buffer_puts(&buffer, "jury");
	assert_int_equal(buffer.length, 40000);
	assert_memory_equal(buffer.data + 39996, "jury", 4);
	buffer_free(&buffer);
	buffer_free(&buffer);
	buffer_free(NULL);
}

static void test_place_order(void **state)
{
	static const struct place sorted[] = {
		{NULL, 0, 0}, {"a.xml", 0, 0}, {"a.xml", 2, 0}, {"a.xml", 2, 1}, {"a.xml", 2, 10}, {"a.xml", 10, 1}, {"b.xml", 1, 1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(sorted); i++)
		for (size_t k = 0; k < COUNT(sorted); k++) {
			int order = place_compare(&sorted[i], &sorted[k]);

			assert_int_equal((order > 0) - (order < 0), (i > k) - (i < k));
		}
}

/* Vectors of FIPS 180-4 and of the FNV reference. */
static void test_digest(void **state)
{
	char hex[DIGEST_LENGTH + 1], other[DIGEST_LENGTH + 1];
	struct digest *digest;

	(void)state;
	digest_of("", 0, hex);
	assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	digest = digest_new();
	digest_add(digest, "a", 1);
	digest_add(digest, "bc", 2);
	digest_end(digest, hex);
	assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	digest = digest_new();
	digest_add_field(digest, "ab", 2);
	digest_add_field(digest, "c", 1);
	digest_end(digest, hex);
	digest = digest_new();
	digest_add_field(digest, "a", 1);
	digest_add_field(digest, "bc", 2);
	digest_end(digest, other);
	assert_string_not_equal(hex, other);
	assert_int_equal(digest_fnv("", 0), 0xcbf29ce484222325);
	assert_int_equal(digest_fnv("a", 1), 0xaf63dc4c8601ec8c);
	assert_int_equal(digest_fnv("foobar", 6), 0x85944171f73967e8);
}

/* Files of none to four blocks, five hundred of them: the ring goes round many times. */
static void test_hasher(void **state)
{
	static const size_t lengths[] = {0, 1, 100, HASHER_BLOCK - 1, HASHER_BLOCK, HASHER_BLOCK + 1, 3 * HASHER_BLOCK + 7};
	enum { FILES = 500, KINDS = sizeof lengths / sizeof *lengths };
	char(*given)[DIGEST_512_LENGTH + 1] = calloc(FILES, sizeof *given);
	char *bytes = malloc(4 * HASHER_BLOCK);
	struct hasher *hasher = hasher_new();

	(void)state;
	for (size_t i = 0; i < 4 * HASHER_BLOCK; i++)
		bytes[i] = (char)(i * 7 + i / 251);
	for (size_t i = 0; i < FILES; i++) {
		size_t left = lengths[i % KINDS];

		for (const char *at = bytes + i; left > 0;) {
			size_t n = left < HASHER_BLOCK ? left : HASHER_BLOCK;

			memcpy(hasher_room(hasher), at, n);
			hasher_give(hasher, n, left == n && i % 2 ? given[i] : NULL);
			at += n;
			left -= n;
		}
		if (i % 2 == 0 || lengths[i % KINDS] == 0) { /* an end of its own */
			hasher_room(hasher);
			hasher_give(hasher, 0, given[i]);
		}
	}
	hasher_finish(hasher);
	for (size_t i = 0; i < FILES; i++) {
		char hex[DIGEST_512_LENGTH + 1];

		digest_of_512(bytes + i, lengths[i % KINDS], hex);
		assert_string_equal(given[i], hex);
	}
	hasher_free(hasher);
	free(bytes);
	free(given);
}

static void test_coverage(void **state)
{
	static const struct {
		const char *text;
		unsigned missing;
	} cases[] = {
		{"", 0},
		{"Zoé Œuvré", 0},
		{"a\tb\r\nc", 0},
		{"Ж", 0x416},
		{"a\xE2\x80\xAE" "b", 0x202E},
		{"\xEE\x80\x80", 0xE000},	   /* private use, though added below */
		{"a\x01", 1},
		{"\xC2\x85", 0x85},
		{"\xEF\xBF\xBD", 0xFFFD},
		{"\xEF\xBF\xBE", 0xFFFE},
		{"\xF4\x8F\xBF\xBF", 0x10FFFF},
		{"\xC0\x80", 0xFFFD},		   /* overlong */
		{"\xE0\x80\xAF", 0xFFFD},	   /* overlong */
		{"\xED\xA0\x80", 0xFFFD},	   /* surrogate */
		{"\xF4\x90\x80\x80", 0xFFFD},	   /* beyond the last */
		{"a\xC3", 0xFFFD},		   /* ends too soon */
		{"\xFF", 0xFFFD},
	};
	struct coverage *coverage = coverage_new();

	(void)state;
	for (unsigned c = ' '; c < 0x17F; c++)
		coverage_add(coverage, c);
	coverage_add(coverage, 0xE000);
	coverage_add(coverage, 0x202E);
	coverage_add(coverage, 0x110000);
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(coverage_missing(coverage, cases[i].text), cases[i].missing);
	assert_false(coverage_has(coverage, 0x110000));
	assert_false(coverage_has(coverage, 0xFFFFFFFF));
	coverage_free(coverage);
	coverage_free(NULL);
}

/* A folder of its own for each test of files, entered by its descriptor and removed at the end. */
static int open_folder(void **state)
{
	char path[] = "build/test-XXXXXX";
	int *folder;

	if (mkdtemp(path) == NULL)
		return -1;
	folder = memory_alloc(sizeof *folder);
	*folder = open(path, O_RDONLY | O_DIRECTORY);
	*state = folder;
	return *folder < 0 ? -1 : 0;
}

static int remove_folder(void **state)
{
	char link[64], path[4096];
	int *folder = *state;
	ssize_t length;

	snprintf(link, sizeof link, "/proc/self/fd/%d", *folder);
	length = readlink(link, path, sizeof path - 1);
	close(*folder);
	free(folder);
	if (length < 0)
		return -1;
	path[length] = '\0';
	return file_remove(AT_FDCWD, path);
}

static char *path_in(int folder, const char *name, char path[256])
{
	snprintf(path, 256, "/proc/self/fd/%d/%s", folder, name);
	return path;
}

static void test_file_is_written_whole(void **state)
{
	int folder = *(int *)*state;
	struct buffer buffer = {0};
	struct stat status;
	char path[256];

	assert_int_equal(file_write(folder, "pv.pdf", "first", 5), 0);
	assert_int_equal(file_write(folder, "pv.pdf", "second\0", 7), 0);
	assert_false(file_exists(folder, "pv.pdf.tmp"));
	assert_int_equal(fstatat(folder, "pv.pdf", &status, 0), 0);
	assert_int_equal(status.st_mode & 0137, 0);
	buffer_puts(&buffer, "before ");
	assert_int_equal(file_read(path_in(folder, "pv.pdf", path), 7, &buffer), 0);
	assert_int_equal(buffer.length, 14);
	assert_memory_equal(buffer.data, "before second\0", 14);
	assert_int_equal(file_read(path, 6, &buffer), EFBIG);
	assert_int_equal(buffer.length, 14);
	assert_int_equal(file_write(folder, "empty", NULL, 0), 0);
	assert_int_equal(file_read(path_in(folder, "empty", path), 0, &buffer), 0);
	assert_int_equal(buffer.length, 14);
	buffer_free(&buffer);
}

static void test_file_is_saved_by_its_path(void **state)
{
	int folder = *(int *)*state;
	struct messages *messages = messages_new();
	struct buffer buffer = {0};
	const char *name;
	char path[256];

	assert_int_equal(file_save(path_in(folder, "a.pdf", path), "whole", 5), 0);
	assert_int_equal(file_read(path, 5, &buffer), 0);
	assert_memory_equal(buffer.data, "whole", 5);
	assert_int_equal(file_save(path_in(folder, "", path), "x", 1), EISDIR);
	assert_int_equal(file_save(path_in(folder, "no/a.pdf", path), "x", 1), ENOENT);
	assert_int_equal(file_save(path_in(folder, "a.pdf/b", path), "x", 1), ENOTDIR);
	close(file_folder("here.pdf", &name));
	assert_string_equal(name, "here.pdf");
	close(file_folder("/here.pdf", &name));
	assert_string_equal(name, "here.pdf");
	assert_int_equal(file_complain("a.pdf", 0, messages), STATUS_DONE);
	assert_int_equal(messages->count, 0);
	assert_int_equal(file_complain("a.pdf", ENOSPC, messages), STATUS_TEMPORARY);
	assert_int_equal(messages->list[0].code, M_B803);
	assert_int_equal(file_complain("a.pdf", EACCES, messages), STATUS_OUTPUT);
	assert_int_equal(messages->list[1].code, M_B802);
	messages_free(messages);
	buffer_free(&buffer);
}

static int write_draft(const char *path, size_t pieces)
{
	struct draft *draft = draft_new(path);

	for (size_t i = 0; i < pieces; i++)
		draft_put(draft, "piece ", 6);
	return draft_keep(draft);
}

static void test_drafts(void **state)
{
	int folder = *(int *)*state;
	struct buffer buffer = {0};
	struct stat status;
	struct draft *draft;
	char path[256];

	assert_int_equal(write_draft(path_in(folder, "a.pdf", path), 3), 0);
	assert_int_equal(file_read(path, 100, &buffer), 0);
	assert_int_equal(buffer.length, 18);
	assert_int_equal(write_draft(path, 1), 0); /* over it */
	assert_int_equal(fstatat(folder, "a.pdf", &status, 0), 0);
	assert_int_equal(status.st_size, 6);
	assert_int_equal(status.st_mode & 0137, 0);
	draft = draft_new(path);
	draft_put(draft, "other", 5);
	assert_true(file_exists(folder, "a.pdf.tmp"));
	draft_drop(draft);
	assert_false(file_exists(folder, "a.pdf.tmp"));
	assert_int_equal(fstatat(folder, "a.pdf", &status, 0), 0);
	assert_int_equal(status.st_size, 6);
	assert_int_equal(write_draft(path_in(folder, "empty", path), 0), 0);
	assert_true(file_exists(folder, "empty"));
	draft_drop(draft_new(path_in(folder, "never", path)));
	assert_false(file_exists(folder, "never.tmp"));
	assert_int_equal(write_draft(path_in(folder, "", path), 1), EISDIR);
	assert_int_equal(write_draft(path_in(folder, "no/a.pdf", path), 2), ENOENT);
	assert_int_equal(write_draft("/dev/full/x", 2), ENOTDIR);
	buffer_free(&buffer);
}

static void test_faults_of_files(void **state)
{
	int folder = *(int *)*state;
	struct buffer buffer = {0};
	char path[256];

	assert_int_equal(file_read(path_in(folder, "absent", path), 10, &buffer), ENOENT);
	assert_int_equal(file_read(path_in(folder, ".", path), 10, &buffer), EINVAL);
	assert_int_equal(mkfifoat(folder, "pipe", 0600), 0);
	assert_int_equal(file_read(path_in(folder, "pipe", path), 10, &buffer), EINVAL);
	assert_int_equal(file_write(folder, "absent/pv.pdf", "x", 1), ENOENT);
	assert_int_equal(mkdirat(folder, "taken", 0700), 0);
	assert_int_equal(file_write(folder, "taken", "x", 1), EISDIR);
	assert_false(file_exists(folder, "taken.tmp"));
	/* A link in place of the temporary file would write elsewhere. */
	assert_int_equal(symlinkat("elsewhere", folder, "pv.pdf.tmp"), 0);
	assert_int_equal(file_write(folder, "pv.pdf", "x", 1), ELOOP);
	assert_false(file_exists(folder, "elsewhere"));
	buffer_free(&buffer);
}

static void test_folders(void **state)
{
	int folder = *(int *)*state;

	assert_int_equal(file_make_folders(folder, "session/r1/parchemins/"), 0);
	assert_int_equal(file_make_folders(folder, "session//r1"), 0);
	assert_true(file_exists(folder, "session/r1/parchemins"));
	assert_int_equal(file_make_folders(folder, ""), ENOENT);
	assert_int_equal(file_write(folder, "session/r1/pv.pdf", "x", 1), 0);
	assert_int_equal(file_make_folders(folder, "session/r1/pv.pdf"), ENOTDIR);
	assert_int_equal(file_make_folders(folder, "session/r1/pv.pdf/deeper"), ENOTDIR);
	assert_int_equal(file_write(folder, "kept", "x", 1), 0);
	assert_int_equal(symlinkat("../kept", folder, "session/link"), 0);
	assert_int_equal(symlinkat("..", folder, "session/up"), 0);
	assert_int_equal(file_remove(folder, "session"), 0);
	assert_false(file_exists(folder, "session"));
	assert_true(file_exists(folder, "kept"));
	assert_int_equal(file_remove(folder, "session"), 0);
	assert_int_equal(file_sync_folder(folder), 0);
	assert_int_equal(file_sync_folder(-1), EBADF);
}

static void test_errors_are_explained(void **state)
{
	static const struct {
		int error;
		const char *english, *french;
	} cases[] = {
		{ENOENT, "No such file or directory", "fichier ou dossier inexistant"},
		{EACCES, "Permission denied", "accès refusé"},
		{ENOSPC, "No space left on device", "plus de place sur le disque"},
		{EIO, "Input/output error", "erreur d’entrée-sortie"},
		{EINVAL, "not a regular file", "ce n’est pas un fichier ordinaire"},
		{EFBIG, "larger than allowed", "plus grand que permis"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_string_equal(file_explain(cases[i].error), cases[i].english);
		message_language("fr");
		assert_string_equal(file_explain(cases[i].error), cases[i].french);
		message_language("en");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_arena_gives_zeroed_aligned_memory),
		cmocka_unit_test(test_arena_does_not_grow),
		cmocka_unit_test(test_arena_copies),
		cmocka_unit_test(test_overflow_is_fatal),
		cmocka_unit_test(test_decimal),
		cmocka_unit_test(test_character),
		cmocka_unit_test(test_characters_are_counted),
		cmocka_unit_test(test_buffer_grows),
		cmocka_unit_test(test_place_order),
		cmocka_unit_test(test_digest),
		cmocka_unit_test(test_hasher),
		cmocka_unit_test(test_coverage),
		cmocka_unit_test_setup_teardown(test_file_is_written_whole, open_folder, remove_folder),
		cmocka_unit_test_setup_teardown(test_file_is_saved_by_its_path, open_folder, remove_folder),
		cmocka_unit_test_setup_teardown(test_drafts, open_folder, remove_folder),
		cmocka_unit_test_setup_teardown(test_faults_of_files, open_folder, remove_folder),
		cmocka_unit_test_setup_teardown(test_folders, open_folder, remove_folder),
		cmocka_unit_test(test_errors_are_explained),
	};

	return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
