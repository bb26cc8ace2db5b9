/* Images: PNG of every kind, JPEG, SVG, broken ones, and where they may be read from. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <png.h>
#include <stdio.h>

#include <jpeglib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/file.h"
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

	snprintf(path, sizeof path, "%s/%s", folder, name);
	assert_int_equal(file_save(path, data, length), 0);
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
	} cases[] = {{50000, 50000, "it is too large"},
		     {20001, 1, "it is too large"},
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

/* A JPEG of 24 by 16 pixels of these components, 144 dots per inch where it may say so. */
static struct buffer make_jpeg(int components, J_COLOR_SPACE space, bool progressive)
{
	struct jpeg_compress_struct jpeg;
	struct jpeg_error_mgr errors;
	unsigned char *bytes = NULL, row[24 * 4];
	unsigned long length = 0;
	struct buffer file = {0};

	jpeg.err = jpeg_std_error(&errors);
	jpeg_create_compress(&jpeg);
	jpeg_mem_dest(&jpeg, &bytes, &length);
	jpeg.image_width = 24;
	jpeg.image_height = 16;
	jpeg.input_components = components;
	jpeg.in_color_space = space;
	jpeg_set_defaults(&jpeg);
	jpeg.density_unit = 1;
	jpeg.X_density = jpeg.Y_density = 144;
	if (progressive)
		jpeg_simple_progression(&jpeg);
	jpeg_start_compress(&jpeg, TRUE);
	memset(row, 200, sizeof row);
	while (jpeg.next_scanline < jpeg.image_height) {
		JSAMPROW rows = row;

		jpeg_write_scanlines(&jpeg, &rows, 1);
	}
	jpeg_finish_compress(&jpeg);
	jpeg_destroy_compress(&jpeg);
	buffer_put(&file, bytes, length);
	free(bytes);
	return file;
}

static void jpegs_are_kept_as_they_are(void **state)
{
	(void)state;
	for (int i = 0; i < 4; i++) {
		struct buffer file = make_jpeg(i & 1 ? 3 : 1, i & 1 ? JCS_RGB : JCS_GRAYSCALE, i & 2);
		struct images *images = images_new();
		const struct image *image;
		const char *why = NULL;
	
		put_file("in/a.jpg", file.data, file.length);
			image = images_find(images, inside(), "a.jpg", &why);
		assert_non_null(image);
		assert_int_equal(image->width, 24);
		assert_int_equal(image->height, 16);
		assert_float_equal(image->points_width, 12, 1e-9);
		assert_int_equal(image->grey, !(i & 1));
		assert_int_equal(image->file_length, file.length);
		assert_memory_equal(image->file, file.data, file.length);
		assert_in_range(image->rgba[4 * 100], 195, 205);
		assert_int_equal(image->rgba[4 * 100 + 3], 255);
		images_free(images);
		buffer_free(&file);
	}
}

/* Nothing crashes, and nothing that readers of PDF could stumble over is let through. */
static void broken_jpegs_are_refused(void **state)
{
	struct buffer cmyk = make_jpeg(4, JCS_CMYK, false), whole = make_jpeg(3, JCS_RGB, true);
	const char *why = NULL;

	(void)state;
	put_file("in/a.jpg", cmyk.data, cmyk.length);
	for (size_t length = 0; length < whole.length; length++) {
		struct images *images = images_new();

		if (length == 0) {
			assert_null(images_find(images, inside(), "a.jpg", &why));
			assert_string_equal(why, "its colours are CMYK; convert it to RGB");
		}
		put_file("in/b.jpg", whole.data, length);
		assert_null(images_find(images, inside(), "b.jpg", &why));
		images_free(images);
	}
	for (size_t at = 3; at < whole.length; at++) {
		struct images *images = images_new();

		whole.data[at] = (char)~whole.data[at];
		put_file("in/c.jpg", whole.data, whole.length);
		images_find(images, inside(), "c.jpg", &why);
		whole.data[at] = (char)~whole.data[at];
		images_free(images);
	}
	buffer_free(&cmyk);
	buffer_free(&whole);
}

#define SVG(attributes, content) "<svg xmlns='http://www.w3.org/2000/svg' " attributes ">" content "</svg>"

static void svgs_are_drawn_or_refused(void **state)
{
	static const struct {
		const char *file;
		double width, height; /* points; 0: refused */
	} cases[] = {
		{SVG("width='64' height='32'", "<path d='M0 0h64v32h-64z'/>"), 48, 24},
		{SVG("viewBox='0 0 64 64'", "<path d='M0 0h64v64h-64z'/>"), 48, 48},
		{SVG("width='10mm' height='10mm'", ""), 28.3465, 28.3465},
		{"<?xml version='1.0'?>\n<!-- c -->" SVG("width='8' height='8'", ""), 6, 6},
		{SVG("width='0' height='8'", ""), 0, 0},
		{SVG("width='1e9' height='8'", ""), 0, 0},
		{SVG("width='8' height='8'", "<script>alert(1)</script>"), 0, 0},
		{"<!DOCTYPE svg [<!ENTITY a 'aaaa'>]>" SVG("width='8' height='8'", "&a;"), 0, 0},
		{SVG("width='8' height='8'", "<g>"), 0, 0},
		/* What is outside is not asked for: the picture is there, without it. */
		{SVG("width='8' height='8' xmlns:xlink='http://www.w3.org/1999/xlink'",
		     "<image xlink:href='file:///etc/passwd' width='8' height='8'/>"),
		 6, 6},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct images *images = images_new();
		const struct image *image;
		const char *why = NULL;

		put_file("in/a.svg", cases[i].file, strlen(cases[i].file));
		image = images_find(images, inside(), "a.svg", &why);
		if (!!image != (cases[i].width > 0))
			fail_msg("%s: %s", cases[i].file, image ? "taken" : why);
		if (image) {
			assert_float_equal(image->points_width, cases[i].width, 1e-3);
			assert_float_equal(image->points_height, cases[i].height, 1e-3);
			assert_null(image->rgba);
			assert_memory_equal(image->drawing, "%PDF-1.4", 8);
		}
		images_free(images);
	}
}

/* Whatever their names: as files that are drawn, and as those that a certifier's file names. */
static void types_are_those_of_the_bytes(void **state)
{
	static const struct {
		const char *file, *type;
	} cases[] = {
		{"\x89PNG\r\n\x1A\n...", "image/png"},
		{"\x89PNG\n...", NULL},
		{"\xFF\xD8\xFF\xE0", "image/jpeg"},
		{SVG("", ""), "image/svg+xml"},
		{"\xEF\xBB\xBF<?xml version='1.0'?>\n" SVG("", ""), "image/svg+xml"},
		{"<s:svg xmlns:s='http://www.w3.org/2000/svg'/>", "image/svg+xml"},
		{"about <svg>", NULL},
		{"<html/>", NULL},
		{"", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buffer file = {0};
		const char *type;

		buffer_puts(&file, cases[i].file);
		type = image_type(&file);
		assert_int_equal(!type, !cases[i].type);
		if (type)
			assert_string_equal(type, cases[i].type);
		buffer_free(&file);
	}
}

static void ask_for_faces(void *context)
{
	*(bool *)context = true;
}

/* Whatever prefix its elements have. */
static void svgs_with_text_ask_for_faces(void **state)
{
	static const struct {
		const char *file;
		bool text;
	} cases[] = {
		{SVG("width='8' height='8'", "<text x='1' y='7'>a</text>"), true},
		{"<s:svg xmlns:s='http://www.w3.org/2000/svg' width='8' height='8'><s:text>a</s:text></s:svg>", true},
		{SVG("width='8' height='8'", "<path d='M0 0h8v8h-8z'/>"), false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct images *images = images_new();
		const char *why = NULL;
		bool asked = false;

		put_file("in/a.svg", cases[i].file, strlen(cases[i].file));
		images_before_text(images, ask_for_faces, &asked);
		assert_non_null(images_find(images, inside(), "a.svg", &why));
		assert_true(asked == cases[i].text);
		images_free(images);
	}
}

/* Small files that would take minutes and gigabytes. */
static void put_bomb(struct buffer *file, int bomb)
{
	buffer_clear(file);
	buffer_puts(file, "<svg xmlns='http://www.w3.org/2000/svg' width='800' height='800'>");
	switch (bomb) {
	case 0: /* elements within elements beyond measure */
		for (int i = 0; i < 100000; i++)
			buffer_puts(file, "<g>");
		for (int i = 0; i < 100000; i++)
			buffer_puts(file, "</g>");
		break;
	case 1: /* ten of ten of ten … */
		buffer_puts(file, "<g id='a0'><path d='M0 0h1'/></g>");
		for (int i = 1; i < 40; i++) {
			buffer_printf(file, "<g id='a%d'>", i);
			for (int k = 0; k < 10; k++)
				buffer_printf(file, "<use href='#a%d'/>", i - 1);
			buffer_puts(file, "</g>");
		}
		break;
	case 2: /* masks of masks, each as large as the picture */
		for (int i = 0; i < 300; i++)
			buffer_printf(file,
				      "<mask id='m%d'><rect width='800' height='800' fill='#fff' "
				      "mask='url(#m%d)'/></mask>",
				      i, i - 1);
		buffer_puts(file, "<rect width='800' height='800' mask='url(#m299)'/>");
		break;
	case 3: /* little that becomes much */
		for (int i = 0; i < 12000; i++)
			buffer_puts(file, "<g opacity='.5'><rect width='800' height='800'/></g>");
		break;
	}
	buffer_puts(file, "</svg>");
}

static void svg_bombs_are_refused(void **state)
{
	struct buffer file = {0};
	const char *why = NULL;

	(void)state;
	for (int bomb = 0; bomb < 4; bomb++) {
		struct images *images = images_new();

		put_bomb(&file, bomb);
		put_file("in/bomb.svg", file.data, file.length);
		if (images_find(images, inside(), "bomb.svg", &why))
			fail_msg("bomb %d is taken", bomb);
		print_message("bomb %d: %s\n", bomb, why);
		images_free(images);
	}
	buffer_free(&file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_becomes_rgba),
		cmocka_unit_test(broken_files_are_refused),
		cmocka_unit_test(large_images_are_refused_before_decoding),
		cmocka_unit_test(only_files_beneath_the_folder_are_read),
		cmocka_unit_test(data_uris_are_read),
		cmocka_unit_test(jpegs_are_kept_as_they_are),
		cmocka_unit_test(broken_jpegs_are_refused),
		cmocka_unit_test(svgs_are_drawn_or_refused),
		cmocka_unit_test(types_are_those_of_the_bytes),
		cmocka_unit_test(svgs_with_text_ask_for_faces),
		cmocka_unit_test(svg_bombs_are_refused),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
