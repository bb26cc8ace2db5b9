#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libxml/parser.h>

#include "base/arena.h"
#include "base/message.h"
#include "batch/explain.h"
#include "fo/layout.h"
#include "font/face.h"
#include "image/image.h"
#include "sheet/sheet.h"

#define FO "xmlns:fo='http://www.w3.org/1999/XSL/Format'"
#define XSL "xmlns:xsl='http://www.w3.org/1999/XSL/Transform'"

/* Line 5 has an unknown property in an element that the third line's template makes; line 6 an object that does not exist. */
static const char stylesheet[] =
	"<xsl:stylesheet version='1.0' " XSL " " FO ">\n"
	"<xsl:template match='/'><fo:root><fo:layout-master-set><fo:simple-page-master master-name='a'>\n"
	"<fo:region-body/></fo:simple-page-master></fo:layout-master-set><fo:page-sequence master-reference='a'>\n"
	"<fo:flow flow-name='xsl-region-body'>\n"
	"  <fo:block fnt-size='3pt' font-size='{1 + 8}pt'>x</fo:block>\n"
	"  <xsl:for-each select='//b'>  <fo:bloc/></xsl:for-each>\n"
	"  <xsl:element name='fo:block'><xsl:attribute name='color'>blau</xsl:attribute></xsl:element>\n"
	"</fo:flow></fo:page-sequence></fo:root></xsl:template></xsl:stylesheet>\n";

static int ignore_page(void *context, const struct page *page)
{
	(void)context;
	(void)page;
	return 0;
}

static void faults_name_the_line_of_the_stylesheet(void **state)
{
	static const struct {
		enum message_code code;
		unsigned line, column;
	} expected[] = {{M_F703, 4, 1}, {M_F702, 5, 3}, {M_F701, 6, 32}};
	char path[] = "/tmp/test_explain_{x}_XXXXXX";
	int file = mkstemp(path);
	struct messages *said = messages_new(), *placed = messages_new();
	struct arena *arena = arena_new();
	struct font_library *fonts = font_library_open("fonts", said);
	struct images *images = images_new();
	struct layout_options options = {.fonts = fonts, .images = images};
	struct page_sink sink = {.page = ignore_page};
	struct document laid_out;
	xmlDoc *input = xmlReadDoc((const xmlChar *)"<a><b/></a>", NULL, NULL, 0);

	(void)state;
	assert_int_equal(write(file, stylesheet, strlen(stylesheet)), (ssize_t)strlen(stylesheet));
	close(file);
	struct sheet *sheet = sheet_open_file(path, NULL, said);

	assert_non_null(sheet);
	xmlDoc *fo = sheet_apply(sheet, input, NULL, said);

	assert_non_null(fo);
	assert_int_not_equal(layout_document(fo, &options, &sink, &laid_out, arena, said), 0);
	assert_int_equal(said->count, 3);
	explain_layout(sheet, input, &options, said, placed);
	messages_sort(placed);
	assert_int_equal(placed->count, 3);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(placed->list[i].code, expected[i].code);
		assert_int_equal(placed->list[i].place.line, expected[i].line);
		assert_int_equal(placed->list[i].place.column, expected[i].column);
		assert_string_equal(placed->list[i].place.file, path);
	}
	unlink(path);
	xmlFreeDoc(fo);
	xmlFreeDoc(input);
	sheet_close(sheet);
	images_free(images);
	font_library_free(fonts);
	arena_free(arena);
	messages_free(said);
	messages_free(placed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(faults_name_the_line_of_the_stylesheet)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
