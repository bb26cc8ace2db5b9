#include "fo/column.h"

#include <string.h>

#include "base/arena.h"

/* XSL 1.1, 5.10.4: the values of the fo:table-column of a number (from 0) and a span, else of the one of that number alone. *count:
 * how many columns there are. */
static const struct properties *find_values(const struct fo *table, size_t at, int span, size_t *count)
{
	const struct properties *exact = NULL, *alone = NULL;
	size_t end = 0, left = COLUMNS_MAXIMUM;

	*count = 0;
	for (const struct fo *fo = table->first; fo && left > 0; fo = fo->next) {
		const struct properties *p = fo->p;
		size_t first = p->column_number > 0 ? (size_t)p->column_number - 1 : end;

		if (fo->kind != FO_TABLE_COLUMN)
			continue;
		left--;
		end = first + (size_t)p->number_columns_repeated * (size_t)p->number_columns_spanned;
		if (end > COLUMNS_MAXIMUM)
			end = COLUMNS_MAXIMUM;
		if (end > *count)
			*count = end;
		if (at < first || at >= end)
			continue;
		if (p->number_columns_spanned == 1)
			alone = p;
		if (p->number_columns_spanned == span && (at - first) % (size_t)span == 0)
			exact = p;
	}
	return exact ? exact : alone;
}

static void begin_part(struct columns *columns, struct arena *arena)
{
	columns->next = 0;
	if (!columns->busy) {
		find_values(columns->table, 0, 1, &columns->count);
		columns->busy = arena_array(arena, columns->count + 1, sizeof *columns->busy);
	}
	memset(columns->busy, 0, columns->count * sizeof *columns->busy);
}

static void begin_row(struct columns *columns)
{
	columns->next = 0;
	for (size_t i = 0; i < columns->count; i++)
		columns->busy[i] -= columns->busy[i] > 0;
}

/* Whether a cell that stands in no row of its own begins one beneath another. */
static bool begins_row(const struct fo *cell)
{
	const struct fo *before = cell->previous;

	return cell->parent->kind != FO_TABLE_ROW && before &&
	       (before->kind == FO_TABLE_ROW || before->p->ends_row == TOKEN_TRUE || cell->p->starts_row == TOKEN_TRUE);
}

static void place_cell(struct columns *columns, const struct properties *cell)
{
	size_t at = columns->next;

	if (cell->column_number > 0)
		at = (size_t)cell->column_number - 1;
	else
		while (at < columns->count && columns->busy[at] > 0)
			at++;
	columns->at = at;
	columns->next = at + (size_t)cell->number_columns_spanned;
	for (size_t i = at; i < columns->next && i < columns->count; i++)
		columns->busy[i] = cell->number_rows_spanned;
}

void columns_enter(struct columns *columns, struct arena *arena, const struct fo *fo)
{
	if (fo->kind == FO_TABLE_HEADER || fo->kind == FO_TABLE_FOOTER || fo->kind == FO_TABLE_BODY)
		begin_part(columns, arena);
	else if (fo->kind == FO_TABLE_ROW || (fo->kind == FO_TABLE_CELL && begins_row(fo)))
		begin_row(columns);
	if (fo->kind == FO_TABLE_CELL)
		place_cell(columns, fo->p);
}

const struct properties *columns_values(const struct columns *columns, const struct properties *cell)
{
	size_t count;

	return find_values(columns->table, columns->at, cell->number_columns_spanned, &count);
}
