#include "fo/layout.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/message.h"
#include "fo/flow.h"
#include "fo/master.h"
#include "fo/numbering.h"
#include "fo/placement.h"

/* Citations change widths, widths change pages: so many passes at most. */
#define PASS_LIMIT 3

/* So many pages in a row may pass without a region for the flow. */
#define EMPTY_LIMIT 100

/* On which pages a formatting object with an id was seen; by fo->index. */
struct seen {
	const char *first, *last;
};

struct layout {
	struct arena *arena;
	const struct layout_options *options;
	const struct fo_tree *tree;
	struct messages *messages;
	struct structure *structure;
	struct line_context lines;
	struct page_sink *sink;
	struct seen *seen, *before; /* this pass's and the last one's */
	bool measuring;             /* pages are not given out yet */
	struct page *page;          /* under work */
	size_t destinations_room;
	struct flow **flows;        /* kept from a measuring pass, by fo->index of the sequence */
	unsigned physical;          /* pages so far */
	unsigned number;            /* of the page under work */
	const struct fo *sequence;
	int status;
};

static struct place plain_place(void *context, const xmlNode *node)
{
	(void)context;
	return (struct place){.file = node && node->doc && node->doc->URL ? (const char *)node->doc->URL : NULL,
			      .line = node ? (unsigned)xmlGetLineNo((xmlNode *)node) : 0};
}

static void fault(struct layout *layout, const struct fo *fo, enum message_code code, const char *what)
{
	struct place place = layout->lines.place(layout->lines.place_context, fo->source);

	message_add_level(layout->messages, place, code,
			  layout->options->lenient ? MESSAGE_WARNING : MESSAGE_ERROR, what);
	if (!layout->options->lenient)
		layout->status = 1;
}

/* ---- citations ---- */

static const struct fo *cited(const struct layout *layout, const struct fo *node)
{
	return node->p->ref_id ? fo_tree_find(layout->tree, node->p->ref_id) : NULL;
}

static const char *citation(void *context, const struct fo *node)
{
	struct layout *layout = context;

	if (node->kind == FO_PAGE_NUMBER)
		return layout->page && layout->page->label ? layout->page->label : "0";
	const struct fo *target = cited(layout, node);

	if (!target)
		return "0";
	bool last = node->kind == FO_PAGE_NUMBER_CITATION_LAST;
	const char *label = last ? layout->before[target->index].last : layout->before[target->index].first;

	return label ? label : "0"; /* room for it, until it is known */
}

static void record(struct layout *layout, const struct fo *fo)
{
	struct seen *seen = &layout->seen[fo->index];

	if (!seen->first)
		seen->first = arena_strdup(layout->arena, layout->page->label);
	if (!seen->last || strcmp(seen->last, layout->page->label) != 0)
		seen->last = arena_strdup(layout->arena, layout->page->label);
}

static void add_destination(struct layout *layout, const char *id, double x, double y)
{
	struct page *page = layout->page;
	struct destination *list = (struct destination *)page->destinations;

	if (page->destination_count == layout->destinations_room) {
		layout->destinations_room = layout->destinations_room ? layout->destinations_room * 2 : 8;
		list = arena_array(page->arena, layout->destinations_room, sizeof *list);
		if (page->destination_count)
			memcpy(list, page->destinations, page->destination_count * sizeof *list);
		page->destinations = list;
	}
	list[page->destination_count++] = (struct destination){.id = id, .x = x, .y = y};
}

static void seen(void *context, const struct fo *fo, double x, double y)
{
	struct layout *layout = context;

	if (!fo->id)
		return;
	if (!layout->seen[fo->index].first)
		add_destination(layout, fo->id, x, y);
	record(layout, fo);
}

/* ---- pages ---- */

static const struct fo *static_content(const struct fo *sequence, const char *region)
{
	for (const struct fo *child = sequence->first; child; child = child->next)
		if (child->kind == FO_STATIC_CONTENT && child->p->flow_name && strcmp(child->p->flow_name, region) == 0)
			return child;
	return NULL;
}

static const struct fo *find_flow(const struct fo *sequence)
{
	for (const struct fo *child = sequence->first; child; child = child->next)
		if (child->kind == FO_FLOW)
			return child;
	return NULL;
}

static double aligned(const struct fo *region, double room, double height)
{
	if (room <= height)
		return 0;
	switch (region->p->display_align) {
	case TOKEN_CENTER:
		return (room - height) / 2;
	case TOKEN_AFTER:
		return room - height;
	default:
		return 0;
	}
}

static void place_static(struct layout *layout, struct placement *placement, const struct region *region)
{
	const struct fo *content = static_content(layout->sequence, region->name);
	struct line_context lines = layout->lines;
	struct galley outer = {0};

	if (!content)
		return;
	lines.arena = layout->page->arena;
	struct generator generator = {.lines = &lines, .arena = lines.arena, .galley = &outer};
	struct galley galley = generate_galley(&generator, content, region->content.width);
	double height = galley_measure(&galley, 0, galley.count);

	placement->decoration = true;
	placement->lines = &lines;
	placement->area = region->content;
	place_slugs(placement, &galley, 0, galley.count, region->content.x,
		    region->content.y + aligned(region->fo, region->content.height, height));
	placement->lines = NULL;
}

static void begin_page(struct layout *layout, struct page *page, const struct page_geometry *geometry)
{
	*page = (struct page){.width = geometry->width, .height = geometry->height, .number = ++layout->physical,
			      .arena = arena_new()};
	page->label = number_format(page->arena, layout->sequence->p->format, layout->number);
	layout->page = page;
	layout->destinations_room = 0;
	record(layout, layout->sequence);
	if (layout->tree->root->id)
		record(layout, layout->tree->root);
}

static void end_page(struct layout *layout)
{
	if (!layout->measuring && !layout->status)
		layout->status = layout->sink->page(layout->sink->context, layout->page);
	arena_free(layout->page->arena);
	layout->page = NULL;
}

static struct placement new_placement(struct layout *layout, struct line_context *lines)
{
	return (struct placement){.page = layout->page, .structure = layout->structure, .lines = lines,
				  .measuring = layout->measuring,
				  .arena = layout->page->arena, .resolve = citation, .resolve_context = layout,
				  .seen = seen, .seen_context = layout};
}

/* All regions of a page; stretch.galley NULL: a blank page. */
static void place_page(struct layout *layout, const struct page_geometry *geometry, const struct stretch *stretch)
{
	struct line_context lines = layout->lines;
	struct placement placement = new_placement(layout, &lines);

	lines.arena = layout->page->arena;
	for (int i = 0; i < geometry->count; i++) {
		placement.decoration = true;
		place_decoration(&placement, geometry->regions[i].fo, geometry->regions[i].border,
				 (struct edges){.before = true, .after = true});
	}
	for (int i = 0; i < geometry->count; i++) {
		const struct region *region = &geometry->regions[i];

		if (region->fo->kind != FO_REGION_BODY) {
			place_static(layout, &placement, region);
		} else if (stretch->galley) {
			double height = galley_measure(stretch->galley, stretch->from, stretch->to);

			placement.decoration = false;
			placement.lines = &lines;
			placement.area = region->content;
			place_slugs(&placement, stretch->galley, stretch->from, stretch->to, region->content.x,
				    region->content.y + aligned(region->fo, region->content.height, height));
		}
	}
}

static const struct region *body_of(const struct page_geometry *geometry)
{
	return geometry->count && geometry->regions[0].fo->kind == FO_REGION_BODY ? &geometry->regions[0] : NULL;
}

static bool wrong_parity(enum break_class forced, unsigned number)
{
	return (forced == BREAK_EVEN && number % 2 == 1) || (forced == BREAK_ODD && number % 2 == 0);
}

static const struct fo *next_sequence(const struct fo *sequence)
{
	const struct fo *next = sequence->next;

	while (next && next->kind != FO_PAGE_SEQUENCE)
		next = next->next;
	return next;
}

/* XSL 1.1, 7.27.6: whether a blank page is due at the end of the sequence, where the next page would be `number`. */
static bool page_is_due(const struct fo *sequence, unsigned first, unsigned number)
{
	const struct fo *next = next_sequence(sequence);
	unsigned count = number - first;

	switch (sequence->p->force_page_count) {
	case TOKEN_EVEN:
		return count % 2 == 1;
	case TOKEN_ODD:
		return count % 2 == 0;
	case TOKEN_END_ON_EVEN:
		return number % 2 == 0;
	case TOKEN_END_ON_ODD:
		return number % 2 == 1;
	case TOKEN_AUTO:
		if (!next)
			return false;
		if (next->p->initial_page_number == -1)
			return number % 2 == 0;
		if (next->p->initial_page_number == -2)
			return number % 2 == 1;
		return next->p->initial_page_number > 0 &&
		       (unsigned)next->p->initial_page_number % 2 != number % 2;
	default:
		return false;
	}
}

struct sequence_run {
	struct master_sequence *masters;
	struct flow *flow;
	struct page_condition condition;
	const char *flow_name;
	unsigned first; /* number of its first page */
	unsigned empty; /* pages without a region for the flow, in a row */
};

static bool find_geometry(struct layout *layout, struct sequence_run *run, struct page_geometry *geometry)
{
	run->condition.number = layout->number;
	const struct fo *master = master_sequence_find(run->masters, run->condition);

	if (!master && run->condition.last) { /* no master of its own for the last page */
		run->condition.last = false;
		master = master_sequence_find(run->masters, run->condition);
	}
	if (!master) {
		fault(layout, layout->sequence, M_F705, layout->sequence->p->master_reference);
		layout->status = 1;
		return false;
	}
	master_geometry(master, geometry);
	return true;
}

static void blank_page(struct layout *layout, struct sequence_run *run, bool last)
{
	struct page_geometry geometry;
	struct stretch nothing = {0};
	struct page page;

	run->condition.blank = true;
	run->condition.last = last;
	if (!find_geometry(layout, run, &geometry))
		return;
	begin_page(layout, &page, &geometry);
	place_page(layout, &geometry, &nothing);
	end_page(layout);
	layout->number++;
	run->condition.index++;
	run->condition.blank = false;
}

static bool fits_all(const struct stretch *stretch)
{
	return stretch->to == stretch->galley->count && !stretch->overflows;
}

/* When a master for the last page exists and all that is left goes into it, it is the one. */
static struct stretch fit_page(struct layout *layout, struct sequence_run *run, struct page_geometry *geometry)
{
	struct page_geometry last;
	const struct region *body = body_of(geometry);

	run->condition.last = true;
	if (find_geometry(layout, run, &last) && last.master != geometry->master && body_of(&last)) {
		const struct region *other = body_of(&last);
		struct stretch all = flow_fit(run->flow, other->content.width, other->content.height);

		if (fits_all(&all) && !page_is_due(layout->sequence, run->first, layout->number + 1)) {
			*geometry = last;
			return all;
		}
	}
	run->condition.last = false;
	return flow_fit(run->flow, body->content.width, body->content.height);
}

/* One page; without a region for the flow it is passed by empty. */
static void flow_page(struct layout *layout, struct sequence_run *run)
{
	struct page_geometry geometry;
	struct stretch stretch = {0};
	struct page page;

	run->condition.last = false;
	if (!find_geometry(layout, run, &geometry))
		return;
	bool flows = body_of(&geometry) && strcmp(body_of(&geometry)->name, run->flow_name) == 0;

	begin_page(layout, &page, &geometry);
	if (flows)
		stretch = fit_page(layout, run, &geometry);
	page.width = geometry.width;
	page.height = geometry.height;
	place_page(layout, &geometry, &stretch);
	end_page(layout);
	layout->number++;
	run->condition.index++;
	run->empty = flows ? 0 : run->empty + 1;
	if (flows) {
		flow_advance(run->flow, stretch);
	} else if (run->empty >= EMPTY_LIMIT) { /* no page will ever take the flow */
		fault(layout, layout->sequence, M_F705, run->flow_name);
		layout->status = 1;
	}
}

static unsigned first_number(const struct layout *layout, const struct fo *sequence)
{
	unsigned next = layout->number;

	switch (sequence->p->initial_page_number) {
	case 0:
		return next;
	case -1:
		return next % 2 ? next : next + 1;
	case -2:
		return next % 2 ? next + 1 : next;
	default:
		return sequence->p->initial_page_number < 1 ? 1 : (unsigned)sequence->p->initial_page_number;
	}
}

/* The flow of a sequence: what a measuring pass kept of it, or a new one. */
static struct flow *open_flow(struct layout *layout, const struct fo *sequence, const struct fo *content, double width)
{
	struct flow *flow = layout->flows[sequence->index];

	layout->flows[sequence->index] = NULL;
	if (!flow || !flow_rewind(flow)) {
		flow_free(flow);
		flow = flow_new(&layout->lines, content, width);
	}
	if (layout->measuring)
		flow_keep(flow);
	return flow;
}

static void lay_sequence(struct layout *layout, const struct fo *sequence)
{
	const struct fo *content = find_flow(sequence);
	struct sequence_run run = {.masters = master_sequence_new(layout->arena, layout->tree->root, sequence)};
	struct page_geometry geometry;

	layout->sequence = sequence;
	if (!run.masters) {
		fault(layout, sequence, M_F705, sequence->p->master_reference ? sequence->p->master_reference : "");
		layout->status = 1;
		return;
	}
	if (!content)
		return;
	run.first = layout->number = first_number(layout, sequence);
	run.flow_name = content->p->flow_name ? content->p->flow_name : "xsl-region-body";

	if (!find_geometry(layout, &run, &geometry))
		return;
	run.flow = open_flow(layout, sequence, content, body_of(&geometry) ? body_of(&geometry)->content.width : 1);
	do {
		if (wrong_parity(flow_pending_break(run.flow), layout->number))
			blank_page(layout, &run, false);
		if (!layout->status)
			flow_page(layout, &run);
	} while (!layout->status && !flow_done(run.flow));
	if (!layout->status && page_is_due(sequence, run.first, layout->number))
		blank_page(layout, &run, true);
	if (layout->measuring)
		layout->flows[sequence->index] = run.flow;
	else
		flow_free(run.flow);
}

static void lay_sequences(struct layout *layout, const struct fo *parent)
{
	for (const struct fo *child = parent->first; child && !layout->status; child = child->next)
		if (child->kind == FO_PAGE_SEQUENCE)
			lay_sequence(layout, child);
		else if (child->kind == FO_PAGE_SEQUENCE_WRAPPER)
			lay_sequences(layout, child);
}

/* ---- passes ---- */

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool settled(const struct layout *layout)
{
	for (size_t i = 0; i < layout->tree->count; i++)
		if (!same(layout->seen[i].first, layout->before[i].first) ||
		    !same(layout->seen[i].last, layout->before[i].last))
			return false;
	return true;
}

static void run_pass(struct layout *layout, bool measuring)
{
	layout->before = layout->seen;
	layout->seen = arena_array(layout->arena, layout->tree->count + 1, sizeof *layout->seen);
	layout->measuring = measuring;
	layout->physical = 0;
	layout->number = 1;
	lay_sequences(layout, layout->tree->root);
}

static const struct fo *next_in_order(const struct fo *fo)
{
	if (fo->first)
		return fo->first;
	while (fo && !fo->next)
		fo = fo->parent;
	return fo ? fo->next : NULL;
}

static bool not_yet(enum fo_kind kind)
{
	return kind == FO_FOOTNOTE || kind == FO_TABLE_AND_CAPTION || kind == FO_INLINE_CONTAINER ||
	       kind == FO_RETRIEVE_MARKER || kind == FO_RETRIEVE_TABLE_MARKER ||
	       kind == FO_INSTREAM_FOREIGN_OBJECT || kind == FO_INITIAL_PROPERTY_SET;
}

/* What is not supported is refused; returns whether pages are cited. */
static bool survey(struct layout *layout)
{
	bool cites = false;

	for (const struct fo *fo = layout->tree->root; fo; fo = next_in_order(fo)) {
		if (not_yet(fo->kind))
			fault(layout, fo, M_F701, fo_name(fo->kind));
		if (fo->kind == FO_REGION_BODY && fo->p->column_count > 1)
			fault(layout, fo, M_F702, "column-count");
		cites |= fo->kind == FO_PAGE_NUMBER_CITATION || fo->kind == FO_PAGE_NUMBER_CITATION_LAST;
	}
	return cites;
}

/* ---- title, bookmarks ---- */

static void gather_text(struct buffer *buffer, const struct fo *fo)
{
	for (const struct fo *child = fo->first; child; child = child->next)
		if (child->kind == FO_TEXT)
			buffer_put(buffer, child->text, child->length);
		else
			gather_text(buffer, child);
}

/* Text with white space as in a title: single spaces, none at the ends. */
static const char *text_of(struct arena *arena, const struct fo *fo)
{
	struct buffer buffer = {0}, folded = {0};
	const char *text;

	gather_text(&buffer, fo);
	for (const char *p = buffer_string(&buffer); *p; p++) {
		if (!strchr(" \t\r\n", *p))
			buffer_putc(&folded, *p);
		else if (folded.length > 0 && p[1] && !strchr(" \t\r\n", p[1]))
			buffer_putc(&folded, ' ');
	}
	text = arena_strdup(arena, buffer_string(&folded));
	buffer_free(&folded);
	buffer_free(&buffer);
	return text;
}

static struct bookmark *gather_bookmarks(struct arena *arena, const struct fo *parent)
{
	struct bookmark *first = NULL, **end = &first;

	for (const struct fo *fo = parent->first; fo; fo = fo->next) {
		if (fo->kind != FO_BOOKMARK)
			continue;
		struct bookmark *bookmark = arena_alloc(arena, sizeof *bookmark);

		for (const struct fo *child = fo->first; child; child = child->next)
			if (child->kind == FO_BOOKMARK_TITLE)
				bookmark->title = text_of(arena, child);
		bookmark->destination = fo->p->internal_destination;
		bookmark->open = fo->p->starting_state != TOKEN_HIDE;
		bookmark->first = gather_bookmarks(arena, fo);
		*end = bookmark;
		end = &bookmark->next;
	}
	return first;
}

static void describe(struct layout *layout, struct document *document)
{
	const struct fo *root = layout->tree->root;

	*document = (struct document){.root = layout->structure->root};
	for (const struct fo *child = root->first; child; child = child->next) {
		if (child->kind == FO_BOOKMARK_TREE)
			document->bookmarks = gather_bookmarks(layout->arena, child);
		if (child->kind != FO_PAGE_SEQUENCE)
			continue;
		for (const struct fo *part = child->first; part; part = part->next)
			if (part->kind == FO_TITLE && !document->title)
				document->title = text_of(layout->arena, part);
	}
	const char *language = root->p->language;

	if (language && strcmp(language, "none") != 0)
		document->lang = root->p->country && strcmp(root->p->country, "none") != 0
					 ? arena_printf(layout->arena, "%s-%s", language, root->p->country)
					 : language;
}

int layout_document(xmlDoc *source, const struct layout_options *options, struct page_sink *sink,
		    struct document *document, struct arena *arena, struct messages *messages)
{
	struct layout layout = {.arena = arena, .options = options, .messages = messages, .sink = sink};
	fo_place *place = options->place ? options->place : plain_place;

	layout.tree = fo_tree_new(arena, source, options->lenient, place, options->place_context, messages);
	if (!layout.tree)
		return 1;
	layout.structure = structure_new(arena, layout.tree);
	layout.lines = (struct line_context){.arena = arena, .fonts = options->fonts, .images = options->images, .folder = options->folder,
					     .messages = messages, .place = place,
					     .place_context = options->place_context, .strict = options->strict,
					     .citation = citation, .citation_context = &layout};
	layout.seen = arena_array(arena, layout.tree->count + 1, sizeof *layout.seen);
	layout.flows = arena_array(arena, layout.tree->count + 1, sizeof *layout.flows);
	bool cites = survey(&layout);
	size_t errors = messages->errors;

	for (int pass = 1; cites && pass < PASS_LIMIT && !layout.status; pass++) {
		run_pass(&layout, true);
		if (settled(&layout))
			break;
	}
	if (!layout.status && messages->errors == errors)
		run_pass(&layout, false);
	for (size_t i = 0; i <= layout.tree->count; i++)
		flow_free(layout.flows[i]);
	describe(&layout, document);
	return layout.status || messages->errors > errors;
}
