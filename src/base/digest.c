#include "base/digest.h"

#include <glib.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

struct digest {
	GChecksum *checksum;
};

struct digest *digest_new(void)
{
	struct digest *digest = memory_alloc(sizeof *digest);

	digest->checksum = g_checksum_new(G_CHECKSUM_SHA256);
	return digest;
}

void digest_add(struct digest *digest, const void *data, size_t n)
{
	const unsigned char *bytes = data;

	while (n > 0) {
		size_t part = n < INT_MAX ? n : INT_MAX;

		g_checksum_update(digest->checksum, bytes, (gssize)part);
		bytes += part;
		n -= part;
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

void digest_end(struct digest *digest, char hex[DIGEST_LENGTH + 1])
{
	memcpy(hex, g_checksum_get_string(digest->checksum), DIGEST_LENGTH + 1);
	g_checksum_free(digest->checksum);
	free(digest);
}

void digest_of(const void *data, size_t n, char hex[DIGEST_LENGTH + 1])
{
	struct digest *digest = digest_new();

	digest_add(digest, data, n);
	digest_end(digest, hex);
}

unsigned long digest_fnv(const void *data, size_t n)
{
	const unsigned char *bytes = data;
	uint64_t hash = 0xcbf29ce484222325u;

	for (size_t i = 0; i < n; i++)
		hash = (hash ^ bytes[i]) * 0x100000001b3u;
	return hash;
}
