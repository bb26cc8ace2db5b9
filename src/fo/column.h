#ifndef FO_COLUMN_H
#define FO_COLUMN_H
/* Which fo:table-column a cell stands in, while the tree is made: for from-table-column(). */

#include "fo/tree.h"

/* More columns than these take part in nothing. */
#define COLUMNS_MAXIMUM 10000

/* A fo:table-column for cells that span as many columns as it does. */
struct spanned_column {
	const struct properties *values;
	size_t first; /* of its columns */
	struct spanned_column *next;
};

struct columns {
	struct columns *outer;           /* of the table around */
	const struct properties **given; /* by number, from 0; NULL: no fo:table-column */
	struct spanned_column *spanned;  /* those of more than one column */
	int *busy;                       /* rows that a cell above still takes */
	size_t count, capacity;
	size_t next; /* where the next cell, or fo:table-column, goes */
};

/* An fo:table-column with computed values. */
void columns_add(struct columns *columns, struct arena *arena, const struct properties *column);

/* A row, or a header, body or footer, begins. */
void columns_row(struct columns *columns);
void columns_part(struct columns *columns);

/* The next cell: the values of its column, or NULL. */
const struct properties *columns_cell(struct columns *columns, const struct properties *cell);

#endif
