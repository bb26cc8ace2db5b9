#include "base/arena.h"

#include <errno.h>
#include <malloc.h>
#include <stdarg.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sysexits.h>
#include <unistd.h>

/* Each chunk is twice as large as the one before, up to the second: a document has hundreds of arenas that hold little. */
#define CHUNK_FIRST ((size_t)4 * 1024)
#define CHUNK_SIZE  ((size_t)64 * 1024)

#define HEAP_STEP    (1 << 20)
#define HEAP_AHEAD   (32 << 20)
#define SMALL_PAGE   ((size_t)4 << 10)
#define LARGE_PAGE   ((size_t)2 << 20)
#define MEMORY_AMPLE ((rlim_t)1 << 30)

struct chunk {
	struct chunk *next; /* the older one */
	size_t used, size;
	alignas(max_align_t) char data[];
};

struct arena {
	struct chunk *newest; /* small pieces are taken from this one */
	size_t size;
};

void memory_ended(void)
{
	static const char text[] = "parchemin: out of memory\n";

	fputs(text, stderr);
	exit(EX_SOFTWARE);
}

void memory_keep(void)
{
	/* Small pieces that were given back join their neighbours at once: otherwise the C library walks over all of them each
	 * time that a large piece is, which every document does many times. */
	mallopt(M_MXFAST, 0);
	mallopt(M_MMAP_THRESHOLD, 32 << 20);
	mallopt(M_TRIM_THRESHOLD, 64 << 20);
	mallopt(M_TOP_PAD, HEAP_STEP);
}

/* As far as a limit of its memory goes that somebody set, it is not ours to take before it is needed. */
static bool memory_limited(void)
{
	struct rlimit limit;

	return getrlimit(RLIMIT_AS, &limit) || limit.rlim_cur < MEMORY_AMPLE || getrlimit(RLIMIT_DATA, &limit) ||
	       limit.rlim_cur < MEMORY_AMPLE;
}

/* The heap goes on shortly before a large page: what lies between is never touched. A page that was touched before the system was
 * asked for large ones keeps its neighbours small, so the heap grows by a single piece, whose end is the heap's. */
void memory_foresee(void)
{
	uintptr_t now, begin, end;
	void *volatile piece; /* or the compiler sees that nobody uses it */

	if (memory_watched() || memory_limited())
		return;
	now = (uintptr_t)sbrk(0);
	begin = (now + SMALL_PAGE + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
	sbrk((intptr_t)(begin - SMALL_PAGE - now));
	piece = malloc(HEAP_AHEAD - HEAP_STEP);
	free(piece);
	end = (uintptr_t)sbrk(0) / LARGE_PAGE * LARGE_PAGE;
	if (end > begin && madvise((void *)begin, end - begin, MADV_HUGEPAGE))
		errno = 0; /* this system has none */
}

bool memory_watched(void)
{
#if defined __SANITIZE_ADDRESS__
	return true;
#elif defined __has_feature
#if __has_feature(address_sanitizer)
	return true;
#else
	return false;
#endif
#else
	return false;
#endif
}

void memory_trim(void)
{
	malloc_trim(0);
}

void *memory_alloc(size_t n)
{
	void *p = calloc(1, n ? n : 1);

	if (p == NULL)
		memory_ended();
	return p;
}

void *memory_realloc(void *p, size_t n)
{
	p = realloc(p, n ? n : 1);
	if (p == NULL)
		memory_ended();
	return p;
}

char *memory_strdup(const char *text)
{
	size_t n = strlen(text) + 1;

	return memcpy(memory_alloc(n), text, n);
}

static struct chunk *chunk_new(struct arena *arena, size_t size)
{
	struct chunk *chunk;

	if (size > SIZE_MAX - sizeof *chunk)
		memory_ended();
	chunk = malloc(sizeof *chunk + size);
	if (chunk == NULL)
		memory_ended();
	*chunk = (struct chunk){.size = size};
	arena->size += sizeof *chunk + size;
	return chunk;
}

struct arena *arena_new(void)
{
	struct arena *arena = memory_alloc(sizeof *arena);

	arena->newest = chunk_new(arena, CHUNK_FIRST);
	return arena;
}

void arena_reset(struct arena *arena)
{
	struct chunk *chunk = arena->newest;

	while (chunk->next != NULL) {
		struct chunk *older = chunk->next;

		arena->size -= sizeof *chunk + chunk->size;
		free(chunk);
		chunk = older;
	}
	chunk->used = 0;
	arena->newest = chunk;
}

void arena_free(struct arena *arena)
{
	if (arena == NULL)
		return;
	arena_reset(arena);
	free(arena->newest);
	free(arena);
}

/* A chunk with room for n bytes. What is large gets a chunk of its own, put behind the newest, so that the rest of
 * the newest is not lost. */
static struct chunk *arena_room(struct arena *arena, size_t n)
{
	struct chunk *newest = arena->newest, *chunk;
	size_t size = newest->size < CHUNK_SIZE / 2 ? 2 * newest->size : CHUNK_SIZE;

	if (n <= newest->size - newest->used)
		return newest;
	if (n > CHUNK_SIZE / 4 && newest->next != NULL) {
		chunk = chunk_new(arena, n);
		chunk->next = newest->next;
		newest->next = chunk;
		return chunk;
	}
	chunk = chunk_new(arena, n > size ? n : size);
	chunk->next = newest;
	arena->newest = chunk;
	return chunk;
}

static char *arena_take(struct arena *arena, size_t n)
{
	struct chunk *chunk;
	char *p;

	if (n > SIZE_MAX / 2)
		memory_ended();
	n = (n + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);
	chunk = arena_room(arena, n);
	p = chunk->data + chunk->used;
	chunk->used += n;
	return p;
}

void *arena_alloc(struct arena *arena, size_t n)
{
	return memset(arena_take(arena, n), 0, n);
}

void *arena_uncleared(struct arena *arena, size_t n, size_t size)
{
	size_t total;

	if (__builtin_mul_overflow(n, size, &total))
		memory_ended();
	return arena_take(arena, total);
}

void *arena_array(struct arena *arena, size_t n, size_t size)
{
	return memset(arena_uncleared(arena, n, size), 0, n * size);
}

char *arena_strndup(struct arena *arena, const char *text, size_t length)
{
	char *copy;

	if (length >= SIZE_MAX / 2)
		memory_ended();
	length = strnlen(text, length);
	copy = arena_take(arena, length + 1);
	memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
	return arena_strndup(arena, text, strlen(text));
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list arguments;
	char *text;
	int length;

	va_start(arguments, format);
	length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (length < 0)
		return arena_strdup(arena, "");
	text = arena_take(arena, (size_t)length + 1);
	va_start(arguments, format);
	vsnprintf(text, (size_t)length + 1, format, arguments);
	va_end(arguments);
	return text;
}

size_t arena_size(const struct arena *arena)
{
	return sizeof *arena + arena->size;
}

void *arena_grown(struct arena *arena, void *list, size_t count, size_t *capacity, size_t size)
{
	if (count < *capacity)
		return list;
	size_t larger = *capacity ? 2 * *capacity : 4;
	void *grown = arena_uncleared(arena, larger, size);

	if (count)
		memcpy(grown, list, count * size);
	*capacity = larger;
	return grown;
}

void *memory_grown(void *list, size_t count, size_t *capacity, size_t size)
{
	if (count < *capacity)
		return list;
	*capacity = *capacity ? 2 * *capacity : 16;
	return memory_realloc(list, *capacity * size);
}
