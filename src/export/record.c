#include "export/record.h"

#include "input/schema.h"
#include "jury/element.h"

static bool is_valid(const struct source *source, struct messages *messages)
{
	struct schema *schema = schema_new(SOURCE_DELIBERATION);
	bool valid = schema_validate(schema, source, messages);

	schema_free(schema);
	return valid;
}

/* What the cloture has, at hand. */
static enum status record_take(struct record *record, struct messages *messages)
{
	const xmlNode *root = record->cloture->racine;

	record->root = root;
	record->certification = element_first(root, "certification");
	record->session = element_first(root, "session");
	record->candidats = element_first(root, "candidats");
	record->id = element_get(record->session, "id");
	record->revision = element_get(record->session, "revision");
	record->certificateur =
		element_get(element_first(record->certification, "certificateur"), "id");
	record->specimen = element_has(root, "specimen", "oui");
	if (record->specimen)
		message_add(messages, ((struct place){.file = record->cloture->nom_deliberation}),
			    M_A601, record->id);
	return STATUS_DONE;
}

static bool has_parts(const xmlNode *root)
{
	return element_first(root, "certification") && element_first(root, "session") &&
	       element_first(root, "candidats");
}

enum status record_open(const char *path, struct record *record, struct messages *messages)
{
	enum status status = STATUS_DONE;

	*record = (struct record){.cloture = cloture_open(path, messages, &status)};
	if (!record->cloture)
		return status;
	if (has_parts(record->cloture->racine) && is_valid(record->cloture->deliberation, messages))
		return record_take(record, messages);
	record_close(record);
	return STATUS_REFUSED;
}

enum status record_open_sommaire(const char *path, struct record *record, struct messages *messages)
{
	enum status status = STATUS_DONE;

	*record = (struct record){.cloture = cloture_open_sommaire(path, messages, &status)};
	if (!record->cloture)
		return status;
	if (has_parts(record->cloture->racine))
		return record_take(record, messages);
	message_add(messages, ((struct place){.file = record->cloture->dossier}), M_P902,
		    "deliberation.xml");
	record_close(record);
	return STATUS_REFUSED;
}

void record_close(struct record *record)
{
	cloture_close(record->cloture);
	record->cloture = NULL;
}
