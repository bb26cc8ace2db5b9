#include "batch/kind.h"

#include <stddef.h>
#include <string.h>

#include "jury/bilan.h"
#include "jury/liste.h"
#include "jury/preparation.h"

static const struct {
	const char *name, *sheet;
	enum unit unit;
} kind_list[] = {
#define KIND_ROW(kind, name, sheet, time, unit) [kind] = {name, sheet, unit},
	KINDS(KIND_ROW)
#undef KIND_ROW
		[KIND_DELIBERATION] = {"deliberation", NULL, UNIT_SESSION},
		[KIND_INDEX] = {"index", "index.xsl", UNIT_SESSION},
};

const char *kind_name(enum kind kind)
{
	return kind_list[kind].name;
}

const char *kind_sheet(enum kind kind)
{
	return kind_list[kind].sheet;
}

enum unit kind_unit(enum kind kind)
{
	return kind_list[kind].unit;
}

const char *kind_names(unsigned kinds, struct arena *arena)
{
	const char *names = "";

	for (int kind = 0; kind < KIND_COUNT; kind++)
		if (kinds & 1u << kind)
			names = arena_printf(arena, "%s%s%s", names, *names ? ", " : "", kind_list[kind].name);
	return names;
}

void kind_list_names(unsigned kinds, const char **names)
{
	for (int kind = 0; kind < KIND_COUNT; kind++)
		if (kinds & 1u << kind)
			*names++ = kind_list[kind].name;
	*names = NULL;
}

int kind_find(const char *name, unsigned long length)
{
	for (int kind = 0; kind < KIND_COUNT; kind++) {
		if (strlen(kind_list[kind].name) == length &&
		    !strncmp(kind_list[kind].name, name, length))
			return kind;
	}
	return -1;
}

xmlDoc *kind_dossier(enum kind kind, struct dossiers *dossiers, const struct unit_item *item)
{
	switch (kind) {
	case KIND_PV:
		return dossier_pv(dossiers);
	case KIND_PARCHEMINS:
		return dossier_parchemin(dossiers, item->candidat, item->parchemin);
	case KIND_RESULTATS:
		return dossier_resultats(dossiers, item->candidat);
	case KIND_EMARGEMENT:
		return liste_emargement(dossiers);
	case KIND_BILAN:
		return bilan_dossier(dossiers);
	case KIND_ATTESTATIONS:
		return dossier_attestation(dossiers, item->candidat);
	case KIND_EXTRAITS:
		return dossier_extrait(dossiers, item->candidat);
	case KIND_DUPLICATA:
		return dossier_duplicata(dossiers, item->candidat, item->parchemin);
	case KIND_BORDEREAU:
		return liste_bordereau(dossiers);
	case KIND_GRILLES:
		return preparation_grille(dossiers, item->candidat, item->bloc);
	case KIND_CONVOCATIONS:
		return preparation_convocation(dossiers, item->candidat, item->epreuve);
	case KIND_PREREQUIS:
		return preparation_prerequis(dossiers, item->candidat);
	case KIND_TRAMES:
		return preparation_trame(dossiers, item->voie);
	default:
		return NULL;
	}
}
