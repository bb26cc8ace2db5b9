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
	double gap_block, gap_inline; /* border-separation */
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

static double border_width(enum token style, struct length width, bool collapse)
{
	double points = style == TOKEN_NONE || style == TOKEN_HIDDEN ? 0 : length_resolve(width, 0);

	return collapse ? points / 2 : points;
}

/* What an edge takes, all of it and where the cell is broken. */
static void block_edge(enum token style, struct length_conditional border, struct length_conditional padding, bool collapse,
		       double *whole, double *broken)
{
	double width = border_width(style, border.length, collapse), inner = length_resolve(padding.length, 0);

	*whole = width + inner;
	*broken = (border.retain ? width : 0) + (padding.retain ? inner : 0);
}

static void cell_edges(const struct table *table, struct band_cell *cell)
{
	const struct properties *p = cell->fo->p;
	double block = table->gap_block / 2, along = table->gap_inline / 2;

	block_edge(p->border_before_style, p->border_before_width, p->padding_before, cell->collapse, &cell->before,
		   &cell->before_broken);
	block_edge(p->border_after_style, p->border_after_width, p->padding_after, cell->collapse, &cell->after,
		   &cell->after_broken);
	cell->start = along + border_width(p->border_start_style, p->border_start_width.length, cell->collapse) +
		      length_resolve(p->padding_start.length, 0);
	cell->end = along + border_width(p->border_end_style, p->border_end_width.length, cell->collapse) +
		    length_resolve(p->padding_end.length, 0);
	cell->before += block;
	cell->before_broken += block;
	cell->after += block;
	cell->after_broken += block;
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
	cell_edges(table, cell);
	cell->galley = generate_galley(table->generator, fo, fmax(0, cell->width - cell->start - cell->end));
	double minimum = minimum_extent(fo);

	if (minimum > 0)
		cell->minimum = minimum + cell->before + cell->after;
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

/* Place the cells of one row into the band. */
static void fill_row(struct table *table, struct band *band, const struct row *row, int number)
{
	int column = 0;

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

		cell->row = number;
		cell->rows = span(fo->p->number_rows_spanned, ROW_SPAN_LIMIT);
		fill_cell(table, cell, fo, column, columns);
		for (int i = 0; i < columns && column < table->count; i++)
			table->columns[column++].pending = cell->rows;
	}
	for (int i = 0; i < table->count; i++)
		if (table->columns[i].pending > 0)
			table->columns[i].pending--;
}

static enum break_class stronger_break(enum break_class a, enum break_class b)
{
	return a > b ? a : b;
}

static int stronger_keep(int a, int b)
{
	return a > b ? a : b;
}

/* Keeps and breaks of the first block of a cell are the row's own too: the row's first areas are also theirs (XSL 1.1, 4.8, and
 * 7.20.1). Likewise those of the last block of a cell that ends with the row. */
static int row_keep_previous(const struct row *row)
{
	int keep = row->fo ? keep_strength(row->fo->p->keep_with_previous) : 0;

	for (const struct fo *cell = row->first; cell != row->end; cell = cell->next)
		if (cell->kind == FO_TABLE_CELL)
			keep = stronger_keep(keep, keep_with_previous(cell));
	return keep;
}

static enum break_class row_break_before(const struct row *row)
{
	enum break_class class = row->fo ? break_before(row->fo) : BREAK_NONE;

	for (const struct fo *cell = row->first; cell != row->end; cell = cell->next)
		if (cell->kind == FO_TABLE_CELL)
			class = stronger_break(class, break_before(cell));
	return class;
}

/* What comes behind each row of a band, but for what the next row asks. */
static void row_ends(struct band *band)
{
	for (int i = 0; i < band->row_count; i++) {
		struct band_row *row = &band->rows[i];

		row->keep_after = row->fo ? keep_strength(row->fo->p->keep_with_next) : 0;
		row->break_after = row->fo ? break_after(row->fo) : BREAK_NONE;
	}
	for (size_t c = 0; c < band->count; c++) {
		int last = band->cells[c].row + band->cells[c].rows - 1;
		struct band_row *row = &band->rows[last < band->row_count ? last : band->row_count - 1];

		row->keep_after = stronger_keep(row->keep_after, keep_with_next(band->cells[c].fo));
		row->break_after = stronger_break(row->break_after, break_after(band->cells[c].fo));
	}
}

/* How many rows hold together from `first` on, and how many cells they have. */
static int count_rows(const struct fo *first, size_t *cells)
{
	int rows = 0, more = 1;

	*cells = 0;
	for (const struct fo *fo = first; fo && rows < more; rows++) {
		struct row row = next_row(fo);

		for (const struct fo *cell = row.first; cell != row.end; cell = cell->next) {
			if (cell->kind != FO_TABLE_CELL)
				continue;
			int end = rows + span(cell->p->number_rows_spanned, ROW_SPAN_LIMIT);

			if (end > more)
				more = end;
			++*cells;
		}
		fo = row.next;
	}
	return rows;
}

static struct band *band_new(const struct table *table, const struct fo *part, const struct fo *first)
{
	struct arena *arena = table->generator->arena;
	struct band *band = arena_alloc(arena, sizeof *band);
	size_t cells;
	int rows = count_rows(first, &cells);

	band->fo = first;
	band->part = part;
	band->cells = arena_array(arena, cells + 1, sizeof *band->cells);
	band->rows = arena_array(arena, (size_t)rows, sizeof *band->rows);
	band->row_count = rows;
	band->gap_block = table->gap_block;
	band->gap_inline = table->gap_inline;
	band->x = table->count ? table->columns[0].x : 0;
	for (int i = 0; i < table->count; i++)
		band->width += table->columns[i].width;
	return band;
}

/* What has been made of a part: what the break before the next row depends on. */
struct progress {
	bool any;
	int keep;
	enum break_class forced;
};

/* Rows held together by their spans, from `first`; returns what follows. */
static const struct fo *generate_group(struct table *table, const struct fo *part, const struct fo *first,
				       struct progress *progress)
{
	struct generator *generator = table->generator;
	struct band *band = band_new(table, part, first);
	int keep = generator->keep;

	for (int i = 0; i < band->row_count; i++) {
		struct row row = next_row(first);
		struct band_row *made = &band->rows[i];

		made->fo = row.fo;
		if (row.fo) {
			double minimum = minimum_extent(row.fo);

			made->minimum = minimum > 0 ? minimum + table->gap_block : 0;
			made->keep_together = keep_strength(row.fo->p->keep_together);
		}
		fill_row(table, band, &row, i);
		first = row.next;
	}
	for (int i = 0; i < table->count; i++)
		table->columns[i].pending = 0;
	row_ends(band);
	struct row row = next_row(band->fo);

	for (int i = 1; i < band->row_count; i++) {
		row = next_row(row.next);
		band->rows[i - 1].keep_after = stronger_keep(band->rows[i - 1].keep_after, row_keep_previous(&row));
		band->rows[i - 1].break_after = stronger_break(band->rows[i - 1].break_after, row_break_before(&row));
	}
	row = next_row(band->fo);
	if (progress->any)
		galley_add_break(generator->galley, generator->parent,
				 stronger_keep(keep, stronger_keep(progress->keep, row_keep_previous(&row))),
				 stronger_break(progress->forced, row_break_before(&row)));
	generate_band(generator, band, keep);
	progress->any = true;
	progress->keep = band->rows[band->row_count - 1].keep_after;
	progress->forced = band->rows[band->row_count - 1].break_after;
	return first;
}

static void generate_rows(struct table *table, const struct fo *part, struct progress *progress)
{
	for (const struct fo *first = part->first; first;)
		if (first->kind != FO_TABLE_ROW && first->kind != FO_TABLE_CELL)
			first = first->next;
		else
			first = generate_group(table, part, first, progress);
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
	generate_rows(table, part, &(struct progress){0});
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
	struct progress progress = {0};

	if (header) {
		emit_box(generator, header);
		progress = (struct progress){.any = true, .keep = KEEP_FORBIDDEN};
	}
	for (const struct fo *part = table->fo->first; part; part = part->next) {
		if (part->kind != FO_TABLE_BODY)
			continue;
		generate_rows(table, part, &progress);
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
	if (!table.collapse) {
		table.gap_block = length_resolve(fo->p->border_separation.block, 0);
		table.gap_inline = length_resolve(fo->p->border_separation.along, 0);
	}
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
