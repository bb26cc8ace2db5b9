#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H
/* The commands of the program. Each takes the options and files of its command line and returns an exit status (base/status.h). */

#include "command/options.h"

struct command {
	const char *name;
	enum options_command bit;
	int (*run)(const struct options *options);
	const char *help; /* one screen, with examples; English */
};

extern const struct command check_command, build_command, print_command, export_command,
	archive_command, verify_command, format_command;

/* What verify does, and archive --check. */
int command_verify(const struct options *options);

/* Find the command that argv names and run it. */
int command_main(int argc, char **argv);

/* Say that the command needs something ("an output folder: -o DIR", translated). Returns STATUS_USAGE. */
int command_needs(const struct command *command, const char *what);

/* Say that an option does not take this kind of document, which kinds it takes, and which of them was probably meant. Returns
 * STATUS_USAGE. */
int command_refuse_kind(const struct command *command, const char *option, const char *word, unsigned kinds);

#endif
