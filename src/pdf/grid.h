#ifndef PDF_GRID_H
#define PDF_GRID_H
/* Tables as grids: readers tell a cell's column by counting, so that every row must have the same number of columns, spans
 * counted (ISO 14289-1, 7.2). Formatting objects may leave cells out. */

struct element;

/* Call `lacking` for each row of a table that has fewer columns than the widest, with how many it lacks. Spans that lead
 * below the last row of their part of the table are cut. */
void pdf_grid_complete(struct element *table,
		       void (*lacking)(void *context, struct element *row, int count), void *context);

#endif
