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

static double edge(struct length_conditional border, struct length_conditional padding, double reference)
{
	return length_resolve(border.length, 0) + length_resolve(padding.length, reference);
}

double edge_before(const struct fo *fo, double reference)
{
	return edge(fo->p->border_before_width, fo->p->padding_before, reference);
}

double edge_after(const struct fo *fo, double reference)
{
	return edge(fo->p->border_after_width, fo->p->padding_after, reference);
}

double edge_start(const struct fo *fo, double reference)
{
	return edge(fo->p->border_start_width, fo->p->padding_start, reference);
}

double edge_end(const struct fo *fo, double reference)
{
	return edge(fo->p->border_end_width, fo->p->padding_end, reference);
}

void edge_offset(const struct fo *fo, double width, double height, double *x, double *y)
{
	const struct properties *p = fo->p;

	if (p->relative_position != TOKEN_RELATIVE)
		return;
	*x += p->left.automatic ? -length_resolve(p->right, width) : length_resolve(p->left, width);
	*y += p->top.automatic ? -length_resolve(p->bottom, height) : length_resolve(p->top, height);
}

double edge_kept(struct length_conditional border, struct length_conditional padding, double reference)
{
	return (border.retain ? length_resolve(border.length, 0) : 0) +
	       (padding.retain ? length_resolve(padding.length, reference) : 0);
}
