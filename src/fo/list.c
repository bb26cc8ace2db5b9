#include "fo/generator.h"

#include "base/arena.h"

/* Label or body: a galley of the list's reference width, whose blocks carry the indents (label-end(), body-start()). */
static void fill_part(struct generator *generator, struct band *band, const struct fo *fo)
{
	struct band_cell *cell = &band->cells[band->count];

	if (!fo)
		return;
	cell->fo = fo;
	cell->rows = 1;
	cell->x = generator->origin;
	cell->width = generator->reference;
	generate_cell(generator, band, cell, generator->reference);
	band->count++;
}

static void generate_item(struct generator *generator, const struct fo *item)
{
	double x, width;
	struct band *band = arena_alloc(generator->arena, sizeof *band);
	int keep = generator->keep;

	generate_extent(generator, item, &x, &width);
	generate_space_before(generator, item);
	size_t begin = generate_begin(generator, item, x, width);

	if (keep_strength(item->p->keep_together) > keep)
		keep = keep_strength(item->p->keep_together);
	band->fo = item;
	band->cells = arena_array(generator->arena, 2, sizeof *band->cells);
	band->x = generator->origin;
	band->width = generator->reference;
	fill_part(generator, band, fo_child(item, FO_LIST_ITEM_LABEL));
	fill_part(generator, band, fo_child(item, FO_LIST_ITEM_BODY));
	generate_band(generator, band, keep);
	generate_end(generator, begin);
	generate_space_after(generator, item);
}

void generate_list(struct generator *generator, const struct fo *list)
{
	double x, width;
	int keep = generator->keep;
	const struct fo *previous = NULL;

	generate_extent(generator, list, &x, &width);
	generate_space_before(generator, list);
	size_t begin = generate_begin(generator, list, x, width);

	if (keep_strength(list->p->keep_together) > keep)
		generator->keep = keep_strength(list->p->keep_together);
	for (const struct fo *item = list->first; item; item = item->next) {
		if (item->kind != FO_LIST_ITEM)
			continue;
		if (previous)
			generate_break_between(generator, previous, item);
		generate_item(generator, item);
		previous = item;
	}
	generator->keep = keep;
	generate_end(generator, begin);
	generate_space_after(generator, list);
}
