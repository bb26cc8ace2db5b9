#include "input/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "input/fault.h"

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* A copy without white space at the ends, each run of it one space; NULL when nothing is left. */
static const char *collapse(struct arena *arena, const char *text, size_t length)
{
	char *copy, *to;
	size_t i;

	while (length > 0 && blank(text[length - 1]))
		length--;
	while (length > 0 && blank(*text)) {
		text++;
		length--;
	}
	if (length == 0)
		return NULL;
	copy = to = arena_alloc(arena, length + 1);
	for (i = 0; i < length; i++)
		if (!blank(text[i]))
			*to++ = text[i];
		else if (!blank(text[i - 1]))
			*to++ = ' ';
	*to = '\0';
	return copy;
}

const char *reader_attribute(const struct reader *reader, const xmlNode *node, const char *name)
{
	xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)name);
	const char *text;

	if (!value)
		return NULL;
	text = collapse(reader->arena, (const char *)value, strlen((const char *)value));
	xmlFree(value);
	return text;
}

/* The text of an element of the vocabulary stands in itself; its only children are notes, which are passed over. */
const char *reader_text(const struct reader *reader, const xmlNode *node)
{
	struct buffer buffer = {0};
	const xmlNode *child;
	const char *text;

	if (!node)
		return NULL;
	for (child = node->children; child; child = child->next)
		if ((child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) &&
		    child->content)
			buffer_puts(&buffer, (const char *)child->content);
	text = collapse(reader->arena, buffer_string(&buffer), buffer.length);
	buffer_free(&buffer);
	return text;
}

long reader_number(const struct reader *reader, const xmlNode *node, const char *name, long absent)
{
	const char *text = reader_attribute(reader, node, name), *p = text;
	long value = 0;

	if (!text)
		return absent;
	for (p += *p == '+'; *p >= '0' && *p <= '9' && value < 100000000; p++)
		value = value * 10 + (*p - '0');
	return *p ? absent : value;
}

bool reader_oui(const struct reader *reader, const xmlNode *node, const char *name)
{
	const char *text = reader_attribute(reader, node, name);

	return text && !strcmp(text, "oui");
}

const char **reader_words(const struct reader *reader, const xmlNode *node, const char *name,
			  size_t *count)
{
	const char *text = reader_attribute(reader, node, name), **words, *space;
	size_t i;

	*count = 0;
	if (!text)
		return NULL;
	for (*count = 1, i = 0; text[i]; i++)
		*count += text[i] == ' ';
	words = arena_array(reader->arena, *count, sizeof(*words));
	for (i = 0; (space = strchr(text, ' ')); text = space + 1)
		words[i++] = arena_strndup(reader->arena, text, (size_t)(space - text));
	words[i] = text;
	return words;
}

static xmlNode *element_from(const xmlNode *node, const char *name, const xmlNode *parent)
{
	for (; node; node = node->next)
		if (node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, name) &&
		    node->ns && parent->ns && xmlStrEqual(node->ns->href, parent->ns->href))
			return (xmlNode *)node;
	return NULL;
}

xmlNode *reader_first(const xmlNode *parent, const char *name)
{
	return parent ? element_from(parent->children, name, parent) : NULL;
}

xmlNode *reader_next(const xmlNode *node)
{
	return element_from(node->next, (const char *)node->name, node);
}

size_t reader_count(const xmlNode *parent, const char *name)
{
	const xmlNode *node;
	size_t count = 0;

	for (node = reader_first(parent, name); node; node = reader_next(node))
		count++;
	return count;
}

xmlNode *reader_only(const struct reader *reader, const xmlNode *parent, const char *name)
{
	xmlNode *first = reader_first(parent, name), *second = first ? reader_next(first) : NULL;

	if (second)
		fault_add(reader->messages, source_place(reader->source, second),
			  "“%1” may stand only once here", name, NULL);
	return first;
}

xmlNode *reader_required(const struct reader *reader, const xmlNode *parent, const char *name)
{
	xmlNode *node = reader_only(reader, parent, name);

	if (!node)
		fault_add(reader->messages, source_place(reader->source, parent),
			  "“%1” must hold “%2”", (const char *)parent->name, name);
	return node;
}

const char *reader_required_text(const struct reader *reader, const xmlNode *parent, const char *name)
{
	const xmlNode *node = reader_required(reader, parent, name);
	const char *text = reader_text(reader, node);

	if (node && !text)
		fault_add(reader->messages, source_place(reader->source, node),
			  "“%1” is empty, and needs a text", name, NULL);
	return text;
}

const char *reader_child_text(const struct reader *reader, const xmlNode *parent, const char *name)
{
	return reader_text(reader, reader_only(reader, parent, name));
}

const char **reader_texts(const struct reader *reader, const xmlNode *parent, const char *name,
			  size_t *count)
{
	const xmlNode *node;
	const char **texts;
	size_t i = 0;

	*count = reader_count(parent, name);
	texts = arena_array(reader->arena, *count, sizeof(*texts));
	for (node = reader_first(parent, name); node; node = reader_next(node)) {
		const char *text = reader_text(reader, node);

		texts[i++] = text ? text : "";
	}
	return texts;
}

struct place reader_place(const struct reader *reader, const xmlNode *node)
{
	return source_place(reader->source, node);
}
