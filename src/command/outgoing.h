#ifndef COMMAND_OUTGOING_H
#define COMMAND_OUTGOING_H
/* What the commands share that take closed sessions: their folders, the stylesheets, the time. */

#include "base/arena.h"
#include "base/message.h"
#include "base/status.h"
#include "command/options.h"
#include "export/record.h"
#include "sheet/sheet.h"

struct outgoing {
	const struct options *options;
	struct record *records; /* one for each file of the options */
	struct messages *messages;
	struct arena *arena;
};

/* Open all sessions that the options name, by record_open or record_open_sommaire. The status is DONE when all of them could be: half
 * of them is none. */
typedef enum status outgoing_record(const char *path, struct record *record, struct messages *messages);
enum status outgoing_open(struct outgoing *outgoing, const struct options *options,
			  outgoing_record *open);

/* Close them, and print what was said. */
void outgoing_close(struct outgoing *outgoing);

/* A stylesheet of the program, or of the folder given with --stylesheets. NULL after a message. */
struct sheet *outgoing_sheet(const struct options *options, const char *name,
			     struct messages *messages);

#endif
