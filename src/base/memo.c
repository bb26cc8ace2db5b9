#include "base/memo.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"

/* 128 slots at first, as one may live no longer than a document; twice as many when there are as many entries. */
#define BITS_AT_FIRST 7

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
	struct entry **slots;
	int bits; /* of a hash that choose the slot */
	size_t count;
	struct buffer key; /* of memo_key */
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

static size_t slot_count(const struct memo *memo)
{
	return (size_t)1 << memo->bits;
}

struct memo *memo_new(size_t limit)
{
	struct memo *memo = memory_alloc(sizeof *memo);

	memo->arena = arena_new();
	memo->limit = limit;
	memo->bits = BITS_AT_FIRST;
	memo->slots = memory_alloc(slot_count(memo) * sizeof *memo->slots);
	return memo;
}

void memo_free(struct memo *memo)
{
	if (!memo)
		return;
	arena_free(memo->arena);
	free(memo->slots);
	buffer_free(&memo->key);
	free(memo);
}

struct buffer *memo_key(struct memo *memo)
{
	buffer_clear(&memo->key);
	return &memo->key;
}

size_t memo_size(const struct memo *memo)
{
	return sizeof *memo + slot_count(memo) * sizeof *memo->slots + arena_size(memo->arena);
}

/* By the first bits of the hash: all bytes of the key are in them. */
static struct entry **slot_of(const struct memo *memo, uint64_t hash)
{
	return &memo->slots[hash >> (64 - memo->bits)];
}

const void *memo_find(const struct memo *memo, const void *key, size_t key_length, size_t *length)
{
	uint64_t hash = hash_of(key, key_length);
	const struct entry *entry = *slot_of(memo, hash);

	while (entry && (entry->hash != hash || entry->key_length != key_length ||
			 memcmp(entry->value + entry->length, key, key_length) != 0))
		entry = entry->next;
	if (!entry)
		return NULL;
	*length = entry->length;
	return entry->value;
}

static void double_slots(struct memo *memo)
{
	struct entry **old = memo->slots;
	size_t count = slot_count(memo);

	memo->bits++;
	memo->slots = memory_alloc(slot_count(memo) * sizeof *memo->slots);
	for (size_t i = 0; i < count; i++)
		for (struct entry *entry = old[i], *next; entry; entry = next) {
			struct entry **slot = slot_of(memo, entry->hash);

			next = entry->next;
			entry->next = *slot;
			*slot = entry;
		}
	free(old);
}

static void forget(struct memo *memo)
{
	arena_reset(memo->arena);
	memset(memo->slots, 0, slot_count(memo) * sizeof *memo->slots);
	memo->count = 0;
}

void *memo_add(struct memo *memo, const void *key, size_t key_length, size_t length)
{
	uint64_t hash = hash_of(key, key_length);
	struct entry **slot, *entry;

	if (memo_size(memo) + sizeof *entry + length + key_length > memo->limit)
		forget(memo);
	if (++memo->count > slot_count(memo))
		double_slots(memo);
	slot = slot_of(memo, hash);
	entry = arena_alloc(memo->arena, sizeof *entry + length + key_length);
	entry->next = *slot;
	entry->hash = hash;
	entry->length = length;
	entry->key_length = key_length;
	memcpy(entry->value + length, key, key_length);
	*slot = entry;
	return entry->value;
}
