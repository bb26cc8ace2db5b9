/* Pictures of pixels in the archival writer: what a reader that is not ours draws, pixel for pixel, is the picture. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "fo/page.h"
#include "image/image.h"
#include "pdf/cache.h"
#include "pdf/pdf.h"

/* No row of them fills its last byte. */
#define WIDTH  37
#define HEIGHT 23
/* Drawn so much larger: readers smooth pictures at other sizes. */
#define TIMES 8

static char folder[] = "/tmp/test_samples.XXXXXX";

static int set_up(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state)
{
	char command[64];

	(void)state;
	snprintf(command, sizeof command, "rm -r %s", folder);
	return system(command);
}

static void black_and_white(unsigned x, unsigned y, uint8_t *p)
{
	memset(p, (x * 7 + y * 3) % 5 < 2 ? 255 : 0, 3);
}

static void four_greys(unsigned x, unsigned y, uint8_t *p)
{
	memset(p, (int)((x / 3 + y) % 4 * 85), 3);
}

static void sixteen_greys(unsigned x, unsigned y, uint8_t *p)
{
	memset(p, (int)((x + y) % 16 * 17), 3);
}

static void many_greys(unsigned x, unsigned y, uint8_t *p)
{
	memset(p, (int)(x * 6 + y), 3);
}

static void two_colors(unsigned x, unsigned y, uint8_t *p)
{
	memcpy(p, (x ^ y) & 4 ? "\x1d\x4e\x4a" : "\xf0\xe1\xd2", 3);
}

static void ten_colors(unsigned x, unsigned y, uint8_t *p)
{
	unsigned n = (x + 3 * y) % 10;

	p[0] = (uint8_t)(n * 20);
	p[1] = (uint8_t)(255 - n);
	p[2] = (uint8_t)(n * n);
}

static void many_colors(unsigned x, unsigned y, uint8_t *p)
{
	p[0] = (uint8_t)(x * 6);
	p[1] = (uint8_t)(y * 11);
	p[2] = (uint8_t)((x * y) & 0xFF);
}

static const struct {
	const char *name;
	void (*paint)(unsigned x, unsigned y, uint8_t *p);
	int opacity; /* 0: opaque, 1: all or nothing, 2: by degrees */
	const char *listed, *masked; /* colour, components and bits, as pdfimages -list gives them */
} pictures[] = {
	{"black and white", black_and_white, 0, "gray 1 1", NULL},
	{"four greys", four_greys, 0, "gray 1 2", NULL},
	{"sixteen greys", sixteen_greys, 0, "gray 1 4", NULL},
	{"many greys", many_greys, 0, "gray 1 8", NULL},
	{"two colours", two_colors, 0, "index 1 1", NULL},
	{"ten colours", ten_colors, 0, "index 1 4", NULL},
	{"many colours", many_colors, 0, "rgb 3 8", NULL},
	{"ten colours, cut out", ten_colors, 1, "index 1 4", "gray 1 1"},
	{"many colours, fading", many_colors, 2, "rgb 3 8", "gray 1 8"},
};

static void write_file(const struct image *image)
{
	struct pdf_options options = {.title = "Images", .lang = "fr"};
	struct pdf_cache *cache = pdf_cache_new(NULL);
	struct arena *arena = arena_new();
	struct document document = {.root = element_new(arena, NULL, ELEMENT_DOCUMENT)};
	struct page page = {.width = TIMES * WIDTH, .height = TIMES * HEIGHT, .number = 1, .arena = arena};
	struct pdf *pdf = pdf_new(&options, cache);
	struct buffer out = {0};
	char path[64];

	page_item(&page, ITEM_IMAGE, NULL)->image = (struct placed_image){image, 0, 0, TIMES * WIDTH, TIMES * HEIGHT};
	pdf_page(pdf, &page);
	pdf_end(pdf, &document, &out);
	snprintf(path, sizeof path, "%s/a.pdf", folder);
	assert_int_equal(file_save(path, out.data, out.length), 0);
	buffer_free(&out);
	arena_free(arena);
	pdf_cache_free(cache);
}

static void assert_listed(const char *wanted, int row)
{
	char command[160], line[64] = "";
	FILE *answer;

	snprintf(command, sizeof command, "pdfimages -list %s/a.pdf | awk 'NR == %d { printf \"%%s %%s %%s\", $6, $7, $8 }'", folder, row + 2);
	answer = popen(command, "r");
	assert_non_null(answer);
	assert_true(fgets(line, sizeof line, answer) != NULL);
	assert_int_equal(pclose(answer), 0);
	assert_string_equal(line, wanted);
}

/* The page as a reader draws it. */
static const struct image *drawn(struct images *images)
{
	char command[160];
	const char *why;
	const struct image *image;

	snprintf(command, sizeof command, "pdftoppm -r 72 -png -singlefile %s/a.pdf %s/out", folder, folder);
	assert_int_equal(system(command), 0);
	image = images_find(images, folder, "out.png", &why);
	if (!image)
		fail_msg("%s", why);
	assert_int_equal(image->width, TIMES * WIDTH);
	assert_int_equal(image->height, TIMES * HEIGHT);
	return image;
}

/* Of a pixel before white paper. */
static int component(const uint8_t *pixel, int k)
{
	return (pixel[k] * pixel[3] + 255 * (255 - pixel[3]) + 127) / 255;
}

static void assert_pixel(const char *name, unsigned at, const uint8_t *wanted, const struct image *read)
{
	unsigned x = at % WIDTH, y = at / WIDTH;
	const uint8_t *pixel = read->rgba + 4 * (TIMES * WIDTH * (TIMES * y + TIMES / 2) + TIMES * x + TIMES / 2);

	for (int k = 0; k < 3; k++)
		if (abs(pixel[k] - component(wanted, k)) > 1)
			fail_msg("%s: pixel %u of row %u, colour %d: %d instead of %d", name, x, y, k, pixel[k], component(wanted, k));
}

static void pictures_are_drawn_as_they_are(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++) {
		static uint8_t rgba[WIDTH * HEIGHT * 4];
		struct image image = {.width = WIDTH, .height = HEIGHT, .points_width = 1, .points_height = 1, .rgba = rgba,
				      .name = pictures[i].name, .digest = pictures[i].name, .alpha = pictures[i].opacity > 0};
		struct images *images = images_new();
		const struct image *read;

		for (unsigned at = 0; at < WIDTH * HEIGHT; at++) {
			unsigned x = at % WIDTH, y = at / WIDTH;

			pictures[i].paint(x, y, rgba + 4 * at);
			rgba[4 * at + 3] = pictures[i].opacity == 0 ? 255 : pictures[i].opacity == 1 ? (x > 9) * 255 : (uint8_t)(x * 6 + y);
		}
		write_file(&image);
		assert_listed(pictures[i].listed, 1);
		if (pictures[i].masked)
			assert_listed(pictures[i].masked, 2);
		read = drawn(images);
		for (unsigned at = 0; at < WIDTH * HEIGHT; at++)
			assert_pixel(pictures[i].name, at, rgba + 4 * at, read);
		images_free(images);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pictures_are_drawn_as_they_are),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
