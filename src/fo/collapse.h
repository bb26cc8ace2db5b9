#ifndef FO_COLLAPSE_H
#define FO_COLLAPSE_H
/* Borders that collapse (XSL 1.1, 7.28.1 border-collapse; CSS 2, 17.6.2): which border each edge of the grid shows. */

#include "fo/galley.h"

/* A row of the grid: what stands in each column, the same cell in all the places that it covers; NULL: nothing. */
struct grid_row {
	const struct fo *row;  /* NULL: an anonymous row */
	const struct fo *part; /* table-body, -header or -footer */
	const struct fo **cells;
};

struct grid {
	const struct fo *table;
	const struct fo **columns; /* fo:table-column by column, or NULL */
	const double *x;          /* count + 1 edges, in the galley that holds the table */
	int count;
	const struct grid_row *header, *footer; /* the rows beside a page break: of the repeated header or footer, or NULL */
};

/* The edge of a row in a column where a page break parts it from its neighbour: before or after it. */
struct border collapse_break(const struct grid *grid, const struct grid_row *row, int column, bool before);

/* Resolve the borders of a cell that covers columns `column` … and rows 0 … cell->rows-1 of `rows`: its borders, and its edges with
 * padding. `above` and `below` are the neighbour rows, NULL at the edges of the table. */
void collapse_cell(const struct grid *grid, const struct grid_row *above, const struct grid_row *rows,
		   const struct grid_row *below, struct band_cell *cell, int column, int columns, struct arena *arena);

#endif
