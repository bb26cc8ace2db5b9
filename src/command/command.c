#include "command/command.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/message.h"
#include "base/status.h"
#include "base/version.h"
#include "batch/kind.h"
#include "input/pool.h"

static const struct command *const command_list[] = {&check_command, &build_command,
						     &print_command, &export_command,
						     &archive_command, &verify_command, &format_command, NULL};

static const char command_help[] =
	"parchemin: the documents of certification juries, from XML to archival PDF\n"
	"\n"
	"  parchemin check FILE|DIR...         say all that is wrong with the inputs\n"
	"  parchemin build -o DIR FILE|DIR...  close out sessions: minutes, parchments,\n"
	"                                      letters\n"
	"  parchemin print -o OUT.pdf DIR...   gather closed documents for the printer\n"
	"  parchemin export --to cdc|csv -o OUT DIR...\n"
	"                                      for the Caisse des dépôts; the blocs\n"
	"  parchemin archive -o OUT.zip DIR... an archive to be submitted (SEDA)\n"
	"  parchemin verify PATH...            is it what was made: unaltered, complete\n"
	"  parchemin format -o OUT.pdf FILE    lay out any XSL-FO document\n"
	"\n"
	"  parchemin COMMAND --help            a command's options, with examples\n"
	"  parchemin --version\n"
	"\n"
	"Exit status: 0 all done, 64 usage, 65 some input refused, 66 input missing,\n"
	"70 internal error, 73 the output cannot be created or the revision exists with\n"
	"other content, 74 input/output error, 75 temporary failure: run it again\n";

static const struct command *command_find(const char *name)
{
	for (size_t i = 0; command_list[i]; i++) {
		if (!strcmp(command_list[i]->name, name))
			return command_list[i];
	}
	return NULL;
}

static int command_unknown(const char *name)
{
	const char *names[sizeof command_list / sizeof *command_list] = {0};

	for (size_t i = 0; command_list[i]; i++)
		names[i] = command_list[i]->name;
	return options_refuse(NULL, M_U901, (const char *const[]){name, NULL},
			      options_nearest(name, names));
}

int command_refuse_kind(const struct command *command, const char *option, const char *word, unsigned kinds)
{
	struct arena *arena = arena_new();
	const char *names[KIND_COUNT + 1];
	int status;

	kind_list_names(kinds, names);
	status = options_refuse(command->name, M_U904,
				(const char *const[]){option, word, kind_names(kinds, arena), NULL},
				options_nearest(word, names));
	arena_free(arena);
	return status;
}

int command_needs(const struct command *command, const char *what)
{
	return options_refuse(command->name, M_U905,
			      (const char *const[]){command->name, message_translate(what), NULL},
			      NULL);
}

/* The language is needed before the first message, hence before the options are read. */
static const char *language_of(int argc, char **argv)
{
	const char *language = NULL; /* the last one given counts, as in the options */

	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--lang") && i + 1 < argc)
			language = argv[i + 1];
		else if (!strncmp(argv[i], "--lang=", 7))
			language = argv[i] + 7;
	}
	return language;
}

/* Everything was said already; what could not be said is an error too. */
static int command_end(int status)
{
	if (fflush(stdout) || ferror(stdout))
		return (int)status_worse((enum status)status, STATUS_IO);
	return status;
}

static int command_run(const struct command *command, int argc, char **argv)
{
	struct options options;
	int status = options_read(&options, command->bit, command->name, argc, argv);

	if (!status && options.lang && strcmp(options.lang, "fr") && strcmp(options.lang, "en"))
		status = options_refuse(
			command->name, M_U904,
			(const char *const[]){"--lang", options.lang, "fr, en", NULL}, NULL);
	if (!status && options.help)
		fputs(message_translate(command->help), stdout);
	else if (!status)
		status = command->run(&options);
	options_free(&options);
	return command_end(status);
}

int command_main(int argc, char **argv)
{
	const struct command *command;
	const char *language = language_of(argc, argv);

	memory_keep();
	memory_foresee();
	pool_install();
	message_language(language && (!strcmp(language, "fr") || !strcmp(language, "en")) ? language
											  : NULL);
	if (argc < 2)
		return options_refuse(
			NULL, M_U905,
			(const char *const[]){"parchemin", message_translate("a command"), NULL},
			NULL);
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") || !strcmp(argv[1], "help")) {
		fputs(message_translate(command_help), stdout);
		return command_end(STATUS_DONE);
	}
	if (!strcmp(argv[1], "--version")) {
		puts(VERSION_PROGRAM);
		return command_end(STATUS_DONE);
	}
	command = command_find(argv[1]);
	if (!command)
		return command_unknown(argv[1]);
	return command_run(command, argc - 2, argv + 2);
}
