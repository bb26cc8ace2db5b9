/* From bytes to pages: what `parchemin format` does with a file, without the file. Built by `make fuzz`. */
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/message.h"
#include "fo/layout.h"
#include "font/face.h"
#include "image/image.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Pages are counted, and their number bounded, so that one input cannot take all the time. */
static int count_page(void *context, const struct page *page)
{
	unsigned *pages = context;

	(void)page;
	return ++*pages > 200;
}

static void silent(void *context, const char *format, ...)
{
	(void)context;
	(void)format;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct font_library *fonts;

	if (!fonts) {
		struct messages *messages = messages_new();

		xmlSetGenericErrorFunc(NULL, silent);
		fonts = font_library_open("fonts", messages);
		if (!fonts)
			abort();
		messages_free(messages);
	}
	xmlDoc *source = xmlReadMemory((const char *)data, (int)size, "fuzz.fo", NULL,
				       XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);

	if (!source)
		return 0;
	struct arena *arena = arena_new();
	struct messages *messages = messages_new();
	struct images *images = images_new();
	struct document document;
	unsigned pages = 0;
	struct page_sink sink = {.page = count_page, .context = &pages};
	struct layout_options options = {.fonts = fonts, .images = images, .lenient = size % 2};

	layout_document(source, &options, &sink, &document, arena, messages);
	images_free(images);
	messages_free(messages);
	arena_free(arena);
	xmlFreeDoc(source);
	return 0;
}
