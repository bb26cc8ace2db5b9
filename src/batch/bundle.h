#ifndef BATCH_BUNDLE_H
#define BATCH_BUNDLE_H
/* A file to be printed: documents of sessions that were closed out, laid out again from their deliberation.xml and gathered in one
 * PDF, in the order of the minutes: a separator for each session, bookmarks for each candidate, a label for each page, blank versos
 * where documents are to begin on a leaf of their own, copies. What is printed is what was closed out: where a document would now be
 * set otherwise, it is refused. */

#include <stdbool.h>

#include "base/draft.h"
#include "base/message.h"
#include "base/status.h"
#include "batch/resources.h"
#include "jury/cloture.h"

struct bundle_options {
	unsigned kinds; /* a bit for each kind wanted */
	bool duplex;    /* every document begins on a recto */
	long copies;    /* of each document, from 1 */
};

struct bundle;

/* The stylesheets of the kinds are open in the resources, `separator` is that of the separators, `draft` is the file, which grows from
 * session to session; all borrowed. */
struct bundle *bundle_new(const struct resources *resources, struct sheet *separator,
			  const struct bundle_options *options, struct draft *draft);

/* Add a session; nothing of it is kept. Whatever is wrong is said (P902 to P905, and what layout says). */
enum status bundle_add(struct bundle *bundle, const struct cloture *cloture,
		       struct messages *messages);

/* How many documents and pages were added. */
size_t bundle_documents(const struct bundle *bundle);
size_t bundle_pages(const struct bundle *bundle);

/* Write the end of the file; deliberation.xml of each session is attached to it. Free the bundle afterwards. */
enum status bundle_end(struct bundle *bundle, struct messages *messages);
void bundle_free(struct bundle *bundle);

#endif
