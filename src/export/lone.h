#ifndef EXPORT_LONE_H
#define EXPORT_LONE_H
/* One PDF, verified: against its session's folder when it still stands in it, else by what it carries alone. */

#include <stdbool.h>

#include "base/message.h"

/* A plain file that begins as a PDF does. */
bool lone_is(const char *path);

void lone_verify(const char *path, struct messages *messages);

#endif
