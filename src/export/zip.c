#define ZLIB_CONST /* what it reads, it does not write */
#include "export/zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <libdeflate.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/buffer.h"

#define BLOCK 65536
#define HELD  ((size_t)1 << 20)

/* PKWARE, APPNOTE.TXT 6.3.10: sections 4.3.7 and 4.3.12 to 4.3.16, 4.4. */
#define LOCAL_SIGNATURE     0x04034B50
#define CENTRAL_SIGNATURE   0x02014B50
#define END_SIGNATURE       0x06054B50
#define END_64_SIGNATURE    0x06064B50
#define LOCATOR_64_SIGNATURE 0x07064B50
#define LOCAL_LENGTH        30 /* of a local header without its name */
#define VERSION             20 /* 2.0: deflated files */
#define VERSION_64          45
#define MADE_BY_UNIX        (3 << 8)
#define NAMES_ARE_UTF8      0x800
#define METHOD_STORED       0
#define METHOD_DEFLATED     8
#define NO_DAY              (1 << 5 | 1) /* 1 January 1980: no other would be the same tomorrow */
#define MODE                0100644
#define EXTRA_64            1
#define LARGEST             0xFFFFFFFF /* from here on an offset stands in a field of its own */
#define MOST                0xFFFF     /* likewise the number of files */

/* The file being added. */
struct added {
	char *name; /* NULL: none */
	size_t header, size, packed;
	uint32_t crc;
	unsigned method;
};

struct zip {
	int file;
	int error;
	size_t offset;
	struct buffer held; /* the bytes before `offset` that are not written yet */
	struct added added;
	struct buffer directory;
	size_t count;
	z_stream deflater;
	unsigned char *block; /* what comes out of it */
	/* Comparing instead of writing: the file should come out as it is. */
	bool compares;
	size_t differs; /* the first place that does not, from 1; 0: none yet */
};

/* ---- bytes */

/* Hold what would be written against what stands there. */
static void compare(struct zip *zip, size_t at, const char *data, size_t n)
{
	char block[4096];

	while (n) {
		size_t part = n < sizeof block ? n : sizeof block, same = 0;
		ssize_t got = pread(zip->file, block, part, (off_t)at);

		while (got > 0 && same < (size_t)got && block[same] == data[same])
			same++;
		if (same < part) {
			if (!zip->differs || at + same + 1 < zip->differs)
				zip->differs = at + same + 1;
			return;
		}
		at += part;
		data += part;
		n -= part;
	}
}

static void write_at(struct zip *zip, size_t at, const void *data, size_t n)
{
	const char *from = data;

	if (zip->compares) {
		compare(zip, at, from, n);
		return;
	}
	while (n && !zip->error) {
		ssize_t written = pwrite(zip->file, from, n, (off_t)at);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0) {
			zip->error = errno;
			return;
		}
		from += written;
		at += (size_t)written;
		n -= (size_t)written;
	}
}

/* Write what is held, but for the header whose file is not at its end. The disk begins with it at once: it takes longer than the
 * program, which would have to wait for it at the end. */
static void let_go(struct zip *zip)
{
	size_t length = zip->held.length, at = zip->offset - length, header = length, behind = length;

	if (zip->added.name && zip->added.header >= at) {
		header = zip->added.header - at;
		behind = header + LOCAL_LENGTH + strlen(zip->added.name);
	}
	write_at(zip, at, zip->held.data, header);
	if (behind < length)
		write_at(zip, at + behind, zip->held.data + behind, length - behind);
	if (!zip->compares && length)
		sync_file_range(zip->file, (off_t)at, (off_t)length, SYNC_FILE_RANGE_WRITE);
	buffer_clear(&zip->held);
}

static void append(struct zip *zip, const void *data, size_t n)
{
	if (zip->held.length + n > HELD)
		let_go(zip);
	buffer_put(&zip->held, data, n);
	zip->offset += n;
}

/* What `append` left room for: it is still held, or written already. */
static void fill_in(struct zip *zip, size_t at, const struct buffer *bytes)
{
	size_t held = zip->offset - zip->held.length;

	if (at >= held)
		memcpy(zip->held.data + (at - held), bytes->data, bytes->length);
	else
		write_at(zip, at, bytes->data, bytes->length);
}

static void put(struct buffer *out, uint64_t value, int bytes)
{
	for (int i = 0; i < bytes; i++)
		buffer_putc(out, (char)(value >> 8 * i & 0xFF));
}

/* ---- one file */

static bool is_pdf(const char *name)
{
	size_t length = strlen(name);

	return length >= 4 && !strcmp(name + length - 4, ".pdf");
}

/* What the local header and the central directory say alike. */
static void put_common(const struct added *added, struct buffer *out)
{
	put(out, VERSION, 2);
	put(out, NAMES_ARE_UTF8, 2);
	put(out, added->method, 2);
	put(out, 0, 2);
	put(out, NO_DAY, 2);
	put(out, added->crc, 4);
	put(out, added->packed, 4);
	put(out, added->size, 4);
	put(out, strlen(added->name), 2);
}

static void put_local(const struct added *added, struct buffer *out)
{
	put(out, LOCAL_SIGNATURE, 4);
	put_common(added, out);
	put(out, 0, 2);
	buffer_puts(out, added->name);
}

static void put_central(const struct added *added, struct buffer *out)
{
	bool far = added->header >= LARGEST;

	put(out, CENTRAL_SIGNATURE, 4);
	put(out, MADE_BY_UNIX | VERSION_64, 2);
	put_common(added, out);
	put(out, far ? 12 : 0, 2);
	put(out, 0, 2); /* comment */
	put(out, 0, 2); /* disk */
	put(out, 0, 2);
	put(out, (uint32_t)MODE << 16, 4);
	put(out, far ? LARGEST : added->header, 4);
	buffer_puts(out, added->name);
	if (far) {
		put(out, EXTRA_64, 2);
		put(out, 8, 2);
		put(out, added->header, 8);
	}
}

/* Through the deflater, all that it gives. */
static void deflate_on(struct zip *zip, const void *data, size_t n, int flush)
{
	int result;

	zip->deflater.next_in = data;
	zip->deflater.avail_in = (uInt)n;
	do {
		size_t got;

		zip->deflater.next_out = zip->block;
		zip->deflater.avail_out = BLOCK;
		result = deflate(&zip->deflater, flush);
		got = BLOCK - zip->deflater.avail_out;
		append(zip, zip->block, got);
		zip->added.packed += got;
	} while (zip->deflater.avail_out == 0 || (flush == Z_FINISH && result == Z_OK));
}

/* The header of the file that is added: its sizes are known. */
static void finish(struct zip *zip)
{
	struct added *added = &zip->added;
	struct buffer header = {0};

	if (!added->name)
		return;
	if (added->method == METHOD_DEFLATED)
		deflate_on(zip, "", 0, Z_FINISH);
	if (added->size > LARGEST || added->packed > LARGEST || strlen(added->name) > MOST)
		zip->error = zip->error ? zip->error : EFBIG;
	put_local(added, &header);
	fill_in(zip, added->header, &header);
	put_central(added, &zip->directory);
	zip->count++;
	buffer_free(&header);
	free(added->name);
	added->name = NULL;
}

void zip_begin(struct zip *zip, const char *name)
{
	struct buffer header = {0}; /* its place: the sizes come later */

	finish(zip);
	zip->added = (struct added){.name = memory_strdup(name),
				    .header = zip->offset,
				    .method = is_pdf(name) ? METHOD_STORED : METHOD_DEFLATED};
	put_local(&zip->added, &header);
	append(zip, header.data, header.length);
	buffer_free(&header);
	if (zip->added.method == METHOD_DEFLATED)
		deflateReset(&zip->deflater);
}

void zip_put(struct zip *zip, const void *data, size_t n)
{
	const char *at = data;

	zip->added.crc = libdeflate_crc32(zip->added.crc, data, n);
	zip->added.size += n;
	if (zip->added.method == METHOD_STORED) {
		append(zip, data, n);
		zip->added.packed += n;
		return;
	}
	for (size_t part; n; at += part, n -= part) {
		part = n < INT32_MAX ? n : INT32_MAX;
		deflate_on(zip, at, part, Z_NO_FLUSH);
	}
}

void zip_add(struct zip *zip, const char *name, const void *data, size_t size)
{
	zip_begin(zip, name);
	zip_put(zip, data, size);
}

/* ---- the whole */

static struct zip *zip_open(int file, bool compares)
{
	struct zip *zip = memory_alloc(sizeof *zip);

	*zip = (struct zip){.file = file, .compares = compares, .block = memory_alloc(BLOCK)};
	if (deflateInit2(&zip->deflater, 1, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		memory_ended();
	return zip;
}

struct zip *zip_new(int file)
{
	return zip_open(file, false);
}

/* Where the directory is, once more in wide fields: of many files, or a large zip. */
static void put_end_64(const struct zip *zip, size_t directory, struct buffer *out)
{
	size_t end = directory + zip->directory.length;

	put(out, END_64_SIGNATURE, 4);
	put(out, 44, 8); /* what follows of this record */
	put(out, MADE_BY_UNIX | VERSION_64, 2);
	put(out, VERSION_64, 2);
	put(out, 0, 4);
	put(out, 0, 4);
	put(out, zip->count, 8);
	put(out, zip->count, 8);
	put(out, zip->directory.length, 8);
	put(out, directory, 8);
	put(out, LOCATOR_64_SIGNATURE, 4);
	put(out, 0, 4);
	put(out, end, 8);
	put(out, 1, 4);
}

static void put_end(const struct zip *zip, size_t directory, struct buffer *out)
{
	size_t count = zip->count < MOST ? zip->count : MOST;

	if (zip->count >= MOST || directory >= LARGEST || zip->directory.length >= LARGEST)
		put_end_64(zip, directory, out);
	put(out, END_SIGNATURE, 4);
	put(out, 0, 4);
	put(out, count, 2);
	put(out, count, 2);
	put(out, zip->directory.length < LARGEST ? zip->directory.length : LARGEST, 4);
	put(out, directory < LARGEST ? directory : LARGEST, 4);
	put(out, 0, 2);
}

static void write_directory(struct zip *zip)
{
	size_t directory;
	struct buffer end = {0};

	finish(zip);
	directory = zip->offset;
	append(zip, zip->directory.data, zip->directory.length);
	put_end(zip, directory, &end);
	append(zip, end.data, end.length);
	let_go(zip);
	buffer_free(&end);
}

static void zip_free(struct zip *zip)
{
	deflateEnd(&zip->deflater);
	buffer_free(&zip->directory);
	buffer_free(&zip->held);
	free(zip->added.name);
	free(zip->block);
	free(zip);
}

int zip_end(struct zip *zip)
{
	int error;

	write_directory(zip);
	error = zip->error;
	zip_free(zip);
	return error;
}

const char *zip_maker(struct arena *arena)
{
	return arena_printf(arena, "zlib/%s", zlibVersion());
}

/* ---- written again */

/* Write again what is read. False: it cannot be read to its end. */
static bool copy(struct archive *from, struct zip *to)
{
	struct archive_entry *entry;
	char *block = memory_alloc(BLOCK);
	int result;

	while ((result = archive_read_next_header(from, &entry)) == ARCHIVE_OK && !to->differs) {
		const char *name = archive_entry_pathname(entry);
		la_ssize_t got;

		if (!name)
			break;
		zip_begin(to, name);
		while ((got = archive_read_data(from, block, BLOCK)) > 0)
			zip_put(to, block, (size_t)got);
		if (got < 0)
			break;
	}
	free(block);
	return result == ARCHIVE_EOF;
}

/* As zip_differs, of a file and what reads it. */
static size_t differs(int file, struct archive *from)
{
	struct zip *to = zip_open(file, true);
	size_t differs = 1;

	if (copy(from, to) || to->differs) {
		write_directory(to);
		if (!to->differs && lseek(file, 0, SEEK_END) != (off_t)to->offset)
			to->differs = to->offset + 1;
		differs = to->differs;
	}
	zip_free(to);
	return differs;
}

size_t zip_differs(const char *path)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	struct archive *from = archive_read_new();
	size_t place = 1;

	if (!from)
		memory_ended();
	archive_read_support_format_zip(from);
	if (file >= 0 && archive_read_open_filename(from, path, BLOCK) == ARCHIVE_OK)
		place = differs(file, from);
	archive_read_free(from);
	if (file >= 0)
		close(file);
	return place;
}
