#include "fo/structure.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"

enum { ELEMENT_NONE = -1, ELEMENT_ARTIFACT = -2 };

static const int own_roles[] = {
#define F(symbol, name, role, content) ELEMENT_##role,
#include "fo/object.def"
#undef F
	[FO_TEXT] = ELEMENT_NONE,
};

/* What a block holds. */
enum { HOLDS_BLOCKS = 1, HOLDS_TEXT = 2, HOLDS_BOTH = HOLDS_BLOCKS | HOLDS_TEXT };

static unsigned content_of(const struct fo *fo)
{
	unsigned holds = 0;

	for (const struct fo *child = fo->first; child && holds != HOLDS_BOTH; child = child->next)
		if (child->kind == FO_WRAPPER)
			holds |= content_of(child);
		else if (fo_is_block_level(child->kind))
			holds |= HOLDS_BLOCKS;
		else if (fo_is_inline_level(child->kind) && !(child->kind == FO_TEXT && fo_is_white(child)))
			holds |= HOLDS_TEXT;
	return holds;
}

/* Whether text stands in the element itself, with no paragraphs within (ISO 32000-1, 14.8.4.3). */
static bool holds_text(enum element_role role)
{
	return role == ELEMENT_P || (role >= ELEMENT_H1 && role <= ELEMENT_H6) ||
	       role == ELEMENT_LBL || role == ELEMENT_SPAN || role == ELEMENT_LINK;
}

/* Whether the element only gathers others (14.8.4.2). */
static bool groups(enum element_role role)
{
	return role <= ELEMENT_DIV || role == ELEMENT_BLOCKQUOTE;
}

static int named_role(const struct fo *fo)
{
	return fo->role ? element_role_find(fo->role) : -1;
}

/* The parts of a table, or of a list, that says to be something else are nothing. */
static bool is_part_of_other(const struct fo *fo, int role)
{
	const struct fo *whole = NULL;

	if (role >= ELEMENT_LI && role <= ELEMENT_LBODY)
		whole = fo_around(fo, FO_LIST_BLOCK);
	else if (role >= ELEMENT_THEAD && role <= ELEMENT_TD)
		whole = fo_around(fo, FO_TABLE);
	int named = whole ? named_role(whole) : -1;

	return named >= 0 && named != own_roles[whole->kind];
}

static bool is_header_cell(const struct fo *cell)
{
	const struct fo *header = fo_around(cell, FO_TABLE_HEADER);

	return header && header->parent == fo_around(cell, FO_TABLE);
}

static int default_role(const struct fo *fo)
{
	int role = own_roles[fo->kind];

	if (is_part_of_other(fo, role))
		return ELEMENT_NONE;
	if (role == ELEMENT_FIGURE && !fo->alt)
		return ELEMENT_ARTIFACT;
	return role == ELEMENT_TD && is_header_cell(fo) ? ELEMENT_TH : role;
}

static bool is_artifact(const struct fo *fo)
{
	if (fo->role)
		return strcasecmp(fo->role, "artifact") == 0;
	return default_role(fo) == ELEMENT_ARTIFACT;
}

bool structure_decorates(const struct fo *fo)
{
	while (fo && !is_artifact(fo))
		fo = fo->parent;
	return fo != NULL;
}

/* A block is a paragraph where it has text alone and stands where a paragraph may. */
static int block_role(const struct fo *fo, enum element_role parent)
{
	unsigned holds;

	if (holds_text(parent))
		return ELEMENT_NONE;
	holds = content_of(fo);
	if (!(holds & HOLDS_BLOCKS))
		return ELEMENT_P;
	return holds & HOLDS_TEXT || fo->role ? ELEMENT_DIV : ELEMENT_NONE;
}

static int role_of(const struct fo *fo, const struct element *parent)
{
	int role = named_role(fo);

	if (role < 0)
		role = default_role(fo);
	if (fo->kind == FO_BLOCK && role == ELEMENT_P)
		return block_role(fo, parent->role);
	return role;
}

struct structure *structure_new(struct arena *arena, const struct fo_tree *tree)
{
	struct structure *structure = arena_alloc(arena, sizeof *structure);

	structure->arena = arena;
	structure->count = tree->count;
	structure->elements = arena_array(arena, tree->count + 1, sizeof *structure->elements);
	structure->around = arena_array(arena, tree->count + 1, sizeof *structure->around);
	structure->language = property_language(arena, tree->root->p);
	structure->root = element_new(arena, NULL, ELEMENT_DOCUMENT);
	return structure;
}

/* The language that the object says and the element above does not; NULL: none. */
static const char *own_language(struct structure *structure, const struct fo *fo,
				const struct element *parent)
{
	const char *language, *around;

	if (!fo->parent || (fo->p == fo->parent->p && fo->kind == FO_INLINE))
		return NULL;
	while (parent && !parent->lang)
		parent = parent->parent;
	around = parent ? parent->lang : structure->language;
	language = property_language(structure->arena, fo->p);
	return language && !(around && strcmp(language, around) == 0) ? language : NULL;
}

static void describe(struct structure *structure, struct element *element, const struct fo *fo)
{
	element->alt = fo->alt;
	element->id = fo->id;
	if (fo->kind == FO_LIST_BLOCK) /* how its items are numbered is seen from the first */
		element->label = fo_child_text(fo_child(fo, FO_LIST_ITEM), FO_LIST_ITEM_LABEL, structure->arena);
	if (fo->kind == FO_TABLE_CELL) {
		element->row_span = fo->p->number_rows_spanned;
		element->column_span = fo->p->number_columns_spanned;
		element->row_scope = element->role == ELEMENT_TH && !is_header_cell(fo);
	}
}

/* An element that no object asks for, around this one and those before it as long as they go on together. */
static struct element *element_around(struct structure *structure, const struct fo *fo,
				      bool (*goes_on)(const struct fo *before, const struct fo *fo),
				      struct element *parent, enum element_role role)
{
	struct element **around = &structure->around[fo->index];

	for (const struct fo *before = fo; before && !*around; before = before->previous) {
		if (!before->previous || before->previous->index >= structure->count ||
		    !goes_on(before->previous, before))
			*around = element_new(structure->arena, parent, role);
		else
			*around = structure->around[before->previous->index];
	}
	return *around;
}

static bool paragraph_goes_on(const struct fo *before, const struct fo *fo)
{
	return fo_is_inline_level(before->kind) && fo_is_inline_level(fo->kind);
}

static bool row_goes_on(const struct fo *before, const struct fo *fo)
{
	return before->kind == FO_TABLE_CELL && before->p->ends_row != TOKEN_TRUE &&
	       fo->p->starts_row != TOKEN_TRUE;
}

/* Text in what only gathers stands in a paragraph; cells that say themselves where rows end stand in a row. */
static struct element *anonymous(struct structure *structure, const struct fo *fo,
				 struct element *parent)
{
	if (fo_is_inline_level(fo->kind) && groups(parent->role))
		return element_around(structure, fo, paragraph_goes_on, parent, ELEMENT_P);
	if (fo->kind == FO_TABLE_CELL && fo->parent->kind != FO_TABLE_ROW &&
	    parent->role >= ELEMENT_THEAD && parent->role <= ELEMENT_TFOOT)
		return element_around(structure, fo, row_goes_on, parent, ELEMENT_TR);
	return parent;
}

/* The object whose element an object's element is in: a caption's table (ISO 32000-1, 14.8.4.3.4), or its parent. */
static const struct fo *holder_of(const struct fo *fo)
{
	const struct fo *table = fo->kind == FO_TABLE_CAPTION ? fo_child(fo->parent, FO_TABLE) : NULL;

	return table ? table : fo->parent;
}

/* A table is a grid: cells that hold nothing, and rows of such cells, have their place in it too. */
static void fill_grid(struct structure *structure, const struct fo *fo)
{
	for (const struct fo *child = fo->first; child; child = child->next)
		if (child->kind == FO_TABLE_ROW || child->kind == FO_TABLE_CELL)
			structure_element(structure, child);
}

/* A new element for the object in another; that one where the object has none. */
static struct element *element_in(struct structure *structure, const struct fo *fo, struct element *parent)
{
	int role = role_of(fo, parent);
	const char *language = role == ELEMENT_NONE && fo->kind != FO_INLINE ? NULL : own_language(structure, fo, parent);
	struct element *element;

	if (role == ELEMENT_NONE && !language)
		return parent;
	element = element_new(structure->arena, parent, role == ELEMENT_NONE ? ELEMENT_SPAN : (enum element_role)role);
	element->lang = language;
	describe(structure, element, fo);
	return element;
}

/* Nothing within an artifact is tagged. */
struct element *structure_element(struct structure *structure, const struct fo *fo)
{
	struct element *element, *parent;

	if (!fo)
		return structure->root;
	if (fo->index < structure->count && structure->elements[fo->index])
		return structure->elements[fo->index];
	if (is_artifact(fo))
		return NULL;
	parent = structure_element(structure, holder_of(fo));
	if (!parent || fo->index >= structure->count)
		return parent;
	if (structure->elements[fo->index])
		return structure->elements[fo->index]; /* made with the grid of its table */
	parent = anonymous(structure, fo, parent);
	element = structure->elements[fo->index] = element_in(structure, fo, parent);
	if (element != parent && element->role >= ELEMENT_THEAD && element->role <= ELEMENT_TR)
		fill_grid(structure, fo);
	return element;
}
