#include "fo/table.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"

int table_span(int value, int limit)
{
	return value < 1 ? 1 : value > limit ? limit : value;
}

int table_place(const struct table *table, int column)
{
	return property_right_to_left(table->fo->p) ? table->count - 1 - column : column;
}

bool table_is_part(const struct fo *fo)
{
	return fo->kind == FO_TABLE_HEADER || fo->kind == FO_TABLE_FOOTER || fo->kind == FO_TABLE_BODY;
}

/* No column behind this one is looked at for a row, where nothing pends from the first `most` columns on. */
static int row_reach(const struct row *row, int most)
{
	int reach = most;

	for (const struct fo *fo = row->first; fo != row->end && reach < COLUMN_LIMIT; fo = fo->next) {
		if (fo->kind != FO_TABLE_CELL)
			continue;
		if (fo->p->column_number > reach)
			reach = table_span(fo->p->column_number, COLUMN_LIMIT);
		reach += table_span(fo->p->number_columns_spanned, COLUMN_LIMIT);
	}
	return reach < COLUMN_LIMIT ? reach : COLUMN_LIMIT - 1;
}

static int rows_columns(const struct fo *table)
{
	struct slot slots[COLUMN_LIMIT]; /* cleared only as far as rows reach: the limit is far beyond most tables */
	int most = 0, cleared = 0;

	for (const struct fo *part = table->first; part; part = part->next) {
		const struct fo *next = part->first;
		struct row row;

		if (!table_is_part(part))
			continue;
		memset(slots, 0, (size_t)most * sizeof *slots); /* beyond, nothing pends yet */
		while (table_next_row(&next, &row)) {
			int reach = row_reach(&row, most), columns;

			for (; cleared <= reach; cleared++)
				slots[cleared] = (struct slot){0};
			columns = table_lay_cells(slots, COLUMN_LIMIT, &row);
			most = columns > most ? columns : most;
			for (int i = 0; i < most; i++)
				slots[i].pending -= slots[i].pending > 0;
		}
	}
	return most;
}

static int column_start(const struct fo *column, int next)
{
	return column->p->column_number > 0 ? table_span(column->p->column_number, COLUMN_LIMIT) - 1 : next;
}

/* Where its columns end that begin at `start`. XSL 1.1, 7.28.13: repeated, it is as if it stood there so many times, each behind
 * the columns that the one before spans. */
static int column_end(const struct fo *column, int start)
{
	int taken = table_span(column->p->number_columns_repeated, COLUMN_LIMIT) *
		    table_span(column->p->number_columns_spanned, COLUMN_LIMIT);

	return start + taken < COLUMN_LIMIT ? start + taken : COLUMN_LIMIT;
}

static void find_columns(struct table *table)
{
	struct arena *arena = table->generator->arena;
	int most = rows_columns(table->fo), next = 0;

	for (const struct fo *fo = table->fo->first; fo; fo = fo->next)
		if (fo->kind == FO_TABLE_COLUMN) {
			next = column_end(fo, column_start(fo, next));
			if (next > most)
				most = next;
		}
	table->count = most;
	table->columns = arena_array(arena, (size_t)table->count + 1, sizeof *table->columns);
	table->slots = arena_array(arena, (size_t)table->count + 1, sizeof *table->slots);
	table->grid = (struct grid){.table = table->fo, .count = table->count};
	table->grid.columns = arena_array(arena, (size_t)table->count + 1, sizeof *table->grid.columns);
	next = 0;
	for (const struct fo *fo = table->fo->first; fo; fo = fo->next) {
		if (fo->kind != FO_TABLE_COLUMN)
			continue;
		int start = column_start(fo, next);

		next = column_end(fo, start);
		for (int i = start; i < next; i++) {
			int place = table_place(table, i);

			/* What is said of a column alone counts more. */
			if (fo->p->number_columns_spanned == 1 || !table->columns[place].fo)
				table->grid.columns[place] = table->columns[place].fo = fo;
		}
	}
}

/* CSS 2, 17.5.2.1: a cell of the first row that has a width gives it to its columns, all of them alike. */
static void first_row_widths(struct table *table, double width)
{
	const struct fo *part = fo_child(table->fo, FO_TABLE_HEADER);
	struct grid_row row;

	if (!part)
		part = fo_child(table->fo, FO_TABLE_BODY);
	if (!part || !table_first_row(table, part, &row))
		return;
	for (int i = 0, end; i < table->count; i = end) {
		const struct fo *cell = row.cells[i];

		for (end = i + 1; end < table->count && row.cells[end] == cell;)
			end++;
		if (!cell || cell->p->inline_progression_dimension.optimum.automatic)
			continue;
		double own = length_resolve(cell->p->inline_progression_dimension.optimum, width) + edge_whole(cell, SIDE_START, width) +
			     edge_whole(cell, SIDE_END, width) + table->gap_inline;

		for (int k = i; k < end; k++)
			table->columns[k].width = own / (end - i);
	}
}

static bool has_width(const struct column *column)
{
	return column->fo && !column->fo->p->column_width.automatic;
}

static double share_of(const struct column *column)
{
	return has_width(column) ? column->fo->p->column_width.proportion : column->width > 0 ? 0 : 1;
}

/* XSL 1.1, 6.7.4 and 7.28.4: what fixed columns leave is shared by the proportional ones; columns without any width count as
 * proportional-column-width(1). */
static void share_width(struct table *table, double width)
{
	double fixed = 0, shares = 0;

	for (int i = 0; i < table->count; i++) {
		struct column *column = &table->columns[i];

		if (has_width(column))
			column->width = length_resolve(column->fo->p->column_width, width);
		fixed += column->width;
		shares += share_of(column);
	}
	for (int i = 0; i < table->count && shares > 0; i++)
		table->columns[i].width += fmax(0, width - fixed) * share_of(&table->columns[i]) / shares;
}

void table_columns(struct table *table, double x, double width)
{
	find_columns(table);
	bool fixed = table->fo->p->table_layout == TOKEN_FIXED;

	if (fixed)
		first_row_widths(table, width);
	if (fixed || !table_widths(table, width))
		share_width(table, width);
	double *edges = arena_array(table->generator->arena, (size_t)table->count + 1, sizeof *edges);

	table->grid.x = edges;
	edges[0] = x;
	for (int i = 0; i < table->count; i++) {
		table->columns[i].x = edges[i];
		edges[i + 1] = edges[i] + table->columns[i].width;
	}
}
