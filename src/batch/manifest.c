#include "batch/manifest.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/version.h"

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
	buffer_putc(out, ' ');
	buffer_puts(out, name);
	buffer_puts(out, "=\"");
	buffer_integer(out, value);
	buffer_putc(out, '"');
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
