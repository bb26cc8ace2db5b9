#include "export/cog.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static const struct cog {
	const char *alpha3;
	long code;
} cog_list[] = {
#define P(alpha3, code) {#alpha3, code},
#include "export/cog.def"
#undef P
};

static int compare_codes(const void *a, const void *b)
{
	return strcmp(((const struct cog *)a)->alpha3, ((const struct cog *)b)->alpha3);
}

long cog_pays(const char *alpha3)
{
	const struct cog *found = bsearch(&(struct cog){.alpha3 = alpha3}, cog_list,
					   sizeof cog_list / sizeof *cog_list, sizeof *cog_list,
					   compare_codes);

	return found ? found->code : 0;
}

bool cog_is_francais(const char *alpha3)
{
	static const char *const list[] = {"FRA", "ATF", "BLM", "GLP", "GUF", "MAF", "MTQ",
					   "MYT", "NCL", "PYF", "REU", "SPM", "WLF"};

	for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
		if (!strcmp(list[i], alpha3))
			return true;
	}
	return false;
}
