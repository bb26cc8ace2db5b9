#include "image/jpeg.h"

#include <stdio.h>

#include <jpeglib.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "image/image.h"
#include "image/png.h"

/* A progressive file may come back to the whole picture at each scan: so many are enough for any program. */
#define SCAN_LIMIT 100

/* All that decoding holds, outside the function that libjpeg's errors jump back to. */
struct decoder {
	struct jpeg_decompress_struct jpeg;
	struct jpeg_error_mgr errors;
	struct jpeg_progress_mgr progress;
	jmp_buf back;
	uint8_t *pixels;
	const char *why;
};

static void on_error(j_common_ptr jpeg)
{
	struct decoder *decoder = jpeg->client_data;

	longjmp(decoder->back, 1);
}

/* Whatever libjpeg would get over (cut short, bits that lead nowhere), readers of PDF may not. */
static void on_message(j_common_ptr jpeg, int level)
{
	if (level < 0)
		on_error(jpeg);
}

static void on_progress(j_common_ptr jpeg)
{
	struct decoder *decoder = jpeg->client_data;

	if (decoder->jpeg.input_scan_number > SCAN_LIMIT)
		on_error(jpeg);
}

/* Why the picture is not one that a PDF may hold as it is. */
static const char *refusal(const struct jpeg_decompress_struct *jpeg)
{
	if (jpeg->image_width > PNG_SIDE_LIMIT || jpeg->image_height > PNG_SIDE_LIMIT)
		return "it is too large";
	if ((size_t)jpeg->image_width * jpeg->image_height > PNG_PIXEL_LIMIT)
		return "it has too many pixels";
	if (jpeg->num_components == 4)
		return "its colours are CMYK; convert it to RGB";
	if (jpeg->jpeg_color_space != JCS_GRAYSCALE && jpeg->jpeg_color_space != JCS_YCbCr &&
	    jpeg->jpeg_color_space != JCS_RGB)
		return "its colours are neither grey nor RGB";
	if (jpeg->data_precision != 8 || jpeg->arith_code)
		return "it is a JPEG of a kind that a PDF cannot hold";
	return NULL;
}

static void measure(const struct jpeg_decompress_struct *jpeg, struct image *image)
{
	double unit = jpeg->density_unit == 1 ? 72 : jpeg->density_unit == 2 ? 72 / 2.54 : 0;
	double x = jpeg->X_density, y = jpeg->Y_density;

	if (!jpeg->saw_JFIF_marker || !(unit > 0) || !(x > 0) || !(y > 0)) {
		unit = 72;
		x = y = 96;
	}
	image->width = jpeg->image_width;
	image->height = jpeg->image_height;
	image->points_width = image->width * unit / x;
	image->points_height = image->height * unit / y;
	image->grey = jpeg->jpeg_color_space == JCS_GRAYSCALE;
	image->plain_rgb = jpeg->jpeg_color_space == JCS_RGB;
}

/* The part that libjpeg may leave by longjmp: only what decoder and image point to changes in it. */
static bool decode(struct decoder *decoder, const void *data, size_t length, struct image *image)
{
	struct jpeg_decompress_struct *jpeg = &decoder->jpeg;

	if (setjmp(decoder->back))
		return false;
	jpeg_create_decompress(jpeg);
	jpeg->client_data = decoder;
	jpeg->progress = &decoder->progress;
	jpeg_mem_src(jpeg, data, (unsigned long)length);
	jpeg_read_header(jpeg, TRUE);
	decoder->why = refusal(jpeg);
	if (decoder->why)
		return false;
	decoder->why = "the JPEG file is broken or cut short";
	measure(jpeg, image);
	jpeg->out_color_space = JCS_EXT_RGBA;
	jpeg_start_decompress(jpeg);
	decoder->pixels = memory_alloc((size_t)image->width * image->height * 4);
	while (jpeg->output_scanline < jpeg->output_height) {
		JSAMPROW row = decoder->pixels + (size_t)jpeg->output_scanline * image->width * 4;

		jpeg_read_scanlines(jpeg, &row, 1);
	}
	jpeg_finish_decompress(jpeg);
	return true;
}

const char *jpeg_decode(const void *data, size_t length, struct image *image)
{
	struct decoder decoder = {.why = "the JPEG file is broken or cut short"};

	decoder.jpeg.err = jpeg_std_error(&decoder.errors);
	decoder.jpeg.client_data = &decoder;
	decoder.errors.error_exit = on_error;
	decoder.errors.emit_message = on_message;
	decoder.progress.progress_monitor = on_progress;
	if (decode(&decoder, data, length, image)) {
		image->rgba = decoder.pixels;
		decoder.why = NULL;
	} else {
		free(decoder.pixels);
	}
	jpeg_destroy_decompress(&decoder.jpeg);
	return decoder.why;
}
