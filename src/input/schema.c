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

/* One validation: whom to tell, and about what. */
struct validation {
	const struct source *source;
	struct messages *messages;
	struct place last; /* a facet that fails brings a second message at the same place: the first is enough */
	bool valid;
};

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
	const xmlNode *node = error->node, *element = node && node->type != XML_ELEMENT_NODE ? node->parent : node;
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
	if (error->code == XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1 && !place_compare(&place, &validation->last))
		return;
	fault_of_schema(&text, error, element, attribute ? name : NULL);
	message_add(validation->messages, place, M_S200, buffer_string(&text));
	buffer_free(&text);
	validation->last = place;
}

bool schema_validate(const struct schema *schema, const struct source *source, struct messages *messages)
{
	struct validation validation = {.source = source, .messages = messages, .last = PLACE_NONE, .valid = true};
	xmlSchemaValidCtxt *validator = xmlSchemaNewValidCtxt(schema->compiled);
	int result;

	if (!validator)
		memory_ended();
	xmlSchemaSetValidStructuredErrors(validator, on_fault, &validation);
	result = xmlSchemaValidateDoc(validator, source_document(source));
	if (result != 0 && validation.valid) {
		message_add(messages, source_place(source, source_root(source)), M_S200, message_translate("not valid"));
		validation.valid = false;
	}
	xmlSchemaFreeValidCtxt(validator);
	return validation.valid;
}
