#ifndef FO_LINE_PARTS_H
#define FO_LINE_PARTS_H
/* What the files of the line builder share; nobody else includes it. A paragraph's way: line_content.c flattens its formatting objects
 * into one text and pieces, shape/shape.h makes glyphs and break opportunities of it, line_break.c chooses the breaks, line_build.c
 * makes each line's fragments, line_place.c puts them on the page. All in the context's arena. */

#include "fo/galley.h"
#include "shape/shape.h"

struct drawing;
struct image;

/* A width in points, and how far it may stretch and shrink to justify a line. */
struct glue {
	double width, stretch, shrink;
};

static inline void glue_add(struct glue *glue, struct glue more)
{
	glue->width += more.width;
	glue->stretch += more.stretch;
	glue->shrink += more.shrink;
}

static inline double glue_flex(struct glue glue, bool grows)
{
	return grows ? glue.stretch : glue.shrink;
}

/* ---- content: line_content.c */

/* An inline with borders, padding, a background, or a link: painted in each line behind its content. */
struct line_box {
	const struct fo *node;
	struct line_box *parent;
	bool relative;            /* paddings or spaces are percentages: object_measure resolves them */
	double ascent, descent;   /* of its own font */
	double rise;
	struct {
		double width;     /* border and padding, points, with … */
		double space;     /* … what is outside of them, beside it */
		double kept;      /* of border and padding, where a line breaks it */
	} sides[SIDES];
	bool painted;             /* has a border or background */
};

struct inline_style {
	const struct fo *node;    /* the innermost formatting object that is not text */
	const struct properties *p;
	struct line_box *box;     /* innermost, or NULL */
	struct shape_style shape; /* its script: that of page numbers and leaders */
	double size;
	double ascent, descent;   /* text-altitude and text-depth, points */
	double rise;              /* of the baseline above the line's, points */
	struct glue letter, word; /* letter-spacing and word-spacing */
	const char *lang;         /* NULL: the document's */
	unsigned before, after;   /* least characters on either side of a hyphen; 0: no hyphenation */
	bool breakable;           /* wrap-option and keep-together.within-line allow breaks inside */
};

enum piece_kind {
	PIECE_TEXT,
	PIECE_CITATION, /* a page number, known when the line is placed */
	PIECE_LEADER,
	PIECE_IMAGE,
	PIECE_CONTAINER, /* an fo:inline-container */
	PIECE_OPEN,     /* start edge of a box */
	PIECE_CLOSE,    /* its end edge */
	PIECE_ANCHOR,   /* its node stands here */
};

struct line_piece {
	enum piece_kind kind;
	size_t start, end;        /* bytes; OPEN, CLOSE and ANCHOR are empty */
	const struct fo *node;
	const struct fo *tagged;  /* whose structure element it belongs to: TEXT: the text with which it begins, else node */
	const struct inline_style *style;
	struct line_box *box;     /* OPEN, CLOSE: which */
	bool kept;                /* OPEN, CLOSE: of an inline that a line breaks: what its edge keeps there */
	struct glue glue;         /* but TEXT, whose glyphs say it */
	double ascent, descent;   /* IMAGE, CONTAINER: its extent above and below the line's baseline */
	struct box *box_content;  /* CONTAINER */
	struct rectangle picture; /* IMAGE: within the piece, from its top left; color is not used */
	struct rectangle viewport; /* IMAGE: within border and padding; it clips what overflows */
	const struct image *image; /* IMAGE: this, or a drawing */
	const struct drawing *drawing;
	struct paragraph *content; /* LEADER with use-content */
	double pattern;           /* LEADER: leader-pattern-width, points; 0: the pattern's own */
};

/* Whether it opens or closes a box. */
static inline bool piece_is_edge(const struct line_piece *piece)
{
	return piece->kind == PIECE_OPEN || piece->kind == PIECE_CLOSE;
}

/* The byte it stands with: what closes, with the one before. */
static inline size_t piece_byte(const struct line_piece *piece)
{
	return piece->kind == PIECE_CLOSE && piece->start > 0 ? piece->start - 1 : piece->start;
}

/* The side of its box that it shows: what opens stands on the left, unless its text runs from right to left. */
static inline enum side piece_side(const struct line_piece *piece, unsigned level)
{
	return (piece->kind == PIECE_OPEN) != (level & 1) ? SIDE_START : SIDE_END;
}

/* Whether a byte shows where it begins or ends a line (XSL 1.1, 7.17.3: suppress-at-line-break). */
enum at_break {
	AT_BREAK_SHOWN,
	AT_BREAK_END,  /* not at the end: spaces, unless they say so, and separators */
	AT_BREAK_BOTH, /* neither there nor at the beginning */
};

struct paragraph {
	struct line_context *context;
	const struct fo *block;
	bool begins;              /* its first line is the block's: XSL 1.1, 7.16.11 */
	const char *text;
	size_t length;
	struct line_piece *pieces;
	size_t count;
	struct shaped shaped;
	const struct inline_style *strut; /* the block's own */
	const struct fo *initial; /* fo:initial-property-set: this is how the first line is set */
	bool keeps_case;          /* but for its text-transform, which would move positions */
	struct paragraph *first_line; /* the same content as its first line is set; NULL: like the others */
	bool right_to_left;
	const uint8_t *at_break;  /* enum at_break of each byte */
	double measured;          /* the line width that all was measured for … */
	bool flexible;            /* … and whether it matters: there are images, leaders, percentages */
	/* Of each byte, and one for the end: of what begins there or stands with it. Advances of text are spread over a cluster's
	 * letters. */
	struct glue *glue;
};

/* The text and pieces of a paragraph; false when they collapse to nothing. */
bool content_collect(struct paragraph *paragraph, const struct fo *first, const struct fo *last);

/* The number of the first piece that ends after a position; there may be none. */
size_t content_piece(const struct paragraph *paragraph, size_t position);

/* The bidirectional level of a piece. That of an edge is of what it encloses, which says what stands on its left. */
unsigned content_level(const struct paragraph *paragraph, const struct line_piece *piece);

/* ---- style: line_style.c */

/* The style within `node`, a child of a formatting object set in `parent` (NULL: node is the block). */
const struct inline_style *style_new(struct paragraph *paragraph, const struct fo *node, const struct inline_style *parent,
				     struct line_box *box);

/* How far the baseline of something with these extents stands above its parent's, by alignment-baseline, baseline-shift and
 * alignment-adjust, whose percentages are of `height`. */
double style_rise(const struct properties *p, const struct inline_style *parent, double before, double middle, double after,
		  double height);

/* Whether a character, as the text has it, takes word-spacing (XSL 1.1, 7.17.4: treat-as-word-space). */
bool style_is_word_space(const struct inline_style *style, const char *text, size_t length);

/* What a space has that is so wide in the face: word-spacing, and how far it all stretches and shrinks. */
struct glue style_word(const struct inline_style *style, double natural);

/* ---- objects: line_object.c */

/* The edges of an inline at a line width, which is what percentages of its paddings and spaces refer to (XSL 1.1, 7.8, 7.12). */
void object_box(struct line_box *box, double line_width);

/* Sizes of inlines' edges, images and leaders at a line width, and the paragraph's glue. */
void object_measure(struct paragraph *paragraph, double width);

/* Fill the piece of an fo:external-graphic or fo:instream-foreign-object. Without an image, which is said (F706), it has a viewport
 * all the same. */
void object_image(struct paragraph *paragraph, struct line_piece *piece);

/* ---- breaking: line_break.c */

/* The innermost inline that both what is before a position and what is behind it stand in, or NULL. */
struct line_box *break_box(const struct paragraph *paragraph, size_t position);

/* What an inline that is broken at a position keeps there: PIECE_CLOSE, at the end of a line; PIECE_OPEN, where the next begins. */
double break_kept(const struct paragraph *paragraph, const struct line_box *box, enum piece_kind kind, size_t position);

struct line_break {
	size_t end;               /* where the next line starts */
	size_t visible;           /* end of what shows: before the spaces at the end */
	bool hyphen, forced;
};

/* start, center, end or justify, of a line that is or is not the last one (or before a forced break), on an odd or even page. */
enum token break_align(const struct paragraph *paragraph, bool last, bool even);

/* Where what shows of a line begins that begins at `start` and ends at `end`: behind the characters that are suppressed there. */
size_t break_lead(const struct paragraph *paragraph, size_t start, size_t end);

/* text-indent of the line at `start`: 0 unless it is the block's first. */
double break_indent(const struct paragraph *paragraph, size_t start, double width);

/* What a line may fill: the width without break_indent and last-line-end-indent. */
double break_available(const struct paragraph *paragraph, size_t start, bool last, double width);

/* The breaks of [start, length) at a width, in the arena; returns how many lines. */
size_t break_lines(struct paragraph *paragraph, size_t start, double width, struct line_break **breaks);

/* The widest piece that cannot be divided (but by hyphens), and the widest line when only forced breaks count. */
void break_widths(struct paragraph *paragraph, double *minimum, double *maximum);

/* ---- building: line_build.c */

struct line_fragment {
	const struct line_piece *piece;
	const struct face *face;
	double size;
	struct glyph *glyphs;     /* visual order */
	size_t count;
	const char *text;
	size_t length;
	unsigned level;
	double x, width;          /* from the start of the line's content rectangle */
	double left, baseline;    /* on the page, moved by relative-position: known when it is placed */
};

/* What a line is made of, while it is made and when it is placed. */
struct line_content {
	const struct paragraph *paragraph;
	size_t start, end;
	size_t lead, visible;     /* what shows of it: all between */
	bool hyphen;
	struct line_fragment *fragments; /* in the order of the text */
	size_t count, capacity;
	size_t *visual;           /* their numbers from left to right */
	enum token align;         /* start, center, end, justify; inside and outside: as on an odd page */
	double available;         /* width that the line may fill */
	double width;             /* of the block's content rectangle */
};

/* Make the content, extent and anchors of the line [start, end->end). */
void build_line(struct paragraph *paragraph, size_t start, const struct line_break *end, double width, struct line *line);

/* Set where the fragments of a line stand that is aligned so; returns how wide they are in all. */
double build_places(const struct line_content *content, struct line_fragment *fragments, enum token align);

/* Add how far a node, in a line of that width, is moved by relative-position: its own and that of what it stands in (XSL 1.1, 7.6.3).
 * The height of what holds the line is not known: percentages of it are 0. */
void build_offset(const struct paragraph *paragraph, const struct fo *node, double width, double *x, double *y);

/* The hyphen that a face shows. */
unsigned build_hyphen(const struct inline_style *style, const struct face *face);

/* Text that is not the paragraph's, set as a piece is: a page number, the dots of a leader. */
struct line_fragment build_text(const struct paragraph *paragraph, const struct line_piece *piece, const char *text);

#endif
