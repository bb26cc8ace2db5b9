#include "fo/galley.h"

#include "base/arena.h"

struct slug *galley_add(struct galley *galley, enum slug_kind kind, const struct fo *fo, size_t parent)
{
	galley->slugs = arena_grown(galley->arena, galley->slugs, galley->count, &galley->capacity, sizeof *galley->slugs);
	struct slug *slug = &galley->slugs[galley->count++];

	*slug = (struct slug){.kind = kind, .fo = fo, .parent = parent};
	return slug;
}

void galley_add_space(struct galley *galley, size_t parent, const struct space *space, double reference)
{
	double optimum = length_resolve(space->optimum, reference);

	if (optimum == 0 && space->precedence != SPACE_FORCE)
		return;
	struct slug *slug = galley_add(galley, SLUG_SPACE, NULL, parent);

	slug->space = (struct extent){
		.minimum = length_resolve(space->minimum, reference),
		.optimum = optimum,
		.maximum = length_resolve(space->maximum, reference),
		.precedence = space->precedence,
		.retain = space->retain,
	};
}

void galley_add_break(struct galley *galley, size_t parent, struct joint joint)
{
	galley_add(galley, SLUG_BREAK, NULL, parent)->brk = joint;
}

struct edge edge_of(const struct fo *fo, enum side side)
{
	const struct properties *p = fo->p;

	switch (side) {
	case SIDE_BEFORE:
		return (struct edge){&p->border_before_width, &p->padding_before, &p->border_before_color, p->border_before_style,
				     p->border_before_precedence, PROPERTY_border_before_precedence};
	case SIDE_AFTER:
		return (struct edge){&p->border_after_width, &p->padding_after, &p->border_after_color, p->border_after_style,
				     p->border_after_precedence, PROPERTY_border_after_precedence};
	case SIDE_START:
		return (struct edge){&p->border_start_width, &p->padding_start, &p->border_start_color, p->border_start_style,
				     p->border_start_precedence, PROPERTY_border_start_precedence};
	default:
		return (struct edge){&p->border_end_width, &p->padding_end, &p->border_end_color, p->border_end_style,
				     p->border_end_precedence, PROPERTY_border_end_precedence};
	}
}

struct border border_of(const struct fo *fo, enum side side)
{
	struct edge edge = edge_of(fo, side);
	bool drawn = edge.style != TOKEN_NONE && edge.style != TOKEN_HIDDEN;

	return (struct border){fo, edge.color, drawn ? length_resolve(edge.width->length, 0) : 0, edge.style, side};
}

double edge_whole(const struct fo *fo, enum side side, double reference)
{
	struct edge edge = edge_of(fo, side);

	return length_resolve(edge.width->length, 0) + length_resolve(edge.padding->length, reference);
}

double edge_kept(const struct fo *fo, enum side side, double reference)
{
	struct edge edge = edge_of(fo, side);

	return (edge.width->retain ? length_resolve(edge.width->length, 0) : 0) +
	       (edge.padding->retain ? length_resolve(edge.padding->length, reference) : 0);
}

void edge_offset(const struct fo *fo, double width, double height, double *x, double *y)
{
	const struct properties *p = fo->p;

	if (p->relative_position != TOKEN_RELATIVE)
		return;
	*x += p->left.automatic ? -length_resolve(p->right, width) : length_resolve(p->left, width);
	*y += p->top.automatic ? -length_resolve(p->bottom, height) : length_resolve(p->top, height);
}
