#include "export/zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"

#define BLOCK 65536
#define MODE  0644

struct zip {
	struct archive *archive;
	int file;
	int error;
	/* Comparing instead of writing: the file that should come out. */
	bool compares;
	size_t offset, differs;
};

/* Hold what would be written against what stands there. */
static void compare(struct zip *zip, const unsigned char *data, size_t n)
{
	unsigned char block[BLOCK];

	while (n && !zip->differs) {
		size_t part = n < BLOCK ? n : BLOCK;
		ssize_t got = pread(zip->file, block, part, (off_t)zip->offset);
		size_t same = 0;

		while (got > 0 && same < (size_t)got && same < part && block[same] == data[same])
			same++;
		zip->offset += same;
		if (same < part)
			zip->differs = zip->offset + 1;
		data += part;
		n -= part;
	}
}

static la_ssize_t on_write(struct archive *archive, void *context, const void *data, size_t n)
{
	struct zip *zip = context;
	const char *at = data;
	size_t rest = n;

	(void)archive;
	if (zip->compares) {
		compare(zip, data, n);
		return (la_ssize_t)n;
	}
	while (rest) {
		ssize_t written = write(zip->file, at, rest);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0) {
			zip->error = errno;
			return -1;
		}
		at += written;
		rest -= (size_t)written;
	}
	return (la_ssize_t)n;
}

static struct zip *zip_open(int file, bool compares)
{
	struct zip *zip = memory_alloc(sizeof *zip);

	*zip = (struct zip){.file = file, .compares = compares};
	zip->archive = archive_write_new();
	/* Deflated: a stored entry whose digest follows it cannot be read by those who read from front to back. */
	if (!zip->archive || archive_write_set_format_zip(zip->archive) != ARCHIVE_OK ||
	    archive_write_set_options(zip->archive, "zip:compression=deflate,zip:compression-level=1") !=
		    ARCHIVE_OK ||
	    archive_write_set_bytes_per_block(zip->archive, 0) != ARCHIVE_OK ||
	    archive_write_open2(zip->archive, zip, NULL, on_write, NULL, NULL) != ARCHIVE_OK)
		memory_ended();
	return zip;
}

struct zip *zip_new(int file)
{
	return zip_open(file, false);
}

static int failed(const struct zip *zip)
{
	return zip->error ? zip->error : EIO;
}

int zip_begin(struct zip *zip, const char *name, size_t size)
{
	struct archive_entry *entry = archive_entry_new();
	int result;

	if (!entry)
		memory_ended();
	/* No time: the zip would depend on the clock, and its old kind of time on the time zone. */
	archive_entry_set_pathname(entry, name);
	archive_entry_set_size(entry, (la_int64_t)size);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, MODE);
	result = archive_write_header(zip->archive, entry);
	archive_entry_free(entry);
	return result == ARCHIVE_OK ? 0 : failed(zip);
}

int zip_put(struct zip *zip, const void *data, size_t n)
{
	return !n || archive_write_data(zip->archive, data, n) == (la_ssize_t)n ? 0 : failed(zip);
}

int zip_add(struct zip *zip, const char *name, const void *data, size_t size)
{
	int error = zip_begin(zip, name, size);

	return error ? error : zip_put(zip, data, size);
}

int zip_end(struct zip *zip)
{
	int result = archive_write_close(zip->archive);
	int error = result == ARCHIVE_OK ? zip->error : failed(zip);

	archive_write_free(zip->archive);
	free(zip);
	return error;
}

const char *zip_maker(struct arena *arena)
{
	const char *zlib = archive_zlib_version();

	return arena_printf(arena, "%s zlib/%s", archive_version_string(), zlib ? zlib : "");
}

/* Write again what is read. False: it cannot be read to its end. */
static bool copy(struct archive *from, struct zip *to)
{
	struct archive_entry *entry;
	char *block = memory_alloc(BLOCK);
	int result;

	while ((result = archive_read_next_header(from, &entry)) == ARCHIVE_OK && !to->differs) {
		const char *name = archive_entry_pathname(entry);
		la_ssize_t got;

		if (!name || zip_begin(to, name, (size_t)archive_entry_size(entry)))
			break;
		while ((got = archive_read_data(from, block, BLOCK)) > 0)
			zip_put(to, block, (size_t)got);
		if (got < 0)
			break;
	}
	free(block);
	return result == ARCHIVE_EOF;
}

size_t zip_differs(const char *path)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	struct archive *from = archive_read_new();
	struct zip *to;
	size_t differs = 1;

	if (!from)
		memory_ended();
	archive_read_support_format_zip(from);
	if (file >= 0 && archive_read_open_filename(from, path, BLOCK) == ARCHIVE_OK) {
		to = zip_open(file, true);
		if (copy(from, to) || to->differs) {
			archive_write_close(to->archive);
			if (!to->differs && lseek(file, 0, SEEK_END) != (off_t)to->offset)
				to->differs = to->offset + 1;
			differs = to->differs;
		}
		archive_write_free(to->archive);
		free(to);
	}
	archive_read_free(from);
	if (file >= 0)
		close(file);
	return differs;
}
