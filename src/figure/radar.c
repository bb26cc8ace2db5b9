#include "figure/radar.h"

#include <math.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "figure/drawing.h"

#define AXES_MINIMUM 3
#define AXES_MAXIMUM 24
#define SIDE_MAXIMUM 20000
#define RINGS        4
#define GAP          4 /* points between an axis and its word */

static bool holds(const struct radar *radar)
{
	if (radar->count < AXES_MINIMUM || radar->count > AXES_MAXIMUM || !(radar->whole > 0) ||
	    !(radar->width <= SIDE_MAXIMUM) || !(radar->height <= SIDE_MAXIMUM) ||
	    !(radar->margin >= 0) || !(fmin(radar->width, radar->height) - 2 * radar->margin >= 20))
		return false;
	for (size_t i = 0; i < radar->count; i++)
		if (!(radar->axes[i].value >= 0) || !(radar->axes[i].value <= radar->whole))
			return false;
	return true;
}

/* The point on axis i at this distance from the middle. */
static void locate(const struct radar *radar, size_t i, double distance, double point[2])
{
	double angle = 2 * M_PI * (double)i / (double)radar->count;

	point[0] = radar->width / 2 + distance * sin(angle);
	point[1] = radar->height / 2 - distance * cos(angle);
}

/* A closed line through a point on each axis: at `distance`, or at its value where that is 0. */
static void draw_outline(const struct radar *radar, double distance, double radius,
			 struct drawing_pen *pen)
{
	for (size_t i = 0; i < radar->count; i++) {
		double point[2];

		locate(radar, i,
		       distance > 0 ? distance : radius * radar->axes[i].value / radar->whole,
		       point);
		(i ? drawing_line : drawing_move)(pen, point[0], point[1]);
	}
	drawing_close(pen);
}

static void draw_axes(const struct radar *radar, double radius, struct drawing *drawing,
		      struct drawing_pen *pen)
{
	for (size_t i = 0; i < radar->count; i++) {
		double end[2], word[2], across;
		enum drawing_align align;

		locate(radar, i, radius, end);
		locate(radar, i, radius + GAP, word);
		drawing_move(pen, radar->width / 2, radar->height / 2);
		drawing_line(pen, end[0], end[1]);
		across = (word[0] - radar->width / 2) / radius;
		align = across > 0.1 ? DRAWING_START : across < -0.1 ? DRAWING_END : DRAWING_CENTER;
		/* Words stand on their baseline: below the middle they hang lower. */
		word[1] += 3.0 * (1 + (word[1] - radar->height / 2) / radius) - 1;
		drawing_label(drawing, word[0], word[1], align, radar->axes[i].label);
	}
}

static const char *describe(struct arena *arena, const struct radar *radar)
{
	struct buffer words = {0};
	const char *text;

	for (size_t i = 0; i < radar->count; i++) {
		buffer_puts(&words, i ? "\u202f; " : "");
		buffer_puts(&words, radar->axes[i].label);
		buffer_puts(&words, "\u00a0: ");
		if (*radar->axes[i].text)
			buffer_puts(&words, radar->axes[i].text);
		else
			buffer_decimal(&words, radar->axes[i].value, 2);
	}
	text = arena_strndup(arena, buffer_string(&words), words.length);
	buffer_free(&words);
	return text;
}

struct drawing *radar_drawing(struct arena *arena, const struct radar *radar)
{
	struct drawing_pen pen = {.arena = arena};
	struct path paths[3];
	struct drawing *drawing;
	double radius;

	if (!holds(radar))
		return NULL;
	drawing = drawing_new(arena, radar->width, radar->height, 1, radar->count);
	radius = fmin(radar->width, radar->height) / 2 - radar->margin;
	draw_outline(radar, 0, radius, &pen);
	paths[0] = drawing_fill(&pen, drawing_tint(radar->color, 0.82));
	for (int ring = 1; ring <= RINGS; ring++)
		draw_outline(radar, radius * ring / RINGS, radius, &pen);
	draw_axes(radar, radius, drawing, &pen);
	paths[1] = drawing_stroke(&pen, drawing_tint(radar->color, 0.6), 0.35);
	draw_outline(radar, 0, radius, &pen);
	paths[2] = drawing_stroke(&pen, radar->color, 1.1);
	drawing_use(drawing, drawing_cell(arena, paths, 3), MATRIX_IDENTITY, MATRIX_IDENTITY, 1);
	drawing->alternative = describe(arena, radar);
	return drawing;
}
