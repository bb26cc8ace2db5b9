#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/draft.h"
#include "base/file.h"
#include "batch/bundle.h"
#include "command/command.h"
#include "command/install.h"

static const char print_help[] =
	"parchemin print -o OUT.pdf [OPTIONS] SESSION_DIR...\n"
	"\n"
	"Gather the documents of sessions that were closed out in one PDF for the office\n"
	"printer: in the order of the minutes, with a separator for each session,\n"
	"bookmarks for each candidate and labels for each page.\n"
	"\n"
	"  -o, --output OUT.pdf   the file\n"
	"  --kind KIND            pv, parchemins, resultats, emargement, bilan (all)\n"
	"  --duplex               begin every document on a leaf of its own: blank versos\n"
	"  --copies K             of each document (1)\n"
	"  --stylesheets DIR      the stylesheets that the sessions were closed out with\n"
	"  --lang fr|en           language of the messages\n"
	"  -q, --quiet            messages only\n"
	"\n"
	"SESSION_DIR is a revision’s folder (sortie/2024-006/r1), or a session’s: its\n"
	"highest revision. A document that would now be set otherwise than when it was\n"
	"closed out is refused: its PDF stands in the folder.\n"
	"\n"
	"Examples\n"
	"  parchemin print -o parchemins.pdf --kind parchemins sortie/2024-006\n"
	"  parchemin print -o nuit.pdf --kind resultats --duplex sortie/*\n"
	"\n"
	"Exit status: 0 done, 65 something is refused, 66 no such folder,\n"
	"73 OUT cannot be written\n";

/* One run of the command. */
struct printing {
	const struct options *options;
	struct arena *arena;
	struct messages *messages;
	struct resources *resources;
	struct sheet *separator;
	struct bundle *bundle;
	unsigned kinds;
};

/* Fonts, and the stylesheets of the kinds and of the separator. */
static enum status print_prepare(struct printing *printing)
{
	const char *fonts = install_folder(printing->arena, "fonts");
	const char *const *folders =
		install_stylesheets(printing->arena, printing->options->stylesheets);

	if (!fonts || !*folders) {
		message_add(printing->messages, PLACE_NONE, M_U911, fonts ? "stylesheets" : "fonts");
		return STATUS_MISSING;
	}
	printing->resources = resources_open(fonts, printing->messages);
	if (!printing->resources ||
	    !resources_open_sheets(printing->resources, folders, printing->kinds,
				   printing->messages))
		return STATUS_MISSING;
	printing->separator = sheet_open(folders, "separateur.xsl", printing->messages);
	return printing->separator ? STATUS_DONE : STATUS_MISSING;
}

static enum status print_gather(struct printing *printing)
{
	const struct options *options = printing->options;
	enum status worst = STATUS_DONE;

	for (size_t i = 0; i < options->count; i++) {
		enum status status = STATUS_DONE;
		struct cloture *cloture =
			cloture_open(options->files[i], printing->messages, &status);

		if (cloture)
			status = bundle_add(printing->bundle, cloture, printing->messages);
		cloture_close(cloture);
		worst = status_worse(worst, status);
	}
	return worst;
}

/* All or nothing: a bundle that lacks a document would be taken for the whole. */
static enum status print_make(struct printing *printing)
{
	struct draft *draft;
	enum status status = print_prepare(printing);
	size_t pages, documents;

	if (status != STATUS_DONE)
		return status;
	draft = draft_new(printing->options->output);
	printing->bundle = bundle_new(printing->resources, printing->separator,
				      &(struct bundle_options){
					      .kinds = printing->kinds,
					      .duplex = printing->options->duplex,
					      .copies = printing->options->copies
								? printing->options->copies
								: 1},
				      draft);
	status = print_gather(printing);
	pages = bundle_pages(printing->bundle);
	documents = bundle_documents(printing->bundle);
	if (status == STATUS_DONE)
		status = bundle_end(printing->bundle, printing->messages);
	if (status == STATUS_DONE)
		status = file_complain(printing->options->output, draft_keep(draft),
				       printing->messages);
	else
		draft_drop(draft);
	if (status == STATUS_DONE && !printing->options->quiet)
		printf(message_translate("%zu documents, %zu pages: %s\n"), documents, pages,
		       printing->options->output);
	return status;
}

static void print_end(struct printing *printing)
{
	messages_sort(printing->messages);
	messages_print(printing->messages, stderr);
	bundle_free(printing->bundle);
	sheet_close(printing->separator);
	resources_close(printing->resources);
	messages_free(printing->messages);
	arena_free(printing->arena);
}

static int print_run(const struct options *options)
{
	struct printing printing = {.options = options, .kinds = KIND_ALL};
	int kind = options->kind ? kind_find(options->kind, strlen(options->kind)) : 0;
	enum status status;

	if (!options->output)
		return command_needs(&print_command, "an output file: -o OUT.pdf");
	if (kind < 0 || !(KIND_ALL & 1u << kind))
		return command_refuse_kind(&print_command, "--kind", options->kind, KIND_ALL);
	if (!options->count)
		return command_needs(&print_command, "a session’s folder");
	if (options->kind)
		printing.kinds = 1u << kind;
	printing.arena = arena_new();
	printing.messages = messages_new();
	status = print_make(&printing);
	print_end(&printing);
	return (int)status;
}

const struct command print_command = {
	.name = "print",
	.bit = OPTIONS_PRINT,
	.run = print_run,
	.help = print_help,
};
