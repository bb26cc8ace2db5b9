#include "fo/table.h"

#include <limits.h>

#include "base/arena.h"

/* More columns than these are not laid out: one fo:table-column that is repeated and spans may stand for a million. */
#define COLUMN_LIMIT 4096

/* What stands in a column while rows are laid: a cell that covers so many rows more. */
struct slot {
	const struct fo *cell;
	int pending;
};

/* The columns that rows reached so far. */
struct slots {
	int count;
	struct slot columns[COLUMN_LIMIT];
};

/* Where a column stands among those of the arrays, which go from left to right: from right to left the first is the last. */
static int column_place(const struct table *table, int column)
{
	return property_right_to_left(table->fo->p) ? table->count - 1 - column : column;
}

int table_next_cell(const struct table *table, const struct grid_row *row, int *column)
{
	for (int end; *column < table->count; *column = end) {
		const struct fo *cell = row->cells[*column];

		for (end = *column + 1; end < table->count && row->cells[end] == cell;)
			end++;
		if (cell && !(row->above && row->above->cells[*column] == cell))
			return end - *column;
	}
	return 0;
}

static bool is_part(const struct fo *fo)
{
	return fo->kind == FO_TABLE_HEADER || fo->kind == FO_TABLE_FOOTER || fo->kind == FO_TABLE_BODY;
}

/* Where the next row from here on begins: a table-row, or a cell; or NULL. */
static const struct fo *row_from(const struct fo *from)
{
	while (from && from->kind != FO_TABLE_ROW && from->kind != FO_TABLE_CELL)
		from = from->next;
	return from;
}

/* What stands behind the row of cells that begins with this one. */
static const struct fo *row_end(const struct fo *first)
{
	for (const struct fo *end = first; end; end = end->next) {
		if (end != first &&
		    (end->kind == FO_TABLE_ROW || (end->kind == FO_TABLE_CELL && end->p->starts_row == TOKEN_TRUE)))
			return end;
		if (end->kind == FO_TABLE_CELL && end->p->ends_row == TOKEN_TRUE)
			return end->next;
	}
	return NULL;
}

static bool is_taken(const struct slots *slots, int column)
{
	return column < slots->count && slots->columns[column].pending > 0;
}

/* Put the cells of a row into the columns that those from above leave free (XSL 1.1, 7.28.2 column-number). */
static void lay_cells(struct slots *slots, const struct fo *first, const struct fo *end)
{
	int column = 0;

	for (const struct fo *fo = first; fo != end; fo = fo->next) {
		if (fo->kind != FO_TABLE_CELL)
			continue;
		if (fo->p->column_number > 0)
			column = fo->p->column_number - 1;
		while (is_taken(slots, column))
			column++;
		for (int i = 0; i < fo->p->number_columns_spanned; i++, column++) {
			if (column >= COLUMN_LIMIT || is_taken(slots, column))
				break;
			while (slots->count <= column)
				slots->columns[slots->count++] = (struct slot){0};
			slots->columns[column] = (struct slot){fo, fo->p->number_rows_spanned};
		}
	}
}

/* What stands in each column now; it covers one row less from here on. */
static const struct fo **take_row(const struct table *table, struct slots *slots)
{
	const struct fo **cells = arena_array(table->generator->arena, (size_t)table->count + 1, sizeof *cells);

	for (int i = 0; i < slots->count; i++)
		if (is_taken(slots, i)) {
			cells[column_place(table, i)] = slots->columns[i].cell;
			slots->columns[i].pending--;
		}
	return cells;
}

/* Append a row to the table's, or what ends them. */
static void add_row(struct table *table, size_t *capacity, struct grid_row row)
{
	table->rows = arena_grown(table->generator->arena, table->rows, (size_t)table->row_count, capacity, sizeof row);
	table->rows[table->row_count] = row;
}

/* Lay the rows of all parts into the table's. False: they have turned out to need more columns than the first ones were given. */
static bool lay_rows(struct table *table, size_t *capacity)
{
	struct slots slots; /* cleared only as far as rows reach: the limit is far beyond most tables */
	bool fits = true;

	slots.count = table->row_count = 0;
	for (const struct fo *part = table->fo->first; part; part = part->next) {
		if (!is_part(part))
			continue;
		for (const struct fo *first = row_from(part->first), *end; first; first = row_from(end)) {
			const struct fo *row = first->kind == FO_TABLE_ROW ? first : NULL;

			end = row ? row->next : row_end(first);
			lay_cells(&slots, row ? row->first : first, row ? NULL : end);
			if (slots.count > table->count) {
				fits = fits && !table->row_count;
				table->count = slots.count;
			}
			add_row(table, capacity, (struct grid_row){first, row, part, take_row(table, &slots), NULL, NULL});
			table->row_count++;
		}
		for (int i = 0; i < slots.count; i++)
			slots.columns[i].pending = 0;
	}
	add_row(table, capacity, (struct grid_row){0});
	return fits;
}

static int column_start(const struct fo *column, int next)
{
	return column->p->column_number > 0 ? column->p->column_number - 1 : next;
}

/* Where its columns end that begin at `start`. XSL 1.1, 7.28.13: repeated, it is as if it stood there so many times, each behind
 * the columns that the one before spans. */
static int column_end(const struct fo *column, int start)
{
	int end = start + column->p->number_columns_repeated * column->p->number_columns_spanned;

	return end < COLUMN_LIMIT ? end : COLUMN_LIMIT;
}

/* Note what each column is defined by; where the table has no columns yet, only count them. */
static void define_columns(struct table *table)
{
	int next = 0, most = table->count;

	for (const struct fo *fo = table->fo->first; fo; fo = fo->next) {
		if (fo->kind != FO_TABLE_COLUMN)
			continue;
		int start = column_start(fo, next);

		next = column_end(fo, start);
		most = next > most ? next : most;
		for (int i = start; i < next && table->columns; i++) {
			struct column *column = &table->columns[column_place(table, i)];

			/* What is said of a column alone counts more. */
			if (fo->p->number_columns_spanned == 1 || !column->fo)
				column->fo = fo;
		}
	}
	table->count = most;
}

/* Join the rows of all parts of a kind to those shown above them: returns the first one, or NULL. */
static struct grid_row *join_rows(struct table *table, enum fo_kind kind, struct grid_row **above)
{
	struct grid_row *first = NULL;

	for (int i = 0; i < table->row_count; i++) {
		struct grid_row *row = &table->rows[i];

		if (row->part->kind != kind)
			continue;
		if (*above)
			(*above)->below = row;
		row->above = *above;
		*above = row;
		first = first ? first : row;
	}
	return first;
}

void table_grid(struct table *table)
{
	struct arena *arena = table->generator->arena;
	struct grid_row *above = NULL;
	size_t capacity = 0;

	define_columns(table);
	while (!lay_rows(table, &capacity))
		;
	table->columns = arena_array(arena, (size_t)table->count + 1, sizeof *table->columns);
	define_columns(table);
	table->header = join_rows(table, FO_TABLE_HEADER, &above);
	table->header_end = above;
	table->body = join_rows(table, FO_TABLE_BODY, &above);
	table->footer = join_rows(table, FO_TABLE_FOOTER, &above);
}

/* The values of a cell that is not there: none of its own, and borders of style none have no width. */
static const struct properties *missing_values(struct arena *arena)
{
	struct properties *own = arena_alloc(arena, sizeof *own);

	*own = *property_initial();
	own->border_before_width.length = own->border_after_width.length = LENGTH_POINTS(0);
	own->border_start_width.length = own->border_end_width.length = LENGTH_POINTS(0);
	return own;
}

static const struct fo *missing_cell(struct arena *arena, const struct grid_row *row, const struct properties *values)
{
	const struct fo *beside = row->row ? row->row->first : row->first;
	struct fo *cell = arena_alloc(arena, sizeof *cell);

	*cell = (struct fo){.kind = FO_TABLE_CELL, .p = values, .source = beside ? beside->source : NULL, .index = UINT_MAX};
	cell->parent = (struct fo *)(row->row ? row->row : row->part);
	return cell;
}

void table_complete(struct table *table)
{
	struct arena *arena = table->generator->arena;
	const struct properties *values = NULL;

	for (int i = 0; i < table->row_count; i++) {
		const struct grid_row *row = &table->rows[i];
		const struct fo *missing = NULL;

		for (int column = 0; column < table->count; column++) {
			if (row->cells[column])
				continue;
			if (!values)
				values = missing_values(arena);
			if (!missing)
				missing = missing_cell(arena, row, values);
			row->cells[column] = missing;
		}
	}
}
