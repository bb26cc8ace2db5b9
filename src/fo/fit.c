#include "fo/fit.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"

/* Columns are balanced to so many points. */
#define BALANCE_PRECISION 0.25

/* A page under work. */
struct filling {
	struct fit *fit;
	struct flow *flow;
	const struct room *room;
	double limit;   /* height of the columns of the section … */
	double left;    /* … and of what the sections before leave, notes included */
	double reserve; /* at least so much of that is for the notes */
};

/* A column that was filled, and the place found to break it. */
struct column_fit {
	size_t to;
	struct joint joint; /* there */
	double strain; /* how far spaces go from their optimum, for as much as their limits allow: more than 1 is beyond them */
	double ease, height;
	bool found; /* something fits */
	bool overflows;
	bool ends; /* nothing is left of the flow */
};

/* A section: from where on the page is to be filled again. */
struct section {
	size_t from, count;  /* slug, stretches */
	size_t notes;        /* how many are wanted so far */
	struct column_fit last;
	double height;       /* of its highest column */
	int strength;        /* of the strongest keep that its columns break */
	bool overflows;
};

/* ---- one column ---- */

/* How a stretch goes into a column's height: its strain and ease. False: it does not fit. */
static bool measure_strain(struct column_fit *column, const struct gauge *gauge, double height)
{
	double shrink, stretch, room = height + 0.001 - gauge_close(gauge);

	gauge_flex(gauge, &shrink, &stretch);
	column->ease = room < 0 && shrink > 0 ? fmin(1, -room / shrink) : 0;
	column->strain = room < 0 ? column->ease : stretch > 0 ? room / stretch : INFINITY;
	return room >= 0 || room + shrink >= 0;
}

/* A weaker keep is the better break; then what fits best when spaces must shrink, else the later one. */
static void consider(struct column_fit *best, struct column_fit other)
{
	if (best->found && other.joint.strength > best->joint.strength)
		return;
	if (best->found && other.joint.strength == best->joint.strength && other.ease > 0 &&
	    other.strain > best->strain + 1e-9)
		return;
	*best = other;
}

/* The end of the first piece, whole; the flow's end where there is none. */
static size_t first_piece(struct flow *flow, size_t from)
{
	bool piece = false;

	for (size_t i = from; flow_make(flow, i); i++) {
		const struct slug *slug = &flow_galley(flow)->slugs[i];

		if (slug->kind == SLUG_LINE || slug->kind == SLUG_BOX || slug->kind == SLUG_STEP)
			piece = true;
		else if (slug->kind == SLUG_BREAK && piece)
			return i + 1;
	}
	return flow_galley(flow)->count;
}

static double notes_height(const struct filling *filling, bool whole)
{
	return notes_need(filling->fit->notes, &filling->fit->wanted, whole);
}

/* What a column may hold beside the notes that are wanted so far, all of the last one or only its beginning. */
static double column_room(const struct filling *filling, bool whole)
{
	return fmin(filling->limit, filling->left - fmax(filling->reserve, notes_height(filling, whole)));
}

static void want_notes(struct filling *filling, size_t from, size_t to)
{
	notes_gather(filling->fit->notes, flow_galley(filling->flow), from, to, &filling->fit->wanted);
}

/* A break where nothing of the column, or of the page, is taken yet, an absolute container apart, is there already (XSL 1.1,
 * 7.20). */
static bool is_satisfied(const struct gauge *gauge, enum break_class forced, bool page_begins, unsigned number)
{
	bool odd = number % 2 == 1;
	bool begins = page_begins && (forced == BREAK_PAGE || forced == (odd ? BREAK_ODD : BREAK_EVEN));

	if (!gauge->leading || !(forced == BREAK_COLUMN || begins))
		return false;
	for (size_t i = gauge->from; i < gauge->next; i++)
		if (gauge->galley->slugs[i].kind == SLUG_ABSOLUTE)
			return false;
	return true;
}

static bool takes_room(const struct slug *slug)
{
	return slug->kind == SLUG_STEP || slug->height > 0;
}

/* Where nothing that takes room stands between the best break and the next one of its strength, and nothing ends that is open at the
 * first, what stands there marks what follows, and goes with it. */
static bool marks_next(const struct column_fit *best, const struct gauge *gauge)
{
	const struct slug *slugs = gauge->galley->slugs;
	size_t outer = slugs[best->to - 1].parent, parent = slugs[gauge->next].parent;

	while (parent > outer)
		parent = slugs[parent - 1].parent;
	return parent == outer && slugs[gauge->next].brk.strength >= best->joint.strength;
}

/* The best break of a column, notes of all that may come before it being wanted. A note that does not end on the page is the last
 * thing that it takes, so that as much of it as can be stands with its anchor. */
static struct column_fit find_break(struct filling *filling, size_t from, bool page_begins)
{
	struct galley *galley = flow_galley(filling->flow);
	struct column_fit best = {0}, column, whole;
	struct gauge gauge;
	bool grown = true; /* since the best break */
	size_t notes = filling->fit->wanted.count; /* at the last break */

	galley->ease = 0;
	gauge_start(&gauge, galley, from);
	for (;;) {
		if (!flow_make(filling->flow, gauge.next)) {
			column = (struct column_fit){.to = galley->count, .found = true, .ends = true};
			/* Nothing but the rest of a note would stand on a page of its own. */
			return measure_strain(&column, &gauge, column_room(filling, best.found)) ? column : best;
		}
		if (galley->slugs[gauge.next].kind == SLUG_BREAK) {
			struct gauge after = gauge;

			gauge_add(&after);
			flow_make(filling->flow, after.next);
			whole = column = (struct column_fit){after.next, galley->slugs[gauge.next].brk, .found = true};
			if (!measure_strain(&column, &after, column_room(filling, false)))
				return best;
			if (column.joint.forced &&
			    !is_satisfied(&gauge, column.joint.forced, page_begins, filling->room->number))
				return column;
			column.joint.forced = BREAK_NONE;
			bool splits = !measure_strain(&whole, &after, column_room(filling, true));

			if (splits && best.found && filling->fit->wanted.count == notes)
				return best;
			if (!gauge.leading && (grown || !marks_next(&best, &gauge)))
				consider(&best, column);
			grown &= best.to != column.to;
			if (splits && best.found)
				return best;
			notes = filling->fit->wanted.count;
		}
		gauge_add(&gauge);
		grown |= takes_room(&galley->slugs[gauge.next - 1]);
		want_notes(filling, gauge.next - 1, gauge.next);
		if (gauge.height - gauge.shrink > column_room(filling, false) + 0.001 && !gauge.leading)
			return best;
	}
}

/* Fill one column. must: where not even one piece fits, it sticks out; else the column stays empty. */
static struct column_fit fill_column(struct filling *filling, size_t from, bool page_begins, bool must)
{
	size_t notes = filling->fit->wanted.count;
	struct column_fit column = find_break(filling, from, page_begins);
	struct galley *galley = flow_galley(filling->flow);

	if (!column.found) {
		column.to = must ? first_piece(filling->flow, from) : from;
		column.ends = must && column.to == galley->count;
	}
	filling->fit->wanted.count = notes;
	want_notes(filling, from, column.to);
	galley->ease = column.ease;
	column.height = galley_measure(galley, from, column.to);
	column.overflows = !column.found && must && column.height > filling->limit + 0.001;
	return column;
}

/* ---- a section ---- */

static void add_stretch(struct fit *fit, struct stretch stretch)
{
	fit->stretches = memory_grown(fit->stretches, fit->count, &fit->capacity, sizeof *fit->stretches);
	fit->stretches[fit->count++] = stretch;
}

static void forget(struct fit *fit, const struct section *section)
{
	fit->count = section->count;
	fit->wanted.count = section->notes;
}

/* Fill a section's columns anew; must: something of it has to stand on this page. */
static void fill_columns(struct filling *filling, struct section *section, int columns, bool must)
{
	const struct room *room = filling->room;
	struct fit *fit = filling->fit;
	size_t from = section->from;

	forget(fit, section);
	section->height = section->strength = 0;
	section->overflows = false;
	for (int i = 0; i < columns; i++) {
		bool begins = fit->height <= 0 && i == 0;
		struct column_fit column = fill_column(filling, from, begins, must && (i == 0 || !fit->wanted.count));

		if (column.to == from && !column.ends)
			return;
		int place = room->right_to_left ? columns - 1 - i : i;

		add_stretch(fit, (struct stretch){.from = from, .to = column.to, .ease = column.ease,
						  .x = place * (room_column(room) + room->gap), .y = fit->height});
		section->last = column;
		section->height = fmax(section->height, column.height);
		section->overflows |= column.overflows;
		if (column.ends || (column.joint.forced && column.joint.forced != BREAK_COLUMN))
			return;
		section->strength = stronger_keep(section->strength, column.joint.strength);
		from = column.to;
	}
}

/* Lower the columns as far as they take all that they took, without breaking stronger keeps. */
static void balance(struct filling *filling, struct section *section, int columns)
{
	const struct section whole = *section;
	double low = 0, high = section->height;

	while (high - low > BALANCE_PRECISION) {
		filling->limit = (low + high) / 2;
		fill_columns(filling, section, columns, false);
		bool all = filling->fit->count > section->count && section->last.to == whole.last.to;

		if (all && section->strength <= whole.strength)
			high = filling->limit;
		else
			low = filling->limit;
	}
	filling->limit = high;
	fill_columns(filling, section, columns, whole.overflows);
}

/* Fill what is left of the page with a section that begins at `from`. */
static struct section fill_section(struct filling *filling, size_t from)
{
	struct fit *fit = filling->fit;
	struct section section = {.from = from, .count = fit->count, .notes = fit->wanted.count, .last.to = from};
	int columns = flow_spans(filling->flow, from) ? 1 : filling->room->columns;
	bool must = fit->height <= 0;

	filling->limit = filling->left = filling->room->height - fit->height;
	filling->reserve = 0;
	fill_columns(filling, &section, columns, must);
	if (columns == 1)
		return section;
	double notes = notes_height(filling, false);

	if (section.height + notes > filling->left) { /* notes of later columns, at the foot of the earlier ones */
		filling->reserve = notes;
		fill_columns(filling, &section, columns, must);
	}
	if (section.last.joint.forced == BREAK_SECTION && !section.overflows)
		balance(filling, &section, columns);
	return section;
}

/* ---- a page ---- */

static bool is_empty(const struct fit *fit, const struct section *section)
{
	return fit->count == section->count;
}

void fit_page(struct fit *fit, struct flow *flow, const struct room *room)
{
	struct filling filling = {.fit = fit, .flow = flow, .room = room};
	struct section section = {0}, before;
	bool overflows = false;

	fit->count = fit->wanted.count = 0;
	fit->height = 0;
	fit->to = flow_begin_page(flow, room);
	notes_resize(fit->notes, room->width);
	flow_make(flow, fit->to);
	do {
		before = section;
		section = fill_section(&filling, fit->to);
		if (is_empty(fit, &section)) {
			/* What spans the columns does not part from a section that it is kept with. */
			if (before.count && flow_spans(flow, before.from) && before.last.joint.strength) {
				forget(fit, &before);
				fit->height -= before.height;
				fit->to = before.from;
			}
			section.last = (struct column_fit){.to = fit->to};
			break;
		}
		fit->to = section.last.to;
		fit->height += section.height;
		overflows |= section.overflows;
	} while (section.last.joint.forced == BREAK_SECTION && !section.last.ends);
	fit->forced = section.last.joint.forced;
	fit->complete = section.last.ends && !overflows;
}

void fit_free(struct fit *fit)
{
	notes_free(fit->notes);
	note_set_free(&fit->wanted);
	free(fit->stretches);
}
