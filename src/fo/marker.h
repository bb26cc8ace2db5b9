#ifndef FO_MARKER_H
#define FO_MARKER_H
/* Markers (XSL 1.1, 6.13.5–6.13.7): which areas with markers a page has, what went before, and the marker that a retrieve-marker takes.
 * The fragments of a table are to its retrieve-table-markers what pages are to retrieve-markers. */

#include <stdbool.h>
#include <stddef.h>

#include "fo/tree.h"

struct arena;
struct markers;

/* Lives in the arena, as does what it keeps from page to page. */
struct markers *markers_new(struct arena *arena);

/* A page, a page sequence begins. */
void markers_begin_page(struct markers *markers);
void markers_begin_sequence(struct markers *markers);

/* An area of fo was placed on the page, or in the fragment, where only those in the table's bodies count: it begins, it ends here. */
void markers_add(struct markers *markers, const struct fo *fo, bool starts, bool ends);

/* The page is done: what it had precedes the next one. */
void markers_end_page(struct markers *markers);

/* The fragment of a table on a page that begins with slug `from`. fresh: none of its areas was added yet. */
struct markers *markers_fragment(struct markers *markers, const struct fo *table, unsigned page, size_t from, bool *fresh);

/* The marker of a class with the longest text in a table's bodies: what room is kept for; or NULL. */
const struct fo *markers_longest(const struct fo *table, const char *name);

/* The fo:marker that a retrieve-marker, or retrieve-table-marker, takes, or NULL. */
const struct fo *markers_find(const struct markers *markers, const struct fo *retrieve);

#endif
