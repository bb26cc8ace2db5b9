#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/characters.h"
#include "base/message.h"
#include "base/status.h"
#include "batch/kind.h"
#include "batch/night.h"
#include "batch/progress.h"
#include "batch/run.h"
#include "batch/worker.h"
#include "command/command.h"
#include "command/install.h"
#include "command/prepare.h"

#define TIMEOUT 900 /* seconds for one document: the minutes of ten thousand candidates take some hundred */

static const char build_help[] =
	"parchemin build -o DIR [OPTIONS] FILE|DIR|-...\n"
	"\n"
	"Close out sessions, each as a whole or not at all: decide, and write minutes,\n"
	"parchments and letters to DIR/SESSION/rREVISION, which never changes again.\n"
	"\n"
	"  -o, --output DIR       where to; it is made when it is not there\n"
	"  -j, --jobs N           processes at most (the cores); changes no result\n"
	"  --shard I/N            only the sessions of this machine, I from 0 to N-1\n"
	"  --timeout S            seconds that one document may take (900)\n"
	"  --only KIND,...        only these kinds (see the manual), to SESSION/partiel\n"
	"  --before               what is handed out before a session, to SESSION/avant\n"
	"  --draft                to SESSION/projet; every page says that it is a draft\n"
	"  --referentiels DIR     more référentiels, before the program’s own\n"
	"  --certificateur FILE   the certifier’s own settings, for all sessions\n"
	"  --stylesheets DIR      stylesheets that go before the program’s own\n"
	"  --report FILE          a page of HTML about the whole run, outside DIR\n"
	"  --lang fr|en           language of the messages\n"
	"  --progress MODE        auto, always, never, or json for a supervisor\n"
	"  --timing               processor time of each stage\n"
	"  -q, --quiet            messages only\n"
	"\n"
	"Examples\n"
	"  parchemin build -o sortie --draft --only pv session.xml\n"
	"  parchemin build -o sortie -j 4 --certificateur cpne.xml sessions/\n";

/* The bits of "pv,resultats"; 0 after a message. What is made before a session goes with --before, and nothing else. */
static unsigned build_kinds(const struct options *options)
{
	unsigned kinds = 0, possible = options->before ? KIND_AVANT : ~(unsigned)KIND_AVANT;
	const char *list = options->only;

	if (!list)
		return options->before ? KIND_AVANT : KIND_ALL;
	for (const char *at = list; *at; at += strspn(at, ",")) {
		size_t length = strcspn(at, ",");
		int kind = kind_find(at, length);

		if (kind < 0 || !(possible & 1u << kind)) {
			char *word = strndup(at, length);

			command_refuse_kind(&build_command, "--only", word, possible);
			free(word);
			return 0;
		}
		kinds |= 1u << kind;
		at += length;
	}
	if (!kinds)
		options_refuse("build", M_U903, (const char *const[]){"--only", NULL}, NULL);
	return kinds;
}

static long build_jobs(const struct options *options)
{
	cpu_set_t set;

	if (options->jobs)
		return options->jobs;
	return sched_getaffinity(0, sizeof set, &set) ? 1 : CPU_COUNT(&set);
}

/* False after a message. */
static bool build_progress(const struct options *options, enum progress_mode *mode)
{
	static const struct {
		const char *name;
		enum progress_mode mode;
	} modes[] = {{"always", PROGRESS_LIVE}, {"never", PROGRESS_LINES}, {"json", PROGRESS_JSON}};
	const char *name = options->progress ? options->progress : "auto";

	*mode = options->quiet ? PROGRESS_QUIET : isatty(STDERR_FILENO) ? PROGRESS_LIVE : PROGRESS_LINES;
	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
		if (strcmp(modes[i].name, name))
			continue;
		*mode = modes[i].mode;
		return true;
	}
	if (strcmp(name, "auto"))
		options_refuse("build", M_U904,
			       (const char *const[]){"--progress", name, "auto, always, never, json", NULL}, NULL);
	return !strcmp(name, "auto");
}

/* Until documents are made nothing is written: there is nothing to keep. */
static void build_stopped(int number)
{
	(void)number;
	_exit(STATUS_TEMPORARY);
}

static void build_catch(int number)
{
	struct sigaction action;

	if (sigaction(number, NULL, &action) || action.sa_handler == SIG_IGN)
		return;
	action = (struct sigaction){.sa_handler = build_stopped};
	sigaction(number, &action, NULL);
}

/* False after a message. */
static bool build_shard(const struct options *options, struct shard *shard)
{
	const char *wrong;

	if (options->shard) {
		if (shard_read(options->shard, shard))
			return true;
		options_refuse("build", M_U904, (const char *const[]){"--shard", options->shard, "I/N, 0 ≤ I < N", NULL},
			       NULL);
		return false;
	}
	wrong = shard_find(options->shard_count, shard);
	if (wrong) {
		const char *value = getenv(wrong);

		options_refuse("build", M_U904, (const char *const[]){wrong, value ? value : "", "--shard I/N", NULL},
			       NULL);
	}
	return !wrong;
}

static void build_row(const char *label, double value, int digits)
{
	struct buffer number = {0};
	const char *translated = message_translate(label);
	int width = (int)characters_count(translated, strlen(translated)); /* on a terminal: none is wide or combining */
	char *point;

	buffer_decimal(&number, value, digits);
	buffer_string(&number);
	point = strchr(number.data, '.');
	if (point)
		*point = *message_translate(".");
	printf("  %s%*s%10s\n", translated, 36 - width, "", number.data);
	buffer_free(&number);
}

static double seconds_of(const struct rusage *usage)
{
	return (double)(usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) +
	       (double)(usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) * 1e-6;
}

static void build_report_timing(const struct run_result *result)
{
	static const char *const labels[STAGES] = {
		[STAGE_LOAD] = "µs a document: read and decide",
		[STAGE_DOSSIER] = "µs a document: dossier",
		[STAGE_SHEET] = "µs a document: stylesheet",
		[STAGE_LAYOUT] = "µs a document: layout",
		[STAGE_PDF] = "µs a document: PDF",
		[STAGE_WRITE] = "µs a document: write",
	};

	for (int stage = 0; stage < STAGES && result->documents; stage++)
		build_row(labels[stage], result->seconds[stage] * 1e6 / (double)result->documents,
			  0);
	build_row("flushes to the disk", (double)result->flushes, 0);
	build_row("seconds that they took", result->flush_seconds, 3);
}

static void build_report(const struct prepared *prepared, const struct run_result *result,
			 bool whole, bool timing, double seconds)
{
	struct rusage own, children;
	long peak;

	getrusage(RUSAGE_SELF, &own);
	getrusage(RUSAGE_CHILDREN, &children);
	peak = own.ru_maxrss > children.ru_maxrss ? own.ru_maxrss : children.ru_maxrss;
	build_row(whole ? "sessions closed out" : "sessions, as drafts or in part",
		  (double)result->closed, 0);
	if (result->unchanged)
		build_row("sessions closed out before", (double)result->unchanged, 0);
	build_row("sessions refused or left open",
		  (double)(result->failed + prepare_count_sessions(prepared, PLANNED_REFUSED)), 0);
	build_row("documents", (double)result->documents, 0);
	if (result->resumed)
		build_row("files made by an earlier run", (double)result->resumed, 0);
	build_row("seconds", seconds, 1);
	if (result->documents)
		build_row("ms a document, one core",
			  (seconds_of(&own) + seconds_of(&children)) * 1e3 /
				  (double)result->documents,
			  2);
	if (timing)
		build_report_timing(result);
	build_row("peak memory of a process, MiB", (double)peak / 1024, 1);
}

/* The report of the run. */
static enum status build_report_night(const struct options *options, const struct plan *plan,
				      const char *const *stylesheets)
{
	struct messages *messages;
	enum status status;

	if (!options->report)
		return STATUS_DONE;
	messages = messages_new();
	status = night_report(plan, options->output, options->report, stylesheets, messages);
	messages_print(messages, stderr);
	messages_free(messages);
	return status;
}

static int build_run(const struct options *options)
{
	unsigned kinds = build_kinds(options);
	const char *const *folders;
	enum progress_mode mode;
	struct progress progress;
	struct shard shard;
	struct prepared prepared;
	struct run_result result;
	double since = worker_clock();
	int status;

	if (!kinds || !build_progress(options, &mode) || !build_shard(options, &shard))
		return STATUS_USAGE;
	if (!options->output)
		return command_needs(&build_command, "an output folder: -o DIR");
	if (!options->count)
		return command_needs(&build_command, "a file or a folder");
	if (options->report && (kinds != KIND_ALL || options->draft))
		return command_needs(&build_command, "neither --draft nor --only for a --report");
	if (options->report && !night_lies_outside(options->report, options->output))
		return options_refuse("build", M_U904,
				      (const char *const[]){"--report", options->report,
							    message_translate("a file outside the output folder"), NULL},
				      NULL);
	build_catch(SIGINT);
	build_catch(SIGTERM);
	prepared = prepare_inputs(&build_command, options, true, shard);
	if (!prepared.plan) {
		prepare_free(&prepared);
		return (int)prepared.status;
	}
	folders = install_stylesheets(prepared.arena, options->stylesheets);
	if (shard.count && mode != PROGRESS_QUIET)
		fprintf(stderr, message_translate("Part %lu of 0 to %lu\n"), shard.index, shard.count - 1);
	progress_open(&progress, mode, stdout, stderr);
	result = run_sessions(&(struct run_options){.plan = prepared.plan,
						    .resources = prepared.resources,
						    .stylesheets = folders,
						    .output = options->output,
						    .kinds = kinds,
						    .draft = options->draft,
						    .jobs = build_jobs(options),
						    .timeout = options->timeout ? options->timeout : TIMEOUT,
						    .progress = &progress});
	status = (int)status_worse(prepared.status, result.status);
	progress_end(&progress, status);
	if (mode != PROGRESS_QUIET && mode != PROGRESS_JSON)
		build_report(&prepared, &result, kinds == KIND_ALL && !options->draft,
			     options->timing, worker_clock() - since);
	status = (int)status_worse((enum status)status,
				   build_report_night(options, prepared.plan, folders));
	/* The system takes it back at once; piece by piece, the pages that workers shared would be copied first. */
	if (memory_watched())
		prepare_free(&prepared);
	return status;
}

const struct command build_command = {
	.name = "build",
	.bit = OPTIONS_BUILD,
	.run = build_run,
	.help = build_help,
};
