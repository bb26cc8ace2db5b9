#ifndef JURY_RAPPORT_H
#define JURY_RAPPORT_H
/* The dossier of a session's morning report: who obtained what, which documents there are, and what was said about the inputs. The
 * report stands in the session's folder, beside what it names; it holds names, and no place of the machine it was made on. */

#include "base/message.h"
#include "jury/dossier.h"

/* A document of the session's folder; NULL where it does not apply. */
struct rapport_document {
	const char *genre, *chemin, *candidat, *bloc;
};

/* Messages are told in French, whatever language the program speaks: the report does not depend on it. The caller frees the
 * document. */
xmlDoc *rapport_dossier(const struct dossiers *dossiers, const struct rapport_document *documents,
			size_t count, const struct messages *messages);

#endif
