#include "pdf/held.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "fo/color.h"

/* How many lines back one that goes on is looked for: more than a row of a table has. */
#define LOOK_BACK 32
/* Ends as near as this meet, points. */
#define MEETS 0.01

void pdf_held_free(struct pdf_held *held)
{
	free(held->lines);
}

static bool same_look(const struct pdf_line *line, const struct stroke *stroke, enum artifact artifact)
{
	return line->artifact == artifact && fabs(line->stroke.thickness - stroke->thickness) < 0.0005 &&
	       color_same(line->stroke.color, stroke->color);
}

static bool touches(const struct stroke *stroke, double x1, double y1, double x2, double y2)
{
	double half = stroke->thickness / 2;

	return fmin(stroke->x1, stroke->x2) - half < x2 && fmax(stroke->x1, stroke->x2) + half > x1 &&
	       fmin(stroke->y1, stroke->y2) - half < y2 && fmax(stroke->y1, stroke->y2) + half > y1;
}

static bool near(double a, double b)
{
	return fabs(a - b) < MEETS;
}

/* Whether `next` begins where `line` ends, in the same direction: along one of the axes. */
static bool continues(const struct stroke *line, const struct stroke *next)
{
	if (!near(line->x2, next->x1) || !near(line->y2, next->y1))
		return false;
	if (near(line->y1, line->y2) && near(next->y1, next->y2))
		return (line->x2 > line->x1) == (next->x2 > next->x1);
	return near(line->x1, line->x2) && near(next->x1, next->x2) && (line->y2 > line->y1) == (next->y2 > next->y1);
}

/* The line that a solid, opaque one lengthens: nothing held after it may lie beneath the new piece. NULL: none. */
static struct pdf_line *find_start(const struct pdf_held *held, const struct stroke *stroke, enum artifact artifact)
{
	double half = stroke->thickness / 2;

	if (stroke->dash > 0 || stroke->color.alpha < 1)
		return NULL;
	for (size_t i = held->count; i-- > 0 && held->count - i <= LOOK_BACK;) {
		struct pdf_line *line = &held->lines[i];
		bool same = same_look(line, stroke, artifact);

		if (same && !(line->stroke.dash > 0) && continues(&line->stroke, stroke))
			return line;
		if (!same && touches(&line->stroke, fmin(stroke->x1, stroke->x2) - half, fmin(stroke->y1, stroke->y2) - half,
				     fmax(stroke->x1, stroke->x2) + half, fmax(stroke->y1, stroke->y2) + half))
			return NULL;
	}
	return NULL;
}

void pdf_held_add(struct pdf_held *held, const struct stroke *stroke, enum artifact artifact)
{
	struct pdf_line *start = find_start(held, stroke, artifact);

	if (start) {
		start->stroke.x2 = stroke->x2;
		start->stroke.y2 = stroke->y2;
		return;
	}
	held->lines = memory_grown(held->lines, held->count, &held->capacity, sizeof *held->lines);
	held->lines[held->count++] = (struct pdf_line){*stroke, artifact};
}

bool pdf_held_touches(const struct pdf_held *held, double x1, double y1, double x2, double y2)
{
	for (size_t i = 0; i < held->count; i++)
		if (touches(&held->lines[i].stroke, x1, y1, x2, y2))
			return true;
	return false;
}
