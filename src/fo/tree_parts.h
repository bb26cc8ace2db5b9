#ifndef FO_TREE_PARTS_H
#define FO_TREE_PARTS_H
/* What the parts of the tree share: tree.c (which makes it), tree_split.c (inlines around blocks), tree_node.c (what is asked of
 * nodes). */

#include "fo/tree.h"

/* Sets of kinds: what may stand in an object (object.def), and what such objects are. */
typedef uint64_t set;

#define ONE(symbol) ((set)1 << FO_##symbol)
#define NOTHING     ((set)0)
#define TEXT        ONE(TEXT)
#define FOREIGN     ((set)1 << 63)
#define BLOCK_LEVEL                                                                                \
	(ONE(BLOCK) | ONE(BLOCK_CONTAINER) | ONE(TABLE_AND_CAPTION) | ONE(TABLE) | ONE(LIST_BLOCK))
#define INLINE_LEVEL                                                                               \
	(ONE(BIDI_OVERRIDE) | ONE(CHARACTER) | ONE(EXTERNAL_GRAPHIC) |                             \
	 ONE(INSTREAM_FOREIGN_OBJECT) | ONE(INLINE) | ONE(INLINE_CONTAINER) | ONE(LEADER) |        \
	 ONE(PAGE_NUMBER) | ONE(PAGE_NUMBER_CITATION) | ONE(PAGE_NUMBER_CITATION_LAST) |           \
	 ONE(BASIC_LINK) | ONE(FOOTNOTE))
#define RETRIEVED (ONE(RETRIEVE_MARKER) | ONE(RETRIEVE_TABLE_MARKER))
#define ANY_LEVEL (ONE(WRAPPER) | RETRIEVED)
#define BLOCKS    (BLOCK_LEVEL | ANY_LEVEL)
#define INLINES   (INLINE_LEVEL | ANY_LEVEL)
#define REGIONS                                                                                    \
	(ONE(REGION_BODY) | ONE(REGION_BEFORE) | ONE(REGION_AFTER) | ONE(REGION_START) |           \
	 ONE(REGION_END))
#define PAGE_REFERENCES                                                                            \
	(ONE(SINGLE_PAGE_MASTER_REFERENCE) | ONE(REPEATABLE_PAGE_MASTER_REFERENCE) |               \
	 ONE(REPEATABLE_PAGE_MASTER_ALTERNATIVES))
#define TABLE_PARTS (ONE(TABLE_HEADER) | ONE(TABLE_FOOTER) | ONE(TABLE_BODY))
#define ROOT_PARTS                                                                                 \
	(ONE(LAYOUT_MASTER_SET) | ONE(DECLARATIONS) | ONE(BOOKMARK_TREE) | ONE(PAGE_SEQUENCE) |    \
	 ONE(PAGE_SEQUENCE_WRAPPER))

/* Objects without margins of blocks (XSL 1.1, 7.11). */
#define INSIDE_LINE     ((INLINE_LEVEL & ~ONE(FOOTNOTE)) | ONE(INITIAL_PROPERTY_SET))
#define REFERENCE_AREAS (ONE(BLOCK_CONTAINER) | ONE(TABLE_CELL) | ONE(TABLE_CAPTION) | ONE(TITLE))
#define PAGE_MASTERS    (REGIONS | ONE(SIMPLE_PAGE_MASTER))

/* Objects that are as their content is: in lines, or around blocks. */
#define AS_CONTENT (ONE(WRAPPER) | ONE(INLINE) | ONE(BIDI_OVERRIDE) | ONE(BASIC_LINK))

_Static_assert(FO_KINDS < 63, "a bit for each kind, and one for foreign elements");

static inline bool is_in(enum fo_kind kind, set kinds)
{
	return kinds >> kind & 1;
}

/* tree.c: make an object the last child of another. */
void tree_append(struct fo *parent, struct fo *fo);

/* tree_split.c: inlines around blocks. What stands in an inline, its parent's last child, before, between and after the blocks there
 * are inlines of their own, beside them. So its text shares its lines with what is around it (XSL 1.1, 6.6.7: its block areas are
 * placed as if they broke the line). Returns whether the inline itself is no longer in the tree: it holds blocks, and more. */
bool tree_split(struct arena *arena, struct fo *fo);

#endif
