#ifndef FO_MASTER_H
#define FO_MASTER_H
/* Page masters: which one a page of a sequence takes (XSL 1.1, 6.4.7–6.4.12), and where its regions lie. */

#include "fo/page.h"
#include "fo/tree.h"

#define REGION_COUNT 5

struct region {
	const struct fo *fo;
	const char *name;        /* region-name, the default one where none is given */
	struct rectangle border; /* viewport with border and padding */
	struct rectangle content;
	double width, height; /* of the content, as it sees itself: turned by reference-orientation */
};

struct page_geometry {
	const struct fo *master;
	double width, height;
	struct rectangle area; /* within the margins, on the page; its regions stand in it turned by reference-orientation */
	struct region regions[REGION_COUNT]; /* body first, then before, after, start, end */
	int count;
};

/* What is known of a page when its master is chosen. */
struct page_condition {
	unsigned index;  /* in its sequence, from 0 */
	unsigned number; /* as counted by page-number */
	bool blank;
	bool last;
};

/* The simple-page-master or page-sequence-master of a page-sequence; NULL: master-reference names none. */
const struct fo *master_of(const struct fo *root, const struct fo *sequence);

/* The simple-page-master of a page, or NULL. Pages may be asked for again. *exhausted (or NULL): all parts of the sequence were used up, and the
 * last one is used again (XSL 1.1, 6.4.8). */
const struct fo *master_find(const struct fo *master, struct page_condition condition, bool *exhausted);

/* The region of a sequence's first page that has this name, its own or the default one; NULL: none. */
const struct fo *master_region(const struct fo *root, const struct fo *sequence, const char *name);

void master_geometry(const struct fo *master, struct page_geometry *geometry);

#endif
