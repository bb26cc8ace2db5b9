#ifndef BASE_FILE_H
#define BASE_FILE_H
/* Reading whole files within a limit, and writing them so that a name that is visible is whole: temporary name,
 * write, length check, fsync, rename. Functions that can fail return 0, or the errno of the call that failed. */

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/message.h"
#include "base/status.h"

/* Append the file to the buffer; EFBIG when it is longer than limit bytes. Refuses what is not a regular file (EINVAL),
 * "-" is standard input. */
int file_read(const char *path, size_t limit, struct buffer *buffer);

/* Open a regular file to read it: its descriptor, or -1 and the errno in *error (EINVAL for what is not a regular file). */
int file_open(const char *path, int *error);

/* Give the bytes of a file to the sink, block by block, whatever its length. 0, or an errno as of file_open. */
typedef void file_sink(void *context, const void *bytes, size_t n);
int file_each(const char *path, file_sink *sink, void *context);

/* The same of a file that is open, which stays the caller's to close. */
int file_take(int descriptor, file_sink *sink, void *context);

/* Write all of it, however many calls that takes; 0 or an errno. */
int file_put(int descriptor, const void *data, size_t n);

/* Write a new file of mode 0640 in the folder: <name>.tmp, fsync, rename. Nothing is left behind on failure. */
int file_write(int folder, const char *name, const void *data, size_t n);

/* The folder of a path, opened, and the name in it, which may be "". -1 with errno. */
int file_folder(const char *path, const char **name);

/* file_write for a path whose folder is there, and fsync of that. EISDIR for one that ends with a slash. */
int file_save(const char *path, const void *data, size_t n);

/* Say that a file could not be written (B803 for a full disk, else B802). Returns what that means for the exit; nothing is said of
 * error 0. */
enum status file_complain(const char *path, int error, struct messages *messages);

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
