#include <glib.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/search.h"
#include "fo/galley.h"
#include "fo/line_parts.h"
#include "font/face.h"

/* ---- text: what is extracted */

/* Characters that only direct layout: they have no glyph and are not extracted. */
static bool is_control(gunichar character)
{
	return character == 0xad || character == 0x200b || character == 0x200e ||
	       character == 0x200f || (character >= 0x2028 && character <= 0x202e) ||
	       character == 0x2060 || (character >= 0x2066 && character <= 0x2069) ||
	       character == 0xfeff;
}

/* Copy [start, end) without controls; map[i] is where byte start + i went. Room for a hyphen or a space is left. */
static char *copy_text(struct arena *arena, const char *text, size_t length, uint32_t *map,
		       size_t *copied)
{
	char *copy = arena_alloc(arena, length + 4);
	const char *p = text, *end = text + length, *next;
	size_t n = 0;

	for (; p < end; p = next) {
		if (!(*p & 0x80)) {
			map[p - text] = (uint32_t)n;
			copy[n++] = *p;
			next = p + 1;
			continue;
		}
		next = g_utf8_next_char(p);
		for (const char *q = p; q < next && q < end; q++)
			map[q - text] = (uint32_t)n;
		if (is_control(g_utf8_get_char(p)))
			continue;
		memcpy(copy + n, p, (size_t)(next - p));
		n += (size_t)(next - p);
	}
	map[length] = (uint32_t)n;
	*copied = n;
	return copy;
}

/* ---- glyphs */

/* Glyphs as they were shaped. Their clusters, less `base`, are bytes of a text. */
struct cut {
	const struct shape_glyph *glyphs;
	size_t count, base;
};

/* Glyphs in points; map says where the bytes of their text went. */
static void set_glyphs(struct arena *arena, struct line_fragment *fragment, const struct cut *cut, const uint32_t *map)
{
	const struct inline_style *style = fragment->piece->style;
	double scale = style->size / fragment->face->upem;
	uint32_t least = UINT32_MAX;

	fragment->glyphs = arena_uncleared(arena, cut->count + 1, sizeof(*fragment->glyphs));
	fragment->count = cut->count;
	for (size_t i = 0; i < cut->count; i++) {
		const struct shape_glyph *glyph = &cut->glyphs[i];
		uint32_t cluster = map[glyph->cluster - cut->base];
		double advance = glyph->advance * scale, spacing = 0;

		if (i + 1 == cut->count || glyph[1].cluster != glyph->cluster)
			spacing += style->letter.width;
		if (style->word.width != 0 && cluster < fragment->length &&
		    style_is_word_space(style, fragment->text + cluster, fragment->length - cluster))
			spacing += style->word.width;
		fragment->glyphs[i] = (struct glyph){
			.id = glyph->id,
			.advance = (float)(advance + spacing),
			.natural = (float)advance,
			.dx = (float)(glyph->dx * scale),
			.dy = (float)(-glyph->dy * scale),
			.cluster = cluster,
		};
		fragment->width += fragment->glyphs[i].advance;
		least = MIN(least, cluster);
	}
	/* A joiner without glyph before the first letter belongs to it. */
	for (size_t i = 0; i < fragment->count; i++)
		if (fragment->glyphs[i].cluster == least)
			fragment->glyphs[i].cluster = 0;
}

/* A text from its glyphs, set as an item is; a hyphen at their end stands for a soft one. */
static void set_text(struct arena *arena, struct line_fragment *fragment, const struct shape_item *item, const char *text,
		     size_t length, bool hyphen, const struct cut *cut)
{
	uint32_t *map = arena_array(arena, length + 1, sizeof(*map));
	char *copy = copy_text(arena, text, length, map, &fragment->length);

	if (hyphen) {
		memcpy(copy + fragment->length, "\u00ad", 2);
		fragment->length += 2;
	}
	fragment->text = copy;
	fragment->face = item->style.face;
	fragment->size = fragment->piece->style->size;
	fragment->level = item->level;
	fragment->width = 0;
	set_glyphs(arena, fragment, cut, map);
}

static hb_codepoint_t glyph_of(const struct face *face, hb_codepoint_t character,
			       hb_codepoint_t otherwise)
{
	hb_codepoint_t glyph = 0;

	if (!hb_font_get_nominal_glyph(face->font, character, &glyph))
		hb_font_get_nominal_glyph(face->font, otherwise, &glyph);
	return glyph;
}

static bool is_cluster_before(const void *glyph, const void *position)
{
	return ((const struct shape_glyph *)glyph)->cluster < *(const size_t *)position;
}

static bool is_cluster_behind(const void *glyph, const void *position)
{
	return !is_cluster_before(glyph, position);
}

/* The glyphs of an item that stand for [start, end), when it may be cut there without shaping it again; else none. Their clusters rise
 * or, from right to left, fall. */
static struct cut cut_glyphs(const struct shaped *shaped, const struct shape_item *item, size_t start, size_t end)
{
	const struct shape_glyph *glyphs = &shaped->glyphs[item->first];
	bool falling = item->level & 1;
	search_before *before = falling ? is_cluster_behind : is_cluster_before;
	size_t a = search_first(glyphs, item->count, sizeof(*glyphs), before, &start);
	size_t b = search_first(glyphs, item->count, sizeof(*glyphs), before, &end);
	/* The glyphs that begin at start and at end. */
	size_t at_start = falling ? a - 1 : a, at_end = falling ? b - 1 : b;

	if (start > item->start && (at_start >= item->count || glyphs[at_start].cluster != start ||
				    glyphs[at_start].unsafe))
		return (struct cut){0};
	if (end < item->end &&
	    (at_end >= item->count || glyphs[at_end].cluster != end || glyphs[at_end].unsafe))
		return (struct cut){0};
	if (a == b)
		return (struct cut){0};
	return (struct cut){glyphs + MIN(a, b), falling ? a - b : b - a, start};
}

/* ---- fragments */

/* As it is when it is not text. */
static struct line_fragment *add_fragment(struct line_content *content, const struct line_piece *piece)
{
	struct line_fragment *fragment;

	content->fragments = arena_grown(content->paragraph->context->arena, content->fragments, content->count,
					 &content->capacity, sizeof *content->fragments);
	fragment = &content->fragments[content->count++];
	*fragment = (struct line_fragment){.piece = piece, .level = content_level(content->paragraph, piece)};
	if (piece_is_edge(piece)) {
		enum side side = piece_side(piece, fragment->level);

		fragment->width = piece->kept ? piece->box->sides[side].kept : piece->box->sides[side].width;
	} else {
		fragment->width = piece->glue.width;
	}
	return fragment;
}

static struct cut shape_alone(const struct paragraph *paragraph, const struct shape_item *item, const char *text, size_t length)
{
	struct cut cut = {0};

	cut.glyphs = shape_again(paragraph->context->arena, paragraph->context->fonts, item, text, length, &cut.count);
	return cut;
}

unsigned build_hyphen(const struct inline_style *style, const struct face *face)
{
	unsigned hyphen = style->p->hyphenation_character ? style->p->hyphenation_character : 0x2010;
	hb_codepoint_t glyph;

	return hb_font_get_nominal_glyph(face->font, hyphen, &glyph) ? hyphen : '-';
}

/* Text that ends in a hyphen is shaped with it. */
static struct cut shape_hyphenated(const struct paragraph *paragraph, const struct shape_item *item, const char *text,
				   size_t length, unsigned hyphen)
{
	struct buffer whole = {0};
	struct cut cut;

	buffer_put(&whole, text, length);
	buffer_character(&whole, hyphen);
	cut = shape_alone(paragraph, item, whole.data, whole.length);
	buffer_free(&whole);
	return cut;
}

static void build_part(struct line_content *content, const struct line_piece *piece,
		       const struct shape_item *item, size_t start, size_t end)
{
	const struct paragraph *paragraph = content->paragraph;
	const char *text = paragraph->text + start;
	bool hyphen = content->hyphen && end == content->visible;
	struct cut cut;

	if (hyphen)
		cut = shape_hyphenated(paragraph, item, text, end - start, build_hyphen(piece->style, item->style.face));
	else
		cut = cut_glyphs(&paragraph->shaped, item, start, end);
	if (!cut.glyphs)
		cut = shape_alone(paragraph, item, text, end - start);
	set_text(paragraph->context->arena, add_fragment(content, piece), item, text, end - start, hyphen, &cut);
}

struct line_fragment build_text(const struct paragraph *paragraph, const struct line_piece *piece, const char *text)
{
	struct shape_item like = {.style = piece->style->shape};
	struct line_fragment fragment = {.piece = piece};
	size_t length = strlen(text);
	struct cut cut = shape_alone(paragraph, &like, text, length);

	set_text(paragraph->context->arena, &fragment, &like, text, length, false, &cut);
	return fragment;
}

/* Whether an empty piece belongs to this line: what opens goes with what follows, what closes with what is before. */
static bool holds_edge(const struct line_content *content, const struct line_piece *piece)
{
	size_t at = piece->start;

	if (piece->kind == PIECE_CLOSE)
		return (at > content->start || content->start == 0) && at <= content->end;
	return at >= content->start &&
	       (at < content->end || (at == content->end && at == content->paragraph->length));
}

static bool ends_by(const void *item, const void *position)
{
	return ((const struct shape_item *)item)->end <= *(const size_t *)position;
}

/* What the edges of the inlines that a line breaks keep at its start or end, the outermost inline's outermost. */
static void build_kept(struct line_content *content, struct line_box *box, enum piece_kind kind, size_t position)
{
	if (!box)
		return;
	if (kind == PIECE_OPEN)
		build_kept(content, box->parent, kind, position);
	if (break_kept(content->paragraph, box, kind, position) > 0) {
		struct line_piece *piece = arena_alloc(content->paragraph->context->arena, sizeof(*piece));

		*piece = (struct line_piece){.kind = kind, .start = position, .end = position, .node = box->node,
					     .tagged = box->node, .style = content->paragraph->strut, .box = box, .kept = true};
		add_fragment(content, piece);
	}
	if (kind == PIECE_CLOSE)
		build_kept(content, box->parent, kind, position);
}

/* The items of a text piece, as far as they are in the line. */
static void build_items(struct line_content *content, const struct line_piece *piece)
{
	const struct shaped *shaped = &content->paragraph->shaped;
	size_t start = MAX(piece->start, content->lead), end = MIN(piece->end, content->visible);

	for (size_t i = search_first(shaped->items, shaped->count, sizeof(*shaped->items), ends_by, &start);
	     i < shaped->count && shaped->items[i].start < end; i++) {
		const struct shape_item *item = &shaped->items[i];

		build_part(content, piece, item, MAX(item->start, start), MIN(item->end, end));
	}
}

static void build_pieces(struct line_content *content)
{
	const struct paragraph *paragraph = content->paragraph;

	for (size_t i = content->start ? content_piece(paragraph, content->start - 1) : 0; i < paragraph->count; i++) {
		const struct line_piece *piece = &paragraph->pieces[i];

		if (piece->start > content->end)
			break;
		if (piece->start == piece->end) {
			if (holds_edge(content, piece))
				add_fragment(content, piece);
			continue;
		}
		if (piece->end <= content->lead || piece->start >= content->visible)
			continue;
		if (piece->kind == PIECE_TEXT)
			build_items(content, piece);
		else
			add_fragment(content, piece);
	}
}

static struct line_fragment *last_text(struct line_content *content)
{
	for (size_t i = content->count; i-- > 0;)
		if (content->fragments[i].count)
			return &content->fragments[i];
	return NULL;
}

static struct line_fragment *rightmost_text(struct line_content *content)
{
	for (size_t i = content->count; i-- > 0;)
		if (content->fragments[content->visual[i]].count)
			return &content->fragments[content->visual[i]];
	return NULL;
}

/* Letters are set apart from what is on their right, and the line's rightmost has none there. */
static void drop_last_spacing(struct line_content *content)
{
	struct line_fragment *fragment = rightmost_text(content);

	if (!fragment)
		return;
	double spacing = fragment->piece->style->letter.width;

	fragment->glyphs[fragment->count - 1].advance -= (float)spacing;
	fragment->width -= spacing;
}

/* The space at which a line is wrapped is there for whoever reads the text out, and takes no room. */
static void add_blank(struct line_content *content)
{
	struct line_fragment *fragment = last_text(content);
	struct glyph blank = {0};

	if (!fragment || content->hyphen || content->end == content->paragraph->length ||
	    content->end == content->visible)
		return;
	blank.id = glyph_of(fragment->face, ' ', 0xa0);
	blank.natural = (float)(hb_font_get_glyph_h_advance(fragment->face->font, blank.id) *
				fragment->piece->style->size / fragment->face->upem);
	blank.cluster = (uint32_t)fragment->length;
	if (fragment->level & 1) {
		memmove(fragment->glyphs + 1, fragment->glyphs, fragment->count * sizeof(blank));
		fragment->glyphs[0] = blank;
	} else {
		fragment->glyphs[fragment->count] = blank;
	}
	fragment->count++;
	((char *)fragment->text)[fragment->length++] = ' ';
}

/* ---- justification */

static double sum_widths(const struct line_fragment *fragments, size_t count)
{
	double width = 0;

	for (size_t i = 0; i < count; i++)
		width += fragments[i].width;
	return width;
}

/* Give leaders what room there is, or take what is missing; returns what is left. */
static double fill_leaders(struct line_content *content, double room)
{
	double flexible = 0, share;
	bool grows = room > 0;

	for (size_t i = 0; i < content->count; i++)
		flexible += glue_flex(content->fragments[i].piece->glue, grows);
	if (flexible <= 0)
		return room;
	share = fmax(-1, fmin(1, room / flexible));
	for (size_t i = 0; i < content->count; i++)
		content->fragments[i].width += share * glue_flex(content->fragments[i].piece->glue, grows);
	return grows ? fmax(0, room - flexible) : fmin(0, room + flexible);
}

/* How far spaces, and what is between letters, may go; or which share of that they take. */
struct flex {
	double spaces, letters;
};

/* Of one glyph, its own space and that on the right of a letter; the line's rightmost has none. */
static struct flex glyph_flex(const struct line_fragment *fragment, size_t i, bool rightmost, bool grows)
{
	const struct glyph *glyph = &fragment->glyphs[i];
	const struct inline_style *style = fragment->piece->style;
	bool ends = i + 1 == fragment->count || fragment->glyphs[i + 1].cluster != glyph->cluster;
	struct flex flex = {0};

	if (ends && !(rightmost && i + 1 == fragment->count))
		flex.letters = glue_flex(style->letter, grows);
	if (glyph->cluster < fragment->length &&
	    style_is_word_space(style, fragment->text + glyph->cluster, fragment->length - glyph->cluster))
		flex.spaces = glue_flex(style_word(style, glyph->natural), grows);
	return flex;
}

/* Let all glyphs take such shares of how far they may go; returns how far that is in all. */
static struct flex flex_glyphs(struct line_content *content, bool grows, struct flex shares)
{
	const struct line_fragment *last = rightmost_text(content);
	struct flex all = {0};

	for (size_t i = 0; i < content->count; i++) {
		struct line_fragment *fragment = &content->fragments[i];

		for (size_t j = 0; j < fragment->count; j++) {
			struct flex flex = glyph_flex(fragment, j, fragment == last, grows);
			double taken = shares.spaces * flex.spaces + shares.letters * flex.letters;

			all.spaces += flex.spaces;
			all.letters += flex.letters;
			fragment->width += taken;
			fragment->glyphs[j].advance += (float)taken;
		}
	}
	return all;
}

/* Share the room among the spaces, as they are wide, and letters, where these may give or take; letters no more than they may, and
 * spaces shrink no further than they may. */
static void fill_spaces(struct line_content *content, double room)
{
	bool grows = room > 0;
	struct flex all = flex_glyphs(content, grows, (struct flex){0}), shares = {0};

	if (all.spaces + all.letters <= 0)
		return;
	shares.letters = fmax(-1, fmin(1, room / (all.spaces + all.letters)));
	if (all.spaces > 0)
		shares.spaces = fmax(-1, (room - shares.letters * all.letters) / all.spaces);
	flex_glyphs(content, grows, shares);
}

/* Where lines were chosen for justified text, the last one too may count on spaces that shrink. */
static void justify(struct line_content *content)
{
	enum token align = content->align;
	double room = content->available - sum_widths(content->fragments, content->count);
	bool shrinks = room < 0 && content->paragraph->block->p->text_align == TOKEN_JUSTIFY;

	if (align == TOKEN_JUSTIFY || room < 0)
		room = fill_leaders(content, room);
	if (align == TOKEN_JUSTIFY || shrinks)
		fill_spaces(content, room);
}

/* ---- order and place: UAX #9, L2 */

static void reverse(size_t *numbers, size_t count)
{
	for (size_t i = 0; i < count / 2; i++) {
		size_t other = numbers[i];

		numbers[i] = numbers[count - 1 - i];
		numbers[count - 1 - i] = other;
	}
}

static size_t *visual_order(const struct line_content *content)
{
	size_t *order = arena_array(content->paragraph->context->arena, content->count + 1, sizeof(*order));
	unsigned highest = 0;

	for (size_t i = 0; i < content->count; i++) {
		order[i] = i;
		highest = MAX(highest, content->fragments[i].level);
	}
	for (unsigned level = highest; level > 0; level--) {
		for (size_t i = 0, end; i < content->count; i = end + 1) {
			for (end = i; end < content->count &&
				      content->fragments[order[end]].level >= level;)
				end++;
			reverse(order + i, end - i);
		}
	}
	return order;
}

double build_places(const struct line_content *content, struct line_fragment *fragments, enum token align)
{
	bool right = content->paragraph->right_to_left;
	double natural = sum_widths(fragments, content->count), room = content->available - natural;
	double before = break_indent(content->paragraph, content->start, content->width);
	double x = right ? content->width - before - content->available : before;

	if (align == TOKEN_CENTER)
		x += room / 2;
	else if ((align == TOKEN_END) != right)
		x += room;
	for (size_t i = 0; i < content->count; i++) {
		struct line_fragment *fragment = &fragments[content->visual[i]];

		fragment->x = x;
		x += fragment->width;
	}
	return natural;
}

/* ---- extent: XSL 1.1, 4.5 */

static double half_leading(const struct inline_style *style)
{
	return (style->p->line_height.optimum.points - style->ascent - style->descent) / 2;
}

static void extend_by(const struct line_content *content, const struct line_piece *piece, double *ascent, double *descent)
{
	const struct inline_style *style = piece->style, *strut = content->paragraph->strut;
	double up = piece->ascent, down = piece->descent;

	if (piece->kind != PIECE_IMAGE && piece->kind != PIECE_CONTAINER) {
		double leading = strut->p->line_stacking_strategy == TOKEN_LINE_HEIGHT ? half_leading(style) : 0;

		if (piece->start == piece->end ||
		    (style->rise != 0 && strut->p->line_height_shift_adjustment == TOKEN_DISREGARD_SHIFTS))
			return;
		up = style->ascent + leading + style->rise;
		down = style->descent + leading - style->rise;
	}
	*ascent = fmax(*ascent, up);
	*descent = fmax(*descent, down);
}

/* An inline-level object with an id or a marker has an area, however empty, and so a line; a note without a mark has none. */
static bool has_area(const struct line_piece *piece)
{
	const struct fo *node = piece->node;

	if (piece->kind != PIECE_ANCHOR)
		return piece->glue.width != 0;
	return node->kind == FO_MARKER ? !fo_is_block_level(node->parent->kind) : node->kind != FO_FOOTNOTE;
}

static bool is_empty(const struct paragraph *paragraph)
{
	if (paragraph->length)
		return false;
	for (size_t i = 0; i < paragraph->count; i++)
		if (has_area(&paragraph->pieces[i]))
			return false;
	return true;
}

static void set_extent(struct line *line)
{
	const struct line_content *content = line->content;
	const struct inline_style *strut = content->paragraph->strut;
	enum token strategy = strut->p->line_stacking_strategy;
	double ascent = strut->ascent, descent = strut->descent, leading = half_leading(strut);

	if (is_empty(content->paragraph))
		return;
	if (strategy == TOKEN_LINE_HEIGHT) {
		ascent += leading;
		descent += leading;
		leading = 0;
	}
	for (size_t i = 0; i < content->count && strategy != TOKEN_FONT_HEIGHT; i++)
		extend_by(content, content->fragments[i].piece, &ascent, &descent);
	line->height = ascent + descent + 2 * leading;
	line->baseline = ascent + leading;
}

static void set_anchors(struct line *line)
{
	const struct line_content *content = line->content;
	size_t capacity = 0;

	for (size_t i = 0; i < content->count; i++) {
		const struct line_piece *piece = content->fragments[i].piece;

		if (piece->kind != PIECE_ANCHOR)
			continue;
		line->anchors = arena_grown(content->paragraph->context->arena, line->anchors, line->anchor_count, &capacity,
					    sizeof(*line->anchors));
		line->anchors[line->anchor_count++] = piece->node;
	}
}

void build_offset(const struct paragraph *paragraph, const struct fo *node, double width, double *x, double *y)
{
	for (; node && node != paragraph->block; node = node->parent)
		if (node->kind != FO_TEXT && node->kind != FO_WRAPPER)
			edge_offset(node, width, 0, x, y);
}

void build_line(struct paragraph *paragraph, size_t start, const struct line_break *end,
		double width, struct line *line)
{
	struct line_content *content = arena_alloc(paragraph->context->arena, sizeof(*content));
	bool last = end->end == paragraph->length;

	*content = (struct line_content){.paragraph = paragraph,
					 .start = start,
					 .end = end->end,
					 .lead = break_lead(paragraph, start, end->end),
					 .hyphen = end->hyphen,
					 .align = break_align(paragraph, last || end->forced, false),
					 .available = break_available(paragraph, start, last, width),
					 .width = width};
	content->visible = MAX(end->visible, content->lead);
	if (start > 0)
		build_kept(content, break_box(paragraph, start), PIECE_OPEN, start);
	build_pieces(content);
	if (!last)
		build_kept(content, break_box(paragraph, end->end), PIECE_CLOSE, end->end);
	content->visual = visual_order(content);
	drop_last_spacing(content);
	justify(content);
	add_blank(content);
	*line = (struct line){.width = build_places(content, content->fragments, content->align),
			      .start = start,
			      .end = end->end,
			      .hyphenated = end->hyphen,
			      .forced = end->forced,
			      .last = last,
			      .content = content};
	set_extent(line);
	set_anchors(line);
}
