#ifndef BATCH_NIGHT_H
#define BATCH_NIGHT_H
/* The report of a run over many sessions: one page of HTML that says which were closed out, which were refused and why, and leads to
 * the report of each. It is written outside the output folder, whose bytes depend on no run. */

#include <stdbool.h>

#include "base/message.h"
#include "base/status.h"
#include "batch/plan.h"

/* Whether the file would lie outside the output folder. Both must be there, the file's folder at least. */
bool night_lies_outside(const char *report, const char *output);

/* Write the report of what stands in the output folder after a run of the plan. The stylesheet nuit.xsl is found in the folders
 * (NULL-terminated). What is wrong is said. */
enum status night_report(const struct plan *plan, const char *output, const char *report,
			 const char *const *stylesheets, struct messages *messages);

#endif
