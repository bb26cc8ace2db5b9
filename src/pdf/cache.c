#include "pdf/cache.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <libdeflate.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/memo.h"
#include "font/face.h"
#include "image/image.h"
#include "pdf/cut.h"
#include "pdf/import.h"
#include "pdf/profile.h"
#include "pdf/samples.h"

/* Of libdeflate, by effort. */
static const int levels[] = {[PDF_FAST] = 1, [PDF_WELL] = 6, [PDF_BEST] = 10};
#define EFFORTS (sizeof levels / sizeof *levels)
/* Memory must not grow with the number of documents: beyond this many, the oldest gives its place. */
#define SUBSETS_PER_FACE 32
#define IMAGES           32
#define PACKED           64
/* Bytes of outlines, some hundred letters; of CMaps, some hundred of them. */
#define OUTLINES_LIMIT ((size_t)1 << 17)
#define MAPS_LIMIT     ((size_t)1 << 17)
#define PROFILE_LIMIT 1000000
#define PROFILE       "/usr/share/color/icc/sRGB.icc"

struct cached_face {
	const struct face *face;
	struct cut *cut; /* NULL: of a kind that only HarfBuzz cuts */
	struct pdf_metrics metrics;
	struct pdf_subset *subsets[SUBSETS_PER_FACE];
	size_t count, oldest;
};

struct packed {
	char digest[DIGEST_LENGTH + 1];
	struct buffer data;
};

struct drawing {
	char digest[DIGEST_LENGTH + 1];
	struct pdf_import *import;
};

struct pdf_cache {
	struct libdeflate_compressor *compressors[EFFORTS]; /* NULL until needed */
	struct libdeflate_decompressor *unpacker; /* NULL until needed */
	struct cached_face *faces;
	size_t face_count;
	size_t last; /* the face found last: glyphs of one face follow one another */
	struct pdf_samples *images[IMAGES];
	size_t image_count, oldest_image;
	struct drawing drawings[IMAGES];
	size_t drawing_count, oldest_drawing;
	struct packed packed[PACKED];
	size_t packed_count, oldest_packed;
	struct memo *outlines, *maps;
	struct buffer profile;
};

void pdf_cache_deflate(struct pdf_cache *cache, enum pdf_effort effort, const void *data, size_t length, struct buffer *out)
{
	struct libdeflate_compressor **compressor = &cache->compressors[effort];
	size_t bound;
	char *to;

	if (!*compressor)
		*compressor = libdeflate_alloc_compressor(levels[effort]);
	if (!*compressor)
		memory_ended();
	bound = libdeflate_zlib_compress_bound(*compressor, length);
	to = buffer_reserve(out, bound);
	out->length += libdeflate_zlib_compress(*compressor, data, length, to, bound);
}

/* The file, where it is what it should be: an ICC profile of RGB colours ("acsp" at 36, "RGB " at 16). */
static void load_profile(struct pdf_cache *cache, const char *path)
{
	struct buffer file = {0}, condensed = {0};

	if (file_read(path, PROFILE_LIMIT, &file) == 0 && file.length > 128 &&
	    !memcmp(file.data + 36, "acsp", 4) && !memcmp(file.data + 16, "RGB ", 4)) {
		pdf_profile_condense(file.data, file.length, &condensed);
		pdf_cache_deflate(cache, PDF_BEST, condensed.data, condensed.length, &cache->profile);
	}
	buffer_free(&condensed);
	buffer_free(&file);
}

struct pdf_cache *pdf_cache_new(const char *profile)
{
	struct pdf_cache *cache = memory_alloc(sizeof *cache);

	cache->outlines = memo_new(OUTLINES_LIMIT);
	cache->maps = memo_new(MAPS_LIMIT);
	load_profile(cache, profile ? profile : PROFILE);
	return cache;
}

static void subset_free(struct pdf_subset *subset)
{
	free(subset->glyphs);
	free(subset->codes);
	buffer_free(&subset->data);
	free(subset);
}

void pdf_cache_free(struct pdf_cache *cache)
{
	if (!cache)
		return;
	for (size_t i = 0; i < cache->face_count; i++) {
		for (size_t k = 0; k < cache->faces[i].count; k++)
			subset_free(cache->faces[i].subsets[k]);
		free((float *)cache->faces[i].metrics.advances);
		cut_free(cache->faces[i].cut);
	}
	for (size_t i = 0; i < cache->image_count; i++)
		pdf_samples_free(cache->images[i]);
	for (size_t i = 0; i < cache->drawing_count; i++)
		pdf_import_free(cache->drawings[i].import);
	for (size_t i = 0; i < cache->packed_count; i++)
		buffer_free(&cache->packed[i].data);
	free(cache->faces);
	memo_free(cache->outlines);
	memo_free(cache->maps);
	buffer_free(&cache->profile);
	for (size_t i = 0; i < EFFORTS; i++)
		libdeflate_free_compressor(cache->compressors[i]);
	libdeflate_free_decompressor(cache->unpacker);
	free(cache);
}

void pdf_cache_inflate(struct pdf_cache *cache, const void *deflated, size_t deflated_length,
		       void *out, size_t length)
{
	if (!cache->unpacker)
		cache->unpacker = libdeflate_alloc_decompressor();
	if (!cache->unpacker || libdeflate_zlib_decompress(cache->unpacker, deflated,
							   deflated_length, out, length, NULL))
		memory_ended(); /* it was deflated here: only memory can fail */
}

static struct cached_face *find_face(struct pdf_cache *cache, const struct face *face)
{
	struct cached_face *found;
	float *advances;

	if (cache->last < cache->face_count && cache->faces[cache->last].face == face)
		return &cache->faces[cache->last];
	for (cache->last = 0; cache->last < cache->face_count; cache->last++)
		if (cache->faces[cache->last].face == face)
			return &cache->faces[cache->last];
	cache->faces = memory_realloc(cache->faces, (cache->face_count + 1) * sizeof *cache->faces);
	found = &cache->faces[cache->face_count++];
	*found = (struct cached_face){.face = face, .cut = cut_new(face)};
	found->metrics.glyph_count = hb_face_get_glyph_count(face->hb);
	if (!hb_font_get_nominal_glyph(face->font, ' ', &found->metrics.space))
		found->metrics.space = 0;
	advances = memory_alloc((found->metrics.glyph_count + 1) * sizeof *advances);
	for (unsigned glyph = 0; glyph < found->metrics.glyph_count; glyph++) {
		double advance = hb_font_get_glyph_h_advance(face->font, glyph) * 1000.0 /
				 (face->upem ? face->upem : 1000);

		advances[glyph] = (float)(round(advance * 10) / 10);
	}
	found->metrics.advances = advances;
	return found;
}

const struct pdf_metrics *pdf_cache_metrics(struct pdf_cache *cache, const struct face *face)
{
	return &find_face(cache, face)->metrics;
}

/* What a font program in a PDF does not need (ISO 32000-1, 9.9, table 126). Without GSUB, the cut takes no more than asked. */
static void drop_tables(hb_subset_input_t *input)
{
	static const char tables[][5] = {"GPOS", "GDEF", "GSUB", "kern", "name", "OS/2",
					 "post", "cmap", "FFTM", "DSIG", "gasp", "hdmx",
					 "VDMX", "LTSH", "PCLT", "BASE", "MATH", "morx",
					 "feat", "prop", "lcar", "BDF ", "TeX ", "meta"};
	hb_set_t *drop = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);

	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		hb_set_add(drop, hb_tag_from_string(tables[i], 4));
}

/* The font program to embed: the CFF table alone of an OpenType CFF face (CIDFontType0C), else the whole file. */
static void put_program(const struct face *face, hb_face_t *cut, struct buffer *out)
{
	hb_blob_t *program = face->cff
				     ? hb_face_reference_table(cut, HB_TAG('C', 'F', 'F', ' '))
				     : hb_face_reference_blob(cut);
	unsigned length;
	const char *data = hb_blob_get_data(program, &length);

	buffer_put(out, data, length);
	hb_blob_destroy(program);
}

/* As cut_program, by HarfBuzz, which numbers the glyphs as it likes: codes[] takes the numbers. */
static bool cut_slowly(const struct face *face, const uint32_t *glyphs, size_t count,
		       uint16_t *codes, struct buffer *out)
{
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	hb_subset_plan_t *plan = NULL;
	hb_face_t *cut = NULL;

	if (input) {
		hb_set_add(hb_subset_input_glyph_set(input), 0);
		hb_set_add_sorted_array(hb_subset_input_glyph_set(input), glyphs, (unsigned)count);
		hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
		drop_tables(input);
		plan = hb_subset_plan_create_or_fail(face->hb, input);
		cut = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
	}
	if (cut) {
		const hb_map_t *map = hb_subset_plan_old_to_new_glyph_mapping(plan);

		for (size_t i = 0; i < count; i++)
			codes[i] = (uint16_t)hb_map_get(map, glyphs[i]);
		put_program(face, cut, out);
	}
	hb_face_destroy(cut);
	hb_subset_plan_destroy(plan);
	hb_subset_input_destroy(input);
	return cut != NULL;
}

/* Six capitals that tell this cut from others of the face (9.6.4). */
static void name_subset(struct pdf_subset *subset)
{
	unsigned long hash = digest_fnv(subset->glyphs, subset->count * sizeof *subset->glyphs);

	for (int i = 0; i < 6; i++, hash /= 26)
		subset->tag[i] = (char)('A' + hash % 26);
	subset->tag[6] = '\0';
}

static struct pdf_subset *subset_new(struct pdf_cache *cache, const struct cached_face *found,
				     const uint32_t *glyphs, size_t count, enum pdf_effort effort)
{
	struct pdf_subset *subset = memory_alloc(sizeof *subset);
	struct buffer program = {0};

	*subset = (struct pdf_subset){.count = count, .effort = effort};
	subset->glyphs = memory_alloc((count + 1) * sizeof *subset->glyphs);
	subset->codes = memory_alloc((count + 1) * sizeof *subset->codes);
	for (size_t i = 0; i < count; i++) {
		subset->glyphs[i] = glyphs[i];
		subset->codes[i] = (uint16_t)(i + 1);
	}
	if ((found->cut && cut_program(found->cut, glyphs, count, &program)) ||
	    cut_slowly(found->face, glyphs, count, subset->codes, &program)) {
		subset->plain_length = program.length;
		pdf_cache_deflate(cache, effort, program.data, program.length, &subset->data);
		name_subset(subset);
	} else {
		subset_free(subset);
		subset = NULL;
	}
	buffer_free(&program);
	return subset;
}

const struct pdf_subset *pdf_cache_subset(struct pdf_cache *cache, const struct face *face,
					  const uint32_t *glyphs, size_t count, enum pdf_effort effort)
{
	struct cached_face *found = find_face(cache, face);
	struct pdf_subset *subset;

	for (size_t i = 0; i < found->count; i++) {
		subset = found->subsets[i];
		if (subset->count == count && subset->effort == effort &&
		    !memcmp(subset->glyphs, glyphs, count * sizeof *glyphs))
			return subset;
	}
	subset = subset_new(cache, found, glyphs, count, effort);
	if (!subset)
		return NULL;
	if (found->count < SUBSETS_PER_FACE) {
		found->subsets[found->count++] = subset;
	} else {
		subset_free(found->subsets[found->oldest]);
		found->subsets[found->oldest] = subset;
		found->oldest = (found->oldest + 1) % SUBSETS_PER_FACE;
	}
	return subset;
}

const struct pdf_samples *pdf_cache_samples(struct pdf_cache *cache, const struct image *image)
{
	struct pdf_samples *samples;

	for (size_t i = 0; i < cache->image_count; i++)
		if (!strcmp(cache->images[i]->digest, image->digest))
			return cache->images[i];
	samples = pdf_samples_new(cache, image);
	if (cache->image_count < IMAGES) {
		cache->images[cache->image_count++] = samples;
	} else {
		pdf_samples_free(cache->images[cache->oldest_image]);
		cache->images[cache->oldest_image] = samples;
		cache->oldest_image = (cache->oldest_image + 1) % IMAGES;
	}
	return samples;
}

const struct pdf_import *pdf_cache_import(struct pdf_cache *cache, const struct image *image)
{
	struct drawing *drawing;

	for (size_t i = 0; i < cache->drawing_count; i++)
		if (!strcmp(cache->drawings[i].digest, image->digest))
			return cache->drawings[i].import;
	if (cache->drawing_count < IMAGES) {
		drawing = &cache->drawings[cache->drawing_count++];
	} else {
		drawing = &cache->drawings[cache->oldest_drawing];
		cache->oldest_drawing = (cache->oldest_drawing + 1) % IMAGES;
		pdf_import_free(drawing->import);
	}
	snprintf(drawing->digest, sizeof drawing->digest, "%s", image->digest);
	drawing->import = pdf_import_read(image->drawing, image->drawing_length);
	return drawing->import;
}

const struct buffer *pdf_cache_packed(struct pdf_cache *cache, const char *digest, const void *data,
				      size_t length)
{
	struct packed *packed;

	for (size_t i = 0; i < cache->packed_count; i++)
		if (!strcmp(cache->packed[i].digest, digest))
			return &cache->packed[i].data;
	if (cache->packed_count < PACKED) {
		packed = &cache->packed[cache->packed_count++];
	} else {
		packed = &cache->packed[cache->oldest_packed];
		cache->oldest_packed = (cache->oldest_packed + 1) % PACKED;
	}
	memcpy(packed->digest, digest, sizeof packed->digest);
	buffer_clear(&packed->data);
	pdf_cache_deflate(cache, PDF_WELL, data, length, &packed->data);
	return &packed->data;
}

struct memo *pdf_cache_maps(struct pdf_cache *cache)
{
	return cache->maps;
}

const void *pdf_cache_keep_map(struct pdf_cache *cache, const struct buffer *key, const struct buffer *map, size_t *length)
{
	struct buffer packed = {0};
	void *kept;

	pdf_cache_deflate(cache, PDF_WELL, map->data, map->length, &packed);
	*length = packed.length;
	kept = memo_add(cache->maps, key->data, key->length, packed.length);
	memcpy(kept, packed.data, packed.length);
	buffer_free(&packed);
	return kept;
}

struct memo *pdf_cache_outlines(struct pdf_cache *cache)
{
	return cache->outlines;
}

const struct buffer *pdf_cache_profile(struct pdf_cache *cache)
{
	return cache->profile.length ? &cache->profile : NULL;
}
