#include "fo/table.h"

#include <math.h>

/* CSS 2, 17.5.2.1: a cell of the first row that has a width gives it to its columns, all of them alike. */
static void first_row_widths(struct table *table, double width)
{
	const struct grid_row *row = table->header ? table->header : table->body;

	for (int column = 0, columns; row && (columns = table_next_cell(table, row, &column)); column += columns) {
		const struct fo *cell = row->cells[column];
		struct length own = cell->p->inline_progression_dimension.optimum;

		for (int i = column; i < column + columns && !own.automatic; i++)
			table->columns[i].width = (length_resolve(own, width) + edge_whole(cell, SIDE_START, width) +
						   edge_whole(cell, SIDE_END, width) + table->gap_inline) / columns;
	}
}

struct length table_own_width(const struct column *column)
{
	return column->fo ? column->fo->p->column_width : LENGTH_AUTO;
}

static double share_of(const struct column *column)
{
	struct length own = table_own_width(column);

	return !own.automatic ? own.proportion : column->width > 0 ? 0 : 1;
}

/* XSL 1.1, 6.7.4 and 7.28.4: what fixed columns leave is shared by the proportional ones; columns without any width count as
 * proportional-column-width(1). */
static void share_width(struct table *table, double width)
{
	double fixed = 0, shares = 0;

	for (int i = 0; i < table->count; i++) {
		struct column *column = &table->columns[i];
		struct length own = table_own_width(column);

		if (!own.automatic)
			column->width = length_resolve(own, width);
		fixed += column->width;
		shares += share_of(column);
	}
	for (int i = 0; i < table->count && shares > 0; i++)
		table->columns[i].width += fmax(0, width - fixed) * share_of(&table->columns[i]) / shares;
}

void table_columns(struct table *table, double x, double width)
{
	bool fixed = table->fo->p->table_layout == TOKEN_FIXED;

	if (fixed)
		first_row_widths(table, width);
	if (fixed || !table_widths(table, width))
		share_width(table, width);
	table->columns[0].x = x;
	for (int i = 0; i < table->count; i++)
		table->columns[i + 1].x = table->columns[i].x + table->columns[i].width;
}
