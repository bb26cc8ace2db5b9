/* The memory of libxml2 (input/pool): what is taken holds what was put there, wherever pieces end, and is taken again. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libxml/tree.h>
#include <libxml/xmlmemory.h>

#include "base/arena.h"
#include "input/pool.h"

#define PIECES 3000
#define ROUNDS 40

/* The lengths of a document's pieces: mostly short, around every border once. */
static size_t length_of(size_t i)
{
	static const size_t borders[] = {0, 1, 7, 8, 9, 23, 24, 25, 1007, 1008, 1015, 1016, 1017, 1024, 4096, 40000};

	return i % 5 ? 16 + i * 7919 % 240 : borders[i / 5 % (sizeof borders / sizeof *borders)];
}

static void fill(unsigned char *p, size_t n, size_t i)
{
	for (size_t k = 0; k < n; k++)
		p[k] = (unsigned char)(i + k * 3);
}

static void check(const unsigned char *p, size_t n, size_t i)
{
	for (size_t k = 0; k < n; k++)
		assert_int_equal(p[k], (unsigned char)(i + k * 3));
}

static void test_pieces(void **state)
{
	static unsigned char *pieces[PIECES];

	(void)state;
	for (size_t round = 0; round < ROUNDS; round++) {
		for (size_t i = round % 3; i < PIECES; i += 1 + round % 2) {
			if (pieces[i])
				continue;
			pieces[i] = xmlMalloc(length_of(i));
			assert_non_null(pieces[i]);
			assert_int_equal((uintptr_t)pieces[i] % 16, 0);
			fill(pieces[i], length_of(i), i);
		}
		for (size_t i = round % 7; i < PIECES; i += 1 + round % 5) {
			if (pieces[i])
				check(pieces[i], length_of(i), i);
			xmlFree(pieces[i]);
			pieces[i] = NULL;
		}
	}
	for (size_t i = 0; i < PIECES; i++)
		xmlFree(pieces[i]);
}

static void test_resizing(void **state)
{
	static const size_t lengths[] = {1, 24, 25, 500, 1016, 1017, 1024, 1025, 90000, 1025, 1024, 1000, 30, 2};
	unsigned char *p = NULL;
	size_t before = 0;

	(void)state;
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		p = xmlRealloc(p, lengths[i]);
		assert_non_null(p);
		check(p, before < lengths[i] ? before : lengths[i], 5);
		fill(p, lengths[i], 5);
		before = lengths[i];
	}
	xmlFree(p);
}

static void test_impossible(void **state)
{
	volatile size_t all = SIZE_MAX - 8;
	void *p;

	(void)state;
	if (memory_watched())
		skip(); /* the pieces are the watcher's, which ends the program */
	p = xmlMalloc(16);
	assert_null(xmlMalloc(all));
	assert_null(xmlRealloc(p, all));
	xmlFree(p);
}

static void test_document(void **state)
{
	(void)state;
	for (size_t round = 0; round < 20; round++) {
		xmlDoc *document = xmlNewDoc(BAD_CAST "1.0"), *copy;
		xmlNode *root = xmlNewNode(NULL, BAD_CAST "racine");
		xmlChar *text = NULL;
		int length = 0;

		xmlDocSetRootElement(document, root);
		for (size_t i = 0; i < 1500; i++)
			xmlNewProp(xmlNewTextChild(root, NULL, BAD_CAST "enfant", BAD_CAST "du texte"), BAD_CAST "n",
				   BAD_CAST "valeur");
		copy = xmlCopyDoc(document, 1);
		xmlFreeDoc(document);
		xmlDocDumpMemory(copy, &text, &length);
		assert_int_equal(length, 22 + 8 + 1500 * 36 + 10);
		xmlFree(text);
		xmlFreeDoc(copy);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_resizing),
		cmocka_unit_test(test_impossible),
		cmocka_unit_test(test_document),
	};

	pool_install();
	return cmocka_run_group_tests_name("pool", tests, NULL, NULL);
}
