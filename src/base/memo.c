#include "base/memo.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#define SLOTS      8192
#define SLOT_SHIFT (64 - 13) /* to the bits of a hash that all bytes of the key are in */

/* The key's bytes follow the value's. */
struct entry {
	struct entry *next;
	uint64_t hash;
	size_t length, key_length;
	alignas(max_align_t) char value[];
};

struct memo {
	struct arena *arena; /* of the entries */
	size_t limit;
	struct entry *slots[SLOTS];
};

/* Eight bytes at a time: keys are long, and one multiplication waits for the other. */
static uint64_t hash_of(const char *key, size_t length)
{
	uint64_t hash = length, word;

	for (; length >= sizeof word; key += sizeof word, length -= sizeof word) {
		memcpy(&word, key, sizeof word);
		hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
		hash ^= hash >> 29;
	}
	word = 0;
	memcpy(&word, key, length);
	hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
	return hash;
}

struct memo *memo_new(size_t limit)
{
	struct memo *memo = memory_alloc(sizeof *memo);

	memo->arena = arena_new();
	memo->limit = limit;
	return memo;
}

void memo_free(struct memo *memo)
{
	if (!memo)
		return;
	arena_free(memo->arena);
	free(memo);
}

size_t memo_size(const struct memo *memo)
{
	return sizeof *memo + arena_size(memo->arena);
}

const void *memo_find(const struct memo *memo, const void *key, size_t key_length, size_t *length)
{
	uint64_t hash = hash_of(key, key_length);
	const struct entry *entry = memo->slots[hash >> SLOT_SHIFT];

	while (entry && (entry->hash != hash || entry->key_length != key_length ||
			 memcmp(entry->value + entry->length, key, key_length) != 0))
		entry = entry->next;
	if (!entry)
		return NULL;
	*length = entry->length;
	return entry->value;
}

void *memo_add(struct memo *memo, const void *key, size_t key_length, size_t length)
{
	uint64_t hash = hash_of(key, key_length);
	struct entry **slot = &memo->slots[hash >> SLOT_SHIFT], *entry;

	if (memo_size(memo) + sizeof *entry + length + key_length > memo->limit) {
		arena_reset(memo->arena);
		memset(memo->slots, 0, sizeof memo->slots);
	}
	entry = arena_alloc(memo->arena, sizeof *entry + length + key_length);
	entry->next = *slot;
	entry->hash = hash;
	entry->length = length;
	entry->key_length = key_length;
	memcpy(entry->value + length, key, key_length);
	*slot = entry;
	return entry->value;
}
