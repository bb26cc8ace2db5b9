#include "export/inventory.h"

#include <string.h>

#include "jury/element.h"

#define MANIFEST_NAMESPACE "urn:parchemin:manifeste:1"

/* The value of an attribute, the arena's; NULL when there is none. */
static const char *attribute(struct arena *arena, const xmlNode *node, const char *name)
{
	const char *value = element_get(node, name);

	return *value ? arena_strdup(arena, value) : NULL;
}

static void attribute_digest(const xmlNode *node, const char *name, char digest[DIGEST_LENGTH + 1])
{
	const char *value = element_get(node, name);

	if (strlen(value) == DIGEST_LENGTH)
		memcpy(digest, value, DIGEST_LENGTH + 1);
}

static long number(const xmlNode *node, const char *name)
{
	const char *value = element_get(node, name);
	long result = 0;

	for (; *value >= '0' && *value <= '9' && result < 1000000000000; value++)
		result = result * 10 + (*value - '0');
	return result;
}

static void read_sources(struct inventory *inventory, const xmlNode *root, struct arena *arena)
{
	struct manifest *manifest = &inventory->manifest;
	struct manifest_source *sources =
		arena_array(arena, element_count(root, "source"), sizeof *sources);

	manifest->sources = sources;
	for (const xmlNode *node = element_first(root, "source"); node;
	     node = element_next(node, "source")) {
		struct manifest_source *source = &sources[manifest->source_count++];

		source->role = attribute(arena, node, "role");
		source->id = attribute(arena, node, "id");
		source->edition = attribute(arena, node, "edition");
		attribute_digest(node, "sha256", source->sha256);
	}
}

static void read_files(struct inventory *inventory, const xmlNode *root, struct arena *arena)
{
	struct manifest *manifest = &inventory->manifest;

	inventory->files =
		arena_array(arena, element_count(root, "fichier"), sizeof *inventory->files);
	manifest->files = inventory->files;
	for (const xmlNode *node = element_first(root, "fichier"); node;
	     node = element_next(node, "fichier")) {
		struct manifest_file *file = &inventory->files[manifest->file_count++];

		file->path = attribute(arena, node, "chemin");
		if (!file->path)
			file->path = "";
		file->genre = attribute(arena, node, "genre");
		file->candidat = attribute(arena, node, "candidat");
		file->bloc = attribute(arena, node, "bloc");
		file->numero = attribute(arena, node, "numero");
		file->pages = (unsigned)number(node, "pages");
		file->size = (size_t)number(node, "taille");
		attribute_digest(node, "sha256", file->sha256);
		attribute_digest(node, "traces", file->traces);
	}
}

struct inventory *inventory_read(const struct source *source, struct arena *arena)
{
	const xmlNode *root = source_root(source);
	struct inventory *inventory = arena_alloc(arena, sizeof *inventory);
	struct manifest *manifest = &inventory->manifest;
	const void *bytes;
	size_t length;

	if (!root || !element_is(root, "manifeste") || !root->ns ||
	    strcmp((const char *)root->ns->href, MANIFEST_NAMESPACE))
		return NULL;
	manifest->session = attribute(arena, root, "session");
	manifest->certificateur = attribute(arena, root, "certificateur");
	manifest->revision = number(root, "revision");
	manifest->etat = attribute(arena, root, "etat");
	manifest->entree = attribute(arena, root, "entree");
	manifest->programme = attribute(arena, root, "programme");
	manifest->feuilles = attribute(arena, root, "feuilles");
	manifest->polices = attribute(arena, root, "polices");
	manifest->epoque = attribute(arena, root, "epoque");
	read_sources(inventory, root, arena);
	read_files(inventory, root, arena);
	bytes = source_bytes(source, &length);
	inventory->sound = inventory_differs(manifest, bytes, length) == 0;
	return inventory;
}

unsigned inventory_differs(const struct manifest *manifest, const void *bytes, size_t length)
{
	struct buffer anew = {0};
	const char *recorded = bytes;
	size_t i = 0;
	unsigned line = 1;

	manifest_write(manifest, &anew);
	for (; i < length && i < anew.length && anew.data[i] == recorded[i]; i++)
		line += recorded[i] == '\n';
	if (i == length && i == anew.length)
		line = 0;
	buffer_free(&anew);
	return line;
}
