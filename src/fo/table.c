#include "fo/generator.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"

/* More columns than this are not laid out: a cell that spans a million columns is a fault, not a table. */
#define COLUMN_LIMIT 4096
#define ROW_SPAN_LIMIT 65536

struct column {
	double x, width;
	const struct fo *fo;
	int pending; /* rows that a cell from above still covers */
};

struct table {
	struct generator *generator;
	const struct fo *fo;
	struct column *columns;
	int count;
	bool collapse;
};

static int span(int value, int limit)
{
	return value < 1 ? 1 : value > limit ? limit : value;
}

static bool is_part(const struct fo *fo)
{
	return fo->kind == FO_TABLE_HEADER || fo->kind == FO_TABLE_FOOTER || fo->kind == FO_TABLE_BODY;
}

/* The columns that the cells of a row (or of a body without rows, up to its first end) need. */
static int cells_columns(const struct fo *first)
{
	int count = 0;

	for (const struct fo *cell = first; cell; cell = cell->next) {
		if (cell->kind != FO_TABLE_CELL)
			continue;
		if (cell->p->column_number > 0)
			count = span(cell->p->column_number, COLUMN_LIMIT) - 1;
		count += span(cell->p->number_columns_spanned, COLUMN_LIMIT);
		if (cell->p->ends_row == TOKEN_TRUE)
			break;
	}
	return span(count, COLUMN_LIMIT);
}

static int rows_columns(const struct fo *table)
{
	int most = 0;

	for (const struct fo *part = table->first; part; part = part->next) {
		if (!is_part(part))
			continue;
		for (const struct fo *row = part->first; row; row = row->next) {
			int count = cells_columns(row->kind == FO_TABLE_ROW ? row->first : part->first);

			if (count > most)
				most = count;
			if (row->kind != FO_TABLE_ROW)
				break;
		}
	}
	return most;
}

static int column_start(const struct fo *column, int next)
{
	return column->p->column_number > 0 ? span(column->p->column_number, COLUMN_LIMIT) - 1 : next;
}

static void find_columns(struct table *table)
{
	int most = rows_columns(table->fo), next = 0;

	for (const struct fo *fo = table->fo->first; fo; fo = fo->next)
		if (fo->kind == FO_TABLE_COLUMN) {
			next = column_start(fo, next) + span(fo->p->number_columns_repeated, COLUMN_LIMIT);
			if (next > most)
				most = next;
		}
	table->count = most > COLUMN_LIMIT ? COLUMN_LIMIT : most;
	table->columns = arena_array(table->generator->arena, (size_t)table->count + 1, sizeof *table->columns);
	next = 0;
	for (const struct fo *fo = table->fo->first; fo; fo = fo->next) {
		if (fo->kind != FO_TABLE_COLUMN)
			continue;
		next = column_start(fo, next);
		for (int i = 0; i < span(fo->p->number_columns_repeated, COLUMN_LIMIT); i++, next++)
			if (next < table->count)
				table->columns[next].fo = fo;
	}
}

static bool column_width(const struct column *column, double reference, double *width, double *proportion)
{
	*width = 0;
	*proportion = 0;
	if (!column->fo || column->fo->p->column_width.automatic)
		return false;
	*width = length_resolve(column->fo->p->column_width, reference);
	*proportion = column->fo->p->column_width.proportion;
	return true;
}

/* XSL 1.1, 6.7.4 and 7.28.4: what fixed columns leave is shared by the proportional ones; columns without a width count as
 * proportional-column-width(1). */
static void size_columns(struct table *table, double x, double width)
{
	double fixed = 0, shares = 0;

	for (int i = 0; i < table->count; i++) {
		double own, proportion;

		if (!column_width(&table->columns[i], width, &own, &proportion))
			proportion = 1;
		fixed += own;
		shares += proportion;
	}
	for (int i = 0; i < table->count; i++) {
		double own, proportion;

		if (!column_width(&table->columns[i], width, &own, &proportion))
			proportion = 1;
		table->columns[i].x = x;
		table->columns[i].width = own + (shares > 0 ? fmax(0, width - fixed) * proportion / shares : 0);
		x += table->columns[i].width;
	}
}

static double half(enum token style, struct length width, bool collapse)
{
	double points = style == TOKEN_NONE || style == TOKEN_HIDDEN ? 0 : length_resolve(width, 0);

	return collapse ? points / 2 : points;
}

static void cell_edges(struct band_cell *cell)
{
	const struct properties *p = cell->fo->p;
	bool collapse = cell->collapse;

	cell->before = half(p->border_before_style, p->border_before_width.length, collapse) +
		       length_resolve(p->padding_before.length, 0);
	cell->after = half(p->border_after_style, p->border_after_width.length, collapse) +
		      length_resolve(p->padding_after.length, 0);
	cell->start = half(p->border_start_style, p->border_start_width.length, collapse) +
		      length_resolve(p->padding_start.length, 0);
	cell->end = half(p->border_end_style, p->border_end_width.length, collapse) +
		    length_resolve(p->padding_end.length, 0);
}

static double minimum_extent(const struct fo *fo)
{
	struct length_range range = fo->p->block_progression_dimension;
	double minimum = length_resolve(range.minimum, 0);

	return range.minimum.automatic ? length_resolve(range.optimum, 0)
				       : fmax(minimum, length_resolve(range.optimum, 0));
}

static void fill_cell(struct table *table, struct band_cell *cell, const struct fo *fo, int column, int columns)
{
	cell->fo = fo;
	cell->column = table->columns[column].fo;
	cell->collapse = table->collapse;
	cell->x = table->columns[column].x;
	for (int i = column; i < column + columns && i < table->count; i++)
		cell->width += table->columns[i].width;
	cell_edges(cell);
	cell->galley = generate_galley(table->generator, fo, fmax(0, cell->width - cell->start - cell->end));
	cell->height = fmax(galley_measure(&cell->galley, 0, cell->galley.count), minimum_extent(fo)) + cell->before +
		       cell->after;
}

/* The next row of a part: from `first`, either a table-row, or cells up to a row's end. */
struct row {
	const struct fo *fo;         /* table-row, or NULL */
	const struct fo *first, *end; /* cells first … before end */
	const struct fo *next;       /* what follows */
};

static struct row next_row(const struct fo *first)
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

static size_t count_cells(const struct fo *first)
{
	size_t count = 0;

	for (const struct fo *cell = first; cell; cell = cell->next)
		if (cell->kind == FO_TABLE_ROW)
			count += count_cells(cell->first);
		else
			count += cell->kind == FO_TABLE_CELL;
	return count;
}

/* Place the cells of one row into the band; returns how many rows the group still needs after this one. */
static int fill_row(struct table *table, struct band *band, const struct row *row)
{
	int column = 0, most = 0;

	for (const struct fo *fo = row->first; fo != row->end; fo = fo->next) {
		if (fo->kind != FO_TABLE_CELL)
			continue;
		if (fo->p->column_number > 0)
			column = span(fo->p->column_number, COLUMN_LIMIT) - 1;
		while (column < table->count && table->columns[column].pending > 0)
			column++;
		if (column >= table->count)
			break;
		struct band_cell *cell = &band->cells[band->count++];
		int columns = span(fo->p->number_columns_spanned, COLUMN_LIMIT);

		cell->row = band->row_count;
		cell->rows = span(fo->p->number_rows_spanned, ROW_SPAN_LIMIT);
		fill_cell(table, cell, fo, column, columns);
		for (int i = 0; i < columns && column < table->count; i++)
			table->columns[column++].pending = cell->rows;
	}
	for (int i = 0; i < table->count; i++) {
		if (table->columns[i].pending > 0)
			table->columns[i].pending--;
		if (table->columns[i].pending > most)
			most = table->columns[i].pending;
	}
	return most;
}

/* Row heights: cells of one row first, then what spans more than they hold lengthens its last row. */
static void size_rows(struct band *band)
{
	for (int i = 0; i < band->row_count; i++)
		if (band->rows[i])
			band->row_height[i] = minimum_extent(band->rows[i]);
	for (size_t c = 0; c < band->count; c++) {
		struct band_cell *cell = &band->cells[c];

		if (cell->row + cell->rows > band->row_count)
			cell->rows = band->row_count - cell->row;
		if (cell->rows == 1)
			band->row_height[cell->row] = fmax(band->row_height[cell->row], cell->height);
	}
	for (size_t c = 0; c < band->count; c++) {
		const struct band_cell *cell = &band->cells[c];
		double held = 0;

		if (cell->rows == 1)
			continue;
		for (int i = cell->row; i < cell->row + cell->rows; i++)
			held += band->row_height[i];
		if (held < cell->height)
			band->row_height[cell->row + cell->rows - 1] += cell->height - held;
	}
	for (int i = 0; i < band->row_count; i++)
		band->minimum += band->row_height[i];
}

static int row_keep(const struct table *table, const struct band *band)
{
	int keep = table->generator->keep;

	for (int i = 0; i < band->row_count; i++)
		if (band->rows[i] && keep_strength(band->rows[i]->p->keep_together) > keep)
			keep = keep_strength(band->rows[i]->p->keep_together);
	return keep;
}

static void emit_band(struct table *table, struct band *band)
{
	struct generator *generator = table->generator;
	int *strengths, keep = row_keep(table, band);

	size_rows(band);
	band_merge(band, generator->arena, &strengths);
	generator_restart(generator, band->fo);
	for (size_t i = 0; i < band->steps; i++) {
		struct slug *slug = galley_add(generator->galley, SLUG_STEP, band->fo, generator->parent);

		slug->step.band = band;
		slug->step.number = i;
		if (i + 1 < band->steps)
			galley_add_break(generator->galley, generator->parent,
					 strengths[i] > keep ? strengths[i] : keep, BREAK_NONE);
	}
}

/* Rows held together by their spans, from `first`; returns what follows. */
static const struct fo *generate_group(struct table *table, const struct fo *part, const struct fo *first,
				       const struct fo **last_row)
{
	struct arena *arena = table->generator->arena;
	struct band *band = arena_alloc(arena, sizeof *band);
	size_t cells = 0;
	int rows = 0, more = 1;

	for (const struct fo *fo = first; fo && rows < more; rows++) { /* how many rows belong together */
		struct row row = next_row(fo);

		cells += count_cells(row.first);
		for (const struct fo *cell = row.first; cell != row.end; cell = cell->next)
			if (cell->kind == FO_TABLE_CELL &&
			    rows + span(cell->p->number_rows_spanned, ROW_SPAN_LIMIT) > more)
				more = rows + span(cell->p->number_rows_spanned, ROW_SPAN_LIMIT);
		fo = row.next;
	}
	band->fo = first->kind == FO_TABLE_ROW ? first : part;
	band->cells = arena_array(arena, cells + 1, sizeof *band->cells);
	band->rows = arena_array(arena, (size_t)rows, sizeof *band->rows);
	band->row_height = arena_array(arena, (size_t)rows, sizeof *band->row_height);
	band->x = table->count ? table->columns[0].x : 0;
	for (int i = 0; i < table->count; i++)
		band->width += table->columns[i].width;
	while (first && band->row_count < rows) {
		struct row row = next_row(first);

		band->rows[band->row_count] = row.fo;
		fill_row(table, band, &row);
		band->row_count++;
		*last_row = row.fo ? row.fo : *last_row;
		first = row.next;
	}
	for (int i = 0; i < table->count; i++)
		table->columns[i].pending = 0;
	emit_band(table, band);
	return first;
}

static void generate_rows(struct table *table, const struct fo *part)
{
	const struct fo *previous = NULL;

	for (const struct fo *first = part->first; first;) {
		if (first->kind != FO_TABLE_ROW && first->kind != FO_TABLE_CELL) {
			first = first->next;
			continue;
		}
		if (previous && first->kind == FO_TABLE_ROW)
			generate_break_between(table->generator, previous, first);
		else if (first != part->first)
			galley_add_break(table->generator->galley, table->generator->parent,
					 table->generator->keep, BREAK_NONE);
		first = generate_group(table, part, first, &previous);
	}
}

static struct box *generate_repeated(struct table *table, const struct fo *part)
{
	struct generator inner = *table->generator, *outer = table->generator;
	struct box *box = arena_alloc(inner.arena, sizeof *box);

	box->fo = part;
	box->galley = (struct galley){.arena = inner.arena, .width = outer->galley->width};
	inner.galley = &box->galley;
	inner.parent = 0;
	inner.restart = NULL;
	inner.depth++;
	table->generator = &inner;
	generate_rows(table, part);
	table->generator = outer;
	box->width = outer->galley->width;
	box->height = box->inner_height = galley_measure(&box->galley, 0, box->galley.count);
	return box;
}

static struct box *find_repeated(struct table *table, enum fo_kind kind)
{
	for (const struct fo *part = table->fo->first; part; part = part->next)
		if (part->kind == kind)
			return generate_repeated(table, part);
	return NULL;
}

static void emit_box(struct generator *generator, struct box *box)
{
	struct slug *slug = galley_add(generator->galley, SLUG_BOX, box->fo, generator->parent);

	slug->height = box->height;
	slug->box = box;
}

static void generate_bodies(struct table *table, struct box *header, struct box *footer)
{
	struct generator *generator = table->generator;
	const struct fo *previous = NULL;

	if (header) {
		emit_box(generator, header);
		galley_add_break(generator->galley, generator->parent, KEEP_FORBIDDEN, BREAK_NONE);
	}
	for (const struct fo *part = table->fo->first; part; part = part->next) {
		if (part->kind != FO_TABLE_BODY)
			continue;
		if (previous)
			galley_add_break(generator->galley, generator->parent, generator->keep, BREAK_NONE);
		size_t begin = generate_begin(generator, part, table->columns[0].x, 0);

		generator->galley->slugs[begin].height = 0;
		generate_rows(table, part);
		generate_end(generator, begin);
		generator->galley->slugs[generator->galley->count - 1].height = 0;
		previous = part;
	}
	if (footer) {
		galley_add_break(generator->galley, generator->parent, KEEP_FORBIDDEN, BREAK_NONE);
		emit_box(generator, footer);
	}
}

static double table_width(const struct fo *fo, double available, double reference)
{
	struct length own = fo->p->inline_progression_dimension.optimum;

	return own.automatic ? available : length_resolve(own, reference);
}

void generate_table(struct generator *generator, const struct fo *fo)
{
	struct table table = {.generator = generator, .fo = fo};
	double x, width;
	int keep = generator->keep;

	generate_extent(generator, fo, &x, &width);
	width = table_width(fo, width, generator->reference);
	table.collapse = fo->p->border_collapse != TOKEN_SEPARATE;
	find_columns(&table);
	size_columns(&table, x, width);
	generate_space_before(generator, fo);
	size_t begin = generate_begin(generator, fo, x, width);

	if (keep_strength(fo->p->keep_together) > keep)
		generator->keep = keep_strength(fo->p->keep_together);
	struct box *header = find_repeated(&table, FO_TABLE_HEADER);
	struct box *footer = find_repeated(&table, FO_TABLE_FOOTER);

	if (table.count)
		generate_bodies(&table, header, footer);
	/* Only now: header and footer themselves stand inside. */
	if (header && fo->p->table_omit_header_at_break != TOKEN_TRUE)
		generator->galley->slugs[begin].begin.header = header;
	if (footer && fo->p->table_omit_footer_at_break != TOKEN_TRUE)
		generator->galley->slugs[begin].begin.footer = footer;
	generator->keep = keep;
	generate_end(generator, begin);
	generate_space_after(generator, fo);
}
