#ifndef FO_TREE_H
#define FO_TREE_H
/* The tree of formatting objects: one node a formatting object or text, with computed values, const once it is made. It lives in
 * the arena that it was made in. */

#include <libxml/tree.h>

#include "base/place.h"
#include "fo/property.h"

struct arena;
struct drawing;
struct messages;

enum fo_kind {
#define F(symbol, name, role, content) FO_##symbol,
#include "fo/object.def"
#undef F
	FO_TEXT, /* characters: text, length */
	FO_KINDS
};

struct fo {
	enum fo_kind kind;
	struct fo *parent, *first, *last, *previous, *next;
	const struct properties *p; /* computed values; shared between nodes with equal values; never NULL */
	const char *text;           /* FO_TEXT: UTF-8, length bytes, as in the source: white-space handling is the line's */
	size_t length;              /* of a marker: of the text in it */
	const xmlNode *foreign;     /* FO_INSTREAM_FOREIGN_OBJECT: the element within, borrowed from the document */
	const struct drawing *drawing; /* the figure that it is, or */
	const char *picture;        /* the SVG, as a data: URI; NULL both: nothing that could be read */
	const char *id;             /* NULL: none */
	const char *role;           /* as given, NULL: none */
	const char *alt;            /* fox:alt-text, NULL: none */
	const xmlNode *source;      /* the element in the FO document: for its place */
	unsigned index;             /* in document order, from 0 */
	unsigned cited : 31;        /* of what may be cited (has an id, is the root or a page-sequence): its number from 1; else 0 */
	bool holds_sought : 1;      /* it, or something in it, has an id or is a marker: where it stands may be asked */
};

struct fo_tree {
	struct fo *root;
	size_t count;
	unsigned cited; /* how many may be */
	uint64_t in_markers; /* bits by enum fo_kind: what stands there, which is in no tree before it is retrieved */
	struct fo_ids *ids; /* opaque table */
};

enum fo_tree_option {
	FO_TREE_LENIENT = 1,  /* what is unknown or not supported is left out */
	FO_TREE_CONSUMES = 2, /* what was read of the document is given back: it is nobody's to read afterwards, and has no places */
};

/* Build the tree of a document whose root is fo:root, with options that are added up. What is unknown or not supported is said
 * (F701, F702, F703, F705) and, unless lenient, makes the result NULL. `place` gives an element's place (source module or
 * stylesheet). The document stays as long as the tree, which borrows from it. */
typedef struct place fo_place(void *context, const xmlNode *node);
struct fo_tree *fo_tree_new(struct arena *arena, xmlDoc *document, unsigned options, fo_place *place, void *context,
			    struct messages *messages);

/* The node with an id, or NULL: of no id too. */
const struct fo *fo_tree_find(const struct fo_tree *tree, const char *id);

/* Refine the children of an element once more under another parent: a marker's content where it is retrieved. The new nodes
 * become the last children of `parent`, which is a copy that the caller made; they inherit from parent->p. Faults were said when
 * the document was read. */
void fo_tree_graft(struct fo_tree *tree, struct arena *arena, struct fo *parent, const xmlNode *source);

/* Its first child of a kind, or NULL: of nothing too. */
const struct fo *fo_child(const struct fo *fo, enum fo_kind kind);

/* The nearest of a kind that it stands in, itself included; NULL: none. */
const struct fo *fo_around(const struct fo *fo, enum fo_kind kind);

/* Whether objects of a kind always make block areas (blocks, containers, tables, lists), or stand in lines. */
bool fo_is_block_level(enum fo_kind kind);
bool fo_is_inline_level(enum fo_kind kind);

/* Whether an object makes block areas: it is block-level, or an inline that holds one that is. */
bool fo_holds_block(const struct fo *fo);

/* Whether an object in a block, or in what is inline there, has no line, and no block with content, before it in the flow;
 * what a leader repeats is in no block. */
bool fo_begins_block(const struct fo *fo);

/* No object of a tree lies deeper in it. */
#define FO_DEPTH 500

/* The text in an object and so many levels beneath it, in the arena: single spaces between its words, none at the ends. */
const char *fo_text(const struct fo *fo, int levels, struct arena *arena);

/* All text in its first child of a kind, so too; NULL: it has none. */
const char *fo_child_text(const struct fo *fo, enum fo_kind kind, struct arena *arena);

/* Whether text is white space only. */
bool fo_is_white(const struct fo *text);

/* The name, "fo:block". */
const char *fo_name(enum fo_kind kind);

#endif
