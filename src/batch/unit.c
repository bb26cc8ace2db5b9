#include "batch/unit.h"

#include "jury/preparation.h"

static bool is_held(const struct candidat_decide *decide)
{
	for (size_t i = 0; i < decide->bloc_count; i++) {
		const struct bloc_decide *bloc = &decide->blocs[i];

		if (bloc->bloc->id &&
		    (bloc->etat == BLOC_VALIDE || bloc->etat == BLOC_ACQUIS_ANTERIEUREMENT))
			return true;
	}
	return false;
}

/* A list that is counted, and written where there is room for it. */
struct unit_list {
	struct unit_item *items; /* NULL: only counted */
	size_t count;
};

static void list_put(struct unit_list *list, struct unit_item item)
{
	if (list->items)
		list->items[list->count] = item;
	list->count++;
}

/* The blocs that a candidate presents. */
static void list_presented(struct unit_list *list, const struct candidat_decide *decide, struct unit_item item)
{
	for (item.bloc = 0; item.bloc < decide->bloc_count; item.bloc++)
		if (preparation_presents(decide, &decide->blocs[item.bloc]))
			list_put(list, item);
}

static bool presents_something(const struct candidat_decide *decide)
{
	struct unit_list presented = {0};

	list_presented(&presented, decide, UNIT_ITEM_NONE);
	return presented.count > 0;
}

/* The épreuves that a candidate is called to. Who presents only a file is told so. */
static void list_epreuves(struct unit_list *list, const struct candidat_decide *decide, struct unit_item item)
{
	const struct bloc_decide *bloc;
	struct unit_item epreuve = item;

	for (epreuve.epreuve = 0; preparation_epreuve(decide, epreuve.epreuve, &bloc); epreuve.epreuve++)
		list_put(list, epreuve);
	if (epreuve.epreuve == 0 && presents_something(decide))
		list_put(list, item);
}

/* The documents of one candidate. */
static void list_candidat(struct unit_list *list, const struct candidat_decide *decide, size_t candidat, enum unit unit)
{
	struct unit_item item = UNIT_ITEM_NONE;
	bool one = false;

	item.candidat = candidat;
	switch (unit) {
	case UNIT_CANDIDAT:
		one = true;
		break;
	case UNIT_TITULAIRE:
		one = is_held(decide);
		break;
	case UNIT_EPREUVE:
		list_epreuves(list, decide, item);
		break;
	case UNIT_PREREQUIS:
		one = decide->voie && decide->voie->prerequis_count > 0 && presents_something(decide);
		break;
	case UNIT_PARCHEMIN:
		for (item.parchemin = 0; item.parchemin < decide->parchemin_count; item.parchemin++)
			list_put(list, item);
		break;
	case UNIT_GRILLE:
		list_presented(list, decide, item);
		break;
	default:
		break;
	}
	if (one)
		list_put(list, item);
}

static void list_voies(struct unit_list *list, const struct referentiel *referentiel)
{
	struct unit_item item = UNIT_ITEM_NONE;

	for (item.voie = 0; item.voie < referentiel->voie_count; item.voie++)
		if (preparation_has_trame(referentiel, &referentiel->voies[item.voie]))
			list_put(list, item);
}

size_t unit_list(const struct deliberation *deliberation, enum unit unit, struct unit_item *items)
{
	struct unit_list list = {items, 0};

	if (unit == UNIT_SESSION)
		list_put(&list, UNIT_ITEM_NONE);
	else if (unit == UNIT_VOIE)
		list_voies(&list, deliberation->referentiel);
	else
		for (size_t i = 0; i < deliberation->candidat_count; i++)
			list_candidat(&list, &deliberation->candidats[i], i, unit);
	return list.count;
}

const char *unit_path(const struct deliberation *deliberation, enum unit unit, const struct unit_item *item,
		      const char *kind, struct arena *arena)
{
	const struct candidat_decide *decide =
		item->candidat == UNIT_NONE ? NULL : &deliberation->candidats[item->candidat];
	const char *part = NULL; /* of what concerns the candidate */
	const struct bloc_decide *of;

	if (item->voie != UNIT_NONE)
		return arena_printf(arena, "%s/%s.pdf", kind, deliberation->referentiel->voies[item->voie].code);
	if (!decide)
		return arena_printf(arena, "%s.pdf", kind);
	if (unit == UNIT_PARCHEMIN)
		return arena_printf(arena, "%s/%s.pdf", kind, decide->parchemins[item->parchemin].numero);
	if (item->bloc != UNIT_NONE)
		part = decide->blocs[item->bloc].bloc->id;
	else if (item->epreuve != UNIT_NONE)
		part = preparation_epreuve(decide, item->epreuve, &of)->id;
	/* No id holds the stroke that parts them. */
	return part ? arena_printf(arena, "%s/%s_%s.pdf", kind, decide->candidat->id, part)
		    : arena_printf(arena, "%s/%s.pdf", kind, decide->candidat->id);
}
