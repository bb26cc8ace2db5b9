/* For the tests of formatting objects: a document around a piece of a flow, and its tree. Include after <cmocka.h>. */
#ifndef FO_SAMPLE_H
#define FO_SAMPLE_H

#include <libxml/parser.h>
#include <string.h>

#include "base/arena.h"
#include "base/message.h"
#include "fo/tree.h"

struct sample {
	struct arena *arena;
	struct messages *messages;
	xmlDoc *document;
	struct fo_tree *tree;
};

static inline struct place sample_place(void *context, const xmlNode *node)
{
	(void)context;
	return (struct place){"sample.fo", (unsigned)xmlGetLineNo((xmlNode *)node), 0};
}

static inline struct sample sample_whole(const char *text, unsigned options)
{
	struct sample sample = {.arena = arena_new(), .messages = messages_new()};
	sample.document = xmlReadMemory(text, (int)strlen(text), "sample.fo", NULL,
					XML_PARSE_NOENT | XML_PARSE_HUGE);
	assert_non_null(sample.document);
	sample.tree = fo_tree_new(sample.arena, sample.document, options, sample_place, NULL,
				  sample.messages);
	return sample;
}

/* `flow` is what stands in the fo:flow; options are those of fo_tree_new. */
static inline struct sample sample_flow(const char *flow, unsigned options)
{
	struct arena *arena = arena_new();
	const char *text = arena_printf(
		arena,
		"<fo:root xmlns:fo='http://www.w3.org/1999/XSL/Format' xmlns:x='urn:x' "
		"xmlns:fox='http://xmlgraphics.apache.org/fop/extensions'>"
		"<fo:layout-master-set><fo:simple-page-master master-name='p'><fo:region-body/>"
		"</fo:simple-page-master></fo:layout-master-set><fo:page-sequence "
		"master-reference='p'>"
		"<fo:flow flow-name='xsl-region-body'>%s</fo:flow></fo:page-sequence></fo:root>",
		flow);
	struct sample sample = sample_whole(text, options);
	arena_free(arena);
	return sample;
}

static inline void sample_free(struct sample *sample)
{
	messages_free(sample->messages);
	arena_free(sample->arena);
	xmlFreeDoc(sample->document);
}

#endif
