#include "pdf/outline.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/digest.h"
#include "fo/page.h"
#include "pdf/object.h"

/* Bookmarks nested deeper than any reader shows are left out. */
#define DEPTH_LIMIT 32

struct place {
	char *id;
	unsigned page; /* object */
	double x, y;   /* PDF coordinates */
	size_t next;   /* of the same hash, + 1 */
};

struct pdf_outline {
	struct place *places;
	size_t place_count, place_capacity;
	size_t heads[1024]; /* by hash, + 1 */
	char **labels;
	size_t page_count, page_capacity;
};

struct pdf_outline *pdf_outline_new(void)
{
	struct pdf_outline *outline = memory_alloc(sizeof *outline);

	*outline = (struct pdf_outline){0};
	return outline;
}

void pdf_outline_free(struct pdf_outline *outline)
{
	if (!outline)
		return;
	for (size_t i = 0; i < outline->place_count; i++)
		free(outline->places[i].id);
	for (size_t i = 0; i < outline->page_count; i++)
		free(outline->labels[i]);
	free(outline->places);
	free(outline->labels);
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
	if (outline->place_count == outline->place_capacity) {
		outline->place_capacity =
			outline->place_capacity ? 2 * outline->place_capacity : 32;
		outline->places = memory_realloc(outline->places,
						 outline->place_capacity * sizeof *outline->places);
	}
	outline->places[outline->place_count++] =
		(struct place){memory_strdup(destination->id), page, pdf_bounded(destination->x),
			       pdf_bounded(height - destination->y), *head};
	*head = outline->place_count;
}

void pdf_outline_page(struct pdf_outline *outline, const struct page *page, unsigned object)
{
	if (outline->page_count == outline->page_capacity) {
		outline->page_capacity = outline->page_capacity ? 2 * outline->page_capacity : 8;
		outline->labels = memory_realloc(outline->labels,
						 outline->page_capacity * sizeof *outline->labels);
	}
	outline->labels[outline->page_count++] = memory_strdup(page->label ? page->label : "");
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

/* One node, in the order of the names' bytes (7.9.6). */
unsigned pdf_outline_names(const struct pdf_outline *outline, struct pdf_objects *objects)
{
	const struct place **sorted;
	struct buffer *out;
	unsigned number;

	if (!outline->place_count)
		return 0;
	sorted = memory_alloc(outline->place_count * sizeof *sorted);
	for (size_t i = 0; i < outline->place_count; i++)
		sorted[i] = &outline->places[i];
	qsort(sorted, outline->place_count, sizeof *sorted, compare_places);
	number = pdf_object_reserve(objects);
	out = pdf_object_begin(objects, number);
	buffer_puts(out, "<</Names[");
	for (size_t i = 0; i < outline->place_count; i++) {
		pdf_put_string(out, sorted[i]->id);
		put_place(sorted[i], out);
	}
	buffer_puts(out, "]>>");
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

/* The number that a label is, written plainly; 0: it is none. */
static long label_number(const char *label)
{
	size_t length = strlen(label);

	if (!length || length > 8 || label[0] == '0' || strspn(label, "0123456789") != length)
		return 0;
	return strtol(label, NULL, 10);
}

void pdf_outline_labels(const struct pdf_outline *outline, struct buffer *out)
{
	bool natural = true;
	long expected = 0;

	for (size_t i = 0; i < outline->page_count; i++)
		if (*outline->labels[i] && label_number(outline->labels[i]) != (long)i + 1)
			natural = false;
	if (natural)
		return;
	buffer_puts(out, "/PageLabels<</Nums[");
	for (size_t i = 0; i < outline->page_count; i++) {
		long number = label_number(outline->labels[i]);

		if (number && number == expected) {
			expected++;
			continue;
		}
		expected = number ? number + 1 : 0;
		buffer_integer(out, (long)i);
		if (number) {
			buffer_puts(out, "<</S/D/St ");
			buffer_integer(out, number);
		} else {
			buffer_puts(out, "<</P");
			pdf_put_text(out, outline->labels[i], strlen(outline->labels[i]));
		}
		buffer_puts(out, ">>");
	}
	buffer_puts(out, "]>>");
}
