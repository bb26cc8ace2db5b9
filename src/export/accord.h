#ifndef EXPORT_ACCORD_H
#define EXPORT_ACCORD_H
/* Does a deliberation.xml agree with itself? Decisions follow from results, parchments from decisions, numbers from ids, totals from
 * candidates. So that an edited decision shows, whatever else was edited with it. */

#include "base/message.h"
#include "input/source.h"

/* Say all that does not (V608, V610, V611), each at its place. */
void accord_check(const struct source *deliberation, struct messages *messages);

#endif
