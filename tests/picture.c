/* usage: picture A.png B.png
 * How far two pictures of a page at 288 dpi differ, B as a reader draws it: prints the mean difference of all pixels; the greatest
 * of the means of two blocks of 8 pt; the greatest ink of such a block that the other has nowhere near (lost, added); and the
 * blocks of 16 pt that moved. All but the last are of 255. Readers smooth edges and widen thin lines each in its way, on both sides
 * alike: a block has moved where it looks far more like the other's at half a point or more aside than at its place.
 * Ends with 1 where the pictures differ by more than is said below, or a block has moved; with 2 where they are not two of one size. */
#include <cairo.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	BLOCK = 32, /* pixels: a word */
	PLACE = 64, /* pixels: four words, which may have moved */
	FAR = 3,    /* pixels aside that are looked at; one is no move, but a reader's grid */
	NEAR = 2,   /* pixels aside where ink may be as well */
};
#define FAINT 64 /* the mean square of a difference that says nothing of places */
#define ALIKE 0.6
/* The most that readers differ by. */
#define MEAN  8.0
#define WORST 36.0
#define LOST  3.0
#define ADDED (3 * LOST)

struct picture {
	cairo_surface_t *surface;
	float *ink; /* 0 to 255 of each pixel */
};

static const unsigned char *pixel(const struct picture *picture, int x, int y)
{
	return cairo_image_surface_get_data(picture->surface) + (ptrdiff_t)y * cairo_image_surface_get_stride(picture->surface) +
	       (ptrdiff_t)4 * x;
}

static float ink_at(const struct picture *picture, int x, int y)
{
	return picture->ink[(ptrdiff_t)y * cairo_image_surface_get_width(picture->surface) + x];
}

/* The difference of the means of a block; that of its pixels is added to the total. */
static double compare_block(const struct picture *a, const struct picture *b, int left, int top, double *total)
{
	double sums[3] = {0}, worst = 0;

	for (int y = top; y < top + BLOCK; y++)
		for (int x = left; x < left + BLOCK; x++)
			for (int channel = 0; channel < 3; channel++) {
				int difference = pixel(a, x, y)[channel] - pixel(b, x, y)[channel];

				sums[channel] += difference;
				*total += abs(difference) / 3.0;
			}
	for (int channel = 0; channel < 3; channel++)
		worst = fmax(worst, fabs(sums[channel]) / (BLOCK * BLOCK));
	return worst;
}

/* The ink of a block of `a` beyond the most that `b` has around each pixel. */
static double lost_from(const struct picture *a, const struct picture *b, int left, int top)
{
	double lost = 0;

	for (int y = top; y < top + BLOCK; y++)
		for (int x = left; x < left + BLOCK; x++) {
			float most = ink_at(b, x, y);

			if (ink_at(a, x, y) <= most)
				continue;
			for (int j = y - NEAR; j <= y + NEAR; j++)
				for (int i = x - NEAR; i <= x + NEAR; i++)
					most = fmaxf(most, ink_at(b, i, j));
			lost += fmaxf(0, ink_at(a, x, y) - most);
		}
	return lost / (BLOCK * BLOCK);
}

/* The mean square of the difference, where the block of `b` is taken from aside. */
static double distance(const struct picture *a, const struct picture *b, int left, int top, int right, int down)
{
	double sum = 0;

	for (int y = top; y < top + PLACE; y++)
		for (int x = left; x < left + PLACE; x++) {
			float difference = ink_at(a, x, y) - ink_at(b, x + right, y + down);

			sum += (double)(difference * difference);
		}
	return sum / (PLACE * PLACE);
}

static int has_moved(const struct picture *a, const struct picture *b, int left, int top)
{
	double here = INFINITY, aside = INFINITY;

	if (distance(a, b, left, top, 0, 0) < FAINT)
		return 0;
	for (int down = -FAR; down <= FAR; down++)
		for (int right = -FAR; right <= FAR; right++) {
			double *least = abs(down) <= 1 && abs(right) <= 1 ? &here : &aside;

			*least = fmin(*least, distance(a, b, left, top, right, down));
		}
	return here > FAINT && aside < ALIKE * here;
}

static int compare(const struct picture *a, const struct picture *b)
{
	int width = cairo_image_surface_get_width(a->surface), height = cairo_image_surface_get_height(a->surface);
	double total = 0, greatest = 0, less = 0, more = 0;
	int moved = 0;

	for (int y = FAR; y + BLOCK + FAR <= height; y += BLOCK)
		for (int x = FAR; x + BLOCK + FAR <= width; x += BLOCK) {
			greatest = fmax(greatest, compare_block(a, b, x, y, &total));
			less = fmax(less, lost_from(a, b, x, y));
			more = fmax(more, lost_from(b, a, x, y));
		}
	for (int y = FAR; y + PLACE + FAR <= height; y += PLACE)
		for (int x = FAR; x + PLACE + FAR <= width; x += PLACE)
			moved += has_moved(a, b, x, y);
	total /= (double)width * height;
	printf("mean %.2f, block %.1f, lost %.1f, added %.1f, moved %d\n", total, greatest, less, more, moved);
	return total > MEAN || greatest > WORST || less > LOST || more > ADDED || moved;
}

/* The ink of a picture in words of 32 bits, whatever the file holds. */
static struct picture picture_read(cairo_surface_t *file, int width, int height)
{
	struct picture picture = {cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height), NULL};
	cairo_t *cairo = cairo_create(picture.surface);

	cairo_set_source_surface(cairo, file, 0, 0);
	cairo_paint(cairo);
	cairo_destroy(cairo);
	cairo_surface_flush(picture.surface);
	picture.ink = calloc((size_t)width * (size_t)height, sizeof *picture.ink);
	for (int y = 0; picture.ink && y < height; y++)
		for (int x = 0; x < width; x++) {
			const unsigned char *at = pixel(&picture, x, y);

			picture.ink[(ptrdiff_t)y * width + x] = 255 - (float)(at[0] + at[1] + at[2]) / 3;
		}
	return picture;
}

static void picture_free(struct picture *picture)
{
	cairo_surface_destroy(picture->surface);
	free(picture->ink);
}

int main(int argc, char **argv)
{
	cairo_surface_t *files[2];
	struct picture a, b;
	int width, height, status = 2;

	if (argc < 3)
		return 64;
	for (int i = 0; i < 2; i++)
		files[i] = cairo_image_surface_create_from_png(argv[i + 1]);
	/* A last row or column that only one has is left out. */
	width = cairo_image_surface_get_width(files[0]) - cairo_image_surface_get_width(files[1]);
	height = cairo_image_surface_get_height(files[0]) - cairo_image_surface_get_height(files[1]);
	if (cairo_surface_status(files[0]) || cairo_surface_status(files[1]) || abs(width) > 1 || abs(height) > 1) {
		puts("not two pictures of one size");
	} else {
		width = cairo_image_surface_get_width(files[0]) - (width > 0);
		height = cairo_image_surface_get_height(files[0]) - (height > 0);
		a = picture_read(files[0], width, height);
		b = picture_read(files[1], width, height);
		if (a.ink && b.ink)
			status = compare(&a, &b);
		picture_free(&a);
		picture_free(&b);
	}
	for (int i = 0; i < 2; i++)
		cairo_surface_destroy(files[i]);
	return status;
}
