#include "fo/collapse.h"

#include <limits.h>
#include <math.h>

#include "base/arena.h"

enum token border_style(struct border border)
{
	const struct properties *p = border.fo ? border.fo->p : NULL;

	if (!p)
		return TOKEN_NONE;
	return border.side == SIDE_BEFORE  ? p->border_before_style
	       : border.side == SIDE_AFTER ? p->border_after_style
	       : border.side == SIDE_START ? p->border_start_style : p->border_end_style;
}

static struct length_conditional border_width(struct border border)
{
	static const struct length_conditional none;
	const struct properties *p = border.fo ? border.fo->p : NULL;

	if (!p)
		return none;
	return border.side == SIDE_BEFORE  ? p->border_before_width
	       : border.side == SIDE_AFTER ? p->border_after_width
	       : border.side == SIDE_START ? p->border_start_width : p->border_end_width;
}

double border_thickness(struct border border)
{
	enum token style = border_style(border);

	return style == TOKEN_NONE || style == TOKEN_HIDDEN ? 0 : length_resolve(border_width(border).length, 0);
}

struct color border_color(struct border border)
{
	const struct properties *p = border.fo->p;

	return border.side == SIDE_BEFORE  ? p->border_before_color
	       : border.side == SIDE_AFTER ? p->border_after_color
	       : border.side == SIDE_START ? p->border_start_color : p->border_end_color;
}

/* The initial precedences (7.28.3 to 7.28.6). */
static int initial_precedence(enum fo_kind kind)
{
	switch (kind) {
	case FO_TABLE:
		return 6;
	case FO_TABLE_CELL:
		return 5;
	case FO_TABLE_COLUMN:
		return 4;
	case FO_TABLE_ROW:
		return 3;
	case FO_TABLE_BODY:
		return 2;
	case FO_TABLE_HEADER:
		return 1;
	default:
		return 0;
	}
}

static int border_precedence(struct border border)
{
	static const enum property properties[] = {PROPERTY_border_before_precedence, PROPERTY_border_after_precedence,
						   PROPERTY_border_start_precedence, PROPERTY_border_end_precedence};
	const struct properties *p = border.fo->p;
	int value = border.side == SIDE_BEFORE	? p->border_before_precedence
		    : border.side == SIDE_AFTER ? p->border_after_precedence
		    : border.side == SIDE_START ? p->border_start_precedence : p->border_end_precedence;

	if (!property_specified(p, properties[border.side]))
		return initial_precedence(border.fo->kind);
	return value < 0 ? INT_MAX : value; /* force */
}

/* CSS 2, 17.6.2.1: double is the most eye-catching, inset the least. */
static int style_rank(enum token style)
{
	static const enum token ranks[] = {TOKEN_INSET, TOKEN_GROOVE, TOKEN_OUTSET, TOKEN_RIDGE,
					   TOKEN_DOTTED, TOKEN_DASHED, TOKEN_SOLID, TOKEN_DOUBLE};

	for (int i = 0; i < (int)(sizeof ranks / sizeof *ranks); i++)
		if (ranks[i] == style)
			return i + 1;
	return 0;
}

/* Cells before rows before row groups before columns before the table. */
static int kind_rank(enum fo_kind kind)
{
	return kind == FO_TABLE_CELL	 ? 4
	       : kind == FO_TABLE_ROW	 ? 3
	       : kind == FO_TABLE_COLUMN ? 1
	       : kind == FO_TABLE	 ? 0 : 2;
}

/* The winner of the candidates seen so far. */
struct contest {
	struct border best;
	bool hidden;     /* one of them is hidden: none is shown */
	bool precedence; /* collapse-with-precedence */
};

/* Whether b is stronger than a; of equals the first one seen, further before and start, stays. */
static bool is_stronger(const struct contest *contest, struct border a, struct border b)
{
	if (contest->precedence && border_precedence(a) != border_precedence(b))
		return border_precedence(b) > border_precedence(a);
	double thickness = border_thickness(b) - border_thickness(a);

	if (fabs(thickness) > 1e-6)
		return thickness > 0;
	if (style_rank(border_style(a)) != style_rank(border_style(b)))
		return style_rank(border_style(b)) > style_rank(border_style(a));
	return kind_rank(b.fo->kind) > kind_rank(a.fo->kind);
}

static void compete(struct contest *contest, const struct fo *fo, enum side side)
{
	struct border border = {.fo = fo, .side = side};
	enum token style = border_style(border);

	if (style == TOKEN_HIDDEN && !contest->precedence)
		contest->hidden = true;
	if (!fo || style == TOKEN_NONE)
		return;
	if (!contest->best.fo || is_stronger(contest, contest->best, border))
		contest->best = border;
}

static struct border winner(const struct contest *contest)
{
	const struct border none = {.fo = NULL};

	return contest->hidden ? none : contest->best;
}

static struct contest contest_new(const struct grid *grid)
{
	return (struct contest){.precedence = grid->table->p->border_collapse == TOKEN_COLLAPSE_WITH_PRECEDENCE};
}

/* What one row brings to the edge above or below it. */
static void compete_row(struct contest *contest, const struct grid_row *row, int column, enum side side, bool part)
{
	compete(contest, row->cells[column], side);
	compete(contest, row->row, side);
	if (part)
		compete(contest, row->part, side);
}

/* The edge between two rows in a column; NULL: the table's own edge. */
static struct border block_edge(const struct grid *grid, const struct grid_row *above, const struct grid_row *below, int column)
{
	struct contest contest = contest_new(grid);
	bool parts = !above || !below || above->part != below->part;

	if (above && below && above->cells[column] && above->cells[column] == below->cells[column])
		return winner(&contest);
	if (above)
		compete_row(&contest, above, column, SIDE_AFTER, parts);
	if (below)
		compete_row(&contest, below, column, SIDE_BEFORE, parts);
	if (!above || !below) {
		compete(&contest, grid->columns[column], above ? SIDE_AFTER : SIDE_BEFORE);
		compete(&contest, grid->table, above ? SIDE_AFTER : SIDE_BEFORE);
	}
	return winner(&contest);
}

struct border collapse_break(const struct grid *grid, const struct grid_row *row, int column, bool before)
{
	const struct grid_row *other = before ? grid->header : grid->footer;
	enum side side = before ? SIDE_BEFORE : SIDE_AFTER;
	struct border table = {.fo = grid->table, .side = side};
	struct contest contest = contest_new(grid);

	compete_row(&contest, row, column, side, other);
	if (other)
		compete_row(&contest, other, column, before ? SIDE_AFTER : SIDE_BEFORE, true);
	else if (border_width(table).retain)
		compete(&contest, grid->table, side);
	struct border border = winner(&contest);

	border.shown = true;
	return border;
}

/* The edge before column `column` in a row; 0 and the number of columns are the table's own edges. */
static struct border line_edge(const struct grid *grid, const struct grid_row *row, int column)
{
	struct contest contest = contest_new(grid);

	if (column > 0 && column < grid->count && row->cells[column] && row->cells[column] == row->cells[column - 1])
		return winner(&contest);
	if (column > 0) {
		compete(&contest, row->cells[column - 1], SIDE_END);
		compete(&contest, grid->columns[column - 1], SIDE_END);
	}
	if (column < grid->count) {
		compete(&contest, row->cells[column], SIDE_START);
		compete(&contest, grid->columns[column], SIDE_START);
	}
	if (column == 0 || column == grid->count) {
		enum side side = column ? SIDE_END : SIDE_START;

		compete(&contest, row->row, side);
		compete(&contest, row->part, side);
		compete(&contest, grid->table, side);
	}
	return winner(&contest);
}

static double widest(const struct border *borders, int count)
{
	double width = 0;

	for (int i = 0; i < count; i++)
		width = fmax(width, border_thickness(borders[i]));
	return width;
}

static bool has_retained(const struct border *borders, int count)
{
	for (int i = 0; i < count; i++)
		if (borders[i].fo && border_width(borders[i]).retain)
			return true;
	return false;
}

void collapse_cell(const struct grid *grid, const struct grid_row *above, const struct grid_row *rows,
		   const struct grid_row *below, struct band_cell *cell, int column, int columns, struct arena *arena)
{
	struct collapsed *borders = arena_alloc(arena, sizeof *borders);
	const struct properties *p = cell->fo->p;
	int last = cell->rows - 1;

	borders->columns = columns;
	borders->x = grid->x + column;
	borders->rows = cell->rows;
	borders->before = arena_array(arena, (size_t)(columns + cell->rows) * 2, sizeof *borders->before);
	borders->after = borders->before + columns;
	borders->start = borders->after + columns;
	borders->end = borders->start + cell->rows;
	for (int i = 0; i < columns; i++) {
		borders->before[i] = block_edge(grid, above, &rows[0], column + i);
		borders->after[i] = block_edge(grid, &rows[last], below, column + i);
		borders->before[i].shown = true;
		borders->after[i].shown = !below || !below->cells[column + i];
	}
	for (int i = 0; i < cell->rows; i++) {
		borders->start[i] = line_edge(grid, &rows[i], column);
		borders->end[i] = line_edge(grid, &rows[i], column + columns);
		borders->start[i].shown = true;
		borders->end[i].shown = column + columns == grid->count || !rows[i].cells[column + columns];
	}
	borders->before_retained = has_retained(borders->before, columns);
	borders->after_retained = has_retained(borders->after, columns);
	cell->borders = borders;
	cell->before = widest(borders->before, columns) / 2;
	cell->after = widest(borders->after, columns) / 2;
	cell->before_broken = borders->before_retained ? cell->before : 0;
	cell->after_broken = borders->after_retained ? cell->after : 0;
	cell->before += length_resolve(p->padding_before.length, 0);
	cell->after += length_resolve(p->padding_after.length, 0);
	cell->before_broken += p->padding_before.retain ? length_resolve(p->padding_before.length, 0) : 0;
	cell->after_broken += p->padding_after.retain ? length_resolve(p->padding_after.length, 0) : 0;
	cell->start = widest(borders->start, cell->rows) / 2 + length_resolve(p->padding_start.length, 0);
	cell->end = widest(borders->end, cell->rows) / 2 + length_resolve(p->padding_end.length, 0);
}
