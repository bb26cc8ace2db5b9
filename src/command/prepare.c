#include "command/prepare.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/message.h"
#include "command/install.h"

/* What people read goes to standard error; what other programs read, to standard output. */
static FILE *prepare_stream(const struct options *options)
{
	return options->format ? stdout : stderr;
}

static plan_printer *prepare_printer(const struct options *options)
{
	return options->format ? messages_print_json : messages_print;
}

static void prepare_say(struct prepared *prepared, const struct options *options, struct messages *messages)
{
	messages_sort(messages);
	prepare_printer(options)(messages, prepare_stream(options));
	prepared->errors += messages->errors;
	prepared->warnings += messages->warnings;
}

static void prepare_resources(struct prepared *prepared, struct messages *messages)
{
	const char *fonts = install_folder(prepared->arena, "fonts");

	if (fonts)
		prepared->resources = resources_open(fonts, messages);
	else
		message_add(messages, PLACE_NONE, M_U911, "fonts");
	if (!prepared->resources)
		prepared->status = STATUS_MISSING;
}

/* A folder that is named must be there: the program's own would take its place unseen. */
static bool prepare_stylesheets(const struct options *options, struct messages *messages)
{
	struct stat found;
	int error = 0;

	if (!options->stylesheets)
		return true;
	if (stat(options->stylesheets, &found))
		error = errno;
	else if (!S_ISDIR(found.st_mode))
		error = ENOTDIR;
	if (error)
		message_add(messages, PLACE_NONE, M_U906, options->stylesheets, file_explain(error));
	return !error;
}

static void prepare_list(struct prepared *prepared, const struct command *command,
			 const struct options *options, struct messages *messages)
{
	prepared->inputs = inputs_new();
	for (size_t i = 0; i < options->count; i++) {
		size_t before = prepared->inputs->count;
		enum status status = inputs_add(prepared->inputs, options->files[i], messages);

		prepared->status = status_worse(prepared->status, status);
		if (status == STATUS_DONE && prepared->inputs->count == before)
			message_add(messages, PLACE_NONE, M_U907, options->files[i], command->name);
	}
}

struct prepared prepare_inputs(const struct command *command, const struct options *options,
			       bool build, struct shard shard)
{
	struct prepared prepared = {.arena = arena_new()};
	struct messages *messages = messages_new();
	struct plan_options plan = {
		.referentiels = options->referentiels,
		.referentiels_installed = install_folder(prepared.arena, "referentiels"),
		.certificateur = options->certificateur,
		.output = build ? options->output : NULL,
		.build = build,
		.draft = options->draft,
		.shard = shard,
		.before = options->before,
	};

	if (prepare_stylesheets(options, messages))
		prepare_resources(&prepared, messages);
	else
		prepared.status = STATUS_MISSING;
	if (prepared.resources)
		prepare_list(&prepared, command, options, messages);
	prepare_say(&prepared, options, messages);
	messages_free(messages);
	if (prepared.resources) {
		size_t errors, warnings;

		plan.coverage = prepared.resources->coverage;
		prepared.plan = plan_make(&plan, prepared.inputs);
		prepared.status = status_worse(prepared.status, prepared.plan->status);
		plan_print(prepared.plan, prepare_printer(options), prepare_stream(options), &errors, &warnings);
		prepared.errors += errors;
		prepared.warnings += warnings;
	}
	return prepared;
}

void prepare_free(struct prepared *prepared)
{
	plan_free(prepared->plan);
	inputs_free(prepared->inputs);
	resources_close(prepared->resources);
	arena_free(prepared->arena);
}

size_t prepare_count_sessions(const struct prepared *prepared, enum planned_state state)
{
	size_t count = 0;

	for (size_t i = 0; prepared->plan && i < prepared->plan->count; i++) {
		const struct planned *planned = &prepared->plan->list[i];

		count += planned->kind == SOURCE_SESSION && planned->state == state;
	}
	return count;
}
