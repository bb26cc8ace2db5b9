#include "fo/table.h"

#include <math.h>

#include "base/arena.h"

/* The widths that content can use: its longest unbreakable piece, and all of it on one line. */
struct widths {
	double minimum, maximum;
};

static void widen(struct widths *widths, double minimum, double maximum)
{
	widths->minimum = fmax(widths->minimum, minimum);
	widths->maximum = fmax(widths->maximum, fmax(minimum, maximum));
}

static void measure_children(struct line_context *lines, const struct fo *fo, int depth, struct widths *widths);

/* The inline-level siblings first … last; indents count from the reference area around. */
static void measure_paragraph(struct line_context *lines, const struct fo *block, const struct fo *first, const struct fo *last,
			      struct widths *widths)
{
	struct paragraph *paragraph = paragraph_new(lines, block, first, last);
	double minimum, maximum;
	double indents = length_resolve(block->p->start_indent, 0) + length_resolve(block->p->end_indent, 0);

	if (!paragraph)
		return;
	paragraph_widths(paragraph, &minimum, &maximum);
	widen(widths, minimum + indents, maximum + indents);
}

/* Tables and lists side by side: what stands in one row adds up. */
static void measure_row(struct line_context *lines, const struct fo *row, int depth, struct widths *widths)
{
	struct widths sum = {0};

	for (const struct fo *cell = row->first; cell; cell = cell->next) {
		struct widths own = {0};

		measure_children(lines, cell, depth, &own);
		if (cell->kind == FO_TABLE_CELL) {
			sum.minimum += own.minimum + edge_whole(cell, SIDE_START, 0) + edge_whole(cell, SIDE_END, 0);
			sum.maximum += own.maximum + edge_whole(cell, SIDE_START, 0) + edge_whole(cell, SIDE_END, 0);
		} else {
			widen(&sum, own.minimum, own.maximum); /* the indents of a list's parts hold their places */
		}
	}
	widen(widths, sum.minimum, sum.maximum);
}

static void measure_one(struct line_context *lines, const struct fo *fo, int depth, struct widths *widths)
{
	struct length own = fo->p->inline_progression_dimension.optimum;

	if (!own.automatic && own.percent == 0)
		widen(widths, own.points, own.points);
	else if (fo->kind == FO_LIST_ITEM || fo->kind == FO_TABLE_ROW)
		measure_row(lines, fo, depth, widths);
	else
		measure_children(lines, fo, depth, widths);
}

static void measure_children(struct line_context *lines, const struct fo *fo, int depth, struct widths *widths)
{
	if (depth > GENERATOR_DEPTH)
		return;
	for (const struct fo *child = fo->first; child; child = child->next) {
		if (fo_holds_block(child) || fo->kind == FO_TABLE || fo->kind == FO_TABLE_BODY || fo->kind == FO_TABLE_HEADER ||
		    fo->kind == FO_TABLE_FOOTER || fo->kind == FO_LIST_BLOCK) {
			measure_one(lines, child, depth + 1, widths);
			continue;
		}
		const struct fo *first = child;

		while (child->next && !fo_holds_block(child->next))
			child = child->next;
		measure_paragraph(lines, fo, first, child, widths);
	}
}

/* A cell's widths on the grid. Its own width is the least that it takes. */
static struct widths measure_cell(const struct table *table, const struct fo *cell)
{
	struct line_context lines = *table->generator->lines;
	double around = table->area.width;
	double edges = edge_whole(cell, SIDE_START, around) + edge_whole(cell, SIDE_END, around) + table->gap_inline;
	struct length own = cell->p->inline_progression_dimension.optimum;
	struct widths widths = {0};

	lines.arena = arena_new();
	measure_children(&lines, cell, table->generator->depth, &widths);
	arena_free(lines.arena);
	if (!own.automatic && own.percent == 0) {
		widths.minimum = fmax(widths.minimum, own.points);
		widths.maximum = widths.minimum;
	}
	widths.minimum += edges;
	widths.maximum += edges;
	return widths;
}

/* What a cell needs beyond its columns is shared equally by those without a width. */
static void spread(const struct table *table, struct widths *columns, int first, int end, struct widths cell, double width)
{
	int shares = 0;

	for (int i = first; i < end; i++) {
		struct length own = table_own_width(&table->columns[i]);
		double fixed = length_resolve(own, width);

		shares += own.automatic;
		cell.minimum -= own.automatic ? columns[i].minimum : fixed;
		cell.maximum -= own.automatic ? columns[i].maximum : fixed;
	}
	for (int i = first; i < end; i++)
		if (table_own_width(&table->columns[i]).automatic) {
			columns[i].minimum += fmax(0, cell.minimum) / shares;
			columns[i].maximum = fmax(columns[i].maximum + fmax(0, cell.maximum) / shares, columns[i].minimum);
		}
}

/* Widen the columns to what their cells need: those that stand in one column, or those that span several. */
static void measure_cells(const struct table *table, struct widths *columns, double width, bool spans)
{
	for (int i = 0; i < table->row_count; i++)
		for (int column = 0, count; (count = table_next_cell(table, &table->rows[i], &column)); column += count) {
			if ((count > 1) != spans)
				continue;
			struct widths own = measure_cell(table, table->rows[i].cells[column]);

			if (spans)
				spread(table, columns, column, column + count, own, width);
			else
				widen(&columns[column], own.minimum, own.maximum);
		}
}

/* CSS 2.1, 17.5.2.2: between the least and the most that the columns can use, room goes to those that can use it; more room than
 * that is shared in proportion to what they use. */
static void share_room(struct table *table, const struct widths *columns, double room)
{
	double minimum = 0, maximum = 0;

	for (int i = 0; i < table->count; i++)
		if (table_own_width(&table->columns[i]).automatic) {
			minimum += columns[i].minimum;
			maximum += columns[i].maximum;
		}
	for (int i = 0; i < table->count; i++) {
		struct column *column = &table->columns[i];

		if (!table_own_width(column).automatic)
			continue;
		if (room <= minimum)
			column->width = columns[i].minimum;
		else if (room < maximum)
			column->width = columns[i].minimum + (room - minimum) / (maximum - minimum) *
								     (columns[i].maximum - columns[i].minimum);
		else
			column->width = maximum > 0 ? room * columns[i].maximum / maximum : room / table->count;
	}
}

bool table_widths(struct table *table, double width)
{
	double room = width;
	bool automatic = false;

	for (int i = 0; i < table->count; i++) {
		struct length own = table_own_width(&table->columns[i]);

		if (!own.automatic && own.proportion > 0)
			return false;
		table->columns[i].width = length_resolve(own, width);
		room -= table->columns[i].width;
		automatic |= own.automatic;
	}
	if (!automatic)
		return false;
	struct widths *columns = arena_array(table->generator->arena, (size_t)table->count, sizeof *columns);

	measure_cells(table, columns, width, false);
	measure_cells(table, columns, width, true);
	share_room(table, columns, room);
	return true;
}
