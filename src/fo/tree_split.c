#include "base/arena.h"
#include "fo/tree_parts.h"

static bool is_visible_inline(const struct fo *fo)
{
	return fo->kind == FO_TEXT ? !fo_is_white(fo) : fo->kind != FO_MARKER && !fo_holds_block(fo);
}

/* The same values, with one side or both open. */
static const struct properties *open_sides(struct arena *arena, const struct properties *p, bool start, bool end)
{
	struct properties *own = arena_uncleared(arena, 1, sizeof *own);

	*own = *p;
	if (property_right_to_left(p) ? end : start) {
		own->border_start_style = TOKEN_NONE;
		own->border_start_width = own->padding_start = (struct length_conditional){.retain = false};
		own->space_start = (struct space){.precedence = 0};
	}
	if (property_right_to_left(p) ? start : end) {
		own->border_end_style = TOKEN_NONE;
		own->border_end_width = own->padding_end = (struct length_conditional){.retain = false};
		own->space_end = (struct space){.precedence = 0};
	}
	return own;
}

/* Move the children first … before `end` into a copy of `fo` beside it; nothing when they show nothing. */
static bool split_part(struct arena *arena, struct fo *fo, struct fo *first, const struct fo *end, bool begun)
{
	bool shows = false;

	for (const struct fo *child = first; child != end; child = child->next)
		shows |= is_visible_inline(child);
	if (!shows)
		return false;
	struct fo *part = arena_alloc(arena, sizeof *part), *next;

	*part = *fo;
	part->first = part->last = NULL;
	part->p = open_sides(arena, fo->p, begun, end != NULL);
	for (struct fo *child = first; child != end; child = next) {
		next = child->next;
		child->parent = part;
		tree_append(part, child);
	}
	tree_append(fo->parent, part);
	return true;
}

/* What was in it becomes its parent's, but for whose structure and links the blocks are. */
bool tree_split(struct arena *arena, struct fo *fo)
{
	struct fo *parent = fo->parent, *first = fo->first, *next;
	bool shows = false, blocks = false, begun = false;

	for (const struct fo *child = first; child; child = child->next) {
		shows |= is_visible_inline(child);
		blocks |= fo_holds_block(child);
	}
	if (!shows || !blocks)
		return false;
	parent->last = fo->previous;
	if (parent->last)
		parent->last->next = NULL;
	else
		parent->first = NULL;
	for (struct fo *child = first; child; child = next) {
		next = child->next;
		if (!fo_holds_block(child))
			continue;
		begun |= split_part(arena, fo, first, child, begun);
		tree_append(parent, child);
		first = next;
	}
	split_part(arena, fo, first, NULL, begun);
	fo->first = fo->last = NULL;
	return true;
}
