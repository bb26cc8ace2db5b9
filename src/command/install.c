#include "command/install.h"

#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"

static const char *folder_if_there(struct arena *arena, const char *base, const char *below,
				   const char *name)
{
	const char *path = arena_printf(arena, "%s/%s%s", base, below, name);
	struct stat status;

	return !stat(path, &status) && S_ISDIR(status.st_mode) ? path : NULL;
}

const char *install_folder(struct arena *arena, const char *name)
{
	char program[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
	const char *path = NULL;
	char *slash;

	if (length < 0)
		return NULL;
	program[length] = '\0';
	/* The folder above the program's, then the one above that: a build folder may lie deeper. */
	for (int up = 0; !path && up < 3; up++) {
		slash = strrchr(program, '/');
		if (!slash || slash == program)
			return NULL;
		*slash = '\0';
		if (up == 0)
			continue;
		path = folder_if_there(arena, program, "share/parchemin/", name);
		if (!path)
			path = folder_if_there(arena, program, "", name);
		if (!path)
			path = folder_if_there(arena, program, "samples/", name);
	}
	return path;
}

const char *const *install_stylesheets(struct arena *arena, const char *given)
{
	const char **folders = arena_array(arena, 3, sizeof *folders), **to = folders;

	if (given)
		*to++ = given;
	*to = install_folder(arena, "stylesheets");
	return folders;
}
