#ifndef BATCH_OUTPUT_H
#define BATCH_OUTPUT_H
/* The folder that sessions are closed out to, and what is made in it before it can be seen. Nothing that stands there is
 * overwritten; a name that is visible is whole, and on the disk.
 *
 *     DIR/.staging/SESSION/              locked by the run that makes the session
 *     DIR/.staging/SESSION/STAGE/        its files, moved as a whole to DIR/SESSION/r1
 *     DIR/.staging/SESSION/STAGE.journal which of them are whole (journal.h)
 *
 * Modes are 0640 and 0750 when the process has no umask. Functions that can fail return 0 or an errno. */

#include <stdbool.h>
#include <stddef.h>

#include "base/digest.h"

struct output;

/* Open the folder, make it when it is not there. NULL with *error. */
struct output *output_open(const char *path, int *error);

/* Remove .staging when nothing is left in it. NULL does nothing. 0, or the errno of removing it. */
int output_close(struct output *output);

/* The folder's descriptor, for looking at what stands in it. */
int output_folder(const struct output *output);

/* Lock a session, where the file system can; EWOULDBLOCK when another run has it. The lock ends when every process that was given the descriptor has
 * closed it, or with output_unlock. */
int output_lock(struct output *output, const char *session, int *lock);

/* Give the lock back, and close it; what is still staged remains for the next run. 0, or the errno of removing the folder. */
int output_unlock(struct output *output, const char *session, int lock);

/* Remove what a killed run left behind of a session that needs nothing more, unless another run has it. `folder` is the output
 * folder's descriptor. */
void output_sweep(int folder, const char *session);

/* The folder of this name under the lock, to make the session in: as an earlier run left it, or new. What is staged there by
 * another name was made from something else, and is removed. *stage is a descriptor. */
int output_stage(int lock, const char *name, int *stage);

/* The same folder, from another process. */
int output_find_stage(int lock, const char *name, int *stage);

/* Write one file into a staged folder: temporary name, write, length check, rename. It is on the disk only after
 * output_flush. */
int output_write(int stage, const char *path, const void *data, size_t n);

/* The digest of a file that is staged. */
int output_digest(int stage, const char *path, char sha256[DIGEST_LENGTH + 1]);

/* Flush everything that was written and moved: one flush for the files of several sessions costs less than one a file. Call
 * it before sessions are published, so that what is visible is whole even when power fails, and after. */
int output_flush(const struct output *output);

/* Move what was staged and flushed to SESSION/TARGET; what stands there already is replaced when `replace`, else EEXIST and
 * nothing is touched. */
int output_publish(struct output *output, int lock, const char *name, const char *session, const char *target,
		   bool replace);

/* Remove all that is staged under the lock. */
int output_drop(int lock);

#endif
