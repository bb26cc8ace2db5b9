#ifndef FO_LAYOUT_PARTS_H
#define FO_LAYOUT_PARTS_H
/* What the parts of layout share: layout.c (documents, passes), sequence.c (page sequences: which pages there are), region.c (what
 * stands on a page). */

#include "fo/fit.h"
#include "fo/layout.h"
#include "fo/marker.h"
#include "fo/master.h"
#include "fo/structure.h"

#include "base/message.h"

/* On which pages a formatting object that may be cited was seen: their labels; by fo->cited. */
struct seen {
	const char *first, *last;
	const char *filled; /* the last one that is not blank */
};

struct layout {
	struct arena *arena;
	const struct layout_options *options;
	struct fo_tree *tree;
	size_t cited;            /* objects of the document that may be; grafted ones come after */
	bool flow_cites;         /* citations stand in flows: what they show may move pages */
	bool static_ids;         /* ids stand in static content */
	bool pages_linked;       /* links lead, or may, to page sequences or to all of them */
	bool footnotes;          /* the document has some */
	bool marked;             /* … and markers */
	struct markers *markers;
	struct structure *structure;
	struct line_context lines;
	struct page_sink *sink;
	struct seen *seen, *before; /* this pass's and the last one's */
	bool measuring;             /* pages are not given out yet */
	struct page *page;          /* under work */
	size_t destinations_room;
	struct flow **flows; /* kept from a measuring pass, by fo->cited of the sequence */
	unsigned physical;   /* pages so far */
	unsigned number;     /* of the page under work */
	const struct fo *sequence;
	bool blank;          /* the page under work is */
	int status;
};

/* Say a fault at a formatting object; unless lenient, the document is refused. */
void layout_fault(struct layout *layout, const struct fo *fo, enum message_code code,
		  const char *what);

/* The same where pages can go on without: an error only where everything must be right. */
void layout_warn(struct layout *layout, const struct fo *fo, enum message_code code, const char *what);

/* layout.c: what page numbers and citations show; a formatting object was seen on the page under work. */
const char *layout_citation(void *context, const struct fo *node);
void layout_record(struct layout *layout, const struct fo *fo);
void layout_seen(void *context, const struct fo *fo, double x, double y);

/* region.c: the content that stands for a retrieve-marker on the page or in the fragment under work, or NULL. */
const struct fo *layout_marker(void *context, const struct fo *retrieve);

/* region.c: a page begins; it takes its measures, and what its regions hold is placed (fit NULL: nothing flows); it goes to the
 * sink. */
void page_begin(struct layout *layout, struct page *page, bool blank);
void page_place(struct layout *layout, const struct page_geometry *geometry,
		struct flow *flow, const struct fit *fit);
void page_end(struct layout *layout);
const struct fo *page_static_content(const struct fo *sequence, const char *region);
const struct region *geometry_body(const struct page_geometry *geometry);

/* sequence.c: all page sequences under root or a page-sequence-wrapper. */
void sequences_lay(struct layout *layout, const struct fo *parent);

#endif
