#ifndef JURY_DOSSIER_H
#define JURY_DOSSIER_H
/* The dossier of one document (urn:parchemin:dossier:1): what a stylesheet reads, and what is embedded in the PDF. It holds only
 * what that document prints: a letter or a parchment never holds another person's name. Dossiers are taken from deliberation.xml
 * alone, in memory or read again, so that a document made later is the same. The cost of a dossier for one candidate does not
 * grow with the session. */

#include <stddef.h>

#include <libxml/tree.h>

#include "base/digest.h"

#define DOSSIER_NAMESPACE "urn:parchemin:dossier:1"

/* What each kind of document holds of the certification and of the session. */
enum dossier_kind {
	DOSSIER_PV,
	DOSSIER_PARCHEMIN,
	DOSSIER_DUPLICATA,
	DOSSIER_RESULTATS,
	DOSSIER_EMARGEMENT,
	DOSSIER_BILAN,
	DOSSIER_RAPPORT,
	DOSSIER_ATTESTATION,
	DOSSIER_EXTRAIT,
	DOSSIER_BORDEREAU,
	DOSSIER_GRILLE,
	DOSSIER_CONVOCATION,
	DOSSIER_PREREQUIS,
	DOSSIER_TRAME,
};

#define DOSSIER_SESSION ((size_t)-1) /* about the whole session, no one candidate */

struct dossiers; /* an index over one deliberation.xml */

/* Open over a document, which is borrowed and must live as long. NULL: it is not a deliberation.xml. */
struct dossiers *dossier_open(const xmlDoc *minute);
void dossier_close(struct dossiers *dossiers);

/* Candidates stand in French order; their parchments by bloc, that of the certification last. Indexes from 0; the strings are
 * borrowed from the document. */
size_t dossier_candidat_count(const struct dossiers *dossiers);
const char *dossier_candidat_id(const struct dossiers *dossiers, size_t candidat);
size_t dossier_parchemin_count(const struct dossiers *dossiers, size_t candidat);
const char *dossier_parchemin_numero(const struct dossiers *dossiers, size_t candidat,
				     size_t parchemin);
/* The bloc's id, "" for the certification. */
const char *dossier_parchemin_bloc(const struct dossiers *dossiers, size_t candidat,
				   size_t parchemin);

/* SHA-256 of the canonical form (inclusive C14N 1.0 without comments) of the candidate's element in deliberation.xml, as a
 * document of its own. */
const char *dossier_empreinte(struct dossiers *dossiers, size_t candidat);

/* Each gives a document that the caller frees. */
xmlDoc *dossier_pv(struct dossiers *dossiers);
xmlDoc *dossier_resultats(struct dossiers *dossiers, size_t candidat);
xmlDoc *dossier_parchemin(struct dossiers *dossiers, size_t candidat, size_t parchemin);
xmlDoc *dossier_duplicata(struct dossiers *dossiers, size_t candidat, size_t parchemin);
xmlDoc *dossier_attestation(struct dossiers *dossiers, size_t candidat);
xmlDoc *dossier_extrait(struct dossiers *dossiers, size_t candidat);

/* The first of them piece by piece: that of the minutes without candidates, which are then added in their order. The one before must
 * stand there still, since totals run on from it; those before that may be gone. Returns the candidate's element. */
xmlDoc *dossier_pv_begin(struct dossiers *dossiers);
xmlNode *dossier_pv_add(struct dossiers *dossiers, xmlDoc *pv, size_t candidat);

/* For those who make the other kinds: the root of a new dossier, with the certification and the session as this kind holds them;
 * who a person is, into its element; the root of deliberation.xml, borrowed. */
xmlNode *dossier_begin(const struct dossiers *dossiers, enum dossier_kind kind, size_t candidat);
void dossier_add_identity(xmlNode *node, const xmlNode *source);
const xmlNode *dossier_minute(const struct dossiers *dossiers);

#endif
