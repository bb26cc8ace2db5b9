#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "fo/table.h"

/* A row of two cells, and the table around. */
struct fixture {
	struct properties p[5];
	struct fo table, row, body, left, right;
	struct column columns[3];
	struct generator generator;
	struct table grid;
	struct grid_row grid_row;
	struct arena *arena;
};

static void set_up(struct fixture *fixture)
{
	static const enum fo_kind kinds[] = {FO_TABLE, FO_TABLE_ROW, FO_TABLE_BODY, FO_TABLE_CELL, FO_TABLE_CELL};

	*fixture = (struct fixture){.arena = arena_new()};
	struct fo *fos[] = {&fixture->table, &fixture->row, &fixture->body, &fixture->left, &fixture->right};

	for (int i = 0; i < 5; i++) {
		fixture->p[i] = *property_initial();
		*fos[i] = (struct fo){.kind = kinds[i], .p = &fixture->p[i]};
	}
	fixture->p[0].border_collapse = TOKEN_COLLAPSE;
	fixture->generator.arena = fixture->arena;
	fixture->grid = (struct table){.generator = &fixture->generator, .fo = &fixture->table, .columns = fixture->columns, .count = 2};
	fixture->grid_row = (struct grid_row){.row = &fixture->row, .part = &fixture->body};
	fixture->grid_row.cells = arena_array(fixture->arena, 2, sizeof *fixture->grid_row.cells);
	fixture->grid_row.cells[0] = &fixture->left;
	fixture->grid_row.cells[1] = &fixture->right;
}

static struct band_cell collapse(struct fixture *fixture, int column)
{
	struct band_cell cell = {.fo = fixture->grid_row.cells[column], .rows = 1};

	collapse_cell(&fixture->grid, &fixture->grid_row, &cell, column, 1);
	return cell;
}

struct side_case {
	enum token left_style;
	double left_width;
	enum token right_style;
	double right_width;
	char winner; /* of the edge between the cells: l, r or - for none */
};

/* CSS 2.1, 17.6.2.1. */
static const struct side_case cases[] = {
	{TOKEN_SOLID, 1, TOKEN_SOLID, 2, 'r'},    /* the wider */
	{TOKEN_SOLID, 2, TOKEN_DOUBLE, 1, 'l'},   /* width before style */
	{TOKEN_DASHED, 1, TOKEN_DOUBLE, 1, 'r'},  /* the style that stands out */
	{TOKEN_RIDGE, 1, TOKEN_OUTSET, 1, 'l'},
	{TOKEN_GROOVE, 1, TOKEN_OUTSET, 1, 'r'},
	{TOKEN_SOLID, 1, TOKEN_SOLID, 1, 'l'},    /* equals: the one at the start */
	{TOKEN_SOLID, 9, TOKEN_HIDDEN, 0, '-'},   /* hidden wins over all */
	{TOKEN_NONE, 0, TOKEN_DOTTED, 0.5, 'r'},  /* none loses against all */
	{TOKEN_NONE, 0, TOKEN_NONE, 0, '-'},
};

static void test_neighbours(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fixture fixture;

		set_up(&fixture);
		fixture.p[3].border_end_style = cases[i].left_style;
		fixture.p[3].border_end_width.length = LENGTH_POINTS(cases[i].left_width);
		fixture.p[4].border_start_style = cases[i].right_style;
		fixture.p[4].border_start_width.length = LENGTH_POINTS(cases[i].right_width);
		struct band_cell left = collapse(&fixture, 0), right = collapse(&fixture, 1);
		const struct fo *winner = cases[i].winner == 'l'   ? &fixture.left
					  : cases[i].winner == 'r' ? &fixture.right : NULL;

		assert_ptr_equal(left.borders->sides[SIDE_END][0].fo, winner);
		assert_ptr_equal(right.borders->sides[SIDE_START][0].fo, winner);
		assert_float_equal(left.edges[SIDE_END], right.edges[SIDE_START], 1e-9); /* half of it each */
		assert_false(left.borders->shown[SIDE_END]); /* once, by the cell behind */
		assert_true(right.borders->shown[SIDE_START]);
		arena_free(fixture.arena);
	}
}

/* At the table's edge cell, row, body and table compete; of equals the innermost wins. */
static void test_outer_edge(void **state)
{
	static const struct {
		double table, row, body, cell;
		int winner; /* index in fixture.p */
	} edge_cases[] = {{1, 1, 1, 1, 3}, {2, 1, 1, 1, 0}, {1, 1, 1, 0, 1}, {1, 0, 1, 0, 2}, {1, 3, 2, 2, 1}};

	(void)state;
	for (size_t i = 0; i < sizeof edge_cases / sizeof *edge_cases; i++) {
		struct fixture fixture;
		double widths[] = {edge_cases[i].table, edge_cases[i].row, edge_cases[i].body, edge_cases[i].cell};

		set_up(&fixture);
		for (int k = 0; k < 4; k++) {
			fixture.p[k].border_before_style = widths[k] > 0 ? TOKEN_SOLID : TOKEN_NONE;
			fixture.p[k].border_before_width.length = LENGTH_POINTS(widths[k]);
		}
		struct band_cell cell = collapse(&fixture, 0);

		assert_ptr_equal(cell.borders->sides[SIDE_BEFORE][0].fo->p, &fixture.p[edge_cases[i].winner]);
		assert_float_equal(cell.edges[SIDE_BEFORE], widths[edge_cases[i].winner] / 2, 1e-9);
		arena_free(fixture.arena);
	}
}

/* With precedence the table comes first (7.28.4: 6), then the cell (5), however narrow. */
static void test_precedence(void **state)
{
	struct fixture fixture;

	(void)state;
	set_up(&fixture);
	fixture.p[0].border_collapse = TOKEN_COLLAPSE_WITH_PRECEDENCE;
	for (int k = 0; k < 4; k++) {
		fixture.p[k].border_before_style = TOKEN_SOLID;
		fixture.p[k].border_before_width.length = LENGTH_POINTS(k + 1);
	}
	assert_ptr_equal(collapse(&fixture, 0).borders->sides[SIDE_BEFORE][0].fo, &fixture.table);
	fixture.p[1].border_before_precedence = 7;
	property_mark(&fixture.p[1], PROPERTY_border_before_precedence);
	assert_ptr_equal(collapse(&fixture, 0).borders->sides[SIDE_BEFORE][0].fo, &fixture.row);
	arena_free(fixture.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_neighbours),
		cmocka_unit_test(test_outer_edge),
		cmocka_unit_test(test_precedence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
