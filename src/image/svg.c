#include "image/svg.h"

#include <cairo.h>
#include <librsvg/rsvg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "image/image.h"

#define FILE_LIMIT 1000000
/* The longer side in pixels, whatever size the file says: sharp as a logo, some 3 cm, and not too heavy. */
#define SIDE 800
/* A size in points beyond which no page goes; and the least. */
#define POINTS_LIMIT 14400.0

bool svg_is(const void *data, size_t length)
{
	const char *text = data;
	size_t at = length >= 3 && !memcmp(text, "\xEF\xBB\xBF", 3) ? 3 : 0;

	while (at < length && strchr(" \t\r\n", text[at]) && text[at])
		at++;
	return at < length && text[at] == '<' && memmem(text, length, "<svg", 4) != NULL;
}

/* A document type may hold entities that unfold without end; and nothing else in the file is asked for. */
static const char *refusal(const char *text, size_t length)
{
	if (length > FILE_LIMIT)
		return "it is too large";
	if (memmem(text, length, "<!DOCTYPE", 9) || memmem(text, length, "<!ENTITY", 8))
		return "an SVG file may not have a document type";
	if (memmem(text, length, "<script", 7))
		return "an SVG file may not have scripts";
	return NULL;
}

/* The intrinsic size; a viewBox alone is taken for pixels, nothing at all for a square. */
static void measure(RsvgHandle *handle, struct image *image)
{
	gboolean has_width, has_height, has_box;
	RsvgLength length;
	RsvgRectangle box;
	double width, height;

	if (!rsvg_handle_get_intrinsic_size_in_pixels(handle, &width, &height)) {
		rsvg_handle_get_intrinsic_dimensions(handle, &has_width, &length, &has_height,
						     &length, &has_box, &box);
		width = has_box ? box.width : 100;
		height = has_box ? box.height : 100;
	}
	image->points_width = width * 0.75;
	image->points_height = height * 0.75;
}

static bool is_sound(const struct image *image)
{
	double w = image->points_width, h = image->points_height;

	return w > 0 && h > 0 && w <= POINTS_LIMIT && h <= POINTS_LIMIT && w / h < SIDE &&
	       h / w < SIDE;
}

/* Cairo's pixels are native words, premultiplied. */
static void take_pixels(cairo_surface_t *surface, struct image *image)
{
	const unsigned char *data = cairo_image_surface_get_data(surface);
	size_t stride = (size_t)cairo_image_surface_get_stride(surface);
	uint8_t *to = memory_alloc((size_t)image->width * image->height * 4);

	image->rgba = to;
	for (size_t y = 0; y < image->height; y++)
		for (size_t x = 0; x < image->width; x++, to += 4) {
			uint32_t word, alpha;

			memcpy(&word, data + y * stride + 4 * x, 4);
			alpha = word >> 24;
			for (int i = 0; i < 3 && alpha; i++) {
				uint32_t value = word >> (16 - 8 * i) & 0xFF;

				to[i] = (uint8_t)((value * 255 + alpha / 2) / alpha);
			}
			to[3] = (uint8_t)alpha;
			image->alpha |= alpha < 255;
		}
}

static const char *draw(RsvgHandle *handle, struct image *image)
{
	double scale = SIDE / fmax(image->points_width, image->points_height);
	RsvgRectangle area = {0, 0, 0, 0};
	const char *why = NULL;
	cairo_surface_t *surface;
	cairo_t *cairo;

	image->width = (unsigned)fmax(1, round(image->points_width * scale));
	image->height = (unsigned)fmax(1, round(image->points_height * scale));
	area.width = image->width;
	area.height = image->height;
	surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)image->width,
					     (int)image->height);
	cairo = cairo_create(surface);
	if (!rsvg_handle_render_document(handle, cairo, &area, NULL) || cairo_status(cairo))
		why = "it cannot be drawn";
	cairo_destroy(cairo);
	cairo_surface_flush(surface);
	if (!why)
		take_pixels(surface, image);
	cairo_surface_destroy(surface);
	return why;
}

const char *svg_draw(const void *data, size_t length, struct image *image)
{
	const char *why = refusal(data, length);
	RsvgHandle *handle;

	if (why)
		return why;
	/* Read from memory, without a place that references could start from: none is followed. */
	handle = rsvg_handle_new_from_data(data, length, NULL);
	if (!handle)
		return "the SVG file is broken";
	rsvg_handle_set_dpi(handle, 96);
	measure(handle, image);
	why = is_sound(image) ? draw(handle, image) : "its size makes no sense";
	g_object_unref(handle);
	return why;
}
