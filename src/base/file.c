#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"

#define FILE_MODE 0640
#define FOLDER_MODE 0750
#define READ_STEP ((size_t)64 * 1024)
#define DEPTH_LIMIT 64

static int read_all(int descriptor, size_t limit, struct buffer *buffer)
{
	size_t total = 0;

	for (;;) {
		/* One byte more than allowed tells a file that is too long from one that just fits. */
		size_t room = limit - total < READ_STEP ? limit - total + 1 : READ_STEP;
		ssize_t n = read(descriptor, buffer_reserve(buffer, room), room);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno;
		if (n == 0)
			return 0;
		if ((size_t)n > limit - total)
			return EFBIG;
		buffer->length += (size_t)n;
		total += (size_t)n;
	}
}

int file_open(const char *path, int *error)
{
	/* O_NONBLOCK: a named pipe is refused, not waited for. */
	int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat status;

	*error = descriptor < 0 || fstat(descriptor, &status) < 0 ? errno
		 : S_ISREG(status.st_mode)			   ? 0
								   : EINVAL;
	if (*error && descriptor >= 0)
		close(descriptor);
	return *error ? -1 : descriptor;
}

int file_read(const char *path, size_t limit, struct buffer *buffer)
{
	size_t before = buffer->length;
	int descriptor, error;

	if (strcmp(path, "-") == 0) {
		error = read_all(STDIN_FILENO, limit, buffer);
	} else {
		descriptor = file_open(path, &error);
		if (descriptor < 0)
			return error;
		error = read_all(descriptor, limit, buffer);
		close(descriptor);
	}
	if (error != 0)
		buffer->length = before;
	return error;
}

int file_take(int descriptor, file_sink *sink, void *context)
{
	char *block = memory_alloc(READ_STEP);
	ssize_t got;
	int error;

	while ((got = read(descriptor, block, READ_STEP)) != 0) {
		if (got > 0)
			sink(context, block, (size_t)got);
		else if (errno != EINTR)
			break;
	}
	error = got < 0 ? errno : 0;
	free(block);
	return error;
}

int file_each(const char *path, file_sink *sink, void *context)
{
	int error, descriptor = file_open(path, &error);

	if (descriptor < 0)
		return error;
	error = file_take(descriptor, sink, context);
	close(descriptor);
	return error;
}

int file_put(int descriptor, const void *data, size_t n)
{
	const char *at = data;

	while (n > 0) {
		ssize_t written = write(descriptor, at, n);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return errno;
		at += written;
		n -= (size_t)written;
	}
	return 0;
}

/* Write, length check, fsync, close. Takes the descriptor. */
static int write_whole(int descriptor, const void *data, size_t n)
{
	struct stat status;
	int error = file_put(descriptor, data, n);

	if (error == 0 && fstat(descriptor, &status) < 0)
		error = errno;
	if (error == 0 && (size_t)status.st_size != n)
		error = EIO;
	if (error == 0 && fsync(descriptor) < 0)
		error = errno;
	if (close(descriptor) < 0 && error == 0)
		error = errno;
	return error;
}

int file_write(int folder, const char *name, const void *data, size_t n)
{
	char temporary[PATH_MAX];
	int descriptor, error, length = snprintf(temporary, sizeof temporary, "%s.tmp", name);

	if (length < 0 || (size_t)length >= sizeof temporary)
		return ENAMETOOLONG;
	descriptor = openat(folder, temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, FILE_MODE);
	if (descriptor < 0)
		return errno;
	error = write_whole(descriptor, data, n);
	if (error == 0 && renameat(folder, temporary, folder, name) < 0)
		error = errno;
	if (error != 0)
		unlinkat(folder, temporary, 0);
	return error;
}

int file_folder(const char *path, const char **name)
{
	const char *slash = strrchr(path, '/');
	char folder[PATH_MAX] = ".";
	size_t length = slash == path ? 1 : slash ? (size_t)(slash - path) : 0;

	*name = slash ? slash + 1 : path;
	if (length >= sizeof folder) {
		errno = ENAMETOOLONG;
		return -1;
	}
	if (slash) {
		memcpy(folder, path, length);
		folder[length] = '\0';
	}
	return open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

int file_save(const char *path, const void *data, size_t n)
{
	const char *name;
	int folder = file_folder(path, &name), error;

	if (folder < 0)
		return errno;
	error = *name ? file_write(folder, name, data, n) : EISDIR;
	if (!error)
		error = file_sync_folder(folder);
	close(folder);
	return error;
}

enum status file_complain(const char *path, int error, struct messages *messages)
{
	if (error == ENOSPC || error == EDQUOT)
		message_add(messages, PLACE_NONE, M_B803, path);
	else if (error)
		message_add(messages, PLACE_NONE, M_B802, path, file_explain(error));
	return status_of_error(error);
}

static int make_folder(int folder, const char *path)
{
	struct stat status;

	if (mkdirat(folder, path, FOLDER_MODE) == 0)
		return 0;
	if (errno != EEXIST)
		return errno;
	if (fstatat(folder, path, &status, 0) < 0)
		return errno;
	return S_ISDIR(status.st_mode) ? 0 : ENOTDIR;
}

int file_make_folders(int folder, const char *path)
{
	char part[PATH_MAX];
	size_t length = strlen(path);
	int error;

	if (length >= sizeof part)
		return ENAMETOOLONG;
	memcpy(part, path, length + 1);
	for (size_t i = 1; i < length; i++) {
		if (part[i] != '/' || part[i - 1] == '/')
			continue;
		part[i] = '\0';
		error = make_folder(folder, part);
		part[i] = '/';
		if (error != 0)
			return error;
	}
	return length == 0 ? ENOENT : make_folder(folder, part);
}

int file_sync_folder(int folder)
{
	return fsync(folder) < 0 ? errno : 0;
}

static int remove_below(int folder, const char *path, int depth);

static int remove_entries(DIR *entries, int depth)
{
	const struct dirent *entry;

	for (;;) {
		int error;

		errno = 0;
		entry = readdir(entries);
		if (entry == NULL)
			return errno;
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		error = remove_below(dirfd(entries), entry->d_name, depth + 1);
		if (error != 0)
			return error;
	}
}

static int remove_below(int folder, const char *path, int depth)
{
	DIR *entries;
	int descriptor, error;

	if (unlinkat(folder, path, 0) == 0 || errno == ENOENT)
		return 0;
	if (errno != EISDIR && errno != EPERM)
		return errno;
	if (depth > DEPTH_LIMIT)
		return ELOOP;
	descriptor = openat(folder, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (descriptor < 0)
		return errno;
	entries = fdopendir(descriptor);
	if (entries == NULL) {
		error = errno;
		close(descriptor);
		return error;
	}
	error = remove_entries(entries, depth);
	closedir(entries);
	if (error == 0 && unlinkat(folder, path, AT_REMOVEDIR) < 0 && errno != ENOENT)
		error = errno;
	return error;
}

int file_remove(int folder, const char *path)
{
	return remove_below(folder, path, 0);
}

bool file_exists(int folder, const char *path)
{
	struct stat status;

	return fstatat(folder, path, &status, AT_SYMLINK_NOFOLLOW) == 0;
}

const char *file_explain(int error)
{
	switch (error) {
	case EINVAL:
		return message_translate("not a regular file");
	case EFBIG:
		return message_translate("larger than allowed");
	default:
		return message_translate(strerror(error));
	}
}
