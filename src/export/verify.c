#include "export/verify.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "export/archive.h"
#include "export/checked.h"
#include "export/lone.h"
#include "export/tree.h"

/* The folders of a tree that hold a session each, in the order of their paths. */
struct roots {
	struct arena *arena;
	const char **list;
	size_t count, capacity;
};

/* "r1", "r12": what a closed revision is called. */
static bool is_revision(const char *name)
{
	size_t digits = strspn(name + (*name == 'r'), "0123456789");

	return *name == 'r' && digits > 0 && name[1 + digits] == '\0';
}

static void roots_put(struct roots *roots, const char *path, size_t length)
{
	if (roots->count && strlen(roots->list[roots->count - 1]) == length &&
	    !strncmp(roots->list[roots->count - 1], path, length))
		return;
	roots->list = memory_grown(roots->list, roots->count, &roots->capacity, sizeof *roots->list);
	roots->list[roots->count++] = arena_strndup(roots->arena, path, length);
}

static bool names_session(const char *name)
{
	return !strcmp(name, "manifest.xml") || !strcmp(name, "deliberation.xml");
}

/* A folder with a manifest or a deliberation holds a session, and so does one that is named as a revision. */
static void roots_look(struct roots *roots, const char *path)
{
	const char *slash = strrchr(path, '/');
	size_t revision = 0;

	if (*path == '/')
		return; /* the archive's own */
	for (const char *from = path, *to; (to = strchr(from, '/')); from = to + 1) {
		char name[16];

		if ((size_t)(to - from) >= sizeof name)
			continue;
		memcpy(name, from, (size_t)(to - from));
		name[to - from] = '\0';
		if (is_revision(name))
			revision = (size_t)(to - path); /* the last one: a session may be called r1 */
	}
	if (revision)
		roots_put(roots, path, revision);
	else
		if (names_session(slash ? slash + 1 : path))
		roots_put(roots, path, slash ? (size_t)(slash - path) : 0);
}

static int compare_roots(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void roots_find(struct roots *roots, const struct tree *tree)
{
	size_t kept = 0;

	for (size_t i = 0; i < tree_count(tree); i++)
		roots_look(roots, tree_file(tree, i)->path);
	if (roots->count)
		qsort(roots->list, roots->count, sizeof *roots->list, compare_roots);
	for (size_t i = 0; i < roots->count; i++) {
		if (!kept || strcmp(roots->list[kept - 1], roots->list[i]))
			roots->list[kept++] = roots->list[i];
	}
	roots->count = kept;
}

/* The root that a path stands beneath, or NULL. */
static const char *roots_of(const struct roots *roots, const char *path)
{
	char folder[PATH_MAX];
	const char *key = folder;
	const char **found = NULL;

	if (strlen(path) >= sizeof folder)
		return NULL;
	strcpy(folder, path);
	while (!found && *folder && roots->count) {
		char *slash = strrchr(folder, '/');

		*(slash ? slash : folder) = '\0';
		found = bsearch(&key, roots->list, roots->count, sizeof *roots->list, compare_roots);
	}
	return found ? *found : NULL;
}

/* A folder of revisions, as its path is: "2026-014", "" when it is what was asked for. */
static bool holds_revisions(const struct roots *roots, const char *path, size_t length)
{
	for (size_t i = 0; i < roots->count; i++) {
		const char *slash = strrchr(roots->list[i], '/');
		size_t parent = slash ? (size_t)(slash - roots->list[i]) : 0;

		if (parent == length && !strncmp(roots->list[i], path, length) &&
		    is_revision(slash ? slash + 1 : roots->list[i]))
			return true;
	}
	return false;
}

/* A file that stands in a session's folder beside its revisions belongs to none of them; in an archive, one outside all sessions. */
static void say_strays(const struct tree *tree, const struct roots *roots, struct messages *messages)
{
	for (size_t i = 0; i < tree_count(tree); i++) {
		const struct tree_file *file = tree_file(tree, i);
		const char *slash = strrchr(file->path, '/');

		if (*file->path != '/' && !roots_of(roots, file->path) &&
		    (tree_is_sip(tree) ||
		     holds_revisions(roots, file->path, slash ? (size_t)(slash - file->path) : 0)))
			message_add(messages, ((struct place){.file = file->name}), M_V602, NULL);
	}
}

static void verify_tree(const char *path, struct tree *tree, struct sheet *sheet,
			struct verify_count *count, struct messages *messages)
{
	struct roots roots = {.arena = arena_new()};
	size_t before = messages->errors;

	roots_find(&roots, tree);
	if (!roots.count)
		message_add(messages, ((struct place){.file = path}), M_V615, NULL);
	say_strays(tree, &roots, messages);
	for (size_t i = 0; i < roots.count; i++) {
		count->documents += checked_session(tree, path, roots.list[i], NULL, messages);
		count->sessions++;
	}
	/* A session that is altered tells more than the archive around it. */
	if (tree_is_sip(tree) && sheet && messages->errors == before)
		archive_verify(tree, path, sheet, messages);
	free(roots.list);
	arena_free(roots.arena);
}

void verify_path(const char *path, struct sheet *sheet, struct verify_count *count,
		 struct messages *messages)
{
	struct tree *tree;

	if (lone_is(path)) {
		lone_verify(path, messages);
		count->documents++;
		return;
	}
	tree = tree_open(path, messages);
	if (tree)
		verify_tree(path, tree, sheet, count, messages);
	tree_close(tree);
}
