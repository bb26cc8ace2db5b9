#include "fo/generator.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/search.h"

/* ---- what a stretch of steps shows ---- */

static bool is_in(const void *reach, const void *step)
{
	return ((const struct reach *)reach)->step <= *(const size_t *)step;
}

/* How many slugs of a cell are in when a step ends. */
static size_t reach_of(const struct band_cell *cell, size_t step)
{
	size_t in = search_first(cell->reach, cell->reach_count, sizeof *cell->reach, is_in, &step);

	return in ? cell->reach[in - 1].to : 0;
}

struct band_walk band_walk_start(const struct band *band, size_t first, size_t last)
{
	struct band_walk walk = {.band = band, .first = first, .last = last, .end = band->steps[last].begun};

	if (first) {
		walk.start = band->steps[first - 1].ended;
		walk.begun = band->steps[first - 1].begun;
	}
	if (walk.end <= walk.start) /* cells from above go on where the next row cannot begin yet */
		walk.end = walk.start + 1;
	walk.long_cell = band->rows[walk.start].carried;
	walk.cell = band->rows[walk.start].first;
	return walk;
}

static void fill_part(const struct band_walk *walk, const struct band_cell *cell, struct band_part *part)
{
	int end = cell->row + cell->rows;

	part->cell = cell;
	part->from = walk->first ? reach_of(cell, walk->first - 1) : 0;
	part->to = reach_of(cell, walk->last);
	part->begins = cell->row >= walk->begun;
	part->ends = end <= walk->band->steps[walk->last].ended;
	part->row = cell->row > walk->start ? cell->row - walk->start : 0;
	part->rows = (end < walk->end ? end : walk->end) - walk->start - part->row;
}

bool band_walk_next(struct band_walk *walk, struct band_part *part)
{
	const struct band *band = walk->band;

	while (walk->long_cell < band->long_count) {
		const struct band_cell *cell = &band->cells[band->long_cells[walk->long_cell]];

		if (cell->row >= walk->start)
			break;
		walk->long_cell++;
		if (cell->row + cell->rows > walk->start) {
			fill_part(walk, cell, part);
			return true;
		}
	}
	if (walk->cell >= band->count || band->cells[walk->cell].row >= band->steps[walk->last].begun)
		return false;
	fill_part(walk, &band->cells[walk->cell++], part);
	return true;
}

/* What it needs, on the grid. */
static double part_height(const struct band_part *part)
{
	const struct band_cell *cell = part->cell;
	double height = cell_edge(cell, SIDE_BEFORE, part->begins) + cell_edge(cell, SIDE_AFTER, part->ends);

	if (part->from < part->to)
		height += part->from == 0 && part->to == cell->galley.count ? cell->content
									      : galley_measure(&cell->galley, part->from, part->to);
	return part->begins ? fmax(height, cell->minimum) : height;
}

/* Cells that stand in one row first; what spans more than its rows hold lengthens the last of them. */
int band_rows(const struct band *band, size_t first, size_t last, double *heights)
{
	struct band_walk walk = band_walk_start(band, first, last);
	struct band_part part;
	bool spans = false;
	int start = walk.start, count = walk.end - walk.start;

	for (int i = 0; i < count; i++)
		heights[i] = start + i >= walk.begun && start + i < band->steps[last].begun
				     ? band->rows[start + i].minimum : 0;
	while (band_walk_next(&walk, &part))
		if (part.rows == 1)
			heights[part.row] = fmax(heights[part.row], part_height(&part));
		else
			spans = true;
	if (!spans)
		return count;
	walk = band_walk_start(band, first, last);
	while (band_walk_next(&walk, &part)) {
		if (part.rows == 1)
			continue;
		double height = part_height(&part), held = 0;

		for (int i = part.row; i < part.row + part.rows; i++)
			held += heights[i];
		if (held < height)
			heights[part.row + part.rows - 1] += height - held;
	}
	return count;
}

double band_measure(const struct band *band, size_t first, size_t last)
{
	double height = 0;
	int count = band_rows(band, first, last, band->heights);

	for (int i = 0; i < count; i++)
		height += band->heights[i];
	return height;
}

/* ---- going on at another width ---- */

/* The cells of a band that was begun, and what its rows had come to. */
static void restart_cells(const struct band *band, size_t step, struct restart *restart, struct arena *arena)
{
	restart->begun = band->steps[step].begun;
	restart->ended = band->steps[step].ended;
	restart->cells = arena_array(arena, band->count, sizeof *restart->cells);
	for (size_t i = 0; i < band->count && band->cells[i].row < restart->begun; i++) {
		const struct band_cell *cell = &band->cells[i];

		restart->cells[i] = galley_restart(&cell->galley, reach_of(cell, step), cell->galley.count, arena);
	}
}

struct restart galley_restart(const struct galley *galley, size_t from, size_t end, struct arena *arena)
{
	struct restart restart = {0};

	for (size_t i = from; i < end && !restart.fo; i++) {
		const struct slug *slug = &galley->slugs[i];

		restart.kind = slug->kind;
		if (slug->kind == SLUG_LINE) {
			restart.fo = slug->line.first;
			restart.position = slug->line.line->start;
		} else if (slug->kind == SLUG_STEP) {
			restart.fo = slug->step.band->fo;
			if (slug->step.number > 0)
				restart_cells(slug->step.band, slug->step.number - 1, &restart, arena);
		} else if (slug->kind == SLUG_BEGIN || slug->kind == SLUG_BOX) {
			restart.fo = slug->fo;
		}
	}
	return restart;
}

/* ---- merging ---- */

/* What of a cell is in: its slugs before `end`, how high they are since the last forced break, what is asked of the
 * break there. */
struct piece {
	size_t end;
	double height;
	struct joint joint;
};

/* How far the merge has come in one cell. */
struct head {
	struct band_cell *cell;
	struct gauge gauge;
	double top;         /* of the content */
	struct piece taken; /* what is in the steps … */
	struct piece next;  /* … and where one more piece is */
};

struct merge {
	struct band *band;
	struct arena *arena;
	struct head *heads;  /* cells that have begun and whose last row has not ended; then those of the next row */
	size_t count, waiting;
	size_t next_cell;    /* first cell that has no head yet */
	int begun, ended;    /* rows */
	double y, top;       /* what is taken; top of the row that is begun or comes next */
	double limit;        /* how far cells may go on beside the row that ended last */
	bool broken;         /* the row that is begun was begun before a forced break */
};

static bool is_done(const struct head *head)
{
	return head->taken.end >= head->cell->galley.count;
}

/* Whether a cell ends with the row that is begun or comes next. */
static bool ends_here(const struct merge *merge, const struct head *head)
{
	return head->cell->row + head->cell->rows <= merge->ended + 1;
}

/* Where the next piece of a cell ends. */
static double next_bottom(const struct head *head)
{
	return head->top + head->next.height;
}

/* Find the break behind the one found last; the cell's end where there is none. */
static void find_next(struct head *head)
{
	const struct galley *galley = head->gauge.galley;

	head->next.joint = (struct joint){0};
	while (head->gauge.next < galley->count) {
		const struct slug *slug = &galley->slugs[head->gauge.next];

		gauge_add(&head->gauge);
		if (slug->kind == SLUG_BREAK) {
			head->next.joint = slug->brk;
			break;
		}
	}
	head->next.end = head->gauge.next;
	head->next.height = gauge_close(&head->gauge);
}

static void record(const struct merge *merge, const struct head *head)
{
	struct band_cell *cell = head->cell;
	size_t step = merge->band->step_count;

	if (!cell->reach_count || cell->reach[cell->reach_count - 1].step != step)
		cell->reach_count++;
	cell->reach[cell->reach_count - 1] = (struct reach){step, head->taken.end};
}

static void take_piece(struct merge *merge, struct head *head)
{
	head->taken = head->next;
	merge->y = fmax(merge->y, head->top + head->taken.height);
	record(merge, head);
	find_next(head);
}

/* Take what ends above y; nothing goes past a forced break. */
static void advance(struct merge *merge, double y)
{
	merge->y = fmax(merge->y, y);
	for (size_t i = 0; i < merge->count; i++) {
		struct head *head = &merge->heads[i];

		while (!is_done(head) && !head->taken.joint.forced && next_bottom(head) <= merge->y + 1e-6)
			take_piece(merge, head);
	}
}

/* The head of the next cell, behind all others. */
static struct head *head_new(struct merge *merge)
{
	struct head *head = &merge->heads[merge->count + merge->waiting];
	struct band_cell *cell = &merge->band->cells[merge->next_cell++];
	size_t ends = 2; /* of its last piece, and of what was placed before all others */

	for (size_t i = 0; i < cell->galley.count; i++)
		ends += cell->galley.slugs[i].kind == SLUG_BREAK;
	cell->reach = arena_array(merge->arena, ends, sizeof *cell->reach);
	*head = (struct head){.cell = cell};
	gauge_start(&head->gauge, &cell->galley, 0);
	find_next(head);
	return head;
}

/* Heads for the cells of the row that comes next; returns where its part with something of each cell ends. */
static double await_row(struct merge *merge)
{
	const struct band *band = merge->band;
	double opening = merge->top;

	for (; merge->next_cell < band->count && band->cells[merge->next_cell].row <= merge->ended; merge->waiting++)
		head_new(merge);
	for (size_t i = merge->count; i < merge->count + merge->waiting; i++) {
		struct head *head = &merge->heads[i];

		head->top = merge->top + head->cell->edges[SIDE_BEFORE];
		opening = fmax(opening, next_bottom(head));
	}
	return opening;
}

static void begin_row(struct merge *merge)
{
	for (; merge->waiting; merge->waiting--) {
		struct head *head = &merge->heads[merge->count++];

		if (!is_done(head))
			take_piece(merge, head);
	}
	merge->begun++;
	merge->broken = false;
}

static bool is_row_done(const struct merge *merge)
{
	for (size_t i = 0; i < merge->count; i++)
		if (ends_here(merge, &merge->heads[i]) && !is_done(&merge->heads[i]))
			return false;
	return merge->begun > merge->ended;
}

/* Where the row in work ends, all of its cells being in. */
static double row_bottom(const struct merge *merge)
{
	double bottom = merge->top;

	if (!merge->broken)
		bottom += merge->band->rows[merge->ended].minimum;
	for (size_t i = 0; i < merge->count; i++) {
		const struct head *head = &merge->heads[i];
		const struct band_cell *cell = head->cell;

		if (!ends_here(merge, head))
			continue;
		bottom = fmax(bottom, head->top + head->taken.height + cell->edges[SIDE_AFTER]);
		if (!merge->broken)
			bottom = fmax(bottom, head->top - cell->edges[SIDE_BEFORE] + cell->minimum);
	}
	return bottom;
}

static void end_row(struct merge *merge)
{
	const struct band_row *row = &merge->band->rows[merge->ended];
	size_t kept = 0;

	merge->limit = row->maximum > 0 ? merge->top + row->maximum : INFINITY;
	merge->top = row_bottom(merge);
	if (row->after.forced)
		advance(merge, merge->top);
	for (size_t i = 0; i < merge->count; i++)
		if (!ends_here(merge, &merge->heads[i]))
			merge->heads[kept++] = merge->heads[i];
	merge->count = kept;
	merge->ended++;
}

static bool is_forced(const struct merge *merge)
{
	for (size_t i = 0; i < merge->count; i++)
		if (merge->heads[i].taken.joint.forced)
			return true;
	return false;
}

/* A forced break does not part what another cell keeps together: that is taken too. */
static void complete_kept(struct merge *merge)
{
	for (bool more = is_forced(merge); more;) {
		more = false;
		for (size_t i = 0; i < merge->count; i++) {
			struct head *head = &merge->heads[i];

			while (!is_done(head) && !head->taken.joint.forced && head->taken.joint.strength >= KEEP_ALWAYS) {
				take_piece(merge, head);
				more = true;
			}
		}
		advance(merge, merge->y);
	}
}

/* After a forced break everything begins at the top once more. */
static void restart_section(struct merge *merge)
{
	merge->y = merge->top = 0;
	merge->limit = INFINITY;
	merge->broken = merge->begun > merge->ended;
	for (size_t i = 0; i < merge->count; i++) {
		struct head *head = &merge->heads[i];

		head->top = head->cell->kept[SIDE_BEFORE];
		head->taken.height = 0;
		head->taken.joint.forced = BREAK_NONE;
		if (!is_done(head)) {
			gauge_start(&head->gauge, &head->cell->galley, head->taken.end);
			find_next(head);
		}
	}
}

static void add_step(struct merge *merge, bool row_ends)
{
	struct band *band = merge->band;
	struct joint joint = {0};

	for (size_t i = 0; i < merge->count; i++) {
		const struct head *head = &merge->heads[i];

		if (is_done(head)) /* what comes next is beyond the row */
			joint.strength = stronger_keep(joint.strength, head->cell->keep_after);
		else if (head->taken.end)
			joint = joint_stronger(joint, head->taken.joint);
	}
	int keep = merge->begun > merge->ended ? band->rows[merge->ended].keep_together
		   : merge->ended > 0	       ? band->rows[merge->ended - 1].after.strength : 0;

	joint.strength = stronger_keep(joint.strength, keep);
	if (row_ends)
		joint = joint_stronger(joint, band->rows[merge->ended - 1].after);
	band->steps = arena_grown(merge->arena, band->steps, band->step_count, &band->step_capacity, sizeof *band->steps);
	band->steps[band->step_count++] = (struct band_step){merge->begun, merge->ended, joint};
}

/* The next step: the smallest stretch that brings one more piece of one cell. A row begins with something of each of its cells, so
 * that none is empty on the page where the row begins. */
static void merge_step(struct merge *merge)
{
	double y = INFINITY;

	for (size_t i = 0; i < merge->count; i++)
		if (!is_done(&merge->heads[i]))
			y = fmin(y, next_bottom(&merge->heads[i]));
	if (merge->begun == merge->ended) {
		double opening = await_row(merge);

		if (opening <= y || y > merge->limit) {
			begin_row(merge);
			y = opening;
		}
	}
	if (isfinite(y))
		advance(merge, y);
	complete_kept(merge);
	bool row_ends = is_row_done(merge);

	if (row_ends)
		end_row(merge);
	add_step(merge, row_ends);
	if (merge->band->steps[merge->band->step_count - 1].joint.forced)
		restart_section(merge);
}

/* Where each row's cells begin, and which ones from above may stand beside them. */
static void index_rows(struct band *band, struct arena *arena)
{
	size_t carried = 0, c = 0, capacity = 0;

	if (!band->row_count) {
		band->row_count = 1;
		band->rows = arena_alloc(arena, sizeof *band->rows);
	}
	band->heights = arena_array(arena, (size_t)band->row_count + 1, sizeof *band->heights);
	for (int row = 0; row < band->row_count; row++) {
		while (carried < band->long_count) {
			const struct band_cell *cell = &band->cells[band->long_cells[carried]];

			if (cell->row + cell->rows > row)
				break;
			carried++;
		}
		band->rows[row].carried = carried;
		band->rows[row].first = c;
		for (; c < band->count && band->cells[c].row == row; c++) {
			if (band->cells[c].rows <= 1)
				continue;
			band->long_cells = arena_grown(arena, band->long_cells, band->long_count, &capacity, sizeof c);
			band->long_cells[band->long_count++] = c;
		}
	}
}

/* Where the first baseline of a cell that is aligned by it stands below the top of its row. */
static bool cell_baseline(const struct band_cell *cell, double *baseline)
{
	const struct properties *p = cell->fo->p;

	if (p->relative_align != TOKEN_BASELINE || p->display_align != TOKEN_AUTO || !galley_baseline(&cell->galley, baseline))
		return false;
	*baseline += cell->edges[SIDE_BEFORE];
	return true;
}

/* XSL 1.1, 7.14.6 relative-align: cells that begin in one row move down to the lowest of their first baselines. */
static void align_baselines(struct band *band)
{
	for (size_t first = 0, end; first < band->count; first = end) {
		double lowest = -INFINITY, own;

		for (end = first; end < band->count && band->cells[end].row == band->cells[first].row; end++)
			if (cell_baseline(&band->cells[end], &own))
				lowest = fmax(lowest, own);
		for (size_t c = first; c < end; c++)
			if (cell_baseline(&band->cells[c], &own))
				band->cells[c].edges[SIDE_BEFORE] += lowest - own;
	}
}

/* What was placed before is one step, as if a break had come behind it. */
static void resume(struct merge *merge, const struct restart *restart)
{
	struct band *band = merge->band;

	merge->begun = restart->begun;
	merge->ended = restart->ended;
	while (merge->next_cell < band->count && band->cells[merge->next_cell].row < merge->begun) {
		const struct restart *left = &restart->cells[merge->next_cell];
		struct head *head = head_new(merge);

		head->taken.end = left->found ? left->slug : left->fo ? 0 : head->cell->galley.count;
		record(merge, head);
		merge->count += head->cell->row + head->cell->rows > merge->ended;
	}
	add_step(merge, false);
	restart_section(merge);
}

void band_merge(struct band *band, const struct restart *restart, struct arena *arena)
{
	struct merge merge = {.band = band, .arena = arena};

	index_rows(band, arena);
	align_baselines(band);
	for (size_t i = 0; i < band->count; i++)
		band->cells[i].content = galley_measure(&band->cells[i].galley, 0, band->cells[i].galley.count);
	merge.heads = memory_alloc((band->count + 1) * sizeof *merge.heads);
	if (restart)
		resume(&merge, restart);
	while (merge.ended < band->row_count)
		merge_step(&merge);
	free(merge.heads);
}

/* How the band that is made next was begun at another width, or NULL. */
static struct restart *restart_of(const struct generator *generator, const struct band *band)
{
	struct restart *restart = generator->restart;

	return restart && !restart->found && restart->fo == band->fo && restart->cells ? restart : NULL;
}

void generate_cell(struct generator *generator, const struct band *band, struct band_cell *cell, double width)
{
	struct generator inner = generator_inside(generator, &cell->galley, width);
	struct restart *restart = restart_of(generator, band);

	inner.restart = restart ? &restart->cells[cell - band->cells] : NULL;
	if (cell->fo->kind == FO_TABLE) { /* beside its caption */
		generate_table(&inner, cell->fo);
		return;
	}
	inner.keep = cell->fo->kind == FO_TABLE_CELL ? 0 : keep_strength(cell->fo->p->keep_together); /* its row keeps it together */
	generate_children(&inner, cell->fo);
}

void generate_part(struct generator *generator, const struct band *band, struct band_cell *cell, const struct fo *fo, double x,
		   double width)
{
	cell->fo = fo;
	cell->rows = 1;
	cell->x = x;
	cell->width = width;
	generate_cell(generator, band, cell, width);
}

void generate_band(struct generator *generator, struct band *band)
{
	const struct restart *restart = restart_of(generator, band);

	band_merge(band, restart, generator->arena);
	generator_restart(generator, SLUG_STEP, band->fo);
	for (size_t i = restart ? 1 : 0; i < band->step_count; i++) {
		struct slug *slug = galley_add(generator->galley, SLUG_STEP, band->fo, generator->parent);

		slug->step.band = band;
		slug->step.number = i;
		if (i + 1 < band->step_count)
			generate_break(generator, band->steps[i].joint);
	}
}
