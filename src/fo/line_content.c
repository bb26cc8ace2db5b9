#include <glib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/message.h"
#include "base/search.h"
#include "fo/galley.h"
#include "fo/line_parts.h"
#include "text/casing.h"

/* Inlines within inlines: more is no document. */
#define DEPTH_LIMIT 100

/* Inline-containers within inline-containers: each is laid out twice to know its width. */
#define CONTAINERS_MAXIMUM 6

/* What stands in the text for an object: its class for line breaking and bidirectional order is the object's. */
#define OBJECT         0xfffc
#define NUMBER         '0'
#define LINE_SEPARATOR 0x2028

struct collector {
	const struct fo *node; /* the text or character under way */
	struct paragraph *paragraph;
	struct buffer text;
	struct buffer pieces; /* struct line_piece */
	struct line_box *box;
	const struct properties *white; /* of the fo:block under way: white space is the block's (XSL 1.1, appendix B.4) */
	bool in_word;        /* for capitalize */
	bool content;        /* something that makes a line, an anchor perhaps */
	int depth;
};

/* Collect what a node shows, in a style: within it where it is boxed, else around it. */
typedef void collect_function(struct collector *collector, const struct fo *node, const struct inline_style *style);

static collect_function collect;

/* It cannot stand here. */
static void complain_of(const struct collector *collector, const struct fo *node)
{
	const struct line_context *context = collector->paragraph->context;

	line_say(context, node, M_F701, context->strict, fo_name(node->kind), NULL);
}

static struct line_piece *last_piece(struct collector *collector)
{
	struct line_piece *pieces = (struct line_piece *)collector->pieces.data;
	size_t count = collector->pieces.length / sizeof(*pieces);

	return count ? &pieces[count - 1] : NULL;
}

static struct line_piece *add_piece(struct collector *collector, enum piece_kind kind,
				    const struct fo *node, const struct inline_style *style)
{
	struct line_piece piece = {
		.kind = kind, .node = node, .tagged = node, .style = style, .box = collector->box};

	piece.start = piece.end = collector->text.length;
	buffer_put(&collector->pieces, &piece, sizeof(piece));
	return last_piece(collector);
}

static void add_text(struct collector *collector, const char *text, size_t length, const struct inline_style *style)
{
	struct line_piece *piece = last_piece(collector);

	if (!piece || piece->kind != PIECE_TEXT || piece->style != style)
		piece = add_piece(collector, PIECE_TEXT, style->node, style);
	if (piece->start == piece->end && collector->node)
		piece->tagged = collector->node;
	buffer_put(&collector->text, text, length);
	piece->end = collector->text.length;
	collector->content = true;
}

static void add_character(struct collector *collector, unsigned character,
			  const struct inline_style *style)
{
	char text[6];

	add_text(collector, text, (size_t)g_unichar_to_utf8(character, text), style);
}

/* The node stands here, on a line if need be of its own. */
static void add_anchor(struct collector *collector, const struct fo *node, const struct inline_style *style)
{
	add_piece(collector, PIECE_ANCHOR, node, style);
	collector->content = true;
}

/* The piece of an object; its character is in the text. */
static struct line_piece *add_object(struct collector *collector, enum piece_kind kind,
				     const struct fo *node, const struct inline_style *style,
				     unsigned character)
{
	struct line_piece *piece = add_piece(collector, kind, node, style);

	buffer_character(&collector->text, character);
	piece->end = collector->text.length;
	collector->content = true;
	return piece;
}

static bool at_line_start(const struct collector *collector)
{
	const struct buffer *text = &collector->text;

	return text->length == 0 ||
	       (text->length >= 3 && memcmp(text->data + text->length - 3, "\u2028", 3) == 0);
}

static bool ends_in_space(const struct collector *collector)
{
	return collector->text.length && collector->text.data[collector->text.length - 1] == ' ';
}

/* Of the spaces in a style; BOTH: of all its text. Only fo:character says it. What a leader repeats ends no line. */
static enum at_break at_break(const struct paragraph *paragraph, const struct inline_style *style)
{
	enum token own = style->node->kind == FO_CHARACTER ? style->p->suppress_at_line_break : TOKEN_AUTO;

	if (paragraph->block->kind == FO_LEADER || own == TOKEN_RETAIN)
		return AT_BREAK_SHOWN;
	return own == TOKEN_SUPPRESS ? AT_BREAK_BOTH : AT_BREAK_END;
}

/* Take the spaces off the end, but for those that are to be preserved: through closed inlines too. */
static void trim(struct collector *collector)
{
	struct line_piece *pieces = (struct line_piece *)collector->pieces.data;
	size_t count = collector->pieces.length / sizeof(*pieces);

	while (ends_in_space(collector)) {
		size_t last = count;

		while (last > 0 && pieces[last - 1].start == pieces[last - 1].end)
			last--;
		if (last == 0 || pieces[last - 1].kind != PIECE_TEXT ||
		    at_break(collector->paragraph, pieces[last - 1].style) == AT_BREAK_SHOWN ||
		    collector->white->white_space_treatment == TOKEN_PRESERVE)
			return;
		collector->text.length--;
		pieces[last - 1].end--;
		for (size_t i = last; i < count; i++)
			pieces[i].start = pieces[i].end = collector->text.length;
	}
}

static bool ignores_before(enum token treatment)
{
	return treatment == TOKEN_IGNORE_IF_BEFORE_LINEFEED ||
	       treatment == TOKEN_IGNORE_IF_SURROUNDING_LINEFEED;
}

static bool ignores_after(enum token treatment)
{
	return treatment == TOKEN_IGNORE_IF_AFTER_LINEFEED ||
	       treatment == TOKEN_IGNORE_IF_SURROUNDING_LINEFEED;
}

/* White space other than linefeeds that are kept: XSL 1.1, 7.16.8 and 7.16.12. */
static void add_space(struct collector *collector, const struct inline_style *style)
{
	const struct properties *p = collector->white;

	collector->in_word = false;
	if (p->white_space_treatment == TOKEN_IGNORE)
		return;
	if (p->white_space_collapse != TOKEN_FALSE && ends_in_space(collector))
		return;
	if (ignores_after(p->white_space_treatment) && at_line_start(collector) &&
	    at_break(collector->paragraph, style) != AT_BREAK_SHOWN)
		return;
	add_character(collector, ' ', style);
}

static void add_linefeed(struct collector *collector, const struct inline_style *style)
{
	const struct properties *p = collector->white;

	if (p->linefeed_treatment == TOKEN_IGNORE)
		return;
	if (p->linefeed_treatment == TOKEN_PRESERVE) {
		if (p->white_space_collapse != TOKEN_FALSE ||
		    ignores_before(p->white_space_treatment))
			trim(collector);
		add_character(collector, LINE_SEPARATOR, style);
	} else if (p->linefeed_treatment == TOKEN_TREAT_AS_ZERO_WIDTH_SPACE) {
		if (!at_line_start(collector))
			add_character(collector, 0x200b, style);
	} else {
		add_space(collector, style);
	}
	collector->in_word = false;
}

static bool is_in_word(unsigned character)
{
	return g_unichar_isalnum(character) || g_unichar_ismark(character) || character == '\'' || character == 0x2019;
}

static void add_text_character(struct collector *collector, unsigned character,
			       const struct inline_style *style)
{
	if (character == '\n') {
		add_linefeed(collector, style);
		return;
	}
	if (character == ' ' || character == '\t' || character == '\r') {
		add_space(collector, style);
		return;
	}
	if (character == 0x2029 || character == LINE_SEPARATOR) {
		trim(collector);
		character = LINE_SEPARATOR;
	}
	if (style->p->text_transform == TOKEN_CAPITALIZE && !collector->in_word)
		character = g_unichar_totitle(character);
	collector->in_word = is_in_word(character);
	add_character(collector, character, style);
}

/* How much of a text is neither white space nor ends a line: it is taken as it is. */
static size_t solid_length(const char *text, const char *end)
{
	const char *p = text;

	while (p < end && (unsigned char)*p > ' ' &&
	       !(*p == '\xe2' && end - p >= 3 && p[1] == '\x80' && (p[2] == '\xa8' || p[2] == '\xa9')))
		p++;
	return (size_t)(p - text);
}

static void add_solid(struct collector *collector, const char *text, size_t length, const struct inline_style *style)
{
	add_text(collector, text, length, style);
	collector->in_word = is_in_word(g_utf8_get_char(g_utf8_prev_char(text + length)));
}

static void collect_text(struct collector *collector, const struct fo *node, const struct inline_style *style)
{
	struct arena *arena = collector->paragraph->context->arena;
	enum token transform = style->p->text_transform;
	const char *text = node->text, *end;
	size_t length = node->length;

	collector->node = node;
	if (transform == TOKEN_UPPERCASE || transform == TOKEN_LOWERCASE) {
		const char *source = arena_strndup(arena, text, length);

		if (transform == TOKEN_UPPERCASE) {
			text = casing_upper(arena, source);
		} else {
			char *lower = g_utf8_strdown(source, -1);

			text = arena_strdup(arena, lower);
			g_free(lower);
		}
		length = strlen(text);
	}
	for (end = text + length; text < end;) {
		size_t solid = transform == TOKEN_CAPITALIZE ? 0 : solid_length(text, end);

		if (solid)
			add_solid(collector, text, solid, style);
		else
			add_text_character(collector, g_utf8_get_char(text), style);
		text = solid ? text + solid : g_utf8_next_char(text);
	}
}

/* ---- inlines */

static struct line_box *new_box(struct collector *collector, const struct fo *node)
{
	const struct properties *p = node->p;
	struct line_box box = {.node = node, .parent = collector->box}, *made;

	box.painted = p->background_color.alpha > 0 || p->background_image;
	box.relative = p->space_start.optimum.percent != 0 || p->space_end.optimum.percent != 0;
	for (enum side side = 0; side < SIDES; side++) {
		struct edge edge = edge_of(node, side);

		box.painted |= edge.width->length.points > 0;
		box.relative |= edge.padding->length.percent != 0;
	}
	object_box(&box, 0);
	if (!box.painted && !box.relative && box.sides[SIDE_START].width == 0 &&
	    box.sides[SIDE_END].width == 0 && node->kind != FO_BASIC_LINK)
		return NULL;
	made = arena_alloc(collector->paragraph->context->arena, sizeof(*made));
	*made = box;
	return made;
}

/* Of the innermost box. */
static void add_edge(struct collector *collector, enum piece_kind kind, const struct inline_style *style)
{
	const struct line_box *box = collector->box;
	struct line_piece *piece = add_piece(collector, kind, box->node, style);

	piece->glue.width = box->sides[piece_side(piece, 0)].width;
	collector->content |= piece->glue.width != 0 || box->relative;
}

/* The bidirectional controls that direction and unicode-bidi mean (XSL 1.1, 7.29). */
static unsigned bidi_control(const struct fo *node)
{
	bool right = node->p->direction == TOKEN_RTL;

	if (node->p->unicode_bidi == TOKEN_EMBED)
		return right ? 0x202b : 0x202a;
	if (node->p->unicode_bidi == TOKEN_BIDI_OVERRIDE)
		return right ? 0x202e : 0x202d;
	return 0;
}

static void collect_children(struct collector *collector, const struct fo *node,
			     const struct inline_style *style)
{
	for (const struct fo *child = node->first; child; child = child->next)
		collect(collector, child, style);
}

/* The style within a node, whose box, when it has one, is opened; close_box ends it. */
static const struct inline_style *open_box(struct collector *collector, const struct fo *node,
					   const struct inline_style *parent)
{
	struct line_box *box = new_box(collector, node);
	const struct inline_style *style =
		style_new(collector->paragraph, node, parent, box ? box : collector->box);

	if (!box)
		return style;
	box->ascent = style->ascent;
	box->descent = style->descent;
	box->rise = style->rise;
	collector->box = box;
	add_edge(collector, PIECE_OPEN, style);
	return style;
}

/* `outer` is the box around what was opened. */
static void close_box(struct collector *collector, struct line_box *outer, const struct inline_style *style)
{
	if (collector->box == outer)
		return;
	add_edge(collector, PIECE_CLOSE, style);
	collector->box = outer;
}

static void collect_inline(struct collector *collector, const struct fo *node, const struct inline_style *style)
{
	unsigned control = bidi_control(node);

	if (control)
		add_character(collector, control, style);
	collect_children(collector, node, style);
	if (control)
		add_character(collector, 0x202c, style);
}

static void end_line(struct collector *collector, const struct inline_style *style)
{
	trim(collector);
	if (!at_line_start(collector))
		add_character(collector, LINE_SEPARATOR, style);
}

/* A block among inlines stands on lines of its own. */
static void collect_block(struct collector *collector, const struct fo *node,
			  const struct inline_style *parent)
{
	const struct inline_style *style =
		style_new(collector->paragraph, node, parent, collector->box);
	const struct properties *white = collector->white;

	end_line(collector, style);
	collector->white = node->p;
	collect_children(collector, node, style);
	end_line(collector, style);
	collector->white = white;
}

/* ---- objects */

static void collect_image(struct collector *collector, const struct fo *node,
			  const struct inline_style *style)
{
	object_image(collector->paragraph, add_object(collector, PIECE_IMAGE, node, style, OBJECT));
}

/* How many of a kind a node stands in. */
static int count_around(const struct fo *node, enum fo_kind kind)
{
	int count = 0;

	for (node = node->parent; node; node = node->parent)
		count += node->kind == kind;
	return count;
}

static void collect_container(struct collector *collector, const struct fo *node, const struct inline_style *style)
{
	if (count_around(node, FO_INLINE_CONTAINER) < CONTAINERS_MAXIMUM)
		add_object(collector, PIECE_CONTAINER, node, style, OBJECT);
	else
		complain_of(collector, node);
}

static void collect_leader(struct collector *collector, const struct fo *node, const struct inline_style *style)
{
	struct line_piece *piece = add_object(collector, PIECE_LEADER, node, style, OBJECT);

	if (node->p->leader_pattern == TOKEN_USE_CONTENT && node->first)
		piece->content = paragraph_new(collector->paragraph->context, node, node->first, node->last);
}

static void collect_citation(struct collector *collector, const struct fo *node, const struct inline_style *style)
{
	const struct line_context *context = collector->paragraph->context;
	const char *text = context->citation ? context->citation(context->citation_context, node) : NULL;
	struct line_piece *piece = add_object(collector, PIECE_CITATION, node, style, NUMBER);

	piece->glue.width = build_text(collector->paragraph, piece, text ? text : "00").width;
}

static void collect_character(struct collector *collector, const struct fo *node, const struct inline_style *style)
{
	collector->node = node;
	if (node->p->character)
		add_text_character(collector, node->p->character, style);
}

static void collect_footnote(struct collector *collector, const struct fo *node,
			     const struct inline_style *style)
{
	add_anchor(collector, node, style);
	for (const struct fo *child = node->first; child; child = child->next)
		if (child->kind == FO_INLINE)
			collect(collector, child, style);
}

static void collect_retrieved(struct collector *collector, const struct fo *node, const struct inline_style *style)
{
	struct line_context *context = collector->paragraph->context;
	const struct fo *marker =
		context->marker ? context->marker(context->marker_context, node) : NULL;

	if (marker)
		collect_children(collector, marker, style);
}

static void collect_nothing(struct collector *collector, const struct fo *node, const struct inline_style *style)
{
	(void)collector;
	(void)node;
	(void)style;
}

/* NULL: it cannot stand in a line. */
static const struct {
	collect_function *content;
	bool boxed;
} collectors[FO_KINDS] = {
	[FO_BASIC_LINK] = {collect_inline, true},
	[FO_BIDI_OVERRIDE] = {collect_inline, true},
	[FO_BLOCK] = {collect_block, false},
	[FO_CHARACTER] = {collect_character, true},
	[FO_EXTERNAL_GRAPHIC] = {collect_image, false},
	[FO_FOOTNOTE] = {collect_footnote, false},
	[FO_INITIAL_PROPERTY_SET] = {collect_nothing, false},
	[FO_INLINE] = {collect_inline, true},
	[FO_INLINE_CONTAINER] = {collect_container, false},
	[FO_INSTREAM_FOREIGN_OBJECT] = {collect_image, false},
	[FO_LEADER] = {collect_leader, true},
	[FO_MARKER] = {add_anchor, false},
	[FO_PAGE_NUMBER] = {collect_citation, true},
	[FO_PAGE_NUMBER_CITATION] = {collect_citation, true},
	[FO_PAGE_NUMBER_CITATION_LAST] = {collect_citation, true},
	[FO_RETRIEVE_MARKER] = {collect_retrieved, false},
	[FO_RETRIEVE_TABLE_MARKER] = {collect_retrieved, false},
	[FO_TEXT] = {collect_text, false},
	[FO_WRAPPER] = {collect_inline, true},
};

/* What a leader repeats is none of these (XSL 1.1, 6.6.9). */
static bool is_once(enum fo_kind kind)
{
	return kind == FO_LEADER || kind == FO_INLINE_CONTAINER || kind == FO_FOOTNOTE || kind == FO_MARKER;
}

static void collect(struct collector *collector, const struct fo *node,
		    const struct inline_style *style)
{
	bool repeats = collector->paragraph->block->kind == FO_LEADER;
	bool barred = collector->depth == DEPTH_LIMIT || (repeats && is_once(node->kind));
	collect_function *content = barred ? NULL : collectors[node->kind].content;
	struct line_box *outer = collector->box;

	if (!barred && node->id && node->kind != FO_FOOTNOTE && node->kind != FO_MARKER)
		add_anchor(collector, node, style);
	if (!content) {
		complain_of(collector, node);
		return;
	}
	collector->depth++;
	if (collectors[node->kind].boxed)
		style = open_box(collector, node, style);
	content(collector, node, style);
	close_box(collector, outer, style);
	collector->depth--;
}

static const uint8_t *find_at_break(const struct paragraph *paragraph)
{
	uint8_t *found = arena_alloc(paragraph->context->arena, paragraph->length + 1);

	for (size_t i = 0; i < paragraph->count; i++) {
		const struct line_piece *piece = &paragraph->pieces[i];
		enum at_break own = piece->kind == PIECE_TEXT ? at_break(paragraph, piece->style) : AT_BREAK_SHOWN;

		if (own == AT_BREAK_BOTH)
			memset(found + piece->start, own, piece->end - piece->start);
		for (size_t at = piece->start; own != AT_BREAK_BOTH && at < piece->end; at++)
			if (paragraph->text[at] == ' ')
				found[at] = (uint8_t)own;
			else if (strncmp(paragraph->text + at, "\u2028", 3) == 0)
				memset(found + at, AT_BREAK_END, 3);
	}
	return found;
}

static bool ends_by(const void *piece, const void *position)
{
	return ((const struct line_piece *)piece)->end <= *(const size_t *)position;
}

size_t content_piece(const struct paragraph *paragraph, size_t position)
{
	return search_first(paragraph->pieces, paragraph->count, sizeof(*paragraph->pieces), ends_by, &position);
}

unsigned content_level(const struct paragraph *paragraph, const struct line_piece *piece)
{
	size_t at = piece_byte(piece);

	return at < paragraph->length ? paragraph->shaped.levels[at] : paragraph->right_to_left;
}

bool content_collect(struct paragraph *paragraph, const struct fo *first, const struct fo *last)
{
	struct arena *arena = paragraph->context->arena;
	struct collector collector = {.paragraph = paragraph, .white = paragraph->block->p};
	const struct inline_style *style = paragraph->strut;

	if (paragraph->initial)
		style = open_box(&collector, paragraph->initial, style);
	for (const struct fo *node = first; node; node = node == last ? NULL : node->next)
		collect(&collector, node, style);
	close_box(&collector, NULL, style);
	trim(&collector);
	paragraph->length = collector.text.length;
	paragraph->text =
		arena_strndup(arena, buffer_string(&collector.text), collector.text.length);
	paragraph->count = collector.pieces.length / sizeof(struct line_piece);
	paragraph->pieces = arena_array(arena, paragraph->count + 1, sizeof(struct line_piece));
	if (paragraph->count)
		memcpy(paragraph->pieces, collector.pieces.data, collector.pieces.length);
	paragraph->at_break = find_at_break(paragraph);
	buffer_free(&collector.text);
	buffer_free(&collector.pieces);
	return collector.content;
}
