#ifndef FO_PLACEMENT_H
#define FO_PLACEMENT_H
/* From slugs to items on a page: each stretch of a galley is placed at a point, backgrounds and borders first, then lines, boxes and
 * bands within. */

#include "fo/galley.h"
#include "fo/marker.h"
#include "fo/structure.h"

/* Coordinates that are turned or shifted, and those around them. */
struct turned {
	struct matrix to_page;
	struct turned *outer;
};

/* What placing needs; one per document, `page` set for each page. */
struct placement {
	struct page *page;
	struct structure *structure;
	struct line_context *lines;
	bool measuring;           /* only what is seen where; nothing goes to the page */
	bool decoration;          /* running matter, repeated headers: not tagged */
	int depth;
	struct turned *turned;    /* NULL: the page's own coordinates */
	/* Told of each formatting object that has an area on the page, and where, in the page's own coordinates: for ids, citations
	 * and markers. */
	void (*seen)(void *context, const struct fo *fo, double x, double y);
	void *context;            /* of seen */
	struct markers *markers;  /* what headers and footers of tables retrieve; NULL: nothing */
	struct markers *areas;    /* told of each area; NULL: nobody asks */
	struct rectangle area;    /* the reference area that position="absolute" refers to */
};

/* Place slugs from … to-1 with their reference area's left edge at x and top at y; returns the height used. */
double place_slugs(struct placement *placement, const struct galley *galley, size_t from, size_t to, double x, double y);

/* Place the content of a box, its border rectangle in the galley's coordinates at x, y: turned by its orientation, and, but for a
 * table's header or footer, aligned in its area and seen through it. */
void place_box(struct placement *placement, const struct box *box, double x, double y);

/* An fo:inline-container in a line: its border rectangle, and how far below its top the content begins. */
void place_inset(struct placement *placement, const struct box *box, struct rectangle border, double before);

/* An area of fo (NULL: of nothing that is sought) begins here. */
void place_tell(struct placement *placement, const struct fo *fo, double x, double y);

/* Turn what follows by 0, 90, 180 or 270 degrees counter-clockwise (XSL 1.1, 7.21.3) within an area. Returns the area as what is
 * inside sees it; unless orientation is 0, place_leave must end it. */
struct rectangle place_turn(struct placement *placement, struct rectangle area, int orientation);

void place_leave(struct placement *placement);

/* How far content moves down in the room that is left below it, by display-align. */
double place_aligned(const struct fo *fo, double room);

/* Background and borders of a border rectangle: decoration.c. */
struct edges {
	bool before, after; /* whether these edges are shown (a broken area may drop them) */
	bool no_start, no_end; /* an inline that is broken here */
};
void place_decoration(struct placement *placement, const struct fo *fo, struct rectangle border, struct edges edges);

/* The collapsed borders of a part of a cell: rows `row` … row+rows-1 of it, between tops[0] … tops[rows]. */
void place_collapsed(struct placement *placement, const struct collapsed *borders, double x, const double *tops, int rows, int row);

/* The background of an area: its colour, and its image above. */
void place_background(struct placement *placement, const struct fo *fo, struct rectangle area);

/* The line that a style of borders or of rules draws. */
enum line_style place_line_style(enum token token);

/* Begin what shows content `height` points high, by overflow and clip (XSL 1.1, 7.21.1, 7.21.2). F704 where it is higher than its
 * area and nothing asks to hide that. True: it clips, and page_restore must end it. */
bool place_viewport(struct placement *placement, const struct fo *fo, struct rectangle area, double height);

#endif
