/* TrueType outlines (OpenType 1.9: glyf, loca and the tables that they need). */

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "pdf/cut_parts.h"

#define DIRECTORY_ENTRY 16

enum { GLYF, LOCA, HEAD, HHEA, HMTX, MAXP, TABLES };

/* Flags of a part of a composite glyph. */
enum {
	ARGUMENTS_ARE_WORDS = 1,
	HAS_SCALE = 8,
	MORE_PARTS = 0x20,
	HAS_TWO_SCALES = 0x40,
	HAS_MATRIX = 0x80,
	HAS_INSTRUCTIONS = 0x100
};

struct cut_truetype {
	struct cut_bytes tables[TABLES];
	size_t glyph_count, metric_count;
	bool long_offsets;
};

/* The glyphs of a cut, the parts of composites behind those that were asked for. */
struct selection {
	uint32_t *glyphs;
	size_t count, capacity;
};

struct cut_truetype *cut_truetype_new(const struct cut_bytes tables[TABLES])
{
	struct cut_truetype *truetype;

	if (tables[HEAD].length < 54 || tables[HHEA].length < 36 || tables[MAXP].length < 6 ||
	    !tables[GLYF].length || cut_16(tables[HHEA], 34) == 0)
		return NULL;
	truetype = memory_alloc(sizeof *truetype);
	*truetype = (struct cut_truetype){.glyph_count = cut_16(tables[MAXP], 4),
					  .metric_count = cut_16(tables[HHEA], 34),
					  .long_offsets = cut_16(tables[HEAD], 50) != 0};
	memcpy(truetype->tables, tables, sizeof truetype->tables);
	return truetype;
}

void cut_truetype_free(struct cut_truetype *truetype)
{
	free(truetype);
}

static struct cut_bytes glyph_data(const struct cut_truetype *truetype, uint32_t glyph)
{
	struct cut_bytes loca = truetype->tables[LOCA];
	size_t first, last;

	if (truetype->long_offsets) {
		first = cut_32(loca, (size_t)glyph * 4);
		last = cut_32(loca, (size_t)glyph * 4 + 4);
	} else {
		first = (size_t)cut_16(loca, (size_t)glyph * 2) * 2;
		last = (size_t)cut_16(loca, (size_t)glyph * 2 + 2) * 2;
	}
	return cut_part(truetype->tables[GLYF], first, last > first ? last - first : 0);
}

/* ---- composites */

static size_t selection_find(const struct selection *selection, uint32_t glyph)
{
	size_t i = 0;

	while (i < selection->count && selection->glyphs[i] != glyph)
		i++;
	return i;
}

static void selection_add(struct selection *selection, uint32_t glyph)
{
	if (selection_find(selection, glyph) < selection->count)
		return;
	if (selection->count == selection->capacity) {
		selection->capacity *= 2;
		selection->glyphs = memory_realloc(
			selection->glyphs, selection->capacity * sizeof *selection->glyphs);
	}
	selection->glyphs[selection->count++] = glyph;
}

static bool is_composite(struct cut_bytes glyph)
{
	return cut_16(glyph, 0) & 0x8000;
}

static size_t part_length(unsigned flags)
{
	return 4 + (flags & ARGUMENTS_ARE_WORDS ? 4U : 2U) +
	       (flags & HAS_SCALE        ? 2U
		: flags & HAS_TWO_SCALES ? 4U
		: flags & HAS_MATRIX     ? 8U
					 : 0U);
}

/* Add all that the glyphs are composed of, and what that is composed of. */
static bool select_parts(const struct cut_truetype *truetype, struct selection *selection)
{
	for (size_t i = 0; i < selection->count; i++) {
		struct cut_bytes glyph = glyph_data(truetype, selection->glyphs[i]);
		unsigned flags = MORE_PARTS;

		if (selection->glyphs[i] >= truetype->glyph_count)
			return false;
		for (size_t at = 10; is_composite(glyph) && flags & MORE_PARTS;
		     at += part_length(flags)) {
			if (at + 4 > glyph.length)
				return false;
			flags = cut_16(glyph, at);
			selection_add(selection, cut_16(glyph, at + 2));
		}
	}
	return selection->count < 0xFFFF;
}

/* ---- glyphs without instructions */

static bool put_composite(struct cut_bytes glyph, const struct selection *selection,
			  struct buffer *out)
{
	unsigned flags = MORE_PARTS;

	buffer_put(out, glyph.data, 10);
	for (size_t at = 10; flags & MORE_PARTS; at += part_length(flags)) {
		flags = cut_16(glyph, at);
		if (at + part_length(flags) > glyph.length)
			return false;
		cut_put(out, flags & ~(unsigned)HAS_INSTRUCTIONS, 2);
		cut_put(out, (uint32_t)selection_find(selection, cut_16(glyph, at + 2)), 2);
		buffer_put(out, glyph.data + at + 4, part_length(flags) - 4);
	}
	return true;
}

static bool put_simple(struct cut_bytes glyph, struct buffer *out)
{
	size_t head = 10 + 2 * (size_t)cut_16(glyph, 0);
	size_t rest = head + 2 + cut_16(glyph, head);

	if (rest > glyph.length)
		return false;
	buffer_put(out, glyph.data, head);
	cut_put(out, 0, 2);
	buffer_put(out, glyph.data + rest, glyph.length - rest);
	return true;
}

static void align(struct buffer *out, size_t start)
{
	while ((out->length - start) % 4)
		buffer_putc(out, 0);
}

/* The glyphs, and where each begins. */
static bool put_outlines(const struct cut_truetype *truetype, const struct selection *selection,
			 struct buffer *outlines, struct buffer *offsets)
{
	for (size_t i = 0; i < selection->count; i++) {
		struct cut_bytes glyph = glyph_data(truetype, selection->glyphs[i]);

		cut_put(offsets, (uint32_t)outlines->length, 4);
		if (glyph.length < 10)
			continue; /* a space */
		if (!(is_composite(glyph) ? put_composite(glyph, selection, outlines)
					  : put_simple(glyph, outlines)))
			return false;
		align(outlines, 0);
	}
	cut_put(offsets, (uint32_t)outlines->length, 4);
	return true;
}

/* ---- the other tables */

static void put_metrics(const struct cut_truetype *truetype, const struct selection *selection,
			struct buffer *out)
{
	struct cut_bytes hmtx = truetype->tables[HMTX];
	size_t count = truetype->metric_count;

	for (size_t i = 0; i < selection->count; i++) {
		size_t glyph = selection->glyphs[i];
		size_t bearing = glyph < count ? glyph * 4 + 2 : count * 4 + (glyph - count) * 2;

		cut_put(out, cut_16(hmtx, (glyph < count ? glyph : count - 1) * 4), 2);
		cut_put(out, cut_16(hmtx, bearing), 2);
	}
}

static void change_16(struct buffer *table, size_t at, unsigned value)
{
	table->data[at] = (char)(value >> 8);
	table->data[at + 1] = (char)value;
}

/* What the font is, without its instructions. */
static void put_properties(const struct cut_truetype *truetype, size_t count,
			   struct buffer tables[TABLES])
{
	struct cut_bytes maxp = truetype->tables[MAXP];

	buffer_put(&tables[HEAD], truetype->tables[HEAD].data, 54);
	memset(tables[HEAD].data + 8, 0, 4); /* checksum of all, set at the end */
	change_16(&tables[HEAD], 50, 1);     /* long offsets */
	buffer_put(&tables[HHEA], truetype->tables[HHEA].data, 36);
	change_16(&tables[HHEA], 34, (unsigned)count);
	buffer_put(&tables[MAXP], maxp.data, maxp.length < 32 ? 6 : 32);
	change_16(&tables[MAXP], 4, (unsigned)count);
	for (size_t at = 14; tables[MAXP].length == 32 && at < 28; at += 2)
		change_16(&tables[MAXP], at, at == 14);
}

static uint32_t checksum(const char *data, size_t length)
{
	struct cut_bytes bytes = {(const uint8_t *)data, length};
	uint32_t sum = 0;

	for (size_t at = 0; at < length; at += 4)
		sum += cut_32(bytes, at);
	return sum;
}

/* The file: the tables in the order of their names. */
static void put_file(struct buffer tables[TABLES], struct buffer *out)
{
	static const struct {
		char tag[5];
		int table;
	} order[] = {{"glyf", GLYF}, {"head", HEAD}, {"hhea", HHEA},
		     {"hmtx", HMTX}, {"loca", LOCA}, {"maxp", MAXP}};
	size_t start = out->length, offset = 12 + TABLES * DIRECTORY_ENTRY, head = 0;
	uint32_t sum;

	/* The version; for 6 tables the greatest power of two is 4 (searchRange 64, entrySelector 2, rangeShift 32). */
	buffer_put(out, "\0\1\0\0\0\6\0\100\0\2\0\40", 12);
	for (int i = 0; i < TABLES; i++) {
		struct buffer *table = &tables[order[i].table];
		size_t length = table->length;

		align(table, 0);
		buffer_puts(out, order[i].tag);
		cut_put(out, checksum(table->data, table->length), 4);
		cut_put(out, (uint32_t)offset, 4);
		cut_put(out, (uint32_t)length, 4);
		if (order[i].table == HEAD)
			head = offset;
		offset += table->length;
	}
	for (int i = 0; i < TABLES; i++)
		buffer_put(out, tables[order[i].table].data, tables[order[i].table].length);
	sum = 0xB1B0AFBA - checksum(out->data + start, out->length - start);
	for (size_t i = 0; i < 4; i++)
		out->data[start + head + 8 + i] = (char)(sum >> (24 - 8 * i));
}

bool cut_truetype_program(struct cut_truetype *truetype, const uint32_t *glyphs, size_t count,
			  struct buffer *out)
{
	struct selection selection = {.count = count + 1, .capacity = 2 * count + 16};
	struct buffer tables[TABLES] = {0};
	bool done;

	selection.glyphs = memory_alloc(selection.capacity * sizeof *selection.glyphs);
	if (count)
		memcpy(selection.glyphs + 1, glyphs, count * sizeof *glyphs);
	done = select_parts(truetype, &selection) &&
	       put_outlines(truetype, &selection, &tables[GLYF], &tables[LOCA]);
	if (done) {
		put_metrics(truetype, &selection, &tables[HMTX]);
		put_properties(truetype, selection.count, tables);
		put_file(tables, out);
	}
	for (int i = 0; i < TABLES; i++)
		buffer_free(&tables[i]);
	free(selection.glyphs);
	return done;
}
