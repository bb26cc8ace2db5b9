#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/message.h"
#include "base/status.h"
#include "command/command.h"
#include "export/delivery.h"
#include "export/record.h"
#include "export/registre.h"

static const char export_help[] =
	"parchemin export --to csv -o OUT [OPTIONS] SESSION_DIR...\n"
	"\n"
	"Write what others need of closed sessions, from their deliberation.xml. SESSION_DIR\n"
	"is a revision’s folder, or the session’s: then its highest revision.\n"
	"\n"
	"  --to csv               the register of blocs: one line a bloc validated, RFC 4180\n"
	"  --excel                csv: a byte order mark, and semicolons between cells\n"
	"  -o, --output OUT       the file; one that stands there is left as it is\n"
	"  --lang fr|en           language of the messages\n"
	"  -q, --quiet            messages only, no summary\n"
	"\n"
	"Examples\n"
	"  parchemin export --to csv -o registre.csv sortie/2026-014\n"
	"  parchemin export --to csv --excel -o registre.csv sortie/*\n"
	"\n"
	"Exit status: 0 done, 65 a session is refused and nothing is written, 66 it is not\n"
	"there, 73 the output cannot be created, or stands there with other content\n";

/* All sessions, or none: half of an export is no export. */
static enum status export_open(const struct options *options, struct record *records,
			       struct messages *messages)
{
	enum status status = STATUS_DONE;

	for (size_t i = 0; i < options->count; i++)
		status = status_worse(status, record_open(options->files[i], &records[i], messages));
	return status;
}

static enum status export_csv(const struct options *options, const struct record *records,
			      struct messages *messages)
{
	struct buffer out = {0};
	size_t blocs = registre_write(records, options->count, options->excel, &out);
	enum status status = delivery_write(options->output, &out, messages);

	if (status == STATUS_DONE && !options->quiet) {
		printf(message_translate("%s: %zu blocs"), options->output, blocs);
		putchar('\n');
	}
	buffer_free(&out);
	return status;
}

static int export_run(const struct options *options)
{
	struct messages *messages;
	struct record *records;
	struct arena *arena;
	enum status status;

	if (!options->to)
		return command_needs(&export_command, "a receiver: --to csv");
	if (strcmp(options->to, "csv"))
		return options_refuse("export", M_U904,
				      (const char *const[]){"--to", options->to, "csv", NULL}, NULL);
	if (!options->output)
		return command_needs(&export_command, "an output file: -o FILE");
	if (!options->count)
		return command_needs(&export_command, "a session’s folder");
	arena = arena_new();
	messages = messages_new();
	records = arena_array(arena, options->count, sizeof *records);
	status = export_open(options, records, messages);
	if (status == STATUS_DONE)
		status = export_csv(options, records, messages);
	for (size_t i = 0; i < options->count; i++)
		record_close(&records[i]);
	messages_sort(messages);
	messages_print(messages, stderr);
	messages_free(messages);
	arena_free(arena);
	return (int)status;
}

const struct command export_command = {
	.name = "export",
	.bit = OPTIONS_EXPORT,
	.run = export_run,
	.help = export_help,
};
