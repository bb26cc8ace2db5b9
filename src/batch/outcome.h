#ifndef BATCH_OUTCOME_H
#define BATCH_OUTCOME_H
/* What a worker says of one document: how it went, its line for the manifest, messages, and the time that each stage took. It
 * travels between two processes of one program, hence in the machine's own byte order. */

#include <stdbool.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/message.h"
#include "base/status.h"
#include "jury/manifest.h"

enum stage { STAGE_LOAD, STAGE_DOSSIER, STAGE_SHEET, STAGE_LAYOUT, STAGE_PDF, STAGE_WRITE, STAGES };

struct outcome {
	enum status status;
	int error; /* errno of writing; 0 */
	struct manifest_file file;
	double seconds[STAGES]; /* of processor time */
};

/* Seconds of processor time that this process has used. */
double outcome_clock(void);

void outcome_put(const struct outcome *outcome, const struct messages *messages,
		 struct buffer *out);

/* Read it back: texts go to the arena, messages are added to the list. False: torn. */
bool outcome_get(const struct buffer *in, struct arena *arena, struct outcome *outcome,
		 struct messages *messages);

#endif
