#include "jury/cloture.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/file.h"
#include "input/stream.h"
#include "jury/dossier.h"
#include "jury/element.h"

/* The number of "r<n>" without leading zeros; 0: it is none. */
static long revision_of(const char *name)
{
	size_t length = strlen(name);

	if (name[0] != 'r' || length < 2 || length > 8 || name[1] == '0' ||
	    strspn(name + 1, "0123456789") != length - 1)
		return 0;
	return strtol(name + 1, NULL, 10);
}

/* The highest revision in a session's folder; 0: there is none. */
static long highest_revision(const char *path)
{
	DIR *folder = opendir(path);
	long highest = 0;

	for (struct dirent *entry; folder && (entry = readdir(folder));) {
		long revision = revision_of(entry->d_name);

		if (revision > highest)
			highest = revision;
	}
	if (folder)
		closedir(folder);
	return highest;
}

/* The folder that has a manifest: this one, or its highest revision. */
static const char *find_folder(struct arena *arena, const char *path)
{
	long revision;

	if (!access(arena_printf(arena, "%s/manifest.xml", path), F_OK))
		return path;
	revision = highest_revision(path);
	return revision ? arena_printf(arena, "%s/r%ld", path, revision) : path;
}

/* The path of one of the two; NULL after a message. */
static const char *find_file(const struct cloture *cloture, const char *name,
			     struct messages *messages, enum status *status)
{
	const char *path = arena_printf(cloture->arena, "%s/%s", cloture->dossier, name);

	if (!access(path, R_OK))
		return path;
	message_add(messages, (struct place){.file = cloture->dossier}, M_P901, name,
		    file_explain(errno));
	*status = STATUS_MISSING;
	return NULL;
}

static void to_manifest(void *context, const void *bytes, size_t n)
{
	manifest_reader_put(context, bytes, n);
}

/* It lists files, each with what cannot be missing. */
static bool is_whole(const struct manifest *manifest)
{
	for (size_t i = 0; i < manifest->file_count; i++) {
		const struct manifest_file *file = &manifest->files[i];

		if (!*file->path || !file->genre || !*file->sha256)
			return false;
	}
	return manifest->session && manifest->etat;
}

/* What the manifest says. False after a message. */
static bool read_manifest(struct cloture *cloture, struct messages *messages, enum status *status)
{
	const char *path = find_file(cloture, "manifest.xml", messages, status);
	size_t before = messages->errors;
	struct manifest_reader *reader;
	struct manifest manifest;
	int error;

	if (!path)
		return false;
	reader = manifest_reader_new(path, cloture->arena, messages);
	error = file_each(path, to_manifest, reader);
	if (error)
		message_add(messages, PLACE_NONE, M_U906, path, file_explain(error));
	if (!manifest_reader_end(reader, &manifest) || !is_whole(&manifest)) {
		if (messages->errors == before)
			message_add(messages, (struct place){.file = cloture->dossier}, M_P901,
				    "manifest.xml",
				    message_translate("it is not a manifest of this program"));
		return false;
	}
	cloture->session = manifest.session;
	cloture->certificateur = manifest.certificateur;
	cloture->revision = manifest.revision;
	cloture->etat = manifest.etat;
	cloture->fichiers = manifest.files;
	cloture->fichier_count = manifest.file_count;
	return true;
}

/* Is deliberation.xml the one that was closed out? */
static bool is_unaltered(const struct cloture *cloture, const char *sha256)
{
	for (size_t i = 0; i < cloture->fichier_count; i++)
		if (!strcmp(cloture->fichiers[i].path, "deliberation.xml"))
			return !strcmp(cloture->fichiers[i].sha256, sha256);
	return false;
}

/* The deliberation being read by the way: its digest, and what is kept. */
struct passing {
	struct digest *digest;
	struct stream *stream;
};

static void to_passing(void *context, const void *bytes, size_t n)
{
	struct passing *passing = context;

	digest_add(passing->digest, bytes, n);
	stream_put(passing->stream, bytes, n);
}

bool cloture_keeps(void *context, const xmlNode *element)
{
	(void)context;
	return !element_is(element->parent, "candidat") || element_is(element, "nom-naissance") ||
	       element_is(element, "prenom");
}

static void read_sommaire(struct cloture *cloture, const char *path, struct messages *messages,
			  char sha256[DIGEST_LENGTH + 1])
{
	struct passing passing = {digest_new(), stream_new(path, cloture_keeps, NULL, messages)};
	int error = file_each(path, to_passing, &passing);

	if (error)
		message_add(messages, PLACE_NONE, M_U906, path, file_explain(error));
	digest_end(passing.digest, sha256);
	cloture->sommaire = stream_end(passing.stream);
	if (cloture->sommaire)
		cloture->racine = xmlDocGetRootElement(cloture->sommaire);
}

static void read_whole(struct cloture *cloture, const char *path, struct messages *messages,
		       char sha256[DIGEST_LENGTH + 1])
{
	cloture->deliberation = source_open(path, messages);
	if (!cloture->deliberation)
		return;
	source_digest(cloture->deliberation, sha256);
	cloture->racine = source_root(cloture->deliberation);
}

typedef void deliberation_read(struct cloture *cloture, const char *path,
			       struct messages *messages, char sha256[DIGEST_LENGTH + 1]);

static bool read_deliberation(struct cloture *cloture, deliberation_read *read,
			      struct messages *messages, enum status *status)
{
	const char *path = find_file(cloture, "deliberation.xml", messages, status);
	size_t before = messages->errors;
	char sha256[DIGEST_LENGTH + 1];

	if (!path)
		return false;
	cloture->nom_deliberation = path;
	read(cloture, path, messages, sha256);
	if (!cloture->racine || messages->errors != before)
		return false;
	if (source_kind_of(cloture->racine) == SOURCE_DELIBERATION && is_unaltered(cloture, sha256))
		return true;
	message_add(messages, (struct place){.file = cloture->dossier}, M_P902, "deliberation.xml");
	return false;
}

/* The picture that an element holds, if it does. */
static void read_image(struct cloture *cloture, struct cloture_image *images, const xmlNode *node,
		       const char *attribute)
{
	const char *href = node ? element_get(node, attribute) : "";
	xmlChar *text = *href ? xmlNodeGetContent(node) : NULL;

	if (text && *text)
		images[cloture->image_count++] = (struct cloture_image){
			href, arena_printf(cloture->arena, "data:%s;base64,%s",
					   element_get(node, "type"), (const char *)text)};
	xmlFree(text);
}

static void read_images(struct cloture *cloture)
{
	const xmlNode *certification =
		element_first(cloture->racine, "certification");
	struct cloture_image *images = arena_array(cloture->arena, 2, sizeof *images);

	if (!certification)
		return;
	read_image(cloture, images, element_first(certification, "logo"), "href");
	read_image(cloture, images, element_first(certification, "signataire"), "signature");
	cloture->images = images;
}

static struct cloture *cloture_read(const char *path, deliberation_read *read,
				    struct messages *messages, enum status *status)
{
	struct cloture *cloture = memory_alloc(sizeof *cloture);
	const xmlNode *session;

	*cloture = (struct cloture){.arena = arena_new()};
	cloture->dossier = find_folder(cloture->arena, path);
	*status = STATUS_REFUSED;
	if (!read_manifest(cloture, messages, status) ||
	    !read_deliberation(cloture, read, messages, status)) {
		cloture_close(cloture);
		return NULL;
	}
	read_images(cloture);
	session = element_first(cloture->racine, "session");
	cloture->date = session ? element_get(session, "date") : "";
	*status = STATUS_DONE;
	return cloture;
}

struct cloture *cloture_open(const char *path, struct messages *messages, enum status *status)
{
	return cloture_read(path, read_whole, messages, status);
}

struct cloture *cloture_open_sommaire(const char *path, struct messages *messages,
				      enum status *status)
{
	return cloture_read(path, read_sommaire, messages, status);
}

void cloture_close(struct cloture *cloture)
{
	if (!cloture)
		return;
	source_free(cloture->deliberation);
	xmlFreeDoc(cloture->sommaire);
	arena_free(cloture->arena);
	free(cloture);
}

/* The text of the first child of that name; "" for none. Freed with the arena. */
static const char *child_text(const xmlNode *node, const char *name, struct arena *arena)
{
	const xmlNode *child = element_first(node, name);
	xmlChar *text = child ? xmlNodeGetContent(child) : NULL;
	const char *copy = text ? arena_strdup(arena, (const char *)text) : "";

	xmlFree(text);
	return copy;
}

const char *cloture_nom(const struct cloture *cloture, const char *candidat, struct arena *arena)
{
	const xmlNode *list = element_first(cloture->racine, "candidats");
	const xmlNode *node = list ? element_find(list, "candidat", "id", candidat) : NULL;

	if (!node)
		return candidat;
	return arena_printf(arena, "%s %s", child_text(node, "nom-naissance", arena),
			    child_text(node, "prenom", arena));
}

/* An element's attributes, and none of what is in it. */
static xmlNode *copy_attributes(xmlNode *parent, const xmlNode *source)
{
	xmlNode *copy = element_add(parent, (const char *)source->name);

	for (const xmlAttr *attribute = source->properties; attribute; attribute = attribute->next)
		element_set(copy, (const char *)attribute->name,
			    element_get(source, (const char *)attribute->name));
	return copy;
}

xmlDoc *cloture_separateur(const struct cloture *cloture, size_t documents, long exemplaires)
{
	const xmlNode *from = cloture->racine;
	xmlDoc *document = element_document("dossier", DOSSIER_NAMESPACE);
	xmlNode *root = xmlDocGetRootElement(document), *impression;
	const xmlNode *certification = element_first(from, "certification");
	const xmlNode *session = element_first(from, "session");

	element_set(root, "kind", "separateur");
	element_set(root, "langue", element_get(from, "langue"));
	element_set(root, "specimen", element_get(from, "specimen"));
	if (certification)
		element_add_text(copy_attributes(root, certification), "intitule",
				 child_text(certification, "intitule", cloture->arena));
	if (session)
		copy_attributes(root, session);
	impression = element_add(root, "impression");
	element_set_number(impression, "documents", (long)documents);
	element_set_number(impression, "exemplaires", exemplaires);
	return document;
}
