#include "base/draft.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"

#define MODE 0640

struct draft {
	char *path;
	struct buffer temporary; /* the name while it is written, in the folder */
	int folder, file;        /* -1: not open */
	int error;
};

struct draft *draft_new(const char *path)
{
	struct draft *draft = memory_alloc(sizeof *draft);

	*draft = (struct draft){.path = memory_strdup(path), .folder = -1, .file = -1};
	return draft;
}

static int open_temporary(struct draft *draft)
{
	const char *name;

	draft->folder = file_folder(draft->path, &name);
	if (draft->folder < 0)
		return errno;
	if (!*name)
		return EISDIR;
	buffer_puts(&draft->temporary, name);
	buffer_puts(&draft->temporary, ".tmp");
	draft->file = openat(draft->folder, buffer_string(&draft->temporary),
			     O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, MODE);
	return draft->file < 0 ? errno : 0;
}

void draft_put(struct draft *draft, const void *data, size_t n)
{
	if (!draft->error && draft->file < 0)
		draft->error = open_temporary(draft);
	if (!draft->error)
		draft->error = file_put(draft->file, data, n);
}

static int name_it(struct draft *draft)
{
	const char *slash = strrchr(draft->path, '/');

	if (fsync(draft->file) < 0 ||
	    renameat(draft->folder, buffer_string(&draft->temporary), draft->folder,
		     slash ? slash + 1 : draft->path) < 0)
		return errno;
	return file_sync_folder(draft->folder);
}

int draft_keep(struct draft *draft)
{
	int error;

	draft_put(draft, "", 0); /* an empty file is one too */
	error = draft->error ? draft->error : name_it(draft);
	if (!error) {
		close(draft->file);
		draft->file = -1;
	}
	draft_drop(draft);
	return error;
}

void draft_drop(struct draft *draft)
{
	if (!draft)
		return;
	if (draft->file >= 0) {
		close(draft->file);
		unlinkat(draft->folder, buffer_string(&draft->temporary), 0);
	}
	if (draft->folder >= 0)
		close(draft->folder);
	buffer_free(&draft->temporary);
	free(draft->path);
	free(draft);
}
