#include "command/outgoing.h"

#include <stdio.h>

#include "command/install.h"

enum status outgoing_open(struct outgoing *outgoing, const struct options *options,
			  outgoing_record *open)
{
	enum status status = STATUS_DONE;

	*outgoing = (struct outgoing){
		.options = options, .messages = messages_new(), .arena = arena_new()};
	outgoing->records =
		arena_array(outgoing->arena, options->count, sizeof *outgoing->records);
	for (size_t i = 0; i < options->count; i++)
		status = status_worse(status, open(options->files[i], &outgoing->records[i],
						      outgoing->messages));
	return status;
}

void outgoing_close(struct outgoing *outgoing)
{
	for (size_t i = 0; i < outgoing->options->count; i++)
		record_close(&outgoing->records[i]);
	messages_sort(outgoing->messages);
	messages_print(outgoing->messages, stderr);
	messages_free(outgoing->messages);
	arena_free(outgoing->arena);
}

struct sheet *outgoing_sheet(const struct options *options, const char *name,
			     struct messages *messages)
{
	struct arena *arena = arena_new();
	const char *const *folders = install_stylesheets(arena, options->stylesheets);
	struct sheet *sheet = NULL;

	if (*folders)
		sheet = sheet_open(folders, name, messages);
	else
		message_add(messages, PLACE_NONE, M_U911, "stylesheets");
	arena_free(arena);
	return sheet;
}
