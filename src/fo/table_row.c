#include "fo/table.h"

#include <limits.h>
#include <math.h>

#include "base/arena.h"

/* ---- cells ---- */

/* Separate borders. */
static void cell_edges(const struct table *table, struct band_cell *cell)
{
	for (enum side side = 0; side < SIDES; side++) {
		double gap = (side < SIDE_START ? table->gap_block : table->gap_inline) / 2;

		cell->edges[side] = gap + edge_whole(cell->fo, side, 0);
		cell->kept[side] = gap + edge_kept(cell->fo, side, 0);
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
	const struct fo *row = band->rows[cell->row].fo;

	cell->column = table->columns[column].fo;
	cell->x = table->columns[column].x;
	for (int i = column; i < column + columns; i++)
		cell->width += table->columns[i].width;
	generate_cell(table->generator, band, cell, fmax(0, cell->width - cell->edges[SIDE_START] - cell->edges[SIDE_END]));
	double minimum = minimum_extent(cell->fo);

	if (row && cell->rows == 1)
		minimum = fmax(minimum, minimum_extent(row));
	if (minimum > 0)
		cell->minimum = minimum + cell->edges[SIDE_BEFORE] + cell->edges[SIDE_AFTER];
}

/* ---- rows on the grid ---- */

const struct fo *table_row_from(const struct fo *from)
{
	while (from && from->kind != FO_TABLE_ROW && from->kind != FO_TABLE_CELL)
		from = from->next;
	return from;
}

bool table_next_row(const struct fo **from, struct row *row)
{
	const struct fo *first = table_row_from(*from), *end;

	if (!first)
		return false;
	if (first->kind == FO_TABLE_ROW) {
		*row = (struct row){.fo = first, .first = first->first};
		*from = table_row_from(first->next);
		return true;
	}
	for (end = first; end; end = end->next) {
		if (end != first && (end->kind == FO_TABLE_ROW ||
				     (end->kind == FO_TABLE_CELL && end->p->starts_row == TOKEN_TRUE)))
			break;
		if (end->kind == FO_TABLE_CELL && end->p->ends_row == TOKEN_TRUE) {
			end = end->next;
			break;
		}
	}
	*row = (struct row){.first = first, .end = end};
	*from = table_row_from(end);
	return true;
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

int table_lay_cells(struct slot *slots, int limit, const struct row *row)
{
	int column = 0, most = 0;

	for (const struct fo *fo = row->first; fo != row->end; fo = fo->next) {
		if (fo->kind != FO_TABLE_CELL)
			continue;
		if (fo->p->column_number > 0)
			column = table_span(fo->p->column_number, COLUMN_LIMIT) - 1;
		while (column < limit && slots[column].pending > 0)
			column++;
		for (int i = 0; i < table_span(fo->p->number_columns_spanned, COLUMN_LIMIT); i++, column++) {
			if (column >= limit || slots[column].pending > 0)
				break;
			slots[column] = (struct slot){fo, table_span(fo->p->number_rows_spanned, ROW_SPAN_LIMIT)};
		}
		most = column > most ? column : most;
	}
	return most;
}

static void lay_row(struct table *table, const struct fo *part, const struct row *row, struct grid_row *grid)
{
	table_lay_cells(table->slots, table->count, row);
	*grid = (struct grid_row){.row = row->fo, .part = part};
	grid->cells = arena_array(table->generator->arena, (size_t)table->count + 1, sizeof *grid->cells);
	for (int i = 0; i < table->count; i++)
		if (table->slots[i].pending > 0) {
			grid->cells[table_place(table, i)] = table->slots[i].cell;
			table->slots[i].pending--;
		}
	if (table->missing)
		fill_missing(table, row, grid);
}

static void clear_columns(struct table *table)
{
	for (int i = 0; i < table->count; i++)
		table->slots[i].pending = 0;
}

bool table_last_row(struct table *table, const struct fo *part, struct grid_row *grid)
{
	const struct fo *next = part->first;
	struct row row;
	bool any = false;

	for (; table_next_row(&next, &row); any = true)
		lay_row(table, part, &row, grid);
	clear_columns(table);
	return any;
}

void table_each_row(struct table *table, void (*visit)(void *context, const struct grid_row *row, const struct grid_row *above),
		    void *context)
{
	for (const struct fo *part = table->fo->first; part; part = part->next) {
		const struct fo *next = part->first;
		struct grid_row row, above = {0};
		struct row cells;

		if (!table_is_part(part))
			continue;
		for (; table_next_row(&next, &cells); above = row) {
			lay_row(table, part, &cells, &row);
			visit(context, &row, above.cells ? &above : NULL);
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
	struct row row;

	while (!table_next_row(&first, &row)) {
		part = next_part(table, part);
		if (!part)
			return false;
		first = part->first;
	}
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
static struct joint joint_before_cells(const struct row *row)
{
	struct joint joint = {0};

	for (const struct fo *cell = row->first; cell != row->end; cell = cell->next)
		if (cell->kind == FO_TABLE_CELL)
			joint = joint_stronger(joint, joint_before(cell));
	return joint;
}

static struct joint joint_before_row(const struct row *row)
{
	return row->fo ? joint_before(row->fo) : joint_before_cells(row);
}

/* What comes behind each row of a band, but for what the next row asks. Between rows that a cell spans, breaks of the rows' own have
 * no effect (XSL 1.1, 7.20.1 and 7.20.2). */
static void row_ends(struct band *band)
{
	for (int i = 0; i < band->row_count; i++) {
		struct band_row *row = &band->rows[i];

		if (row->fo)
			row->after = joint_asked_after(row->fo);
		if (i + 1 < band->row_count)
			row->after.forced = BREAK_NONE;
	}
	for (size_t c = 0; c < band->count; c++) {
		int last = band->cells[c].row + band->cells[c].rows - 1;
		struct band_row *row = &band->rows[last < band->row_count ? last : band->row_count - 1];
		struct joint after = joint_after(band->cells[c].fo);

		band->cells[c].keep_after = after.strength;
		row->after = joint_stronger(row->after, after);
	}
}

/* ---- groups ---- */

/* How many rows hold together from `first` on. */
static int count_rows(const struct fo *first)
{
	int rows = 0, more = 1;

	for (struct row row; rows < more && table_next_row(&first, &row); rows++)
		for (const struct fo *cell = row.first; cell != row.end; cell = cell->next)
			if (cell->kind == FO_TABLE_CELL) {
				int end = rows + table_span(cell->p->number_rows_spanned, ROW_SPAN_LIMIT);

				more = end > more ? end : more;
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
	const struct fo *next = band->fo;
	struct row row;

	row_ends(band);
	table_next_row(&next, &row);
	for (int i = 1; i < band->row_count && table_next_row(&next, &row); i++) {
		struct band_row *before = &band->rows[i - 1];

		before->after = joint_stronger(before->after, joint_before_cells(&row));
		if (row.fo)
			before->after.strength = stronger_keep(before->after.strength, keep_strength(row.fo->p->keep_with_previous));
	}
}

const struct fo *table_group(struct table *table, const struct fo *part, const struct fo *first, struct progress *progress)
{
	struct generator *generator = table->generator;
	struct band *band = band_new(table, part, first);
	struct grid_row *rows = arena_array(generator->arena, (size_t)band->row_count + 1, sizeof *rows);
	int last = band->row_count - 1;

	const struct fo *next = first;
	struct row row;

	for (int i = 0; i <= last && table_next_row(&next, &row); i++) {
		lay_row(table, part, &row, &rows[i]);
		fill_row(table, band, i, &row);
	}
	clear_columns(table);
	bool followed = table->collapse && peek_row(table, part, next, &rows[last + 1]);

	band->grid = table->collapse ? &table->grid : NULL;
	band->grid_rows = rows;
	band->part_begins = first == table_row_from(part->first);
	band->part_ends = !next;
	fill_band(table, band, rows, progress->has_above ? &progress->above : NULL, followed ? &rows[last + 1] : NULL);
	join_rows(band);
	table_next_row(&first, &row);
	if (progress->any) {
		struct joint joint = joint_stronger(progress->joint, joint_before_row(&row));

		if (progress->header)
			joint.forced = BREAK_NONE;
		generate_break(generator, joint);
	}
	generate_band(generator, band);
	*progress = (struct progress){.any = true, .joint = band->rows[last].after, .above = rows[last], .has_above = true};
	return next;
}
