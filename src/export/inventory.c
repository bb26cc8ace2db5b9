#include "export/inventory.h"

#include "base/buffer.h"

struct inventory *inventory_read(const char *name, const void *bytes, size_t length,
				 struct arena *arena, struct messages *messages)
{
	struct manifest_reader *reader = manifest_reader_new(name, arena, messages);
	struct inventory *inventory = arena_alloc(arena, sizeof *inventory);

	manifest_reader_put(reader, bytes, length);
	if (!manifest_reader_end(reader, &inventory->manifest))
		return NULL;
	inventory->sound = inventory_differs(&inventory->manifest, bytes, length) == 0;
	return inventory;
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
