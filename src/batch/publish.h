#ifndef BATCH_PUBLISH_H
#define BATCH_PUBLISH_H
/* Moves sessions that are made into place. Each is flushed to the disk before it can be seen, and its place in the folder after;
 * one flush serves all sessions that wait for it, those that have been moved and those that are to be. A process of its own
 * flushes, so that documents are made meanwhile. */

#include <stdbool.h>
#include <stddef.h>

#include "batch/output.h"
#include "batch/progress.h"
#include "batch/run.h"
#include "batch/underway.h"
#include "batch/worker.h"

struct made;

struct publish {
	struct output *output;
	struct progress *progress;
	struct run_result *result;
	struct worker flusher;
	int deaths; /* of flushers, since one answered */
	struct worker_task task;
	struct made *list;
	size_t count, capacity;
	size_t documents; /* of those that no flush was begun for */
};

/* Start. The references are borrowed. 0 or the errno of starting the process. */
int publish_open(struct publish *publish, struct output *output, struct progress *progress,
		 struct run_result *result);

/* A session that is whole and sealed; closes the underway. */
void publish_add(struct publish *publish, struct underway *underway);

/* Begin a flush when one is worth it, or when nothing else is to be done. Returns whether one is under way. `stopped`: only for
 * what was moved already. */
bool publish_flush(struct publish *publish, bool idle, bool stopped);

/* The flusher can be read from: it has answered, or died. `stopped`: move nothing any more. */
void publish_take(struct publish *publish, bool stopped);

/* End it. What was not moved remains staged. */
void publish_close(struct publish *publish);

/* Another run closed out the session meanwhile, or it holds another's: the message, and the count. */
void publish_met_other(struct progress *progress, struct run_result *result, const struct planned *planned,
		       const char *target, struct messages *messages);

#endif
