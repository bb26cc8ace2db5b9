/* usage: conform [--plain] FILE.pdf...
 * Reads PDF files with a library that is not ours and holds them against ISO 19005-3 (PDF/A-3, level A) and ISO 14289-1
 * (PDF/UA-1), clause by clause as far as structure tells: prints "FILE: CLAUSE: what is wrong" and ends with 1 where something
 * is. With --plain a file need not claim to be tagged and accessible; what it claims is held against it all the same.
 * A clause before 7 is of ISO 19005-3, "UA 7.2" of ISO 14289-1. */
#include <ft2build.h>
#include FT_FREETYPE_H
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <qpdf/qpdf-c.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"

#define FILE_LIMIT ((size_t)1 << 30)

static const char *path;
static struct buffer file;
static qpdf_data q;
static unsigned long problems;
static bool archival, accessible; /* what the file claims */

static void problem(const char *clause, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void problem(const char *clause, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	printf("%s: %s: ", path, clause);
	vprintf(format, arguments);
	putchar('\n');
	va_end(arguments);
	problems++;
}

/* ---- objects */

static bool is_dictionary(qpdf_oh o)
{
	return qpdf_oh_is_dictionary(q, o) || qpdf_oh_is_stream(q, o);
}

/* An entry of a dictionary or a stream; a null object where there is none. */
static qpdf_oh get(qpdf_oh o, const char *key)
{
	if (qpdf_oh_is_stream(q, o))
		o = qpdf_oh_get_dict(q, o);
	return qpdf_oh_is_dictionary(q, o) ? qpdf_oh_get_key(q, o, key) : qpdf_oh_new_null(q);
}

static bool has(qpdf_oh o, const char *key)
{
	return !qpdf_oh_is_null(q, get(o, key));
}

static bool is_name(qpdf_oh o, const char *name)
{
	return qpdf_oh_is_name(q, o) && !strcmp(qpdf_oh_get_name(q, o), name);
}

static int count_of(qpdf_oh o)
{
	return qpdf_oh_is_array(q, o) ? qpdf_oh_get_array_n_items(q, o) : 0;
}

static qpdf_oh item(qpdf_oh o, int i)
{
	return qpdf_oh_get_array_item(q, o, i);
}

static long integer(qpdf_oh o)
{
	return qpdf_oh_is_integer(q, o) ? (long)qpdf_oh_get_int_value(q, o) : -1;
}

static int id_of(qpdf_oh o)
{
	return qpdf_oh_is_indirect(q, o) ? qpdf_oh_get_object_id(q, o) : 0;
}

/* A text string as UTF-8, for the caller to free; NULL: it is none. */
static char *text_of(qpdf_oh o)
{
	return qpdf_oh_is_string(q, o) ? memory_strdup(qpdf_oh_get_utf8_value(q, o)) : NULL;
}

static bool is_one_of(const char *name, const char *const *names)
{
	for (; *names; names++)
		if (!strcmp(name, *names))
			return true;
	return false;
}

/* ---- the file as bytes: 6.1 */

static void check_bytes(void)
{
	const char *data = file.data;
	size_t length = file.length, end;

	if (length < 20 || memcmp(data, "%PDF-1.", 7) != 0 || data[7] < '0' || data[7] > '7' || data[8] != '\n')
		problem("6.1.2", "the first line is not %%PDF-1.n");
	if (data[9] != '%')
		problem("6.1.2", "the second line is no comment");
	for (int i = 10; i < 14; i++)
		if ((unsigned char)data[i] <= 127)
			problem("6.1.2", "the second line has no four bytes above 127");
	end = length - (data[length - 1] == '\n');
	if (end < 5 || memcmp(data + end - 5, "%%EOF", 5) != 0)
		problem("6.1.3", "there is something after %%%%EOF");
}

static void check_trailer(void)
{
	qpdf_oh trailer = qpdf_get_trailer(q), id = get(trailer, "/ID");

	if (count_of(id) != 2 || !qpdf_oh_is_string(q, item(id, 0)))
		problem("6.1.3", "the trailer has no /ID");
	if (has(trailer, "/Encrypt"))
		problem("6.1.3", "the file is encrypted");
}

/* A string of any kind: its length and, where it is text, its characters. */
static void check_string(qpdf_oh o)
{
	size_t length = 0;

	qpdf_oh_get_binary_string_value(q, o, &length);
	if (length > 32767)
		problem("6.1.13", "a string of %zu bytes", length);
}

static void check_name(const char *name)
{
	if (strlen(name) > 128) /* with its slash */
		problem("6.1.13", "a name of %zu bytes", strlen(name) - 1);
	if (!xmlCheckUTF8((const xmlChar *)name))
		problem("6.1.8", "a name that is not UTF-8");
}

static void check_stream(qpdf_oh o)
{
	static const char *const filters[] = {"/FlateDecode", "/DCTDecode", "/ASCIIHexDecode", "/ASCII85Decode",
					      "/RunLengthDecode", "/CCITTFaxDecode", "/JBIG2Decode", "/JPXDecode", NULL};
	qpdf_oh filter = get(o, "/Filter");
	int count = count_of(filter);

	if (has(o, "/F") || has(o, "/FFilter") || has(o, "/FDecodeParms"))
		problem("6.1.7.1", "the data of stream %d are elsewhere", id_of(o));
	for (int i = 0; i < (count ? count : has(o, "/Filter")); i++) {
		qpdf_oh one = count ? item(filter, i) : filter;

		if (!qpdf_oh_is_name(q, one) || !is_one_of(qpdf_oh_get_name(q, one), filters))
			problem("6.1.7.2", "a filter of stream %d is not allowed", id_of(o));
	}
}

/* Everything within one object, to the next indirect ones. */
static void check_value(qpdf_oh o, int depth)
{
	if (qpdf_oh_is_string(q, o))
		check_string(o);
	else if (qpdf_oh_is_name(q, o))
		check_name(qpdf_oh_get_name(q, o));
	else if (qpdf_oh_is_integer(q, o) && llabs(qpdf_oh_get_int_value(q, o)) > 2147483647)
		problem("6.1.13", "an integer beyond 32 bits");
	else if (qpdf_oh_is_real(q, o) && qpdf_oh_get_numeric_value(q, o) > 3.403e38)
		problem("6.1.13", "a real that is too large");
	if (depth > 40 || (depth > 0 && qpdf_oh_is_indirect(q, o)))
		return;
	for (int i = 0; i < count_of(o); i++)
		check_value(item(o, i), depth + 1);
	if (is_dictionary(o)) {
		qpdf_oh dictionary = qpdf_oh_is_stream(q, o) ? qpdf_oh_get_dict(q, o) : o;
		char *keys[256];
		int count = 0;

		/* One iteration at a time: the keys first. */
		qpdf_oh_begin_dict_key_iter(q, dictionary);
		while (qpdf_oh_dict_more_keys(q)) {
			const char *key = qpdf_oh_dict_next_key(q);

			if (count < 256)
				keys[count++] = memory_strdup(key);
		}
		for (int i = 0; i < count; i++) {
			check_name(keys[i]);
			check_value(get(dictionary, keys[i]), depth + 1);
			free(keys[i]);
		}
	}
}

/* Actions may go somewhere and no more (6.5.1). */
static void check_action(qpdf_oh action)
{
	static const char *const kinds[] = {"/GoTo", "/GoToR", "/GoToE", "/Thread", "/URI", "/Named", NULL};

	if (!is_dictionary(action))
		return;
	if (!qpdf_oh_is_name(q, get(action, "/S")) || !is_one_of(qpdf_oh_get_name(q, get(action, "/S")), kinds))
		problem("6.5.1", "an action that is not allowed");
	if (is_name(get(action, "/S"), "/URI") && !qpdf_oh_is_string(q, get(action, "/URI")))
		problem("6.5.1", "an address that is no string");
}

/* What no object may have, whatever it is. */
static void check_object(qpdf_oh o)
{
	check_value(o, 0);
	if (qpdf_oh_is_stream(q, o))
		check_stream(o);
	if (!is_dictionary(o))
		return;
	if (has(o, "/AA"))
		problem("6.5.2", "object %d has additional actions", id_of(o));
	if (is_name(get(o, "/S"), "/JavaScript") || has(o, "/JS"))
		problem("6.5.1", "object %d is a script", id_of(o));
	if (is_name(get(o, "/Type"), "/ExtGState") && (has(o, "/TR") || has(o, "/HTP")))
		problem("6.2.5", "graphics state %d has /TR or /HTP", id_of(o));
	if (is_name(get(o, "/ColorSpace"), "/DeviceCMYK") || is_name(get(o, "/CS"), "/DeviceCMYK"))
		problem("6.2.4.3", "object %d is in CMYK", id_of(o));
}

static void check_objects(void)
{
	long size = integer(get(qpdf_get_trailer(q), "/Size"));

	if (size > 8388607)
		problem("6.1.13", "%ld objects", size);
	for (long i = 1; i < size; i++) {
		qpdf_oh o = qpdf_get_object_by_id(q, (int)i, 0);

		if (!qpdf_oh_is_null(q, o))
			check_object(o);
	}
}

/* ---- metadata: 6.6 */

static xmlXPathContext *xmp;

/* The text that an expression leads to, for the caller to free. */
static char *xmp_get(const char *expression)
{
	xmlXPathObject *found = xmlXPathEvalExpression((const xmlChar *)expression, xmp);
	char *text = NULL;

	if (found && found->nodesetval && found->nodesetval->nodeNr == 1) {
		xmlChar *content = xmlNodeGetContent(found->nodesetval->nodeTab[0]);

		text = memory_strdup((const char *)content);
		xmlFree(content);
	}
	xmlXPathFreeObject(found);
	return text;
}

static xmlDoc *open_metadata(qpdf_oh metadata)
{
	static const char *const names[][2] = {{"x", "adobe:ns:meta/"},
					       {"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
					       {"dc", "http://purl.org/dc/elements/1.1/"},
					       {"xmp", "http://ns.adobe.com/xap/1.0/"},
					       {"pdf", "http://ns.adobe.com/pdf/1.3/"},
					       {"pdfaid", "http://www.aiim.org/pdfa/ns/id/"},
					       {"pdfuaid", "http://www.aiim.org/pdfua/ns/id/"},
					       {"e", "http://www.aiim.org/pdfa/ns/extension/"},
					       {"s", "http://www.aiim.org/pdfa/ns/schema#"},
					       {"p", "http://www.aiim.org/pdfa/ns/property#"}};
	unsigned char *data = NULL;
	size_t length = 0;
	xmlDoc *document;

	if (!qpdf_oh_is_stream(q, metadata) || !is_name(get(metadata, "/Type"), "/Metadata") ||
	    !is_name(get(metadata, "/Subtype"), "/XML")) {
		problem("6.6.2.1", "the catalog has no metadata");
		return NULL;
	}
	qpdf_oh_get_stream_data(q, metadata, qpdf_dl_all, NULL, &data, &length);
	if (length < 60 || memcmp(data, "<?xpacket begin=", 16) != 0 || !memmem(data, length, "<?xpacket end=", 14))
		problem("6.6.2.1", "the metadata are no packet");
	if (memmem(data, length, " bytes=", 7) || memmem(data, length, " encoding=", 10))
		problem("6.6.2.1", "the packet says its length or encoding");
	document = xmlReadMemory((const char *)data, (int)length, NULL, "UTF-8", XML_PARSE_NONET | XML_PARSE_NOERROR);
	free(data);
	if (!document) {
		problem("6.6.2.1", "the metadata are not well formed");
		return NULL;
	}
	xmp = xmlXPathNewContext(document);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		xmlXPathRegisterNs(xmp, (const xmlChar *)names[i][0], (const xmlChar *)names[i][1]);
	return document;
}

/* "D:20241106170000+01'00'" and "2024-11-06T17:00:00+01:00": digits and signs alike. */
static bool same_date(const char *pdf, const char *iso)
{
	char a[64] = "", b[64] = "";
	size_t n = 0, m = 0;

	for (const char *p = pdf; *p && n < 63; p++)
		if (strchr("0123456789+Z", *p) || (*p == '-' && p - pdf > 10))
			a[n++] = *p;
	for (const char *p = iso; *p && m < 63; p++)
		if (strchr("0123456789+Z", *p) || (*p == '-' && p - iso > 10))
			b[m++] = *p;
	if (n && a[n - 1] == 'Z')
		a[n - 1] = '\0';
	if (m && b[m - 1] == 'Z')
		b[m - 1] = '\0';
	return !strcmp(a, b);
}

/* What the information dictionary says, the metadata say alike. */
static void check_information(void)
{
	static const struct {
		const char *key, *expression;
		bool date;
	} rows[] = {{"/Title", "//dc:title/rdf:Alt/rdf:li[@xml:lang='x-default']", false},
		    {"/Author", "//dc:creator/rdf:Seq/rdf:li", false},
		    {"/Producer", "//pdf:Producer", false},
		    {"/CreationDate", "//xmp:CreateDate", true},
		    {"/ModDate", "//xmp:ModifyDate", true}};
	qpdf_oh information = get(qpdf_get_trailer(q), "/Info");

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *info = text_of(get(information, rows[i].key)), *meta = xmp_get(rows[i].expression);

		if (info && (!meta || (rows[i].date ? !same_date(info, meta) : strcmp(info, meta) != 0)))
			problem("6.6.3", "%s is \"%s\" here and \"%s\" in the metadata", rows[i].key, info, meta ? meta : "");
		if (info && rows[i].date && strncmp(info, "D:", 2) != 0)
			problem("6.6.3", "%s does not begin with D:", rows[i].key);
		free(info);
		free(meta);
	}
}

static void check_metadata(qpdf_oh catalog, bool plain)
{
	xmlDoc *document = open_metadata(get(catalog, "/Metadata"));
	char *part, *level, *ua, *title, *schema;

	if (!document)
		return;
	part = xmp_get("//pdfaid:part");
	level = xmp_get("//pdfaid:conformance");
	ua = xmp_get("//pdfuaid:part");
	title = xmp_get("//dc:title/rdf:Alt/rdf:li");
	schema = xmp_get("//e:schemas/rdf:Bag/rdf:li[s:prefix='pdfuaid']/s:property/rdf:Seq/rdf:li[p:name='part']/p:valueType");
	archival = part && !strcmp(part, "3");
	accessible = ua && !strcmp(ua, "1");
	if (!archival || !level || (strcmp(level, "A") != 0 && (!plain || strcmp(level, "U") != 0)))
		problem("6.6.4", "the file does not claim PDF/A-3 of level A");
	if (!accessible && !plain)
		problem("UA 5", "the file does not claim PDF/UA-1");
	if (accessible && (!schema || strcmp(schema, "Integer") != 0))
		problem("6.6.2.3.1", "pdfuaid is not described");
	if (accessible && (!title || !*title))
		problem("UA 7.1", "the metadata have no title");
	check_information();
	free(part);
	free(level);
	free(ua);
	free(title);
	free(schema);
	xmlXPathFreeContext(xmp);
	xmlFreeDoc(document);
}

/* ---- colour: 6.2.3 */

static void check_intent(qpdf_oh catalog)
{
	qpdf_oh intents = get(catalog, "/OutputIntents"), intent, profile;
	unsigned char *data = NULL;
	size_t length = 0;

	if (count_of(intents) != 1) {
		problem("6.2.3", "there is not one output intent");
		return;
	}
	intent = item(intents, 0);
	profile = get(intent, "/DestOutputProfile");
	if (!is_name(get(intent, "/S"), "/GTS_PDFA1") || !has(intent, "/OutputConditionIdentifier"))
		problem("6.2.3", "the output intent is not GTS_PDFA1");
	if (has(intent, "/DestOutputProfileRef"))
		problem("6.2.3", "the profile is elsewhere");
	if (qpdf_oh_is_stream(q, profile))
		qpdf_oh_get_stream_data(q, profile, qpdf_dl_all, NULL, &data, &length);
	if (length < 132 || memcmp(data + 36, "acsp", 4) != 0 || data[8] > 4 ||
	    (memcmp(data + 12, "mntr", 4) != 0 && memcmp(data + 12, "prtr", 4) != 0) ||
	    memcmp(data + 16, "RGB ", 4) != 0 || integer(get(profile, "/N")) != 3)
		problem("6.2.3", "the profile is no ICC profile of RGB for a screen or printer");
	free(data);
}

/* ---- the catalog: 6.4 to 6.11, UA 7.1 to 7.16 */

static bool is_language(const char *tag)
{
	size_t n = strspn(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

	if (n < 1 || n > 8)
		return false;
	for (tag += n; *tag == '-'; tag += n + 1) {
		n = strspn(tag + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
		if (n < 1 || n > 8)
			return false;
	}
	return *tag == '\0';
}

static void check_language(qpdf_oh o, const char *what)
{
	char *tag = text_of(get(o, "/Lang"));

	if (tag && !is_language(tag))
		problem("6.7.4", "%s has the language \"%s\"", what, tag);
	free(tag);
}

static void check_attachment(qpdf_oh catalog, qpdf_oh specification)
{
	static const char *const relations[] = {"/Source", "/Data", "/Alternative", "/Supplement", "/Unspecified", NULL};
	qpdf_oh associated = get(catalog, "/AF"), stream = get(get(specification, "/EF"), "/F");
	bool cited = false;

	for (int i = 0; i < count_of(associated); i++)
		cited = cited || id_of(item(associated, i)) == id_of(specification);
	if (!cited || !id_of(specification))
		problem("6.8", "an attachment is not associated with the document");
	if (!has(specification, "/F") || !has(specification, "/UF"))
		problem("6.8", "an attachment has no /F and /UF");
	if (!qpdf_oh_is_name(q, get(specification, "/AFRelationship")) ||
	    !is_one_of(qpdf_oh_get_name(q, get(specification, "/AFRelationship")), relations))
		problem("6.8", "an attachment does not say how it is related");
	if (!qpdf_oh_is_name(q, get(stream, "/Subtype")) || !strchr(qpdf_oh_get_name(q, get(stream, "/Subtype")) + 1, '/'))
		problem("6.8", "an attachment has no media type");
	if (integer(get(get(stream, "/Params"), "/Size")) < 0 || !has(get(stream, "/Params"), "/CheckSum"))
		problem("6.8", "an attachment has no size or sum");
}

static void check_attachments(qpdf_oh catalog)
{
	qpdf_oh names = get(get(get(catalog, "/Names"), "/EmbeddedFiles"), "/Names");

	for (int i = 1; i < count_of(names); i += 2)
		check_attachment(catalog, item(names, i));
	for (int i = 0; i < count_of(get(catalog, "/AF")); i++)
		if (!is_dictionary(get(item(get(catalog, "/AF"), i), "/EF")))
			problem("6.8", "an associated file is not embedded");
}

static void check_catalog(qpdf_oh catalog)
{
	static const struct {
		const char *key, *clause;
	} forbidden[] = {{"/AcroForm", "6.4.1"},      {"/OCProperties", "6.9"}, {"/AA", "6.5.2"},
			 {"/Requirements", "6.11"},   {"/NeedsRendering", "6.4.2"}, {"/Perms", "6.1.12"},
			 {"/Threads", "UA 7.12"}};
	qpdf_oh mark = get(catalog, "/MarkInfo"), names = get(catalog, "/Names");

	for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++)
		if (has(catalog, forbidden[i].key))
			problem(forbidden[i].clause, "the catalog has %s", forbidden[i].key);
	if (has(names, "/AlternatePresentations") || has(names, "/JavaScript"))
		problem("6.10", "the catalog has other presentations or scripts");
	check_language(catalog, "the catalog");
	check_action(get(catalog, "/OpenAction"));
	check_attachments(catalog);
	if (!accessible)
		return;
	if (!qpdf_oh_get_bool_value(q, get(mark, "/Marked")))
		problem("6.7.2.2", "the catalog does not say that the file is tagged");
	if (has(mark, "/Suspects") && qpdf_oh_get_bool_value(q, get(mark, "/Suspects")))
		problem("UA 7.1", "the file suspects its own tags");
	if (!has(catalog, "/Lang"))
		problem("UA 7.2", "the catalog has no language");
	if (!is_dictionary(get(catalog, "/StructTreeRoot")))
		problem("6.7.3", "the file has no structure");
	if (!qpdf_oh_get_bool_value(q, get(get(catalog, "/ViewerPreferences"), "/DisplayDocTitle")))
		problem("UA 7.1", "the title is not displayed");
}

#include "conform_font.h"
#include "conform_content.h"
#include "conform_structure.h"

/* ---- one file */

static void check_file(bool plain)
{
	qpdf_oh catalog = qpdf_get_root(q);

	check_bytes();
	check_trailer();
	check_objects();
	check_metadata(catalog, plain);
	check_intent(catalog);
	check_catalog(catalog);
	check_pages(catalog);
	check_structure(catalog);
	check_fonts();
}

static void read_file(bool plain)
{
	int error = file_read(path, FILE_LIMIT, &file);

	if (error) {
		problem("file", "cannot be read");
		return;
	}
	q = qpdf_init();
	qpdf_silence_errors(q);
	qpdf_set_suppress_warnings(q, QPDF_TRUE);
	qpdf_set_attempt_recovery(q, QPDF_FALSE);
	if (qpdf_read_memory(q, path, file.data, file.length, NULL) & QPDF_ERRORS)
		problem("file", "%s", qpdf_get_error_full_text(q, qpdf_get_error(q)));
	else
		check_file(plain);
	while (qpdf_more_warnings(q))
		problem("file", "%s", qpdf_get_error_full_text(q, qpdf_next_warning(q)));
	forget_marks();
	forget_fonts();
	qpdf_cleanup(&q);
	buffer_clear(&file);
}

int main(int argc, char **argv)
{
	bool plain = argc > 1 && !strcmp(argv[1], "--plain");

	for (int i = 1 + plain; i < argc; i++) {
		path = argv[i];
		read_file(plain);
	}
	buffer_free(&file);
	xmlCleanupParser();
	return problems > 0;
}
