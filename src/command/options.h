#ifndef COMMAND_OPTIONS_H
#define COMMAND_OPTIONS_H
/* The options and files of a command line. Options stand anywhere after the command: --name VALUE, --name=VALUE, -o VALUE, -oVALUE;
 * "--" ends them. Texts are borrowed from argv. option.def lists them. */

#include <stdbool.h>
#include <stddef.h>

#include "base/message.h"

/* One bit for each command, as option.def names those that take an option. */
enum options_command {
	OPTIONS_CHECK = 1,
	OPTIONS_BUILD = 2,
	OPTIONS_FORMAT = 4,
	OPTIONS_PRINT = 8,
	OPTIONS_EXPORT = 16,
	OPTIONS_ARCHIVE = 32,
	OPTIONS_VERIFY = 64,
	OPTIONS_ANY = -1,
};

struct options {
	const char *output;
	const char *only;
	const char *referentiels;
	const char *stylesheets;
	const char *certificateur;
	const char *format; /* "json" or NULL */
	const char *xsl;
	const char *to; /* the receiver of an export */
	const char *schemas, *report, *seda;
	const char *lang;
	const char *kind;
	const char *progress;
	const char *shard;
	long shard_count;
	long jobs;       /* 0: not given, as for all numbers */
	long timeout;    /* seconds */
	const char *engine; /* of format: "pdf", "cairo" */
	long resolution; /* dots per inch */
	long page;
	long copies;
	bool draft;
	bool before;
	bool duplex;
	bool lenient;
	bool attach;
	bool excel;
	bool only_refused;
	bool check;
	bool timing;
	bool quiet;
	bool help;
	const char **files;
	size_t count;
};

/* Read what follows the command. 0, or STATUS_USAGE after having said why on standard error. */
int options_read(struct options *options, enum options_command command, const char *command_name,
		 int argc, char **argv);
void options_free(struct options *options);

/* The one of the NULL-terminated names that the word was probably meant to be, or NULL. */
const char *options_nearest(const char *word, const char *const *names);

/* Say on standard error what is wrong with the command line, and where its help is. The arguments are those of the message, NULL
 * after the last; nearest may be NULL. Returns STATUS_USAGE. */
int options_refuse(const char *command_name, enum message_code code, const char *const *arguments,
		   const char *nearest);

#endif
