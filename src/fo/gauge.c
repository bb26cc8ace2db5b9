#include "fo/galley.h"

#include <math.h>

/* No space yet: any wins against it. */
static const struct extent no_space = {.precedence = -1};

/* Two spaces as one, the second below the first. XSL 1.1, 4.3.1: forcing spaces add up; else the highest precedence wins, then the
 * largest optimum; the minimum is the largest, the maximum the smallest of those that remain. */
static struct extent join_spaces(struct extent a, struct extent b)
{
	if (a.precedence == SPACE_FORCE && b.precedence == SPACE_FORCE) {
		a.minimum += b.minimum;
		a.optimum += b.optimum;
		a.maximum += b.maximum;
	} else if (b.precedence > a.precedence || (b.precedence == a.precedence && b.optimum > a.optimum)) {
		return b;
	} else if (b.precedence == a.precedence && b.optimum == a.optimum) {
		a.minimum = fmax(a.minimum, b.minimum);
		a.maximum = fmin(a.maximum, b.maximum);
	}
	return a;
}

static double shrink_of(struct extent space)
{
	return fmax(0, space.optimum - space.minimum);
}

static double stretch_of(struct extent space)
{
	return fmax(0, space.maximum - space.optimum);
}

/* As high as the galley's ease makes it. */
static double eased(const struct gauge *gauge, struct extent space)
{
	return space.optimum - gauge->galley->ease * shrink_of(space);
}

static void clear_spaces(struct gauge *gauge)
{
	gauge->pends = false;
	gauge->pending = gauge->retained = no_space;
}

static void add_space(struct gauge *gauge, const struct extent *space)
{
	if (gauge->leading && !space->retain && !gauge->pends)
		return; /* discarded at the beginning of a reference area */
	gauge->pends = true;
	gauge->pending = join_spaces(gauge->pending, *space);
	if (space->retain)
		gauge->retained = gauge->pending;
}

/* Something visible follows: the spaces before it are resolved. */
static void settle(struct gauge *gauge)
{
	gauge->height += gauge->band_height;
	gauge->band = NULL;
	gauge->band_height = 0;
	gauge->leading = false;
	if (!gauge->pends)
		return;
	gauge->height += eased(gauge, gauge->pending);
	gauge->shrink += shrink_of(gauge->pending);
	gauge->stretch += stretch_of(gauge->pending);
	clear_spaces(gauge);
}

static void open_again(struct gauge *gauge, size_t index)
{
	if (!index)
		return;
	const struct slug *begin = &gauge->galley->slugs[index - 1];

	open_again(gauge, begin->parent);
	double height = begin->kept;

	if (begin->begin.header)
		height += begin->begin.header->height;
	if (height > 0) {
		gauge->height += height;
		gauge->leading = false;
	}
}

void gauge_start(struct gauge *gauge, const struct galley *galley, size_t from)
{
	gauge->galley = galley;
	gauge->from = gauge->next = from;
	gauge->height = gauge->top = gauge->band_height = gauge->shrink = gauge->stretch = 0;
	gauge->leading = true;
	clear_spaces(gauge);
	gauge->band = NULL;
	gauge->band_first = 0;
	if (from > 0 && from < galley->count)
		open_again(gauge, galley->slugs[from].parent);
}

static void add_step(struct gauge *gauge, const struct slug *slug)
{
	if (gauge->band != slug->step.band) {
		settle(gauge);
		gauge->band = slug->step.band;
		gauge->band_first = slug->step.number;
	}
	gauge->top = gauge->height;
	gauge->band_height = band_measure(gauge->band, gauge->band_first, slug->step.number);
}

void gauge_add(struct gauge *gauge)
{
	const struct slug *slug = &gauge->galley->slugs[gauge->next++];

	if (slug->kind == SLUG_STEP) {
		add_step(gauge, slug);
	} else if (slug->kind == SLUG_LINE || slug->kind == SLUG_BOX || slug->height > 0) {
		settle(gauge);
		gauge->top = gauge->height;
		gauge->height += slug->height;
	} else {
		gauge->top = gauge->height + gauge->band_height;
		if (slug->kind == SLUG_SPACE)
			add_space(gauge, &slug->space);
		else if (slug->kind != SLUG_END)
			gauge->top += eased(gauge, gauge->pending);
	}
}

static double closing_edges(const struct galley *galley, size_t index)
{
	double height = 0;

	for (; index; index = galley->slugs[index - 1].parent) {
		const struct slug *begin = &galley->slugs[index - 1];

		height += begin->begin.closing_kept;
		if (begin->begin.footer)
			height += begin->begin.footer->height;
	}
	return height;
}

void gauge_flex(const struct gauge *gauge, double *shrink, double *stretch)
{
	*shrink = gauge->shrink + shrink_of(gauge->retained);
	*stretch = gauge->stretch + stretch_of(gauge->retained);
}

double gauge_close(const struct gauge *gauge)
{
	double height = gauge->height + gauge->band_height + eased(gauge, gauge->retained);

	if (gauge->next < gauge->galley->count)
		height += closing_edges(gauge->galley, gauge->galley->slugs[gauge->next].parent);
	return height;
}

/* Of the steps that follow in the band that was begun, all but the last one before `to`: each is measured with those before it, and
 * the time for what stands in bands within bands would double with each of them. */
static void skip_steps(struct gauge *gauge, size_t to)
{
	const struct slug *slugs = gauge->galley->slugs;

	while (gauge->band && gauge->next + 3 < to && slugs[gauge->next].kind == SLUG_BREAK &&
	       slugs[gauge->next + 3].kind == SLUG_STEP && slugs[gauge->next + 3].step.band == gauge->band)
		gauge->next += 2;
}

double galley_measure(const struct galley *galley, size_t from, size_t to)
{
	struct gauge gauge;

	gauge_start(&gauge, galley, from);
	while (gauge.next < to) {
		gauge_add(&gauge);
		skip_steps(&gauge, to);
	}
	return gauge_close(&gauge);
}

bool galley_baseline(const struct galley *galley, double *baseline)
{
	struct gauge gauge;

	gauge_start(&gauge, galley, 0);
	while (gauge.next < galley->count) {
		const struct slug *slug = &galley->slugs[gauge.next];

		gauge_add(&gauge);
		if (slug->kind != SLUG_LINE)
			continue;
		*baseline = gauge.top + slug->line.line->baseline;
		return true;
	}
	return false;
}
