#ifndef PDF_RUNNING_H
#define PDF_RUNNING_H
/* What stands on page after page at the same place: running heads and feet. From the second page on it is painted as a form, once
 * for all pages (ISO 32000-1, 8.10). */

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "fo/page.h"

struct memo;

/* Items that stand together on several pages. */
struct pdf_group {
	struct buffer key; /* all that is seen of them */
	double width, height; /* of the page */
};

struct pdf_running {
	struct pdf_group *groups;
	size_t count, capacity;
	struct memo *seen; /* by hashes of single items, of nothing; NULL before the first */
	size_t seen_count;
	struct buffer scratch;
};

void pdf_running_free(struct pdf_running *running);

/* How many items of a page, from `first` on, are a running head or foot as an earlier page had it; 0: not enough for a form. */
size_t pdf_running_length(struct pdf_running *running, const struct page *page, size_t first);

/* The number of the group of these items. */
size_t pdf_running_group(struct pdf_running *running, const struct page *page, size_t first, size_t count);

/* The page is painted: what it has may come again. */
void pdf_running_note(struct pdf_running *running, const struct page *page);

#endif
