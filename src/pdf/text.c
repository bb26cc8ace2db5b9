#include "pdf/text.h"

#include <limits.h>
#include <math.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "fo/page.h"
#include "font/face.h"
#include "pdf/cache.h"
#include "pdf/font.h"
#include "pdf/object.h"

/* How far the reader may stray before it is corrected, points: half a dot of a printer of 700 dots to the inch, which nobody sees. */
#define TOLERANCE 0.05
/* From this letter-spacing on (em), readers take letters for words. */
#define WIDE_SPACING 0.1
/* A string of an archive has at most 32767 bytes (ISO 19005-3, 6.1.13), written with escapes twice as many. */
#define STRING_LIMIT 8000

/* Glyphs of one cluster, and the characters that they stand for. */
struct cluster {
	size_t first, last; /* glyphs, last excluded */
	const char *text;
	size_t length;
};

static size_t clamp(size_t value, size_t limit)
{
	return value < limit ? value : limit;
}

/* The cluster that begins with glyph `first`. Text before the first cluster belongs to that. */
static struct cluster cluster_at(const struct run *run, size_t first)
{
	uint32_t offset = run->glyphs[first].cluster;
	size_t last = first + 1, start, end = run->length;
	bool leads;

	while (last < run->count && run->glyphs[last].cluster == offset)
		last++;
	if (run->right_to_left)
		end = first > 0 ? run->glyphs[first - 1].cluster : run->length;
	else if (last < run->count)
		end = run->glyphs[last].cluster;
	leads = run->right_to_left ? last == run->count : first == 0;
	start = leads ? 0 : clamp(offset, run->length);
	end = clamp(end, run->length);
	if (end < start)
		end = start;
	return (struct cluster){first, last, run->text + start, end - start};
}

static size_t count_characters(const char *text, size_t length)
{
	size_t count = 0;

	for (size_t at = 0; at < length; count++)
		pdf_next_character(text, length, &at);
	return count;
}

/* Spaces of a cluster's end that its glyphs do not stand for: one blanked at a wrap stays in the text without a
 * glyph. */
static size_t trailing_spaces(const struct cluster *cluster)
{
	size_t count = 0;

	while (count < cluster->length && cluster->text[cluster->length - 1 - count] == ' ')
		count++;
	return count < cluster->length ? count : 0;
}

/* Set wider than the face wants, by more than readers forgive. */
static bool is_wide(const struct run *run, const struct glyph *glyph)
{
	return (double)(glyph->advance - glyph->natural) >= WIDE_SPACING * run->size;
}

bool pdf_text_needs_span(const struct run *run)
{
	for (size_t i = 0; i < run->count;) {
		const struct glyph *glyph = &run->glyphs[i];

		/* A glyph alone in its cluster, as nearly all are. */
		if ((i + 1 == run->count || glyph[1].cluster != glyph->cluster) && !is_wide(run, glyph)) {
			i++;
			continue;
		}
		struct cluster cluster = cluster_at(run, i);
		size_t glyphs = cluster.last - cluster.first;

		glyph = &run->glyphs[cluster.last - 1];
		if (glyphs > 1 &&
		    glyphs > count_characters(cluster.text,
					      cluster.length - trailing_spaces(&cluster)))
			return true;
		if (cluster.last < run->count && cluster.length && cluster.text[0] != ' ' && is_wide(run, glyph))
			return true;
		i = cluster.last;
	}
	return false;
}

void pdf_text_begin(struct pdf_text *text)
{
	if (text->open)
		return;
	buffer_puts(text->out, "BT\n");
	text->open = true;
	text->line_x = text->line_y = 0;
	text->moved = false;
}

/* A string alone needs no array. */
static void close_array(struct pdf_text *text)
{
	if (!text->array)
		return;
	if (text->array_strings == 1 && text->out->length == text->array_start + 1) {
		text->out->length--;
		text->strings[text->string_count - 1].offset--;
		buffer_puts(text->out, "Tj\n");
	} else {
		buffer_puts(text->out, "]TJ\n");
	}
	text->array = text->string = false;
}

void pdf_text_end(struct pdf_text *text)
{
	if (!text->open)
		return;
	buffer_puts(text->out, "ET\n");
	text->open = false;
}

/* To the start of a run, in twentieths of a point; nothing where the reader stands there already. */
static void move_line(struct pdf_text *text, double x, double y)
{
	long to_x = lround(pdf_bounded(x) * 20), to_y = lround(pdf_bounded(y) * 20);

	if (text->moved && to_y == text->line_y && fabs(pdf_bounded(x) - text->reader) <= TOLERANCE)
		return;
	buffer_decimal(text->out, (double)(to_x - text->line_x) / 20, 2);
	buffer_putc(text->out, ' ');
	buffer_decimal(text->out, (double)(to_y - text->line_y) / 20, 2);
	buffer_puts(text->out, " Td\n");
	text->line_x = to_x;
	text->line_y = to_y;
	text->reader = (double)to_x / 20;
	text->moved = true;
}

static void set_font(struct pdf_text *text, unsigned font)
{
	long thousandths = text->size;

	if (text->state.font == font && text->state.size == thousandths)
		return;
	close_array(text);
	buffer_puts(text->out, "/F");
	buffer_integer(text->out, (long)font);
	buffer_putc(text->out, ' ');
	buffer_decimal(text->out, (double)thousandths / 1000, 3);
	buffer_puts(text->out, " Tf\n");
	text->state = (struct pdf_text_state){font, thousandths};
}

static void set_rise(struct pdf_text *text, double rise)
{
	rise = pdf_bounded(rise);
	if (fabs(text->rise - rise) < 0.001)
		return;
	close_array(text);
	buffer_decimal(text->out, rise, 3);
	buffer_puts(text->out, " Ts\n");
	text->rise = rise;
}

/* Bring the reader to x, in thousandths of the font size. What the face itself asks for, kerning, is a whole number of its units:
 * the same pair is always the same number, whatever was rounded before. Else digits enough for half of what may be astray. */
static void correct(struct pdf_text *text, const struct face *face, double x)
{
	double size = (double)text->state.size / 1000, unit = 1000.0 / (face->upem ? face->upem : 1000), wanted, adjustment;
	int digits = size <= 50 ? 0 : size <= 500 ? 1 : 2;

	if (!(size > 0))
		return;
	wanted = pdf_bounded((text->reader - x) * 1000 / size);
	adjustment = round(round(wanted / unit) * unit * 10) / 10;
	if (fabs(adjustment - wanted) * size / 1000 > TOLERANCE / 2) {
		double scale = digits == 0 ? 1 : digits == 1 ? 10 : 100;

		adjustment = round(wanted * scale) / scale;
	}
	if (adjustment == 0)
		return;
	buffer_decimal(text->out, adjustment, 2);
	text->string = false;
	text->reader -= adjustment * size / 1000;
}

/* Begin an array of glyphs of the current font. */
static void open_array(struct pdf_text *text)
{
	if (text->array)
		return;
	text->array_start = text->out->length;
	text->array_strings = 0;
	text->string = false;
	buffer_putc(text->out, '[');
	text->array = true;
}

static void put_number(struct pdf_text *text, struct pdf_shown shown)
{
	if (!text->string || text->strings[text->string_count - 1].count == STRING_LIMIT) {
		text->strings = memory_grown(text->strings, text->string_count, &text->string_capacity, sizeof *text->strings);
		text->strings[text->string_count++] = (struct pdf_string){(uint32_t)text->out->length, shown.font, 0};
		text->array_strings++;
		text->string = true;
	}
	text->numbers = memory_grown(text->numbers, text->number_count, &text->number_capacity, sizeof *text->numbers);
	text->numbers[text->number_count++] = shown.number;
	text->strings[text->string_count - 1].count++;
}

/* Show one glyph that stands for these characters. */
static void show_glyph(struct pdf_text *text, const struct run *run, uint32_t glyph,
		       const char *characters, size_t length, double x, double rise)
{
	struct pdf_shown shown;

	if (length == 0) {
		characters = "\xEF\xBF\xBD";
		length = 3;
	}
	shown = pdf_font_show(text->fonts, run->face, glyph, characters, length);
	set_font(text, shown.font);
	if (rise != text->rise)
		set_rise(text, rise);
	open_array(text);
	x = pdf_bounded(x);
	if (fabs(x - text->reader) > TOLERANCE)
		correct(text, run->face, x);
	put_number(text, shown);
	text->reader += (double)text->metrics->advances[glyph] * (double)text->state.size / 1000000;
}

/* A glyph that nothing is drawn for, in place of a space: readers need one between words. Else 0: leave it out. */
static uint32_t visible_glyph(const struct pdf_text *text, const struct glyph *glyph,
			      const struct cluster *cluster)
{
	if (glyph->id > 0 && glyph->id < text->metrics->glyph_count)
		return glyph->id;
	if (glyph->id > 0 && cluster->length && cluster->text[0] == ' ')
		return text->metrics->space;
	return 0;
}

/* Show a cluster from pen position x: each glyph but the last stands for one character. Returns the pen position
 * after. */
static double show_cluster(struct pdf_text *text, const struct run *run,
			   const struct cluster *cluster, double x)
{
	size_t spaces = trailing_spaces(cluster), length = cluster->length - spaces, at = 0;

	for (size_t i = cluster->first; i < cluster->last; i++) {
		const struct glyph *glyph = &run->glyphs[i];
		uint32_t shown = visible_glyph(text, glyph, cluster);
		size_t start = at;

		if (i + 1 == cluster->last)
			at = length;
		else if (at < length)
			pdf_next_character(cluster->text, length, &at);
		if (shown)
			show_glyph(text, run, shown, cluster->text + start, at - start,
				   x + (double)glyph->dx, -(double)glyph->dy);
		x += (double)glyph->advance;
	}
	if (spaces && text->metrics->space)
		show_glyph(text, run, text->metrics->space, " ", 1, x, 0);
	return x;
}

/* Whether glyph `i` is, as nearly all are, neither the first nor the last, alone in its cluster, and all that there is to show of its text:
 * what show_cluster would do for it is one show_glyph. */
static bool stands_alone(const struct pdf_text *text, const struct run *run, size_t i)
{
	const struct glyph *glyph = &run->glyphs[i];
	uint32_t end;

	if (i == 0 || i + 1 == run->count || run->right_to_left || glyph->id == 0 || glyph->id >= text->metrics->glyph_count)
		return false;
	end = glyph[1].cluster;
	return glyph->cluster < end && end <= run->length && glyph[-1].cluster != glyph->cluster &&
	       (end - glyph->cluster == 1 || run->text[end - 1] != ' ');
}

void pdf_text_show(struct pdf_text *text, const struct run *run, double page_height)
{
	double x = run->x;

	text->metrics = pdf_cache_metrics(text->cache, run->face);
	text->size = lround(pdf_bounded(run->size) * 1000);
	move_line(text, run->x, page_height - run->y);
	for (size_t i = 0; i < run->count;) {
		const struct glyph *glyph = &run->glyphs[i];
		struct cluster cluster;

		if (stands_alone(text, run, i)) {
			show_glyph(text, run, glyph->id, run->text + glyph->cluster, glyph[1].cluster - glyph->cluster,
				   x + (double)glyph->dx, -(double)glyph->dy);
			x += (double)glyph->advance;
			i++;
			continue;
		}
		cluster = cluster_at(run, i);
		x = show_cluster(text, run, &cluster, x);
		i = cluster.last;
	}
	close_array(text);
	set_rise(text, 0);
}

/* What a literal string may hold only with an escape is four of the 256 bytes (7.3.4.2); of two line feeds in a row Ghostscript
 * reads one, so that they have theirs too. */
static char *put_byte(char *to, char byte)
{
	if (byte == '(' || byte == ')' || byte == '\\' || byte == '\r' || byte == '\n')
		*to++ = '\\';
	*to++ = byte == '\r' ? 'r' : byte == '\n' ? 'n' : byte;
	return to;
}

static void put_codes(const struct pdf_fonts *fonts, const struct pdf_string *string, const uint16_t *numbers, struct buffer *out)
{
	char *begin = buffer_reserve(out, 4 * (size_t)string->count + 2), *to = begin;

	*to++ = '(';
	for (size_t i = 0; i < string->count; i++) {
		bool wide;
		unsigned code = pdf_font_code(fonts, (struct pdf_shown){string->font, numbers[i]}, &wide);

		if (wide)
			to = put_byte(to, (char)(code >> 8));
		to = put_byte(to, (char)code);
	}
	*to++ = ')';
	out->length += (size_t)(to - begin);
}

void pdf_text_fill(const struct pdf_fonts *fonts, const char *content, size_t length, const struct pdf_string *strings,
		   size_t count, const uint16_t *numbers, struct buffer *out)
{
	size_t at = 0;

	buffer_reserve(out, length);
	for (size_t i = 0; i < count; i++) {
		buffer_put(out, content + at, strings[i].offset - at);
		at = strings[i].offset;
		put_codes(fonts, &strings[i], numbers, out);
		numbers += strings[i].count;
	}
	buffer_put(out, content + at, length - at);
}
