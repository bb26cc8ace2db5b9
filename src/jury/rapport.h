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

/* What became of a session in a run; NULL where it is not known. */
struct rapport_session {
	const char *id, *fichier; /* the file's path */
	const char *etat;         /* close refusee ouverte */
	const char *lien;         /* path of its report */
	long revision;
	size_t candidats, parchemins;
	const struct messages *messages; /* or NULL */
};

/* The dossier of the report of a run over many sessions; `messages` are those of no session. The caller frees the document. */
xmlDoc *rapport_nuit(const struct rapport_session *sessions, size_t count,
		     const struct messages *messages);

#endif
