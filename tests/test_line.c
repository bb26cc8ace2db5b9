/* Paragraphs: their text, their breaks, where glyphs stand. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <glib.h>
#include <libxml/parser.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/message.h"
#include "fo/placement.h"
#include "font/face.h"
#include "font_fixture.h"

static int close_all(void **state)
{
	xmlCleanupParser();
	return close_library(state);
}

/* ---- a block, set at a width and placed on a page at 0, 0 */

struct sample {
	struct arena *arena;
	struct messages *messages;
	xmlDoc *document;
	struct fo_tree *tree;
	struct line_context context;
	const struct fo *block;
	struct paragraph *paragraph;
	struct line *lines;
	size_t count;
	struct page page;
};

static struct place nowhere(void *context, const xmlNode *node)
{
	(void)context;
	(void)node;
	return PLACE_NONE;
}

static const char *number(void *context, const struct fo *node)
{
	(void)node;
	return context;
}

static const struct fo *find_block(const struct fo *fo)
{
	const struct fo *found = fo->kind == FO_BLOCK ? fo : NULL;

	for (const struct fo *child = fo->first; child && !found; child = child->next)
		found = find_block(child);
	return found;
}

static struct sample sample_open(const char *block, bool strict)
{
	struct sample sample = {.arena = arena_new(), .messages = messages_new()};
	struct buffer source = {0};

	buffer_puts(
		&source,
		"<fo:root xmlns:fo='http://www.w3.org/1999/XSL/Format' xml:lang='fr' "
		"font-family='serif'><fo:layout-master-set>"
		"<fo:simple-page-master master-name='a'><fo:region-body/></fo:simple-page-master>"
		"</fo:layout-master-set><fo:page-sequence master-reference='a'>"
		"<fo:flow flow-name='xsl-region-body'>");
	buffer_puts(&source, block);
	buffer_puts(&source, "</fo:flow></fo:page-sequence></fo:root>");
	sample.document =
		xmlReadMemory(source.data, (int)source.length, "sample.fo", NULL, XML_PARSE_NONET);
	buffer_free(&source);
	assert_non_null(sample.document);
	sample.tree = fo_tree_new(sample.arena, sample.document, false, nowhere, NULL, sample.messages);
	assert_non_null(sample.tree);
	sample.block = find_block(sample.tree->root);
	sample.context = (struct line_context){.arena = sample.arena,
					       .fonts = library,
					       .place = nowhere,
					       .messages = sample.messages,
					       .strict = strict};
	sample.paragraph = paragraph_new(&sample.context, sample.block, sample.block->first,
					 sample.block->last);
	sample.page.arena = sample.arena;
	return sample;
}

static void sample_set(struct sample *sample, double width)
{
	struct placement placement = {.page = &sample->page, .lines = &sample->context, .decoration = true};
	double y = 0;

	assert_non_null(sample->paragraph);
	sample->lines = paragraph_break(sample->paragraph, 0, width, &sample->count);
	sample->page.count = 0;
	for (size_t i = 0; i < sample->count; i++) {
		line_place(&sample->lines[i], &placement, 0, y);
		y += sample->lines[i].height;
	}
}

static struct sample sample_new(const char *block, double width)
{
	struct sample sample = sample_open(block, false);

	sample_set(&sample, width);
	return sample;
}

static void sample_free(struct sample *sample)
{
	xmlFreeDoc(sample->document);
	messages_free(sample->messages);
	arena_free(sample->arena);
}

static const struct item *sample_item(const struct sample *sample, enum item_kind kind,
				      size_t number_of)
{
	for (size_t i = 0; i < sample->page.count; i++)
		if (sample->page.items[i].kind == kind && number_of-- == 0)
			return &sample->page.items[i];
	return NULL;
}

static const struct run *sample_run(const struct sample *sample, size_t number_of)
{
	const struct item *item = sample_item(sample, ITEM_RUN, number_of);

	return item ? &item->run : NULL;
}

/* The text of all runs, "|" where the baseline changes. */
static const char *sample_text(const struct sample *sample)
{
	struct buffer text = {0};
	const struct run *run, *before = NULL;
	const char *copy;

	for (size_t i = 0; (run = sample_run(sample, i)) != NULL; before = run, i++) {
		if (before && before->y != run->y)
			buffer_putc(&text, '|');
		buffer_put(&text, run->text, run->length);
	}
	copy = arena_strdup(sample->arena, buffer_string(&text));
	buffer_free(&text);
	return copy;
}

static void check_text(const char *block, double width, const char *expected)
{
	struct sample sample = sample_new(block, width);

	assert_string_equal(sample_text(&sample), expected);
	sample_free(&sample);
}

/* ---- shaping */

static void a_run_is_as_wide_as_its_glyphs(void **state)
{
	struct sample sample = sample_new("<fo:block font-size='10pt'>Affiche</fo:block>", 200);
	const struct run *run = sample_run(&sample, 0);
	hb_buffer_t *buffer = hb_buffer_create();
	double width = 0, glyphs = 0;
	hb_glyph_position_t *positions;
	unsigned count;

	(void)state;
	hb_buffer_add_utf8(buffer, "Affiche", -1, 0, -1);
	hb_buffer_guess_segment_properties(buffer);
	hb_shape(run->face->font, buffer, NULL, 0);
	positions = hb_buffer_get_glyph_positions(buffer, &count);
	for (unsigned i = 0; i < count; i++)
		width += positions[i].x_advance * 10.0 / run->face->upem;
	for (size_t i = 0; i < run->count; i++)
		glyphs += run->glyphs[i].advance;
	assert_int_equal(run->count, count);
	assert_true(count < strlen("Affiche")); /* Libertine has a ligature for ffi */
	assert_float_equal(run->width, width, 1e-4);
	assert_float_equal(glyphs, width, 1e-4);
	assert_float_equal(sample.lines[0].width, width, 1e-4);
	assert_string_equal(run->face->postscript, "LinLibertineO");
	assert_null(run->lang);
	hb_buffer_destroy(buffer);
	sample_free(&sample);
}

/* Clusters begin at 0, on characters, and rise (fall from right to left): so every byte belongs to one. */
static void check_clusters(const struct run *run)
{
	uint32_t least = UINT32_MAX;

	for (size_t i = 0; i < run->count; i++) {
		uint32_t cluster = run->glyphs[i].cluster;

		assert_true(cluster < run->length);
		assert_true(((unsigned char)run->text[cluster] & 0xc0) != 0x80);
		if (i > 0 && run->right_to_left)
			assert_true(cluster <= run->glyphs[i - 1].cluster);
		else if (i > 0)
			assert_true(cluster >= run->glyphs[i - 1].cluster);
		least = cluster < least ? cluster : least;
	}
	assert_int_equal(least, 0);
}

static void every_byte_belongs_to_a_cluster(void **state)
{
	static const char *const blocks[] = {
		"<fo:block>Le difficile office, l’affaire d’Œdipe ; e\u0301té, naïve</fo:block>",
		"<fo:block font-family='Lato'>action fluide, <fo:inline "
		"font-weight='bold'>petit</fo:inline> titre</fo:block>",
		"<fo:block>avant שלום עולם après</fo:block>",
		"<fo:block direction='rtl'>שלום abc עולם</fo:block>",
		"<fo:block font-variant='small-caps'>Petites Capitales</fo:block>",
		"<fo:block letter-spacing='1pt'>difficile</fo:block>",
		"<fo:block hyphenate='true' text-align='justify'>anticonstitutionnellement "
		"professionnelles</fo:block>",
		"<fo:block>\u200d\u200bmot\u00adcoupé\u2060fin</fo:block>",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(blocks) / sizeof(*blocks); i++) {
		for (int points = 30; points < 300; points += 45) {
			double width = points;
			struct sample sample = sample_new(blocks[i], width);
			const struct run *run;

			for (size_t j = 0; (run = sample_run(&sample, j)) != NULL; j++)
				check_clusters(run);
			sample_free(&sample);
		}
	}
}

static void small_capitals_are_the_face_s_own(void **state)
{
	struct sample sample = sample_new(
		"<fo:block>A<fo:inline font-variant='small-caps'>a</fo:inline></fo:block>", 200);
	const struct run *run = sample_run(&sample, 0);
	hb_codepoint_t plain;

	(void)state;
	hb_font_get_nominal_glyph(run->face->font, 'a', &plain);
	assert_string_equal(sample_text(&sample), "Aa"); /* the text as it was typed */
	assert_int_not_equal(run->glyphs[1].id, plain);
	assert_float_equal(run->size, 12, 1e-9); /* not a capital made small */
	sample_free(&sample);
	sample = sample_new("<fo:block font-family='Lato' font-variant='small-caps'>a</fo:block>",
			    200);
	assert_int_equal(sample.messages->warnings, 1);
	assert_int_equal(sample.messages->list[0].code, M_F707);
	assert_string_equal(sample_run(&sample, 0)->face->family, "Linux Libertine O");
	sample_free(&sample);
}

static void what_cannot_be_shown_is_said(void **state)
{
	static const struct {
		const char *block;
		bool strict;
		enum message_code code;
		size_t errors, warnings;
	} cases[] = {
		{"<fo:block>一</fo:block>", false, M_C406, 0, 1},
		{"<fo:block>一</fo:block>", true, M_C406, 1, 0},
		{"<fo:block font-family='Nobody'>a</fo:block>", false, M_F707, 0, 1},
		{"<fo:block font-family='Nobody'>a</fo:block>", true, M_F707, 1, 0},
		{"<fo:block font-family='monospace' font-style='italic'>a</fo:block>", true, M_F707,
		 1, 0},
		{"<fo:block font-family='Nobody, Lato'>a</fo:block>", true, M_F707, 0, 0},
		{"<fo:block>a<fo:external-graphic src='no.png'/></fo:block>", false, M_F706, 0, 1},
		{"<fo:block>a<fo:external-graphic src='no.png'/></fo:block>", true, M_F706, 1, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct sample sample = sample_open(cases[i].block, cases[i].strict);

		assert_int_equal(sample.messages->errors, cases[i].errors);
		assert_int_equal(sample.messages->warnings, cases[i].warnings);
		if (sample.messages->count)
			assert_int_equal(sample.messages->list[0].code, cases[i].code);
		sample_free(&sample);
	}
}

/* Lato has no Hebrew, Libertine's bold italic no Cyrillic: the text faces of the program do. */
static void another_face_shows_what_one_lacks(void **state)
{
	struct sample sample = sample_new("<fo:block font-family='Lato'>aא</fo:block>", 200);

	(void)state;
	assert_int_equal(sample.messages->count, 0);
	assert_string_equal(sample_run(&sample, 0)->face->family, "Lato");
	assert_string_equal(sample_run(&sample, 1)->face->family, "Linux Libertine O");
	sample_free(&sample);
	sample = sample_new("<fo:block font-weight='bold' font-style='italic'>Жa</fo:block>", 200);
	assert_int_equal(sample.messages->count, 0);
	assert_string_equal(sample_run(&sample, 0)->face->postscript, "LinLibertineOB");
	assert_string_equal(sample_run(&sample, 1)->face->postscript, "LinLibertineOBI");
	sample_free(&sample);
}

/* ---- white space: XSL 1.1, 7.16 and 7.17 */

static void white_space_is_treated(void **state)
{
	static const struct {
		const char *block, *text;
	} cases[] = {
		{"<fo:block>\n  un \t\n deux  </fo:block>", "un deux"},
		{"<fo:block>un <fo:inline> deux </fo:inline> trois</fo:block>", "un deux trois"},
		{"<fo:block>un<fo:inline> </fo:inline></fo:block>", "un"},
		{"<fo:block linefeed-treatment='preserve'>un \n deux</fo:block>", "un |deux"},
		{"<fo:block linefeed-treatment='ignore'>un\ndeux</fo:block>", "undeux"},
		{"<fo:block linefeed-treatment='treat-as-zero-width-space'>un\ndeux</fo:block>",
		 "undeux"},
		{"<fo:block white-space='pre'>  un  x\n  deux</fo:block>", "  un  x |  deux"},
		{"<fo:block white-space-collapse='false'>un   deux</fo:block>", "un   deux"},
		{"<fo:block white-space-treatment='ignore'>un deux</fo:block>", "undeux"},
		{"<fo:block>un\u2028deux</fo:block>", "un |deux"},
		{"<fo:block>un<fo:block>deux</fo:block>trois</fo:block>", "un |deux |trois"},
		{"<fo:block>un<fo:character character='x'/>deux</fo:block>", "unxdeux"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		check_text(cases[i].block, 500, cases[i].text);
}

static void what_collapses_to_nothing_is_no_paragraph(void **state)
{
	static const char *const blocks[] = {
		"<fo:block> \n\t </fo:block>",
		"<fo:block> <fo:inline> </fo:inline> </fo:block>",
		"<fo:block><fo:wrapper/></fo:block>",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(blocks) / sizeof(*blocks); i++) {
		struct sample sample = sample_open(blocks[i], false);

		assert_null(sample.paragraph);
		sample_free(&sample);
	}
}

static void text_is_transformed(void **state)
{
	(void)state;
	check_text("<fo:block text-transform='uppercase'>l’été à Œuf</fo:block>", 500,
		   "L’ÉTÉ À ŒUF");
	check_text("<fo:block text-transform='lowercase'>L’ÉTÉ</fo:block>", 500, "l’été");
	check_text("<fo:block text-transform='capitalize'>un été <fo:inline>d</fo:inline>oré "
		   "l’an</fo:block>",
		   500, "Un Été Doré L’an");
}

/* ---- breaks */

static void lines_break_where_they_may(void **state)
{
	static const struct {
		const char *block, *text;
		double width;
	} cases[] = {
		{"<fo:block>un deux trois</fo:block>", "un |deux |trois", 5},
		{"<fo:block>un\u00a0deux\u202ftrois</fo:block>", "un\u00a0deux\u202ftrois", 5},
		{"<fo:block>Qui\u202f? Moi\u00a0: oui</fo:block>", "Qui\u202f? |Moi\u00a0: |oui",
		 5},
		{"<fo:block>un\u200bdeux</fo:block>", "un|deux", 5},
		{"<fo:block>un\u00addeux</fo:block>", "un\u00ad|deux", 5},
		{"<fo:block>un\u00addeux</fo:block>", "undeux", 500},
		{"<fo:block>peut-être</fo:block>", "peut-|être", 5},
		{"<fo:block wrap-option='no-wrap'>un deux</fo:block>", "un deux", 5},
		{"<fo:block>un <fo:inline keep-together.within-line='always'>deux "
		 "trois</fo:inline> x</fo:block>",
		 "un |deux trois |x", 5},
		{"<fo:block hyphenate='true'>certification</fo:block>",
		 "cer\u00ad|ti\u00ad|fi\u00ad|ca\u00ad|tion", 5},
		{"<fo:block hyphenate='true'>Delacroix</fo:block>", "Delacroix", 5},
		{"<fo:block hyphenate='true' xml:lang='en-US'>hyphenation</fo:block>",
		 "hy\u00ad|phen\u00ad|ation", 5},
		{"<fo:block>certification</fo:block>", "certification", 5},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		check_text(cases[i].block, cases[i].width, cases[i].text);
}

static void a_hyphen_is_shown_and_is_a_soft_one_in_the_text(void **state)
{
	struct sample sample =
		sample_new("<fo:block hyphenate='true'>certification</fo:block>", 45);
	const struct run *run = sample_run(&sample, 0);
	hb_codepoint_t hyphen;

	(void)state;
	hb_font_get_nominal_glyph(run->face->font, 0x2010, &hyphen);
	assert_true(sample.lines[0].hyphenated);
	assert_false(sample.lines[sample.count - 1].hyphenated);
	assert_int_equal(run->glyphs[run->count - 1].id, hyphen);
	assert_true(run->glyphs[run->count - 1].advance > 1);
	assert_string_equal(run->text + run->length - 2, "\u00ad");
	assert_true(run->width <= 45.01);
	sample_free(&sample);
}

#define LOREM                                                                                            \
	"Le jury, réuni en séance plénière, certifie que le candidat a démontré l’ensemble des " \
	"compétences "                                                                                  \
	"exigées par le référentiel de certification et lui délivre en conséquence le présent "    \
	"parchemin, "                                                                                    \
	"pour servir et valoir ce que de droit, sous réserve des textes qui seraient publiés "         \
	"plus tard."

static void justified_lines_end_at_the_width(void **state)
{
	struct sample sample = sample_new(
		"<fo:block text-align='justify' hyphenate='true'>" LOREM "</fo:block>", 180);

	(void)state;
	assert_true(sample.count > 5);
	for (size_t i = 0; i < sample.count; i++) {
		const struct run *run = sample_run(&sample, i);
		double width = 0;

		for (size_t j = 0; j < run->count; j++)
			width += run->glyphs[j].advance;
		assert_float_equal(run->x, 0, 1e-9);
		assert_float_equal(run->width, width, 0.001);
		if (i + 1 < sample.count)
			assert_float_equal(run->width, 180, 0.01);
		else
			assert_true(run->width < 180);
	}
	sample_free(&sample);
}

/* What is minimised: how far each line but the last has to be stretched or shrunk. Spaces give a half, and a third. */
static double demerits(const struct sample *sample, double width)
{
	double sum = 0;

	for (size_t i = 0; i + 1 < sample->count; i++) {
		const struct run *run = sample_run(sample, i);
		double natural = 0, spaces = 0, ratio;

		for (size_t j = 0; j < run->count; j++) {
			bool blank = run->text[run->glyphs[j].cluster] == ' ';

			if (blank && run->glyphs[j].advance == 0)
				continue;
			natural += run->glyphs[j].natural;
			spaces += blank ? run->glyphs[j].natural : 0;
		}
		ratio = fabs(width - natural) / (spaces * (natural < width ? 1.0 / 2 : 1.0 / 3));
		sum += pow(1 + 100 * pow(ratio, 3), 2);
	}
	return sum;
}

static double squares_of_room(const struct sample *ragged, double width)
{
	double sum = 0;

	for (size_t i = 0; i + 1 < ragged->count; i++)
		sum += pow(width - ragged->lines[i].width, 2);
	return sum;
}

static void choosing_over_the_whole_paragraph_is_no_worse(void **state)
{
	double chosen = 0, greedy = 0;

	(void)state;
	for (int points = 120; points <= 320; points += 20) {
		double width = points;
		struct sample justified =
			sample_new("<fo:block text-align='justify'>" LOREM "</fo:block>", width);
		struct sample ragged = sample_new("<fo:block>" LOREM "</fo:block>", width);

		assert_true(demerits(&justified, width) <= demerits(&ragged, width) * 1.0001);
		greedy += squares_of_room(&ragged, width);
		/* The same breaks, not justified: a line to each. */
		for (size_t i = 0; i + 1 < justified.count; i++) {
			const struct run *run = sample_run(&justified, i);
			double natural = 0;

			for (size_t j = 0; j < run->count; j++)
				natural += run->glyphs[j].advance == 0 ? 0 : run->glyphs[j].natural;
			chosen += pow(width - natural, 2);
		}
		sample_free(&justified);
		sample_free(&ragged);
	}
	assert_true(chosen < greedy);
}

/* A line that is broken again, from a position on and at another width, goes on where the first stopped. */
static void a_paragraph_can_be_broken_again(void **state)
{
	struct sample sample = sample_new("<fo:block text-indent='20pt'>" LOREM "</fo:block>", 200);
	size_t middle = sample.lines[2].start, count;
	struct line *again = paragraph_break(sample.paragraph, middle, 100, &count);

	(void)state;
	assert_int_equal(again[0].start, middle);
	assert_int_equal(again[count - 1].end, sample.lines[sample.count - 1].end);
	assert_true(again[count - 1].last && !again[0].last);
	for (size_t i = 1; i < count; i++)
		assert_int_equal(again[i].start, again[i - 1].end);
	for (size_t i = 0; i < count; i++)
		assert_true(again[i].width <= 100.01);
	sample.page.count = 0;
	line_place(&again[0], &(struct placement){.page = &sample.page, .decoration = true}, 0, 0);
	assert_float_equal(sample_run(&sample, 0)->x, 0, 1e-9); /* no text-indent here */
	sample_free(&sample);
}

static void widths_are_those_of_the_longest_word_and_of_all(void **state)
{
	struct sample sample = sample_new(
		"<fo:block>un certificat <fo:inline>de plus</fo:inline></fo:block>", 500);
	struct sample word = sample_new("<fo:block>certificat</fo:block>", 500);
	double minimum, maximum;

	(void)state;
	paragraph_widths(sample.paragraph, &minimum, &maximum);
	assert_float_equal(maximum, sample.lines[0].width, 0.001);
	assert_float_equal(minimum, word.lines[0].width, 0.001);
	/* At its largest width it is one line, at less it is not. */
	sample_set(&sample, maximum);
	assert_int_equal(sample.count, 1);
	sample_set(&sample, maximum - 0.1);
	assert_int_equal(sample.count, 2);
	sample_free(&word);
	sample_free(&sample);
}

/* ---- place */

static void lines_are_aligned(void **state)
{
	static const struct {
		const char *attributes;
		double indent, room; /* x = indent + room * (what is free) */
	} cases[] = {
		{"", 0, 0},
		{"text-align='center'", 0, 0.5},
		{"text-align='end'", 0, 1},
		{"text-align='right'", 0, 1},
		{"text-align='inside'", 0, 0},
		{"text-align='outside'", 0, 1},
		{"text-align='justify'", 0, 0},
		{"text-align='justify' text-align-last='end'", 0, 1},
		{"text-indent='30pt'", 30, 0},
		{"text-indent='10%'", 20, 0},
		{"text-indent='-30pt'", -30, 0},
		{"direction='rtl'", 0, 1},
		{"direction='rtl' text-align='end'", 0, 0},
		{"direction='rtl' text-align='left'", 0, 1}, /* left is start: XSL 1.1, 7.16.9 */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char block[200];
		struct sample sample;
		const struct run *run;

		snprintf(block, sizeof(block), "<fo:block %s>mot</fo:block>", cases[i].attributes);
		sample = sample_new(block, 200);
		run = sample_run(&sample, 0);
		assert_float_equal(run->x, cases[i].indent + cases[i].room * (200 - run->width),
				   0.001);
		sample_free(&sample);
	}
}

static void right_to_left_text_is_reordered(void **state)
{
	struct sample sample = sample_new("<fo:block>ab שלום cd</fo:block>", 500);
	const struct run *latin = sample_run(&sample, 0), *hebrew = sample_run(&sample, 1),
			 *last = sample_run(&sample, 2);

	(void)state;
	assert_string_equal(sample_text(&sample),
			    "ab שלום cd"); /* runs come in the order of reading */
	assert_false(latin->right_to_left);
	assert_true(hebrew->right_to_left);
	assert_int_equal(hebrew->glyphs[0].cluster,
			 strlen("שלו")); /* the last letter is leftmost */
	assert_float_equal(latin->x + latin->width, hebrew->x, 0.001);
	assert_float_equal(hebrew->x + hebrew->width, last->x, 0.001);
	sample_free(&sample);
	sample = sample_new("<fo:block direction='rtl'>ab <fo:inline color='red'>cd</fo:inline> "
			    "שלום</fo:block>",
			    500);
	latin = sample_run(&sample, 0);
	hebrew = sample_run(&sample, sample_run(&sample, 3) ? 3 : 2);
	assert_true(hebrew->right_to_left);
	assert_true(hebrew->x < latin->x);
	sample_free(&sample);
}

static void lines_are_as_high_as_line_height_says(void **state)
{
	static const struct {
		const char *block;
		double height;
	} cases[] = {
		{"<fo:block font-size='10pt'>mot</fo:block>", 12},
		{"<fo:block font-size='10pt' line-height='15pt'>mot</fo:block>", 15},
		{"<fo:block font-size='10pt' line-height='2'>mot</fo:block>", 20},
		{"<fo:block font-size='10pt' line-height='15pt'>mot <fo:inline "
		 "font-size='5pt'>bas</fo:inline></fo:block>",
		 15},
		{"<fo:block font-size='10pt' line-stacking-strategy='font-height'>m<fo:inline "
		 "font-size='30pt'>M</fo:inline></fo:block>",
		 12},
		/* What is larger counts with its em box, and the half-leading of the block: 20 + 2. */
		{"<fo:block font-size='10pt'>mot <fo:inline "
		 "font-size='20pt'>haut</fo:inline></fo:block>",
		 22},
		/* Here with its own line-height. */
		{"<fo:block font-size='10pt' line-stacking-strategy='line-height'>m<fo:inline "
		 "font-size='20pt' "
		 "line-height='30pt'>M</fo:inline></fo:block>",
		 30},
		{"<fo:block font-size='10pt' "
		 "line-height-shift-adjustment='disregard-shifts'>m<fo:inline "
		 "baseline-shift='super'>2</fo:inline></fo:block>",
		 12},
		{"<fo:block font-size='10pt'>m<fo:inline "
		 "baseline-shift='5pt'>2</fo:inline></fo:block>",
		 17},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct sample sample = sample_new(cases[i].block, 500);

		assert_float_equal(sample.lines[0].height, cases[i].height, 0.001);
		sample_free(&sample);
	}
}

static void spacing_is_added(void **state)
{
	struct sample plain = sample_new("<fo:block>un mot</fo:block>", 500);
	struct sample letters = sample_new("<fo:block letter-spacing='2pt'>un mot</fo:block>", 500);
	struct sample words = sample_new("<fo:block word-spacing='5pt'>un mot</fo:block>", 500);

	(void)state;
	/* Between six letters there are five gaps. */
	assert_float_equal(letters.lines[0].width, plain.lines[0].width + 10, 0.001);
	assert_float_equal(words.lines[0].width, plain.lines[0].width + 5, 0.001);
	sample_free(&plain);
	sample_free(&letters);
	sample_free(&words);
}

static void inlines_have_borders_backgrounds_and_scores(void **state)
{
	struct sample sample = sample_new(
		"<fo:block font-size='10pt'>a<fo:inline background-color='red' padding='2pt' "
		"border='1pt solid black' text-decoration='underline'>b</fo:inline>c</fo:block>",
		500);
	const struct run *a = sample_run(&sample, 0), *b = sample_run(&sample, 1),
			 *c = sample_run(&sample, 2);
	const struct rectangle *back = &sample_item(&sample, ITEM_RECTANGLE, 0)->rectangle;
	const struct rule *score = &sample_item(&sample, ITEM_RULE, 4)->rule;

	(void)state;
	assert_float_equal(b->x, a->x + a->width + 3, 0.001);
	assert_float_equal(c->x, b->x + b->width + 3, 0.001);
	/* A background covers the padding, not the borders. */
	assert_float_equal(back->x, a->width + 1, 0.001);
	assert_float_equal(back->width, b->width + 4, 0.001);
	assert_float_equal(back->height, 10 + 4, 0.001);
	assert_float_equal(score->x1, b->x, 0.001);
	assert_float_equal(score->x2, b->x + b->width, 0.001);
	assert_true(score->y1 > b->y && score->y1 < b->y + 2);
	sample_free(&sample);
	/* Broken over two lines, it has its start border on the first and its end border on the second. */
	sample = sample_new(
		"<fo:block><fo:inline border='1pt solid black'>un deux</fo:inline></fo:block>", 5);
	assert_int_equal(sample.count, 2);
	assert_non_null(sample_item(&sample, ITEM_RULE, 5));
	assert_null(sample_item(&sample, ITEM_RULE, 6));
	sample_free(&sample);
}

static void links_are_where_their_text_is(void **state)
{
	struct sample sample = sample_new(
		"<fo:block>a <fo:basic-link external-destination='https://example.org/'>le \n site"
		"</fo:basic-link> <fo:basic-link id='x' "
		"internal-destination='x'>là</fo:basic-link></fo:block>",
		500);
	const struct link *first = &sample_item(&sample, ITEM_LINK, 0)->link,
			  *second = &sample_item(&sample, ITEM_LINK, 1)->link;

	(void)state;
	assert_string_equal(first->uri, "https://example.org/");
	assert_null(first->destination);
	assert_string_equal(first->text, "le site");
	assert_string_equal(second->destination, "x");
	assert_true(first->x > 5 && first->width > 20 && first->height > 10);
	assert_true(second->x > first->x + first->width);
	sample_free(&sample);
}

static void leaders_fill_the_line(void **state)
{
	struct sample sample = sample_new("<fo:block text-align-last='justify'>a<fo:leader "
					  "leader-pattern='dots'/>b</fo:block>",
					  200);
	const struct run *a = sample_run(&sample, 0), *dots = sample_run(&sample, 1),
			 *b = sample_run(&sample, 2);

	(void)state;
	assert_float_equal(b->x + b->width, 200, 0.001);
	assert_true(dots->x >= a->x + a->width - 0.001);
	assert_float_equal(dots->x + dots->width, b->x, 0.01); /* dots stand against what follows */
	assert_true(dots->count > 40);
	sample_free(&sample);
	sample = sample_new("<fo:block><fo:leader leader-pattern='rule' leader-length='50%' "
			    "rule-thickness='2pt'/></fo:block>",
			    200);
	assert_float_equal(sample_item(&sample, ITEM_RULE, 0)->rule.x2, 100, 0.001);
	assert_float_equal(sample_item(&sample, ITEM_RULE, 0)->rule.thickness, 2, 0.001);
	sample_free(&sample);
	sample = sample_new("<fo:block><fo:leader leader-pattern='use-content' "
			    "leader-length='40pt'>xy</fo:leader></fo:block>",
			    200);
	assert_string_equal(sample_run(&sample, 1)->text, "xy");
	sample_free(&sample);
	sample = sample_new("<fo:block><fo:leader leader-pattern='dots' leader-length='20pt' "
			    "leader-pattern-width='5%' background-color='red'/></fo:block>",
			    100);
	assert_int_equal(sample_run(&sample, 0)->count, 4);
	assert_float_equal(sample_item(&sample, ITEM_RECTANGLE, 0)->rectangle.width, 20, 0.001);
	sample_free(&sample);
	/* However long, it is bounded. */
	sample = sample_new("<fo:block><fo:leader leader-pattern='dots' leader-length='10000000pt'/>"
			    "</fo:block>",
			    100);
	assert_int_equal(sample_run(&sample, 0)->count, 2000);
	sample_free(&sample);
}

static void page_numbers_are_set_when_the_line_is_placed(void **state)
{
	struct sample sample =
		sample_open("<fo:block text-align='end'>page <fo:page-number/></fo:block>", false);
	char text[] = "7";
	const struct run *run;

	(void)state;
	sample.context.citation = number;
	sample.context.citation_context = text;
	sample_set(&sample, 200);
	assert_string_equal(sample_text(&sample), "page 7");
	run = sample_run(&sample, 0);
	run = sample_run(&sample, 1) ? sample_run(&sample, 1) : run;
	assert_float_equal(run->x + run->width, 200, 0.001);
	sample_free(&sample);
}

static void anchors_are_told_with_their_line(void **state)
{
	struct sample sample = sample_new("<fo:block>un deux <fo:inline id='ici'>trois</fo:inline> "
					  "quatre<fo:footnote><fo:inline>1</fo:inline>"
					  "<fo:footnote-body><fo:block>note</fo:block></"
					  "fo:footnote-body></fo:footnote></fo:block>",
					  5);

	(void)state;
	assert_string_equal(sample_text(&sample), "un |deux |trois |quatre1");
	assert_int_equal(sample.lines[0].anchor_count, 0);
	assert_int_equal(sample.lines[2].anchor_count, 1);
	assert_string_equal(sample.lines[2].anchors[0]->id, "ici");
	assert_int_equal(sample.lines[3].anchor_count, 1);
	assert_int_equal(sample.lines[3].anchors[0]->kind, FO_FOOTNOTE);
	sample_free(&sample);
}

static void a_line_too_wide_is_said(void **state)
{
	struct sample sample = sample_new("<fo:block>anticonstitutionnellement</fo:block>", 20);

	(void)state;
	assert_int_equal(sample.messages->warnings, 1);
	assert_int_equal(sample.messages->list[0].code, M_F704);
	sample_free(&sample);
}

/* Y is drawn nearer to a space than it stands at the end of a line. */
static void a_last_letter_is_as_wide_as_it_stands(void **state)
{
	struct sample sample = sample_new(
		"<fo:block font-family='Lato' font-weight='bold'>FERNÁNDEZ Y NÚÑEZ FY José</fo:block>", 500);
	double longest = sample.lines[0].width;

	(void)state;
	for (double width = longest / 2; width < longest; width += 0.02) {
		size_t count;
		const struct line *lines = paragraph_break(sample.paragraph, 0, width, &count);

		for (size_t i = 0; i < count; i++)
			assert_true(lines[i].width <= width + 0.01);
	}
	sample_free(&sample);
}

/* What comes from the cache is what was shaped. */
static void the_cache_changes_nothing(void **state)
{
	const char *block = "<fo:block hyphenate='true' text-align='justify'>" LOREM
			    " <fo:inline font-weight='bold'>fin</fo:inline></fo:block>";
	struct sample first = sample_new(block, 150), second = sample_new(block, 150);

	(void)state;
	assert_int_equal(first.page.count, second.page.count);
	for (size_t i = 0; i < first.page.count; i++) {
		const struct run *a = sample_run(&first, i), *b = sample_run(&second, i);

		assert_int_equal(a->count, b->count);
		assert_memory_equal(a->glyphs, b->glyphs, a->count * sizeof(*a->glyphs));
		assert_string_equal(a->text, b->text);
		assert_true(a->x == b->x && a->y == b->y);
	}
	sample_free(&first);
	sample_free(&second);
}

/* ---- paragraphs that come again */

static void a_text_that_comes_again_has_the_same_lines(void **state)
{
	struct sample sample = sample_open("<fo:block>un deux trois</fo:block><fo:block>un deux trois</fo:block>"
					   "<fo:block>un deux trois</fo:block>", true);
	const struct fo *blocks[] = {sample.block, sample.block->next, sample.block->next->next};
	struct structure *structure = structure_new(sample.arena, sample.tree);
	struct line *lines;
	size_t count = 0;

	(void)state;
	sample_set(&sample, 40);
	sample.context.repeats = repeats_new(SIZE_MAX);
	for (size_t i = 0; i < 3; i++) {
		lines = repeats_find(&sample.context, blocks[i], blocks[i]->first, 40, &count);
		assert_int_equal(lines != NULL, i > 0); /* kept from the second time on */
		assert_null(repeats_find(&sample.context, blocks[i], blocks[i]->first, 50 + (double)i, &count));
	}
	assert_int_equal(count, sample.count);
	for (size_t i = 0; i < count; i++) {
		struct page page = {.arena = sample.arena};
		double y = 0;

		for (size_t j = 0; j < i; j++)
			y += lines[j].height;
		line_place(&lines[i], &(struct placement){.page = &page, .structure = structure}, 0, y);
		assert_int_equal(page.count, 1);
		assert_ptr_equal(page.items[0].element, structure_element(structure, blocks[2]->first));
		assert_int_equal(page.items[0].element->role, ELEMENT_P);
		assert_string_equal(page.items[0].run.text, sample_run(&sample, i)->text);
		assert_true(fabs(page.items[0].run.y - sample_run(&sample, i)->y) < 1e-9);
	}
	repeats_free(sample.context.repeats);
	sample_free(&sample);
}

/* What would be said of each is not shared, and what is not of the tree as it was read is not either. */
static void some_texts_are_not_repeats(void **state)
{
	struct sample sample = sample_open("<fo:block>一</fo:block><fo:block>un <fo:inline>deux</fo:inline></fo:block>", false);
	const struct fo *missing = sample.block, *mixed = missing->next;
	size_t count;

	(void)state;
	sample.context.repeats = repeats_new(SIZE_MAX);
	assert_null(repeats_find(&sample.context, missing, missing->first, 40, &count));
	assert_non_null(repeats_find(&sample.context, missing, missing->first, 40, &count));
	assert_int_equal(sample.messages->warnings, 2); /* when the sample was opened, and now */
	assert_null(repeats_find(&sample.context, missing, missing->first, 40, &count));
	for (int i = 0; i < 3; i++)
		assert_null(repeats_find(&sample.context, mixed, mixed->last, 40, &count));
	repeats_free(sample.context.repeats);
	sample.context.repeats = repeats_new(missing->first->index);
	for (int i = 0; i < 3; i++)
		assert_null(repeats_find(&sample.context, missing, missing->first, 40, &count));
	repeats_free(sample.context.repeats);
	sample_free(&sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_run_is_as_wide_as_its_glyphs),
		cmocka_unit_test(every_byte_belongs_to_a_cluster),
		cmocka_unit_test(small_capitals_are_the_face_s_own),
		cmocka_unit_test(what_cannot_be_shown_is_said),
		cmocka_unit_test(another_face_shows_what_one_lacks),
		cmocka_unit_test(white_space_is_treated),
		cmocka_unit_test(what_collapses_to_nothing_is_no_paragraph),
		cmocka_unit_test(text_is_transformed),
		cmocka_unit_test(lines_break_where_they_may),
		cmocka_unit_test(a_hyphen_is_shown_and_is_a_soft_one_in_the_text),
		cmocka_unit_test(justified_lines_end_at_the_width),
		cmocka_unit_test(choosing_over_the_whole_paragraph_is_no_worse),
		cmocka_unit_test(a_paragraph_can_be_broken_again),
		cmocka_unit_test(widths_are_those_of_the_longest_word_and_of_all),
		cmocka_unit_test(lines_are_aligned),
		cmocka_unit_test(right_to_left_text_is_reordered),
		cmocka_unit_test(lines_are_as_high_as_line_height_says),
		cmocka_unit_test(spacing_is_added),
		cmocka_unit_test(inlines_have_borders_backgrounds_and_scores),
		cmocka_unit_test(links_are_where_their_text_is),
		cmocka_unit_test(leaders_fill_the_line),
		cmocka_unit_test(page_numbers_are_set_when_the_line_is_placed),
		cmocka_unit_test(anchors_are_told_with_their_line),
		cmocka_unit_test(a_line_too_wide_is_said),
		cmocka_unit_test(a_last_letter_is_as_wide_as_it_stands),
		cmocka_unit_test(the_cache_changes_nothing),
		cmocka_unit_test(a_text_that_comes_again_has_the_same_lines),
		cmocka_unit_test(some_texts_are_not_repeats),
	};

	return cmocka_run_group_tests(tests, open_library, close_all);
}
