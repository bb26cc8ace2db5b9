#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/arena.h"
#include "fo/galley.h"

static struct properties plain;
static struct fo block = {.kind = FO_BLOCK, .p = &plain};

static struct galley galley_new(struct arena *arena)
{
	return (struct galley){.arena = arena, .width = 100};
}

static void add_line(struct galley *galley, size_t parent, double height)
{
	galley_add(galley, SLUG_LINE, &block, parent)->height = height;
}

static void add_space(struct galley *galley, size_t parent, double optimum, int precedence, bool retain)
{
	struct space space = {.optimum = LENGTH_POINTS(optimum), .precedence = precedence, .retain = retain};

	galley_add_space(galley, parent, &space, 100);
}

static size_t add_begin(struct galley *galley, size_t parent, double height, bool retain)
{
	struct slug *slug = galley_add(galley, SLUG_BEGIN, &block, parent);

	slug->height = height;
	slug->kept = retain ? slug->height : 0;
	return galley->count;
}

static void add_end(struct galley *galley, size_t begin, double height, bool retain)
{
	struct slug *slug = galley_add(galley, SLUG_END, &block, begin);

	slug->height = height;
	slug->kept = retain ? slug->height : 0;
	galley->slugs[begin - 1].begin.end = galley->count - 1;
	galley->slugs[begin - 1].begin.closing = height;
	galley->slugs[begin - 1].begin.closing_kept = slug->kept;
}

/* XSL 1.1, 4.3.1. */
static void test_spaces(void **state)
{
	static const struct {
		struct {
			double optimum;
			int precedence;
		} space[3];
		double resolved;
	} cases[] = {
		{{{10, 0}, {4, 0}}, 10},                               /* the larger */
		{{{10, 0}, {4, 1}}, 4},                                /* the higher precedence, though smaller */
		{{{10, SPACE_FORCE}, {4, SPACE_FORCE}, {50, 0}}, 14},  /* forcing ones add up, others vanish */
		{{{3, 2}, {7, 2}, {99, 1}}, 7},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena *arena = arena_new();
		struct galley galley = galley_new(arena);

		add_line(&galley, 0, 12);
		for (int k = 0; k < 3; k++)
			if (cases[i].space[k].optimum > 0)
				add_space(&galley, 0, cases[i].space[k].optimum, cases[i].space[k].precedence, false);
		add_line(&galley, 0, 12);
		assert_float_equal(galley_measure(&galley, 0, galley.count), 24 + cases[i].resolved, 1e-9);
		arena_free(arena);
	}
}

/* Spaces at the edges of a reference area go unless they are retained (4.3.1, rule 1). */
static void test_conditionality(void **state)
{
	struct arena *arena = arena_new();
	struct galley galley = galley_new(arena);

	(void)state;
	add_space(&galley, 0, 10, 0, false);
	add_line(&galley, 0, 12);
	add_space(&galley, 0, 7, 0, false);
	assert_float_equal(galley_measure(&galley, 0, galley.count), 12, 1e-9);
	galley.count = 0;
	add_space(&galley, 0, 10, 0, true);
	add_line(&galley, 0, 12);
	add_space(&galley, 0, 7, 0, true);
	assert_float_equal(galley_measure(&galley, 0, galley.count), 29, 1e-9);
	arena_free(arena);
}

/* An area broken over two pages: retained edges count on both, others once. */
static void test_broken_area(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (int retain = 0; retain < 2; retain++) {
		struct galley galley = galley_new(arena);
		size_t begin = add_begin(&galley, 0, 5, retain);

		add_line(&galley, begin, 12);
		galley_add_break(&galley, begin, (struct joint){0});
		size_t middle = galley.count;

		add_line(&galley, begin, 12);
		add_end(&galley, begin, 3, retain);
		assert_float_equal(galley_measure(&galley, 0, galley.count), 32, 1e-9);
		assert_float_equal(galley_measure(&galley, 0, middle), 17 + (retain ? 3 : 0), 1e-9);
		assert_float_equal(galley_measure(&galley, middle, galley.count), 15 + (retain ? 5 : 0), 1e-9);
	}
	arena_free(arena);
}

/* A border between two spaces keeps them apart. */
static void test_border_is_a_fence(void **state)
{
	struct arena *arena = arena_new();
	struct galley galley = galley_new(arena);

	(void)state;
	add_line(&galley, 0, 12);
	add_space(&galley, 0, 10, 0, false);
	size_t begin = add_begin(&galley, 0, 1, false);

	add_space(&galley, begin, 4, 0, false);
	add_line(&galley, begin, 12);
	add_end(&galley, begin, 0, false);
	assert_float_equal(galley_measure(&galley, 0, galley.count), 12 + 10 + 1 + 4 + 12, 1e-9);
	arena_free(arena);
}

static void fill_cell(struct band_cell *cell, struct arena *arena, const double *lines, size_t count)
{
	cell->fo = &block;
	cell->rows = 1;
	cell->galley = galley_new(arena);
	for (size_t i = 0; i < count; i++) {
		if (i)
			galley_add_break(&cell->galley, 0, (struct joint){0});
		add_line(&cell->galley, 0, lines[i]);
	}
}

/* Two cells of three lines of 10 and two of 14: steps at 14 (something of both), 20, 28, 30. */
static void test_steps(void **state)
{
	struct arena *arena = arena_new();
	struct band band = {.row_count = 0, .count = 2};

	(void)state;
	band.cells = arena_array(arena, 2, sizeof *band.cells);
	fill_cell(&band.cells[0], arena, (double[]){10, 10, 10}, 3);
	fill_cell(&band.cells[1], arena, (double[]){14, 14}, 2);
	band_merge(&band, NULL, arena);
	static const double heights[] = {14, 20, 28, 30};

	assert_int_equal(band.step_count, 4);
	for (size_t i = 0; i < band.step_count; i++)
		assert_float_equal(band_measure(&band, 0, i), heights[i], 1e-9);
	assert_float_equal(band_measure(&band, 1, 3), 20, 1e-9); /* after the first: two lines of 10, one of 14 */
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_spaces),
		cmocka_unit_test(test_conditionality),
		cmocka_unit_test(test_broken_area),
		cmocka_unit_test(test_border_is_a_fence),
		cmocka_unit_test(test_steps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
