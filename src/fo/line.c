#include "fo/line.h"

#include <glib.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "fo/line_parts.h"

void line_say(const struct line_context *context, const struct fo *fo, enum message_code code, bool grave, const char *first,
	      const char *second)
{
	struct place place = context->place && fo->source ? context->place(context->place_context, fo->source) : PLACE_NONE;

	if (context->messages)
		message_add_level(context->messages, place, code, grave ? MESSAGE_ERROR : MESSAGE_WARNING, first, second);
}

static const char *decimal(struct arena *arena, double value)
{
	struct buffer buffer = {0};
	const char *text;

	buffer_decimal(&buffer, value, 1);
	text = arena_strdup(arena, buffer_string(&buffer));
	buffer_free(&buffer);
	return text;
}

void line_say_overflow(const struct line_context *context, const struct fo *fo, bool grave, double extent, double room,
		       struct arena *arena)
{
	line_say(context, fo, M_F704, grave, decimal(arena, extent), decimal(arena, room));
}

/* The pieces of text as spans to be shaped; objects are spans without a face. */
static struct shape_span *make_spans(const struct paragraph *paragraph, size_t *count)
{
	struct shape_span *spans =
		arena_array(paragraph->context->arena, paragraph->count + 1, sizeof(*spans));

	*count = 0;
	for (size_t i = 0; i < paragraph->count; i++) {
		const struct line_piece *piece = &paragraph->pieces[i];
		const struct inline_style *style = piece->style;
		struct shape_span *span = &spans[*count];

		if (piece->start == piece->end)
			continue;
		*span = (struct shape_span){.start = piece->start, .end = piece->end};
		if (piece->kind == PIECE_TEXT) {
			span->style = style->shape;
			span->before = style->before;
			span->after = style->after;
		}
		(*count)++;
	}
	return spans;
}

/* C406, once for each character that no face of the program shows. */
static void complain_of_missing(const struct paragraph *paragraph)
{
	const struct shaped *shaped = &paragraph->shaped;
	struct arena *arena = paragraph->context->arena;

	for (size_t i = 0; i < shaped->glyph_count; i++) {
		size_t at = shaped->glyphs[i].cluster;
		const struct line_piece *piece = &paragraph->pieces[content_piece(paragraph, at)];

		if (shaped->glyphs[i].id != 0)
			continue;
		line_say(paragraph->context, piece->node, M_C406, paragraph->context->strict,
			 arena_printf(arena, "U+%04X", g_utf8_get_char(paragraph->text + at)),
			 arena_strndup(arena, paragraph->text + piece->start, piece->end - piece->start));
	}
}

static struct paragraph *make_paragraph(struct line_context *context, const struct fo *block, const struct fo *first,
					const struct fo *last, const struct fo *initial, bool keeps_case)
{
	struct paragraph *paragraph = arena_alloc(context->arena, sizeof(*paragraph));
	struct line_context *copy = arena_alloc(context->arena, sizeof(*copy));
	struct shape_span *spans;
	size_t count;

	/* The caller's may be gone when the lines are placed. */
	*copy = *context;
	paragraph->context = copy;
	paragraph->block = block;
	paragraph->begins = fo_begins_block(first);
	paragraph->initial = initial;
	paragraph->keeps_case = keeps_case;
	paragraph->right_to_left = block->p->direction == TOKEN_RTL ||
				   property_right_to_left(block->p);
	paragraph->strut = style_new(paragraph, block, NULL, NULL);
	if (!content_collect(paragraph, first, last))
		return NULL;
	spans = make_spans(paragraph, &count);
	paragraph->shaped =
		shape_text(context->arena, context->fonts, paragraph->text, paragraph->length,
			   spans, count, paragraph->right_to_left,
			   paragraph->strut->shape.language);
	if (paragraph->shaped.missing)
		complain_of_missing(paragraph);
	return paragraph;
}

struct paragraph *paragraph_new(struct line_context *context, const struct fo *block,
				const struct fo *first, const struct fo *last)
{
	struct paragraph *paragraph = make_paragraph(context, block, first, last, NULL, false);
	const struct fo *node = first;

	while (node != last && node->kind != FO_INITIAL_PROPERTY_SET)
		node = node->next;
	if (!paragraph || node->kind != FO_INITIAL_PROPERTY_SET)
		return paragraph;
	paragraph->first_line = make_paragraph(context, block, first, last, node, false);
	if (paragraph->first_line->length != paragraph->length)
		paragraph->first_line = make_paragraph(context, block, first, last, node, true);
	return paragraph;
}

/* The first line of its own, at *lines; returns where the second one starts. */
static size_t break_first(struct paragraph *paragraph, double width, struct line *line)
{
	struct line_break *breaks;
	size_t end;

	break_lines(paragraph, 0, width, &breaks);
	build_line(paragraph, 0, &breaks[0], width, line);
	for (end = line->end; ((unsigned char)paragraph->text[end] & 0xc0) == 0x80;)
		end++;
	return end;
}

struct line *paragraph_break(struct paragraph *paragraph, size_t start, double width, size_t *count)
{
	struct arena *arena = paragraph->context->arena;
	struct line *lines, first = {.last = false};
	struct line_break *breaks;
	bool own = start == 0 && paragraph->first_line;

	if (own)
		start = break_first(paragraph->first_line, width, &first);
	*count = own && first.last ? 0 : break_lines(paragraph, start, width, &breaks);
	lines = arena_array(arena, *count + 2, sizeof(*lines));
	if (own)
		*lines++ = first;
	for (size_t i = 0; i < *count; i++)
		build_line(paragraph, i ? breaks[i - 1].end : start, &breaks[i], width, &lines[i]);
	*count += own;
	return lines - own;
}

void paragraph_widths(struct paragraph *paragraph, double *minimum, double *maximum)
{
	break_widths(paragraph, minimum, maximum);
}
