#include "fo/layout_parts.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "text/words.h"

/* Citations change widths, widths change pages: so many passes at most. */
#define PASS_LIMIT 3

static struct place plain_place(void *context, const xmlNode *node)
{
	(void)context;
	return (struct place){
		.file = node && node->doc && node->doc->URL ? (const char *)node->doc->URL : NULL,
		.line = node ? (unsigned)xmlGetLineNo((xmlNode *)node) : 0};
}

void layout_fault(struct layout *layout, const struct fo *fo, enum message_code code,
		  const char *what)
{
	line_say(&layout->lines, fo, code, !layout->options->lenient, what, NULL);
	if (!layout->options->lenient)
		layout->status = 1;
}

void layout_warn(struct layout *layout, const struct fo *fo, enum message_code code, const char *what)
{
	line_say(&layout->lines, fo, code, layout->options->strict, what, NULL);
}

/* ---- citations ---- */

/* As XSLT 2.0's token "w" writes numbers; the only language of the documents is French. A label that is no number stays. */
static const char *in_words(const struct layout *layout, const char *label)
{
	struct buffer words = {0};
	const char *text = label;

	if (strlen(label) < 7 && strspn(label, "0123456789") == strlen(label)) {
		words_french(&words, atol(label));
		text = arena_strdup(layout->arena, buffer_string(&words));
	}
	buffer_free(&words);
	return text;
}

const char *layout_citation(void *context, const struct fo *node)
{
	struct layout *layout = context;

	if (node->kind == FO_PAGE_NUMBER)
		return layout->page ? layout->page->label : "0";
	const struct fo *target = fo_tree_find(layout->tree, node->p->ref_id);

	if (!target) { /* survey() said so, but of what is retrieved, which it does not see */
		if (node->p->ref_id && node->index >= layout->structure->count)
			layout_warn(layout, node, M_F705, node->p->ref_id);
		return "";
	}
	bool last = node->kind == FO_PAGE_NUMBER_CITATION_LAST;
	const struct seen *seen = &layout->before[target->cited];
	bool filled = node->p->page_citation_strategy != TOKEN_ALL; /* XSL 1.1, 7.30.10 */
	const char *label = !last ? seen->first : filled ? seen->filled : seen->last;

	if (!label && !layout->measuring) { /* what has the id is on no page */
		layout_warn(layout, node, M_F705, node->p->ref_id);
		return "";
	}
	if (!label)
		return "0"; /* room for it, until it is known */
	return strcmp(node->p->format, "w") == 0 ? in_words(layout, label) : label;
}

void layout_record(struct layout *layout, const struct fo *fo)
{
	struct seen *seen = &layout->seen[fo->cited];
	const char *label = layout->page->label;

	seen->first = seen->first ? seen->first : label;
	seen->last = label;
	seen->filled = layout->blank ? seen->filled : label;
}

static void add_destination(struct layout *layout, const char *id, double x, double y)
{
	struct page *page = layout->page;
	struct destination *list = arena_grown(page->arena, (struct destination *)page->destinations, page->destination_count,
					       &layout->destinations_room, sizeof *list);

	page->destinations = list;
	list[page->destination_count++] = (struct destination){.id = id, .x = x, .y = y};
}

void layout_seen(void *context, const struct fo *fo, double x, double y)
{
	struct layout *layout = context;

	if (!fo->id || fo->cited > layout->cited)
		return;
	if (!layout->seen[fo->cited].first)
		add_destination(layout, fo->id, x, y);
	layout_record(layout, fo);
}

/* ---- passes ---- */

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool settled(const struct layout *layout)
{
	for (size_t i = 1; i <= layout->cited; i++)
		if (!same(layout->seen[i].first, layout->before[i].first) ||
		    !same(layout->seen[i].last, layout->before[i].last) ||
		    !same(layout->seen[i].filled, layout->before[i].filled))
			return false;
	return true;
}

static void run_pass(struct layout *layout, bool measuring)
{
	layout->markers = markers_new(layout->arena, layout->tree);
	layout->before = layout->seen;
	layout->seen = arena_array(layout->arena, layout->cited + 1, sizeof *layout->seen);
	layout->measuring = measuring;
	layout->physical = 0;
	layout->number = 1;
	sequences_lay(layout, layout->tree->root);
}

static const struct fo *next_in_order(const struct fo *fo)
{
	if (fo->first)
		return fo->first;
	while (fo && !fo->next)
		fo = fo->parent;
	return fo ? fo->next : NULL;
}

/* A picture that does not say whether it is content. */
static bool is_undescribed(const struct fo *fo)
{
	return (fo->kind == FO_EXTERNAL_GRAPHIC || fo->picture) && !fo->alt && !fo->role &&
	       !structure_decorates(fo->parent);
}

/* A retrieve-table-marker where no table's fragments are (XSL 1.1, 6.13.7). */
static bool is_misplaced(const struct fo *fo)
{
	return fo->kind == FO_RETRIEVE_TABLE_MARKER && !fo_around(fo, FO_TABLE_HEADER) && !fo_around(fo, FO_TABLE_FOOTER);
}

static bool is_citation(const struct fo *fo)
{
	return fo->kind == FO_PAGE_NUMBER_CITATION || fo->kind == FO_PAGE_NUMBER_CITATION_LAST;
}

/* The id that a citation or link names, or NULL. */
static const char *reference_of(const struct fo *fo)
{
	if (is_citation(fo))
		return fo->p->ref_id;
	return fo->kind == FO_BASIC_LINK || fo->kind == FO_BOOKMARK ? fo->p->internal_destination : NULL;
}

/* A property that is passed by: lines run from left to right or from right to left, and the parts of a table stay where they are. */
static const char *passed_by(const struct fo *fo)
{
	enum token mode = fo->p->writing_mode;
	bool across = mode == TOKEN_LR_TB || mode == TOKEN_RL_TB || mode == TOKEN_LR || mode == TOKEN_RL;

	if (!across && property_specified(fo->p, PROPERTY_writing_mode))
		return "writing-mode";
	if (fo->p->relative_position == TOKEN_RELATIVE && fo->kind >= FO_TABLE_BODY && fo->kind <= FO_TABLE_ROW)
		return "relative-position";
	return NULL;
}

static bool holds_pages(enum fo_kind kind)
{
	return kind == FO_ROOT || kind == FO_PAGE_SEQUENCE || kind == FO_PAGE_SEQUENCE_WRAPPER;
}

/* Whether such objects stand in markers, where the survey does not see them. */
static bool in_markers(const struct layout *layout, enum fo_kind kind)
{
	return layout->tree->in_markers >> kind & 1;
}

/* What is not supported is refused; returns whether pages are cited. */
static bool survey(struct layout *layout)
{
	bool markers_cite = in_markers(layout, FO_PAGE_NUMBER_CITATION) || in_markers(layout, FO_PAGE_NUMBER_CITATION_LAST);
	bool cites = markers_cite;

	layout->pages_linked = in_markers(layout, FO_BASIC_LINK);
	for (const struct fo *fo = layout->tree->root; fo; fo = next_in_order(fo)) {
		const char *reference = reference_of(fo);
		const struct fo *target = fo_tree_find(layout->tree, reference);
		bool may_cite = is_citation(fo) || (markers_cite && fo->kind == FO_RETRIEVE_TABLE_MARKER);

		layout->footnotes |= fo->kind == FO_FOOTNOTE;
		layout->marked |= fo->kind == FO_MARKER;
		if (is_misplaced(fo))
			layout_fault(layout, fo, M_F701, fo_name(fo->kind));
		if (is_undescribed(fo) && !layout->options->strict)
			layout_warn(layout, fo, M_F709, fo->p->src ? fo->p->src : "");
		if (passed_by(fo))
			layout_warn(layout, fo, M_F702, passed_by(fo));
		if (reference && !target)
			layout_warn(layout, fo, M_F705, reference);
		layout->pages_linked |= target && !is_citation(fo) && holds_pages(target->kind);
		cites |= is_citation(fo);
		layout->flow_cites |= may_cite && fo_around(fo, FO_FLOW);
		layout->static_ids |= fo->id && fo_around(fo, FO_STATIC_CONTENT);
	}
	return cites;
}

/* ---- title, bookmarks ---- */

static struct bookmark *gather_bookmarks(struct arena *arena, const struct fo *parent)
{
	struct bookmark *first = NULL, **end = &first;

	for (const struct fo *fo = parent->first; fo; fo = fo->next) {
		if (fo->kind != FO_BOOKMARK)
			continue;
		struct bookmark *bookmark = arena_alloc(arena, sizeof *bookmark);

		bookmark->title = fo_child_text(fo, FO_BOOKMARK_TITLE, arena);
		bookmark->destination = fo->p->internal_destination;
		bookmark->open = fo->p->starting_state != TOKEN_HIDE;
		bookmark->first = gather_bookmarks(arena, fo);
		*end = bookmark;
		end = &bookmark->next;
	}
	return first;
}

/* The first fo:title of the page-sequences in an object; NULL: they have none. */
static const char *find_title(struct layout *layout, const struct fo *parent)
{
	const char *title = fo_child_text(parent, FO_TITLE, layout->arena);

	for (const struct fo *child = parent->first; child && !title; child = child->next)
		if (child->kind == FO_PAGE_SEQUENCE || child->kind == FO_PAGE_SEQUENCE_WRAPPER)
			title = find_title(layout, child);
	return title;
}

static void describe(struct layout *layout, struct document *document)
{
	const struct fo *root = layout->tree->root, *bookmarks = fo_child(root, FO_BOOKMARK_TREE);

	*document = (struct document){.title = find_title(layout, root),
				      .lang = layout->structure->language,
				      .root = layout->structure->root,
				      .bookmarks = bookmarks ? gather_bookmarks(layout->arena, bookmarks) : NULL};
}

int layout_document(xmlDoc *source, const struct layout_options *options, struct page_sink *sink,
		    struct document *document, struct arena *arena, struct messages *messages)
{
	struct layout layout = {.arena = arena, .options = options, .sink = sink};
	fo_place *place = options->place ? options->place : plain_place;

	layout.tree = fo_tree_new(arena, source,
				  (options->lenient ? FO_TREE_LENIENT : 0) | (options->consumes ? FO_TREE_CONSUMES : 0),
				  place, options->place_context, messages);
	if (!layout.tree)
		return 1;
	layout.cited = layout.tree->cited;
	layout.structure = structure_new(arena, layout.tree);
	layout.lines = (struct line_context){.arena = arena,
					     .fonts = options->fonts,
					     .images = options->images,
					     .folder = options->folder,
					     .messages = messages,
					     .place = place,
					     .place_context = options->place_context,
					     .strict = options->strict,
					     .citation = layout_citation,
					     .citation_context = &layout,
					     .marker = layout_marker,
					     .marker_context = &layout,
					     .repeats = repeats_new(layout.tree->count)};
	layout.seen = arena_array(arena, layout.cited + 1, sizeof *layout.seen);
	layout.flows = arena_array(arena, layout.cited + 1, sizeof *layout.flows);
	size_t errors = messages->errors;
	bool cites = survey(&layout);

	for (int pass = 1; cites && pass < PASS_LIMIT && !layout.status; pass++) {
		run_pass(&layout, true);
		if (!layout.flow_cites || settled(&layout))
			break;
	}
	if (!layout.status && messages->errors == errors)
		run_pass(&layout, false);
	for (size_t i = 0; i <= layout.cited; i++)
		flow_free(layout.flows[i]);
	repeats_free(layout.lines.repeats);
	describe(&layout, document);
	return layout.status || messages->errors > errors;
}
