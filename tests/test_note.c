/* Documents made at random, with footnotes, in columns, tables and lists, on pages of changing widths: each word stands on one page;
 * so does each piece of a note, in order; a note begins on the page of its anchor, and goes on there or later. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "fo/layout.h"
#include "fo_sample.h"
#include "font/face.h"
#include "image/image.h"

#define NOTES 40
#define PIECES 12
#define WORDS 2000
#define DOCUMENTS 1000

/* A document under making, and then the pages on which its words, anchors and pieces are; 0: on none. */
struct trial {
	struct buffer text;
	uint64_t random;
	int notes, words;
	int pieces[NOTES];
	unsigned standing[WORDS], anchors[NOTES], pages[NOTES][PIECES];
};

static int dice(struct trial *trial, int sides)
{
	trial->random ^= trial->random << 13;
	trial->random ^= trial->random >> 7;
	trial->random ^= trial->random << 17;
	return (int)(trial->random % (uint64_t)sides);
}

static void put_note(struct trial *trial)
{
	int note = trial->notes++;

	trial->pieces[note] = 1 + (dice(trial, 4) ? dice(trial, 3) : dice(trial, PIECES));
	buffer_printf(&trial->text, "<fo:footnote><fo:inline>A%d</fo:inline><fo:footnote-body>", note);
	for (int piece = 0; piece < trial->pieces[note]; piece++)
		buffer_printf(&trial->text, "<fo:block>N%d.%d%s</fo:block>", note, piece,
			      piece % 4 < 3 ? "" : " and what it says, which takes more than one line of a page, at its foot");
	buffer_puts(&trial->text, "</fo:footnote-body></fo:footnote>");
}

static void put_block(struct trial *trial)
{
	static const char *const ways[] = {"", "", "", " keep-with-next='always'", " space-before='5pt'", " keep-with-previous='3'",
					   " break-before='page'", " padding='2pt' border='1pt solid black'"};

	buffer_printf(&trial->text, "<fo:block%s>", ways[dice(trial, sizeof ways / sizeof *ways)]);
	for (int more = dice(trial, 5) ? 1 : 1 + dice(trial, 60); more && trial->words < WORDS; more--)
		buffer_printf(&trial->text, "L%d ", trial->words++);
	for (int more = dice(trial, 4); more == 0 && trial->notes < NOTES; more = dice(trial, 3))
		put_note(trial);
	buffer_puts(&trial->text, "</fo:block>");
}

static void put_blocks(struct trial *trial)
{
	for (int count = 1 + dice(trial, 4); count; count--)
		put_block(trial);
}

static void put_row(struct trial *trial)
{
	bool spans = !dice(trial, 3);

	buffer_printf(&trial->text, "<fo:table-row><fo:table-cell number-rows-spanned='%d'>", spans ? 2 : 1);
	put_blocks(trial);
	buffer_puts(&trial->text, "</fo:table-cell><fo:table-cell>");
	put_blocks(trial);
	buffer_puts(&trial->text, "</fo:table-cell></fo:table-row>");
	if (!spans)
		return;
	buffer_puts(&trial->text, "<fo:table-row><fo:table-cell>");
	put_blocks(trial);
	buffer_puts(&trial->text, "</fo:table-cell></fo:table-row>");
}

static void put_table(struct trial *trial)
{
	buffer_puts(&trial->text, "<fo:table table-layout='fixed' width='100%'><fo:table-header><fo:table-row><fo:table-cell><fo:block>"
				  "H</fo:block></fo:table-cell></fo:table-row></fo:table-header><fo:table-body>");
	for (int rows = 1 + dice(trial, 3); rows; rows--)
		put_row(trial);
	buffer_puts(&trial->text, "</fo:table-body></fo:table>");
}

static void put_list(struct trial *trial)
{
	buffer_puts(&trial->text, "<fo:list-block><fo:list-item><fo:list-item-label end-indent='label-end()'><fo:block>-</fo:block>"
				  "</fo:list-item-label><fo:list-item-body start-indent='body-start()'>");
	put_blocks(trial);
	buffer_puts(&trial->text, "</fo:list-item-body></fo:list-item></fo:list-block>");
}

static void put_document(struct trial *trial)
{
	int columns = 1 + !dice(trial, 4);

	buffer_puts(&trial->text, "<fo:root xmlns:fo='http://www.w3.org/1999/XSL/Format' font-size='10pt' line-height='12pt'>"
				  "<fo:layout-master-set>");
	for (int page = 0; page < 2; page++) /* even pages may be of another size */
		buffer_printf(&trial->text, "<fo:simple-page-master master-name='%c' page-width='%dpt' page-height='%dpt'>"
			      "<fo:region-body column-count='%d' column-gap='10pt'/></fo:simple-page-master>",
			      'a' + page, 240 + 40 * dice(trial, 2), 150 + dice(trial, 60), columns);
	buffer_puts(&trial->text, "<fo:page-sequence-master master-name='p'><fo:repeatable-page-master-alternatives>"
				  "<fo:conditional-page-master-reference master-reference='a' odd-or-even='odd'/>"
				  "<fo:conditional-page-master-reference master-reference='b'/>"
				  "</fo:repeatable-page-master-alternatives></fo:page-sequence-master></fo:layout-master-set>"
				  "<fo:page-sequence master-reference='p'>"
				  "<fo:static-content flow-name='xsl-footnote-separator'><fo:block>--</fo:block></fo:static-content>"
				  "<fo:flow flow-name='xsl-region-body' orphans='1' widows='1'>");
	for (int parts = 3 + dice(trial, 10); parts; parts--)
		switch (dice(trial, 6)) {
		case 0:
			put_table(trial);
			break;
		case 1:
			put_list(trial);
			break;
		default:
			put_blocks(trial);
		}
	buffer_puts(&trial->text, "</fo:flow></fo:page-sequence></fo:root>");
}

/* "L7", "A3" and "N3.1" in a run's text: "L6 L7 A3A4", "N3.1". */
static void see_text(struct trial *trial, const char *text, unsigned page)
{
	while ((text = strpbrk(text, "LAN"))) {
		char kind = *text, *end;
		long number = strtol(text + 1, &end, 10);

		assert_in_range(number, 0, (kind == 'L' ? trial->words : trial->notes) - 1);
		unsigned *seen = kind == 'L' ? &trial->standing[number] : &trial->anchors[number];

		if (kind == 'N')
			seen = &trial->pages[number][strtol(end + 1, &end, 10)];
		assert_int_equal(*seen, 0);
		*seen = page;
		text = end;
	}
}

static int see_page(void *context, const struct page *page)
{
	struct trial *trial = context;
	char text[1024];

	for (size_t i = 0; i < page->count; i++)
		if (page->items[i].kind == ITEM_RUN) {
			const struct run *run = &page->items[i].run;

			snprintf(text, sizeof text, "%.*s", (int)run->length, run->text);
			see_text(trial, text, page->number);
		}
	return 0;
}

static void check(const struct trial *trial)
{
	for (int word = 0; word < trial->words; word++)
		assert_int_not_equal(trial->standing[word], 0);
	for (int note = 0; note < trial->notes; note++) {
		assert_int_not_equal(trial->anchors[note], 0);
		assert_int_equal(trial->pages[note][0], trial->anchors[note]);
		for (int piece = 1; piece < trial->pieces[note]; piece++)
			assert_in_range(trial->pages[note][piece], trial->pages[note][piece - 1], UINT_MAX);
	}
}

static void nothing_is_lost(void **state)
{
	struct messages *none = messages_new();
	struct layout_options options = {.fonts = font_library_open("fonts", none), .images = images_new()};

	(void)state;
	for (uint64_t seed = 1; seed <= DOCUMENTS; seed++) {
		struct trial trial = {.random = seed * 0x9e3779b97f4a7c15u};
		struct page_sink sink = {.page = see_page, .context = &trial};
		struct document document;

		put_document(&trial);
		struct sample sample = sample_whole(buffer_string(&trial.text), false);

		assert_int_equal(layout_document(sample.document, &options, &sink, &document, sample.arena, sample.messages), 0);
		check(&trial);
		sample_free(&sample);
		buffer_free(&trial.text);
	}
	images_free(options.images);
	font_library_free(options.fonts);
	messages_free(none);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_is_lost)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
