#include "figure/guilloche.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "figure/drawing.h"

/* Enough that no curve leaves its wave by more than a hundredth of its height. */
#define CURVES_PER_WAVE 4
/* Points: beyond it, cells would be without number. */
#define SIDE_MAXIMUM 20000
/* A corner's middle line: its radius, of the band, and how many cells go around it. */
#define BEND             1.15
#define CELLS_PER_CORNER 1
/* How far a control point lies along the tangent, for a quarter of a circle of radius 1. */
#define QUARTER 0.5522847498

/* Waves that differ only in where they begin: y(t) = swell(t) sin(2π(waves t + phase + i / strands)), t from 0 to 1 along a cell;
 * and as many that run the other way. */
struct family {
	int strands, waves;
	double phase;
	double depth; /* of the swell: how much flatter the waves are at the cell's ends, 0–1 */
	double reach; /* largest distance from the middle line, points */
	struct color color;
	double thickness;
};

/* Where a cell lies: along the x axis for `length`, or, where `radius` is not 0, clockwise from above around the origin through
 * `angle`; y is measured inwards. */
struct course {
	double length;
	double radius, angle;
};

/* What the text decides, one draw after the other (SplitMix64). */
struct draws {
	uint64_t state;
};

static double draw(struct draws *draws, double from, double to)
{
	uint64_t z = draws->state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	z ^= z >> 31;
	return from + (to - from) * (double)(z >> 11) * 0x1p-53;
}

static int draw_integer(struct draws *draws, int from, int to)
{
	return (int)floor(draw(draws, from, to + 1));
}

/* A family like no other: at least so many strands, within so far of the middle line, at least so deep a swell. */
static void draw_family(struct draws *draws, struct family *family, int strands, double reach,
			double depth)
{
	family->strands = draw_integer(draws, strands, strands + 1);
	/* Halfway between two strands of the mirror, more or less: none lies on another. */
	family->phase = 0.25 + draw(draws, 0.25, 0.75) / (2 * family->strands);
	family->depth = draw(draws, depth, depth + 0.25);
	family->reach = reach * draw(draws, 0.92, 1);
}

static void place(const struct course *course, double t, double y, double slope, double *point,
		  double *tangent)
{
	double radius = course->radius - y, sine, cosine;

	if (course->radius == 0) {
		point[0] = t * course->length;
		point[1] = y;
		tangent[0] = course->length;
		tangent[1] = slope;
		return;
	}
	sincos(t * course->angle, &sine, &cosine);
	point[0] = radius * sine;
	point[1] = -radius * cosine;
	tangent[0] = radius * course->angle * cosine - slope * sine;
	tangent[1] = radius * course->angle * sine + slope * cosine;
}

/* The point of a strand at t, and its derivative. */
static void follow(const struct family *family, int strand, const struct course *course, double t,
		   double *point, double *tangent)
{
	double turn = 2 * M_PI *
		      (family->waves * t + family->phase + (double)strand / family->strands),
	       sine, cosine;
	double narrow = family->depth * (1 + cos(2 * M_PI * t)) / 2,
	       swell = family->reach * (1 - narrow);
	double swelling = family->reach * family->depth * M_PI * sin(2 * M_PI * t);

	sincos(turn, &sine, &cosine);
	place(course, t, swell * sine, swelling * sine + swell * cosine * 2 * M_PI * family->waves,
	      point, tangent);
}

static void draw_strand(struct drawing_pen *pen, const struct family *family, int strand,
			const struct course *course)
{
	int count = CURVES_PER_WAVE * (family->waves + (family->depth > 0));
	double from[2], to[2], from_tangent[2], to_tangent[2], step = 1.0 / count / 3;

	follow(family, strand, course, 0, from, from_tangent);
	drawing_move(pen, from[0], from[1]);
	for (int i = 1; i <= count; i++) {
		follow(family, strand, course, (double)i / count, to, to_tangent);
		drawing_curve(pen, (double[]){from[0] + step * from_tangent[0],
					      from[1] + step * from_tangent[1],
					      to[0] - step * to_tangent[0],
					      to[1] - step * to_tangent[1], to[0], to[1]});
		memcpy(from, to, sizeof to);
		memcpy(from_tangent, to_tangent, sizeof to_tangent);
	}
}

static const struct drawing_cell *weave(struct arena *arena, const struct family *families,
					size_t count, const struct course *courses)
{
	struct drawing_pen pen = {.arena = arena};
	struct path *paths = arena_array(arena, count, sizeof *paths);

	for (size_t i = 0; i < count; i++) {
		for (int strand = 0; strand < families[i].strands; strand++)
			draw_strand(&pen, &families[i], strand, &courses[i]);
		paths[i] = drawing_stroke(&pen, families[i].color, families[i].thickness);
	}
	return drawing_cell(arena, paths, count);
}

/* A rectangle with round corners, that far within the box. */
static void draw_round(struct drawing_pen *pen, double inset, double width, double height,
		       double radius)
{
	double r = radius - inset, k = r * (1 - QUARTER), left = inset, top = inset,
	       right = width - inset, bottom = height - inset;

	drawing_move(pen, left + r, top);
	drawing_line(pen, right - r, top);
	drawing_curve(pen, (double[]){right - k, top, right, top + k, right, top + r});
	drawing_line(pen, right, bottom - r);
	drawing_curve(pen, (double[]){right, bottom - k, right - k, bottom, right - r, bottom});
	drawing_line(pen, left + r, bottom);
	drawing_curve(pen, (double[]){left + k, bottom, left, bottom - k, left, bottom - r});
	drawing_line(pen, left, top + r);
	drawing_curve(pen, (double[]){left, top + k, left + k, top, left + r, top});
	drawing_close(pen);
}

static const struct drawing_cell *draw_hairlines(struct arena *arena, double width, double height,
						 double band, double radius, struct color ink,
						 struct color metal)
{
	struct drawing_pen pen = {.arena = arena};
	struct path paths[2];

	draw_round(&pen, 0, width, height, radius);
	paths[0] = drawing_stroke(&pen, ink, 0.9);
	draw_round(&pen, band, width, height, radius);
	paths[1] = drawing_stroke(&pen, metal, 0.45);
	return drawing_cell(arena, paths, 2);
}

/* A cell holds half its strands; the others are their images in a mirror. */
static struct matrix mirror(const struct course *course)
{
	double cosine = cos(course->angle), sine = sin(course->angle);

	return course->radius == 0 ? (struct matrix){-1, 0, 0, 1, course->length, 0}
				   : (struct matrix){-cosine, -sine, -sine, cosine, 0, 0};
}

static void place_cell(struct drawing *drawing, const struct drawing_cell *cell,
		       const struct course *course, struct matrix matrix, struct matrix step,
		       unsigned count)
{
	struct matrix image = mirror(course);

	drawing_use(drawing, cell, matrix, step, count);
	/* The image of the step is the step back. */
	drawing_use(drawing, cell, matrix_multiply(image, matrix),
		    matrix_multiply(image, matrix_multiply(step, image)), count);
}

/* The four sides, clockwise from the top: a turn by a quarter each, and where it begins. */
static void place_sides(struct drawing *drawing, const struct drawing_cell *side,
			const struct drawing_cell *corner, double band,
			const struct course *straight, const struct course *bend)
{
	static const double turns[4][2] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
	const struct matrix on = {
		cos(bend->angle), sin(bend->angle), -sin(bend->angle), cos(bend->angle), 0, 0};
	const struct matrix along = {1, 0, 0, 1, straight->length, 0};
	double radius = bend->radius, length = straight->length, inset = band / 2 + radius,
	       right = drawing->width - inset, bottom = drawing->height - inset;
	const double centres[5][2] = {
		{inset, inset}, {right, inset}, {right, bottom}, {inset, bottom}, {inset, inset}};

	for (int i = 0; i < 4; i++) {
		double cosine = turns[i][0], sine = turns[i][1],
		       run = i % 2 ? bottom - inset : right - inset;
		double count = fmax(1, round(run / length)), stretch = run / count / length;
		struct matrix turn = {stretch * cosine,
				      stretch * sine,
				      -sine,
				      cosine,
				      centres[i][0] + radius * sine,
				      centres[i][1] - radius * cosine};
		struct matrix round = {cosine,           sine, -sine, cosine, centres[i + 1][0],
				       centres[i + 1][1]};

		place_cell(drawing, side, straight, turn, along, (unsigned)count);
		place_cell(drawing, corner, bend, round, on, CELLS_PER_CORNER);
	}
}

struct drawing *guilloche_frame(struct arena *arena, const char *text, double width, double height,
				double band, struct color ink, struct color metal)
{
	struct draws draws = {digest_fnv(text, strlen(text))};
	double radius = BEND * band, angle = M_PI / 2 / CELLS_PER_CORNER, reach = 0.42 * band;
	const struct course straight = {.length = radius * angle},
			    bend = {.radius = radius, .angle = angle};
	struct family families[] = {{.color = drawing_tint(metal, 0.3), .thickness = 0.24},
				    {.color = drawing_tint(ink, 0.45), .thickness = 0.24}};
	struct drawing *drawing;

	if (!(width <= SIDE_MAXIMUM) || !(height <= SIDE_MAXIMUM) || !(band >= 2) ||
	    !(width >= 5 * band) || !(height >= 5 * band))
		return NULL;
	draw_family(&draws, &families[0], 4, reach, 0.35);
	draw_family(&draws, &families[1], 3, 0.88 * reach, 0.55);
	families[0].waves = draw_integer(&draws, 1, 2);
	families[1].waves = 3 - families[0].waves;
	drawing = drawing_new(arena, width, height, 17, 0);
	place_sides(drawing, weave(arena, families, 2, (struct course[]){straight, straight}),
		    weave(arena, families, 2, (struct course[]){bend, bend}), band, &straight,
		    &bend);
	drawing_use(drawing,
		    draw_hairlines(arena, width, height, band, radius + band / 2, ink, metal),
		    MATRIX_IDENTITY, MATRIX_IDENTITY, 1);
	return drawing;
}

struct drawing *guilloche_rosette(struct arena *arena, const char *text, double diameter,
				  struct color ink, struct color metal)
{
	struct draws draws = {~digest_fnv(text, strlen(text))};
	int lobes = draw_integer(&draws, 18, 26);
	double angle = 2 * M_PI / lobes, sine, cosine, outer = 0.105 * diameter,
	       inner = 0.07 * diameter;
	struct family families[] = {
		{.color = drawing_tint(metal, 0.1), .thickness = 0.22, .waves = 1},
		{.color = drawing_tint(ink, 0.35), .thickness = 0.22, .waves = 1}};
	const struct course courses[] = {{.radius = 0.5 * diameter - outer, .angle = angle},
					 {.radius = 0.21 * diameter + inner, .angle = angle}};
	struct drawing *drawing;

	if (!(diameter >= 8) || !(diameter <= SIDE_MAXIMUM))
		return NULL;
	draw_family(&draws, &families[0], 4, outer, 0.5);
	draw_family(&draws, &families[1], 2, inner, 0.2);
	sincos(angle, &sine, &cosine);
	drawing = drawing_new(arena, diameter, diameter, 2, 0);
	place_cell(drawing, weave(arena, families, 2, courses), &courses[0],
		   (struct matrix){1, 0, 0, 1, diameter / 2, diameter / 2},
		   (struct matrix){cosine, sine, -sine, cosine, 0, 0}, (unsigned)lobes);
	return drawing;
}
