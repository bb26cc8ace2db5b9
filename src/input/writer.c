#include "input/writer.h"

#include <libxml/parserInternals.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"

/* What stands for a character that is not written as it is. */
static const char *sign_of(xmlChar character)
{
	switch (character) {
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '&':
		return "&amp;";
	case '"':
		return "&quot;";
	case '\r':
		return "&#13;";
	case '\n':
		return "&#10;";
	default:
		return "&#9;";
	}
}

#define IN_TEXT	 "<>&\r"
#define IN_VALUE "<>&\r\"\n\t"

static void put_escaped(struct buffer *out, const xmlChar *text, const char *escaped)
{
	while (text && *text) {
		size_t plain = strcspn((const char *)text, escaped);

		buffer_put(out, text, plain);
		text += plain;
		if (*text)
			buffer_puts(out, sign_of(*text++));
	}
}

static void put_name(struct buffer *out, const xmlNs *ns, const xmlChar *name)
{
	if (ns && ns->prefix) {
		buffer_puts(out, (const char *)ns->prefix);
		buffer_putc(out, ':');
	}
	buffer_puts(out, (const char *)name);
}

/* ---- False: something stands there that documents made here do not have, and libxml2 is to write. */

static bool is_text(const xmlNode *node)
{
	return node->type == XML_TEXT_NODE && node->name != xmlStringTextNoenc;
}

static bool put_namespace(struct buffer *out, const xmlNs *ns)
{
	if (!ns->href || strchr((const char *)ns->href, '"') || (ns->prefix && !strcmp((const char *)ns->prefix, "xml")))
		return false;
	buffer_puts(out, " xmlns");
	if (ns->prefix) {
		buffer_putc(out, ':');
		buffer_puts(out, (const char *)ns->prefix);
	}
	buffer_puts(out, "=\"");
	buffer_puts(out, (const char *)ns->href);
	buffer_putc(out, '"');
	return true;
}

static bool put_attribute(struct buffer *out, const xmlAttr *attribute)
{
	buffer_putc(out, ' ');
	put_name(out, attribute->ns, attribute->name);
	buffer_puts(out, "=\"");
	for (const xmlNode *node = attribute->children; node; node = node->next) {
		if (!is_text(node))
			return false;
		put_escaped(out, node->content, IN_VALUE);
	}
	buffer_putc(out, '"');
	return true;
}

static bool put_start(struct buffer *out, const xmlNode *element)
{
	buffer_putc(out, '<');
	put_name(out, element->ns, element->name);
	for (const xmlNs *ns = element->nsDef; ns; ns = ns->next)
		if (!put_namespace(out, ns))
			return false;
	for (const xmlAttr *attribute = element->properties; attribute; attribute = attribute->next)
		if (!put_attribute(out, attribute))
			return false;
	buffer_puts(out, element->children ? ">" : "/>");
	return true;
}

static void put_end(struct buffer *out, const xmlNode *element)
{
	buffer_puts(out, "</");
	put_name(out, element->ns, element->name);
	buffer_putc(out, '>');
}

static bool put_node(struct buffer *out, const xmlNode *node)
{
	if (node->type == XML_ELEMENT_NODE)
		return put_start(out, node);
	if (!is_text(node))
		return false;
	put_escaped(out, node->content, IN_TEXT);
	return true;
}

/* An element and what is in it, however deep. */
static bool put_tree(struct buffer *out, const xmlNode *root)
{
	for (const xmlNode *node = root; node;) {
		if (!put_node(out, node))
			return false;
		if (node->type == XML_ELEMENT_NODE && node->children) {
			node = node->children;
			continue;
		}
		while (node != root && !node->next) {
			node = node->parent;
			put_end(out, node);
		}
		node = node == root ? NULL : node->next;
	}
	return true;
}

static bool put_document(struct buffer *out, const xmlDoc *document)
{
	buffer_puts(out, "<?xml version=\"");
	buffer_puts(out, document->version ? (const char *)document->version : "1.0");
	buffer_puts(out, "\" encoding=\"UTF-8\"");
	if (document->standalone == 0 || document->standalone == 1)
		buffer_puts(out, document->standalone ? " standalone=\"yes\"" : " standalone=\"no\"");
	buffer_puts(out, "?>\n");
	for (const xmlNode *node = document->children; node; node = node->next) {
		if (node->type != XML_ELEMENT_NODE || !put_tree(out, node))
			return false;
		buffer_putc(out, '\n');
	}
	return true;
}

void writer_document(const xmlDoc *document, struct buffer *out)
{
	size_t before = out->length;
	xmlChar *bytes = NULL;
	int length = 0;

	if (put_document(out, document))
		return;
	out->length = before;
	xmlDocDumpMemoryEnc((xmlDoc *)document, &bytes, &length, "UTF-8");
	if (!bytes)
		memory_ended();
	buffer_put(out, bytes, (size_t)length);
	xmlFree(bytes);
}
