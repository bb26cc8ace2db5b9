#include "batch/inputs.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buffer.h"
#include "base/file.h"

#define INPUTS_DEPTH      64 /* of folders: deeper is a loop of mounts or a mistake */
#define INPUTS_LIST_LIMIT ((size_t)64 << 20)

struct inputs *inputs_new(void)
{
	struct inputs *inputs = memory_alloc(sizeof *inputs);

	*inputs = (struct inputs){.arena = arena_new()};
	return inputs;
}

void inputs_free(struct inputs *inputs)
{
	if (!inputs)
		return;
	arena_free(inputs->arena);
	free(inputs->list);
	free(inputs);
}

static void inputs_put(struct inputs *inputs, const char *path, bool found)
{
	inputs->list = memory_grown(inputs->list, inputs->count, &inputs->capacity, sizeof *inputs->list);
	inputs->list[inputs->count++] = (struct input){.path = path, .found = found};
}

static enum status inputs_missing(const char *path, int error, struct messages *messages)
{
	message_add(messages, PLACE_NONE, M_U906, path, file_explain(error));
	return STATUS_MISSING;
}

static bool input_is_xml(const char *name)
{
	size_t length = strlen(name);

	return length > 4 && !strcmp(name + length - 4, ".xml");
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names in a folder that are not hidden, sorted, NULL-terminated, the arena's; NULL with errno. */
static char **folder_names(struct arena *arena, const char *path)
{
	DIR *folder = opendir(path);
	struct dirent *entry;
	char **sorted;
	struct buffer names = {0};
	size_t count = 0;

	if (!folder)
		return NULL;
	while ((entry = readdir(folder))) {
		char *name;

		if (entry->d_name[0] == '.')
			continue;
		name = arena_strdup(arena, entry->d_name);
		buffer_put(&names, &name, sizeof name);
		count++;
	}
	closedir(folder);
	sorted = arena_array(arena, count + 1, sizeof *sorted);
	if (count)
		memcpy(sorted, names.data, count * sizeof *sorted);
	buffer_free(&names);
	qsort(sorted, count, sizeof *sorted, compare_names);
	return sorted;
}

/* Links to folders are not followed: they make loops. */
static enum status inputs_add_folder(struct inputs *inputs, const char *path, int depth,
				     struct messages *messages)
{
	char **names = depth < INPUTS_DEPTH ? folder_names(inputs->arena, path) : NULL;
	enum status status = STATUS_DONE;
	size_t length = strlen(path);

	if (!names)
		return inputs_missing(path, depth < INPUTS_DEPTH ? errno : ELOOP, messages);
	for (; *names; names++) {
		const char *separator = length && path[length - 1] == '/' ? "" : "/";
		const char *child = arena_printf(inputs->arena, "%s%s%s", path, separator, *names);
		struct stat found, followed;

		if (lstat(child, &found) || stat(child, &followed))
			continue;
		if (S_ISDIR(found.st_mode))
			status = status_worse(
				status, inputs_add_folder(inputs, child, depth + 1, messages));
		else if (S_ISREG(followed.st_mode) && input_is_xml(*names))
			inputs_put(inputs, child, true);
	}
	return status;
}

static enum status inputs_add_path(struct inputs *inputs, const char *argument,
				   struct messages *messages)
{
	const char *path = arena_strdup(inputs->arena, argument);
	struct stat found;

	if (stat(path, &found))
		return inputs_missing(path, errno, messages);
	if (S_ISDIR(found.st_mode))
		return inputs_add_folder(inputs, path, 0, messages);
	inputs_put(inputs, path, false);
	return STATUS_DONE;
}

static enum status inputs_add_list(struct inputs *inputs, struct messages *messages)
{
	struct buffer list = {0};
	enum status status = STATUS_DONE;
	int error = file_read("-", INPUTS_LIST_LIMIT, &list);
	const char *ends = "\r\n";
	char *line, *next = NULL;

	if (error) {
		buffer_free(&list);
		return inputs_missing("-", error, messages);
	}
	if (list.length && memchr(list.data, '\0', list.length))
		ends = "";
	buffer_string(&list);
	for (line = list.data; line && line < list.data + list.length; line = next) {
		size_t length = strcspn(line, ends);

		next = line + length + 1;
		line[length] = '\0';
		if (length)
			status = status_worse(status, inputs_add_path(inputs, line, messages));
	}
	buffer_free(&list);
	return status;
}

enum status inputs_add(struct inputs *inputs, const char *argument, struct messages *messages)
{
	if (!strcmp(argument, "-"))
		return inputs_add_list(inputs, messages);
	return inputs_add_path(inputs, argument, messages);
}
