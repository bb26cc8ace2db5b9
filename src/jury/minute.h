#ifndef JURY_MINUTE_H
#define JURY_MINUTE_H
/* deliberation.xml (urn:parchemin:deliberation:1): the original of what a session decided, the one source of every later
 * document, export and archive. It takes no référentiel to read: blocs, competences, criteria and modalities stand in it, once;
 * a candidate's element only refers to them. Two things are kept out: the arrangements for a disability (amenagement), and
 * whatever depends on the clock or the machine.
 *
 * The namespace never changes its meaning, it only gains; readers ignore what they do not know. No white space stands between
 * the elements of a candidate, so that the digest of the element is the same in memory and in the file. */

#include <stdbool.h>
#include <stddef.h>

#include <libxml/tree.h>

#include "jury/certificateur.h"
#include "jury/deliberation.h"

#define MINUTE_NAMESPACE "urn:parchemin:deliberation:1"

/* A picture that the certifier's file names (logo, signature), whole, so that the documents can be made again. */
struct minute_image {
	const char *href; /* as the certifier's file names it */
	const char *type; /* image/png, image/jpeg, image/svg+xml */
	const void *data;
	size_t length;
};

struct minute_options {
	bool projet; /* --draft: every page says so */
	const struct minute_image *images;
	size_t image_count;
};

/* Write a decided session, so that writer_document gives one line per candidate. `certificateur` and `options` may be NULL.
 * The caller frees the document. */
xmlDoc *minute_write(const struct deliberation *deliberation,
		     const struct certificateur *certificateur,
		     const struct minute_options *options);

#endif
