#include "image/image.h"

#include <errno.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/digest.h"
#include "base/file.h"
#include "image/jpeg.h"
#include "image/png.h"
#include "image/svg.h"

#define FILE_LIMIT 32000000

/* What a reference led to; failures are kept too, so that a broken file is read once. */
struct entry {
	char key[DIGEST_LENGTH + 1]; /* of folder and reference */
	struct image *image;         /* NULL: why */
	const char *why;
};

struct images {
	struct entry *entries;
	size_t count, capacity;
	unsigned decoded;
	struct arena *arena;
	void (*prepare)(void *context); /* for text; or NULL */
	void *context;
};

struct images *images_new(void)
{
	struct images *images = memory_alloc(sizeof *images);

	*images = (struct images){.arena = arena_new()};
	return images;
}

void images_free(struct images *images)
{
	if (!images)
		return;
	for (size_t i = 0; i < images->count; i++)
		if (images->entries[i].image) {
			free((void *)images->entries[i].image->rgba);
			free((void *)images->entries[i].image->file);
			free((void *)images->entries[i].image->drawing);
		}
	free(images->entries);
	arena_free(images->arena);
	free(images);
}

void images_before_text(struct images *images, void (*prepare)(void *context), void *context)
{
	images->prepare = prepare;
	images->context = context;
}

/* The reference within url('…') or url(…), and its length; else all of it (XSL 1.1, 5.11, <uri-specification>). */
static const char *unwrap(const char *reference, size_t *length)
{
	static const char space[] = " \t\r\n";
	const char *start = reference + strspn(reference, space), *end = start + strlen(start);

	while (end > start && strchr(space, end[-1]))
		end--;
	if (end - start >= 5 && !strncmp(start, "url(", 4) && end[-1] == ')') {
		start += 4 + strspn(start + 4, space);
		for (end--; end > start && strchr(space, end[-1]);)
			end--;
		if (end - start >= 2 && (*start == '\'' || *start == '"') && end[-1] == *start) {
			start++;
			end--;
		}
	}
	*length = (size_t)(end - start);
	return start;
}

static bool has_scheme(const char *reference)
{
	size_t length = strspn(reference,
			       "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");

	return length > 1 && reference[length] == ':';
}

/* %20 and the like, in place; false: there is a NUL or half an escape in it. */
static bool unescape(char *path)
{
	char *to = path;

	for (const char *from = path; *from; from++) {
		if (*from == '%') {
			int high = g_ascii_xdigit_value(from[1]),
			    low = high < 0 ? -1 : g_ascii_xdigit_value(from[2]);

			if (low < 0 || 16 * high + low == 0)
				return false;
			*to++ = (char)(16 * high + low);
			from += 2;
		} else {
			*to++ = *from;
		}
	}
	*to = '\0';
	return true;
}

/* The path that a reference names, its links followed, when it is beneath the folder. NULL: *why. The caller frees
 * it. */
static char *resolve(const char *folder, const char *reference, const char **why)
{
	char *copy = memory_strdup(reference), *path = copy, *joined = NULL;
	char *base = folder ? realpath(*folder ? folder : ".", NULL) : NULL, *found = NULL;

	*why = "it cannot be opened";
	if (!strncasecmp(path, "file:", 5)) {
		path += 5;
		path += !strncmp(path, "//localhost/", 12) ? 11 : !strncmp(path, "///", 3) ? 2 : 0;
	} else if (has_scheme(path)) {
		*why = "only files are read";
		path = NULL;
	}
	if (path && base && unescape(path)) {
		joined = *path == '/' ? g_strdup(path) : g_strconcat(base, "/", path, NULL);
		found = realpath(joined, NULL);
	}
	if (found) {
		size_t length = strlen(base);
		bool beneath = !strncmp(found, base, length) &&
			       (found[length] == '/' || !strcmp(base, "/"));

		if (!beneath) {
			*why = "it is outside the folder";
			free(found);
			found = NULL;
		}
	}
	g_free(joined);
	free(base);
	free(copy);
	return found;
}

/* The bytes of a data: URI (RFC 2397), in base64 alone. */
static const char *read_data(const char *reference, struct buffer *file)
{
	const char *comma = strchr(reference, ',');
	size_t length;
	guchar *bytes;

	if (!comma || comma - reference < 7 || strncasecmp(comma - 7, ";base64", 7))
		return "its data: is not in base64";
	if (strlen(comma) > FILE_LIMIT / 3 * 4)
		return "it is too large";
	bytes = g_base64_decode(comma + 1, &length);
	buffer_put(file, bytes, length);
	g_free(bytes);
	return NULL;
}

static const char *read_reference(const char *folder, const char *reference, struct buffer *file)
{
	const char *why;
	char *path;
	int error;

	if (!strncasecmp(reference, "data:", 5))
		return read_data(reference, file);
	path = resolve(folder, reference, &why);
	if (!path)
		return why;
	error = file_read(path, FILE_LIMIT, file);
	free(path);
	return error == 0 ? NULL : error == EFBIG ? "it is too large" : "it cannot be read";
}

static bool is_png(const struct buffer *file)
{
	return file->length >= 8 && !memcmp(file->data, "\x89PNG\r\n\x1A\n", 8);
}

static bool is_jpeg(const struct buffer *file)
{
	return file->length >= 3 && !memcmp(file->data, "\xFF\xD8\xFF", 3);
}

const char *image_type(const struct buffer *file)
{
	if (is_png(file))
		return "image/png";
	if (is_jpeg(file))
		return "image/jpeg";
	return svg_is(file->data, file->length) ? "image/svg+xml" : NULL;
}

/* Decode by what the bytes are, whatever the name. */
static const char *decode(struct images *images, const struct buffer *file, struct image *image)
{
	if (is_png(file))
		return png_decode(file->data, file->length, image);
	if (is_jpeg(file))
		return jpeg_decode(file->data, file->length, image);
	if (svg_is(file->data, file->length)) {
		if (images->prepare && memmem(file->data, file->length, "text", 4))
			images->prepare(images->context);
		return svg_draw(file->data, file->length, image);
	}
	return "it is no PNG, JPEG or SVG file";
}

static struct image *load(struct images *images, const char *folder, const char *reference,
			  const char **why)
{
	struct buffer file = {0};
	struct image *image = NULL, decoded = {0};
	char digest[DIGEST_LENGTH + 1];

	*why = read_reference(folder, reference, &file);
	if (!*why)
		*why = decode(images, &file, &decoded);
	if (!*why) {
		digest_of(file.data, file.length, digest);
		image = arena_alloc(images->arena, sizeof *image);
		*image = decoded;
		image->digest = arena_strdup(images->arena, digest);
		image->name = arena_strdup(
			images->arena, strncasecmp(reference, "data:", 5) ? reference : "data:");
		image->index = images->decoded++;
		if (image->drawing || is_jpeg(&file)) {
			image->file = (uint8_t *)file.data;
			image->file_length = file.length;
			file = (struct buffer){0};
		}
	}
	buffer_free(&file);
	return image;
}

static void make_key(const char *folder, const char *reference, size_t length,
		     char key[DIGEST_LENGTH + 1])
{
	struct digest *digest = digest_new();

	digest_add_field(digest, folder ? folder : "", folder ? strlen(folder) : 0);
	digest_add_field(digest, reference, length);
	digest_end(digest, key);
}

static void keep(struct images *images, const struct entry *entry)
{
	images->entries = memory_grown(images->entries, images->count, &images->capacity, sizeof *images->entries);
	images->entries[images->count++] = *entry;
}

const struct image *images_find(struct images *images, const char *folder, const char *reference,
				const char **why)
{
	size_t length;
	const char *start = unwrap(reference, &length);
	struct entry entry = {0};
	char *text;

	make_key(folder, start, length, entry.key);
	for (size_t i = 0; i < images->count; i++)
		if (!strcmp(images->entries[i].key, entry.key)) {
			*why = images->entries[i].why;
			return images->entries[i].image;
		}
	text = g_strndup(start, length);
	entry.image = load(images, folder, text, &entry.why);
	g_free(text);
	keep(images, &entry);
	*why = entry.why;
	return entry.image;
}

void images_provide(struct images *images, const char *folder, const char *reference,
		    const char *uri)
{
	size_t length;
	const char *start = unwrap(reference, &length);
	struct entry entry = {0};

	make_key(folder, start, length, entry.key);
	for (size_t i = 0; i < images->count; i++)
		if (!strcmp(images->entries[i].key, entry.key))
			return;
	entry.image = load(images, NULL, uri, &entry.why);
	keep(images, &entry);
}
