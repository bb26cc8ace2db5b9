/* usage: writing STYLESHEET COUNT DOSSIER.xml...
 * Makes COUNT documents of the dossiers, again and again from the first one on, in one process as a batch does, and prints the
 * processor time of each stage a document: the stylesheet, laying out, writing (from pages to bytes: painting them, and all that
 * follows), the bytes of a document, and how much memory the process has grown to at a tenth of the way and at the end. */
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/message.h"
#include "fo/layout.h"
#include "font/face.h"
#include "image/image.h"
#include "pdf/cache.h"
#include "pdf/pdf.h"
#include "shape/shape.h"
#include "sheet/sheet.h"

#define FILE_LIMIT 10000000

enum stage { SHEET, LAYOUT, PAINT, END, STAGES };

struct bench {
	struct font_library *fonts;
	struct images *images;
	struct pdf_cache *cache;
	struct messages *messages;
	struct sheet *sheet;
	struct pdf *pdf; /* of the document being made */
	double times[STAGES];
	size_t bytes;
};

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return (double)time.tv_sec * 1000 + (double)time.tv_nsec / 1e6;
}

/* Painting is within laying out: it is taken from there. */
static int take_page(void *context, const struct page *page)
{
	struct bench *bench = context;
	double start = now(), taken;
	int refused = pdf_page(bench->pdf, page);

	taken = now() - start;
	bench->times[PAINT] += taken;
	bench->times[LAYOUT] -= taken;
	return refused;
}

static bool make(struct bench *bench, xmlDoc *dossier, const struct buffer *source)
{
	struct pdf_attachment attachment = {"dossier.xml", "text/xml", "Source", source->data, source->length};
	struct pdf_options options = {.date = "D:20241106170000+01'00'", .producer = "bench", .attachments = &attachment,
				      .attachment_count = 1};
	struct layout_options layout = {.fonts = bench->fonts, .images = bench->images, .folder = "samples"};
	struct page_sink sink = {take_page, bench};
	struct arena *arena = arena_new();
	struct document document = {0};
	struct buffer out = {0};
	double start = now(), begun;
	xmlDoc *fo = sheet_apply(bench->sheet, dossier, NULL, bench->messages);
	bool made;

	begun = now();
	bench->times[SHEET] += begun - start;
	bench->pdf = pdf_new(&options, bench->cache);
	made = fo && !layout_document(fo, &layout, &sink, &document, arena, bench->messages);
	start = now();
	bench->times[LAYOUT] += start - begun;
	if (made)
		pdf_end(bench->pdf, &document, &out);
	else
		pdf_free(bench->pdf);
	bench->times[END] += now() - start;
	bench->bytes += out.length;
	buffer_free(&out);
	xmlFreeDoc(fo);
	arena_free(arena);
	return made;
}

static long kilobytes(void)
{
	FILE *file = fopen("/proc/self/statm", "r");
	long size = 0, resident = 0;

	if (file) {
		if (fscanf(file, "%ld %ld", &size, &resident) != 2)
			resident = 0;
		fclose(file);
	}
	return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

static void close_all(struct bench *bench)
{
	sheet_close(bench->sheet);
	pdf_cache_free(bench->cache);
	images_free(bench->images);
	font_library_free(bench->fonts);
	messages_free(bench->messages);
}

static bool run(struct bench *bench, long count, char *const *paths, int path_count)
{
	xmlDoc **dossiers = memory_alloc((size_t)path_count * sizeof *dossiers);
	struct buffer *sources = memory_alloc((size_t)path_count * sizeof *sources);
	long tenth = 0;
	bool made = true;

	for (int i = 0; i < path_count; i++) {
		sources[i] = (struct buffer){0};
		made = made && file_read(paths[i], FILE_LIMIT, &sources[i]) == 0;
		dossiers[i] = xmlReadMemory(sources[i].data, (int)sources[i].length, paths[i], NULL, XML_PARSE_NONET);
		made = made && dossiers[i];
	}
	for (long i = 0; i < count && made; i++) {
		made = make(bench, dossiers[i % path_count], &sources[i % path_count]);
		if (i == count / 10)
			tenth = kilobytes();
	}
	if (made)
		printf("sheet %.3f layout %.3f paint %.3f end %.3f writing %.3f ms a document, %zu bytes; %ld kB at a tenth, %ld kB at the "
		       "end\n",
		       bench->times[SHEET] / (double)count, bench->times[LAYOUT] / (double)count, bench->times[PAINT] / (double)count,
		       bench->times[END] / (double)count, (bench->times[PAINT] + bench->times[END]) / (double)count,
		       bench->bytes / (size_t)count, tenth, kilobytes());
	for (int i = 0; i < path_count; i++) {
		buffer_free(&sources[i]);
		xmlFreeDoc(dossiers[i]);
	}
	free(sources);
	free(dossiers);
	return made;
}

int main(int argc, char **argv)
{
	struct bench bench = {.messages = messages_new()};
	bool made = false;

	if (argc < 4)
		return 64;
	bench.fonts = font_library_open("fonts", bench.messages);
	if (bench.fonts) {
		shape_prepare(bench.fonts);
		bench.images = images_new();
		bench.cache = pdf_cache_new(NULL);
		bench.sheet = sheet_open_file(argv[1], NULL, bench.messages);
		made = bench.sheet && run(&bench, atol(argv[2]), argv + 3, argc - 3);
	}
	messages_print(bench.messages, stderr);
	close_all(&bench);
	return !made;
}
