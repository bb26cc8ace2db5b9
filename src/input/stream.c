#include "input/stream.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "input/fault.h"
#include "input/source.h"

#define PIECE 65536

/* The parser's context holds it as _private. */
struct stream {
	const char *name;
	stream_keep *keep;
	void *context;
	struct messages *messages;
	xmlParserCtxt *parser;
	size_t length;
	unsigned depth;
	bool refused; /* something has been said: what follows is a consequence */
};

static struct place place_of(const struct stream *stream, int line)
{
	return (struct place){.file = stream->name, .line = line > 0 ? (unsigned)line : 0};
}

static void refuse(struct stream *stream, int line, enum message_code code, const char *first,
		   const char *second)
{
	if (!stream->refused)
		message_add(stream->messages, place_of(stream, line), code, first, second);
	stream->refused = true;
	xmlStopParser(stream->parser);
}

static void on_start_element(void *data, const xmlChar *name, const xmlChar *prefix,
			     const xmlChar *uri, int namespaces, const xmlChar **namespace,
			     int attributes, int defaulted, const xmlChar **attribute)
{
	xmlParserCtxt *parser = data;
	struct stream *stream = parser->_private;

	if (++stream->depth > SOURCE_DEPTH_LIMIT)
		refuse(stream, xmlSAX2GetLineNumber(parser), M_X003,
		       message_translate("elements within elements"), "256");
	if (!stream->refused)
		xmlSAX2StartElementNs(data, name, prefix, uri, namespaces, namespace, attributes,
				      defaulted, attribute);
}

/* The white space before it goes with it. libxml2 would add what comes next to that text, as if it had just written it. */
static void forget(xmlNode *node)
{
	while (node->prev && node->prev->type != XML_ELEMENT_NODE) {
		xmlNode *before = node->prev;

		xmlUnlinkNode(before);
		xmlFreeNode(before);
	}
	xmlUnlinkNode(node);
	xmlFreeNode(node);
}

static void on_end_element(void *data, const xmlChar *name, const xmlChar *prefix,
			   const xmlChar *uri)
{
	xmlParserCtxt *parser = data;
	struct stream *stream = parser->_private;
	xmlNode *node = parser->node;

	stream->depth -= stream->depth > 0;
	xmlSAX2EndElementNs(data, name, prefix, uri);
	if (node && node->parent && node->parent->type == XML_ELEMENT_NODE && !stream->refused &&
	    !stream->keep(stream->context, node))
		forget(node);
}

/* Before anything that a document type declares. */
static void on_document_type(void *data, const xmlChar *name, const xmlChar *external,
			     const xmlChar *system)
{
	xmlParserCtxt *parser = data;

	(void)external;
	(void)system;
	refuse(parser->_private, xmlSAX2GetLineNumber(parser), M_X002, (const char *)name, NULL);
}

static void on_error(void *data, xmlError *error)
{
	xmlParserCtxt *parser = data;
	struct stream *stream = parser->_private;
	struct buffer text = {0};

	if (stream->refused || error->level == XML_ERR_NONE || error->level == XML_ERR_WARNING)
		return;
	fault_of_xml(&text, error);
	refuse(stream, error->line, M_X001, buffer_string(&text), NULL);
	buffer_free(&text);
}

struct stream *stream_new(const char *name, stream_keep *keep, void *context,
			  struct messages *messages)
{
	struct stream *stream = memory_alloc(sizeof *stream);
	xmlParserCtxt *parser = xmlCreatePushParserCtxt(NULL, NULL, NULL, 0, name);

	if (!parser)
		memory_ended();
	*stream = (struct stream){
		.name = name, .keep = keep, .context = context, .messages = messages, .parser = parser};
	xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES);
	parser->_private = stream;
	parser->sax->startElementNs = on_start_element;
	parser->sax->endElementNs = on_end_element;
	parser->sax->internalSubset = on_document_type;
	parser->sax->serror = on_error;
	return stream;
}

void stream_put(struct stream *stream, const void *bytes, size_t n)
{
	if (stream->refused)
		return;
	stream->length += n;
	if (stream->length > SOURCE_SIZE_LIMIT) {
		refuse(stream, 0, M_X003, message_translate("the file"), message_translate("256 MiB"));
		return;
	}
	for (const char *at = bytes; n && !stream->refused;) {
		size_t piece = n < PIECE ? n : PIECE;

		xmlParseChunk(stream->parser, at, (int)piece, 0);
		at += piece;
		n -= piece;
	}
}

xmlDoc *stream_end(struct stream *stream)
{
	xmlDoc *document;

	if (!stream->length)
		refuse(stream, 1, M_X001, message_translate("the file is empty"), NULL);
	if (!stream->refused)
		xmlParseChunk(stream->parser, NULL, 0, 1);
	document = stream->parser->myDoc;
	if (!stream->refused && (!document || !stream->parser->wellFormed))
		refuse(stream, 0, M_X001, message_translate("no element begins here"), NULL);
	if (stream->refused) {
		xmlFreeDoc(document);
		document = NULL;
	}
	xmlFreeParserCtxt(stream->parser);
	free(stream);
	return document;
}
