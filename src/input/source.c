#include "input/source.h"

#include <errno.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/characters.h"
#include "base/file.h"
#include "base/search.h"
#include "input/encoding.h"
#include "input/fault.h"

/* Characters are counted once for every so many bytes, so that a column costs the same on a line of a hundred megabytes. */
#define CHECKPOINT_BYTES 1024

struct source {
	char *name;
	struct buffer bytes; /* as read; empty where the text is the same */
	struct buffer text;  /* UTF-8, without byte order mark */
	size_t *lines;       /* where each line starts in the text */
	size_t line_count;
	size_t *checkpoints; /* characters before each CHECKPOINT_BYTES of text */
	xmlDoc *document;
};

/* What the parser's callbacks need; the parser's context holds it as _private. */
struct reading {
	struct source *source;
	struct messages *messages;
	unsigned depth;
	bool refused; /* something has been said: what follows is a consequence */
};

static const struct {
	const char *namespace;
	enum source_kind kind;
} kinds[] = {
	{"urn:parchemin:referentiel:1", SOURCE_REFERENTIEL},
	{"urn:parchemin:session:1", SOURCE_SESSION},
	{"urn:parchemin:certificateur:1", SOURCE_CERTIFICATEUR},
	{"urn:parchemin:deliberation:1", SOURCE_DELIBERATION},
	{"urn:parchemin:dossier:1", SOURCE_DOSSIER},
	{"http://www.w3.org/1999/XSL/Format", SOURCE_FO},
};

/* Where the line that begins at an offset ends, its end included: with LF, CR LF or CR. `returns`: the text has a CR. */
static size_t line_end(const char *text, size_t from, size_t length, bool returns)
{
	const char *feed = returns ? NULL : memchr(text + from, '\n', length - from);

	if (!returns)
		return feed ? (size_t)(feed - text) + 1 : SIZE_MAX;
	for (size_t i = from; i < length; i++)
		if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == length || text[i + 1] != '\n')))
			return i + 1;
	return SIZE_MAX;
}

/* Note where lines start, and how many characters stand before each checkpoint. */
static void source_measure(struct source *source)
{
	const char *text = source->text.data ? source->text.data : "";
	size_t length = source->text.length, capacity = 0, count = 0;
	bool returns = length && memchr(text, '\r', length);

	source->checkpoints =
		memory_alloc((length / CHECKPOINT_BYTES + 1) * sizeof(*source->checkpoints));
	for (size_t i = 0; i <= length / CHECKPOINT_BYTES; i++) {
		size_t start = i * CHECKPOINT_BYTES, rest = length - start;

		source->checkpoints[i] = count;
		count += characters_count(text + start, rest < CHECKPOINT_BYTES ? rest : CHECKPOINT_BYTES);
	}
	for (size_t start = 0; start != SIZE_MAX; start = start < length ? line_end(text, start, length, returns) : SIZE_MAX) {
		source->lines = memory_grown(source->lines, source->line_count, &capacity, sizeof(*source->lines));
		source->lines[source->line_count++] = start;
	}
}

static size_t characters_before(const struct source *source, size_t offset)
{
	size_t block = offset / CHECKPOINT_BYTES;

	return source->checkpoints[block] +
	       characters_count(source->text.data + block * CHECKPOINT_BYTES,
				offset % CHECKPOINT_BYTES);
}

/* Characters from one offset to another. Counted one by one where they are near, as in a line that a person wrote. */
static size_t characters_between(const struct source *source, size_t from, size_t to)
{
	if (to - from <= CHECKPOINT_BYTES)
		return characters_count(source->text.data + from, to - from);
	return characters_before(source, to) - characters_before(source, from);
}

static bool has_begun(const void *line, const void *offset)
{
	return *(const size_t *)line <= *(const size_t *)offset;
}

static struct place place_at(const struct source *source, size_t offset)
{
	size_t line;

	if (offset > source->text.length)
		offset = source->text.length;
	line = search_first(source->lines, source->line_count, sizeof *source->lines, has_begun, &offset);
	return (struct place){
		.file = source->name,
		.line = (unsigned)line,
		.column = (unsigned)characters_between(source, source->lines[line - 1], offset) + 1,
	};
}

/* Where the parser stands in the text. */
static size_t parser_offset(xmlParserCtxt *parser, const struct source *source)
{
	size_t offset;

	if (!parser->input || !parser->input->cur || !parser->input->base)
		return 0;
	offset = (size_t)parser->input->consumed +
		 (size_t)(parser->input->cur - parser->input->base);
	return offset < source->text.length ? offset : source->text.length;
}

/* The nearest `c` at or before the offset; the offset itself when there is none. */
static size_t walk_back(const struct source *source, size_t offset, char c)
{
	size_t i = offset < source->text.length ? offset + 1 : source->text.length;

	while (i-- > 0)
		if (source->text.data[i] == c)
			return i;
	return offset;
}

static size_t skip_blanks(const struct source *source, size_t i)
{
	while (i < source->text.length && strchr(" \t\r\n", source->text.data[i]) &&
	       source->text.data[i])
		i++;
	return i;
}

static size_t skip_name(const struct source *source, size_t i)
{
	while (i < source->text.length && !strchr(" \t\r\n=/>\"'", source->text.data[i]))
		i++;
	return i;
}

/* Where the nth attribute of this name (0: the first) begins in the start tag whose '<' is at `tag`; `tag` when there is none. */
static size_t attribute_offset(const struct source *source, size_t tag, const char *name,
			       unsigned nth)
{
	const char *text = source->text.data;
	size_t length = source->text.length, i = skip_name(source, tag + 1);

	for (;;) {
		size_t start = skip_blanks(source, i), end = skip_name(source, start);
		const char *close;

		if (end == start)
			return tag;
		if (end - start == strlen(name) && !memcmp(text + start, name, end - start) &&
		    nth-- == 0)
			return start;
		i = skip_blanks(source, end);
		if (i >= length || text[i] != '=')
			return tag;
		i = skip_blanks(source, i + 1);
		if (i >= length || (text[i] != '"' && text[i] != '\''))
			return tag;
		close = memchr(text + i + 1, text[i], length - i - 1);
		if (!close)
			return tag;
		i = (size_t)(close - text) + 1;
	}
}

static void refuse(xmlParserCtxt *parser, struct reading *reading)
{
	reading->refused = true;
	xmlStopParser(parser);
}

static void on_start_element(void *data, const xmlChar *name, const xmlChar *prefix,
			     const xmlChar *uri, int namespaces, const xmlChar **namespace,
			     int attributes, int defaulted, const xmlChar **attribute)
{
	xmlParserCtxt *parser = data;
	struct reading *reading = parser->_private;
	const xmlNode *before = parser->node;
	size_t offset;

	if (reading->refused)
		return;
	offset = walk_back(reading->source, parser_offset(parser, reading->source), '<');
	if (++reading->depth > SOURCE_DEPTH_LIMIT) {
		message_add(reading->messages, place_at(reading->source, offset), M_X003,
			    message_translate("elements within elements"), "256");
		refuse(parser, reading);
		return;
	}
	xmlSAX2StartElementNs(data, name, prefix, uri, namespaces, namespace, attributes, defaulted,
			      attribute);
	if (parser->node && parser->node != before)
		parser->node->_private = (void *)(uintptr_t)(offset + 1);
}

static void on_end_element(void *data, const xmlChar *name, const xmlChar *prefix,
			   const xmlChar *uri)
{
	xmlParserCtxt *parser = data;
	struct reading *reading = parser->_private;

	reading->depth -= reading->depth > 0;
	xmlSAX2EndElementNs(data, name, prefix, uri);
}

/* Called when the name of a document type has been read, before anything that it declares. */
static void on_document_type(void *data, const xmlChar *name, const xmlChar *external,
			     const xmlChar *system)
{
	xmlParserCtxt *parser = data;
	struct reading *reading = parser->_private;
	size_t offset;

	(void)external;
	(void)system;
	if (reading->refused)
		return;
	offset = parser_offset(parser, reading->source);
	while (offset > 0 && strncmp(reading->source->text.data + offset, "<!DOCTYPE", 9))
		offset--;
	message_add(reading->messages, place_at(reading->source, offset), M_X002,
		    (const char *)name);
	refuse(parser, reading);
}

/* The parser reports where it has come to; the reader wants to know where the fault begins. */
static size_t error_offset(const struct source *source, xmlParserCtxt *parser,
			   const xmlError *error)
{
	size_t offset = parser_offset(parser, source);

	if (error->domain == XML_FROM_NAMESPACE)
		return walk_back(source, offset, '<');
	switch (error->code) {
	case XML_ERR_TAG_NAME_MISMATCH:
		return walk_back(source, offset, '<');
	case XML_ERR_UNDECLARED_ENTITY:
	case XML_WAR_UNDECLARED_ENTITY:
	case XML_ERR_ENTITYREF_SEMICOL_MISSING:
	case XML_ERR_INVALID_CHARREF:
		return walk_back(source, offset, '&');
	case XML_ERR_ATTRIBUTE_REDEFINED:
		return attribute_offset(source, walk_back(source, offset, '<'),
					error->str1 ? error->str1 : "", 1);
	default:
		return offset;
	}
}

static void on_error(void *data, xmlError *error)
{
	xmlParserCtxt *parser = data;
	struct reading *reading = parser->_private;
	struct buffer text = {0};
	struct place place;

	if (reading->refused || error->level == XML_ERR_NONE || error->level == XML_ERR_WARNING)
		return;
	place = place_at(reading->source, error_offset(reading->source, parser, error));
	fault_of_xml(&text, error);
	if (error->code == XML_ERR_INTERNAL_ERROR)
		message_add(reading->messages, place, M_X003, buffer_string(&text), "libxml2");
	else
		message_add(reading->messages, place, M_X001, buffer_string(&text));
	buffer_free(&text);
	refuse(parser, reading);
}

static bool source_read(struct source *source, struct messages *messages)
{
	struct reading reading = {.source = source, .messages = messages};
	xmlParserCtxt *parser = xmlNewParserCtxt();
	bool whole;

	if (!parser)
		memory_ended();
	parser->_private = &reading;
	parser->sax->startElementNs = on_start_element;
	parser->sax->endElementNs = on_end_element;
	parser->sax->internalSubset = on_document_type;
	parser->sax->serror = on_error;
	source->document =
		xmlCtxtReadMemory(parser, source->text.data, (int)source->text.length, source->name,
				  NULL, XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES);
	whole = source->document && parser->wellFormed && !reading.refused;
	if (!whole && !reading.refused)
		message_add(messages, (struct place){.file = source->name}, M_X001,
			    message_translate("no element begins here"));
	xmlFreeParserCtxt(parser);
	return whole;
}

/* Detect the encoding, convert, parse: the source is freed and NULL returned after the first fault. */
static struct source *source_understand(struct source *source, struct messages *messages)
{
	const unsigned char *bytes = (const unsigned char *)source->bytes.data;
	char name[ENCODING_NAME];
	enum encoding encoding;
	size_t mark;
	bool right;

	if (source->bytes.length == 0) {
		message_add(messages, ((struct place){source->name, 1, 1}), M_X001,
			    message_translate("the file is empty"));
		goto fail;
	}
	encoding = encoding_detect(bytes, source->bytes.length, &mark, name);
	if (encoding == ENCODING_UNKNOWN) {
		message_add(messages, ((struct place){source->name, 1, 1}), M_X004, name);
		goto fail;
	}
	right = encoding_convert(encoding, bytes + mark, source->bytes.length - mark,
				 &source->text);
	buffer_string(&source->text);
	if (source->text.length == source->bytes.length &&
	    !memcmp(source->text.data, source->bytes.data, source->bytes.length))
		buffer_free(&source->bytes);
	source_measure(source);
	if (!right) {
		struct buffer text = {0};

		buffer_puts(&text,
			    message_translate("the bytes from here on are not of the encoding: "));
		buffer_puts(&text, name);
		message_add(messages, place_at(source, source->text.length), M_X001,
			    buffer_string(&text));
		buffer_free(&text);
		goto fail;
	}
	if (source_read(source, messages))
		return source;
fail:
	source_free(source);
	return NULL;
}

static void too_large(const char *name, struct messages *messages)
{
	message_add(messages, (struct place){.file = name}, M_X003, message_translate("the file"),
		    message_translate("256 MiB"));
}

struct source *source_open(const char *path, struct messages *messages)
{
	struct source *source = memory_alloc(sizeof(*source));
	int error;

	*source = (struct source){.name = memory_strdup(path)};
	error = file_read(path, SOURCE_SIZE_LIMIT, &source->bytes);
	if (!error)
		return source_understand(source, messages);
	if (error == EFBIG)
		too_large(path, messages);
	else
		message_add(messages, (struct place){.file = path}, M_U906, path,
			    file_explain(error));
	source_free(source);
	return NULL;
}

struct source *source_parse(const char *name, const void *bytes, size_t length,
			    struct messages *messages)
{
	struct source *source;

	if (length > SOURCE_SIZE_LIMIT) {
		too_large(name, messages);
		return NULL;
	}
	source = memory_alloc(sizeof(*source));
	*source = (struct source){.name = memory_strdup(name)};
	buffer_put(&source->bytes, bytes, length);
	return source_understand(source, messages);
}

void source_free(struct source *source)
{
	if (!source)
		return;
	xmlFreeDoc(source->document);
	free(source->lines);
	free(source->checkpoints);
	buffer_free(&source->text);
	buffer_free(&source->bytes);
	free(source->name);
	free(source);
}

const char *source_name(const struct source *source)
{
	return source->name;
}

xmlDoc *source_document(const struct source *source)
{
	return source->document;
}

xmlNode *source_root(const struct source *source)
{
	return xmlDocGetRootElement(source->document);
}

enum source_kind source_kind(const struct source *source)
{
	return source_kind_of(source_root(source));
}

enum source_kind source_kind_of(const xmlNode *root)
{
	size_t i;

	if (!root->ns || !root->ns->href)
		return SOURCE_OTHER;
	for (i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (!strcmp((const char *)root->ns->href, kinds[i].namespace))
			return kinds[i].kind;
	return SOURCE_OTHER;
}

const void *source_bytes(const struct source *source, size_t *length)
{
	const struct buffer *bytes = source->bytes.length ? &source->bytes : &source->text;

	*length = bytes->length;
	return bytes->data;
}

void source_digest(const struct source *source, char hex[DIGEST_LENGTH + 1])
{
	size_t length;
	const void *bytes = source_bytes(source, &length);

	digest_of(bytes, length, hex);
}

/* The offset of the element's '<' plus one; 0 when the node has none. */
static size_t node_offset(const struct source *source, const xmlNode *node)
{
	while (node && node->type != XML_ELEMENT_NODE)
		node = node->parent && node->type != XML_DOCUMENT_NODE ? node->parent : NULL;
	return node && node->doc == source->document ? (size_t)(uintptr_t)node->_private : 0;
}

struct place source_place(const struct source *source, const xmlNode *node)
{
	size_t offset;

	if (!node)
		return PLACE_NONE;
	offset = node_offset(source, node);
	return offset ? place_at(source, offset - 1) : (struct place){.file = source->name};
}

struct place source_attribute_place(const struct source *source, const xmlNode *node,
				    const char *attribute)
{
	size_t offset = node ? node_offset(source, node) : 0;

	return offset ? place_at(source, attribute_offset(source, offset - 1, attribute, 0))
		      : source_place(source, node);
}

struct place source_attribute_at(const struct source *source, struct place element,
				 const char *attribute)
{
	const char *text = source->text.data;
	size_t offset;
	unsigned column;

	if (element.line == 0 || element.line > source->line_count || element.column == 0)
		return element;
	offset = source->lines[element.line - 1];
	for (column = 1; column < element.column && offset < source->text.length; column++)
		for (offset++;
		     offset < source->text.length && ((unsigned char)text[offset] & 0xC0) == 0x80;
		     offset++)
			;
	if (offset >= source->text.length || text[offset] != '<')
		return element;
	return place_at(source, attribute_offset(source, offset, attribute, 0));
}

static void node_each_text(const xmlNode *node, source_visit *visit, void *data)
{
	const xmlAttr *attribute;
	const xmlNode *child;

	for (attribute = node->properties; attribute; attribute = attribute->next)
		if (attribute->children && attribute->children->content)
			visit(data, node, (const char *)attribute->name,
			      (const char *)attribute->children->content);
	for (child = node->children; child; child = child->next) {
		if (child->type == XML_ELEMENT_NODE &&
		    strcmp((const char *)child->name, "note") != 0)
			node_each_text(child, visit, data);
		else if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
			visit(data, node, NULL, (const char *)child->content);
	}
}

void source_each_text(const struct source *source, source_visit *visit, void *data)
{
	node_each_text(source_root(source), visit, data);
}
