#include "fo/placement.h"

#include <math.h>

#include "base/arena.h"
#include "fo/generator.h"
#include "fo/table.h"

/* Tops of the slugs of one stretch, relative to its own top, which stands at y; its reference area begins at x. */
struct tops {
	const struct galley *galley;
	size_t from, to;
	double x, y;
	double *top;   /* by slug - from */
	double start;  /* where the first slug stands: below repeated headers */
	double end;    /* below the last one */
	double height; /* with what closes */
};

static struct tops find_tops(struct placement *placement, const struct galley *galley, size_t from, size_t to, double x,
			     double y)
{
	struct tops tops = {.galley = galley, .from = from, .to = to, .x = x, .y = y};
	struct gauge gauge;

	tops.top = arena_array(placement->page->arena, to - from + 1, sizeof *tops.top);
	gauge_start(&gauge, galley, from);
	tops.start = gauge.height;
	while (gauge.next < to) {
		size_t i = gauge.next;

		gauge_add(&gauge);
		tops.top[i - from] = gauge.top;
	}
	tops.end = gauge.height + gauge.band_height;
	tops.height = gauge_close(&gauge);
	return tops;
}

static struct matrix page_matrix(const struct placement *placement)
{
	return placement->turned ? placement->turned->to_page : MATRIX_IDENTITY;
}

/* What follows stands under a matrix, until place_leave. */
static void enter(struct placement *placement, struct matrix matrix)
{
	struct turned *turned = arena_alloc(placement->page->arena, sizeof *turned);

	*turned = (struct turned){matrix_multiply(matrix, page_matrix(placement)), placement->turned};
	placement->turned = turned;
	page_save(placement->page, matrix);
}

void place_leave(struct placement *placement)
{
	placement->turned = placement->turned->outer;
	page_restore(placement->page);
}

void place_tell(struct placement *placement, const struct fo *fo, double x, double y)
{
	struct matrix m = page_matrix(placement);

	if (placement->seen && fo)
		placement->seen(placement->context, fo, m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f);
}

static void tell_area(struct placement *placement, const struct fo *fo, bool starts, bool ends)
{
	if (placement->areas)
		markers_add(placement->areas, fo, starts, ends);
}

static void place_absolute(struct placement *placement, const struct fo *fo, struct rectangle area);

void place_inset(struct placement *placement, const struct box *box, struct rectangle border, double before)
{
	tell_area(placement, box->fo, true, true);
	place_decoration(placement, box->fo, border, (struct edges){.before = true, .after = true});
	place_box(placement, box, border.x, border.y + before);
}

/* What stands in a line; of an inline with markers, all of which come first, that its area begins here. It is taken to end here too:
 * on pages where it only goes on its markers are the nearest before. */
static void tell_anchor(struct placement *placement, const struct fo *anchor, double x, double y)
{
	const struct fo *before = anchor->previous;

	while (before && before->kind == FO_TEXT)
		before = before->previous;
	if (anchor->kind != FO_MARKER)
		place_tell(placement, anchor, x, y);
	else if (!fo_is_block_level(anchor->parent->kind) && (!before || before->kind != FO_MARKER))
		tell_area(placement, anchor->parent, true, true);
}

static void place_line(struct placement *placement, const struct slug *slug, double x, double y)
{
	const struct line *line = slug->line.line;

	for (size_t i = 0; i < line->anchor_count; i++)
		tell_anchor(placement, line->anchors[i], x, y);
	line_place(line, placement, x + slug->line.x, y);
}

struct rectangle place_turn(struct placement *placement, struct rectangle area, int orientation)
{
	static const struct matrix turns[] = {{1, 0, 0, 1, 0, 0}, {0, -1, 1, 0, 0, 0}, {-1, 0, 0, -1, 0, 0}, {0, 1, -1, 0, 0, 0}};
	struct matrix matrix = turns[orientation / 90];

	if (!orientation)
		return area;
	matrix.e = area.x + (matrix.a < 0 || matrix.c < 0 ? area.width : 0);
	matrix.f = area.y + (matrix.b < 0 || matrix.d < 0 ? area.height : 0);
	enter(placement, matrix);
	return orientation % 180 ? (struct rectangle){.width = area.height, .height = area.width}
				 : (struct rectangle){.width = area.width, .height = area.height};
}

double place_aligned(const struct fo *fo, double room)
{
	return fo->p->display_align == TOKEN_CENTER ? fmax(0, room / 2)
	       : fo->p->display_align == TOKEN_AFTER ? fmax(0, room) : 0;
}

void place_box(struct placement *placement, const struct box *box, double x, double y)
{
	struct placement inner = *placement;
	struct rectangle area = {.x = x + box->x, .y = y, .width = box->width, .height = box->height};
	double shift = 0;
	bool clips = false;

	area = inner.area = place_turn(&inner, area, box->orientation);
	if (box->fo->kind != FO_TABLE_HEADER && box->fo->kind != FO_TABLE_FOOTER) {
		double content = galley_measure(&box->galley, 0, box->galley.count);

		shift = place_aligned(box->fo, area.height - content);
		clips = place_viewport(&inner, box->fo, area, content);
	}
	place_slugs(&inner, &box->galley, 0, box->galley.count, area.x, area.y + shift);
	if (clips)
		page_restore(placement->page);
	if (box->orientation)
		place_leave(&inner);
}

/* ---- bands ---- */

/* The grid rectangle without half the separation on each side: what borders and backgrounds cover. */
static struct rectangle cell_area(const struct band *band, const struct band_cell *cell, double x, double top, double height)
{
	return (struct rectangle){.x = x + cell->x + band->gap_inline / 2, .y = top + band->gap_block / 2,
				  .width = fmax(0, cell->width - band->gap_inline),
				  .height = fmax(0, height - band->gap_block)};
}

/* XSL 1.1, 7.28.9 empty-cells, where borders are separate. */
static bool is_hidden(const struct band_cell *cell)
{
	const struct galley *galley = &cell->galley;

	if (cell->borders || cell->fo->p->empty_cells != TOKEN_HIDE)
		return false;
	for (size_t i = 0; i < galley->count; i++)
		if (galley->slugs[i].kind == SLUG_LINE || galley->slugs[i].kind == SLUG_BOX ||
		    galley->slugs[i].kind == SLUG_STEP || galley->slugs[i].kind == SLUG_ABSOLUTE)
			return false;
	return true;
}

static void place_cell(struct placement *placement, const struct band *band, const struct band_part *part, double x,
		       double y, double height)
{
	const struct band_cell *cell = part->cell;
	struct placement inner = *placement;
	double before = cell_edge(cell, SIDE_BEFORE, part->begins);
	double after = cell_edge(cell, SIDE_AFTER, part->ends);

	if (cell->fo->kind == FO_TABLE_CELL) {
		struct rectangle area = cell_area(band, cell, x, y, height);
		const struct properties *p = cell->fo->p;
		struct edges edges = {.before = part->begins || p->border_before_width.retain,
				      .after = part->ends || p->border_after_width.retain};

		place_tell(placement, cell->fo, area.x, area.y);
		tell_area(placement, cell->fo, part->begins, part->ends);
		if (cell->borders)
			place_background(placement, cell->fo, area);
		else if (!is_hidden(cell))
			place_decoration(placement, cell->fo, area, edges);
		inner.area = (struct rectangle){.x = x + cell->x + cell->edges[SIDE_START], .y = y + before,
						.width = fmax(0, cell->width - cell->edges[SIDE_START] - cell->edges[SIDE_END]),
						.height = fmax(0, height - before - after)};
		if (part->from == 0 && part->to == cell->galley.count)
			before += place_aligned(cell->fo, height - before - after - cell->content);
	} else {
		place_tell(placement, cell->fo, x + cell->x, y);
		if (cell->fo->kind != FO_TABLE) /* beside its caption, it has an area of its own */
			tell_area(placement, cell->fo, part->begins, part->ends);
	}
	place_slugs(&inner, &cell->galley, part->from, part->to, x + cell->x + cell->edges[SIDE_START], y + before);
}

/* The backgrounds beneath those of the cells, from the column's up (XSL 1.1, 6.7.3: as in CSS 2, 17.5.1). */
static void place_layers(struct placement *placement, const struct band *band, size_t first, size_t last, double x,
			 const double *tops)
{
	struct band_walk walk = band_walk_start(band, first, last);
	struct band_part part;

	while (band_walk_next(&walk, &part)) {
		const struct band_cell *cell = part.cell;
		double top = tops[part.row], height = tops[part.row + part.rows] - top;
		struct rectangle area = cell_area(band, cell, x, top, height);

		if (cell->column)
			place_background(placement, cell->column, area);
		if (band->part)
			place_background(placement, band->part, area);
		if (band->rows[cell->row].fo)
			place_background(placement, band->rows[cell->row].fo, area);
	}
}

/* How a band stands on its page: nothing of the table follows on it; a page break parts it from the rows before, or after. */
struct band_edges {
	bool closes, broken_before, broken_after;
};

/* The edges of a cell at a page break. */
static struct border *break_edges(struct placement *placement, const struct band *band, const struct collapsed *borders, int row,
				  bool before)
{
	struct border *edges = arena_array(placement->page->arena, (size_t)borders->columns, sizeof *edges);

	for (int i = 0; i < borders->columns; i++)
		edges[i] = collapse_break(band->table, &band->grid_rows[row], borders->column + i, before);
	return edges;
}

static void place_cell_borders(struct placement *placement, const struct band_walk *walk, const struct band_part *part, double x,
			       const double *tops, struct band_edges at)
{
	const struct band *band = walk->band;
	const struct band_cell *cell = part->cell;
	struct collapsed borders = *cell->borders;
	int row = walk->start + part->row, end = row + part->rows;

	if (at.broken_before && part->begins && part->row == 0)
		borders.sides[SIDE_BEFORE] = break_edges(placement, band, &borders, row, true);
	if (at.broken_after && part->ends && end == walk->end)
		borders.sides[SIDE_AFTER] = break_edges(placement, band, &borders, end - 1, false);
	borders.shown[SIDE_BEFORE] = part->begins || borders.retained[SIDE_BEFORE];
	borders.shown[SIDE_AFTER] = part->ends ? borders.shown[SIDE_AFTER] || at.closes : borders.retained[SIDE_AFTER];
	place_collapsed(placement, &borders, x, tops + part->row, part->rows, row - cell->row);
}

/* Steps first … last of a band, its top at y. */
static void place_band(struct placement *placement, const struct band *band, size_t first, size_t last, struct band_edges at,
		       double x, double y)
{
	struct band_walk walk = band_walk_start(band, first, last);
	struct band_part part;
	int count = walk.end - walk.start;
	double *tops = arena_array(placement->page->arena, (size_t)count + 1, sizeof *tops);

	tops[0] = y;
	band_rows(band, first, last, tops + 1);
	for (int i = 0; i < count; i++)
		tops[i + 1] += tops[i];
	if (band->part) {
		place_tell(placement, band->part, x, y);
		tell_area(placement, band->part, band->part_begins && first == 0,
			  band->part_ends && last + 1 == band->step_count);
	}
	for (int i = 0; i < count; i++)
		if (band->rows[walk.start + i].fo)
			place_tell(placement, band->rows[walk.start + i].fo, x, tops[i]);
	if (band->part)
		place_layers(placement, band, first, last, x, tops);
	while (band_walk_next(&walk, &part)) {
		place_cell(placement, band, &part, x, tops[part.row], tops[part.row + part.rows] - tops[part.row]);
		if (band->table)
			place_cell_borders(placement, &walk, &part, x, tops, at);
	}
}

/* ---- stretches ---- */

/* An opened area's decoration: from its top on this page to its end here. */
static void place_area(struct placement *placement, const struct tops *tops, size_t index, double top)
{
	const struct slug *begin = &tops->galley->slugs[index];
	size_t end = begin->begin.end;
	const struct fo *fo = begin->fo;
	struct edges edges = {.before = index >= tops->from, .after = end < tops->to};
	double bottom = edges.after ? tops->top[end - tops->from] + begin->begin.closing : tops->height;
	struct rectangle area = {.x = tops->x + begin->begin.x, .y = tops->y + top,
				 .width = begin->begin.width, .height = bottom - top};

	if (fo->kind != FO_BLOCK && fo->kind != FO_BLOCK_CONTAINER && fo->kind != FO_TABLE &&
	    fo->kind != FO_LIST_BLOCK && fo->kind != FO_LIST_ITEM)
		return; /* no area, or none of its own */
	if (fo->kind == FO_TABLE && fo->p->border_collapse != TOKEN_SEPARATE) {
		place_background(placement, fo, area);
		return;
	}
	edges.before |= fo->p->border_before_width.retain;
	edges.after |= fo->p->border_after_width.retain;
	area.x -= begin->begin.start;
	area.width += begin->begin.start + begin->begin.end_edge;
	place_decoration(placement, fo, area, edges);
}

/* Go over the part of a table that stands here without placing it: what markers its areas have. */
static void survey_fragment(const struct placement *placement, const struct tops *tops, size_t begin, struct markers *areas)
{
	size_t end = tops->galley->slugs[begin].begin.end;
	struct placement survey = *placement;
	struct page nothing = {.arena = placement->page->arena};

	survey.page = &nothing;
	survey.measuring = survey.decoration = true;
	survey.seen = NULL;
	survey.markers = NULL;
	survey.areas = areas;
	place_slugs(&survey, tops->galley, begin < tops->from ? tops->from : begin + 1, end < tops->to ? end : tops->to, 0, 0);
}

/* The header or footer of a table; where it retrieves markers, those of this fragment. */
static void place_part(struct placement *placement, const struct tops *tops, size_t begin, const struct box *box, double top)
{
	if (!box->table || !placement->markers) {
		place_box(placement, box, tops->x, tops->y + top);
		return;
	}
	struct markers *areas = markers_open_fragment(placement->markers, tops->galley->slugs[begin].fo, placement->page->number,
						      begin < tops->from ? tops->from : begin);

	if (areas)
		survey_fragment(placement, tops, begin, areas);
	place_box(placement, table_renew(box, placement->lines), tops->x, tops->y + top);
	markers_close_fragment(placement->markers);
}

/* One that is repeated, or NULL; returns its height. */
static double place_repeated(struct placement *placement, const struct tops *tops, size_t begin, const struct box *box, double top)
{
	struct placement inner = *placement;

	if (!box)
		return 0;
	inner.decoration = true;
	place_part(&inner, tops, begin, box, top);
	return box->height;
}

static bool is_relative(const struct fo *fo)
{
	return fo && fo->p->relative_position == TOKEN_RELATIVE;
}

/* An area that stands so far from its place. Its END, or the page's, ends it. */
static void open_relative(struct placement *placement, const struct fo *fo)
{
	struct matrix matrix = MATRIX_IDENTITY;

	if (!is_relative(fo))
		return;
	edge_offset(fo, placement->area.width, placement->area.height, &matrix.e, &matrix.f);
	enter(placement, matrix);
}

/* An area begins, or goes on from an earlier page: where it ends is what page-number-citation-last asks. */
static void place_begin(struct placement *placement, const struct tops *tops, size_t index, double top)
{
	const struct slug *begin = &tops->galley->slugs[index];

	open_relative(placement, begin->fo);
	place_tell(placement, begin->fo, tops->x + begin->begin.x, tops->y + top);
	tell_area(placement, begin->fo, index >= tops->from, begin->begin.end < tops->to);
	place_area(placement, tops, index, top);
}

/* What was opened on an earlier page and goes on: decoration, and repeated headers. Returns the top of what is inside. */
static double place_open(struct placement *placement, const struct tops *tops, size_t parent)
{
	if (!parent)
		return 0;
	const struct slug *begin = &tops->galley->slugs[parent - 1];
	double top = place_open(placement, tops, begin->parent);

	place_begin(placement, tops, parent - 1, top);
	top += begin->kept;
	return top + place_repeated(placement, tops, parent - 1, begin->begin.header, top);
}

/* What stays open at the end: repeated footers; what was moved from its place. */
static void place_closing(struct placement *placement, const struct tops *tops)
{
	if (tops->to >= tops->galley->count)
		return;
	double bottom = tops->end;

	for (size_t p = tops->galley->slugs[tops->to].parent; p; p = tops->galley->slugs[p - 1].parent) {
		const struct slug *begin = &tops->galley->slugs[p - 1];

		bottom += place_repeated(placement, tops, p - 1, begin->begin.footer, bottom);
		bottom += begin->begin.closing_kept;
		if (is_relative(begin->fo))
			place_leave(placement);
	}
}

/* The last of a band's steps from slug i on: they and the breaks between them take turns. */
static size_t band_end(const struct tops *tops, size_t i)
{
	const struct slug *slugs = tops->galley->slugs;

	while (i + 2 < tops->to && slugs[i + 2].kind == SLUG_STEP && slugs[i + 2].step.band == slugs[i].step.band)
		i += 2;
	return i;
}

static bool is_row(const struct slug *slug)
{
	return slug->kind == SLUG_STEP || slug->kind == SLUG_BOX;
}

/* Where steps `first` … `last` of a band stand among those of their table on the page. */
static struct band_edges band_edges(const struct tops *tops, size_t first, size_t last)
{
	const struct slug *slugs = tops->galley->slugs;
	size_t parent = slugs[first].parent, before = first, after = last + 1;

	while (before > tops->from && !is_row(&slugs[before - 1]) && slugs[before - 1].kind != SLUG_BEGIN)
		before--;
	while (after < tops->to && slugs[after].parent == parent && slugs[after].kind != SLUG_END && !is_row(&slugs[after]))
		after++;
	bool closes = after == tops->to || slugs[after].parent != parent || slugs[after].kind == SLUG_END;

	return (struct band_edges){.closes = closes,
				   .broken_before = parent && before == tops->from && parent <= tops->from,
				   .broken_after = parent && closes && slugs[parent - 1].begin.end >= tops->to};
}

/* The reference area that an absolute container stands in (XSL 1.1, 7.6.1): where a block-container is open around it, its part on
 * this page. */
static struct rectangle reference_area(const struct placement *placement, const struct tops *tops, size_t parent)
{
	const struct slug *slugs = tops->galley->slugs;

	while (parent && slugs[parent - 1].fo->kind != FO_BLOCK_CONTAINER)
		parent = slugs[parent - 1].parent;
	if (!parent)
		return placement->area;
	const struct slug *begin = &slugs[parent - 1];
	double top = parent > tops->from ? tops->top[parent - 1 - tops->from] + begin->height : tops->start;
	double bottom = begin->begin.end < tops->to ? tops->top[begin->begin.end - tops->from] : tops->end;

	return (struct rectangle){.x = tops->x + begin->begin.x, .y = tops->y + top,
				  .width = begin->begin.width, .height = bottom - top};
}

double place_slugs(struct placement *placement, const struct galley *galley, size_t from, size_t to, double x, double y)
{
	if (from >= to || placement->depth >= GENERATOR_DEPTH)
		return 0;
	struct tops tops = find_tops(placement, galley, from, to, x, y);

	placement->depth++;
	if (from > 0)
		place_open(placement, &tops, galley->slugs[from].parent);
	for (size_t i = from; i < to; i++) {
		const struct slug *slug = &galley->slugs[i];
		double top = tops.top[i - from];

		if (slug->kind == SLUG_BEGIN) {
			place_begin(placement, &tops, i, top);
		} else if (slug->kind == SLUG_END && is_relative(slug->fo)) {
			place_leave(placement);
		} else if (slug->kind == SLUG_LINE) {
			place_line(placement, slug, x, y + top);
		} else if (slug->kind == SLUG_BOX) {
			place_part(placement, &tops, slug->parent - 1, slug->box, top);
		} else if (slug->kind == SLUG_ABSOLUTE) {
			place_absolute(placement, slug->fo, reference_area(placement, &tops, slug->parent));
		} else if (slug->kind == SLUG_STEP) {
			size_t last = band_end(&tops, i);

			place_band(placement, slug->step.band, slug->step.number, galley->slugs[last].step.number,
				   band_edges(&tops, i, last), x, y + top);
			i = last;
		}
	}
	place_closing(placement, &tops);
	placement->depth--;
	return tops.height;
}

/* ---- absolute containers ---- */

/* One axis of an absolute container (CSS 2, 10.3.7 without margins): its size, or NAN where it is its content's, and where it starts. */
static double absolute_size(struct length low, struct length high, struct length extent, double area, bool fills)
{
	if (!extent.automatic)
		return fmax(0, length_resolve(extent, area));
	return fills || (!low.automatic && !high.automatic) ? fmax(0, area - length_resolve(low, area) - length_resolve(high, area)) : NAN;
}

static double absolute_start(struct length low, struct length high, double size, double area, bool backwards)
{
	if (!low.automatic)
		return length_resolve(low, area);
	return high.automatic && !backwards ? 0 : area - length_resolve(high, area) - size;
}

/* A container in a reference area. Turned by 90 degrees, its lines run along its height on the page. */
static void place_positioned(struct placement *placement, const struct fo *fo, struct rectangle area)
{
	const struct properties *p = fo->p;
	size_t first = placement->page->count;
	bool turned = p->reference_orientation % 180 != 0;
	struct length along = p->inline_progression_dimension.optimum, across = p->block_progression_dimension.optimum;
	struct box box = {.fo = fo,
			  .orientation = p->reference_orientation,
			  .width = absolute_size(p->left, p->right, turned ? across : along, area.width, !turned),
			  .height = absolute_size(p->top, p->bottom, turned ? along : across, area.height, turned)};
	double *stack = turned ? &box.width : &box.height;
	struct generator generator = {.lines = placement->lines, .arena = placement->page->arena, .height = isnan(*stack) ? 0 : *stack};

	box.galley = generate_galley(&generator, fo, turned ? box.height : box.width);
	if (isnan(*stack))
		*stack = galley_measure(&box.galley, 0, box.galley.count);
	double x = area.x + absolute_start(p->left, p->right, box.width, area.width, property_right_to_left(fo->parent->p));
	double y = area.y + absolute_start(p->top, p->bottom, box.height, area.height, false);
	double start = edge_whole(fo, SIDE_START, area.width), before = edge_whole(fo, SIDE_BEFORE, area.width);
	struct rectangle border = {.x = x - start, .y = y - before,
				   .width = box.width + start + edge_whole(fo, SIDE_END, area.width),
				   .height = box.height + before + edge_whole(fo, SIDE_AFTER, area.width)};

	place_tell(placement, fo, border.x, border.y);
	tell_area(placement, fo, true, true);
	place_decoration(placement, fo, border, (struct edges){.before = true, .after = true});
	place_box(placement, &box, x, y);
	page_layer(placement->page, first, p->z_index);
}

/* A fixed one stands in the page's own coordinates, whatever is turned around it; others in an area. */
static void place_absolute(struct placement *placement, const struct fo *fo, struct rectangle area)
{
	struct matrix m = page_matrix(placement);
	struct matrix back = {m.d, -m.b, -m.c, m.a, m.c * m.f - m.d * m.e, m.b * m.e - m.a * m.f}; /* nothing scales */
	bool fixed = fo->p->absolute_position == TOKEN_FIXED, turned = fixed && placement->turned;

	if (placement->measuring && !fo->holds_sought)
		return;
	if (fixed)
		area = (struct rectangle){.width = placement->page->width, .height = placement->page->height};
	if (turned)
		enter(placement, back);
	place_positioned(placement, fo, area);
	if (turned)
		place_leave(placement);
}
