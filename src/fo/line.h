#ifndef FO_LINE_H
#define FO_LINE_H
/* Paragraphs into lines: the inline-level content between two block-level formatting objects is shaped (shape/shape.h), broken
 * into lines (total-fit when justified, first-fit otherwise), hyphenated, justified, reordered, with backgrounds and borders of
 * inlines, leaders, citations, anchors. A paragraph is made once and can be broken again from any position at another width. It
 * lives in the arena it was made in. */

#include "base/message.h"
#include "fo/tree.h"

struct box;
struct font_library;
struct images;
struct placement;
struct repeats;

/* What lines need from outside; one per document. */
struct line_context {
	struct arena *arena;
	struct font_library *fonts;
	struct images *images;
	const char *folder; /* beneath which images are */
	struct messages *messages;
	fo_place *place;
	void *place_context;
	bool strict;  /* build: F706, F707 and missing glyphs are errors */
	/* What a page-number, -citation or -citation-last shows: asked when its paragraph is made, which leaves room for that, and
	 * again when its line is placed. NULL (also when the function is NULL): the room of "00", which stays empty. */
	const char *(*citation)(void *context, const struct fo *node);
	void *citation_context;
	/* The fo:marker whose content stands for a retrieve-marker, or NULL: nothing (also when the function is NULL). */
	const struct fo *(*marker)(void *context, const struct fo *retrieve);
	void *marker_context;
	struct repeats *repeats; /* NULL: nothing is looked up */
};

struct paragraph;

/* The inline-level siblings first … last (both included, children of `block`). NULL when they collapse to nothing (white space
 * only). */
struct paragraph *paragraph_new(struct line_context *context, const struct fo *block, const struct fo *first,
				const struct fo *last);

/* One line, a line-area of XSL 1.1, 4.5 (line-stacking-strategy max-height and line-height both). */
struct line {
	double height;      /* its extent in block progression, half-leading included */
	double baseline;    /* from its top */
	double width;       /* of its content, justified where it is to be */
	size_t start, end;  /* positions in the paragraph: give `end` to go on */
	bool hyphenated;
	bool forced;        /* ended by a forced break */
	bool last;          /* nothing of the paragraph follows */
	const struct fo **anchors; /* footnotes, markers and ids whose place is in this line, in order */
	size_t anchor_count;
	struct line_content *content; /* the line builder's own */
	const struct fo *block, *text; /* of a paragraph that was found among the repeats: itself; NULL: as its content says */
};

/* Break from position `start` (0: the beginning) to the end, all at one width: `width` is the content width of the block;
 * text-indent (when start is 0), last-line-end-indent and so on are applied within. The lines are the arena's. */
struct line *paragraph_break(struct paragraph *paragraph, size_t start, double width, size_t *count);

/* Lines that come again in a document, of paragraphs that are one text: as many cells of a table are. `nodes`: of the tree as it was
 * read. The caller frees them, when all that was laid out is gone. */
struct repeats *repeats_new(size_t nodes);
void repeats_free(struct repeats *repeats);

/* The lines of a paragraph, as paragraph_break gives them from its beginning on, in the context's arena: when it is one text that was
 * asked for before, in the same values and at the same width. NULL: it is not, and has to be made. */
struct line *repeats_find(const struct line_context *context, const struct fo *block, const struct fo *text, double width,
			  size_t *count);

/* The smallest and largest width the paragraph can use: its longest unbreakable piece, and all of it on one line. For automatic
 * table columns. */
void paragraph_widths(struct paragraph *paragraph, double *minimum, double *maximum);

/* Place a line: its runs, rules, rectangles, images and links go to the page, at x (left edge of the block's content rectangle) and
 * y (top of the line). The final texts of page numbers and citations are shaped now, into the width reserved. */
void line_place(const struct line *line, struct placement *placement, double x, double y);

/* Say something of a formatting object at its place, as an error or a warning; nothing where nobody listens. */
void line_say(const struct line_context *context, const struct fo *fo, enum message_code code, bool grave, const char *first,
	      const char *second);

/* That what stands in it is larger than its room (F704). The arena is for what is needed meanwhile. */
void line_say_overflow(const struct line_context *context, const struct fo *fo, bool grave, double extent, double room,
		       struct arena *arena);

#endif
