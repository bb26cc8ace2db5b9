#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/message.h"
#include "base/status.h"
#include "base/version.h"
#include "batch/explain.h"
#include "command/command.h"
#include "command/install.h"
#include "draw/draw.h"
#include "fo/layout.h"
#include "font/face.h"
#include "image/image.h"
#include "input/source.h"
#include "pdf/cache.h"
#include "pdf/pdf.h"
#include "sheet/sheet.h"

#define RESOLUTION 96.0 /* dots per inch, unless asked otherwise */

static const char format_help[] =
	"parchemin format [OPTIONS] -o OUT.pdf|OUT.png|OUT.svg FILE\n"
	"\n"
	"Lay out an XSL-FO document, or any XML by way of a stylesheet that makes XSL-FO\n"
	"of it.\n"
	"\n"
	"  -o, --output OUT       a PDF, or one page as PNG or SVG, by the name’s ending\n"
	"  --xsl S.xsl            the stylesheet to apply first\n"
	"  --engine pdf|cairo     who writes the PDF: the program, for archives (pdf), or\n"
	"                         Cairo, as a plain proof\n"
	"  --lenient              leave out what is not supported, with warnings\n"
	"  --page N               which page becomes the PNG or SVG (1)\n"
	"  --resolution DPI       of the PNG (96)\n"
	"  --attach               put FILE into the PDF, as its source\n"
	"  --lang fr|en           language of the messages\n"
	"  -q, --quiet            messages only\n"
	"\n"
	"Examples\n"
	"  parchemin format -o lettre.pdf lettre.fo\n"
	"  parchemin format --xsl stylesheets/pv.xsl -o pv.pdf dossier.xml\n"
	"  parchemin format --resolution 150 --page 2 -o page.png lettre.fo\n"
	"\n"
	"Exit status: 0 done, 65 the input is refused, 66 it cannot be read,\n"
	"73 OUT cannot be written\n";

/* One run of the formatter. */
struct formatting {
	const struct options *options;
	struct arena *arena;
	struct messages *messages;
	struct source *source;
	struct font_library *fonts;
	xmlDoc *made; /* by the stylesheet; NULL: the source is laid out itself */
	struct sheet *sheet; /* what made it */
};

static struct place format_place(void *context, const xmlNode *node)
{
	return source_place(context, node);
}

/* The document to lay out, or NULL. */
static xmlDoc *format_document(struct formatting *formatting)
{
	const char *xsl = formatting->options->xsl;
	const xmlNode *root = source_root(formatting->source);
	struct sheet *sheet;

	if (!xsl && source_kind(formatting->source) != SOURCE_FO) {
		message_add(formatting->messages, source_place(formatting->source, root), M_U912,
			    formatting->options->files[0],
			    root->ns ? (const char *)root->ns->href : "");
		return NULL;
	}
	if (!xsl)
		return source_document(formatting->source);
	sheet = sheet_open_file(xsl, install_folder(formatting->arena, "stylesheets"),
				formatting->messages);
	if (sheet)
		formatting->made = sheet_apply(sheet, source_document(formatting->source), NULL,
					       formatting->messages);
	formatting->sheet = sheet;
	return formatting->made;
}

static const char *format_base(const struct formatting *formatting, const char *path)
{
	return basename(arena_strdup(formatting->arena, path));
}

static void format_show_fonts(void *fonts)
{
	font_library_show(fonts);
}

static struct layout_options format_layout(const struct formatting *formatting,
					   struct images *images)
{
	images_before_text(images, format_show_fonts, formatting->fonts);
	return (struct layout_options){
		.fonts = formatting->fonts,
		.images = images,
		.folder = dirname(arena_strdup(formatting->arena, formatting->options->files[0])),
		.lenient = formatting->options->lenient,
		.place = formatting->made ? NULL : format_place,
		.place_context = formatting->source,
	};
}

/* The input, where it is to stand in the PDF. */
static struct pdf_attachment format_attachment(const struct formatting *formatting)
{
	const char *file = formatting->options->files[0];
	struct pdf_attachment attachment = {.mime = "text/xml"};

	if (!formatting->options->attach)
		return (struct pdf_attachment){0};
	attachment.name = strcmp(file, "-") ? format_base(formatting, file) : "source.xml";
	attachment.data = source_bytes(formatting->source, &attachment.length);
	return attachment;
}

/* What is wrong with formatting objects out of a stylesheet is told with its places there. */
static int format_lay_out(struct formatting *formatting, xmlDoc *document,
			  const struct layout_options *layout, struct page_sink *sink,
			  struct document *laid_out)
{
	if (!formatting->made)
		return layout_document(document, layout, sink, laid_out, formatting->arena,
				       formatting->messages);
	struct messages *said = messages_new();
	int refused = layout_document(document, layout, sink, laid_out, formatting->arena, said);

	if (said->count)
		explain_layout(formatting->sheet, source_document(formatting->source), layout, said,
			       formatting->messages);
	messages_free(said);
	return refused;
}

static enum status format_pdf(struct formatting *formatting, xmlDoc *document, struct buffer *out)
{
	struct images *images = images_new();
	struct layout_options layout = format_layout(formatting, images);
	struct pdf_cache *cache = pdf_cache_new(NULL);
	struct pdf_attachment attachment = format_attachment(formatting);
	struct pdf_options options = {.producer = VERSION_PROGRAM,
				      .attachments = &attachment,
				      .attachment_count = attachment.name ? 1 : 0};
	struct pdf *pdf = pdf_new(&options, cache);
	struct page_sink sink = pdf_sink(pdf);
	struct document laid_out = {0};
	int refused = format_lay_out(formatting, document, &layout, &sink, &laid_out);

	if (!laid_out.title || !*laid_out.title)
		laid_out.title = format_base(formatting, formatting->options->files[0]);
	if (refused)
		pdf_free(pdf);
	else
		pdf_complain(pdf_end(pdf, &laid_out, out),
			     (struct place){.file = formatting->options->files[0]}, MESSAGE_WARNING,
			     formatting->messages);
	pdf_cache_free(cache);
	images_free(images);
	return refused ? STATUS_REFUSED : STATUS_DONE;
}

/* A plain PDF, by Cairo: to look at, and to compare. */
static enum status format_proof(struct formatting *formatting, xmlDoc *document, struct buffer *out)
{
	struct images *images = images_new();
	struct layout_options layout = format_layout(formatting, images);
	struct draw *draw = draw_new();
	struct draw_proof *proof =
		draw_proof_new(draw, format_base(formatting, formatting->options->files[0]), NULL, out);
	struct page_sink sink = draw_proof_sink(proof);
	struct document laid_out = {0};
	int refused = format_lay_out(formatting, document, &layout, &sink, &laid_out);
	bool drawn = draw_proof_end(proof);

	draw_free(draw);
	images_free(images);
	if (!refused && !drawn) {
		message_add(formatting->messages, PLACE_NONE, M_U904, "--engine", "cairo", "pdf");
		return STATUS_USAGE;
	}
	return refused ? STATUS_REFUSED : STATUS_DONE;
}

/* The one page that is drawn. */
struct drawing {
	unsigned page, pages;
	double resolution; /* of PNG; 0: SVG */
	bool failed;
	struct buffer *out;
};

static int drawing_page(void *context, const struct page *page)
{
	struct drawing *drawing = context;
	struct draw *draw;

	if (++drawing->pages != drawing->page)
		return 0;
	draw = draw_new();
	drawing->failed = drawing->resolution > 0
				  ? !draw_png(draw, page, drawing->resolution, drawing->out)
				  : !draw_svg(draw, page, drawing->out);
	draw_free(draw);
	return 0;
}

/* Pages behind the one that is wanted are laid out too: it may cite them. */
static enum status format_page(struct formatting *formatting, xmlDoc *document, bool svg,
			       struct buffer *out)
{
	const struct options *options = formatting->options;
	struct images *images = images_new();
	struct layout_options layout = format_layout(formatting, images);
	struct drawing drawing = {.page = options->page ? (unsigned)options->page : 1,
				  .resolution = svg                   ? 0
						: options->resolution ? (double)options->resolution
								      : RESOLUTION,
				  .out = out};
	struct page_sink sink = {.page = drawing_page, .context = &drawing};
	struct document laid_out = {0};
	int refused = format_lay_out(formatting, document, &layout, &sink, &laid_out);
	enum status status = refused ? STATUS_REFUSED : STATUS_DONE;

	if (!refused && (drawing.failed || drawing.pages < drawing.page)) {
		const char *option = drawing.failed ? "--resolution" : "--page";
		const char *value =
			arena_printf(formatting->arena, "%ld",
				     drawing.failed ? options->resolution : options->page);
		const char *most =
			arena_printf(formatting->arena, drawing.failed ? "< %ld" : "1–%ld",
				     drawing.failed ? options->resolution : (long)drawing.pages);

		message_add(formatting->messages, PLACE_NONE, M_U904, option, value, most);
		status = STATUS_USAGE;
	}
	images_free(images);
	return status;
}

static bool format_is(const char *path, const char *ending)
{
	size_t length = strlen(path), end = strlen(ending);

	return length > end && !strcasecmp(path + length - end, ending);
}

static enum status format_read(struct formatting *formatting)
{
	const char *file = formatting->options->files[0];
	const char *fonts = install_folder(formatting->arena, "fonts");

	if (strcmp(file, "-") && access(file, R_OK)) {
		message_add(formatting->messages, PLACE_NONE, M_U906, file, file_explain(errno));
		return STATUS_MISSING;
	}
	formatting->source = source_open(file, formatting->messages);
	if (!formatting->source)
		return STATUS_REFUSED;
	if (fonts)
		formatting->fonts = font_library_open(fonts, formatting->messages);
	else
		message_add(formatting->messages, PLACE_NONE, M_U911, "fonts");
	return formatting->fonts ? STATUS_DONE : STATUS_MISSING;
}

/* By the output's name, and by the engine asked for. */
static enum status format_as(struct formatting *formatting, xmlDoc *document, struct buffer *out)
{
	const struct options *options = formatting->options;
	bool svg = format_is(options->output, ".svg");

	if (svg || format_is(options->output, ".png"))
		return format_page(formatting, document, svg, out);
	if (options->engine && !strcmp(options->engine, "cairo"))
		return format_proof(formatting, document, out);
	return format_pdf(formatting, document, out);
}

static enum status format_make(struct formatting *formatting)
{
	struct buffer out = {0};
	enum status status = format_read(formatting);
	xmlDoc *document = status == STATUS_DONE ? format_document(formatting) : NULL;

	if (status == STATUS_DONE && !document)
		status = STATUS_REFUSED;
	if (status == STATUS_DONE)
		status = format_as(formatting, document, &out);
	if (status == STATUS_DONE)
		status = file_complain(formatting->options->output,
				       file_save(formatting->options->output, out.data, out.length),
				       formatting->messages);
	buffer_free(&out);
	return status;
}

static int format_run(const struct options *options)
{
	struct formatting formatting = {.options = options};
	enum status status;

	if (!options->output)
		return command_needs(&format_command, "an output file: -o OUT.pdf");
	if (!format_is(options->output, ".pdf") && !format_is(options->output, ".png") &&
	    !format_is(options->output, ".svg"))
		return options_refuse("format", M_U904,
				      (const char *const[]){"--output", options->output,
							    ".pdf, .png, .svg", NULL},
				      NULL);
	if (options->engine && strcmp(options->engine, "pdf") && strcmp(options->engine, "cairo"))
		return options_refuse("format", M_U904,
				      (const char *const[]){"--engine", options->engine,
							    "pdf, cairo", NULL},
				      NULL);
	if (options->count != 1)
		return command_needs(&format_command, "exactly one input file");
	formatting.arena = arena_new();
	formatting.messages = messages_new();
	status = format_make(&formatting);
	messages_sort(formatting.messages);
	messages_print(formatting.messages, stderr);
	if (formatting.made)
		xmlFreeDoc(formatting.made);
	sheet_close(formatting.sheet);
	font_library_free(formatting.fonts);
	source_free(formatting.source);
	messages_free(formatting.messages);
	arena_free(formatting.arena);
	return (int)status;
}

const struct command format_command = {
	.name = "format",
	.bit = OPTIONS_FORMAT,
	.run = format_run,
	.help = format_help,
};
