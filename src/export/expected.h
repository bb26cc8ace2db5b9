#ifndef EXPORT_EXPECTED_H
#define EXPORT_EXPECTED_H
/* What the folder of a closed session holds, as its deliberation gives it. */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "batch/kind.h"
#include "export/inventory.h"
#include "jury/dossier.h"

struct expected {
	const char *path;
	enum kind kind;
	struct unit_item item;
	bool seen; /* the caller's */
};

struct expected_files {
	struct expected *list; /* by path; in the arena */
	size_t count;
};

/* List them. A session that another version of the program closed out has the kinds of that version, which its manifest tells; the
 * inventory may be NULL. */
void expected_list(struct expected_files *files, struct dossiers *dossiers,
		   const struct inventory *inventory, struct arena *arena);

/* NULL: no such file is expected. */
struct expected *expected_find(const struct expected_files *files, const char *path);

#endif
