#include "batch/service.h"

#include <link.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/version.h"
#include "batch/document.h"
#include "batch/outcome.h"
#include "jury/minute.h"

void service_target(const struct planned *planned, unsigned kinds, bool draft,
		    char target[SERVICE_TARGET])
{
	if (draft)
		snprintf(target, SERVICE_TARGET, "projet");
	else if (kinds & KIND_AVANT)
		snprintf(target, SERVICE_TARGET, "avant");
	else if (kinds != KIND_ALL)
		snprintf(target, SERVICE_TARGET, "partiel");
	else
		snprintf(target, SERVICE_TARGET, "r%ld", planned->revision);
}

/* Adds the notes of the program itself, which hold what the linker says of its bytes, to a digest; the libraries come after. */
static int add_program(struct dl_phdr_info *info, size_t size, void *digest)
{
	(void)size;
	for (int i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *header = &info->dlpi_phdr[i];

		if (header->p_type == PT_NOTE)
			digest_add_field(digest, (const char *)info->dlpi_addr + header->p_vaddr, header->p_memsz);
	}
	return 1;
}

void service_stage(const struct service *service, const struct planned *planned, char name[SERVICE_STAGE])
{
	const struct resources *resources = service->resources;
	const char *epoch = resources->epoch ? resources->epoch : "", *fonts = font_library_digest(resources->fonts);
	char target[SERVICE_TARGET], hex[DIGEST_LENGTH + 1];
	struct digest *digest = digest_new();

	service_target(planned, service->kinds, service->draft, target);
	digest_add_field(digest, planned->digest, strlen(planned->digest));
	for (size_t i = 0; i < planned->image_count; i++)
		digest_add_field(digest, planned->images[i].data, planned->images[i].length);
	digest_add_field(digest, VERSION_PROGRAM, strlen(VERSION_PROGRAM));
	dl_iterate_phdr(add_program, digest);
	digest_add_field(digest, resources->sheets_digest, strlen(resources->sheets_digest));
	digest_add_field(digest, fonts, strlen(fonts));
	digest_add_field(digest, epoch, strlen(epoch));
	digest_add_field(digest, &service->kinds, sizeof service->kinds);
	digest_end(digest, hex);
	snprintf(name, SERVICE_STAGE, "%s-%.16s", target, hex);
}

static void service_open(struct service *service, size_t session)
{
	const struct planned *planned = &service->plan->list[session];
	char name[SERVICE_STAGE];

	closing_close(service->closing);
	if (service->stage >= 0)
		close(service->stage);
	service_stage(service, planned, name);
	service->session = session;
	service->closing = closing_open(planned, service->kinds, service->draft);
	service->stage_error = output_find_stage(service->lock, name, &service->stage);
	if (service->stage_error)
		service->stage = -1;
}

static enum status service_make(struct service *service, size_t document, struct outcome *outcome,
				struct messages *messages)
{
	const struct planned *planned = &service->plan->list[service->session];
	enum status status;
	double since;

	if (!service->closing || document >= service->closing->count) {
		message_add(messages, PLACE_NONE, M_U906, planned->path,
			    message_translate("it changed since it was checked"));
		return STATUS_TEMPORARY;
	}
	outcome->file.path = service->closing->documents[document].path;
	outcome->error = service->stage < 0 ? service->stage_error : 0;
	if (outcome->error)
		return status_of_error(outcome->error);
	buffer_clear(&service->bytes);
	status = document_make(service->resources, service->closing, document, service->arena,
			       &service->bytes, outcome, messages);
	if (status != STATUS_DONE)
		return status;
	since = outcome_clock();
	outcome->error = output_write(service->stage, outcome->file.path, service->bytes.data,
				      service->bytes.length);
	outcome->seconds[STAGE_WRITE] = outcome_clock() - since;
	return status_of_error(outcome->error);
}

void service_serve(void *context, const struct worker_question *question, struct buffer *reply)
{
	struct service *service = context;
	struct outcome outcome = {0};
	struct messages *messages = messages_new();
	double since = outcome_clock();

	if (!service->arena)
		service->arena = arena_new();
	arena_reset(service->arena);
	if (question->lock >= 0) {
		if (service->lock >= 0)
			close(service->lock);
		service->lock = question->lock;
	}
	if (!service->closing || service->session != question->session)
		service_open(service, question->session);
	outcome.seconds[STAGE_LOAD] = outcome_clock() - since;
	outcome.status = service_make(service, question->document, &outcome, messages);
	outcome_put(&outcome, messages, reply);
	messages_free(messages);
}
