#include "base/digest.h"

#include <openssl/evp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* Small pieces are held back and given on together: each call of the library takes as long as some hundred bytes. */
#define HELD_BYTES 512

struct digest {
	EVP_MD_CTX *context;
	size_t held;
	unsigned char bytes[HELD_BYTES];
};

struct digest *digest_new(void)
{
	struct digest *digest = memory_alloc(sizeof *digest);

	digest->context = EVP_MD_CTX_new();
	if (!digest->context || !EVP_DigestInit_ex(digest->context, EVP_sha256(), NULL))
		memory_ended();
	return digest;
}

static void digest_give(struct digest *digest)
{
	if (digest->held > 0)
		EVP_DigestUpdate(digest->context, digest->bytes, digest->held);
	digest->held = 0;
}

void digest_add(struct digest *digest, const void *data, size_t n)
{
	if (n > HELD_BYTES - digest->held)
		digest_give(digest);
	if (n > HELD_BYTES) {
		EVP_DigestUpdate(digest->context, data, n);
	} else if (n > 0) {
		memcpy(digest->bytes + digest->held, data, n);
		digest->held += n;
	}
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

	if (!EVP_MD_CTX_copy_ex(copy->context, digest->context))
		memory_ended();
	digest_add(copy, digest->bytes, digest->held);
	digest_end(copy, hex);
}

void digest_end(struct digest *digest, char hex[DIGEST_LENGTH + 1])
{
	unsigned char bytes[EVP_MAX_MD_SIZE];

	digest_give(digest);
	EVP_DigestFinal_ex(digest->context, bytes, NULL);
	digest_write(bytes, DIGEST_LENGTH, hex);
	EVP_MD_CTX_free(digest->context);
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
