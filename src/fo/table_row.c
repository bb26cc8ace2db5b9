#include "fo/table.h"

#include <limits.h>
#include <math.h>

#include "base/arena.h"

/* ---- cells ---- */

static double border_width(enum token style, struct length width)
{
	return style == TOKEN_NONE || style == TOKEN_HIDDEN ? 0 : length_resolve(width, 0);
}

/* What an edge takes, all of it and where the cell is broken. */
static void block_edge(enum token style, struct length_conditional border, struct length_conditional padding,
		       double *whole, double *broken)
{
	double width = border_width(style, border.length), inner = length_resolve(padding.length, 0);

	*whole = width + inner;
	*broken = (border.retain ? width : 0) + (padding.retain ? inner : 0);
}

/* Separate borders. */
static void cell_edges(const struct table *table, struct band_cell *cell)
{
	const struct properties *p = cell->fo->p;
	double block = table->gap_block / 2, along = table->gap_inline / 2;

	block_edge(p->border_before_style, p->border_before_width, p->padding_before, &cell->before,
		   &cell->before_broken);
	block_edge(p->border_after_style, p->border_after_width, p->padding_after, &cell->after,
		   &cell->after_broken);
	cell->start = along + border_width(p->border_start_style, p->border_start_width.length) +
		      length_resolve(p->padding_start.length, 0);
	cell->end = along + border_width(p->border_end_style, p->border_end_width.length) +
		    length_resolve(p->padding_end.length, 0);
	cell->before += block;
	cell->before_broken += block;
	cell->after += block;
	cell->after_broken += block;
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
	const struct fo *row = band->rows[cell->row].fo;


	cell->column = table->columns[column].fo;
	cell->x = table->columns[column].x;
	for (int i = column; i < column + columns; i++)
		cell->width += table->columns[i].width;
	generate_cell(table->generator, band, cell, fmax(0, cell->width - cell->start - cell->end));
	double minimum = minimum_extent(cell->fo);

	if (row && cell->rows == 1)
		minimum = fmax(minimum, minimum_extent(row));
	if (minimum > 0)
		cell->minimum = minimum + cell->before + cell->after;
}

/* ---- rows on the grid ---- */

const struct fo *table_next_row(const struct fo *from)
{
	while (from && from->kind != FO_TABLE_ROW && from->kind != FO_TABLE_CELL)
		from = from->next;
	return from;
}

struct row table_row(const struct fo *first)
{
	struct row row = {.first = first, .next = first};

	if (first->kind == FO_TABLE_ROW)
		return (struct row){.fo = first, .first = first->first, .next = first->next};
	do {
		const struct fo *cell = row.next;

		row.next = cell->next;
		if (cell->kind == FO_TABLE_CELL && cell->p->ends_row == TOKEN_TRUE)
			break;
	} while (row.next && row.next->kind != FO_TABLE_ROW &&
		 !(row.next->kind == FO_TABLE_CELL && row.next->p->starts_row == TOKEN_TRUE));
	row.end = row.next;
	return row;
}

/* CSS 2, 17.5: a cell that is missing is rendered as if an anonymous one stood there. */
static void fill_missing(const struct table *table, const struct row *row, struct grid_row *grid)
{
	struct fo *cell = NULL;

	for (int i = 0; i < table->count; i++) {
		if (grid->cells[i])
			continue;
		if (!cell) {
			cell = arena_alloc(table->generator->arena, sizeof *cell);
			*cell = (struct fo){.kind = FO_TABLE_CELL, .p = table->missing, .source = row->first ? row->first->source : NULL};
			cell->parent = row->fo ? (struct fo *)row->fo : (struct fo *)grid->part;
			cell->index = UINT_MAX;
		}
		grid->cells[i] = cell;
	}
}

/* Put the cells of a row into the columns that cells from above leave free (XSL 1.1, 7.28.2 column-number). */
static void lay_row(struct table *table, const struct fo *part, const struct row *row, struct grid_row *grid)
{
	int column = 0;

	for (const struct fo *fo = row->first; fo != row->end; fo = fo->next) {
		if (fo->kind != FO_TABLE_CELL)
			continue;
		if (fo->p->column_number > 0)
			column = table_span(fo->p->column_number, COLUMN_LIMIT) - 1;
		while (column < table->count && table->columns[column].pending > 0)
			column++;
		for (int i = 0; i < table_span(fo->p->number_columns_spanned, COLUMN_LIMIT); i++, column++) {
			if (column >= table->count || table->columns[column].pending > 0)
				break;
			table->columns[column].cell = fo;
			table->columns[column].pending = table_span(fo->p->number_rows_spanned, ROW_SPAN_LIMIT);
		}
	}
	*grid = (struct grid_row){.row = row->fo, .part = part};
	grid->cells = arena_array(table->generator->arena, (size_t)table->count + 1, sizeof *grid->cells);
	for (int i = 0; i < table->count; i++)
		if (table->columns[i].pending > 0) {
			grid->cells[i] = table->columns[i].cell;
			table->columns[i].pending--;
		}
	if (table->missing)
		fill_missing(table, row, grid);
}

static void clear_columns(struct table *table)
{
	for (int i = 0; i < table->count; i++)
		table->columns[i].pending = 0;
}

bool table_last_row(struct table *table, const struct fo *part, struct grid_row *grid)
{
	bool any = false;

	for (const struct fo *first = table_next_row(part->first); first; any = true) {
		struct row row = table_row(first);

		lay_row(table, part, &row, grid);
		first = table_next_row(row.next);
	}
	clear_columns(table);
	return any;
}

void table_each_row(struct table *table, void (*visit)(void *context, const struct grid_row *row, const struct grid_row *above),
		    void *context)
{
	for (const struct fo *part = table->fo->first; part; part = part->next) {
		struct grid_row row, above = {0};

		if (part->kind != FO_TABLE_HEADER && part->kind != FO_TABLE_BODY && part->kind != FO_TABLE_FOOTER)
			continue;
		for (const struct fo *first = table_next_row(part->first); first; above = row) {
			struct row cells = table_row(first);

			lay_row(table, part, &cells, &row);
			visit(context, &row, above.cells ? &above : NULL);
			first = table_next_row(cells.next);
		}
		clear_columns(table);
	}
}

/* The part shown after this one. */
static const struct fo *next_part(const struct table *table, const struct fo *part)
{
	const struct fo *next = part->kind == FO_TABLE_BODY ? part->next : table->fo->first;

	if (part->kind == FO_TABLE_FOOTER)
		return NULL;
	while (next && next->kind != FO_TABLE_BODY)
		next = next->next;
	if (!next)
		for (next = table->fo->first; next && next->kind != FO_TABLE_FOOTER;)
			next = next->next;
	return next;
}

/* The row that follows on the grid, from `first` in a part or in the parts after it. */
static bool peek_row(struct table *table, const struct fo *part, const struct fo *first, struct grid_row *grid)
{
	first = table_next_row(first);
	while (!first) {
		part = next_part(table, part);
		if (!part)
			return false;
		first = table_next_row(part->first);
	}
	struct row row = table_row(first);

	lay_row(table, part, &row, grid);
	clear_columns(table);
	return true;
}

bool table_first_row(struct table *table, const struct fo *part, struct grid_row *grid)
{
	return peek_row(table, part, part->first, grid);
}

/* ---- keeps and breaks ---- */

/* Keeps and breaks of the first block of a cell are the row's own too: the row's first areas are also theirs (XSL 1.1, 4.8, and
 * 7.20.1). Likewise those of the last block of a cell that ends with the row. */
static int row_keep_previous(const struct row *row)
{
	int keep = row->fo ? keep_strength(row->fo->p->keep_with_previous) : 0;

	for (const struct fo *cell = row->first; cell != row->end; cell = cell->next)
		if (cell->kind == FO_TABLE_CELL)
			keep = stronger_keep(keep, keep_with_previous(cell));
	return keep;
}

static enum break_class row_break_before(const struct row *row)
{
	enum break_class class = row->fo ? break_before(row->fo) : BREAK_NONE;

	for (const struct fo *cell = row->first; cell != row->end; cell = cell->next)
		if (cell->kind == FO_TABLE_CELL)
			class = stronger_break(class, break_before(cell));
	return class;
}

/* What comes behind each row of a band, but for what the next row asks. */
static void row_ends(struct band *band)
{
	for (int i = 0; i < band->row_count; i++) {
		struct band_row *row = &band->rows[i];

		row->keep_after = row->fo ? keep_strength(row->fo->p->keep_with_next) : 0;
		row->break_after = row->fo ? break_asked_after(row->fo) : BREAK_NONE;
	}
	for (size_t c = 0; c < band->count; c++) {
		int last = band->cells[c].row + band->cells[c].rows - 1;
		struct band_row *row = &band->rows[last < band->row_count ? last : band->row_count - 1];

		band->cells[c].keep_after = keep_with_next(band->cells[c].fo);
		row->keep_after = stronger_keep(row->keep_after, band->cells[c].keep_after);
		row->break_after = stronger_break(row->break_after, break_after(band->cells[c].fo));
	}
}

/* ---- groups ---- */

/* How many rows hold together from `first` on. */
static int count_rows(const struct fo *first)
{
	int rows = 0, more = 1;

	for (const struct fo *fo = first; fo && rows < more; rows++) {
		struct row row = table_row(fo);

		for (const struct fo *cell = row.first; cell != row.end; cell = cell->next) {
			if (cell->kind != FO_TABLE_CELL)
				continue;
			int end = rows + table_span(cell->p->number_rows_spanned, ROW_SPAN_LIMIT);

			if (end > more)
				more = end;
		}
		fo = table_next_row(row.next);
	}
	return rows;
}

/* How many columns from one on hold the same cell. */
static int count_columns(const struct table *table, const struct grid_row *row, int column)
{
	int columns = 1;

	while (column + columns < table->count && row->cells[column + columns] == row->cells[column])
		columns++;
	return columns;
}

static bool goes_on(const struct grid_row *rows, int i, int column)
{
	return i > 0 && rows[i - 1].cells[column] == rows[i].cells[column];
}

static size_t count_cells(const struct table *table, const struct grid_row *rows, int count)
{
	size_t cells = 0;

	for (int i = 0; i < count; i++)
		for (int column = 0; column < table->count; column += count_columns(table, &rows[i], column))
			cells += !goes_on(rows, i, column);
	return cells;
}

static struct band *band_new(const struct table *table, const struct fo *part, const struct fo *first)
{
	struct arena *arena = table->generator->arena;
	struct band *band = arena_alloc(arena, sizeof *band);
	int rows = count_rows(first);

	band->fo = first;
	band->part = part;
	band->rows = arena_array(arena, (size_t)rows, sizeof *band->rows);
	band->row_count = rows;
	band->gap_block = table->gap_block;
	band->gap_inline = table->gap_inline;
	band->x = table->count ? table->columns[0].x : 0;
	for (int i = 0; i < table->count; i++)
		band->width += table->columns[i].width;
	return band;
}

/* The cells of the band, from the grid. */
static void fill_band(struct table *table, struct band *band, struct grid_row *rows, const struct grid_row *above,
		      const struct grid_row *below)
{
	band->cells = arena_array(table->generator->arena, count_cells(table, rows, band->row_count) + 1, sizeof *band->cells);
	for (int i = 0; i < band->row_count; i++)
		for (int column = 0, columns; column < table->count; column += columns) {
			const struct fo *fo = rows[i].cells[column];

			columns = count_columns(table, &rows[i], column);
			if (goes_on(rows, i, column))
				continue;
			struct band_cell *cell = &band->cells[band->count++];

			cell->fo = fo;
			cell->row = i;
			cell->rows = table_span(fo->p->number_rows_spanned, band->row_count - i);
			if (table->collapse)
				collapse_cell(&table->grid, i > 0 ? &rows[i - 1] : above, &rows[i],
					      i + cell->rows < band->row_count ? &rows[i + cell->rows] : below, cell,
					      column, columns, table->generator->arena);
			else
				cell_edges(table, cell);
			fill_cell(table, band, cell, column, columns);
		}
}

static void fill_row(const struct table *table, struct band *band, int i, const struct row *row)
{
	struct band_row *made = &band->rows[i];

	made->fo = row->fo;
	if (row->fo) {
		double minimum = minimum_extent(row->fo);

		made->minimum = minimum > 0 ? minimum + table->gap_block : 0;
		made->maximum = length_resolve(row->fo->p->block_progression_dimension.maximum, 0);
		made->keep_together = keep_strength(row->fo->p->keep_together);
	}
}

/* What the rows but the first one ask of the break before them. */
static void join_rows(struct band *band)
{
	struct row row = table_row(band->fo);

	row_ends(band);
	for (int i = 1; i < band->row_count; i++) {
		struct band_row *before = &band->rows[i - 1];

		row = table_row(table_next_row(row.next));
		before->keep_after = stronger_keep(before->keep_after, row_keep_previous(&row));
		before->break_after = stronger_break(before->break_after, row_break_before(&row));
	}
}

const struct fo *table_group(struct table *table, const struct fo *part, const struct fo *first, struct progress *progress)
{
	struct generator *generator = table->generator;
	struct band *band = band_new(table, part, first);
	struct grid_row *rows = arena_array(generator->arena, (size_t)band->row_count + 1, sizeof *rows);
	int last = band->row_count - 1;

	for (int i = 0; i <= last; i++) {
		struct row row = table_row(first);

		lay_row(table, part, &row, &rows[i]);
		fill_row(table, band, i, &row);
		first = table_next_row(row.next);
	}
	clear_columns(table);
	bool followed = table->collapse && peek_row(table, part, first, &rows[last + 1]);

	band->grid = table->collapse ? &table->grid : NULL;
	band->grid_rows = rows;
	band->part_begins = band->fo == table_next_row(part->first);
	band->part_ends = !first;
	fill_band(table, band, rows, progress->has_above ? &progress->above : NULL, followed ? &rows[last + 1] : NULL);
	join_rows(band);
	struct row row = table_row(band->fo);

	if (progress->any)
		galley_add_break(generator->galley, generator->parent,
				 stronger_keep(generator->keep, stronger_keep(progress->keep, row_keep_previous(&row))),
				 progress->header ? BREAK_NONE
						  : stronger_break(progress->forced, row_break_before(&row)));
	generate_band(generator, band);
	*progress = (struct progress){.any = true, .keep = band->rows[last].keep_after, .forced = band->rows[last].break_after,
				      .above = rows[last], .has_above = true};
	return first;
}
