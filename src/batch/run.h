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

struct run_options {
	const struct plan *plan;
	struct resources *
		resources; /* fonts loaded; stylesheets are compiled here when there is something to do */
	const char *const *stylesheets; /* folders, NULL-terminated */
	const char *output;             /* folder */
	unsigned kinds;                 /* KIND_ALL: the whole session, moved to r<n> */
	bool draft;                     /* to projet; with only some kinds else: to partiel */
	long jobs;                      /* worker processes at most, from 1 */
	FILE *progress;                 /* a line for each session; NULL: none */
	FILE *complaints;               /* messages */
};

struct run_result {
	enum status status;
	size_t closed, unchanged, failed; /* sessions */
	size_t documents;                 /* made, in sessions that were closed out */
	size_t errors, warnings;          /* messages printed */
	double seconds[STAGES];           /* of processor time */
};

struct run_result run_sessions(const struct run_options *options);

#endif
