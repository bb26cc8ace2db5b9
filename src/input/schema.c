#include "input/schema.h"

#include <libxml/xmlschemas.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "input/fault.h"

static const unsigned char referentiel_xsd[] = {
#include "schema/referentiel.inc"
};
static const unsigned char session_xsd[] = {
#include "schema/session.inc"
};
static const unsigned char certificateur_xsd[] = {
#include "schema/certificateur.inc"
};
static const unsigned char deliberation_xsd[] = {
#include "schema/deliberation.inc"
};
static const unsigned char dossier_xsd[] = {
#include "schema/dossier.inc"
};

static const struct {
	enum source_kind kind;
	const unsigned char *text;
	int length;
} schemas[] = {
	{SOURCE_REFERENTIEL, referentiel_xsd, sizeof(referentiel_xsd)},
	{SOURCE_SESSION, session_xsd, sizeof(session_xsd)},
	{SOURCE_CERTIFICATEUR, certificateur_xsd, sizeof(certificateur_xsd)},
	{SOURCE_DELIBERATION, deliberation_xsd, sizeof(deliberation_xsd)},
	{SOURCE_DOSSIER, dossier_xsd, sizeof(dossier_xsd)},
};

struct schema {
	xmlSchema *compiled;
};

/* An element that was taken out because it has no place where it stands, and where it goes back. */
struct stray {
	xmlNode *node, *parent, *next;
};

/* One validation: whom to tell, and about what. The library leaves unlooked at what follows an element that has no place; so
 * such elements are taken out for a while and the rest is validated again, until none is left. */
struct validation {
	const struct source *source;
	struct messages *messages; /* strays */
	struct messages *pass;     /* the rest, of the last pass alone */
	struct stray *strays;
	size_t stray_count;
	struct place
		last; /* a facet that fails brings a second message at the same place: the first is enough */
	bool valid;
};

/* Beyond so many the reader has lost patience, and so have we. */
#define STRAYS_MOST 100

struct schema *schema_new(enum source_kind kind)
{
	struct schema *schema;
	xmlSchemaParserCtxt *parser;
	size_t i;

	for (i = 0; schemas[i].kind != kind; i++)
		if (i + 1 == sizeof(schemas) / sizeof(*schemas))
			return NULL;
	parser = xmlSchemaNewMemParserCtxt((const char *)schemas[i].text, schemas[i].length);
	schema = memory_alloc(sizeof(*schema));
	schema->compiled = parser ? xmlSchemaParse(parser) : NULL;
	xmlSchemaFreeParserCtxt(parser);
	if (!schema->compiled) {
		schema_free(schema);
		return NULL;
	}
	return schema;
}

void schema_free(struct schema *schema)
{
	if (!schema)
		return;
	xmlSchemaFree(schema->compiled);
	free(schema);
}

/* The attribute that a message is about: "Element 'x', attribute 'y': …". */
static bool attribute_named(const char *text, char name[64])
{
	const char *start = strstr(text, "', attribute '"), *end;
	size_t length;

	if (!start)
		start = strstr(text, ": The attribute '");
	if (!start)
		return false;
	start = strstr(start, "attribute '") + strlen("attribute '");
	end = strchr(start, '\'');
	length = end ? (size_t)(end - start) : 0;
	if (length == 0 || length > 63)
		return false;
	memcpy(name, start, length);
	name[length] = '\0';
	return true;
}

static void on_fault(void *data, xmlError *error)
{
	struct validation *validation = data;
	const xmlNode *node = error->node,
		      *element = node && node->type != XML_ELEMENT_NODE ? node->parent : node;
	const char *said = error->message ? error->message : "";
	bool attribute = false;
	struct buffer text = {0};
	struct place place;
	char name[64];

	validation->valid = false;
	place = source_place(validation->source, node);
	if (element && error->code != XML_SCHEMAV_CVC_COMPLEX_TYPE_4)
		attribute = attribute_named(said, name);
	if (attribute)
		place = source_attribute_place(validation->source, element, name);
	if (error->code == XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1 &&
	    !place_compare(&place, &validation->last))
		return;
	fault_of_schema(&text, error, element, attribute ? name : NULL);
	if (error->code == XML_SCHEMAV_ELEMENT_CONTENT && element &&
	    element->parent != (xmlNode *)element->doc) {
		message_add(validation->messages, place, M_S200, buffer_string(&text));
		validation->strays =
			memory_realloc(validation->strays,
				       (validation->stray_count + 1) * sizeof(*validation->strays));
		validation->strays[validation->stray_count++] =
			(struct stray){(xmlNode *)element, NULL, NULL};
	} else {
		message_add(validation->pass, place, M_S200, buffer_string(&text));
	}
	buffer_free(&text);
	validation->last = place;
}

static void validation_pass(struct validation *validation, const struct schema *schema)
{
	xmlSchemaValidCtxt *validator = xmlSchemaNewValidCtxt(schema->compiled);
	int result;

	if (!validator)
		memory_alloc(SIZE_MAX);
	validation->last = PLACE_NONE;
	xmlSchemaSetValidStructuredErrors(validator, on_fault, validation);
	result = xmlSchemaValidateDoc(validator, source_document(validation->source));
	if (result != 0 && validation->valid) {
		message_add(validation->pass,
			    source_place(validation->source, source_root(validation->source)),
			    M_S200, message_translate("not valid"));
		validation->valid = false;
	}
	xmlSchemaFreeValidCtxt(validator);
}

static void stray_take(struct stray *stray)
{
	stray->parent = stray->node->parent;
	stray->next = stray->node->next;
	xmlUnlinkNode(stray->node);
}

static void stray_put_back(const struct stray *stray)
{
	if (stray->next)
		xmlAddPrevSibling(stray->next, stray->node);
	else
		xmlAddChild(stray->parent, stray->node);
}

bool schema_validate(const struct schema *schema, const struct source *source,
		     struct messages *messages)
{
	struct validation validation = {
		.source = source, .messages = messages, .pass = messages_new(), .valid = true};
	size_t taken = 0;

	validation_pass(&validation, schema);
	while (validation.stray_count > taken && taken < STRAYS_MOST) {
		for (; taken < validation.stray_count; taken++)
			stray_take(&validation.strays[taken]);
		messages_free(validation.pass);
		validation.pass = messages_new();
		validation_pass(&validation, schema);
	}
	while (taken > 0)
		stray_put_back(&validation.strays[--taken]);
	messages_append(messages, validation.pass);
	messages_free(validation.pass);
	free(validation.strays);
	return validation.valid;
}
