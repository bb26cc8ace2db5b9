#include "sheet/sheet.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/uri.h>
#include <libxslt/documents.h>
#include <libxslt/extensions.h>
#include <libxslt/imports.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/memo.h"
#include "base/message.h"
#include "sheet/function.h"
#include "sheet/mark.h"
#include "sheet/superior.h"

/* A document below this may be read by a stylesheet, and a stylesheet too. */
#define FILE_LIMIT ((size_t)16 << 20)
/* Templates within templates. libxslt's own 3000 take more than the 8 MiB of a common stack when each sorts. */
#define DEPTH_LIMIT 1000
#define FOLDERS_MAX 8
/* The scheme that names a stylesheet of the last folder: what a certifier's pv.xsl imports to change ours. */
#define SCHEME "parchemin:"
/* Stylesheets that import one another, one within the other. */
#define IMPORT_LIMIT 64
/* Bytes of answers of functions that are kept. */
#define MEMO_LIMIT ((size_t)512 << 10)

struct sheet {
	xsltStylesheet *style;
	xsltSecurityPrefs *prefs;
	char *folders[FOLDERS_MAX]; /* real paths, without a slash at the end */
	size_t folder_count;
	struct digest *digest; /* while it is compiled */
	char hex[DIGEST_LENGTH + 1];
	struct messages *messages; /* of the call that runs */
	char *name;
	struct function_use use; /* of the functions, the last time: their memo is kept */
	bool marked; /* results carry the places of the stylesheet */
	sheet_part *part; /* NULL: parts are nothing of their own */
};

/* ---- what libxslt says ---- */

static void text_gather(void *gathered, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void text_gather(void *gathered, const char *format, ...)
{
	char text[2048];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	buffer_puts(gathered, text);
}

static const char *sheet_label(const struct sheet *sheet)
{
	const char *slash = sheet->name ? strrchr(sheet->name, '/') : NULL;
	return slash ? slash + 1 : "";
}

/* "compilation error: file pv.xsl line 12 element template" names the place of the lines that follow. */
static bool place_read(char *line, struct place *place)
{
	char *file = strstr(line, " error: file "), *number = file ? strstr(file, " line ") : NULL;
	if (!number)
		return false;
	*number = '\0';
	place->file = file + strlen(" error: file ");
	place->line = (unsigned)strtoul(number + strlen(" line "), NULL, 10);
	return true;
}

/* The place that libxslt names first: some of what it says comes before it. */
static struct place place_first(const struct sheet *sheet, struct buffer *said, char **copy)
{
	struct place place = {.file = sheet->name};
	*copy = memory_strdup(buffer_string(said));
	char *rest = *copy, *line;
	while ((line = strsep(&rest, "\n")) != NULL)
		if (place_read(line, &place))
			break;
	return place;
}

/* One message for each line that libxslt gathered. Says whether there was any. */
static bool said_report(struct sheet *sheet, struct buffer *said, enum message_level level)
{
	char *first, *text = memory_strdup(buffer_string(said)), *rest = text, *line;
	struct place place = place_first(sheet, said, &first);
	bool any = false;
	while ((line = strsep(&rest, "\n")) != NULL) {
		if (line[0] == '\0' || strcmp(line, "error") == 0 || place_read(line, &place))
			continue;
		message_add_level(sheet->messages, place, M_U909, level, sheet_label(sheet), line);
		any = true;
	}
	free(text);
	free(first);
	buffer_clear(said);
	return any;
}

static void fault_report(struct sheet *sheet, const char *file, const char *text)
{
	message_add(sheet->messages, (struct place){.file = file}, M_U909, sheet_label(sheet),
		    text);
}

/* ---- which files may be read ---- */

static bool beneath(const char *path, const char *folder)
{
	size_t n = strlen(folder);
	return strncmp(path, folder, n) == 0 && path[n] == '/';
}

/* The real path of a file beneath one of the folders; NULL when there is none, or it lies elsewhere. The caller frees it. */
static char *path_allowed(const struct sheet *sheet, const char *path)
{
	char *real = realpath(path, NULL);
	for (size_t i = 0; real && i < sheet->folder_count; i++)
		if (beneath(real, sheet->folders[i]))
			return real;
	free(real);
	return NULL;
}

/* In `folder`, the file that `relative` names. */
static char *path_in(const struct sheet *sheet, size_t folder, const char *relative)
{
	char path[PATH_MAX];
	if (snprintf(path, sizeof path, "%s/%s", sheet->folders[folder], relative) >=
	    (int)sizeof path)
		return NULL;
	return path_allowed(sheet, path);
}

/* The file that a URI names: itself, or what has the same name in a later folder. */
static char *path_find(const struct sheet *sheet, const char *uri)
{
	if (strncmp(uri, SCHEME, strlen(SCHEME)) == 0)
		return path_in(sheet, sheet->folder_count - 1, uri + strlen(SCHEME));
	if (strncmp(uri, "file://", 7) == 0)
		uri += 7;
	char *path = xmlURIUnescapeString(uri, 0, NULL);
	char *found = path ? path_allowed(sheet, path) : NULL;
	for (size_t i = 0; path && !found && i < sheet->folder_count; i++) {
		if (!beneath(path, sheet->folders[i]))
			continue;
		for (size_t j = i + 1; j < sheet->folder_count && !found; j++)
			found = path_in(sheet, j, path + strlen(sheet->folders[i]) + 1);
	}
	xmlFree(path);
	return found;
}

static int read_check(xsltSecurityPrefs *prefs, xsltTransformContext *context, const char *uri)
{
	(void)prefs;
	char *path = context && context->_private ? path_find(context->_private, uri) : NULL;
	free(path);
	return path != NULL;
}

/* ---- reading ---- */

/* An XML file without DTD, entities or network. NULL: said why. A stylesheet comes without most of the white space between its
 * instructions: libxslt would only have to take it out again. */
static xmlDoc *document_read(struct sheet *sheet, const char *path, xmlDict *dict, xsltLoadType type)
{
	int blanks = type == XSLT_LOAD_DOCUMENT ? 0 : XML_PARSE_NOBLANKS;
	struct buffer bytes = {0};
	xmlDoc *document = NULL;
	int error = file_read(path, FILE_LIMIT, &bytes);
	xmlParserCtxt *parser = xmlNewParserCtxt();
	if (error || !parser) {
		fault_report(sheet, path, file_explain(error ? error : ENOMEM));
		goto end;
	}
	if (dict) {
		xmlDictFree(parser->dict);
		parser->dict = dict;
		xmlDictReference(dict);
	}
	document = xmlCtxtReadMemory(parser, buffer_string(&bytes), (int)bytes.length, path, NULL,
				     XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_NOERROR |
					     XML_PARSE_NOWARNING | blanks);
	if (!document) {
		const xmlError *fault = &parser->lastError;
		struct place place = {path, fault->line > 0 ? (unsigned)fault->line : 0,
				      fault->int2 > 0 ? (unsigned)fault->int2 : 0};
		char text[256];
		snprintf(text, sizeof text, "%s", fault->message ? fault->message : "?");
		text[strcspn(text, "\n")] = '\0';
		message_add(sheet->messages, place, M_X001, text);
	} else if (document->intSubset || document->extSubset) {
		fault_report(sheet, path, "a stylesheet has no document type declaration");
		xmlFreeDoc(document);
		document = NULL;
	} else if (sheet->digest) {
		digest_add_field(sheet->digest, bytes.data, bytes.length);
	}
	if (document && sheet->marked)
		mark_places(document, path, bytes.data, bytes.length);
end:
	xmlFreeParserCtxt(parser);
	buffer_free(&bytes);
	return document;
}

/* A stylesheet that imports its own name means the one of the last folder, which it stands before. libxslt would see only that it
 * imports itself. */
static void self_imports_redirect(const struct sheet *sheet, const xmlDoc *document, const char *path)
{
	const char *ours = sheet->folders[sheet->folder_count - 1];
	const char *relative = NULL;
	xmlNode *node = xmlDocGetRootElement(document);

	for (size_t i = 0; !relative && i + 1 < sheet->folder_count; i++)
		if (beneath(path, sheet->folders[i]))
			relative = path + strlen(sheet->folders[i]) + 1;
	if (!relative || beneath(path, ours) || !node)
		return;
	for (node = node->children; node; node = node->next) {
		xmlChar *href, *named;

		if (!IS_XSLT_ELEM(node) || (!IS_XSLT_NAME(node, "import") && !IS_XSLT_NAME(node, "include")))
			continue;
		href = xmlGetNoNsProp(node, BAD_CAST "href");
		named = href ? xmlBuildURI(href, BAD_CAST path) : NULL;
		if (named && strcmp((const char *)named, path) == 0) {
			xmlChar *redirected = xmlStrdup(BAD_CAST SCHEME);
			redirected = xmlStrcat(redirected, BAD_CAST relative);
			xmlSetProp(node, BAD_CAST "href", redirected);
			xmlFree(redirected);
		}
		xmlFree(named);
		xmlFree(href);
	}
}

/* How many stylesheets stand around one that is being compiled. */
static size_t import_depth(const xsltStylesheet *style)
{
	size_t depth = 0;
	for (; style && depth <= IMPORT_LIMIT; style = style->parent)
		depth++;
	return depth;
}

/* The sheet on whose behalf libxslt loads: kept in the root stylesheet while compiling, in the context while running. */
static struct sheet *sheet_of(void *context, xsltLoadType type)
{
	if (type == XSLT_LOAD_DOCUMENT)
		return ((xsltTransformContext *)context)->_private;
	xsltStylesheet *style = context;
	while (style && style->parent)
		style = style->parent;
	return style ? style->_private : NULL;
}

/* The name by which a stylesheet was called: of the last folder, as if it stood in the first. */
static xmlChar *url_called(const struct sheet *sheet, const char *uri)
{
	xmlChar *url;

	if (strncmp(uri, SCHEME, strlen(SCHEME)) != 0)
		return xmlStrdup(BAD_CAST uri);
	url = xmlStrdup(BAD_CAST sheet->folders[0]);
	url = xmlStrcat(url, BAD_CAST "/");
	return xmlStrcat(url, BAD_CAST uri + strlen(SCHEME));
}

static xmlDoc *loader(const xmlChar *uri, xmlDict *dict, int options, void *context,
		      xsltLoadType type)
{
	(void)options;
	struct sheet *sheet = context ? sheet_of(context, type) : NULL;
	if (!sheet)
		return NULL;
	if (type == XSLT_LOAD_STYLESHEET && import_depth(context) > IMPORT_LIMIT) {
		fault_report(sheet, (const char *)uri, "imported again and again");
		return NULL;
	}
	char *path = path_find(sheet, (const char *)uri);
	if (!path) {
		fault_report(sheet, (const char *)uri,
			     "not found, or not beneath the stylesheet folders");
		return NULL;
	}
	xmlDoc *document = document_read(sheet, path, dict, type);
	/* What it imports is found relative to what it was called, so that a later folder can stand in. */
	if (document) {
		self_imports_redirect(sheet, document, path);
		xmlFree((xmlChar *)document->URL);
		document->URL = url_called(sheet, (const char *)uri);
	}
	free(path);
	return document;
}

/* ---- opening ---- */

static bool prefs_set(struct sheet *sheet)
{
	static const xsltSecurityOption forbidden[] = {
		XSLT_SECPREF_WRITE_FILE, XSLT_SECPREF_CREATE_DIRECTORY, XSLT_SECPREF_READ_NETWORK,
		XSLT_SECPREF_WRITE_NETWORK};
	sheet->prefs = xsltNewSecurityPrefs();
	if (!sheet->prefs)
		return false;
	for (size_t i = 0; i < sizeof forbidden / sizeof forbidden[0]; i++)
		xsltSetSecurityPrefs(sheet->prefs, forbidden[i], xsltSecurityForbid);
	xsltSetSecurityPrefs(sheet->prefs, XSLT_SECPREF_READ_FILE, read_check);
	return true;
}

/* libxslt says what is wrong while compiling, and loads, through functions of the whole process: they are ours for as long as
 * one stylesheet compiles. */
static bool compile(struct sheet *sheet, const char *path)
{
	struct buffer said = {0};
	xmlGenericErrorFunc error_before = xsltGenericError;
	void *context_before = xsltGenericErrorContext;
	xmlDoc *document = document_read(sheet, path, NULL, XSLT_LOAD_START);
	if (!document)
		return false;
	self_imports_redirect(sheet, document, path);
	xsltSetGenericErrorFunc(&said, text_gather);
	xsltSetLoaderFunc(loader);
	sheet->style = xsltNewStylesheet();
	if (sheet->style) {
		sheet->style->_private = sheet;
		if (xsltParseStylesheetUser(sheet->style, document) != 0)
			xmlFreeDoc(document);
	}
	xsltSetGenericErrorFunc(context_before, error_before);
	size_t errors = sheet->messages->errors;
	bool said_any = said_report(sheet, &said, MESSAGE_ERROR);
	buffer_free(&said);
	if (sheet->style && sheet->style->errors == 0 && !said_any)
		return true;
	if (sheet->messages->errors == errors)
		fault_report(sheet, path, "this stylesheet cannot be compiled");
	return false;
}

static struct sheet *open_found(struct sheet *sheet, char *path, struct messages *messages)
{
	sheet->messages = messages;
	sheet->name = path;
	sheet->digest = digest_new();
	size_t errors = messages->errors;
	bool good = prefs_set(sheet) && compile(sheet, path) && messages->errors == errors;
	digest_end(sheet->digest, sheet->hex);
	sheet->digest = NULL;
	sheet->messages = NULL;
	if (good)
		return sheet;
	sheet_close(sheet);
	return NULL;
}

static struct sheet *sheet_new(void)
{
	struct sheet *sheet = memory_alloc(sizeof *sheet);
	sheet->use.memo = memo_new(MEMO_LIMIT);
	return sheet;
}

struct sheet *sheet_open(const char *const *folders, const char *name, struct messages *messages)
{
	struct sheet *sheet = sheet_new();
	for (; *folders && sheet->folder_count < FOLDERS_MAX; folders++) {
		char *real = realpath(*folders, NULL);
		if (real)
			sheet->folders[sheet->folder_count++] = real;
	}
	char *path = NULL;
	for (size_t i = 0; i < sheet->folder_count && !path; i++)
		path = path_in(sheet, i, name);
	if (path)
		return open_found(sheet, path, messages);
	message_add(messages, (struct place){.file = name}, M_U909, name,
		    "no file of this name in the stylesheet folders");
	sheet_close(sheet);
	return NULL;
}

struct sheet *sheet_open_file(const char *path, const char *ours, struct messages *messages)
{
	struct sheet *sheet = sheet_new();
	char *real = realpath(path, NULL);
	if (!real) {
		message_add(messages, (struct place){.file = path}, M_U909, path,
			    file_explain(errno));
		sheet_close(sheet);
		return NULL;
	}
	char *slash = strrchr(real, '/');
	sheet->folders[sheet->folder_count++] = strndup(real, (size_t)(slash - real));
	char *last = ours ? realpath(ours, NULL) : NULL;
	if (last)
		sheet->folders[sheet->folder_count++] = last;
	return open_found(sheet, real, messages);
}

struct sheet *sheet_open_marked(const struct sheet *sheet, struct messages *messages)
{
	struct sheet *marked = sheet_new();
	for (; marked->folder_count < sheet->folder_count; marked->folder_count++)
		marked->folders[marked->folder_count] =
			memory_strdup(sheet->folders[marked->folder_count]);
	marked->marked = true;
	return open_found(marked, memory_strdup(sheet->name), messages);
}

struct place sheet_place(struct arena *arena, const xmlNode *node)
{
	return mark_find(arena, node);
}

void sheet_close(struct sheet *sheet)
{
	if (!sheet)
		return;
	xsltFreeStylesheet(sheet->style);
	xsltFreeSecurityPrefs(sheet->prefs);
	memo_free(sheet->use.memo);
	for (size_t i = 0; i < sheet->folder_count; i++)
		free(sheet->folders[i]);
	free(sheet->name);
	free(sheet);
}

const char *sheet_digest(const struct sheet *sheet)
{
	return sheet->hex;
}

/* ---- applying ---- */

void sheet_each_part(struct sheet *sheet, sheet_part *part)
{
	sheet->part = part;
}

/* f:partie. What goes into a variable is not the result yet. */
static void part_made(xsltTransformContext *context, xmlNode *node, xmlNode *instruction, xsltElemPreComp *compiled)
{
	const struct sheet *sheet = context->_private;
	xmlNode *last = context->insert->last, *made, *next;

	(void)compiled;
	xsltApplyOneTemplate(context, node, instruction->children, NULL, NULL);
	if (!sheet->part || XSLT_IS_RES_TREE_FRAG(context->insert->doc))
		return;
	for (made = last ? last->next : context->insert->children; made; made = next) {
		next = made->next;
		if (made->type != XML_ELEMENT_NODE)
			continue;
		if (sheet->use.superior)
			superior_set(made);
		sheet->part(made);
	}
	context->lasttext = NULL; /* the text that libxslt would append to may be gone */
}

static xsltTransformContext *context_open(struct sheet *sheet, xmlDoc *document,
					  struct buffer *said)
{
	xsltTransformContext *context = xsltNewTransformContext(sheet->style, document);
	if (!context)
		return NULL;
	context->_private = sheet;
	context->maxTemplateDepth = DEPTH_LIMIT;
	xsltSetTransformErrorFunc(context, said, text_gather);
	xsltSetCtxtSecurityPrefs(sheet->prefs, context);
	xsltSetCtxtParseOptions(context, XML_PARSE_NONET | XML_PARSE_NOCDATA);
	sheet->use.superior = false;
	function_register(context, &sheet->use);
	xsltRegisterExtElement(context, BAD_CAST "partie", BAD_CAST FUNCTION_NAMESPACE, part_made);
	return context;
}

xmlDoc *sheet_apply(struct sheet *sheet, xmlDoc *document, const char *const *parameters,
		    struct messages *messages)
{
	struct buffer said = {0};
	xmlDoc *result = NULL;
	sheet->messages = messages;
	size_t errors = messages->errors;
	xsltTransformContext *context = context_open(sheet, document, &said);
	if (!context)
		goto end;
	xsltSetLoaderFunc(loader);
	if (!parameters || xsltQuoteUserParams(context, (const char **)parameters) == 0)
		result = xsltApplyStylesheetUser(sheet->style, document, NULL, NULL, NULL, context);
	bool good = result && context->state == XSLT_STATE_OK && messages->errors == errors;
	said_report(sheet, &said, good ? MESSAGE_WARNING : MESSAGE_ERROR);
	if (!good) {
		xmlFreeDoc(result);
		result = NULL;
	}
	if (result && sheet->use.superior)
		superior_set(xmlDocGetRootElement(result));
end:
	if (!result && messages->errors == errors)
		fault_report(sheet, sheet->name, "the transformation gave nothing");
	xsltFreeTransformContext(context);
	buffer_free(&said);
	sheet->messages = NULL;
	return result;
}

void sheet_write(const struct sheet *sheet, xmlDoc *result, struct buffer *out)
{
	xmlChar *text = NULL;
	int length = 0;

	if (xsltSaveResultToString(&text, &length, result, sheet->style) == 0 && text)
		buffer_put(out, text, (size_t)length);
	xmlFree(text);
}
