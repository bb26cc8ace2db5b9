#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H
/* SHA-256 of bytes, as 64 lower-case hexadecimal digits; SHA-512, as 128. */

#include <stddef.h>

#define DIGEST_LENGTH 64

struct digest; /* a running digest; free it, or end it */

struct digest *digest_new(void);
void digest_add(struct digest *digest, const void *data, size_t n);
/* Also adds the length, so that ("ab","c") and ("a","bc") differ. */
void digest_add_field(struct digest *digest, const void *data, size_t n);
/* Writes the digest of what was added until now, with a NUL; more may follow. */
void digest_so_far(const struct digest *digest, char hex[DIGEST_LENGTH + 1]);
/* Writes the digest with a NUL and frees it. */
void digest_end(struct digest *digest, char hex[DIGEST_LENGTH + 1]);

void digest_of(const void *data, size_t n, char hex[DIGEST_LENGTH + 1]);

/* By SHA-512: what archives ask for. */
#define DIGEST_512_LENGTH 128
void digest_of_512(const void *data, size_t n, char hex[DIGEST_512_LENGTH + 1]);

/* Writes so many digits of these bytes, and a NUL. */
void digest_write(const unsigned char *bytes, size_t digits, char *hex);

/* FNV-1a, 64 bits: for hash tables and shards, not for proof. */
unsigned long digest_fnv(const void *data, size_t n);

#endif
