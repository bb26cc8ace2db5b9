#include "batch/explain.h"

#include "base/arena.h"
#include "base/message.h"
#include "fo/layout.h"
#include "sheet/sheet.h"

static struct place explain_place(void *context, const xmlNode *node)
{
	return sheet_place(context, node);
}

static int explain_page(void *context, const struct page *page)
{
	(void)context;
	(void)page;
	return 0;
}

static void lay_out_marked(struct sheet *marked, xmlDoc *document, const struct layout_options *layout,
			   struct messages *messages)
{
	struct layout_options options = *layout;
	struct page_sink sink = {.page = explain_page};
	struct arena *arena = arena_new();
	struct document laid_out = {0};
	xmlDoc *fo = sheet_apply(marked, document, NULL, messages);

	options.consumes = false; /* places are marked by attributes */
	options.place = explain_place;
	options.place_context = arena;
	if (fo)
		layout_document(fo, &options, &sink, &laid_out, arena, messages);
	xmlFreeDoc(fo);
	arena_free(arena);
}

void explain_layout(const struct sheet *sheet, xmlDoc *document, const struct layout_options *layout,
		    const struct messages *said, struct messages *messages)
{
	struct messages *placed = messages_new();
	struct sheet *marked = sheet_open_marked(sheet, placed);

	if (marked)
		lay_out_marked(marked, document, layout, placed);
	messages_append(messages, placed->count ? placed : said);
	sheet_close(marked);
	messages_free(placed);
}
