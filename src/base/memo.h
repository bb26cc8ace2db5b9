#ifndef BASE_MEMO_H
#define BASE_MEMO_H
/* What was worked out once, by the bytes that it was worked out from. Its memory is bounded: when it would hold more than its limit, all
 * is forgotten, and what is asked for again is worked out again. */

#include <stddef.h>

struct buffer;
struct memo;

/* A new, empty one, for so many bytes and at most one value, or 64 KiB, more; the caller frees it. */
struct memo *memo_new(size_t limit);
void memo_free(struct memo *memo);

/* Where a key can be put together: emptied, the memo's own, and valid until the next memo_key. */
struct buffer *memo_key(struct memo *memo);

/* The value of a key, aligned for any object, and its length: valid until the next memo_add. NULL: not known. */
const void *memo_find(const struct memo *memo, const void *key, size_t key_length, size_t *length);

/* Room for the value of a key that is not known: zeroed, aligned for any object, and valid as memo_find's. */
void *memo_add(struct memo *memo, const void *key, size_t key_length, size_t length);

/* How many bytes it holds from the system. */
size_t memo_size(const struct memo *memo);

#endif
