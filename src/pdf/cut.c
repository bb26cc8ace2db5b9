#include <stdlib.h>

#include "base/arena.h"
#include "font/face.h"
#include "pdf/cut_parts.h"

enum { TABLES = 6 };

struct cut {
	hb_blob_t *blobs[TABLES];
	struct cut_cff *cff;
	struct cut_truetype *truetype;
};

static struct cut_bytes open_table(struct cut *cut, int index, const struct face *face,
				   const char *tag)
{
	unsigned length;

	cut->blobs[index] = hb_face_reference_table(face->hb, hb_tag_from_string(tag, 4));

	const char *data = hb_blob_get_data(cut->blobs[index], &length);

	return (struct cut_bytes){(const uint8_t *)data, data ? length : 0};
}

struct cut *cut_new(const struct face *face)
{
	static const char tags[TABLES][5] = {"glyf", "loca", "head", "hhea", "hmtx", "maxp"};
	struct cut *cut = memory_alloc(sizeof *cut);
	struct cut_bytes tables[TABLES];

	*cut = (struct cut){0};
	if (face->cff) {
		cut->cff = cut_cff_new(open_table(cut, 0, face, "CFF "));
	} else {
		for (int i = 0; i < TABLES; i++)
			tables[i] = open_table(cut, i, face, tags[i]);
		cut->truetype = cut_truetype_new(tables);
	}
	if (!cut->cff && !cut->truetype) {
		cut_free(cut);
		return NULL;
	}
	return cut;
}

void cut_free(struct cut *cut)
{
	if (!cut)
		return;
	cut_cff_free(cut->cff);
	cut_truetype_free(cut->truetype);
	for (int i = 0; i < TABLES; i++)
		hb_blob_destroy(cut->blobs[i]);
	free(cut);
}

bool cut_program(struct cut *cut, const uint32_t *glyphs, size_t count, struct buffer *out)
{
	size_t before = out->length;
	bool done = cut->cff ? cut_cff_program(cut->cff, glyphs, count, out)
			     : cut_truetype_program(cut->truetype, glyphs, count, out);

	if (!done)
		out->length = before;
	return done;
}
