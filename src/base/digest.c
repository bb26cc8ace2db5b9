#include "base/digest.h"

#include <nettle/sha2.h>
#include <openssl/evp.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"

struct digest {
	struct sha256_ctx context;
};

struct digest *digest_new(void)
{
	struct digest *digest = memory_alloc(sizeof *digest);

	sha256_init(&digest->context);
	return digest;
}

void digest_add(struct digest *digest, const void *data, size_t n)
{
	if (n > 0)
		sha256_update(&digest->context, n, data);
}

void digest_add_field(struct digest *digest, const void *data, size_t n)
{
	unsigned char length[8];

	for (int i = 0; i < 8; i++)
		length[i] = (unsigned char)((uint64_t)n >> (56 - 8 * i));
	digest_add(digest, length, sizeof length);
	digest_add(digest, data, n);
}

void digest_write(const unsigned char *bytes, size_t digits, char *hex)
{
	for (size_t i = 0; i < digits / 2; i++) {
		hex[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
		hex[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
	}
	hex[digits] = '\0';
}

void digest_so_far(const struct digest *digest, char hex[DIGEST_LENGTH + 1])
{
	struct digest *copy = digest_new();

	*copy = *digest;
	digest_end(copy, hex);
}

void digest_end(struct digest *digest, char hex[DIGEST_LENGTH + 1])
{
	unsigned char bytes[SHA256_DIGEST_SIZE];

	sha256_digest(&digest->context, sizeof bytes, bytes);
	digest_write(bytes, DIGEST_LENGTH, hex);
	free(digest);
}

void digest_of(const void *data, size_t n, char hex[DIGEST_LENGTH + 1])
{
	struct digest *digest = digest_new();

	digest_add(digest, data, n);
	digest_end(digest, hex);
}

void digest_of_512(const void *data, size_t n, char hex[DIGEST_512_LENGTH + 1])
{
	unsigned char bytes[EVP_MAX_MD_SIZE];

	if (!EVP_Digest(n ? data : "", n, bytes, NULL, EVP_sha512(), NULL))
		memory_ended();
	digest_write(bytes, DIGEST_512_LENGTH, hex);
}

unsigned long digest_fnv(const void *data, size_t n)
{
	const unsigned char *bytes = data;
	uint64_t hash = 0xcbf29ce484222325u;

	for (size_t i = 0; i < n; i++)
		hash = (hash ^ bytes[i]) * 0x100000001b3u;
	return hash;
}
