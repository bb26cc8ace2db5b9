#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "command/command.h"
#include "command/prepare.h"

static const char check_help[] =
	"parchemin check [OPTIONS] FILE|DIR|-...\n"
	"\n"
	"Say all that is wrong in référentiels, sessions and certifiers’ files. Nothing\n"
	"is written. A folder stands for all *.xml beneath it; \"-\" reads a list of files\n"
	"and folders from standard input.\n"
	"\n"
	"  --referentiels DIR     more référentiels, before the program’s own\n"
	"  --certificateur FILE   the certifier’s own settings, for all sessions\n"
	"  --format text|json     json: an object a message on standard output, for\n"
	"                         other programs; no summary\n"
	"  --lang fr|en           language of the messages\n"
	"  -q, --quiet            messages only, no summary\n"
	"\n"
	"Examples\n"
	"  parchemin check session.xml\n"
	"  parchemin check --referentiels referentiels/ sessions/\n"
	"  find /depot -name '*.xml' -newer dernier | parchemin check -\n"
	"\n"
	"Exit status: 0 nothing is wrong, or warnings only, 65 errors,\n"
	"66 a file or folder cannot be read\n";

/* Inputs that are ours: what was passed over in a folder does not count. */
static size_t check_count(const struct prepared *prepared)
{
	size_t count = 0;

	for (size_t i = 0; prepared->plan && i < prepared->plan->count; i++) {
		const struct planned *planned = &prepared->plan->list[i];

		count += !planned->found || planned->messages->errors ||
			 planned->kind == SOURCE_SESSION || planned->kind == SOURCE_REFERENTIEL ||
			 planned->kind == SOURCE_CERTIFICATEUR;
	}
	return count;
}

static int check_run(const struct options *options)
{
	struct prepared prepared;
	struct options chosen = *options;
	int status;

	if (!options->count)
		return command_needs(&check_command, "a file or a folder");
	if (options->format && strcmp(options->format, "json") && strcmp(options->format, "text"))
		return options_refuse("check", M_U904, (const char *const[]){"--format", options->format, "text, json", NULL}, NULL);
	if (options->format && !strcmp(options->format, "text"))
		chosen.format = NULL;
	prepared = prepare_inputs(&check_command, &chosen, false, (struct shard){0});
	status = (int)prepared.status;
	if (!options->quiet && !chosen.format && prepared.plan) {
		printf(message_translate("Files checked: %zu · errors: %zu · warnings: %zu"),
		       check_count(&prepared), prepared.errors, prepared.warnings);
		putchar('\n');
	}
	prepare_free(&prepared);
	return status;
}

const struct command check_command = {
	.name = "check",
	.bit = OPTIONS_CHECK,
	.run = check_run,
	.help = check_help,
};
