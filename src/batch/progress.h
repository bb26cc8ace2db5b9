#ifndef BATCH_PROGRESS_H
#define BATCH_PROGRESS_H
/* What a run says while it is under way: on a terminal one line that counts, with sessions and messages above it; else a line for
 * each session; or an object of JSON for each event, for a supervisor. Ids and paths only, never a name. */

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/message.h"
#include "batch/plan.h"

enum progress_mode {
	PROGRESS_QUIET, /* messages only */
	PROGRESS_LINES, /* a line for each session */
	PROGRESS_LIVE,  /* and the line that counts */
	PROGRESS_JSON,
};

/* What became of a session. */
enum progress_state { PROGRESS_CLOSED, PROGRESS_UNCHANGED, PROGRESS_OPEN, PROGRESS_REFUSED };

struct progress {
	enum progress_mode mode;
	FILE *out, *complaints; /* the line that counts goes where messages go */
	size_t errors, warnings;

	size_t done, all; /* documents */
	double began, said;
	bool shown; /* the line that counts stands on the terminal */
};

/* Begin. The streams are borrowed. */
void progress_open(struct progress *progress, enum progress_mode mode, FILE *out, FILE *complaints);

/* So much is to be done. */
void progress_begin(struct progress *progress, size_t sessions, size_t documents);

/* Documents are done; `resumed`: by an earlier run, which says nothing of the rate. */
void progress_documents(struct progress *progress, size_t count, bool resumed);

/* A session needs nothing more from this run. `target` is the folder that it goes to, "r1". */
void progress_session(struct progress *progress, const struct planned *planned, const char *target,
		      enum progress_state state, size_t files);

/* Sort, print and free a list of messages. */
void progress_say(struct progress *progress, struct messages *messages);

/* Say something in the chosen language that is no message. */
void progress_tell(struct progress *progress, const char *text);

void progress_end(struct progress *progress, int status);

#endif
