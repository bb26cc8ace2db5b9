#ifndef FO_LAYOUT_H
#define FO_LAYOUT_H
/* The formatter's door: an XSL-FO document in, pages out, one after another, to a sink. */

#include "fo/page.h"
#include "fo/tree.h"

struct font_library;
struct images;
struct messages;

struct layout_options {
	struct font_library *fonts;
	struct images *images;
	const char *folder;   /* beneath which images are found; NULL: none may be */
	bool strict;          /* build: missing images, families and glyphs are errors */
	bool lenient;         /* what is not supported is left out with a warning */
	bool consumes;        /* what was read of the document is given back: nobody reads it afterwards but to free it */
	fo_place *place;      /* place of an element; NULL: the document's own lines */
	void *place_context;
};

/* Lay out a document. `document` receives title, language, structure and bookmarks; it lives as long as `arena`. Returns 0, or
 * nonzero when the document was refused (the messages say why) or the sink stopped it. */
int layout_document(xmlDoc *source, const struct layout_options *options, struct page_sink *sink,
		    struct document *document, struct arena *arena, struct messages *messages);

#endif
