#ifndef BASE_ARENA_H
#define BASE_ARENA_H
/* A region of memory that is given back as a whole: one per run, one per document. What is taken from an arena
 * lives until arena_reset or arena_free and is never freed alone. Out of memory is fatal: message, exit 70. */

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* A new, empty arena; the caller frees it. */
struct arena *arena_new(void);

/* Give everything back, keeping the first chunk for the next document. */
void arena_reset(struct arena *arena);

/* Give everything back, the arena too. NULL does nothing. */
void arena_free(struct arena *arena);

/* n zeroed bytes, aligned for any object. */
void *arena_alloc(struct arena *arena, size_t n);

/* n * size zeroed bytes; an overflow is fatal. */
void *arena_array(struct arena *arena, size_t n, size_t size);

/* The same, not zeroed: for what the caller fills at once. */
void *arena_uncleared(struct arena *arena, size_t n, size_t size);

/* A list of *capacity items made longer, the new ones not zeroed, when all `count` of them are taken: the list, in its old place or a
 * new one. */
void *arena_grown(struct arena *arena, void *list, size_t count, size_t *capacity, size_t size);

/* Copies, NUL-terminated. */
char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t length);
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* How many bytes the arena holds from the system, for --timing and the tests. */
size_t arena_size(const struct arena *arena);

/* Say that memory ended and exit with 70. */
void memory_ended(void) __attribute__((noreturn));

/* Call once, first: memory that a document gave back is kept for the next, rather than returned to the system and
 * cleared by it again. */
void memory_keep(void);

/* Let the heap grow by 32 MiB at once, in large pages where the system has them: taken one by one as they are first touched, the
 * pages of a worker cost 5 % of all its time. For the process that begins, and for each that is forked from it; does nothing where
 * the memory it may have is limited. */
void memory_foresee(void);

/* Is it watched by a sanitizer? Then nothing may be kept, or left to the system to take back. */
bool memory_watched(void);

/* Return what was given back to the system after all: before forks, which would inherit it. */
void memory_trim(void);

/* malloc and friends for what outlives no arena: never NULL, exit 70 when memory ends. */
void *memory_alloc(size_t n);
void *memory_realloc(void *p, size_t n);

/* A list of *capacity items made longer when all `count` of them are taken, the new ones not zeroed. */
void *memory_grown(void *list, size_t count, size_t *capacity, size_t size);
char *memory_strdup(const char *text);

#endif
