/* usage: picture A.png B.png [BLOCK MEAN WORST]
 * How far two pictures of a page differ: prints the mean difference of all pixels, and the greatest difference of the means of two
 * blocks of BLOCK by BLOCK pixels (16), of 255. Ends with 1 where they are of different sizes or beyond MEAN (2) or WORST (24):
 * edges may be smoothed otherwise, ink may not be lost. */
#include <cairo.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

static const unsigned char *pixel(cairo_surface_t *surface, int x, int y)
{
	return cairo_image_surface_get_data(surface) + (ptrdiff_t)y * cairo_image_surface_get_stride(surface) + (ptrdiff_t)4 * x;
}

/* The difference of the means of a block; that of its pixels is added to the total. */
static double compare_block(cairo_surface_t *a, cairo_surface_t *b, int left, int top, int side, double *total)
{
	int width = cairo_image_surface_get_width(a), height = cairo_image_surface_get_height(a), count = 0;
	double sums[3] = {0}, worst = 0;

	for (int y = top; y < top + side && y < height; y++)
		for (int x = left; x < left + side && x < width; x++, count++)
			for (int channel = 0; channel < 3; channel++) {
				int difference = pixel(a, x, y)[channel] - pixel(b, x, y)[channel];

				sums[channel] += difference;
				*total += abs(difference) / 3.0;
			}
	for (int channel = 0; channel < 3; channel++)
		worst = fmax(worst, fabs(sums[channel]) / count);
	return worst;
}

static int compare(cairo_surface_t *a, cairo_surface_t *b, int side, double mean, double worst)
{
	int width = cairo_image_surface_get_width(a), height = cairo_image_surface_get_height(a);
	double total = 0, greatest = 0;

	if (abs(width - cairo_image_surface_get_width(b)) > 1 || abs(height - cairo_image_surface_get_height(b)) > 1) {
		printf("%dx%d %dx%d\n", width, height, cairo_image_surface_get_width(b), cairo_image_surface_get_height(b));
		return 1;
	}
	/* A last row or column that only one has is left out. */
	width = width < cairo_image_surface_get_width(b) ? width : cairo_image_surface_get_width(b);
	height = height < cairo_image_surface_get_height(b) ? height : cairo_image_surface_get_height(b);
	for (int y = 0; y + side <= height; y += side)
		for (int x = 0; x + side <= width; x += side)
			greatest = fmax(greatest, compare_block(a, b, x, y, side, &total));
	total /= (double)width * height;
	printf("%.2f %.1f\n", total, greatest);
	return total > mean || greatest > worst;
}

int main(int argc, char **argv)
{
	cairo_surface_t *a, *b;
	int status = 2;

	if (argc < 3)
		return 64;
	a = cairo_image_surface_create_from_png(argv[1]);
	b = cairo_image_surface_create_from_png(argv[2]);
	if (!cairo_surface_status(a) && !cairo_surface_status(b) && cairo_image_surface_get_format(a) != CAIRO_FORMAT_A8 &&
	    cairo_image_surface_get_format(b) != CAIRO_FORMAT_A8)
		status = compare(a, b, argc > 3 ? atoi(argv[3]) : 16, argc > 4 ? atof(argv[4]) : 2, argc > 5 ? atof(argv[5]) : 24);
	cairo_surface_destroy(a);
	cairo_surface_destroy(b);
	return status;
}
