#include "export/checked.h"

#include <string.h>

#include "base/arena.h"
#include "export/accord.h"
#include "export/attachment.h"
#include "export/embedded.h"
#include "export/expected.h"
#include "export/inventory.h"
#include "input/schema.h"
#include "jury/dossier.h"
#include "jury/element.h"

#define MANIFEST     "manifest.xml"
#define DELIBERATION "deliberation.xml"
#define MINUTES      "pv.pdf"

struct checked {
	struct tree *tree;
	const char *path, *root, *only;
	struct messages *messages;
	struct arena *arena, *scratch; /* scratch: for one document */
	struct source *source;
	struct buffer manifest; /* as it stands there; empty: there is none */
	bool has_manifest;
	struct messages *faults;     /* of reading the deliberation */
	struct inventory *inventory; /* NULL: no manifest that can be read */
	struct dossiers *dossiers;   /* NULL: no deliberation that can be read */
	struct expected_files expected;
	bool trusted; /* the manifest is as it was written, and this session's */
	/* Of the minutes: whose manifest is it? And of the dossier in them, with their pages; "" where there is none. */
	char witness[DIGEST_LENGTH + 1], carried[DIGEST_LENGTH + 1];
	unsigned minutes_pages;
	bool altered; /* deliberation.xml is not the one that the manifest gives */
	size_t faults_before, documents;
	size_t departing; /* documents that depart from an altered deliberation */
	const char *departs, *how; /* the first, and in what */
};

/* The path of a tree's file below the session's root, or NULL when it is not beneath it. */
static const char *checked_below(const struct checked *checked, size_t index)
{
	const struct tree_file *file = tree_file(checked->tree, index);
	size_t length = strlen(checked->root);

	if (*file->path == '/')
		return NULL;
	if (!length)
		return file->path;
	return !strncmp(file->path, checked->root, length) && file->path[length] == '/'
		       ? file->path + length + 1
		       : NULL;
}

/* A file of the session as messages show it. */
static struct place checked_place(const struct checked *checked, const char *name)
{
	const char *root = checked->root;

	return (struct place){.file = arena_printf(checked->arena, "%s%s%s/%s", checked->path,
						   *root ? "/" : "", root, name)};
}

/* Reading the two */

static bool is_wanted(const struct checked *checked, size_t index, const char *wanted)
{
	const char *name = checked_below(checked, index);

	return name && !tree_file(checked->tree, index)->twice && !strcmp(name, wanted);
}

static bool wants_records(void *context, size_t index)
{
	return is_wanted(context, index, MANIFEST) || is_wanted(context, index, MINUTES);
}

static bool wants_deliberation(void *context, size_t index)
{
	return is_wanted(context, index, DELIBERATION);
}

/* The minutes of ten thousand candidates take hundreds of megabytes to be read, and what they carry is as large as the deliberation:
 * they are read before it, and their digests kept. */
static void read_minutes(struct checked *checked, const struct buffer *bytes)
{
	struct buffer carried = {0};

	digest_of(bytes->data, bytes->length, checked->witness);
	if (!checked->only && !attachment_read(bytes->data, bytes->length, "dossier.xml", &carried,
					       &checked->minutes_pages))
		digest_of(carried.data, carried.length, checked->carried);
	buffer_free(&carried);
	memory_trim();
}

/* What is not a manifest is told without its faults of XML. */
static void read_manifest(struct checked *checked, const char *file, const struct buffer *bytes)
{
	struct messages *unsaid = messages_new();

	buffer_put(&checked->manifest, bytes->data, bytes->length);
	checked->has_manifest = true;
	checked->inventory =
		inventory_read(file, bytes->data, bytes->length, checked->arena, unsaid);
	messages_free(unsaid);
}

static void visit_source(void *context, size_t index, const struct buffer *bytes)
{
	struct checked *checked = context;
	const char *name = checked_below(checked, index);
	const char *file = tree_file(checked->tree, index)->name;

	if (!strcmp(name, MANIFEST))
		read_manifest(checked, file, bytes);
	else if (!strcmp(name, MINUTES))
		read_minutes(checked, bytes);
	else
		checked->source = source_parse(file, bytes->data, bytes->length, checked->faults);
}

static const xmlNode *checked_session_node(const struct checked *checked)
{
	return element_first(source_root(checked->source), "session");
}

/* The manifest and the deliberation are of one session. Where they are not, and the manifest knows the minutes that stand here, the
 * deliberation is the one that was altered. */
static const char *checked_foreign(const struct checked *checked)
{
	const struct manifest *manifest = &checked->inventory->manifest;
	const xmlNode *session = checked_session_node(checked);
	const char *id = element_get(session, "id");
	const char *revision = element_get(session, "revision");
	const char *recorded = arena_printf(checked->arena, "%ld", manifest->revision);

	const struct inventory_entry *minutes = inventory_find(checked->inventory, MINUTES);

	if (manifest->session && !strcmp(manifest->session, id) && !strcmp(recorded, revision))
		return NULL;
	if (minutes && !strcmp(minutes->file->sha256, checked->witness))
		return NULL;
	return arena_printf(checked->arena,
			    message_translate("it is of session “%s”, revision %s; the deliberation "
					      "is of session “%s”, revision %s"),
			    manifest->session ? manifest->session : "", recorded, id, revision);
}

/* The name of the folder itself, of what was asked for when the session stands in it. */
static const char *checked_folder(const struct checked *checked)
{
	const char *path = *checked->root ? checked->root : checked->path;
	size_t length = strlen(path);

	while (length > 1 && path[length - 1] == '/')
		length--;
	path = arena_strndup(checked->arena, path, length);
	return strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
}

/* r2 renamed r1 says something that no file in it does. */
static const char *checked_misplaced(const struct checked *checked)
{
	const char *folder = checked_folder(checked);
	const char *revision = element_get(checked_session_node(checked), "revision");
	size_t digits = strspn(folder + (*folder == 'r'), "0123456789");

	if (*folder != 'r' || !digits || folder[digits + 1] || !strcmp(folder + 1, revision))
		return NULL;
	return arena_printf(checked->arena,
			    message_translate("the folder is called “%s”, the deliberation is of revision %s"),
			    folder, revision);
}

static void check_identity(struct checked *checked)
{
	const char *foreign = NULL, *misplaced = NULL;

	if (checked->dossiers && checked->inventory && checked->inventory->sound)
		foreign = checked_foreign(checked);
	if (checked->dossiers && !checked->only)
		misplaced = checked_misplaced(checked);
	if (foreign)
		message_add(checked->messages, checked_place(checked, MANIFEST), M_V604, foreign);
	else if (misplaced)
		message_add(checked->messages, checked_place(checked, DELIBERATION), M_V604,
			    misplaced);
	checked->trusted = checked->inventory && checked->inventory->sound && !foreign;
}

static bool is_closed(const struct checked *checked)
{
	const char *etat = checked->inventory ? checked->inventory->manifest.etat : NULL;

	return !etat || !strcmp(etat, "clos");
}

/* Does the deliberation hold as its schema says, and with itself? */
static void check_deliberation(struct checked *checked)
{
	struct schema *schema;

	if (!checked->dossiers || checked->altered || checked->only)
		return;
	schema = schema_new(SOURCE_DELIBERATION);
	if (schema)
		schema_validate(schema, checked->source, checked->messages);
	schema_free(schema);
	accord_check(checked->source, checked->messages);
}

static bool is_altered(const struct manifest_file *file, const struct source *source)
{
	char sha256[DIGEST_LENGTH + 1];
	size_t length;

	source_bytes(source, &length);
	if (file->size != length)
		return true;
	source_digest(source, sha256);
	return strcmp(sha256, file->sha256) != 0;
}

/* Open what was read: what it says is kept for when nothing better can be said. */
static void checked_open(struct checked *checked)
{
	tree_read(checked->tree, wants_records, visit_source, checked, checked->messages);
	tree_read(checked->tree, wants_deliberation, visit_source, checked, checked->messages);
	if (checked->source)
		checked->dossiers = dossier_open(source_document(checked->source));
	if (checked->dossiers)
		expected_list(&checked->expected, checked->dossiers, checked->inventory,
			      checked->arena);
	check_identity(checked);
	if (checked->source && checked->trusted) {
		const struct inventory_entry *entry = inventory_find(checked->inventory, DELIBERATION);

		checked->altered = entry && is_altered(entry->file, checked->source);
	}
}

/* The files */

/* Hold the file against its line of a manifest that is to be trusted; false after a message. */
static bool check_bytes(struct checked *checked, const struct inventory_entry *entry, struct place place,
			size_t length, const char *sha256)
{
	const char *copied;

	if (entry->file->size == length && !strcmp(entry->file->sha256, sha256))
		return true;
	copied = inventory_holder(checked->inventory, sha256);
	if (copied)
		message_add(checked->messages, place, M_V614, copied);
	else if (entry->file->size != length)
		message_add(checked->messages, place, M_V603,
			    arena_printf(checked->arena, message_translate("%zu bytes, %zu in the manifest"),
					 length, entry->file->size));
	else
		message_add(checked->messages, place, M_V603,
			    message_translate("its SHA-256 is not the one in the manifest"));
	return false;
}

static void say_departs(struct checked *checked, const struct expected *expected,
			struct place place, enum embedded result, const char *where)
{
	if (checked->altered) {
		if (!checked->departing++) {
			checked->departs = expected->path;
			checked->how = arena_strdup(checked->arena, where);
		}
	} else if (result == EMBEDDED_EMPREINTE) {
		message_add(checked->messages, place, M_V609,
			    dossier_candidat_id(checked->dossiers, expected->item.candidat));
	} else {
		message_add(checked->messages, place, M_V607, where);
	}
}

/* These are the minutes that were read, and they carry what the deliberation gives. */
static bool is_right_minutes(const struct checked *checked, const struct expected *expected,
			     const char *sha256)
{
	char given[DIGEST_LENGTH + 1];

	if (expected->kind != KIND_PV || !*checked->carried || !checked->dossiers ||
	    strcmp(sha256, checked->witness) != 0)
		return false;
	embedded_pv_digest(checked->dossiers, given);
	return strcmp(given, checked->carried) == 0;
}

/* The dossier in the PDF; returns the pages. */
static unsigned check_dossier(struct checked *checked, const struct expected *expected,
			      struct place place, const struct buffer *bytes)
{
	struct buffer embedded = {0};
	unsigned pages;
	const char *where = "", *wrong;
	xmlDoc *dossier;

	wrong = attachment_read(bytes->data, bytes->length, "dossier.xml", &embedded, &pages);
	dossier = wrong || !checked->dossiers ? NULL : kind_dossier(expected->kind, checked->dossiers, &expected->item);
	if (wrong) {
		message_add(checked->messages, place, M_V605, message_translate(wrong));
	} else if (dossier) {
		enum embedded result = embedded_compare(
			&embedded, dossier, inventory_of_another(checked->inventory), checked->scratch, &where);

		if (result != EMBEDDED_SAME)
			say_departs(checked, expected, place, result, where);
	}
	xmlFreeDoc(dossier);
	buffer_free(&embedded);
	arena_reset(checked->scratch);
	return pages;
}

/* The manifest's line made anew from the deliberation and the file. */
static void renew(struct checked *checked, struct manifest_file *file,
		  const struct expected *expected, size_t length, const char *sha256,
		  unsigned pages)
{
	struct dossiers *dossiers = checked->dossiers;

	file->size = length;
	strcpy(file->sha256, sha256);
	if (!expected)
		return;
	file->genre = kind_name(expected->kind);
	file->pages = pages;
	file->candidat = file->bloc = file->numero = NULL;
	if (expected->item.candidat != UNIT_NONE)
		file->candidat = dossier_candidat_id(dossiers, expected->item.candidat);
	if (expected->item.parchemin != UNIT_NONE) {
		file->bloc = dossier_parchemin_bloc(dossiers, expected->item.candidat,
						    expected->item.parchemin);
		file->numero = dossier_parchemin_numero(dossiers, expected->item.candidat,
							expected->item.parchemin);
	}
}

static bool wants_file(void *context, size_t index)
{
	const struct checked *checked = context;
	const char *name = checked_below(checked, index);

	return name && strcmp(name, MANIFEST) && !tree_file(checked->tree, index)->twice &&
	       (!checked->only || !strcmp(name, checked->only));
}

static void visit_file(void *context, size_t index, const struct buffer *bytes)
{
	struct checked *checked = context;
	const char *name = checked_below(checked, index);
	struct place place = {.file = tree_file(checked->tree, index)->name};
	struct inventory_entry *entry = inventory_find(checked->inventory, name);
	struct expected *expected = expected_find(&checked->expected, name);
	char sha256[DIGEST_LENGTH + 1];
	unsigned pages = 0;

	digest_of(bytes->data, bytes->length, sha256);
	if (expected)
		expected->seen = true;
	if (entry)
		entry->seen = true;
	checked->documents++;
	if (!entry && (checked->trusted || (!expected && checked->dossiers))) {
		message_add(checked->messages, place, M_V602, NULL);
		return;
	}
	if (entry && checked->trusted &&
	    !check_bytes(checked, entry, place, bytes->length, sha256))
		return;
	if (expected && expected->kind < KIND_COUNT)
		pages = is_right_minutes(checked, expected, sha256)
				? checked->minutes_pages
				: check_dossier(checked, expected, place, bytes);
	if (entry)
		renew(checked, entry->file, expected, bytes->length, sha256, pages);
}

/* What must not be read at all. */
static void check_names(struct checked *checked)
{
	for (size_t i = 0; i < tree_count(checked->tree); i++) {
		const struct tree_file *file = tree_file(checked->tree, i);
		const char *name = checked_below(checked, i);

		if (!name || (checked->only && strcmp(name, checked->only)))
			continue;
		if (file->twice)
			message_add(checked->messages, ((struct place){.file = file->name}),
				    M_V602, NULL);
		else if (!file->plain) {
			struct inventory_entry *entry = inventory_find(checked->inventory, name);
			struct expected *expected = expected_find(&checked->expected, name);

			message_add(checked->messages, ((struct place){.file = file->name}), M_V605,
				    message_translate("it is no plain file"));
			if (entry)
				entry->seen = true;
			if (expected)
				expected->seen = true;
		}
	}
}

/* What should be there and is not. */
static void check_missing(struct checked *checked)
{
	if (!checked->source && !checked->faults->count && is_closed(checked) &&
	    !inventory_find(checked->inventory, DELIBERATION))
		message_add(checked->messages, checked_place(checked, DELIBERATION), M_V601, NULL);
	for (size_t i = 0; checked->trusted && i < checked->inventory->manifest.file_count; i++) {
		const struct inventory_entry *entry = &checked->inventory->entries[i];

		if (!entry->seen)
			message_add(checked->messages, checked_place(checked, entry->path), M_V601,
				    NULL);
	}
	for (size_t i = 0; i < checked->expected.count; i++) {
		const struct expected *expected = &checked->expected.list[i];

		if (!expected->seen && !checked->altered &&
		    !(checked->trusted && inventory_find(checked->inventory, expected->path)))
			message_add(checked->messages, checked_place(checked, expected->path),
				    M_V601, NULL);
	}
}

static bool is_of(const struct manifest_file *file, const char *genre)
{
	return file->genre && !strcmp(file->genre, genre);
}

/* Parchments and letters that the manifest has and the deliberation does not give. */
static void check_allowed(struct checked *checked)
{
	if (!checked->dossiers || checked->altered || !checked->trusted)
		return;
	for (size_t i = 0; i < checked->inventory->manifest.file_count; i++) {
		const struct inventory_entry *entry = &checked->inventory->entries[i];

		if ((is_of(entry->file, "parchemins") || is_of(entry->file, "resultats")) &&
		    !expected_find(&checked->expected, entry->path))
			message_add(checked->messages, checked_place(checked, entry->path), M_V610,
				    entry->path,
				    message_translate("the deliberation does not give it"));
	}
}

/* The whole manifest, made anew from the deliberation, the files and what only it tells, is the one that stands there. */
static void check_manifest(struct checked *checked)
{
	struct manifest anew = checked->inventory->manifest;
	struct place place = checked_place(checked, MANIFEST);
	char entree[DIGEST_LENGTH + 1];

	if (checked->dossiers) {
		const xmlNode *certificateur = element_first(
			element_first(source_root(checked->source), "certification"),
			"certificateur");

		anew.session = element_get(checked_session_node(checked), "id");
		anew.certificateur = certificateur ? element_get(certificateur, "id") : "0";
		anew.etat = "clos";
	}
	manifest_input_digest(anew.sources, anew.source_count, entree);
	anew.entree = entree;
	place.line = inventory_differs(&anew, checked->manifest.data, checked->manifest.length);
	if (!place.line)
		return;
	message_add(checked->messages, place, M_V606, NULL);
}

/* Is there a manifest, as it was written and this session's? Of one document no more is asked: its bytes were held against it. One
 * that is whole differs only where something was said already. */
static void vouch_for(struct checked *checked)
{
	if (!checked->has_manifest)
		message_add(checked->messages, checked_place(checked, MANIFEST), M_V601, NULL);
	else if (!checked->inventory)
		message_add(checked->messages, checked_place(checked, MANIFEST), M_V606, NULL);
	else if (!checked->inventory->sound ||
		 (!checked->only && checked->trusted && checked->messages->errors == checked->faults_before))
		check_manifest(checked);
}

/* What reading the deliberation said counts when nothing else tells that the file was altered. */
static void say_unread(struct checked *checked)
{
	if (checked->dossiers || !is_closed(checked) || checked->messages->errors != checked->faults_before)
		return;
	if (checked->faults->count)
		messages_append(checked->messages, checked->faults);
	else if (checked->source)
		message_add(checked->messages, checked_place(checked, DELIBERATION), M_V605,
			    message_translate("it is no deliberation"));
}

static void checked_conclude(struct checked *checked)
{
	char count[24];

	if (checked->departing) {
		snprintf(count, sizeof count, "%zu", checked->departing);
		message_add(checked->messages, checked_place(checked, DELIBERATION), M_V616, count,
			    checked->departs, checked->how);
	}
	if (!checked->only) {
		check_missing(checked);
		check_allowed(checked);
	}
	vouch_for(checked);
	if (!checked->only)
		say_unread(checked);
}

size_t checked_session(struct tree *tree, const char *path, const char *root, const char *only,
		       struct messages *messages)
{
	struct checked checked = {.tree = tree,
				  .path = path,
				  .root = root,
				  .only = only,
				  .messages = messages,
				  .arena = arena_new(),
				  .scratch = arena_new(),
				  .faults = messages_new(),
				  .faults_before = messages->errors};

	checked_open(&checked);
	check_deliberation(&checked);
	check_names(&checked);
	tree_read(tree, wants_file, visit_file, &checked, messages);
	checked_conclude(&checked);
	dossier_close(checked.dossiers);
	source_free(checked.source);
	buffer_free(&checked.manifest);
	messages_free(checked.faults);
	arena_free(checked.arena);
	arena_free(checked.scratch);
	return checked.documents;
}
