#include "fo/column.h"

#include "base/arena.h"

/* More rows than a cell may span. */
#define PART_ROWS 1000000

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
		find_values(columns->table, 0, 1, &columns->count);
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
	size_t count;

	return find_values(columns->table, columns->at, cell->number_columns_spanned, &count);
}
