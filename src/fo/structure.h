#ifndef FO_STRUCTURE_H
#define FO_STRUCTURE_H
/* Which structure element a formatting object's content belongs to: the FO's role where it names one, else the element that its kind
 * has (block P, table-cell TD …). Elements are made when something of theirs is first placed, in document order. */

#include "fo/page.h"
#include "fo/tree.h"

struct structure {
	struct arena *arena;
	size_t count;              /* formatting objects after these are copies: their parents speak for them */
	struct element **elements; /* by fo->index: its own, or the one that it is in; NULL: not asked for yet */
	struct element **around;   /* the same: what stands around the object though no object asks for it */
	const char *language;      /* of the document; NULL: none */
	struct element *root;
};

struct structure *structure_new(struct arena *arena, const struct fo_tree *tree);

/* The element of the nearest formatting object that has one; NULL for decoration (role="artifact", static-content). */
struct element *structure_element(struct structure *structure, const struct fo *fo);

/* Whether the object, or one that it stands in, is decoration. */
bool structure_decorates(const struct fo *fo);

#endif
