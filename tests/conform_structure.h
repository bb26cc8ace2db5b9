/* Part of conform.c: the structure tree, its content and its way back from content (6.7, UA 7.1 to 7.9, 7.18). */

struct walk {
	int heading;        /* level of the last one */
	qpdf_oh parents;    /* the ParentTree */
	char *notes[4096];  /* their IDs */
	size_t note_count;
};

static int compare_marks(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;

	if (x->page != y->page)
		return x->page < y->page ? -1 : 1;
	return (x->mcid > y->mcid) - (x->mcid < y->mcid);
}

static struct mark *find_mark(int page, int mcid)
{
	struct mark key = {.page = page, .mcid = mcid};

	return mark_count ? bsearch(&key, marks, mark_count, sizeof *marks, compare_marks) : NULL;
}

/* The leaf of a number tree that may have the key (ISO 32000-1, 7.9.7). */
static qpdf_oh leaf_of(qpdf_oh node, long key)
{
	qpdf_oh kids = get(node, "/Kids");

	for (int i = 0; i < count_of(kids); i++) {
		qpdf_oh limits = get(item(kids, i), "/Limits");

		if (count_of(limits) != 2)
			problem("6.1.2", "a leaf of the ParentTree has no limits");
		else if (integer(item(limits, 0)) <= key && key <= integer(item(limits, 1)))
			return item(kids, i);
	}
	return node;
}

/* The value of a key in the ParentTree. */
static qpdf_oh parent_of(const struct walk *walk, long key)
{
	qpdf_oh numbers = get(leaf_of(walk->parents, key), "/Nums");
	int low = 0, high = count_of(numbers) / 2;

	while (low < high) {
		int middle = (low + high) / 2;
		long found = integer(item(numbers, 2 * middle));

		if (found == key)
			return item(numbers, 2 * middle + 1);
		if (found < key)
			low = middle + 1;
		else
			high = middle;
	}
	return qpdf_oh_new_null(q);
}

static const char *const types[] = {
	"/Document", "/Part", "/Art", "/Sect", "/Div", "/BlockQuote", "/Caption", "/TOC", "/TOCI", "/Index", "/NonStruct", "/P", "/H1",
	"/H2", "/H3", "/H4", "/H5", "/H6", "/L", "/LI", "/Lbl", "/LBody", "/Table", "/TR", "/TH", "/TD", "/THead", "/TBody", "/TFoot",
	"/Span", "/Quote", "/Note", "/Reference", "/BibEntry", "/Code", "/Link", "/Annot", "/Figure", "/Formula", "/Form", NULL};

/* The standard type of an element (ISO 32000-1, 14.8.4); "" where it is none. */
static const char *type_of(qpdf_oh element)
{
	const char *name = qpdf_oh_is_name(q, get(element, "/S")) ? qpdf_oh_get_name(q, get(element, "/S")) : "";

	for (size_t i = 0; types[i]; i++)
		if (!strcmp(types[i], name))
			return types[i];
	return "";
}

/* A piece of content that the element has, there and back. */
static void check_mark(const struct walk *walk, qpdf_oh element, qpdf_oh page, long mcid)
{
	struct mark *mark = find_mark(id_of(page), (int)mcid);
	qpdf_oh row = parent_of(walk, integer(get(page, "/StructParents")));

	if (!mark) {
		problem("UA 7.1", "element %d has the mark %ld, which page object %d has not", id_of(element), mcid, id_of(page));
		return;
	}
	if (mark->found)
		problem("UA 7.1", "mark %ld of page object %d belongs to two elements", mcid, id_of(page));
	mark->found = true;
	/* Levels of headings may be mended in the structure. */
	/* The only paragraph of a cell is the cell's own content. */
	if (strcmp(mark->type, type_of(element)) != 0 && mark->type[1] != 'H' &&
	    !(!strcmp(mark->type, "/P") && (!strcmp(type_of(element), "/TD") || !strcmp(type_of(element), "/TH"))))
		problem("UA 7.1", "mark %ld of page object %d is %s in a %s", mcid, id_of(page), mark->type, type_of(element));
	if (mcid >= count_of(row) || id_of(item(row, (int)mcid)) != id_of(element))
		problem("6.7.3", "the ParentTree does not lead from mark %ld of page object %d to element %d", mcid, id_of(page),
			id_of(element));
}

static void check_reference(const struct walk *walk, qpdf_oh element, qpdf_oh reference)
{
	qpdf_oh annotation = get(reference, "/Obj");

	if (strcmp(type_of(element), "/Link") != 0)
		problem("UA 7.18.5", "an annotation is in a %s", type_of(element));
	if (id_of(parent_of(walk, integer(get(annotation, "/StructParent")))) != id_of(element))
		problem("UA 7.18.1", "the ParentTree does not lead from annotation %d to its link", id_of(annotation));
}

/* Which types may be where (ISO 32000-1, 14.8.4). */
static void check_place(qpdf_oh element, const char *parent)
{
	static const struct {
		const char *type, *parents[5];
	} rows[] = {{"/TR", {"/Table", "/THead", "/TBody", "/TFoot", NULL}}, {"/TH", {"/TR", NULL}}, {"/TD", {"/TR", NULL}},
		    {"/THead", {"/Table", NULL}}, {"/TBody", {"/Table", NULL}}, {"/TFoot", {"/Table", NULL}},
		    {"/LI", {"/L", NULL}}, {"/LBody", {"/LI", NULL}}, {"/Lbl", {"/LI", "/Note", "/P", "/Caption", NULL}},
		    {"/Caption", {"/Table", "/L", "/Figure", NULL}}},
	  narrow[] = {{"/Table", {"/TR", "/THead", "/TBody", "/TFoot", "/Caption"}}, {"/TR", {"/TH", "/TD", NULL}},
		      {"/THead", {"/TR", NULL}}, {"/TBody", {"/TR", NULL}}, {"/TFoot", {"/TR", NULL}},
		      {"/L", {"/LI", "/L", "/Caption", NULL}}, {"/LI", {"/Lbl", "/LBody", NULL}}};
	const char *type = type_of(element);

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (!strcmp(type, rows[i].type) && !is_one_of(parent, rows[i].parents))
			problem("UA 7.2", "a %s is in a %s", type, parent);
	for (size_t i = 0; i < sizeof narrow / sizeof *narrow; i++) {
		bool allowed = strcmp(parent, narrow[i].type) != 0;

		for (int k = 0; k < 5 && narrow[i].parents[k]; k++)
			allowed = allowed || !strcmp(type, narrow[i].parents[k]);
		if (!allowed)
			problem("UA 7.2", "a %s has a %s", parent, type);
	}
}

static void check_heading(struct walk *walk, const char *type)
{
	int level = type[1] == 'H' && type[2] >= '1' && type[2] <= '6' && !type[3] ? type[2] - '0' : 0;

	if (!strcmp(type, "/H"))
		problem("UA 7.4.4", "a heading without a level among those with one");
	if (level > walk->heading + 1)
		problem("UA 7.4.2", "a heading of level %d follows one of level %d", level, walk->heading);
	if (level)
		walk->heading = level;
}

static qpdf_oh attribute(qpdf_oh element, const char *key)
{
	qpdf_oh attributes = get(element, "/A");

	for (int i = 0; i < count_of(attributes); i++)
		if (has(item(attributes, i), key))
			return get(item(attributes, i), key);
	return get(attributes, key);
}

static void check_figure(qpdf_oh element)
{
	if (accessible && !has(element, "/Alt") && !has(element, "/ActualText"))
		problem("UA 7.3", "figure %d says nothing", id_of(element));
	if (accessible && count_of(attribute(element, "/BBox")) != 4)
		problem("UA 7.3", "figure %d has no box", id_of(element));
}

static void check_note(struct walk *walk, qpdf_oh element)
{
	char *id = text_of(get(element, "/ID"));

	if (!id) {
		problem("UA 7.9", "note %d has no ID", id_of(element));
		return;
	}
	for (size_t i = 0; i < walk->note_count; i++)
		if (!strcmp(walk->notes[i], id))
			problem("UA 7.9", "two notes have the ID %s", id);
	if (walk->note_count < sizeof walk->notes / sizeof *walk->notes)
		walk->notes[walk->note_count++] = id;
	else
		free(id);
}

/* The rows of a table or of one of its parts. */
#define COLUMNS 512

struct grid {
	int taken[COLUMNS]; /* rows that a cell from above still covers */
	int width;          /* of the first row; -1 before */
};

static long span_of(qpdf_oh cell, const char *key)
{
	long span = integer(attribute(cell, key));

	return span < 1 ? 1 : span;
}

/* The kids of an element: an array, or one alone (14.7.2). */
static int kid_count(qpdf_oh element)
{
	qpdf_oh kids = get(element, "/K");

	return qpdf_oh_is_array(q, kids) ? count_of(kids) : !qpdf_oh_is_null(q, kids);
}

static qpdf_oh kid_of(qpdf_oh element, int index)
{
	qpdf_oh kids = get(element, "/K");

	return qpdf_oh_is_array(q, kids) ? item(kids, index) : kids;
}

static void check_row(struct grid *grid, qpdf_oh row)
{
	int column = 0;

	for (int i = 0; i < kid_count(row); i++) {
		qpdf_oh cell = kid_of(row, i);

		while (column < COLUMNS && grid->taken[column] > 0)
			grid->taken[column++]--;
		for (long k = span_of(cell, "/ColSpan"); k > 0 && column < COLUMNS; k--)
			grid->taken[column++] = (int)span_of(cell, "/RowSpan") - 1;
		if (!strcmp(type_of(cell), "/TH") && !has(cell, "/Headers") && !qpdf_oh_is_name(q, attribute(cell, "/Scope")))
			problem("UA 7.5", "header cell %d has no scope", id_of(cell));
	}
	while (column < COLUMNS && grid->taken[column] > 0)
		grid->taken[column++]--;
	if (grid->width >= 0 && column != grid->width)
		problem("UA 7.2", "row %d has %d columns, those before it %d", id_of(row), column, grid->width);
	grid->width = column;
}

static void check_rows(struct grid *grid, qpdf_oh part)
{
	for (int i = 0; i < kid_count(part); i++) {
		const char *type = type_of(kid_of(part, i));

		if (!strcmp(type, "/TR"))
			check_row(grid, kid_of(part, i));
		else if (strcmp(type, "/Caption") != 0 && is_dictionary(kid_of(part, i)))
			check_rows(grid, kid_of(part, i));
		else if (i > 0 && i + 1 < kid_count(part))
			problem("UA 7.2", "the caption of table %d is in its midst", id_of(part));
	}
}

static void check_table(qpdf_oh table)
{
	struct grid grid = {.width = -1};
	int heads = 0, feet = 0;

	for (int i = 0; i < kid_count(table); i++) {
		heads += !strcmp(type_of(kid_of(table, i)), "/THead");
		feet += !strcmp(type_of(kid_of(table, i)), "/TFoot");
	}
	if (heads > 1 || feet > 1)
		problem("UA 7.2", "table %d has %d heads and %d feet", id_of(table), heads, feet);
	check_rows(&grid, table);
	for (int i = 0; i < COLUMNS; i++)
		if (grid.taken[i] > 0) {
			problem("UA 7.2", "a cell of table %d goes on below its last row", id_of(table));
			break;
		}
}

static void check_element(struct walk *walk, qpdf_oh element, qpdf_oh parent, int depth);

static void check_kid(struct walk *walk, qpdf_oh element, qpdf_oh kid, int depth)
{
	qpdf_oh page = has(kid, "/Pg") ? get(kid, "/Pg") : get(element, "/Pg");

	if (qpdf_oh_is_integer(q, kid))
		check_mark(walk, element, get(element, "/Pg"), integer(kid));
	else if (is_name(get(kid, "/Type"), "/MCR"))
		check_mark(walk, element, page, integer(get(kid, "/MCID")));
	else if (is_name(get(kid, "/Type"), "/OBJR"))
		check_reference(walk, element, kid);
	else
		check_element(walk, kid, element, depth + 1);
}

static void check_element(struct walk *walk, qpdf_oh element, qpdf_oh parent, int depth)
{
	const char *type = type_of(element);

	if (depth > 600) {
		problem("6.7.3", "the structure has no end");
		return;
	}
	if (!*type)
		problem("6.7.3.4", "element %d is of no standard type", id_of(element));
	if (id_of(get(element, "/P")) != id_of(parent))
		problem("6.7.3", "element %d does not say its parent", id_of(element));
	check_place(element, type_of(parent));
	check_language(element, "an element");
	check_heading(walk, type);
	if (!strcmp(type, "/Figure"))
		check_figure(element);
	else if (!strcmp(type, "/Note"))
		check_note(walk, element);
	else if (!strcmp(type, "/Table"))
		check_table(element);
	for (int i = 0; i < kid_count(element); i++)
		check_kid(walk, element, kid_of(element, i), depth);
}

static void check_structure(qpdf_oh catalog)
{
	qpdf_oh root = get(catalog, "/StructTreeRoot"), kids = get(root, "/K");
	struct walk walk = {.parents = get(root, "/ParentTree")};

	if (mark_count)
		qsort(marks, mark_count, sizeof *marks, compare_marks);
	if (!is_dictionary(root))
		return;
	if (accessible && (count_of(kids) != 1 || strcmp(type_of(item(kids, 0)), "/Document") != 0))
		problem("UA 7.1", "the structure is not one document");
	for (int i = 0; i < count_of(kids); i++)
		check_element(&walk, item(kids, i), root, 0);
	for (size_t i = 0; i < mark_count; i++)
		if (!marks[i].found)
			problem("UA 7.1", "mark %d of page object %d belongs to no element", marks[i].mcid, marks[i].page);
	for (size_t i = 0; i < walk.note_count; i++)
		free(walk.notes[i]);
}
