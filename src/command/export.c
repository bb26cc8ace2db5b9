#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/epoch.h"
#include "base/message.h"
#include "base/status.h"
#include "command/command.h"
#include "command/outgoing.h"
#include "export/cdc.h"
#include "export/delivery.h"
#include "export/record.h"
#include "export/registre.h"

#define DAYS_NEAR 21 /* a date so near is worth a warning */

static const char export_help[] =
	"parchemin export --to cdc|csv -o OUT [OPTIONS] SESSION_DIR...\n"
	"parchemin export --to cdc --report FILE [[--only-refused] -o OUT] SESSION_DIR...\n"
	"\n"
	"Write what others need of closed sessions, from their deliberation.xml.\n"
	"SESSION_DIR is a revision’s folder, or the session’s: its highest revision.\n"
	"\n"
	"  --to cdc               certifications obtained, for the Caisse des dépôts\n"
	"  --to csv               the register of blocs: one line a bloc (RFC 4180)\n"
	"  -o, --output OUT       the file (OUT-1, OUT-2 … if large), never overwritten\n"
	"  --schemas DIR          cdc: the receiver’s schemas, to validate against\n"
	"  --report FILE          cdc: say what the Caisse’s report refuses\n"
	"  --only-refused         cdc: write what the report refuses, and nothing else\n"
	"  --excel                csv: a byte order mark, and semicolons between cells\n"
	"  --stylesheets DIR      stylesheets that go before the program’s own\n"
	"  --lang fr|en           language of the messages\n"
	"  -q, --quiet            messages only, no summary\n"
	"\n"
	"Examples\n"
	"  parchemin export --to csv --excel -o registre.csv sortie/*\n"
	"  parchemin export --to cdc --schemas schemas/ -o juin.xml sortie/2026-014\n"
	"  parchemin export --to cdc --report recu.xml --only-refused -o b.xml sortie/*\n"
	"\n"
	"Exit status: 0 done, 65 a session is refused and nothing is written, 66 it is\n"
	"not there, 73 the output cannot be created, or stands there otherwise\n";

static enum status export_csv(struct outgoing *exporting)
{
	const struct options *options = exporting->options;
	struct buffer out = {0};
	size_t blocs = registre_write(exporting->records, options->count, options->excel, &out);
	enum status status = delivery_write(options->output, &out, exporting->messages);

	if (status == STATUS_DONE && !options->quiet) {
		printf(message_translate("%s: %zu blocs"), options->output, blocs);
		putchar('\n');
	}
	buffer_free(&out);
	return status;
}

static struct date today(void)
{
	time_t now = time(NULL);
	struct tm day = {0};

	if (!epoch_moment(epoch_given(), &day))
		gmtime_r(&now, &day);
	return (struct date){day.tm_year + 1900, day.tm_mon + 1, day.tm_mday};
}

/* Say the last day to send it, and warn when it is near or past. */
static void say_limit(const struct outgoing *exporting, struct date limit)
{
	long left = date_complete(limit) ? date_days_between(today(), limit) : DAYS_NEAR + 1;
	char text[DATE_TEXT];

	if (left <= DAYS_NEAR)
		message_add(exporting->messages, PLACE_NONE, M_A608, date_text(limit, text),
			    left < 0 ? message_translate("it is past")
				     : arena_printf(exporting->arena,
						    message_translate("days left: %ld"), left));
	if (date_complete(limit) && !exporting->options->quiet) {
		printf(message_translate("To be sent by %s at the latest."), date_text(limit, text));
		putchar('\n');
	}
}

/* "juin.xml", or "juin-2.xml" where there are several. */
static const char *part_name(const struct outgoing *exporting, size_t part, size_t count)
{
	const char *output = exporting->options->output;
	const char *name = strrchr(output, '/') ? strrchr(output, '/') : output;
	const char *dot = strrchr(name, '.');
	int stem = (int)(dot && dot > name ? dot - output : (long)strlen(output));

	if (count == 1)
		return output;
	return arena_printf(exporting->arena, "%.*s-%zu%s", stem, output, part + 1, output + stem);
}

static enum status write_cdc(struct outgoing *exporting, const struct cdc *cdc)
{
	enum status status = STATUS_DONE;

	for (size_t i = 0; i < cdc->file_count && status == STATUS_DONE; i++)
		status = delivery_write(part_name(exporting, i, cdc->file_count), &cdc->files[i],
					exporting->messages);
	if (status != STATUS_DONE || !cdc->file_count)
		return status;
	if (!exporting->options->quiet) {
		printf(message_translate("%s: %zu sent, %zu not sent, files: %zu"),
		       exporting->options->output, cdc->sent, cdc->kept, cdc->file_count);
		putchar('\n');
	}
	say_limit(exporting, cdc->limit);
	return status;
}

/* The schema when it was asked for; false after a message when it cannot be had. */
static bool open_schema(struct outgoing *exporting, struct receiver **receiver)
{
	*receiver = NULL;
	if (!exporting->options->schemas) {
		message_add(exporting->messages, PLACE_NONE, M_A604, NULL);
		return true;
	}
	*receiver = receiver_open(exporting->options->schemas, CDC_NAMESPACE, NULL,
				  exporting->messages);
	return *receiver != NULL;
}

static enum status send_cdc(struct outgoing *exporting, const struct accuse *accuse)
{
	const struct options *options = exporting->options;
	struct receiver *receiver;
	struct sheet *sheet;
	struct cdc cdc = {0};
	enum status status;

	if (!open_schema(exporting, &receiver))
		return STATUS_MISSING;
	sheet = outgoing_sheet(options, "export-cdc.xsl", exporting->messages);
	status = sheet ? cdc_make(exporting->records, options->count,
				  &(struct cdc_options){.accuse = accuse,
							.sheet = sheet,
							.receiver = receiver,
							.output = options->output,
							.epoch = epoch_given()},
				  &cdc, exporting->messages)
		       : STATUS_MISSING;
	if (status == STATUS_DONE)
		status = write_cdc(exporting, &cdc);
	cdc_free(&cdc);
	sheet_close(sheet);
	receiver_close(receiver);
	return status;
}

static enum status export_cdc(struct outgoing *exporting)
{
	const struct options *options = exporting->options;
	struct accuse accuse;
	size_t refused;

	if (!options->report)
		return send_cdc(exporting, NULL);
	if (!accuse_read(options->report, &accuse, exporting->arena, exporting->messages))
		return STATUS_REFUSED;
	refused = cdc_compare(exporting->records, options->count, &accuse, exporting->messages);
	if (!options->quiet) {
		printf(message_translate("%s: %zu taken, %zu refused"), options->report,
		       accuse.count - accuse.refused, accuse.refused);
		putchar('\n');
	}
	if (!options->output)
		return STATUS_DONE;
	if (!options->only_refused)
		return send_cdc(exporting, NULL);
	if (!refused) {
		message_add(exporting->messages, PLACE_NONE, M_A613, NULL);
		return STATUS_DONE;
	}
	return send_cdc(exporting, &accuse);
}

/* What is wrong with the command line, said; 0 when nothing is. */
static int export_check(const struct options *options)
{
	bool cdc = options->to && !strcmp(options->to, "cdc");
	bool reads_only = cdc && options->report && !options->only_refused; /* unless it has an output */

	if (!options->to)
		return command_needs(&export_command, "a receiver: --to cdc, --to csv");
	if (!cdc && strcmp(options->to, "csv"))
		return options_refuse("export", M_U904,
				      (const char *const[]){"--to", options->to, "cdc, csv", NULL},
				      NULL);
	if (options->only_refused && !options->report)
		return command_needs(&export_command, "--report FILE for --only-refused");
	if (!options->output && !reads_only)
		return command_needs(&export_command, "an output file: -o FILE");
	if (!options->count)
		return command_needs(&export_command, "a session’s folder");
	return 0;
}

static int export_run(const struct options *options)
{
	struct outgoing exporting;
	int status = export_check(options);

	if (status)
		return status;
	status = (int)outgoing_open(&exporting, options, record_open);
	if (!status)
		status = (int)(strcmp(options->to, "csv") ? export_cdc(&exporting)
							  : export_csv(&exporting));
	outgoing_close(&exporting);
	return status;
}

const struct command export_command = {
	.name = "export",
	.bit = OPTIONS_EXPORT,
	.run = export_run,
	.help = export_help,
};
