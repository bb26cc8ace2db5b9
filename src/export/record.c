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

/* Does the deliberation have its parts? Where it was read whole, its schema is asked too. */
static bool is_whole(const struct cloture *cloture, struct messages *messages)
{
	const xmlNode *root = cloture->racine;

	if (cloture->deliberation && !is_valid(cloture->deliberation, messages))
		return false;
	if (element_first(root, "certification") && element_first(root, "session") &&
	    element_first(root, "candidats"))
		return true;
	message_add(messages, ((struct place){.file = cloture->dossier}), M_P902,
		    "deliberation.xml");
	return false;
}

/* What the cloture has, at hand. */
static void take(struct record *record, const xmlNode *root)
{
	record->root = root;
	record->certification = element_first(root, "certification");
	record->session = element_first(root, "session");
	record->candidats = element_first(root, "candidats");
	record->id = element_get(record->session, "id");
	record->revision = element_get(record->session, "revision");
	record->certificateur =
		element_get(element_first(record->certification, "certificateur"), "id");
	record->specimen = element_has(root, "specimen", "oui");
}

/* Of a cloture, NULL after a message with its status. */
static enum status open_cloture(struct cloture *cloture, enum status status, struct record *record,
				struct messages *messages)
{
	*record = (struct record){.cloture = cloture};
	if (!cloture)
		return status;
	if (!is_whole(cloture, messages)) {
		record_close(record);
		return STATUS_REFUSED;
	}
	take(record, cloture->racine);
	if (record->specimen)
		message_add(messages, ((struct place){.file = cloture->nom_deliberation}), M_A601,
			    record->id);
	return STATUS_DONE;
}

enum status record_open(const char *path, struct record *record, struct messages *messages)
{
	enum status status = STATUS_DONE;
	struct cloture *cloture = cloture_open(path, messages, &status);

	return open_cloture(cloture, status, record, messages);
}

enum status record_open_sommaire(const char *path, struct record *record, struct messages *messages)
{
	enum status status = STATUS_DONE;
	struct cloture *cloture = cloture_open_sommaire(path, messages, &status);

	return open_cloture(cloture, status, record, messages);
}

void record_close(struct record *record)
{
	cloture_close(record->cloture);
	record->cloture = NULL;
}
