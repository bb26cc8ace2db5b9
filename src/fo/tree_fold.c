#include "fo/tree_fold.h"

#include <string.h>

#include <libxml/dict.h>

#include "base/arena.h"
#include "base/buffer.h"

#define DEPTH_LIMIT 500

/* What stands in the bytes: an element's namespace and name, its attributes, its content, an end. What the document's dictionary holds
 * is a pointer there; other text stands whole, ended by a zero. */
enum { FOLD_END, FOLD_ELEMENT, FOLD_ATTRIBUTE, FOLD_ATTRIBUTE_NS, FOLD_TEXT, FOLD_KNOWN };

/* In psvi, which nothing that is read can set. */
static char fold_mark;

bool tree_is_folded(const xmlNode *node)
{
	return node->type == XML_PI_NODE && node->psvi == &fold_mark;
}

/* ---- folding ---- */

/* Of the root, which stays as long as the document, or xml's own. */
static bool namespace_stays(const xmlDoc *document, const xmlNs *ns)
{
	const xmlNs *known = xmlDocGetRootElement(document)->nsDef;

	while (known && known != ns)
		known = known->next;
	return !ns || known || ns == document->oldNs;
}

static bool attribute_is_plain(const xmlAttr *attribute)
{
	const xmlNode *text = attribute->children;

	return namespace_stays(attribute->doc, attribute->ns) &&
	       (!text || (text->type == XML_TEXT_NODE && !text->next && text->content));
}

static bool is_plain(const xmlNode *node, int depth)
{
	if (node->type == XML_TEXT_NODE)
		return node->content != NULL;
	if (node->type != XML_ELEMENT_NODE || node->nsDef || depth > DEPTH_LIMIT ||
	    !namespace_stays(node->doc, node->ns))
		return false;
	for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
		if (!attribute_is_plain(attribute))
			return false;
	for (const xmlNode *child = node->children; child; child = child->next)
		if (!is_plain(child, depth + 1))
			return false;
	return true;
}

static void put_pointer(struct buffer *out, const void *pointer)
{
	buffer_put(out, &pointer, sizeof pointer);
}

static void put_name(struct buffer *out, xmlDict *dict, const xmlChar *name)
{
	const xmlChar *known = xmlDictLookup(dict, name, -1);

	if (!known)
		memory_ended();
	put_pointer(out, known);
}

static void put_text(struct buffer *out, xmlDict *dict, const xmlChar *text)
{
	if (xmlDictOwns(dict, text)) {
		buffer_putc(out, FOLD_KNOWN);
		put_pointer(out, text);
	} else {
		buffer_putc(out, FOLD_TEXT);
		buffer_put(out, text, strlen((const char *)text) + 1);
	}
}

static void put_attribute(struct buffer *out, xmlDict *dict, const xmlAttr *attribute)
{
	buffer_putc(out, attribute->ns ? FOLD_ATTRIBUTE_NS : FOLD_ATTRIBUTE);
	if (attribute->ns)
		put_pointer(out, attribute->ns);
	put_name(out, dict, attribute->name);
	put_text(out, dict, attribute->children ? attribute->children->content : (const xmlChar *)"");
}

static void put_node(struct buffer *out, xmlDict *dict, const xmlNode *node)
{
	if (node->type == XML_TEXT_NODE) {
		put_text(out, dict, node->content);
		return;
	}
	buffer_putc(out, FOLD_ELEMENT);
	put_pointer(out, node->ns);
	put_name(out, dict, node->name);
	for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
		put_attribute(out, dict, attribute);
	for (const xmlNode *child = node->children; child; child = child->next)
		put_node(out, dict, child);
	buffer_putc(out, FOLD_END);
}

xmlNode *tree_fold(xmlNode *element)
{
	struct buffer bytes = {0};
	xmlDoc *document = element->doc;
	xmlNode *folded;

	if (!document->dict || !is_plain(element, 0))
		return element;
	put_node(&bytes, document->dict, element);
	folded = xmlNewDocPI(document, (const xmlChar *)"folded", NULL);
	if (!folded || !(folded->content = xmlMalloc(bytes.length)))
		memory_ended();
	memcpy(folded->content, bytes.data, bytes.length);
	folded->psvi = &fold_mark;
	buffer_free(&bytes);
	xmlReplaceNode(element, folded);
	xmlFreeNode(element);
	return folded;
}

/* ---- opening ---- */

struct opening {
	xmlDoc *document;
	const char *at;
};

static void *take_pointer(struct opening *opening)
{
	void *pointer;

	memcpy(&pointer, opening->at, sizeof pointer);
	opening->at += sizeof pointer;
	return pointer;
}

static xmlNode *take_text(struct opening *opening)
{
	bool known = *opening->at++ == FOLD_KNOWN;
	xmlNode *text = xmlNewDocText(opening->document, known ? NULL : (const xmlChar *)opening->at);

	if (!text)
		memory_ended();
	if (known)
		text->content = take_pointer(opening);
	else
		opening->at += strlen(opening->at) + 1;
	return text;
}

static void take_attribute(struct opening *opening, xmlNode *element)
{
	xmlNs *ns = *opening->at++ == FOLD_ATTRIBUTE_NS ? take_pointer(opening) : NULL;
	xmlAttr *attribute = xmlNewNsPropEatName(element, ns, take_pointer(opening), NULL);

	if (!attribute)
		memory_ended();
	attribute->children = attribute->last = take_text(opening);
	attribute->children->parent = (xmlNode *)attribute;
}

static xmlNode *take_element(struct opening *opening)
{
	opening->at++;
	xmlNs *ns = take_pointer(opening);
	xmlNode *element = xmlNewDocNodeEatName(opening->document, ns, take_pointer(opening), NULL), *child;

	if (!element)
		memory_ended();
	while (*opening->at == FOLD_ATTRIBUTE || *opening->at == FOLD_ATTRIBUTE_NS)
		take_attribute(opening, element);
	while (*opening->at != FOLD_END) {
		child = *opening->at == FOLD_ELEMENT ? take_element(opening) : take_text(opening);
		child->parent = element;
		child->prev = element->last;
		*(element->last ? &element->last->next : &element->children) = child;
		element->last = child;
	}
	opening->at++;
	return element;
}

xmlNode *tree_unfold(const xmlNode *folded)
{
	struct opening opening = {folded->doc, (const char *)folded->content};

	return take_element(&opening);
}
