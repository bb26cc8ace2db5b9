#ifndef COMMAND_PREPARE_H
#define COMMAND_PREPARE_H
/* What check and build do first: find the program's own files, load the fonts, list the inputs, read and check them all. */

#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"
#include "batch/inputs.h"
#include "batch/plan.h"
#include "batch/resources.h"
#include "command/command.h"

struct prepared {
	struct arena *arena;
	struct resources *resources;
	struct inputs *inputs;
	struct plan *plan;  /* NULL: it did not come to that */
	enum status status; /* of all that was met */
	size_t errors, warnings;
};

/* Every message was printed when this returns. The shard counts when sessions are built. */
struct prepared prepare_inputs(const struct command *command, const struct options *options,
			       bool build, struct shard shard);
void prepare_free(struct prepared *prepared);

/* How many inputs are of a kind, or sessions in a state. */
size_t prepare_count_sessions(const struct prepared *prepared, enum planned_state state);

#endif
