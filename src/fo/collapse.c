#include "fo/table.h"

#include <limits.h>
#include <math.h>

#include "base/arena.h"

/* What may bear a border: its initial precedence (7.28.3 to 7.28.6), and its rank among equals: cells before rows before
 * row groups before columns before the table. */
static const struct {
	int precedence, rank;
} kinds[FO_KINDS] = {
	[FO_TABLE] = {6, 0},	 [FO_TABLE_CELL] = {5, 4},   [FO_TABLE_COLUMN] = {4, 1}, [FO_TABLE_ROW] = {3, 3},
	[FO_TABLE_BODY] = {2, 2}, [FO_TABLE_HEADER] = {1, 2}, [FO_TABLE_FOOTER] = {0, 2},
};

static int border_precedence(const struct border *border)
{
	struct edge edge = edge_of(border->fo, border->side);

	if (!property_specified(border->fo->p, edge.asked))
		return kinds[border->fo->kind].precedence;
	return edge.precedence < 0 ? INT_MAX : edge.precedence; /* force */
}

/* CSS 2, 17.6.2.1: double is the most eye-catching, inset the least. */
static const int style_ranks[TOKEN_COUNT] = {
	[TOKEN_INSET] = 1,  [TOKEN_GROOVE] = 2, [TOKEN_OUTSET] = 3, [TOKEN_RIDGE] = 4,
	[TOKEN_DOTTED] = 5, [TOKEN_DASHED] = 6, [TOKEN_SOLID] = 7,  [TOKEN_DOUBLE] = 8,
};

/* The winner of the candidates seen so far. */
struct contest {
	const struct table *table;
	struct border best;
	bool hidden; /* one of them is hidden: none is shown */
};

static bool has_precedence(const struct contest *contest)
{
	return contest->table->fo->p->border_collapse == TOKEN_COLLAPSE_WITH_PRECEDENCE;
}

/* Whether b is stronger than a; of equals the first one seen, further before and start, stays. */
static bool is_stronger(const struct contest *contest, const struct border *a, const struct border *b)
{
	int more = has_precedence(contest) ? border_precedence(b) - border_precedence(a) : 0;

	if (!more && fabs(b->thickness - a->thickness) > 1e-6)
		return b->thickness > a->thickness;
	if (!more)
		more = style_ranks[b->style] - style_ranks[a->style];
	if (!more)
		more = kinds[b->fo->kind].rank - kinds[a->fo->kind].rank;
	return more > 0;
}

static void compete(struct contest *contest, const struct fo *fo, enum side side)
{
	if (!fo || contest->hidden)
		return;
	struct border border = border_of(fo, side);

	if (border.style == TOKEN_HIDDEN && !has_precedence(contest))
		*contest = (struct contest){.table = contest->table, .hidden = true};
	else if (border.style != TOKEN_NONE && (!contest->best.fo || is_stronger(contest, &contest->best, &border)))
		contest->best = border;
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
static struct border block_edge(const struct table *table, const struct grid_row *above, const struct grid_row *below, int column)
{
	struct contest contest = {.table = table};
	bool parts = !above || !below || above->part != below->part;

	if (above && below && above->cells[column] && above->cells[column] == below->cells[column])
		return contest.best;
	if (above)
		compete_row(&contest, above, column, SIDE_AFTER, parts);
	if (below)
		compete_row(&contest, below, column, SIDE_BEFORE, parts);
	if (!above || !below) {
		compete(&contest, table->columns[column].fo, above ? SIDE_AFTER : SIDE_BEFORE);
		compete(&contest, table->fo, above ? SIDE_AFTER : SIDE_BEFORE);
	}
	return contest.best;
}

struct border collapse_break(const struct table *table, const struct grid_row *row, int column, bool before)
{
	const struct grid_row *other = before ? table->after_break : table->before_break;
	enum side side = before ? SIDE_BEFORE : SIDE_AFTER;
	struct contest contest = {.table = table};

	compete_row(&contest, row, column, side, other);
	if (other)
		compete_row(&contest, other, column, before ? SIDE_AFTER : SIDE_BEFORE, true);
	else if (edge_of(table->fo, side).width->retain)
		compete(&contest, table->fo, side);
	return contest.best;
}

/* The edge before column `column` in a row; 0 and the number of columns are the table's own edges. */
static struct border line_edge(const struct table *table, const struct grid_row *row, int column)
{
	struct contest contest = {.table = table};

	if (column > 0 && column < table->count && row->cells[column] && row->cells[column] == row->cells[column - 1])
		return contest.best;
	if (column > 0) {
		compete(&contest, row->cells[column - 1], SIDE_END);
		compete(&contest, table->columns[column - 1].fo, SIDE_END);
	}
	if (column < table->count) {
		compete(&contest, row->cells[column], SIDE_START);
		compete(&contest, table->columns[column].fo, SIDE_START);
	}
	if (column == 0 || column == table->count) {
		enum side side = column ? SIDE_END : SIDE_START;

		compete(&contest, row->row, side);
		compete(&contest, row->part, side);
		compete(&contest, table->fo, side);
	}
	return contest.best;
}

/* The edge of a cell on one side: half of its widest border, which the neighbour shares, and its own padding. */
static void set_edge(const struct table *table, struct band_cell *cell, struct collapsed *borders, enum side side, int count)
{
	const struct length_conditional *padding = edge_of(cell->fo, side).padding;
	double thickness = 0, room = length_resolve(padding->length, table->area.width);

	for (int i = 0; i < count; i++) {
		const struct border *border = &borders->sides[side][i];

		thickness = fmax(thickness, border->thickness);
		borders->retained[side] |= border->fo && edge_of(border->fo, border->side).width->retain;
	}
	cell->edges[side] = thickness / 2 + room;
	cell->kept[side] = (borders->retained[side] ? thickness / 2 : 0) + (padding->retain ? room : 0);
}

void collapse_cell(const struct table *table, const struct grid_row *row, struct band_cell *cell, int column, int columns)
{
	struct arena *arena = table->generator->arena;
	struct collapsed *borders = arena_alloc(arena, sizeof *borders);
	struct border *block = arena_array(arena, (size_t)columns * 2, sizeof *block);
	struct border *along = arena_array(arena, (size_t)cell->rows * 2, sizeof *along);
	const struct grid_row *last = row + cell->rows - 1;
	int end = column + columns;

	*borders = (struct collapsed){
		.at = &table->columns[column],
		.column = column,
		.columns = columns,
		.rows = cell->rows,
		.sides = {block, block + columns, along, along + cell->rows},
		.shown = {true, !last->below, true, end == table->count},
	};
	for (int i = 0; i < columns; i++) {
		borders->sides[SIDE_BEFORE][i] = block_edge(table, row->above, row, column + i);
		borders->sides[SIDE_AFTER][i] = block_edge(table, last, last->below, column + i);
	}
	for (int i = 0; i < cell->rows; i++) {
		borders->sides[SIDE_START][i] = line_edge(table, &row[i], column);
		borders->sides[SIDE_END][i] = line_edge(table, &row[i], end);
	}
	for (enum side side = 0; side < SIDES; side++)
		set_edge(table, cell, borders, side, side < SIDE_START ? columns : cell->rows);
	cell->borders = borders;
}
