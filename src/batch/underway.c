#include "batch/underway.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "batch/journal.h"
#include "batch/standing.h"

/* Of a document. */
enum { STATE_UNASKED, STATE_ASKED, STATE_LOST, STATE_ASKED_ALONE, STATE_ANSWERED };

void underway_fail(struct underway *underway, enum status status)
{
	underway->status = status_worse(underway->status, status);
	underway->stopped = true;
}

static void underway_fail_writing(struct underway *underway, const char *path, int error)
{
	underway->full = error == ENOSPC || error == EDQUOT;
	underway_fail(underway, file_complain(path, error, underway->messages));
}

/* Messages of a document that name no place are about the document. */
static void underway_place(struct underway *underway, size_t from, const char *path)
{
	const struct planned *planned = underway->planned;
	const char *file = path ? arena_printf(underway->arena, "%s/%s", planned->session, path) : planned->path;

	for (size_t i = from; i < underway->messages->count; i++) {
		if (!underway->messages->list[i].place.file)
			underway->messages->list[i].place.file = file;
	}
}

/* One record of the journal: taken when the file is there as it was when the record was written. */
static void underway_resume(void *context, size_t document, const struct buffer *record)
{
	struct underway *underway = context;
	struct messages *messages = messages_new();
	struct outcome outcome = {0};
	char sha256[DIGEST_LENGTH + 1];
	size_t before = underway->messages->count;

	if (document < underway->count && underway->state[document] == STATE_UNASKED &&
	    outcome_get(record, underway->arena, &outcome, messages) && outcome.status == STATUS_DONE &&
	    outcome.file.path && !output_digest(underway->stage, outcome.file.path, sha256) &&
	    !strcmp(sha256, outcome.file.sha256)) {
		underway->state[document] = STATE_ANSWERED;
		underway->files[document] = outcome.file;
		underway->unasked--;
		underway->resumed++;
		messages_append(underway->messages, messages);
		underway_place(underway, before, outcome.file.path);
	}
	messages_free(messages);
}

void underway_open(struct underway *underway, const struct service *service, size_t session, int lock)
{
	const struct planned *planned = &service->plan->list[session];
	size_t count = closing_count(planned, service->kinds, service->draft);
	char journal[SERVICE_STAGE + 16];
	int error;

	*underway = (struct underway){.used = true,
				      .session = session,
				      .planned = planned,
				      .service = service,
				      .lock = lock,
				      .stage = -1,
				      .journal = -1,
				      .count = count,
				      .unasked = count,
				      .state = memory_alloc(count + 1),
				      .files = memory_alloc((count + 1) * sizeof *underway->files),
				      .arena = arena_new(),
				      .messages = messages_new()};
	memset(underway->state, STATE_UNASKED, count + 1);
	service_target(planned, service->kinds, service->draft, underway->target);
	service_stage(service, planned, underway->name);
	snprintf(journal, sizeof journal, "%s.journal", underway->name);
	error = output_stage(lock, underway->name, &underway->stage);
	if (!error)
		error = journal_open(lock, journal, underway_resume, underway, &underway->journal);
	if (error)
		underway_fail_writing(underway,
				      arena_printf(underway->arena, "%s/%s", planned->session, underway->target),
				      error);
}

void underway_close(struct underway *underway)
{
	const int descriptors[] = {underway->lock, underway->stage, underway->journal};

	for (size_t i = 0; i < sizeof descriptors / sizeof *descriptors; i++)
		if (descriptors[i] >= 0)
			close(descriptors[i]);
	arena_free(underway->arena);
	messages_free(underway->messages);
	free(underway->files);
	free(underway->state);
	*underway = (struct underway){.lock = -1, .stage = -1, .journal = -1};
}

bool underway_has_more(const struct underway *underway)
{
	return underway->used && !underway->stopped && underway->unasked;
}

size_t underway_next(struct underway *underway)
{
	while (underway->state[underway->next] != STATE_UNASKED)
		underway->next++;
	underway->state[underway->next] = STATE_ASKED;
	underway->unasked--;
	return underway->next++;
}

size_t underway_next_alone(struct underway *underway)
{
	if (!underway->used || underway->stopped || !underway->again)
		return UNDERWAY_NONE;
	for (size_t i = 0; i < underway->count; i++) {
		if (underway->state[i] != STATE_LOST)
			continue;
		underway->state[i] = STATE_ASKED_ALONE;
		underway->again--;
		return i;
	}
	return UNDERWAY_NONE;
}

bool underway_answer(struct underway *underway, size_t document, const struct buffer *answer,
		     struct outcome *outcome)
{
	size_t before = underway->messages->count;
	int error;

	if (!outcome_get(answer, underway->arena, outcome, underway->messages))
		return false;
	underway_place(underway, before, outcome->file.path);
	underway->files[document] = outcome->file;
	underway->state[document] = STATE_ANSWERED;
	underway->answered++;
	if (outcome->error) {
		underway_fail_writing(underway, outcome->file.path, outcome->error);
		return true;
	}
	underway->status = status_worse(underway->status, outcome->status);
	if (outcome->status != STATUS_DONE)
		return true;
	error = journal_append(underway->journal, document, answer);
	if (error)
		underway_fail_writing(underway, underway->name, error);
	return true;
}

/* Only the worker knew what the document is: rare enough to open the session for it. */
static void underway_give_up(struct underway *underway, size_t document, const char *reason)
{
	const struct planned *planned = underway->planned;
	struct closing *closing =
		closing_open(planned, underway->service->kinds, underway->service->draft);
	const struct closing_document *lost =
		closing && document < closing->count ? &closing->documents[document] : NULL;

	message_add(underway->messages, ((struct place){.file = planned->path}), M_B804, lost ? lost->path : "",
		    reason, planned->session, lost ? kind_name(lost->kind) : "",
		    lost && lost->item.candidat != UNIT_NONE
			    ? dossier_candidat_id(closing->dossiers, lost->item.candidat)
			    : "–");
	closing_close(closing);
}

void underway_lose(struct underway *underway, size_t document, const char *reason)
{
	if (underway->state[document] == STATE_ASKED && !underway->stopped) {
		underway->state[document] = STATE_LOST;
		underway->again++;
		return;
	}
	underway->state[document] = STATE_ANSWERED;
	underway->answered++;
	underway->status = status_worse(underway->status, STATUS_TEMPORARY);
	underway_give_up(underway, document, reason);
}

bool underway_is_done(const struct underway *underway)
{
	size_t waiting = underway->unasked + underway->again;

	return underway->used && underway->resumed + underway->answered + waiting == underway->count &&
	       (underway->stopped || !waiting);
}

bool underway_is_whole(const struct underway *underway)
{
	return underway->status == STATUS_DONE && underway->resumed + underway->answered == underway->count;
}

int underway_seal(struct underway *underway)
{
	const struct planned *planned = underway->planned;
	const struct service *service = underway->service;
	struct manifest manifest = {
		.session = planned->session,
		.certificateur = standing_certificateur(planned),
		.revision = planned->revision,
		.etat = service->draft                ? "projet"
			: service->kinds & KIND_AVANT ? "avant"
			: service->kinds == KIND_ALL  ? "clos"
						      : "partiel",
		.entree = planned->digest,
		.feuilles = service->resources->sheets_digest,
		.polices = font_library_digest(service->resources->fonts),
		.epoque = service->resources->epoch,
		.sources = planned->sources,
		.source_count = planned->source_count,
		.files = underway->files,
		.file_count = underway->count,
	};
	struct buffer bytes = {0};
	int error;

	manifest_write(&manifest, &bytes);
	error = output_write(underway->stage, "manifest.xml", bytes.data, bytes.length);
	buffer_free(&bytes);
	return error;
}
