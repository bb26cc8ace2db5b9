#ifndef BASE_DRAFT_H
#define BASE_DRAFT_H
/* A file that is written as it grows and that no one sees before it is whole: <path>.tmp, then fsync and rename, as file_save does
 * with what is held in memory. */

#include <stddef.h>

struct draft;

/* Nothing is opened before there is something to write. */
struct draft *draft_new(const char *path);

/* Write more of it. The first failure is kept for draft_keep, and nothing is written after it. */
void draft_put(struct draft *draft, const void *data, size_t n);

/* Give the file its name, over one that is there. 0, or the errno of the first failure; then nothing is left behind. Frees it. */
int draft_keep(struct draft *draft);

/* Leave no file; frees it. NULL is fine. */
void draft_drop(struct draft *draft);

#endif
