#include "batch/bundle.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/version.h"
#include "batch/trace.h"
#include "fo/layout.h"
#include "jury/dossier.h"
#include "pdf/pdf.h"

struct bundle {
	const struct resources *resources;
	struct sheet *separator;
	struct bundle_options options;
	struct draft *draft;
	struct arena *arena;   /* titles, bookmarks, ids: until the end */
	struct arena *laid_out; /* of the document under way */
	struct pdf *pdf;
	struct pdf_options file;
	struct bookmark *first, **next_session;
	size_t documents, pages;
};

/* Where the pages of one copy of a document go. */
struct leaves {
	struct bundle *bundle;
	const char *label; /* what their numbers follow; NULL: nothing */
	const char *prefix; /* of the ids, which several documents may share */
	size_t pages;
	double width, height; /* of the last */
};

struct bundle *bundle_new(const struct resources *resources, struct sheet *separator,
			  const struct bundle_options *options, struct draft *draft)
{
	struct bundle *bundle = memory_alloc(sizeof *bundle);

	*bundle = (struct bundle){.resources = resources,
				  .separator = separator,
				  .options = *options,
				  .draft = draft,
				  .arena = arena_new(),
				  .laid_out = arena_new(),
				  .file = {.lang = "fr-FR", .producer = VERSION_PROGRAM}};
	bundle->next_session = &bundle->first;
	return bundle;
}

void bundle_free(struct bundle *bundle)
{
	if (!bundle)
		return;
	pdf_free(bundle->pdf);
	arena_free(bundle->laid_out);
	arena_free(bundle->arena);
	free(bundle);
}

size_t bundle_documents(const struct bundle *bundle)
{
	return bundle->documents;
}

size_t bundle_pages(const struct bundle *bundle)
{
	return bundle->pages;
}

/* ---- pages ---- */

static const char *prefixed(const struct leaves *leaves, const char *id)
{
	return arena_printf(leaves->bundle->laid_out, "%s%s", leaves->prefix, id);
}

/* Ids that are the document's own; on its first page one more, for the bookmarks. */
static void name_destinations(const struct leaves *leaves, struct page *page)
{
	size_t count = page->destination_count;
	struct destination *list =
		arena_array(leaves->bundle->laid_out, count + 1, sizeof *list);

	for (size_t i = 0; i < count; i++) {
		list[i] = page->destinations[i];
		list[i].id = list[i].id ? prefixed(leaves, list[i].id) : NULL;
	}
	if (!leaves->pages)
		list[page->destination_count++] = (struct destination){.id = leaves->prefix};
	page->destinations = list;
}

static void name_links(const struct leaves *leaves, struct page *page)
{
	struct item *items = arena_array(leaves->bundle->laid_out, page->count + 1, sizeof *items);

	for (size_t i = 0; i < page->count; i++) {
		items[i] = page->items[i];
		if (items[i].kind == ITEM_LINK && items[i].link.destination)
			items[i].link.destination = prefixed(leaves, items[i].link.destination);
	}
	page->items = items;
}

static int leaves_page(void *context, const struct page *laid_out)
{
	struct leaves *leaves = context;
	struct page page = *laid_out;

	name_destinations(leaves, &page);
	name_links(leaves, &page);
	if (leaves->label)
		page.label = arena_printf(leaves->bundle->laid_out, "%s p. %s", leaves->label,
					  page.label ? page.label : "");
	leaves->pages++;
	leaves->width = page.width;
	leaves->height = page.height;
	return pdf_page(leaves->bundle->pdf, &page);
}

/* A blank verso, so that what follows begins on a recto. */
static void leaves_end(const struct leaves *leaves)
{
	struct bundle *bundle = leaves->bundle;
	struct page page = {.width = leaves->width, .height = leaves->height, .label = "verso"};

	bundle->pages += leaves->pages;
	if (!bundle->options.duplex || leaves->pages % 2 == 0)
		return;
	pdf_page(bundle->pdf, &page);
	bundle->pages++;
}

/* What a stylesheet made has no place that a reader could look up. */
static struct place no_place(void *context, const xmlNode *node)
{
	(void)context;
	(void)node;
	return PLACE_NONE;
}

/* One copy of a document; its title, and in `traces` the digest of what it says and where. */
static enum status lay_out(struct bundle *bundle, struct sheet *sheet, xmlDoc *dossier,
			   struct leaves *leaves, const char *folder, const char **title,
			   char traces[DIGEST_LENGTH + 1], struct messages *messages)
{
	struct layout_options layout = {.fonts = bundle->resources->fonts,
					.images = bundle->resources->images,
					.folder = folder,
					.strict = true,
					.place = no_place};
	struct document document = {0};
	struct trace trace;
	struct page_sink sink;
	xmlDoc *fo = sheet_apply(sheet, dossier, NULL, messages);
	int refused;

	if (!fo)
		return STATUS_REFUSED;
	trace_begin(&trace, (struct page_sink){leaves_page, leaves});
	sink = trace_sink(&trace);
	refused = layout_document(fo, &layout, &sink, &document, bundle->laid_out, messages);
	trace_end(&trace, traces);
	leaves_end(leaves);
	pdf_part(bundle->pdf, &document);
	*title = arena_strdup(bundle->arena, document.title ? document.title : "");
	arena_reset(bundle->laid_out);
	xmlFreeDoc(fo);
	return refused ? STATUS_REFUSED : STATUS_DONE;
}

/* ---- bookmarks ---- */

static struct bookmark *add_bookmark(struct bundle *bundle, struct bookmark **at, const char *title,
				     const char *destination, bool open)
{
	struct bookmark *bookmark = arena_alloc(bundle->arena, sizeof *bookmark);

	*bookmark = (struct bookmark){.title = title, .destination = destination, .open = open};
	*at = bookmark;
	return bookmark;
}

/* ---- sessions ---- */

/* A session under way. */
struct adding {
	struct bundle *bundle;
	const struct cloture *cloture;
	struct dossiers *dossiers;
	struct messages *messages;
	struct bookmark *session, **next; /* the next in the session */
	struct bookmark *candidat, **next_document;
	const char *of; /* id of the candidate that `candidat` is for */
};

static int kind_of(const struct adding *adding, const struct manifest_file *fichier)
{
	int kind = kind_find(fichier->genre, strlen(fichier->genre));

	return kind >= 0 && (adding->bundle->options.kinds & 1u << kind) ? kind : -1;
}

static size_t count_documents(const struct adding *adding)
{
	size_t count = 0;

	for (size_t i = 0; i < adding->cloture->fichier_count; i++)
		count += kind_of(adding, &adding->cloture->fichiers[i]) >= 0;
	return count;
}

static size_t find_candidat(const struct adding *adding, const char *id)
{
	size_t count = dossier_candidat_count(adding->dossiers), i = 0;

	while (i < count && (!id || strcmp(dossier_candidat_id(adding->dossiers, i), id) != 0))
		i++;
	return i;
}

/* The parchment of a candidate that has this number, UNIT_NONE for none. */
static size_t find_parchemin(const struct adding *adding, size_t candidat, const char *numero)
{
	for (size_t i = 0; i < dossier_parchemin_count(adding->dossiers, candidat); i++)
		if (numero &&
		    !strcmp(dossier_parchemin_numero(adding->dossiers, candidat, i), numero))
			return i;
	return UNIT_NONE;
}

/* The dossier that a document is made from; NULL: the manifest names what the deliberation has not. */
static xmlDoc *find_dossier(const struct adding *adding, int kind,
			    const struct manifest_file *fichier)
{
	enum unit unit = kind_unit((enum kind)kind);
	struct unit_item item = UNIT_ITEM_NONE;

	if (unit != UNIT_SESSION) {
		item.candidat = find_candidat(adding, fichier->candidat);
		if (item.candidat == dossier_candidat_count(adding->dossiers))
			return NULL;
	}
	if (unit == UNIT_PARCHEMIN) {
		item.parchemin = find_parchemin(adding, item.candidat, fichier->numero);
		if (item.parchemin == UNIT_NONE)
			return NULL;
	}
	return kind_dossier((enum kind)kind, adding->dossiers, &item);
}

/* The bookmark of a document: below its candidate's, if it has one. */
static void mark_document(struct adding *adding, const struct manifest_file *fichier,
			  const char *title, const char *destination)
{
	struct bundle *bundle = adding->bundle;
	struct bookmark *bookmark;

	if (!fichier->candidat) {
		bookmark = add_bookmark(bundle, adding->next, title, destination, false);
		adding->next = &bookmark->next;
		return;
	}
	if (!adding->of || strcmp(adding->of, fichier->candidat) != 0) {
		const char *nom = cloture_nom(adding->cloture, fichier->candidat, bundle->arena);

		adding->of = fichier->candidat;
		adding->candidat = add_bookmark(bundle, adding->next, nom, destination, false);
		adding->next = &adding->candidat->next;
		adding->next_document = &adding->candidat->first;
	}
	bookmark = add_bookmark(bundle, adding->next_document, title, destination, false);
	adding->next_document = &bookmark->next;
}

/* One document, as often as copies are wanted. */
static enum status add_document(struct adding *adding, int kind,
				const struct manifest_file *fichier)
{
	struct bundle *bundle = adding->bundle;
	const char *label = fichier->numero ? fichier->numero
			    : fichier->candidat ? fichier->candidat
						: adding->cloture->session;
	xmlDoc *dossier = find_dossier(adding, kind, fichier);
	struct place place = {.file = adding->cloture->dossier};
	enum status status = STATUS_DONE;
	char traces[DIGEST_LENGTH + 1];

	if (!dossier) {
		message_add(adding->messages, place, M_P902, "manifest.xml");
		return STATUS_REFUSED;
	}
	for (long copy = 0; copy < bundle->options.copies && status == STATUS_DONE; copy++) {
		struct leaves leaves = {.bundle = bundle, .label = label};
		const char *title;

		leaves.prefix = arena_printf(bundle->arena, "%zu/", ++bundle->documents);
		status = lay_out(bundle, bundle->resources->sheets[kind], dossier, &leaves,
				 adding->cloture->dossier, &title, traces, adding->messages);
		if (status == STATUS_DONE &&
		    strcmp(traces, fichier->traces) != 0) {
			message_add(adding->messages, place, M_P903, fichier->path);
			status = STATUS_REFUSED;
		}
		if (!copy && status == STATUS_DONE)
			mark_document(adding, fichier, title, leaves.prefix);
	}
	xmlFreeDoc(dossier);
	return status;
}

/* The sheet before a session's documents, and the bookmark that holds theirs. */
static enum status add_separator(struct adding *adding, size_t documents)
{
	struct bundle *bundle = adding->bundle;
	struct leaves leaves = {.bundle = bundle};
	xmlDoc *dossier = cloture_separateur(adding->cloture, documents, bundle->options.copies);
	char traces[DIGEST_LENGTH + 1];
	const char *title = "";
	enum status status;

	leaves.prefix = arena_printf(bundle->arena, "%zu/s/", bundle->documents);
	leaves.label = adding->cloture->session;
	status = lay_out(bundle, bundle->separator, dossier, &leaves, adding->cloture->dossier,
			 &title, traces, adding->messages);
	xmlFreeDoc(dossier);
	adding->session = add_bookmark(bundle, bundle->next_session, title, leaves.prefix, true);
	bundle->next_session = &adding->session->next;
	adding->next = &adding->session->first;
	return status;
}

/* deliberation.xml, under a name of its own; false: that is taken, the session is there already. */
static bool attach(struct bundle *bundle, const struct cloture *cloture)
{
	struct pdf_attachment attachment = {
		.name = arena_printf(bundle->arena, "%s-r%ld-deliberation.xml", cloture->session,
				     cloture->revision),
		.mime = "text/xml",
		.description = "La délibération dont ces documents sont tirés"};

	attachment.data = source_bytes(cloture->deliberation, &attachment.length);
	return pdf_attach(bundle->pdf, &attachment);
}

static enum status add_documents(struct adding *adding, size_t documents)
{
	const struct cloture *cloture = adding->cloture;
	enum status status = add_separator(adding, documents);

	for (size_t i = 0; i < cloture->image_count; i++)
		images_provide(adding->bundle->resources->images, cloture->dossier,
			       cloture->images[i].href, cloture->images[i].uri);
	for (size_t i = 0; i < cloture->fichier_count && status == STATUS_DONE; i++) {
		int kind = kind_of(adding, &cloture->fichiers[i]);

		if (kind >= 0)
			status = add_document(adding, kind, &cloture->fichiers[i]);
	}
	return status;
}

static void to_draft(void *context, const void *data, size_t n)
{
	draft_put(context, data, n);
}

/* The writer is begun with the first session, whose date is the file's: the same file when it is made again. */
static void begin(struct bundle *bundle, const char *date)
{
	struct date day;

	if (bundle->pdf)
		return;
	date_parse(date, &day);
	bundle->file.date = resources_date(bundle->resources, day, bundle->arena);
	bundle->pdf = pdf_new(&bundle->file, bundle->resources->cache);
	pdf_spool(bundle->pdf, to_draft, bundle->draft);
	pdf_gather(bundle->pdf);
}

enum status bundle_add(struct bundle *bundle, const struct cloture *cloture,
		       struct messages *messages)
{
	struct adding adding = {.bundle = bundle,
				.cloture = cloture,
				.dossiers = dossier_open(source_document(cloture->deliberation)),
				.messages = messages};
	struct place place = {.file = cloture->dossier};
	enum status status = STATUS_REFUSED;
	size_t documents;

	if (!adding.dossiers) {
		message_add(messages, place, M_P902, "deliberation.xml");
		return status;
	}
	documents = count_documents(&adding);
	if (!documents) {
		message_add(messages, place, M_P904, cloture->session);
		status = STATUS_DONE;
	} else {
		begin(bundle, cloture->date);
		if (attach(bundle, cloture))
			status = add_documents(&adding, documents);
		else
			message_add(messages, place, M_P905, cloture->session);
	}
	dossier_close(adding.dossiers);
	return status;
}

enum status bundle_end(struct bundle *bundle, struct messages *messages)
{
	struct buffer rest = {0};
	struct document whole = {.lang = "fr-FR", .bookmarks = bundle->first};
	bool lacking;

	if (!bundle->pdf)
		return STATUS_REFUSED;
	whole.title = bundle->first->next ? "Documents à imprimer" : bundle->first->title;
	lacking = pdf_complain(pdf_end(bundle->pdf, &whole, &rest), PLACE_NONE,
			       MESSAGE_ERROR, messages);
	bundle->pdf = NULL;
	draft_put(bundle->draft, rest.data, rest.length);
	buffer_free(&rest);
	return lacking ? STATUS_REFUSED : STATUS_DONE;
}
