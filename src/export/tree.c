#include "export/tree.h"

#include <archive.h>
#include <archive_entry.h>
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"

#define TREE_DEPTH  16
#define TREE_MOST   ((size_t)4 << 20)   /* files: far more than any session has */
#define TREE_LARGEST ((size_t)512 << 20) /* bytes of one file */
#define ZIP_BLOCK   ((size_t)1 << 16)

struct tree {
	struct arena *arena;
	const char *path;
	bool zip, sip;
	struct tree_file *list;
	size_t count, capacity;
};

static void tree_put(struct tree *tree, struct tree_file file)
{
	tree->list = memory_grown(tree->list, tree->count, &tree->capacity, sizeof *tree->list);
	tree->list[tree->count++] = file;
}

static int compare_files(const void *a, const void *b)
{
	const struct tree_file *first = a, *second = b;
	int order = strcmp(first->path, second->path);

	return order ? order : first->entry < second->entry ? -1 : 1;
}

static void tree_sort(struct tree *tree)
{
	if (tree->count)
		qsort(tree->list, tree->count, sizeof *tree->list, compare_files);
	for (size_t i = 1; i < tree->count; i++)
		tree->list[i].twice = !strcmp(tree->list[i].path, tree->list[i - 1].path);
}

/* Folders */

static void tree_add_folder(struct tree *tree, const char *below, int depth,
			    struct messages *messages)
{
	const char *full = arena_printf(tree->arena, "%s%s%s", tree->path, *below ? "/" : "", below);
	DIR *folder = depth < TREE_DEPTH ? opendir(full) : NULL;
	struct dirent *entry;

	if (!folder) {
		message_add(messages, PLACE_NONE, M_U906, full,
			    file_explain(depth < TREE_DEPTH ? errno : ELOOP));
		return;
	}
	while (tree->count < TREE_MOST && (entry = readdir(folder))) {
		const char *path, *name;
		struct stat found = {0};

		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
			continue;
		if (!*below && !strcmp(entry->d_name, ".staging"))
			continue; /* a run that is under way */
		path = arena_printf(tree->arena, "%s%s%s", below, *below ? "/" : "", entry->d_name);
		name = arena_printf(tree->arena, "%s/%s", tree->path, path);
		if (!lstat(name, &found) && S_ISDIR(found.st_mode))
			tree_add_folder(tree, path, depth + 1, messages);
		else
			tree_put(tree, (struct tree_file){.path = path,
							  .name = name,
							  .plain = S_ISREG(found.st_mode)});
	}
	closedir(folder);
}

/* Zips */

static struct archive *zip_open(const char *path)
{
	struct archive *archive = archive_read_new();

	if (!archive)
		memory_ended();
	archive_read_support_format_zip(archive);
	if (archive_read_open_filename(archive, path, ZIP_BLOCK) == ARCHIVE_OK)
		return archive;
	archive_read_free(archive);
	return NULL;
}

static const char *entry_name(struct archive_entry *entry)
{
	const char *name = archive_entry_pathname_utf8(entry);

	if (!name)
		name = archive_entry_pathname(entry);
	return name ? name : "";
}

/* In an archive of ours a file's name stands flat, an underscore for each slash: ids hold none. */
static const char *sip_path(struct arena *arena, const char *name)
{
	char *path = arena_strdup(arena, name + strlen("content/"));

	for (char *at = path; *at; at++)
		*at = *at == '_' ? '/' : *at;
	return path;
}

static void zip_name(struct tree *tree)
{
	bool content = false, manifest = false;

	for (size_t i = 0; i < tree->count; i++) {
		manifest = manifest || !strcmp(tree->list[i].path, "manifest.xml");
		content = content || !strncmp(tree->list[i].path, "content/", 8);
	}
	tree->sip = manifest && content;
	for (size_t i = 0; i < tree->count && tree->sip; i++) {
		struct tree_file *file = &tree->list[i];

		if (!strncmp(file->path, "content/", 8))
			file->path = sip_path(tree->arena, file->path);
		else if (!strcmp(file->path, "manifest.xml"))
			file->path = "/manifest.xml"; /* the archive's, and no session's */
	}
}

static bool tree_add_zip(struct tree *tree)
{
	struct archive *archive = zip_open(tree->path);
	struct archive_entry *entry;
	int result = ARCHIVE_EOF;

	if (!archive)
		return false;
	for (size_t index = 0; index < TREE_MOST; index++) {
		const char *path;

		result = archive_read_next_header(archive, &entry);
		if (result != ARCHIVE_OK && result != ARCHIVE_WARN)
			break;
		path = arena_strdup(tree->arena, entry_name(entry));
		if (archive_entry_filetype(entry) == AE_IFDIR)
			continue;
		tree_put(tree, (struct tree_file){
				       .path = path,
				       .name = arena_printf(tree->arena, "%s/%s", tree->path, path),
				       .entry = index,
				       .plain = archive_entry_filetype(entry) == AE_IFREG});
	}
	archive_read_free(archive);
	zip_name(tree);
	return result == ARCHIVE_EOF;
}

struct tree *tree_open(const char *path, struct messages *messages)
{
	struct tree *tree = memory_alloc(sizeof *tree);
	struct stat found;
	size_t length = strlen(path);

	*tree = (struct tree){.arena = arena_new()};
	while (length > 1 && path[length - 1] == '/')
		length--;
	tree->path = arena_strndup(tree->arena, path, length);
	if (stat(path, &found)) {
		message_add(messages, PLACE_NONE, M_U906, path, file_explain(errno));
		goto fail;
	}
	if (S_ISDIR(found.st_mode)) {
		tree_add_folder(tree, "", 0, messages);
	} else {
		tree->zip = true;
		if (!tree_add_zip(tree)) {
			message_add(messages, ((struct place){.file = path}), M_V612, NULL);
			goto fail;
		}
	}
	tree_sort(tree);
	return tree;
fail:
	tree_close(tree);
	return NULL;
}

void tree_close(struct tree *tree)
{
	if (!tree)
		return;
	arena_free(tree->arena);
	free(tree->list);
	free(tree);
}

size_t tree_count(const struct tree *tree)
{
	return tree->count;
}

const struct tree_file *tree_file(const struct tree *tree, size_t index)
{
	return &tree->list[index];
}

bool tree_is_sip(const struct tree *tree)
{
	return tree->sip;
}

static void tree_read_folder(struct tree *tree, tree_wants *wants, tree_visit *visit,
			     void *context, struct messages *messages)
{
	struct buffer bytes = {0};

	for (size_t i = 0; i < tree->count; i++) {
		const struct tree_file *file = &tree->list[i];
		int error;

		if (!file->plain || (wants && !wants(context, i)))
			continue;
		buffer_clear(&bytes);
		error = file_read(file->name, TREE_LARGEST, &bytes);
		if (error)
			message_add(messages, ((struct place){.file = file->name}), M_V605,
				    file_explain(error));
		else
			visit(context, i, &bytes);
	}
	buffer_free(&bytes);
}

/* The bytes of the entry that the archive stands at. What says that it is larger than it may be is not read to the end. */
static bool entry_read(struct archive *archive, struct buffer *bytes)
{
	buffer_clear(bytes);
	while (bytes->length < TREE_LARGEST) {
		la_ssize_t got =
			archive_read_data(archive, buffer_reserve(bytes, ZIP_BLOCK), ZIP_BLOCK);

		if (got <= 0)
			return got == 0;
		bytes->length += (size_t)got;
	}
	return false;
}

static void tree_read_zip(struct tree *tree, tree_wants *wants, tree_visit *visit, void *context,
			  struct messages *messages)
{
	struct archive *archive = zip_open(tree->path);
	struct archive_entry *entry;
	struct buffer bytes = {0};
	size_t most = 0, index = 0;
	size_t *at; /* which file stands at which place of the zip */

	for (size_t i = 0; i < tree->count; i++)
		most = tree->list[i].entry > most ? tree->list[i].entry : most;
	at = memory_alloc((most + 1) * sizeof *at);
	for (size_t i = 0; i <= most; i++)
		at[i] = tree->count;
	for (size_t i = 0; i < tree->count; i++)
		at[tree->list[i].entry] = i;
	for (; archive && index <= most && archive_read_next_header(archive, &entry) >= ARCHIVE_WARN;
	     index++) {
		size_t i = at[index];

		if (i == tree->count || !tree->list[i].plain || (wants && !wants(context, i)))
			continue;
		if (entry_read(archive, &bytes))
			visit(context, i, &bytes);
		else
			message_add(messages, ((struct place){.file = tree->list[i].name}), M_V605,
				    archive_error_string(archive) ? archive_error_string(archive)
								  : file_explain(EFBIG));
	}
	archive_read_free(archive);
	buffer_free(&bytes);
	free(at);
}

void tree_read(struct tree *tree, tree_wants *wants, tree_visit *visit, void *context,
	       struct messages *messages)
{
	(tree->zip ? tree_read_zip : tree_read_folder)(tree, wants, visit, context, messages);
}
