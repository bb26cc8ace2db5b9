#include "fo/table.h"

#include <limits.h>
#include <math.h>

#include "base/arena.h"

/* A header or footer, whose rows begin with this one. */
static struct box *generate_repeated(struct table *table, const struct fo *part, const struct grid_row *first)
{
	struct generator *outer = table->generator;
	double width = outer->galley->width;
	struct box *box = arena_alloc(outer->arena, sizeof *box);
	struct generator inner = generator_inside(outer, &box->galley, width);
	struct progress progress = {0};

	table->generator = &inner;
	for (const struct grid_row *row = first; row && row->part == part;)
		row = table_group(table, row, &progress);
	table->generator = outer;
	box->fo = part;
	box->width = width;
	box->height = galley_measure(&box->galley, 0, box->galley.count);
	return box;
}

static bool retrieves(const struct fo *fo)
{
	for (const struct fo *child = fo->first; child; child = child->next)
		if (child->kind == FO_RETRIEVE_TABLE_MARKER || retrieves(child))
			return true;
	return false;
}

/* A part that turned out lower than the room kept for it: its last row takes the rest. */
static void fill_up(const struct box *box, double height)
{
	const struct galley *galley = &box->galley;
	double rest = height - box->height;
	size_t i = galley->count;

	while (i > 0 && galley->slugs[i - 1].kind != SLUG_STEP)
		i--;
	if (!i || rest <= 0)
		return;
	struct band *band = galley->slugs[i - 1].step.band;

	band_rows(band, 0, band->step_count - 1, band->heights);
	band->rows[band->row_count - 1].minimum = band->heights[band->row_count - 1] + rest;
}

struct box *table_renew(const struct box *box, struct line_context *lines)
{
	struct galley outer = {.arena = lines->arena, .width = box->galley.width};
	struct table *table = arena_alloc(lines->arena, sizeof *table);
	struct generator generator = {.lines = lines, .arena = lines->arena, .galley = &outer, .reference = outer.width};

	*table = *box->table;
	table->generator = &generator;
	struct box *renewed =
		generate_repeated(table, box->fo, box->fo->kind == FO_TABLE_FOOTER ? table->footer : table->header);

	fill_up(renewed, box->height);
	return renewed;
}

static struct box *find_repeated(struct table *table, enum fo_kind kind, const struct grid_row *first)
{
	const struct fo *part = fo_child(table->fo, kind);

	if (!part)
		return NULL;
	struct box *box = generate_repeated(table, part, first);

	box->table = retrieves(part) ? table : NULL;
	return box;
}

/* What the edges of cells add to a table's edge. Collapsed, its borders are the cells'. */
static double table_edge(const struct table *table, double edge)
{
	return table->collapse ? 0 : edge + table->gap_block / 2;
}

static void table_open(struct table *table)
{
	struct generator *generator = table->generator;
	const struct fo *fo = table->fo;
	struct box *header = find_repeated(table, FO_TABLE_HEADER, table->header);

	table->footer_box = find_repeated(table, FO_TABLE_FOOTER, table->footer);
	if (header) {
		generate_boxed(generator, header);
		table->progress = (struct progress){.any = true, .joint.strength = KEEP_FORBIDDEN, .header = true};
	}
	/* Only now: header and footer themselves stand inside. */
	struct slug *slug = &generator->galley->slugs[table->area.begin];

	slug->height = table_edge(table, slug->height);
	slug->begin.closing = table_edge(table, slug->begin.closing);
	slug->kept = slug->kept > 0 ? table_edge(table, slug->kept) : 0;
	slug->begin.closing_kept = slug->begin.closing_kept > 0 ? table_edge(table, slug->begin.closing_kept) : 0;
	if (fo->p->table_omit_header_at_break != TOKEN_TRUE) {
		slug->begin.header = header;
		table->after_break = table->header_end;
	}
	if (fo->p->table_omit_footer_at_break != TOKEN_TRUE) {
		slug->begin.footer = table->footer_box;
		table->before_break = table->footer;
	}
}

/* The row to begin with: the first one of a body, or that which begins with `from`; it is shown below the header then. */
static const struct grid_row *first_row(struct table *table, const struct fo *from)
{
	for (int i = 0; from && i < table->row_count; i++)
		if (table->rows[i].first == from) {
			table->rows[i].above = table->header_end;
			return &table->rows[i];
		}
	return table->body;
}

struct table *table_begin(struct generator *generator, const struct fo *fo, const struct fo *from)
{
	struct table *table = arena_alloc(generator->arena, sizeof *table);
	double around = generate_around(generator);

	*table = (struct table){.generator = generator, .fo = fo, .area = generate_open(generator, fo)};
	struct length own = fo->p->inline_progression_dimension.optimum;
	double width = own.automatic ? table->area.width : length_resolve(own, around);

	generate_narrow(generator, &table->area, width);
	table->collapse = fo->p->border_collapse != TOKEN_SEPARATE;
	if (!table->collapse) {
		table->gap_block = length_resolve(fo->p->border_separation.block, 0);
		table->gap_inline = length_resolve(fo->p->border_separation.along, 0);
	}
	table_grid(table);
	/* The cells at the edges keep the whole separation from the table's border: CSS 2, 17.6.1. */
	table_columns(table, table->area.x + table->gap_inline / 2, width - table->gap_inline);
	table_complete(table);
	table_open(table);
	table->next = table->count ? first_row(table, from) : NULL;
	return table;
}

static void table_close(struct table *table)
{
	struct generator *generator = table->generator;

	if (table->footer_box && table->count) {
		generate_break(generator, (struct joint){.strength = KEEP_FORBIDDEN});
		generate_boxed(generator, table->footer_box);
	}
	generate_close(generator, &table->area);
}

bool table_continue(struct table *table, struct generator *generator, int groups)
{
	table->generator = generator;
	generate_continue(generator, &table->area);
	for (; table->next && groups > 0; groups--) {
		table->next = table_group(table, table->next, &table->progress);
		if (table->next && table->next->part->kind != FO_TABLE_BODY)
			table->next = NULL;
	}
	if (table->next)
		return true;
	table_close(table);
	return false;
}

void generate_table(struct generator *generator, const struct fo *fo)
{
	struct table *table = table_begin(generator, fo, NULL);

	while (table_continue(table, generator, INT_MAX))
		;
}

/* A caption clings to its table, less than any keep that was asked for. */
#define KEEP_CAPTION 1

static void generate_caption(struct generator *generator, const struct fo *caption)
{
	struct area area = generate_open(generator, caption);

	generate_children(generator, caption);
	generate_close(generator, &area);
}

static void generate_stacked(struct generator *generator, const struct fo *caption, const struct fo *table, bool below)
{
	if (caption && !below) {
		generate_caption(generator, caption);
		generate_break(generator, (struct joint){KEEP_CAPTION, table ? joint_before(table).forced : BREAK_NONE});
	}
	if (table)
		generate_table(generator, table);
	if (caption && below) {
		generate_break(generator, (struct joint){KEEP_CAPTION, table ? joint_after(table).forced : BREAK_NONE});
		generate_caption(generator, caption);
	}
}

/* A caption without a width takes what the table leaves; beside a table without one, a quarter. */
static double caption_width(const struct fo *caption, const struct fo *table, double width)
{
	struct length own = caption->p->inline_progression_dimension.optimum;
	struct length other = table->p->inline_progression_dimension.optimum;

	if (!own.automatic)
		return fmin(width, length_resolve(own, width));
	return other.automatic ? width / 4 : fmax(0, width - length_resolve(other, width));
}

static void generate_beside(struct generator *generator, const struct fo *caption, const struct fo *table, bool on_left,
			    const struct area *area)
{
	struct band *band = arena_alloc(generator->arena, sizeof *band);
	double own = caption_width(caption, table, area->width), rest = area->width - own;

	band->fo = table->parent;
	band->cells = arena_array(generator->arena, 2, sizeof *band->cells);
	band->count = 2;
	generate_part(generator, band, &band->cells[on_left ? 0 : 1], caption, area->x + (on_left ? 0 : rest), own);
	generate_part(generator, band, &band->cells[on_left ? 1 : 0], table, area->x + (on_left ? own : 0), rest);
	generate_band(generator, band);
}

void generate_captioned(struct generator *generator, const struct fo *fo)
{
	const struct fo *caption = fo_child(fo, FO_TABLE_CAPTION), *table = fo_child(fo, FO_TABLE);
	enum token side = fo->p->caption_side;
	bool right = property_right_to_left(fo->p);
	bool left = side == TOKEN_LEFT || side == (right ? TOKEN_END : TOKEN_START);
	struct area area = generate_open(generator, fo);

	if (caption && table && (left || side == TOKEN_RIGHT || side == (right ? TOKEN_START : TOKEN_END)))
		generate_beside(generator, caption, table, left, &area);
	else
		generate_stacked(generator, caption, table, side == TOKEN_AFTER || side == TOKEN_BOTTOM);
	generate_close(generator, &area);
}
