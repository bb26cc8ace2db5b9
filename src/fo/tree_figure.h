#ifndef FO_TREE_FIGURE_H
#define FO_TREE_FIGURE_H
/* What stands in an fo:instream-foreign-object: a figure in the vocabulary urn:parchemin:figure:1 (parchemin-figure(5)), or SVG. */

#include "base/message.h"
#include "fo/tree.h"

#define FIGURE_NAMESPACE "urn:parchemin:figure:1"
#define SVG_NAMESPACE    "http://www.w3.org/2000/svg"

/* What was wrong: code 0 is nothing; else F720, F721 (second: the attribute) or F722, about the element `node`. */
struct figure_fault {
	enum message_code code;
	const xmlNode *node;
	const char *first, *second;
};

/* Make the drawing (fo->drawing) or the picture (fo->picture) of the object from the element within it, and its alternative text
 * where it has none of its own. fo->p is set. False: *fault says why. */
bool tree_figure_read(struct arena *arena, struct fo *fo, struct figure_fault *fault);

#endif
