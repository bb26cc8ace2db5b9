#ifndef BATCH_KIND_H
#define BATCH_KIND_H
/* The kinds of document that a closing-out gives: K(constant, name on the command line and in the manifest, stylesheet). */

#define KINDS(K)                                                                                   \
	K(KIND_PV, "pv", "pv.xsl")                                                                 \
	K(KIND_PARCHEMINS, "parchemins", "parchemin.xsl")                                          \
	K(KIND_RESULTATS, "resultats", "resultats.xsl")

#define KIND_CONSTANT(kind, name, sheet) kind,
enum kind {
	KINDS(KIND_CONSTANT) KIND_COUNT,
	KIND_DELIBERATION =
		KIND_COUNT, /* deliberation.xml: no stylesheet, always there but in drafts */
};
#undef KIND_CONSTANT

#define KIND_ALL ((1u << KIND_COUNT) - 1)

/* "pv", "deliberation". */
const char *kind_name(enum kind kind);

/* "pv.xsl"; NULL for what no stylesheet makes. */
const char *kind_sheet(enum kind kind);

/* The kind of this name (length bytes), or -1. */
int kind_find(const char *name, unsigned long length);

#endif
