#ifndef FO_MARKER_H
#define FO_MARKER_H
/* Markers (XSL 1.1, 6.13.5–6.13.6): which areas with markers a page has, what went before, and the marker that a retrieve-marker takes. */

#include "fo/tree.h"

struct arena;
struct markers;

/* Lives in the arena, as does what it keeps from page to page. */
struct markers *markers_new(struct arena *arena);

/* A page, a page sequence begins. */
void markers_begin_page(struct markers *markers);
void markers_begin_sequence(struct markers *markers);

/* An area of fo was placed on the page: it begins, it ends here. */
void markers_add(struct markers *markers, const struct fo *fo, bool starts, bool ends);

/* The page is done: what it had precedes the next one. */
void markers_end_page(struct markers *markers);

/* The fo:marker that a retrieve-marker takes, or NULL. */
const struct fo *markers_find(const struct markers *markers, const struct fo *retrieve);

#endif
