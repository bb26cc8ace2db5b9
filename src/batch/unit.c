#include "batch/unit.h"

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

/* How many documents one candidate gives. */
static size_t unit_of_candidat(const struct candidat_decide *decide, enum unit unit)
{
	switch (unit) {
	case UNIT_CANDIDAT:
		return 1;
	case UNIT_TITULAIRE:
		return is_held(decide);
	case UNIT_PARCHEMIN:
		return decide->parchemin_count;
	default:
		return 0;
	}
}

size_t unit_list(const struct deliberation *deliberation, enum unit unit, struct unit_item *items)
{
	size_t count = 0;

	if (unit == UNIT_SESSION) {
		if (items)
			items[0] = (struct unit_item){UNIT_NONE, UNIT_NONE};
		return 1;
	}
	for (size_t i = 0; i < deliberation->candidat_count; i++) {
		size_t given = unit_of_candidat(&deliberation->candidats[i], unit);

		for (size_t j = 0; items && j < given; j++)
			items[count + j] = (struct unit_item){i, unit == UNIT_PARCHEMIN ? j : UNIT_NONE};
		count += given;
	}
	return count;
}

const char *unit_path(const struct deliberation *deliberation, enum unit unit, const struct unit_item *item,
		      const char *kind, struct arena *arena)
{
	const struct candidat_decide *decide =
		item->candidat == UNIT_NONE ? NULL : &deliberation->candidats[item->candidat];

	if (!decide)
		return arena_printf(arena, "%s.pdf", kind);
	if (unit == UNIT_PARCHEMIN)
		return arena_printf(arena, "%s/%s.pdf", kind, decide->parchemins[item->parchemin].numero);
	return arena_printf(arena, "%s/%s.pdf", kind, decide->candidat->id);
}
