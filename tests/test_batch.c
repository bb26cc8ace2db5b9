/* The batch without its documents: the command line's options, the list of inputs, staging, workers, what travels between
 * processes, the digest of placed runs; and sessions with bytes changed at random, which must be refused, never crash. */

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
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
#include "base/file.h"
#include "base/status.h"
#include "batch/closing.h"
#include "batch/inputs.h"
#include "batch/journal.h"
#include "jury/manifest.h"
#include "batch/outcome.h"
#include "batch/output.h"
#include "batch/plan.h"
#include "batch/shard.h"
#include "batch/trace.h"
#include "batch/worker.h"
#include "command/options.h"
#include "font/face.h"
#include "input/peek.h"

#define CASES "tests/cases/build/"

/* Statuses */

static void test_the_worse_status_wins(void **state)
{
	static const enum status order[] = {STATUS_INTERNAL,  STATUS_IO,      STATUS_OUTPUT,
					    STATUS_TEMPORARY, STATUS_MISSING, STATUS_REFUSED,
					    STATUS_DONE};

	(void)state;
	for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
		for (size_t j = i; j < sizeof order / sizeof *order; j++) {
			assert_int_equal(status_worse(order[i], order[j]), order[i]);
			assert_int_equal(status_worse(order[j], order[i]), order[i]);
		}
	}
}

static void test_errors_have_statuses(void **state)
{
	(void)state;
	assert_int_equal(status_of_error(0), STATUS_DONE);
	assert_int_equal(status_of_error(ENOSPC), STATUS_TEMPORARY);
	assert_int_equal(status_of_error(EIO), STATUS_IO);
	assert_int_equal(status_of_error(EACCES), STATUS_OUTPUT);
}

/* Options */

static void test_options_are_read(void **state)
{
	char *words[] = {"a.xml",  "-o", "out", "--jobs=3", "--draft", "-q",
			 "--only", "pv", "-",   "--",       "--lang"};
	struct options options;

	(void)state;
	assert_int_equal(options_read(&options, OPTIONS_BUILD, "build", 11, words), 0);
	assert_string_equal(options.output, "out");
	assert_string_equal(options.only, "pv");
	assert_int_equal(options.jobs, 3);
	assert_true(options.draft && options.quiet && !options.help && !options.lang);
	assert_int_equal(options.count, 3);
	assert_string_equal(options.files[0], "a.xml");
	assert_string_equal(options.files[1], "-");
	assert_string_equal(options.files[2], "--lang");
	options_free(&options);
}

static void test_wrong_options_are_refused(void **state)
{
	static char *const words[][2] = {
		{"--jobs", "0"},     {"--jobs", "1025"}, {"--jobs", "2x"},   {"--jobs", "-1"},
		{"--draft=yes", ""}, {"--output", NULL}, {"--xsl", "a.xsl"}, {"-z", "a"},
		{"--output=", "a"},  {"--j", "2"}};

	(void)state;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		char *argv[] = {words[i][0], words[i][1]};
		struct options options;

		assert_int_equal(
			options_read(&options, OPTIONS_BUILD, "build", argv[1] ? 2 : 1, argv),
			STATUS_USAGE);
		options_free(&options);
	}
}

static void test_the_nearest_word_is_found(void **state)
{
	static const char *const names[] = {"check", "build", "format", NULL};

	(void)state;
	assert_string_equal(options_nearest("bild", names), "build");
	assert_string_equal(options_nearest("chekc", names), "check");
	assert_string_equal(options_nearest("formatt", names), "format");
	assert_null(options_nearest("archive", names));
	assert_null(options_nearest("", names));
}

/* Shards */

static void test_shards_are_read(void **state)
{
	static const char *const wrong[] = {"", "1", "/", "1/", "/2", "2/2", "0/0", "-1/2", "1/2x", " 0/1", "0/1000001"};
	struct shard shard;

	(void)state;
	assert_true(shard_read("3/8", &shard));
	assert_int_equal(shard.index, 3);
	assert_int_equal(shard.count, 8);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(shard_read(wrong[i], &shard));
}

static void test_schedulers_name_shards(void **state)
{
	static const struct {
		const char *id, *least, *count, *step, *index;
		long given;
		const char *wrong; /* or the shard: */
		unsigned long shard, shards;
	} cases[] = {
		{NULL, NULL, NULL, NULL, NULL, 0, NULL, 0, 0},
		{NULL, NULL, NULL, NULL, "3", 0, NULL, 0, 0}, /* Kubernetes does not say how many there are */
		{NULL, NULL, NULL, NULL, "3", 8, NULL, 3, 8},
		{NULL, NULL, NULL, NULL, "8", 8, "JOB_COMPLETION_INDEX", 0, 0},
		{NULL, NULL, NULL, NULL, NULL, 8, "JOB_COMPLETION_INDEX", 0, 0},
		{"3", "0", "8", NULL, NULL, 0, NULL, 3, 8},
		{"8", "1", "8", "1", NULL, 0, NULL, 7, 8},
		{"14", "10", "4", "2", NULL, 0, NULL, 2, 4},
		{"3", "0", "8", NULL, "5", 9, NULL, 3, 8},
		{"7", "1", "3", NULL, NULL, 0, "SLURM_ARRAY_TASK_COUNT", 0, 0}, /* 1,3,7: gaps */
		{"3", "4", "8", NULL, NULL, 0, "SLURM_ARRAY_TASK_MIN", 0, 0},
		{"3", "0", NULL, NULL, NULL, 0, "SLURM_ARRAY_TASK_COUNT", 0, 0},
		{"x", "0", "8", NULL, NULL, 0, "SLURM_ARRAY_TASK_ID", 0, 0},
	};
	static const char *const names[] = {"SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_COUNT",
					    "SLURM_ARRAY_TASK_STEP", "JOB_COMPLETION_INDEX"};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *const values[] = {cases[i].id, cases[i].least, cases[i].count, cases[i].step,
					      cases[i].index};
		struct shard shard;
		const char *wrong;

		for (size_t j = 0; j < sizeof names / sizeof *names; j++) {
			unsetenv(names[j]);
			if (values[j])
				setenv(names[j], values[j], 1);
		}
		wrong = shard_find(cases[i].given, &shard);
		if (cases[i].wrong) {
			assert_non_null(wrong);
			assert_string_equal(wrong, cases[i].wrong);
			continue;
		}
		assert_null(wrong);
		assert_int_equal(shard.index, cases[i].shard);
		assert_int_equal(shard.count, cases[i].shards);
	}
	for (size_t j = 0; j < sizeof names / sizeof *names; j++)
		unsetenv(names[j]);
}

static void test_sessions_are_peeked_at(void **state)
{
	static const struct {
		const char *head, *id; /* NULL: not to be guessed at */
	} cases[] = {
		{"<session xmlns=\"urn:parchemin:session:1\" id=\"2024-006\" revision=\"1\">", "2024-006"},
		{"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <session id=\"no\"> -->\n <session\n id = 'S.1_b'\n xmlns='urn:parchemin:session:1' >",
		 "S.1_b"},
		{"<session xmlns=\"urn:parchemin:session:1\" note=' id=\"no\" ' id=\"a\">", "a"},
		{"<session xmlns=\"urn:parchemin:session:1\" xml:id=\"no\">", NULL},
		{"<session xmlns=\"urn:parchemin:session:2\" id=\"a\">", NULL},
		{"<session xmlns:p=\"urn:parchemin:session:1\" id=\"a\">", NULL},
		{"<sessions xmlns=\"urn:parchemin:session:1\" id=\"a\">", NULL},
		{"<session xmlns=\"urn:parchemin:session:1\" id=\"&#97;\">", NULL},
		{"<session xmlns=\"urn:parchemin:session:1\" id=\"a b\">", NULL},
		{"<session xmlns=\"urn:parchemin:session:1\" id=\"\">", NULL},
		{"<session xmlns=\"urn:parchemin:session:1\" id=\"a", NULL},
		{"<session xmlns=\"urn:parchemin:session:1\" id=\"a\"", NULL},
		{"<session xmlns=\"urn:parchemin:session:1\"id=\"a\">", NULL},
		{"<!DOCTYPE session><session xmlns=\"urn:parchemin:session:1\" id=\"a\">", NULL},
		{"<?xml version='1.0'", NULL},
		{"<!-- ", NULL},
		{"<session", NULL},
		{"", NULL},
	};
	char id[PEEK_ID];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(peek_session_head(cases[i].head, id), cases[i].id != NULL);
		if (cases[i].id)
			assert_string_equal(id, cases[i].id);
	}
	assert_true(peek_session(CASES "session.xml", id));
	assert_string_equal(id, "TB-2025-01");
	assert_false(peek_session(CASES "referentiel.xml", id));
	assert_false(peek_session(CASES, id));
	assert_false(peek_session(CASES "nowhere", id));
}

static void test_every_session_has_one_shard(void **state)
{
	size_t sizes[8] = {0};

	(void)state;
	for (int i = 0; i < 1000; i++) {
		char id[16];
		int owners = 0;

		snprintf(id, sizeof id, "2026-%03d", i);
		for (unsigned long j = 0; j < 8; j++) {
			bool has = shard_has(&(struct shard){j, 8}, id);

			owners += has;
			sizes[j] += has;
		}
		assert_int_equal(owners, 1);
		assert_true(shard_has(&(struct shard){0}, id));
	}
	for (int j = 0; j < 8; j++)
		assert_in_range(sizes[j], 80, 170);
	assert_true(shard_has(&(struct shard){0, 8}, NULL));
	assert_false(shard_has(&(struct shard){1, 8}, NULL));
	/* FNV-1a of "a" is af63dc4c8601ec8c, whose remainder by 10 is 6: sessions stay where they are for ever. */
	assert_true(shard_has(&(struct shard){12638187200555641996ul % 10, 10}, "a"));
}

/* Inputs */

static void test_folders_are_listed_in_order(void **state)
{
	struct messages *messages = messages_new();
	struct inputs *inputs = inputs_new();

	(void)state;
	assert_int_equal(inputs_add(inputs, "tests/cases/build", messages), STATUS_DONE);
	assert_int_equal(inputs->count, 2); /* stylesheets are no *.xml */
	assert_string_equal(inputs->list[0].path, CASES "referentiel.xml");
	assert_string_equal(inputs->list[1].path, CASES "session.xml");
	assert_true(inputs->list[0].found);
	assert_int_equal(inputs_add(inputs, CASES "session.xml", messages), STATUS_DONE);
	assert_false(inputs->list[2].found);
	assert_int_equal(messages->count, 0);
	assert_int_equal(inputs_add(inputs, "tests/no-such-folder", messages), STATUS_MISSING);
	assert_int_equal(messages->errors, 1);
	inputs_free(inputs);
	messages_free(messages);
}

/* Manifest */

static void test_a_manifest_is_recognised(void **state)
{
	struct manifest_source source = {.role = "session", .id = "S1"};
	struct manifest_file file = {.path = "pv.pdf", .genre = "pv", .size = 12, .pages = 2};
	struct manifest manifest = {.session = "S1",
				    .certificateur = "a&b",
				    .revision = 3,
				    .etat = "clos",
				    .entree = "0123",
				    .sources = &source,
				    .source_count = 1,
				    .files = &file,
				    .file_count = 1};
	char folder[] = "/tmp/test_batch.XXXXXX";
	struct manifest_head head;
	struct buffer bytes = {0};
	int descriptor;

	(void)state;
	assert_non_null(mkdtemp(folder));
	descriptor = open(folder, O_RDONLY | O_DIRECTORY);
	manifest_write(&manifest, &bytes);
	assert_non_null(strstr(buffer_string(&bytes), "certificateur=\"a&amp;b\""));
	assert_non_null(
		strstr(buffer_string(&bytes),
		       "<fichier chemin=\"pv.pdf\" genre=\"pv\" pages=\"2\" taille=\"12\"/>"));
	assert_int_equal(file_write(descriptor, "manifest.xml", bytes.data, bytes.length), 0);
	assert_int_equal(file_write(descriptor, "other.xml", "<manifeste/>", 12), 0);
	assert_int_equal(manifest_read_head(descriptor, "manifest.xml", &head), 0);
	assert_string_equal(head.entree, "0123");
	assert_int_equal(manifest_read_head(descriptor, "other.xml", &head), EBADMSG);
	assert_int_equal(manifest_read_head(descriptor, "none.xml", &head), ENOENT);
	close(descriptor);
	file_remove(AT_FDCWD, folder);
	buffer_free(&bytes);
}

/* Output */

static void write_stage(int lock, const char *name, const char *text)
{
	int stage;

	assert_int_equal(output_stage(lock, name, &stage), 0);
	assert_int_equal(output_write(stage, "resultats/C1.pdf", text, strlen(text)), 0);
	close(stage);
}

static void assert_holds(const char *folder, const char *path, const char *text)
{
	char name[256];
	struct buffer bytes = {0};

	snprintf(name, sizeof name, "%s/out/%s", folder, path);
	assert_int_equal(file_read(name, 1000, &bytes), 0);
	assert_string_equal(buffer_string(&bytes), text);
	buffer_free(&bytes);
}

static void test_what_stands_is_not_overwritten(void **state)
{
	char folder[] = "/tmp/test_batch.XXXXXX", path[64];
	struct output *output;
	int error, lock, other;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/out", folder);
	output = output_open(path, &error);
	assert_non_null(output);
	assert_int_equal(output_lock(output, "S1", &lock), 0);
	write_stage(lock, "r1-01", "one");
	assert_false(file_exists(output_folder(output), "S1"));
	assert_int_equal(output_publish(output, lock, "r1-01", "S1", "r1", false), 0);
	assert_holds(folder, "S1/r1/resultats/C1.pdf", "one");
	assert_false(file_exists(output_folder(output), "S1/r1/parchemins")); /* nothing was put there */
	write_stage(lock, "r1-02", "two");
	assert_int_equal(output_publish(output, lock, "r1-02", "S1", "r1", false), EEXIST);
	assert_holds(folder, "S1/r1/resultats/C1.pdf", "one");
	assert_int_equal(output_publish(output, lock, "r1-02", "S1", "r1", true), 0);
	assert_holds(folder, "S1/r1/resultats/C1.pdf", "two");
	write_stage(lock, "r2-01", "left behind");
	assert_true(file_exists(lock, "r2-01"));
	assert_int_equal(output_lock(output, "S1", &other), EWOULDBLOCK);
	output_sweep(output_folder(output), "S1"); /* it is locked: nothing happens */
	assert_true(file_exists(lock, "r2-01"));
	write_stage(lock, "r2-02", "from other inputs");
	assert_false(file_exists(lock, "r2-01"));
	output_unlock(output, "S1", lock);
	output_close(output);
	assert_holds(folder, ".staging/S1/r2-02/resultats/C1.pdf", "from other inputs"); /* to go on from */
	output = output_open(path, &error);
	assert_non_null(output);
	output_sweep(output_folder(output), "S1");
	assert_false(file_exists(output_folder(output), ".staging"));
	assert_int_equal(output_lock(output, "S1", &lock), 0);
	output_unlock(output, "S1", lock);
	output_close(output);
	strcat(path, "/.staging");
	assert_true(access(path, F_OK) != 0);
	file_remove(AT_FDCWD, folder);
}

/* Workers */

static void serve(void *context, const struct worker_question *question, struct buffer *reply)
{
	if (question->document == 13)
		raise(SIGKILL);
	if (question->lock >= 0 && write(question->lock, "here", 4) == 4)
		close(question->lock);
	buffer_printf(reply, "%s %zu %zu", (const char *)context, question->session, question->document);
	for (size_t i = 0; i < question->session; i++)
		buffer_putc(reply, 'x');
}

static void test_workers_answer_and_die(void **state)
{
	struct worker workers[2] = {{.channel = -1}, {.channel = -1}};
	struct worker_task task = {.serve = serve, .context = "I"};
	struct buffer answer = {0};

	int ends[2];
	char text[8] = "";

	(void)state;
	assert_int_equal(pipe(ends), 0);
	for (int i = 0; i < 2; i++)
		assert_int_equal(worker_start(&workers[i], &task), 0);
	assert_int_equal(worker_ask(&workers[0], 1, 2, ends[1]), 0);
	assert_int_equal(worker_ask(&workers[1], 1000000, 3, -1), 0);
	assert_true(workers[0].busy);
	assert_int_equal(worker_answer(&workers[0], &answer), 0);
	assert_string_equal(buffer_string(&answer), "I 1 2x");
	assert_int_equal(read(ends[0], text, sizeof text), 4); /* the descriptor went along */
	assert_string_equal(text, "here");
	assert_int_equal(worker_answer(&workers[1], &answer), 0);
	assert_int_equal(answer.length, strlen("I 1000000 3") + 1000000);
	worker_ask(&workers[0], 1, 13, -1);
	assert_int_equal(worker_answer(&workers[0], &answer), EPIPE);
	assert_int_equal(WTERMSIG(worker_stop(&workers[0])), SIGKILL);
	assert_int_equal(worker_stop(&workers[1]), 0);
	assert_int_equal(worker_stop(&workers[1]), 0); /* there is none: nothing happens */
	assert_int_equal(worker_start(&workers[1], &task), 0);
	assert_int_equal(WTERMSIG(worker_kill(&workers[1])), SIGKILL);
	close(ends[0]);
	close(ends[1]);
	buffer_free(&answer);
}

/* The journal */

static void gather(void *context, size_t document, const struct buffer *record)
{
	buffer_printf(context, "%zu:%.*s ", document, (int)record->length, record->data);
}

static void assert_journal(int folder, const char *expected, size_t length)
{
	struct buffer found = {0};
	struct stat status;
	int file;

	assert_int_equal(journal_open(folder, "j", gather, &found, &file), 0);
	assert_string_equal(buffer_string(&found), expected);
	assert_int_equal(fstat(file, &status), 0);
	assert_int_equal(status.st_size, length);
	close(file);
	buffer_free(&found);
}

static void test_a_torn_journal_is_cut(void **state)
{
	char path[] = "/tmp/test_batch.XXXXXX";
	struct buffer one = {0}, two = {0};
	size_t whole = 2 * 24 + 3 + 4;
	int folder, file;

	(void)state;
	assert_non_null(mkdtemp(path));
	folder = open(path, O_RDONLY | O_DIRECTORY);
	buffer_puts(&one, "one");
	buffer_puts(&two, "deux");
	for (size_t length = 0; length <= whole; length++) {
		assert_int_equal(journal_open(folder, "j", gather, &two, &file), 0);
		assert_int_equal(journal_append(file, 7, &one), 0);
		assert_int_equal(journal_append(file, 9, &two), 0);
		assert_int_equal(ftruncate(file, (off_t)length), 0);
		close(file);
		if (length < 24 + 3)
			assert_journal(folder, "", 0);
		else if (length < whole)
			assert_journal(folder, "7:one ", 24 + 3);
		else
			assert_journal(folder, "7:one 9:deux ", whole);
		assert_int_equal(unlinkat(folder, "j", 0), 0);
	}
	assert_int_equal(journal_open(folder, "j", gather, &two, &file), 0);
	assert_int_equal(journal_append(file, 7, &one), 0);
	assert_int_equal(ftruncate(file, 4096), 0); /* zeros behind: what a power failure may leave */
	close(file);
	assert_journal(folder, "7:one ", 24 + 3);
	close(folder);
	file_remove(AT_FDCWD, path);
	buffer_free(&one);
	buffer_free(&two);
}

static void test_outcomes_travel(void **state)
{
	struct outcome sent = {.status = STATUS_REFUSED,
			       .error = ENOSPC,
			       .file = {.path = "pv.pdf",
					.genre = "pv",
					.size = 7,
					.pages = 3,
					.sha256 = "ab",
					.traces = "cd"},
			       .seconds = {[STAGE_PDF] = 0.25}};
	struct messages *messages = messages_new(), *received;
	struct arena *arena = arena_new();
	struct buffer bytes = {0}, part;
	struct outcome got;

	(void)state;
	message_add(messages, ((struct place){"pv.xsl", 3, 4}), M_F703, "color", "blue-ish");
	message_add(messages, PLACE_NONE, M_B803, "x");
	outcome_put(&sent, messages, &bytes);
	received = messages_new();
	assert_true(outcome_get(&bytes, arena, &got, received));
	assert_int_equal(got.status, STATUS_REFUSED);
	assert_int_equal(got.error, ENOSPC);
	assert_string_equal(got.file.path, "pv.pdf");
	assert_null(got.file.candidat);
	assert_int_equal(got.file.pages, 3);
	assert_string_equal(got.file.traces, "cd");
	assert_true(got.seconds[STAGE_PDF] > 0.2);
	assert_int_equal(received->count, 2);
	assert_string_equal(received->list[0].place.file, "pv.xsl");
	assert_string_equal(received->list[0].text, messages->list[0].text);
	for (part = bytes, part.length = 0; part.length < bytes.length; part.length++)
		assert_false(outcome_get(&part, arena, &got, received));
	messages_free(received);
	messages_free(messages);
	arena_free(arena);
	buffer_free(&bytes);
}

/* Placed runs */

static int no_page(void *context, const struct page *page)
{
	(void)context;
	(void)page;
	return 0;
}

static void trace_of(double x, const char *text, unsigned number, char hex[DIGEST_LENGTH + 1])
{
	struct face face = {.postscript = "Lato-Regular"};
	struct item item = {.kind = ITEM_RUN,
			    .run = {.face = &face,
				    .size = 10,
				    .x = x,
				    .y = 20,
				    .text = text,
				    .length = strlen(text)}};
	struct page page = {.number = number, .items = &item, .count = 1};
	struct trace trace;
	struct page_sink sink;

	trace_begin(&trace, (struct page_sink){.page = no_page});
	sink = trace_sink(&trace);
	assert_int_equal(sink.page(sink.context, &page), 0);
	assert_int_equal(trace.pages, 1);
	trace_end(&trace, hex);
}

static void test_placed_runs_are_digested(void **state)
{
	char first[DIGEST_LENGTH + 1], other[DIGEST_LENGTH + 1];

	(void)state;
	trace_of(72, "Étienne", 1, first);
	trace_of(72.004, "Étienne", 1, other);
	assert_string_equal(first, other);
	trace_of(72.02, "Étienne", 1, other);
	assert_string_not_equal(first, other);
	trace_of(72, "Etienne", 1, other);
	assert_string_not_equal(first, other);
	trace_of(72, "Étienne", 2, other);
	assert_string_not_equal(first, other);
}

/* Mutated inputs */

static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

/* Change a few bytes: overwrite, leave out, double, or copy a piece from elsewhere. */
static void mutate(struct buffer *bytes, uint64_t *random)
{
	static const char telling[] = "<>\"'&=/ \n0x-:\xff\xc3";

	for (uint64_t n = next_random(random) % 4 + 1; n && bytes->length > 40; n--) {
		size_t at = next_random(random) % (bytes->length - 32),
		       length = next_random(random) % 32;

		buffer_reserve(bytes, 32);
		switch (next_random(random) % 5) {
		case 0:
			bytes->data[at] = telling[next_random(random) % (sizeof telling - 1)];
			break;
		case 1:
			bytes->data[at] = (char)next_random(random);
			break;
		case 2:
			memmove(bytes->data + at, bytes->data + at + length,
				bytes->length - at - length);
			bytes->length -= length;
			break;
		case 3:
			memmove(bytes->data + at + length, bytes->data + at, bytes->length - at);
			bytes->length += length;
			break;
		default:
			memmove(bytes->data + at,
				bytes->data + next_random(random) % (bytes->length - 32), length);
		}
	}
}

/* The attribute value that follows a random place: its start and length; false when none does. */
static bool find_value(const struct buffer *bytes, uint64_t *random, size_t *start, size_t *length)
{
	size_t at = next_random(random) % bytes->length;
	const char *value = memmem(bytes->data + at, bytes->length - at, "=\"", 2);
	const char *end =
		value ? memchr(value + 2, '"', bytes->length - (size_t)(value + 2 - bytes->data))
		      : NULL;

	if (!end)
		return false;
	*start = (size_t)(value + 2 - bytes->data);
	*length = (size_t)(end - value - 2);
	return true;
}

/* Put n bytes in the place of some. */
static void exchange(struct buffer *bytes, size_t at, size_t length, const char *data, size_t n)
{
	struct buffer result = {0};

	buffer_put(&result, bytes->data, at);
	buffer_put(&result, data, n);
	buffer_put(&result, bytes->data + at + length, bytes->length - at - length);
	buffer_free(bytes);
	*bytes = result;
}

/* Changes that mostly leave the XML well-formed: a value in the place of another, an odd value, a line left out or doubled. */
static void mutate_values(struct buffer *bytes, uint64_t *random)
{
	static const char *const odd[] = {
		"",           "0",          "-1",         "99999999999999999999",
		"2025-02-30", "9999-12-31", "0000-00-00", "1990",
		"P1000000Y",  "T",          "illimitee",  "../x",
		"C1",         "100%"};

	for (uint64_t n = next_random(random) % 3 + 1; n; n--) {
		size_t at, length, from, size;
		const char *value = odd[next_random(random) % (sizeof odd / sizeof *odd)];
		char copy[256];

		if (!find_value(bytes, random, &at, &length) ||
		    !find_value(bytes, random, &from, &size) || size >= sizeof copy)
			continue;
		memcpy(copy, bytes->data + from, size);
		if (next_random(random) % 4 == 0) {
			const char *line = memchr(bytes->data + at, '\n', bytes->length - at);
			const char *end =
				line ? memchr(line + 1, '\n',
					      bytes->length - (size_t)(line + 1 - bytes->data))
				     : NULL;
			size_t start = line ? (size_t)(line - bytes->data) : 0;

			if (end && next_random(random) % 2)
				exchange(bytes, start, (size_t)(end - line), "", 0);
			else if (end)
				exchange(bytes, start, 0, line, (size_t)(end - line));
		} else if (next_random(random) % 2) {
			exchange(bytes, at, length, copy, size);
		} else {
			exchange(bytes, at, length, value, strlen(value));
		}
	}
}

/* A session that the plan did not keep is read from its file again, and gives the same minutes. */
static void check_read_again(const struct planned *planned, const struct closing *kept)
{
	struct planned left = *planned;
	struct closing *read;
	xmlChar *first, *second;
	int first_length, second_length;

	assert_non_null(planned->decided);
	left.decided = NULL;
	read = closing_open(&left, KIND_ALL, false);
	assert_non_null(read);
	assert_int_equal(read->count, kept->count);
	xmlDocDumpMemory(kept->minute, &first, &first_length);
	xmlDocDumpMemory(read->minute, &second, &second_length);
	assert_int_equal(first_length, second_length);
	assert_memory_equal(first, second, (size_t)first_length);
	xmlFree(first);
	xmlFree(second);
	closing_close(read);
}

/* Check the file `name` of a folder, with the other beside it, and decide what it holds when it is accepted. Returns whether
 * a session was. */
static bool check_mutated(const char *folder, enum status *status)
{
	struct plan_options options = {.build = true};
	struct inputs *inputs = inputs_new();
	struct messages *messages = messages_new();
	struct plan *plan;
	bool ready = false;

	assert_int_equal(inputs_add(inputs, folder, messages), STATUS_DONE);
	plan = plan_make(&options, inputs);
	*status = plan->status;
	for (size_t i = 0; i < plan->count; i++) {
		struct closing *closing;

		if (plan->list[i].state != PLANNED_READY)
			continue;
		ready = true;
		closing = closing_open(&plan->list[i], KIND_ALL, false);
		assert_non_null(closing);
		assert_int_equal(closing->count, closing_count(&plan->list[i], KIND_ALL, false));
		check_read_again(&plan->list[i], closing);
		closing_close(closing);
	}
	plan_free(plan);
	messages_free(messages);
	inputs_free(inputs);
	return ready;
}

static void check_mutations(const char *mutated, const char *kept, int rounds, uint64_t random)
{
	char folder[] = "/tmp/test_batch.XXXXXX";
	struct buffer original = {0}, other = {0};
	int descriptor, accepted = 0, refused = 0;
	char path[64];

	snprintf(path, sizeof path, CASES "%s", mutated);
	assert_int_equal(file_read(path, 1 << 20, &original), 0);
	snprintf(path, sizeof path, CASES "%s", kept);
	assert_int_equal(file_read(path, 1 << 20, &other), 0);
	assert_non_null(mkdtemp(folder));
	descriptor = open(folder, O_RDONLY | O_DIRECTORY);
	assert_int_equal(file_write(descriptor, kept, other.data, other.length), 0);
	for (int i = 0; i < rounds; i++) {
		struct buffer bytes = {0};
		enum status status;
		int file;

		buffer_put(&bytes, original.data, original.length);
		if (i % 3 == 1)
			mutate(&bytes, &random);
		else if (i)
			mutate_values(&bytes, &random);
		snprintf(path, sizeof path, "%s/%s", folder, mutated);
		unlink(path);
		file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
		assert_int_equal(write(file, bytes.data, bytes.length), (ssize_t)bytes.length);
		close(file);
		if (check_mutated(folder, &status))
			accepted++;
		else
			refused++;
		assert_true(status == STATUS_DONE || status == STATUS_REFUSED);
		assert_true(i || accepted);
		buffer_free(&bytes);
	}
	assert_true(accepted > 0 && refused > rounds / 4);
	close(descriptor);
	file_remove(AT_FDCWD, folder);
	buffer_free(&original);
	buffer_free(&other);
}

static void test_mutated_sessions_are_refused(void **state)
{
	(void)state;
	check_mutations("session.xml", "referentiel.xml", 600, 0x9e3779b97f4a7c15);
}

static void test_mutated_referentiels_are_refused(void **state)
{
	(void)state;
	check_mutations("referentiel.xml", "session.xml", 300, 0x2545f4914f6cdd1d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_worse_status_wins),
		cmocka_unit_test(test_errors_have_statuses),
		cmocka_unit_test(test_options_are_read),
		cmocka_unit_test(test_wrong_options_are_refused),
		cmocka_unit_test(test_the_nearest_word_is_found),
		cmocka_unit_test(test_shards_are_read),
		cmocka_unit_test(test_schedulers_name_shards),
		cmocka_unit_test(test_sessions_are_peeked_at),
		cmocka_unit_test(test_every_session_has_one_shard),
		cmocka_unit_test(test_folders_are_listed_in_order),
		cmocka_unit_test(test_a_manifest_is_recognised),
		cmocka_unit_test(test_what_stands_is_not_overwritten),
		cmocka_unit_test(test_workers_answer_and_die),
		cmocka_unit_test(test_a_torn_journal_is_cut),
		cmocka_unit_test(test_outcomes_travel),
		cmocka_unit_test(test_placed_runs_are_digested),
		cmocka_unit_test(test_mutated_sessions_are_refused),
		cmocka_unit_test(test_mutated_referentiels_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
