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
	int strength;
	enum break_class forced;
	double ease, height;
	bool overflows;
	bool ends; /* nothing is left of the flow */
};

/* A section: from where on the page is to be filled again. */
struct section {
	size_t from, count;  /* slug, stretches */
	struct note_set notes; /* how many are wanted so far, and their height */
	struct column_fit last;
	double height;       /* of its highest column */
	int strength;        /* of the strongest keep that its columns break */
	bool overflows;
};

/* ---- one column ---- */

struct choice {
	size_t to;
	int strength;
	double strain; /* how far spaces go from their optimum, for as much as their limits allow: more than 1 is beyond them */
	double ease;
	bool found;
};

/* The strain of a stretch in a column's height; *ease: how far its spaces shrink. False: it does not fit. */
static bool strain_of(const struct gauge *gauge, double height, double *strain, double *ease)
{
	double shrink, stretch, room = height + 0.001 - gauge_close(gauge);

	gauge_flex(gauge, &shrink, &stretch);
	*ease = room < 0 && shrink > 0 ? fmin(1, -room / shrink) : 0;
	*strain = room < 0 ? *ease : stretch > 0 ? room / stretch : INFINITY;
	return room >= 0 || room + shrink >= 0;
}

/* A weaker keep is the better break; then what fits best when spaces must shrink, else the later one. */
static void consider(struct choice *choice, struct choice other)
{
	if (choice->found && other.strength > choice->strength)
		return;
	if (choice->found && other.strength == choice->strength && other.ease > 0 &&
	    other.strain > choice->strain + 1e-9)
		return;
	*choice = other;
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
	if (filling->fit->notes)
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

/* The best break of a column, notes of all that may come before it being wanted. A note that does not end on the page is the last
 * thing that it takes, so that as much of it as can be stands with its anchor. */
static struct column_fit find_break(struct filling *filling, size_t from, bool page_begins)
{
	struct galley *galley = flow_galley(filling->flow);
	struct choice choice = {0};
	struct gauge gauge;
	double strain, ease;
	size_t notes = filling->fit->wanted.count; /* at the last break */

	galley->ease = 0;
	gauge_start(&gauge, galley, from);
	for (;;) {
		if (!flow_make(filling->flow, gauge.next)) {
			/* Nothing but the rest of a note would stand on a page of its own. */
			if (!strain_of(&gauge, column_room(filling, choice.found), &strain, &ease))
				break;
			return (struct column_fit){.to = galley->count, .ease = ease, .ends = true};
		}
		const struct slug *slug = &galley->slugs[gauge.next];

		if (slug->kind == SLUG_BREAK) {
			struct gauge after = gauge;

			gauge_add(&after);
			flow_make(filling->flow, after.next);
			slug = &galley->slugs[gauge.next];
			if (!strain_of(&after, column_room(filling, false), &strain, &ease))
				break;
			if (slug->brk.forced &&
			    !is_satisfied(&gauge, slug->brk.forced, page_begins, filling->room->number))
				return (struct column_fit){after.next, slug->brk.strength, slug->brk.forced, .ease = ease};
			double ignored;
			bool splits = !strain_of(&after, column_room(filling, true), &ignored, &ignored);

			if (splits && choice.found && filling->fit->wanted.count == notes)
				break;
			if (!gauge.leading)
				consider(&choice, (struct choice){after.next, slug->brk.strength, strain, ease, true});
			if (splits && choice.found)
				break;
			notes = filling->fit->wanted.count;
		}
		gauge_add(&gauge);
		want_notes(filling, gauge.next - 1, gauge.next);
		if (gauge.height - gauge.shrink > column_room(filling, false) + 0.001 && !gauge.leading)
			break;
	}
	return (struct column_fit){choice.to, choice.strength, .ease = choice.ease, .overflows = !choice.found};
}

/* Fill one column. must: where not even one piece fits, it sticks out; else the column stays empty. */
static struct column_fit fill_column(struct filling *filling, size_t from, bool page_begins, bool must)
{
	struct note_set *wanted = &filling->fit->wanted, before = *wanted;
	struct column_fit column = find_break(filling, from, page_begins);
	struct galley *galley = flow_galley(filling->flow);

	if (column.overflows) {
		column.overflows = must;
		column.to = must ? first_piece(filling->flow, from) : from;
		column.ends = must && column.to == galley->count;
	}
	wanted->count = before.count;
	wanted->height = before.height;
	want_notes(filling, from, column.to);
	galley->ease = column.ease;
	column.height = galley_measure(galley, from, column.to);
	column.overflows &= column.height > filling->limit + 0.001;
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
	fit->wanted.count = section->notes.count;
	fit->wanted.height = section->notes.height;
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
		if (column.ends || (column.forced && column.forced != BREAK_COLUMN))
			return;
		section->strength = stronger_keep(section->strength, column.strength);
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
	struct section section = {.from = from, .count = fit->count, .notes = fit->wanted, .last.to = from};
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
	if (section.last.forced == BREAK_SECTION && !section.overflows)
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
	fit->wanted.height = fit->height = 0;
	fit->to = flow_begin_page(flow, room);
	notes_resize(fit->notes, room->width);
	flow_make(flow, fit->to);
	do {
		before = section;
		section = fill_section(&filling, fit->to);
		if (is_empty(fit, &section)) {
			/* What spans the columns does not part from a section that it is kept with. */
			if (before.count && flow_spans(flow, before.from) && before.last.strength) {
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
	} while (section.last.forced == BREAK_SECTION && !section.last.ends);
	fit->forced = section.last.forced;
	fit->complete = section.last.ends && !overflows;
}

void fit_free(struct fit *fit)
{
	notes_free(fit->notes);
	note_set_free(&fit->wanted);
	free(fit->stretches);
}
