#ifndef EXPORT_COG_H
#define EXPORT_COG_H
/* Countries as Insee codes them. */

#include <stdbool.h>

/* "BEL" → 99131, from the table in cog.def; 0 for a code that has none, France among them. */
long cog_pays(const char *alpha3);

/* France and its territories with an ISO code of their own: births there have the code of a commune. */
bool cog_is_francais(const char *alpha3);

#endif
