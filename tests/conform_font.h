/* Part of conform.c: the fonts shown (6.2.11, UA 7.21). While content is read, each code shown is noted. */

struct shown {
	int id; /* of the Type 0 font */
	qpdf_oh font;
	int bytes;           /* of a code */
	int encoding;        /* the object of its CMap; 0: none */
	uint16_t *cids;      /* by code: what its encoding leads to; 0: nothing */
	uint8_t codes[8192]; /* a bit each */
};

static struct shown *fonts;
static size_t font_count;

static void forget_fonts(void)
{
	for (size_t i = 0; i < font_count; i++)
		free(fonts[i].cids);
	free(fonts);
	fonts = NULL;
	font_count = 0;
}

static unsigned hexadecimal(const char **at)
{
	char digits[5] = "";
	int n = 0;

	while (n < 4 && strchr("0123456789abcdefABCDEF", **at) && **at)
		digits[n++] = *(*at)++;
	return (unsigned)strtoul(digits, NULL, 16);
}

/* The text of a stream, which the caller frees. */
static char *text_of_stream(qpdf_oh stream)
{
	unsigned char *data = NULL;
	size_t length = 0;
	char *text;

	if (qpdf_oh_is_stream(q, stream))
		qpdf_oh_get_stream_data(q, stream, qpdf_dl_all, NULL, &data, &length);
	text = memory_alloc(length + 1);
	if (length)
		memcpy(text, data, length);
	text[length] = '\0';
	free(data);
	return text;
}

static bool same_text(qpdf_oh a, qpdf_oh b)
{
	return qpdf_oh_is_string(q, a) && qpdf_oh_is_string(q, b) &&
	       !strcmp(qpdf_oh_get_utf8_value(q, a), qpdf_oh_get_utf8_value(q, b));
}

/* Whether the codes of a CMap are all those of so many bytes: 1 or 2. */
static bool has_codes_of(const char *text, int bytes)
{
	return strstr(text, bytes == 1 ? "<00><FF>\nendcodespacerange" : "<0000><FFFF>\nendcodespacerange");
}

/* It says its name twice alike (9.7.5.4), and no other of the file has that name. */
static void check_name_of_cmap(struct shown *shown, qpdf_oh stream, const char *text)
{
	const char *own = strstr(text, "/CMapName/");
	char name[130] = "";

	if (qpdf_oh_is_name(q, get(stream, "/CMapName")))
		snprintf(name, sizeof name, "%s", qpdf_oh_get_name(q, get(stream, "/CMapName")));
	if (!own || strncmp(own + 9, name, strlen(name)) != 0 || strncmp(own + 9 + strlen(name), " def", 4) != 0)
		problem("6.2.11.3.3", "the CMap of font %d has two names", shown->id);
	shown->encoding = id_of(stream);
	for (const struct shown *other = fonts; other < shown; other++)
		if (other->encoding && other->encoding != shown->encoding && is_name(get(get(other->font, "/Encoding"), "/CMapName"), name))
			problem("6.2.11.3.3", "fonts %d and %d have CMaps of one name", other->id, shown->id);
}

/* A CMap of the file itself: its ranges; it uses no other, says its writing mode twice alike, and is of the font's own system. */
static void read_encoding(struct shown *shown, qpdf_oh stream)
{
	qpdf_oh system = get(stream, "/CIDSystemInfo");
	qpdf_oh own = get(item(get(shown->font, "/DescendantFonts"), 0), "/CIDSystemInfo");
	char *text = text_of_stream(stream);
	const char *mode = strstr(text, "/WMode ");

	if (strstr(text, "usecmap") || has(stream, "/UseCMap"))
		problem("6.2.11.3.3", "the CMap of font %d uses another", shown->id);
	if (!mode || atol(mode + 7) != integer(get(stream, "/WMode")))
		problem("6.2.11.3.3", "the CMap of font %d has two writing modes", shown->id);
	if (!is_name(get(stream, "/Type"), "/CMap") || !qpdf_oh_is_name(q, get(stream, "/CMapName")))
		problem("6.2.11.3.3", "the encoding of font %d is no CMap", shown->id);
	if (!same_text(get(system, "/Registry"), get(own, "/Registry")) || !same_text(get(system, "/Ordering"), get(own, "/Ordering")) ||
	    integer(get(own, "/Supplement")) < integer(get(system, "/Supplement")))
		problem("6.2.11.3.1", "the CMap of font %d is of another system", shown->id);
	check_name_of_cmap(shown, stream, text);
	shown->bytes = has_codes_of(text, 1) ? 1 : 2;
	if (!has_codes_of(text, shown->bytes))
		problem("6.2.11.3.3", "the CMap of font %d has a codespace of its own", shown->id);
	for (char *block = strstr(text, "begincidrange"); block; block = strstr(block, "begincidrange")) {
		char *end = strstr(block, "endcidrange");

		for (const char *at = block; end && (at = strchr(at, '<')) && at < end;) {
			unsigned first, last;
			long cid;

			at++;
			first = hexadecimal(&at);
			at += strspn(at, "><");
			last = hexadecimal(&at);
			cid = *at ? strtol(at + 1, NULL, 10) : 0;
			for (unsigned code = first; code <= last && code < 65536; code++)
				shown->cids[code] = (uint16_t)(cid + (long)(code - first));
		}
		block += 13;
	}
	free(text);
}

/* The number of a font in fonts. */
static size_t find_font(qpdf_oh font)
{
	struct shown *shown;
	qpdf_oh encoding = get(font, "/Encoding");

	for (size_t i = 0; i < font_count; i++)
		if (fonts[i].id == id_of(font))
			return i;
	fonts = memory_realloc(fonts, (font_count + 1) * sizeof *fonts);
	shown = &fonts[font_count];
	*shown = (struct shown){.id = id_of(font), .font = font, .bytes = 2, .cids = calloc(65536, sizeof *shown->cids)};
	if (qpdf_oh_is_stream(q, encoding))
		read_encoding(shown, encoding);
	for (unsigned code = 0; code < 65536 && is_name(encoding, "/Identity-H"); code++)
		shown->cids[code] = (uint16_t)code;
	return font_count++;
}

static void show_code(size_t font, unsigned code)
{
	fonts[font].codes[code / 8] |= (uint8_t)(1 << code % 8);
}

static bool is_shown(const struct shown *shown, unsigned code)
{
	return shown->codes[code / 8] >> code % 8 & 1;
}

/* Entries of single codes, <01><0041>, or of ranges, <01><05><0041>. */
static void read_unicode_block(const char *text, const char *begin, const char *end_word, uint16_t *map, int id)
{
	bool ranges = strstr(begin, "range");

	for (const char *block = strstr(text, begin); block; block = strstr(block + strlen(begin), begin)) {
		const char *end = strstr(block, end_word);

		for (const char *at = block; end && (at = strchr(at, '<')) && at < end;) {
			unsigned code, last, first = 0, unit;

			at++;
			last = code = hexadecimal(&at);
			if (ranges && (at = strchr(at, '<'))) {
				at++;
				last = hexadecimal(&at);
			}
			at = at ? strchr(at, '<') : NULL;
			if (!at)
				break;
			for (at++; *at && *at != '>'; first = first ? first : unit) {
				unit = hexadecimal(&at);
				if (unit == 0 || unit == 0xFEFF || unit == 0xFFFE)
					problem("6.2.11.7.2", "code %04x of font %d is text %04X", code, id, unit);
				if (unit + (last - code) >= 0xE000 && unit < 0xF900)
					problem("6.2.11.7.3", "code %04x of font %d is for private use", code, id);
			}
			if (last < code || last - code > 255)
				problem("6.2.11.7.2", "a range of font %d is too long", id);
			for (unsigned c = code; c <= last && c < 65536; c++)
				map[c] = (uint16_t)(first + (c - code));
		}
	}
}

/* The first UTF-16 unit that each code stands for; all units are looked at. Codes are as long as those of the encoding (ISO 32000-1,
 * 9.10.3). */
static uint16_t *read_unicode(const struct shown *shown)
{
	uint16_t *map = calloc(65536, sizeof *map);
	char *text = text_of_stream(get(shown->font, "/ToUnicode"));

	if (!has_codes_of(text, shown->bytes))
		problem("6.2.11.7.2", "/ToUnicode of font %d has codes of another length", shown->id);
	read_unicode_block(text, "beginbfchar", "endbfchar", map, shown->id);
	read_unicode_block(text, "beginbfrange", "endbfrange", map, shown->id);
	free(text);
	return map;
}

/* /W by code; -1 where it says nothing. */
static double *read_widths(qpdf_oh array)
{
	double *widths = memory_alloc(65536 * sizeof *widths);
	int count = count_of(array);

	for (size_t i = 0; i < 65536; i++)
		widths[i] = -1;
	for (int i = 0; i + 1 < count;) {
		long first = integer(item(array, i));
		qpdf_oh second = item(array, i + 1);

		if (qpdf_oh_is_array(q, second)) {
			for (int k = 0; k < count_of(second) && first + k < 65536; k++)
				widths[first + k] = qpdf_oh_get_numeric_value(q, item(second, k));
			i += 2;
		} else {
			for (long code = first; i + 2 < count && code <= integer(second) && code < 65536; code++)
				widths[code] = qpdf_oh_get_numeric_value(q, item(array, i + 2));
			i += 3;
		}
	}
	return widths;
}

/* The program embedded has every glyph shown, as wide as /W says. */
static void check_program(const struct shown *shown, qpdf_oh descendant, FT_Library library)
{
	qpdf_oh descriptor = get(descendant, "/FontDescriptor");
	bool compact = has(descriptor, "/FontFile3");
	qpdf_oh program = get(descriptor, compact ? "/FontFile3" : "/FontFile2");
	unsigned char *data = NULL;
	size_t length = 0;
	FT_Face face;
	double *widths;

	if (!qpdf_oh_is_stream(q, program) ||
	    (compact && !is_name(get(program, "/Subtype"), "/CIDFontType0C") && !is_name(get(program, "/Subtype"), "/OpenType"))) {
		problem("6.2.11.4.1", "font %d is not embedded", shown->id);
		return;
	}
	qpdf_oh_get_stream_data(q, program, qpdf_dl_all, NULL, &data, &length);
	if (!compact && integer(get(program, "/Length1")) != (long)length)
		problem("6.2.11.2", "the program of font %d is not as long as it says", shown->id);
	if (FT_New_Memory_Face(library, data, (FT_Long)length, 0, &face)) {
		problem("6.2.11.2", "the program of font %d is broken", shown->id);
		free(data);
		return;
	}
	widths = read_widths(get(descendant, "/W"));
	for (unsigned code = 0; code < 65536; code++) {
		unsigned cid = shown->cids[code];
		double advance;

		if (!is_shown(shown, code))
			continue;
		if (cid >= (unsigned)face->num_glyphs || FT_Load_Glyph(face, cid, FT_LOAD_NO_SCALE | FT_LOAD_NO_BITMAP)) {
			problem("6.2.11.4.1", "font %d does not have glyph %u", shown->id, cid);
			continue;
		}
		advance = face->glyph->advance.x * 1000.0 / face->units_per_EM;
		if (widths[cid] < 0)
			widths[cid] = qpdf_oh_get_numeric_value(q, get(descendant, "/DW"));
		if (widths[cid] - advance > 1 || advance - widths[cid] > 1)
			problem("6.2.11.5", "glyph %u of font %d is %g wide, not %g", cid, shown->id, advance, widths[cid]);
	}
	free(widths);
	FT_Done_Face(face);
	free(data);
}

static void check_font(const struct shown *shown, FT_Library library)
{
	qpdf_oh descendant = item(get(shown->font, "/DescendantFonts"), 0);
	qpdf_oh system = get(descendant, "/CIDSystemInfo");
	bool outlines = is_name(get(descendant, "/Subtype"), "/CIDFontType2");
	char name[160] = "";
	uint16_t *map;

	if (qpdf_oh_is_name(q, get(descendant, "/BaseFont")))
		snprintf(name, sizeof name, "%s", qpdf_oh_get_name(q, get(descendant, "/BaseFont")));

	if (!is_name(get(shown->font, "/Subtype"), "/Type0") || count_of(get(shown->font, "/DescendantFonts")) != 1) {
		problem("6.2.11.2", "font %d is no composite font", shown->id);
		return;
	}
	if (!is_name(get(shown->font, "/Encoding"), "/Identity-H") && !qpdf_oh_is_stream(q, get(shown->font, "/Encoding")))
		problem("6.2.11.3.3", "font %d is encoded neither by Identity-H nor by a CMap of the file", shown->id);
	if (!has(system, "/Registry") || !has(system, "/Ordering") || integer(get(system, "/Supplement")) < 0)
		problem("6.2.11.3.1", "font %d has no system information", shown->id);
	if (outlines && !is_name(get(descendant, "/CIDToGIDMap"), "/Identity") && !qpdf_oh_is_stream(q, get(descendant, "/CIDToGIDMap")))
		problem("6.2.11.3.2", "font %d has no /CIDToGIDMap", shown->id);
	if (strspn(name + (*name == '/'), "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 6 || name[7] != '+')
		problem("6.2.11.2", "the name of font %d is not that of a part", shown->id);
	if (!is_name(get(get(descendant, "/FontDescriptor"), "/FontName"), name) || !is_name(get(shown->font, "/BaseFont"), name))
		problem("6.2.11.2", "font %d has several names", shown->id);
	if (!qpdf_oh_is_stream(q, get(shown->font, "/ToUnicode")))
		problem("6.2.11.7.2", "font %d has no /ToUnicode", shown->id);
	map = read_unicode(shown);
	for (unsigned code = 0; code < 65536; code++) {
		if (is_shown(shown, code) && !shown->cids[code])
			problem("6.2.11.8", "font %d shows .notdef", shown->id);
		else if (is_shown(shown, code) && !map[code])
			problem("6.2.11.7.2", "code %u of font %d stands for no text", code, shown->id);
	}
	free(map);
	check_program(shown, descendant, library);
}

static void check_fonts(void)
{
	FT_Library library;

	if (FT_Init_FreeType(&library))
		exit(70);
	for (size_t i = 0; i < font_count; i++)
		check_font(&fonts[i], library);
	FT_Done_FreeType(library);
}
