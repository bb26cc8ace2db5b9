#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/digest.h"
#include "base/memo.h"
#include "base/message.h"
#include "fo/column.h"
#include "fo/master.h"
#include "fo/name.h"
#include "fo/tree_figure.h"
#include "fo/tree_fold.h"
#include "fo/tree_parts.h"

#define FO_NAMESPACE       "http://www.w3.org/1999/XSL/Format"
#define FOX_NAMESPACE      "http://xmlgraphics.apache.org/fop/extensions"
#define ATTRIBUTES_MAXIMUM 256
#define MEMO_LIMIT         (16u << 20)

static const struct {
	const char *name; /* "block" */
	set content;
} objects[] = {
#define F(symbol, name, role, content) {name, content},
#include "fo/object.def"
#undef F
};

/* FO_KINDS: unknown. */
static enum fo_kind kind_find(const char *name)
{
	size_t found = name_find(&objects->name, FO_TEXT, sizeof *objects, slice_of(name));
	return found == FO_TEXT ? FO_KINDS : (enum fo_kind)found;
}

/* An attribute that is a property. */
struct setting {
	enum property property;
	enum token component;
	int order;
	const char *name, *value;
};

/* What values are refined from: the same kind with the same attributes under the same parent has the same values. */
struct wanted {
	enum fo_kind kind;
	const struct properties *parent, *column, *region;
	struct setting *settings;
	size_t count;
};

/* The property of a name that was looked up: documents keep each name once, so that its place says which it is. */
struct named {
	const xmlChar *name; /* NULL: free */
	enum property property;
	enum token component;
};

#define NAMES 256 /* a power of two */

/* An object with an id: a trie by two bits after two of the id's hash. */
struct fo_ids {
	const struct fo *fo;
	struct fo_ids *next[4];
};

struct builder {
	struct arena *arena;
	struct fo_tree *tree;
	bool lenient;
	fo_place *place;
	void *context;
	struct messages *messages; /* NULL: say nothing */
	bool failed;
	struct columns *columns;         /* of the table around; NULL: none */
	const struct properties *region; /* of the flow around; NULL: none */
	bool region_runs;                /* the page-sequence around takes its writing-mode from its regions */
	bool in_marker;                  /* ids are those of copies, which come later */
	struct memo *memo;               /* values by what they were refined from; NULL: nothing is kept */
	struct named names[NAMES];
	bool consumes;                   /* what the tree needs of the document is copied … */
	xmlNode *kept;                   /* … but for markers, which are put here */
};

static void complain(struct builder *builder, const xmlNode *node, enum message_code code,
		     const char *first, const char *second)
{
	if (!builder->messages)
		return;
	struct place place =
		builder->place && node ? builder->place(builder->context, node) : PLACE_NONE;
	enum message_level level = builder->lenient ? MESSAGE_WARNING : MESSAGE_ERROR;
	message_add_level(builder->messages, place, code, level, first, second);
	builder->failed |= !builder->lenient;
}

/* ids */

/* Where an id is kept, or would be. */
static struct fo_ids **id_place(struct fo_ids **place, const char *id)
{
	for (unsigned long hash = digest_fnv(id, strlen(id)); *place && strcmp((*place)->fo->id, id); hash >>= 2)
		place = &(*place)->next[hash & 3];
	return place;
}

const struct fo *fo_tree_find(const struct fo_tree *tree, const char *id)
{
	struct fo_ids *ids = tree->ids;

	ids = id ? *id_place(&ids, id) : NULL;
	return ids ? ids->fo : NULL;
}

static void id_add(struct builder *builder, const struct fo *fo)
{
	struct fo_ids **place = id_place(&builder->tree->ids, fo->id);

	if (*place) {
		complain(builder, fo->source, M_F705, fo->id, NULL);
		return;
	}
	*place = arena_alloc(builder->arena, sizeof **place);
	(*place)->fo = fo;
}

/* Attributes */

static const char *keep_text(struct builder *builder, const char *text)
{
	return builder->consumes ? arena_strdup(builder->arena, text) : text;
}

/* The value, borrowed where the document has it in one piece. */
static const char *attribute_value(struct builder *builder, const xmlAttr *attribute)
{
	const xmlNode *text = attribute->children;
	if (!text)
		return "";
	if (text->type == XML_TEXT_NODE && !text->next)
		return text->content ? (const char *)text->content : "";
	xmlChar *joined = xmlNodeListGetString(attribute->doc, text, 1);
	const char *value = arena_strdup(builder->arena, joined ? (const char *)joined : "");
	xmlFree(joined);
	return value;
}

static bool is_namespace(const xmlNs *ns, const char *uri)
{
	return ns && ns->href && !strcmp((const char *)ns->href, uri);
}

/* id, role, fox:alt-text: the node's own, not refined. True: taken. */
static bool take_own(struct builder *builder, struct fo *fo, const xmlAttr *attribute)
{
	const char *name = (const char *)attribute->name;
	if (attribute->ns) {
		if (is_namespace(attribute->ns, FOX_NAMESPACE) && !strcmp(name, "alt-text"))
			fo->alt = keep_text(builder, attribute_value(builder, attribute));
		return !(is_namespace(attribute->ns, (const char *)XML_XML_NAMESPACE) &&
			 !strcmp(name, "lang"));
	}
	if (!strcmp(name, "id"))
		fo->id = keep_text(builder, attribute_value(builder, attribute));
	else if (!strcmp(name, "role"))
		fo->role = keep_text(builder, attribute_value(builder, attribute));
	else
		return false;
	return true;
}

static bool find_property(struct builder *builder, const xmlChar *name, struct setting *setting)
{
	struct named *known = &builder->names[(unsigned long)name * 0x9e3779b97f4a7c15ul >> 56 & (NAMES - 1)];

	if (known->name != name) {
		if (!property_find(slice_of((const char *)name), &setting->property, &setting->component))
			return false;
		*known = (struct named){name, setting->property, setting->component};
	}
	setting->property = known->property;
	setting->component = known->component;
	return true;
}

/* The properties among an element's attributes, in the order in which they are to be set. */
static size_t read_settings(struct builder *builder, struct fo *fo, struct setting *settings)
{
	size_t count = 0;
	for (const xmlAttr *attribute = fo->source->properties; attribute;
	     attribute = attribute->next) {
		if (take_own(builder, fo, attribute))
			continue;
		struct setting setting = {.name = attribute->ns ? "xml:lang"
								: (const char *)attribute->name};
		if (count == ATTRIBUTES_MAXIMUM ||
		    !find_property(builder, (const xmlChar *)setting.name, &setting)) {
			complain(builder, fo->source, M_F702, setting.name, NULL);
			continue;
		}
		setting.order = property_order(setting.property, setting.component);
		setting.value = attribute_value(builder, attribute);
		size_t at = count++;
		for (; at > 0 && settings[at - 1].order > setting.order; at--)
			settings[at] = settings[at - 1];
		settings[at] = setting;
	}
	return count;
}

static const struct buffer *make_key(struct memo *memo, const struct wanted *wanted)
{
	struct buffer *key = memo_key(memo);
	buffer_put(key, &wanted->kind, sizeof wanted->kind);
	buffer_put(key, &wanted->parent, sizeof wanted->parent);
	buffer_put(key, &wanted->column, sizeof wanted->column);
	buffer_put(key, &wanted->region, sizeof wanted->region);
	for (size_t i = 0; i < wanted->count; i++) {
		const struct setting *setting = &wanted->settings[i];
		buffer_put(key, &setting->property, sizeof setting->property);
		buffer_put(key, &setting->component, sizeof setting->component);
		buffer_put(key, setting->value, strlen(setting->value) + 1);
	}
	return key;
}

/* A bad value is said for the first of the nodes that have it: the others share its values. */
static const struct properties *refine_new(struct builder *builder, const struct fo *fo, const struct wanted *wanted)
{
	struct properties *own = arena_uncleared(builder->arena, 1, sizeof *own);
	struct refinement refinement = {
		.arena = builder->arena,
		.own = own,
		.parent = wanted->parent,
		.column = wanted->column,
		.region = wanted->region,
		.inside_line = is_in(fo->kind, INSIDE_LINE),
		.reference_area = is_in(fo->kind, REFERENCE_AREAS),
		.page_master = is_in(fo->kind, PAGE_MASTERS),
		.list_item = fo->kind == FO_LIST_ITEM,
	};
	property_begin(own, wanted->parent);
	for (size_t i = 0; i < wanted->count; i++) {
		const struct setting *setting = &wanted->settings[i];
		if (property_set(&refinement, setting->property, setting->component,
				 setting->value))
			continue;
		complain(builder, fo->source, M_F703, setting->name, setting->value);
	}
	property_end(&refinement);
	return own;
}

/* Whether a value depends on the fo:table-column. */
static bool asks_column(const struct wanted *wanted)
{
	for (size_t i = 0; i < wanted->count; i++)
		if (strstr(wanted->settings[i].value, "from-table-column"))
			return true;
	return false;
}

static const struct setting *find_setting(const struct wanted *wanted, enum property property)
{
	for (size_t i = 0; i < wanted->count; i++)
		if (wanted->settings[i].property == property)
			return &wanted->settings[i];
	return NULL;
}

/* Whether the value of a property depends on the region. */
static bool asks_region(const struct wanted *wanted, enum property property)
{
	const struct setting *setting = find_setting(wanted, property);
	return setting && strstr(setting->value, "from-page-master-region");
}

static bool is_regional(const struct wanted *wanted)
{
	return asks_region(wanted, PROPERTY_writing_mode) || asks_region(wanted, PROPERTY_reference_orientation);
}

static const struct properties *refine_settings(struct builder *builder, const struct fo *fo, const struct wanted *wanted)
{
	size_t length = 0;
	if (!builder->memo)
		return refine_new(builder, fo, wanted);
	const struct buffer *key = make_key(builder->memo, wanted);
	const struct properties *const *known = memo_find(builder->memo, key->data, key->length, &length);
	if (known)
		return *known;
	const struct properties *own = refine_new(builder, fo, wanted);
	const struct properties **kept = memo_add(builder->memo, key->data, key->length, sizeof own);
	return *kept = own;
}

/* XSL 1.1, 5.10.4: on a page-sequence the function has a value for each region: that of the flow which goes into it. */
static void refine_flow(struct builder *builder, struct fo *fo, struct wanted *wanted)
{
	const struct fo *region = master_region(builder->tree->root, fo->parent, fo->p->flow_name);
	builder->region = wanted->region = region ? region->p : NULL;
	if (builder->region_runs && !find_setting(wanted, PROPERTY_writing_mode)) {
		memmove(wanted->settings + 1, wanted->settings, wanted->count++ * sizeof *wanted->settings);
		wanted->settings[0] = (struct setting){
			.property = PROPERTY_writing_mode, .name = "writing-mode", .value = "from-page-master-region()"};
	}
	if (is_regional(wanted))
		fo->p = refine_settings(builder, fo, wanted);
}

/* The values of the fo:table-column of a cell that is being read. */
static const struct properties *column_values(const struct builder *builder, const struct fo *cell)
{
	const struct columns *columns = builder->columns;

	while (columns && columns->table != fo_around(cell, FO_TABLE))
		columns = columns->outer;
	return columns ? columns_values(columns, cell->p) : NULL;
}

static void refine(struct builder *builder, struct fo *fo, const struct properties *parent)
{
	struct setting settings[ATTRIBUTES_MAXIMUM + 1];
	struct wanted wanted = {.kind = fo->kind, .parent = parent, .settings = settings};
	wanted.count = read_settings(builder, fo, settings);
	const struct fo *cell = builder->columns && asks_column(&wanted) ? fo_around(fo, FO_TABLE_CELL) : NULL;
	if (cell && cell != fo)
		wanted.column = column_values(builder, cell);
	if (fo->kind == FO_PAGE_SEQUENCE) {
		builder->region_runs = asks_region(&wanted, PROPERTY_writing_mode);
		builder->region = NULL;
	}
	if (is_regional(&wanted))
		wanted.region = builder->region;
	fo->p = refine_settings(builder, fo, &wanted);
	if (fo->kind == FO_FLOW || fo->kind == FO_STATIC_CONTENT)
		refine_flow(builder, fo, &wanted);
	if (builder->columns)
		columns_enter(builder->columns, builder->arena, fo);
	if (cell == fo) {
		/* Its spans and number say which column; now the column can say the rest. */
		wanted.column = column_values(builder, cell);
		fo->p = refine_settings(builder, fo, &wanted);
	}
}

/* Nodes */

void tree_append(struct fo *parent, struct fo *fo)
{
	fo->next = NULL;
	fo->previous = parent->last;
	if (parent->last)
		parent->last->next = fo;
	else
		parent->first = fo;
	parent->last = fo;
}

static struct fo *append(struct builder *builder, struct fo *parent, enum fo_kind kind,
			 const xmlNode *source)
{
	struct fo *fo = arena_alloc(builder->arena, sizeof *fo);
	fo->kind = kind;
	fo->source = source;
	fo->index = (unsigned)builder->tree->count++;
	fo->parent = parent;
	if (parent)
		tree_append(parent, fo);
	else
		builder->tree->root = fo;
	return fo;
}

static void build_text(struct builder *builder, struct fo *parent, const xmlNode *node, set allowed)
{
	const char *text = (const char *)node->content;
	if (!text || !*text)
		return;
	if (!(allowed & TEXT)) {
		if (text[strspn(text, SLICE_SPACES)])
			complain(builder, parent->source, M_F701, "#PCDATA", NULL);
		return;
	}
	struct fo *fo = append(builder, parent, FO_TEXT, node);
	fo->text = keep_text(builder, text);
	fo->length = strlen(text);
	fo->p = parent->p;
}

static void build_children(struct builder *builder, struct fo *parent, const xmlNode *source,
			   set allowed, int depth);

static size_t text_length(const struct fo *fo)
{
	size_t length = 0;

	for (const struct fo *child = fo->first; child; child = child->next)
		length += child->kind == FO_TEXT ? child->length : text_length(child);
	return length;
}

/* The content of an object; a marker's is only checked: it is refined where it is retrieved. */
static void build_content(struct builder *builder, struct fo *fo, set allowed, int depth)
{
	set content = objects[fo->kind].content;
	if (fo->kind == FO_WRAPPER)
		content = allowed;
	else if (fo->kind == FO_MARKER)
		content |= allowed & ~ONE(MARKER);
	bool marker = fo->kind == FO_MARKER && !builder->in_marker;
	builder->in_marker |= marker;
	build_children(builder, fo, fo->source, content, depth);
	if (marker) {
		builder->in_marker = false;
		fo->length = text_length(fo);
		fo->first = fo->last = NULL;
	}
}

static void note_sought(struct fo *fo)
{
	for (; fo && !fo->holds_sought; fo = fo->parent)
		fo->holds_sought = true;
}

static void build_figure(struct builder *builder, struct fo *fo)
{
	struct figure_fault fault;

	if (!tree_figure_read(builder->arena, fo, &fault))
		complain(builder, fault.node, fault.code, fault.first, fault.second);
}

static void build_object(struct builder *builder, struct fo *parent, const xmlNode *node,
			 enum fo_kind kind, set allowed, int depth)
{
	struct fo *fo = append(builder, parent, kind, node);
	struct columns inner = {.outer = builder->columns, .table = fo};
	refine(builder, fo, parent ? parent->p : property_initial());
	if (fo->id || kind == FO_PAGE_SEQUENCE || kind == FO_ROOT)
		fo->cited = ++builder->tree->cited;
	if (fo->id && !builder->in_marker)
		id_add(builder, fo);
	if (fo->id || kind == FO_MARKER)
		note_sought(fo);
	if (builder->in_marker)
		builder->tree->in_markers |= (set)1 << kind;
	if (kind == FO_TABLE)
		builder->columns = &inner;
	build_content(builder, fo, allowed, depth);
	if (kind == FO_INSTREAM_FOREIGN_OBJECT)
		build_figure(builder, fo);
	if (is_in(kind, AS_CONTENT) && tree_split(builder->arena, fo) && builder->consumes)
		fo->source = builder->tree->root->source; /* forget_sources will not come to it */
	if (kind == FO_TABLE)
		builder->columns = inner.outer;
}

static void build_element(struct builder *builder, struct fo *parent, const xmlNode *node,
			  set allowed, int depth)
{
	const char *name = (const char *)node->name;
	if (!is_namespace(node->ns, FO_NAMESPACE)) {
		if (allowed & FOREIGN) {
			if (!parent->foreign)
				parent->foreign = node;
		} else if (!is_namespace(node->ns, FOX_NAMESPACE))
			complain(builder, node, M_F701, name, NULL);
		return;
	}
	enum fo_kind kind = kind_find(name);
	/* What is retrieved retrieves nothing: it might be itself (XSL 1.1, 6.13.6: only in fo:static-content). */
	allowed &= builder->in_marker ? ~RETRIEVED : ~NOTHING;
	if (kind == FO_KINDS || !is_in(kind, allowed) || depth > FO_DEPTH) {
		complain(builder, node, M_F701, arena_printf(builder->arena, "fo:%s", name), NULL);
		return;
	}
	build_object(builder, parent, node, kind, allowed, depth);
}

/* Of what is given back, keep what is read again, in few bytes: the markers among these objects and in them. */
static void keep_markers(struct builder *builder, struct fo *fo)
{
	for (; fo; fo = fo->next) {
		xmlNode *source = (xmlNode *)fo->source, *kept;

		keep_markers(builder, fo->first);
		if (fo->kind != FO_MARKER || source->parent == builder->kept)
			continue;
		kept = tree_fold(source);
		if (kept == source)
			kept = xmlDocCopyNode(source, source->doc, 1);
		else
			xmlUnlinkNode(kept);
		if (!kept)
			memory_ended();
		fo->source = xmlAddChild(builder->kept, kept);
	}
}

/* Open what is folded; unless all is given back once it is read, it stands there from now on. */
static void build_folded(struct builder *builder, struct fo *parent, xmlNode *folded, set allowed, int depth)
{
	const struct fo *before = parent->last;
	xmlNode *element = tree_unfold(folded);

	xmlReplaceNode(folded, element);
	xmlFreeNode(folded);
	build_element(builder, parent, element, allowed, depth);
	if (!builder->consumes)
		return;
	keep_markers(builder, before ? before->next : parent->first);
	xmlUnlinkNode(element);
	xmlFreeNode(element);
}

static void build_children(struct builder *builder, struct fo *parent, const xmlNode *source,
			   set allowed, int depth)
{
	for (const xmlNode *node = source->children, *next; node; node = next) {
		next = node->next;
		if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
			build_text(builder, parent, node, allowed);
		else if (node->type == XML_ELEMENT_NODE)
			build_element(builder, parent, node, allowed, depth + 1);
		else if (tree_is_folded(node))
			build_folded(builder, parent, (xmlNode *)node, allowed, depth + 1);
	}
}

static void forget_sources(struct fo *fo, const xmlNode *root, bool markers)
{
	for (; fo; fo = fo->next) {
		fo->source = fo->kind == FO_MARKER && !markers ? fo->source : root;
		fo->foreign = NULL;
		forget_sources(fo->first, root, markers);
	}
}

/* Give the document back, but for its root and for what is read again: of a long one it was most of the memory. What is left where it
 * was would keep the memory around it from being used again. */
static void release(struct builder *builder, xmlNode *root)
{
	xmlNode *left, *next;

	keep_markers(builder, builder->tree->root->first);
	forget_sources(builder->tree->root->first, root, false);
	left = root->children;
	root->children = root->last = NULL;
	for (; left; left = next) {
		next = left->next;
		left->parent = left->next = left->prev = NULL;
		xmlFreeNode(left);
	}
	xmlAddChild(root, builder->kept);
}

struct fo_tree *fo_tree_new(struct arena *arena, xmlDoc *document, unsigned options, fo_place *place,
			    void *context, struct messages *messages)
{
	struct fo_tree *tree = arena_alloc(arena, sizeof *tree);
	struct builder builder = {.arena = arena,
				  .tree = tree,
				  .lenient = options & FO_TREE_LENIENT,
				  .consumes = options & FO_TREE_CONSUMES,
				  .place = place,
				  .context = context,
				  .messages = messages};
	xmlNode *root = xmlDocGetRootElement(document);
	if (!root || !is_namespace(root->ns, FO_NAMESPACE) ||
	    strcmp((const char *)root->name, "root")) {
		const char *name = root ? (const char *)root->name : "";
		complain(&builder, root, M_F701, name, NULL);
		return NULL;
	}
	builder.memo = memo_new(MEMO_LIMIT);
	if (builder.consumes && !(builder.kept = xmlNewDocNode(document, NULL, (const xmlChar *)"kept", NULL)))
		memory_ended();
	build_object(&builder, NULL, root, FO_ROOT, NOTHING, 1);
	if (builder.consumes && !builder.failed)
		release(&builder, root);
	else
		xmlFreeNode(builder.kept);
	memo_free(builder.memo);
	return builder.failed ? NULL : tree;
}

void fo_tree_graft(struct fo_tree *tree, struct arena *arena, struct fo *parent,
		   const xmlNode *source)
{
	struct builder builder = {.arena = arena, .tree = tree, .lenient = true, .in_marker = true};
	xmlNode *opened = tree_is_folded(source) ? tree_unfold(source) : NULL;

	builder.consumes = opened;
	build_children(&builder, parent, opened ? opened : source, objects[FO_MARKER].content, 1);
	if (!opened)
		return;
	forget_sources(parent->first, source, true);
	xmlFreeNode(opened);
}
