/* From the bytes of a picture to a page of PDF with it: PNG, JPEG and SVG, whatever they begin with. Built by `make fuzz`. */
#include <glib.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "fo/page.h"
#include "image/image.h"
#include "pdf/cache.h"
#include "pdf/import.h"
#include "pdf/pdf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write_page(const struct image *image)
{
	struct pdf_cache *cache = pdf_cache_new(NULL);
	struct pdf_options options = {.title = "fuzz", .lang = "fr"};
	struct arena *arena = arena_new();
	struct document document = {.root = element_new(arena, NULL, ELEMENT_DOCUMENT)};
	struct page page = {.width = 100, .height = 100, .number = 1, .arena = arena};
	struct pdf *pdf = pdf_new(&options, cache);
	struct buffer out = {0};

	page_item(&page, ITEM_IMAGE, NULL)->image = (struct placed_image){image, 10, 10, 80, 80};
	pdf_page(pdf, &page);
	pdf_end(pdf, &document, &out);
	buffer_free(&out);
	arena_free(arena);
	pdf_cache_free(cache);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *encoded = g_base64_encode(data, size), *uri = g_strconcat("data:image;base64,", encoded, NULL);
	struct images *images = images_new();
	const char *why;
	const struct image *image = images_find(images, ".", uri, &why);

	if (image && image->points_width > 0)
		write_page(image);
	/* And as if Cairo had written it. */
	pdf_import_free(pdf_import_read(data, size));
	images_free(images);
	g_free(uri);
	g_free(encoded);
	return 0;
}
