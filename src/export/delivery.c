#include "export/delivery.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"

#define BLOCK 65536

enum status delivery_fail(const char *path, int error, struct messages *messages)
{
	if (error == ENOSPC || error == EDQUOT)
		message_add(messages, PLACE_NONE, M_B803, path);
	else
		message_add(messages, PLACE_NONE, M_B802, path, file_explain(error));
	return status_of_error(error);
}

static enum status refuse(const char *path, struct messages *messages)
{
	message_add(messages, PLACE_NONE, M_A603, path);
	return STATUS_OUTPUT;
}

/* Do these bytes stand at the path? */
static bool stands(const char *path, const struct buffer *bytes)
{
	struct buffer found = {0};
	bool same = !file_read(path, bytes->length, &found) && found.length == bytes->length &&
		    !memcmp(found.data, bytes->data, bytes->length);

	buffer_free(&found);
	return same;
}

/* The folder of a path, opened, and the name in it. */
static int open_folder(const char *path, const char **name)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash ? strndup(path, slash == path ? 1 : (size_t)(slash - path))
			     : memory_strdup(".");
	int descriptor;

	*name = slash ? slash + 1 : path;
	if (!folder)
		memory_ended();
	descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(folder);
	return descriptor;
}

enum status delivery_write(const char *path, const struct buffer *bytes, struct messages *messages)
{
	const char *name;
	int folder, error;

	if (file_exists(AT_FDCWD, path))
		return stands(path, bytes) ? STATUS_DONE : refuse(path, messages);
	folder = open_folder(path, &name);
	if (folder < 0)
		return delivery_fail(path, errno, messages);
	error = *name ? file_write(folder, name, bytes->data, bytes->length) : EISDIR;
	if (!error)
		error = file_sync_folder(folder);
	close(folder);
	return error ? delivery_fail(path, error, messages) : STATUS_DONE;
}

/* Compare two files, block by block. */
static bool same_files(const char *left, const char *right)
{
	FILE *a = fopen(left, "re"), *b = fopen(right, "re");
	char *blocks = memory_alloc(2 * BLOCK);
	bool same = a && b;
	size_t got = BLOCK;

	while (same && got) {
		got = fread(blocks, 1, BLOCK, a);
		same = fread(blocks + BLOCK, 1, BLOCK, b) == got &&
		       !memcmp(blocks, blocks + BLOCK, got);
	}
	same = same && !ferror(a) && !ferror(b);
	if (a)
		fclose(a);
	if (b)
		fclose(b);
	free(blocks);
	return same;
}

enum status delivery_move(const char *finished, const char *path, struct messages *messages)
{
	const char *name;
	int folder, error = 0;

	if (file_exists(AT_FDCWD, path)) {
		bool same = same_files(finished, path);

		unlink(finished);
		return same ? STATUS_DONE : refuse(path, messages);
	}
	folder = open_folder(path, &name);
	if (folder < 0 || chmod(finished, 0640) || rename(finished, path))
		error = errno;
	else
		error = file_sync_folder(folder);
	if (folder >= 0)
		close(folder);
	if (error)
		unlink(finished);
	return error ? delivery_fail(path, error, messages) : STATUS_DONE;
}
