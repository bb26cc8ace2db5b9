#include "fo/marker.h"

#include <string.h>

#include "base/arena.h"

/* A marker whose parent has an area on the page, in the order of the areas. */
struct marked {
	const struct fo *marker;
	bool starts, ends;
};

/* The last marker of a class on the pages, or fragments, before. */
struct carried {
	const struct fo *marker;
	unsigned scope;
};

/* What was found to stand for a retrieve-marker. */
struct retrieved {
	const struct fo *node, *content;
	struct retrieved *next;
};

struct markers {
	struct arena *arena;
	struct fo_tree *tree;
	struct marked *page;
	size_t count, capacity;
	struct carried *carried; /* one a class */
	size_t classes, room;
	unsigned scope; /* number of the page sequence; of a fragment's page */
	const struct fo *table; /* whose fragments these are, or NULL */
	size_t from;            /* first slug of the fragment */
	struct markers *tables; /* of the document's tables; NULL: none yet … */
	struct markers *next;   /* … one after the other */
	struct markers *fragment;    /* under work; NULL: none */
	struct retrieved *retrieved; /* on the page or in the fragment under work */
	struct retrieved *reserved;  /* for retrieve-table-markers whose fragment is not known yet */
};

struct markers *markers_new(struct arena *arena, struct fo_tree *tree)
{
	struct markers *markers = arena_alloc(arena, sizeof *markers);

	markers->arena = arena;
	markers->tree = tree;
	return markers;
}

void markers_begin_sequence(struct markers *markers)
{
	markers->scope++;
}

static bool same_class(const struct fo *marker, const char *name)
{
	return name && marker->p->marker_class_name && strcmp(marker->p->marker_class_name, name) == 0;
}

/* Of a table's areas those count that stand in its bodies. */
static bool in_body(const struct fo *table, const struct fo *fo)
{
	while (fo && !(fo->kind == FO_TABLE_BODY && fo->parent == table))
		fo = fo->parent;
	return fo != NULL;
}

void markers_add(struct markers *markers, const struct fo *fo, bool starts, bool ends)
{
	if (markers->table && !in_body(markers->table, fo))
		return;
	for (const struct fo *child = fo->first; child; child = child->next) {
		if (child->kind == FO_TEXT)
			continue;
		if (child->kind != FO_MARKER)
			return; /* markers come first (6.13.5) */
		markers->page = arena_grown(markers->arena, markers->page, markers->count, &markers->capacity,
					    sizeof *markers->page);
		markers->page[markers->count++] = (struct marked){.marker = child, .starts = starts, .ends = ends};
	}
}

static struct carried *find_carried(const struct markers *markers, const char *name)
{
	for (size_t i = 0; name && i < markers->classes; i++)
		if (same_class(markers->carried[i].marker, name))
			return &markers->carried[i];
	return NULL;
}

void markers_end_page(struct markers *markers)
{
	for (size_t i = 0; i < markers->count; i++) {
		const struct fo *marker = markers->page[i].marker;
		struct carried *carried = find_carried(markers, marker->p->marker_class_name);

		if (!carried && marker->p->marker_class_name) {
			markers->carried = arena_grown(markers->arena, markers->carried, markers->classes, &markers->room,
						       sizeof *markers->carried);
			carried = &markers->carried[markers->classes++];
		}
		if (carried)
			*carried = (struct carried){.marker = marker, .scope = markers->scope};
	}
	markers->count = 0;
	markers->retrieved = NULL;
}

enum quality { ANY, STARTING, ENDING };

/* The first, or last, such area on this page. */
static const struct fo *on_page(const struct markers *markers, const char *name, bool first, enum quality quality)
{
	for (size_t i = 0; i < markers->count; i++) {
		const struct marked *marked = &markers->page[first ? i : markers->count - 1 - i];

		if (same_class(marked->marker, name) &&
		    (quality == ANY || (quality == STARTING ? marked->starts : marked->ends)))
			return marked->marker;
	}
	return NULL;
}

/* What precedes this page or fragment, within the boundary. */
static const struct fo *before_page(const struct markers *markers, const struct fo *retrieve)
{
	const struct carried *carried = find_carried(markers, retrieve->p->retrieve_class_name);
	bool in_table = retrieve->kind == FO_RETRIEVE_TABLE_MARKER;
	enum token boundary = in_table ? retrieve->p->retrieve_boundary_within_table : retrieve->p->retrieve_boundary;

	if (!carried || boundary == (in_table ? TOKEN_TABLE_FRAGMENT : TOKEN_PAGE))
		return NULL;
	if (boundary == (in_table ? TOKEN_PAGE : TOKEN_PAGE_SEQUENCE) && carried->scope != markers->scope)
		return NULL;
	return carried->marker;
}

/* What the position asks for, on this page. */
static const struct fo *at_position(const struct markers *markers, const char *name, enum token position)
{
	switch (position) {
	case TOKEN_FIRST_INCLUDING_CARRYOVER:
		return on_page(markers, name, true, ANY);
	case TOKEN_LAST_STARTING_WITHIN_PAGE:
	case TOKEN_LAST_STARTING:
		return on_page(markers, name, false, STARTING);
	case TOKEN_LAST_ENDING_WITHIN_PAGE:
	case TOKEN_LAST_ENDING:
		return on_page(markers, name, false, ENDING);
	default:
		return on_page(markers, name, true, STARTING);
	}
}

/* The marker that it takes, or NULL. */
static const struct fo *find(const struct markers *markers, const struct fo *retrieve)
{
	const struct properties *p = retrieve->p;
	bool in_table = retrieve->kind == FO_RETRIEVE_TABLE_MARKER;
	const struct fo *found = at_position(markers, p->retrieve_class_name,
					     in_table ? p->retrieve_position_within_table : p->retrieve_position);

	/* No area qualifies: one that only goes on here, then the nearest before. */
	if (!found)
		found = on_page(markers, p->retrieve_class_name, false, ANY);
	return found ? found : before_page(markers, retrieve);
}

/* ---- tables ---- */

struct markers *markers_open_fragment(struct markers *markers, const struct fo *table, unsigned page, size_t from)
{
	struct markers *own = markers->tables;

	while (own && own->table != table)
		own = own->next;
	if (!own) {
		own = markers_new(markers->arena, markers->tree);
		own->table = table;
		own->next = markers->tables;
		markers->tables = own;
	}
	markers->retrieved = NULL;
	markers->fragment = own;
	if (own->scope == page && own->from == from)
		return NULL;
	markers_end_page(own);
	own->scope = page;
	own->from = from;
	return own;
}

void markers_close_fragment(struct markers *markers)
{
	markers->retrieved = NULL;
	markers->fragment = NULL;
}

/* The marker of a class with the longest text in the bodies of a table, or the better one from before. */
static const struct fo *longest(const struct fo *within, const char *name, const struct fo *best)
{
	for (const struct fo *fo = within->first; fo; fo = fo->next)
		if (fo->kind == FO_MARKER && same_class(fo, name) && (!best || fo->length > best->length))
			best = fo;
		else if (fo->kind != FO_TABLE_HEADER && fo->kind != FO_TABLE_FOOTER)
			best = longest(fo, name, best);
	return best;
}

/* ---- content ---- */

/* The marker's children as a wrapper, inheriting from where it stands. */
static const struct fo *graft(struct fo_tree *tree, struct arena *arena, const struct fo *retrieve, const struct fo *marker)
{
	struct fo *content = arena_alloc(arena, sizeof *content);

	*content = *retrieve;
	content->kind = FO_WRAPPER;
	content->id = NULL;
	content->first = content->last = NULL;
	fo_tree_graft(tree, arena, content, marker->source);
	return content;
}

const struct fo *markers_retrieve(struct markers *markers, struct arena *page, const struct fo *retrieve)
{
	bool in_table = retrieve->kind == FO_RETRIEVE_TABLE_MARKER, reserves = in_table && !markers->fragment;
	struct retrieved **list = reserves ? &markers->reserved : &markers->retrieved, *known;
	struct arena *arena = reserves ? markers->arena : page;
	const struct fo *table = fo_around(retrieve, FO_TABLE), *marker = NULL;

	for (known = *list; known; known = known->next)
		if (known->node == retrieve)
			return known->content;
	if (!reserves)
		marker = find(in_table ? markers->fragment : markers, retrieve);
	else if (table)
		marker = longest(table, retrieve->p->retrieve_class_name, NULL);
	known = arena_alloc(arena, sizeof *known);
	*known = (struct retrieved){.node = retrieve, .next = *list};
	*list = known;
	if (marker)
		known->content = graft(markers->tree, arena, retrieve, marker);
	return known->content;
}
