#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <libxml/parser.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/message.h"
#include "input/source.h"
#include "input/writer.h"
#include "jury/deliberation.h"
#include "jury/minute.h"

/* The same element with its attributes in the opposite order, and so for all within. */
static void reverse_attributes(xmlNode *node)
{
	for (; node; node = node->next) {
		xmlAttr *attribute = node->type == XML_ELEMENT_NODE ? node->properties : NULL;
		xmlAttr *reversed = NULL;

		while (attribute) {
			xmlAttr *next = attribute->next;

			attribute->next = reversed;
			attribute->prev = NULL;
			if (reversed)
				reversed->prev = attribute;
			reversed = attribute;
			attribute = next;
		}
		if (node->type == XML_ELEMENT_NODE)
			node->properties = reversed;
		reverse_attributes(node->children);
	}
}

static struct source *open_reversed(const char *path, bool reverse, struct messages *messages)
{
	xmlDoc *document = xmlReadFile(path, NULL, XML_PARSE_NONET);
	xmlChar *bytes;
	int length;

	assert_non_null(document);
	if (reverse)
		reverse_attributes(xmlDocGetRootElement(document));
	xmlDocDumpMemoryEnc(document, &bytes, &length, "UTF-8");
	struct source *source = source_parse(path, bytes, (size_t)length, messages);

	xmlFree(bytes);
	xmlFreeDoc(document);
	assert_non_null(source);
	return source;
}

/* deliberation.xml of a session, its text. */
static void decide(const char *referentiel, const char *session, bool reverse, struct buffer *text)
{
	struct arena *arena = arena_new();
	struct messages *messages = messages_new();
	struct source *rules = open_reversed(referentiel, reverse, messages);
	struct source *results = open_reversed(session, reverse, messages);
	struct minute_options options = {0};
	const struct deliberation *deliberation =
		deliberation_decide(referentiel_load(rules, arena, messages),
				    session_load(results, arena, messages), arena);
	xmlDoc *minute = minute_write(deliberation, NULL, &options);

	assert_int_equal(messages->count, 0);
	assert_true(deliberation->candidat_count > 3);
	writer_document(minute, text);
	xmlFreeDoc(minute);
	source_free(rules);
	source_free(results);
	messages_free(messages);
	arena_free(arena);
}

static void the_order_of_attributes_decides_nothing(void **state)
{
	static const char *const pairs[][2] = {
		{"samples/referentiels/cqp-mo.xml", "samples/sessions/2024-006.xml"},
		{"samples/referentiels/cqp-mo.xml", "samples/sessions/2023-002.xml"},
		{"samples/referentiels/cqpm-charge-rh.xml", "samples/sessions/cqpm-2025-014.xml"},
		{"samples/referentiels/rs-ingenierie-certification.xml", "samples/sessions/rs-2025-031.xml"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		struct buffer straight = {0}, reversed = {0};

		decide(pairs[i][0], pairs[i][1], false, &straight);
		decide(pairs[i][0], pairs[i][1], true, &reversed);
		assert_true(straight.length > 1000);
		assert_string_equal(buffer_string(&straight), buffer_string(&reversed));
		buffer_free(&straight);
		buffer_free(&reversed);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(the_order_of_attributes_decides_nothing)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
