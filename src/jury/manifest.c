#include "jury/manifest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/version.h"
#include "input/stream.h"
#include "jury/element.h"

#define MANIFEST_NAMESPACE "urn:parchemin:manifeste:1"
#define MANIFEST_HEAD      4096 /* the start tag of the root lies within */

void manifest_input_digest(const struct manifest_source *sources, size_t count, char *hex)
{
	struct digest *digest = digest_new();

	for (size_t i = 0; i < count; i++) {
		digest_add_field(digest, sources[i].role, strlen(sources[i].role));
		digest_add_field(digest, sources[i].sha256, DIGEST_LENGTH);
	}
	digest_end(digest, hex);
}

static void manifest_attribute(struct buffer *out, const char *name, const char *value)
{
	if (!value || !*value)
		return;
	buffer_putc(out, ' ');
	buffer_puts(out, name);
	buffer_puts(out, "=\"");
	for (; *value; value++) {
		switch (*value) {
		case '&':
			buffer_puts(out, "&amp;");
			break;
		case '<':
			buffer_puts(out, "&lt;");
			break;
		case '"':
			buffer_puts(out, "&quot;");
			break;
		default:
			buffer_putc(out, *value);
		}
	}
	buffer_putc(out, '"');
}

static void manifest_number(struct buffer *out, const char *name, long value)
{
	char digits[24];

	snprintf(digits, sizeof digits, "%ld", value);
	manifest_attribute(out, name, digits);
}

static void manifest_write_source(const struct manifest_source *source, struct buffer *out)
{
	buffer_puts(out, "  <source");
	manifest_attribute(out, "role", source->role);
	manifest_attribute(out, "id", source->id);
	manifest_attribute(out, "edition", source->edition);
	manifest_attribute(out, "sha256", source->sha256);
	buffer_puts(out, "/>\n");
}

static void manifest_write_file(const struct manifest_file *file, struct buffer *out)
{
	buffer_puts(out, "  <fichier");
	manifest_attribute(out, "chemin", file->path);
	manifest_attribute(out, "genre", file->genre);
	manifest_attribute(out, "candidat", file->candidat);
	manifest_attribute(out, "bloc", file->bloc);
	manifest_attribute(out, "numero", file->numero);
	if (file->pages)
		manifest_number(out, "pages", (long)file->pages);
	manifest_number(out, "taille", (long)file->size);
	manifest_attribute(out, "sha256", file->sha256);
	manifest_attribute(out, "traces", file->traces);
	buffer_puts(out, "/>\n");
}

/* The digest of every byte before it: what neither the files nor the deliberation tell (stylesheets, fonts, program) cannot change
 * unseen either. */
static void manifest_write_seal(size_t start, struct buffer *out)
{
	char sha256[DIGEST_LENGTH + 1];

	digest_of(out->data + start, out->length - start, sha256);
	buffer_puts(out, "  <sceau");
	manifest_attribute(out, "sha256", sha256);
	buffer_puts(out, "/>\n");
}

void manifest_write(const struct manifest *manifest, struct buffer *out)
{
	size_t start = out->length;

	buffer_puts(
		out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifeste xmlns=\"" MANIFEST_NAMESPACE
		"\"");
	manifest_attribute(out, "session", manifest->session);
	manifest_number(out, "revision", manifest->revision);
	manifest_attribute(out, "etat", manifest->etat);
	manifest_attribute(out, "certificateur", manifest->certificateur);
	manifest_attribute(out, "entree", manifest->entree);
	manifest_attribute(out, "programme",
			   manifest->programme ? manifest->programme : VERSION_PROGRAM);
	manifest_attribute(out, "feuilles", manifest->feuilles);
	manifest_attribute(out, "polices", manifest->polices);
	manifest_attribute(out, "epoque", manifest->epoque);
	buffer_puts(out, ">\n");
	for (size_t i = 0; i < manifest->source_count; i++)
		manifest_write_source(&manifest->sources[i], out);
	for (size_t i = 0; i < manifest->file_count; i++)
		manifest_write_file(&manifest->files[i], out);
	manifest_write_seal(start, out);
	buffer_puts(out, "</manifeste>\n");
}

/* Read again */

struct manifest_reader {
	struct arena *arena;
	struct stream *stream;
	struct manifest_file *files;
	struct manifest_source *sources;
	size_t file_count, file_capacity, source_count, source_capacity;
};

/* The value of an attribute, the arena's; NULL when there is none. */
static const char *manifest_text(struct arena *arena, const xmlNode *node, const char *name)
{
	const char *value = element_get(node, name);

	return *value ? arena_strdup(arena, value) : NULL;
}

static void manifest_digest(const xmlNode *node, const char *name, char digest[DIGEST_LENGTH + 1])
{
	const char *value = element_get(node, name);

	if (strlen(value) == DIGEST_LENGTH)
		memcpy(digest, value, DIGEST_LENGTH + 1);
}

static long manifest_value(const xmlNode *node, const char *name)
{
	const char *value = element_get(node, name);
	long result = 0;

	for (; *value >= '0' && *value <= '9' && result < 1000000000000; value++)
		result = result * 10 + (*value - '0');
	return result;
}

static void manifest_read_source(struct manifest_reader *reader, const xmlNode *node)
{
	struct manifest_source source = {.role = manifest_text(reader->arena, node, "role"),
					 .id = manifest_text(reader->arena, node, "id"),
					 .edition = manifest_text(reader->arena, node, "edition")};

	manifest_digest(node, "sha256", source.sha256);
	reader->sources = memory_grown(reader->sources, reader->source_count,
				       &reader->source_capacity, sizeof source);
	reader->sources[reader->source_count++] = source;
}

static void manifest_read_file(struct manifest_reader *reader, const xmlNode *node)
{
	struct arena *arena = reader->arena;
	const char *path = manifest_text(arena, node, "chemin");
	struct manifest_file file = {.path = path ? path : "",
				     .genre = manifest_text(arena, node, "genre"),
				     .candidat = manifest_text(arena, node, "candidat"),
				     .bloc = manifest_text(arena, node, "bloc"),
				     .numero = manifest_text(arena, node, "numero"),
				     .size = (size_t)manifest_value(node, "taille"),
				     .pages = (unsigned)manifest_value(node, "pages")};

	manifest_digest(node, "sha256", file.sha256);
	manifest_digest(node, "traces", file.traces);
	reader->files = memory_grown(reader->files, reader->file_count, &reader->file_capacity,
				     sizeof file);
	reader->files[reader->file_count++] = file;
}

static bool is_root(const xmlNode *node)
{
	return node->parent && node->parent->type == XML_DOCUMENT_NODE;
}

static bool manifest_take(void *context, const xmlNode *node)
{
	if (is_root(node->parent) && element_is(node, "source"))
		manifest_read_source(context, node);
	else if (is_root(node->parent) && element_is(node, "fichier"))
		manifest_read_file(context, node);
	return false;
}

struct manifest_reader *manifest_reader_new(const char *name, struct arena *arena,
					    struct messages *messages)
{
	struct manifest_reader *reader = memory_alloc(sizeof *reader);

	reader->arena = arena;
	reader->stream = stream_new(name, manifest_take, reader, messages);
	return reader;
}

void manifest_reader_put(struct manifest_reader *reader, const void *bytes, size_t n)
{
	stream_put(reader->stream, bytes, n);
}

static void manifest_read_root(const struct manifest_reader *reader, const xmlNode *root,
			       struct manifest *manifest)
{
	struct arena *arena = reader->arena;
	size_t files = reader->file_count, sources = reader->source_count;
	struct manifest_source *copy = arena_array(arena, sources, sizeof *copy);

	if (sources)
		memcpy(copy, reader->sources, sources * sizeof *copy);
	*manifest = (struct manifest){.session = manifest_text(arena, root, "session"),
				      .certificateur = manifest_text(arena, root, "certificateur"),
				      .revision = manifest_value(root, "revision"),
				      .etat = manifest_text(arena, root, "etat"),
				      .entree = manifest_text(arena, root, "entree"),
				      .programme = manifest_text(arena, root, "programme"),
				      .feuilles = manifest_text(arena, root, "feuilles"),
				      .polices = manifest_text(arena, root, "polices"),
				      .epoque = manifest_text(arena, root, "epoque"),
				      .sources = copy,
				      .source_count = sources,
				      .files = arena_array(arena, files, sizeof *manifest->files),
				      .file_count = files};
	if (files)
		memcpy(manifest->files, reader->files, files * sizeof *manifest->files);
}

bool manifest_reader_end(struct manifest_reader *reader, struct manifest *manifest)
{
	xmlDoc *document = stream_end(reader->stream);
	const xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
	bool is = root && element_is(root, "manifeste") && root->ns &&
		  !strcmp((const char *)root->ns->href, MANIFEST_NAMESPACE);

	*manifest = (struct manifest){0};
	if (is)
		manifest_read_root(reader, root, manifest);
	xmlFreeDoc(document);
	free(reader->files);
	free(reader->sources);
	free(reader);
	return is;
}

/* Its head alone */

/* The value of an attribute of the root as manifest_write wrote it: ids and digests, which need no unescaping. */
static bool head_attribute(const char *head, const char *name, char *value, size_t size)
{
	const char *end = strchr(head, '>');
	const char *at = strstr(head, name);
	size_t length;

	if (!at || !end || at > end)
		return false;
	at += strlen(name);
	length = strcspn(at, "\"");
	if (length >= size || at[length] != '"')
		return false;
	memcpy(value, at, length);
	value[length] = '\0';
	return true;
}

int manifest_read_head(int folder, const char *path, struct manifest_head *head)
{
	char bytes[MANIFEST_HEAD + 1];
	int file = openat(folder, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	const char *root;
	ssize_t got;

	if (file < 0)
		return errno;
	got = read(file, bytes, MANIFEST_HEAD);
	if (got < 0) {
		int error = errno;

		close(file);
		return error;
	}
	close(file);
	bytes[got] = '\0';
	root = strstr(bytes, "<manifeste xmlns=\"" MANIFEST_NAMESPACE "\"");
	if (!root ||
	    !head_attribute(root, " certificateur=\"", head->certificateur,
			    sizeof head->certificateur) ||
	    !head_attribute(root, " entree=\"", head->entree, sizeof head->entree))
		return EBADMSG;
	return 0;
}
