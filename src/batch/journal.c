#include "batch/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"

#define FILE_MODE     0640
#define JOURNAL_LIMIT ((size_t)1 << 30)

struct record_head {
	uint64_t digest; /* FNV-1a of all that follows */
	uint64_t document, length;
};

static uint64_t record_digest(const char *record, size_t length)
{
	const size_t from = sizeof(uint64_t);

	return digest_fnv(record + from, length - from);
}

static int read_journal(int file, struct buffer *bytes)
{
	struct stat status;
	ssize_t got = 1;

	if (fstat(file, &status))
		return errno;
	if ((size_t)status.st_size > JOURNAL_LIMIT)
		return EFBIG;
	buffer_reserve(bytes, (size_t)status.st_size + 1);
	while (got && bytes->length < (size_t)status.st_size) {
		got = read(file, bytes->data + bytes->length, (size_t)status.st_size - bytes->length);
		if (got < 0 && errno != EINTR)
			return errno;
		bytes->length += got > 0 ? (size_t)got : 0;
	}
	return 0;
}

/* Returns how long the part is that holds whole records. */
static size_t visit_records(const struct buffer *bytes, journal_visitor *visit, void *context)
{
	size_t at = 0;
	struct record_head head;

	while (bytes->length - at >= sizeof head) {
		struct buffer record;

		memcpy(&head, bytes->data + at, sizeof head);
		if (head.length > bytes->length - at - sizeof head ||
		    head.digest != record_digest(bytes->data + at, sizeof head + head.length))
			break;
		record = (struct buffer){.data = bytes->data + at + sizeof head, .length = head.length};
		visit(context, head.document, &record);
		at += sizeof head + head.length;
	}
	return at;
}

int journal_open(int folder, const char *name, journal_visitor *visit, void *context, int *file)
{
	struct buffer bytes = {0};
	size_t whole;
	int error;

	*file = openat(folder, name, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, FILE_MODE);
	if (*file < 0)
		return errno;
	error = read_journal(*file, &bytes);
	if (!error) {
		whole = visit_records(&bytes, visit, context);
		if (whole < bytes.length && ftruncate(*file, (off_t)whole))
			error = errno;
	}
	buffer_free(&bytes);
	if (error) {
		close(*file);
		*file = -1;
	}
	return error;
}

int journal_append(int file, size_t document, const struct buffer *record)
{
	struct record_head head = {.document = document, .length = record->length};
	struct buffer bytes = {0};
	struct stat before;
	ssize_t written;
	int error = 0;

	buffer_put(&bytes, &head, sizeof head);
	buffer_put(&bytes, record->data, record->length);
	head.digest = record_digest(bytes.data, bytes.length);
	memcpy(bytes.data, &head.digest, sizeof head.digest);
	if (fstat(file, &before)) {
		error = errno;
	} else {
		written = write(file, bytes.data, bytes.length);
		if (written != (ssize_t)bytes.length)
			error = written < 0 ? errno : ENOSPC;
		if (error && ftruncate(file, before.st_size))
			error = errno;
	}
	buffer_free(&bytes);
	return error;
}
