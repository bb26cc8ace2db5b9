#include "export/expected.h"

#include <stdlib.h>
#include <string.h>

#define DELIBERATION "deliberation.xml"
#define INDEX        "index.html"

/* A list under way. */
struct expecting {
	struct expected_files *files;
	struct dossiers *dossiers;
	const struct inventory *inventory;
	struct arena *arena;
};

static int compare(const void *a, const void *b)
{
	return strcmp(((const struct expected *)a)->path, ((const struct expected *)b)->path);
}

static void expect(struct expecting *expecting, enum kind kind, const char *name, size_t candidat,
		   size_t parchemin)
{
	struct expected_files *files = expecting->files;
	struct unit_item item = UNIT_ITEM_NONE;
	const char *path = kind == KIND_DELIBERATION ? DELIBERATION
			   : kind == KIND_INDEX	     ? INDEX
			   : name ? arena_printf(expecting->arena, "%s/%s.pdf", kind_name(kind), name)
				  : arena_printf(expecting->arena, "%s.pdf", kind_name(kind));

	item.candidat = candidat;
	item.parchemin = parchemin;
	files->list[files->count++] = (struct expected){.path = path, .kind = kind, .item = item};
}

static void expect_kind(struct expecting *expecting, enum kind kind)
{
	struct dossiers *dossiers = expecting->dossiers;
	size_t candidats = dossier_candidat_count(dossiers);

	if (kind_unit(kind) == UNIT_SESSION) {
		expect(expecting, kind, NULL, UNIT_NONE, UNIT_NONE);
		return;
	}
	for (size_t i = 0; i < candidats; i++) {
		if (kind_unit(kind) == UNIT_CANDIDAT)
			expect(expecting, kind, dossier_candidat_id(dossiers, i), i, UNIT_NONE);
		for (size_t j = 0; kind_unit(kind) == UNIT_PARCHEMIN &&
				   j < dossier_parchemin_count(dossiers, i);
		     j++)
			expect(expecting, kind, dossier_parchemin_numero(dossiers, i, j), i, j);
	}
}

/* A session is closed out in every kind that is always made. One that an older program closed out has those of its time: whatever
 * was added since stands in neither its manifest nor its folder. */
static bool is_of_its_time(const struct expecting *expecting, enum kind kind)
{
	const struct inventory *inventory = expecting->inventory;

	if (kind_unit(kind) != UNIT_SESSION || kind == KIND_PV || !inventory_of_another(inventory))
		return true;
	return inventory_find(inventory, arena_printf(expecting->arena, "%s.pdf", kind_name(kind)));
}

void expected_list(struct expected_files *files, struct dossiers *dossiers,
		   const struct inventory *inventory, struct arena *arena)
{
	struct expecting expecting = {files, dossiers, inventory, arena};
	size_t candidats = dossier_candidat_count(dossiers), each = 1;

	for (size_t i = 0; i < candidats; i++)
		each += 1 + dossier_parchemin_count(dossiers, i);
	*files = (struct expected_files){
		.list = arena_array(arena, each * (KIND_COUNT + 2), sizeof *files->list)};
	for (int kind = 0; kind < KIND_COUNT; kind++) {
		if (KIND_ALL & 1u << kind && is_of_its_time(&expecting, (enum kind)kind))
			expect_kind(&expecting, (enum kind)kind);
	}
	expect(&expecting, KIND_DELIBERATION, NULL, UNIT_NONE, UNIT_NONE);
	if (!inventory_of_another(inventory) || inventory_find(inventory, INDEX))
		expect(&expecting, KIND_INDEX, NULL, UNIT_NONE, UNIT_NONE);
	qsort(files->list, files->count, sizeof *files->list, compare);
}

struct expected *expected_find(const struct expected_files *files, const char *path)
{
	return files->count ? bsearch(&(struct expected){.path = path}, files->list, files->count,
				      sizeof *files->list, compare)
			    : NULL;
}
