#include "jury/catalogue.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/buffer.h"
#include "base/file.h"
#include "input/schema.h"
#include "input/source.h"

/* Files whose names were read stay as they were read until somebody asks for them, up to so many bytes together. */
#define KEPT_LIMIT ((size_t)1 << 20)

enum state { UNREAD, GOOD, REFUSED };

struct entry {
	char *path;
	dev_t device;
	ino_t inode;
	char *id,
		*edition; /* NULL: the file says that it is a référentiel, but its root cannot be read */
	enum state state;
	struct messages *messages; /* what was wrong with a file that was refused */
	struct source *source; /* NULL: not kept, or not read */
	struct arena *arena;
	const struct referentiel *referentiel;
};

struct catalogue {
	struct entry *entries;
	size_t count;
	size_t kept; /* bytes of the files that were kept */
	struct schema *schema; /* made when it is first needed */
};

struct catalogue *catalogue_new(void)
{
	struct catalogue *catalogue = memory_alloc(sizeof(*catalogue));

	*catalogue = (struct catalogue){0};
	return catalogue;
}

void catalogue_free(struct catalogue *catalogue)
{
	size_t i;

	if (!catalogue)
		return;
	for (i = 0; i < catalogue->count; i++) {
		struct entry *entry = &catalogue->entries[i];

		source_free(entry->source);
		arena_free(entry->arena);
		messages_free(entry->messages);
		free(entry->path);
		free(entry->id);
		free(entry->edition);
	}
	schema_free(catalogue->schema);
	free(catalogue->entries);
	free(catalogue);
}

/* Does the file speak of the référentiels' namespace at all, in whatever encoding? Most files of a folder need no parser. */
static bool speaks_of_referentiel(const struct buffer *bytes)
{
	static const char name[] = "urn:parchemin:referentiel:1";
	char wide[2 * sizeof(name)] = {0};
	size_t i;

	for (i = 0; i < sizeof(name) - 1; i++)
		wide[2 * i] = name[i];
	/* Between two zero bytes the wide form stands in UTF-16 of either order. */
	return memmem(bytes->data, bytes->length, name, sizeof(name) - 1) ||
	       memmem(bytes->data, bytes->length, wide, 2 * (sizeof(name) - 1) - 1);
}

static char *root_attribute(const struct source *source, const char *name)
{
	xmlChar *value = xmlGetNoNsProp(source_root(source), (const xmlChar *)name);
	char *copy = memory_strdup(value ? (const char *)value : "");

	xmlFree(value);
	return copy;
}

static bool same(const char *a, const char *b)
{
	return a && b && !strcasecmp(a, b);
}

static const struct entry *entry_find(const struct catalogue *catalogue, const char *id,
				      const char *edition)
{
	size_t i;

	for (i = 0; i < catalogue->count; i++)
		if (same(catalogue->entries[i].id, id) &&
		    same(catalogue->entries[i].edition, edition))
			return &catalogue->entries[i];
	return NULL;
}

/* Add what was read of one file; R108 when another file has its name already: that one stays the one that is found. */
static void entry_add(struct catalogue *catalogue, const char *path, const struct stat *status,
		      const struct buffer *bytes, struct messages *messages)
{
	struct entry entry = {
		.path = memory_strdup(path), .device = status->st_dev, .inode = status->st_ino};
	struct messages *own = messages_new();
	struct source *source = source_parse(path, bytes->data, bytes->length, own);
	const struct entry *first;

	if (source && source_kind(source) != SOURCE_REFERENTIEL) {
		free(entry.path);
		messages_free(own);
		source_free(source);
		return;
	}
	if (source) {
		entry.id = root_attribute(source, "id");
		entry.edition = root_attribute(source, "edition");
		first = entry_find(catalogue, entry.id, entry.edition);
		if (first)
			message_add(messages,
				    source_attribute_place(source, source_root(source), "id"),
				    M_R108, entry.id, entry.edition, first->path);
		messages_free(own);
		if (bytes->length <= KEPT_LIMIT - catalogue->kept) {
			catalogue->kept += bytes->length;
			entry.source = source;
		}
	} else {
		entry.state = REFUSED;
		entry.messages = own;
	}
	if (!entry.source)
		source_free(source);
	catalogue->entries =
		memory_realloc(catalogue->entries, (catalogue->count + 1) * sizeof(entry));
	catalogue->entries[catalogue->count++] = entry;
}

static int file_add(struct catalogue *catalogue, const char *path, struct messages *messages)
{
	struct buffer bytes = {0};
	struct stat status;
	size_t i;
	int error;

	if (stat(path, &status) != 0)
		return errno;
	for (i = 0; i < catalogue->count; i++)
		if (catalogue->entries[i].inode == status.st_ino &&
		    catalogue->entries[i].device == status.st_dev)
			return 0;
	error = file_read(path, SOURCE_SIZE_LIMIT, &bytes);
	if (!error && speaks_of_referentiel(&bytes))
		entry_add(catalogue, path, &status, &bytes, messages);
	buffer_free(&bytes);
	return error;
}

static int xml_only(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name);

	return length > 4 && !strcasecmp(entry->d_name + length - 4, ".xml") &&
	       entry->d_name[0] != '.';
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int folder_add(struct catalogue *catalogue, const char *path, struct messages *messages)
{
	struct dirent **names;
	int count = scandir(path, &names, xml_only, by_name), i;

	if (count < 0)
		return errno;
	for (i = 0; i < count; i++) {
		struct buffer name = {0};
		size_t length = strlen(path);
		int error;

		buffer_printf(&name, "%s%s%s", path,
			      length > 0 && path[length - 1] == '/' ? "" : "/", names[i]->d_name);
		error = file_add(catalogue, buffer_string(&name), messages);
		if (error && error != EINVAL && error != EISDIR)
			message_add(messages, ((struct place){.file = buffer_string(&name)}),
				    M_U906, buffer_string(&name), strerror(error));
		buffer_free(&name);
		free(names[i]);
	}
	free(names);
	return 0;
}

bool catalogue_add(struct catalogue *catalogue, const char *path, struct messages *messages)
{
	struct stat status;
	int error;

	if (stat(path, &status) != 0)
		error = errno;
	else
		error = S_ISDIR(status.st_mode) ? folder_add(catalogue, path, messages)
						: file_add(catalogue, path, messages);
	if (error)
		message_add(messages, ((struct place){.file = path}), M_U906, path,
			    strerror(error));
	return !error;
}

/* Say again what was said. */
static void messages_copy(struct messages *to, const struct messages *from)
{
	size_t i;

	for (i = 0; i < from->count; i++)
		message_add_arguments(to, from->list[i].place, from->list[i].code,
				      from->list[i].level, from->list[i].argument);
}

static void entry_read(struct catalogue *catalogue, struct entry *entry,
		       const struct rules_context *context, struct messages *messages)
{
	if (!catalogue->schema)
		catalogue->schema = schema_new(SOURCE_REFERENTIEL);
	entry->messages = messages_new();
	entry->arena = arena_new();
	if (!entry->source)
		entry->source = source_open(entry->path, entry->messages);
	if (entry->source && schema_validate(catalogue->schema, entry->source, entry->messages))
		entry->referentiel = referentiel_load(entry->source, entry->arena, entry->messages);
	entry->state = entry->referentiel && entry->messages->errors == 0 ? GOOD : REFUSED;
	if (entry->state == GOOD)
		rules_check_referentiel(context, entry->referentiel, messages);
}

static const struct referentiel *entry_referentiel(struct catalogue *catalogue, struct entry *entry,
						   const struct rules_context *context,
						   struct messages *messages)
{
	if (entry->state == UNREAD)
		entry_read(catalogue, entry, context, messages);
	if (entry->state == GOOD)
		return entry->referentiel;
	messages_copy(messages, entry->messages);
	return NULL;
}

const struct referentiel *catalogue_find_named(struct catalogue *catalogue,
					       const struct rules_context *context, const char *id,
					       const char *edition, struct messages *messages)
{
	const struct entry *entry = entry_find(catalogue, id, edition);

	return entry ? entry_referentiel(catalogue, &catalogue->entries[entry - catalogue->entries],
					 context, messages)
		     : NULL;
}

const struct referentiel *catalogue_find(struct catalogue *catalogue,
					 const struct rules_context *context,
					 const struct session *session, struct messages *messages)
{
	size_t i;

	if (entry_find(catalogue, session->referentiel, session->edition))
		return catalogue_find_named(catalogue, context, session->referentiel,
					    session->edition, messages);
	message_add(messages, source_attribute_at(session->source, session->place, "referentiel"),
		    M_S201, session->referentiel ? session->referentiel : "",
		    session->edition ? session->edition : "");
	/* It may be one of those that could not be read. */
	for (i = 0; i < catalogue->count; i++)
		if (!catalogue->entries[i].id)
			messages_copy(messages, catalogue->entries[i].messages);
	return NULL;
}
