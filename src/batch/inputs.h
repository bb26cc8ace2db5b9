#ifndef BATCH_INPUTS_H
#define BATCH_INPUTS_H
/* The files that a command line names: files, folders (all *.xml beneath them, hidden ones apart, sorted), "-" (a list of both on
 * standard input, one a line; or, where a NUL is among them, separated by NULs). */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/message.h"
#include "base/status.h"

struct input {
	const char *path;
	bool found; /* in a folder: what is none of ours is passed over instead of refused */
};

struct inputs {
	struct arena *arena; /* holds the paths */
	struct input *list;  /* each path once, in order */
	size_t count, capacity;
};

struct inputs *inputs_new(void);
void inputs_free(struct inputs *inputs);

/* Add one argument of the command line. STATUS_MISSING after a message (U906) when it cannot be read. */
enum status inputs_add(struct inputs *inputs, const char *argument, struct messages *messages);

#endif
