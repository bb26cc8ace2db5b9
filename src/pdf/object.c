#include "pdf/object.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "pdf/cache.h"

/* Readers decompress a whole object stream to get at one object: a limit keeps that cheap in long files, some 50 kB each. */
#define OBJECTS_PER_STREAM 1000

/* So much of a file that is handed over is kept until it goes. */
#define SPOOL_BLOCK ((size_t)1 << 18)

enum entry_kind { ENTRY_FREE, ENTRY_OFFSET, ENTRY_COMPRESSED };

/* Of the objects of a long file nothing else is kept: small. */
struct entry {
	uint64_t where : 46; /* offset in the file, or number of the object stream */
	uint64_t index : 16; /* within the object stream */
	uint64_t kind : 2;
};

/* An object that waits for its object stream. */
struct waiting {
	unsigned number;
	size_t offset; /* in body */
};

struct pdf_objects {
	struct pdf_cache *cache;
	enum pdf_effort effort;
	struct buffer file;
	void (*put)(void *context, const void *data, size_t n); /* NULL: the file is kept */
	void *context;
	struct digest *digest; /* of what was handed over */
	size_t gone;           /* bytes handed over */
	struct buffer body;
	struct waiting *waiting;
	size_t waiting_count, waiting_capacity;
	struct entry *entries;
	size_t entry_count, entry_capacity; /* entry 0 is the head of the free list */
};

struct pdf_objects *pdf_objects_new(struct pdf_cache *cache)
{
	struct pdf_objects *objects = memory_alloc(sizeof *objects);

	*objects = (struct pdf_objects){.cache = cache, .entry_capacity = 64, .entry_count = 1};
	objects->entries = memory_alloc(objects->entry_capacity * sizeof *objects->entries);
	objects->entries[0] = (struct entry){0};
	/* The second line tells transfer programs that the file is binary (7.5.2). */
	buffer_puts(&objects->file, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
	return objects;
}

void pdf_objects_free(struct pdf_objects *objects)
{
	if (!objects)
		return;
	if (objects->digest)
		digest_end(objects->digest, (char[DIGEST_LENGTH + 1]){0});
	buffer_free(&objects->file);
	buffer_free(&objects->body);
	free(objects->waiting);
	free(objects->entries);
	free(objects);
}

void pdf_objects_condense(struct pdf_objects *objects, enum pdf_effort effort)
{
	objects->effort = effort;
}

enum pdf_effort pdf_objects_effort(const struct pdf_objects *objects)
{
	return objects->effort;
}

void pdf_objects_spool(struct pdf_objects *objects,
		       void (*put)(void *context, const void *data, size_t n), void *context)
{
	objects->put = put;
	objects->context = context;
	objects->digest = digest_new();
}

static void hand_over(struct pdf_objects *objects)
{
	struct buffer *file = &objects->file;

	if (!objects->put || file->length < SPOOL_BLOCK)
		return;
	digest_add(objects->digest, file->data, file->length);
	objects->put(objects->context, file->data, file->length);
	objects->gone += file->length;
	buffer_clear(file);
}

unsigned pdf_object_reserve(struct pdf_objects *objects)
{
	if (objects->entry_count == objects->entry_capacity) {
		objects->entry_capacity *= 2;
		objects->entries = memory_realloc(
			objects->entries, objects->entry_capacity * sizeof *objects->entries);
	}
	objects->entries[objects->entry_count] = (struct entry){0};
	return (unsigned)objects->entry_count++;
}

static void write_object_stream(struct pdf_objects *objects);

struct buffer *pdf_object_begin(struct pdf_objects *objects, unsigned number)
{
	if (objects->waiting_count == OBJECTS_PER_STREAM)
		write_object_stream(objects);
	objects->waiting =
		memory_grown(objects->waiting, objects->waiting_count, &objects->waiting_capacity, sizeof *objects->waiting);
	if (objects->body.length)
		buffer_putc(&objects->body, '\n');
	objects->waiting[objects->waiting_count++] = (struct waiting){number, objects->body.length};
	return &objects->body;
}

static void put_stream(struct pdf_objects *objects, unsigned number, const char *dictionary,
		       const char *filter, const void *data, size_t length)
{
	struct buffer *file = &objects->file;

	objects->entries[number] =
		(struct entry){.where = objects->gone + file->length, .kind = ENTRY_OFFSET};
	buffer_integer(file, (long)number);
	buffer_puts(file, " 0 obj\n<<");
	buffer_puts(file, dictionary);
	buffer_puts(file, filter);
	buffer_puts(file, "/Length ");
	buffer_integer(file, (long)length);
	buffer_puts(file, ">>\nstream\n");
	buffer_put(file, data, length);
	buffer_puts(file, "\nendstream\nendobj\n");
	hand_over(objects);
}

void pdf_object_stream(struct pdf_objects *objects, unsigned number, const char *dictionary,
		       const void *data, size_t length)
{
	struct buffer deflated = {0};

	pdf_cache_deflate(objects->cache, objects->effort, data, length, &deflated);
	pdf_object_deflated(objects, number, dictionary, deflated.data, deflated.length);
	buffer_free(&deflated);
}

void pdf_object_deflated(struct pdf_objects *objects, unsigned number, const char *dictionary,
			 const void *data, size_t length)
{
	put_stream(objects, number, dictionary, "/Filter/FlateDecode", data, length);
}

void pdf_object_plain(struct pdf_objects *objects, unsigned number, const char *dictionary,
		      const void *data, size_t length)
{
	put_stream(objects, number, dictionary, "", data, length);
}

/* The waiting objects as one object stream (7.5.7). */
static void write_object_stream(struct pdf_objects *objects)
{
	unsigned number = pdf_object_reserve(objects);
	struct buffer stream = {0}, dictionary = {0};

	for (size_t i = 0; i < objects->waiting_count; i++) {
		const struct waiting *waiting = &objects->waiting[i];

		buffer_integer(&stream, (long)waiting->number);
		buffer_putc(&stream, ' ');
		buffer_integer(&stream, (long)waiting->offset);
		buffer_putc(&stream, i + 1 < objects->waiting_count ? ' ' : '\n');
		objects->entries[waiting->number] =
			(struct entry){number, (uint16_t)i, ENTRY_COMPRESSED};
	}
	buffer_puts(&dictionary, "/Type/ObjStm/N ");
	buffer_integer(&dictionary, (long)objects->waiting_count);
	buffer_puts(&dictionary, "/First ");
	buffer_integer(&dictionary, (long)stream.length);
	buffer_put(&stream, objects->body.data, objects->body.length);
	pdf_object_stream(objects, number, buffer_string(&dictionary), stream.data, stream.length);
	objects->waiting_count = 0;
	buffer_clear(&objects->body);
	buffer_free(&dictionary);
	buffer_free(&stream);
}

static void put_big_endian(struct buffer *buffer, size_t value, int bytes)
{
	for (int i = bytes - 1; i >= 0; i--)
		buffer_putc(buffer, (char)(value >> 8 * i & 0xFF));
}

/* How many bytes an offset takes in the cross-reference stream that begins at `start`: all else is before it. */
static int offset_width(size_t start)
{
	int width = 4;

	while (start >> 8 * width)
		width++;
	return width;
}

/* Bytes of a row of the cross-reference stream. */
#define ROW(width) ((size_t)(width) + 3)

/* One row an object: kind, offset or stream, index in the stream (7.5.8.3). */
static void put_row(const struct pdf_objects *objects, size_t number, int width, struct buffer *row)
{
	const struct entry *entry = &objects->entries[number];

	buffer_clear(row);
	buffer_putc(row, (char)entry->kind);
	put_big_endian(row, entry->where, width);
	put_big_endian(row, number == 0 ? 0xFFFF : entry->index, 2);
}

/* Each row as its difference from that above, by PNG's filter 2 (7.4.4.4): most of a long table becomes zeros. */
static void put_rows(const struct pdf_objects *objects, int width, struct buffer *out)
{
	struct buffer row = {0};
	char above[ROW(sizeof(size_t))] = {0};

	for (size_t number = 0; number < objects->entry_count; number++) {
		put_row(objects, number, width, &row);
		buffer_putc(out, 2);
		for (size_t i = 0; i < row.length; i++)
			buffer_putc(out, (char)(row.data[i] - above[i]));
		memcpy(above, row.data, row.length);
	}
	buffer_free(&row);
}

/* What ends the file: where its table is. */
static void put_end(struct buffer *file, size_t start)
{
	buffer_puts(file, "startxref\n");
	buffer_integer(file, (long)start);
	buffer_puts(file, "\n%%EOF\n");
}

void pdf_object_leaf(struct pdf_objects *objects, long first, long last, struct buffer *entries, struct buffer *leaves)
{
	unsigned leaf = pdf_object_reserve(objects);
	struct buffer *out = pdf_object_begin(objects, leaf);

	buffer_puts(out, "<</Limits[");
	buffer_integer(out, first);
	buffer_putc(out, ' ');
	buffer_integer(out, last);
	buffer_puts(out, "]/Nums[");
	buffer_put(out, entries->data, entries->length);
	buffer_puts(out, "]>>");
	buffer_clear(entries);
	pdf_put_reference(leaves, " ", leaf);
}

void pdf_objects_end(struct pdf_objects *objects, unsigned catalog, unsigned info,
		     char sha256[DIGEST_LENGTH + 1], struct buffer *out)
{
	struct buffer *file = &objects->file, rows = {0}, dictionary = {0};
	char digest[DIGEST_LENGTH + 1];
	unsigned number;
	size_t start;
	int width;

	if (objects->waiting_count)
		write_object_stream(objects);
	objects->put = NULL; /* the rest goes to the caller */
	if (!objects->digest)
		objects->digest = digest_new();
	digest_add(objects->digest, file->data, file->length);
	digest_so_far(objects->digest, digest);
	digest[32] = '\0';
	number = pdf_object_reserve(objects);
	start = objects->gone + file->length;
	objects->entries[number] = (struct entry){.where = start, .kind = ENTRY_OFFSET};
	width = offset_width(start);
	put_rows(objects, width, &rows);
	buffer_printf(&dictionary,
		      "/Type/XRef/DecodeParms<</Predictor 12/Columns %zu>>/W[1 %d 2]/Size %zu/Root %u 0 R/Info %u 0 R/ID[<%s><%s>]",
		      ROW(width), width, objects->entry_count, catalog, info, digest, digest);
	pdf_object_stream(objects, number, buffer_string(&dictionary), rows.data, rows.length);
	put_end(file, start);
	if (sha256) {
		size_t known = start - objects->gone;

		digest_add(objects->digest, file->data + known, file->length - known);
		digest_so_far(objects->digest, sha256);
	}
	if (out->data) {
		buffer_put(out, file->data, file->length);
	} else {
		*out = *file; /* rather than twice the file */
		*file = (struct buffer){0};
	}
	buffer_free(&rows);
	buffer_free(&dictionary);
}

void pdf_put_reference(struct buffer *buffer, const char *key, unsigned number)
{
	buffer_puts(buffer, key);
	buffer_integer(buffer, (long)number);
	buffer_puts(buffer, " 0 R");
}

void pdf_put_string(struct buffer *buffer, const char *text)
{
	buffer_putc(buffer, '(');
	for (; *text; text++) {
		if (*text == '(' || *text == ')' || *text == '\\')
			buffer_putc(buffer, '\\');
		/* A bare carriage return would be read as a line feed (7.3.4.2). */
		if (*text == '\r')
			buffer_puts(buffer, "\\r");
		else
			buffer_putc(buffer, *text);
	}
	buffer_putc(buffer, ')');
}

unsigned pdf_next_character(const char *text, size_t length, size_t *at)
{
	static const unsigned smallest[] = {0, 0x80, 0x800, 0x10000};
	const unsigned char *p = (const unsigned char *)text + *at;
	size_t left = length - *at, more;
	unsigned c = *p;

	*at += 1;
	if (c < 0x80)
		return c;
	more = c >= 0xF0 && c < 0xF5   ? 3
	       : c >= 0xE0 && c < 0xF0 ? 2
	       : c >= 0xC2 && c < 0xE0 ? 1
				       : 0;
	if (more == 0 || more >= left)
		return 0xFFFD;
	c &= 0x3FU >> more;
	for (size_t i = 1; i <= more; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return 0xFFFD;
		c = c << 6 | (p[i] & 0x3FU);
	}
	if (c < smallest[more] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))
		return 0xFFFD;
	*at += more;
	return c;
}

static void put_hex(struct buffer *buffer, unsigned unit)
{
	static const char digits[] = "0123456789ABCDEF";
	char *to = buffer_reserve(buffer, 4);

	to[0] = digits[unit >> 12 & 15];
	to[1] = digits[unit >> 8 & 15];
	to[2] = digits[unit >> 4 & 15];
	to[3] = digits[unit & 15];
	buffer->length += 4;
}

void pdf_put_utf16(struct buffer *buffer, unsigned character)
{
	if (character < 0x10000) {
		put_hex(buffer, character);
		return;
	}
	put_hex(buffer, 0xD800 + ((character - 0x10000) >> 10));
	put_hex(buffer, 0xDC00 + ((character - 0x10000) & 0x3FF));
}

static bool is_ascii(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (text[i] < ' ' || text[i] > '~' || strchr("()\\", text[i]))
			return false;
	return true;
}

void pdf_put_text(struct buffer *buffer, const char *text, size_t length)
{
	if (is_ascii(text, length)) {
		buffer_putc(buffer, '(');
		buffer_put(buffer, text, length);
		buffer_putc(buffer, ')');
		return;
	}
	buffer_puts(buffer, "<FEFF");
	for (size_t at = 0; at < length;)
		pdf_put_utf16(buffer, pdf_next_character(text, length, &at));
	buffer_putc(buffer, '>');
}
