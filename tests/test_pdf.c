/* The archival writer: what readers that are not ours find in the files. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/message.h"
#include "image/image.h"
#include "pdf/cache.h"
#include "pdf/form.h"
#include "pdf/import.h"
#include "pdf/numbering.h"
#include "pdf/object.h"
#include "pdf/pdf.h"
#include "sample_page.h"
#include "font_fixture.h"

static struct pdf_cache *cache;
static struct arena *arena;
static char folder[] = "/tmp/test_pdf.XXXXXX";

static const struct pdf_options options = {
	.title = "Procès-verbal",
	.lang = "fr-FR",
	.date = "D:20241106170000+01'00'",
	.producer = "parchemin test",
	.attachments = &(const struct pdf_attachment){"dossier.xml", "text/xml", "Source", "<dossier/>", 10},
	.attachment_count = 1,
};

static int set_up(void **state)
{
	cache = pdf_cache_new(NULL);
	arena = arena_new();
	return mkdtemp(folder) ? open_library(state) : -1;
}

static int tear_down(void **state)
{
	char command[64];

	arena_free(arena);
	pdf_cache_free(cache);
	close_library(state);
	snprintf(command, sizeof command, "rm -r %s", folder);
	return system(command);
}

static const struct face *face(const char *family, int weight, bool italic)
{
	const struct face *found = font_library_find(library, family, weight, italic);

	assert_non_null(found);
	return found;
}

static struct document document_new(void)
{
	return (struct document){.title = "Essai",
				 .lang = "fr-FR",
				 .root = element_new(arena, NULL, ELEMENT_DOCUMENT)};
}

/* The file of these pages. */
static struct buffer make(const struct document *document, const struct page *pages, size_t count,
			  struct pdf_cache *with)
{
	struct pdf *pdf = pdf_new(&options, with);
	struct buffer out = {0};

	for (size_t i = 0; i < count; i++)
		assert_int_equal(pdf_page(pdf, &pages[i]), 0);
	pdf_end(pdf, document, &out);
	return out;
}

/* What a command says of a file; %s stands for its path. */
static const char *ask(const char *command, const struct buffer *file)
{
	static struct buffer answer;
	char path[64], line[256];
	FILE *stream;
	size_t n;

	snprintf(path, sizeof path, "%s/a.pdf", folder);
	assert_int_equal(file_save(path, file->data, file->length), 0);
	snprintf(line, sizeof line, command, path);
	buffer_clear(&answer);
	stream = popen(line, "r");
	assert_non_null(stream);
	while ((n = fread(buffer_reserve(&answer, 4096), 1, 4096, stream)) > 0)
		answer.length += n;
	assert_int_equal(pclose(stream), 0);
	return buffer_string(&answer);
}

static void assert_has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("\"%s\" is not in:\n%s", part, text);
}

/* The file with one object after the other, streams inflated. */
#define QDF "qpdf --qdf --object-streams=disable %s -"

static void text_is_given_back_exactly(void **state)
{
	static const struct {
		const char *family;
		int weight;
		bool italic;
		const char *text, *features;
		double spacing; /* em */
	} cases[] = {
		{"Lato", 400, false, "Délibération", NULL, 0},
		{"Lato", 400, false, "attitude identité station", NULL,
		 0}, /* the ligature "ti" has no code */
		{"Lato", 700, false, "Efficace, affine, difficile", NULL, 0},
		{"Linux Libertine O", 400, false, "Efficace, affine, difficile, Thomas", NULL, 0},
		{"Linux Libertine O", 400, true, "Œuvre, cœur, Ÿ, œ, æ, ñ, «guillemets»", NULL, 0},
		{"Linux Libertine O", 700, false, "Certificat de compétences", "smcp", 0},
		{"Linux Libertine O", 400, false, "PETITES capitales", "c2sc", 0},
		{"Linux Libertine O", 400, false, "aAbB petites", "smcp", 0},
		{"Lato", 400, false, "CERTIFICAT", NULL, 0.125},
		{"Linux Libertine O", 400, false, "PARCHEMIN", NULL, 0.3},
		{"Lato", 400, false, "porte-monnaie", NULL, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct document document = document_new();
		struct element *p = element_new(arena, document.root, ELEMENT_P);
		struct page page = sample_page(arena, 595, 842);
		char wanted[128];

		sample_text(&page, p, face(cases[i].family, cases[i].weight, cases[i].italic), 12,
			    72, 100, cases[i].text, cases[i].features, cases[i].spacing * 12);
		struct buffer file = make(&document, &page, 1, cache);

		ask("qpdf --check %s >/dev/null", &file);
		snprintf(wanted, sizeof wanted, "%s\n\n\f", cases[i].text);
		assert_string_equal(ask("pdftotext -enc UTF-8 %s -", &file), wanted);
		buffer_free(&file);
	}
}

/* pdftotext makes plain spaces of them: the maps are read instead. */
static void one_glyph_keeps_its_several_texts(void **state)
{
	struct document document = document_new();
	struct page page = sample_page(arena, 595, 842);
	const char *answer;

	(void)state;
	sample_text(&page, element_new(arena, document.root, ELEMENT_P), face("Lato", 400, false),
		    12, 72, 100, "3\u202F450 et 12\u00A0% por\u00ADte", NULL, 0);
	struct buffer file = make(&document, &page, 1, cache);

	answer = ask(QDF " | tr -d '\\0' | grep -a '^<..><'", &file);
	assert_has(answer, "><0020>\n");
	assert_has(answer, "><00A0>\n");
	assert_has(answer, "><202F>\n");
	assert_has(answer, "><0030>\n"); /* all of 0 to 5, in a range */
	buffer_free(&file);
}

/* Two faces, a repeated glyph for two texts (the small capital a), a wrapped line. */
static struct page sample(struct document *document)
{
	struct element *h1 = element_new(arena, document->root, ELEMENT_H1);
	struct element *p = element_new(arena, document->root, ELEMENT_P);
	struct page page = sample_page(arena, 595, 842);
	double x;

	sample_rule(&page, 72, 60, 523, 60, 1.5, LINE_SOLID, (struct color){0.6, 0.1, 0.1, 1});
	sample_text(&page, h1, face("Linux Libertine O", 700, false), 24, 72, 100, "Certificat",
		    "smcp", 0);
	x = sample_text(&page, p, face("Lato", 400, false), 11, 72, 140, "Le jury atteste que la ",
			NULL, 0);
	sample_text(&page, p, face("Lato", 700, false), 11, x, 140, "candidate ", NULL, 0);
	sample_text(&page, p, face("Lato", 400, false), 11, 72, 156, "a validé le bloc.", NULL, 0);
	page_item(&page, ITEM_RECTANGLE, NULL)->rectangle =
		(struct rectangle){72, 300, 100, 50, {0.9, 0.9, 0.8, 0.5}};
	return page;
}

static void fonts_are_cut_embedded_and_readable(void **state)
{
	struct document document = document_new();
	struct page page = sample(&document);
	struct buffer file = make(&document, &page, 1, cache);
	char *answer = memory_strdup(ask("pdffonts %s | tail -n +3", &file));
	int lines = 0;

	(void)state;
	for (char *line = strtok(answer, "\n"); line; line = strtok(NULL, "\n"), lines++) {
		assert_true(line[6] == '+');
		/* emb sub uni: all yes */
		assert_has(line, "yes yes yes");
		assert_has(line, strstr(line, "Lato") ? "CID TrueType" : "CID Type 0C");
	}
	assert_int_equal(lines, 3);
	assert_string_equal(
		ask("pdftotext -enc UTF-8 %s -", &file),
		"Certificat\nLe jury atteste que la candidate\na validé le bloc.\n\n\f");
	free(answer);
	buffer_free(&file);
}

static void bytes_do_not_depend_on_what_was_made_before(void **state)
{
	struct document document = document_new();
	struct page page = sample(&document);
	struct buffer first = make(&document, &page, 1, cache);
	struct pdf_cache *fresh = pdf_cache_new(NULL);

	(void)state;
	for (int i = 0; i < 50; i++) {
		struct document other = document_new();
		struct page between = sample_page(arena, 595, 842);
		char text[32];

		snprintf(text, sizeof text, "Document %c%c%d", 'A' + i % 26, 'a' + i / 2 % 26, i);
		sample_text(&between, element_new(arena, other.root, ELEMENT_P),
			    face("Lato", 400, false), 11, 72, 100, text, NULL, 0);
		struct buffer file = make(&other, &between, 1, cache);

		buffer_free(&file);
	}
	for (int i = 0; i < 2; i++) {
		struct buffer again = make(&document, &page, 1, i ? fresh : cache);

		assert_int_equal(again.length, first.length);
		assert_memory_equal(again.data, first.data, first.length);
		buffer_free(&again);
	}
	pdf_cache_free(fresh);
	buffer_free(&first);
}

static void catalog_says_what_archives_and_readers_need(void **state)
{
	static const char *const parts[] = {
		"/MarkInfo <<\n    /Marked true\n  >>",
		"/DisplayDocTitle true",
		"/Lang (fr-FR)",
		"/S /GTS_PDFA1",
		"/AFRelationship /Source",
		"/Subtype /text#2fxml",
		"<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
		"<pdfuaid:part>1</pdfuaid:part>",
		"<xmp:CreateDate>2024-11-06T17:00:00+01:00</xmp:CreateDate>",
		"/CreationDate (D:20241106170000+01'00')",
		"Procès-verbal</rdf:li>",
		"/Tabs /S",
		"/Artifact BMC",
		"/ParentTree ",
		"/Title <feff00500072006f006300e8", /* Proc, è */
	};
	struct document document = document_new();
	struct page page = sample(&document);
	struct buffer file = make(&document, &page, 1, cache);
	const char *answer = ask(QDF " | tr -d '\\0'", &file);

	(void)state;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		assert_has(answer, parts[i]);
	/* Every mark is closed, and none is within another. */
	int depth = 0, marks = 0;

	for (const char *at = answer; (at = strpbrk(at, "BE")); at++) {
		if (!strncmp(at, "BDC\n", 4) || !strncmp(at, "BMC\n", 4)) {
			assert_int_equal(depth++, 0);
			marks++;
		} else if (!strncmp(at, "EMC\n", 4)) {
			assert_int_equal(--depth, 0);
		}
	}
	assert_int_equal(depth, 0);
	assert_int_equal(marks, 3); /* heading, paragraph, and what decorates: rule and rectangle */
	buffer_free(&file);
}

static void structure_tree_reads_in_order(void **state)
{
	struct document document = document_new();
	struct page pages[2] = {sample(&document), sample_page(arena, 842, 595)};
	struct element *table = element_new(arena, document.root, ELEMENT_TABLE);
	struct element *row = element_new(arena, table, ELEMENT_TR);
	struct element *head = element_new(arena, row, ELEMENT_TH),
		       *cell = element_new(arena, row, ELEMENT_TD);
	struct element *p = element_new(arena, document.root, ELEMENT_P),
		       *link = element_new(arena, p, ELEMENT_LINK);
	struct item *item;

	(void)state;
	head->row_scope = true;
	cell->column_span = 2;
	sample_text(&pages[1], head, face("Lato", 700, false), 11, 72, 100, "Bloc", NULL, 0);
	sample_text(&pages[1], cell, face("Lato", 400, false), 11, 172, 100, "validé", NULL, 0);
	sample_text(&pages[1], p, face("Lato", 400, false), 11, 72, 140, "Voir ", NULL, 0);
	sample_text(&pages[1], link, face("Lato", 400, false), 11, 100, 140, "le site", NULL, 0);
	item = page_item(&pages[1], ITEM_LINK, link);
	item->link = (struct link){100, 130, 40, 12, "https://example.org/a(b)", NULL, "le site"};
	sample_text(&pages[1], p, face("Lato", 400, false), 11, 140, 140, " officiel.", NULL, 0);

	struct buffer file = make(&document, pages, 2, cache);

	ask("qpdf --check %s >/dev/null", &file);
	assert_has(ask("pdfinfo %s", &file), "Pages:           2\n");
	assert_has(ask("pdfinfo %s", &file), "Tagged:          yes\n");
	assert_string_equal(
		ask("pdfinfo -struct-text %s", &file),
		"Document\n"
		"  H1 (block)\n    \"Certificat\"\n"
		"  P (block)\n    \"Le jury atteste que la candidate a validé le bloc.\"\n"
		"  Table (block)\n    TR\n"
		"      TH:\n         /Scope /Row\n        \"Bloc\"\n"
		"      TD:\n         /ColSpan 2\n        \"validé\"\n"
		"  P (block)\n    \"Voir \"\n"
		"    Link (inline)\n      \"le site\"\n      Object 3 0\n"
		"    \" officiel.\"\n");
	buffer_free(&file);
}

/* A string of content, hexadecimal or literal; moves *at behind it. */
static size_t read_string(const char **at, unsigned char *bytes, size_t limit)
{
	bool hexadecimal = **at == '<';
	const char *p = *at + 1;
	size_t count = 0;

	while (*p != (hexadecimal ? '>' : ')')) {
		char digits[4] = {p[0], p[1], p[2], 0};

		assert_true(*p && count < limit);
		if (hexadecimal) {
			digits[2] = 0;
			bytes[count++] = (unsigned char)strtol(digits, NULL, 16);
			p += 2;
		} else if (*p != '\\') {
			bytes[count++] = (unsigned char)*p++;
		} else if (p[1] >= '0' && p[1] <= '7') {
			memcpy(digits, p + 1, 3);
			bytes[count++] = (unsigned char)strtol(digits, NULL, 8);
			p += 4;
		} else {
			static const char names[] = "nrtbf", values[] = "\n\r\t\b\f";
			const char *name = strchr(names, p[1]);

			bytes[count++] = (unsigned char)(name ? values[name - names] : p[1]);
			p += 2;
		}
	}
	*at = p + 1;
	return count;
}

/* What a reader does with the one text object of a file in qpdf's form: where each glyph starts, in points. */
static size_t read_positions(const char *file, double *positions, size_t limit)
{
	const char *at = strstr(file, "/W [");
	double width[64] = {0}, x, size;
	size_t count = 0;
	char *end = NULL;

	/* "[ 1 [ 500 600 ] 4 [ 700 ] ]" */
	assert_non_null(at);
	for (at += 4; strtol(at, &end, 10) > 0 && end != at; at = strchr(at, ']') + 1) {
		long code = strtol(at, &end, 10);

		for (at = strchr(end, '[') + 1; strspn(at, " \n") < strspn(at, " \n0123456789.");
		     at = end) {
			assert_true(code < 64);
			width[code++] = strtod(at, &end);
		}
	}
	at = strstr(file, " Td\n");
	assert_non_null(at);
	while (at[-1] != '\n')
		at--;
	x = strtod(at, NULL);
	at = strstr(file, "/F0 ");
	assert_non_null(at);
	size = strtod(at + 4, NULL);
	for (at = strchr(at, '[') + 1; *at != ']';) {
		unsigned char codes[64];
		size_t length = at[0] == '<' || at[0] == '(' ? read_string(&at, codes, sizeof codes) : 0;

		for (size_t i = 0; i < length; i++) {
			assert_true(count < limit);
			positions[count++] = x;
			x += width[codes[i]] * size / 1000;
		}
		if (!length) {
			x -= strtod(at, &end) * size / 1000;
			assert_true(end > at);
			at = end;
		}
	}
	return count;
}

static void glyphs_stand_within_a_twentieth_of_a_point(void **state)
{
	static const double sizes[] = {7, 9.5, 11, 23.7, 72, 300};

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct document document = document_new();
		struct page page = sample_page(arena, 595, 842);
		double read[64], x = 72.3456;
		size_t count;

		sample_text(&page, element_new(arena, document.root, ELEMENT_P),
			    face("Lato", 400, false), sizes[i], x, 100,
			    "AVATAR : Tour, Yves, L’été", NULL, 0.0137);
		struct buffer file = make(&document, &page, 1, cache);
		const struct run *run = &page.items[0].run;

		count = read_positions(ask(QDF " | tr -d '\\0'", &file), read, 64);
		assert_int_equal(count, run->count);
		for (size_t k = 0; k < count; k++) {
			if (read[k] - x > 0.0505 || x - read[k] > 0.0505)
				fail_msg("size %g, glyph %zu: %.4f instead of %.4f", sizes[i], k,
					 read[k], x);
			x += (double)run->glyphs[k].advance;
		}
		buffer_free(&file);
	}
}

/* A line whose last space has no glyph, and one divided by a soft hyphen, as lines are broken. */
static void lines_are_read_as_one_paragraph(void **state)
{
	struct document document = document_new();
	struct element *p = element_new(arena, document.root, ELEMENT_P);
	struct page page = sample_page(arena, 595, 842);
	struct run *run;

	(void)state;
	sample_text(&page, p, face("Lato", 400, false), 11, 72, 100, "fin de ", NULL, 0);
	run = &page.items[0].run;
	run->count--;
	sample_text(&page, p, face("Lato", 400, false), 11, 72, 114, "ligne ", NULL, 0);
	run = &page.items[1].run;
	((struct glyph *)run->glyphs)[run->count - 1].id = 0x0FFFFFFF; /* Pango's empty glyph */
	sample_text(&page, p, face("Linux Libertine O", 400, false), 11, 72, 128, "et suite", NULL,
		    0);
	struct buffer file = make(&document, &page, 1, cache);

	assert_has(ask("pdfinfo -struct-text %s", &file), "\"fin de ligne et suite\"");
	assert_string_equal(ask("pdftotext %s -", &file), "fin de\nligne\net suite\n\n\f");
	buffer_free(&file);
}

static void a_note_does_not_draw_its_paragraph_away(void **state)
{
	struct document document = document_new();
	struct element *p = element_new(arena, document.root, ELEMENT_P);
	struct element *note = element_new(arena, p, ELEMENT_NOTE),
		       *span = element_new(arena, p, ELEMENT_SPAN);
	struct page page = sample_page(arena, 595, 842);
	const struct face *lato = face("Lato", 400, false);
	double x;

	(void)state;
	x = sample_text(&page, p, lato, 11, 72, 100, "Avant ", NULL, 0);
	x = sample_text(&page, span, lato, 11, x, 100, "après ", NULL, 0);
	sample_text(&page, p, lato, 11, x, 100, "enfin.", NULL, 0);
	sample_text(&page, note, lato, 9, 72, 800, "La note.", NULL, 0);
	struct buffer file = make(&document, &page, 1, cache);

	assert_has(
		ask("pdfinfo -struct-text %s", &file),
		"  P (block)\n    \"Avant \"\n    Note <note-000001> (inline)\n      \"La note.\"\n"
		"    Span (inline)\n      \"après \"\n    \"enfin.\"\n");
	buffer_free(&file);
}

/* Each mark of a page leads, through the ParentTree, to an element that has it among its kids. */
static void marks_lead_back_to_their_elements(void **state)
{
	struct document document = document_new();
	struct page page = sample(&document);
	struct buffer file;
	const char *answer, *tree, *kids;
	char *end = NULL, key[32];
	int marks = 0;

	(void)state;
	sample_text(&page, document.root->last, face("Lato", 400, false), 11, 72, 172, "LARGE",
		    NULL, 4);
	file = make(&document, &page, 1, cache);
	answer = ask(QDF " | tr -d '\\0' | tr '\\n' ' ' | tr -s ' '", &file);
	tree = strstr(answer, "/ParentTree ");
	assert_non_null(tree);
	snprintf(key, sizeof key, " %ld 0 obj <<", strtol(tree + 12, NULL, 10));
	tree = strstr(answer, key);
	assert_non_null(tree);
	tree = strstr(tree, "/Nums [ 0 [ ");
	assert_non_null(tree);
	for (tree += 12; *tree != ']'; tree = end + 5, marks++) {
		snprintf(key, sizeof key, " %ld 0 obj <<", strtol(tree, &end, 10));
		kids = strstr(answer, key);
		assert_non_null(kids);
		kids = strstr(kids, "/K ");
		snprintf(key, sizeof key, " %d ", marks);
		assert_non_null(kids);
		assert_non_null(strstr(kids, key));
		/* One alone, or one of several. */
		if (kids[3] == '[')
			assert_true(strstr(kids, key) < strchr(kids, ']'));
		else
			assert_int_equal(strtol(kids + 3, NULL, 10), marks);
	}
	assert_int_equal(marks, 3); /* heading, paragraph, its wide word */
	buffer_free(&file);
}

static void a_file_claims_only_what_holds(void **state)
{
	static const struct {
		const char *title, *lang, *alt, *profile;
		bool structured;
		unsigned claims, lacks;
		const char *conformance; /* NULL: none */
	} cases[] = {
		{"Essai", "fr-FR", "Un logo", NULL, true, PDF_CLAIMS, 0, ">A<"},
		{NULL, "fr-FR", "Un logo", NULL, true, PDF_ARCHIVAL, PDF_LACKS_TITLE, ">A<"},
		{"Essai", "fr-FR", NULL, NULL, true, PDF_ARCHIVAL, PDF_LACKS_ALTERNATIVE, ">A<"},
		{"Essai", NULL, "Un logo", NULL, true, PDF_ARCHIVAL, PDF_LACKS_LANGUAGE, ">U<"},
		{"Essai", "fr-FR", NULL, NULL, false, PDF_ARCHIVAL, PDF_LACKS_STRUCTURE, ">U<"},
		{"Essai", "fr-FR", "Un logo", "/dev/null", true, PDF_ACCESSIBLE, PDF_LACKS_PROFILE, NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct pdf_options plain = {.title = cases[i].title, .lang = cases[i].lang};
		struct pdf_cache *own = pdf_cache_new(cases[i].profile);
		struct pdf *pdf = pdf_new(&plain, own);
		struct document document = {0};
		struct page page = sample_page(arena, 595, 842);
		struct buffer out = {0};
		uint8_t dot[4] = {0, 0, 0, 255};
		struct image image = {1, 1, 1, 1, false, dot, "point", 0, "point", NULL, 0, false, false, NULL, 0};
		struct element *figure = NULL;

		if (cases[i].structured) {
			document.root = element_new(arena, NULL, ELEMENT_DOCUMENT);
			figure = element_new(arena, document.root, ELEMENT_FIGURE);
			figure->alt = cases[i].alt;
		}
		page_item(&page, ITEM_IMAGE, figure)->image =
			(struct placed_image){&image, 10, 10, 50, 50};
		pdf_page(pdf, &page);
		unsigned claims = pdf_end(pdf, &document, &out);

		assert_int_equal(claims & PDF_CLAIMS, cases[i].claims);
		assert_int_equal(claims & ~(unsigned)PDF_CLAIMS, cases[i].lacks);
		const char *answer = ask(QDF " | tr -d '\\0'", &out);

		assert_int_equal(!!strstr(answer, "<pdfuaid:part>"),
				 !!(cases[i].claims & PDF_ACCESSIBLE));
		assert_int_equal(!!strstr(answer, "/OutputIntents"),
				 !!(cases[i].claims & PDF_ARCHIVAL));
		assert_int_equal(!!strstr(answer, "<pdfaid:part>"), cases[i].conformance != NULL);
		if (cases[i].conformance)
			assert_has(answer, cases[i].conformance);
		buffer_free(&out);
		pdf_cache_free(own);
	}
}

/* Whatever layout gives, the file is one that can be read. */
static void odd_pages_make_sound_files(void **state)
{
	static const struct glyph odd[] = {
		{.id = 0, .advance = 5},
		{.id = 0xFFFFFFFF, .advance = 5},
		{.id = 40, .cluster = 1000},
		{.id = 41, .advance = -1e9F, .cluster = 2},
		{.id = 42, .advance = (float)__builtin_nan(""), .cluster = 1},
		{.id = 43, .dx = 1e30F, .dy = -1e30F, .cluster = 0},
	};
	static const uint8_t verbs[] = {PATH_LINE, PATH_CLOSE, 99};
	static const double points[] = {1, 2};
	struct document document = document_new();
	struct element *p = element_new(arena, document.root, ELEMENT_P);
	struct element *stray = element_new(arena, NULL, ELEMENT_P);
	struct page page = sample_page(arena, 595, 842);

	(void)state;
	for (int backwards = 0; backwards < 2; backwards++)
		page_item(&page, ITEM_RUN, backwards ? p : stray)->run =
			(struct run){.face = face("Lato", 400, false),
				     .size = 12,
				     .x = 10,
				     .y = 10,
				     .glyphs = odd,
				     .count = 6,
				     .text = "\xC3\xA9\xFF\x01",
				     .length = 4,
				     .right_to_left = backwards,
				     .lang = "ar"};
	page_item(&page, ITEM_PATH, NULL)->path =
		(struct path){verbs, 3, points, true, false, false, BLACK, BLACK, 1};
	for (int i = 0; i < 200; i++)
		page_item(&page, ITEM_SAVE, NULL)->save.matrix = (struct matrix){1, 0, 0, 1, i, 0};
	page_item(&page, ITEM_RECTANGLE, NULL)->rectangle = (struct rectangle){10, 10, 5, 5, BLACK};
	for (int i = 0; i < 205; i++)
		page_item(&page, ITEM_RESTORE, NULL);
	page_item(&page, ITEM_SAVE, NULL)->save.matrix = (struct matrix){0};
	page_item(&page, ITEM_LINK, NULL)->link =
		(struct link){0, 0, 10, 10, NULL, "nowhere", NULL};
	struct buffer file = make(&document, &page, 1, cache);

	ask("qpdf --check %s >/dev/null", &file);
	buffer_free(&file);
	file = make(NULL, NULL, 0, cache);
	assert_true(file.length > 0);
	buffer_free(&file);
}

static void bookmarks_labels_and_links_lead_somewhere(void **state)
{
	static const struct destination here = {"bloc1", 72, 100}, there = {"bloc2", 72, 200};
	struct document document = document_new();
	struct bookmark second = {"Bloc 2", "bloc2", false, NULL, NULL},
			child = {"Œuvre", "bloc1", false, NULL, NULL};
	struct bookmark first = {"Bloc 1", "bloc1", true, &child, &second};
	struct page pages[3] = {sample_page(arena, 595, 842), sample_page(arena, 595, 842),
				sample_page(arena, 595, 842)};
	struct element *p = element_new(arena, document.root, ELEMENT_P),
		       *link = element_new(arena, p, ELEMENT_LINK);
	const char *answer;

	(void)state;
	document.bookmarks = &first;
	pages[0].label = "i";
	pages[1].label = "1";
	pages[2].label = "2";
	pages[0].destinations = &here;
	pages[2].destinations = &there;
	pages[0].destination_count = pages[2].destination_count = 1;
	sample_text(&pages[0], link, face("Lato", 400, false), 11, 72, 100, "voir", NULL, 0);
	page_item(&pages[0], ITEM_LINK, link)->link =
		(struct link){72, 90, 30, 12, NULL, "bloc2", "voir"};
	struct buffer file = make(&document, pages, 3, cache);

	answer = ask(QDF " | tr -d '\\0' | tr '\\n' ' ' | tr -s ' '", &file);
	assert_has(answer, "/PageLabels << /Nums [ 0 << /P (i) >> 1 << /S /D /St 1 >> ] >>");
	assert_has(answer, "/Count 3 ");
	assert_has(answer, "/Title (Bloc 2)");
	assert_has(answer, "/XYZ 72 642 null");
	assert_has(answer, "/Contents (voir)");
	assert_has(answer, "/StructParent 1");
	assert_has(answer, "/StructParents 3"); /* the third page: keys are given out as they come */
	ask("qpdf --check %s >/dev/null", &file);
	buffer_free(&file);
}

/* Equal drawings are one form; a form may paint another. */
static void forms_are_written_once(void **state)
{
	struct pdf_objects *objects = pdf_objects_new(cache);
	struct pdf_forms *forms = pdf_forms_new(objects, cache);
	struct pdf_form cell = {.box = {0, 0, 10, 10}, .content = "0 0 5 5 re f", .length = 12},
			wall = {.box = {0, 0, 100, 10},
				.content = "/X0 Do 1 0 0 1 20 0 cm /X0 Do",
				.length = 29,
				.shared = true};
	unsigned catalog = pdf_object_reserve(objects), info = pdf_object_reserve(objects);
	struct buffer resources = {0}, out = {0};
	char said[DIGEST_LENGTH + 1], digest[DIGEST_LENGTH + 1];

	(void)state;
	assert_int_equal(pdf_form_add(forms, &cell), 0);
	assert_int_equal(pdf_form_add(forms, &cell), 0);
	pdf_put_reference(&resources, "/XObject<</X0 ", pdf_form_object(forms, 0));
	buffer_puts(&resources, ">>");
	wall.resources = buffer_string(&resources);
	assert_int_equal(pdf_form_add(forms, &wall), 1);
	cell.box[2] = 5;
	assert_int_equal(pdf_form_add(forms, &cell), 2);
	assert_int_equal(pdf_form_add(forms, &wall), 1);
	buffer_clear(&resources);
	pdf_forms_resources(forms, &resources);
	assert_string_equal(buffer_string(&resources), "/X0 3 0 R/X1 4 0 R/X2 5 0 R");
	buffer_puts(pdf_object_begin(objects, catalog), "<</Type/Catalog>>");
	buffer_puts(pdf_object_begin(objects, info), "<<>>");
	pdf_forms_free(forms);
	pdf_objects_end(objects, catalog, info, said, &out);
	digest_of(out.data, out.length, digest);
	assert_string_equal(said, digest);
	assert_non_null(memmem(out.data, out.length, "/BBox[0 0 100 10]/Resources<</XObject<</X0 3 0 R>>>>",
			       52));
	pdf_objects_free(objects);
	buffer_free(&resources);
	buffer_free(&out);
}

/* What was not drawn by Cairo is an empty form, whatever it says of itself. */
static void damaged_drawings_become_nothing(void **state)
{
	static const char *const files[] = {"", "startxref", "startxref100", "startxref 9 xref", "xref 0 1 0000000000 65535 f startxref 0",
					    "xref 0 2 0000000000 65535 f 0000000999 00000 n trailer<</Root 1 0 R>>startxref 0"};

	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		/* A copy of its own length, so that a byte beyond is seen. */
		size_t length = strlen(files[i]);
		char *file = memcpy(memory_alloc(length + !length), files[i], length);
		struct pdf_import *import = pdf_import_read(file, length);
		struct pdf_objects *objects = pdf_objects_new(cache);
		struct buffer out = {0};

		assert_int_equal(pdf_import_write(import, objects), 1);
		pdf_objects_end(objects, 1, 1, NULL, &out);
		assert_non_null(memmem(out.data, out.length, "/BBox[0 0 1 1]", 14));
		buffer_free(&out);
		pdf_objects_free(objects);
		pdf_import_free(import);
		free(file);
	}
}

static void lists_say_how_they_are_numbered(void **state)
{
	static const char *const rows[][2] = {
		{"1.", "Decimal"}, {"(12)", "Decimal"}, {"3 –", "Decimal"}, {"7", "Decimal"}, {"i.", "LowerRoman"}, {"iv)", "LowerRoman"},
		{"I", "UpperRoman"}, {"a)", "LowerAlpha"}, {"B", "UpperAlpha"}, {"•", "Disc"}, {"◦", "Circle"}, {"▪", "Square"},
		{"1\xC2\xA0°", "Decimal"}, {"–", ""}, {"(", ""}, {"", ""}, {"Ce qui reste", ""}, {"à", ""}, {"• •", ""}, {"1er", ""}};

	(void)state;
	assert_null(pdf_numbering(NULL));
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *name = pdf_numbering(rows[i][0]);

		assert_string_equal(name ? name : "", rows[i][1]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_given_back_exactly),
		cmocka_unit_test(one_glyph_keeps_its_several_texts),
		cmocka_unit_test(fonts_are_cut_embedded_and_readable),
		cmocka_unit_test(bytes_do_not_depend_on_what_was_made_before),
		cmocka_unit_test(catalog_says_what_archives_and_readers_need),
		cmocka_unit_test(structure_tree_reads_in_order),
		cmocka_unit_test(glyphs_stand_within_a_twentieth_of_a_point),
		cmocka_unit_test(lines_are_read_as_one_paragraph),
		cmocka_unit_test(a_note_does_not_draw_its_paragraph_away),
		cmocka_unit_test(bookmarks_labels_and_links_lead_somewhere),
		cmocka_unit_test(marks_lead_back_to_their_elements),
		cmocka_unit_test(a_file_claims_only_what_holds),
		cmocka_unit_test(odd_pages_make_sound_files),
		cmocka_unit_test(forms_are_written_once),
		cmocka_unit_test(damaged_drawings_become_nothing),
		cmocka_unit_test(lists_say_how_they_are_numbered),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
