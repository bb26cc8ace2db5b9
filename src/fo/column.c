#include "fo/column.h"

#include <string.h>

#include "base/arena.h"

static void reserve(struct columns *columns, struct arena *arena, size_t count)
{
	if (count <= columns->capacity)
		return;
	size_t capacity = columns->capacity * 2 > count ? columns->capacity * 2 : count;
	const struct properties **given = arena_array(arena, capacity, sizeof *given);
	if (columns->count > 0)
		memcpy(given, columns->given, columns->count * sizeof *given);
	columns->given = given;
	columns->busy = arena_array(arena, capacity, sizeof *columns->busy);
	columns->capacity = capacity;
}

static void add_spanned(struct columns *columns, struct arena *arena, const struct properties *column, size_t first)
{
	struct spanned_column *spanned = arena_alloc(arena, sizeof *spanned);

	*spanned = (struct spanned_column){column, first, columns->spanned};
	columns->spanned = spanned;
}

void columns_add(struct columns *columns, struct arena *arena, const struct properties *column)
{
	size_t first =
		column->column_number > 0 ? (size_t)column->column_number - 1 : columns->next;
	size_t end = first + (size_t)column->number_columns_repeated *
				     (size_t)column->number_columns_spanned;
	if (end > COLUMNS_MAXIMUM)
		end = COLUMNS_MAXIMUM;
	reserve(columns, arena, end);
	if (column->number_columns_spanned > 1)
		add_spanned(columns, arena, column, first);
	else
		for (size_t i = first; i < end; i++)
			columns->given[i] = column;
	if (end > columns->count)
		columns->count = end;
	columns->next = end;
}

void columns_row(struct columns *columns)
{
	columns->next = 0;
	for (size_t i = 0; i < columns->count; i++)
		columns->busy[i] -= columns->busy[i] > 0;
}

void columns_part(struct columns *columns)
{
	columns->next = 0;
	if (columns->count > 0)
		memset(columns->busy, 0, columns->count * sizeof *columns->busy);
}

/* XSL 1.1, 5.10.4: the one of that number and span, else the one of that number alone. */
static const struct properties *find_values(const struct columns *columns, size_t at, const struct properties *cell)
{
	for (const struct spanned_column *spanned = columns->spanned; spanned; spanned = spanned->next) {
		const struct properties *values = spanned->values;
		size_t span = (size_t)values->number_columns_spanned;

		if (cell->number_columns_spanned == values->number_columns_spanned && at >= spanned->first &&
		    (at - spanned->first) % span == 0 && (at - spanned->first) / span < (size_t)values->number_columns_repeated)
			return values;
	}
	return at < columns->count ? columns->given[at] : NULL;
}

const struct properties *columns_cell(struct columns *columns, const struct properties *cell)
{
	size_t at = columns->next;
	if (cell->column_number > 0)
		at = (size_t)cell->column_number - 1;
	else
		while (at < columns->count && columns->busy[at] > 0)
			at++;
	size_t end = at + (size_t)cell->number_columns_spanned;
	for (size_t i = at; i < end && i < columns->count; i++)
		columns->busy[i] = cell->number_rows_spanned;
	columns->next = end;
	return find_values(columns, at, cell);
}
