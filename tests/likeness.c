/* usage: likeness A.png B.png
 *        likeness --keep A.png B.png
 * Whether two pictures of a page look alike, in greys. Each pixel is compared as the mean of those around it, so that the finish
 * of edges counts little; those that differ are scattered where letters are drawn a little otherwise, and stand together where
 * a line moved. A rule thinner than a pixel is hardly darker than the paper: it is seen by its length, as a row or a column of
 * pixels that are all a little darker, or all a little lighter. Prints the share of pixels that differ, in hundredths of a
 * percent, the largest share of a box of two words, in percent, and the longest such row.
 * Exit 0: alike; 1: not; 2: one cannot be read or written, or they are not of one size.
 * With --keep, A is written to B in the sixteen greys that are compared, the lighter the finer: a small file. */
#include <cairo.h>
#include <math.h>
#include <png.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GREYS    16
#define STEP     32 /* of 255: a mean that differs by more is another */
#define SHARES   40 /* hundredths of a percent that may differ */
#define DENSE    20 /* percent of a box that may differ */
#define THREAD   9  /* of 255: a pixel of a thin rule, with its neighbours across, is darker by more */
#define LENGTH   40 /* pixels that a rule is long */
#define SIDE_MAX 8192

enum { BOX_WIDTH = 48, BOX_HEIGHT = 8 }; /* pixels: two words of a line, at 60 dpi */

struct picture {
	unsigned char *greys; /* 0–255 */
	int width, height;
};

static unsigned char grey_of(int level)
{
	return (unsigned char)lround(255 - 255 * pow(level / (double)(GREYS - 1), 1.8));
}

static int level_of(int grey)
{
	int level = 0;

	while (level + 1 < GREYS && abs(grey_of(level + 1) - grey) <= abs(grey_of(level) - grey))
		level++;
	return level;
}

static bool picture_read(const char *path, struct picture *picture)
{
	cairo_surface_t *file = cairo_image_surface_create_from_png(path), *surface;
	cairo_t *cairo;

	picture->width = cairo_image_surface_get_width(file);
	picture->height = cairo_image_surface_get_height(file);
	if (cairo_surface_status(file) || picture->width > SIDE_MAX || picture->height > SIDE_MAX) {
		fprintf(stderr, "likeness: %s: %s\n", path, cairo_status_to_string(cairo_surface_status(file)));
		return false;
	}
	/* As words of 32 bits, whatever the file holds. */
	surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, picture->width, picture->height);
	cairo = cairo_create(surface);
	cairo_set_source_surface(cairo, file, 0, 0);
	cairo_paint(cairo);
	cairo_destroy(cairo);
	cairo_surface_flush(surface);
	picture->greys = malloc((size_t)picture->width * (size_t)picture->height + 1);
	for (int y = 0; picture->greys && y < picture->height; y++)
		for (int x = 0; x < picture->width; x++) {
			const unsigned char *pixel = cairo_image_surface_get_data(surface) +
						     y * cairo_image_surface_get_stride(surface) + 4 * x;
			int grey = (11 * pixel[0] + 59 * pixel[1] + 30 * pixel[2] + 50) / 100;

			picture->greys[y * picture->width + x] = grey_of(level_of(grey));
		}
	cairo_surface_destroy(surface);
	cairo_surface_destroy(file);
	return picture->greys;
}

/* Four bits a pixel. */
static bool picture_write(const char *path, const struct picture *picture)
{
	FILE *file = fopen(path, "wb");
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
	png_infop info = png_create_info_struct(png);
	png_color palette[GREYS];
	unsigned char row[SIDE_MAX];

	if (!file) {
		perror(path);
		return false;
	}
	if (setjmp(png_jmpbuf(png))) {
		fclose(file);
		return false;
	}
	for (int i = 0; i < GREYS; i++)
		palette[i] = (png_color){grey_of(i), grey_of(i), grey_of(i)};
	png_init_io(png, file);
	png_set_IHDR(png, info, (png_uint_32)picture->width, (png_uint_32)picture->height, 4, PNG_COLOR_TYPE_PALETTE,
		     PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	png_set_PLTE(png, info, palette, GREYS);
	png_set_compression_level(png, 9);
	png_set_filter(png, 0, PNG_FILTER_NONE);
	png_write_info(png, info);
	png_set_packing(png);
	for (int y = 0; y < picture->height; y++) {
		for (int x = 0; x < picture->width; x++)
			row[x] = (unsigned char)level_of(picture->greys[y * picture->width + x]);
		png_write_row(png, row);
	}
	png_write_end(png, NULL);
	png_destroy_write_struct(&png, &info);
	return fclose(file) == 0;
}

/* White outside. */
static int difference(const struct picture *a, const struct picture *b, int x, int y)
{
	if (x < 0 || y < 0 || x >= a->width || y >= a->height)
		return 0;
	return a->greys[y * a->width + x] - b->greys[y * a->width + x];
}

static bool differs(const struct picture *a, const struct picture *b, int x, int y)
{
	int sum = 0;

	for (int j = y - 1; j <= y + 1; j++)
		for (int i = x - 1; i <= x + 1; i++)
			sum += difference(a, b, i, j);
	return abs(sum) > 9 * STEP;
}

/* The pixel and its neighbours across a rule: lighter (1), darker (-1), neither (0). */
static int thread(const struct picture *a, const struct picture *b, int x, int y, bool upright)
{
	int sum = 0;

	for (int i = -1; i <= 1; i++)
		sum += upright ? difference(a, b, x + i, y) : difference(a, b, x, y + i);
	return (sum > THREAD) - (sum < -THREAD);
}

/* The longest run of pixels that differ one way, along rows or columns. */
static int longest(const struct picture *a, const struct picture *b, bool upright)
{
	int lines = upright ? a->width : a->height, length = upright ? a->height : a->width, most = 0;

	for (int line = 0; line < lines; line++) {
		int run = 0, before = 0;

		for (int i = 0; i < length; i++) {
			int now = upright ? thread(a, b, line, i, true) : thread(a, b, i, line, false);

			run = now && now == before ? run + 1 : now != 0;
			before = now;
			most = run > most ? run : most;
		}
	}
	return most;
}

/* Of the boxes that halve each other, the one in which most pixels differ: in percent. */
static double densest(const struct picture *a, const struct picture *b)
{
	int most = 0;

	for (int top = 0; top < a->height; top += BOX_HEIGHT / 2)
		for (int left = 0; left < a->width; left += BOX_WIDTH / 2) {
			int count = 0;

			for (int y = top; y < top + BOX_HEIGHT && y < a->height; y++)
				for (int x = left; x < left + BOX_WIDTH && x < a->width; x++)
					count += differs(a, b, x, y);
			most = count > most ? count : most;
		}
	return 100.0 * most / (BOX_WIDTH * BOX_HEIGHT);
}

static int compare(const struct picture *a, const struct picture *b)
{
	long count = 0;
	double share, dense;
	int across, along;

	if (a->width != b->width || a->height != b->height) {
		printf("%d x %d, not %d x %d\n", a->width, a->height, b->width, b->height);
		return 2;
	}
	for (int y = 0; y < a->height; y++)
		for (int x = 0; x < a->width; x++)
			count += differs(a, b, x, y);
	share = 10000.0 * (double)count / (double)a->width / (double)a->height;
	dense = densest(a, b);
	along = longest(a, b, false);
	across = longest(a, b, true);
	printf("%.1f, a box of %.0f %%, a line of %d\n", share, dense, along > across ? along : across);
	return share > SHARES || dense > DENSE || along > LENGTH || across > LENGTH;
}

int main(int argc, char **argv)
{
	struct picture a = {0}, b = {0};
	bool keep = argc == 4 && strcmp(argv[1], "--keep") == 0;
	int status = 2;

	if (keep)
		status = picture_read(argv[2], &a) && picture_write(argv[3], &a) ? 0 : 2;
	else if (argc == 3 && picture_read(argv[1], &a) && picture_read(argv[2], &b))
		status = compare(&a, &b);
	free(a.greys);
	free(b.greys);
	return status;
}
