#ifndef BATCH_OUTPUT_H
#define BATCH_OUTPUT_H
/* The folder that sessions are closed out to, and the one folder in it that a session is made in before it is moved into place as
 * a whole. Nothing that stands in the output folder is overwritten; a name that is visible there is whole, and on the disk.
 *
 * DIR/.staging is locked while a run is under way; worker processes inherit the lock, so that the next run begins only when the
 * last of them has ended. Functions that can fail return 0 or an errno. */

#include <stdbool.h>
#include <stddef.h>

struct output;
struct messages;

/* Open the folder, make it when it is not there, and wait for another run on it to end (`wait` is called once before waiting).
 * What a killed run left in .staging is removed. NULL with *error. */
struct output *output_open(const char *path, void (*wait)(void *context), void *context,
			   int *error);

/* Remove .staging and give the lock back. NULL does nothing. */
void output_close(struct output *output);

/* The folder's descriptor, for looking at what stands in it. */
int output_folder(const struct output *output);

/* A folder to make `session` in, and in it the folders parchemins and resultats. Returns its descriptor, or -1 with *error. It is found
 * again by the same words from another process. */
int output_stage(struct output *output, const char *session, const char *target, const char *digest,
		 int *error);
int output_find_stage(const struct output *output, const char *session, const char *target,
		      const char *digest, int *error);

/* Write one file into a staged folder: temporary name, write, length check, rename; mode 0640. It is on the disk only after
 * output_flush. */
int output_write(int stage, const char *path, const void *data, size_t n);

/* Flush everything that was written and moved: one flush for the files of several sessions costs less than one a file. Call
 * it before sessions are published, so that what is visible is whole even when power fails, and after. */
int output_flush(const struct output *output);

/* Move what was staged and flushed to <session>/<target>; what stands there already is replaced when `replace`, else EEXIST and
 * nothing is touched. The staged folder remains staged when it fails. */
int output_publish(struct output *output, const char *session, const char *target,
		   const char *digest, bool replace);

/* Remove a staged folder. */
void output_drop(struct output *output, const char *session, const char *target,
		 const char *digest);

#endif
