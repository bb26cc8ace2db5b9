#include "batch/run.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "batch/output.h"
#include "batch/progress.h"
#include "batch/publish.h"
#include "batch/service.h"
#include "batch/standing.h"
#include "batch/underway.h"
#include "batch/worker.h"

/* A worker first cuts fonts and compiles patterns: it is worth starting only for so many documents. */
#define WORKER_SHARE 32

#define LOCK_PAUSE 0.1 /* seconds between two looks at sessions that another run has */
#define LOCK_MOST  64  /* that are looked at each time */
#define FULL_MOST  3   /* sessions, one after the other, that find the disk full: the others would, too */
#define STOP_PAUSE 1.2 /* seconds that documents may still take when the run is stopped */

struct run {
	const struct run_options *options;
	struct progress *progress;
	struct run_result result;
	struct output *output;
	struct service service;
	struct worker_task task;
	struct worker *workers;
	struct underway *underway; /* one for each worker */
	size_t jobs;
	struct publish publish;
	size_t *queue; /* sessions still to be opened: a ring, those that another run has at its end */
	size_t queue_first, queue_count, queue_size;
	double held_until; /* before it, other runs' sessions are not looked at again; 0: none is held */
	bool told;         /* that another run has some */
	int signals;       /* signalfd */
	bool alone;        /* a document is tried once more, and nothing beside it */
	size_t full;       /* sessions that found the disk full, since one did not */
	bool stopped;
	double stop_at;
};

static void run_worse(struct run *run, enum status status)
{
	run->result.status = status_worse(run->result.status, status);
}

static bool run_is_whole(const struct run *run)
{
	return run->options->kinds == KIND_ALL && !run->options->draft;
}

static void run_stop(struct run *run)
{
	if (run->stopped)
		return;
	run->stopped = true;
	run->stop_at = worker_clock() + STOP_PAUSE;
	for (size_t i = 0; i < run->jobs; i++)
		run->underway[i].stopped = true;
	run_worse(run, STATUS_TEMPORARY);
}

/* Sessions */

/* What stands there already: true when the session needs nothing from this run, after having said so. */
static bool run_settle(struct run *run, const struct planned *planned, int folder)
{
	char other[64] = "", target[SERVICE_TARGET];
	enum standing standing = standing_find(folder, planned, other);
	struct messages *messages;

	if (standing == STANDING_NOTHING || (standing != STANDING_CERTIFIER && !run_is_whole(run)))
		return false;
	service_target(planned, run->options->kinds, run->options->draft, target);
	messages = messages_new();
	if (standing == STANDING_SAME) {
		run->result.unchanged++;
		output_sweep(folder, planned->session);
		progress_session(run->progress, planned, target, PROGRESS_UNCHANGED, 0);
	} else if (standing == STANDING_OTHER) {
		publish_met_other(run->progress, &run->result, planned, target, messages);
	} else {
		message_add(messages, ((struct place){.file = planned->path}), M_B805, planned->session, other);
		run->result.failed++;
		run_worse(run, STATUS_OUTPUT);
		progress_session(run->progress, planned, target, PROGRESS_REFUSED, 0);
	}
	progress_say(run->progress, messages);
	return true;
}

/* Where there are no locks, another run may have made the session under our hands: then it is there, as we would have made it. */
static bool run_was_overtaken(struct run *run, struct underway *underway)
{
	const struct planned *planned = underway->planned;
	char other[64];

	if (!run_is_whole(run) ||
	    standing_find(output_folder(run->output), planned, other) != STANDING_SAME)
		return false;
	run->result.unchanged++;
	progress_session(run->progress, planned, underway->target, PROGRESS_UNCHANGED, 0);
	output_unlock(run->output, planned->session, underway->lock);
	underway->lock = -1;
	underway_close(underway);
	return true;
}

/* Nothing more can be done for it in this run: closed out, or left as it is. */
static void run_finish(struct run *run, struct underway *underway)
{
	const struct planned *planned = underway->planned;
	int error = underway_is_whole(underway) ? underway_seal(underway) : 0;

	run->result.resumed += underway->resumed;
	if (error)
		underway_fail(underway, file_complain(underway->target, error, underway->messages));
	if (underway_is_whole(underway)) {
		run->full = 0;
		publish_add(&run->publish, underway);
		return;
	}
	if (run_was_overtaken(run, underway))
		return;
	run->result.failed++;
	run_worse(run, underway->status);
	if (underway->full && ++run->full == FULL_MOST)
		run_stop(run);
	progress_session(run->progress, planned, underway->target, PROGRESS_OPEN, 0);
	progress_say(run->progress, underway->messages);
	underway->messages = NULL;
	if (underway->status == STATUS_REFUSED) /* it would be again */
		output_drop(underway->lock);
	output_unlock(run->output, planned->session, underway->lock);
	underway->lock = -1;
	underway_close(underway);
}

static void run_put_back(struct run *run, size_t session)
{
	run->queue[(run->queue_first + run->queue_count++) % run->queue_size] = session;
}

/* Say at once that it could not be written. */
static void run_complain(struct run *run, const char *path, int error)
{
	struct messages *messages = messages_new();

	run_worse(run, file_complain(path, error, messages));
	progress_say(run->progress, messages);
}

/* Begin a session in a free place. False: it needs nothing from this run, or another run has it. */
static bool run_open(struct run *run, struct underway *place, size_t session)
{
	const struct planned *planned = &run->options->plan->list[session];
	int lock, error = output_lock(run->output, planned->session, &lock);

	if (error == EWOULDBLOCK) {
		run_put_back(run, session);
		return false;
	}
	if (error) {
		run_complain(run, planned->session, error);
		run->result.failed++;
		return false;
	}
	if (run_settle(run, planned, output_folder(run->output))) {
		output_unlock(run->output, planned->session, lock);
		return false;
	}
	underway_open(place, &run->service, session, lock);
	if (place->resumed)
		progress_documents(run->progress, place->resumed, true);
	return true;
}

/* A session from the queue in a free place, or NULL. */
static struct underway *run_open_next(struct run *run)
{
	struct underway *place = NULL;

	for (size_t i = 0; i < run->jobs && !place; i++)
		if (!run->underway[i].used)
			place = &run->underway[i];
	if (!place || (run->held_until > 0 && worker_clock() < run->held_until))
		return NULL;
	run->held_until = 0;
	for (size_t held = 0; held < LOCK_MOST && held < run->queue_count;) {
		size_t session = run->queue[run->queue_first], before = run->queue_count;

		run->queue_first = (run->queue_first + 1) % run->queue_size;
		run->queue_count--;
		if (run_open(run, place, session))
			return place;
		held += run->queue_count == before;
	}
	if (run->queue_count)
		run->held_until = worker_clock() + LOCK_PAUSE;
	return NULL;
}

static struct underway *run_find(struct run *run, size_t session)
{
	for (size_t i = 0; i < run->jobs; i++) {
		if (run->underway[i].used && run->underway[i].session == session)
			return &run->underway[i];
	}
	return NULL;
}

/* Which session a worker goes on with: the one that it has open, else a new one, else the one with most left to do. */
static struct underway *run_choose(struct run *run, const struct worker *worker)
{
	struct underway *most = run_find(run, worker->session);

	if (most && underway_has_more(most))
		return most;
	most = run_open_next(run);
	for (size_t i = 0; i < run->jobs && !most; i++)
		if (underway_is_done(&run->underway[i]))
			most = &run->underway[i];
	if (most)
		return most;
	for (size_t i = 0; i < run->jobs; i++) {
		struct underway *underway = &run->underway[i];

		if (underway_has_more(underway) && (!most || underway->unasked > most->unasked))
			most = underway;
	}
	return most;
}

/* Workers */

static void run_fail_fork(struct run *run, int error)
{
	struct messages *messages = messages_new();

	message_add(messages, PLACE_NONE, M_B802, "fork", file_explain(error));
	progress_say(run->progress, messages);
	run_stop(run);
}

/* Fewer workers do the same; without any the run stops. */
static void run_start_worker(struct run *run, struct worker *worker)
{
	int error = worker_start(worker, &run->task);

	for (size_t i = 0; error && i < run->jobs; i++)
		if (run->workers[i].pid)
			error = 0;
	if (error)
		run_fail_fork(run, error);
}

static void run_ask(struct run *run, struct worker *worker, struct underway *underway, size_t document)
{
	int lock = worker->session == underway->session ? -1 : underway->lock;

	if (!worker_ask(worker, underway->session, document, lock))
		return;
	worker_kill(worker); /* it ended while it had nothing to do */
	run_start_worker(run, worker);
	if (worker->pid)
		worker_ask(worker, underway->session, document, underway->lock);
	else
		underway_lose(underway, document, "fork");
}

static void run_mourn(struct run *run, struct worker *worker, bool late)
{
	size_t session = worker->session, document = worker->document;
	struct underway *underway = run_find(run, session);
	int status = late ? worker_kill(worker) : worker_stop(worker);
	char reason[64];

	run->alone = false;
	if (late)
		snprintf(reason, sizeof reason, message_translate("no answer within %ld s"), run->options->timeout);
	else if (WIFSIGNALED(status))
		snprintf(reason, sizeof reason, "signal %d", WTERMSIG(status));
	else
		snprintf(reason, sizeof reason, "exit %d", WEXITSTATUS(status));
	if (!run->stopped)
		run_start_worker(run, worker);
	underway_lose(underway, document, reason);
}

static void run_take(struct run *run, struct worker *worker, struct buffer *answer)
{
	struct underway *underway = run_find(run, worker->session);
	struct outcome outcome = {0};

	if (worker_answer(worker, answer) ||
	    !underway_answer(underway, worker->document, answer, &outcome)) {
		run_mourn(run, worker, false);
		return;
	}
	run->alone = false;
	for (int stage = 0; stage < STAGES; stage++)
		run->result.seconds[stage] += outcome.seconds[stage];
	progress_documents(run->progress, 1, false);
}

static void run_feed_worker(struct run *run, struct worker *worker)
{
	struct underway *underway;

	while (!worker->busy && worker->pid && !run->stopped && (underway = run_choose(run, worker))) {
		if (underway_has_more(underway))
			run_ask(run, worker, underway, underway_next(underway));
		else
			run_finish(run, underway); /* it failed at once, or was made by an earlier run */
	}
}

/* Nothing else is under way: a document that a worker ended on is tried once more, with all memory to itself. */
static bool run_feed_alone(struct run *run)
{
	struct worker *worker = NULL;

	for (size_t i = 0; i < run->jobs && !worker; i++)
		if (run->workers[i].pid)
			worker = &run->workers[i];
	for (size_t i = 0; i < run->jobs && worker; i++) {
		struct underway *underway = &run->underway[i];
		size_t document = underway_next_alone(underway);

		if (document == UNDERWAY_NONE)
			continue;
		run->alone = true;
		run_ask(run, worker, underway, document);
		return true;
	}
	return false;
}

static void run_tell_held(struct run *run)
{
	if (run->told)
		return;
	run->told = true;
	progress_tell(run->progress, "Another run is closing out to this folder: waiting for it to end.");
}

/* Give every free worker something to do, and finish what is done. False: nothing is under way any more. */
static bool run_feed(struct run *run)
{
	bool busy = false, held, flushing;

	for (size_t i = 0; i < run->jobs; i++) {
		if (!run->alone)
			run_feed_worker(run, &run->workers[i]);
		busy = busy || run->workers[i].busy;
	}
	if (!busy && !run->stopped)
		busy = run_feed_alone(run);
	held = !run->stopped && run->queue_count;
	flushing = publish_flush(&run->publish, !busy, run->stopped);
	if (held && !busy && !flushing)
		run_tell_held(run);
	return busy || flushing || held;
}

/* Milliseconds until something is to be done without being asked. */
static int run_patience(const struct run *run)
{
	double now = worker_clock(), until = now + 3600;

	if (run->stopped)
		until = run->stop_at;
	else if (run->held_until > 0)
		until = run->held_until;
	for (size_t i = 0; i < run->jobs; i++) {
		double late = run->workers[i].since + (double)run->options->timeout;

		if (run->workers[i].busy && late < until)
			until = late;
	}
	return until <= now ? 0 : (int)((until - now) * 1e3) + 1;
}

static void run_end_late(struct run *run)
{
	double now = worker_clock();

	for (size_t i = 0; i < run->jobs; i++) {
		struct worker *worker = &run->workers[i];

		if (!worker->busy)
			continue;
		if (run->stopped && now >= run->stop_at)
			worker_kill(worker); /* its document is made by the next run */
		else if (now >= worker->since + (double)run->options->timeout)
			run_mourn(run, worker, true);
	}
	if (run->stopped && now >= run->stop_at)
		worker_kill(&run->publish.flusher);
}

/* Finish every session that nothing more is to be asked for. */
static void run_finish_done(struct run *run)
{
	for (size_t i = 0; i < run->jobs; i++)
		if (underway_is_done(&run->underway[i]) && !run->stopped)
			run_finish(run, &run->underway[i]);
}

static void run_wait(struct run *run, struct pollfd *polled, struct buffer *answer)
{
	struct signalfd_siginfo info;
	size_t jobs = run->jobs;

	for (size_t i = 0; i < jobs; i++)
		polled[i] = (struct pollfd){.fd = run->workers[i].busy ? run->workers[i].channel : -1,
					    .events = POLLIN};
	polled[jobs] = (struct pollfd){.fd = run->publish.flusher.busy ? run->publish.flusher.channel : -1,
				       .events = POLLIN};
	polled[jobs + 1] = (struct pollfd){.fd = run->signals, .events = POLLIN};
	while (poll(polled, jobs + 2, run_patience(run)) < 0 && errno == EINTR)
		continue;
	for (size_t i = 0; i < jobs; i++)
		if (polled[i].revents)
			run_take(run, &run->workers[i], answer);
	if (polled[jobs].revents)
		publish_take(&run->publish, run->stopped);
	if (polled[jobs + 1].revents && read(run->signals, &info, sizeof info) == sizeof info) {
		if (run->stopped)
			run->stop_at = 0; /* asked twice: at once */
		run_stop(run);
	}
	run_end_late(run);
	run_finish_done(run);
}

/* Say that the run was stopped, when it was. */
static void run_say_stopped(struct run *run)
{
	struct messages *messages;

	if (!run->stopped)
		return;
	messages = messages_new();
	message_add(messages, PLACE_NONE, M_B806, run->options->output);
	progress_say(run->progress, messages);
}

static void run_end(struct run *run)
{
	for (size_t i = 0; i < run->jobs; i++) {
		if (run->workers[i].busy)
			worker_kill(&run->workers[i]);
		else
			worker_stop(&run->workers[i]); /* by itself: what counts its instructions has its say */
		if (run->underway[i].used)
			run_finish(run, &run->underway[i]);
	}
	publish_close(&run->publish);
	run_say_stopped(run);
}

/* The whole life of the workers. */
static void run_make(struct run *run)
{
	struct buffer answer = {0};
	struct pollfd *polled = memory_alloc((run->jobs + 2) * sizeof *polled);
	sigset_t stops, before;
	int error;

	sigemptyset(&stops);
	sigaddset(&stops, SIGINT);
	sigaddset(&stops, SIGTERM);
	sigprocmask(SIG_BLOCK, &stops, &before);
	run->signals = signalfd(-1, &stops, SFD_CLOEXEC | SFD_NONBLOCK);
	error = run->signals < 0 ? errno
				 : publish_open(&run->publish, run->output, run->progress, &run->result);
	memory_trim(); /* what checking took */
	for (size_t i = 0; i < run->jobs && !error; i++)
		run_start_worker(run, &run->workers[i]);
	if (error)
		run_fail_fork(run, error);
	while (!error && run_feed(run))
		run_wait(run, polled, &answer);
	run_end(run);
	if (run->signals >= 0)
		close(run->signals);
	sigprocmask(SIG_SETMASK, &before, NULL);
	buffer_free(&answer);
	free(polled);
}

/* What is there already, before anything heavy is begun. Returns how many documents are to be made. */
static size_t run_look(struct run *run)
{
	const struct plan *plan = run->options->plan;
	int folder = open(run->options->output, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	size_t documents = 0;

	run->queue_size = plan->count + 1;
	run->queue = memory_alloc(run->queue_size * sizeof *run->queue);
	for (size_t i = 0; i < plan->count; i++) {
		const struct planned *planned = &plan->list[i];

		if (planned->state == PLANNED_REFUSED)
			progress_session(run->progress, planned, "", PROGRESS_REFUSED, 0);
		if (planned->state != PLANNED_READY || (folder >= 0 && run_settle(run, planned, folder)))
			continue;
		run_put_back(run, i);
		documents += closing_count(planned, run->options->kinds, run->options->draft);
	}
	if (folder >= 0)
		close(folder);
	return documents;
}

/* Stylesheets and the output folder. False after a message. */
static bool run_prepare(struct run *run)
{
	const struct run_options *options = run->options;
	struct messages *messages = messages_new();
	bool ready = resources_open_sheets(options->resources, options->stylesheets, options->kinds,
					   messages);
	int error = 0;

	progress_say(run->progress, messages);
	if (!ready)
		run_worse(run, STATUS_MISSING);
	else
		run->output = output_open(options->output, &error);
	if (error)
		run_complain(run, options->output, error);
	return run->output != NULL;
}

static void run_arrange(struct run *run, size_t documents)
{
	const struct run_options *options = run->options;

	run->jobs = documents / WORKER_SHARE;
	if (run->jobs > (size_t)options->jobs)
		run->jobs = (size_t)options->jobs;
	if (run->jobs < 1)
		run->jobs = 1;
	run->workers = memory_alloc(run->jobs * sizeof *run->workers);
	run->underway = memory_alloc(run->jobs * sizeof *run->underway);
	for (size_t i = 0; i < run->jobs; i++) {
		run->workers[i] = (struct worker){.channel = -1, .session = (size_t)-1};
		run->underway[i] = (struct underway){.lock = -1, .stage = -1, .journal = -1};
	}
	run->service = (struct service){.plan = options->plan,
					.resources = options->resources,
					.kinds = options->kinds,
					.draft = options->draft,
					.lock = -1,
					.stage = -1};
	run->task = (struct worker_task){.serve = service_serve, .context = &run->service};
}

static void run_close_output(struct run *run)
{
	int error = output_close(run->output);

	if (error)
		run_complain(run, ".staging", error);
}

struct run_result run_sessions(const struct run_options *options)
{
	struct run run = {.options = options, .progress = options->progress, .signals = -1};
	mode_t mask = umask(0); /* modes are what output.h says, whoever runs the program */
	size_t documents = run_look(&run);

	progress_begin(run.progress, run.queue_count, documents);
	if (documents && run_prepare(&run)) {
		run_arrange(&run, documents);
		run_make(&run);
	}
	run_close_output(&run);
	umask(mask);
	free(run.workers);
	free(run.underway);
	free(run.queue);
	return run.result;
}
