#ifndef EXPORT_INVENTORY_H
#define EXPORT_INVENTORY_H
/* manifest.xml read again, to be compared with what the files and the deliberation give. All in the arena. */

#include <stdbool.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "batch/manifest.h"
#include "input/source.h"

struct inventory {
	struct manifest manifest; /* as recorded */
	struct manifest_file *files; /* of the manifest, to be filled anew */
	bool sound; /* its bytes are those that this content gives, and its seal is theirs */
};

/* Read a manifest; NULL when the document is none. */
struct inventory *inventory_read(const struct source *source, struct arena *arena);

/* The first line of `bytes` that differs from the one that the manifest gives now; 0: none. */
unsigned inventory_differs(const struct manifest *manifest, const void *bytes, size_t length);

#endif
