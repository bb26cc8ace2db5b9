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

enum status record_open(const char *path, struct record *record, struct messages *messages)
{
	enum status status = STATUS_DONE;
	const struct source *source;

	*record = (struct record){.cloture = cloture_open(path, messages, &status)};
	if (!record->cloture)
		return status;
	source = record->cloture->deliberation;
	record->root = source_root(source);
	record->certification = element_first(record->root, "certification");
	record->session = element_first(record->root, "session");
	record->candidats = element_first(record->root, "candidats");
	if (!record->certification || !record->session || !record->candidats ||
	    !is_valid(source, messages)) {
		record_close(record);
		return STATUS_REFUSED;
	}
	record->id = element_get(record->session, "id");
	record->revision = element_get(record->session, "revision");
	record->certificateur =
		element_get(element_first(record->certification, "certificateur"), "id");
	record->specimen = element_has(record->root, "specimen", "oui");
	if (record->specimen)
		message_add(messages, ((struct place){.file = source_name(source)}), M_A601,
			    record->id);
	return STATUS_DONE;
}

void record_close(struct record *record)
{
	cloture_close(record->cloture);
	record->cloture = NULL;
}
