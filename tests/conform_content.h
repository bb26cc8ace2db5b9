/* Part of conform.c: pages and what is painted on them (6.2.2 to 6.2.10, 6.3, UA 7.1, 7.3, 7.8, 7.18, 7.20). */

/* A marked piece of a page, to be found again in the structure. */
struct mark {
	int page, mcid;
	char type[32];
	bool found;
};

static struct mark *marks;
static size_t mark_count;
static int *painted; /* XObjects already looked at */
static size_t painted_count;

static void forget_marks(void)
{
	free(marks);
	free(painted);
	marks = NULL;
	painted = NULL;
	mark_count = painted_count = 0;
}

#define OPERANDS 4096

struct token {
	const char *text;
	size_t length;
};

struct content {
	const char *at, *end;
	qpdf_oh resources;
	int page;            /* object */
	bool form;           /* a form: marked where it is painted */
	bool inside;         /* marked there */
	struct token operands[OPERANDS];
	size_t operand_count;
	int depth;           /* of q */
	bool text, marked, marked_in_text; /* within BT … ET; within a mark; the first where that began */
	size_t font[64];     /* by depth; SIZE_MAX: none */
};

static bool is_white(char c)
{
	return c == '\0' || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' ';
}

static bool is_regular(char c)
{
	return !is_white(c) && !strchr("()<>[]{}/%", c);
}

static const char *string_end(const char *at, const char *end)
{
	int depth = 0;

	for (; at < end; at++) {
		if (*at == '\\')
			at++;
		else if (*at == '(')
			depth++;
		else if (*at == ')' && --depth == 0)
			return at + 1;
	}
	return end;
}

/* The next token; a dictionary << … >> is one. */
static bool next_token(struct content *content, struct token *token)
{
	const char *at = content->at, *end = content->end;

	while (at < end && is_white(*at))
		at++;
	if (at == end)
		return false;
	token->text = at;
	if (*at == '(') {
		at = string_end(at, end);
	} else if (*at == '<' && at + 1 < end && at[1] == '<') {
		int depth = 0;

		while (at + 1 < end) {
			if (*at == '(') {
				at = string_end(at, end);
				continue;
			}
			if (at[0] == '<' && at[1] == '<') {
				depth++;
				at++;
			} else if (at[0] == '<') {
				at = memchr(at, '>', (size_t)(end - at));
				at = at ? at : end;
			} else if (at[0] == '>' && at[1] == '>') {
				at++;
				if (--depth == 0)
					break;
			}
			at++;
		}
		at++;
	} else if (*at == '<') {
		at = memchr(at, '>', (size_t)(end - at));
		at = at ? at + 1 : end;
	} else if (*at == '[' || *at == ']' || *at == '{' || *at == '}') {
		at++;
	} else {
		for (at++; at < end && is_regular(*at); at++)
			;
	}
	token->length = (size_t)(at - token->text);
	content->at = at;
	return true;
}

static bool is(const struct token *token, const char *text)
{
	return token->length == strlen(text) && !memcmp(token->text, text, token->length);
}

static bool is_operand(const struct token *token)
{
	return strchr("+-.0123456789/(<[]", token->text[0]) || is(token, "true") || is(token, "false") || is(token, "null");
}

static bool is_operator(const struct token *token)
{
	static const char *const names[] = {
		"b", "B", "b*", "B*", "BDC", "BI", "BMC", "BT", "BX", "c", "cm", "CS", "cs", "d", "d0", "d1", "Do", "DP", "EI",
		"EMC", "ET", "EX", "f", "F", "f*", "G", "g", "gs", "h", "i", "ID", "j", "J", "K", "k", "l", "m", "M", "MP", "n",
		"q", "Q", "re", "RG", "rg", "ri", "s", "S", "SC", "sc", "SCN", "scn", "sh", "T*", "Tc", "Td", "TD", "Tf", "Tj",
		"TJ", "TL", "Tm", "Tr", "Ts", "Tw", "Tz", "v", "w", "W", "W*", "y", "'", "\"", NULL};

	for (size_t i = 0; names[i]; i++)
		if (is(token, names[i]))
			return true;
	return false;
}

static bool paints(const struct token *token)
{
	static const char *const names[] = {"b", "B", "b*", "B*", "BI", "Do", "f", "F", "f*", "s", "S", "sh", "Tj", "TJ", "'", "\"",
					    NULL};

	for (size_t i = 0; names[i]; i++)
		if (is(token, names[i]))
			return true;
	return false;
}

/* The resource that the last operand but `back` names; a null object where there is none. */
static qpdf_oh resource(const struct content *content, const char *kind, size_t back)
{
	char name[130];
	const struct token *token;

	if (content->operand_count <= back)
		return qpdf_oh_new_null(q);
	token = &content->operands[content->operand_count - 1 - back];
	snprintf(name, sizeof name, "%.*s", (int)token->length, token->text);
	if (!has(get(content->resources, kind), name))
		problem("6.2.2", "%s of page %d is no resource", name, content->page);
	return get(get(content->resources, kind), name);
}

static void begin_mark(struct content *content)
{
	const struct token *type = &content->operands[0], *properties = &content->operands[1];
	const char *mcid;
	char dictionary[512];

	if (content->marked || content->form)
		problem("UA 7.1", "a mark within a mark, on page %d", content->page);
	content->marked = true;
	content->marked_in_text = content->text;
	if (content->operand_count < 1)
		return;
	if (is(type, "/Artifact"))
		return;
	snprintf(dictionary, sizeof dictionary, "%.*s", content->operand_count > 1 ? (int)properties->length : 0,
		 content->operand_count > 1 ? properties->text : "");
	mcid = strstr(dictionary, "/MCID");
	if (!mcid) {
		problem("UA 7.1", "content of page %d is marked and belongs to nothing", content->page);
		return;
	}
	marks = memory_realloc(marks, (mark_count + 1) * sizeof *marks);
	marks[mark_count] = (struct mark){.page = content->page, .mcid = atoi(mcid + 5)};
	snprintf(marks[mark_count].type, sizeof marks[mark_count].type, "%.*s", (int)type->length, type->text);
	for (size_t i = mark_count; i-- > 0 && marks[i].page == content->page;)
		if (marks[i].mcid == marks[mark_count].mcid)
			problem("UA 7.1", "two marks %d on page %d", marks[i].mcid, content->page);
	mark_count++;
}

/* The bytes of a string, hexadecimal or literal, as a reader takes them (ISO 32000-1, 7.3.4); returns how many. `bytes` has room for
 * the token's length. */
static size_t read_bytes(const struct token *token, uint8_t *bytes)
{
	static const char names[] = "nrtbf", values[] = "\n\r\t\b\f";
	const char *at = token->text + 1, *end = token->text + token->length - 1;
	size_t count = 0;

	while (at < end) {
		char digits[4] = "";
		int n = 0;

		if (token->text[0] == '<') {
			memcpy(digits, at, 2);
			at += 2;
			bytes[count++] = (uint8_t)strtoul(digits, NULL, 16);
			continue;
		}
		if (*at == '\r') { /* a line's end is a line feed */
			at += at + 1 < end && at[1] == '\n' ? 2 : 1;
			bytes[count++] = '\n';
			continue;
		}
		if (*at != '\\') {
			bytes[count++] = (uint8_t)*at++;
			continue;
		}
		at++;
		while (n < 3 && at < end && *at >= '0' && *at <= '7')
			digits[n++] = *at++;
		if (n) {
			bytes[count++] = (uint8_t)strtoul(digits, NULL, 8);
		} else if (at < end) {
			const char *name = strchr(names, *at);

			if (*at != '\n')
				bytes[count++] = (uint8_t)(name ? values[name - names] : *at);
			at++;
		}
	}
	return count;
}

/* The codes of the strings among the operands. */
static void show_text(struct content *content)
{
	size_t font = content->font[content->depth];

	if (!content->text)
		problem("6.2.2", "text outside of a text object, page %d", content->page);
	for (size_t i = 0; i < content->operand_count; i++) {
		const struct token *token = &content->operands[i];
		uint8_t *bytes;
		size_t count;

		if ((token->text[0] != '<' && token->text[0] != '(') || font == SIZE_MAX)
			continue;
		if (token->text[0] == '<' && token->length % 2)
			problem("6.1.6", "a string of page %d has half a byte", content->page);
		if (token->text[0] == '(' && (memchr(token->text, '\n', token->length) || memchr(token->text, '\r', token->length)))
			problem("7.3.4.2", "a line ends within a string of page %d: readers count such ends otherwise", content->page);
		bytes = memory_alloc(token->length);
		count = read_bytes(token, bytes);
		if (count > 32767)
			problem("6.1.13", "a string of page %d has %zu bytes", content->page, count);
		if (count % (size_t)fonts[font].bytes)
			problem("6.2.11.3", "a string of page %d ends within a code", content->page);
		for (size_t k = 0; k + (size_t)fonts[font].bytes <= count; k += (size_t)fonts[font].bytes)
			show_code(font, fonts[font].bytes == 1 ? bytes[k] : (unsigned)(bytes[k] << 8 | bytes[k + 1]));
		free(bytes);
	}
	if (font == SIZE_MAX)
		problem("6.2.2", "text without a font, page %d", content->page);
}

static void read_content(struct content *content);

static void check_picture(qpdf_oh image, bool mask)
{
	qpdf_oh space = get(image, "/ColorSpace"), soft = get(image, "/SMask");
	long bits = integer(get(image, "/BitsPerComponent"));
	int id = id_of(image);

	if (has(image, "/Interpolate") && qpdf_oh_get_bool_value(q, get(image, "/Interpolate")))
		problem("6.2.8.1", "image %d is interpolated", id);
	if (has(image, "/Alternates") || has(image, "/OPI"))
		problem("6.2.8.1", "image %d has alternates", id);
	if (!(bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16))
		problem("6.2.8.1", "image %d has %ld bits", id, bits);
	if (!is_name(space, "/DeviceGray") && !is_name(space, "/DeviceRGB") && !is_name(item(space, 0), "/Indexed"))
		problem("6.2.4.3", "image %d is neither grey nor RGB", id);
	if (mask && !is_name(space, "/DeviceGray"))
		problem("6.2.8.1", "mask %d is not grey", id);
	if (is_dictionary(soft) && !mask)
		check_picture(soft, true);
}

static void check_state(qpdf_oh state);

/* A form and all that it paints; `inside`: it is painted within a mark. */
static void check_form(qpdf_oh form, bool inside, int page)
{
	unsigned char *data = NULL;
	size_t length = 0;
	struct content *content = memory_alloc(sizeof *content);

	if (has(form, "/OPI") || has(form, "/PS") || has(form, "/Ref") || is_name(get(form, "/Subtype2"), "/PS"))
		problem("6.2.9", "form %d cites what is elsewhere", id_of(form));
	if (has(form, "/StructParents") || has(form, "/StructParent"))
		problem("UA 7.20", "form %d has marks of its own", id_of(form));
	if (count_of(get(form, "/BBox")) != 4)
		problem("6.2.2", "form %d has no box", id_of(form));
	qpdf_oh_get_stream_data(q, form, qpdf_dl_all, NULL, &data, &length);
	*content = (struct content){.at = (const char *)data, .end = (const char *)data + length,
				    .resources = get(form, "/Resources"), .page = page, .form = true, .inside = inside};
	content->font[0] = SIZE_MAX;
	read_content(content);
	free(data);
	free(content);
}

static void check_xobject(qpdf_oh xobject, bool inside, int page)
{
	for (size_t i = 0; i < painted_count; i++)
		if (painted[i] == id_of(xobject))
			return;
	painted = memory_realloc(painted, (painted_count + 1) * sizeof *painted);
	painted[painted_count++] = id_of(xobject);
	if (is_name(get(xobject, "/Subtype"), "/Image"))
		check_picture(xobject, false);
	else if (is_name(get(xobject, "/Subtype"), "/Form"))
		check_form(xobject, inside, page);
	else
		problem("6.2.9", "object %d is neither image nor form", id_of(xobject));
}

static void check_state(qpdf_oh state)
{
	static const char *const modes[] = {"/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten",
					    "/ColorDodge", "/ColorBurn", "/HardLight", "/SoftLight", "/Difference", "/Exclusion",
					    "/Hue", "/Saturation", "/Color", "/Luminosity", NULL};
	qpdf_oh mode = get(state, "/BM");

	if (has(state, "/TR") || has(state, "/HTP") || (has(state, "/TR2") && !is_name(get(state, "/TR2"), "/Default")))
		problem("6.2.5", "a graphics state has transfer functions");
	if (has(state, "/BM") && (!qpdf_oh_is_name(q, mode) || !is_one_of(qpdf_oh_get_name(q, mode), modes)))
		problem("6.2.10", "a graphics state blends in a way of its own");
}

static void obey(struct content *content, const struct token *operator)
{
	if (paints(operator) && !content->marked && !content->inside && accessible)
		problem("UA 7.1", "\"%.*s\" of page %d paints what is neither tagged nor an artifact", (int)operator->length,
			operator->text, content->page);
	if (is(operator, "q")) {
		if (++content->depth > 28)
			problem("6.1.13", "more than 28 states are saved on page %d", content->page);
		if (content->depth < 64)
			content->font[content->depth] = content->font[content->depth - 1];
		else
			content->depth = 63;
	} else if (is(operator, "Q")) {
		if (--content->depth < 0)
			problem("6.2.2", "a state of page %d is restored that was not saved", content->page);
		content->depth = content->depth < 0 ? 0 : content->depth;
	} else if (is(operator, "BT") || is(operator, "ET")) {
		if (content->text == is(operator, "BT"))
			problem("6.2.2", "text objects of page %d do not match", content->page);
		content->text = is(operator, "BT");
	} else if (is(operator, "BDC") || is(operator, "BMC")) {
		begin_mark(content);
	} else if (is(operator, "EMC")) {
		if (!content->marked)
			problem("UA 7.1", "a mark ends that did not begin, page %d", content->page);
		/* ISO 32000-1, 14.6.1: pairs of BDC and EMC, BT and ET nest. */
		if (content->marked && content->text != content->marked_in_text)
			problem("6.2.2", "a mark and a text object of page %d lie across one another", content->page);
		content->marked = false;
	} else if (is(operator, "Tf")) {
		content->font[content->depth] = find_font(resource(content, "/Font", 1));
	} else if (is(operator, "gs")) {
		check_state(resource(content, "/ExtGState", 0));
	} else if (is(operator, "Do")) {
		check_xobject(resource(content, "/XObject", 0), content->marked || content->inside, content->page);
	} else if (is(operator, "TJ") || is(operator, "Tj")) {
		show_text(content);
	} else if (is(operator, "K") || is(operator, "k")) {
		problem("6.2.4.3", "a colour of page %d is CMYK", content->page);
	}
}

static void read_content(struct content *content)
{
	struct token token;

	while (next_token(content, &token)) {
		if (is_operand(&token)) {
			if (content->operand_count < OPERANDS)
				content->operands[content->operand_count++] = token;
			continue;
		}
		if (!is_operator(&token))
			problem("6.2.2", "\"%.*s\" of page %d is no operator", (int)token.length, token.text, content->page);
		obey(content, &token);
		content->operand_count = 0;
	}
	if (content->depth || content->text || content->marked)
		problem("6.2.2", "something on page %d does not end", content->page);
}

/* Links are the only annotations (6.3; UA 7.18). */
static void check_annotation(qpdf_oh annotation, int page)
{
	long flags = integer(get(annotation, "/F"));
	char *contents = text_of(get(annotation, "/Contents"));

	if (!is_name(get(annotation, "/Subtype"), "/Link"))
		problem("6.3.1", "an annotation of page %d is no link", page);
	if (flags < 0 || !(flags & 4) || flags & (1 | 2 | 32 | 256))
		problem("6.3.2", "an annotation of page %d has the flags %ld", page, flags);
	if (has(annotation, "/A") && has(annotation, "/Dest"))
		problem("6.5.1", "a link of page %d goes to two places", page);
	check_action(get(annotation, "/A"));
	if (accessible && (!contents || !*contents))
		problem("UA 7.18.5", "a link of page %d says nothing", page);
	if (accessible && integer(get(annotation, "/StructParent")) < 0)
		problem("UA 7.18.1", "a link of page %d is not in the structure", page);
	free(contents);
}

static void check_page(qpdf_oh page, int number)
{
	qpdf_oh box = get(page, "/MediaBox"), annotations = get(page, "/Annots");
	unsigned char *data = NULL;
	size_t length = 0;
	struct content *content = memory_alloc(sizeof *content);

	for (int i = 0; i < 2; i++) {
		double side = qpdf_oh_get_numeric_value(q, item(box, i + 2)) - qpdf_oh_get_numeric_value(q, item(box, i));

		if ((side < 3 || side > 14400) && (archival || accessible))
			problem("6.1.13", "page %d has a side of %g pt", number, side);
	}
	if (!is_dictionary(get(page, "/Resources")))
		problem("6.2.2", "page %d has no resources of its own", number);
	if (has(page, "/PresSteps"))
		problem("6.10", "page %d has steps", number);
	if (accessible && count_of(annotations) && !is_name(get(page, "/Tabs"), "/S"))
		problem("UA 7.18.3", "the links of page %d are not in the order of the structure", number);
	for (int i = 0; i < count_of(annotations); i++)
		check_annotation(item(annotations, i), number);
	qpdf_oh_get_page_content_data(q, page, &data, &length);
	*content = (struct content){.at = (const char *)data, .end = (const char *)data + length,
				    .resources = get(page, "/Resources"), .page = id_of(page)};
	content->font[0] = SIZE_MAX;
	read_content(content);
	free(data);
	free(content);
}

/* Bookmarks and labels lead to pages (UA 7.17). */
static void check_outline(qpdf_oh first, int depth)
{
	for (qpdf_oh one = first; is_dictionary(one) && depth < 40; one = get(one, "/Next")) {
		char *title = text_of(get(one, "/Title"));

		if (!title)
			problem("UA 7.17", "a bookmark has no title");
		check_action(get(one, "/A"));
		check_outline(get(one, "/First"), depth + 1);
		free(title);
	}
}

static void check_pages(qpdf_oh catalog)
{
	int count = qpdf_get_num_pages(q);

	for (int i = 0; i < count; i++)
		check_page(qpdf_get_page_n(q, (size_t)i), i + 1);
	check_outline(get(get(catalog, "/Outlines"), "/First"), 0);
}
