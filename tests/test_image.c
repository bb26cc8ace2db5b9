/* Images: PNG of every kind, broken ones, and where they may be read from. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "image/image.h"

static char folder[] = "/tmp/test_image.XXXXXX";

static int set_up(void **state)
{
	char path[64];

	(void)state;
	if (!mkdtemp(folder))
		return -1;
	snprintf(path, sizeof path, "%s/in", folder);
	return mkdir(path, 0700);
}

static int tear_down(void **state)
{
	char command[64];

	(void)state;
	snprintf(command, sizeof command, "rm -r %s", folder);
	return system(command);
}

static void take(png_structp png, png_bytep data, size_t length)
{
	buffer_put(png_get_io_ptr(png), data, length);
}

static void flush(png_structp png)
{
	(void)png;
}

struct kind {
	int color, depth, interlace;
	unsigned per_metre;
	uint8_t first[4]; /* the first pixel, as it is to be read */
	bool transparent;
};

/* A PNG of 3 by 2 pixels: the first one is told by the kind, the others are zero bytes. */
static struct buffer make(const struct kind *kind)
{
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
	png_infop info = png_create_info_struct(png);
	png_color palette[2] = {{0, 0, 0}, {10, 20, 30}};
	png_byte opacity[2] = {255, 128};
	struct buffer out = {0};
	uint8_t rows[2][32] = {{0}};
	png_bytep pointers[2] = {rows[0], rows[1]};

	if (kind->color == PNG_COLOR_TYPE_PALETTE)
		rows[0][0] = kind->depth == 1 ? 0x80 : 1;
	else if (kind->depth == 1)
		rows[0][0] = 0x80;
	else
		memset(rows[0], kind->first[0],
		       kind->color == PNG_COLOR_TYPE_GRAY ? (size_t)kind->depth / 8 : 0);
	if (kind->color & PNG_COLOR_MASK_COLOR && kind->color != PNG_COLOR_TYPE_PALETTE)
		for (int i = 0; i < (kind->color & PNG_COLOR_MASK_ALPHA ? 4 : 3); i++)
			memset(rows[0] + i * kind->depth / 8, kind->first[i],
			       (size_t)kind->depth / 8);
	png_set_write_fn(png, &out, take, flush);
	png_set_IHDR(png, info, 3, 2, kind->depth, kind->color, kind->interlace,
		     PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	if (kind->color == PNG_COLOR_TYPE_PALETTE) {
		png_set_PLTE(png, info, palette, 2);
		if (kind->transparent)
			png_set_tRNS(png, info, opacity, 2, NULL);
	}
	if (kind->per_metre)
		png_set_pHYs(png, info, kind->per_metre, kind->per_metre, PNG_RESOLUTION_METER);
	png_set_rows(png, info, pointers);
	png_write_png(png, info, PNG_TRANSFORM_IDENTITY, NULL);
	png_destroy_write_struct(&png, &info);
	return out;
}

static void put_file(const char *name, const void *data, size_t length)
{
	char path[128];
	FILE *stream;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	stream = fopen(path, "wb");
	assert_non_null(stream);
	assert_int_equal(fwrite(data, 1, length, stream), length);
	fclose(stream);
}

static const char *inside(void)
{
	static char path[64];

	snprintf(path, sizeof path, "%s/in", folder);
	return path;
}

static const struct kind kinds[] = {
	{PNG_COLOR_TYPE_RGB, 8, 0, 0, {1, 2, 3, 255}, false},
	{PNG_COLOR_TYPE_RGB, 16, 0, 0, {7, 8, 9, 255}, false},
	{PNG_COLOR_TYPE_RGB_ALPHA, 8, 1, 0, {40, 50, 60, 70}, true},
	{PNG_COLOR_TYPE_RGB_ALPHA, 16, 1, 0, {40, 50, 60, 70}, true},
	{PNG_COLOR_TYPE_GRAY, 8, 0, 3937, {99, 99, 99, 255}, false},
	{PNG_COLOR_TYPE_GRAY, 1, 0, 0, {255, 255, 255, 255}, false},
	{PNG_COLOR_TYPE_GRAY, 16, 1, 0, {200, 200, 200, 255}, false},
	{PNG_COLOR_TYPE_PALETTE, 8, 0, 0, {10, 20, 30, 255}, false},
	{PNG_COLOR_TYPE_PALETTE, 1, 1, 0, {10, 20, 30, 128}, true},
};

static void every_kind_becomes_rgba(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct buffer file = make(&kinds[i]);
		struct images *images = images_new();
		const struct image *image;
		const char *why;

		put_file("in/a.png", file.data, file.length);
		image = images_find(images, inside(), "a.png", &why);
		assert_non_null(image);
		assert_null(why);
		assert_int_equal(image->width, 3);
		assert_int_equal(image->height, 2);
		assert_memory_equal(image->rgba, kinds[i].first, 4);
		assert_int_equal(image->alpha, kinds[i].transparent);
		/* 3937 to the metre are 100 to the inch. */
		assert_true(image->points_width > 3 * 72 / (kinds[i].per_metre ? 100.1 : 96.1));
		assert_true(image->points_width < 3 * 72 / (kinds[i].per_metre ? 99.9 : 95.9));
		images_free(images);
		buffer_free(&file);
	}
}

/* Every way to cut a file short, and every byte changed: an image or a reason, never more. */
static void broken_files_are_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct buffer file = make(&kinds[i]);

		for (size_t cut = 0; cut < file.length; cut++) {
			struct images *images = images_new();
			const char *why = NULL;

			put_file("in/a.png", file.data, cut);
			assert_null(images_find(images, inside(), "a.png", &why));
			assert_non_null(why);
			images_free(images);
		}
		for (size_t at = 0; at < file.length; at++) {
			struct images *images = images_new();
			const char *why = NULL;

			file.data[at] = (char)(file.data[at] ^ 0x55);
			put_file("in/a.png", file.data, file.length);
			assert_true(!images_find(images, inside(), "a.png", &why) == !!why);
			file.data[at] = (char)(file.data[at] ^ 0x55);
			images_free(images);
		}
		buffer_free(&file);
	}
}

static void large_images_are_refused_before_decoding(void **state)
{
	/* The header of a PNG of 20001 by 1, and of 20000 by 20000, each with its CRC, and nothing more. */
	static const struct {
		unsigned width, height;
		const char *why;
	} cases[] = {{20001, 1, "it is too large"},
		     {1, 0x7FFFFFFF, "it is too large"},
		     {20000, 20000, "it has too many pixels"}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
		png_infop info = png_create_info_struct(png);
		struct images *images = images_new();
		struct buffer file = {0};
		const char *why;

		png_set_user_limits(png, 0x7FFFFFFF, 0x7FFFFFFF);
		png_set_write_fn(png, &file, take, flush);
		png_set_IHDR(png, info, cases[i].width, cases[i].height, 8, PNG_COLOR_TYPE_GRAY, 0,
			     0, 0);
		png_write_info(png, info);
		png_destroy_write_struct(&png, &info);
		/* The head of an IDAT chunk: what comes before it is the header of the image. */
		buffer_put(&file, "\0\0\1\0IDAT", 8);
		put_file("in/a.png", file.data, file.length);
		assert_null(images_find(images, inside(), "a.png", &why));
		assert_string_equal(why, cases[i].why);
		images_free(images);
		buffer_free(&file);
	}
}

static void only_files_beneath_the_folder_are_read(void **state)
{
	static const struct {
		const char *reference;
		bool found;
	} cases[] = {
		{"a.png", true},
		{"url('a.png')", true},
		{" url( \"a.png\" ) ", true},
		{"url(a.png)", true},
		{"./a.png", true},
		{"../in/a.png", true},
		{"file:a.png", true},
		{"deux%20mots.png", true},
		{"inner.png", true},  /* a link that stays inside */
		{"outer.png", false}, /* a link that leads out */
		{"../b.png", false},
		{"/etc/passwd", false},
		{"file:///etc/passwd", false},
		{"http://example.org/a.png", false},
		{"a%00.png", false},
		{"a%2", false},
		{"", false},
		{".", false},
		{"missing.png", false},
		{"a.txt", false},
	};
	struct buffer file = make(&kinds[0]);
	struct images *images = images_new();
	char from[128], to[128];
	const char *why;

	(void)state;
	put_file("in/a.png", file.data, file.length);
	put_file("in/deux mots.png", file.data, file.length);
	put_file("b.png", file.data, file.length);
	put_file("in/a.txt", "text", 4);
	snprintf(from, sizeof from, "%s/b.png", folder);
	snprintf(to, sizeof to, "%s/in/outer.png", folder);
	assert_int_equal(symlink(from, to), 0);
	snprintf(to, sizeof to, "%s/in/inner.png", folder);
	assert_int_equal(symlink("a.png", to), 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct image *image = images_find(images, inside(), cases[i].reference, &why);

		if (!image == cases[i].found)
			fail_msg("%s: %s", cases[i].reference, why);
		/* Asked again, the same answer. */
		assert_ptr_equal(images_find(images, inside(), cases[i].reference, &why), image);
	}
	images_free(images);
	buffer_free(&file);
}

static void data_uris_are_read(void **state)
{
	/* 1 by 1, grey, opaque. */
	static const char dot[] =
		"data:image/"
		"png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+"
		"kcQAAAABJRU5E"
		"rkJggg==";
	struct images *images = images_new();
	const char *why;
	const struct image *image = images_find(images, ".", dot, &why);

	(void)state;
	assert_non_null(image);
	assert_int_equal(image->width, 1);
	assert_null(images_find(images, ".", "data:image/png,xx", &why));
	assert_null(images_find(images, ".", "data:image/png;base64,!!!!", &why));
	images_free(images);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_becomes_rgba),
		cmocka_unit_test(broken_files_are_refused),
		cmocka_unit_test(large_images_are_refused_before_decoding),
		cmocka_unit_test(only_files_beneath_the_folder_are_read),
		cmocka_unit_test(data_uris_are_read),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
