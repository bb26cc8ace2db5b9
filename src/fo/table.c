#include "fo/table.h"

#include "base/arena.h"

static struct box *generate_repeated(struct table *table, const struct fo *part, struct progress progress)
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
	table_rows(table, part, &progress);
	table->generator = outer;
	box->width = outer->galley->width;
	box->height = box->inner_height = galley_measure(&box->galley, 0, box->galley.count);
	return box;
}

static const struct fo *find_part(const struct fo *table, enum fo_kind kind)
{
	for (const struct fo *part = table->first; part; part = part->next)
		if (part->kind == kind)
			return part;
	return NULL;
}

/* The header stands at the top of the grid, the footer below the last body. */
static struct box *find_repeated(struct table *table, enum fo_kind kind)
{
	const struct fo *part = find_part(table->fo, kind);
	struct progress progress = {0};

	if (!part)
		return NULL;
	if (kind == FO_TABLE_FOOTER && table->collapse)
		for (const struct fo *body = table->fo->last; body && !progress.has_above; body = body->previous)
			if (body->kind == FO_TABLE_BODY)
				progress.has_above = table_last_row(table, body, &progress.above);
	return generate_repeated(table, part, progress);
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
		progress = (struct progress){.any = true, .keep = KEEP_FORBIDDEN, .header = true};
		progress.has_above = table->collapse && table_last_row(table, header->fo, &progress.above);
	}
	for (const struct fo *part = table->fo->first; part; part = part->next) {
		if (part->kind != FO_TABLE_BODY)
			continue;
		table_rows(table, part, &progress);
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
	/* The cells at the edges keep the whole separation from the table's border: CSS 2, 17.6.1. */
	table_columns(&table, x + table.gap_inline / 2, width - table.gap_inline);
	generate_space_before(generator, fo);
	size_t begin = generate_begin(generator, fo, x, width);

	/* Collapsed, its borders are the cells'. */
	generator->galley->slugs[begin].height = table.collapse ? 0 : edge_before(fo) + table.gap_block / 2;
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
	generator->galley->slugs[generator->galley->count - 1].height = table.collapse ? 0 : edge_after(fo) + table.gap_block / 2;
	generate_space_after(generator, fo);
}

/* A caption clings to its table, less than any keep that was asked for. */
#define KEEP_CAPTION 1

static void generate_caption(struct generator *generator, const struct fo *caption)
{
	double x, width;
	int keep = generator->keep;

	generate_extent(generator, caption, &x, &width);
	size_t begin = generate_begin(generator, caption, x, width);

	generator->keep = stronger_keep(keep, keep_strength(caption->p->keep_together));
	generate_children(generator, caption);
	generator->keep = keep;
	generate_end(generator, begin);
}

/* A caption at the start or end stands before or after the table. */
static bool is_below(enum token side)
{
	return side == TOKEN_AFTER || side == TOKEN_BOTTOM || side == TOKEN_END || side == TOKEN_RIGHT;
}

void generate_captioned(struct generator *generator, const struct fo *fo)
{
	const struct fo *caption = find_part(fo, FO_TABLE_CAPTION), *table = find_part(fo, FO_TABLE);
	bool below = is_below(fo->p->caption_side);
	double x, width;

	generate_extent(generator, fo, &x, &width);
	generate_space_before(generator, fo);
	size_t begin = generate_begin(generator, fo, x, width);
	int keep = generator->keep;

	generator->keep = stronger_keep(keep, keep_strength(fo->p->keep_together));
	if (caption && !below) {
		generate_caption(generator, caption);
		galley_add_break(generator->galley, generator->parent, stronger_keep(generator->keep, KEEP_CAPTION),
				 table ? break_before(table) : BREAK_NONE);
	}
	if (table)
		generate_table(generator, table);
	if (caption && below) {
		galley_add_break(generator->galley, generator->parent, stronger_keep(generator->keep, KEEP_CAPTION),
				 table ? break_after(table) : BREAK_NONE);
		generate_caption(generator, caption);
	}
	generator->keep = keep;
	generate_end(generator, begin);
	generate_space_after(generator, fo);
}
