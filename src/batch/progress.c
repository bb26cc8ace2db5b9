#include "batch/progress.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "batch/worker.h"

/* Seconds between two lines that count. */
#define LIVE_PAUSE 0.1
#define JSON_PAUSE 1.0

static const char *const state_names[] = {[PROGRESS_CLOSED] = "closed",
					  [PROGRESS_UNCHANGED] = "unchanged",
					  [PROGRESS_OPEN] = "open",
					  [PROGRESS_REFUSED] = "refused"};

void progress_open(struct progress *progress, enum progress_mode mode, FILE *out, FILE *complaints)
{
	*progress = (struct progress){.mode = mode, .out = out, .complaints = complaints};
	progress->began = worker_clock();
}

/* One object, on its way at once: a supervisor waits for it. */
static void put_event(const struct progress *progress, struct buffer *event)
{
	buffer_puts(event, "}\n");
	fwrite(event->data, 1, event->length, progress->out);
	fflush(progress->out);
	buffer_free(event);
}

static struct buffer new_event(const char *name)
{
	struct buffer event = {0};

	buffer_putc(&event, '{');
	message_put_json(&event, "event", name);
	return event;
}

static void clear_line(struct progress *progress)
{
	if (progress->shown)
		fputs("\r\033[K", progress->complaints);
	progress->shown = false;
}

/* "1 h 02 min", "3 min 20 s", "45 s". */
static const char *time_text(double seconds, char text[32])
{
	long whole = (long)(seconds + 0.5);

	if (whole >= 3600)
		snprintf(text, 32, "%ld h %02ld min", whole / 3600, whole / 60 % 60);
	else if (whole >= 60)
		snprintf(text, 32, "%ld min %02ld s", whole / 60, whole % 60);
	else
		snprintf(text, 32, "%ld s", whole);
	return text;
}

static void show_line(struct progress *progress, double now)
{
	double rate = now > progress->began ? (double)progress->done / (now - progress->began) : 0;
	size_t left = progress->all > progress->done ? progress->all - progress->done : 0;
	char rest[32];

	fputs("\r\033[K", progress->complaints);
	fprintf(progress->complaints, message_translate("%zu of %zu files, %ld a second"), progress->done,
		progress->all, (long)(rate + 0.5));
	if (rate > 0 && left)
		fprintf(progress->complaints, message_translate(", %s left"), time_text((double)left / rate, rest));
	fflush(progress->complaints);
	progress->shown = true;
}

static void show_event(const struct progress *progress)
{
	struct buffer event = new_event("documents");

	buffer_printf(&event, ",\"done\":%zu,\"all\":%zu", progress->done, progress->all);
	put_event(progress, &event);
}

static void show(struct progress *progress, bool last)
{
	double now = worker_clock(), pause = progress->mode == PROGRESS_JSON ? JSON_PAUSE : LIVE_PAUSE;

	if (progress->mode < PROGRESS_LIVE || (!last && now - progress->said < pause))
		return;
	progress->said = now;
	if (progress->mode == PROGRESS_JSON)
		show_event(progress);
	else
		show_line(progress, now);
}

void progress_begin(struct progress *progress, size_t sessions, size_t documents)
{
	progress->all = documents;
	progress->began = worker_clock();
	if (progress->mode == PROGRESS_JSON) {
		struct buffer event = new_event("begin");

		buffer_printf(&event, ",\"sessions\":%zu,\"documents\":%zu", sessions, documents);
		put_event(progress, &event);
	}
}

void progress_documents(struct progress *progress, size_t count, bool resumed)
{
	if (resumed && progress->all >= count) {
		progress->all -= count;
		return;
	}
	progress->done += count;
	show(progress, false);
}

static void session_event(const struct progress *progress, const struct planned *planned, const char *target,
			  enum progress_state state, size_t files)
{
	struct buffer event = new_event("session");

	buffer_putc(&event, ',');
	message_put_json(&event, "state", state_names[state]);
	buffer_putc(&event, ',');
	message_put_json(&event, "session", planned->session);
	buffer_putc(&event, ',');
	message_put_json(&event, "folder", target);
	buffer_printf(&event, ",\"files\":%zu,", files);
	message_put_json(&event, "path", planned->path);
	put_event(progress, &event);
}

static void session_line(const struct progress *progress, const struct planned *planned, const char *target,
			 enum progress_state state, size_t files)
{
	static const char *const texts[] = {[PROGRESS_CLOSED] = "%s/%s: %zu files",
					    [PROGRESS_UNCHANGED] = "%s/%s: nothing to do",
					    [PROGRESS_OPEN] = "%s/%s: not closed",
					    [PROGRESS_REFUSED] = "%s/%s: refused"};

	fprintf(progress->out, message_translate(texts[state]), planned->session, target, files);
	fputc('\n', progress->out);
}

void progress_session(struct progress *progress, const struct planned *planned, const char *target,
		      enum progress_state state, size_t files)
{
	if (progress->mode == PROGRESS_QUIET)
		return;
	if (progress->mode == PROGRESS_JSON) {
		session_event(progress, planned, target, state, files);
		return;
	}
	if (!planned->session)
		return; /* what cannot be read has no id; the message says so */
	clear_line(progress);
	fflush(progress->complaints);
	session_line(progress, planned, target, state, files);
	fflush(progress->out);
	show(progress, false);
}

void progress_say(struct progress *progress, struct messages *messages)
{
	messages_sort(messages);
	if (messages->count)
		clear_line(progress);
	messages_print(messages, progress->complaints);
	progress->errors += messages->errors;
	progress->warnings += messages->warnings;
	messages_free(messages);
}

void progress_tell(struct progress *progress, const char *text)
{
	clear_line(progress);
	fprintf(progress->complaints, "%s\n", message_translate(text));
	fflush(progress->complaints);
}

void progress_end(struct progress *progress, int status)
{
	if (progress->done || progress->mode == PROGRESS_JSON)
		show(progress, true);
	if (progress->shown)
		fputc('\n', progress->complaints);
	progress->shown = false;
	if (progress->mode == PROGRESS_JSON) {
		struct buffer event = new_event("end");

		buffer_printf(&event, ",\"status\":%d", status);
		put_event(progress, &event);
	}
}
