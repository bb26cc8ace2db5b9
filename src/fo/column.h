#ifndef FO_COLUMN_H
#define FO_COLUMN_H
/* Which fo:table-column a cell stands in, while the tree is made: for from-table-column(). */

#include "fo/tree.h"

/* More columns than these, and more fo:table-columns, take part in nothing. */
#define COLUMNS_MAXIMUM 10000

/* Where the cells of a table stand. */
struct columns {
	struct columns *outer; /* of the table around */
	const struct fo *table;
	size_t row;      /* under work; parts are so far from each other that no cell spans them */
	size_t *taken;   /* by column, of those that have an fo:table-column: the row before which cells take it */
	size_t count;
	size_t at, next; /* where the last cell stands, and where the next one goes */
};

/* An object of the table begins: of its parts, rows and cells, that is kept. */
void columns_enter(struct columns *columns, struct arena *arena, const struct fo *fo);

/* The values of the fo:table-column of the last cell, or NULL. */
const struct properties *columns_values(const struct columns *columns, const struct properties *cell);

#endif
