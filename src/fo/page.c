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
