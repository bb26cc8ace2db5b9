#ifndef EXPORT_INVENTORY_H
#define EXPORT_INVENTORY_H
/* manifest.xml held against itself, and against what the files and the deliberation give. */

#include <stdbool.h>

#include "base/arena.h"
#include "base/message.h"
#include "jury/manifest.h"

/* A file of it, by its path. */
struct inventory_entry {
	const char *path;
	struct manifest_file *file;
	bool seen; /* the caller's */
};

struct inventory {
	struct manifest manifest; /* as recorded; its files to be filled anew */
	struct inventory_entry *entries; /* as many as files, by path */
	bool sound; /* its bytes are those that this content gives, and its seal is theirs */
};

/* Read a manifest, all in the arena; NULL when the bytes are none. What is not XML is said, under the name. */
struct inventory *inventory_read(const char *name, const void *bytes, size_t length,
				 struct arena *arena, struct messages *messages);

/* NULL: there is no such file. This and the following take NULL for no inventory. */
struct inventory_entry *inventory_find(const struct inventory *inventory, const char *path);

/* The path of a file that has these bytes; NULL: none. */
const char *inventory_holder(const struct inventory *inventory, const char *sha256);

/* Was it written by another version of the program, which may have put more or less into a session? */
bool inventory_of_another(const struct inventory *inventory);

/* The first line of `bytes` that differs from the one that the manifest gives now; 0: none. */
unsigned inventory_differs(const struct manifest *manifest, const void *bytes, size_t length);

#endif
