#ifndef EXPORT_INVENTORY_H
#define EXPORT_INVENTORY_H
/* manifest.xml held against itself, and against what the files and the deliberation give. */

#include <stdbool.h>

#include "base/arena.h"
#include "base/message.h"
#include "jury/manifest.h"

struct inventory {
	struct manifest manifest; /* as recorded; its files to be filled anew */
	bool sound; /* its bytes are those that this content gives, and its seal is theirs */
};

/* Read a manifest, all in the arena; NULL when the bytes are none. What is not XML is said, under the name. */
struct inventory *inventory_read(const char *name, const void *bytes, size_t length,
				 struct arena *arena, struct messages *messages);

/* The first line of `bytes` that differs from the one that the manifest gives now; 0: none. */
unsigned inventory_differs(const struct manifest *manifest, const void *bytes, size_t length);

#endif
