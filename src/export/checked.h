#ifndef EXPORT_CHECKED_H
#define EXPORT_CHECKED_H
/* One session of a tree, verified. */

#include <stddef.h>

#include "base/message.h"
#include "export/tree.h"

/* Verify the session whose files stand beneath `root` in the tree ("2026-014/r1", "" for the whole tree); `path` is what the tree was
 * opened as. `only`: look at this one file ("pv.pdf") and at no other; NULL: at all of them. Returns how many documents it read. */
size_t checked_session(struct tree *tree, const char *path, const char *root, const char *only,
		       struct messages *messages);

#endif
