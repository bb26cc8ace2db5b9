#include "image/png.h"

#include <png.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "image/image.h"

/* A chunk may ask for no more memory than this, nor may there be more text and colour chunks than anyone needs. */
#define CHUNK_LIMIT       8000000
#define CHUNK_COUNT_LIMIT 128
#define METRES_PER_POINT  (0.0254 / 72)

/* All that decoding holds, outside the function that libpng jumps back to. */
struct decoder {
	png_structp png;
	png_infop info;
	const uint8_t *data;
	size_t length, at;
	uint8_t *pixels;
	png_bytep *rows;
	const char *why;
};

static void on_error(png_structp png, png_const_charp text)
{
	(void)text;
	longjmp(*png_set_longjmp_fn(png, longjmp, sizeof(jmp_buf)), 1);
}

static void on_warning(png_structp png, png_const_charp text)
{
	(void)png;
	(void)text;
}

static void read_bytes(png_structp png, png_bytep to, size_t count)
{
	struct decoder *decoder = png_get_io_ptr(png);

	if (count > decoder->length - decoder->at)
		png_error(png, "end of file");
	memcpy(to, decoder->data + decoder->at, count);
	decoder->at += count;
}

/* Whatever the file holds, make it eight bits of red, green, blue and opacity. */
static void ask_for_rgba(png_structp png, png_infop info)
{
	png_set_expand(png);
	png_set_scale_16(png);
	png_set_gray_to_rgb(png);
	png_set_add_alpha(png, 0xFF, PNG_FILLER_AFTER);
	png_set_interlace_handling(png);
	png_read_update_info(png, info);
}

/* One side in points: from pixels a metre when the file says so and within reason, else 96 to the inch. */
static double points(unsigned pixels, png_uint_32 per_metre)
{
	if (per_metre < 40 || per_metre > 400000)
		return pixels * 72.0 / 96;
	return pixels / (per_metre * METRES_PER_POINT);
}

static void measure(struct decoder *decoder, struct image *image)
{
	png_uint_32 x = 0, y = 0;
	int unit = PNG_RESOLUTION_UNKNOWN;

	image->width = png_get_image_width(decoder->png, decoder->info);
	image->height = png_get_image_height(decoder->png, decoder->info);
	png_get_pHYs(decoder->png, decoder->info, &x, &y, &unit);
	if (unit != PNG_RESOLUTION_METER)
		x = y = 0;
	image->points_width = points(image->width, x);
	image->points_height = points(image->height, y);
}

/* The part that libpng may leave by longjmp: only what decoder and image point to changes in it. */
static bool decode(struct decoder *decoder, struct image *image)
{
	if (setjmp(png_jmpbuf(decoder->png)))
		return false;
	png_set_user_limits(decoder->png, PNG_SIDE_LIMIT, PNG_SIDE_LIMIT);
	png_set_chunk_malloc_max(decoder->png, CHUNK_LIMIT);
	png_set_chunk_cache_max(decoder->png, CHUNK_COUNT_LIMIT);
	png_set_read_fn(decoder->png, decoder, read_bytes);
	png_read_info(decoder->png, decoder->info);
	measure(decoder, image);
	if ((size_t)image->width * image->height > PNG_PIXEL_LIMIT) {
		decoder->why = "it has too many pixels";
		return false;
	}
	ask_for_rgba(decoder->png, decoder->info);
	if (png_get_rowbytes(decoder->png, decoder->info) != (size_t)image->width * 4)
		return false;
	decoder->pixels = memory_alloc((size_t)image->width * image->height * 4);
	decoder->rows = memory_alloc(image->height * sizeof *decoder->rows);
	for (size_t y = 0; y < image->height; y++)
		decoder->rows[y] = decoder->pixels + y * image->width * 4;
	png_read_image(decoder->png, decoder->rows);
	png_read_end(decoder->png, NULL);
	return true;
}

static bool has_transparency(const uint8_t *rgba, size_t pixels)
{
	for (size_t i = 0; i < pixels; i++)
		if (rgba[4 * i + 3] != 0xFF)
			return true;
	return false;
}

/* Width or height beyond the limit, told from the header itself: libpng only says that it is broken. */
static bool is_too_large(const uint8_t *data, size_t length)
{
	for (int i = 16; length >= 24 && i < 24; i += 4)
		if (png_get_uint_32(data + i) > PNG_SIDE_LIMIT)
			return true;
	return false;
}

const char *png_decode(const void *data, size_t length, struct image *image)
{
	struct decoder decoder = {
		.data = data, .length = length, .why = "the PNG file is broken or cut short"};

	if (is_too_large(data, length))
		return "it is too large";
	decoder.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, on_error, on_warning);
	if (!decoder.png)
		exit(70);
	decoder.info = png_create_info_struct(decoder.png);
	if (!decoder.info)
		exit(70);
	if (decode(&decoder, image)) {
		image->rgba = decoder.pixels;
		image->alpha =
			has_transparency(decoder.pixels, (size_t)image->width * image->height);
		decoder.why = NULL;
	} else {
		free(decoder.pixels);
	}
	free(decoder.rows);
	png_destroy_read_struct(&decoder.png, &decoder.info, NULL);
	return decoder.why;
}
