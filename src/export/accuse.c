#include "export/accuse.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "input/source.h"

struct reading {
	struct accuse *accuse;
	const struct source *source;
	struct arena *arena;
	size_t capacity;
};

static bool is_called(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && !strcasecmp((const char *)node->name, name);
}

/* The text of an element, trimmed and on one line, in the arena. */
static const char *text_of(struct arena *arena, xmlNode *node)
{
	xmlChar *content = xmlNodeGetContent(node);
	struct buffer text = {0};
	const char *result;

	for (const xmlChar *at = content; at && *at; at++) {
		if (!strchr(" \t\r\n", *at))
			buffer_putc(&text, (char)*at);
		else if (text.length && text.data[text.length - 1] != ' ')
			buffer_putc(&text, ' ');
	}
	while (text.length && text.data[text.length - 1] == ' ')
		text.length--;
	result = arena_strdup(arena, buffer_string(&text));
	buffer_free(&text);
	xmlFree(content);
	return result;
}

/* All reasons that stand beside a number, as one. */
static const char *reasons(struct reading *reading, const xmlNode *passage)
{
	const char *all = "";

	for (xmlNode *node = passage->children; node; node = node->next) {
		if (is_called(node, "messageErreur"))
			all = arena_printf(reading->arena, "%s%s%s", all, *all ? " · " : "",
					   text_of(reading->arena, node));
	}
	return all;
}

static void put(struct reading *reading, xmlNode *number, bool refused)
{
	struct accuse *accuse = reading->accuse;

	accuse->passages = arena_grown(reading->arena, accuse->passages, accuse->count,
				       &reading->capacity, sizeof *accuse->passages);
	accuse->passages[accuse->count++] = (struct accuse_passage){
		.numero = text_of(reading->arena, number),
		.raison = refused ? reasons(reading, number->parent) : NULL,
		.line = source_place(reading->source, number).line};
	accuse->refused += refused;
}

/* The source limits the depth. */
static void read_below(struct reading *reading, xmlNode *parent, bool known, bool refused)
{
	for (xmlNode *node = parent->children; node; node = node->next) {
		bool ok = is_called(node, "passagesOK"), ko = is_called(node, "passagesKO");

		if (known && is_called(node, "idTechnique"))
			put(reading, node, refused);
		else if (node->type == XML_ELEMENT_NODE)
			read_below(reading, node, known || ok || ko, ko || (refused && !ok));
	}
}

static int compare_passages(const void *a, const void *b)
{
	return strcmp(((const struct accuse_passage *)a)->numero,
		      ((const struct accuse_passage *)b)->numero);
}

bool accuse_read(const char *path, struct accuse *accuse, struct arena *arena,
		 struct messages *messages)
{
	struct source *source = source_open(path, messages);
	struct reading reading = {.accuse = accuse, .source = source, .arena = arena};

	*accuse = (struct accuse){.path = path};
	if (!source)
		return false;
	source_digest(source, accuse->sha256);
	read_below(&reading, source_root(source), false, false);
	source_free(source);
	if (!accuse->count) {
		message_add(messages, ((struct place){.file = path}), M_A610, NULL);
		return false;
	}
	qsort(accuse->passages, accuse->count, sizeof *accuse->passages, compare_passages);
	return true;
}

struct accuse_passage *accuse_find(const struct accuse *accuse, const char *numero)
{
	return accuse->count ? bsearch(&(struct accuse_passage){.numero = numero}, accuse->passages,
				       accuse->count, sizeof *accuse->passages, compare_passages)
			     : NULL;
}
