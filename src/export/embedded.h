#ifndef EXPORT_EMBEDDED_H
#define EXPORT_EMBEDDED_H
/* The dossier that a PDF carries, held against the one that the deliberation gives. */

#include <stdbool.h>

#include <libxml/tree.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/digest.h"
#include "jury/dossier.h"

enum embedded {
	EMBEDDED_SAME,
	EMBEDDED_OTHER,     /* it says something else */
	EMBEDDED_EMPREINTE, /* only the digest of the candidate's decision differs: what the QR shows */
};

/* Compare. `gained`: the deliberation's dossier may hold what the embedded one lacks, as when an older program made the PDF. `where`
 * receives what differs first, in the arena, but nobody's name: "candidat/bloc@etat is “valide”, “non-valide” in the deliberation". */
enum embedded embedded_compare(const struct buffer *embedded, xmlDoc *dossier, bool gained,
			       struct arena *arena, const char **where);

/* The digest of the dossier that the minutes carry. It is as large as the deliberation, and is made here candidate by candidate. */
void embedded_pv_digest(struct dossiers *dossiers, char sha256[DIGEST_LENGTH + 1]);

#endif
