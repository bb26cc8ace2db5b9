/* Short paragraphs that come again. A cell's text takes 10,000 instructions to set and some hundred to find: of the bench's table of 300
 * candidates, the layout takes a sixth less. */

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/memo.h"
#include "base/message.h"
#include "fo/line.h"

/* Of the lines that are kept; and of what was seen. */
#define REPEATS_LIMIT ((size_t)1 << 20)
/* A text that is longer is not likely to come again. */
#define TEXT_LIMIT 100

struct repeats {
	struct arena *arena; /* of the lines, which are in use until the document is laid out */
	struct memo *memo;   /* struct repeat */
	size_t nodes;
};

/* What is known of a text that was seen once; its lines are kept when it is seen again. */
struct repeat {
	struct line *lines; /* NULL: none yet, or */
	bool refused;	    /* it makes none, or something is to be said wherever it stands */
	size_t count;
};

struct repeats *repeats_new(size_t nodes)
{
	struct repeats *repeats = memory_alloc(sizeof *repeats);

	repeats->arena = arena_new();
	repeats->memo = memo_new(REPEATS_LIMIT);
	repeats->nodes = nodes;
	return repeats;
}

void repeats_free(struct repeats *repeats)
{
	if (!repeats)
		return;
	arena_free(repeats->arena);
	memo_free(repeats->memo);
	free(repeats);
}

/* One text of the tree as it was read: values of what is retrieved later are not there for long. */
static bool is_kept(const struct repeats *repeats, const struct fo *block, const struct fo *text)
{
	return text->kind == FO_TEXT && text->length <= TEXT_LIMIT && text->index < repeats->nodes && block->index < repeats->nodes;
}

static const struct buffer *make_key(struct memo *memo, const struct fo *block, const struct fo *text, double width)
{
	struct buffer *key = memo_key(memo);
	bool begins = fo_begins_block(text);

	buffer_put(key, &block->p, sizeof block->p);
	buffer_put(key, &width, sizeof width);
	buffer_put(key, &begins, sizeof begins);
	buffer_put(key, text->text, text->length);
	return key;
}

/* Lines that live as long as the document. */
static struct line *make_lines(const struct line_context *context, const struct fo *block, const struct fo *text,
			       double width, struct repeat *repeat)
{
	struct line_context lasting = *context;
	size_t said = context->messages->count;
	struct paragraph *paragraph;
	struct line *lines;

	lasting.arena = context->repeats->arena;
	paragraph = paragraph_new(&lasting, block, text, text);
	lines = paragraph ? paragraph_break(paragraph, 0, width, &repeat->count) : NULL;
	repeat->refused = !lines || context->messages->count != said;
	repeat->lines = repeat->refused ? NULL : lines;
	return lines;
}

struct line *repeats_find(const struct line_context *context, const struct fo *block, const struct fo *text, double width,
			  size_t *count)
{
	struct repeats *repeats = context->repeats;
	const struct buffer *key;
	struct repeat *repeat;
	struct line *lines;
	size_t size;

	if (!repeats || !is_kept(repeats, block, text))
		return NULL;
	key = make_key(repeats->memo, block, text, width);
	repeat = (struct repeat *)memo_find(repeats->memo, key->data, key->length, &size);
	if (!repeat) {
		memo_add(repeats->memo, key->data, key->length, sizeof *repeat);
		return NULL;
	}
	lines = repeat->lines;
	if (!lines && !repeat->refused && arena_size(repeats->arena) < REPEATS_LIMIT)
		lines = make_lines(context, block, text, width, repeat);
	if (!lines)
		return NULL;
	*count = repeat->count;
	lines = memcpy(arena_uncleared(context->arena, *count, sizeof *lines), lines, *count * sizeof *lines);
	for (size_t i = 0; i < *count; i++) {
		lines[i].block = block;
		lines[i].text = text;
	}
	return lines;
}
