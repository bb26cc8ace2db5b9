#include "input/fault.h"

#include <libxml/parserInternals.h>
#include <string.h>

struct wording {
	int code;
	const char *text; /* %1: name or value; %2, %3: see fault_of_schema */
};

static const struct wording xml_wordings[] = {
	{XML_ERR_TAG_NAME_MISMATCH, "this end tag does not close “%1”"},
	{XML_ERR_TAG_NOT_FINISHED, "the file ends before “%1” is closed"},
	{XML_ERR_DOCUMENT_END, "something follows the end of the root element"},
	{XML_ERR_DOCUMENT_EMPTY, "no element begins here"},
	{XML_ERR_UNDECLARED_ENTITY, "entity “%1” is not declared: write the character itself"},
	{XML_WAR_UNDECLARED_ENTITY, "entity “%1” is not declared: write the character itself"},
	{XML_ERR_ENTITYREF_SEMICOL_MISSING, "“&” must be written &amp;"},
	{XML_ERR_NAME_REQUIRED, "“<” must be written &lt;, and “&” &amp;"},
	{XML_ERR_ATTRIBUTE_REDEFINED, "attribute “%1” stands twice"},
	{XML_ERR_ATTRIBUTE_NOT_STARTED, "the value of an attribute must stand between quotes"},
	{XML_ERR_ATTRIBUTE_WITHOUT_VALUE, "attribute “%1” has no value"},
	{XML_ERR_LT_IN_ATTRIBUTE, "“<” must be written &lt;, and “&” &amp;"},
	{XML_ERR_SPACE_REQUIRED, "a space is missing"},
	{XML_ERR_GT_REQUIRED, "“>” is missing, or an attribute is written wrong"},
	{XML_ERR_INVALID_CHAR, "a character that XML does not allow"},
	{XML_ERR_INVALID_CHARREF, "a character that XML does not allow"},
	{XML_ERR_HYPHEN_IN_COMMENT, "“--” cannot stand within a comment"},
	{XML_ERR_COMMENT_NOT_FINISHED, "a comment is not closed"},
	{XML_NS_ERR_UNDEFINED_NAMESPACE, "prefix “%1” has no namespace"},
};

static const struct wording schema_wordings[] = {
	{XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1, "attribute “%1” has no place here"},
	{XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2, "attribute “%1” has no place here"},
	{XML_SCHEMAV_CVC_COMPLEX_TYPE_4, "attribute “%1” is missing"},
	{XML_SCHEMAV_ELEMENT_CONTENT, "element “%1” has no place here; expected: %2"},
	{XML_SCHEMAV_CVC_ENUMERATION_VALID, "“%1” is one of %2, not “%3”"},
	{XML_SCHEMAV_CVC_PATTERN_VALID, "“%1” does not take the value “%3”"},
	{XML_SCHEMAV_CVC_MINLENGTH_VALID, "“%1” does not take the value “%3”"},
	{XML_SCHEMAV_CVC_MININCLUSIVE_VALID, "“%1” does not take the value “%3”"},
	{XML_SCHEMAV_CVC_MAXINCLUSIVE_VALID, "“%1” does not take the value “%3”"},
	{XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1, "“%1” does not take the value “%3”"},
	{XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_3, "“%1” does not take the value “%3”"},
	{XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1, "“%1” holds nothing, not even text"},
	{XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3, "“%1” holds elements, not text"},
	{XML_SCHEMAV_CVC_ELT_1, "“%1” is no element of this vocabulary that can stand alone"},
};

static const char *wording_find(const struct wording *wordings, size_t count, int code)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (wordings[i].code == code)
			return message_translate(wordings[i].text);
	return NULL;
}

/* Put the arguments where the text names them. */
static void fill(struct buffer *to, const char *text, const char *const arguments[3])
{
	for (; *text; text++) {
		if (text[0] == '%' && text[1] >= '1' && text[1] <= '3') {
			const char *argument = arguments[*++text - '1'];

			buffer_puts(to, argument ? argument : "");
		} else {
			buffer_putc(to, *text);
		}
	}
}

/* What the library says, on one line, without the "{urn:…}" before its names: one vocabulary at a time needs no namespaces. */
static void put_plain(struct buffer *to, const char *text, size_t length)
{
	const char *end = text + length;

	while (text < end) {
		const char *close =
			!strncmp(text, "{urn:", 5) ? memchr(text, '}', (size_t)(end - text)) : NULL;

		if (close)
			text = close + 1;
		else if (*text != '\n' || text + 1 < end)
			buffer_putc(to, *text == '\n' ? ' ' : *text), text++;
		else
			text++;
	}
}

void fault_of_xml(struct buffer *to, const xmlError *error)
{
	const char *text = wording_find(xml_wordings, sizeof(xml_wordings) / sizeof(*xml_wordings),
					error->code);
	const char *const arguments[3] = {error->str1};
	const char *said = error->message ? error->message : "";

	if (text && (error->str1 || !strstr(text, "%1")))
		fill(to, text, arguments);
	else
		put_plain(to, said, strlen(said));
}

/* The names between two pieces of what the library says, without quotes: "( a, b )", "{'a', 'b'}". */
static void put_names(struct buffer *to, const char *said, const char *before, char after)
{
	const char *start = strstr(said, before), *end;
	struct buffer plain = {0};
	size_t i;

	if (!start)
		return;
	start += strlen(before);
	end = strrchr(start, after);
	put_plain(&plain, start, end ? (size_t)(end - start) : strlen(start));
	for (i = 0; i < plain.length; i++)
		if (plain.data[i] != '\'' &&
		    !(plain.data[i] == ' ' && (to->length == 0 || i + 1 == plain.length)))
			buffer_putc(to, plain.data[i]);
	buffer_free(&plain);
}

/* The attribute that is missing: "The attribute 'a' is required but missing." */
static void put_missing(struct buffer *to, const char *said)
{
	const char *start = strstr(said, "The attribute '");

	if (start) {
		start += strlen("The attribute '");
		buffer_put(to, start, strcspn(start, "'"));
	}
}

void fault_of_schema(struct buffer *to, const xmlError *error, const xmlNode *element,
		     const char *attribute)
{
	const char *text = wording_find(
		schema_wordings, sizeof(schema_wordings) / sizeof(*schema_wordings), error->code);
	const char *said = error->message ? error->message : "";
	struct buffer names = {0}, missing = {0};
	xmlChar *value = NULL;
	const char *name;

	if (!text || !element) {
		put_plain(to, said, strlen(said));
		return;
	}
	name = attribute ? attribute : (const char *)element->name;
	if (attribute)
		value = xmlGetNoNsProp(element, (const xmlChar *)attribute);
	if (error->code == XML_SCHEMAV_CVC_ENUMERATION_VALID)
		put_names(&names, said, "set {", '}');
	else if (error->code == XML_SCHEMAV_ELEMENT_CONTENT)
		put_names(&names, said, "( ", ')');
	else if (error->code == XML_SCHEMAV_CVC_COMPLEX_TYPE_4)
		put_missing(&missing, said);
	fill(to, text,
	     (const char *const[3]){missing.length ? buffer_string(&missing) : name,
				    buffer_string(&names), (const char *)value});
	xmlFree(value);
	buffer_free(&names);
	buffer_free(&missing);
}

void fault_add(struct messages *messages, struct place place, const char *text, const char *first,
	       const char *second)
{
	struct buffer filled = {0};

	fill(&filled, message_translate(text), (const char *const[3]){first, second});
	message_add(messages, place, M_S200, buffer_string(&filled));
	buffer_free(&filled);
}
