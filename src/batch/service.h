#ifndef BATCH_SERVICE_H
#define BATCH_SERVICE_H
/* The worker's side of a run: opens the session that it is asked about, makes documents of it and writes them where the session is
 * staged. One session is kept open until another is asked for. */

#include "batch/closing.h"
#include "batch/output.h"
#include "batch/plan.h"
#include "batch/resources.h"
#include "batch/worker.h"

struct service {
	/* set before the workers fork */
	const struct plan *plan;
	const struct resources *resources;
	const struct output *output;
	unsigned kinds;
	bool draft;

	/* the worker's own */
	size_t session; /* index in the plan, when closing is open */
	struct closing *closing;
	int stage, stage_error;
	struct arena *arena; /* of one document */
	struct buffer bytes;
};

/* A worker_task's serve over a struct service: answers with an outcome. */
void service_serve(void *context, size_t session, size_t document, struct buffer *reply);

/* The folder that a session is moved to: "r1", "projet", "partiel". */
#define SERVICE_TARGET 24
void service_target(const struct planned *planned, unsigned kinds, bool draft,
		    char target[SERVICE_TARGET]);

#endif
