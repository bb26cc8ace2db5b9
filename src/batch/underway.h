#ifndef BATCH_UNDERWAY_H
#define BATCH_UNDERWAY_H
/* A session whose documents are being made: which of them are still to be asked for, what was answered, and where they are staged.
 * It may have begun in an earlier run that was killed: what its journal says and its files confirm is not made again. */

#include <stdbool.h>
#include <stddef.h>

#include "base/message.h"
#include "base/status.h"
#include "jury/manifest.h"
#include "batch/outcome.h"
#include "batch/service.h"

#define UNDERWAY_NONE ((size_t)-1)

struct underway {
	bool used;
	size_t session; /* index in the plan */
	const struct planned *planned;
	const struct service *service;
	char target[SERVICE_TARGET], name[SERVICE_STAGE];
	int lock, stage, journal;

	size_t count;             /* documents */
	size_t next, unasked;     /* the first that may be still to be asked for, and how many are */
	size_t answered, resumed; /* made or given up in this run; made in an earlier one */
	size_t again;             /* a worker ended on them: to be tried once more, alone */
	unsigned char *state;
	struct manifest_file *files;
	struct arena *arena;
	struct messages *messages;
	enum status status;
	bool stopped; /* no more documents are asked for */
	bool full;    /* because the disk is */
};

/* Begin or go on with a session that was locked; the lock is the underway's. It may have failed at once: stopped. */
void underway_open(struct underway *underway, const struct service *service, size_t session, int lock);

/* Free it; lock and messages too, unless they were taken (-1, NULL). What is staged remains. */
void underway_close(struct underway *underway);

/* Is there a document to ask for? */
bool underway_has_more(const struct underway *underway);

/* The next document to ask for; there is one. */
size_t underway_next(struct underway *underway);

/* One that is to be tried once more, alone, or UNDERWAY_NONE. */
size_t underway_next_alone(struct underway *underway);

/* A worker answered: false when the answer is torn. *outcome is what it said. */
bool underway_answer(struct underway *underway, size_t document, const struct buffer *answer,
		     struct outcome *outcome);

/* A worker ended on it: for the first time it is tried again, then given up with a message. */
void underway_lose(struct underway *underway, size_t document, const char *reason);

/* Nothing more is asked for, and everything that was has been answered. */
bool underway_is_done(const struct underway *underway);

/* All documents are there. */
bool underway_is_whole(const struct underway *underway);

/* Write the manifest of a whole session. 0 or an errno. */
int underway_seal(struct underway *underway);

/* It failed with this status; stop asking. */
void underway_fail(struct underway *underway, enum status status);

#endif
