/* From a damaged font to the part of it that a PDF holds. The input is a list of damages to one of the program's own faces: four
 * bytes each, where and what. Built by `make fuzz`. */
#include <hb-ot.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/message.h"
#include "font/face.h"
#include "pdf/cache.h"

#define FILE_LIMIT 10000000
#define GLYPHS     64

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first damages are near the beginning, where the tables are told. */
static void damage(struct buffer *font, const uint8_t *data, size_t size)
{
	for (size_t i = 0; i + 4 <= size; i += 4) {
		size_t offset = (size_t)data[i] << 16 | (size_t)data[i + 1] << 8 | data[i + 2];

		font->data[offset % (i < 16 ? 400 : font->length)] = (char)data[i + 3];
	}
}

static void cut(const struct face *whole, struct buffer *font)
{
	hb_blob_t *blob = hb_blob_create(font->data, (unsigned)font->length, HB_MEMORY_MODE_READONLY, NULL, NULL);
	struct face face = *whole;
	struct pdf_cache *cache = pdf_cache_new(NULL);
	uint32_t glyphs[GLYPHS];

	face.hb = hb_face_create(blob, 0);
	face.font = hb_font_create(face.hb);
	face.upem = hb_face_get_upem(face.hb);
	for (uint32_t i = 0; i < GLYPHS; i++)
		glyphs[i] = 1 + i * 7;
	for (size_t count = 1; count <= GLYPHS; count *= 8)
		pdf_cache_subset(cache, &face, glyphs, count, PDF_FAST);
	pdf_cache_free(cache);
	hb_font_destroy(face.font);
	hb_face_destroy(face.hb);
	hb_blob_destroy(blob);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct font_library *fonts;
	static const char *const families[] = {"Lato", "Linux Libertine O"};
	const struct face *face;
	struct buffer font = {0};

	if (!fonts) {
		struct messages *messages = messages_new();

		fonts = font_library_open("fonts", messages);
		if (!fonts)
			abort();
		messages_free(messages);
	}
	face = font_library_find(fonts, families[size % 2], 400, false);
	if (face && file_read(face->path, FILE_LIMIT, &font) == 0 && font.length > 400) {
		damage(&font, data, size);
		cut(face, &font);
	}
	buffer_free(&font);
	return 0;
}
