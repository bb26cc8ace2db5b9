#include "batch/publish.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "batch/standing.h"

/* A flush is worth it for so many documents; the one that keeps sessions waiting for less is the last. */
#define FLUSH_SHARE 256
#define DEATHS_MOST 3 /* of the flusher, one after the other */

enum phase {
	PHASE_MADE,     /* no flush has been begun since its files were written */
	PHASE_FLUSHING, /* one is under way */
	PHASE_MOVED,    /* into place; no flush has been begun since */
	PHASE_SETTLING, /* one is under way */
};

/* A session that is whole. */
struct made {
	enum phase phase;
	const struct planned *planned;
	char target[SERVICE_TARGET], name[SERVICE_STAGE];
	int lock;
	int left;                /* errno of removing what was beside it, or 0 */
	size_t files, documents; /* with the manifest; with pages, made by this run or an earlier one */
	struct messages *messages;
};

struct flushed {
	int error;
	double seconds;
};

/* In the flusher's process. */
static void flush(void *context, const struct worker_question *question, struct buffer *reply)
{
	double since = worker_clock();
	struct flushed flushed = {.error = output_flush(context)};

	(void)question;
	flushed.seconds = worker_clock() - since;
	buffer_put(reply, &flushed, sizeof flushed);
}

int publish_open(struct publish *publish, struct output *output, struct progress *progress,
		 struct run_result *result)
{
	*publish = (struct publish){.output = output,
				    .progress = progress,
				    .result = result,
				    .task = {.serve = flush, .context = output}};
	return worker_start(&publish->flusher, &publish->task);
}

void publish_add(struct publish *publish, struct underway *underway)
{
	struct made *made;

	publish->list = memory_grown(publish->list, publish->count, &publish->capacity, sizeof *publish->list);
	made = &publish->list[publish->count++];
	*made = (struct made){.phase = PHASE_MADE,
			      .planned = underway->planned,
			      .lock = underway->lock,
			      .files = underway->count + 1,
			      .messages = underway->messages};
	memcpy(made->target, underway->target, sizeof made->target);
	memcpy(made->name, underway->name, sizeof made->name);
	for (size_t i = 0; i < underway->count; i++)
		made->documents += underway->files[i].pages > 0;
	publish->documents += underway->count;
	underway->lock = -1;
	underway->messages = NULL;
	underway_close(underway);
}

void publish_met_other(struct progress *progress, struct run_result *result, const struct planned *planned,
		       const char *target, struct messages *messages)
{
	char revision[24];

	snprintf(revision, sizeof revision, "%ld", planned->revision);
	message_add(messages, ((struct place){.file = planned->path}), M_B801, revision, planned->session);
	result->failed++;
	result->status = status_worse(result->status, STATUS_OUTPUT);
	progress_session(progress, planned, target, PROGRESS_REFUSED, 0);
}

static void made_fail(struct publish *publish, struct made *made, int error)
{
	char path[512];

	snprintf(path, sizeof path, "%s/%s", made->planned->session, made->target);
	publish->result->failed++;
	publish->result->status = status_worse(publish->result->status,
					       file_complain(path, error, made->messages));
	progress_session(publish->progress, made->planned, made->target, PROGRESS_OPEN, 0);
}

/* It can be seen, and is whole; but something is left behind that the next run has to remove. */
static void made_leave(struct publish *publish, struct made *made, int error)
{
	char path[512];

	snprintf(path, sizeof path, ".staging/%s", made->planned->session);
	publish->result->status = status_worse(publish->result->status,
					       file_complain(path, error, made->messages));
}

/* Say what became of it and let go of it. */
static void made_end(struct publish *publish, struct made *made, int error)
{
	char other[64];
	int left = output_unlock(publish->output, made->planned->session, made->lock);

	if (left || made->left)
		made_leave(publish, made, left ? left : made->left);
	if (!error) {
		publish->result->closed++;
		publish->result->documents += made->documents;
		progress_session(publish->progress, made->planned, made->target, PROGRESS_CLOSED, made->files);
	} else if (error != EEXIST && error != ENOENT) {
		made_fail(publish, made, error);
	} else if (standing_find(output_folder(publish->output), made->planned, other) == STANDING_SAME) {
		/* ENOENT: where there are no locks, another run may have moved what both had made. */
		publish->result->unchanged++;
		progress_session(publish->progress, made->planned, made->target, PROGRESS_UNCHANGED, 0);
	} else if (error == ENOENT) {
		made_fail(publish, made, error);
	} else {
		publish_met_other(publish->progress, publish->result, made->planned, made->target,
				  made->messages);
	}
	progress_say(publish->progress, made->messages);
	made->messages = NULL;
}

/* Its files are on the disk, or there is an error. True: it needs nothing more. */
static bool made_move(struct publish *publish, struct made *made, int flush_error)
{
	int error = flush_error;

	if (!error)
		error = output_publish(publish->output, made->lock, made->name, made->planned->session,
				       made->target, made->target[0] != 'r');
	/* After a flush that failed, what can be read back need not be what is on the disk: not to be gone on with. */
	if (!error || error == EEXIST || flush_error)
		made->left = output_drop(made->lock);
	if (!error) {
		made->phase = PHASE_MOVED;
		return false;
	}
	made_end(publish, made, error);
	return true;
}

static void publish_flushed(struct publish *publish, int error, bool stopped)
{
	size_t kept = 0;

	for (size_t i = 0; i < publish->count; i++) {
		struct made *made = &publish->list[i];
		bool ended = false;

		if (made->phase == PHASE_SETTLING) {
			made_end(publish, made, error);
			ended = true;
		} else if (made->phase == PHASE_FLUSHING && stopped) {
			made->phase = PHASE_MADE;
		} else if (made->phase == PHASE_FLUSHING) {
			ended = made_move(publish, made, error);
		}
		if (!ended)
			publish->list[kept++] = *made;
	}
	publish->count = kept;
}

static size_t publish_count_phase(const struct publish *publish, enum phase phase)
{
	size_t count = 0;

	for (size_t i = 0; i < publish->count; i++)
		count += publish->list[i].phase == phase;
	return count;
}

bool publish_flush(struct publish *publish, bool idle, bool stopped)
{
	size_t made = publish_count_phase(publish, PHASE_MADE), moved = publish_count_phase(publish, PHASE_MOVED);
	bool wanted = stopped ? moved > 0 : (idle && made + moved) || publish->documents >= FLUSH_SHARE;

	if (publish->flusher.busy || !wanted)
		return publish->flusher.busy;
	for (size_t i = 0; i < publish->count; i++) {
		struct made *one = &publish->list[i];

		if (one->phase == PHASE_MADE && !stopped)
			one->phase = PHASE_FLUSHING;
		else if (one->phase == PHASE_MOVED)
			one->phase = PHASE_SETTLING;
	}
	publish->documents = 0;
	if (!publish->flusher.pid) {
		publish_flushed(publish, EAGAIN, stopped);
		return false;
	}
	worker_ask(&publish->flusher, 0, 0, -1); /* a flusher that is gone shows when it is read from */
	return true;
}

/* The flusher died before it answered: what waited for it waits for the next. */
static void publish_begin_again(struct publish *publish, bool stopped)
{
	int error = ++publish->deaths < DEATHS_MOST
			    ? worker_start(&publish->flusher, &publish->task)
			    : EAGAIN;

	if (error) {
		publish_flushed(publish, error, stopped);
		return;
	}
	for (size_t i = 0; i < publish->count; i++) {
		struct made *made = &publish->list[i];

		if (made->phase == PHASE_FLUSHING)
			made->phase = PHASE_MADE;
		else if (made->phase == PHASE_SETTLING)
			made->phase = PHASE_MOVED;
	}
}

void publish_take(struct publish *publish, bool stopped)
{
	struct flushed flushed;
	struct buffer answer = {0};

	if (!worker_answer(&publish->flusher, &answer) && answer.length == sizeof flushed) {
		memcpy(&flushed, answer.data, sizeof flushed);
		publish->result->flushes++;
		publish->result->flush_seconds += flushed.seconds;
		publish->deaths = 0;
		publish_flushed(publish, flushed.error, stopped);
	} else {
		worker_kill(&publish->flusher);
		publish_begin_again(publish, stopped);
	}
	buffer_free(&answer);
}

/* What was moved can be seen, and is whole; only that it would still be there after a power failure was not waited for. */
void publish_close(struct publish *publish)
{
	for (size_t i = 0; i < publish->count; i++) {
		struct made *made = &publish->list[i];

		if (made->phase == PHASE_MOVED || made->phase == PHASE_SETTLING) {
			made_end(publish, made, 0);
			continue;
		}
		publish->result->failed++;
		progress_session(publish->progress, made->planned, made->target, PROGRESS_OPEN, 0);
		progress_say(publish->progress, made->messages);
		output_unlock(publish->output, made->planned->session, made->lock);
	}
	free(publish->list);
	worker_kill(&publish->flusher);
	*publish = (struct publish){.flusher = {.channel = -1}};
}
