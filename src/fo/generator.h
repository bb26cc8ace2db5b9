#ifndef FO_GENERATOR_H
#define FO_GENERATOR_H
/* From formatting objects to a galley of one width. Each function appends what its formatting object makes. */

#include "fo/galley.h"

/* Where a galley that is made again at another width goes on: at a slug of a kind, of this formatting object. */
struct restart {
	enum slug_kind kind;
	const struct fo *fo;   /* LINE: the first inline of its paragraph; STEP: the band's; NULL: nothing is left */
	size_t position;       /* LINE: in the paragraph */
	struct restart *cells; /* STEP: of a band that was begun, for each of its cells … */
	int begun, ended;      /* … and its rows; else NULL */
	size_t slug;           /* found: where it stands in the new galley */
	bool found;
};

struct generator {
	struct line_context *lines;
	struct arena *arena;
	struct galley *galley;
	size_t parent;  /* index + 1 of the open SLUG_BEGIN */
	double origin, reference; /* left edge and width of the reference area, in the galley's coordinates */
	double height;  /* of the reference area: what percentages of heights refer to; 0: what its content needs */
	int keep;       /* strength of the keep-together around */
	struct restart *restart; /* NULL: from the beginning */
	int depth;
};

/* Deepest nesting of formatting objects that is laid out. */
#define GENERATOR_DEPTH 400

/* The children of a flow, static-content, block-container or cell, one below the other. */
void generate_children(struct generator *generator, const struct fo *fo);

/* An absolutely positioned container takes no room where it stands. */
bool out_of_flow(const struct fo *fo);

/* One block-level formatting object. */
void generate_block_level(struct generator *generator, const struct fo *fo);

/* tables: fo/table.c */
void generate_table(struct generator *generator, const struct fo *fo);

/* The same little by little: all up to the header, in the generator's arena; then some groups of rows a time, in that of the
 * generator given then, beginning with the row `from` (NULL: the first). False: the table is complete. */
struct table;
struct table *table_begin(struct generator *generator, const struct fo *fo, const struct fo *from);
bool table_continue(struct table *table, struct generator *generator, int groups);

/* piece.c: one block-level formatting object; a long table, or block of blocks or tables, in pieces: whether it is to be; its first
 * piece (pieces NULL) or one more, without what stands before `from` (NULL: with all). What all of them need is made with `lines`. NULL:
 * it is complete. */
bool pieces_due(const struct fo *fo);
struct pieces *pieces_make(struct pieces *pieces, struct generator *generator, struct line_context *lines, const struct fo *fo,
			   const struct fo *from);

/* A header or footer once more, for a fragment of its table: what it retrieves has changed, its height is the same. */
struct box *table_renew(const struct box *box, struct line_context *lines);

/* A table with its caption: above, below, or beside it. */
void generate_captioned(struct generator *generator, const struct fo *fo);

/* lists: fo/list.c */
void generate_list(struct generator *generator, const struct fo *list);

/* Merge a band and append its steps, where it was begun, only those that are left: fo/band.c */
void generate_band(struct generator *generator, struct band *band);

/* What fills a galley of its own, `width` wide. */
struct generator generator_inside(const struct generator *generator, struct galley *galley, double width);

/* Children into a galley of their own, at a width. */
struct galley generate_galley(struct generator *generator, const struct fo *fo, double width);

/* The galley of a band's cell, whose fo is known, at a width. */
void generate_cell(struct generator *generator, const struct band *band, struct band_cell *cell, double width);

/* A cell that stands beside others in a band of one row, at its place. */
void generate_part(struct generator *generator, const struct band *band, struct band_cell *cell, const struct fo *fo, double x,
		   double width);

/* Where slugs from … end-1 of a galley, which are not placed yet, are to go on at another width. */
struct restart galley_restart(const struct galley *galley, size_t from, size_t end, struct arena *arena);

/* What this restart is for comes next: returns whether the galley goes on there, and notes its place. */
bool generator_restart(struct generator *generator, enum slug_kind kind, const struct fo *fo);

/* A dimension of an area, or what is given for auto, within its minimum and maximum. */
double range_within(struct length_range range, double reference, double automatic);

/* A container as one piece, in its own arena; width: what it takes when its own is auto. */
struct box *generate_box(struct generator *generator, const struct fo *fo, double width);

/* A box is what comes next. */
void generate_boxed(struct generator *generator, struct box *box);

/* The area of a block-level formatting object, open: its content rectangle, in the galley's coordinates. */
struct area {
	size_t begin; /* its SLUG_BEGIN */
	double x, width;
	int keep, outer_keep; /* strengths of the keep-together in it, around it */
};

/* Open and close it, with the spaces before and after; between the two another generator may go on with it. */
struct area generate_open(struct generator *generator, const struct fo *fo);
void generate_continue(struct generator *generator, const struct area *area);

/* The width of the area around: what percentages of a block-level width, or of padding, refer to (XSL 1.1, 7.3), before it is opened. */
double generate_around(const struct generator *generator);

/* Its own width is another than what is left for it: it stands at the start of that. */
void generate_narrow(struct generator *generator, struct area *area, double width);

void generate_close(struct generator *generator, const struct area *area);

/* A place to break, within what is kept together around; between two siblings. */
void generate_break(struct generator *generator, struct joint joint);
void generate_break_between(struct generator *generator, const struct fo *before, const struct fo *after);

/* The strength that a keep has in a column. */
int keep_strength(struct keep keep);

/* What break-before and keep-with-previous of fo or of its leading children ask; break-after and keep-with-next of fo or its
 * trailing ones; its own alone. */
struct joint joint_before(const struct fo *fo);
struct joint joint_after(const struct fo *fo);
struct joint joint_asked_after(const struct fo *fo);

#endif
