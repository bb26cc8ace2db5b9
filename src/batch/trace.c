#include "batch/trace.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "font/face.h"

/* The same bytes on every machine: little-endian. */
static void trace_number(struct trace *trace, long number)
{
	uint64_t value = (uint64_t)number;
	unsigned char bytes[8];

	for (int i = 0; i < 8; i++)
		bytes[i] = (unsigned char)(value >> 8 * i);
	digest_add(trace->digest, bytes, sizeof bytes);
}

static void trace_run(struct trace *trace, const struct run *run)
{
	const char *face = run->face ? run->face->postscript : "";

	trace_number(trace, lround(run->x * 100));
	trace_number(trace, lround(run->y * 100));
	trace_number(trace, lround(run->size * 100));
	digest_add_field(trace->digest, face, strlen(face));
	digest_add_field(trace->digest, run->text, run->length);
}

static int trace_page(void *context, const struct page *page)
{
	struct trace *trace = context;

	trace->pages++;
	trace_number(trace, (long)page->number);
	for (size_t i = 0; i < page->count; i++) {
		if (page->items[i].kind == ITEM_RUN)
			trace_run(trace, &page->items[i].run);
	}
	return trace->next.page(trace->next.context, page);
}

void trace_begin(struct trace *trace, struct page_sink next)
{
	*trace = (struct trace){.next = next, .digest = digest_new()};
}

struct page_sink trace_sink(struct trace *trace)
{
	return (struct page_sink){.page = trace_page, .context = trace};
}

void trace_end(struct trace *trace, char hex[DIGEST_LENGTH + 1])
{
	digest_end(trace->digest, hex);
	trace->digest = NULL;
}
