#include "pdf/grid.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "fo/page.h"

/* More columns are counted no further. */
#define COLUMN_LIMIT 4096

struct grid {
	int *covered; /* by column: rows that a cell from above still covers */
	int high;     /* columns after these are not covered, and never were in this part */
	int width;    /* of the widest row */
	void (*lacking)(void *context, struct element *row, int count); /* NULL: widths are being found */
	void *context;
};

static int bounded(int value, int most)
{
	return value < 1 ? 1 : value > most ? most : value;
}

/* The columns of a row; `below` rows follow it in its part. */
static int count_columns(struct grid *grid, struct element *row, int below)
{
	int column = 0;

	for (struct element *cell = row->first; cell; cell = cell->next) {
		while (column < COLUMN_LIMIT && grid->covered[column] > 0)
			grid->covered[column++]--;
		cell->row_span = bounded(cell->row_span, below + 1);
		for (int span = bounded(cell->column_span, COLUMN_LIMIT);
		     span > 0 && column < COLUMN_LIMIT; span--)
			grid->covered[column++] = cell->row_span - 1;
	}
	grid->high = column > grid->high ? column : grid->high;
	for (int rest = column; rest < grid->high; rest++)
		if (grid->covered[rest] > 0) {
			grid->covered[rest]--;
			column++;
		}
	return column;
}

/* A head, body or foot; or the table itself, for rows that are in none. */
static void read_part(struct grid *grid, struct element *part)
{
	int below = 0, width;

	memset(grid->covered, 0, (size_t)grid->high * sizeof *grid->covered);
	grid->high = 0;
	for (struct element *row = part->first; row; row = row->next)
		below += row->role == ELEMENT_TR;
	for (struct element *row = part->first; row; row = row->next) {
		if (row->role != ELEMENT_TR)
			continue;
		width = count_columns(grid, row, --below);
		if (!grid->lacking)
			grid->width = width > grid->width ? width : grid->width;
		else if (width < grid->width)
			grid->lacking(grid->context, row, grid->width - width);
	}
}

static void read_table(struct grid *grid, struct element *table)
{
	read_part(grid, table);
	for (struct element *part = table->first; part; part = part->next)
		if (part->role >= ELEMENT_THEAD && part->role <= ELEMENT_TFOOT)
			read_part(grid, part);
}

void pdf_grid_complete(struct element *table,
		       void (*lacking)(void *context, struct element *row, int count), void *context)
{
	struct grid grid = {.covered = memory_alloc(COLUMN_LIMIT * sizeof *grid.covered)};

	read_table(&grid, table);
	grid.lacking = lacking;
	grid.context = context;
	read_table(&grid, table);
	free(grid.covered);
}
