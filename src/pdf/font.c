#include "pdf/font.h"

#include <hb-ot.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/digest.h"
#include "font/face.h"
#include "pdf/cache.h"
#include "pdf/object.h"

#define NONE UINT32_MAX
/* A CMap may have at most 100 entries in one block (Adobe technical note 5014). */
#define ENTRIES_PER_BLOCK 100

struct slot {
	unsigned resource;
	uint32_t glyph;
	size_t text, length; /* in texts */
	unsigned code;
	unsigned next; /* of the same hash */
};

/* A Type 0 font; those of one face follow one another in `variant`. */
struct resource {
	const struct face *face;
	unsigned variant;
	unsigned first; /* of its face: that with the codes */
	unsigned object;
	uint16_t *codes; /* by glyph */
	size_t code_count;
};

struct pdf_fonts {
	struct pdf_cache *cache;
	struct slot *slots;
	size_t slot_count, slot_capacity;
	unsigned *table;   /* by hash: the first slot */
	size_t table_size; /* a power of two */
	struct resource *resources;
	size_t resource_count;
	struct buffer texts;
	bool kept; /* codes are the numbers of glyphs in their face */
};

struct pdf_fonts *pdf_fonts_new(struct pdf_cache *cache)
{
	struct pdf_fonts *fonts = memory_alloc(sizeof *fonts);

	*fonts = (struct pdf_fonts){.cache = cache, .slot_capacity = 128, .table_size = 256};
	fonts->slots = memory_alloc(fonts->slot_capacity * sizeof *fonts->slots);
	fonts->table = memory_alloc(fonts->table_size * sizeof *fonts->table);
	memset(fonts->table, 0xFF, fonts->table_size * sizeof *fonts->table);
	return fonts;
}

void pdf_fonts_free(struct pdf_fonts *fonts)
{
	if (!fonts)
		return;
	for (size_t i = 0; i < fonts->resource_count; i++)
		free(fonts->resources[i].codes);
	free(fonts->slots);
	free(fonts->table);
	free(fonts->resources);
	buffer_free(&fonts->texts);
	free(fonts);
}

void pdf_fonts_keep(struct pdf_fonts *fonts)
{
	fonts->kept = true;
}

bool pdf_fonts_kept(const struct pdf_fonts *fonts)
{
	return fonts->kept;
}

static size_t hash_glyph(const struct pdf_fonts *fonts, const struct face *face, uint32_t glyph)
{
	uint64_t hash = ((uint64_t)face->index << 32 | glyph) * 0x9E3779B97F4A7C15U;

	return (size_t)(hash >> 40) & (fonts->table_size - 1);
}

static void grow(struct pdf_fonts *fonts)
{
	fonts->slot_capacity *= 2;
	fonts->table_size *= 2;
	fonts->slots = memory_realloc(fonts->slots, fonts->slot_capacity * sizeof *fonts->slots);
	fonts->table = memory_realloc(fonts->table, fonts->table_size * sizeof *fonts->table);
	memset(fonts->table, 0xFF, fonts->table_size * sizeof *fonts->table);
	for (size_t i = 0; i < fonts->slot_count; i++) {
		struct slot *slot = &fonts->slots[i];
		size_t hash = hash_glyph(fonts, fonts->resources[slot->resource].face, slot->glyph);

		slot->next = fonts->table[hash];
		fonts->table[hash] = (unsigned)i;
	}
}

static unsigned find_resource(struct pdf_fonts *fonts, const struct face *face, unsigned variant)
{
	unsigned first = (unsigned)fonts->resource_count;

	for (size_t i = fonts->resource_count; i-- > 0;) {
		if (fonts->resources[i].face != face)
			continue;
		if (fonts->resources[i].variant == variant)
			return (unsigned)i;
		first = fonts->resources[i].first;
	}
	fonts->resources = memory_realloc(fonts->resources,
					  (fonts->resource_count + 1) * sizeof *fonts->resources);
	fonts->resources[fonts->resource_count] =
		(struct resource){.face = face, .variant = variant, .first = first};
	return (unsigned)fonts->resource_count++;
}

unsigned pdf_font_show(struct pdf_fonts *fonts, const struct face *face, uint32_t glyph,
		       const char *text, size_t length)
{
	size_t hash = hash_glyph(fonts, face, glyph);
	unsigned variant = 0;
	struct slot *slot;

	for (unsigned i = fonts->table[hash]; i != NONE; i = slot->next) {
		slot = &fonts->slots[i];
		if (slot->glyph != glyph || fonts->resources[slot->resource].face != face)
			continue;
		if (slot->length == length && !memcmp(fonts->texts.data + slot->text, text, length))
			return slot->resource;
		variant++;
	}
	if (fonts->slot_count == fonts->slot_capacity) {
		grow(fonts);
		hash = hash_glyph(fonts, face, glyph);
	}
	slot = &fonts->slots[fonts->slot_count];
	*slot = (struct slot){find_resource(fonts, face, variant),
			      glyph,
			      fonts->texts.length,
			      length,
			      0,
			      fonts->table[hash]};
	buffer_put(&fonts->texts, text, length);
	fonts->table[hash] = (unsigned)fonts->slot_count;
	fonts->slot_count++;
	return slot->resource;
}

static int compare_glyphs(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* The glyphs of a face that the document shows, rising, each once; the caller frees them. */
static uint32_t *used_glyphs(const struct pdf_fonts *fonts, const struct face *face, size_t *count)
{
	uint32_t *glyphs = memory_alloc((fonts->slot_count + 1) * sizeof *glyphs);
	size_t n = 0, kept = 0;

	for (size_t i = 0; i < fonts->slot_count; i++)
		if (fonts->resources[fonts->slots[i].resource].face == face)
			glyphs[n++] = fonts->slots[i].glyph;
	qsort(glyphs, n, sizeof *glyphs, compare_glyphs);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || glyphs[i] != glyphs[kept - 1])
			glyphs[kept++] = glyphs[i];
	*count = kept;
	return glyphs;
}

/* The code of a glyph of the cut. */
static unsigned code_of(const struct pdf_fonts *fonts, const struct pdf_subset *subset, size_t i)
{
	return fonts->kept ? subset->glyphs[i] : subset->codes[i];
}

static void set_codes(struct pdf_fonts *fonts, struct resource *first,
		      const struct pdf_subset *subset)
{
	first->code_count = subset->count ? subset->glyphs[subset->count - 1] + 1U : 0;
	first->codes = memory_alloc(first->code_count * sizeof *first->codes);
	for (size_t i = 0; i < subset->count; i++)
		first->codes[subset->glyphs[i]] = (uint16_t)code_of(fonts, subset, i);
	for (size_t i = 0; i < fonts->slot_count; i++) {
		struct slot *slot = &fonts->slots[i];

		if (fonts->resources[slot->resource].face == first->face)
			slot->code = first->codes[slot->glyph];
	}
}

/* Characters that extracted text of an archive must not hold (ISO 19005-3, 6.2.11.7: private use; 0, FEFF, FFFE). */
static unsigned extractable(unsigned character)
{
	if ((character >= 0xE000 && character < 0xF900) || character >= 0xF0000 ||
	    character == 0xFEFF || character >> 1 == 0x7FFF)
		return 0xFFFD;
	return character < ' ' ? ' ' : character;
}

static int compare_codes(const void *a, const void *b)
{
	const struct slot *x = *(const struct slot *const *)a, *y = *(const struct slot *const *)b;

	return (x->code > y->code) - (x->code < y->code);
}

static void put_cmap_entries(const struct pdf_fonts *fonts, const struct slot *const *slots,
			     size_t count, struct buffer *out)
{
	for (size_t i = 0; i < count; i++) {
		const char *text = fonts->texts.data + slots[i]->text;

		if (i % ENTRIES_PER_BLOCK == 0)
			buffer_printf(out, "%zu beginbfchar\n",
				      count - i < ENTRIES_PER_BLOCK ? count - i
								    : ENTRIES_PER_BLOCK);
		buffer_putc(out, '<');
		pdf_put_utf16(out, slots[i]->code);
		buffer_puts(out, "> <");
		for (size_t at = 0; at < slots[i]->length;)
			pdf_put_utf16(out,
				      extractable(pdf_next_character(text, slots[i]->length, &at)));
		buffer_puts(out, ">\n");
		if (i % ENTRIES_PER_BLOCK == ENTRIES_PER_BLOCK - 1 || i == count - 1)
			buffer_puts(out, "endbfchar\n");
	}
}

/* /ToUnicode of one resource (9.10.3). */
static void write_cmap(const struct pdf_fonts *fonts, unsigned resource,
		       struct pdf_objects *objects, unsigned number)
{
	const struct slot **slots = memory_alloc((fonts->slot_count + 1) * sizeof *slots);
	struct buffer cmap = {0};
	size_t count = 0;

	for (size_t i = 0; i < fonts->slot_count; i++)
		if (fonts->slots[i].resource == resource)
			slots[count++] = &fonts->slots[i];
	qsort(slots, count, sizeof *slots, compare_codes);
	buffer_puts(&cmap,
		    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
		    "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
		    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
		    "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
	put_cmap_entries(fonts, slots, count, &cmap);
	buffer_puts(&cmap, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
	pdf_object_stream(objects, number, "", cmap.data, cmap.length);
	buffer_free(&cmap);
	free(slots);
}

/* /W: the advances of the glyphs shown (9.7.4.3). Codes rise with glyphs. */
static void put_widths(const struct pdf_fonts *fonts, const struct face *face,
		       const struct pdf_subset *subset, struct buffer *out)
{
	const struct pdf_metrics *metrics = pdf_cache_metrics(fonts->cache, face);

	buffer_puts(out, "/DW 0/W[");
	for (size_t i = 0; i < subset->count; i++) {
		unsigned code = code_of(fonts, subset, i);
		bool follows = i > 0 && code == code_of(fonts, subset, i - 1) + 1;

		if (!follows) {
			if (i > 0)
				buffer_putc(out, ']');
			buffer_integer(out, (long)code);
		}
		buffer_putc(out, follows ? ' ' : '[');
		buffer_decimal(out, (double)metrics->advances[subset->glyphs[i]], 1);
	}
	buffer_puts(out, subset->count ? "]]" : "]");
}

/* The box around all glyphs, from the head table, in thousandths of an em. */
static void put_box(const struct face *face, struct buffer *out)
{
	hb_blob_t *head = hb_face_reference_table(face->hb, HB_TAG('h', 'e', 'a', 'd'));
	unsigned length;
	const uint8_t *data = (const uint8_t *)hb_blob_get_data(head, &length);

	buffer_puts(out, "/FontBBox[");
	for (int i = 0; i < 4; i++) {
		int value = length >= 44 ? (int16_t)(data[36 + 2 * i] << 8 | data[37 + 2 * i]) : 0;

		if (i)
			buffer_putc(out, ' ');
		buffer_decimal(out, value * 1000.0 / (face->upem ? face->upem : 1000), 0);
	}
	buffer_putc(out, ']');
	hb_blob_destroy(head);
}

static void put_name(const struct face *face, const struct pdf_subset *subset, struct buffer *out)
{
	buffer_putc(out, '/');
	buffer_puts(out, subset->tag);
	buffer_putc(out, '+');
	for (const char *p = face->postscript; *p; p++) {
		if (*p > '!' && *p <= '~' && !strchr("()<>[]{}/%#", *p))
			buffer_putc(out, *p);
		else
			buffer_printf(out, "#%02X", (unsigned)(unsigned char)*p);
	}
}

/* The font descriptor (9.8). Flags: symbolic, since codes are the program's own; italic. */
static void write_descriptor(const struct face *face, const struct pdf_subset *subset,
			     struct pdf_objects *objects, unsigned number, unsigned program)
{
	struct buffer *out = pdf_object_begin(objects, number);

	buffer_puts(out, "<</Type/FontDescriptor/FontName");
	put_name(face, subset, out);
	buffer_puts(out, face->italic ? "/Flags 68" : "/Flags 4");
	put_box(face, out);
	buffer_puts(out, "/ItalicAngle ");
	buffer_decimal(out, (double)hb_style_get_value(face->font, HB_STYLE_TAG_SLANT_ANGLE), 1);
	buffer_puts(out, "/Ascent ");
	buffer_decimal(out, face->ascender * 1000, 0);
	buffer_puts(out, "/Descent ");
	buffer_decimal(out, -face->descender * 1000, 0);
	buffer_puts(out, "/CapHeight ");
	buffer_decimal(out, face->cap_height * 1000, 0);
	buffer_puts(out, face->weight >= 600 ? "/StemV 140" : "/StemV 80");
	pdf_put_reference(out, face->cff ? "/FontFile3 " : "/FontFile2 ", program);
	buffer_puts(out, ">>");
}

/* Which glyph of the cut each code shows, where they are numbered otherwise (9.7.4.2): of TrueType. A CFF program tells by itself. */
static unsigned write_map(const struct pdf_fonts *fonts, const struct face *face,
			  const struct pdf_subset *subset, struct pdf_objects *objects)
{
	size_t length = subset->count ? 2 * (size_t)subset->glyphs[subset->count - 1] + 2 : 2;
	unsigned number;
	char *map;

	if (!fonts->kept || face->cff)
		return 0;
	number = pdf_object_reserve(objects);
	map = memory_alloc(length);
	memset(map, 0, length);
	for (size_t i = 0; i < subset->count; i++) {
		map[2 * subset->glyphs[i]] = (char)(subset->codes[i] >> 8);
		map[2 * subset->glyphs[i] + 1] = (char)subset->codes[i];
	}
	pdf_object_stream(objects, number, "", map, length);
	free(map);
	return number;
}

/* The CIDFont that the resources of a face share; returns its object. */
static unsigned write_descendant(const struct pdf_fonts *fonts, const struct face *face,
				 const struct pdf_subset *subset, struct pdf_objects *objects)
{
	unsigned program = pdf_object_reserve(objects);
	unsigned descriptor = pdf_object_reserve(objects);
	unsigned descendant = pdf_object_reserve(objects), map;
	struct buffer dictionary = {0}, *out;

	if (face->cff)
		buffer_puts(&dictionary, "/Subtype/CIDFontType0C");
	else
		buffer_printf(&dictionary, "/Length1 %zu", subset->plain_length);
	pdf_object_deflated(objects, program, buffer_string(&dictionary), subset->data.data,
			    subset->data.length);
	buffer_free(&dictionary);
	write_descriptor(face, subset, objects, descriptor, program);
	map = write_map(fonts, face, subset, objects);
	out = pdf_object_begin(objects, descendant);
	buffer_puts(out, face->cff ? "<</Type/Font/Subtype/CIDFontType0"
				   : "<</Type/Font/Subtype/CIDFontType2/CIDToGIDMap");
	if (map)
		pdf_put_reference(out, " ", map);
	else if (!face->cff)
		buffer_puts(out, "/Identity");
	buffer_puts(out, "/BaseFont");
	put_name(face, subset, out);
	buffer_puts(out, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>");
	put_widths(fonts, face, subset, out);
	pdf_put_reference(out, "/FontDescriptor ", descriptor);
	buffer_puts(out, ">>");
	return descendant;
}

static void write_resource(struct pdf_fonts *fonts, unsigned resource,
			   const struct pdf_subset *subset, struct pdf_objects *objects,
			   unsigned descendant)
{
	unsigned cmap = pdf_object_reserve(objects);
	struct buffer *out;

	fonts->resources[resource].object = pdf_object_reserve(objects);
	write_cmap(fonts, resource, objects, cmap);
	out = pdf_object_begin(objects, fonts->resources[resource].object);
	buffer_puts(out, "<</Type/Font/Subtype/Type0/BaseFont");
	put_name(fonts->resources[resource].face, subset, out);
	buffer_puts(out, "/Encoding/Identity-H");
	pdf_put_reference(out, "/DescendantFonts[", descendant);
	pdf_put_reference(out, "]/ToUnicode ", cmap);
	buffer_puts(out, ">>");
}

static void write_face(struct pdf_fonts *fonts, struct resource *first, struct pdf_objects *objects)
{
	const struct face *face = first->face;
	size_t count;
	uint32_t *glyphs = used_glyphs(fonts, face, &count);
	const struct pdf_subset *subset = pdf_cache_subset(fonts->cache, face, glyphs, count, fonts->kept);

	free(glyphs);
	if (!subset)
		return;
	set_codes(fonts, first, subset);

	unsigned descendant = write_descendant(fonts, face, subset, objects);

	for (unsigned i = 0; i < fonts->resource_count; i++)
		if (fonts->resources[i].face == face)
			write_resource(fonts, i, subset, objects, descendant);
}

void pdf_fonts_write(struct pdf_fonts *fonts, struct pdf_objects *objects)
{
	for (size_t i = 0; i < fonts->resource_count; i++)
		if (fonts->resources[i].variant == 0)
			write_face(fonts, &fonts->resources[i], objects);
}

unsigned pdf_font_code(const struct pdf_fonts *fonts, unsigned font, uint32_t glyph)
{
	const struct resource *first = &fonts->resources[fonts->resources[font].first];

	return glyph < first->code_count ? first->codes[glyph] : 0;
}

void pdf_fonts_resources(const struct pdf_fonts *fonts, struct buffer *out)
{
	for (size_t i = 0; i < fonts->resource_count; i++) {
		if (!fonts->resources[i].object)
			continue;
		buffer_puts(out, "/F");
		buffer_integer(out, (long)i);
		pdf_put_reference(out, " ", fonts->resources[i].object);
	}
}
