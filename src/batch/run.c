#include "batch/run.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "batch/output.h"
#include "batch/service.h"
#include "batch/standing.h"
#include "batch/worker.h"

/* A worker first cuts fonts and compiles patterns: it is worth starting only for so many documents. */
#define WORKER_SHARE 32

/* Sessions are flushed to the disk together, when they have so many documents. */
#define FLUSH_SHARE 256

/* A session whose documents are being made. */
struct opened {
	bool used;
	size_t session; /* index in the plan */
	int stage;
	size_t count, asked, answered;
	struct manifest_file *files;
	bool *tried; /* a worker died on it once */
	struct arena *arena;
	struct messages *messages;
	enum status status;
	bool stopped; /* no more documents are asked for */
	int error;    /* of moving it into place */
};

struct run {
	const struct run_options *options;
	struct run_result result;
	struct output *output;
	struct service service;
	struct worker_task task;
	struct worker *workers;
	struct opened *opened; /* one for each worker */
	size_t jobs;
	struct opened *pending; /* sessions that wait to be moved into place */
	size_t pending_count, pending_documents;
	bool *wanted; /* sessions of the plan that are still to be opened */
	size_t next;  /* before it, none is wanted */
	int signals;  /* signalfd */
	bool stopped;
};

static const struct planned *run_planned(const struct run *run, const struct opened *opened)
{
	return &run->options->plan->list[opened->session];
}

static void run_worse(struct run *run, enum status status)
{
	run->result.status = status_worse(run->result.status, status);
}

/* Print a list of messages and free it. */
static void run_say(struct run *run, struct messages *messages)
{
	messages_sort(messages);
	messages_print(messages, run->options->complaints);
	run->result.errors += messages->errors;
	run->result.warnings += messages->warnings;
	messages_free(messages);
}

/* "2026-014/r1", the arena's or a static "" where there is none. */
static const char *run_name(const struct run *run, const struct planned *planned,
			    struct arena *arena)
{
	char target[SERVICE_TARGET];

	service_target(planned, run->options->kinds, run->options->draft, target);
	return arena_printf(arena, "%s/%s", planned->session, target);
}

static void message_of_write(struct messages *messages, const char *path, int error)
{
	if (error == ENOSPC || error == EDQUOT)
		message_add(messages, PLACE_NONE, M_B803, path);
	else
		message_add(messages, PLACE_NONE, M_B802, path, file_explain(error));
}

/* One line for a session that needs nothing more. */
static void run_report(const struct run *run, const struct planned *planned, const char *format,
		       size_t documents)
{
	struct arena *arena;

	if (!run->options->progress)
		return;
	arena = arena_new();
	fprintf(run->options->progress, message_translate(format), run_name(run, planned, arena),
		documents);
	fputc('\n', run->options->progress);
	arena_free(arena);
}

/* Sessions */

static void opened_free(struct opened *opened)
{
	if (opened->stage >= 0)
		close(opened->stage);
	arena_free(opened->arena);
	free(opened->files);
	free(opened->tried);
	*opened = (struct opened){.stage = -1};
}

static void run_fail(struct run *run, struct opened *opened, enum status status)
{
	opened->status = status_worse(opened->status, status);
	opened->stopped = true;
	run_worse(run, status);
}

/* Begin a session in a free place; it may already have failed when this returns. */
static void run_open(struct run *run, struct opened *opened, size_t session)
{
	const struct planned *planned = &run->options->plan->list[session];
	char target[SERVICE_TARGET];
	int error;

	service_target(planned, run->options->kinds, run->options->draft, target);
	*opened = (struct opened){
		.used = true,
		.session = session,
		.count = closing_count(planned, run->options->kinds, run->options->draft),
		.arena = arena_new(),
		.messages = messages_new()};
	opened->files = memory_alloc((opened->count + 1) * sizeof *opened->files);
	opened->tried = memory_alloc(opened->count + 1);
	memset(opened->tried, 0, opened->count + 1);
	opened->stage =
		output_stage(run->output, planned->session, target, planned->digest, &error);
	if (opened->stage < 0) {
		message_of_write(opened->messages, run_name(run, planned, opened->arena), error);
		run_fail(run, opened, status_of_error(error));
	}
}

static int run_write_manifest(struct run *run, struct opened *opened)
{
	const struct planned *planned = run_planned(run, opened);
	struct manifest manifest = {
		.session = planned->session,
		.certificateur = standing_certificateur(planned),
		.revision = planned->revision,
		.etat = run->options->draft               ? "projet"
			: run->options->kinds == KIND_ALL ? "clos"
							  : "partiel",
		.entree = planned->digest,
		.feuilles = run->options->resources->sheets_digest,
		.polices = font_library_digest(run->options->resources->fonts),
		.epoque = run->options->resources->epoch,
		.sources = planned->sources,
		.source_count = planned->source_count,
		.files = opened->files,
		.file_count = opened->count,
	};
	struct buffer bytes = {0};
	int error;

	manifest_write(&manifest, &bytes);
	error = output_write(opened->stage, "manifest.xml", bytes.data, bytes.length);
	buffer_free(&bytes);
	return error;
}

/* Another run closed it out meanwhile: the same, or not. */
static void run_met_other(struct run *run, struct opened *opened)
{
	const struct planned *planned = run_planned(run, opened);
	char other[64] = "";

	if (standing_find(output_folder(run->output), planned, other) == STANDING_SAME) {
		run->result.unchanged++;
		run_report(run, planned, "%s: nothing to do", 0);
		return;
	}
	message_add(opened->messages, ((struct place){.file = planned->path}), M_B801,
		    arena_printf(opened->arena, "%ld", planned->revision), planned->session);
	run->result.failed++;
	run_worse(run, STATUS_OUTPUT);
}

static size_t opened_documents(const struct opened *opened)
{
	size_t paged = 0;

	for (size_t i = 0; i < opened->count; i++)
		paged += opened->files[i].pages > 0;
	return paged;
}

/* What is to be said of a session that was to be moved into place. */
static void run_published(struct run *run, struct opened *opened, int error)
{
	const struct planned *planned = run_planned(run, opened);

	if (!error) {
		run->result.closed++;
		run->result.documents += opened_documents(opened);
		run_report(run, planned, "%s: %zu files", opened->count + 1);
	} else if (error == EEXIST) {
		run_met_other(run, opened);
	} else {
		message_of_write(opened->messages, run_name(run, planned, opened->arena), error);
		run->result.failed++;
		run_worse(run, status_of_error(error));
	}
}

/* The session needs nothing more. */
static void run_end(struct run *run, struct opened *opened)
{
	const struct planned *planned = run_planned(run, opened);
	char target[SERVICE_TARGET];

	service_target(planned, run->options->kinds, run->options->draft, target);
	output_drop(run->output, planned->session, target, planned->digest);
	run_say(run, opened->messages);
	opened_free(opened);
}

/* Move all sessions that wait for it into place, between two flushes. */
static void run_publish(struct run *run)
{
	int before = run->pending_count ? output_flush(run->output) : 0, after;

	for (size_t i = 0; i < run->pending_count; i++) {
		struct opened *opened = &run->pending[i];
		const struct planned *planned = run_planned(run, opened);
		char target[SERVICE_TARGET];

		service_target(planned, run->options->kinds, run->options->draft, target);
		opened->error = before ? before
				       : output_publish(run->output, planned->session, target,
							planned->digest, target[0] == 'p');
	}
	after = run->pending_count && !before ? output_flush(run->output) : 0;
	for (size_t i = 0; i < run->pending_count; i++) {
		struct opened *opened = &run->pending[i];

		run_published(run, opened, opened->error ? opened->error : after);
		run_end(run, opened);
	}
	run->pending_count = run->pending_documents = 0;
}

/* All documents are there: the manifest; then the session waits, in a place of its own, to be moved into place. */
static void run_close(struct run *run, struct opened *opened)
{
	int error = run_write_manifest(run, opened);

	if (error) {
		run_published(run, opened, error);
		run_end(run, opened);
		return;
	}
	run->pending =
		memory_realloc(run->pending, (run->pending_count + 1) * sizeof *run->pending);
	run->pending[run->pending_count++] = *opened;
	run->pending_documents += opened->count;
	*opened = (struct opened){.stage = -1};
	if (run->pending_documents >= FLUSH_SHARE)
		run_publish(run);
}

static bool opened_is_done(const struct opened *opened)
{
	return opened->used && opened->answered == opened->asked &&
	       (opened->stopped || opened->asked == opened->count);
}

static void run_finish(struct run *run, struct opened *opened)
{
	if (opened->status == STATUS_DONE && opened->answered == opened->count) {
		run_close(run, opened);
		return;
	}
	run->result.failed++;
	run_report(run, run_planned(run, opened), "%s: not closed", 0);
	run_end(run, opened);
}

/* Workers */

static void run_stop_opened(struct run *run)
{
	run->stopped = true;
	for (size_t i = 0; i < run->jobs; i++)
		run->opened[i].stopped = true;
	run_worse(run, STATUS_TEMPORARY);
}

static struct opened *run_find(struct run *run, size_t session)
{
	for (size_t i = 0; i < run->jobs; i++) {
		if (run->opened[i].used && run->opened[i].session == session)
			return &run->opened[i];
	}
	return NULL;
}

static bool opened_has_more(const struct opened *opened)
{
	return opened && opened->used && !opened->stopped && opened->asked < opened->count;
}

/* Which session a worker goes on with: the one that it has open, else a new one, else the one with most left to do. */
static struct opened *run_choose(struct run *run, const struct worker *worker)
{
	const struct plan *plan = run->options->plan;
	struct opened *most = run_find(run, worker->session);

	if (opened_has_more(most))
		return most;
	while (run->next < plan->count && !run->wanted[run->next])
		run->next++;
	for (size_t i = 0; i < run->jobs && run->next < plan->count; i++) {
		if (!run->opened[i].used) {
			run_open(run, &run->opened[i], run->next++);
			return &run->opened[i];
		}
	}
	most = NULL;
	for (size_t i = 0; i < run->jobs; i++) {
		struct opened *opened = &run->opened[i];

		if (opened_has_more(opened) &&
		    (!most || opened->count - opened->asked > most->count - most->asked))
			most = opened;
	}
	return most;
}

static bool run_start_worker(struct run *run, struct worker *worker)
{
	int error = worker_start(worker, &run->task, run->workers, run->jobs);
	struct messages *messages;

	if (!error)
		return true;
	messages = messages_new();
	message_add(messages, PLACE_NONE, M_B802, "fork", file_explain(error));
	run_say(run, messages);
	run_stop_opened(run);
	return false;
}

/* Only the worker knew the file's name: rare enough to open the session for it. */
static const char *run_document_path(const struct run *run, const struct opened *opened,
				     size_t document)
{
	struct closing *closing =
		closing_open(run_planned(run, opened), run->options->kinds, run->options->draft);
	const char *path = closing && document < closing->count
				   ? arena_strdup(opened->arena, closing->documents[document].path)
				   : "";

	closing_close(closing);
	return path;
}

/* The worker died on what it was asked: once more on a new one, alone; then the document is given up. */
static void run_mourn(struct run *run, struct worker *worker)
{
	size_t session = worker->session, document = worker->document;
	struct opened *opened = run_find(run, session);
	const struct planned *planned = run_planned(run, opened);
	int status = worker_stop(worker);
	bool started = run_start_worker(run, worker);

	if (started && !opened->tried[document] && !run->stopped) {
		opened->tried[document] = true;
		worker_ask(worker, session, document);
		return;
	}
	opened->answered++;
	message_add(opened->messages, ((struct place){.file = planned->path}), M_B804,
		    run_document_path(run, opened, document),
		    WIFSIGNALED(status)
			    ? arena_printf(opened->arena, "signal %d", WTERMSIG(status))
			    : arena_printf(opened->arena, "exit %d", WEXITSTATUS(status)),
		    planned->session);
	run_fail(run, opened, STATUS_TEMPORARY);
}

/* Messages of a document that name no place are about the document. */
static void opened_place(struct opened *opened, const struct planned *planned, size_t from,
			 const char *path)
{
	const char *file =
		path ? arena_printf(opened->arena, "%s/%s", planned->session, path) : planned->path;

	for (size_t i = from; i < opened->messages->count; i++) {
		if (!opened->messages->list[i].place.file)
			opened->messages->list[i].place.file = file;
	}
}

static void run_take(struct run *run, struct worker *worker, struct buffer *answer)
{
	struct opened *opened = run_find(run, worker->session);
	struct outcome outcome = {0};
	size_t before = opened->messages->count;

	if (worker_answer(worker, answer) ||
	    !outcome_get(answer, opened->arena, &outcome, opened->messages)) {
		run_mourn(run, worker);
		return;
	}
	opened_place(opened, run_planned(run, opened), before, outcome.file.path);
	opened->files[worker->document] = outcome.file;
	opened->answered++;
	for (int stage = 0; stage < STAGES; stage++)
		run->result.seconds[stage] += outcome.seconds[stage];
	if (outcome.error) {
		message_of_write(opened->messages, outcome.file.path, outcome.error);
		run_fail(run, opened, outcome.status);
	} else if (outcome.status != STATUS_DONE) {
		opened->status = status_worse(opened->status, outcome.status);
		run_worse(run, outcome.status);
	}
}

/* Give every free worker something to do, and finish what is done. False: nothing is under way any more. */
static bool run_feed(struct run *run)
{
	bool busy = false;

	for (size_t i = 0; i < run->jobs; i++) {
		struct worker *worker = &run->workers[i];

		while (!worker->busy && worker->pid && !run->stopped) {
			struct opened *opened = run_choose(run, worker);

			if (!opened)
				break;
			if (opened_has_more(opened))
				worker_ask(worker, opened->session, opened->asked++);
			else
				run_finish(run, opened); /* it failed at once, or is empty */
		}
		busy = busy || worker->busy;
	}
	return busy;
}

static void run_wait(struct run *run, struct buffer *answer)
{
	struct pollfd *polled = memory_alloc((run->jobs + 1) * sizeof *polled);
	struct signalfd_siginfo info;

	for (size_t i = 0; i < run->jobs; i++)
		polled[i] =
			(struct pollfd){.fd = run->workers[i].busy ? run->workers[i].channel : -1,
					.events = POLLIN};
	polled[run->jobs] = (struct pollfd){.fd = run->signals, .events = POLLIN};
	while (poll(polled, run->jobs + 1, -1) < 0 && errno == EINTR)
		continue;
	for (size_t i = 0; i < run->jobs; i++) {
		struct opened *opened;

		if (!polled[i].revents)
			continue;
		opened = run_find(run, run->workers[i].session);
		run_take(run, &run->workers[i], answer);
		if (opened_is_done(opened))
			run_finish(run, opened);
	}
	if (polled[run->jobs].revents && read(run->signals, &info, sizeof info) == sizeof info) {
		if (run->stopped)
			_exit(STATUS_TEMPORARY); /* asked twice: the workers end with us */
		run_stop_opened(run);
	}
	free(polled);
}

/* The whole life of the workers. */
static void run_make(struct run *run)
{
	struct buffer answer = {0};
	sigset_t stops, before;

	sigemptyset(&stops);
	sigaddset(&stops, SIGINT);
	sigaddset(&stops, SIGTERM);
	sigprocmask(SIG_BLOCK, &stops, &before);
	run->signals = signalfd(-1, &stops, SFD_CLOEXEC | SFD_NONBLOCK);
	for (size_t i = 0; i < run->jobs && !run->stopped; i++)
		run_start_worker(run, &run->workers[i]);
	while (run_feed(run))
		run_wait(run, &answer);
	for (size_t i = 0; i < run->jobs; i++) {
		if (run->opened[i].used)
			run_finish(run, &run->opened[i]);
		worker_stop(&run->workers[i]);
	}
	run_publish(run);
	close(run->signals);
	sigprocmask(SIG_SETMASK, &before, NULL);
	buffer_free(&answer);
}

/* What is there already, before anything heavy is begun. Returns how many documents are to be made. */
static size_t run_look(struct run *run)
{
	const struct plan *plan = run->options->plan;
	int folder = open(run->options->output, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	size_t documents = 0;

	for (size_t i = 0; i < plan->count; i++) {
		const struct planned *planned = &plan->list[i];
		char other[64] = "", revision[24];
		enum standing standing = STANDING_NOTHING;
		struct messages *messages = messages_new();

		snprintf(revision, sizeof revision, "%ld", planned->revision);
		if (planned->state == PLANNED_READY && folder >= 0)
			standing = standing_find(folder, planned, other);
		if (standing == STANDING_CERTIFIER)
			message_add(messages, ((struct place){.file = planned->path}), M_B805,
				    planned->session, other);
		else if (standing == STANDING_OTHER && run->options->kinds == KIND_ALL &&
			 !run->options->draft)
			message_add(messages, ((struct place){.file = planned->path}), M_B801,
				    revision, planned->session);
		if (messages->errors) {
			run->result.failed++;
			run_worse(run, STATUS_OUTPUT);
		} else if (standing == STANDING_SAME && run->options->kinds == KIND_ALL &&
			   !run->options->draft) {
			run->result.unchanged++;
			run_report(run, planned, "%s: nothing to do", 0);
		} else if (planned->state == PLANNED_READY) {
			run->wanted[i] = true;
			documents +=
				closing_count(planned, run->options->kinds, run->options->draft);
		}
		run_say(run, messages);
	}
	if (folder >= 0)
		close(folder);
	return documents;
}

static void run_waits(void *context)
{
	const struct run *run = context;

	fprintf(run->options->complaints, "%s\n",
		message_translate(
			"Another run is closing out to this folder: waiting for it to end."));
}

/* Stylesheets and the output folder. False after a message. */
static bool run_prepare(struct run *run)
{
	const struct run_options *options = run->options;
	struct messages *messages = messages_new();
	bool ready = resources_open_sheets(options->resources, options->stylesheets, options->kinds,
					   messages);
	int error = 0;

	if (!ready)
		run_worse(run, STATUS_MISSING);
	else
		run->output = output_open(options->output, run_waits, run, &error);
	if (error) {
		message_of_write(messages, options->output, error);
		run_worse(run, status_of_error(error));
	}
	run_say(run, messages);
	return run->output != NULL;
}

struct run_result run_sessions(const struct run_options *options)
{
	struct run run = {.options = options, .signals = -1};
	size_t documents;

	run.wanted = memory_alloc(options->plan->count + 1);
	memset(run.wanted, 0, options->plan->count + 1);
	documents = run_look(&run);
	if (documents && run_prepare(&run)) {
		run.jobs = documents / WORKER_SHARE;
		if (run.jobs > (size_t)options->jobs)
			run.jobs = (size_t)options->jobs;
		if (run.jobs < 1)
			run.jobs = 1;
		run.workers = memory_alloc(run.jobs * sizeof *run.workers);
		run.opened = memory_alloc(run.jobs * sizeof *run.opened);
		for (size_t i = 0; i < run.jobs; i++) {
			run.workers[i] = (struct worker){.channel = -1, .session = (size_t)-1};
			run.opened[i] = (struct opened){.stage = -1};
		}
		run.service = (struct service){.plan = options->plan,
					       .resources = options->resources,
					       .output = run.output,
					       .kinds = options->kinds,
					       .draft = options->draft,
					       .stage = -1};
		run.task = (struct worker_task){.serve = service_serve, .context = &run.service};
		run_make(&run);
	}
	output_close(run.output);
	free(run.wanted);
	free(run.workers);
	free(run.opened);
	free(run.pending);
	return run.result;
}
