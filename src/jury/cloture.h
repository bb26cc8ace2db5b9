#ifndef JURY_CLOTURE_H
#define JURY_CLOTURE_H
/* A session that was closed out, read again from its folder: deliberation.xml, and what manifest.xml lists. Whatever comes after the
 * close-out (printing, exports, the archive) begins here; the référentiel and the session are not needed any more. */

#include <stddef.h>

#include "base/message.h"
#include "base/status.h"
#include "input/source.h"
#include "jury/manifest.h"

/* A picture that the documents name (the certifier's logo, the signature), kept in deliberation.xml. */
struct cloture_image {
	const char *href; /* as the documents name it */
	const char *uri;  /* data:…;base64,… */
};

struct cloture {
	const char *dossier; /* the r<n> folder, as it was named or found */
	const char *session, *certificateur;
	long revision;
	const char *etat; /* clos partiel projet … */
	const char *date; /* of the deliberation: "2024-06-20"; "" when it is not given */
	const char *nom_deliberation; /* the file's, for messages */
	const xmlNode *racine;        /* of the deliberation, or of what was kept of it */
	struct source *deliberation;  /* read whole; else NULL */
	xmlDoc *sommaire;             /* what was kept; else NULL */
	const struct manifest_file *fichiers; /* in the minutes' order, each with path, genre and sha256 */
	size_t fichier_count;
	const struct cloture_image *images;
	size_t image_count;
	struct arena *arena;
};

/* Open the folder of a revision, or a session's folder: its highest revision. deliberation.xml must be the one that the manifest
 * lists, byte for byte; no other file is looked at. NULL after a message (P901, P902, or what source_open says), with *status. */
struct cloture *cloture_open(const char *path, struct messages *messages, enum status *status);

/* The same with the deliberation's sommaire alone: for what handles files by the ten thousand and asks for names. */
struct cloture *cloture_open_sommaire(const char *path, struct messages *messages, enum status *status);

/* What a sommaire keeps (input/stream.h): all but what is said of each candidate beside the name. */
bool cloture_keeps(void *context, const xmlNode *element);

void cloture_close(struct cloture *cloture);

/* "Dupont Marie": who a candidate of this id is, for a list. The arena's; the id where there is no such candidate. */
const char *cloture_nom(const struct cloture *cloture, const char *candidat, struct arena *arena);

/* The dossier (jury/dossier.h) of the sheet that goes before a session's documents when they are printed: which session, and
 * how many documents and copies of each follow. The caller frees it. */
xmlDoc *cloture_separateur(const struct cloture *cloture, size_t documents, long exemplaires);

#endif
