#include "batch/closing.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "jury/minute.h"

static bool wanted(unsigned kinds, enum kind kind)
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
	return (wanted(kinds, KIND_PV) ? 1 : 0) +
	       (wanted(kinds, KIND_PARCHEMINS) ? planned->parchemins : 0) +
	       (wanted(kinds, KIND_RESULTATS) ? planned->candidats : 0) +
	       (wants_deliberation(kinds, draft) ? 1 : 0);
}

static void closing_put(struct closing *closing, enum kind kind, size_t candidat, size_t parchemin,
			const char *path)
{
	closing->documents[closing->count++] = (struct closing_document){
		.kind = kind, .candidat = candidat, .parchemin = parchemin, .path = path};
}

static void closing_list(struct closing *closing, unsigned kinds, bool draft)
{
	const struct dossiers *dossiers = closing->dossiers;
	struct arena *arena = closing->arena;
	size_t candidats = dossier_candidat_count(dossiers);

	closing->documents = arena_array(arena, closing_count(closing->planned, kinds, draft),
					 sizeof *closing->documents);
	if (wanted(kinds, KIND_PV))
		closing_put(closing, KIND_PV, CLOSING_NONE, CLOSING_NONE, "pv.pdf");
	for (size_t i = 0; wanted(kinds, KIND_PARCHEMINS) && i < candidats; i++) {
		for (size_t j = 0; j < dossier_parchemin_count(dossiers, i); j++)
			closing_put(closing, KIND_PARCHEMINS, i, j,
				    arena_printf(arena, "parchemins/%s.pdf",
						 dossier_parchemin_numero(dossiers, i, j)));
	}
	for (size_t i = 0; wanted(kinds, KIND_RESULTATS) && i < candidats; i++)
		closing_put(
			closing, KIND_RESULTATS, i, CLOSING_NONE,
			arena_printf(arena, "resultats/%s.pdf", dossier_candidat_id(dossiers, i)));
	if (wants_deliberation(kinds, draft))
		closing_put(closing, KIND_DELIBERATION, CLOSING_NONE, CLOSING_NONE,
			    "deliberation.xml");
}

/* Was the file changed since it was checked? */
static bool closing_unchanged(const struct planned *planned, const struct source *source)
{
	char sha256[DIGEST_LENGTH + 1];
	size_t length;
	const void *bytes = source_bytes(source, &length);

	digest_of(bytes, length, sha256);
	return !strcmp(sha256, planned->sources[0].sha256);
}

/* Decide, and write the minutes that all documents are taken from. False: it is not what was counted. */
static bool closing_decide(struct closing *closing, bool draft)
{
	const struct planned *planned = closing->planned;
	struct minute_options options = {
		.projet = draft, .images = planned->images, .image_count = planned->image_count};
	const struct deliberation *deliberation =
		deliberation_decide(planned->referentiel, closing->session, closing->arena);

	closing->deliberation = deliberation;
	if (deliberation->candidat_count != planned->candidats ||
	    deliberation->parchemin_count != planned->parchemins)
		return false;
	closing->minute = minute_write(deliberation, planned->certificateur, &options);
	closing->dossiers = dossier_open(closing->minute);
	return closing->dossiers != NULL;
}

struct closing *closing_open(const struct planned *planned, unsigned kinds, bool draft)
{
	struct messages *messages = messages_new(); /* said already, when it was checked */
	struct closing *closing = memory_alloc(sizeof *closing);

	*closing = (struct closing){.planned = planned, .arena = arena_new()};
	closing->source = source_open(planned->path, messages);
	if (closing->source && closing_unchanged(planned, closing->source))
		closing->session = session_load(closing->source, closing->arena, messages);
	messages_free(messages);
	if (!closing->session || !closing_decide(closing, draft)) {
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
	source_free(closing->source);
	free(closing);
}
