#include <stdio.h>
#include <string.h>

#include "base/epoch.h"
#include "base/message.h"
#include "base/status.h"
#include "command/command.h"
#include "command/outgoing.h"
#include "export/archive.h"

static const char archive_help[] =
	"parchemin archive -o OUT.zip [OPTIONS] SESSION_DIR...\n"
	"parchemin archive --check ZIP...\n"
	"\n"
	"Put closed sessions into an archive to be submitted (SEDA, as Vitam takes it):\n"
	"a zip of manifest.xml and all files of the sessions, with their digests,\n"
	"formats, rules and identifiers, these from the certifier’s file. The same\n"
	"sessions give the same bytes. SESSION_DIR is a revision’s folder, or the\n"
	"session’s: then its highest revision.\n"
	"\n"
	"  -o, --output OUT.zip   the archive; one that stands there is left as it is\n"
	"  --seda 2.1|2.2|2.3     the version of SEDA (2.2)\n"
	"  --schemas DIR          the official schemas, to validate against\n"
	"  --check                verify archives instead, and the sessions in them\n"
	"  --stylesheets DIR      stylesheets that go before the program’s own\n"
	"  --lang fr|en           language of the messages\n"
	"  -q, --quiet            messages only, no summary\n"
	"\n"
	"Examples\n"
	"  parchemin archive --schemas schemas/ -o 2026-014.zip sortie/2026-014\n"
	"  parchemin archive -o 2026.zip sortie/2026-*\n"
	"  parchemin archive --check 2026.zip\n"
	"\n"
	"Exit status: 0 done, 65 something is refused or altered, 66 a session is not\n"
	"there, 73 the output cannot be created, or stands there with other content\n";

static enum status archive_sessions(struct outgoing *outgoing)
{
	const struct options *options = outgoing->options;
	struct sheet *sheet = outgoing_sheet(options, "export-seda.xsl", outgoing->messages);
	enum status status = STATUS_MISSING;
	size_t files = 0;

	if (sheet)
		status = archive_make(outgoing->records, options->count,
				      &(struct archive_options){
					      .version = options->seda ? options->seda : "2.2",
					      .schemas = options->schemas,
					      .epoch = epoch_given(),
					      .output = options->output,
					      .sheet = sheet},
				      &files, outgoing->messages);
	sheet_close(sheet);
	if (status == STATUS_DONE && !options->quiet) {
		printf(message_translate("%s: %zu files"), options->output, files);
		putchar('\n');
	}
	return status;
}

static int archive_run(const struct options *options)
{
	struct outgoing outgoing;
	int status;

	if (!options->count)
		return command_needs(&archive_command,
				     options->check ? "an archive" : "a session’s folder");
	if (options->check)
		return command_verify(options);
	if (!options->output)
		return command_needs(&archive_command, "an output file: -o FILE");
	if (options->seda && strcmp(options->seda, "2.1") && strcmp(options->seda, "2.2") &&
	    strcmp(options->seda, "2.3"))
		return options_refuse(
			"archive", M_U904,
			(const char *const[]){"--seda", options->seda, "2.1, 2.2, 2.3", NULL}, NULL);
	status = (int)outgoing_open(&outgoing, options, record_open_sommaire);
	if (!status)
		status = (int)archive_sessions(&outgoing);
	outgoing_close(&outgoing);
	return status;
}

const struct command archive_command = {
	.name = "archive",
	.bit = OPTIONS_ARCHIVE,
	.run = archive_run,
	.help = archive_help,
};
