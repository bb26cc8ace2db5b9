/* The structure tree that objects have (ISO 32000-1, 14.8.4): what each is, what stands in what, languages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "fo/structure.h"
#include "fo_sample.h"

#define LABEL(x) "<fo:list-item-label><fo:block>" x "</fo:block></fo:list-item-label>"
#define BODY(x)  "<fo:list-item-body><fo:block>" x "</fo:block></fo:list-item-body>"
#define CELL(x)  "<fo:table-cell><fo:block>" x "</fo:block></fo:table-cell>"

/* The flow, and the elements within its Sect, each with its texts in the order in which they are placed. */
static const struct {
	const char *flow, *tree;
} cases[] = {
	{"<fo:block>a</fo:block>", "P(a)"},
	{"<fo:block role='H1'>a</fo:block>", "H1(a)"},
	{"<fo:block role='artifact'>a</fo:block><fo:block>b</fo:block>", "P(b)"},
	{"<fo:block role='nonsense'>a</fo:block>", "P(a)"},
	/* Paragraphs do not nest. */
	{"<fo:block><fo:block>a</fo:block><fo:block>b</fo:block></fo:block>", "P(a) P(b)"},
	{"<fo:block>a <fo:block>b</fo:block> c</fo:block>", "Div(P(a) P(b) P(c))"},
	{"<fo:block>a <fo:inline>b</fo:inline><fo:block>c</fo:block>"
	 "<fo:inline>d</fo:inline> e</fo:block>",
	 "Div(P(a b) P(c) P(d e))"},
	{"<fo:block role='P'>a<fo:block role='P'>b</fo:block></fo:block>", "Div(P(a) P(b))"},
	{"<fo:block role='Div'>a</fo:block>", "Div(P(a))"},
	{"<fo:block role='H2'>a <fo:block>b</fo:block></fo:block>", "H2(a b)"},
	{"<fo:block><fo:wrapper>a<fo:block>b</fo:block></fo:wrapper></fo:block>", "Div(P(a) P(b))"},
	{"<fo:block-container><fo:block>a</fo:block></fo:block-container>", "P(a)"},
	/* Lists: the label holds its text itself. */
	{"<fo:list-block><fo:list-item>" LABEL("1") BODY("a") "</fo:list-item></fo:list-block>",
	 "L(LI(Lbl(1) LBody(P(a))))"},
	{"<fo:list-block role='Div'><fo:list-item>" LABEL("1")
		 BODY("a") "</fo:list-item></fo:list-block>",
	 "Div(P(1) P(a))"},
	/* Tables: rows stand in a head, a body or a foot; header cells know of what. */
	{"<fo:table><fo:table-header><fo:table-row>" CELL(
		 "a") "</fo:table-row></fo:table-header>"
		      "<fo:table-body><fo:table-row><fo:table-cell role='TH'><fo:block>b</fo:block>"
		      "</fo:table-cell>" CELL("c") "</fo:table-row></fo:table-body></fo:table>",
	 "Table(THead(TR(TH:column(P(a)))) TBody(TR(TH:row(P(b)) TD(P(c)))))"},
	{"<fo:table><fo:table-body>" CELL("a") "<fo:table-cell ends-row='true'><fo:block>b"
					       "</fo:block></fo:table-cell>" CELL(
						       "c") "</fo:table-body></fo:table>",
	 "Table(TBody(TR(TD(P(a)) TD(P(b))) TR(TD(P(c)))))"},
	{"<fo:table role='Div'><fo:table-body><fo:table-row>" CELL(
		 "a") "</fo:table-row></fo:table-body></fo:table>",
	 "Div(P(a))"},
	/* Links. */
	{"<fo:block>a <fo:basic-link external-destination='x'>b</fo:basic-link></fo:block>",
	 "P(a Link(b))"},
	{"<fo:block role='Div'><fo:basic-link external-destination='x'>b</fo:basic-link> "
	 "c</fo:block>",
	 "Div(P(Link(b) c))"},
	/* Languages, where they change. */
	{"<fo:block language='fr'>a <fo:inline language='en' country='GB'>b</fo:inline></fo:block>",
	 "P@fr(a Span@en-GB(b))"},
	{"<fo:block language='en'><fo:block>a</fo:block><fo:block>b <fo:inline "
	 "color='red'>c</fo:inline></fo:block></fo:block>",
	 "P@en(a) P@en(b c)"},
	{"<fo:list-block language='la'><fo:list-item>" LABEL("1")
		 BODY("a") "</fo:list-item></fo:list-block>",
	 "L@la(LI(Lbl(1) LBody(P(a))))"},
};

/* The texts of each element; by its painter's number. */
static struct buffer texts[64];
static unsigned text_count;

static void visit(struct structure *structure, const struct fo *fo)
{
	for (; fo; fo = fo->next) {
		struct element *element =
			fo->kind == FO_TEXT ? structure_element(structure, fo) : NULL;
		const char *start = fo->text;
		size_t length = fo->length;

		for (; element && length && *start == ' '; length--)
			start++;
		while (length && start[length - 1] == ' ')
			length--;
		if (element && length) {
			struct element *leaf = element_new(structure->arena, element, ELEMENT_SPAN);

			leaf->index = ++text_count;
			buffer_put(&texts[text_count], start, length);
		}
		visit(structure, fo->first);
	}
}

static void put(struct buffer *out, const struct element *element)
{
	for (; element; element = element->next) {
		if (element->index) {
			buffer_puts(out, buffer_string(&texts[element->index]));
			buffer_free(&texts[element->index]);
		} else {
			buffer_puts(out, element_role_name(element->role));
			if (element->role == ELEMENT_TH)
				buffer_puts(out, element->row_scope ? ":row" : ":column");
			if (element->lang)
				buffer_printf(out, "@%s", element->lang);
			buffer_puts(out, "(");
			put(out, element->first);
			buffer_puts(out, ")");
		}
		buffer_puts(out, element->next ? " " : "");
	}
}

static void elements_nest_as_the_standard_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sample sample = sample_flow(cases[i].flow, false);
		struct structure *structure;
		struct buffer out = {0};

		assert_non_null(sample.tree);
		structure = structure_new(sample.arena, sample.tree);
		text_count = 0;
		visit(structure, sample.tree->root);
		assert_int_equal(structure->root->role, ELEMENT_DOCUMENT);
		assert_ptr_equal(structure->root->first, structure->root->last);
		put(&out, structure->root->first->first);
		if (strcmp(buffer_string(&out), cases[i].tree))
			fail_msg("%s is %s, not %s", cases[i].flow, buffer_string(&out),
				 cases[i].tree);
		buffer_free(&out);
		sample_free(&sample);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(elements_nest_as_the_standard_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
