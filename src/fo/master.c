#include "fo/master.h"

#include <string.h>

#include "fo/galley.h"

static const struct fo *find_named(const struct fo *set, const char *name, bool simple)
{
	if (!name)
		return NULL;
	for (const struct fo *child = set->first; child; child = child->next)
		if (child->p->master_name && strcmp(child->p->master_name, name) == 0 &&
		    (child->kind == FO_SIMPLE_PAGE_MASTER || (!simple && child->kind == FO_PAGE_SEQUENCE_MASTER)))
			return child;
	return NULL;
}

const struct fo *master_of(const struct fo *root, const struct fo *sequence)
{
	const struct fo *set = fo_child(root, FO_LAYOUT_MASTER_SET);

	return set ? find_named(set, sequence->p->master_reference, false) : NULL;
}

static bool alternative_fits(const struct fo *alternative, struct page_condition condition)
{
	const struct properties *p = alternative->p;
	bool first = condition.index == 0;

	if (p->odd_or_even != TOKEN_ANY && (p->odd_or_even == TOKEN_ODD) != (condition.number % 2 == 1))
		return false;
	if (p->blank_or_not_blank != TOKEN_ANY && (p->blank_or_not_blank == TOKEN_BLANK) != condition.blank)
		return false;
	switch (p->page_position) {
	case TOKEN_FIRST:
		return first;
	case TOKEN_LAST:
		return condition.last;
	case TOKEN_REST:
		return !first && !condition.last;
	case TOKEN_ONLY:
		return first && condition.last;
	default:
		return true;
	}
}

static const struct fo *find_alternative(const struct fo *alternatives, struct page_condition condition)
{
	const struct fo *child = alternatives->first;

	while (child && !(child->kind == FO_CONDITIONAL_PAGE_MASTER_REFERENCE && alternative_fits(child, condition)))
		child = child->next;
	return child;
}

static unsigned most_pages(const struct fo *part)
{
	if (part->kind == FO_SINGLE_PAGE_MASTER_REFERENCE)
		return 1;
	return part->p->maximum_repeats < 0 ? ~0u : (unsigned)part->p->maximum_repeats;
}

const struct fo *master_find(const struct fo *master, struct page_condition condition, bool *exhausted)
{
	unsigned first = 0; /* pages that earlier sub-sequences took */
	const struct fo *part = master->first;

	if (master->kind == FO_SIMPLE_PAGE_MASTER)
		return master;
	for (; part && part->next && most_pages(part) != ~0u && condition.index >= first + most_pages(part); part = part->next)
		first += most_pages(part);
	if (part && exhausted)
		*exhausted = most_pages(part) != ~0u && condition.index >= first + most_pages(part);
	if (part && part->kind == FO_REPEATABLE_PAGE_MASTER_ALTERNATIVES)
		part = find_alternative(part, condition);
	return part ? find_named(master->parent, part->p->master_reference, true) : NULL;
}

/* ---- geometry (XSL 1.1, 6.4.13–6.4.18) ---- */

static const enum fo_kind region_kinds[REGION_COUNT] = {FO_REGION_BODY, FO_REGION_BEFORE, FO_REGION_AFTER,
							 FO_REGION_START, FO_REGION_END};
static const char *const region_names[REGION_COUNT] = {"xsl-region-body", "xsl-region-before", "xsl-region-after",
							"xsl-region-start", "xsl-region-end"};

static const char *region_name(const struct fo *region)
{
	for (int i = 0; i < REGION_COUNT; i++)
		if (region->kind == region_kinds[i])
			return region->p->region_name ? region->p->region_name : region_names[i];
	return "";
}

const struct fo *master_region(const struct fo *root, const struct fo *sequence, const char *name)
{
	const struct fo *master = master_of(root, sequence);
	const struct fo *page = master ? master_find(master, (struct page_condition){.number = 1}, NULL) : NULL;
	const struct fo *region = page && name ? page->first : NULL;

	while (region && strcmp(region_name(region), name) != 0)
		region = region->next;
	return region;
}

static double extent_of(const struct fo *region, double reference)
{
	return region ? length_resolve(region->p->extent, reference) : 0;
}

static struct rectangle shrink(struct rectangle r, double top, double right, double bottom, double left)
{
	r.x += left;
	r.y += top;
	r.width = r.width > left + right ? r.width - left - right : 0;
	r.height = r.height > top + bottom ? r.height - top - bottom : 0;
	return r;
}

static struct rectangle within_margins(struct rectangle r, const struct properties *p)
{
	return shrink(r, length_resolve(p->margin_top, r.width), length_resolve(p->margin_right, r.width),
		      length_resolve(p->margin_bottom, r.width), length_resolve(p->margin_left, r.width));
}

static void turn_extents(int orientation, double *width, double *height)
{
	double other = *width;

	if (orientation % 180 == 0)
		return;
	*width = *height;
	*height = other;
}

static struct rectangle region_border(const struct fo *master, const struct fo *region, struct rectangle page)
{
	const struct fo *before = fo_child(master, FO_REGION_BEFORE), *after = fo_child(master, FO_REGION_AFTER);
	const struct fo *sides[] = {fo_child(master, FO_REGION_START), fo_child(master, FO_REGION_END)};
	bool mirrored = property_right_to_left(master->p);
	const struct fo *left = sides[mirrored], *right = sides[!mirrored];
	double extent = extent_of(region, region->kind == FO_REGION_BEFORE || region->kind == FO_REGION_AFTER
						  ? page.height : page.width);
	/* Without precedence the regions before and after leave the corners to start and end. */
	bool narrow = region->p->precedence != TOKEN_TRUE;
	bool above = before && before->p->precedence == TOKEN_TRUE, below = after && after->p->precedence == TOKEN_TRUE;

	switch (region->kind) {
	case FO_REGION_BEFORE:
	case FO_REGION_AFTER:
		if (narrow)
			page = shrink(page, 0, extent_of(right, page.width), 0, extent_of(left, page.width));
		if (region->kind == FO_REGION_AFTER)
			page.y += page.height - extent;
		page.height = extent;
		return page;
	case FO_REGION_START:
	case FO_REGION_END:
		if (region == right)
			page.x += page.width - extent;
		page = shrink(page, above ? extent_of(before, page.height) : 0, 0,
			      below ? extent_of(after, page.height) : 0, 0);
		page.width = extent;
		return page;
	default:
		return within_margins(page, region->p);
	}
}

static double page_extent(struct length length, double normal)
{
	double points = length.automatic ? normal : length_resolve(length, normal);

	return points < 1 ? 1 : points > 14400 ? 14400 : points;
}

void master_geometry(const struct fo *master, struct page_geometry *geometry)
{
	const struct properties *p = master->p;

	memset(geometry, 0, sizeof *geometry);
	geometry->master = master;
	geometry->width = page_extent(p->page_width, 595.276);
	geometry->height = page_extent(p->page_height, 841.89);
	struct rectangle page = {.width = geometry->width, .height = geometry->height};

	geometry->area = page = within_margins(page, p);
	if (p->reference_orientation)
		page = (struct rectangle){.width = page.width, .height = page.height};
	turn_extents(p->reference_orientation, &page.width, &page.height);
	for (int i = 0; i < REGION_COUNT; i++) {
		const struct fo *fo = fo_child(master, region_kinds[i]);

		if (!fo)
			continue;
		struct region *region = &geometry->regions[geometry->count++];

		region->fo = fo;
		region->name = region_name(fo);
		region->border = region_border(master, fo, page);
		region->content = shrink(region->border, edge_whole(fo, SIDE_BEFORE, page.width), edge_whole(fo, SIDE_END, page.width),
					 edge_whole(fo, SIDE_AFTER, page.width), edge_whole(fo, SIDE_START, page.width));
		region->width = region->content.width;
		region->height = region->content.height;
		turn_extents(fo->p->reference_orientation, &region->width, &region->height);
	}
}
