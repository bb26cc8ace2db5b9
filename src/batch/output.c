#include "batch/output.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"

#define STAGING      ".staging"
#define FILE_MODE    0640
#define FOLDER_MODE  0750
#define DIGEST_SHORT 16 /* digits of the input digest that name a staged folder */
#define NAME_LIMIT   256
#define OPEN_FOLDER  (O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)

struct output {
	int folder;
	int staging; /* DIR/.staging: the lock is on this descriptor */
};

static int make_folder(int folder, const char *name)
{
	if (mkdirat(folder, name, FOLDER_MODE))
		return errno == EEXIST ? 0 : errno;
	return fchmodat(folder, name, FOLDER_MODE, 0) ? errno : 0; /* whatever the umask */
}

/* Open and lock .staging. A run that ends removes it, so that the folder locked may be one that is no longer there: again then. */
static int staging_lock(struct output *output, void (*wait)(void *context), void *context)
{
	for (;;) {
		struct stat status;
		int error = make_folder(output->folder, STAGING);

		if (error)
			return error;
		output->staging = openat(output->folder, STAGING, OPEN_FOLDER);
		if (output->staging < 0 && errno == ENOENT)
			continue;
		if (output->staging < 0)
			return errno;
		if (flock(output->staging, LOCK_EX | LOCK_NB)) {
			if (wait)
				wait(context);
			wait = NULL;
			while (flock(output->staging, LOCK_EX)) {
				if (errno != EINTR)
					return errno;
			}
		}
		if (fstat(output->staging, &status))
			return errno;
		if (status.st_nlink)
			return 0;
		close(output->staging);
		output->staging = -1;
	}
}

static int staging_sweep(struct output *output)
{
	int descriptor = openat(output->staging, ".", OPEN_FOLDER);
	DIR *entries = descriptor < 0 ? NULL : fdopendir(descriptor);
	struct dirent *entry;
	int error = 0;

	if (!entries) {
		error = errno;
		if (descriptor >= 0)
			close(descriptor);
		return error;
	}
	while (!error && (entry = readdir(entries))) {
		if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."))
			error = file_remove(output->staging, entry->d_name);
	}
	closedir(entries);
	return error;
}

struct output *output_open(const char *path, void (*wait)(void *context), void *context, int *error)
{
	struct output *output = memory_alloc(sizeof *output);

	*output = (struct output){.folder = -1, .staging = -1};
	*error = file_make_folders(AT_FDCWD, path);
	if (*error)
		goto fail;
	output->folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (output->folder < 0) {
		*error = errno;
		goto fail;
	}
	*error = staging_lock(output, wait, context);
	if (!*error)
		*error = staging_sweep(output);
	if (!*error)
		return output;
fail:
	output_close(output);
	return NULL;
}

void output_close(struct output *output)
{
	if (!output)
		return;
	if (output->staging >= 0) {
		unlinkat(output->folder, STAGING, AT_REMOVEDIR);
		close(output->staging);
	}
	if (output->folder >= 0)
		close(output->folder);
	free(output);
}

int output_folder(const struct output *output)
{
	return output->folder;
}

static int stage_name(char name[NAME_LIMIT], const char *session, const char *target,
		      const char *digest)
{
	int length =
		snprintf(name, NAME_LIMIT, "%s-%s-%.*s", session, target, DIGEST_SHORT, digest);

	return length > 0 && length < NAME_LIMIT ? 0 : ENAMETOOLONG;
}

int output_find_stage(const struct output *output, const char *session, const char *target,
		      const char *digest, int *error)
{
	char name[NAME_LIMIT];
	int stage;

	*error = stage_name(name, session, target, digest);
	if (*error)
		return -1;
	stage = openat(output->staging, name, OPEN_FOLDER);
	if (stage < 0)
		*error = errno;
	return stage;
}

int output_stage(struct output *output, const char *session, const char *target, const char *digest,
		 int *error)
{
	char name[NAME_LIMIT];
	int stage;

	*error = stage_name(name, session, target, digest);
	if (!*error)
		*error = file_remove(output->staging, name);
	if (!*error)
		*error = make_folder(output->staging, name);
	if (*error)
		return -1;
	stage = output_find_stage(output, session, target, digest, error);
	if (stage < 0)
		return -1;
	*error = make_folder(stage, "parchemins");
	if (!*error)
		*error = make_folder(stage, "resultats");
	if (!*error)
		return stage;
	close(stage);
	return -1;
}

/* Write all, check the length, close. The mode does not depend on the umask of whoever runs the program. */
static int write_whole(int file, const char *data, size_t n)
{
	size_t rest = n;
	struct stat status;
	int error = fchmod(file, FILE_MODE) ? errno : 0;

	while (!error && rest) {
		ssize_t written = write(file, data, rest);

		if (written < 0 && errno != EINTR)
			error = errno;
		if (written > 0) {
			data += written;
			rest -= (size_t)written;
		}
	}
	if (!error && fstat(file, &status))
		error = errno;
	if (!error && (size_t)status.st_size != n)
		error = EIO;
	if (close(file) && !error)
		error = errno;
	return error;
}

int output_write(int stage, const char *path, const void *data, size_t n)
{
	char temporary[NAME_LIMIT];
	int length = snprintf(temporary, sizeof temporary, "%s.tmp", path);
	int file, error;

	if (length < 0 || length >= NAME_LIMIT)
		return ENAMETOOLONG;
	file = openat(stage, temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW,
		      FILE_MODE);
	if (file < 0)
		return errno;
	error = write_whole(file, data, n);
	if (!error && renameat(stage, temporary, stage, path))
		error = errno;
	if (error)
		unlinkat(stage, temporary, 0);
	return error;
}

/* Where the file system knows no RENAME_NOREPLACE, rename replaces nothing but an empty folder. */
static int move_into_place(const struct output *output, const char *name, int parent,
			   const char *target)
{
	if (!renameat2(output->staging, name, parent, target, RENAME_NOREPLACE))
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return errno;
	if (file_exists(parent, target))
		return EEXIST;
	if (!renameat(output->staging, name, parent, target))
		return 0;
	return errno == ENOTEMPTY ? EEXIST : errno;
}

/* What was there takes the staged folder's name and is removed. */
static int exchange(const struct output *output, const char *name, int parent, const char *target)
{
	if (renameat2(output->staging, name, parent, target, RENAME_EXCHANGE)) {
		int error =
			errno == EINVAL || errno == ENOSYS ? file_remove(parent, target) : errno;

		return error ? error : move_into_place(output, name, parent, target);
	}
	return file_remove(output->staging, name);
}

int output_flush(const struct output *output)
{
	return syncfs(output->folder) ? errno : 0;
}

/* Folders that nothing was put in do not come along. */
static void drop_empty(const struct output *output, const char *name)
{
	int stage = openat(output->staging, name, OPEN_FOLDER);

	if (stage < 0)
		return;
	unlinkat(stage, "parchemins", AT_REMOVEDIR);
	unlinkat(stage, "resultats", AT_REMOVEDIR);
	close(stage);
}

int output_publish(struct output *output, const char *session, const char *target,
		   const char *digest, bool replace)
{
	char name[NAME_LIMIT];
	int parent;
	int error = stage_name(name, session, target, digest);

	if (!error)
		error = make_folder(output->folder, session);
	if (error)
		return error;
	parent = openat(output->folder, session, OPEN_FOLDER);
	if (parent < 0)
		return errno;
	drop_empty(output, name);
	error = move_into_place(output, name, parent, target);
	if (error == EEXIST && replace)
		error = exchange(output, name, parent, target);
	if (error)
		unlinkat(output->folder, session, AT_REMOVEDIR); /* when it was made for nothing */
	close(parent);
	return error;
}

void output_drop(struct output *output, const char *session, const char *target, const char *digest)
{
	char name[NAME_LIMIT];

	if (!stage_name(name, session, target, digest))
		file_remove(output->staging, name);
}
