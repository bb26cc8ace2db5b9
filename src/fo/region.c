#include "fo/layout_parts.h"

#include <string.h>

#include "base/arena.h"
#include "fo/numbering.h"
#include "fo/placement.h"

const struct fo *page_static_content(const struct fo *sequence, const char *region)
{
	for (const struct fo *child = sequence->first; child; child = child->next)
		if (child->kind == FO_STATIC_CONTENT && child->p->flow_name &&
		    strcmp(child->p->flow_name, region) == 0)
			return child;
	return NULL;
}

const struct fo *layout_marker(void *context, const struct fo *retrieve)
{
	struct layout *layout = context;

	return layout->page ? markers_retrieve(layout->markers, layout->page->arena, retrieve) : NULL;
}

static enum artifact artifact_of(const struct region *region)
{
	switch (region->fo->kind) {
	case FO_REGION_BEFORE:
		return ARTIFACT_HEADER;
	case FO_REGION_AFTER:
		return ARTIFACT_FOOTER;
	default:
		return ARTIFACT_PAGINATION;
	}
}

static void place_static(struct layout *layout, struct placement *placement,
			 const struct region *region)
{
	const struct fo *content = page_static_content(layout->sequence, region->name);

	if (!content)
		return;
	struct generator generator = {.lines = placement->lines, .arena = placement->page->arena, .height = region->height};
	struct box box = {.fo = region->fo,
			  .galley = generate_galley(&generator, content, region->width),
			  .width = region->content.width,
			  .height = region->content.height,
			  .orientation = region->fo->p->reference_orientation};

	placement->decoration = true;
	placement->areas = NULL;
	placement->page->artifact = artifact_of(region);
	place_tell(placement, content, region->content.x, region->content.y);
	place_box(placement, &box, region->content.x, region->content.y);
	placement->page->artifact = ARTIFACT_LAYOUT;
}

void page_begin(struct layout *layout, struct page *page, bool blank)
{
	layout->blank = blank;
	*page = (struct page){.number = ++layout->physical, .even = layout->number % 2 == 0, .arena = arena_new()};
	page->label = arena_strdup(layout->arena, number_format(page->arena, layout->sequence->p, layout->number));
	layout->page = page;
	layout->destinations_room = 0;
	for (const struct fo *around = layout->sequence; around; around = around->parent)
		if (layout->pages_linked && around->id)
			layout_seen(layout, around, 0, 0);
		else if (around->cited)
			layout_record(layout, around);
}

void page_end(struct layout *layout)
{
	markers_end_page(layout->markers);
	page_stack(layout->page);
	if (!layout->measuring && !layout->status)
		layout->status = layout->sink->page(layout->sink->context, layout->page);
	arena_free(layout->page->arena);
	layout->page = NULL;
}

/* The footnotes of a page, at the foot of its region. */
static void place_notes(struct placement *placement, const struct fit *fit, struct rectangle area)
{
	struct note_foot foot = notes_fill(fit->notes, &fit->wanted, area.height - fit->height);
	double y = area.y + area.height - foot.height;

	if (!foot.count)
		return;
	placement->decoration = true;
	y += place_slugs(placement, foot.separator, 0, foot.separator->count, area.x, y);
	placement->decoration = false;
	for (size_t i = 0; i < foot.count; i++) {
		place_tell(placement, foot.parts[i].body, area.x, y);
		y += place_slugs(placement, foot.parts[i].galley, foot.parts[i].from, foot.parts[i].to, area.x, y);
	}
}

static void place_flow(struct layout *layout, struct placement *placement, const struct region *body, struct flow *flow,
		       const struct fit *fit)
{
	struct galley *galley = flow_galley(flow);
	int orientation = body->fo->p->reference_orientation;
	struct rectangle area = placement->area = place_turn(placement, body->content, orientation);
	bool clips = place_viewport(placement, body->fo, area, fit->height);
	double y = area.y + place_aligned(body->fo, area.height - fit->height);

	placement->decoration = false;
	place_tell(placement, fo_child(layout->sequence, FO_FLOW), area.x, area.y);
	placement->areas = layout->marked ? layout->markers : NULL;

	for (size_t i = 0; i < fit->count; i++) {
		const struct stretch *stretch = &fit->stretches[i];

		galley->ease = stretch->ease;
		place_slugs(placement, galley, stretch->from, stretch->to, area.x + stretch->x, y + stretch->y);
	}
	if (fit->notes)
		place_notes(placement, fit, area);
	if (clips)
		page_restore(placement->page);
	if (orientation)
		place_leave(placement);
}

/* All regions of a page; fit NULL: a blank page. */
void page_place(struct layout *layout, const struct page_geometry *geometry,
		struct flow *flow, const struct fit *fit)
{
	struct line_context lines = layout->lines;
	struct placement placement = {.page = layout->page,
				      .structure = layout->structure,
				      .lines = &lines,
				      .measuring = layout->measuring,
				      .seen = layout_seen,
				      .context = layout,
				      .markers = layout->markers};

	layout->page->width = geometry->width;
	layout->page->height = geometry->height;
	lines.arena = layout->page->arena;
	place_turn(&placement, geometry->area, geometry->master->p->reference_orientation);
	for (int i = 0; i < geometry->count; i++) {
		placement.decoration = true;
		place_decoration(&placement, geometry->regions[i].fo, geometry->regions[i].border,
				 (struct edges){.before = true, .after = true});
	}
	for (int i = 0; i < geometry->count; i++) {
		const struct region *region = &geometry->regions[i];

		if (region->fo->kind != FO_REGION_BODY) {
			if (!layout->measuring || layout->static_ids)
				place_static(layout, &placement, region);
		} else if (fit) {
			place_flow(layout, &placement, region, flow, fit);
		}
	}
	if (geometry->master->p->reference_orientation)
		place_leave(&placement);
}

const struct region *geometry_body(const struct page_geometry *geometry)
{
	return geometry->count && geometry->regions[0].fo->kind == FO_REGION_BODY
		       ? &geometry->regions[0]
		       : NULL;
}
