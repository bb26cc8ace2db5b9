/* Archives: one is made once by the program; then it is written again with each fault, which verification must find. The last test
 * flips bits at many places of the zip. */

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/file.h"
#include "export/archive.h"
#include "export/tree.h"
#include "export/verify.h"
#include "export/zip.h"
#include "verified.h"

#define CASES "tests/cases/export/"
#define FLIPS 160
#define MOST  64

static char folder[] = "/tmp/archive-XXXXXX";

/* The files of the archive, in its order. */
static struct entry {
	char name[256];
	struct buffer bytes;
} entries[MOST];
static size_t entry_count;

static int run(const char *format, ...) __attribute__((format(printf, 1, 2)));

static int run(const char *format, ...)
{
	char text[1024];
	va_list list;

	va_start(list, format);
	vsnprintf(text, sizeof text, format, list);
	va_end(list);
	return system(text); /* NOLINT(cert-env33-c): paths of our own */
}

static const char *path_of(const char *name)
{
	static char path[512];

	snprintf(path, sizeof path, "%s/%s", folder, name);
	return path;
}

static void take(void *context, size_t index, const struct buffer *bytes)
{
	struct tree *tree = context;
	const struct tree_file *file = tree_file(tree, index);
	struct entry *entry = &entries[file->entry];

	snprintf(entry->name, sizeof entry->name, "%s", file->name + strlen(path_of("a.zip")) + 1);
	buffer_put(&entry->bytes, bytes->data, bytes->length);
}

static int setup(void **state)
{
	const char *program = getenv("PARCHEMIN") ? getenv("PARCHEMIN") : "build/parchemin";
	struct messages *messages = messages_new();
	struct tree *tree;

	(void)state;
	verified_sheet = sheet_open((const char *const[]){"stylesheets", NULL}, "export-seda.xsl", messages);
	if (!verified_sheet || !mkdtemp(folder) ||
	    run("%s build -q -o %s/out --referentiels " CASES " --stylesheets tests/cases/build/stylesheets "
		"--certificateur " CASES "certificateur.xml " CASES "session.xml >/dev/null 2>&1 && "
		"%s archive -q -o %s/a.zip %s/out/DT-2025-01 2>/dev/null",
		program, folder, program, folder, folder))
		return -1;
	tree = tree_open(path_of("a.zip"), messages);
	entry_count = tree ? tree_count(tree) : MOST + 1;
	if (entry_count > MOST)
		return -1;
	tree_read(tree, NULL, take, tree, messages);
	tree_close(tree);
	messages_free(messages);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	for (size_t i = 0; i < entry_count; i++)
		buffer_free(&entries[i].bytes);
	sheet_close(verified_sheet);
	return run("rm -rf %s", folder);
}

/* Write the entries again, without one (entry_count: with all), and say what is found in it. */
static void write_without(size_t without, const char *added)
{
	int file = open(path_of("b.zip"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
	struct zip *zip = zip_new(file);

	assert_true(file >= 0);
	for (size_t i = 0; i < entry_count; i++) {
		if (i != without)
			zip_add(zip, entries[i].name, entries[i].bytes.data, entries[i].bytes.length);
	}
	if (added)
		zip_add(zip, added, "added", 5);
	assert_int_equal(zip_end(zip), 0);
	close(file);
}

static void test_unaltered(void **state)
{
	struct buffer a = {0}, b = {0};

	(void)state;
	must_say(path_of("a.zip"), "");
	write_without(entry_count, NULL);
	assert_int_equal(file_read(path_of("a.zip"), 1 << 24, &a), 0);
	assert_int_equal(file_read(path_of("b.zip"), 1 << 24, &b), 0);
	assert_int_equal(a.length, b.length);
	assert_memory_equal(a.data, b.data, a.length);
	buffer_free(&a);
	buffer_free(&b);
	assert_string_equal(entries[entry_count - 1].name, "manifest.xml");
}

static void test_a_file_missing(void **state)
{
	(void)state;
	for (size_t i = 0; i + 1 < entry_count; i++) {
		write_without(i, NULL);
		must_say(path_of("b.zip"), "V601 ");
	}
	/* Without its own manifest it is no archive, and its content no session. */
	write_without(entry_count - 1, NULL);
	must_say(path_of("b.zip"), "V615 ");
}

static void test_a_file_added(void **state)
{
	(void)state;
	write_without(entry_count, "content/DT-2025-01_r1_x.pdf");
	must_say(path_of("b.zip"), "V602 ");
	write_without(entry_count, "content/DT-2025-01_r1_pv.pdf"); /* twice */
	must_say(path_of("b.zip"), "V602 ");
	write_without(entry_count, "content/x");
	must_say(path_of("b.zip"), "V602 ");
	write_without(entry_count, "x");
	must_say(path_of("b.zip"), "V602 ");
}

static void test_two_files_swapped(void **state)
{
	struct buffer kept;

	(void)state;
	for (int time = 0; time < 2; time++) {
		kept = entries[2].bytes;
		entries[2].bytes = entries[3].bytes;
		entries[3].bytes = kept;
		write_without(entry_count, NULL);
		must_say(path_of("b.zip"), time ? "" : "V614 V614 ");
	}
}

/* One replacement in the archive's own manifest, and what is then said. */
static const struct {
	const char *from, *to, *said;
} edits[] = {
	{"<Title>Parchemins", "<Title>Parchemint", "V606 "},
	{"SHA-512\">", "SHA-512\">0", "V606 "},
	{"fmt/479", "fmt/095", "V606 "},
	{"ACC-EXEMPLE", "ACC-OUVERTE", "V606 "},
	{"seda:v2.2", "seda:v2.1", ""}, /* of another version it is as good */
	{"parchemin 0", "parchemin 9", "V617 "},
};

static void test_its_manifest_edited(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
		struct entry *manifest = &entries[entry_count - 1];
		struct buffer kept = manifest->bytes, edited = {0};
		const char *at = strstr(buffer_string(&kept), edits[i].from);

		assert_non_null(at);
		buffer_put(&edited, kept.data, (size_t)(at - kept.data));
		buffer_puts(&edited, edits[i].to);
		buffer_puts(&edited, at + strlen(edits[i].from));
		manifest->bytes = edited;
		write_without(entry_count, NULL);
		must_say(path_of("b.zip"), edits[i].said);
		manifest->bytes = kept;
		buffer_free(&edited);
	}
}

/* A zip of a session's folder, made by hand. */
static void test_a_plain_zip(void **state)
{
	int file = open(path_of("plain.zip"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
	struct zip *zip = zip_new(file);

	(void)state;
	assert_true(file >= 0);
	for (size_t i = 0; i + 1 < entry_count; i++) {
		char name[300];

		snprintf(name, sizeof name, "out/%s", entries[i].name + strlen("content/"));
		for (char *at = name; *at; at++)
			*at = *at == '_' ? '/' : *at;
		zip_add(zip, name, entries[i].bytes.data, entries[i].bytes.length);
	}
	assert_int_equal(zip_end(zip), 0);
	close(file);
	must_say(path_of("plain.zip"), "");
}

static unsigned number(const struct buffer *bytes, size_t at, int length)
{
	unsigned value = 0;

	assert_true(at + (size_t)length <= bytes->length);
	for (int i = length - 1; i >= 0; i--)
		value = value << 8 | (unsigned char)bytes->data[at + (size_t)i];
	return value;
}

/* As Vitam reads it: no directory, and a stored file must tell its size before it. */
static void test_read_from_front_to_back(void **state)
{
	struct buffer bytes = {0};
	size_t at = 0, count = 0;

	(void)state;
	assert_int_equal(file_read(path_of("a.zip"), 1 << 24, &bytes), 0);
	for (; number(&bytes, at, 4) == 0x04034B50; count++) {
		size_t length = number(&bytes, at + 26, 2);
		const char *name = bytes.data + at + 30;
		bool pdf = !memcmp(name + length - 4, ".pdf", 4);

		assert_int_equal(length, strlen(entries[count].name));
		assert_memory_equal(name, entries[count].name, length);
		assert_int_equal(number(&bytes, at + 6, 2), 0x800); /* no sizes behind it */
		assert_int_equal(number(&bytes, at + 8, 2), pdf ? 0 : 8);
		assert_int_equal(number(&bytes, at + 22, 4), entries[count].bytes.length);
		if (pdf)
			assert_memory_equal(name + length, entries[count].bytes.data,
					    entries[count].bytes.length);
		at += 30 + length + number(&bytes, at + 18, 4);
	}
	assert_int_equal(count, entry_count);
	assert_int_equal(number(&bytes, at, 4), 0x02014B50);
	buffer_free(&bytes);
}

/* More than the old fields can count. */
static void test_many_files(void **state)
{
	static const size_t many = 70000;
	int file = open(path_of("many.zip"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
	struct messages *messages = messages_new();
	struct zip *zip = zip_new(file);
	struct tree *tree;

	(void)state;
	for (size_t i = 0; i < many; i++) {
		char name[32];

		snprintf(name, sizeof name, "%05zu.pdf", i);
		zip_add(zip, name, name, 5);
	}
	assert_int_equal(zip_end(zip), 0);
	close(file);
	tree = tree_open(path_of("many.zip"), messages);
	assert_non_null(tree);
	assert_int_equal(tree_count(tree), many);
	assert_string_equal(tree_file(tree, many - 1)->path, "69999.pdf");
	assert_int_equal(zip_differs(path_of("many.zip")), 0);
	tree_close(tree);
	messages_free(messages);
	unlink(path_of("many.zip"));
}

/* The zip's writing, with holes for nothing but zeros: a file of gigabytes takes no room. */
ssize_t pwrite(int file, const void *bytes, size_t n, off_t at)
{
	const char *data = bytes;

	if (n > 1 && !data[0] && !memcmp(data, data + 1, n - 1))
		return (ssize_t)n;
	return syscall(SYS_pwrite64, file, bytes, n, at);
}

static bool is_last(void *context, size_t index)
{
	return !strcmp(tree_file(context, index)->path, "last.pdf");
}

static void test_last(void *context, size_t index, const struct buffer *bytes)
{
	(void)context;
	(void)index;
	assert_int_equal(bytes->length, 8);
	assert_memory_equal(bytes->data, "the last", 8);
}

/* A file that begins beyond four gigabytes, and the directory behind it. */
static void test_beyond_four_gigabytes(void **state)
{
	static const size_t piece = (size_t)1 << 20;
	int file = open(path_of("far.zip"), O_RDWR | O_CREAT | O_TRUNC, 0600);
	struct messages *messages = messages_new();
	struct zip *zip = zip_new(file);
	char *zeros = calloc(1, piece);
	struct tree *tree;

	(void)state;
	for (int i = 0; i < 2; i++) {
		zip_begin(zip, i ? "2.pdf" : "1.pdf");
		for (int n = 0; n < 2100; n++)
			zip_put(zip, zeros, piece);
	}
	zip_add(zip, "last.pdf", "the last", 8);
	assert_int_equal(zip_end(zip), 0);
	assert_true(lseek(file, 0, SEEK_END) > ((off_t)4 << 30));
	close(file);
	tree = tree_open(path_of("far.zip"), messages);
	assert_non_null(tree);
	assert_int_equal(tree_count(tree), 3);
	tree_read(tree, is_last, test_last, tree, messages);
	assert_int_equal(messages->count, 0);
	tree_close(tree);
	messages_free(messages);
	free(zeros);
	unlink(path_of("far.zip"));
}

/* What the fields of one file cannot hold is refused. */
static void test_too_large_a_file(void **state)
{
	static const size_t piece = (size_t)1 << 20;
	int file = open(path_of("far.zip"), O_RDWR | O_CREAT | O_TRUNC, 0600);
	struct zip *zip = zip_new(file);
	char *zeros = calloc(1, piece);

	(void)state;
	zip_begin(zip, "1.pdf");
	for (int n = 0; n < 4096; n++)
		zip_put(zip, zeros, piece);
	assert_int_equal(zip_end(zip), EFBIG);
	close(file);
	free(zeros);
	unlink(path_of("far.zip"));
}

static void test_what_cannot_be_written(void **state)
{
	int file = open("/dev/full", O_WRONLY);
	struct zip *zip = zip_new(file);

	(void)state;
	zip_add(zip, "a.pdf", "bytes", 5);
	zip_add(zip, "a.xml", "bytes", 5);
	assert_int_equal(zip_end(zip), ENOSPC);
	close(file);
}

/* Whatever bit of the zip: something is found, and nothing crashes. */
static void test_one_bit_changed(void **state)
{
	struct buffer bytes = {0};

	(void)state;
	assert_int_equal(file_read(path_of("a.zip"), 1 << 24, &bytes), 0);
	for (size_t n = 0; n < FLIPS; n++) {
		/* Half of them in the last part, where the zip's own directory is. */
		size_t at = n % 2 ? bytes.length - 1 - n * 8 : n * (bytes.length - 1) / FLIPS;
		int file = open(path_of("c.zip"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
		struct buffer said;

		bytes.data[at] ^= (char)(1 << n % 8);
		assert_int_equal(write(file, bytes.data, bytes.length), (ssize_t)bytes.length);
		close(file);
		said = said_of(path_of("c.zip"));
		if (!said.length || !strcmp(said.data, "V617 "))
			fail_msg("byte %zu of %zu: “%s”", at, bytes.length, said.data);
		buffer_free(&said);
		bytes.data[at] ^= (char)(1 << n % 8);
	}
	buffer_free(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_unaltered),
		cmocka_unit_test(test_a_file_missing),
		cmocka_unit_test(test_a_file_added),
		cmocka_unit_test(test_two_files_swapped),
		cmocka_unit_test(test_its_manifest_edited),
		cmocka_unit_test(test_a_plain_zip),
		cmocka_unit_test(test_read_from_front_to_back),
		cmocka_unit_test(test_many_files),
		cmocka_unit_test(test_beyond_four_gigabytes),
		cmocka_unit_test(test_too_large_a_file),
		cmocka_unit_test(test_what_cannot_be_written),
		cmocka_unit_test(test_one_bit_changed),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
