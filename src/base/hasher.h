#ifndef BASE_HASHER_H
#define BASE_HASHER_H
/* SHA-512 of files read piece by piece, on a thread of its own: of all that is done with a file's bytes it takes as long as the rest
 * together. The bytes pass through a ring of blocks that the caller fills; where no thread can be had, the caller's own does it. */

#include <stddef.h>

#define HASHER_BLOCK 65536

struct hasher;

struct hasher *hasher_new(void);

/* The next block to fill. What hasher_give gave before may be read until this is called again. Waits while all are in use. */
char *hasher_room(struct hasher *hasher);

/* So many bytes of it were filled. With `hex` they are a file's last, maybe none: it receives DIGEST_512_LENGTH digits and a NUL, at the
 * latest when hasher_finish returns. */
void hasher_give(struct hasher *hasher, size_t n, char *hex);

/* Wait for all digests. */
void hasher_finish(struct hasher *hasher);
void hasher_free(struct hasher *hasher);

#endif
