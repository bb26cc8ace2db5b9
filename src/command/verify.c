#include <stdio.h>

#include "base/message.h"
#include "base/status.h"
#include "command/command.h"
#include "command/outgoing.h"
#include "export/verify.h"

static const char verify_help[] =
	"parchemin verify [OPTIONS] PATH...\n"
	"\n"
	"Are documents, folders and archives what was made: unaltered, complete, nothing\n"
	"added, and in accord with what the jury decided? A path is a revision’s folder,\n"
	"a session’s, a whole output folder, a zip of one, an archive, or one PDF. A PDF\n"
	"that no longer stands in its session’s folder is judged by what it carries.\n"
	"\n"
	"  --stylesheets DIR      an archive’s, if not the program’s own\n"
	"  --lang fr|en           language of the messages\n"
	"  -q, --quiet            messages only, no summary\n"
	"\n"
	"Examples\n"
	"  parchemin verify sortie/2026-014\n"
	"  parchemin verify sortie archive.zip\n"
	"  parchemin verify sortie/2026-014/r1/parchemins/CPNE-2026-014-C001-B1-73.pdf\n"
	"\n"
	"Exit status: 0 nothing is wrong, 65 one line for each fault, 66 a path cannot\n"
	"be read\n";

/* For the manifests of archives; without it they are verified all the same, by their sessions. */
static struct sheet *verify_sheet(const struct options *options, enum status *status)
{
	struct messages *messages = messages_new();
	struct sheet *sheet = outgoing_sheet(options, "export-seda.xsl", messages);

	messages_print(messages, stderr);
	messages_free(messages);
	if (!sheet)
		*status = STATUS_MISSING;
	return sheet;
}

int command_verify(const struct options *options)
{
	struct verify_count count = {0};
	enum status status = STATUS_DONE;
	struct sheet *sheet;
	size_t errors = 0;

	if (!options->count)
		return command_needs(&verify_command, "a folder, a zip or a PDF");
	sheet = verify_sheet(options, &status);
	for (size_t i = 0; i < options->count; i++) {
		struct messages *messages = messages_new();

		verify_path(options->files[i], sheet, &count, messages);
		for (size_t m = 0; m < messages->count; m++)
			status = status_worse(status, messages->list[m].code == M_U906 ? STATUS_MISSING
						      : messages->list[m].level == MESSAGE_ERROR
							      ? STATUS_REFUSED
							      : STATUS_DONE);
		messages_sort(messages);
		messages_print(messages, stderr);
		errors += messages->errors;
		messages_free(messages);
	}
	sheet_close(sheet);
	if (!options->quiet) {
		printf(message_translate("Sessions: %zu · files: %zu · faults: %zu"), count.sessions,
		       count.documents, errors);
		putchar('\n');
	}
	return (int)status;
}

const struct command verify_command = {
	.name = "verify",
	.bit = OPTIONS_VERIFY,
	.run = command_verify,
	.help = verify_help,
};
