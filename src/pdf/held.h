#ifndef PDF_HELD_H
#define PDF_HELD_H
/* Straight lines that decorate a page, held back while text is painted: a table's lines stand between its cells' texts, and
 * painted together they take a fifth of the bytes. Lines of one kind that follow one another become one, and nothing is painted in
 * another order than before where it would be seen: the painter releases them before anything that they touch. */

#include <stdbool.h>
#include <stddef.h>

#include "fo/page.h"
#include "fo/stroke.h"

struct pdf_line {
	struct stroke stroke;
	enum artifact artifact;
};

struct pdf_held {
	struct pdf_line *lines;
	size_t count, capacity;
};

void pdf_held_free(struct pdf_held *held);

/* Hold a line back, or lengthen one that it continues. */
void pdf_held_add(struct pdf_held *held, const struct stroke *stroke, enum artifact artifact);

/* Whether a line that is held touches this area. */
bool pdf_held_touches(const struct pdf_held *held, double x1, double y1, double x2, double y2);

#endif
