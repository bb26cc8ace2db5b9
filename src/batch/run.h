#ifndef BATCH_RUN_H
#define BATCH_RUN_H
/* Closing out: all sessions that a plan found ready, each as a whole or not at all. The documents of a session are shared among
 * worker processes; what stands in the output folder does not depend on how many there are. */

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/status.h"
#include "batch/outcome.h"
#include "batch/plan.h"
#include "batch/resources.h"

struct progress;

struct run_options {
	const struct plan *plan;
	struct resources *
		resources; /* fonts loaded; stylesheets are compiled here when there is something to do */
	const char *const *stylesheets; /* folders, NULL-terminated */
	const char *output;             /* folder */
	unsigned kinds;                 /* KIND_ALL: the whole session, moved to r<n> */
	bool draft;                     /* to projet; with only some kinds else: to partiel */
	long jobs;                      /* worker processes at most, from 1 */
	long timeout;                   /* seconds that one document may take, from 1 */
	struct progress *progress;      /* told of everything */
};

struct run_result {
	enum status status;
	size_t closed, unchanged, failed; /* sessions */
	size_t documents;                 /* in sessions that were closed out */
	size_t resumed;                   /* files that an earlier run had made */
	double seconds[STAGES];           /* of processor time */
	size_t flushes;
	double flush_seconds; /* waited for the disk, while documents were made */
};

/* SIGINT and SIGTERM stop it: the documents under way are finished, if that takes no more than a second, and what was made is
 * kept for the next run. */
struct run_result run_sessions(const struct run_options *options);

#endif
