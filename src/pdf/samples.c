#include "pdf/samples.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "image/image.h"
#include "pdf/cache.h"

#define PALETTE_MOST 256

/* Rows of samples, one after the other, each beginning with a byte. */
struct rows {
	uint8_t *data;
	size_t length; /* bytes of a row */
	size_t height;
};

/* The colours of an image, in the order in which they appear, and where each is. */
struct palette {
	uint32_t colors[PALETTE_MOST];
	size_t count;
	uint16_t table[1024]; /* by hash: number + 1 */
};

static uint32_t color_at(const uint8_t *pixel)
{
	return (uint32_t)pixel[0] << 16 | (uint32_t)pixel[1] << 8 | pixel[2];
}

/* The number of a colour, which is added; -1: there are too many. */
static int palette_find(struct palette *palette, uint32_t color)
{
	size_t at = (color * 0x9E3779B1U) >> 22;

	for (; palette->table[at]; at = (at + 1) % 1024)
		if (palette->colors[palette->table[at] - 1] == color)
			return palette->table[at] - 1;
	if (palette->count == PALETTE_MOST)
		return -1;
	palette->colors[palette->count++] = color;
	palette->table[at] = (uint16_t)palette->count;
	return (int)palette->count - 1;
}

static bool is_grey(const uint8_t *rgba, size_t pixels)
{
	for (const uint8_t *p = rgba, *end = p + 4 * pixels; p < end; p += 4)
		if (p[0] != p[1] || p[1] != p[2])
			return false;
	return true;
}

/* The bits that tell a number below `count`: 1, 2, 4 or 8. */
static unsigned bits_for(size_t count)
{
	return count <= 2 ? 1 : count <= 4 ? 2 : count <= 16 ? 4 : 8;
}

/* The bits that grey levels can be told in without loss. */
static unsigned grey_bits(const uint8_t *values, size_t count)
{
	unsigned bits = 1;

	for (size_t i = 0; i < count && bits < 8; i++)
		while (bits < 8 && values[i] % (255 / ((1U << bits) - 1)) != 0)
			bits *= 2;
	return bits;
}

/* Numbers below 2^bits side by side, the first in the highest bits. */
static struct rows pack(const uint8_t *values, size_t width, size_t height, unsigned bits)
{
	struct rows rows = {.length = (width * bits + 7) / 8, .height = height};

	rows.data = memory_alloc(rows.length * height + 1);
	for (size_t y = 0; y < height; y++)
		for (size_t x = 0; x < width; x++)
			rows.data[y * rows.length + x * bits / 8] |=
				(uint8_t)(values[y * width + x] << (8 - bits - x * bits % 8));
	return rows;
}

static int paeth(int left, int up, int corner)
{
	int p = left + up - corner, a = abs(p - left), b = abs(p - up), c = abs(p - corner);

	return a <= b && a <= c ? left : b <= c ? up : corner;
}

/* A row by one of PNG's five filters; returns how far its bytes are from 0. `up`: the row above, NULL for the first. */
static unsigned long filter_row(const uint8_t *row, const uint8_t *up, size_t length, size_t step, int filter, uint8_t *out)
{
	unsigned long sum = 0;

	for (size_t i = 0; i < length; i++) {
		int left = i >= step ? row[i - step] : 0, above = up ? up[i] : 0, corner = up && i >= step ? up[i - step] : 0;
		int guess = filter == 1 ? left : filter == 2 ? above : filter == 3 ? (left + above) / 2 : filter == 4 ? paeth(left, above, corner) : 0;

		out[i] = (uint8_t)(row[i] - guess);
		sum += (unsigned long)abs((int8_t)out[i]);
	}
	return sum;
}

/* The rows, each with the filter that leaves the least, and the number of that before it. */
static void filter_rows(const struct rows *rows, size_t step, struct buffer *out)
{
	uint8_t *tried = memory_alloc(rows->length + 1);

	for (size_t y = 0; y < rows->height; y++) {
		const uint8_t *row = rows->data + y * rows->length;
		uint8_t *best = (uint8_t *)buffer_reserve(out, rows->length + 1);
		unsigned long least = 0;

		for (int filter = 0; filter < 5; filter++) {
			unsigned long sum = filter_row(row, y ? row - rows->length : NULL, rows->length, step, filter, tried);

			if (filter && sum >= least)
				continue;
			least = sum;
			best[0] = (uint8_t)filter;
			memcpy(best + 1, tried, rows->length);
		}
		out->length += rows->length + 1;
	}
	free(tried);
}

/* Deflate rows of `colors` samples of so many bits, filtered or not: whichever is smaller; and free them. */
static void put_rows(struct pdf_cache *cache, struct rows *rows, size_t width, unsigned colors, unsigned bits, struct pdf_plane *plane)
{
	struct buffer filtered = {0}, smaller = {0};

	buffer_printf(&plane->entries, "/BitsPerComponent %u", bits);
	pdf_cache_deflate(cache, PDF_WELL, rows->data, rows->length * rows->height, &plane->data);
	filter_rows(rows, bits == 8 ? colors : 1, &filtered);
	pdf_cache_deflate(cache, PDF_WELL, filtered.data, filtered.length, &smaller);
	if (smaller.length < plane->data.length) {
		struct buffer plain = plane->data;

		plane->data = smaller;
		smaller = plain;
		buffer_printf(&plane->entries, "/DecodeParms<</Predictor 15/Colors %u/BitsPerComponent %u/Columns %zu>>", colors, bits, width);
	}
	buffer_free(&filtered);
	buffer_free(&smaller);
	free(rows->data);
}

/* One value a pixel: grey levels or opacity. Takes the values. */
static void put_grey(struct pdf_cache *cache, uint8_t *values, size_t width, size_t height, struct pdf_plane *plane)
{
	unsigned bits = grey_bits(values, width * height), level = 255 / ((1U << bits) - 1);
	struct rows rows;

	for (size_t i = 0; bits < 8 && i < width * height; i++)
		values[i] = (uint8_t)(values[i] / level);
	rows = pack(values, width, height, bits);
	free(values);
	buffer_puts(&plane->entries, "/ColorSpace/DeviceGray");
	put_rows(cache, &rows, width, 1, bits, plane);
}

/* Few colours: their numbers, and the palette (8.6.6.3). False: there are too many. */
static bool put_indexed(struct pdf_cache *cache, const struct image *image, struct pdf_plane *plane)
{
	size_t pixels = (size_t)image->width * image->height;
	uint8_t *numbers = memory_alloc(pixels + 1);
	struct palette palette = {.count = 0};
	struct rows rows;
	unsigned bits;

	for (size_t i = 0; i < pixels; i++) {
		int number = palette_find(&palette, color_at(image->rgba + 4 * i));

		if (number < 0) {
			free(numbers);
			return false;
		}
		numbers[i] = (uint8_t)number;
	}
	bits = bits_for(palette.count);
	rows = pack(numbers, image->width, image->height, bits);
	free(numbers);
	buffer_printf(&plane->entries, "/ColorSpace[/Indexed/DeviceRGB %zu<", palette.count - 1);
	for (size_t i = 0; i < palette.count; i++)
		buffer_printf(&plane->entries, "%06X", (unsigned)palette.colors[i]);
	buffer_puts(&plane->entries, ">]");
	put_rows(cache, &rows, image->width, 1, bits, plane);
	return true;
}

/* One byte of each pixel. */
static uint8_t *take(const struct image *image, int component)
{
	size_t pixels = (size_t)image->width * image->height;
	uint8_t *values = memory_alloc(pixels + 1);

	for (size_t i = 0; i < pixels; i++)
		values[i] = image->rgba[4 * i + (size_t)component];
	return values;
}

static void put_colors(struct pdf_cache *cache, const struct image *image, struct pdf_plane *plane)
{
	size_t pixels = (size_t)image->width * image->height;
	struct rows rows = {.length = 3 * (size_t)image->width, .height = image->height};

	rows.data = memory_alloc(3 * pixels + 1);
	for (size_t i = 0; i < pixels; i++)
		memcpy(rows.data + 3 * i, image->rgba + 4 * i, 3);
	buffer_puts(&plane->entries, "/ColorSpace/DeviceRGB");
	put_rows(cache, &rows, image->width, 3, 8, plane);
}

struct pdf_samples *pdf_samples_new(struct pdf_cache *cache, const struct image *image)
{
	struct pdf_samples *samples = memory_alloc(sizeof *samples);

	*samples = (struct pdf_samples){.digest = memory_strdup(image->digest)};
	if (is_grey(image->rgba, (size_t)image->width * image->height))
		put_grey(cache, take(image, 0), image->width, image->height, &samples->colors);
	else if (!put_indexed(cache, image, &samples->colors))
		put_colors(cache, image, &samples->colors);
	if (image->alpha)
		put_grey(cache, take(image, 3), image->width, image->height, &samples->mask);
	return samples;
}

void pdf_samples_free(struct pdf_samples *samples)
{
	free(samples->digest);
	buffer_free(&samples->colors.data);
	buffer_free(&samples->colors.entries);
	buffer_free(&samples->mask.data);
	buffer_free(&samples->mask.entries);
	free(samples);
}
