#ifndef BATCH_TRACE_H
#define BATCH_TRACE_H
/* The digest of what a document says and where: every placed run's page, position (to a hundredth of a point), face, size and
 * text. Two programs that lay a document out alike give the same digest, whatever their PDF writers do; print uses it to
 * refuse pages that a newer program would set otherwise. */

#include "base/digest.h"
#include "fo/page.h"

struct trace {
	struct page_sink next; /* receives each page after it has been read */
	struct digest *digest;
	unsigned pages;
};

/* Begin, in front of another sink; give trace_sink to the layout, then end. */
void trace_begin(struct trace *trace, struct page_sink next);
struct page_sink trace_sink(struct trace *trace);
void trace_end(struct trace *trace, char hex[DIGEST_LENGTH + 1]);

#endif
