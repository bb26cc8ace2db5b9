#include "pdf/font.h"

#include <hb-ot.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/memo.h"
#include "font/face.h"
#include "pdf/cache.h"
#include "pdf/object.h"

#define NONE UINT32_MAX
/* A CMap may have at most 100 entries in one block (Adobe technical note 5014). */
#define ENTRIES_PER_BLOCK 100

/* More glyphs of one face, each counted once for each of its texts, go to a second resource. */
#define SLOTS_PER_RESOURCE 65000
/* So many have codes of one byte. */
#define SLOTS_OF_ONE_BYTE 255

/* A glyph with one of its texts. */
struct slot {
	uint32_t glyph;
	uint16_t resource, number;
	size_t text, length; /* in texts */
	uint16_t code;
	unsigned next; /* of the same hash */
};

struct resource {
	const struct face *face;
	unsigned object;
	size_t count;    /* slots */
	uint16_t *codes; /* by number; NULL before they are written */
	bool wide;
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
	bool prompt;    /* codes are in the order of the document, known at once */
	unsigned plain; /* the object of the CMap whose codes of one byte are the CIDs; 0: not written */
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

void pdf_fonts_prompt(struct pdf_fonts *fonts)
{
	fonts->prompt = true;
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

static unsigned find_resource(struct pdf_fonts *fonts, const struct face *face)
{
	size_t limit = fonts->prompt ? SLOTS_OF_ONE_BYTE : SLOTS_PER_RESOURCE;

	for (size_t i = fonts->resource_count; i-- > 0;)
		if (fonts->resources[i].face == face && fonts->resources[i].count < limit)
			return (unsigned)i;
	fonts->resources = memory_realloc(fonts->resources,
					  (fonts->resource_count + 1) * sizeof *fonts->resources);
	fonts->resources[fonts->resource_count] = (struct resource){.face = face};
	return (unsigned)fonts->resource_count++;
}

static struct pdf_shown add_slot(struct pdf_fonts *fonts, const struct face *face, uint32_t glyph, const char *text, size_t length)
{
	unsigned resource = find_resource(fonts, face);
	struct slot *slot;
	size_t hash;

	if (fonts->slot_count == fonts->slot_capacity)
		grow(fonts);
	hash = hash_glyph(fonts, face, glyph);
	slot = &fonts->slots[fonts->slot_count];
	*slot = (struct slot){.glyph = glyph,
			      .resource = (uint16_t)resource,
			      .number = (uint16_t)fonts->resources[resource].count++,
			      .text = fonts->texts.length,
			      .length = length,
			      .next = fonts->table[hash]};
	buffer_put(&fonts->texts, text, length);
	fonts->table[hash] = (unsigned)fonts->slot_count++;
	return (struct pdf_shown){slot->resource, slot->number};
}

/* Most texts are one letter. */
static bool same_text(const char *a, const char *b, size_t length)
{
	return *a == *b && (length == 1 || !memcmp(a, b, length));
}

struct pdf_shown pdf_font_show(struct pdf_fonts *fonts, const struct face *face, uint32_t glyph,
			       const char *text, size_t length)
{
	const struct slot *slot;

	for (unsigned i = fonts->table[hash_glyph(fonts, face, glyph)]; i != NONE; i = slot->next) {
		slot = &fonts->slots[i];
		if (slot->glyph == glyph && slot->length == length && fonts->resources[slot->resource].face == face &&
		    same_text(fonts->texts.data + slot->text, text, length))
			return (struct pdf_shown){slot->resource, slot->number};
	}
	return add_slot(fonts, face, glyph, text, length);
}

static int compare_glyphs(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static int compare_codes(const void *a, const void *b)
{
	const struct slot *x = *(const struct slot *const *)a, *y = *(const struct slot *const *)b;

	return (x->code > y->code) - (x->code < y->code);
}

/* The slots of a resource, by glyph and text: what the codes rise with, whatever came first in the document. */
struct sorted {
	const struct pdf_fonts *fonts;
	struct slot **slots;
	size_t count;
};

static int compare_slots(const void *a, const void *b, void *context)
{
	const struct slot *x = *(const struct slot *const *)a, *y = *(const struct slot *const *)b;
	const char *texts = ((const struct pdf_fonts *)context)->texts.data;
	int order;

	if (x->glyph != y->glyph)
		return x->glyph < y->glyph ? -1 : 1;
	order = memcmp(texts + x->text, texts + y->text, x->length < y->length ? x->length : y->length);
	return order ? order : (x->length > y->length) - (x->length < y->length);
}

static struct sorted sort_slots(struct pdf_fonts *fonts, unsigned resource)
{
	struct sorted sorted = {.fonts = fonts, .slots = memory_alloc((fonts->slot_count + 1) * sizeof *sorted.slots)};

	for (size_t i = 0; i < fonts->slot_count; i++)
		if (fonts->slots[i].resource == resource)
			sorted.slots[sorted.count++] = &fonts->slots[i];
	qsort_r(sorted.slots, sorted.count, sizeof *sorted.slots, compare_slots, fonts);
	return sorted;
}

/* The glyphs of a resource, rising, each once; the caller frees them. */
static uint32_t *used_glyphs(const struct sorted *sorted, size_t *count)
{
	uint32_t *glyphs = memory_alloc((sorted->count + 1) * sizeof *glyphs);

	*count = 0;
	for (size_t i = 0; i < sorted->count; i++)
		if (i == 0 || sorted->slots[i]->glyph != sorted->slots[i - 1]->glyph)
			glyphs[(*count)++] = sorted->slots[i]->glyph;
	return glyphs;
}

/* Afterwards the slots are sorted by their codes. */
static void set_codes(const struct pdf_fonts *fonts, struct resource *resource, const struct sorted *sorted)
{
	resource->wide = sorted->count > SLOTS_OF_ONE_BYTE;
	for (size_t i = 0; i < sorted->count; i++) {
		struct slot *slot = sorted->slots[i];

		slot->code = (uint16_t)((fonts->prompt ? slot->number : i) + 1);
		resource->codes[slot->number] = slot->code;
	}
	if (fonts->prompt)
		qsort(sorted->slots, sorted->count, sizeof *sorted->slots, compare_codes);
}

/* Characters that extracted text of an archive must not hold (ISO 19005-3, 6.2.11.7: private use; 0, FEFF, FFFE). */
static unsigned extractable(unsigned character)
{
	if ((character >= 0xE000 && character < 0xF900) || character >= 0xF0000 ||
	    character == 0xFEFF || character >> 1 == 0x7FFF)
		return 0xFFFD;
	return character < ' ' ? ' ' : character;
}

static void put_code(struct buffer *out, unsigned code, bool wide)
{
	static const char digits[] = "0123456789ABCDEF";

	buffer_putc(out, '<');
	if (wide) {
		pdf_put_utf16(out, code);
	} else {
		buffer_putc(out, digits[code >> 4 & 15]);
		buffer_putc(out, digits[code & 15]);
	}
	buffer_putc(out, '>');
}

/* Entries in blocks: each begins with how many it has. */
static void begin_entry(struct buffer *out, const char *kind, size_t index, size_t count)
{
	size_t left = count - index;

	if (index % ENTRIES_PER_BLOCK)
		return;
	if (index)
		buffer_printf(out, "end%s\n", kind);
	buffer_printf(out, "%zu begin%s\n", left < ENTRIES_PER_BLOCK ? left : ENTRIES_PER_BLOCK, kind);
}

static void put_codespace(struct buffer *out, bool wide)
{
	buffer_puts(out, wide ? "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n"
			      : "1 begincodespacerange\n<00><FF>\nendcodespacerange\n");
}

static const char cmap_end[] = "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n";

/* The one character of the basic plane that a slot stands for; 0: it stands for others. */
static unsigned only_character(const struct pdf_fonts *fonts, const struct slot *slot)
{
	size_t at = 0;
	unsigned character = extractable(pdf_next_character(fonts->texts.data + slot->text, slot->length, &at));

	return at == slot->length && character < 0x10000 ? character : 0;
}

/* How many slots from `first` on follow one another as characters too. In a range only the last byte of each may change. */
static size_t count_following(const struct sorted *sorted, size_t first)
{
	const struct slot *start = sorted->slots[first];
	unsigned character = only_character(sorted->fonts, start);
	size_t count = 1;

	while (character && first + count < sorted->count) {
		const struct slot *slot = sorted->slots[first + count];

		if (only_character(sorted->fonts, slot) != character + count || (character + count) >> 8 != character >> 8 ||
		    slot->code != start->code + count || slot->code >> 8 != start->code >> 8)
			break;
		count++;
	}
	return count;
}

static void put_text(const struct pdf_fonts *fonts, const struct slot *slot, struct buffer *out)
{
	const char *text = fonts->texts.data + slot->text;

	buffer_putc(out, '<');
	for (size_t at = 0; at < slot->length;)
		pdf_put_utf16(out, extractable(pdf_next_character(text, slot->length, &at)));
	buffer_puts(out, ">\n");
}

/* The entries of single codes, or those of ranges. */
static void put_texts(const struct sorted *sorted, bool wide, bool ranges, struct buffer *out)
{
	const char *kind = ranges ? "bfrange" : "bfchar";
	size_t total = 0, index = 0, count;

	for (size_t i = 0; i < sorted->count; i += count) {
		count = count_following(sorted, i);
		total += (count > 1) == ranges;
	}
	for (size_t i = 0; i < sorted->count; i += count) {
		count = count_following(sorted, i);
		if ((count > 1) != ranges)
			continue;
		begin_entry(out, kind, index++, total);
		put_code(out, sorted->slots[i]->code, wide);
		if (ranges)
			put_code(out, sorted->slots[i + count - 1]->code, wide);
		put_text(sorted->fonts, sorted->slots[i], out);
	}
	if (total)
		buffer_printf(out, "end%s\n", kind);
}

static void put_text_map(const struct sorted *sorted, bool wide, struct buffer *out)
{
	buffer_puts(out, "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
			 "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
			 "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n");
	put_codespace(out, wide);
	put_texts(sorted, wide, false, out);
	put_texts(sorted, wide, true, out);
	buffer_puts(out, cmap_end);
}

/* /ToUnicode of one resource (9.10.3). */
static void write_texts(const struct sorted *sorted, bool wide, struct pdf_objects *objects, unsigned number)
{
	struct pdf_cache *cache = sorted->fonts->cache;
	struct buffer *key = memo_key(pdf_cache_maps(cache)), cmap = {0};
	const void *packed;
	size_t length;

	buffer_putc(key, wide ? 'T' : 't');
	for (size_t i = 0; i < sorted->count; i++) {
		const struct slot *slot = sorted->slots[i];

		buffer_put(key, &slot->code, sizeof slot->code);
		buffer_put(key, &slot->length, sizeof slot->length);
		buffer_put(key, sorted->fonts->texts.data + slot->text, slot->length);
	}
	packed = memo_find(pdf_cache_maps(cache), key->data, key->length, &length);
	if (!packed) {
		put_text_map(sorted, wide, &cmap);
		packed = pdf_cache_keep_map(cache, key, &cmap, &length);
	}
	pdf_object_deflated(objects, number, "", packed, length);
	buffer_free(&cmap);
}

/* Codes that follow one another and lead to CIDs that do. */
struct range {
	unsigned first, last, cid;
};

static unsigned cid_of(const struct pdf_subset *subset, uint32_t glyph)
{
	const uint32_t *found = bsearch(&glyph, subset->glyphs, subset->count, sizeof glyph, compare_glyphs);

	return found ? subset->codes[found - subset->glyphs] : 0;
}

static size_t find_ranges(const struct sorted *sorted, const struct pdf_subset *subset, struct range *ranges)
{
	size_t count = 0;

	for (size_t i = 0; i < sorted->count; i++) {
		unsigned code = sorted->slots[i]->code, cid = cid_of(subset, sorted->slots[i]->glyph);
		struct range *last = &ranges[count ? count - 1 : 0];

		/* Of several bytes only the last may change within a range (Adobe technical note 5014). */
		if (count && code == last->last + 1 && cid == last->cid + (code - last->first) && code >> 8 == last->first >> 8)
			last->last = code;
		else
			ranges[count++] = (struct range){code, code, cid};
	}
	return count;
}

static void put_codes(const struct range *ranges, size_t count, bool wide, const char *name, struct buffer *out)
{
	buffer_printf(out,
		      "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
		      "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>def\n"
		      "/CMapName/%s def\n/CMapType 1 def\n/WMode 0 def\n",
		      name);
	put_codespace(out, wide);
	for (size_t i = 0; i < count; i++) {
		begin_entry(out, "cidrange", i, count);
		put_code(out, ranges[i].first, wide);
		put_code(out, ranges[i].last, wide);
		buffer_integer(out, (long)ranges[i].cid);
		buffer_putc(out, '\n');
	}
	buffer_puts(out, "endcidrange\n");
	buffer_puts(out, cmap_end);
}

/* /Encoding of one resource (9.7.5): from codes to the glyphs of the cut face. Each of a file has its own name: there are programs
 * that keep CMaps by name. That of codes that are the CIDs has the name by which such programs know it. */
static void write_codes(const struct pdf_fonts *fonts, const struct range *ranges, size_t count, bool wide, struct pdf_objects *objects,
			unsigned number)
{
	struct pdf_cache *cache = fonts->cache;
	struct buffer *key = memo_key(pdf_cache_maps(cache)), cmap = {0};
	char name[24] = "OneByteIdentityH", dictionary[128];
	const void *packed;
	size_t length;

	if (number != fonts->plain)
		snprintf(name, sizeof name, "Codes-%u", number);
	buffer_putc(key, wide ? 'C' : 'c');
	buffer_put(key, name, sizeof name);
	buffer_put(key, ranges, count * sizeof *ranges);
	packed = memo_find(pdf_cache_maps(cache), key->data, key->length, &length);
	if (!packed) {
		put_codes(ranges, count, wide, name, &cmap);
		packed = pdf_cache_keep_map(cache, key, &cmap, &length);
	}
	snprintf(dictionary, sizeof dictionary,
		 "/Type/CMap/CMapName/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/WMode 0", name);
	pdf_object_deflated(objects, number, dictionary, packed, length);
	buffer_free(&cmap);
}

/* The CMap of a resource; 0: Identity-H. Most have one byte and each glyph once: they share one. */
static unsigned write_encoding(struct pdf_fonts *fonts, const struct sorted *sorted, bool wide, const struct pdf_subset *subset,
			       struct pdf_objects *objects)
{
	static const struct range all = {0, 255, 0};
	struct range *ranges = memory_alloc((sorted->count + 1) * sizeof *ranges);
	size_t count = find_ranges(sorted, subset, ranges);
	bool same = true;
	unsigned number = 0;

	for (size_t i = 0; i < count; i++)
		same = same && ranges[i].first == ranges[i].cid;
	if (same && !wide) {
		if (!fonts->plain) {
			fonts->plain = pdf_object_reserve(objects);
			write_codes(fonts, &all, 1, false, objects, fonts->plain);
		}
		number = fonts->plain;
	} else if (!same) {
		number = pdf_object_reserve(objects);
		write_codes(fonts, ranges, count, wide, objects, number);
	}
	free(ranges);
	return number;
}

/* /W: the advances of the glyphs shown (9.7.4.3), by CID: those rise with glyphs. */
static void put_widths(const struct pdf_fonts *fonts, const struct face *face,
		       const struct pdf_subset *subset, struct buffer *out)
{
	const struct pdf_metrics *metrics = pdf_cache_metrics(fonts->cache, face);

	buffer_puts(out, "/DW 0/W[");
	for (size_t i = 0; i < subset->count; i++) {
		bool follows = i > 0 && subset->codes[i] == subset->codes[i - 1] + 1;

		if (!follows) {
			if (i > 0)
				buffer_putc(out, ']');
			buffer_integer(out, subset->codes[i]);
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

/* The CIDFont of a face; returns its object. */
static unsigned write_descendant(const struct pdf_fonts *fonts, const struct face *face,
				 const struct pdf_subset *subset, struct pdf_objects *objects)
{
	unsigned program = pdf_object_reserve(objects);
	unsigned descriptor = pdf_object_reserve(objects);
	unsigned descendant = pdf_object_reserve(objects);
	struct buffer dictionary = {0}, *out;

	if (face->cff)
		buffer_puts(&dictionary, "/Subtype/CIDFontType0C");
	else
		buffer_printf(&dictionary, "/Length1 %zu", subset->plain_length);
	pdf_object_deflated(objects, program, buffer_string(&dictionary), subset->data.data,
			    subset->data.length);
	buffer_free(&dictionary);
	write_descriptor(face, subset, objects, descriptor, program);
	out = pdf_object_begin(objects, descendant);
	buffer_puts(out,
		    face->cff ? "<</Type/Font/Subtype/CIDFontType0/BaseFont"
			      : "<</Type/Font/Subtype/CIDFontType2/CIDToGIDMap/Identity/BaseFont");
	put_name(face, subset, out);
	buffer_puts(out, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>");
	put_widths(fonts, face, subset, out);
	pdf_put_reference(out, "/FontDescriptor ", descriptor);
	buffer_puts(out, ">>");
	return descendant;
}

/* The Type 0 font of a resource (9.7.6). */
static void write_font(struct pdf_fonts *fonts, struct resource *resource, const struct sorted *sorted, const struct pdf_subset *subset,
		       struct pdf_objects *objects)
{
	unsigned descendant = write_descendant(fonts, resource->face, subset, objects);
	unsigned encoding = write_encoding(fonts, sorted, resource->wide, subset, objects);
	unsigned texts = pdf_object_reserve(objects);
	struct buffer *out;

	write_texts(sorted, resource->wide, objects, texts);
	resource->object = pdf_object_reserve(objects);
	out = pdf_object_begin(objects, resource->object);
	buffer_puts(out, "<</Type/Font/Subtype/Type0/BaseFont");
	put_name(resource->face, subset, out);
	if (encoding)
		pdf_put_reference(out, "/Encoding ", encoding);
	else
		buffer_puts(out, "/Encoding/Identity-H");
	pdf_put_reference(out, "/DescendantFonts[", descendant);
	pdf_put_reference(out, "]/ToUnicode ", texts);
	buffer_puts(out, ">>");
}

void pdf_fonts_write(struct pdf_fonts *fonts, struct pdf_objects *objects)
{
	for (unsigned i = 0; i < fonts->resource_count; i++) {
		struct resource *resource = &fonts->resources[i];
		struct sorted sorted = sort_slots(fonts, i);
		size_t count;
		uint32_t *glyphs = used_glyphs(&sorted, &count);
		const struct pdf_subset *subset = pdf_cache_subset(fonts->cache, resource->face, glyphs, count, pdf_objects_effort(objects));

		resource->codes = memory_alloc((sorted.count + 1) * sizeof *resource->codes);
		if (subset) {
			set_codes(fonts, resource, &sorted);
			write_font(fonts, resource, &sorted, subset, objects);
		}
		free(glyphs);
		free(sorted.slots);
	}
}

unsigned pdf_font_code(const struct pdf_fonts *fonts, struct pdf_shown shown, bool *wide)
{
	const struct resource *resource = &fonts->resources[shown.font];

	*wide = resource->wide;
	return fonts->prompt ? shown.number + 1U : resource->codes[shown.number];
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
