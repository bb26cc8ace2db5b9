#include "jury/element.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

static void *need(void *made)
{
	if (!made) {
		fputs("parchemin: out of memory\n", stderr);
		exit(70);
	}
	return made;
}

xmlDoc *element_document(const char *name, const char *namespace)
{
	xmlDoc *document = need(xmlNewDoc(BAD_CAST "1.0"));
	xmlNode *root = need(xmlNewDocNode(document, NULL, BAD_CAST name, NULL));
	xmlDocSetRootElement(document, root);
	xmlSetNs(root, need(xmlNewNs(root, BAD_CAST namespace, NULL)));
	return document;
}

xmlNode *element_add(xmlNode *parent, const char *name)
{
	xmlNode *node = need(xmlNewDocNode(parent->doc, parent->ns, BAD_CAST name, NULL));
	return xmlAddChild(parent, node);
}

xmlNode *element_add_text(xmlNode *parent, const char *name, const char *text)
{
	if (!text || !*text)
		return NULL;
	xmlNode *node = element_add(parent, name);
	element_put_text(node, text);
	return node;
}

void element_put_text(xmlNode *node, const char *text)
{
	if (text && *text)
		xmlAddChild(node, need(xmlNewDocText(node->doc, BAD_CAST text)));
}

void element_set(xmlNode *node, const char *attribute, const char *value)
{
	if (value && *value)
		need(xmlNewProp(node, BAD_CAST attribute, BAD_CAST value));
}

void element_set_bool(xmlNode *node, const char *attribute, bool value)
{
	element_set(node, attribute, value ? "oui" : "non");
}

void element_set_number(xmlNode *node, const char *attribute, long value)
{
	char text[24];
	snprintf(text, sizeof text, "%ld", value);
	element_set(node, attribute, text);
}

void element_set_minutes(xmlNode *node, long minutes)
{
	if (minutes > 0)
		element_set_number(node, "minutes", minutes);
}

void element_set_date(xmlNode *node, const char *attribute, struct date date)
{
	char text[DATE_TEXT];
	if (date_given(date))
		element_set(node, attribute, date_text(date, text));
}

void element_set_list(xmlNode *node, const char *attribute, const char *const *list, size_t count)
{
	struct buffer buffer = {0};
	for (size_t i = 0; i < count; i++) {
		if (i)
			buffer_putc(&buffer, ' ');
		buffer_puts(&buffer, list[i]);
	}
	element_set(node, attribute, buffer_string(&buffer));
	buffer_free(&buffer);
}

const char *element_get(const xmlNode *node, const char *attribute)
{
	const xmlAttr *found = xmlHasNsProp(node, BAD_CAST attribute, NULL);
	if (!found || !found->children || !found->children->content)
		return "";
	return (const char *)found->children->content;
}

bool element_has(const xmlNode *node, const char *attribute, const char *value)
{
	return strcmp(element_get(node, attribute), value) == 0;
}

const char *element_text(const xmlNode *node)
{
	const xmlNode *text = node ? node->children : NULL;

	return text && text->type == XML_TEXT_NODE ? (const char *)text->content : "";
}

bool element_is(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static xmlNode *from(xmlNode *node, const char *name)
{
	while (node && !element_is(node, name))
		node = node->next;
	return node;
}

xmlNode *element_first(const xmlNode *parent, const char *name)
{
	return parent ? from(parent->children, name) : NULL;
}

xmlNode *element_next(const xmlNode *node, const char *name)
{
	return from(node->next, name);
}

size_t element_count(const xmlNode *parent, const char *name)
{
	size_t count = 0;

	for (const xmlNode *node = element_first(parent, name); node; node = element_next(node, name))
		count++;
	return count;
}

xmlNode *element_find(const xmlNode *parent, const char *name, const char *attribute,
		      const char *value)
{
	xmlNode *node = element_first(parent, name);
	while (node && !element_has(node, attribute, value))
		node = element_next(node, name);
	return node;
}
