#ifndef BASE_FILE_H
#define BASE_FILE_H
/* Reading whole files within a limit, and writing them so that a name that is visible is whole: temporary name,
 * write, length check, fsync, rename. Functions that can fail return 0, or the errno of the call that failed. */

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

/* Append the file to the buffer; EFBIG when it is longer than limit bytes. Refuses what is not a regular file (EINVAL),
 * "-" is standard input. */
int file_read(const char *path, size_t limit, struct buffer *buffer);

/* Write a new file of mode 0640 in the folder: <name>.tmp, fsync, rename. Nothing is left behind on failure. */
int file_write(int folder, const char *name, const void *data, size_t n);

/* mkdir -p below folder (AT_FDCWD for the current one), mode 0750. */
int file_make_folders(int folder, const char *path);

/* fsync of a folder given by its descriptor. */
int file_sync_folder(int folder);

/* Remove a file or a whole folder; a name that does not exist is no error. Follows no link. */
int file_remove(int folder, const char *path);

bool file_exists(int folder, const char *path);

/* What one of these errors means, for a message, in the chosen language. Static text. */
const char *file_explain(int error);

#endif
