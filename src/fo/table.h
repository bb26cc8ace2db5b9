#ifndef FO_TABLE_H
#define FO_TABLE_H
/* Tables while they are generated: their rows and columns as a grid (table_grid.c), the columns' widths
 * (table_column.c), also from content (table_width.c), borders that collapse (collapse.c), bands of rows
 * (table_row.c), the whole (table.c). */

#include "fo/generator.h"

/* A row of the grid. */
struct grid_row {
	const struct fo *first;  /* a table-row, or the first of the cells that make it */
	const struct fo *row;    /* the table-row, or NULL */
	const struct fo *part;   /* table-body, -header or -footer */
	const struct fo **cells; /* by column, the same cell in all the places that it covers; NULL: nothing */
	const struct grid_row *above, *below; /* its neighbours as the table is shown: header, bodies, footer; or NULL */
};

/* What has been made of a table: what stands before the next row. */
struct progress {
	bool any;
	struct joint joint;
	bool header; /* nothing but the header: the break before the first row is the table's */
};

struct table {
	struct generator *generator;
	const struct fo *fo;
	struct column *columns;       /* from left to right, and where the last one ends */
	struct grid_row *rows;        /* in the document's order: those of a part one behind the other; an empty one ends them */
	int count, row_count;
	struct grid_row *header, *body, *footer; /* the first row of each, or NULL */
	struct grid_row *header_end;  /* the header's last row, or NULL */
	const struct grid_row *before_break, *after_break; /* repeated beside a page break, or NULL */
	bool collapse;
	double gap_block, gap_inline; /* border-separation */
	struct box *footer_box;       /* NULL: none */
	struct area area;
	struct progress progress;
	const struct grid_row *next;  /* the row to be made next; NULL: all are made */
};

/* Lay out a table's rows and columns. */
void table_grid(struct table *table);

/* Fill what its rows leave empty: a cell that is missing is rendered as if an anonymous one stood there (CSS 2, 17.5). */
void table_complete(struct table *table);

/* The next cell that begins in a row, from *column on, which becomes its first column. Returns how many it covers; 0: none
 * begins there. */
int table_next_cell(const struct table *table, const struct grid_row *row, int *column);

/* Give the columns of a table their widths and places. */
void table_columns(struct table *table, double x, double width);

/* What a column's definition says of its width; auto: nothing. */
struct length table_own_width(const struct column *column);

/* table-layout="auto": widths from the content of all cells, for the columns that have none. False: nothing to find. */
bool table_widths(struct table *table, double width);

/* The rows held together by their spans from `first` on, with the break before them; returns what follows. */
const struct grid_row *table_group(struct table *table, const struct grid_row *first, struct progress *progress);

/* Borders that collapse (XSL 1.1, 7.28.1 border-collapse; CSS 2, 17.6.2): which border each edge of the grid shows.
 * Resolve those of a cell that covers columns `column` … and rows row[0] … row[cell->rows-1]: its borders, and its edges
 * with padding. */
void collapse_cell(const struct table *table, const struct grid_row *row, struct band_cell *cell, int column, int columns);

/* The edge of a row in a column where a page break parts it from its neighbour: before or after it. */
struct border collapse_break(const struct table *table, const struct grid_row *row, int column, bool before);

#endif
