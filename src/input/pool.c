#include "input/pool.h"

#include <malloc.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/xmlmemory.h>

#include "base/arena.h"

/* Pieces are multiples of this, their heads included, and what is given lies on multiples of it. */
#define STEP ((size_t)16)
/* What is larger is malloc's. Most are nodes, 120 bytes, and names. */
#define PIECE_LIMIT ((size_t)1024)
#define CLASSES	    (PIECE_LIMIT / STEP + 1)
/* Pages lie on multiples of their size. Each has pieces of one size; when all of them were given back it begins anew, whatever size
 * is wanted next: so what belongs together lies together, and what was used last is used first. */
#define PAGE_SIZE   ((size_t)32 * 1024)
/* malloc puts its own two words before each: with this much of it pages lie side by side, without a hole as large as a page. */
#define PAGE_ROOM   (PAGE_SIZE - 2 * sizeof(size_t))
/* Empty pages that are kept; the rest goes back to malloc. */
#define EMPTY_LIMIT 64

/* Stands right before what is given. */
union head {
	size_t size;	  /* in use: of the whole piece; above the limit: of what malloc gave */
	union head *next; /* given back */
};

struct page {
	struct page *next, *previous; /* among those of its size that have room; next alone among the empty ones */
	union head *given_back;
	char *at;      /* the rest, of which no piece was made yet */
	size_t size;   /* of its pieces */
	unsigned used; /* pieces */
	bool full;     /* in no list */
};

/* The thread's that installed it, which is the only one that works on documents: whatever others ask for is malloc's. */
static _Thread_local struct {
	bool installed;
	struct page *with_room[CLASSES];
	struct page *empty;
	unsigned empty_count;
} pool;

static void *large_take(size_t n)
{
	size_t size = n > PIECE_LIMIT ? n + STEP : PIECE_LIMIT + STEP;
	char *base = n <= SIZE_MAX - STEP ? malloc(size) : NULL;

	if (!base)
		return NULL;
	((union head *)(base + STEP) - 1)->size = size;
	return base + STEP;
}

static void page_begin(struct page *page, size_t size)
{
	page->given_back = NULL;
	page->at = (char *)page + (sizeof *page + STEP) / STEP * STEP - sizeof(union head);
	page->size = size;
	page->used = 0;
	page->full = false;
}

static bool page_has_rest(const struct page *page)
{
	return (size_t)((const char *)page + PAGE_ROOM - page->at) >= page->size;
}

static void page_link(struct page *page)
{
	struct page **list = &pool.with_room[page->size / STEP];

	page->previous = NULL;
	page->next = *list;
	if (*list)
		(*list)->previous = page;
	*list = page;
}

static void page_unlink(struct page *page)
{
	if (page->previous)
		page->previous->next = page->next;
	else
		pool.with_room[page->size / STEP] = page->next;
	if (page->next)
		page->next->previous = page->previous;
}

static struct page *page_new(size_t size)
{
	struct page *page = pool.empty;

	if (page) {
		pool.empty = page->next;
		pool.empty_count--;
	} else {
		page = memalign(PAGE_SIZE, PAGE_ROOM);
		if (!page)
			memory_ended();
	}
	page_begin(page, size);
	page_link(page);
	return page;
}

/* All its pieces were given back. The last of its size stays for the next piece. */
static void page_empty(struct page *page)
{
	if (!page->previous && !page->next) {
		page_begin(page, page->size);
		return;
	}
	page_unlink(page);
	if (pool.empty_count < EMPTY_LIMIT) {
		page->next = pool.empty;
		pool.empty = page;
		pool.empty_count++;
	} else {
		free(page);
	}
}

static void *piece_take(size_t n)
{
	size_t size = (n + sizeof(union head) + STEP - 1) / STEP * STEP;
	struct page *page;
	union head *head;

	if (n > PIECE_LIMIT - sizeof(union head) || !pool.installed)
		return large_take(n);
	page = pool.with_room[size / STEP];
	if (!page)
		page = page_new(size);
	head = page->given_back;
	if (head) {
		page->given_back = head->next;
	} else {
		head = (union head *)page->at;
		page->at += size;
	}
	page->used++;
	if (!page->given_back && !page_has_rest(page)) {
		page->full = true;
		page_unlink(page);
	}
	head->size = size;
	return head + 1;
}

static void piece_give_back(void *p)
{
	union head *head = p ? (union head *)p - 1 : NULL;
	struct page *page;

	if (!head)
		return;
	if (head->size > PIECE_LIMIT) {
		free((char *)p - STEP);
		return;
	}
	if (!pool.installed)
		return; /* another thread's: lost */
	page = (struct page *)((uintptr_t)p & ~(uintptr_t)(PAGE_SIZE - 1));
	head->next = page->given_back;
	page->given_back = head;
	if (page->full) {
		page->full = false;
		page_link(page);
	}
	if (!--page->used)
		page_empty(page);
}

static void *large_resize(void *p, size_t n)
{
	char *base = n <= SIZE_MAX - STEP ? realloc((char *)p - STEP, n + STEP) : NULL;

	if (!base)
		return NULL;
	((union head *)(base + STEP) - 1)->size = n + STEP;
	return base + STEP;
}

static void *piece_resize(void *p, size_t n)
{
	size_t size = p ? ((union head *)p - 1)->size : 0;
	void *larger;

	if (size > PIECE_LIMIT && n > PIECE_LIMIT)
		return large_resize(p, n);
	if (size && size <= PIECE_LIMIT && n <= size - sizeof(union head))
		return p;
	larger = piece_take(n);
	if (larger && p) {
		size -= size > PIECE_LIMIT ? STEP : sizeof(union head);
		memcpy(larger, p, size < n ? size : n);
		piece_give_back(p);
	}
	return larger;
}

static char *piece_strdup(const char *text)
{
	size_t n = strlen(text) + 1;
	char *copy = piece_take(n);

	return copy ? memcpy(copy, text, n) : NULL;
}

void pool_install(void)
{
	pool.installed = !memory_watched();
	if (pool.installed)
		xmlMemSetup(piece_give_back, piece_take, piece_resize, piece_strdup);
}
