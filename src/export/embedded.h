#ifndef EXPORT_EMBEDDED_H
#define EXPORT_EMBEDDED_H
/* The dossier that a PDF carries, held against the one that the deliberation gives. */

#include <stdbool.h>

#include <libxml/tree.h>

#include "base/arena.h"
#include "base/buffer.h"

enum embedded {
	EMBEDDED_SAME,
	EMBEDDED_OTHER,     /* it says something else */
	EMBEDDED_EMPREINTE, /* only the digest of the candidate's decision differs: what the QR shows */
};

/* Compare. `gained`: the deliberation's dossier may hold what the embedded one lacks, as when an older program made the PDF. `where`
 * receives what differs first, in the arena, but nobody's name: "candidat/bloc@etat is “valide”, “non-valide” in the deliberation". */
enum embedded embedded_compare(const struct buffer *embedded, xmlDoc *dossier, bool gained,
			       struct arena *arena, const char **where);

#endif
