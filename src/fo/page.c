#include "fo/page.h"

#include <string.h>

#include "base/arena.h"

static const char *const role_names[ELEMENT_ROLES] = {
	[ELEMENT_DOCUMENT] = "Document",
	[ELEMENT_PART] = "Part",
	[ELEMENT_SECT] = "Sect",
	[ELEMENT_DIV] = "Div",
	[ELEMENT_P] = "P",
	[ELEMENT_H1] = "H1",
	[ELEMENT_H2] = "H2",
	[ELEMENT_H3] = "H3",
	[ELEMENT_H4] = "H4",
	[ELEMENT_H5] = "H5",
	[ELEMENT_H6] = "H6",
	[ELEMENT_L] = "L",
	[ELEMENT_LI] = "LI",
	[ELEMENT_LBL] = "Lbl",
	[ELEMENT_LBODY] = "LBody",
	[ELEMENT_TABLE] = "Table",
	[ELEMENT_CAPTION] = "Caption",
	[ELEMENT_THEAD] = "THead",
	[ELEMENT_TBODY] = "TBody",
	[ELEMENT_TFOOT] = "TFoot",
	[ELEMENT_TR] = "TR",
	[ELEMENT_TH] = "TH",
	[ELEMENT_TD] = "TD",
	[ELEMENT_SPAN] = "Span",
	[ELEMENT_LINK] = "Link",
	[ELEMENT_FIGURE] = "Figure",
	[ELEMENT_NOTE] = "Note",
	[ELEMENT_BLOCKQUOTE] = "BlockQuote",
};

struct item *page_item(struct page *page, enum item_kind kind, struct element *element)
{
	struct item *item;

	if (page->count == page->capacity) {
		size_t capacity = page->capacity ? 2 * page->capacity : 64;
		struct item *items = arena_array(page->arena, capacity, sizeof(*items));

		if (page->count)
			memcpy(items, page->items, page->count * sizeof(*items));
		page->items = items;
		page->capacity = capacity;
	}
	item = &page->items[page->count++];
	*item = (struct item){.kind = kind, .artifact = page->artifact, .element = element};
	return item;
}

struct layer {
	size_t first, end; /* items */
	int level;
	struct layer *next; /* in rising order of levels */
};

static bool is_held(const struct page *page, size_t first)
{
	size_t open = 0;

	for (size_t i = 0; i < first; i++)
		open += (size_t)(page->items[i].kind == ITEM_SAVE) - (size_t)(page->items[i].kind == ITEM_RESTORE);
	return open > 0;
}

void page_layer(struct page *page, size_t first, int level)
{
	struct layer *layer, **at = &page->layers;

	if (level == 0 || first == page->count || is_held(page, first))
		return;
	layer = arena_alloc(page->arena, sizeof(*layer));
	*layer = (struct layer){.first = first, .end = page->count, .level = level};
	while (*at) /* layers within it stay where they are in it */
		if ((*at)->first >= first)
			*at = (*at)->next;
		else
			at = &(*at)->next;
	for (at = &page->layers; *at && (*at)->level <= level;)
		at = &(*at)->next;
	layer->next = *at;
	*at = layer;
}

static size_t copy_layers(const struct page *page, struct item *out, bool below)
{
	size_t count = 0;

	for (const struct layer *layer = page->layers; layer; layer = layer->next) {
		if ((layer->level < 0) != below)
			continue;
		memcpy(out + count, page->items + layer->first, (layer->end - layer->first) * sizeof(*out));
		count += layer->end - layer->first;
	}
	return count;
}

void page_stack(struct page *page)
{
	struct item *items;
	size_t count;

	if (!page->layers)
		return;
	items = arena_array(page->arena, page->count, sizeof(*items));
	count = copy_layers(page, items, true);
	for (size_t i = 0; i < page->count; i++) {
		const struct layer *layer = page->layers;

		while (layer && (i < layer->first || i >= layer->end))
			layer = layer->next;
		if (!layer)
			items[count++] = page->items[i];
	}
	copy_layers(page, items + count, false);
	page->items = items;
	page->capacity = page->count;
	page->layers = NULL;
}

struct element *element_new(struct arena *arena, struct element *parent, enum element_role role)
{
	struct element *element = arena_alloc(arena, sizeof(*element));

	*element =
		(struct element){.role = role, .parent = parent, .row_span = 1, .column_span = 1};
	if (!parent)
		return element;
	if (parent->last)
		parent->last->next = element;
	else
		parent->first = element;
	parent->last = element;
	return element;
}

const char *element_role_name(enum element_role role)
{
	return role_names[role];
}

int element_role_find(const char *name)
{
	for (int role = 0; role < ELEMENT_ROLES; role++)
		if (strcmp(role_names[role], name) == 0)
			return role;
	return -1;
}
