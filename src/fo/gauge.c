#include "fo/galley.h"

#include <math.h>

/* XSL 1.1, 4.3.1: forcing spaces add up; else the highest precedence wins, then the largest optimum; the minimum is the largest,
 * the maximum the smallest of those that remain. */
static struct extent resolve_spaces(const struct extent *spaces, size_t count)
{
	struct extent sum = {0}, best = {.precedence = -1};

	for (size_t i = 0; i < count; i++) {
		const struct extent *space = &spaces[i];

		if (space->precedence == SPACE_FORCE) {
			sum.minimum += space->minimum;
			sum.optimum += space->optimum;
			sum.maximum += space->maximum;
			sum.precedence = SPACE_FORCE;
		} else if (space->precedence > best.precedence ||
			   (space->precedence == best.precedence && space->optimum > best.optimum)) {
			best = *space;
		} else if (space->precedence == best.precedence && space->optimum == best.optimum) {
			best.minimum = fmax(best.minimum, space->minimum);
			best.maximum = fmin(best.maximum, space->maximum);
		}
	}
	return sum.precedence == SPACE_FORCE ? sum : best;
}

static double shrink_of(struct extent space)
{
	return fmax(0, space.optimum - space.minimum);
}

/* As high as the galley's ease makes it. */
static double eased(const struct gauge *gauge, struct extent space)
{
	return space.optimum - gauge->galley->ease * shrink_of(space);
}

static double pending_height(const struct gauge *gauge, size_t count)
{
	return count ? eased(gauge, resolve_spaces(gauge->pending, count)) : 0;
}

static void add_space(struct gauge *gauge, const struct extent *space)
{
	if (gauge->leading && !space->retain && gauge->pending_count == 0)
		return; /* discarded at the beginning of a reference area */
	if (gauge->pending_count == sizeof gauge->pending / sizeof *gauge->pending) {
		gauge->pending[0] = resolve_spaces(gauge->pending, gauge->pending_count);
		gauge->pending_count = 1;
	}
	gauge->pending[gauge->pending_count++] = *space;
}

/* Something visible follows: the spaces before it are resolved. */
static void settle(struct gauge *gauge)
{
	gauge->height += gauge->band_height;
	gauge->band = NULL;
	gauge->band_height = 0;
	gauge->leading = false;
	if (!gauge->pending_count)
		return;
	struct extent space = resolve_spaces(gauge->pending, gauge->pending_count);

	gauge->height += eased(gauge, space);
	gauge->shrink += shrink_of(space);
	gauge->stretch += fmax(0, space.maximum - space.optimum);
	gauge->pending_count = 0;
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
	gauge->pending_count = 0;
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

	switch (slug->kind) {
	case SLUG_SPACE:
		add_space(gauge, &slug->space);
		gauge->top = gauge->height + gauge->band_height;
		return;
	case SLUG_STEP:
		add_step(gauge, slug);
		return;
	case SLUG_BREAK:
	case SLUG_ABSOLUTE:
		gauge->top = gauge->height + gauge->band_height + pending_height(gauge, gauge->pending_count);
		return;
	case SLUG_BEGIN:
	case SLUG_END:
		if (slug->height <= 0) {
			gauge->top = gauge->height + gauge->band_height;
			if (slug->kind == SLUG_BEGIN)
				gauge->top += pending_height(gauge, gauge->pending_count);
			return;
		}
		break;
	case SLUG_LINE:
	case SLUG_BOX:
		break;
	}
	settle(gauge);
	gauge->top = gauge->height;
	gauge->height += slug->height;
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

/* The pending spaces that are not discarded at the end of a reference area. */
static size_t retained_count(const struct gauge *gauge)
{
	size_t count = gauge->pending_count;

	while (count && !gauge->pending[count - 1].retain)
		count--;
	return count;
}

void gauge_flex(const struct gauge *gauge, double *shrink, double *stretch)
{
	struct extent space = resolve_spaces(gauge->pending, retained_count(gauge));

	*shrink = gauge->shrink + shrink_of(space);
	*stretch = gauge->stretch + fmax(0, space.maximum - space.optimum);
}

double gauge_close(const struct gauge *gauge)
{
	double height = gauge->height + gauge->band_height + pending_height(gauge, retained_count(gauge));

	if (gauge->next < gauge->galley->count)
		height += closing_edges(gauge->galley, gauge->galley->slugs[gauge->next].parent);
	return height;
}

double galley_measure(const struct galley *galley, size_t from, size_t to)
{
	struct gauge gauge;

	gauge_start(&gauge, galley, from);
	while (gauge.next < to)
		gauge_add(&gauge);
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
