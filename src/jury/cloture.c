#include "jury/cloture.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/file.h"
#include "input/reader.h"
#include "jury/dossier.h"
#include "jury/element.h"

#define MANIFEST_NAMESPACE "urn:parchemin:manifeste:1"

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

static struct source *open_file(const struct cloture *cloture, const char *name,
				struct messages *messages, enum status *status)
{
	const char *path = arena_printf(cloture->arena, "%s/%s", cloture->dossier, name);
	struct source *source;

	if (access(path, R_OK)) {
		message_add(messages, (struct place){.file = cloture->dossier}, M_P901, name,
			    file_explain(errno));
		*status = STATUS_MISSING;
		return NULL;
	}
	source = source_open(path, messages);
	if (!source)
		*status = STATUS_REFUSED;
	return source;
}

static void read_file(const struct reader *reader, const xmlNode *node,
		      struct cloture_fichier *fichier)
{
	*fichier = (struct cloture_fichier){
		.chemin = reader_attribute(reader, node, "chemin"),
		.genre = reader_attribute(reader, node, "genre"),
		.candidat = reader_attribute(reader, node, "candidat"),
		.bloc = reader_attribute(reader, node, "bloc"),
		.numero = reader_attribute(reader, node, "numero"),
		.sha256 = reader_attribute(reader, node, "sha256"),
		.traces = reader_attribute(reader, node, "traces"),
		.taille = (size_t)reader_number(reader, node, "taille", 0),
	};
}

/* What the manifest says. False: it is none. */
static bool read_manifest(struct cloture *cloture, struct messages *messages)
{
	struct reader reader = {cloture->manifeste, cloture->arena, messages};
	const xmlNode *root = source_root(cloture->manifeste);
	struct cloture_fichier *fichiers;
	size_t count = 0;

	if (!root->ns || strcmp((const char *)root->ns->href, MANIFEST_NAMESPACE) != 0)
		return false;
	cloture->session = reader_attribute(&reader, root, "session");
	cloture->certificateur = reader_attribute(&reader, root, "certificateur");
	cloture->revision = reader_number(&reader, root, "revision", 0);
	cloture->etat = reader_attribute(&reader, root, "etat");
	READER_CHILDREN(&reader, root, "fichier", fichiers, cloture->fichier_count);
	for (xmlNode *node = reader_first(root, "fichier"); node; node = reader_next(node))
		read_file(&reader, node, &fichiers[count++]);
	cloture->fichiers = fichiers;
	for (size_t i = 0; i < count; i++)
		if (!fichiers[i].chemin || !fichiers[i].genre || !fichiers[i].sha256)
			return false;
	return cloture->session && cloture->etat;
}

/* Is deliberation.xml the one that was closed out? */
static bool is_unaltered(const struct cloture *cloture)
{
	char sha256[DIGEST_LENGTH + 1];
	size_t length;
	const void *bytes = source_bytes(cloture->deliberation, &length);

	digest_of(bytes, length, sha256);
	for (size_t i = 0; i < cloture->fichier_count; i++)
		if (!strcmp(cloture->fichiers[i].chemin, "deliberation.xml"))
			return !strcmp(cloture->fichiers[i].sha256, sha256);
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
		element_first(source_root(cloture->deliberation), "certification");
	struct cloture_image *images = arena_array(cloture->arena, 2, sizeof *images);

	if (!certification)
		return;
	read_image(cloture, images, element_first(certification, "logo"), "href");
	read_image(cloture, images, element_first(certification, "signataire"), "signature");
	cloture->images = images;
}

static bool cloture_read(struct cloture *cloture, struct messages *messages, enum status *status)
{
	struct place place = {.file = cloture->dossier};
	const xmlNode *session;

	cloture->manifeste = open_file(cloture, "manifest.xml", messages, status);
	if (!cloture->manifeste)
		return false;
	*status = STATUS_REFUSED;
	if (!read_manifest(cloture, messages)) {
		message_add(messages, place, M_P901, "manifest.xml",
			    message_translate("it is not a manifest of this program"));
		return false;
	}
	/* Its tree is as large as the deliberation's, and nothing of it is needed any more. */
	source_free(cloture->manifeste);
	cloture->manifeste = NULL;
	cloture->deliberation = open_file(cloture, "deliberation.xml", messages, status);
	if (!cloture->deliberation)
		return false;
	if (source_kind(cloture->deliberation) != SOURCE_DELIBERATION || !is_unaltered(cloture)) {
		message_add(messages, place, M_P902, "deliberation.xml");
		return false;
	}
	read_images(cloture);
	session = element_first(source_root(cloture->deliberation), "session");
	cloture->date = session ? element_get(session, "date") : "";
	*status = STATUS_DONE;
	return true;
}

struct cloture *cloture_open(const char *path, struct messages *messages, enum status *status)
{
	struct cloture *cloture = memory_alloc(sizeof *cloture);

	*cloture = (struct cloture){.arena = arena_new()};
	cloture->dossier = find_folder(cloture->arena, path);
	if (cloture_read(cloture, messages, status))
		return cloture;
	cloture_close(cloture);
	return NULL;
}

void cloture_close(struct cloture *cloture)
{
	if (!cloture)
		return;
	source_free(cloture->deliberation);
	source_free(cloture->manifeste);
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
	const xmlNode *list = element_first(source_root(cloture->deliberation), "candidats");
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
	const xmlNode *from = source_root(cloture->deliberation);
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
