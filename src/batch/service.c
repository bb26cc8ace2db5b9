#include "batch/service.h"

#include <stdio.h>
#include <unistd.h>

#include "batch/document.h"
#include "batch/outcome.h"

void service_target(const struct planned *planned, unsigned kinds, bool draft,
		    char target[SERVICE_TARGET])
{
	if (draft)
		snprintf(target, SERVICE_TARGET, "projet");
	else if (kinds != KIND_ALL)
		snprintf(target, SERVICE_TARGET, "partiel");
	else
		snprintf(target, SERVICE_TARGET, "r%ld", planned->revision);
}

static void service_open(struct service *service, size_t session)
{
	const struct planned *planned = &service->plan->list[session];
	char target[SERVICE_TARGET];

	closing_close(service->closing);
	if (service->stage > 0)
		close(service->stage);
	service_target(planned, service->kinds, service->draft, target);
	service->session = session;
	service->closing = closing_open(planned, service->kinds, service->draft);
	service->stage = output_find_stage(service->output, planned->session, target,
					   planned->digest, &service->stage_error);
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

void service_serve(void *context, size_t session, size_t document, struct buffer *reply)
{
	struct service *service = context;
	struct outcome outcome = {0};
	struct messages *messages = messages_new();
	double since = outcome_clock();

	if (!service->arena)
		service->arena = arena_new();
	arena_reset(service->arena);
	if (!service->closing || service->session != session)
		service_open(service, session);
	outcome.seconds[STAGE_LOAD] = outcome_clock() - since;
	outcome.status = service_make(service, document, &outcome, messages);
	outcome_put(&outcome, messages, reply);
	messages_free(messages);
}
