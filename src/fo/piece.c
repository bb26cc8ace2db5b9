#include "fo/generator.h"

#include "base/arena.h"

/* What has more rows, or more blocks, is made in pieces; so many rows are one. */
#define PIECE_ROWS 256

struct pieces {
	struct line_context *lines; /* for what lives as long as all of them */
	struct table *table;    /* it is a table; else a block … */
	struct area area;       /* … */
	const struct fo *next;  /* … its child that is made next, and the one before, or NULL … */
	const struct fo *previous;
	const struct fo *from;  /* nothing is made of what stands before this; NULL: all is */
	struct pieces *inner;   /* … what is made of `next`, when that is long itself */
};

/* The next child of a block that makes areas. */
static const struct fo *next_child(const struct fo *fo)
{
	while (fo && fo->kind == FO_TEXT && fo_is_white(fo))
		fo = fo->next;
	return fo;
}

static bool is_long_table(const struct fo *fo)
{
	int rows = 0;

	for (const struct fo *part = fo->first; part; part = part->next)
		for (const struct fo *row = part->first; row; row = row->next)
			if (++rows > PIECE_ROWS)
				return true;
	return false;
}

/* Of blocks that hold blocks and tables, one below the other, and nothing else. */
bool pieces_due(const struct fo *fo)
{
	const struct properties *p = fo->p;
	bool due = false;
	int blocks = 0;

	if (fo->kind == FO_TABLE)
		return is_long_table(fo);
	if (fo->kind != FO_BLOCK || p->linefeed_treatment != TOKEN_TREAT_AS_SPACE || p->white_space_collapse != TOKEN_TRUE)
		return false;
	for (const struct fo *child = next_child(fo->first); child; child = next_child(child->next)) {
		if (child->kind != FO_BLOCK && child->kind != FO_TABLE)
			return false;
		due = due || ++blocks > PIECE_ROWS || pieces_due(child);
	}
	return due;
}

/* The child in which an object stands, or the first one. */
static const struct fo *child_with(const struct fo *fo, const struct fo *inside)
{
	while (inside && inside->parent != fo)
		inside = inside->parent;
	return inside ? inside : next_child(fo->first);
}

static struct pieces *begin_pieces(const struct generator *generator, struct line_context *lines, const struct fo *fo,
				   const struct fo *from)
{
	struct pieces *pieces = arena_alloc(lines->arena, sizeof *pieces);
	struct generator whole = *generator;

	whole.lines = lines;
	whole.arena = lines->arena;
	*pieces = (struct pieces){.lines = lines, .from = from};
	if (fo->kind == FO_TABLE) {
		pieces->table = table_begin(&whole, fo, from && from->parent->parent == fo ? from : NULL);
		return pieces;
	}
	pieces->area = generate_open(&whole, fo);
	pieces->next = child_with(fo, from);
	return pieces;
}

/* One more child of a block, or piece of it. */
static bool continue_block(struct pieces *pieces, struct generator *generator)
{
	const struct fo *child = pieces->next;
	struct generator inner;

	generate_continue(generator, &pieces->area);
	if (!child) {
		generate_close(generator, &pieces->area);
		return false;
	}
	if (pieces->previous && !pieces->inner)
		generate_break_between(generator, pieces->previous, child);
	inner = *generator;
	inner.depth++;
	pieces->inner = pieces_make(pieces->inner, &inner, pieces->lines, child, pieces->previous ? NULL : pieces->from);
	if (!pieces->inner) {
		pieces->previous = child;
		pieces->next = next_child(child->next);
	}
	return true;
}

struct pieces *pieces_make(struct pieces *pieces, struct generator *generator, struct line_context *lines, const struct fo *fo,
			   const struct fo *from)
{
	if (!pieces && !pieces_due(fo)) {
		generate_block_level(generator, fo);
		return NULL;
	}
	if (!pieces)
		pieces = begin_pieces(generator, lines, fo, from);
	bool more = pieces->table ? table_continue(pieces->table, generator, PIECE_ROWS) : continue_block(pieces, generator);

	return more ? pieces : NULL;
}
