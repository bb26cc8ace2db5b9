/* What a document that names an unknown id is: refused where everything must be right, else laid out with a warning. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fo/layout.h"
#include "fo_sample.h"
#include "font/face.h"
#include "image/image.h"

static int count_page(void *context, const struct page *page)
{
	(void)page;
	++*(int *)context;
	return 0;
}

static const char *const naming[] = {
	"<fo:block>a <fo:basic-link internal-destination='x'>b</fo:basic-link></fo:block>",
	"<fo:block>a <fo:page-number-citation ref-id='x'/></fo:block>",
	"<fo:block>a <fo:page-number-citation-last ref-id='x'/></fo:block>",
};

static void unknown_ids_are_errors_when_strict(void **state)
{
	struct messages *none = messages_new();
	struct font_library *fonts = font_library_open("fonts", none);
	struct images *images = images_new();

	(void)state;
	for (size_t i = 0; i < 2 * sizeof naming / sizeof *naming; i++) {
		struct layout_options options = {.fonts = fonts, .images = images, .strict = i % 2};
		struct sample sample = sample_flow(naming[i / 2], false);
		int pages = 0;
		struct page_sink sink = {.page = count_page, .context = &pages};
		struct document document;

		assert_int_equal(sample.messages->count, 0);
		int refused = layout_document(sample.document, &options, &sink, &document, sample.arena, sample.messages);

		assert_int_equal(refused != 0, options.strict);
		assert_int_equal(sample.messages->count, 1);
		assert_int_equal(sample.messages->list[0].code, M_F705);
		assert_int_equal(sample.messages->list[0].level, options.strict ? MESSAGE_ERROR : MESSAGE_WARNING);
		assert_int_equal(pages, !options.strict);
		sample_free(&sample);
	}
	images_free(images);
	font_library_free(fonts);
	messages_free(none);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(unknown_ids_are_errors_when_strict)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
