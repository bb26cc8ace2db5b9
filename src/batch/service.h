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
	unsigned kinds;
	bool draft;

	/* the worker's own */
	int lock;       /* of the session; it is held until another comes along */
	size_t session; /* index in the plan, when closing is open */
	struct closing *closing;
	int stage, stage_error;
	struct arena *arena; /* of one document */
	struct buffer bytes;
};

/* A worker_task's serve over a struct service: answers with an outcome. The question brings the session's lock when it is not
 * about the same session as the one before. */
void service_serve(void *context, const struct worker_question *question, struct buffer *reply);

/* The folder that a session is moved to: "r1", "projet", "partiel". */
#define SERVICE_TARGET 24
void service_target(const struct planned *planned, unsigned kinds, bool draft,
		    char target[SERVICE_TARGET]);

/* The folder that it is staged in. The name holds a digest of all that its files depend on: the inputs, the program, the
 * stylesheets, the fonts, SOURCE_DATE_EPOCH, and what is asked for. */
#define SERVICE_STAGE 48
void service_stage(const struct service *service, const struct planned *planned, char name[SERVICE_STAGE]);

#endif
