#include "batch/output.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"

#define STAGING     ".staging"
#define REPLACED    "replaced" /* under the lock: on its way out of sight */
#define FILE_MODE   0640
#define FOLDER_MODE 0750
#define NAME_LIMIT  256
#define LOCK_TRIES  1000 /* more than other runs can come between: the output folder itself is gone */
#define OPEN_FOLDER (O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)

struct output {
	int folder;
	int staging; /* DIR/.staging once a session was locked, or -1 */
};

static int make_folder(int folder, const char *name)
{
	return mkdirat(folder, name, FOLDER_MODE) && errno != EEXIST ? errno : 0;
}

static int open_folder(int folder, const char *name, int *descriptor)
{
	*descriptor = openat(folder, name, OPEN_FOLDER);
	return *descriptor < 0 ? errno : 0;
}

/* Another run may still need it, or have removed it. */
static int remove_empty(int folder, const char *name)
{
	if (!unlinkat(folder, name, AT_REMOVEDIR) || errno == ENOTEMPTY || errno == EEXIST || errno == ENOENT)
		return 0;
	return errno;
}

struct output *output_open(const char *path, int *error)
{
	struct output *output = memory_alloc(sizeof *output);

	*output = (struct output){.folder = -1, .staging = -1};
	*error = file_make_folders(AT_FDCWD, path);
	if (!*error) {
		output->folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		*error = output->folder < 0 ? errno : 0;
	}
	if (!*error)
		return output;
	output_close(output);
	return NULL;
}

int output_close(struct output *output)
{
	int error = 0;

	if (!output)
		return 0;
	if (output->staging >= 0)
		close(output->staging);
	if (output->folder >= 0) {
		error = remove_empty(output->folder, STAGING);
		close(output->folder);
	}
	free(output);
	return error;
}

int output_folder(const struct output *output)
{
	return output->folder;
}

/* Some file systems have no locks, and NFS none for folders: then whoever starts the runs sees to it that no two of them make the
 * same session at the same time. */
static int lock_if_possible(int folder)
{
	if (!flock(folder, LOCK_EX | LOCK_NB))
		return 0;
	return errno == EBADF || errno == ENOLCK || errno == EOPNOTSUPP || errno == ENOSYS || errno == EINVAL ? 0 : errno;
}

/* Open and lock a folder that is there. A run that ends removes it, so that the one locked may be one that is there no longer:
 * ENOENT then. */
static int lock_folder(int staging, const char *name, int *lock)
{
	struct stat locked, named;
	int error = open_folder(staging, name, lock);

	if (error)
		return error;
	error = lock_if_possible(*lock);
	if (!error && fstat(*lock, &locked))
		error = errno;
	if (error) {
		close(*lock);
		return error;
	}
	if (fstatat(staging, name, &named, AT_SYMLINK_NOFOLLOW))
		error = errno;
	else if (locked.st_ino != named.st_ino || locked.st_dev != named.st_dev)
		error = ENOENT;
	if (error)
		close(*lock);
	return error;
}

/* Another run that ends may remove .staging or the session's folder at any moment: then it is made again. */
int output_lock(struct output *output, const char *session, int *lock)
{
	for (int tries = LOCK_TRIES;; tries--) {
		int error = 0;

		if (output->staging < 0) {
			error = make_folder(output->folder, STAGING);
			if (!error)
				error = open_folder(output->folder, STAGING, &output->staging);
		}
		if (!error)
			error = make_folder(output->staging, session);
		if (!error)
			error = lock_folder(output->staging, session, lock);
		if (error != ENOENT || !tries)
			return error;
		if (output->staging >= 0)
			close(output->staging);
		output->staging = -1;
	}
}

/* The workers may still hold the lock's descriptor: closing it would not be enough. */
static int unlock_folder(int staging, const char *name, int lock)
{
	int error = remove_empty(staging, name);

	flock(lock, LOCK_UN);
	close(lock);
	return error;
}

int output_unlock(struct output *output, const char *session, int lock)
{
	return unlock_folder(output->staging, session, lock);
}

/* Remove what stands under the lock, but what begins with `name`, when there is one. */
static int remove_all_but(int lock, const char *name)
{
	int descriptor, error = open_folder(lock, ".", &descriptor);
	DIR *entries = error ? NULL : fdopendir(descriptor);
	struct dirent *entry;

	if (error)
		return error;
	if (!entries) {
		error = errno;
		close(descriptor);
		return error;
	}
	while (!error && (entry = readdir(entries))) {
		if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..") &&
		    !(name && !strncmp(entry->d_name, name, strlen(name))))
			error = file_remove(lock, entry->d_name);
	}
	closedir(entries);
	return error;
}

void output_sweep(int folder, const char *session)
{
	int staging, lock;

	if (open_folder(folder, STAGING, &staging))
		return;
	if (!lock_folder(staging, session, &lock)) {
		output_drop(lock);
		unlock_folder(staging, session, lock);
	}
	close(staging);
	remove_empty(folder, STAGING);
}

int output_stage(int lock, const char *name, int *stage)
{
	int error = remove_all_but(lock, name);

	if (!error)
		error = make_folder(lock, name);
	return error ? error : open_folder(lock, name, stage);
}

int output_find_stage(int lock, const char *name, int *stage)
{
	return open_folder(lock, name, stage);
}

/* Write all, check the length, close. */
static int write_whole(int file, const void *data, size_t n)
{
	struct stat status;
	int error = file_put(file, data, n);

	if (!error && fstat(file, &status))
		error = errno;
	if (!error && (size_t)status.st_size != n)
		error = EIO;
	if (close(file) && !error)
		error = errno;
	return error;
}

/* Open a new file, after the folder that it lies in has been made. */
static int create(int stage, const char *path, int *file)
{
	const int flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW;
	const char *slash = strchr(path, '/');
	char folder[NAME_LIMIT];
	int error;

	*file = openat(stage, path, flags, FILE_MODE);
	if (*file >= 0)
		return 0;
	if (errno != ENOENT || !slash)
		return errno;
	snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path);
	error = make_folder(stage, folder);
	if (error)
		return error;
	*file = openat(stage, path, flags, FILE_MODE);
	return *file < 0 ? errno : 0;
}

int output_write(int stage, const char *path, const void *data, size_t n)
{
	char temporary[NAME_LIMIT];
	int length = snprintf(temporary, sizeof temporary, "%s.tmp", path);
	int file, error;

	if (length < 0 || length >= NAME_LIMIT)
		return ENAMETOOLONG;
	error = create(stage, temporary, &file);
	if (error)
		return error;
	error = write_whole(file, data, n);
	if (!error && renameat(stage, temporary, stage, path))
		error = errno;
	if (error)
		unlinkat(stage, temporary, 0);
	return error;
}

static void to_digest(void *context, const void *bytes, size_t n)
{
	digest_add(context, bytes, n);
}

int output_digest(int stage, const char *path, char sha256[DIGEST_LENGTH + 1])
{
	int file = openat(stage, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW), error;
	struct digest *digest;

	if (file < 0)
		return errno;
	digest = digest_new();
	error = file_take(file, to_digest, digest);
	digest_end(digest, sha256);
	close(file);
	return error;
}

int output_flush(const struct output *output)
{
	return syncfs(output->folder) ? errno : 0;
}

/* Where the file system knows no RENAME_NOREPLACE, rename replaces nothing but an empty folder. */
static int move_into_place(int lock, const char *name, int parent, const char *target)
{
	if (!renameat2(lock, name, parent, target, RENAME_NOREPLACE))
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return errno;
	if (file_exists(parent, target))
		return EEXIST;
	if (!renameat(lock, name, parent, target))
		return 0;
	return errno == ENOTEMPTY ? EEXIST : errno;
}

/* What was there goes to where the new came from, and is removed; under a name that no later run takes for staged files. */
static int exchange(int lock, const char *name, int parent, const char *target)
{
	int error = renameat(lock, name, lock, REPLACED) ? errno : 0;

	if (error || !renameat2(lock, REPLACED, parent, target, RENAME_EXCHANGE))
		return error;
	if (errno != EINVAL && errno != ENOSYS)
		return errno;
	error = file_remove(parent, target);
	return error ? error : move_into_place(lock, REPLACED, parent, target);
}

int output_publish(struct output *output, int lock, const char *name, const char *session, const char *target,
		   bool replace)
{
	int parent, error = make_folder(output->folder, session);

	if (!error)
		error = open_folder(output->folder, session, &parent);
	if (error)
		return error;
	error = move_into_place(lock, name, parent, target);
	if (error == EEXIST && replace)
		error = exchange(lock, name, parent, target);
	if (error)
		unlinkat(output->folder, session, AT_REMOVEDIR); /* when it was made for nothing */
	close(parent);
	return error;
}

int output_drop(int lock)
{
	return remove_all_but(lock, NULL);
}
