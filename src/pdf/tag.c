#include "pdf/tag.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "fo/page.h"
#include "pdf/grid.h"
#include "pdf/numbering.h"
#include "pdf/object.h"

#define NONE UINT32_MAX
/* Elements nested deeper than any document of ours are left out, so that no input exhausts the stack. */
#define DEPTH_LIMIT 500
#define KEY_NEVER   UINT64_MAX
/* So many bytes of the ParentTree's rows are kept: of several documents, what is more goes into a leaf of the tree. */
#define LEAF_BYTES ((size_t)1 << 15)

enum kid_kind { KID_MARK, KID_ANNOTATION, KID_SPAN };

/* What an element holds besides the elements of the tree, in content order. */
struct kid {
	enum kid_kind kind;
	unsigned page;
	unsigned value; /* the MCID, the annotation's object, the number of the tag made here */
	unsigned next;  /* in kids; NONE */
};

struct tag {
	const struct element *element; /* NULL: made here */
	enum element_role role;
	unsigned parent;      /* of a tag made here; NONE: the document */
	unsigned first, last; /* kids */
	const char *text, *lang;
	bool has_area;
	double area[4];
	uint64_t key; /* place in the content of the first mark below, once measured */
	bool kept;    /* it or what is below has content: it is written */
	unsigned body; /* the tag of the paragraph that a cell is; NONE */
	unsigned object;
};

/* A page, for the ParentTree: the tag of each of its marks. */
struct row {
	unsigned object, key;
	unsigned *tags;
	size_t count, capacity;
};

/* An annotation, for the ParentTree. */
struct annotation {
	size_t page;
	unsigned tag, key;
};

struct pdf_tags {
	struct arena *arena;
	struct tag *tags;
	size_t count, capacity;
	struct kid *kids;
	size_t kid_count, kid_capacity;
	struct row *pages;
	size_t page_count, page_capacity;
	struct annotation *annotations;
	size_t annotation_count, annotation_capacity;
	unsigned *order; /* the tags that are written: each parent before its kids, so that references repeat */
	size_t order_count, order_capacity;
	/* Of all parts. */
	unsigned root; /* the object of the StructTreeRoot */
	unsigned keys;
	unsigned gathering; /* the object of the Document around the parts; 0: none */
	struct buffer roots, rows, note_names; /* what stands below the root; in the ParentTree; in the IDTree */
	struct buffer leaves;                  /* of the ParentTree */
	unsigned leaf_key;                     /* the first of the rows kept */
	unsigned notes;
	bool undescribed; /* a Figure without alternative text was written */
	int heading; /* the level of the last one, 0 before */
};

struct pdf_tags *pdf_tags_new(void)
{
	struct pdf_tags *tags = memory_alloc(sizeof *tags);

	*tags = (struct pdf_tags){.arena = arena_new()};
	return tags;
}

void pdf_tags_free(struct pdf_tags *tags)
{
	if (!tags)
		return;
	for (size_t i = 0; i < tags->page_count; i++)
		free(tags->pages[i].tags);
	free(tags->pages);
	free(tags->annotations);
	free(tags->order);
	free(tags->tags);
	free(tags->kids);
	buffer_free(&tags->roots);
	buffer_free(&tags->rows);
	buffer_free(&tags->leaves);
	buffer_free(&tags->note_names);
	arena_free(tags->arena);
	free(tags);
}

static unsigned row_add(struct row *row, unsigned tag)
{
	row->tags = memory_grown(row->tags, row->count, &row->capacity, sizeof *row->tags);
	row->tags[row->count] = tag;
	return (unsigned)row->count++;
}

static unsigned tag_add(struct pdf_tags *tags, const struct element *element,
			enum element_role role, unsigned parent)
{
	tags->tags = memory_grown(tags->tags, tags->count, &tags->capacity, sizeof *tags->tags);
	tags->tags[tags->count] = (struct tag){.element = element,
					       .role = role,
					       .parent = parent,
					       .first = NONE,
					       .last = NONE,
					       .body = NONE,
					       .key = KEY_NEVER};
	return (unsigned)tags->count++;
}

/* The number of an element's tag. element->index may be that of an earlier document: it counts only where it leads
 * back. */
static unsigned tag_of(struct pdf_tags *tags, struct element *element)
{
	if (element->index > 0 && element->index <= tags->count &&
	    tags->tags[element->index - 1].element == element)
		return element->index - 1;
	element->index = tag_add(tags, element, element->role, NONE) + 1;
	return element->index - 1;
}

static void kid_add(struct pdf_tags *tags, unsigned tag, enum kid_kind kind, unsigned value)
{
	unsigned number = (unsigned)tags->kid_count;

	tags->kids = memory_grown(tags->kids, tags->kid_count, &tags->kid_capacity, sizeof *tags->kids);
	tags->kids[tags->kid_count++] =
		(struct kid){kind, (unsigned)tags->page_count - 1, value, NONE};
	if (tags->tags[tag].last == NONE)
		tags->tags[tag].first = number;
	else
		tags->kids[tags->tags[tag].last].next = number;
	tags->tags[tag].last = number;
}

unsigned pdf_tags_page(struct pdf_tags *tags, unsigned object)
{
	tags->pages =
		memory_grown(tags->pages, tags->page_count, &tags->page_capacity, sizeof *tags->pages);
	tags->pages[tags->page_count++] = (struct row){.object = object, .key = tags->keys};
	return tags->keys++;
}

static unsigned mark(struct pdf_tags *tags, unsigned tag)
{
	unsigned mcid = row_add(&tags->pages[tags->page_count - 1], tag);

	kid_add(tags, tag, KID_MARK, mcid);
	return mcid;
}

unsigned pdf_tag_mark(struct pdf_tags *tags, struct element *element)
{
	return mark(tags, tag_of(tags, element));
}

unsigned pdf_tag_span(struct pdf_tags *tags, struct element *element, const char *text,
		      size_t length, const char *lang)
{
	unsigned parent = tag_of(tags, element);
	unsigned span = tag_add(tags, NULL, ELEMENT_SPAN, parent);

	kid_add(tags, parent, KID_SPAN, span);
	tags->tags[span].text = text ? arena_strndup(tags->arena, text, length) : NULL;
	tags->tags[span].lang = lang ? arena_strdup(tags->arena, lang) : NULL;
	return mark(tags, span);
}

unsigned pdf_tag_annotation(struct pdf_tags *tags, struct element *element, unsigned object)
{
	unsigned tag;

	if (element && element->role == ELEMENT_LINK) {
		tag = tag_of(tags, element);
	} else {
		unsigned parent = element ? tag_of(tags, element) : NONE;

		tag = tag_add(tags, NULL, ELEMENT_LINK, parent);
		if (parent != NONE)
			kid_add(tags, parent, KID_SPAN, tag);
	}
	kid_add(tags, tag, KID_ANNOTATION, object);
	tags->annotations = memory_grown(tags->annotations, tags->annotation_count,
				  &tags->annotation_capacity, sizeof *tags->annotations);
	tags->annotations[tags->annotation_count++] =
		(struct annotation){tags->page_count - 1, tag, tags->keys};
	return tags->keys++;
}

void pdf_tag_area(struct pdf_tags *tags, struct element *element, double x1, double y1, double x2,
		  double y2)
{
	struct tag *tag = &tags->tags[tag_of(tags, element)];
	double *area = tag->area;

	if (!tag->has_area)
		memcpy(area, (double[]){x1, y1, x2, y2}, sizeof tag->area);
	tag->has_area = true;
	area[0] = fmin(area[0], x1);
	area[1] = fmin(area[1], y1);
	area[2] = fmax(area[2], x2);
	area[3] = fmax(area[3], y2);
}

const char *pdf_tag_name(const struct element *element)
{
	return element_role_name(element->role);
}

const char *pdf_tag_lang(const struct element *element)
{
	for (; element; element = element->parent)
		if (element->lang)
			return element->lang;
	return NULL;
}

/* Where a kid stands in the content of the document. A Span made here stands where its mark does. */
static uint64_t kid_key(const struct pdf_tags *tags, const struct kid *kid)
{
	if (kid->kind == KID_SPAN && tags->tags[kid->value].first != NONE)
		kid = &tags->kids[tags->tags[kid->value].first];
	return (uint64_t)kid->page << 32 | (kid->kind == KID_MARK ? kid->value : NONE);
}

/* The tag of an element, or NULL when it has none. */
static const struct tag *find_tag(const struct pdf_tags *tags, const struct element *element)
{
	if (!element || element->index == 0 || element->index > tags->count)
		return NULL;
	return tags->tags[element->index - 1].element == element ? &tags->tags[element->index - 1]
								 : NULL;
}

static unsigned object_of(const struct pdf_tags *tags, const struct element *element)
{
	const struct tag *tag = find_tag(tags, element);

	return tag ? tag->object : 0;
}

/* Cells stay in the tree when they are empty: the table would lose its grid. So does a document without any content. */
static bool always_kept(enum element_role role)
{
	return role == ELEMENT_TD || role == ELEMENT_TH || role == ELEMENT_DOCUMENT;
}

/* Empty cells at the end of a row. */
static void add_cells(void *context, struct element *row, int count)
{
	struct pdf_tags *tags = context;
	unsigned parent = tag_of(tags, row);

	while (count-- > 0) {
		unsigned cell = tag_add(tags, NULL, ELEMENT_TD, parent);

		tags->tags[cell].kept = true;
		kid_add(tags, parent, KID_SPAN, cell);
	}
}

/* A heading is at most one level below that before it (ISO 14289-1, 7.4.2), whatever the source says. */
static void nest_heading(struct pdf_tags *tags, struct tag *tag)
{
	int level = tag->role - ELEMENT_H1 + 1;

	if (level > tags->heading + 1)
		level = tags->heading + 1;
	tags->heading = level;
	tag->role = (enum element_role)(ELEMENT_H1 + level - 1);
}

/* Give every element below a tag and a key, and say whether it is kept; returns that. */
static bool measure(struct pdf_tags *tags, struct element *element, int depth)
{
	unsigned number = tag_of(tags, element);
	uint64_t key = KEY_NEVER;
	bool kept;

	if (element->role >= ELEMENT_H1 && element->role <= ELEMENT_H6)
		nest_heading(tags, &tags->tags[number]);
	if (element->role == ELEMENT_TABLE)
		pdf_grid_complete(element, add_cells, tags);
	kept = tags->tags[number].first != NONE || always_kept(element->role);
	for (unsigned i = tags->tags[number].first; i != NONE; i = tags->kids[i].next)
		if (kid_key(tags, &tags->kids[i]) < key)
			key = kid_key(tags, &tags->kids[i]);
	for (struct element *child = depth < DEPTH_LIMIT ? element->first : NULL; child;
	     child = child->next) {
		if (measure(tags, child, depth + 1))
			kept = true;
		if (find_tag(tags, child)->key < key)
			key = find_tag(tags, child)->key;
	}
	tags->tags[number].key = key;
	tags->tags[number].kept = kept;
	return kept;
}

/* The only paragraph of a cell says nothing more than the cell: what it holds is the cell's, and half of the elements of a table are not
 * needed. NONE: there are several, or it has something to say itself. */
static unsigned find_body(struct pdf_tags *tags, const struct element *element)
{
	const struct element *only = NULL;

	if ((element->role != ELEMENT_TD && element->role != ELEMENT_TH) || find_tag(tags, element)->first != NONE)
		return NONE;
	for (const struct element *child = element->first; child; child = child->next) {
		if (!find_tag(tags, child) || !find_tag(tags, child)->kept)
			continue;
		if (only)
			return NONE;
		only = child;
	}
	if (!only || only->role != ELEMENT_P || only->lang || only->alt || only->actual_text)
		return NONE;
	return only->index - 1;
}

static void number_tag(struct pdf_tags *tags, unsigned tag, struct pdf_objects *objects)
{
	tags->tags[tag].object = pdf_object_reserve(objects);
	tags->order = memory_grown(tags->order, tags->order_count, &tags->order_capacity, sizeof *tags->order);
	tags->order[tags->order_count++] = tag;
}

/* Give what is kept its object. */
static void number_tags(struct pdf_tags *tags, struct element *element, struct pdf_objects *objects, int depth)
{
	unsigned number = element->index - 1, body;

	if (!find_tag(tags, element) || !tags->tags[number].kept)
		return;
	if (!tags->tags[number].object)
		number_tag(tags, number, objects);
	body = find_body(tags, element);
	tags->tags[number].body = body;
	if (body != NONE)
		tags->tags[body].object = tags->tags[number].object;
	for (unsigned i = tags->tags[number].first; i != NONE; i = tags->kids[i].next)
		if (tags->kids[i].kind == KID_SPAN)
			number_tag(tags, tags->kids[i].value, objects);
	for (struct element *child = depth < DEPTH_LIMIT ? element->first : NULL; child; child = child->next)
		number_tags(tags, child, objects, depth + 1);
}

/* The place of the first content in this element or any that follows it in its parent: a note at the foot of the
 * page must not draw the rest of its paragraph before it. */
static uint64_t key_from(const struct pdf_tags *tags, const struct element *child)
{
	uint64_t key = KEY_NEVER;

	for (; child; child = child->next) {
		const struct tag *tag = find_tag(tags, child);

		if (tag && tag->key < key)
			key = tag->key;
	}
	return key;
}

static void put_kid(const struct pdf_tags *tags, const struct kid *kid, unsigned page,
		    struct buffer *out)
{
	switch (kid->kind) {
	case KID_MARK:
		if (kid->page == page) {
			buffer_integer(out, (long)kid->value);
			break;
		}
		pdf_put_reference(out, "<</Type/MCR/Pg ", tags->pages[kid->page].object);
		buffer_puts(out, "/MCID ");
		buffer_integer(out, (long)kid->value);
		buffer_puts(out, ">>");
		break;
	case KID_ANNOTATION:
		pdf_put_reference(out, "<</Type/OBJR/Obj ", kid->value);
		pdf_put_reference(out, "/Pg ", tags->pages[kid->page].object);
		buffer_puts(out, ">>");
		break;
	case KID_SPAN:
		pdf_put_reference(out, "", tags->tags[kid->value].object);
		break;
	}
	buffer_putc(out, ' ');
}

/* /Pg and /K of a tag: its own kids, and between them the elements of the tree, by their first content. One alone needs no
 * array. */
static void put_kids(const struct pdf_tags *tags, unsigned number, struct buffer *out)
{
	const struct element *element = tags->tags[number].element;
	const struct element *child = element ? element->first : NULL;
	unsigned kid = tags->tags[number].first;
	unsigned page = kid == NONE ? NONE : tags->kids[kid].page;
	size_t count = 0, start;

	if (page != NONE)
		pdf_put_reference(out, "/Pg ", tags->pages[page].object);
	buffer_puts(out, "/K[");
	start = out->length;
	while (child || kid != NONE) {
		if (kid != NONE &&
		    (!child || kid_key(tags, &tags->kids[kid]) < key_from(tags, child))) {
			put_kid(tags, &tags->kids[kid], page, out);
			kid = tags->kids[kid].next;
			count++;
			continue;
		}
		if (object_of(tags, child)) {
			pdf_put_reference(out, "", object_of(tags, child));
			buffer_putc(out, ' ');
			count++;
		}
		child = child->next;
	}
	if (count)
		out->length--;
	if (count == 1)
		out->data[start - 1] = ' ';
	else
		buffer_putc(out, ']');
}

/* Table, list and layout attributes (14.8.5). */
static void put_attributes(const struct tag *tag, struct buffer *out)
{
	const struct element *element = tag->element;
	const char *numbering = tag->role == ELEMENT_L && element ? pdf_numbering(element->label) : NULL;

	if (tag->role == ELEMENT_FIGURE && tag->has_area) {
		buffer_puts(out, "/A<</O/Layout/Placement/Block/BBox[");
		for (int i = 0; i < 4; i++) {
			buffer_puts(out, i ? " " : "");
			buffer_decimal(out, tag->area[i], 2);
		}
		buffer_puts(out, "]>>");
	}
	if (numbering)
		buffer_printf(out, "/A<</O/List/ListNumbering/%s>>", numbering);
	if (!element || (tag->role != ELEMENT_TH && tag->role != ELEMENT_TD))
		return;
	if (tag->role == ELEMENT_TD && element->row_span <= 1 && element->column_span <= 1)
		return;
	buffer_puts(out, "/A<</O/Table");
	if (tag->role == ELEMENT_TH)
		buffer_puts(out, element->row_scope ? "/Scope/Row" : "/Scope/Column");
	if (element->row_span > 1)
		buffer_printf(out, "/RowSpan %d", element->row_span);
	if (element->column_span > 1)
		buffer_printf(out, "/ColSpan %d", element->column_span);
	buffer_puts(out, ">>");
}

static void put_entry(struct buffer *out, const char *key, const char *text)
{
	if (!text)
		return;
	buffer_puts(out, key);
	pdf_put_text(out, text, strlen(text));
}

/* The ID of a note, and its place in the IDTree. */
static void put_note(struct pdf_tags *tags, const struct tag *tag, struct buffer *out)
{
	buffer_printf(out, "/ID(note-%06u)", ++tags->notes);
	buffer_printf(&tags->note_names, "(note-%06u)", tags->notes);
	pdf_put_reference(&tags->note_names, " ", tag->object);
}

static void write_tag(struct pdf_tags *tags, unsigned number, struct pdf_objects *objects,
		      unsigned parent)
{
	const struct tag *tag = &tags->tags[number];
	const struct element *element = tag->element;
	struct buffer *out = pdf_object_begin(objects, tag->object);

	buffer_puts(out, "<</S/");
	buffer_puts(out, element_role_name(tag->role));
	pdf_put_reference(out, "/P ", parent);
	if (tag->role == ELEMENT_NOTE)
		put_note(tags, tag, out);
	if (tag->role == ELEMENT_FIGURE && !(element && (element->alt || element->actual_text)))
		tags->undescribed = true;
	put_entry(out, "/Alt", element ? element->alt : NULL);
	put_entry(out, "/ActualText", element ? element->actual_text : tag->text);
	put_entry(out, "/Lang", element ? element->lang : tag->lang);
	put_attributes(tag, out);
	put_kids(tags, tag->body == NONE ? number : tag->body, out);
	buffer_puts(out, ">>");
}

/* The object of a tag's parent; `root` where that is not written. */
static unsigned parent_object(const struct pdf_tags *tags, const struct tag *tag, unsigned root)
{
	unsigned object;

	if (tag->element)
		object = object_of(tags, tag->element->parent);
	else
		object = tag->parent == NONE ? 0 : tags->tags[tag->parent].object;
	return object ? object : root;
}

/* The rows of the ParentTree (14.7.4.4): the elements of each page's marks, then that of each of its annotations. */
static void put_rows(struct pdf_tags *tags)
{
	struct buffer *out = &tags->rows;
	size_t next = 0; /* annotation */

	for (size_t page = 0; page < tags->page_count; page++) {
		buffer_integer(out, (long)tags->pages[page].key);
		buffer_putc(out, '[');
		for (size_t i = 0; i < tags->pages[page].count; i++)
			pdf_put_reference(out, i ? " " : "",
					  tags->tags[tags->pages[page].tags[i]].object);
		buffer_putc(out, ']');
		for (; next < tags->annotation_count && tags->annotations[next].page == page; next++) {
			buffer_integer(out, (long)tags->annotations[next].key);
			pdf_put_reference(out, " ", tags->tags[tags->annotations[next].tag].object);
			buffer_putc(out, '\n');
		}
	}
}

/* The rows so far as a leaf of the tree. */
static void put_leaf(struct pdf_tags *tags, struct pdf_objects *objects)
{
	pdf_object_leaf(objects, (long)tags->leaf_key, (long)tags->keys - 1, &tags->rows, &tags->leaves);
	tags->leaf_key = tags->keys;
}

static void put_parents(struct pdf_tags *tags, unsigned number, struct pdf_objects *objects)
{
	struct buffer *out;

	if (tags->leaves.length && tags->rows.length)
		put_leaf(tags, objects);
	out = pdf_object_begin(objects, number);
	if (tags->leaves.length) {
		buffer_puts(out, "<</Kids[");
		buffer_put(out, tags->leaves.data, tags->leaves.length);
	} else {
		buffer_puts(out, "<</Nums[");
		buffer_put(out, tags->rows.data, tags->rows.length);
	}
	buffer_puts(out, "]>>");
}

/* What was marked but hangs on no element that is written (a tree of its own) goes to the root. */
static void put_strays(struct pdf_tags *tags, struct pdf_objects *objects)
{
	for (size_t i = 0; i < tags->count; i++)
		if (!tags->tags[i].object && tags->tags[i].first != NONE)
			number_tag(tags, (unsigned)i, objects);
	for (size_t i = 0; i < tags->count; i++)
		if (tags->tags[i].object && !parent_object(tags, &tags->tags[i], 0))
			pdf_put_reference(&tags->roots, " ", tags->tags[i].object);
}

/* Links of no element, in what is repeated on pages, belong to the document: it is the only element below the root (ISO 14289-1, 7.1). */
static void adopt_links(struct pdf_tags *tags, struct element *root)
{
	unsigned document = tag_of(tags, root);

	for (size_t i = 0; i < tags->count; i++) {
		if (tags->tags[i].element || tags->tags[i].parent != NONE)
			continue;
		tags->tags[i].parent = document;
		kid_add(tags, document, KID_SPAN, (unsigned)i);
	}
}

/* The part is written: nothing of it is needed any more. */
static void forget_part(struct pdf_tags *tags)
{
	for (size_t i = 0; i < tags->page_count; i++)
		free(tags->pages[i].tags);
	tags->page_count = tags->annotation_count = tags->count = tags->kid_count = tags->order_count = 0;
	arena_reset(tags->arena);
}

void pdf_tags_gather(struct pdf_tags *tags, struct pdf_objects *objects)
{
	tags->gathering = pdf_object_reserve(objects);
}

void pdf_tags_part(struct pdf_tags *tags, struct element *root, struct pdf_objects *objects)
{
	unsigned parent;

	if (!tags->root)
		tags->root = pdf_object_reserve(objects);
	parent = tags->gathering ? tags->gathering : tags->root;
	if (root) {
		adopt_links(tags, root);
		measure(tags, root, 0);
		number_tags(tags, root, objects, 0);
	}
	put_strays(tags, objects);
	for (size_t i = 0; i < tags->order_count; i++)
		write_tag(tags, tags->order[i], objects, parent_object(tags, &tags->tags[tags->order[i]], parent));
	put_rows(tags);
	if (tags->gathering && tags->rows.length > LEAF_BYTES)
		put_leaf(tags, objects);
	forget_part(tags);
}

unsigned pdf_tags_end(struct pdf_tags *tags, struct pdf_objects *objects)
{
	unsigned parents = pdf_object_reserve(objects);
	struct buffer *out;

	put_parents(tags, parents, objects);
	if (tags->gathering) {
		out = pdf_object_begin(objects, tags->gathering);
		pdf_put_reference(out, "<</S/Document/P ", tags->root);
		buffer_puts(out, "/K[");
		buffer_put(out, tags->roots.data, tags->roots.length);
		buffer_puts(out, "]>>");
		buffer_clear(&tags->roots);
		pdf_put_reference(&tags->roots, " ", tags->gathering);
	}
	out = pdf_object_begin(objects, tags->root);
	buffer_puts(out, "<</Type/StructTreeRoot/K[");
	buffer_put(out, tags->roots.data, tags->roots.length);
	pdf_put_reference(out, "]/ParentTree ", parents);
	buffer_puts(out, "/ParentTreeNextKey ");
	buffer_integer(out, (long)tags->keys);
	if (tags->notes) {
		buffer_puts(out, "/IDTree<</Names[");
		buffer_put(out, tags->note_names.data, tags->note_names.length);
		buffer_puts(out, "]>>");
	}
	buffer_puts(out, ">>");
	return tags->root;
}

bool pdf_tags_described(const struct pdf_tags *tags)
{
	return !tags->undescribed;
}
