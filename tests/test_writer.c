/* Documents as bytes: those of libxml2. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <libxml/parserInternals.h>
#include <string.h>

#include "base/buffer.h"
#include "input/writer.h"

static void check_same(const xmlDoc *document)
{
	struct buffer out = {0};
	xmlChar *bytes = NULL;
	int length = 0;

	buffer_puts(&out, "before");
	writer_document(document, &out);
	xmlDocDumpMemoryEnc((xmlDoc *)document, &bytes, &length, "UTF-8");
	assert_int_equal(out.length, (size_t)length + strlen("before"));
	assert_string_equal(buffer_string(&out) + strlen("before"), (const char *)bytes);
	xmlFree(bytes);
	buffer_free(&out);
}

static void bytes_are_those_of_libxml2(void **state)
{
	static const char *const sources[] = {
		"<a/>",
		"<a></a>",
		"<a>x</a>",
		"<?xml version='1.0' standalone='yes'?><a>é</a>",
		"<?xml version='1.1' encoding='ISO-8859-1' standalone='no'?><a b='\xe9'>\xe9</a>",
		"<a><b/><c><d>1</d>2<d/></c>3<e f='g'/></a>",
		"<a b='&lt;&gt;&amp;&quot;&apos;&#10;&#13;&#9;é'>&lt;&gt;&amp;\"'&#10;&#13;&#9;é</a>",
		"<a b=''/>",
		"<p:a xmlns:p='urn:p' xmlns='urn:q' p:b='1'><b xmlns=''/><p:c xmlns:p='urn:r'/></p:a>",
		"<a xml:lang='fr' xml:space='preserve'> <b/> </a>",
		"<a xmlns:p='urn:&quot;'><p:b/></a>",
		"<a>x<![CDATA[<y>]]>z</a>",
		"<!-- before --><a><!-- in --><?do it?></a><!-- after -->",
		"<!DOCTYPE a [<!ENTITY e 'text'>]><a b='&e;'>&e;</a>",
		"<a>😀 \u202f\u00a0–</a>",
	};

	(void)state;
	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
		xmlDoc *document = xmlReadMemory(sources[i], (int)strlen(sources[i]), "sample.xml", NULL,
						 XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);

		assert_non_null(document);
		check_same(document);
		xmlFreeDoc(document);
	}
}

/* As the program makes them, not read from anywhere. */
static void made_documents_are_too(void **state)
{
	xmlDoc *document = xmlNewDoc(BAD_CAST "1.0");
	xmlNode *root = xmlNewNode(NULL, BAD_CAST "a"), *node = root;

	(void)state;
	check_same(document);
	xmlDocSetRootElement(document, root);
	xmlSetProp(root, BAD_CAST "b", BAD_CAST "été & <hiver>");
	xmlSetProp(root, BAD_CAST "c", NULL);
	xmlAddChild(root, xmlNewText(NULL));
	check_same(document);
	for (int i = 0; i < 1000; i++)
		node = xmlNewChild(node, NULL, BAD_CAST "d", BAD_CAST "e");
	check_same(document);
	xmlAddChild(root, node = xmlNewText(BAD_CAST "<é>"));
	node->name = xmlStringTextNoenc;
	check_same(document);
	xmlFreeDoc(document);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_are_those_of_libxml2),
		cmocka_unit_test(made_documents_are_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
