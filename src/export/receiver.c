#include "export/receiver.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <libxml/catalog.h>
#include <libxml/xmlreader.h>
#include <libxml/xmlschemas.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"

#define DEEPEST     4
#define XSD_LARGEST ((size_t)16 << 20)
#define FAULTS_MOST 10

struct receiver {
	xmlSchema *schema;
};

/* Where the faults of one validation go. */
struct complaint {
	const char *name;
	struct messages *messages;
	unsigned count;
};

/* What is looked for beneath a folder. */
struct search {
	struct arena *arena;
	const char *target; /* targetNamespace="…" */
	const char *ending;
	const char *found;
};

static bool ends_with(const char *text, const char *ending)
{
	size_t length = strlen(text), end = strlen(ending);

	return length >= end && !strcmp(text + length - end, ending);
}

static bool has_target(const char *path, const char *target)
{
	struct buffer bytes = {0};
	bool has = !file_read(path, XSD_LARGEST, &bytes) &&
		   strstr(buffer_string(&bytes), target) != NULL;

	buffer_free(&bytes);
	return has;
}

/* Look at all files beneath the folder: load its catalogs, remember the schema. Of several the first by path. */
static void search_folder(struct search *search, const char *folder, int depth)
{
	DIR *entries = depth < DEEPEST ? opendir(folder) : NULL;
	struct dirent *entry;

	while (entries && (entry = readdir(entries))) {
		const char *path;
		struct stat found;

		if (entry->d_name[0] == '.')
			continue;
		path = arena_printf(search->arena, "%s/%s", folder, entry->d_name);
		if (stat(path, &found))
			continue;
		if (S_ISDIR(found.st_mode))
			search_folder(search, path, depth + 1);
		else if (!strncmp(entry->d_name, "catalog", 7) && ends_with(path, ".xml"))
			xmlLoadCatalog(path);
		else if (ends_with(path, search->ending) && has_target(path, search->target) &&
			 (!search->found || strcmp(path, search->found) < 0))
			search->found = path;
	}
	if (entries)
		closedir(entries);
}

static void ignore(void *context, const char *format, ...)
{
	(void)context;
	(void)format;
}

static void ignore_error(void *context, xmlError *error)
{
	(void)context;
	(void)error;
}

static xmlSchema *compile(const char *path)
{
	xmlExternalEntityLoader before = xmlGetExternalEntityLoader();
	xmlSchemaParserCtxt *parser = xmlSchemaNewParserCtxt(path);
	xmlSchema *schema = NULL;

	xmlSetExternalEntityLoader(xmlNoNetExternalEntityLoader);
	xmlSetGenericErrorFunc(NULL, ignore);
	if (parser) {
		xmlSchemaSetParserStructuredErrors(parser, ignore_error, NULL);
		schema = xmlSchemaParse(parser);
	}
	xmlSchemaFreeParserCtxt(parser);
	xmlSetGenericErrorFunc(NULL, NULL);
	xmlSetExternalEntityLoader(before);
	return schema;
}

struct receiver *receiver_open(const char *folder, const char *namespace, const char *ending,
			       struct messages *messages)
{
	struct search search = {.arena = arena_new(), .ending = ending ? ending : ".xsd"};
	struct receiver *receiver = memory_alloc(sizeof *receiver);

	search.target = arena_printf(search.arena, "targetNamespace=\"%s\"", namespace);
	search_folder(&search, folder, 0);
	receiver->schema = search.found ? compile(search.found) : NULL;
	if (!receiver->schema) {
		message_add(messages, PLACE_NONE, M_A609, search.found ? search.found : folder,
			    message_translate(search.found ? "it does not compile, or imports what is not there"
							   : "no schema of this receiver is in the folder"));
		receiver_close(receiver);
		receiver = NULL;
	}
	arena_free(search.arena);
	return receiver;
}

void receiver_close(struct receiver *receiver)
{
	if (!receiver)
		return;
	xmlSchemaFree(receiver->schema);
	free(receiver);
}

static void complain(void *context, xmlError *error)
{
	struct complaint *complaint = context;
	struct place place = {.file = complaint->name,
			      .line = error->line > 0 ? (unsigned)error->line : 0};
	size_t length = error->message ? strcspn(error->message, "\n") : 0;
	char *text;

	if (complaint->count++ >= FAULTS_MOST)
		return;
	text = strndup(error->message ? error->message : "", length);
	if (!text)
		memory_ended();
	message_add(complaint->messages, place, M_A605, text);
	free(text);
}

static xmlSchemaValidCtxt *validation(struct receiver *receiver, struct complaint *complaint)
{
	xmlSchemaValidCtxt *context = xmlSchemaNewValidCtxt(receiver->schema);

	if (!context)
		memory_ended();
	xmlSchemaSetValidStructuredErrors(context, complain, complaint);
	return context;
}

bool receiver_validate(struct receiver *receiver, xmlDoc *document, const char *name,
		       struct messages *messages)
{
	struct complaint complaint = {.name = name, .messages = messages};
	xmlSchemaValidCtxt *context = validation(receiver, &complaint);
	bool valid = xmlSchemaValidateDoc(context, document) == 0;

	xmlSchemaFreeValidCtxt(context);
	return valid;
}

bool receiver_validate_file(struct receiver *receiver, const char *path, const char *name,
			    struct messages *messages)
{
	struct complaint complaint = {.name = name, .messages = messages};
	xmlSchemaValidCtxt *context = validation(receiver, &complaint);
	xmlTextReader *reader = xmlReaderForFile(path, NULL, XML_PARSE_NONET | XML_PARSE_HUGE);
	bool valid = reader && !xmlTextReaderSchemaValidateCtxt(reader, context, 0);
	int more = valid;

	while (more == 1)
		more = xmlTextReaderRead(reader);
	valid = valid && more == 0 && xmlTextReaderIsValid(reader) == 1;
	xmlFreeTextReader(reader);
	xmlSchemaFreeValidCtxt(context);
	return valid;
}
