#include "export/inventory.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/version.h"

static int compare(const void *a, const void *b)
{
	return strcmp(((const struct inventory_entry *)a)->path,
		      ((const struct inventory_entry *)b)->path);
}

static void list_entries(struct inventory *inventory, struct arena *arena)
{
	const struct manifest *manifest = &inventory->manifest;

	inventory->entries = arena_array(arena, manifest->file_count, sizeof *inventory->entries);
	for (size_t i = 0; i < manifest->file_count; i++)
		inventory->entries[i] = (struct inventory_entry){.path = manifest->files[i].path,
								 .file = &manifest->files[i]};
	if (manifest->file_count)
		qsort(inventory->entries, manifest->file_count, sizeof *inventory->entries, compare);
}

struct inventory *inventory_read(const char *name, const void *bytes, size_t length,
				 struct arena *arena, struct messages *messages)
{
	struct manifest_reader *reader = manifest_reader_new(name, arena, messages);
	struct inventory *inventory = arena_alloc(arena, sizeof *inventory);

	manifest_reader_put(reader, bytes, length);
	if (!manifest_reader_end(reader, &inventory->manifest))
		return NULL;
	list_entries(inventory, arena);
	inventory->sound = inventory_differs(&inventory->manifest, bytes, length) == 0;
	return inventory;
}

struct inventory_entry *inventory_find(const struct inventory *inventory, const char *path)
{
	return inventory && inventory->manifest.file_count
		       ? bsearch(&(struct inventory_entry){.path = path}, inventory->entries,
				 inventory->manifest.file_count, sizeof *inventory->entries, compare)
		       : NULL;
}

const char *inventory_holder(const struct inventory *inventory, const char *sha256)
{
	for (size_t i = 0; inventory && i < inventory->manifest.file_count; i++) {
		if (!strcmp(inventory->entries[i].file->sha256, sha256))
			return inventory->entries[i].path;
	}
	return NULL;
}

bool inventory_of_another(const struct inventory *inventory)
{
	const char *programme = inventory ? inventory->manifest.programme : NULL;

	return programme && strcmp(programme, VERSION_PROGRAM);
}

unsigned inventory_differs(const struct manifest *manifest, const void *bytes, size_t length)
{
	struct buffer anew = {0};
	const char *recorded = bytes;
	size_t i = 0;
	unsigned line = 1;

	manifest_write(manifest, &anew);
	for (; i < length && i < anew.length && anew.data[i] == recorded[i]; i++)
		line += recorded[i] == '\n';
	if (i == length && i == anew.length)
		line = 0;
	buffer_free(&anew);
	return line;
}
