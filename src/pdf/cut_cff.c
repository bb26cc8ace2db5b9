/* The Compact Font Format (Adobe technical note 5176) and its outlines (5177). */

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "pdf/cut_parts.h"

#define STACK_LIMIT      48
#define DEPTH_LIMIT      10
#define CHARSTRING_LIMIT 65535
#define STRINGS          391 /* the first string that is not a standard one */

/* An INDEX: count objects, the offsets of their ends, the objects. */
struct list {
	struct cut_bytes bytes;
	size_t count, width, data; /* object i is at data + its offset */
	size_t end;                /* behind it; 0: damaged */
};

/* A glyph's charstring as it is cut, in `plain`. */
struct outline {
	uint32_t at, length;
	bool known;
};

struct cut_cff {
	struct cut_bytes name, box; /* box: the operands of FontBBox */
	struct list charstrings, global, local;
	struct cut_bytes widths; /* of the Private DICT: defaultWidthX and nominalWidthX with their operands */
	struct buffer private, plain;
	struct outline *outlines;
};

/* ---- reading */

static size_t offset_in(struct cut_bytes bytes, size_t at, size_t width)
{
	size_t offset = 0;

	for (size_t i = 0; i < width && at + i < bytes.length; i++)
		offset = offset << 8 | bytes.data[at + i];
	return offset;
}

static struct list list_at(struct cut_bytes bytes, size_t at)
{
	struct list list = {.bytes = bytes, .count = cut_16(bytes, at)};

	if (at + 2 > bytes.length)
		return list;
	if (list.count == 0) {
		list.end = at + 2;
		return list;
	}
	list.width = at + 2 < bytes.length ? bytes.data[at + 2] : 0;
	if (list.width < 1 || list.width > 4)
		return list;
	list.data = at + 2 + (list.count + 1) * list.width; /* offsets count from 1 */
	list.end = list.data + offset_in(bytes, at + 3 + list.count * list.width, list.width);
	if (list.end > bytes.length)
		list.end = 0;
	return list;
}

static struct cut_bytes list_get(const struct list *list, size_t index)
{
	size_t offsets, first, last;

	if (index >= list->count)
		return (struct cut_bytes){list->bytes.data, 0};
	offsets = list->data + 1 - (list->count + 1) * list->width;
	first = offset_in(list->bytes, offsets + index * list->width, list->width);
	last = offset_in(list->bytes, offsets + (index + 1) * list->width, list->width);
	return last < first ? (struct cut_bytes){list->bytes.data, 0}
			    : cut_part(list->bytes, list->data + first, last - first);
}

/* How many bytes the operand at `at` takes in a DICT; 0: it is an operator. */
static size_t operand_length(struct cut_bytes dict, size_t at)
{
	unsigned first = dict.data[at];
	size_t length = 1;

	if (first <= 21)
		return 0;
	if (first == 28)
		return 3;
	if (first == 29)
		return 5;
	if (first != 30)
		return first < 247 ? 1 : 2;
	while (at + length < dict.length && (dict.data[at + length] & 15) != 15)
		length++;
	return length + 1;
}

/* The operands of an operator (12 x: 0x0C00 | x), as they stand; false: it is not there. */
static bool dict_find(struct cut_bytes dict, unsigned wanted, struct cut_bytes *operands)
{
	size_t start = 0;

	for (size_t at = 0; at < dict.length;) {
		size_t length = operand_length(dict, at);
		unsigned operator;

		if (length) {
			at += length;
			continue;
		}
		operator = dict.data[at];
		if (operator == 12)
			operator = 0x0C00 | (at + 1 < dict.length ? dict.data[at + 1] : 0);
		if (operator == wanted) {
			*operands = cut_part(dict, start, at - start);
			return true;
		}
		at += operator > 21 ? 2 : 1;
		start = at;
	}
	return false;
}

/* The operands as whole numbers; false where there are others, or not so many. */
static bool dict_numbers(struct cut_bytes dict, unsigned wanted, long *numbers, size_t count)
{
	struct cut_bytes operands;
	size_t found = 0;

	if (!dict_find(dict, wanted, &operands))
		return false;
	for (size_t at = 0; at < operands.length; found++) {
		unsigned first = operands.data[at];
		size_t length = operand_length(operands, at);
		unsigned second = at + 1 < operands.length ? operands.data[at + 1] : 0;

		if (found == count || first == 30 || length == 0)
			return false;
		numbers[found] = first == 28   ? (int16_t)cut_16(operands, at + 1)
				 : first == 29 ? (int32_t)cut_32(operands, at + 1)
				 : first < 247 ? (long)first - 139
				 : first < 251 ? ((long)first - 247) * 256 + second + 108
					       : -((long)first - 251) * 256 - second - 108;
		at += length;
	}
	return found == count;
}

static void put_entry(struct cut_bytes dict, unsigned operator, struct buffer *out)
{
	struct cut_bytes operands;

	if (!dict_find(dict, operator, &operands))
		return;
	buffer_put(out, operands.data, operands.length);
	buffer_putc(out, (char)operator);
}

/* The Private DICT without its hints: what tells the widths. */
static bool read_private(struct cut_cff *cff, struct cut_bytes table, struct cut_bytes top)
{
	long where[2], local;
	struct cut_bytes dict;

	if (!dict_numbers(top, 18, where, 2) || where[0] < 0 || where[1] < 0)
		return false;
	dict = cut_part(table, (size_t)where[1], (size_t)where[0]);
	put_entry(dict, 20, &cff->private);
	put_entry(dict, 21, &cff->private);
	if (!dict_numbers(dict, 19, &local, 1))
		return true;
	if (local < 0)
		return false;
	cff->local = list_at(table, (size_t)where[1] + (size_t)local);
	return cff->local.end > 0;
}

/* Only what is usual: outlines of type 2 in thousandths of an em, keyed by names. */
static bool read_top(struct cut_cff *cff, struct cut_bytes table, struct cut_bytes top)
{
	struct cut_bytes operands;
	long at, type;

	if (dict_find(top, 0x0C1E, &operands) || dict_find(top, 0x0C07, &operands))
		return false;
	if (dict_numbers(top, 0x0C06, &type, 1) && type != 2)
		return false;
	if (!dict_numbers(top, 17, &at, 1) || at < 0)
		return false;
	cff->charstrings = list_at(table, (size_t)at);
	if (!dict_find(top, 5, &cff->box))
		cff->box = (struct cut_bytes){0};
	return cff->charstrings.end > 0 && cff->charstrings.count > 0 &&
	       read_private(cff, table, top);
}

struct cut_cff *cut_cff_new(struct cut_bytes table)
{
	struct cut_cff *cff = memory_alloc(sizeof *cff);
	struct list names, tops, strings;

	*cff = (struct cut_cff){0};
	names = list_at(table, table.length > 4 ? table.data[2] : SIZE_MAX / 2);
	tops = list_at(table, names.end ? names.end : SIZE_MAX / 2);
	strings = list_at(table, tops.end ? tops.end : SIZE_MAX / 2);
	cff->global = list_at(table, strings.end ? strings.end : SIZE_MAX / 2);
	cff->name = list_get(&names, 0);
	if (!cff->global.end || !read_top(cff, table, list_get(&tops, 0))) {
		cut_cff_free(cff);
		return NULL;
	}
	cff->outlines = memory_alloc(cff->charstrings.count * sizeof *cff->outlines);
	return cff;
}

void cut_cff_free(struct cut_cff *cff)
{
	if (!cff)
		return;
	buffer_free(&cff->private);
	buffer_free(&cff->plain);
	free(cff->outlines);
	free(cff);
}

/* ---- charstrings */

/* A charstring being written anew: subroutines in place of their calls, no hints. */
struct writing {
	const struct cut_cff *cff;
	struct buffer *out;
	size_t start;                 /* where it begins in `out` */
	size_t operands[STACK_LIMIT]; /* where each begins in `out` */
	long last;                    /* the value of the last, where it is whole */
	bool whole;
	int count;
	int stems;
	bool measured; /* the width, if any, is written */
	bool ended;
};

/* Drop the operands of a hint, but not the width that may stand before them. */
static void drop_hint(struct writing *writing)
{
	int kept = writing->count % 2 == 1 && !writing->measured;

	if (writing->count > kept)
		writing->out->length = writing->operands[kept];
	writing->stems += writing->count / 2;
	writing->measured = true;
	writing->count = 0;
}

static size_t put_operand(struct writing *writing, struct cut_bytes code, size_t at)
{
	unsigned first = code.data[at], second = at + 1 < code.length ? code.data[at + 1] : 0;
	size_t length = first == 28 ? 3 : first < 247 ? 1 : first < 255 ? 2 : 5;

	if (writing->count == STACK_LIMIT || at + length > code.length)
		return 0;
	writing->operands[writing->count++] = writing->out->length;
	writing->whole = first != 255;
	writing->last = first == 28   ? (int16_t)cut_16(code, at + 1)
			: first < 247 ? (long)first - 139
			: first < 251 ? ((long)first - 247) * 256 + second + 108
				      : -((long)first - 251) * 256 - second - 108;
	buffer_put(writing->out, code.data + at, length);
	return length;
}

static bool put_code(struct writing *writing, struct cut_bytes code, int depth);

static bool put_subroutine(struct writing *writing, const struct list *list, int depth)
{
	long bias = list->count < 1240 ? 107 : list->count < 33900 ? 1131 : 32768;
	long index = writing->last + bias;

	if (writing->count == 0 || !writing->whole || index < 0 || (size_t)index >= list->count ||
	    depth == DEPTH_LIMIT)
		return false;
	writing->out->length = writing->operands[--writing->count];
	writing->whole = false;
	return put_code(writing, list_get(list, (size_t)index), depth + 1);
}

static bool is_flex(unsigned operator)
{
	return operator >= 34 && operator <= 37;
}

/* An operator of more than one byte, or that is not a path's; returns its length, 0: not to be understood. */
static size_t put_special(struct writing *writing, struct cut_bytes code, size_t at)
{
	switch (code.data[at]) {
	case 1: /* hstem */
	case 3:
	case 18:
	case 23:
		drop_hint(writing);
		return 1;
	case 19: /* hintmask */
	case 20:
		drop_hint(writing);
		return 1 + ((size_t)writing->stems + 7) / 8;
	case 12:
		if (at + 1 == code.length || !is_flex(code.data[at + 1]))
			return 0; /* arithmetic: no font in use has it */
		buffer_put(writing->out, code.data + at, 2);
		writing->count = 0;
		return 2;
	case 14: /* endchar; with four operands it composes an accented letter */
		if (writing->count >= 4)
			return 0;
		writing->ended = true;
		break;
	case 4: /* vmoveto … curves */
	case 5:
	case 6:
	case 7:
	case 8:
	case 21:
	case 22:
	case 24:
	case 25:
	case 26:
	case 27:
	case 30:
	case 31:
		break;
	default:
		return 0;
	}
	buffer_putc(writing->out, (char)code.data[at]);
	writing->measured = true;
	writing->count = 0;
	return 1;
}

static bool put_code(struct writing *writing, struct cut_bytes code, int depth)
{
	for (size_t at = 0, length; at < code.length && !writing->ended; at += length) {
		unsigned first = code.data[at];

		length = 1;
		if (writing->out->length - writing->start > CHARSTRING_LIMIT)
			return false;
		if (first == 11)
			return true;
		if (first == 10 || first == 29) {
			const struct cut_cff *cff = writing->cff;

			if (!put_subroutine(writing, first == 10 ? &cff->local : &cff->global,
					    depth))
				return false;
		} else if (first == 28 || first >= 32) {
			length = put_operand(writing, code, at);
		} else {
			length = put_special(writing, code, at);
		}
		if (length == 0)
			return false;
	}
	return true;
}

/* The outline of a glyph, written when it is first asked for. */
static const struct outline *outline_of(struct cut_cff *cff, uint32_t glyph)
{
	struct outline *outline;

	if (glyph >= cff->charstrings.count)
		return NULL;
	outline = &cff->outlines[glyph];
	if (!outline->known) {
		size_t before = cff->plain.length;
		struct writing writing = {.cff = cff, .out = &cff->plain, .start = before};

		if (!put_code(&writing, list_get(&cff->charstrings, glyph), 0) || !writing.ended) {
			cff->plain.length = before;
			return NULL;
		}
		*outline = (struct outline){(uint32_t)before,
					    (uint32_t)(cff->plain.length - before), true};
	}
	return outline;
}

/* ---- writing */

static void put_number(struct buffer *out, size_t value)
{
	buffer_putc(out, 29);
	cut_put(out, (uint32_t)value, 4);
}

static void put_list(struct buffer *out, const char *data, size_t length)
{
	cut_put(out, 1, 2);
	cut_put(out, 2, 1);
	cut_put(out, 1, 2);
	cut_put(out, (uint32_t)length + 1, 2);
	buffer_put(out, data, length);
}

/* Where the parts are: the same length whatever they are. */
struct parts {
	size_t charset, select, charstrings, fonts, private;
};

static void put_top(const struct cut_cff *cff, const struct parts *parts, size_t count,
		    struct buffer *out)
{
	static const char registry[] = "\xF8\x1B\xF8\x1C\x8B\x0C\x1E"; /* 391 392 0 ROS */
	struct buffer top = {0};

	buffer_put(&top, registry, sizeof registry - 1);
	if (cff->box.length) {
		buffer_put(&top, cff->box.data, cff->box.length);
		buffer_putc(&top, 5);
	}
	put_number(&top, count);
	buffer_put(&top, "\x0C\x22", 2); /* CIDCount */
	put_number(&top, parts->charset);
	buffer_putc(&top, 15);
	put_number(&top, parts->charstrings);
	buffer_putc(&top, 17);
	put_number(&top, parts->fonts);
	buffer_put(&top, "\x0C\x24", 2); /* FDArray */
	put_number(&top, parts->select);
	buffer_put(&top, "\x0C\x25", 2); /* FDSelect */
	put_list(out, top.data, top.length);
	buffer_free(&top);
}

/* Header, names and strings: Adobe, Identity. The glyphs are numbered, not named. */
static void put_head(const struct cut_cff *cff, const struct parts *parts, size_t count,
		     struct buffer *out)
{
	static const char strings[] = "\0\2\1\1\6\16AdobeIdentity";

	buffer_put(out, "\1\0\4\4", 4);
	put_list(out, (const char *)cff->name.data, cff->name.length);
	put_top(cff, parts, count, out);
	buffer_put(out, strings, sizeof strings - 1);
	cut_put(out, 0, 2); /* no global subroutines */
}

/* All glyphs are numbered by their order, and of the one font. */
static void put_selection(size_t count, struct parts *parts, size_t start, struct buffer *out)
{
	parts->charset = out->length - start;
	cut_put(out, 2, 1);
	cut_put(out, 1, 2);
	cut_put(out, (uint32_t)count - 2, 2);
	parts->select = out->length - start;
	cut_put(out, 3, 1);
	cut_put(out, 1, 2);
	cut_put(out, 0, 3);
	cut_put(out, (uint32_t)count, 2);
}

static bool put_charstrings(struct cut_cff *cff, const uint32_t *glyphs, size_t count,
			    struct buffer *out)
{
	uint32_t offset = 1;

	cut_put(out, (uint32_t)count + 1, 2);
	cut_put(out, 4, 1);
	cut_put(out, offset, 4);
	for (size_t i = 0; i <= count; i++) {
		const struct outline *outline = outline_of(cff, i ? glyphs[i - 1] : 0);

		if (!outline)
			return false;
		offset += outline->length;
		cut_put(out, offset, 4);
	}
	for (size_t i = 0; i <= count; i++) {
		const struct outline *outline = &cff->outlines[i ? glyphs[i - 1] : 0];

		buffer_put(out, cff->plain.data + outline->at, outline->length);
	}
	return true;
}

static void put_font(const struct cut_cff *cff, struct parts *parts, size_t start,
		     struct buffer *out)
{
	struct buffer dict = {0};

	parts->private = out->length - start;
	buffer_put(out, cff->private.data, cff->private.length);
	parts->fonts = out->length - start;
	put_number(&dict, cff->private.length);
	put_number(&dict, parts->private);
	buffer_putc(&dict, 18);
	put_list(out, dict.data, dict.length);
	buffer_free(&dict);
}

bool cut_cff_program(struct cut_cff *cff, const uint32_t *glyphs, size_t count, struct buffer *out)
{
	size_t start = out->length;
	struct parts parts = {0};
	struct buffer head = {0};

	if (count == 0 || count > 60000)
		return false;
	put_head(cff, &parts, count + 1, out);
	put_selection(count + 1, &parts, start, out);
	parts.charstrings = out->length - start;
	if (!put_charstrings(cff, glyphs, count, out))
		return false;
	put_font(cff, &parts, start, out);
	put_head(cff, &parts, count + 1, &head); /* again, now that it is known where all is */
	memcpy(out->data + start, head.data, head.length);
	buffer_free(&head);
	return true;
}
