#include "fo/structure.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"

enum { ROLE_NONE = -1, ROLE_ARTIFACT = -2 };

static bool has_block_child(const struct fo *fo)
{
	for (const struct fo *child = fo->first; child; child = child->next)
		if (child->kind == FO_BLOCK || child->kind == FO_TABLE || child->kind == FO_LIST_BLOCK ||
		    child->kind == FO_BLOCK_CONTAINER || child->kind == FO_TABLE_AND_CAPTION)
			return true;
	return false;
}

static bool is_header_cell(const struct fo *cell)
{
	for (const struct fo *part = cell->parent; part; part = part->parent)
		if (part->kind == FO_TABLE_HEADER)
			return true;
		else if (part->kind == FO_TABLE)
			return false;
	return false;
}

static int default_role(const struct fo *fo)
{
	switch (fo->kind) {
	case FO_PAGE_SEQUENCE:
		return ELEMENT_SECT;
	case FO_STATIC_CONTENT:
		return ROLE_ARTIFACT;
	case FO_BLOCK:
		return has_block_child(fo) ? ROLE_NONE : ELEMENT_P;
	case FO_LIST_BLOCK:
		return ELEMENT_L;
	case FO_LIST_ITEM:
		return ELEMENT_LI;
	case FO_LIST_ITEM_LABEL:
		return ELEMENT_LBL;
	case FO_LIST_ITEM_BODY:
		return ELEMENT_LBODY;
	case FO_TABLE:
		return ELEMENT_TABLE;
	case FO_TABLE_CAPTION:
		return ELEMENT_CAPTION;
	case FO_TABLE_HEADER:
		return ELEMENT_THEAD;
	case FO_TABLE_FOOTER:
		return ELEMENT_TFOOT;
	case FO_TABLE_BODY:
		return ELEMENT_TBODY;
	case FO_TABLE_ROW:
		return ELEMENT_TR;
	case FO_TABLE_CELL:
		return is_header_cell(fo) ? ELEMENT_TH : ELEMENT_TD;
	case FO_BASIC_LINK:
		return ELEMENT_LINK;
	case FO_EXTERNAL_GRAPHIC:
	case FO_INSTREAM_FOREIGN_OBJECT:
		return fo->alt ? ELEMENT_FIGURE : ROLE_ARTIFACT;
	case FO_FOOTNOTE_BODY:
		return ELEMENT_NOTE;
	default:
		return ROLE_NONE;
	}
}

static int role_of(const struct fo *fo)
{
	if (!fo->role)
		return default_role(fo);
	if (strcasecmp(fo->role, "artifact") == 0)
		return ROLE_ARTIFACT;
	int role = element_role_find(fo->role);

	return role >= 0 ? role : default_role(fo);
}

struct structure *structure_new(struct arena *arena, const struct fo_tree *tree)
{
	struct structure *structure = arena_alloc(arena, sizeof *structure);

	structure->arena = arena;
	structure->count = tree->count;
	structure->elements = arena_array(arena, tree->count + 1, sizeof *structure->elements);
	structure->root = element_new(arena, NULL, ELEMENT_DOCUMENT);
	return structure;
}

static void describe(struct element *element, const struct fo *fo)
{
	element->alt = fo->alt;
	element->id = fo->id;
	if (fo->kind == FO_TABLE_CELL) {
		element->row_span = fo->p->number_rows_spanned;
		element->column_span = fo->p->number_columns_spanned;
		element->row_scope = element->role == ELEMENT_TH && !is_header_cell(fo);
	}
}

struct element *structure_element(struct structure *structure, const struct fo *fo)
{
	for (; fo; fo = fo->parent) {
		if (fo->index >= structure->count)
			continue;
		if (structure->elements[fo->index])
			return structure->elements[fo->index];
		int role = fo->kind == FO_TEXT ? ROLE_NONE : role_of(fo);

		if (role == ROLE_ARTIFACT)
			return NULL;
		if (role == ROLE_NONE)
			continue;
		/* Nothing within an artifact is tagged: the parent decides. */
		struct element *parent = structure_element(structure, fo->parent);

		if (!parent)
			return NULL;
		struct element *element = element_new(structure->arena, parent, (enum element_role)role);

		describe(element, fo);
		structure->elements[fo->index] = element;
		return element;
	}
	return structure->root;
}
