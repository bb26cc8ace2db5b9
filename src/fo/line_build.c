#include <glib.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "fo/galley.h"
#include "fo/line_parts.h"
#include "font/face.h"

/* A line being built: its text, what its fragments need, and where they stand. */
struct building {
	struct paragraph *paragraph;
	struct arena *arena;
	size_t start, end;
	size_t lead, visible; /* what shows of it: all between */
	bool hyphen;
	struct line *line;
	struct line_fragment *fragments;
	size_t count, capacity;
};

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

/* Glyphs in points. Their clusters, less `base`, are bytes of what map maps. */
static void set_glyphs(struct arena *arena, struct line_fragment *fragment,
		       const struct inline_style *style, const struct shape_glyph *glyphs,
		       size_t count, size_t base, const uint32_t *map)
{
	double scale = style->size / fragment->face->upem;
	uint32_t least = UINT32_MAX;

	fragment->size = style->size;
	fragment->glyphs = arena_uncleared(arena, count + 1, sizeof(*fragment->glyphs));
	fragment->count = count;
	for (size_t i = 0; i < count; i++) {
		uint32_t cluster = map[glyphs[i].cluster - base];
		double advance = glyphs[i].advance * scale, spacing = 0;

		if (i + 1 == count || glyphs[i + 1].cluster != glyphs[i].cluster)
			spacing += style->letter_spacing;
		if (style->word_spacing != 0 && cluster < fragment->length &&
		    style_is_word_space(style, fragment->text + cluster, fragment->length - cluster))
			spacing += style->word_spacing;
		fragment->glyphs[i] = (struct glyph){
			.id = glyphs[i].id,
			.advance = (float)(advance + spacing),
			.natural = (float)advance,
			.dx = (float)(glyphs[i].dx * scale),
			.dy = (float)(-glyphs[i].dy * scale),
			.cluster = cluster,
		};
		least = cluster < least ? cluster : least;
	}
	/* A joiner without glyph before the first letter belongs to it. */
	for (size_t i = 0; i < count; i++)
		if (fragment->glyphs[i].cluster == least)
			fragment->glyphs[i].cluster = 0;
}

static void sum_width(struct line_fragment *fragment)
{
	fragment->width = 0;
	for (size_t i = 0; i < fragment->count; i++)
		fragment->width += fragment->glyphs[i].advance;
}

static hb_codepoint_t glyph_of(const struct face *face, hb_codepoint_t character,
			       hb_codepoint_t otherwise)
{
	hb_codepoint_t glyph = 0;

	if (!hb_font_get_nominal_glyph(face->font, character, &glyph))
		hb_font_get_nominal_glyph(face->font, otherwise, &glyph);
	return glyph;
}

/* The first glyph, in visual order, past those of the clusters before `position`: clusters rise, or fall from right to left. */
static size_t find_glyph(const struct shape_glyph *glyphs, size_t count, size_t position,
			 bool falling)
{
	size_t low = 0;

	while (count > 0) {
		size_t half = count / 2;
		bool before = glyphs[low + half].cluster < position;

		if (before != falling) {
			low += half + 1;
			count -= half + 1;
		} else {
			count = half;
		}
	}
	return low;
}

/* The glyphs of an item that stand for [start, end), when it may be cut there without shaping it again. */
static const struct shape_glyph *cut_glyphs(const struct shaped *shaped,
					    const struct shape_item *item, size_t start,
					    size_t end, size_t *count)
{
	const struct shape_glyph *glyphs = &shaped->glyphs[item->first];
	bool falling = item->level & 1;
	size_t a = find_glyph(glyphs, item->count, start, falling);
	size_t b = find_glyph(glyphs, item->count, end, falling);
	/* The glyphs that begin at start and at end. */
	size_t at_start = falling ? a - 1 : a, at_end = falling ? b - 1 : b;

	if (start > item->start && (at_start >= item->count || glyphs[at_start].cluster != start ||
				    glyphs[at_start].unsafe))
		return NULL;
	if (end < item->end &&
	    (at_end >= item->count || glyphs[at_end].cluster != end || glyphs[at_end].unsafe))
		return NULL;
	*count = falling ? a - b : b - a;
	return *count ? glyphs + (falling ? b : a) : NULL;
}

/* ---- fragments */

static struct line_fragment *add_fragment(struct building *building, const struct line_piece *piece)
{
	struct line_fragment *fragment;

	building->fragments = arena_grown(building->arena, building->fragments, building->count, &building->capacity,
					  sizeof *building->fragments);
	fragment = &building->fragments[building->count++];
	*fragment = (struct line_fragment){.piece = piece, .start = piece->start};
	return fragment;
}

/* Text that ends in a hyphen is shaped with it; the hyphen stands for a soft one. */
static void build_hyphenated(struct building *building, struct line_fragment *fragment,
			     const struct shape_item *item, size_t start, size_t end)
{
	const struct inline_style *style = fragment->piece->style;
	unsigned hyphen =
		style->p->hyphenation_character ? style->p->hyphenation_character : 0x2010;
	hb_codepoint_t glyph;
	struct buffer text = {0};
	struct shape_glyph *glyphs;
	size_t count, length;
	uint32_t *map;

	if (!hb_font_get_nominal_glyph(item->face->font, hyphen, &glyph))
		hyphen = '-';
	buffer_put(&text, building->paragraph->text + start, end - start);
	buffer_character(&text, hyphen);
	glyphs = shape_again(building->arena, building->paragraph->context->fonts, item, text.data,
			     text.length, &count);
	map = arena_array(building->arena, text.length + 1, sizeof(*map));
	length = end - start;
	fragment->text = copy_text(building->arena, text.data, length, map, &fragment->length);
	memcpy((char *)fragment->text + fragment->length, "\u00ad", 2);
	for (size_t i = length; i <= text.length; i++)
		map[i] = (uint32_t)fragment->length;
	fragment->length += 2;
	set_glyphs(building->arena, fragment, style, glyphs, count, 0, map);
	buffer_free(&text);
}

static void build_part(struct building *building, const struct line_piece *piece,
		       const struct shape_item *item, size_t start, size_t end)
{
	struct paragraph *paragraph = building->paragraph;
	struct line_fragment *fragment = add_fragment(building, piece);
	size_t count, base = 0;
	const struct shape_glyph *glyphs;
	uint32_t *map;

	fragment->face = item->face;
	fragment->level = item->level;
	fragment->start = start;
	if (building->hyphen && end == building->visible) {
		build_hyphenated(building, fragment, item, start, end);
	} else {
		map = arena_array(building->arena, end - start + 1, sizeof(*map));
		fragment->text = copy_text(building->arena, paragraph->text + start, end - start,
					   map, &fragment->length);
		glyphs = cut_glyphs(&paragraph->shaped, item, start, end, &count);
		if (glyphs)
			base = start;
		else
			glyphs = shape_again(building->arena, paragraph->context->fonts, item,
					     paragraph->text + start, end - start, &count);
		set_glyphs(building->arena, fragment, piece->style, glyphs, count, base, map);
	}
	sum_width(fragment);
}

void build_text(const struct paragraph *paragraph, struct line_fragment *fragment,
		const struct inline_style *style, const char *text)
{
	struct arena *arena = paragraph->context->arena;
	struct shape_item like = {.face = style->face,
				  .script = HB_SCRIPT_LATIN,
				  .language = style->language,
				  .features = style->features};
	size_t length = strlen(text), count;
	uint32_t *map = arena_array(arena, length + 1, sizeof(*map));
	struct shape_glyph *glyphs =
		shape_again(arena, paragraph->context->fonts, &like, text, length, &count);

	fragment->face = style->face;
	fragment->level = 0;
	fragment->text = copy_text(arena, text, length, map, &fragment->length);
	set_glyphs(arena, fragment, style, glyphs, count, 0, map);
	sum_width(fragment);
}

/* Whether an empty piece belongs to this line: what opens goes with what follows, what closes with what is before. */
static bool holds_edge(const struct building *building, const struct line_piece *piece)
{
	size_t at = piece->start;

	if (piece->kind == PIECE_CLOSE)
		return (at > building->start || building->start == 0) && at <= building->end;
	return at >= building->start &&
	       (at < building->end || (at == building->end && at == building->paragraph->length));
}

/* The first piece that ends at or after the line's start, and the first item that ends after it. */
static size_t first_piece(const struct building *building)
{
	size_t low = 0, count = building->paragraph->count;

	while (count > 0) {
		size_t half = count / 2;

		if (building->paragraph->pieces[low + half].end < building->start) {
			low += half + 1;
			count -= half + 1;
		} else {
			count = half;
		}
	}
	return low;
}

static size_t first_item(const struct building *building)
{
	size_t low = 0, count = building->paragraph->shaped.count;

	while (count > 0) {
		size_t half = count / 2;

		if (building->paragraph->shaped.items[low + half].end <= building->start) {
			low += half + 1;
			count -= half + 1;
		} else {
			count = half;
		}
	}
	return low;
}

/* What the edges of the inlines that a line breaks keep at its start or end, the outermost inline's outermost. */
static void build_kept(struct building *building, struct line_box *box, enum piece_kind kind, size_t position)
{
	double width = box ? kind == PIECE_OPEN ? box->start_kept : box->end_kept : 0;

	if (!box)
		return;
	if (kind == PIECE_OPEN)
		build_kept(building, box->parent, kind, position);
	if (width > 0) {
		struct line_piece *piece = arena_alloc(building->arena, sizeof(*piece));

		*piece = (struct line_piece){.kind = kind, .start = position, .end = position, .node = box->node,
					     .tagged = box->node, .style = building->paragraph->strut, .box = box, .kept = true};
		add_fragment(building, piece);
	}
	if (kind == PIECE_CLOSE)
		build_kept(building, box->parent, kind, position);
}

/* The items of a text piece from *item on, as far as they are in the line. */
static void build_items(struct building *building, const struct line_piece *piece, size_t *item)
{
	const struct shaped *shaped = &building->paragraph->shaped;

	for (; *item < shaped->count; (*item)++) {
		const struct shape_item *found = &shaped->items[*item];
		size_t start = MAX(found->start, building->lead);
		size_t end = MIN(found->end, building->visible);

		if (found->start >= piece->end)
			break;
		if (start < end && found->start >= piece->start)
			build_part(building, piece, found, start, end);
	}
}

static void build_pieces(struct building *building)
{
	const struct paragraph *paragraph = building->paragraph;
	size_t item = first_item(building);

	for (size_t i = first_piece(building); i < paragraph->count; i++) {
		const struct line_piece *piece = &paragraph->pieces[i];

		if (piece->start > building->end)
			break;
		if (piece->start == piece->end) {
			if (holds_edge(building, piece))
				add_fragment(building, piece);
			continue;
		}
		if (piece->end <= building->lead || piece->start >= building->visible)
			continue;
		if (piece->kind == PIECE_TEXT) {
			build_items(building, piece, &item);
		} else {
			struct line_fragment *object = add_fragment(building, piece);

			object->width = piece->optimum;
			object->level = paragraph->shaped.levels[piece->start];
		}
	}
}

/* What opens stands on the left, unless its text runs from right to left. */
static double edge_width(const struct line_piece *piece, unsigned level)
{
	const struct line_box *box = piece->box;

	if ((piece->kind == PIECE_OPEN) != (level & 1))
		return piece->kept ? box->start_kept : box->start + box->space_start;
	return piece->kept ? box->end_kept : box->end + box->space_end;
}

/* The level of an edge is that of what it encloses, which says what stands on its left. */
static void set_edge_levels(struct building *building)
{
	const struct paragraph *paragraph = building->paragraph;
	unsigned base = paragraph->right_to_left ? 1 : 0;

	for (size_t i = 0; i < building->count; i++) {
		struct line_fragment *fragment = &building->fragments[i];
		size_t at = fragment->piece->start;

		if (fragment->piece->start != fragment->piece->end)
			continue;
		if (fragment->piece->kind == PIECE_CLOSE && at > 0)
			fragment->level = paragraph->shaped.levels[at - 1];
		else
			fragment->level =
				at < paragraph->length ? paragraph->shaped.levels[at] : base;
		if (fragment->piece->kind == PIECE_OPEN || fragment->piece->kind == PIECE_CLOSE)
			fragment->width = edge_width(fragment->piece, fragment->level);
	}
}

static struct line_fragment *last_text(struct building *building)
{
	for (size_t i = building->count; i-- > 0;)
		if (building->fragments[i].count)
			return &building->fragments[i];
	return NULL;
}

/* Letters are set apart from the next, and the last has none. */
static void drop_last_spacing(struct building *building)
{
	struct line_fragment *fragment = last_text(building);
	if (!fragment)
		return;
	double spacing = fragment->piece->style->letter_spacing;

	if (spacing == 0)
		return;
	fragment->glyphs[fragment->level & 1 ? 0 : fragment->count - 1].advance -= (float)spacing;
	fragment->width -= spacing;
}

/* The space at which a line is wrapped is there for whoever reads the text out, and takes no room. */
static void add_blank(struct building *building)
{
	struct line_fragment *fragment = last_text(building);
	struct glyph blank = {0};

	if (!fragment || building->hyphen || building->end == building->paragraph->length ||
	    building->end == building->visible)
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

static double sum_widths(const struct building *building)
{
	double width = 0;

	for (size_t i = 0; i < building->count; i++)
		width += building->fragments[i].width;
	return width;
}

/* Give leaders what room there is, or take what is missing; returns what is left. */
static double fill_leaders(struct building *building, double room)
{
	double flexible = 0;

	for (size_t i = 0; i < building->count; i++) {
		const struct line_piece *piece = building->fragments[i].piece;

		flexible += room > 0 ? piece->maximum - piece->optimum
				     : piece->optimum - piece->minimum;
	}
	if (flexible <= 0)
		return room;
	for (size_t i = 0; i < building->count; i++) {
		const struct line_piece *piece = building->fragments[i].piece;
		double own = room > 0 ? piece->maximum - piece->optimum
				      : piece->optimum - piece->minimum;

		building->fragments[i].width +=
			fmin(1, fabs(room) / flexible) * (room > 0 ? own : -own);
	}
	return room > 0 ? fmax(0, room - flexible) : fmin(0, room + flexible);
}

/* How far a glyph's own space, and that behind a letter, may go; the line's last letter has none. */
static void glyph_flex(const struct building *building, size_t fragment_number, size_t i, bool grows, double *space,
		       double *letter)
{
	const struct line_fragment *fragment = &building->fragments[fragment_number];
	const struct glyph *glyph = &fragment->glyphs[i];
	const struct inline_style *style = fragment->piece->style;
	bool ends = i + 1 == fragment->count || fragment->glyphs[i + 1].cluster != glyph->cluster;

	*space = *letter = 0;
	if (ends && (i + 1 < fragment->count || fragment_number + 1 < building->count))
		*letter = grows ? style->letter_stretch : style->letter_shrink;
	if (glyph->cluster < fragment->length &&
	    style_is_word_space(style, fragment->text + glyph->cluster, fragment->length - glyph->cluster))
		*space = style_space_flex(style, glyph->natural, grows);
}

/* Add what share of their flexibility spaces and letters take. */
static void flex_glyphs(struct building *building, bool grows, double spaces, double letters)
{
	for (size_t i = 0; i < building->count; i++) {
		struct line_fragment *fragment = &building->fragments[i];

		for (size_t j = 0; j < fragment->count; j++) {
			double space, letter;

			glyph_flex(building, i, j, grows, &space, &letter);
			fragment->width += spaces * space + letters * letter;
			fragment->glyphs[j].advance += (float)(spaces * space + letters * letter);
		}
	}
}

/* Share the room among the spaces, as they are wide, and letters, where these may give or take; letters no more than they may, and
 * spaces shrink no further than they may. */
static void fill_spaces(struct building *building, double room)
{
	double spaces = 0, letters = 0, share;
	bool grows = room > 0;

	for (size_t i = 0; i < building->count; i++)
		for (size_t j = 0; j < building->fragments[i].count; j++) {
			double space, letter;

			glyph_flex(building, i, j, grows, &space, &letter);
			spaces += space;
			letters += letter;
		}
	if (spaces + letters <= 0)
		return;
	share = fmax(-1, fmin(1, room / (spaces + letters)));
	flex_glyphs(building, grows, spaces > 0 ? fmax(-1, (room - share * letters) / spaces) : 0, share);
}

/* Where lines were chosen for justified text, the last one too may count on spaces that shrink. */
static void justify(struct building *building, double available, enum token align)
{
	double room = available - sum_widths(building);
	bool shrinks = room < 0 && building->paragraph->block->p->text_align == TOKEN_JUSTIFY;

	if (align == TOKEN_JUSTIFY || room < 0)
		room = fill_leaders(building, room);
	if (align == TOKEN_JUSTIFY || shrinks)
		fill_spaces(building, room);
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

static size_t *visual_order(const struct building *building)
{
	size_t *order = arena_array(building->arena, building->count + 1, sizeof(*order));
	unsigned highest = 0;

	for (size_t i = 0; i < building->count; i++) {
		order[i] = i;
		highest = MAX(highest, building->fragments[i].level);
	}
	for (unsigned level = highest; level > 0; level--) {
		for (size_t i = 0, end; i < building->count; i = end + 1) {
			for (end = i; end < building->count &&
				      building->fragments[order[end]].level >= level;)
				end++;
			reverse(order + i, end - i);
		}
	}
	return order;
}

static void set_places(struct building *building, double width, double available)
{
	const struct line_content *content = building->line->content;
	const struct properties *p = building->paragraph->block->p;
	bool right = building->paragraph->right_to_left;
	double natural = sum_widths(building), room = available - natural;
	double before = building->start == 0 ? length_resolve(p->text_indent, width) : 0;
	double x = right ? width - before - available : before;

	if (content->align == TOKEN_CENTER)
		x += room / 2;
	else if ((content->align == TOKEN_END) != right)
		x += room;
	for (size_t i = 0; i < building->count; i++) {
		struct line_fragment *fragment = &building->fragments[content->visual[i]];

		fragment->x = x;
		x += fragment->width;
	}
	building->line->width = natural;
}

/* ---- extent: XSL 1.1, 4.5 */

static void extend(double *ascent, double *descent, double up, double down)
{
	*ascent = fmax(*ascent, up);
	*descent = fmax(*descent, down);
}

static double half_leading(const struct inline_style *style)
{
	return (style->p->line_height.optimum.points - style->ascent - style->descent) / 2;
}

static void extend_by(const struct building *building, const struct line_fragment *fragment,
		      double *ascent, double *descent)
{
	const struct line_piece *piece = fragment->piece;
	const struct inline_style *style = piece->style, *strut = building->paragraph->strut;
	bool own_leading = strut->p->line_stacking_strategy == TOKEN_LINE_HEIGHT;
	double leading = own_leading ? half_leading(style) : 0;

	if (piece->kind == PIECE_IMAGE || piece->kind == PIECE_CONTAINER)
		extend(ascent, descent, piece->ascent, piece->descent);
	else if (piece->start < piece->end &&
		 (strut->p->line_height_shift_adjustment != TOKEN_DISREGARD_SHIFTS ||
		  style->rise == 0))
		extend(ascent, descent, style->ascent + leading + style->rise,
		       style->descent + leading - style->rise);
}

static bool is_only_anchors(const struct paragraph *paragraph)
{
	if (paragraph->length)
		return false;
	for (size_t i = 0; i < paragraph->count; i++)
		if (paragraph->pieces[i].optimum != 0)
			return false;
	return true;
}

static void set_extent(struct building *building)
{
	const struct inline_style *strut = building->paragraph->strut;
	enum token strategy = strut->p->line_stacking_strategy;
	double ascent = strut->ascent, descent = strut->descent, leading = half_leading(strut);

	if (is_only_anchors(building->paragraph))
		return;
	if (strategy == TOKEN_LINE_HEIGHT) {
		ascent += leading;
		descent += leading;
		leading = 0;
	}
	for (size_t i = 0; i < building->count && strategy != TOKEN_FONT_HEIGHT; i++)
		extend_by(building, &building->fragments[i], &ascent, &descent);
	building->line->height = ascent + descent + 2 * leading;
	building->line->baseline = ascent + leading;
}

static void set_anchors(struct building *building)
{
	struct line *line = building->line;

	for (size_t i = 0; i < building->count; i++)
		line->anchor_count += building->fragments[i].piece->kind == PIECE_ANCHOR;
	line->anchors = arena_array(building->arena, line->anchor_count + 1, sizeof(struct fo *));
	line->anchor_count = 0;
	for (size_t i = 0; i < building->count; i++)
		if (building->fragments[i].piece->kind == PIECE_ANCHOR)
			line->anchors[line->anchor_count++] = building->fragments[i].piece->node;
}

void build_offset(const struct paragraph *paragraph, const struct fo *node, double width, double *x, double *y)
{
	for (; node && node != paragraph->block; node = node->parent)
		if (node->kind != FO_TEXT && node->kind != FO_WRAPPER)
			edge_offset(node, width, 0, x, y);
}

static void set_insets(struct building *building)
{
	struct line *line = building->line;
	struct line_inset *insets;

	for (size_t i = 0; i < building->count; i++)
		line->inset_count += building->fragments[i].piece->kind == PIECE_CONTAINER;
	if (!line->inset_count)
		return;
	line->insets = insets = arena_array(building->arena, line->inset_count, sizeof(*insets));
	for (size_t i = 0; i < building->count; i++) {
		const struct line_fragment *fragment = &building->fragments[i];
		const struct line_piece *piece = fragment->piece;

		if (piece->kind != PIECE_CONTAINER)
			continue;
		*insets = (struct line_inset){piece->box_content,
					      {.x = fragment->x, .y = line->baseline - piece->ascent,
					       .width = fragment->width, .height = piece->ascent + piece->descent},
					      piece->viewport.y};
		build_offset(building->paragraph, piece->node, line->content->width, &insets->border.x, &insets->border.y);
		insets++;
	}
}

void build_line(struct paragraph *paragraph, size_t start, const struct line_break *end,
		double width, struct line *line)
{
	struct building building = {
		.paragraph = paragraph,
		.arena = paragraph->context->arena,
		.line = line,
		.start = start,
		.lead = break_lead(paragraph, start, end->end),
		.end = end->end,
		.hyphen = end->hyphen,
	};
	bool last = end->end == paragraph->length;
	double available = break_available(paragraph, start, last, width);

	building.visible = end->visible > building.lead ? end->visible : building.lead;
	*line = (struct line){.start = start,
			      .end = end->end,
			      .hyphenated = end->hyphen,
			      .forced = end->forced,
			      .last = last};
	line->content = arena_alloc(building.arena, sizeof(*line->content));
	line->content->paragraph = paragraph;
	line->content->available = available;
	line->content->width = width;
	line->content->align = break_align(paragraph, last || end->forced, &line->content->mirrored);
	if (start > 0)
		build_kept(&building, break_box(paragraph, start), PIECE_OPEN, start);
	build_pieces(&building);
	if (!last)
		build_kept(&building, break_box(paragraph, end->end), PIECE_CLOSE, end->end);
	set_edge_levels(&building);
	drop_last_spacing(&building);
	justify(&building, available, line->content->align);
	add_blank(&building);
	line->content->fragments = building.fragments;
	line->content->count = building.count;
	line->content->visual = visual_order(&building);
	set_places(&building, width, available);
	set_extent(&building);
	set_anchors(&building);
	set_insets(&building);
}
