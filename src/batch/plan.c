#include "batch/plan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "batch/settings.h"
#include "input/peek.h"
#include "input/reader.h"
#include "input/schema.h"
#include "jury/catalogue.h"
#include "jury/deliberation.h"
#include "jury/minute.h"
#include "jury/revision.h"
#include "jury/rules.h"
#include "jury/session.h"

/* Sessions that had to be read to be known stay as they were read until they are checked, up to so many bytes together. */
#define KEPT_LIMIT ((size_t)1 << 20)
/* Sessions that are ready stay as they were decided when all of them together take no more bytes than this: a few files need not be
 * read again (the bench's table of 300 candidates takes a fifth less time by it), and a night of thousands has none in memory. */
#define DECIDED_LIMIT ((size_t)8 << 20)

/* A référentiel that a session asked for; its own faults are said once. */
struct checked {
	const struct referentiel *referentiel;
	bool faulty;
	char sha256[DIGEST_LENGTH + 1];
};

/* A référentiel that was refused, as its root names it: NULL what it does not say. */
struct refused {
	const char *id, *edition;
};

struct plan_scratch {
	struct plan_options options;
	struct catalogue *given, *installed; /* what the user gives goes before the program's own */
	struct schema *schemas[SOURCE_FO + 1];
	struct checked *checked;
	size_t checked_count;
	struct refused *refused; /* référentiels among the inputs that cannot be used */
	size_t refused_count;
	const struct settings **settings; /* the certifiers' files */
	size_t settings_count;
	const struct settings *chosen; /* --certificateur: for every session; NULL: not given, or refused */
	struct source **opened; /* one for each input: a session that waits to be checked, or NULL */
	size_t opened_bytes, decided_bytes;
	struct arena *session,
		*suite; /* for one session under check, and the one that it goes on from */
};

static struct rules_context plan_rules(const struct plan *plan)
{
	const struct plan_options *options = &plan->scratch->options;

	return (struct rules_context){.build = options->build && !options->draft,
				      .before = options->before,
				      .coverage = options->coverage,
				      .arena = plan->scratch->session};
}

static struct schema *plan_schema(struct plan *plan, enum source_kind kind)
{
	struct schema **schema = &plan->scratch->schemas[kind];

	if (!*schema)
		*schema = schema_new(kind);
	return *schema;
}

static bool plan_validate(struct plan *plan, const struct source *source, struct messages *messages)
{
	return schema_validate(plan_schema(plan, source_kind(source)), source, messages);
}

/* Référentiels */

static struct checked *checked_find(struct plan_scratch *scratch,
				    const struct referentiel *referentiel)
{
	for (size_t i = 0; i < scratch->checked_count; i++) {
		if (scratch->checked[i].referentiel == referentiel)
			return &scratch->checked[i];
	}
	return NULL;
}

static struct checked *checked_add(struct plan_scratch *scratch,
				   const struct referentiel *referentiel, bool faulty)
{
	struct checked *checked;

	scratch->checked = memory_realloc(scratch->checked,
					  (scratch->checked_count + 1) * sizeof *scratch->checked);
	checked = &scratch->checked[scratch->checked_count++];
	*checked = (struct checked){.referentiel = referentiel, .faulty = faulty};
	source_digest(referentiel->source, checked->sha256);
	return checked;
}

static bool refused_may_be(const char *refused, const char *wanted)
{
	return !refused || !*refused || (wanted && !strcasecmp(refused, wanted));
}

/* Is the référentiel that the session names one of those whose own faults have been said? */
static bool plan_refused(const struct plan_scratch *scratch, const struct session *session)
{
	for (size_t i = 0; i < scratch->refused_count; i++)
		if (refused_may_be(scratch->refused[i].id, session->referentiel) &&
		    refused_may_be(scratch->refused[i].edition, session->edition))
			return true;
	return false;
}

static void plan_refuse_referentiel(struct plan *plan, const struct source *source)
{
	struct plan_scratch *scratch = plan->scratch;
	const struct reader reader = {source, plan->arena, NULL};
	const struct refused refused = {reader_attribute(&reader, source_root(source), "id"),
					reader_attribute(&reader, source_root(source), "edition")};

	scratch->refused = memory_realloc(scratch->refused, (scratch->refused_count + 1) * sizeof *scratch->refused);
	scratch->refused[scratch->refused_count++] = refused;
}

/* The référentiel that the session names, checked. NULL: unknown or unreadable. Its own faults go to the plan's messages. */
static const struct checked *plan_referentiel(struct plan *plan, const struct session *session,
					      struct messages *messages)
{
	struct plan_scratch *scratch = plan->scratch;
	struct rules_context context = plan_rules(plan);
	struct messages *own = messages_new();
	struct checked *checked = NULL;
	const struct referentiel *referentiel = catalogue_find_named(
		scratch->given, &context, session->referentiel, session->edition, own);

	if (!referentiel)
		referentiel = catalogue_find(scratch->installed, &context, session, own);
	if (referentiel)
		checked = checked_find(scratch, referentiel);
	if (referentiel && !checked)
		checked = checked_add(scratch, referentiel, own->errors > 0);
	if (referentiel || !plan_refused(scratch, session))
		messages_append(referentiel ? plan->messages : messages, own);
	messages_free(own);
	return checked;
}

/* A référentiel among the inputs: the sessions may use it. It is read here for its name only; the catalogue says its faults. */
static void plan_add_referentiel(struct plan *plan, struct planned *planned,
				 const struct source *source)
{
	struct plan_scratch *scratch = plan->scratch;
	struct rules_context context = plan_rules(plan);
	const struct referentiel *named = NULL, *referentiel = NULL;

	if (plan_validate(plan, source, planned->messages)) {
		struct messages *again = messages_new();

		named = referentiel_load(source, scratch->session, again);
		messages_free(again);
	}
	if (named && named->id && named->edition &&
	    catalogue_add(scratch->given, planned->path, planned->messages)) {
		referentiel = catalogue_find_named(scratch->given, &context, named->id,
						   named->edition, planned->messages);
		if (referentiel && !checked_find(scratch, referentiel))
			checked_add(scratch, referentiel, planned->messages->errors > 0);
	}
	if (!referentiel)
		plan_refuse_referentiel(plan, source);
	arena_reset(scratch->session);
}

/* Certifiers' files */

/* Read one and keep it, refused or not. The plan keeps the source. */
static const struct settings *plan_add_certificateur(struct plan *plan, struct source *source, struct messages *messages)
{
	struct plan_scratch *scratch = plan->scratch;
	struct rules_context context = plan_rules(plan);
	const struct settings *settings = settings_read(source, plan_schema(plan, SOURCE_CERTIFICATEUR), &context,
							scratch->options.build, plan->arena, messages);

	scratch->settings = memory_realloc(scratch->settings, (scratch->settings_count + 1) * sizeof(struct settings *));
	scratch->settings[scratch->settings_count++] = settings;
	return settings;
}

static void plan_open_certificateur(struct plan *plan, const char *path)
{
	struct plan_scratch *scratch = plan->scratch;
	const struct settings *settings;
	struct source *source;

	if (access(path, R_OK)) {
		message_add(plan->messages, PLACE_NONE, M_U906, path, file_explain(errno));
		plan->status = status_worse(plan->status, STATUS_MISSING);
		return;
	}
	source = source_open(path, plan->messages);
	if (source && source_kind(source) != SOURCE_CERTIFICATEUR) {
		message_add_level(plan->messages, source_place(source, source_root(source)), M_U907,
				  MESSAGE_ERROR, path, "--certificateur");
		source_free(source);
		source = NULL;
	}
	settings = source ? plan_add_certificateur(plan, source, plan->messages) : NULL;
	if (settings && settings->certificateur)
		scratch->chosen = settings;
	else
		plan->status = status_worse(plan->status, STATUS_REFUSED);
}

/* Is there none of the one that was asked for? */
static bool plan_certificateur_refused(const struct plan_scratch *scratch)
{
	return scratch->options.certificateur && !scratch->chosen;
}

/* Sessions */

static void planned_source(struct planned *planned, const char *role, const char *id,
			   const char *edition, const char *sha256)
{
	struct manifest_source *source = &planned->sources[planned->source_count++];

	*source = (struct manifest_source){.role = role, .id = id, .edition = edition};
	memcpy(source->sha256, sha256, sizeof source->sha256);
}

/* The latest revision before this one that stands in the output folder, or NULL; the caller frees it. */
static struct source *plan_earlier(const struct plan *plan, const struct session *session)
{
	const char *output = plan->scratch->options.output;
	struct messages *messages = messages_new();
	struct source *source = NULL;

	for (long revision = session->revision - 1; output && revision > 0 && !source; revision--) {
		const char *path = arena_printf(plan->scratch->session, "%s/%s/r%ld/deliberation.xml", output, session->id,
						revision);

		if (!access(path, R_OK))
			source = source_open(path, messages);
	}
	messages_free(messages);
	return source;
}

/* There are too many to keep: they are read again. */
static void plan_forget_decided(struct plan *plan)
{
	for (size_t i = 0; i < plan->count; i++) {
		struct planned *planned = &plan->list[i];

		arena_free(planned->kept);
		planned->kept = NULL;
		planned->decided = NULL;
	}
}

/* Keep the session and what was decided of it for whoever makes its documents. */
static void plan_keep_decided(struct plan *plan, struct planned *planned, const struct deliberation *deliberation)
{
	struct plan_scratch *scratch = plan->scratch;

	if (!scratch->options.build || scratch->decided_bytes > DECIDED_LIMIT)
		return;
	scratch->decided_bytes += arena_size(scratch->session);
	planned->kept = scratch->session;
	planned->decided = deliberation;
	scratch->session = arena_new();
	if (scratch->decided_bytes > DECIDED_LIMIT)
		plan_forget_decided(plan);
}

/* What the session is closed out with, kept when the session itself is given back. */
static void plan_keep_session(struct plan *plan, struct planned *planned,
			      const struct session *session, const struct checked *checked)
{
	const struct deliberation *deliberation =
		deliberation_decide(checked->referentiel, session, plan->scratch->session);
	const struct plan_scratch *scratch = plan->scratch;
	const struct settings *settings = scratch->chosen ? scratch->chosen
							  : settings_find(scratch->settings, scratch->settings_count,
									  checked->referentiel);
	struct source *earlier = plan_earlier(plan, session);
	char sha256[DIGEST_LENGTH + 1];

	if (earlier)
		revision_compare(earlier, deliberation, planned->messages);
	source_free(earlier);
	if (planned->messages->errors)
		return;
	planned->referentiel = checked->referentiel;
	planned->revision = session->revision;
	for (int unit = 0; unit < UNIT_COUNT; unit++)
		planned->units[unit] = unit_list(deliberation, (enum unit)unit, NULL);
	planned->state = PLANNED_READY;
	source_digest(session->source, sha256);
	planned_source(planned, "session", planned->session, NULL, sha256);
	planned_source(planned, "referentiel", checked->referentiel->id,
		       checked->referentiel->edition, checked->sha256);
	if (settings) {
		planned->certificateur = settings->certificateur;
		planned->images = settings->images;
		planned->image_count = settings->image_count;
		planned_source(planned, "certificateur", settings->certificateur->id, NULL, settings->sha256);
	}
	manifest_input_digest(planned->sources, planned->source_count, planned->digest);
	plan_keep_decided(plan, planned, deliberation);
}

/* Ids become paths: the rules have refused any other; this holds even if they forget. */
static bool session_ids_valid(const struct session *session)
{
	if (!session->id || !rules_id_valid(session->id) || session->revision < 1)
		return false;
	for (size_t i = 0; i < session->candidat_count; i++) {
		if (!session->candidats[i].id || !rules_id_valid(session->candidats[i].id))
			return false;
	}
	return true;
}

/* The session that this one goes on from, where it is among the inputs; its source is the caller's to free. */
static const struct session *plan_suite(struct plan *plan, const struct planned *planned,
					struct source **source)
{
	struct messages *messages = messages_new();
	const struct session *suite = NULL;

	*source = NULL;
	for (size_t i = 0; i < plan->count && !*source; i++) {
		const struct planned *other = &plan->list[i];

		if (other == planned || !other->session ||
		    strcasecmp(other->session, planned->suite_de))
			continue;
		*source = source_open(other->path, messages);
		if (*source && source_kind(*source) == SOURCE_SESSION &&
		    plan_validate(plan, *source, messages))
			suite = session_load(*source, plan->scratch->suite, messages);
	}
	messages_free(messages);
	return suite;
}

static void plan_check_rules(struct plan *plan, struct planned *planned,
			     const struct session *session)
{
	struct rules_context context = plan_rules(plan);
	const struct checked *checked = plan_referentiel(plan, session, planned->messages);
	struct source *suite = NULL;

	if (!checked)
		return;
	if (planned->suite_de)
		context.suite = plan_suite(plan, planned, &suite);
	context.faulty = checked->faulty;
	rules_check_session(&context, session, checked->referentiel, planned->messages);
	source_free(suite);
	if (!planned->messages->errors && !session_ids_valid(session))
		message_add(planned->messages, session->place, M_S200, "id");
	if (!planned->messages->errors && !checked->faulty && !plan_certificateur_refused(plan->scratch))
		plan_keep_session(plan, planned, session, checked);
}

/* Keep what was read of a session until it is checked; false: there is too much of it. */
static bool plan_keep(struct plan *plan, const struct planned *planned, struct source *source)
{
	struct plan_scratch *scratch = plan->scratch;
	size_t length;

	source_bytes(source, &length);
	if (length > KEPT_LIMIT || scratch->opened_bytes > KEPT_LIMIT - length)
		return false;
	scratch->opened_bytes += length;
	scratch->opened[planned - plan->list] = source;
	return true;
}

/* What was kept, once; else the file is read. */
static struct source *plan_take(struct plan *plan, const struct planned *planned,
				struct messages *messages)
{
	struct source **kept = &plan->scratch->opened[planned - plan->list], *source = *kept;

	*kept = NULL;
	return source ? source : source_open(planned->path, messages);
}

/* Sessions that go on from another wait until the names of all are known. */
static void plan_check_session(struct plan *plan, struct planned *planned)
{
	struct messages *again = planned->suite_de ? messages_new() : planned->messages;
	struct source *source = plan_take(plan, planned, again);
	const struct session *session = NULL;
	bool waits = false;

	planned->state = PLANNED_REFUSED;
	planned->kind = source ? source_kind(source) : SOURCE_OTHER;
	if (planned->kind == SOURCE_SESSION && plan_validate(plan, source, again))
		session = session_load(source, plan->scratch->session, again);
	if (session && !planned->session) {
		planned->session = session->id ? arena_strdup(plan->arena, session->id) : NULL;
		planned->suite_de =
			session->suite_de ? arena_strdup(plan->arena, session->suite_de) : NULL;
		waits = planned->suite_de != NULL;
	}
	if (session && !waits)
		plan_check_rules(plan, planned, session);
	if (again != planned->messages)
		messages_free(again);
	source_free(source);
	arena_reset(plan->scratch->session);
	arena_reset(plan->scratch->suite);
}

/* Inputs */

/* Sessions of other machines are known by name: one of ours may go on from it. */
static void plan_leave(struct planned *planned, const char *id)
{
	planned->session = id;
	planned->elsewhere = true;
}

/* Most sessions need not be read to be known as such: then they are read once, when they are checked, and given back one by one.
 * True: nothing more is to be known of it now. */
static bool plan_peek(struct plan *plan, struct planned *planned)
{
	const struct shard *shard = &plan->scratch->options.shard;
	char id[PEEK_ID];

	if (!peek_session(planned->path, id))
		return false;
	if (shard->count && !shard_has(shard, id))
		plan_leave(planned, arena_strdup(plan->arena, id));
	else
		planned->kind = SOURCE_SESSION;
	return true;
}

/* What could only be known by reading it. What cannot be read at all is said by the machine that its first bytes name, or by the
 * first. */
static bool plan_is_ours(struct plan *plan, struct planned *planned, const struct source *source)
{
	const struct shard *shard = &plan->scratch->options.shard;
	struct reader reader = {source, plan->arena, NULL};
	const char *id = NULL;

	char peeked[PEEK_ID];

	if (!shard->count || (source && source_kind(source) != SOURCE_SESSION))
		return true;
	if (source)
		id = reader_attribute(&reader, source_root(source), "id");
	else if (peek_session(planned->path, peeked))
		id = peeked;
	if (shard_has(shard, id))
		return true;
	plan_leave(planned, source ? id : NULL);
	messages_free(planned->messages);
	planned->messages = messages_new();
	return false;
}

/* Open an input and say what it is; sessions are checked when all référentiels are known. */
static void plan_classify(struct plan *plan, struct planned *planned)
{
	struct source *source;

	if (plan_peek(plan, planned))
		return;
	source = source_open(planned->path, planned->messages);
	if (!plan_is_ours(plan, planned, source)) {
		source_free(source);
		return;
	}
	if (!source)
		return;
	planned->kind = source_kind(source);
	switch (planned->kind) {
	case SOURCE_SESSION:
		if (plan_keep(plan, planned, source))
			return;
		break;
	case SOURCE_REFERENTIEL:
		plan_add_referentiel(plan, planned, source);
		break;
	case SOURCE_CERTIFICATEUR:
		plan_add_certificateur(plan, source, planned->messages);
		return; /* the plan keeps it */
	default:
		if (!planned->found) {
			const xmlNode *root = source_root(source);

			message_add(planned->messages, source_place(source, root), M_U912,
				    planned->path, root->ns ? (const char *)root->ns->href : "");
		}
	}
	source_free(source);
}

static int compare_sessions(const void *a, const void *b)
{
	const struct planned *first = *(const struct planned *const *)a,
			     *second = *(const struct planned *const *)b;
	int order = strcmp(first->session, second->session);

	if (!order)
		order = (first->revision > second->revision) - (first->revision < second->revision);
	return order ? order : (first > second) - (first < second);
}

/* One revision of a session stands in one file. The same file under two names is closed out once. */
static void plan_refuse_doubles(struct plan *plan)
{
	struct planned **ready = memory_alloc((plan->count + 1) * sizeof(struct planned *));
	size_t count = 0;

	for (size_t i = 0; i < plan->count; i++) {
		if (plan->list[i].state == PLANNED_READY)
			ready[count++] = &plan->list[i];
	}
	qsort(ready, count, sizeof *ready, compare_sessions);
	for (size_t i = 1; i < count; i++) {
		struct planned *first = ready[i - 1], *second = ready[i];

		if (strcmp(first->session, second->session) || first->revision != second->revision)
			continue;
		ready[i] = first;
		second->state = PLANNED_NOTHING;
		if (strcmp(first->digest, second->digest)) {
			char revision[24];

			snprintf(revision, sizeof revision, "%ld", second->revision);
			message_add(second->messages, ((struct place){.file = second->path}),
				    M_B801, revision, second->session);
			second->state = PLANNED_REFUSED;
			plan->status = status_worse(plan->status, STATUS_OUTPUT);
		}
	}
	free(ready);
}

static void plan_check_all(struct plan *plan)
{
	for (size_t i = 0; i < plan->count; i++)
		plan_classify(plan, &plan->list[i]);
	for (size_t i = 0; i < plan->count; i++) {
		if (plan->list[i].kind == SOURCE_SESSION)
			plan_check_session(plan, &plan->list[i]);
	}
	for (size_t i = 0; i < plan->count; i++) {
		if (plan->list[i].suite_de)
			plan_check_session(plan, &plan->list[i]);
	}
	plan_refuse_doubles(plan);
	for (size_t i = 0; i < plan->count; i++) {
		struct planned *planned = &plan->list[i];

		if (planned->messages->errors)
			planned->state = PLANNED_REFUSED;
		if (planned->state == PLANNED_REFUSED)
			plan->status = status_worse(plan->status, STATUS_REFUSED);
	}
	if (plan->messages->errors)
		plan->status = status_worse(plan->status, STATUS_REFUSED);
}

struct plan *plan_make(const struct plan_options *options, const struct inputs *inputs)
{
	struct plan *plan = memory_alloc(sizeof *plan);
	struct plan_scratch *scratch = memory_alloc(sizeof *scratch);

	*plan = (struct plan){.arena = arena_new(), .messages = messages_new(), .scratch = scratch};
	*scratch = (struct plan_scratch){.options = *options,
					 .given = catalogue_new(),
					 .installed = catalogue_new(),
					 .session = arena_new(),
					 .suite = arena_new()};
	plan->list = arena_array(plan->arena, inputs->count + 1, sizeof *plan->list);
	plan->count = inputs->count;
	scratch->opened = arena_array(plan->arena, inputs->count + 1, sizeof(struct source *));
	for (size_t i = 0; i < inputs->count; i++) {
		plan->list[i].path = arena_strdup(plan->arena, inputs->list[i].path);
		plan->list[i].found = inputs->list[i].found;
		plan->list[i].messages = messages_new();
	}
	if (options->referentiels &&
	    !catalogue_add(scratch->given, options->referentiels, plan->messages))
		plan->status = STATUS_MISSING;
	if (options->referentiels_installed)
		catalogue_add(scratch->installed, options->referentiels_installed, plan->messages);
	if (options->certificateur)
		plan_open_certificateur(plan, options->certificateur);
	plan_check_all(plan);
	return plan;
}

static void scratch_free(struct plan_scratch *scratch)
{
	catalogue_free(scratch->given);
	catalogue_free(scratch->installed);
	for (size_t i = 0; i < sizeof scratch->schemas / sizeof *scratch->schemas; i++)
		schema_free(scratch->schemas[i]);
	for (size_t i = 0; i < scratch->settings_count; i++)
		source_free(scratch->settings[i]->source);
	free(scratch->settings);
	free(scratch->checked);
	free(scratch->refused);
	arena_free(scratch->session);
	arena_free(scratch->suite);
	free(scratch);
}

void plan_free(struct plan *plan)
{
	if (!plan)
		return;
	for (size_t i = 0; i < plan->count; i++) {
		messages_free(plan->list[i].messages);
		arena_free(plan->list[i].kept);
	}
	scratch_free(plan->scratch);
	messages_free(plan->messages);
	arena_free(plan->arena);
	free(plan);
}

static void print_list(struct messages *messages, plan_printer *print, FILE *out, size_t *errors, size_t *warnings)
{
	messages_sort(messages);
	print(messages, out);
	*errors += messages->errors;
	*warnings += messages->warnings;
}

void plan_print(struct plan *plan, plan_printer *print, FILE *out, size_t *errors, size_t *warnings)
{
	*errors = *warnings = 0;
	print_list(plan->messages, print, out, errors, warnings);
	for (size_t i = 0; i < plan->count; i++)
		print_list(plan->list[i].messages, print, out, errors, warnings);
}
