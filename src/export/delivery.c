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

enum status delivery_write(const char *path, const struct buffer *bytes, struct messages *messages)
{
	if (file_exists(AT_FDCWD, path))
		return stands(path, bytes) ? STATUS_DONE : refuse(path, messages);
	return file_complain(path, file_save(path, bytes->data, bytes->length), messages);
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
	folder = file_folder(path, &name);
	if (folder < 0 || chmod(finished, 0640) || rename(finished, path))
		error = errno;
	else
		error = file_sync_folder(folder);
	if (folder >= 0)
		close(folder);
	if (error)
		unlink(finished);
	return file_complain(path, error, messages);
}
