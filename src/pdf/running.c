#include "pdf/running.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/memo.h"
#include "font/face.h"

/* A form costs as much as so many glyphs. */
#define GLYPHS_LEAST 12
/* Items of so many pages are remembered; later ones are painted where they stand. */
#define SEEN_MOST 32768
/* More than they take. */
#define SEEN_BYTES ((size_t)8 << 20)

void pdf_running_free(struct pdf_running *running)
{
	for (size_t i = 0; i < running->count; i++)
		buffer_free(&running->groups[i].key);
	free(running->groups);
	memo_free(running->seen);
	buffer_free(&running->scratch);
}

/* Only what is opaque: transparency is set on the page. */
static bool may_run(const struct item *item)
{
	if (item->element || item->artifact == ARTIFACT_LAYOUT)
		return false;
	if (item->kind == ITEM_RUN)
		return item->run.count && item->run.face && item->run.size > 0 && !(item->run.color.alpha < 1);
	return item->kind == ITEM_RULE && !(item->rule.color.alpha < 1);
}

static void put(struct buffer *out, const void *data, size_t length)
{
	buffer_put(out, &length, sizeof length);
	buffer_put(out, data, length);
}

static void put_numbers(struct buffer *out, const double *numbers, size_t count)
{
	put(out, numbers, count * sizeof *numbers);
}

/* All that is seen and read of an item. */
static void describe(const struct item *item, struct buffer *out)
{
	const struct run *run = &item->run;
	const struct rule *rule = &item->rule;
	int kinds[] = {(int)item->kind, (int)item->artifact, item->kind == ITEM_RULE ? (int)rule->style : run->right_to_left};

	put(out, kinds, sizeof kinds);
	if (item->kind == ITEM_RULE) {
		put_numbers(out, (double[]){rule->x1, rule->y1, rule->x2, rule->y2, rule->thickness, rule->color.red, rule->color.green, rule->color.blue}, 8);
		return;
	}
	put(out, &run->face->index, sizeof run->face->index);
	put_numbers(out, (double[]){run->size, run->x, run->y, run->width, run->color.red, run->color.green, run->color.blue}, 7);
	put(out, run->text, run->length);
	for (size_t i = 0; i < run->count; i++) {
		const struct glyph *glyph = &run->glyphs[i];

		put_numbers(out, (double[]){glyph->id, glyph->cluster, (double)glyph->advance, (double)glyph->dx, (double)glyph->dy}, 5);
	}
}

static unsigned long hash_item(struct pdf_running *running, const struct item *item)
{
	buffer_clear(&running->scratch);
	describe(item, &running->scratch);
	return digest_fnv(running->scratch.data, running->scratch.length);
}

static bool is_seen(struct pdf_running *running, const struct item *item)
{
	unsigned long hash;
	size_t length;

	if (!running->seen)
		return false;
	hash = hash_item(running, item);
	return memo_find(running->seen, &hash, sizeof hash, &length);
}

size_t pdf_running_length(struct pdf_running *running, const struct page *page, size_t first)
{
	size_t count = 0, glyphs = 0;

	for (size_t i = first; i < page->count; i++, count++) {
		const struct item *item = &page->items[i];

		if (!may_run(item) || item->artifact != page->items[first].artifact || !is_seen(running, item))
			break;
		glyphs += item->kind == ITEM_RUN ? item->run.count : 0;
	}
	return glyphs < GLYPHS_LEAST ? 0 : count;
}

size_t pdf_running_group(struct pdf_running *running, const struct page *page, size_t first, size_t count)
{
	struct pdf_group *group;

	buffer_clear(&running->scratch);
	put_numbers(&running->scratch, (double[]){page->width, page->height}, 2);
	for (size_t i = first; i < first + count; i++)
		describe(&page->items[i], &running->scratch);
	for (size_t i = 0; i < running->count; i++) {
		const struct buffer *key = &running->groups[i].key;

		if (key->length == running->scratch.length && !memcmp(key->data, running->scratch.data, key->length))
			return i;
	}
	running->groups = memory_grown(running->groups, running->count, &running->capacity, sizeof *running->groups);
	group = &running->groups[running->count];
	*group = (struct pdf_group){.width = page->width, .height = page->height};
	buffer_put(&group->key, running->scratch.data, running->scratch.length);
	return running->count++;
}

void pdf_running_note(struct pdf_running *running, const struct page *page)
{
	for (size_t i = 0; i < page->count && running->seen_count < SEEN_MOST; i++) {
		unsigned long hash;
		size_t length;

		if (!may_run(&page->items[i]))
			continue;
		if (!running->seen)
			running->seen = memo_new(SEEN_BYTES);
		hash = hash_item(running, &page->items[i]);
		if (memo_find(running->seen, &hash, sizeof hash, &length))
			continue;
		memo_add(running->seen, &hash, sizeof hash, 0);
		running->seen_count++;
	}
}
