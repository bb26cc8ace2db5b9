#include "sheet/mark.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "input/source.h"

#define MARK_NAMESPACE "urn:parchemin:place:1"
#define XSLT_NAMESPACE "http://www.w3.org/1999/XSL/Transform"

static const xmlNode *element_at_or_after(const xmlNode *node)
{
	while (node && node->type != XML_ELEMENT_NODE)
		node = node->next;
	return node;
}

static bool is_literal(const xmlNode *node)
{
	return !node->ns || !node->ns->href || strcmp((const char *)node->ns->href, XSLT_NAMESPACE) != 0;
}

/* The value of an attribute of a literal result element is a template: braces are doubled. */
static void mark_element(xmlNode *node, xmlNs *ns, struct place place)
{
	struct buffer value = {0};

	buffer_printf(&value, "%u:%u:", place.line, place.column);
	for (const char *c = place.file; *c; c++) {
		if (*c == '{' || *c == '}')
			buffer_putc(&value, *c);
		buffer_putc(&value, *c);
	}
	xmlNewNsProp(node, ns, (const xmlChar *)"at", (const xmlChar *)buffer_string(&value));
	buffer_free(&value);
}

/* Both trees come from the same bytes: their elements correspond. */
static void mark_tree(xmlNode *to, const xmlNode *from, xmlNs *ns, const struct source *source)
{
	xmlNode *node = (xmlNode *)element_at_or_after(to);
	const xmlNode *like = element_at_or_after(from);

	for (; node && like; node = (xmlNode *)element_at_or_after(node->next),
			     like = element_at_or_after(like->next)) {
		if (is_literal(node))
			mark_element(node, ns, source_place(source, like));
		mark_tree(node->children, like->children, ns, source);
	}
}

void mark_places(xmlDoc *stylesheet, const char *path, const void *bytes, size_t length)
{
	struct messages *unsaid = messages_new(); /* what is wrong with the file was said before */
	struct source *source = source_parse(path, bytes, length, unsaid);
	xmlNode *root = xmlDocGetRootElement(stylesheet);
	xmlNs *ns = root ? xmlNewNs(root, (const xmlChar *)MARK_NAMESPACE, (const xmlChar *)"parchemin-place")
			 : NULL;

	if (source && ns)
		mark_tree(root->children, source_root(source)->children, ns, source);
	source_free(source);
	messages_free(unsaid);
}

struct place mark_find(struct arena *arena, const xmlNode *node)
{
	for (; node && node->type == XML_ELEMENT_NODE; node = node->parent) {
		xmlChar *value = xmlGetNsProp(node, (const xmlChar *)"at", (const xmlChar *)MARK_NAMESPACE);

		if (!value)
			continue;
		struct place place = {0};
		char *end;

		place.line = (unsigned)strtoul((const char *)value, &end, 10);
		place.column = *end == ':' ? (unsigned)strtoul(end + 1, &end, 10) : 0;
		place.file = arena_strdup(arena, *end == ':' ? end + 1 : "");
		xmlFree(value);
		return place;
	}
	return PLACE_NONE;
}
