#ifndef FO_MARKER_H
#define FO_MARKER_H
/* Markers (XSL 1.1, 6.13.5–6.13.7): which areas with markers a page has, what went before, and the marker that a retrieve-marker takes.
 * The fragments of a table are to its retrieve-table-markers what pages are to retrieve-markers. */

#include <stdbool.h>
#include <stddef.h>

#include "fo/tree.h"

struct arena;
struct markers;

/* Of a document with this tree; lives in the arena, as does what it keeps from page to page. */
struct markers *markers_new(struct arena *arena, struct fo_tree *tree);

/* A page sequence begins. */
void markers_begin_sequence(struct markers *markers);

/* An area of fo was placed on the page, or in the fragment, where only those in the table's bodies count: it begins, it ends here. */
void markers_add(struct markers *markers, const struct fo *fo, bool starts, bool ends);

/* The page is done: what it had precedes the next one. */
void markers_end_page(struct markers *markers);

/* A header or footer is made for the fragment of its table that begins with slug `from` on a page: what its retrieve-table-markers
 * take is sought there until it is closed. Returns what is to be told of the fragment's areas, or NULL where they were told. */
struct markers *markers_open_fragment(struct markers *markers, const struct fo *table, unsigned page, size_t from);
void markers_close_fragment(struct markers *markers);

/* What stands for a retrieve-marker, or retrieve-table-marker, on the page or in the fragment under work: found once, refined where it
 * stands, in an arena that lives as long as the page; or NULL. Before its fragment is known, the longest text that a
 * retrieve-table-marker may take keeps room for the others. */
const struct fo *markers_retrieve(struct markers *markers, struct arena *page, const struct fo *retrieve);

#endif
