#ifndef BATCH_KIND_H
#define BATCH_KIND_H
/* The kinds of document: K(constant, name on the command line and in the manifest, stylesheet, when it is made, what one document
 * of it is about). */

#include "batch/unit.h"
#include "jury/dossier.h"

#define KINDS(K)                                                                                   \
	K(KIND_PV, "pv", "pv.xsl", KIND_ALWAYS, UNIT_SESSION)                                      \
	K(KIND_PARCHEMINS, "parchemins", "parchemin.xsl", KIND_ALWAYS, UNIT_PARCHEMIN)             \
	K(KIND_RESULTATS, "resultats", "resultats.xsl", KIND_ALWAYS, UNIT_CANDIDAT)                \
	K(KIND_EMARGEMENT, "emargement", "emargement.xsl", KIND_ALWAYS, UNIT_SESSION)              \
	K(KIND_BILAN, "bilan", "bilan.xsl", KIND_ALWAYS, UNIT_SESSION)                             \
	K(KIND_ATTESTATIONS, "attestations", "attestation.xsl", KIND_DEMAND, UNIT_TITULAIRE)       \
	K(KIND_EXTRAITS, "extraits", "extrait.xsl", KIND_DEMAND, UNIT_CANDIDAT)                    \
	K(KIND_DUPLICATA, "duplicata", "duplicata.xsl", KIND_DEMAND, UNIT_PARCHEMIN)               \
	K(KIND_BORDEREAU, "bordereau", "bordereau.xsl", KIND_DEMAND, UNIT_SESSION)              \
	K(KIND_GRILLES, "grilles", "grille.xsl", KIND_BEFORE, UNIT_GRILLE)                         \
	K(KIND_CONVOCATIONS, "convocations", "convocation.xsl", KIND_BEFORE, UNIT_EPREUVE)         \
	K(KIND_PREREQUIS, "prerequis", "prerequis.xsl", KIND_BEFORE, UNIT_PREREQUIS)               \
	K(KIND_TRAMES, "trames", "trame.xsl", KIND_BEFORE, UNIT_VOIE)

enum kind_time {
	KIND_ALWAYS, /* with every closing-out */
	KIND_DEMAND, /* when it is named */
	KIND_BEFORE, /* before a session, of what nothing else is made */
};

#define KIND_CONSTANT(kind, name, sheet, time, unit) kind,
enum kind {
	KINDS(KIND_CONSTANT) KIND_COUNT,
	KIND_DELIBERATION =
		KIND_COUNT, /* deliberation.xml: no stylesheet, always there but in drafts */
	KIND_INDEX, /* index.html: what else there is, last */
	KIND_ANY,
};
#undef KIND_CONSTANT

/* A bit for each kind of a closing-out as a whole; for each kind before a session. */
#define KIND_BIT(kind, name, sheet, time, unit)        | ((time) == KIND_ALWAYS ? 1u << (kind) : 0)
#define KIND_BIT_BEFORE(kind, name, sheet, time, unit) | ((time) == KIND_BEFORE ? 1u << (kind) : 0)
enum { KIND_ALL = 0 KINDS(KIND_BIT), KIND_AVANT = 0 KINDS(KIND_BIT_BEFORE) };
#undef KIND_BIT
#undef KIND_BIT_BEFORE

/* "pv", "deliberation". */
const char *kind_name(enum kind kind);

/* "pv.xsl"; NULL for what no stylesheet makes. */
const char *kind_sheet(enum kind kind);

enum unit kind_unit(enum kind kind);

/* The names of the kinds whose bits are set, as a list for people: "pv, parchemins, ...". In the arena. */
const char *kind_names(unsigned kinds, struct arena *arena);

/* The same names as a list that NULL ends; `names` has room for KIND_COUNT + 1. */
void kind_list_names(unsigned kinds, const char **names);

/* The kind of this name (length bytes), or -1. */
int kind_find(const char *name, unsigned long length);

/* The dossier that a document of this kind is made from, NULL for what is no document; the caller frees it. */
xmlDoc *kind_dossier(enum kind kind, struct dossiers *dossiers, const struct unit_item *item);

#endif
