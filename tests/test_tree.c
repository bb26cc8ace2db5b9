/* The tree: which nodes, what is refused, ids, sharing of values, markers, columns. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "fo/tree_fold.h"
#include "fo_sample.h"

/* The flow, and its tree: names, texts in brackets, children in parentheses; or the messages. */
static const struct {
	const char *flow, *tree;
} trees[] = {
	{"<fo:block>a</fo:block>", "block([a])"},
	{" <fo:block> a <fo:inline>b</fo:inline>\n</fo:block> ", "block([ a ] inline([b]) [\n])"},
	{"<fo:block><![CDATA[x<y]]></fo:block>", "block([x<y])"},
	{"<fo:block>a<!-- c -->b<?p i?></fo:block>", "block([a] [b])"},
	{"<fo:block>a<fo:block>b</fo:block></fo:block>", "block([a] block([b]))"},
	{"<fo:list-block> <fo:list-item> <fo:list-item-label> <fo:block/></fo:list-item-label>"
	 "<fo:list-item-body><fo:block/> </fo:list-item-body></fo:list-item></fo:list-block>",
	 "list-block(list-item(list-item-label(block) list-item-body(block)))"},
	{"<fo:table> <fo:table-column/> <fo:table-body> <fo:table-row> <fo:table-cell> "
	 "<fo:block/></fo:table-cell>"
	 "</fo:table-row></fo:table-body></fo:table>",
	 "table(table-column table-body(table-row(table-cell(block))))"},
	{"<fo:wrapper> <fo:block/> </fo:wrapper>", "wrapper(block)"},
	{"<fo:block><fo:wrapper> x </fo:wrapper></fo:block>", "block(wrapper([ x ]))"},
	{"<fo:block><fo:marker marker-class-name='m'>t <fo:inline/></fo:marker></fo:block>",
	 "block(marker)"},
	{"<fo:block><fox:any><fo:block/></fox:any></fo:block>", "block"},
	{"<fo:block><fo:instream-foreign-object><svg xmlns='http://www.w3.org/2000/svg'><g/></svg></"
	 "fo:instream-foreign-object></fo:block>",
	 "block(instream-foreign-object<svg>)"},
	{"<fo:block><fo:instream-foreign-object><x:svg/></fo:instream-foreign-object></fo:block>",
	 "F720 svg"},
	{"<fo:block id='a'/><fo:block><fo:page-number-citation ref-id='a'/></fo:block>",
	 "block block(page-number-citation)"},
	{"x<fo:block/>", "F701 #PCDATA"},
	{"<fo:inline/>", "F701 fo:inline"},
	{"<fo:block><fo:float/></fo:block>", "F701 fo:float"},
	{"<fo:block><fo:nothing/></fo:block>", "F701 fo:nothing"},
	{"<fo:block><fo:table-cell/></fo:block>", "F701 fo:table-cell"},
	{"<fo:wrapper>x</fo:wrapper>", "F701 #PCDATA"},
	{"<fo:block><x:p>t</x:p></fo:block>", "F701 p"},
	{"<fo:block><fo:marker><fo:float/></fo:marker></fo:block>", "F701 fo:float"},
	{"<fo:block><fo:marker id='m'/></fo:block><fo:block id='m'/>", "F705 m"},
	{"<fo:block id='a'/><fo:block id='a'/>", "F705 a"},
	{"<fo:block color='x'/><fo:block color='x' id='a'/><fo:block color='x' span='all'/>",
	 "F703 color, F703 color"},
};

static void put_nodes(struct buffer *out, const struct fo *fo)
{
	for (; fo; fo = fo->next) {
		assert_non_null(fo->p);
		assert_true(!fo->next || fo->next->previous == fo);
		if (fo->kind == FO_TEXT) {
			buffer_puts(out, "[");
			buffer_put(out, fo->text, fo->length);
			buffer_puts(out, "]");
		} else
			buffer_puts(out, fo_name(fo->kind) + strlen("fo:"));
		if (fo->foreign)
			buffer_printf(out, "<%s>", (const char *)fo->foreign->name);
		if (fo->first) {
			buffer_puts(out, "(");
			put_nodes(out, fo->first);
			buffer_puts(out, ")");
		}
		buffer_puts(out, fo->next ? " " : "");
	}
}

static const struct fo *flow_of(const struct sample *sample)
{
	return sample->tree->root->last->last;
}

static void test_trees(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof trees / sizeof *trees; i++) {
		struct sample sample = sample_flow(trees[i].flow, false);
		struct buffer out = {0};
		if (sample.tree)
			put_nodes(&out, flow_of(&sample)->first);
		for (size_t k = 0; k < sample.messages->count; k++) {
			const struct message *message = &sample.messages->list[k];
			buffer_printf(&out, "%s%s %s", k ? ", " : "", message_name(message->code),
				      message->argument[0]);
		}
		if (strcmp(buffer_string(&out), trees[i].tree))
			fail_msg("%s is %s, not %s", trees[i].flow, buffer_string(&out),
				 trees[i].tree);
		buffer_free(&out);
		sample_free(&sample);
	}
}

/* Lenient: what is refused is left out, and the rest is there. */
static void test_lenient(void **state)
{
	(void)state;
	struct sample sample = sample_flow("<fo:block>a<fo:float/>b</fo:block>", true);
	struct buffer out = {0};
	assert_non_null(sample.tree);
	put_nodes(&out, flow_of(&sample)->first);
	assert_string_equal(buffer_string(&out), "block([a] [b])");
	assert_int_equal(sample.messages->warnings, 1);
	assert_int_equal(sample.messages->list[0].place.line, 1);
	buffer_free(&out);
	sample_free(&sample);
}

static void test_root(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"<root/>", "<fo:block xmlns:fo='http://www.w3.org/1999/XSL/Format'/>",
		"<fo:root xmlns:fo='urn:other'/>"};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct sample sample = sample_whole(texts[i], false);
		assert_null(sample.tree);
		assert_int_equal(sample.messages->list[0].code, M_F701);
		sample_free(&sample);
	}
}

/* Nodes with the same attributes below the same parent share one struct; ids and text do not matter. */
static void test_sharing(void **state)
{
	(void)state;
	struct sample sample = sample_flow(
		"<fo:block id='a' color='red'>x</fo:block><fo:block color='red' id='b'>y</fo:block>"
		"<fo:block id='c' color='blue'/><fo:block role='d' color='red'/>",
		false);
	const struct fo *a = fo_tree_find(sample.tree, "a"), *b = fo_tree_find(sample.tree, "b");
	const struct fo *c = fo_tree_find(sample.tree, "c");
	assert_ptr_equal(a->p, b->p);
	assert_ptr_not_equal(a->p, c->p);
	assert_ptr_equal(a->p, c->next->p);
	assert_string_equal(c->next->role, "d");
	assert_null(fo_tree_find(sample.tree, "e"));
	assert_true(a->index < a->first->index && a->first->index < b->index);
	sample_free(&sample);
}

/* Ids are found, however many there are. */
static void test_ids(void **state)
{
	(void)state;
	struct buffer flow = {0};
	for (int i = 0; i < 1000; i++)
		buffer_printf(&flow, "<fo:block id='n%d'/>", i);
	struct sample sample = sample_flow(buffer_string(&flow), false);
	for (int i = 0; i < 1000; i++) {
		char id[16];
		snprintf(id, sizeof id, "n%d", i);
		const struct fo *fo = fo_tree_find(sample.tree, id);
		assert_non_null(fo);
		assert_string_equal(fo->id, id);
	}
	buffer_free(&flow);
	sample_free(&sample);
}

/* Nesting ends at 500 levels, with a message and without a crash. */
static void test_depth(void **state)
{
	(void)state;
	static const struct {
		int depth;
		bool good;
	} cases[] = {{400, true}, {600, false}, {20000, false}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buffer flow = {0};
		for (int k = 0; k < cases[i].depth; k++)
			buffer_puts(&flow, "<fo:block>");
		for (int k = 0; k < cases[i].depth; k++)
			buffer_puts(&flow, "</fo:block>");
		struct sample sample = {0};
		xmlSetGenericErrorFunc(NULL, NULL);
		sample = sample_flow(buffer_string(&flow), false);
		assert_int_equal(sample.tree != NULL, cases[i].good);
		assert_int_equal(sample.messages->count, cases[i].good ? 0 : 1);
		buffer_free(&flow);
		sample_free(&sample);
	}
}

/* A marker's content inherits from where it is retrieved. */
static void check_graft(unsigned options)
{
	struct sample sample = sample_flow(
		"<fo:block color='red'><fo:marker marker-class-name='m'>t<fo:inline "
		"font-size='200%'/>"
		"</fo:marker></fo:block><fo:block color='blue' font-size='20pt' id='to'/>",
		options);
	const struct fo *marker = flow_of(&sample)->first->first;
	assert_int_equal(marker->kind, FO_MARKER);
	assert_null(marker->first);
	struct fo copy = *fo_tree_find(sample.tree, "to");
	copy.first = copy.last = NULL;
	fo_tree_graft(sample.tree, sample.arena, &copy, marker->source);
	assert_int_equal(copy.first->kind, FO_TEXT);
	assert_memory_equal(copy.first->text, "t", 1);
	assert_int_equal(copy.last->kind, FO_INLINE);
	assert_int_equal((int)copy.last->p->font_size.points, 40);
	assert_int_equal((int)copy.last->p->color.blue, 1);
	assert_ptr_equal(copy.last->parent, &copy);
	sample_free(&sample);
}

static void test_graft(void **state)
{
	(void)state;
	check_graft(0);
	check_graft(FO_TREE_CONSUMES);
}

/* Of a document that is given back the tree has what it needs, and the document only what its markers hold. */
static void test_consumed(void **state)
{
	static const char block[] = "<fo:block id='%s' role='H1' color='red'><fo:marker marker-class-name='m'>t</fo:marker>"
				    "texte<fo:external-graphic src='url(a.png)' fox:alt-text='image'/></fo:block>";
	struct buffer flow = {0};

	(void)state;
	for (const char *id = "abc"; *id; id++) {
		buffer_put(&flow, block, sizeof "<fo:block id='" - 1);
		buffer_putc(&flow, *id);
		buffer_puts(&flow, strstr(block, "%s") + 2);
	}
	struct sample sample = sample_flow(buffer_string(&flow), FO_TREE_CONSUMES);
	const xmlNode *root = xmlDocGetRootElement(sample.document);

	assert_int_equal(xmlChildElementCount((xmlNode *)root), 1);
	size_t kept = 0;
	for (const xmlNode *node = root->children->children; node; node = node->next, kept++)
		assert_true(tree_is_folded(node));
	assert_int_equal(kept, 3);
	for (const char *id = "abc"; *id; id++) {
		const struct fo *fo = fo_tree_find(sample.tree, (const char[]){*id, '\0'});

		assert_string_equal(fo->role, "H1");
		assert_int_equal((int)fo->p->color.red, 1);
		assert_ptr_equal(fo->source, root);
		assert_string_equal(fo->first->next->text, "texte");
		assert_string_equal(fo->last->alt, "image");
		assert_string_equal(fo->last->p->src, "a.png");
	}
	buffer_free(&flow);
	sample_free(&sample);
}

/* An inline around a block is in the tree no more, but the block's parent still, and what its id names. */
static void test_consumed_split(void **state)
{
	static const char flow[] = "<fo:block><fo:inline id='i'>a<fo:block id='b'>b</fo:block>c</fo:inline></fo:block>";
	struct sample sample = sample_flow(flow, FO_TREE_CONSUMES);
	const struct fo *outer = fo_tree_find(sample.tree, "i"), *block = fo_tree_find(sample.tree, "b");

	(void)state;
	assert_ptr_equal(block->parent, outer);
	assert_null(outer->first);
	assert_ptr_equal(outer->source, xmlDocGetRootElement(sample.document));
	sample_free(&sample);
}

/* Fold all that stands in the flow; how many could not be. */
static size_t fold_flow(xmlDoc *document)
{
	xmlNode *flow = xmlDocGetRootElement(document)->last->last;
	size_t left = 0;

	for (xmlNode *node = flow->children; node; node = node->next) {
		node = tree_fold(node);
		left += !tree_is_folded(node);
	}
	return left;
}

/* The tree is the same whatever was folded, and so is what is grafted; twice folded is folded. */
static void test_folded(void **state)
{
	static const struct {
		const char *flow;
		size_t left;
	} cases[] = {
		{"<fo:block/>", 0},
		{"<fo:block color='red' role=''>a<fo:inline xml:lang='de'>b</fo:inline> c</fo:block><fo:block id='i'>d</fo:block>", 0},
		{"<fo:block><fo:marker marker-class-name='m'>t<fo:inline/></fo:marker>u</fo:block>", 0},
		{"<fo:block xmlns:y='urn:y'>a</fo:block><fo:block>b</fo:block>", 1},
		{"<fo:block>a<?folded b?></fo:block>", 1},
		{"<fo:block><fo:instream-foreign-object><svg xmlns='http://www.w3.org/2000/svg'/></fo:instream-foreign-object></fo:block>", 1},
	};

	(void)state;
	for (size_t i = 0; i < 2 * sizeof cases / sizeof *cases; i++) {
		unsigned options = i % 2 ? FO_TREE_CONSUMES : 0;
		struct sample plain = sample_flow(cases[i / 2].flow, options), folded = sample_flow(cases[i / 2].flow, 0);
		struct buffer expected = {0}, found = {0};

		assert_int_equal(fold_flow(folded.document), cases[i / 2].left);
		assert_int_equal(fold_flow(folded.document), cases[i / 2].left);
		folded.tree = fo_tree_new(folded.arena, folded.document, options, sample_place, NULL, folded.messages);
		assert_non_null(folded.tree);
		put_nodes(&expected, flow_of(&plain));
		put_nodes(&found, flow_of(&folded));
		assert_string_equal(buffer_string(&found), buffer_string(&expected));
		buffer_free(&expected);
		buffer_free(&found);
		sample_free(&plain);
		sample_free(&folded);
	}
}

/* from-table-column(): around a cell that spans rows, by number, and from within the cell. */
static void test_columns(void **state)
{
	(void)state;
	struct sample sample = sample_flow(
		"<fo:table><fo:table-column text-align='start'/><fo:table-column "
		"text-align='center'/>"
		"<fo:table-column text-align='end' column-number='3'/><fo:table-body>"
		"<fo:table-row><fo:table-cell number-rows-spanned='2'/><fo:table-cell id='a' "
		"text-align='from-table-column()'/>"
		"</fo:table-row>"
		"<fo:table-row><fo:table-cell id='b' text-align='from-table-column(text-align)'/>"
		"<fo:table-cell><fo:block id='c' "
		"text-align='from-table-column()'/></fo:table-cell></fo:table-row>"
		"<fo:table-row><fo:table-cell column-number='3' id='d' "
		"text-align='from-table-column()'/></fo:table-row>"
		"<fo:table-row><fo:table-cell number-columns-spanned='9'/>"
		"<fo:table-cell id='e' text-align='from-table-column()'/></fo:table-row>"
		"</fo:table-body></fo:table>",
		false);
	static const enum token wanted[] = {TOKEN_CENTER, TOKEN_CENTER, TOKEN_END, TOKEN_END,
					    TOKEN_START};
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		char id[] = {(char)('a' + i), 0};
		assert_int_equal(fo_tree_find(sample.tree, id)->p->text_align, wanted[i]);
	}
	sample_free(&sample);
}

/* body-start() and label-end(); and cells and containers as reference areas. */
static void test_indents(void **state)
{
	(void)state;
	struct sample sample =
		sample_flow("<fo:list-block provisional-distance-between-starts='50pt' "
			    "provisional-label-separation='5pt' start-indent='10pt'>"
			    "<fo:list-item><fo:list-item-label id='label' "
			    "end-indent='label-end()'><fo:block/></fo:list-item-label>"
			    "<fo:list-item-body id='body' start-indent='body-start()'><fo:block "
			    "id='block' margin-left='2pt'/>"
			    "<fo:block-container id='container' "
			    "margin-left='3pt'><fo:block/></fo:block-container></fo:list-item-body>"
			    "</fo:list-item></fo:list-block>",
			    false);
	const struct properties *label = fo_tree_find(sample.tree, "label")->p;
	assert_int_equal((int)label->end_indent.percent, 100);
	assert_int_equal((int)label->end_indent.points, -55);
	assert_int_equal((int)fo_tree_find(sample.tree, "body")->p->start_indent.points, 60);
	assert_int_equal((int)fo_tree_find(sample.tree, "block")->p->start_indent.points, 62);
	assert_int_equal((int)fo_tree_find(sample.tree, "container")->p->start_indent.points, 3);
	sample_free(&sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_trees),   cmocka_unit_test(test_lenient),
		cmocka_unit_test(test_root),    cmocka_unit_test(test_sharing),
		cmocka_unit_test(test_ids),     cmocka_unit_test(test_depth),
		cmocka_unit_test(test_graft),   cmocka_unit_test(test_columns),
		cmocka_unit_test(test_consumed),
		cmocka_unit_test(test_consumed_split), cmocka_unit_test(test_folded),
		cmocka_unit_test(test_indents),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
