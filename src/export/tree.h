#ifndef EXPORT_TREE_H
#define EXPORT_TREE_H
/* The files beneath a folder, or in a zip, by their paths and in the order of their bytes. Of an archive that this program made
 * (sip.h) the paths are those that the files had in the folders it was made from. Nothing is followed: no link, no path that
 * climbs. The caller closes it. */

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/message.h"

struct tree;

struct tree_file {
	const char *path; /* "2026-014/r1/pv.pdf" */
	const char *name; /* as messages show it: the path below what was asked for */
	size_t entry;     /* in a zip, its place in it */
	bool plain;       /* false: a link, a pipe, a device: never read */
	bool twice;       /* in a zip: not the first of its name */
};

/* A folder, or a zip. NULL after a message (U906, V612). */
struct tree *tree_open(const char *path, struct messages *messages);
void tree_close(struct tree *tree);

size_t tree_count(const struct tree *tree);
const struct tree_file *tree_file(const struct tree *tree, size_t index);

/* A zip that holds a SEDA manifest and content/. */
bool tree_is_sip(const struct tree *tree);

/* Call visit with the bytes of every file that `wants` wants (NULL: all), one at a time: in a zip in the order of the zip, so that
 * it is read through once. What cannot be read is said (V605) and passed over. The bytes are lent for the length of the call. */
typedef bool tree_wants(void *context, size_t index);
typedef void tree_visit(void *context, size_t index, const struct buffer *bytes);
void tree_read(struct tree *tree, tree_wants *wants, tree_visit *visit, void *context,
	       struct messages *messages);

#endif
