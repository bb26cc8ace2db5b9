#ifndef EXPORT_ACCUSE_H
#define EXPORT_ACCUSE_H
/* The Caisse des dépôts' report on a file that it was sent (accusé de traitement): which passages it took (passagesOK) and which it
 * refused, with its reasons (passagesKO), by idTechnique: our numbers. Elements are told by their names alone, in any case: the
 * reports' namespace is its own affair. */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/message.h"

struct accuse_passage {
	const char *numero;
	const char *raison; /* NULL: taken */
	unsigned line;      /* in the report */
	bool met;           /* found among the sessions: for the caller to set */
};

struct accuse {
	const char *path;
	struct accuse_passage *passages; /* sorted by number */
	size_t count, refused;
	char sha256[DIGEST_LENGTH + 1]; /* of the file */
};

/* Read one, into the arena. False after a message (A610, or what reading says). */
bool accuse_read(const char *path, struct accuse *accuse, struct arena *arena,
		 struct messages *messages);

/* What the report says of a number, or NULL. */
struct accuse_passage *accuse_find(const struct accuse *accuse, const char *numero);

#endif
