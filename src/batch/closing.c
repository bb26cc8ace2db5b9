#include "batch/closing.h"

#include <stdlib.h>
#include <string.h>

#include "jury/minute.h"
#include "jury/preparation.h"

static bool wanted(unsigned kinds, int kind)
{
	return kinds & 1u << kind;
}

/* deliberation.xml is what later commands take a session from: only one that was closed out as a whole has it. */
static bool wants_deliberation(unsigned kinds, bool draft)
{
	return kinds == KIND_ALL && !draft;
}

size_t closing_count(const struct planned *planned, unsigned kinds, bool draft)
{
	size_t count = wants_deliberation(kinds, draft) ? 2 : 0;

	for (int kind = 0; kind < KIND_COUNT; kind++)
		count += wanted(kinds, kind) ? planned->units[kind_unit((enum kind)kind)] : 0;
	return count;
}

static void closing_put(struct closing *closing, enum kind kind, struct unit_item item, const char *path)
{
	closing->documents[closing->count++] =
		(struct closing_document){.kind = kind, .item = item, .path = path};
}

static void closing_list_kind(struct closing *closing, enum kind kind)
{
	enum unit unit = kind_unit(kind);
	size_t count = unit_list(closing->deliberation, unit, NULL);
	struct unit_item *items = arena_array(closing->arena, count + 1, sizeof *items);

	unit_list(closing->deliberation, unit, items);
	for (size_t i = 0; i < count; i++)
		closing_put(closing, kind, items[i],
			    unit_path(closing->deliberation, unit, &items[i], kind_name(kind), closing->arena));
}

static void closing_list(struct closing *closing, unsigned kinds, bool draft)
{
	closing->documents = arena_array(closing->arena, closing_count(closing->planned, kinds, draft) + 1,
					 sizeof *closing->documents);
	for (int kind = 0; kind < KIND_COUNT; kind++)
		if (wanted(kinds, kind))
			closing_list_kind(closing, (enum kind)kind);
	if (!wants_deliberation(kinds, draft))
		return;
	closing_put(closing, KIND_DELIBERATION, UNIT_ITEM_NONE, "deliberation.xml");
	closing_put(closing, KIND_INDEX, UNIT_ITEM_NONE, "index.html");
}

/* Was the file changed since it was checked? */
static bool closing_unchanged(const struct planned *planned, const struct source *source)
{
	char sha256[DIGEST_LENGTH + 1];

	source_digest(source, sha256);
	return !strcmp(sha256, planned->sources[0].sha256);
}

/* Read and decide the session as it was checked. NULL: it can no longer be read, or is another. */
static const struct deliberation *closing_decide(const struct planned *planned, struct arena *arena)
{
	struct messages *messages = messages_new(); /* said already, when it was checked */
	struct source *source = source_open(planned->path, messages);
	const struct session *session = NULL;

	if (source && closing_unchanged(planned, source))
		session = session_load(source, arena, messages);
	source_free(source); /* a session asks it for places only, and there is no more to be said */
	messages_free(messages);
	return session ? deliberation_decide(planned->referentiel, session, arena) : NULL;
}

/* Write the minutes that all documents are taken from. False: it is not what was counted. */
static bool closing_minute(struct closing *closing, unsigned kinds, bool draft)
{
	const struct planned *planned = closing->planned;
	struct minute_options options = {
		.projet = draft, .images = planned->images, .image_count = planned->image_count};
	const struct deliberation *deliberation = closing->deliberation;

	for (int unit = 0; unit < UNIT_COUNT; unit++)
		if (unit_list(deliberation, (enum unit)unit, NULL) != planned->units[unit])
			return false;
	closing->minute = minute_write(deliberation, planned->certificateur, &options);
	if (kinds & KIND_AVANT)
		preparation_add(closing->minute, deliberation);
	closing->dossiers = dossier_open(closing->minute);
	return closing->dossiers != NULL;
}

struct closing *closing_open(const struct planned *planned, unsigned kinds, bool draft)
{
	struct closing *closing = memory_alloc(sizeof *closing);

	*closing = (struct closing){.planned = planned, .arena = arena_new(), .deliberation = planned->decided};
	if (!closing->deliberation)
		closing->deliberation = closing_decide(planned, closing->arena);
	if (!closing->deliberation || !closing_minute(closing, kinds, draft)) {
		closing_close(closing);
		return NULL;
	}
	closing_list(closing, kinds, draft);
	return closing;
}

void closing_close(struct closing *closing)
{
	if (!closing)
		return;
	dossier_close(closing->dossiers);
	if (closing->minute)
		xmlFreeDoc(closing->minute);
	arena_free(closing->arena);
	free(closing);
}
