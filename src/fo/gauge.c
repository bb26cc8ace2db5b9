#include "fo/galley.h"

#include <math.h>
#include <string.h>

/* XSL 1.1, 4.3.1: forcing spaces add up; else the highest precedence wins, then the largest optimum. */
static double resolve_spaces(const struct extent *spaces, size_t count)
{
	double forced = 0, optimum = 0;
	int precedence = -1;
	bool forcing = false;

	for (size_t i = 0; i < count; i++)
		if (spaces[i].precedence == SPACE_FORCE) {
			forcing = true;
			forced += spaces[i].optimum;
		} else if (spaces[i].precedence > precedence) {
			precedence = spaces[i].precedence;
			optimum = spaces[i].optimum;
		} else if (spaces[i].precedence == precedence) {
			optimum = fmax(optimum, spaces[i].optimum);
		}
	return forcing ? forced : optimum;
}

static void add_space(struct gauge *gauge, const struct extent *space)
{
	if (gauge->leading && !space->retain && gauge->pending_count == 0)
		return; /* discarded at the beginning of a reference area */
	if (gauge->pending_count == sizeof gauge->pending / sizeof *gauge->pending) {
		double sum = resolve_spaces(gauge->pending, gauge->pending_count);

		gauge->pending[0] = (struct extent){sum, sum, sum, 0, false};
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
	gauge->height += resolve_spaces(gauge->pending, gauge->pending_count);
	gauge->pending_count = 0;
	gauge->leading = false;
}

static void open_again(struct gauge *gauge, size_t index)
{
	if (!index)
		return;
	const struct slug *begin = &gauge->galley->slugs[index - 1];

	open_again(gauge, begin->parent);
	double height = begin->retain ? begin->height : 0;

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
	gauge->height = gauge->top = gauge->band_height = 0;
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
		gauge->top = gauge->height + gauge->band_height + resolve_spaces(gauge->pending, gauge->pending_count);
		return;
	case SLUG_BEGIN:
	case SLUG_END:
		if (slug->height <= 0) {
			gauge->top = gauge->height + gauge->band_height;
			if (slug->kind == SLUG_BEGIN)
				gauge->top += resolve_spaces(gauge->pending, gauge->pending_count);
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
		const struct slug *end = &galley->slugs[begin->begin.end];

		if (end->retain)
			height += end->height;
		if (begin->begin.footer)
			height += begin->begin.footer->height;
	}
	return height;
}

double gauge_close(const struct gauge *gauge)
{
	size_t count = gauge->pending_count;
	double height = gauge->height + gauge->band_height;

	while (count && !gauge->pending[count - 1].retain)
		count--; /* discarded at the end of a reference area */
	height += resolve_spaces(gauge->pending, count);
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
