#include "fo/table.h"

#include <math.h>

#include "base/arena.h"

/* ---- cells ---- */

/* Separate borders. Shares of a cell's padding are of the table's width (XSL 1.1, 7.3). */
static void cell_edges(const struct table *table, struct band_cell *cell)
{
	for (enum side side = 0; side < SIDES; side++) {
		double gap = (side < SIDE_START ? table->gap_block : table->gap_inline) / 2;

		cell->edges[side] = gap + edge_whole(cell->fo, side, table->area.width);
		cell->kept[side] = gap + edge_kept(cell->fo, side, table->area.width);
	}
}

static double minimum_extent(const struct fo *fo)
{
	struct length_range range = fo->p->block_progression_dimension;
	double minimum = length_resolve(range.minimum, 0);

	return range.minimum.automatic ? length_resolve(range.optimum, 0)
				       : fmax(minimum, length_resolve(range.optimum, 0));
}

/* A row's height is that of the content rectangles in it (XSL 1.1, 7.15.3), as a cell's is. */
static void fill_cell(struct table *table, const struct band *band, struct band_cell *cell, int column, int columns)
{
	const struct grid_row *row = &band->grid_rows[cell->row];

	if (table->collapse)
		collapse_cell(table, row, cell, column, columns);
	else
		cell_edges(table, cell);
	cell->column = table->columns[column].fo;
	cell->x = table->columns[column].x;
	for (int i = column; i < column + columns; i++)
		cell->width += table->columns[i].width;
	generate_cell(table->generator, band, cell, fmax(0, cell->width - cell->edges[SIDE_START] - cell->edges[SIDE_END]));
	double minimum = minimum_extent(cell->fo);

	if (row->row && cell->rows == 1)
		minimum = fmax(minimum, minimum_extent(row->row));
	if (minimum > 0)
		cell->minimum = minimum + cell->edges[SIDE_BEFORE] + cell->edges[SIDE_AFTER];
}

/* ---- rows ---- */

/* Keeps and breaks of the first block of a cell are the row's own too: the row's first areas are also theirs (XSL 1.1, 4.8, and
 * 7.20.1). Likewise those of the last block of a cell that ends with the row. */
static struct joint joint_before_row(const struct table *table, const struct grid_row *row)
{
	struct joint joint = {0};

	if (row->row)
		return joint_before(row->row);
	for (int column = 0, columns; (columns = table_next_cell(table, row, &column)); column += columns)
		joint = joint_stronger(joint, joint_before(row->cells[column]));
	return joint;
}

/* One more thing asks something of what follows a row. */
static void join(struct band_row *row, struct joint joint)
{
	row->after = joint_stronger(row->after, joint);
}

/* What a table-row asks for the band's row i. Between rows that a cell spans, breaks of the rows' own have no effect
 * (XSL 1.1, 7.20.1 and 7.20.2). */
static void fill_row(const struct table *table, struct band *band, int i)
{
	const struct fo *fo = band->grid_rows[i].row;
	struct band_row *row = &band->rows[i];
	double minimum = minimum_extent(fo);

	row->fo = fo;
	row->minimum = minimum > 0 ? minimum + table->gap_block : 0;
	row->maximum = length_resolve(fo->p->block_progression_dimension.maximum, 0);
	row->keep_together = keep_strength(fo->p->keep_together);
	row->after = joint_asked_after(fo);
	if (i + 1 < band->row_count)
		row->after.forced = BREAK_NONE;
	if (i)
		join(row - 1, (struct joint){.strength = keep_strength(fo->p->keep_with_previous)});
}

/* The cells that begin in a row of the band. */
static void fill_cells(struct table *table, struct band *band, int i)
{
	const struct grid_row *row = &band->grid_rows[i];

	for (int column = 0, columns; (columns = table_next_cell(table, row, &column)); column += columns) {
		struct band_cell *cell = &band->cells[band->count++];
		const struct fo *fo = row->cells[column];
		struct joint after = joint_after(fo);

		cell->fo = fo;
		cell->row = i;
		cell->rows = fo->p->number_rows_spanned;
		if (cell->rows > band->row_count - i)
			cell->rows = band->row_count - i;
		cell->keep_after = after.strength;
		join(&band->rows[i + cell->rows - 1], after);
		if (i)
			join(&band->rows[i - 1], joint_before(fo));
		fill_cell(table, band, cell, column, columns);
	}
}

/* ---- groups ---- */

/* Whether a cell of a row stands in the one behind it too. */
static bool holds_next(const struct table *table, const struct grid_row *row)
{
	for (int i = 0; i < table->count && row->below == row + 1; i++)
		if (row[1].cells[i] == row->cells[i])
			return true;
	return false;
}

/* An empty band of the rows that hold together from `first` on. */
static struct band *band_new(const struct table *table, const struct grid_row *first)
{
	struct arena *arena = table->generator->arena;
	struct band *band = arena_alloc(arena, sizeof *band);
	const struct grid_row *last = first;
	size_t cells = 0;

	while (holds_next(table, last))
		last++;
	for (const struct grid_row *row = first; row <= last; row++)
		for (int column = 0, columns; (columns = table_next_cell(table, row, &column)); column += columns)
			cells++;
	*band = (struct band){
		.fo = first->first,
		.part = first->part,
		.part_begins = first == table->rows || first[-1].part != first->part,
		.part_ends = last[1].part != last->part,
		.row_count = (int)(last - first) + 1,
		.gap_block = table->gap_block,
		.gap_inline = table->gap_inline,
		.table = table->collapse ? table : NULL,
		.grid_rows = first,
	};
	band->rows = arena_array(arena, (size_t)band->row_count, sizeof *band->rows);
	band->cells = arena_array(arena, cells + 1, sizeof *band->cells);
	return band;
}

const struct grid_row *table_group(struct table *table, const struct grid_row *first, struct progress *progress)
{
	struct generator *generator = table->generator;
	struct band *band = band_new(table, first);
	const struct grid_row *last = first + band->row_count - 1;
	struct joint before = joint_stronger(progress->joint, joint_before_row(table, first));

	for (int i = 0; i < band->row_count; i++)
		if (first[i].row)
			fill_row(table, band, i);
	for (int i = 0; i < band->row_count; i++)
		fill_cells(table, band, i);
	if (progress->header)
		before.forced = BREAK_NONE;
	if (progress->any)
		generate_break(generator, before);
	generate_band(generator, band);
	*progress = (struct progress){.any = true, .joint = band->rows[band->row_count - 1].after};
	return last->below;
}
