#ifndef FO_TABLE_H
#define FO_TABLE_H
/* Tables while they are generated: columns (table_column.c), their widths from content
 * (table_width.c), rows (table_row.c), the whole (table.c). */

#include "fo/collapse.h"
#include "fo/generator.h"

/* More columns than this are not laid out: a cell that spans a million columns is a fault, not a table. */
#define COLUMN_LIMIT 4096
#define ROW_SPAN_LIMIT 65536

struct column {
	double x, width;
	const struct fo *fo;   /* fo:table-column, or NULL */
};

/* What stands in a column while rows are laid: a cell that covers so many rows more. */
struct slot {
	const struct fo *cell;
	int pending;
};

/* A row of a part: either a table-row, or cells up to a row's end. */
struct row {
	const struct fo *fo;          /* table-row, or NULL */
	const struct fo *first, *end; /* cells first … before end */
};

/* What has been made of a table: what stands before the next row. */
struct progress {
	bool any;
	struct joint joint;
	bool header; /* nothing but the header: the break before the first row is the table's */
	struct grid_row above;
	bool has_above;
};

struct table {
	struct generator *generator;
	const struct fo *fo;
	struct column *columns;
	struct slot *slots;
	int count;
	bool collapse;
	double gap_block, gap_inline; /* border-separation */
	struct grid grid;
	struct grid_row header_row, footer_row; /* the grid's, beside a page break */
	const struct properties *missing; /* of a cell where no cell is; NULL: none stands there yet */
	struct box *footer;        /* NULL: none */
	struct progress before_footer;
	struct area area;
	struct progress progress;
	const struct fo *part, *next; /* the row to be made next; part NULL: all are made */
};

/* Where a column stands among those of the arrays, which go from left to right: from right to left the first is the last. */
int table_place(const struct table *table, int column);

/* A number of columns or rows, from 1 to a limit. */
int table_span(int value, int limit);

/* Find the columns of a table, and give them their widths. */
void table_columns(struct table *table, double x, double width);

/* table-layout="auto": widths from the content of all cells, for the columns that have none. False: nothing to find. */
bool table_widths(struct table *table, double width);

/* Walk over all rows on the grid; above: the row before in the same part, or NULL. */
void table_each_row(struct table *table, void (*visit)(void *context, const struct grid_row *row, const struct grid_row *above),
		    void *context);

/* The rows held together by their spans from `first` on, with the break before them; returns what follows. */
const struct fo *table_group(struct table *table, const struct fo *part, const struct fo *first, struct progress *progress);

bool table_is_part(const struct fo *fo);

/* Where the next row from here on begins: a table-row, or a cell; or NULL. */
const struct fo *table_row_from(const struct fo *from);

/* The next row from *from on, which becomes where the one after it begins, or NULL. False: there is none. */
bool table_next_row(const struct fo **from, struct row *row);

/* Put the cells of a row into the columns that those from above leave free (XSL 1.1, 7.28.2 column-number): those before `limit`.
 * Returns how many columns that takes. */
int table_lay_cells(struct slot *slots, int limit, const struct row *row);

/* The first row of a part on the grid, or of what follows it. False: there is none. */
bool table_first_row(struct table *table, const struct fo *part, struct grid_row *grid);

/* The last row of a part on the grid. False: it has none. */
bool table_last_row(struct table *table, const struct fo *part, struct grid_row *grid);

#endif
