#include "batch/document.h"

#include <string.h>

#include "base/version.h"
#include "batch/explain.h"
#include "batch/trace.h"
#include "fo/layout.h"
#include "input/writer.h"
#include "jury/minute.h"
#include "jury/preparation.h"
#include "jury/rapport.h"
#include "pdf/pdf.h"

/* A document under way. */
struct making {
	const struct resources *resources;
	const struct closing *closing;
	const struct closing_document *document;
	struct arena *arena;
	struct messages *messages;
	struct outcome *outcome;
	double since; /* processor time when the stage began */
};

static void making_stage(struct making *making, enum stage stage)
{
	double now = outcome_clock();

	making->outcome->seconds[stage] += now - making->since;
	making->since = now;
}

/* Pictures are named relative to the certifier's file. */
static const char *making_folder(const struct making *making)
{
	const struct certificateur *certificateur = making->closing->planned->certificateur;
	const char *name = certificateur ? source_name(certificateur->source) : "";
	const char *slash = strrchr(name, '/');

	return slash ? arena_strndup(making->arena, name, (size_t)(slash - name)) : ".";
}

static struct pdf_options making_pdf_options(const struct making *making,
					     const struct pdf_attachment *dossier)
{
	const struct referentiel *referentiel = making->closing->planned->referentiel;

	return (struct pdf_options){
		.author = referentiel->certificateur_count
				  ? referentiel->certificateurs[0].raison_sociale
				  : NULL,
		.date = resources_date(making->resources, making->closing->deliberation->session->deliberation.date,
				       making->arena),
		.producer = VERSION_PROGRAM,
		.attachments = dossier,
		.attachment_count = 1,
	};
}

/* What a stylesheet made has no place that a reader could look up. */
static struct place making_place(void *context, const xmlNode *node)
{
	(void)context;
	(void)node;
	return PLACE_NONE;
}

static struct layout_options making_layout(const struct making *making)
{
	return (struct layout_options){.fonts = making->resources->fonts,
				       .images = making->resources->images,
				       .folder = making_folder(making),
				       .strict = true,
				       .consumes = true,
				       .place = making_place};
}

static struct sheet *making_sheet(const struct making *making)
{
	return making->resources->sheets[making->document->kind];
}

static xmlDoc *making_dossier(const struct making *making)
{
	return kind_dossier(making->document->kind, making->closing->dossiers, &making->document->item);
}

/* FO to pages to PDF; the dossier is embedded as its source. What is said has no places yet. */
static int making_lay_out(struct making *making, const struct pdf_attachment *source, xmlDoc *fo,
			  struct buffer *out, struct messages *said)
{
	struct layout_options layout = making_layout(making);
	struct pdf_options options = making_pdf_options(making, source);
	struct document document = {0};
	struct page_sink sink;
	struct trace trace;
	struct pdf *pdf;
	int refused;

	options.sha256 = making->outcome->file.sha256;
	pdf = pdf_new(&options, making->resources->cache);
	trace_begin(&trace, pdf_sink(pdf));
	sink = trace_sink(&trace);
	refused = layout_document(fo, &layout, &sink, &document, making->arena, said);
	making_stage(making, STAGE_LAYOUT);
	trace_end(&trace, making->outcome->file.traces);
	making->outcome->file.pages = trace.pages;
	if (refused)
		pdf_free(pdf);
	else
		refused = pdf_complain(pdf_end(pdf, &document, out), PLACE_NONE, MESSAGE_ERROR,
				       making->messages);
	making_stage(making, STAGE_PDF);
	return refused;
}

/* The document was let go of, and is made once more: never are two held. */
static void making_explain(struct making *making, const struct messages *said)
{
	struct layout_options layout;
	xmlDoc *dossier;

	arena_reset(making->arena);
	dossier = making_dossier(making);
	layout = making_layout(making);
	explain_layout(making_sheet(making), dossier, &layout, said, making->messages);
	xmlFreeDoc(dossier);
	making_stage(making, STAGE_LAYOUT);
}

/* Each form of the document is given back when the next one is there. */
static enum status making_paged(struct making *making, struct buffer *out)
{
	xmlDoc *dossier = making_dossier(making), *fo;
	struct messages *said;
	struct buffer bytes = {0};
	int refused = 1;
	struct pdf_attachment source = {.name = "dossier.xml",
					.mime = "text/xml",
					.description = "Le dossier dont ce document est tiré"};

	making_stage(making, STAGE_DOSSIER);
	if (!dossier)
		return STATUS_INTERNAL;
	fo = sheet_apply(making_sheet(making), dossier, NULL, making->messages);
	preparation_conceal(dossier);
	writer_document(dossier, &bytes);
	source.data = bytes.data;
	source.length = bytes.length;
	xmlFreeDoc(dossier);
	making_stage(making, STAGE_SHEET);
	said = messages_new();
	if (fo)
		refused = making_lay_out(making, &source, fo, out, said);
	xmlFreeDoc(fo);
	buffer_free(&bytes);
	if (said->count)
		making_explain(making, said);
	messages_free(said);
	return refused ? STATUS_REFUSED : STATUS_DONE;
}

/* What the manifest lists of a document, besides what is known only when it is made. */
static struct manifest_file name_of(const struct closing *closing,
				    const struct closing_document *document)
{
	const struct dossiers *dossiers = closing->dossiers;
	struct manifest_file file = {.path = document->path, .genre = kind_name(document->kind)};
	const struct unit_item *item = &document->item;

	if (item->candidat != UNIT_NONE)
		file.candidat = dossier_candidat_id(dossiers, item->candidat);
	if (item->parchemin != UNIT_NONE) {
		file.bloc = dossier_parchemin_bloc(dossiers, item->candidat, item->parchemin);
		file.numero = dossier_parchemin_numero(dossiers, item->candidat, item->parchemin);
	}
	return file;
}

/* index.html: it leads to all that is listed before it. */
static enum status making_index(struct making *making, struct buffer *out)
{
	const struct closing *closing = making->closing;
	size_t count = (size_t)(making->document - closing->documents);
	struct rapport_document *list = arena_array(making->arena, count + 1, sizeof *list);
	struct sheet *sheet = making->resources->sheets[KIND_INDEX];
	xmlDoc *dossier, *page;

	for (size_t i = 0; i < count; i++) {
		struct manifest_file file = name_of(closing, &closing->documents[i]);

		list[i] = (struct rapport_document){file.genre, file.path, file.candidat,
						    file.bloc};
	}
	dossier = rapport_dossier(closing->dossiers, list, count, closing->planned->messages);
	making_stage(making, STAGE_DOSSIER);
	page = sheet_apply(sheet, dossier, NULL, making->messages);
	if (page)
		sheet_write(sheet, page, out);
	making_stage(making, STAGE_SHEET);
	xmlFreeDoc(dossier);
	xmlFreeDoc(page);
	return page && out->length ? STATUS_DONE : STATUS_REFUSED;
}

enum status document_make(const struct resources *resources, const struct closing *closing,
			  size_t index, struct arena *arena, struct buffer *out,
			  struct outcome *outcome, struct messages *messages)
{
	struct making making = {.resources = resources,
				.closing = closing,
				.document = &closing->documents[index],
				.arena = arena,
				.messages = messages,
				.outcome = outcome,
				.since = outcome_clock()};

	outcome->file = name_of(closing, making.document);
	if (making.document->kind == KIND_DELIBERATION) {
		writer_document(closing->minute, out);
		making_stage(&making, STAGE_DOSSIER);
		outcome->status = STATUS_DONE;
	} else if (making.document->kind == KIND_INDEX) {
		outcome->status = making_index(&making, out);
	} else {
		outcome->status = making_paged(&making, out);
	}
	outcome->file.size = out->length;
	if (!*outcome->file.sha256) /* not said by who wrote it */
		digest_of(out->data, out->length, outcome->file.sha256);
	return outcome->status;
}
