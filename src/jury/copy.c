#include "jury/copy.h"

#include <string.h>

#include "jury/element.h"

bool copy_among(const char *const *list, const xmlChar *name)
{
	for (; *list; list++)
		if (strcmp(*list, (const char *)name) == 0)
			return true;
	return false;
}

xmlNode *copy_shell(xmlNode *parent, const xmlNode *source, const char *const *without)
{
	xmlNode *node = element_add(parent, (const char *)source->name);
	for (const xmlAttr *attribute = source->properties; attribute;
	     attribute = attribute->next) {
		const char *name = (const char *)attribute->name;
		if (!attribute->ns && !(without && copy_among(without, attribute->name)))
			element_set(node, name, element_get(source, name));
	}
	return node;
}

/* At any depth: these trees are ours, five levels at most. */
xmlNode *copy_whole(xmlNode *parent, const xmlNode *source, const char *const *without)
{
	xmlNode *node = copy_shell(parent, source, without);
	for (const xmlNode *child = source->children; child; child = child->next) {
		if (child->type == XML_ELEMENT_NODE)
			copy_whole(node, child, without);
		else if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
			element_put_text(node, (const char *)child->content);
	}
	return node;
}

void copy_children(xmlNode *parent, const xmlNode *source, const char *const *wanted)
{
	for (const xmlNode *child = source->children; child; child = child->next)
		if (child->type == XML_ELEMENT_NODE && copy_among(wanted, child->name))
			copy_whole(parent, child, NULL);
}

void copy_child(xmlNode *parent, const xmlNode *source, const char *name)
{
	const xmlNode *child = element_first(source, name);
	if (child)
		copy_whole(parent, child, NULL);
}
