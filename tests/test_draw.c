/* What Cairo draws of a page, held against what a PDF reader draws of the file written from it. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <cairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/message.h"
#include "draw/draw.h"
#include "image/image.h"
#include "pdf/cache.h"
#include "pdf/pdf.h"
#include "sample_page.h"
#include "font_fixture.h"

/* The two programs smooth edges a little differently, the reader puts glyphs at quarters of a pixel and widens
 * images to whole pixels: by so much may a page differ in the mean, and a block of 8 by 8 points in its mean, of
 * 255. Text half a point away from its place changes some block by 30. */
#define RESOLUTION      144
#define BLOCK           16
#define PAGE_TOLERANCE  2.0
#define BLOCK_TOLERANCE 20.0

static struct pdf_cache *cache;
static struct draw *draw;
static struct arena *arena;
static char folder[] = "/tmp/test_draw.XXXXXX";

static int set_up(void **state)
{
	cache = pdf_cache_new(NULL);
	draw = draw_new();
	arena = arena_new();
	return mkdtemp(folder) ? open_library(state) : -1;
}

static int tear_down(void **state)
{
	char command[64];

	arena_free(arena);
	draw_free(draw);
	pdf_cache_free(cache);
	close_library(state);
	snprintf(command, sizeof command, "rm -r %s", folder);
	return system(command);
}

static cairo_status_t read_from_buffer(void *closure, unsigned char *data, unsigned length)
{
	struct buffer *buffer = closure;

	if (length > buffer->length)
		return CAIRO_STATUS_READ_ERROR;
	memcpy(data, buffer->data, length);
	buffer->data += length;
	buffer->length -= length;
	return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *drawn_by_cairo(const struct page *page)
{
	struct buffer png = {0}, rest;
	cairo_surface_t *surface;

	assert_true(draw_png(draw, page, RESOLUTION, &png));
	rest = png;
	surface = cairo_image_surface_create_from_png_stream(read_from_buffer, &rest);
	assert_int_equal(cairo_surface_status(surface), CAIRO_STATUS_SUCCESS);
	buffer_free(&png);
	return surface;
}

static cairo_surface_t *drawn_by_reader(const struct document *document, const struct page *page)
{
	struct pdf_options options = {.title = "Essai", .lang = "fr-FR", .producer = "parchemin"};
	struct pdf *pdf = pdf_new(&options, cache);
	struct buffer file = {0};
	cairo_surface_t *surface;
	char path[64], command[192];

	pdf_page(pdf, page);
	pdf_end(pdf, document, &file);
	snprintf(path, sizeof path, "%s/a.pdf", folder);
	assert_int_equal(file_save(path, file.data, file.length), 0);
	buffer_free(&file);
	snprintf(command, sizeof command, "pdftoppm -r %d -png -singlefile %s %s/a", RESOLUTION,
		 path, folder);
	assert_int_equal(system(command), 0);
	snprintf(path, sizeof path, "%s/a.png", folder);
	surface = cairo_image_surface_create_from_png(path);
	assert_int_equal(cairo_surface_status(surface), CAIRO_STATUS_SUCCESS);
	return surface;
}

static const unsigned char *pixel(cairo_surface_t *surface, int x, int y)
{
	return cairo_image_surface_get_data(surface) + y * cairo_image_surface_get_stride(surface) +
	       4 * x;
}

/* The difference of the means of a block, channel by channel: edges may be smoothed otherwise, ink may not be lost.
 * */
static double block_difference(cairo_surface_t *a, cairo_surface_t *b, int left, int top,
			       double *total)
{
	int width = cairo_image_surface_get_width(a), height = cairo_image_surface_get_height(a),
	    count = 0;
	double sums[3] = {0}, worst = 0;

	for (int y = top; y < top + BLOCK && y < height; y++)
		for (int x = left; x < left + BLOCK && x < width; x++, count++)
			for (int channel = 0; channel < 3; channel++) {
				int difference = pixel(a, x, y)[channel] - pixel(b, x, y)[channel];

				sums[channel] += difference;
				*total += abs(difference) / 3.0;
			}
	for (int channel = 0; channel < 3; channel++)
		if (sums[channel] / count > worst || -sums[channel] / count > worst)
			worst = sums[channel] < 0 ? -sums[channel] / count : sums[channel] / count;
	return worst;
}

static void assert_same_picture(const struct document *document, const struct page *page)
{
	cairo_surface_t *ours = drawn_by_cairo(page), *theirs = drawn_by_reader(document, page);
	int width = cairo_image_surface_get_width(ours),
	    height = cairo_image_surface_get_height(ours);
	double total = 0, worst = 0;

	assert_int_equal(cairo_image_surface_get_width(theirs), width);
	assert_int_equal(cairo_image_surface_get_height(theirs), height);
	cairo_surface_flush(ours);
	cairo_surface_flush(theirs);
	for (int y = 0; y < height; y += BLOCK)
		for (int x = 0; x < width; x += BLOCK) {
			double difference = block_difference(ours, theirs, x, y, &total);

			if (difference > BLOCK_TOLERANCE)
				fail_msg("the block at pixel %d, %d differs by %.1f", x, y,
					 difference);
			worst = difference > worst ? difference : worst;
		}
	if (getenv("VERBOSE"))
		print_message("mean %.3f, worst block %.1f\n", total / width / height, worst);
	if (total / width / height > PAGE_TOLERANCE)
		fail_msg("the page differs by %.2f in the mean", total / width / height);
	cairo_surface_destroy(ours);
	cairo_surface_destroy(theirs);
}

static const struct face *face(const char *family, int weight, bool italic)
{
	const struct face *found = font_library_find(library, family, weight, italic);

	assert_non_null(found);
	return found;
}

static struct document document_new(void)
{
	return (struct document){.title = "Essai",
				 .lang = "fr-FR",
				 .root = element_new(arena, NULL, ELEMENT_DOCUMENT)};
}

static void text_stands_where_it_was_placed(void **state)
{
	struct document document = document_new();
	struct element *p = element_new(arena, document.root, ELEMENT_P);
	struct page page = sample_page(arena, 420, 300);

	(void)state;
	sample_text(&page, p, face("Linux Libertine O", 700, false), 28, 40, 60, "Certificat",
		    "smcp", 0);
	sample_text(&page, p, face("Lato", 400, false), 11, 40, 90,
		    "L’attitude, l’identité — efficace, à 12,5 %", NULL, 0);
	sample_text(&page, p, face("Lato", 700, true), 18, 40.37, 120.61, "Bloc de compétences",
		    NULL, 0);
	sample_text(&page, p, face("Linux Libertine O", 400, true), 36, 40, 170, "ÀÉÎÔÙ Œuvre",
		    NULL, 0);
	sample_text(&page, p, face("Linux Libertine O", 400, false), 14, 40, 210, "ESPACÉ", NULL,
		    3.5);
	sample_text(&page, p, face("Lato", 400, false), 120, 40, 295, "xfi", NULL, 0);
	assert_same_picture(&document, &page);
}

static void every_line_style_is_drawn_alike(void **state)
{
	struct document document = document_new();
	struct page page = sample_page(arena, 300, 300);

	(void)state;
	for (int style = LINE_SOLID; style <= LINE_OUTSET; style++) {
		double at = 20 + 30 * style;

		sample_rule(&page, 20, at, 200, at, 6, style, (struct color){0.2, 0.3, 0.6, 1});
		sample_rule(&page, 210 + 10 * style, 20, 210 + 10 * style, 250, 2, style,
			    (struct color){0.7, 0, 0, 0.5});
	}
	assert_same_picture(&document, &page);
}

static void rectangles_and_paths_are_drawn_alike(void **state)
{
	static const uint8_t verbs[] = {PATH_MOVE, PATH_LINE, PATH_CURVE, PATH_CLOSE,
					PATH_MOVE, PATH_LINE, PATH_LINE,  PATH_CLOSE};
	static const double points[] = {150, 20,  250, 60, 260, 100, 200, 140,
					150, 120, 170, 40, 220, 60,  180, 100};
	struct document document = document_new();
	struct page page = sample_page(arena, 300, 300);
	struct item *item;

	(void)state;
	page_item(&page, ITEM_RECTANGLE, NULL)->rectangle =
		(struct rectangle){20, 20, 100, 50, {0.9, 0.8, 0.2, 1}};
	page_item(&page, ITEM_RECTANGLE, NULL)->rectangle =
		(struct rectangle){60, 40, 100, 80, {0, 0.4, 0.2, 0.4}};
	page_item(&page, ITEM_PATH, NULL)->path =
		(struct path){verbs, 8, points, true, true, true, {0.8, 0.3, 0.3, 1}, BLACK, 1.5};
	/* Turned by a quarter about (100, 200) and clipped. */
	item = page_item(&page, ITEM_SAVE, NULL);
	item->save.matrix = (struct matrix){0, 1, -1, 0, 100, 200};
	item->save.clip = true;
	item->save.area = (struct rectangle){0, -60, 70, 80, BLACK};
	page_item(&page, ITEM_RECTANGLE, NULL)->rectangle =
		(struct rectangle){-20, -20, 200, 30, {0, 0, 0.6, 1}};
	sample_text(&page, element_new(arena, document.root, ELEMENT_P), face("Lato", 700, false),
		    24, 0, -24, "Tourné", NULL, 0);
	page_item(&page, ITEM_RESTORE, NULL);
	sample_rule(&page, 20, 280, 280, 280, 3, LINE_SOLID, BLACK);
	assert_same_picture(&document, &page);
}

static void images_are_drawn_alike(void **state)
{
	struct document document = document_new();
	struct element *figure = element_new(arena, document.root, ELEMENT_FIGURE);
	struct page page = sample_page(arena, 200, 200);
	uint8_t *pixels = arena_alloc(arena, 64 * 64 * 4), *solid = arena_alloc(arena, 64 * 64 * 4);
	struct image image = {.width = 64, .height = 64, .points_width = 48, .points_height = 48, .alpha = true,
			      .rgba = pixels, .name = "essai", .digest = "alpha"};
	struct image opaque = {.width = 64, .height = 64, .points_width = 48, .points_height = 48,
			       .rgba = solid, .name = "essai", .index = 1, .digest = "opaque"};

	(void)state;
	for (int i = 0; i < 64 * 64; i++) {
		uint8_t pixel_of[4] = {(uint8_t)(4 * (i % 64)), (uint8_t)(i / 16), 128,
				       (uint8_t)(4 * (i / 64))};

		memcpy(pixels + 4 * i, pixel_of, 4);
		pixel_of[3] = 255;
		memcpy(solid + 4 * i, pixel_of, 4);
	}
	figure->alt = "Un dégradé";
	page_item(&page, ITEM_RECTANGLE, NULL)->rectangle =
		(struct rectangle){0, 0, 200, 60, {0.5, 0.9, 0.5, 1}};
	page_item(&page, ITEM_IMAGE, figure)->image =
		(struct placed_image){&image, 10, 10, 128, 128};
	page_item(&page, ITEM_IMAGE, NULL)->image =
		(struct placed_image){&opaque, 140, 140, 48, 48};
	assert_same_picture(&document, &page);
}

/* Gradients, transparency in groups, masks, clips, patterns, filters, text, links. */
static const char drawing[] =
	"<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='200' height='200'>"
	"<defs><linearGradient id='g'><stop offset='0' stop-color='red'/><stop offset='1' stop-color='blue' "
	"stop-opacity='0.2'/></linearGradient><radialGradient id='r'><stop offset='0' stop-color='#fff'/>"
	"<stop offset='1' stop-color='#080'/></radialGradient><mask id='m'><rect width='100' height='200' fill='#888'/>"
	"</mask><clipPath id='c'><circle cx='100' cy='100' r='80'/></clipPath>"
	"<filter id='f'><feGaussianBlur stdDeviation='3'/></filter></defs>"
	"<rect width='200' height='60' fill='url(#g)'/><g opacity='0.5'><circle cx='50' cy='100' r='30' fill='url(#r)'/>"
	"<rect x='40' y='90' width='50' height='50'/></g><rect y='140' width='200' height='30' fill='purple' mask='url(#m)'/>"
	"<g clip-path='url(#c)'><rect x='100' y='60' width='100' height='80' fill='#fa0'/></g>"
	"<rect filter='url(#f)' x='120' y='150' width='60' height='40' fill='teal'/>"
	"<g style='mix-blend-mode:multiply'><rect x='60' y='20' width='80' height='80' fill='yellow'/></g>"
	"<a xlink:href='http://example.org/'><text x='10' y='190' font-family='Lato' font-size='20'>Élève "
	"<tspan font-weight='bold'>admise</tspan></text></a></svg>";

static void show_fonts(void *fonts)
{
	font_library_show(fonts);
}

static void drawings_are_drawn_alike(void **state)
{
	struct document document = document_new();
	struct element *figure = element_new(arena, document.root, ELEMENT_FIGURE);
	struct page page = sample_page(arena, 300, 300);
	struct images *images;
	const struct image *image;
	char path[64], command[256];
	const char *why, *preloaded = getenv("LD_PRELOAD");

	(void)state;
	if (preloaded && strstr(preloaded, "vgpreload"))
		skip(); /* under valgrind the library alone takes longer to bring in than a picture may to be drawn */
	images = images_new();
	snprintf(path, sizeof path, "%s/a.svg", folder);
	assert_int_equal(file_save(path, drawing, strlen(drawing)), 0);
	images_before_text(images, show_fonts, library);
	image = images_find(images, folder, "a.svg", &why);
	assert_non_null(image);
	figure->alt = "Un dessin";
	page_item(&page, ITEM_RECTANGLE, NULL)->rectangle =
		(struct rectangle){0, 0, 150, 300, {0.9, 0.9, 0.6, 1}};
	page_item(&page, ITEM_IMAGE, figure)->image = (struct placed_image){image, 20, 20, 240, 200};
	assert_same_picture(&document, &page);
	/* It stays made of lines: of pixels there are the blur and the mask; and no font. */
	snprintf(command, sizeof command,
		 "qpdf --check %s/a.pdf >/dev/null && test $(pdfimages -list %s/a.pdf | awk '$3 == \"image\"' | wc -l) -le 2 && "
		 "test $(pdffonts %s/a.pdf | wc -l) -eq 2",
		 folder, folder, folder);
	assert_int_equal(system(command), 0);
	images_free(images);
}

static void png_has_the_size_asked_for(void **state)
{
	static const struct {
		double width, dpi;
		int pixels; /* 0: refused */
	} cases[] = {{72, 72, 72},   {72, 300, 300}, {595.276, 72, 596},
		     {72, 30000, 0}, {0, 72, 0},     {72, 0, 0}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct page page = sample_page(arena, cases[i].width, 72);
		struct buffer png = {0}, rest;
		bool drawn = draw_png(draw, &page, cases[i].dpi, &png);

		assert_int_equal(drawn, cases[i].pixels > 0);
		if (drawn) {
			cairo_surface_t *surface;

			rest = png;
			surface =
				cairo_image_surface_create_from_png_stream(read_from_buffer, &rest);
			assert_int_equal(cairo_image_surface_get_width(surface), cases[i].pixels);
			cairo_surface_destroy(surface);
		}
		buffer_free(&png);
	}
}

static void svg_and_proofs_hold_the_page(void **state)
{
	struct document document = document_new();
	struct page page = sample_page(arena, 200, 100);
	struct buffer svg = {0}, proofs[2] = {{0}, {0}};

	(void)state;
	sample_text(&page, element_new(arena, document.root, ELEMENT_P), face("Lato", 400, false),
		    12, 10, 50, "Essai", NULL, 0);
	assert_true(draw_svg(draw, &page, &svg));
	assert_non_null(strstr(buffer_string(&svg), "width=\"200pt\" height=\"100pt\""));
	assert_non_null(strstr(buffer_string(&svg), "<use xlink:href=\"#glyph"));
	for (int i = 0; i < 2; i++) {
		struct draw_proof *proof = draw_proof_new(draw, "Essai", NULL, &proofs[i]);
		struct page_sink sink = draw_proof_sink(proof);

		assert_int_equal(sink.page(sink.context, &page), 0);
		assert_int_equal(sink.page(sink.context, &page), 0);
		assert_true(draw_proof_end(proof));
		assert_non_null(memmem(proofs[i].data, proofs[i].length, "/Count 2", 8));
	}
	assert_int_equal(proofs[0].length, proofs[1].length);
	assert_memory_equal(proofs[0].data, proofs[1].data, proofs[0].length);
	buffer_free(&svg);
	buffer_free(&proofs[0]);
	buffer_free(&proofs[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_stands_where_it_was_placed),
		cmocka_unit_test(every_line_style_is_drawn_alike),
		cmocka_unit_test(rectangles_and_paths_are_drawn_alike),
		cmocka_unit_test(images_are_drawn_alike),
		cmocka_unit_test(drawings_are_drawn_alike),
		cmocka_unit_test(png_has_the_size_asked_for),
		cmocka_unit_test(svg_and_proofs_hold_the_page),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
