/* Verification: a small session is closed out once by the program; then each fault is put into its folder, must be found, and is
 * taken out again. The last tests flip bytes at many positions of every file. */

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "export/embedded.h"
#include "export/inventory.h"
#include "export/lone.h"
#include "export/tree.h"
#include "export/verify.h"
#include "export/zip.h"
#include "input/source.h"
#include "verified.h"

#define CASES "tests/cases/build/"
#define FLIPS 16 /* positions of each file */

static char folder[] = "/tmp/verify-XXXXXX";

static const char *const files[] = {
	"deliberation.xml",
	"manifest.xml",
	"index.html",
	"pv.pdf",
	"emargement.pdf",
	"bilan.pdf",
	"parchemins/CPNE-BOIS-TB-2025-01-C1-B1-08.pdf",
	"parchemins/CPNE-BOIS-TB-2025-01-C1-B2-05.pdf",
	"parchemins/CPNE-BOIS-TB-2025-01-C1-T-45.pdf",
	"parchemins/CPNE-BOIS-TB-2025-01-C2-B1-15.pdf",
	"resultats/C1.pdf",
	"resultats/C2.pdf",
	"resultats/C3.pdf",
	"resultats/C4.pdf",
};

#define FILE_COUNT (sizeof files / sizeof *files)
#define MANIFEST   1
#define PARCHEMIN  6

static int run(const char *format, ...) __attribute__((format(printf, 1, 2)));

static int run(const char *format, ...)
{
	struct buffer command = {0};
	char text[1024];
	va_list list;
	int status;

	va_start(list, format);
	vsnprintf(text, sizeof text, format, list);
	va_end(list);
	buffer_puts(&command, text);
	status = system(buffer_string(&command)); /* NOLINT(cert-env33-c): paths of our own */
	buffer_free(&command);
	return status;
}

static int setup(void **state)
{
	const char *program = getenv("PARCHEMIN");

	(void)state;
	if (!mkdtemp(folder))
		return -1;
	return run("sed 's/ id=\"TB-2025-01\" revision=\"1\"/ id=\"TB-2025-02\" revision=\"1\"/' " CASES
		   "session.xml >%s/second.xml && "
		   "%s build -q -o %s/out --referentiels " CASES " --stylesheets " CASES
		   "stylesheets " CASES "session.xml %s/second.xml 2>/dev/null",
		   folder, program ? program : "build/parchemin", folder, folder);
}

static int teardown(void **state)
{
	(void)state;
	return run("rm -rf %s", folder);
}

static const char *path_of(const char *name)
{
	static char path[512];

	snprintf(path, sizeof path, "%s/out/TB-2025-01/r1/%s", folder, name);
	return path;
}

static void read_into(const char *path, struct buffer *bytes)
{
	assert_int_equal(file_read(path, 1 << 24, bytes), 0);
}

static void write_from(const char *path, const void *data, size_t length)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(data, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

static const char *session_path(void)
{
	static char path[512];

	snprintf(path, sizeof path, "%s/out/TB-2025-01", folder);
	return path;
}

static struct zip *packed;

static void pack(void *context, size_t index, const struct buffer *bytes)
{
	zip_add(packed, tree_file(context, index)->path, bytes->data, bytes->length);
}

/* Of the session’s folder, and of a zip of it. */
static void session_says(const char *codes)
{
	struct messages *messages = messages_new();
	struct tree *tree = tree_open(session_path(), messages);
	char path[512];
	int file;

	must_say(session_path(), codes);
	snprintf(path, sizeof path, "%s/session.zip", folder);
	file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	assert_true(file >= 0);
	packed = zip_new(file);
	tree_read(tree, NULL, pack, tree, messages);
	assert_int_equal(zip_end(packed), 0);
	close(file);
	tree_close(tree);
	messages_free(messages);
	must_say(path, codes);
	unlink(path);
}

static void test_unaltered(void **state)
{
	char path[512];

	(void)state;
	snprintf(path, sizeof path, "%s/out", folder);
	must_say(path, "");
	must_say(session_path(), "");
	must_say(path_of(""), "");
	for (size_t i = MANIFEST + 2; i < FILE_COUNT; i++)
		must_say(path_of(files[i]), "");
}

/* The minutes' dossier, made candidate by candidate, is the one that is made whole. */
static void test_minutes_in_pieces(void **state)
{
	struct messages *messages = messages_new();
	struct source *source = source_open(path_of("deliberation.xml"), messages);
	struct dossiers *dossiers = dossier_open(source_document(source));
	char pieces[DIGEST_LENGTH + 1], whole[DIGEST_LENGTH + 1];
	xmlDoc *pv = dossier_pv(dossiers);
	xmlChar *bytes = NULL;
	int length = 0;

	(void)state;
	xmlDocDumpMemoryEnc(pv, &bytes, &length, "UTF-8");
	digest_of(bytes, (size_t)length, whole);
	embedded_pv_digest(dossiers, pieces);
	assert_string_equal(pieces, whole);
	xmlFree(bytes);
	xmlFreeDoc(pv);
	dossier_close(dossiers);
	source_free(source);
	messages_free(messages);
}

static void test_a_file_missing(void **state)
{
	(void)state;
	for (size_t i = 0; i < FILE_COUNT; i++) {
		assert_int_equal(run("mv '%s' %s/kept", path_of(files[i]), folder), 0);
		session_says("V601 ");
		assert_int_equal(run("mv %s/kept '%s'", folder, path_of(files[i])), 0);
	}
}

static void test_a_file_added(void **state)
{
	static const char *const added[] = {
		"x.pdf", ".hidden", "parchemins/CPNE-BOIS-TB-2025-01-C3-B2-00.pdf",
		"resultats/C9.pdf", "neuf/x", "../x.pdf"};

	(void)state;
	assert_int_equal(run("mkdir '%s'", path_of("neuf")), 0);
	for (size_t i = 0; i < sizeof added / sizeof *added; i++) {
		assert_int_equal(run("cp '%s/out/TB-2025-01/r1/%s' '%s'", folder, files[PARCHEMIN],
				     path_of(added[i])),
				 0);
		session_says("V602 ");
		assert_int_equal(unlink(path_of(added[i])), 0);
	}
	assert_int_equal(rmdir(path_of("neuf")), 0);
}

static void test_two_parchments_swapped(void **state)
{
	const char *session = session_path();

	(void)state;
	for (int time = 0; time < 2; time++) {
		assert_int_equal(run("cd %s/r1 && mv '%s' x && mv '%s' '%s' && mv x '%s'", session,
				     files[PARCHEMIN], files[PARCHEMIN + 3], files[PARCHEMIN],
				     files[PARCHEMIN + 3]),
				 0);
		session_says(time ? "" : "V614 V614 ");
	}
}

static void test_another_manifest(void **state)
{
	const char *session = session_path();

	(void)state;
	assert_int_equal(run("cd %s && cp r1/manifest.xml kept && cp ../TB-2025-02/r1/manifest.xml r1 "
			     "&& mv kept ../../kept",
			     session),
			 0);
	session_says("V604 ");
	assert_int_equal(run("mv %s/kept %s", folder, path_of("manifest.xml")), 0);
	assert_int_equal(run("mv %s/r1 %s/r2", session, session), 0);
	session_says("V604 ");
	assert_int_equal(run("mv %s/r2 %s/r1", session, session), 0);
	session_says("");
}

/* The same faults, seen from one document in its session. */
static void test_one_document(void **state)
{
	const char *session = session_path();
	struct buffer bytes = {0};
	struct messages *messages;
	char pdf[512];

	(void)state;
	snprintf(pdf, sizeof pdf, "%s", path_of(files[PARCHEMIN]));
	must_say(pdf, "");
	read_into(pdf, &bytes);
	for (size_t n = 0; n < FLIPS; n++) {
		size_t at = 8 + n * (bytes.length - 9) / (FLIPS - 1);

		bytes.data[at] ^= 1;
		write_from(pdf, bytes.data, bytes.length);
		must_say(pdf, "V603 ");
		bytes.data[at] ^= 1;
	}
	write_from(pdf, bytes.data, bytes.length);
	buffer_free(&bytes);

	/* Another of the session under its name; one that the session has not. */
	assert_int_equal(run("cd %s/r1 && mv '%s' ../../kept && cp '%s' '%s'", session, files[PARCHEMIN],
			     files[PARCHEMIN + 3], files[PARCHEMIN]),
			 0);
	must_say(pdf, "V614 ");
	assert_int_equal(run("mv %s/out/kept '%s' && cp '%s' %s/r1/parchemins/x.pdf", folder, pdf, pdf, session),
			 0);
	must_say(path_of("parchemins/x.pdf"), "V602 ");
	assert_int_equal(run("rm %s/r1/parchemins/x.pdf", session), 0);

	/* A manifest from elsewhere, none, or one with another byte: the document cannot be vouched for. */
	assert_int_equal(run("cd %s && mv r1/manifest.xml ../kept && cp ../TB-2025-02/r1/manifest.xml r1", session), 0);
	must_say(pdf, "V604 ");
	assert_int_equal(run("rm %s/r1/manifest.xml", session), 0);
	must_say(pdf, "V601 ");
	messages = verified(pdf);
	assert_string_equal(messages->list[0].place.file, path_of("manifest.xml"));
	messages_free(messages);
	assert_int_equal(run("sed 's/polices=\"./polices=\"X/' %s/out/kept >%s/r1/manifest.xml", folder, session), 0);
	must_say(pdf, "V606 ");
	assert_int_equal(run("echo '<nothing/>' >%s/r1/manifest.xml", session), 0);
	must_say(pdf, "V606 ");
	assert_int_equal(run("mv %s/out/kept %s/r1/manifest.xml", folder, session), 0);

	/* A decision edited: the candidate's name. */
	assert_int_equal(run("cd %s/r1 && cp deliberation.xml ../../kept && "
			     "sed -i 's/<nom-naissance>/<nom-naissance>X/' deliberation.xml",
			     session),
			 0);
	must_say(pdf, "V616 "); /* what the deliberation says of others is not looked at */
	assert_int_equal(run("mv %s/out/kept %s/r1/deliberation.xml", folder, session), 0);
	session_says("");
}

static void test_what_is_no_session(void **state)
{
	char path[512];

	(void)state;
	must_say(CASES, "V615 ");
	must_say(CASES "session.xml", "V612 ");
	must_say(CASES "there-is-none", "U906 ");
	snprintf(path, sizeof path, "%s/lone.pdf", folder);
	assert_int_equal(run("cp '%s' %s", path_of(files[PARCHEMIN]), path), 0);
	must_say(path, "V613 ");
	write_from(path, "%PDF-1.7\nnothing more", 21);
	must_say(path, "V605 ");
	unlink(path);
}

static void test_a_link(void **state)
{
	(void)state;
	assert_int_equal(run("cd %s/r1 && mv pv.pdf ../../kept && ln -s ../../kept pv.pdf",
			     session_path()),
			 0);
	must_say(session_path(), "V605 ");
	assert_int_equal(run("mv %s/out/kept '%s'", folder, path_of("pv.pdf")), 0);
}

/* Edits of the decision. Each is one replacement in deliberation.xml, found whether the manifest was left as it was or made anew
 * with the edited file's digest and a seal of its own. */
static const struct {
	const char *from, *to;
	const char *said;     /* with the manifest as it was */
	const char *resealed; /* with one made anew */
} edits[] = {
	/* A bloc made valid, nothing else: neither its competences nor its parchment are. */
	{"<bloc ref=\"B2\" etat=\"non-valide\">", "<bloc ref=\"B2\" etat=\"valide\">", "V603 V616 ",
	 "V611 V607 V607 "},
	/* A parchment taken away. */
	{"<parchemin objet=\"bloc\" numero=\"CPNE-BOIS-TB-2025-01-C2-B1-15\"", "<x",
	 "V603 ", "V611 V610 V610 "},
	/* The day that one was delivered: its own dossier, and the digest on the candidate's others. */
	{"bloc=\"B1\" date=\"2025-03-14\" delivrance=\"2025-03-14\"/><parchemin",
	 "bloc=\"B1\" date=\"2025-03-14\" delivrance=\"2025-03-15\"/><parchemin", "V603 V616 ",
	 "V607 V609 V609 "},
	/* A name. */
	{"<nom-naissance>Çelebi", "<nom-naissance>Celebi", "V603 V616 ",
	 "V607 V607 V607 V607 V607 V607 "},
	/* What no parchment holds, but the digest on it covers. */
	{"voie=\"formation\" present=\"oui\" vise=\"certification\"",
	 "voie=\"formation\" present=\"oui\" vise=\"blocs\"", "V603 V616 ",
	 "V607 V609 V609 V609 V607 V607 "},
};

/* The manifest with the digest and size of the deliberation as it is now. */
static void reseal(void)
{
	struct messages *messages = messages_new();
	struct arena *arena = arena_new();
	struct buffer bytes = {0}, anew = {0};
	struct inventory *inventory;

	read_into(path_of("manifest.xml"), &bytes);
	inventory = inventory_read("manifest.xml", bytes.data, bytes.length, arena, messages);
	assert_non_null(inventory);
	buffer_clear(&bytes);
	read_into(path_of("deliberation.xml"), &bytes);
	for (size_t i = 0; i < inventory->manifest.file_count; i++) {
		struct manifest_file *file = &inventory->manifest.files[i];

		if (strcmp(file->path, "deliberation.xml"))
			continue;
		file->size = bytes.length;
		digest_of(bytes.data, bytes.length, file->sha256);
	}
	manifest_write(&inventory->manifest, &anew);
	write_from(path_of("manifest.xml"), anew.data, anew.length);
	buffer_free(&bytes);
	buffer_free(&anew);
	arena_free(arena);
	messages_free(messages);
}

static void test_a_decision_edited(void **state)
{
	struct buffer kept = {0}, manifest = {0};

	(void)state;
	read_into(path_of("deliberation.xml"), &kept);
	read_into(path_of("manifest.xml"), &manifest);
	for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
		const char *at = strstr(buffer_string(&kept), edits[i].from);
		struct buffer edited = {0};

		assert_non_null(at);
		buffer_put(&edited, kept.data, (size_t)(at - kept.data));
		buffer_puts(&edited, edits[i].to);
		buffer_puts(&edited, at + strlen(edits[i].from));
		write_from(path_of("deliberation.xml"), edited.data, edited.length);
		session_says(edits[i].said);
		reseal();
		session_says(edits[i].resealed);
		write_from(path_of("manifest.xml"), manifest.data, manifest.length);
		buffer_free(&edited);
	}
	write_from(path_of("deliberation.xml"), kept.data, kept.length);
	session_says("");
	buffer_free(&kept);
	buffer_free(&manifest);
}

/* Whatever byte of whatever file: one fault, or two where the deliberation is the file (it, and what departs from it). */
static void test_one_byte_changed(void **state)
{
	(void)state;
	for (size_t i = 0; i < FILE_COUNT; i++) {
		struct buffer bytes = {0};
		size_t flips = i <= MANIFEST ? FLIPS * 8 : FLIPS;

		read_into(path_of(files[i]), &bytes);
		for (size_t n = 0; n < flips; n++) {
			size_t at = n * (bytes.length - 1) / (flips - 1);
			struct buffer said;

			bytes.data[at] ^= (char)(1 << n % 8);
			write_from(path_of(files[i]), bytes.data, bytes.length);
			said = said_of(session_path());
			if (i == MANIFEST ? strcmp(said.data, "V606 ") != 0
					  : strncmp(said.data, "V603 ", 5) != 0)
				fail_msg("%s, byte %zu: “%s”", files[i], at, said.data);
			buffer_free(&said);
			bytes.data[at] ^= (char)(1 << n % 8);
		}
		write_from(path_of(files[i]), bytes.data, bytes.length);
		buffer_free(&bytes);
	}
	session_says("");
}

/* A byte more or less, and nothing left. */
static void test_another_length(void **state)
{
	(void)state;
	for (size_t i = 0; i < FILE_COUNT; i++) {
		const char *expected = i == MANIFEST ? "V606 " : "V603 ";
		struct buffer bytes = {0};

		read_into(path_of(files[i]), &bytes);
		buffer_putc(&bytes, '\n');
		write_from(path_of(files[i]), bytes.data, bytes.length);
		session_says(expected);
		write_from(path_of(files[i]), bytes.data, bytes.length - 2);
		session_says(expected);
		write_from(path_of(files[i]), "", 0);
		session_says(expected);
		write_from(path_of(files[i]), bytes.data, bytes.length - 1);
		buffer_free(&bytes);
	}
	session_says("");
}

/* A PDF away from its session, damaged in many ways: refused or not, but never a crash. */
static void test_damaged_documents(void **state)
{
	struct buffer bytes = {0};
	char path[512];
	unsigned random = 1;

	(void)state;
	snprintf(path, sizeof path, "%s/lone.pdf", folder);
	read_into(path_of(files[PARCHEMIN]), &bytes);
	for (int n = 0; n < 300; n++) {
		struct buffer damaged = {0}, said;

		buffer_put(&damaged, bytes.data, bytes.length);
		for (int i = 0; i < 1 + n % 20; i++) {
			random = random * 1103515245 + 12345;
			/* The trailer and the tables at the end are worth more trouble than the rest. */
			damaged.data[n % 2 ? (random >> 8) % bytes.length
					   : bytes.length - 1 - (random >> 8) % 2000] = (char)(random >> 4);
		}
		memcpy(damaged.data, "%PDF-", 5);
		write_from(path, damaged.data, n % 7 ? damaged.length : (random >> 8) % damaged.length);
		said = said_of(path);
		buffer_free(&said);
		buffer_free(&damaged);
	}
	unlink(path);
	buffer_free(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_unaltered),
		cmocka_unit_test(test_minutes_in_pieces),
		cmocka_unit_test(test_a_file_missing),
		cmocka_unit_test(test_a_file_added),
		cmocka_unit_test(test_two_parchments_swapped),
		cmocka_unit_test(test_another_manifest),
		cmocka_unit_test(test_one_document),
		cmocka_unit_test(test_what_is_no_session),
		cmocka_unit_test(test_a_link),
		cmocka_unit_test(test_a_decision_edited),
		cmocka_unit_test(test_one_byte_changed),
		cmocka_unit_test(test_another_length),
		cmocka_unit_test(test_damaged_documents),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
