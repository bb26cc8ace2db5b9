#include "batch/resources.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/epoch.h"
#include "fo/tree_fold.h"
#include "pdf/cache.h"
#include "shape/shape.h"

static void show_fonts(void *fonts)
{
	font_library_show(fonts);
}

struct resources *resources_open(const char *fonts, struct messages *messages)
{
	struct resources *resources = memory_alloc(sizeof *resources);

	*resources = (struct resources){.fonts = font_library_open(fonts, messages)};
	if (!resources->fonts) {
		resources_close(resources);
		return NULL;
	}
	resources->coverage = coverage_new();
	font_library_coverage(resources->fonts, resources->coverage);
	return resources;
}

bool resources_open_sheets(struct resources *resources, const char *const *folders, unsigned kinds,
			   struct messages *messages)
{
	struct digest *digest = digest_new();
	bool whole = true;

	for (int kind = 0; kind < KIND_ANY; kind++) {
		if (!kind_sheet((enum kind)kind) ||
		    !(kind < KIND_COUNT ? kinds & 1u << kind : kinds == KIND_ALL))
			continue;
		struct sheet *sheet = sheet_open(folders, kind_sheet((enum kind)kind), messages);

		resources->sheets[kind] = sheet;
		whole &= sheet != NULL;
		if (!sheet)
			continue;
		sheet_each_part(sheet, tree_fold);
		digest_add_field(digest, sheet_digest(sheet), DIGEST_LENGTH);
	}
	digest_end(digest, resources->sheets_digest);
	shape_prepare(resources->fonts);
	resources->images = images_new();
	images_before_text(resources->images, show_fonts, resources->fonts);
	resources->cache = pdf_cache_new(NULL);
	resources->epoch = epoch_given();
	return whole;
}

const char *resources_date(const struct resources *resources, struct date day, struct arena *arena)
{
	struct tm moment;

	if (epoch_moment(resources->epoch, &moment))
		return arena_printf(arena, "D:%04d%02d%02d%02d%02d%02d+00'00'",
				    moment.tm_year + 1900, moment.tm_mon + 1, moment.tm_mday,
				    moment.tm_hour, moment.tm_min, moment.tm_sec);
	if (!date_complete(day))
		return NULL;
	return arena_printf(arena, "D:%04d%02d%02d000000+00'00'", day.year, day.month, day.day);
}

void resources_close(struct resources *resources)
{
	if (!resources)
		return;
	for (int kind = 0; kind < KIND_ANY; kind++)
		sheet_close(resources->sheets[kind]);
	pdf_cache_free(resources->cache);
	images_free(resources->images);
	coverage_free(resources->coverage);
	font_library_free(resources->fonts);
	free(resources);
}
