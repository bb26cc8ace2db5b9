#include "pdf/outline.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/digest.h"
#include "fo/page.h"
#include "pdf/object.h"

/* So many bytes of the labels of several documents are kept, so many names are together in a leaf of their tree. */
#define LEAF_BYTES ((size_t)1 << 14)
#define LEAF_NAMES 256
/* Bookmarks nested deeper than any reader shows are left out. */
#define DEPTH_LIMIT 32

struct place {
	const char *id;
	unsigned page; /* object */
	double x, y;   /* PDF coordinates */
	size_t next;   /* of the same hash, + 1 */
};

struct pdf_outline {
	struct place *places;
	size_t place_count, place_capacity;
	size_t heads[1024]; /* by hash, + 1 */
	struct arena *ids;
	struct buffer labels; /* entries of their tree that are in no leaf yet */
	struct buffer leaves; /* of that tree */
	long page_count;
	long first_label, last_label; /* pages of the entries in labels */
	long expected;                /* the number that would need no entry; 0: none */
	bool natural;                 /* pages are numbered 1, 2, 3 … */
};

struct pdf_outline *pdf_outline_new(void)
{
	struct pdf_outline *outline = memory_alloc(sizeof *outline);

	*outline = (struct pdf_outline){.ids = arena_new(), .natural = true};
	return outline;
}

void pdf_outline_free(struct pdf_outline *outline)
{
	if (!outline)
		return;
	arena_free(outline->ids);
	buffer_free(&outline->labels);
	buffer_free(&outline->leaves);
	free(outline->places);
	free(outline);
}

static const struct place *find_place(const struct pdf_outline *outline, const char *id)
{
	size_t i = outline->heads[digest_fnv(id, strlen(id)) % 1024];

	for (; i; i = outline->places[i - 1].next)
		if (!strcmp(outline->places[i - 1].id, id))
			return &outline->places[i - 1];
	return NULL;
}

static void add_place(struct pdf_outline *outline, const struct destination *destination,
		      unsigned page, double height)
{
	size_t *head = &outline->heads[digest_fnv(destination->id, strlen(destination->id)) % 1024];

	if (find_place(outline, destination->id))
		return;
	outline->places =
		memory_grown(outline->places, outline->place_count, &outline->place_capacity, sizeof *outline->places);
	outline->places[outline->place_count++] =
		(struct place){arena_strdup(outline->ids, destination->id), page, pdf_bounded(destination->x),
			       pdf_bounded(height - destination->y), *head};
	*head = outline->place_count;
}

/* The number that a label is, written plainly; 0: it is none. */
static long label_number(const char *label)
{
	size_t length = strlen(label);

	if (!length || length > 8 || label[0] == '0' || strspn(label, "0123456789") != length)
		return 0;
	return strtol(label, NULL, 10);
}

/* The next page's: numbers that follow one another are one entry. */
static void add_label(struct pdf_outline *outline, const char *label)
{
	struct buffer *out = &outline->labels;
	long number = label_number(label), page = outline->page_count++;

	if (*label && number != page + 1)
		outline->natural = false;
	if (number && number == outline->expected) {
		outline->expected++;
		return;
	}
	outline->expected = number ? number + 1 : 0;
	if (!out->length)
		outline->first_label = page;
	outline->last_label = page;
	buffer_integer(out, page);
	if (number) {
		buffer_puts(out, "<</S/D/St ");
		buffer_integer(out, number);
	} else {
		buffer_puts(out, "<</P");
		pdf_put_text(out, label, strlen(label));
	}
	buffer_puts(out, ">>");
}

/* The labels so far as a leaf of their tree. */
static void put_labels(struct pdf_outline *outline, struct pdf_objects *objects)
{
	pdf_object_leaf(objects, outline->first_label, outline->last_label, &outline->labels, &outline->leaves);
}

void pdf_outline_part(struct pdf_outline *outline, struct pdf_objects *objects)
{
	if (!outline->natural && outline->labels.length > LEAF_BYTES)
		put_labels(outline, objects);
}

void pdf_outline_page(struct pdf_outline *outline, const struct page *page, unsigned object)
{
	add_label(outline, page->label ? page->label : "");
	for (size_t i = 0; i < page->destination_count; i++)
		if (page->destinations[i].id)
			add_place(outline, &page->destinations[i], object, page->height);
}

static void put_place(const struct place *place, struct buffer *out)
{
	pdf_put_reference(out, "[", place->page);
	buffer_puts(out, "/XYZ ");
	buffer_decimal(out, place->x, 2);
	buffer_putc(out, ' ');
	buffer_decimal(out, place->y, 2);
	buffer_puts(out, " null]");
}

void pdf_outline_destination(const struct pdf_outline *outline, const char *id, struct buffer *out)
{
	const struct place *place = id ? find_place(outline, id) : NULL;

	if (!place)
		return;
	buffer_puts(out, "/Dest");
	put_place(place, out);
}

static int compare_places(const void *a, const void *b)
{
	const struct place *const *x = a, *const *y = b;

	return strcmp((*x)->id, (*y)->id);
}

static void put_names(const struct place *const *sorted, size_t count, struct buffer *out)
{
	buffer_puts(out, "/Names[");
	for (size_t i = 0; i < count; i++) {
		pdf_put_string(out, sorted[i]->id);
		put_place(sorted[i], out);
	}
	buffer_puts(out, "]>>");
}

/* A leaf of so many names (7.9.6); returns its object. */
static unsigned write_names(const struct place *const *sorted, size_t count,
			    struct pdf_objects *objects)
{
	unsigned leaf = pdf_object_reserve(objects);
	struct buffer *out = pdf_object_begin(objects, leaf);

	buffer_puts(out, "<</Limits[");
	pdf_put_string(out, sorted[0]->id);
	pdf_put_string(out, sorted[count - 1]->id);
	buffer_putc(out, ']');
	put_names(sorted, count, out);
	return leaf;
}

/* The tree in the order of the names' bytes: one node where they are few. */
static unsigned write_tree(const struct place *const *sorted, size_t count,
			   struct pdf_objects *objects)
{
	unsigned number = pdf_object_reserve(objects);
	struct buffer leaves = {0}, *out;

	for (size_t at = 0; count > LEAF_NAMES && at < count; at += LEAF_NAMES)
		pdf_put_reference(&leaves, at ? " " : "",
				  write_names(sorted + at, count - at < LEAF_NAMES ? count - at : LEAF_NAMES,
					      objects));
	out = pdf_object_begin(objects, number);
	buffer_puts(out, "<<");
	if (leaves.length) {
		buffer_puts(out, "/Kids[");
		buffer_put(out, leaves.data, leaves.length);
		buffer_puts(out, "]>>");
	} else {
		put_names(sorted, count, out);
	}
	buffer_free(&leaves);
	return number;
}

unsigned pdf_outline_end(struct pdf_outline *outline, struct pdf_objects *objects)
{
	const struct place **sorted;
	unsigned number;

	if (outline->leaves.length && outline->labels.length)
		put_labels(outline, objects);
	if (!outline->place_count)
		return 0;
	sorted = memory_alloc(outline->place_count * sizeof *sorted);
	for (size_t i = 0; i < outline->place_count; i++)
		sorted[i] = &outline->places[i];
	qsort(sorted, outline->place_count, sizeof *sorted, compare_places);
	number = write_tree(sorted, outline->place_count, objects);
	free(sorted);
	return number;
}

/* Bookmarks shown when all that is open is open: what /Count counts. */
static long count_open(const struct bookmark *bookmark, int depth)
{
	long count = 0;

	for (; bookmark; bookmark = bookmark->next) {
		count++;
		if (bookmark->open && depth < DEPTH_LIMIT)
			count += count_open(bookmark->first, depth + 1);
	}
	return count;
}

static void write_level(const struct pdf_outline *outline, const struct bookmark *bookmark,
			struct pdf_objects *objects, unsigned parent, unsigned *first,
			unsigned *last, int depth)
{
	unsigned number = pdf_object_reserve(objects), previous = 0;

	*first = number;
	while (bookmark) {
		unsigned next = bookmark->next ? pdf_object_reserve(objects) : 0, head = 0,
			 tail = 0;
		bool nested = bookmark->first && depth < DEPTH_LIMIT;
		struct buffer *out;

		if (nested)
			write_level(outline, bookmark->first, objects, number, &head, &tail,
				    depth + 1);
		out = pdf_object_begin(objects, number);
		buffer_puts(out, "<</Title");
		pdf_put_text(out, bookmark->title ? bookmark->title : "",
			     bookmark->title ? strlen(bookmark->title) : 0);
		pdf_put_reference(out, "/Parent ", parent);
		if (previous)
			pdf_put_reference(out, "/Prev ", previous);
		if (next)
			pdf_put_reference(out, "/Next ", next);
		if (nested) {
			long count = count_open(bookmark->first, depth + 1);

			pdf_put_reference(out, "/First ", head);
			pdf_put_reference(out, "/Last ", tail);
			buffer_puts(out, "/Count ");
			buffer_integer(out, bookmark->open ? count : -count);
		}
		pdf_outline_destination(outline, bookmark->destination, out);
		buffer_puts(out, ">>");
		*last = previous = number;
		number = next;
		bookmark = bookmark->next;
	}
}

unsigned pdf_outline_write(const struct pdf_outline *outline, const struct bookmark *bookmarks,
			   struct pdf_objects *objects)
{
	unsigned root, first, last;
	struct buffer *out;

	if (!bookmarks)
		return 0;
	root = pdf_object_reserve(objects);
	write_level(outline, bookmarks, objects, root, &first, &last, 0);
	out = pdf_object_begin(objects, root);
	pdf_put_reference(out, "<</Type/Outlines/First ", first);
	pdf_put_reference(out, "/Last ", last);
	buffer_puts(out, "/Count ");
	buffer_integer(out, count_open(bookmarks, 0));
	buffer_puts(out, ">>");
	return root;
}

void pdf_outline_labels(const struct pdf_outline *outline, struct buffer *out)
{
	const struct buffer *from = outline->leaves.length ? &outline->leaves : &outline->labels;

	if (outline->natural)
		return;
	buffer_puts(out, outline->leaves.length ? "/PageLabels<</Kids[" : "/PageLabels<</Nums[");
	buffer_put(out, from->data, from->length);
	buffer_puts(out, "]>>");
}
