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
	struct band *band = arena_alloc(generator->arena, sizeof *band);
	struct area area = generate_open(generator, item);

	band->fo = item;
	band->cells = arena_array(generator->arena, 2, sizeof *band->cells);
	band->x = generator->origin;
	band->width = generator->reference;
	fill_part(generator, band, fo_child(item, FO_LIST_ITEM_LABEL));
	fill_part(generator, band, fo_child(item, FO_LIST_ITEM_BODY));
	generate_band(generator, band);
	generate_close(generator, &area);
}

void generate_list(struct generator *generator, const struct fo *list)
{
	struct area area = generate_open(generator, list);
	const struct fo *previous = NULL;

	for (const struct fo *item = list->first; item; item = item->next) {
		if (item->kind != FO_LIST_ITEM)
			continue;
		if (previous)
			generate_break_between(generator, previous, item);
		generate_item(generator, item);
		previous = item;
	}
	generate_close(generator, &area);
}
