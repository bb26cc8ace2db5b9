#ifndef FO_NOTE_H
#define FO_NOTE_H
/* Footnotes (XSL 1.1, 6.12.3): their bodies as galleys of the column's width; which are anchored in a stretch of the flow; how much of
 * them a page takes, at its foot, and what goes on to the next one. */

#include "fo/galley.h"

struct notes;
struct note;

/* Notes wanted by a stretch, in order. */
struct note_set {
	struct note **notes;
	size_t count, capacity;
};

/* A part of a note that a page takes. */
struct note_part {
	const struct fo *body; /* fo:footnote-body, or NULL */
	const struct galley *galley;
	size_t from, to;
};

/* What stands at the foot of a page; it lives until the next notes_fill. */
struct note_foot {
	const struct galley *separator; /* NULL: no notes */
	const struct note_part *parts;
	size_t count;
	double height; /* the separator's included */
};

/* `separator`: the static-content of xsl-footnote-separator, or NULL. */
struct notes *notes_new(const struct line_context *lines, const struct fo *separator, double width);
void notes_free(struct notes *notes);

/* What is not placed yet stands on a page of another width. */
void notes_resize(struct notes *notes, double width);

/* Add the notes anchored in slugs from … to-1 of a galley, also in what stands side by side; none for notes NULL. */
void notes_gather(struct notes *notes, const struct galley *galley, size_t from, size_t to, struct note_set *set);

/* The height that the set needs at the foot of a page: what is left from the page before and all of each note, but of the last one
 * only its first piece where not all of it is wanted. 0 without notes, and for notes NULL. */
double notes_need(const struct notes *notes, const struct note_set *set, bool whole);

/* Fill `room` points at the foot of a page; the rest is left for the next one. */
struct note_foot notes_fill(struct notes *notes, const struct note_set *set, double room);

/* Something is left over from the pages before. */
bool notes_left(const struct notes *notes);

void note_set_free(struct note_set *set);

#endif
