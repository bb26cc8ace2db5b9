#include "fo/table.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"

int table_span(int value, int limit)
{
	return value < 1 ? 1 : value > limit ? limit : value;
}

static bool is_part(const struct fo *fo)
{
	return fo->kind == FO_TABLE_HEADER || fo->kind == FO_TABLE_FOOTER || fo->kind == FO_TABLE_BODY;
}

/* Put the cells of a row where those from above leave room, as lay_row of table_row.c does, but with as many columns as that takes;
 * pending: for how many rows each column is taken. */
static void take_columns(const struct row *row, int *pending, int *most)
{
	int column = 0;

	for (const struct fo *cell = row->first; cell != row->end; cell = cell->next) {
		if (cell->kind != FO_TABLE_CELL)
			continue;
		if (cell->p->column_number > 0)
			column = table_span(cell->p->column_number, COLUMN_LIMIT) - 1;
		while (column < COLUMN_LIMIT && pending[column] > 0)
			column++;
		for (int i = 0; i < table_span(cell->p->number_columns_spanned, COLUMN_LIMIT); i++, column++) {
			if (column >= COLUMN_LIMIT || pending[column] > 0)
				break;
			pending[column] = table_span(cell->p->number_rows_spanned, ROW_SPAN_LIMIT);
		}
		if (column > *most)
			*most = column;
	}
	for (int i = 0; i < *most; i++)
		pending[i] -= pending[i] > 0;
}

static int rows_columns(const struct fo *table)
{
	int pending[COLUMN_LIMIT] = {0}, most = 0;

	for (const struct fo *part = table->first; part; part = part->next) {
		if (!is_part(part))
			continue;
		memset(pending, 0, (size_t)most * sizeof *pending); /* beyond, nothing pends yet */
		for (const struct fo *first = table_next_row(part->first); first;) {
			struct row row = table_row(first);

			take_columns(&row, pending, &most);
			first = table_next_row(row.next);
		}
	}
	return most;
}

static int column_start(const struct fo *column, int next)
{
	return column->p->column_number > 0 ? table_span(column->p->column_number, COLUMN_LIMIT) - 1 : next;
}

static void find_columns(struct table *table)
{
	struct arena *arena = table->generator->arena;
	int most = rows_columns(table->fo), next = 0;

	for (const struct fo *fo = table->fo->first; fo; fo = fo->next)
		if (fo->kind == FO_TABLE_COLUMN) {
			next = column_start(fo, next) + table_span(fo->p->number_columns_repeated, COLUMN_LIMIT);
			if (next > most)
				most = next;
		}
	table->count = most > COLUMN_LIMIT ? COLUMN_LIMIT : most;
	table->columns = arena_array(arena, (size_t)table->count + 1, sizeof *table->columns);
	table->grid = (struct grid){.table = table->fo, .count = table->count};
	table->grid.columns = arena_array(arena, (size_t)table->count + 1, sizeof *table->grid.columns);
	next = 0;
	for (const struct fo *fo = table->fo->first; fo; fo = fo->next) {
		if (fo->kind != FO_TABLE_COLUMN)
			continue;
		next = column_start(fo, next);
		for (int i = 0; i < table_span(fo->p->number_columns_repeated, COLUMN_LIMIT); i++, next++)
			if (next < table->count)
				table->grid.columns[next] = table->columns[next].fo = fo;
	}
}

static bool has_width(const struct column *column)
{
	return column->fo && !column->fo->p->column_width.automatic;
}

/* XSL 1.1, 6.7.4 and 7.28.4: what fixed columns leave is shared by the proportional ones; columns without a width count as
 * proportional-column-width(1). */
static void share_width(struct table *table, double width)
{
	double fixed = 0, shares = 0;

	for (int i = 0; i < table->count; i++) {
		const struct column *column = &table->columns[i];

		fixed += has_width(column) ? length_resolve(column->fo->p->column_width, width) : 0;
		shares += has_width(column) ? column->fo->p->column_width.proportion : 1;
	}
	for (int i = 0; i < table->count; i++) {
		struct column *column = &table->columns[i];
		double own = has_width(column) ? length_resolve(column->fo->p->column_width, width) : 0;
		double share = has_width(column) ? column->fo->p->column_width.proportion : 1;

		column->width = own + (shares > 0 ? fmax(0, width - fixed) * share / shares : 0);
	}
}

void table_columns(struct table *table, double x, double width)
{
	find_columns(table);
	if (table->fo->p->table_layout == TOKEN_FIXED || !table_widths(table, width))
		share_width(table, width);
	double *edges = arena_array(table->generator->arena, (size_t)table->count + 1, sizeof *edges);

	table->grid.x = edges;
	edges[0] = x;
	for (int i = 0; i < table->count; i++) {
		table->columns[i].x = edges[i];
		edges[i + 1] = edges[i] + table->columns[i].width;
	}
}
