#include "fo/galley.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"

double band_measure(const struct band *band, size_t first, size_t last)
{
	bool whole = first == 0 && last + 1 == band->steps;
	double height = whole ? band->minimum : 0;

	for (size_t c = 0; c < band->count; c++) {
		size_t from = first ? band->to[(first - 1) * band->count + c] : 0;
		size_t to = band->to[last * band->count + c];

		if (band->row_count > 1 && band->cells[c].rows < band->row_count)
			continue; /* its rows are in `minimum` */
		if (from < to || whole)
			height = fmax(height, galley_measure(&band->cells[c].galley, from, to) +
						      band->cells[c].before + band->cells[c].after);
	}
	return height;
}

/* How far the merge has come in one cell: what is taken ends at `at`, a break of `strength`; the next one follows. */
struct head {
	struct gauge gauge;
	size_t at, next;
	double next_height;
	int strength, next_strength;
};

/* Find the break behind the one found last; the cell's end where there is none. */
static void find_next(struct head *head)
{
	const struct galley *galley = head->gauge.galley;

	head->next_strength = 0;
	while (head->gauge.next < galley->count) {
		const struct slug *slug = &galley->slugs[head->gauge.next];

		gauge_add(&head->gauge);
		if (slug->kind == SLUG_BREAK) {
			head->next_strength = slug->brk.strength;
			break;
		}
	}
	head->next = head->gauge.next;
	head->next_height = gauge_close(&head->gauge);
}

static void advance(const struct band *band, struct head *heads, double height)
{
	for (size_t c = 0; c < band->count; c++)
		while (heads[c].at < band->cells[c].galley.count && heads[c].next_height <= height + 1e-6) {
			heads[c].at = heads[c].next;
			heads[c].strength = heads[c].next_strength;
			find_next(&heads[c]);
		}
}

static size_t count_steps(const struct band *band)
{
	size_t count = 1;

	for (size_t c = 0; c < band->count; c++) {
		count++; /* its end */
		for (size_t i = 0; i < band->cells[c].galley.count; i++)
			count += band->cells[c].galley.slugs[i].kind == SLUG_BREAK;
	}
	return count;
}

void band_merge(struct band *band, struct arena *arena, int **strengths)
{
	size_t room = band->row_count > 1 ? 1 : count_steps(band);
	struct head *heads = arena_array(arena, band->count + 1, sizeof *heads);

	band->to = arena_array(arena, room * (band->count ? band->count : 1), sizeof *band->to);
	*strengths = arena_array(arena, room, sizeof **strengths);
	for (size_t c = 0; c < band->count; c++) {
		gauge_start(&heads[c].gauge, &band->cells[c].galley, 0);
		find_next(&heads[c]);
	}
	for (band->steps = 0; band->steps + 1 < room;) {
		double height = INFINITY;
		int strength = 0;
		bool rest = false;

		for (size_t c = 0; c < band->count; c++)
			if (heads[c].at < band->cells[c].galley.count)
				height = fmin(height, heads[c].next_height);
		if (height == INFINITY)
			break;
		advance(band, heads, height);
		for (size_t c = 0; c < band->count; c++) {
			band->to[band->steps * band->count + c] = heads[c].at;
			rest |= heads[c].at < band->cells[c].galley.count;
			if (heads[c].strength > strength && heads[c].at < band->cells[c].galley.count)
				strength = heads[c].strength;
		}
		if (!rest)
			break;
		(*strengths)[band->steps++] = strength;
	}
	for (size_t c = 0; c < band->count; c++)
		band->to[band->steps * band->count + c] = band->cells[c].galley.count;
	band->steps++;
}
