/* usage: likeness A.png B.png
 * Whether two pictures look alike: each pixel is compared as the mean of those around it, so that the finish of edges, which
 * every drawing program has its own of, counts little, and a line that moved counts. Prints the share of pixels that differ, in
 * hundredths of a percent. Exit 0: alike; 1: not; 2: one cannot be read, or they are not of one size. */
#include <cairo.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STEP   24 /* of 255: a mean that differs by more is another */
#define SHARES 5  /* hundredths of a percent that may differ */

struct picture {
	cairo_surface_t *surface;
	int width, height;
};

/* As words of 32 bits, whatever the file holds. */
static bool picture_read(const char *path, struct picture *picture)
{
	cairo_surface_t *file = cairo_image_surface_create_from_png(path);
	cairo_t *cairo;

	picture->width = cairo_image_surface_get_width(file);
	picture->height = cairo_image_surface_get_height(file);
	picture->surface =
		cairo_image_surface_create(CAIRO_FORMAT_RGB24, picture->width, picture->height);
	if (cairo_surface_status(file) || cairo_surface_status(picture->surface)) {
		fprintf(stderr, "likeness: %s: %s\n", path,
			cairo_status_to_string(cairo_surface_status(file)));
		return false;
	}
	cairo = cairo_create(picture->surface);
	cairo_set_source_surface(cairo, file, 0, 0);
	cairo_paint(cairo);
	cairo_destroy(cairo);
	cairo_surface_destroy(file);
	cairo_surface_flush(picture->surface);
	return true;
}

static int mean(const struct picture *picture, int x, int y, int channel)
{
	const unsigned char *data = cairo_image_surface_get_data(picture->surface);
	int stride = cairo_image_surface_get_stride(picture->surface), sum = 0, count = 0;

	for (int j = y - 1; j <= y + 1; j++)
		for (int i = x - 1; i <= x + 1; i++) {
			if (i < 0 || j < 0 || i >= picture->width || j >= picture->height)
				continue;
			sum += data[j * stride + 4 * i + channel];
			count++;
		}
	return sum / count;
}

static bool differs(const struct picture *a, const struct picture *b, int x, int y)
{
	for (int channel = 0; channel < 3; channel++)
		if (abs(mean(a, x, y, channel) - mean(b, x, y, channel)) > STEP)
			return true;
	return false;
}

int main(int argc, char **argv)
{
	struct picture a, b;
	long count = 0;
	double share;

	if (argc != 3 || !picture_read(argv[1], &a) || !picture_read(argv[2], &b))
		return 2;
	if (a.width != b.width || a.height != b.height) {
		printf("%d x %d, not %d x %d\n", a.width, a.height, b.width, b.height);
		return 2;
	}
	for (int y = 0; y < a.height; y++)
		for (int x = 0; x < a.width; x++)
			count += differs(&a, &b, x, y);
	share = 10000.0 * (double)count / (double)a.width / (double)a.height;
	printf("%.1f\n", share);
	cairo_surface_destroy(a.surface);
	cairo_surface_destroy(b.surface);
	return share > SHARES;
}
