#include "sheet/superior.h"

#include <stdbool.h>
#include <string.h>

#include "base/buffer.h"
#include "text/spacing.h"

#define FO_NAMESPACE "http://www.w3.org/1999/XSL/Format"

/* Whether text within this element is laid out: a title is read by the document's reader, which has letters only. */
static bool is_printed(const xmlNode *parent)
{
	return parent->ns && parent->ns->href && strcmp((const char *)parent->ns->href, FO_NAMESPACE) == 0 &&
	       strcmp((const char *)parent->name, "title") != 0 &&
	       strcmp((const char *)parent->name, "bookmark-title") != 0;
}

static bool has_sign(const xmlNode *text)
{
	return text->content && strstr((const char *)text->content, SPACING_SUPERIOR);
}

/* Takes the signs out. */
static void text_clean(xmlNode *node)
{
	const char *rest = (const char *)node->content, *sign;
	struct buffer plain = {0};

	for (; (sign = strstr(rest, SPACING_SUPERIOR)) != NULL; rest = sign + strlen(SPACING_SUPERIOR))
		buffer_put(&plain, rest, (size_t)(sign - rest));
	buffer_puts(&plain, rest);
	xmlNodeSetContentLen(node, (const xmlChar *)buffer_string(&plain), (int)plain.length);
	buffer_free(&plain);
}

/* As high as capitals are, in lines that stay as they are. */
static xmlNode *inline_new(const xmlNode *parent, const xmlChar *letters, int count)
{
	xmlNode *node = xmlNewDocNode(parent->doc, parent->ns, (const xmlChar *)"inline", NULL);

	xmlNewProp(node, (const xmlChar *)"font-size", (const xmlChar *)"0.64em");
	xmlNewProp(node, (const xmlChar *)"line-height", (const xmlChar *)"1pt");
	xmlNewProp(node, (const xmlChar *)"baseline-shift", (const xmlChar *)"0.49em");
	xmlAddChild(node, xmlNewTextLen(letters, count));
	return node;
}

/* What stands after the sign goes into new nodes behind this one; returns the last of them. */
static xmlNode *text_divide(xmlNode *node)
{
	xmlChar *text = xmlStrdup(node->content);
	const char *sign = strstr((const char *)text, SPACING_SUPERIOR), *letters, *rest;

	xmlNodeSetContentLen(node, text, (int)(sign - (const char *)text));
	while (sign) {
		letters = sign + strlen(SPACING_SUPERIOR);
		rest = letters + strspn(letters, "abcdefghijklmnopqrstuvwxyz");
		node = xmlAddNextSibling(node, inline_new(node->parent, (const xmlChar *)letters, (int)(rest - letters)));
		sign = strstr(rest, SPACING_SUPERIOR);
		if (*rest && rest != sign)
			node = xmlAddNextSibling(node, xmlNewTextLen((const xmlChar *)rest, (int)(sign ? sign - rest : (long)strlen(rest))));
	}
	xmlFree(text);
	return node;
}

static void attributes_clean(xmlNode *node)
{
	for (xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
		if (attribute->children && has_sign(attribute->children))
			text_clean(attribute->children);
}

static xmlNode *text_set(xmlNode *node)
{
	if (!has_sign(node))
		return node;
	if (is_printed(node->parent))
		return text_divide(node);
	text_clean(node);
	return node;
}

/* The node after this one and all within it; NULL where none is left within `element`. */
static xmlNode *node_after(const xmlNode *element, xmlNode *node)
{
	while (node != element && !node->next)
		node = node->parent;
	return node != element ? node->next : NULL;
}

void superior_set(xmlNode *element)
{
	xmlNode *node = element;

	while (node) {
		if (node->type == XML_TEXT_NODE)
			node = text_set(node);
		if (node->type == XML_ELEMENT_NODE)
			attributes_clean(node);
		node = node->type == XML_ELEMENT_NODE && node->children ? node->children : node_after(element, node);
	}
}
