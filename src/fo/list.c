#include "fo/generator.h"

#include "base/arena.h"

/* Label and body have galleys of the list's reference width, whose blocks carry the indents (label-end(), body-start()). */
static void generate_item(struct generator *generator, const struct fo *item)
{
	const struct fo *parts[] = {fo_child(item, FO_LIST_ITEM_LABEL), fo_child(item, FO_LIST_ITEM_BODY)};
	struct band *band = arena_alloc(generator->arena, sizeof *band);
	struct area area = generate_open(generator, item);

	band->fo = item;
	band->cells = arena_array(generator->arena, 2, sizeof *band->cells);
	for (size_t i = 0; i < 2; i++)
		if (parts[i])
			generate_part(generator, band, &band->cells[band->count++], parts[i], generator->origin, generator->reference);
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
