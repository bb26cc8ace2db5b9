#ifndef FO_PAGE_H
#define FO_PAGE_H
/* What layout makes: pages of placed items, in points, origin at the top left, y downwards, each with its structure element or
 * marked as decoration (element NULL). draw/ and pdf/ paint them; the formatter knows neither. Everything lives in the arena of
 * the page's sequence (items) or of the document (elements). */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fo/value.h"

struct arena;
struct drawing;
struct face;
struct image;

struct glyph {
	uint32_t id;        /* in the face */
	float advance;      /* points, letter-spacing and justification included */
	float natural;      /* points: the face's own advance at this size */
	float dx, dy;       /* offset, points, dy downwards */
	uint32_t cluster;   /* byte offset in run->text of the characters it stands for; glyphs of one cluster share it */
};

/* Glyphs of one face, size and colour on one baseline, in visual order. text holds the characters exactly as they are to be
 * extracted (a space blanked at a wrap is there; a soft hyphen U+00AD where hyphenation put one). */
struct run {
	const struct face *face;
	double size;
	double x, y;        /* start of the baseline */
	double width;
	struct color color;
	const struct glyph *glyphs;
	size_t count;
	const char *text;
	size_t length;
	bool right_to_left; /* clusters fall instead of rise */
	const char *lang;   /* NULL: the document's */
};

enum line_style {
	LINE_NONE, LINE_SOLID, LINE_DASHED, LINE_DOTTED, LINE_DOUBLE, LINE_GROOVE, LINE_RIDGE, LINE_INSET, LINE_OUTSET
};

/* A straight stroke, butt caps. */
struct rule {
	double x1, y1, x2, y2;
	double thickness;
	enum line_style style;
	struct color color;
};

struct rectangle {
	double x, y, width, height;
	struct color color;
};

struct placed_image {
	const struct image *image;
	double x, y, width, height;
};

/* A drawing (figure/drawing.h) under a matrix; what it says in words is placed beside it, as runs. */
struct placed_drawing {
	const struct drawing *drawing;
	struct matrix matrix;
	double x, y, width, height; /* the box around it, before what ITEM_SAVE does */
};

struct link {
	double x, y, width, height;
	const char *uri;         /* outside, or NULL */
	const char *destination; /* id inside, or NULL */
	const char *text;        /* what it says, for /Contents */
};

enum item_kind {
	ITEM_RUN,
	ITEM_RULE,
	ITEM_RECTANGLE,
	ITEM_PATH,
	ITEM_IMAGE,
	ITEM_DRAWING,
	ITEM_LINK,
	ITEM_SAVE,    /* push: `matrix` applies and, when `clip`, the rectangle clips, until ITEM_RESTORE */
	ITEM_RESTORE,
};

/* What decoration is (ISO 32000-1, 14.8.2.2.2): of the page's layout, or what is repeated at the edges of pages. */
enum artifact { ARTIFACT_LAYOUT, ARTIFACT_HEADER, ARTIFACT_FOOTER, ARTIFACT_PAGINATION };

struct item {
	enum item_kind kind;
	enum artifact artifact;  /* where element is NULL */
	struct element *element; /* NULL: decoration (an artifact) */
	union {
		struct run run;
		struct rule rule;
		struct rectangle rectangle;
		struct path path;
		struct placed_image image;
		struct placed_drawing drawing;
		struct link link;
		struct {
			struct matrix matrix;
			bool clip;
			struct rectangle area; /* in the coordinates after matrix */
		} save;
	};
};

/* A structure element (ISO 32000-1, 14.7): a tree in document order, made while laying out. */
enum element_role {
	ELEMENT_DOCUMENT, ELEMENT_PART, ELEMENT_SECT, ELEMENT_DIV, ELEMENT_P, ELEMENT_H1, ELEMENT_H2, ELEMENT_H3, ELEMENT_H4,
	ELEMENT_H5, ELEMENT_H6, ELEMENT_L, ELEMENT_LI, ELEMENT_LBL, ELEMENT_LBODY, ELEMENT_TABLE, ELEMENT_CAPTION, ELEMENT_THEAD,
	ELEMENT_TBODY, ELEMENT_TFOOT, ELEMENT_TR, ELEMENT_TH, ELEMENT_TD, ELEMENT_SPAN, ELEMENT_LINK, ELEMENT_FIGURE, ELEMENT_NOTE,
	ELEMENT_BLOCKQUOTE, ELEMENT_ROLES
};

struct element {
	enum element_role role;
	struct element *parent, *first, *last, *next;
	const char *alt;  /* Figure */
	const char *lang; /* where it differs from the parent's, or NULL */
	const char *actual_text; /* NULL: none */
	const char *id;   /* FO id, NULL: none */
	const char *label; /* L: that of its first item, NULL: none */
	int row_span, column_span; /* TH, TD; 1 */
	bool row_scope;   /* TH: of its row, else of its column */
	unsigned index;   /* the painter's own number, 0 before */
	void *painter;    /* the painter's own data */
};

struct page {
	double width, height;
	unsigned number;   /* physical, from 1 */
	bool even;         /* its own number: a left-hand page */
	const char *label; /* as printed by fo:page-number */
	struct item *items;
	size_t count, capacity;
	enum artifact artifact; /* what decoration is that is being put there */
	struct arena *arena; /* items and all they point to, faces and images apart */
	const struct destination *destinations;
	size_t destination_count;
	struct layer *layers; /* areas with a z-index, until the page is stacked */
};

/* Where an id stands. */
struct destination {
	const char *id;
	double x, y;
};

struct bookmark {
	const char *title;
	const char *destination; /* id */
	bool open;
	struct bookmark *first, *next;
};

/* What belongs to the whole document. */
struct document {
	const char *title;
	const char *lang;        /* "fr-FR" */
	struct element *root;    /* ELEMENT_DOCUMENT */
	struct bookmark *bookmarks;
};

/* Layout gives each finished page to a sink, in order; the page is the sink's only during the call. Return nonzero to stop. */
struct page_sink {
	int (*page)(void *context, const struct page *page);
	void *context;
};

/* Append an item to a page under making; the caller fills it. */
struct item *page_item(struct page *page, enum item_kind kind, struct element *element);

/* What follows stands under a matrix, or is clipped to a rectangle, until page_restore. */
void page_save(struct page *page, struct matrix matrix);
void page_clip(struct page *page, struct rectangle area);
void page_restore(struct page *page);

/* A rule that is decoration. */
void page_rule(struct page *page, struct rule rule);

/* The items from `first` on stand at a level of their own (XSL 1.1, 7.30.18: z-index); what turns or clips them goes with them. */
void page_layer(struct page *page, size_t first, int level);

/* Bring the layers to where they belong: those below 0 behind all else. Once, when the page is complete. */
void page_stack(struct page *page);

/* A new structure element as last child of parent. */
struct element *element_new(struct arena *arena, struct element *parent, enum element_role role);

/* The standard structure type, "P"; and the role of such a name, or -1. */
const char *element_role_name(enum element_role role);
int element_role_find(const char *name);

#endif
