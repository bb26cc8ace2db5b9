#include "pdf/pdf.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/message.h"
#include "image/image.h"
#include "pdf/cache.h"
#include "pdf/conform.h"
#include "pdf/content.h"
#include "pdf/font.h"
#include "pdf/form.h"
#include "pdf/import.h"
#include "pdf/object.h"
#include "pdf/outline.h"
#include "pdf/samples.h"
#include "pdf/tag.h"

/* Sides of a page in an archive, points (ISO 19005-3, 6.1.13). */
#define SIDE_LEAST 3
#define SIDE_MOST  14400

/* How many pages are deflated fast, and how many as well as may be (pdf/cache.h). */
#define PAGES_FAST 16
#define PAGES_BEST 500

struct pdf_sheet {
	double width, height;
	unsigned object, key; /* key: /StructParents */
	unsigned stream;      /* 0: not yet written */
};

/* A file embedded, already written. */
struct attached {
	char *name;
	unsigned object; /* its specification */
};

struct pdf {
	struct pdf_options options;
	struct pdf_cache *cache;
	struct pdf_objects *objects;
	struct pdf_fonts *fonts;
	struct pdf_forms *forms;
	struct pdf_tags *tags;
	struct pdf_content *content;
	struct pdf_outline *outline;
	struct pdf_sheet *pages; /* not yet written */
	size_t page_count, page_capacity;
	size_t written;           /* pages */
	struct buffer kids;       /* those of the page tree */
	unsigned tree, resources; /* of all pages; 0: not yet reserved */
	struct attached *attached;
	size_t attached_count, attached_capacity;
	bool gathering;    /* several documents */
	bool unstructured; /* one of them has no structure */
	bool odd_size;     /* a page is smaller or larger than an archive may hold */
};

struct pdf *pdf_new(const struct pdf_options *options, struct pdf_cache *cache)
{
	struct pdf *pdf = memory_alloc(sizeof *pdf);

	*pdf = (struct pdf){.options = *options,
			    .cache = cache,
			    .objects = pdf_objects_new(cache),
			    .fonts = pdf_fonts_new(cache),
			    .tags = pdf_tags_new(),
			    .outline = pdf_outline_new()};
	pdf->forms = pdf_forms_new(pdf->objects, cache);
	pdf->content = pdf_content_new(pdf->fonts, pdf->forms, cache, pdf->tags, pdf->objects,
				       options->lang);
	return pdf;
}

void pdf_free(struct pdf *pdf)
{
	if (!pdf)
		return;
	pdf_outline_free(pdf->outline);
	pdf_content_free(pdf->content);
	pdf_tags_free(pdf->tags);
	pdf_forms_free(pdf->forms);
	pdf_fonts_free(pdf->fonts);
	pdf_objects_free(pdf->objects);
	for (size_t i = 0; i < pdf->attached_count; i++)
		free(pdf->attached[i].name);
	free(pdf->attached);
	buffer_free(&pdf->kids);
	free(pdf->pages);
	free(pdf);
}

static void write_content(struct pdf *pdf, size_t index)
{
	pdf->pages[index].stream = pdf_object_reserve(pdf->objects);
	pdf_content_write(pdf->content, index, pdf->objects, pdf->pages[index].stream);
}

int pdf_page(struct pdf *pdf, const struct page *page)
{
	unsigned object = pdf_object_reserve(pdf->objects);
	struct pdf_sheet *sheet;

	pdf->pages = memory_grown(pdf->pages, pdf->page_count, &pdf->page_capacity, sizeof *pdf->pages);
	if (!(fmin(page->width, page->height) >= SIDE_LEAST && fmax(page->width, page->height) <= SIDE_MOST))
		pdf->odd_size = true;
	sheet = &pdf->pages[pdf->page_count++];
	*sheet = (struct pdf_sheet){pdf_bounded(page->width), pdf_bounded(page->height), object,
				    pdf_tags_page(pdf->tags, object), 0};
	pdf_content_page(pdf->content, page);
	if (pdf->gathering)
		write_content(pdf, pdf->page_count - 1);
	pdf_outline_page(pdf->outline, page, object);
	return 0;
}

void pdf_gather(struct pdf *pdf)
{
	pdf->gathering = true;
	pdf->tree = pdf_object_reserve(pdf->objects);
	pdf->resources = pdf_object_reserve(pdf->objects);
	pdf_fonts_prompt(pdf->fonts);
	pdf_objects_condense(pdf->objects, PDF_WELL);
	pdf_tags_gather(pdf->tags, pdf->objects);
}

void pdf_spool(struct pdf *pdf, void (*put)(void *context, const void *data, size_t n), void *context)
{
	pdf_objects_spool(pdf->objects, put, context);
}

bool pdf_attach(struct pdf *pdf, const struct pdf_attachment *attachment)
{
	struct attached *attached;

	for (size_t i = 0; i < pdf->attached_count; i++)
		if (!strcmp(pdf->attached[i].name, attachment->name))
			return false;
	pdf->attached =
		memory_grown(pdf->attached, pdf->attached_count, &pdf->attached_capacity, sizeof *pdf->attached);
	attached = &pdf->attached[pdf->attached_count++];
	attached->name = memory_strdup(attachment->name);
	attached->object = pdf_conform_attachment(pdf->objects, attachment, pdf->options.date);
	return true;
}

static int sink_page(void *context, const struct page *page)
{
	return pdf_page(context, page);
}

struct page_sink pdf_sink(struct pdf *pdf)
{
	return (struct page_sink){sink_page, pdf};
}

/* The file as it is: readers of PDF read JPEG (ISO 32000-1, 7.4.8). */
static unsigned write_jpeg(struct pdf *pdf, const struct image *image)
{
	unsigned number = pdf_object_reserve(pdf->objects);
	struct buffer dictionary = {0};

	buffer_printf(&dictionary,
		      "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent "
		      "8/ColorSpace/Device%s/Filter/DCTDecode",
		      image->width, image->height, image->grey ? "Gray" : "RGB");
	if (image->plain_rgb)
		buffer_puts(&dictionary, "/DecodeParms<</ColorTransform 0>>");
	pdf_object_plain(pdf->objects, number, buffer_string(&dictionary), image->file,
			 image->file_length);
	buffer_free(&dictionary);
	return number;
}

static void write_plane(struct pdf *pdf, unsigned number, const struct image *image, const struct pdf_plane *plane, unsigned mask)
{
	struct buffer dictionary = {0};

	buffer_printf(&dictionary, "/Type/XObject/Subtype/Image/Width %u/Height %u", image->width, image->height);
	buffer_put(&dictionary, plane->entries.data, plane->entries.length);
	if (mask)
		pdf_put_reference(&dictionary, "/SMask ", mask);
	pdf_object_deflated(pdf->objects, number, buffer_string(&dictionary), plane->data.data, plane->data.length);
	buffer_free(&dictionary);
}

/* An image and, where it is not opaque, its mask. */
static unsigned write_samples(struct pdf *pdf, const struct image *image)
{
	const struct pdf_samples *samples = pdf_cache_samples(pdf->cache, image);
	unsigned number = pdf_object_reserve(pdf->objects), mask = 0;

	if (samples->mask.data.length) {
		mask = pdf_object_reserve(pdf->objects);
		write_plane(pdf, mask, image, &samples->mask, 0);
	}
	write_plane(pdf, number, image, &samples->colors, mask);
	return number;
}

static void put_fonts(const struct pdf *pdf, struct buffer *out)
{
	buffer_puts(out, "<<");
	pdf_fonts_resources(pdf->fonts, out);
	buffer_puts(out, ">>");
}

/* One resource dictionary serves all pages; what runs on all of them shares its fonts. */
static void write_resources(struct pdf *pdf, unsigned number)
{
	struct buffer images = {0}, *out;
	const struct image *const *list;
	unsigned fonts = 0;
	size_t count;

	list = pdf_content_images(pdf->content, &count);
	for (size_t i = 0; i < count; i++) {
		buffer_printf(&images, "/I%zu", i);
		pdf_put_reference(&images, " ",
				  list[i]->drawing ? pdf_import_write(pdf_cache_import(pdf->cache, list[i]),
								      pdf->objects)
				  : list[i]->file  ? write_jpeg(pdf, list[i])
						   : write_samples(pdf, list[i]));
	}
	if (pdf_content_groups(pdf->content)) {
		fonts = pdf_object_reserve(pdf->objects);
		pdf_content_write_groups(pdf->content, pdf->objects, fonts, &images);
		put_fonts(pdf, pdf_object_begin(pdf->objects, fonts));
	}
	out = pdf_object_begin(pdf->objects, number);
	if (fonts) {
		pdf_put_reference(out, "<</Font ", fonts);
	} else {
		buffer_puts(out, "<</Font");
		put_fonts(pdf, out);
	}
	buffer_puts(out, "/XObject<<");
	buffer_put(out, images.data, images.length);
	pdf_forms_resources(pdf->forms, out);
	buffer_puts(out, ">>/ExtGState<<");
	pdf_content_states(pdf->content, out);
	buffer_puts(out, ">>>>");
	buffer_free(&images);
}

static void write_annotation(struct pdf *pdf, const struct pdf_annotation *annotation)
{
	const char *text = annotation->text  ? annotation->text
			   : annotation->uri ? annotation->uri
					     : annotation->destination;
	struct buffer *out = pdf_object_begin(pdf->objects, annotation->object);

	buffer_puts(out, "<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[");
	for (int i = 0; i < 4; i++) {
		buffer_puts(out, i ? " " : "");
		buffer_decimal(out, annotation->area[i], 2);
	}
	buffer_puts(out, "]/Contents");
	pdf_put_text(out, text, strlen(text));
	buffer_puts(out, "/StructParent ");
	buffer_integer(out, (long)annotation->key);
	if (annotation->uri) {
		buffer_puts(out, "/A<</S/URI/URI");
		pdf_put_string(out, annotation->uri);
		buffer_puts(out, ">>");
	} else {
		pdf_outline_destination(pdf->outline, annotation->destination, out);
	}
	buffer_puts(out, ">>");
}

/* A page; `at` is the first annotation not yet written, which moves past those of this page. */
static void write_page(struct pdf *pdf, size_t index, size_t *at)
{
	const struct pdf_annotation *annotations;
	struct buffer *out;
	size_t count, first = *at;

	annotations = pdf_content_annotations(pdf->content, &count);
	if (!pdf->pages[index].stream)
		write_content(pdf, index);
	out = pdf_object_begin(pdf->objects, pdf->pages[index].object);
	pdf_put_reference(out, "<</Type/Page/Parent ", pdf->tree);
	buffer_puts(out, "/MediaBox[0 0 ");
	buffer_decimal(out, pdf->pages[index].width, 3);
	buffer_putc(out, ' ');
	buffer_decimal(out, pdf->pages[index].height, 3);
	pdf_put_reference(out, "]/Contents ", pdf->pages[index].stream);
	pdf_put_reference(out, "/Resources ", pdf->resources);
	buffer_puts(out, "/Tabs/S/StructParents ");
	buffer_integer(out, (long)pdf->pages[index].key);
	while (*at < count && annotations[*at].page == index) {
		pdf_put_reference(out, *at == first ? "/Annots[" : " ", annotations[*at].object);
		++*at;
	}
	buffer_puts(out, *at > first ? "]>>" : ">>");
	for (size_t i = first; i < *at; i++)
		write_annotation(pdf, &annotations[i]);
}

/* The pages that are not written yet: the places that they link to are known. */
static void write_pages(struct pdf *pdf)
{
	size_t annotation = 0;

	for (size_t i = 0; i < pdf->page_count; i++) {
		write_page(pdf, i, &annotation);
		pdf_put_reference(&pdf->kids, pdf->written++ ? " " : "", pdf->pages[i].object);
	}
	pdf->page_count = 0;
	pdf_content_forget(pdf->content);
}

static void write_tree(struct pdf *pdf)
{
	struct buffer *out = pdf_object_begin(pdf->objects, pdf->tree);

	buffer_puts(out, "<</Type/Pages/Count ");
	buffer_integer(out, (long)pdf->written);
	buffer_puts(out, "/Kids[");
	buffer_put(out, pdf->kids.data, pdf->kids.length);
	buffer_puts(out, "]>>");
}

void pdf_part(struct pdf *pdf, const struct document *document)
{
	struct element *root = document ? document->root : NULL;

	if (!root)
		pdf->unstructured = true;
	if (root && pdf->gathering) {
		root->role = ELEMENT_PART;
		root->lang = document->lang;
	}
	if (pdf->gathering) {
		write_pages(pdf);
		pdf_outline_part(pdf->outline, pdf->objects);
	}
	pdf_tags_part(pdf->tags, root, pdf->objects);
}

/* The catalog's objects, all written before it. */
struct parts {
	unsigned structure, metadata, intent, outlines, places;
	const char *lang;
};

static int compare_attached(const void *a, const void *b)
{
	return strcmp(((const struct attached *)a)->name, ((const struct attached *)b)->name);
}

static void put_attachments(const struct pdf *pdf, struct buffer *out)
{
	buffer_puts(out, "/EmbeddedFiles<</Names[");
	for (size_t i = 0; i < pdf->attached_count; i++) {
		pdf_put_text(out, pdf->attached[i].name, strlen(pdf->attached[i].name));
		pdf_put_reference(out, " ", pdf->attached[i].object);
	}
	buffer_puts(out, "]>>");
}

/* What is found by name: places and attachments. */
static void put_names(struct pdf *pdf, const struct parts *parts, struct buffer *out)
{
	size_t count = pdf->attached_count;

	if (count)
		qsort(pdf->attached, count, sizeof *pdf->attached, compare_attached);
	for (size_t i = 0; i < count; i++)
		pdf_put_reference(out, i ? " " : "/AF[", pdf->attached[i].object);
	buffer_puts(out, count ? "]" : "");
	if (!count && !parts->places)
		return;
	buffer_puts(out, "/Names<<");
	if (parts->places)
		pdf_put_reference(out, "/Dests ", parts->places);
	if (count)
		put_attachments(pdf, out);
	buffer_puts(out, ">>");
}

static void write_catalog(struct pdf *pdf, unsigned number, const struct parts *parts)
{
	struct buffer *out = pdf_object_begin(pdf->objects, number);

	pdf_put_reference(out, "<</Type/Catalog/Pages ", pdf->tree);
	buffer_puts(out, "/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>");
	pdf_put_reference(out, "/StructTreeRoot ", parts->structure);
	pdf_put_reference(out, "/Metadata ", parts->metadata);
	if (parts->lang) {
		buffer_puts(out, "/Lang");
		pdf_put_text(out, parts->lang, strlen(parts->lang));
	}
	if (parts->intent) {
		pdf_put_reference(out, "/OutputIntents[", parts->intent);
		buffer_putc(out, ']');
	}
	put_names(pdf, parts, out);
	if (parts->outlines) {
		pdf_put_reference(out, "/Outlines ", parts->outlines);
		buffer_puts(out, "/PageMode/UseOutlines");
	}
	pdf_outline_labels(pdf->outline, out);
	buffer_puts(out, ">>");
}

static const char *either(const char *first, const char *second)
{
	return first && *first ? first : second;
}

/* What the file may claim: only what holds; and what it lacks. */
static unsigned find_claims(const struct pdf *pdf, const struct parts *parts,
			    struct pdf_identity *identity)
{
	unsigned lacks = 0;
	bool structured;

	if (!parts->intent)
		lacks |= PDF_LACKS_PROFILE;
	if (pdf->unstructured)
		lacks |= PDF_LACKS_STRUCTURE;
	if (!identity->lang || !*identity->lang)
		lacks |= PDF_LACKS_LANGUAGE;
	if (!identity->title || !*identity->title)
		lacks |= PDF_LACKS_TITLE;
	if (!pdf_tags_described(pdf->tags))
		lacks |= PDF_LACKS_ALTERNATIVE;
	if (pdf->odd_size)
		lacks |= PDF_LACKS_SIZE;
	structured = !(lacks & (PDF_LACKS_STRUCTURE | PDF_LACKS_LANGUAGE));
	identity->conformance = lacks & (PDF_LACKS_PROFILE | PDF_LACKS_SIZE) ? 0 : structured ? 'A' : 'U';
	identity->accessible = !(lacks & ~(unsigned)(PDF_LACKS_PROFILE | PDF_LACKS_SIZE));
	return (identity->conformance ? PDF_ARCHIVAL : 0U) |
	       (identity->accessible ? PDF_ACCESSIBLE : 0U) | lacks;
}

bool pdf_complain(unsigned claims, struct place place, enum message_level level,
		  struct messages *messages)
{
	static const struct {
		unsigned lack;
		const char *claim, *reason;
	} rows[] = {
		{PDF_LACKS_PROFILE, "PDF/A-3",
		 "the colour profile sRGB is not installed (package icc-profiles-free)"},
		{PDF_LACKS_LANGUAGE, "PDF/A-3a, PDF/UA-1", "the document names no language"},
		{PDF_LACKS_STRUCTURE, "PDF/A-3a, PDF/UA-1", "the document has no structure"},
		{PDF_LACKS_TITLE, "PDF/UA-1", "the document has no title"},
		{PDF_LACKS_ALTERNATIVE, "PDF/UA-1", "a figure has no alternative text"},
		{PDF_LACKS_SIZE, "PDF/A-3", "a page has a side below 3 pt or above 14400 pt"},
	};
	bool lacking = false;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (claims & rows[i].lack) {
			message_add_level(messages, place, M_F708, level, rows[i].claim,
					  message_translate(rows[i].reason));
			lacking = true;
		}
	return lacking;
}

unsigned pdf_end(struct pdf *pdf, const struct document *document, struct buffer *out)
{
	const struct pdf_options *options = &pdf->options;
	unsigned catalog = pdf_object_reserve(pdf->objects);
	unsigned info = pdf_object_reserve(pdf->objects), claimed;
	struct pdf_identity identity = {
		.title = either(options->title, document ? document->title : NULL),
		.lang = either(options->lang, document ? document->lang : NULL),
		.author = options->author,
		.producer = options->producer,
		.date = options->date};
	struct parts parts = {.lang = identity.lang};

	if (!pdf->tree)
		pdf->tree = pdf_object_reserve(pdf->objects);
	parts.metadata = pdf_object_reserve(pdf->objects);
	parts.intent = pdf_object_reserve(pdf->objects);
	if (pdf->page_count > PAGES_FAST)
		pdf_objects_condense(pdf->objects, pdf->page_count > PAGES_BEST ? PDF_WELL : PDF_BEST);
	pdf_fonts_write(pdf->fonts, pdf->objects);
	if (!pdf->resources)
		pdf->resources = pdf_object_reserve(pdf->objects);
	write_resources(pdf, pdf->resources);
	write_pages(pdf);
	write_tree(pdf);
	if (!pdf->gathering)
		pdf_part(pdf, document);
	parts.structure = pdf_tags_end(pdf->tags, pdf->objects);
	if (!pdf_conform_intent(pdf->objects, pdf->cache, parts.intent))
		parts.intent = 0;
	claimed = find_claims(pdf, &parts, &identity);
	pdf_conform_metadata(pdf->objects, parts.metadata, info, &identity);
	for (size_t i = 0; i < options->attachment_count; i++)
		pdf_attach(pdf, &options->attachments[i]);
	parts.outlines = pdf_outline_write(pdf->outline, document ? document->bookmarks : NULL,
					   pdf->objects);
	parts.places = pdf_outline_end(pdf->outline, pdf->objects);
	write_catalog(pdf, catalog, &parts);
	pdf_objects_end(pdf->objects, catalog, info, options->sha256, out);
	pdf_free(pdf);
	return claimed;
}
