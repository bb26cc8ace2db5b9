#ifndef FO_TREE_FOLD_H
#define FO_TREE_FOLD_H
/* Elements of a document, with all that is in them, in few bytes: of a long document that a stylesheet makes, the nodes of libxml2, some
 * 250 bytes for each attribute, were most of the memory. What is folded stands in the document as one node, and is opened when the
 * tree of formatting objects comes to it. */

#include <libxml/tree.h>
#include <stdbool.h>

/* Put one node in the place of an element, which is given back. It stays as it is where a namespace of
 * it is not the root's, or where it holds other than elements, attributes and text. Returns what stands there now. */
xmlNode *tree_fold(xmlNode *element);

/* Whether a node is one that tree_fold made. */
bool tree_is_folded(const xmlNode *node);

/* The element that was folded, anew, in no place; the caller frees it. */
xmlNode *tree_unfold(const xmlNode *folded);

#endif
