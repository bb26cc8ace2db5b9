#ifndef FO_GALLEY_H
#define FO_GALLEY_H
/* The galley: formatting objects of one width as a column of slugs (a slug is a line of type, cast in one piece), from which the
 * page breaker takes as many as fit. Boxes, spaces and breaks in the order of the flow; what stands side by side (cells of a row, label
 * and body of a list item) is a band of galleys, merged step by step. A galley and its slugs live in an arena. */

#include "fo/line.h"
#include "fo/page.h"
#include "fo/tree.h"

/* Stronger than any keep: widows, orphans, rows that hold together by their spans. Broken only where nothing else fits. */
#define KEEP_FORBIDDEN (KEEP_ALWAYS + 1)

enum slug_kind {
	SLUG_BEGIN,    /* an area opens: border and padding before */
	SLUG_END,      /* it closes: border and padding after */
	SLUG_LINE,
	SLUG_SPACE,    /* a space specifier, resolved with its neighbours (XSL 1.1, 4.3) */
	SLUG_BREAK,    /* a place to break */
	SLUG_BOX,      /* one piece that never breaks: a galley of its own */
	SLUG_STEP,     /* one step of a band */
	SLUG_ABSOLUTE, /* an absolutely positioned container: takes no room here */
};

/* SECTION: columns begin or end to be spanned. */
enum break_class { BREAK_NONE, BREAK_SECTION, BREAK_COLUMN, BREAK_PAGE, BREAK_EVEN, BREAK_ODD };

/* What is asked of the place between two neighbours: the strength of the keep that holds them together, the break that parts them. */
struct joint {
	int strength;
	enum break_class forced;
};

static inline int stronger_keep(int a, int b)
{
	return a > b ? a : b;
}

static inline struct joint joint_stronger(struct joint a, struct joint b)
{
	return (struct joint){stronger_keep(a.strength, b.strength), a.forced > b.forced ? a.forced : b.forced};
}

/* A space with its lengths resolved, in points. */
struct extent {
	double minimum, optimum, maximum;
	int precedence;
	bool retain;
};

struct slug {
	enum slug_kind kind;
	const struct fo *fo;
	size_t parent; /* index + 1 of the SLUG_BEGIN that holds it; 0: none */
	double height; /* LINE, BOX: extent; BEGIN, END: border and padding */
	double kept;   /* BEGIN: what of it stays when it is broken */
	union {
		struct {
			const struct line *line;
			double x; /* left edge of the content rectangle */
			const struct fo *first; /* of its paragraph */
		} line;
		struct extent space;
		struct joint brk;
		struct box *box;
		struct {
			struct band *band;
			size_t number;
		} step;
		struct {
			size_t end;          /* index of the SLUG_END; SIZE_MAX: not made yet */
			double closing, closing_kept; /* that one's height, and what stays of it */
			double x, width;     /* content rectangle */
			double start, end_edge; /* border and padding beside it */
			struct box *header;  /* tables: repeated after a break, or NULL */
			struct box *footer;  /* tables: repeated before a break, or NULL */
		} begin;
	};
};

struct galley {
	struct arena *arena;
	struct slug *slugs;
	size_t count, capacity;
	double width; /* of the reference area */
	double ease;  /* how far its own spaces go from their optimum (0) towards their minimum (1) */
};

/* A piece that does not break. x and width: its border rectangle in the galley that holds it. */
struct box {
	struct galley galley;
	const struct fo *fo;
	double x, width, height; /* as it stands in the outer galley (after rotation) */
	int orientation;         /* 0, 90, 180, 270: reference-orientation */
	const struct table *table; /* a header or footer that is made anew for each fragment; else NULL */
};

enum side { SIDE_BEFORE, SIDE_AFTER, SIDE_START, SIDE_END, SIDES };

/* What one side of a formatting object asks of its border and padding. */
struct edge {
	const struct length_conditional *width, *padding;
	const struct color *color;
	enum token style;
	int precedence;
	enum property asked; /* the property that says the precedence */
};
struct edge edge_of(const struct fo *fo, enum side side);

/* The border on one side of a formatting object; fo NULL: none. */
struct border {
	const struct fo *fo;
	const struct color *color;
	double thickness; /* 0 where its style shows none */
	enum token style;
	enum side side;
};
struct border border_of(const struct fo *fo, enum side side);

/* A column of a table. */
struct column {
	double x, width;
	const struct fo *fo; /* fo:table-column, or NULL */
};

/* The borders of a cell where borders collapse: those before and after by column, those at the start and end by row. */
struct collapsed {
	const struct column *at; /* its first column, and those after it up to where its last one ends */
	int column, columns, rows;
	struct border *sides[SIDES];
	bool shown[SIDES];    /* by this cell, not by its neighbour */
	bool retained[SIDES]; /* shown where the cell is broken */
};

/* From a step of its band on, the slugs of a cell before `to` are in. */
struct reach {
	size_t step, to;
};

struct band_cell {
	const struct fo *fo;
	const struct fo *column; /* fo:table-column, or NULL */
	struct galley galley;    /* of the content rectangle's width */
	double x, width;         /* its grid rectangle, in the galley that holds the band */
	double edges[SIDES];     /* from the grid to the content: border, padding, half the separation */
	double kept[SIDES];      /* what stays of them where the cell is broken */
	double minimum;          /* least height of the part that it begins with, on the grid */
	double content;          /* height of all of its galley, since the band was merged */
	const struct collapsed *borders; /* NULL: its own, separate from others */
	int keep_after;          /* strength of its last block's keep-with-next */
	int row, rows;
	struct reach *reach;     /* in rising order */
	size_t reach_count;
};

struct band_row {
	const struct fo *fo;     /* NULL: an anonymous row, or a list item */
	double minimum;          /* least height of the part that it begins with */
	double maximum;          /* cells that span further do not make it higher; 0: no limit */
	int keep_together;       /* strength */
	struct joint after;      /* between this row and the next one */
	size_t first;            /* its first cell */
	size_t carried;          /* the first of `long_cells` that may still stand beside it */
};

/* A place to break a band: rows begun and ended before it, and what a break there means. */
struct band_step {
	int begun, ended;
	struct joint joint;
};

/* What stands side by side: rows that hold together by their spans, or a list item. Its cells are sorted by rows. */
struct band {
	const struct fo *fo;    /* first row (or its table-body …), or list item */
	const struct fo *part;  /* table-body, -header, -footer, or NULL */
	bool part_begins, part_ends; /* with this band */
	struct band_cell *cells;
	size_t count;
	struct band_row *rows;
	int row_count;
	double gap_block, gap_inline; /* border-separation */
	const struct table *table; /* where borders collapse; else NULL … */
	const struct grid_row *grid_rows; /* … its rows on the grid */
	struct band_step *steps;
	size_t step_count, step_capacity;
	size_t *long_cells;     /* cells of more than one row */
	size_t long_count;
	double *heights;        /* for band_measure: row_count */
};

/* The part of a cell that a stretch of steps shows. */
struct band_part {
	const struct band_cell *cell;
	size_t from, to;        /* its slugs */
	bool begins, ends;
	int row, rows;          /* on the stretch's own rows */
};

struct band_walk {
	const struct band *band;
	size_t first, last;     /* steps */
	int start, end, begun;  /* rows shown: start … end-1; those from `begun` on begin here */
	size_t long_cell, cell;
};

/* Walk over the cells of steps first … last: those carried over from earlier rows, then row by row. */
struct band_walk band_walk_start(const struct band *band, size_t first, size_t last);
bool band_walk_next(struct band_walk *walk, struct band_part *part);

/* The heights of the rows of steps first … last: at most row_count values; returns how many. */
int band_rows(const struct band *band, size_t first, size_t last, double *heights);

/* Append a slug of a kind; the caller fills the rest. */
struct slug *galley_add(struct galley *galley, enum slug_kind kind, const struct fo *fo, size_t parent);
void galley_add_space(struct galley *galley, size_t parent, const struct space *space, double reference);
void galley_add_break(struct galley *galley, size_t parent, struct joint joint);

/* Measures a stretch of a galley as one page would show it: what stays open before, what must close after, spaces resolved. */
struct gauge {
	const struct galley *galley;
	size_t from, next;       /* slugs from … next-1 are in */
	double height;           /* of what is in, pending spaces left out */
	double top;              /* of the slug added last */
	bool leading;            /* nothing but spaces so far */
	double shrink, stretch;  /* what its spaces could give, and take, from their optimum */
	bool pends;              /* there are spaces behind what is in … */
	struct extent pending;   /* … as one; and those of them that are not discarded at the end of a reference area */
	struct extent retained;
	const struct band *band; /* the band whose steps are being added */
	size_t band_first;
	double band_height;
};

/* Start before slug `from`: repeated headers and retained edges of what is open there are counted. */
void gauge_start(struct gauge *gauge, const struct galley *galley, size_t from);

/* Add the next slug. */
void gauge_add(struct gauge *gauge);

/* The height when broken here: with retained spaces, edges and footers of what is open. */
double gauge_close(const struct gauge *gauge);

/* What the spaces of gauge_close's height could give and take. */
void gauge_flex(const struct gauge *gauge, double *shrink, double *stretch);

/* The height of slugs from … to-1. */
double galley_measure(const struct galley *galley, size_t from, size_t to);

/* How far below a galley's top the baseline of its first line is. False: it has no line. */
bool galley_baseline(const struct galley *galley, double *baseline);

/* The edge of a cell on a side, where the cell is whole there, or broken. */
static inline double cell_edge(const struct band_cell *cell, enum side side, bool whole)
{
	return whole ? cell->edges[side] : cell->kept[side];
}

/* The height of steps first … last of a band. */
double band_measure(const struct band *band, size_t first, size_t last);

/* Merge the cells' galleys into steps. The caller has filled the cells and, unless there is one anonymous row, the rows. restart: where
 * it was begun at another width, or NULL; what was placed is its first step then. */
struct restart;
void band_merge(struct band *band, const struct restart *restart, struct arena *arena);

/* Border and padding of one side, in points; reference: what paddings are percentages of, the width of the containing area. */
double edge_whole(const struct fo *fo, enum side side, double reference);

/* What stays of it where a page breaks it: border and padding, each by its own conditionality (XSL 1.1, 4.3.1). */
double edge_kept(const struct fo *fo, enum side side, double reference);

/* Add how far relative-position moves an area of this formatting object in an area of that size (XSL 1.1, 7.6.3). */
void edge_offset(const struct fo *fo, double width, double height, double *x, double *y);

#endif
