#include "fo/column.h"

#include "base/arena.h"

/* More rows than a cell may span. */
#define PART_ROWS 1000000

/* The fo:table-column at an object or behind it: of the columns first … before end, counted from 0. *end was that of the one
 * before it, 0 at the first. NULL: there is none. */
static const struct fo *next_column(const struct fo *fo, size_t *first, size_t *end)
{
	while (fo && fo->kind != FO_TABLE_COLUMN)
		fo = fo->next;
	if (!fo)
		return NULL;
	*first = fo->p->column_number > 0 ? (size_t)fo->p->column_number - 1 : *end;
	*end = *first + (size_t)fo->p->number_columns_repeated * (size_t)fo->p->number_columns_spanned;
	if (*end > COLUMNS_MAXIMUM)
		*end = COLUMNS_MAXIMUM;
	return fo;
}

static size_t count_columns(const struct fo *table)
{
	size_t first, end = 0, left = COLUMNS_MAXIMUM, count = 0;

	for (const struct fo *fo = table->first; left > 0 && (fo = next_column(fo, &first, &end)); fo = fo->next, left--)
		if (end > count)
			count = end;
	return count;
}

/* XSL 1.1, 5.10.4: the values of the fo:table-column of a number (from 0) and a span, else of the one of that number alone. */
static const struct properties *find_values(const struct fo *table, size_t at, int span)
{
	const struct properties *exact = NULL, *alone = NULL;
	size_t first, end = 0, left = COLUMNS_MAXIMUM;

	for (const struct fo *fo = table->first; left > 0 && (fo = next_column(fo, &first, &end)); fo = fo->next, left--) {
		if (at < first || at >= end)
			continue;
		if (fo->p->number_columns_spanned == 1)
			alone = fo->p;
		if (fo->p->number_columns_spanned == span && (at - first) % (size_t)span == 0)
			exact = fo->p;
	}
	return exact ? exact : alone;
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
		while (at < columns->count && columns->taken[at] > columns->row)
			at++;
	columns->at = at;
	columns->next = at + (size_t)cell->number_columns_spanned;
	for (size_t i = at; i < columns->next && i < columns->count; i++)
		columns->taken[i] = columns->row + (size_t)cell->number_rows_spanned;
}

void columns_enter(struct columns *columns, struct arena *arena, const struct fo *fo)
{
	bool part = fo->kind == FO_TABLE_HEADER || fo->kind == FO_TABLE_FOOTER || fo->kind == FO_TABLE_BODY;
	bool cell = fo->kind == FO_TABLE_CELL;

	if (part && !columns->taken) {
		columns->count = count_columns(columns->table);
		columns->taken = arena_array(arena, columns->count + 1, sizeof *columns->taken);
	}
	if (part || fo->kind == FO_TABLE_ROW || (cell && begins_row(fo))) {
		columns->row += part ? PART_ROWS : 1;
		columns->next = 0;
	}
	if (cell)
		place_cell(columns, fo->p);
}

const struct properties *columns_values(const struct columns *columns, const struct properties *cell)
{
	return find_values(columns->table, columns->at, cell->number_columns_spanned);
}
