#ifndef BATCH_DOCUMENT_H
#define BATCH_DOCUMENT_H
/* One document, from the decided session to the bytes of its file. Its cost does not depend on the size of the session. */

#include "base/arena.h"
#include "base/buffer.h"
#include "batch/closing.h"
#include "batch/outcome.h"
#include "batch/resources.h"

/* Make document `index` of the closing: its bytes go to out, its line for the manifest and the time of each stage to outcome,
 * what is wrong to messages. The texts of outcome->file are the closing's. The arena is
 * for the length of the call, and given back within it. */
enum status document_make(const struct resources *resources, const struct closing *closing,
			  size_t index, struct arena *arena, struct buffer *out,
			  struct outcome *outcome, struct messages *messages);

#endif
