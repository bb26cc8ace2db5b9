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

	page->items = arena_grown(page->arena, page->items, page->count, &page->capacity, sizeof *page->items);
	item = &page->items[page->count++];
	*item = (struct item){.kind = kind, .artifact = page->artifact, .element = element};
	return item;
}

void page_save(struct page *page, struct matrix matrix)
{
	page_item(page, ITEM_SAVE, NULL)->save.matrix = matrix;
}

void page_clip(struct page *page, struct rectangle area)
{
	struct item *item = page_item(page, ITEM_SAVE, NULL);

	item->save.matrix = MATRIX_IDENTITY;
	item->save.clip = true;
	item->save.area = area;
}

void page_restore(struct page *page)
{
	page_item(page, ITEM_RESTORE, NULL);
}

void page_rule(struct page *page, struct rule rule)
{
	page_item(page, ITEM_RULE, NULL)->rule = rule;
}

struct layer {
	size_t first, end; /* items */
	int level;
	struct layer *next; /* in rising order of levels */
};

void page_layer(struct page *page, size_t first, int level)
{
	struct layer *layer, **at = &page->layers;

	if (level == 0 || first == page->count)
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

static void put_item(struct page *page, const struct item *item)
{
	*page_item(page, item->kind, item->element) = *item;
}

/* What turns or clips the items before `end` and is still open there, from the outermost in; returns how much. */
static size_t put_open(struct page *page, const struct item *items, size_t end)
{
	size_t closed = 0, around;

	while (end-- > 0) {
		if (items[end].kind == ITEM_RESTORE) {
			closed++;
		} else if (items[end].kind == ITEM_SAVE && closed > 0) {
			closed--;
		} else if (items[end].kind == ITEM_SAVE) {
			around = put_open(page, items, end);
			put_item(page, &items[end]);
			return around + 1;
		}
	}
	return 0;
}

/* The layers below or above all else, each within what holds it. */
static void put_layers(struct page *page, const struct page *old, bool below)
{
	for (const struct layer *layer = old->layers; layer; layer = layer->next) {
		if ((layer->level < 0) != below)
			continue;
		size_t open = put_open(page, old->items, layer->first);

		for (size_t i = layer->first; i < layer->end; i++)
			put_item(page, &old->items[i]);
		while (open-- > 0)
			page_restore(page);
	}
}

void page_stack(struct page *page)
{
	const struct page old = *page;

	if (!page->layers)
		return;
	page->items = NULL;
	page->count = page->capacity = 0;
	page->layers = NULL;
	put_layers(page, &old, true);
	for (size_t i = 0; i < old.count; i++) {
		const struct layer *layer = old.layers;

		while (layer && (i < layer->first || i >= layer->end))
			layer = layer->next;
		if (!layer)
			put_item(page, &old.items[i]);
	}
	put_layers(page, &old, false);
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
