/* Reading XML: encodings, limits, refusals, exact places; validation against the schemas. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "input/encoding.h"
#include "input/reader.h"
#include "input/schema.h"
#include "input/source.h"
#include "input/stream.h"

#define SESSION "<session xmlns='urn:parchemin:session:1' "

static struct source *parse(const char *text, struct messages *messages)
{
	return source_parse("entrée.xml", text, strlen(text), messages);
}

/* What is refused: one message, of this code, there. */
static void test_refused(void **state)
{
	static const struct {
		const char *text;
		enum message_code code;
		unsigned line, column;
	} cases[] = {
		{"", M_X001, 1, 1},
		{"<a>", M_X001, 1, 4},
		{"<a>\n  <b>\n</a>", M_X001, 3, 1},
		{"<a>\n <é x='1'></é><b></a>", M_X001, 2, 18},
		{"<a b='1' c='2'\n b='3'/>", M_X001, 2, 2},
		{"<a b='1' b='2'/>", M_X001, 1, 10},
		{"<a>x &eacute; y</a>", M_X001, 1, 6},
		{"<a>\r\n<x:b/></a>", M_X001, 2, 1},
		{"<a>\r<x:b/></a>", M_X001, 2, 1},
		{"<a b='<'/>", M_X001, 1, 7},
		{"<a/><b/>", M_X001, 1, 5},
		{"<a>\xC3\xA9\xC3\xA9\xE9</a>", M_X001, 1, 6},
		{"<a>\xED\xA0\x80</a>", M_X001, 1, 4},
		{"<a>\xC0\xAF</a>", M_X001, 1, 4},
		{"<!DOCTYPE a><a/>", M_X002, 1, 1},
		{"<!-- <!DOCTYPE x> -->\n <!DOCTYPE a SYSTEM 'http://example.invalid/a.dtd'><a/>", M_X002, 2, 2},
		{"<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>", M_X002, 1, 1},
		{"<!DOCTYPE a [<!ENTITY e 'eeee'><!ENTITY f '&e;&e;&e;'>]><a>&f;</a>", M_X002, 1, 1},
		{"<?xml version='1.0' encoding='KOI8-R'?><a/>", M_X004, 1, 1},
		{"<?xml version='1.0' encoding='UTF-16'?><a/>", M_X004, 1, 1},
		{"<?xml version='1.0' encoding='Windows-1252'?><a>\x81</a>", M_X001, 1, 49},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct messages *messages = messages_new();

		assert_null(parse(cases[i].text, messages));
		if (messages->count != 1 || messages->list[0].code != cases[i].code ||
		    messages->list[0].place.line != cases[i].line || messages->list[0].place.column != cases[i].column) {
			messages_print(messages, stderr);
			fail_msg("case %zu: expected %s at %u:%u", i, message_name(cases[i].code), cases[i].line,
				 cases[i].column);
		}
		messages_free(messages);
	}
}

/* The same text in every encoding gives the same element, at the same place. */
static void test_encodings(void **state)
{
	static const struct {
		const char *bytes;
		size_t length;
		const char *text;
	} cases[] = {
#define CASE(bytes, text) {bytes, sizeof(bytes) - 1, text}
		CASE("<a>\n\xC3\xA9<b t='\xC5\x93\xE2\x82\xAC'/></a>", "œ€"),
		CASE("\xEF\xBB\xBF<a>\n\xC3\xA9<b t='\xC5\x93\xE2\x82\xAC'/></a>", "œ€"),
		CASE("<?xml version='1.0' encoding='iso-8859-15'?><a>\n\xE9<b t='\xBD\xA4'/></a>", "œ€"),
		CASE("<?xml version='1.0' encoding='ISO-8859-1'?><a>\n\xE9<b t='\xBD\xA4'/></a>", "½¤"),
		CASE("<?xml version=\"1.0\" encoding=\"windows-1252\" standalone=\"yes\"?><a>\n\xE9<b t='\x9C\x80'/></a>", "œ€"),
		CASE("\xFF\xFE<\0a\0>\0\n\0\xE9\0<\0b\0 \0t\0=\0'\0\x53\x01\xAC\x20'\0/\0>\0<\0/\0a\0>\0", "œ€"),
		CASE("<\0a\0>\0\n\0\xE9\0<\0b\0 \0t\0=\0'\0\x53\x01\xAC\x20'\0/\0>\0<\0/\0a\0>\0", "œ€"),
		CASE("\xFE\xFF\0<\0a\0>\0\n\0\xE9\0<\0b\0 \0t\0=\0'\x01\x53\x20\xAC\0'\0/\0>\0<\0/\0a\0>", "œ€"),
		CASE("\0<\0a\0>\0\n\0\xE9\0<\0b\0 \0t\0=\0'\xD8\x34\xDD\x1E\0'\0/\0>\0<\0/\0a\0>", "𝄞"),
#undef CASE
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct messages *messages = messages_new();
		struct arena *arena = arena_new();
		struct source *source = source_parse("a", cases[i].bytes, cases[i].length, messages);
		const xmlNode *b;
		struct place place;
		struct reader reader = {source, arena, messages};
		size_t length;

		if (!source)
			messages_print(messages, stderr);
		assert_non_null(source);
		assert_int_equal(messages->count, 0);
		b = xmlLastElementChild(source_root(source));
		place = source_place(source, b);
		assert_int_equal(place.line, 2);
		assert_int_equal(place.column, 2);
		assert_int_equal(source_attribute_place(source, b, "t").column, 5);
		assert_string_equal(reader_attribute(&reader, b, "t"), cases[i].text);
		assert_memory_equal(source_bytes(source, &length), cases[i].bytes, cases[i].length);
		assert_int_equal(length, cases[i].length);
		source_free(source);
		arena_free(arena);
		messages_free(messages);
	}
}

static void test_encodings_refused(void **state)
{
	static const struct {
		const char *bytes;
		size_t length;
		enum message_code code;
	} cases[] = {
		{"\xFF\xFE\0\0<\0\0\0", 8, M_X004},
		{"\0\0\0<", 4, M_X004},
		{"\xFF\xFE<\0a\0/\0>", 9, M_X001},	  /* cut */
		{"\xFF\xFE<\0a\0>\0\x34\xD8<\0", 12, M_X001}, /* half a pair */
		{"\xFF\xFE", 2, M_X001},
		{"\0", 1, M_X001},
		{"<a>\0</a>", 8, M_X001},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct messages *messages = messages_new();

		assert_null(source_parse("a", cases[i].bytes, cases[i].length, messages));
		assert_int_equal(messages->count, 1);
		assert_int_equal(messages->list[0].code, cases[i].code);
		messages_free(messages);
	}
}

static void test_depth(void **state)
{
	unsigned depth;

	(void)state;
	for (depth = SOURCE_DEPTH_LIMIT; depth <= 100000; depth = depth == SOURCE_DEPTH_LIMIT ? depth + 1 : depth * 10) {
		struct messages *messages = messages_new();
		struct buffer buffer = {0};
		struct source *source;
		unsigned i;

		for (i = 0; i < depth; i++)
			buffer_puts(&buffer, "<a>");
		for (i = 0; i < depth; i++)
			buffer_puts(&buffer, "</a>");
		source = source_parse("a", buffer.data, buffer.length, messages);
		assert_int_equal(source != NULL, depth <= SOURCE_DEPTH_LIMIT);
		if (!source) {
			assert_int_equal(messages->list[0].code, M_X003);
			assert_int_equal(messages->list[0].place.column, 3 * SOURCE_DEPTH_LIMIT + 1);
		}
		source_free(source);
		buffer_free(&buffer);
		messages_free(messages);
	}
}

/* Lines beyond what libxml2 counts, long lines, and many elements on one. */
static void test_places(void **state)
{
	struct messages *messages = messages_new();
	struct buffer buffer = {0};
	struct source *source;
	const xmlNode *node;
	unsigned i;

	(void)state;
	buffer_puts(&buffer, "<a>");
	for (i = 0; i < 70000; i++)
		buffer_puts(&buffer, "\xC3\xA9\n");
	for (i = 0; i < 5000; i++)
		buffer_puts(&buffer, "\xC3\xA9<b  x='>' y = \"a'\" z='1'>t</b>");
	buffer_puts(&buffer, "</a>");
	source = source_parse("a", buffer.data, buffer.length, messages);
	assert_non_null(source);
	node = xmlFirstElementChild(source_root(source));
	for (i = 0; i < 5000; i++, node = xmlNextElementSibling((xmlNode *)node)) {
		struct place place = source_place(source, node);

		assert_int_equal(place.line, 70001);
		assert_int_equal(place.column, 31 * i + 2);
		assert_int_equal(source_attribute_place(source, node, "z").column, 31 * i + 21);
		assert_int_equal(source_attribute_place(source, node, "absent").column, place.column);
		assert_int_equal(source_attribute_at(source, place, "y").column, 31 * i + 12);
		assert_int_equal(source_place(source, node->children).column, place.column);
	}
	assert_string_equal(source_place(source, source_root(source)).file, "a");
	assert_int_equal(source_place(source, NULL).line, 0);
	assert_int_equal(source_attribute_at(source, (struct place){"a", 70001, 1}, "z").column, 1);
	assert_int_equal(source_attribute_at(source, (struct place){"a", 99999, 9}, "z").column, 9);
	source_free(source);
	buffer_free(&buffer);
	messages_free(messages);
}

static void test_kinds(void **state)
{
	static const struct {
		const char *text;
		enum source_kind kind;
	} cases[] = {
		{"<r xmlns='urn:parchemin:referentiel:1'/>", SOURCE_REFERENTIEL},
		{"<s:r xmlns:s='urn:parchemin:session:1'/>", SOURCE_SESSION},
		{"<c xmlns='urn:parchemin:certificateur:1'/>", SOURCE_CERTIFICATEUR},
		{"<d xmlns='urn:parchemin:deliberation:1'/>", SOURCE_DELIBERATION},
		{"<d xmlns='urn:parchemin:dossier:1'/>", SOURCE_DOSSIER},
		{"<f xmlns='http://www.w3.org/1999/XSL/Format'/>", SOURCE_FO},
		{"<s xmlns='urn:parchemin:session:2'/>", SOURCE_OTHER},
		{"<s/>", SOURCE_OTHER},
	};
	struct messages *messages = messages_new();
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct source *source = parse(cases[i].text, messages);

		assert_int_equal(source_kind(source), cases[i].kind);
		source_free(source);
	}
	messages_free(messages);
}

static void test_reader(void **state)
{
	struct messages *messages = messages_new();
	struct arena *arena = arena_new();
	struct source *source = parse("<a xmlns='urn:a' xmlns:o='urn:o' n='12' w=' x  y\n' e='' oui='oui' m='1x'>"
				      "<t> l'un\n <note>pas ceci</note> <![CDATA[& l'autre]]> </t><o:t>ni ceci</o:t><t/></a>",
				      messages);
	struct reader reader = {source, arena, messages};
	const xmlNode *root = source_root(source);
	const char **words;
	size_t count;

	(void)state;
	assert_int_equal(reader_number(&reader, root, "n", 7), 12);
	assert_int_equal(reader_number(&reader, root, "m", 7), 7);
	assert_int_equal(reader_number(&reader, root, "absent", 7), 7);
	assert_true(reader_oui(&reader, root, "oui"));
	assert_false(reader_oui(&reader, root, "w"));
	assert_null(reader_attribute(&reader, root, "e"));
	words = reader_words(&reader, root, "w", &count);
	assert_int_equal(count, 2);
	assert_string_equal(words[0], "x");
	assert_string_equal(words[1], "y");
	assert_int_equal(reader_count(root, "t"), 2);
	assert_string_equal(reader_text(&reader, reader_first(root, "t")), "l'un & l'autre");
	assert_null(reader_text(&reader, reader_next(reader_first(root, "t"))));
	assert_int_equal(messages->count, 0);
	assert_non_null(reader_only(&reader, root, "t"));
	assert_int_equal(messages->count, 1);
	assert_int_equal(messages->list[0].code, M_S200);
	assert_int_equal(messages->list[0].place.line, 3);
	assert_null(reader_required(&reader, root, "u"));
	assert_int_equal(messages->count, 2);
	source_free(source);
	arena_free(arena);
	messages_free(messages);
}

/* Structure and types, each at its place; what has a code of its own passes. */
static void test_schema(void **state)
{
	static const struct {
		const char *text;
		unsigned column; /* of the fault, 0: none */
	} cases[] = {
		{SESSION "id='a' referentiel='r' edition='e'/>", 0},
		{SESSION "id='a' id2='b' referentiel='r' edition='e'/>", 49},
		{SESSION "referentiel='r' edition='e'/>", 1},
		{SESSION "id='a b' referentiel='r' edition='e'/>", 42},
		{SESSION "id='a' referentiel='r' edition='e' revision='0'/>", 77},
		{SESSION "id='a' referentiel='r' edition='e'><jure/></session>", 77},
		{SESSION "id='a' referentiel='r' edition='e'>texte</session>", 1},
		{SESSION "id='a' referentiel='r' edition='e'><x:n xmlns:x='u'/></session>", 77},
		{SESSION "id='a' referentiel='r' edition='e'><deliberation date='2026-02-29'/></session>", 91},
		{SESSION "id='a' referentiel='r' edition='e'><deliberation date='2024-02-29'/></session>", 0},
		{SESSION "id='a' referentiel='r' edition='e'><deliberation date='2024-02-01Z'/></session>", 91},
		{SESSION "id='a' referentiel='r' edition='e'><incident heure='24:10'>t</incident></session>", 87},
		{SESSION "id='a' referentiel='r' edition='e'><incident heure='23:59'>t<note>u</note></incident></session>", 0},
		/* another order, and twice the same: the rules' or the reader's affair */
		{SESSION "id='a' referentiel='r' edition='e'><candidats/><jury/><deliberation statut='close' date='2024-02-01'/>"
			 "<jury/></session>", 0},
	};
	struct schema *schema = schema_new(SOURCE_SESSION);
	size_t i;

	(void)state;
	assert_non_null(schema);
	assert_null(schema_new(SOURCE_FO));
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct messages *messages = messages_new();
		struct source *source = parse(cases[i].text, messages);

		assert_non_null(source);
		assert_int_equal(schema_validate(schema, source, messages), cases[i].column == 0);
		if (messages->count != (cases[i].column > 0) ||
		    (messages->count && messages->list[0].place.column != cases[i].column)) {
			messages_print(messages, stderr);
			fail_msg("case %zu: expected S200 at column %u", i, cases[i].column);
		}
		source_free(source);
		messages_free(messages);
	}
	schema_free(schema);
}

/* All faults are told, also those after an element that has no place; and the document is as it was. */
static void test_strays(void **state)
{
	static const char text[] = SESSION "id='a' referentiel='r' edition='e'><x/><candidats><candidat id='1' present='oui'/>"
				   "<y id='2'/><y/><candidat id='3' voie='v' present='peut'/></candidats><z/></session>";
	static const char *const at[] = {"<x/>", "<candidat id='1'", "<y id", "<y/>", "present='peut'", "<z/>"};
	struct messages *messages = messages_new();
	struct source *source = parse(text, messages);
	struct schema *schema = schema_new(SOURCE_SESSION);
	xmlNode *candidats;
	size_t i;

	(void)state;
	assert_false(schema_validate(schema, source, messages));
	messages_sort(messages);
	assert_int_equal(messages->count, sizeof(at) / sizeof(*at));
	for (i = 0; i < messages->count; i++)
		assert_int_equal(messages->list[i].place.column, (unsigned)(strstr(text, at[i]) - text) + 1);
	candidats = xmlNextElementSibling(xmlFirstElementChild(source_root(source)));
	assert_string_equal(candidats->name, "candidats");
	assert_int_equal(xmlChildElementCount(candidats), 4);
	assert_string_equal(xmlNextElementSibling(xmlFirstElementChild(candidats))->name, "y");
	assert_string_equal(xmlLastElementChild(source_root(source))->name, "z");
	source_free(source);
	schema_free(schema);
	messages_free(messages);
}

/* What the program itself writes: known things have types, new ones pass. */
static void test_written(void **state)
{
#define DELIBERATION "<deliberation xmlns='urn:parchemin:deliberation:1' specimen='oui'>"
	static const struct {
		const char *text;
		bool valid;
	} cases[] = {
		{DELIBERATION "<session date='2026-01-01' revision='1'/><nouveau><candidat vae='oui'/></nouveau></deliberation>", true},
		{DELIBERATION "<session date='2026-01-01' nouveau='1'/></deliberation>", true},
		{DELIBERATION "<session date='2026-01-32'/></deliberation>", false},
		{DELIBERATION "<nouveau><candidat vae='peut-être'/></nouveau></deliberation>", false},
		{DELIBERATION "<effectifs inscrits='-1'/></deliberation>", false},
		{"<deliberation xmlns='urn:parchemin:deliberation:1'/>", false},
		{"<session xmlns='urn:parchemin:deliberation:2'/>", false},
	};
	struct schema *schema = schema_new(SOURCE_DELIBERATION), *dossier = schema_new(SOURCE_DOSSIER);
	struct messages *messages = messages_new();
	struct source *source;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		source = parse(cases[i].text, messages);
		assert_int_equal(schema_validate(schema, source, messages), cases[i].valid);
		source_free(source);
	}
	source = source_open("tests/sheet/pv-exemple.xml", messages);
	assert_non_null(source);
	assert_true(schema_validate(dossier, source, messages));
	source_free(source);
	schema_free(schema);
	schema_free(dossier);
	messages_free(messages);
}

static void test_files(void **state)
{
	struct messages *messages = messages_new();

	(void)state;
	assert_null(source_open("tests/cases/jury/absent.xml", messages));
	assert_null(source_open("tests/cases/jury", messages));
	assert_int_equal(messages->count, 2);
	assert_int_equal(messages->list[0].code, M_U906);
	assert_int_equal(messages->list[1].code, M_U906);
	messages_free(messages);
}

/* Bytes changed, dropped and doubled: never a crash, and always a document or a message. */
static void test_mutations(void **state)
{
	struct schema *schema = schema_new(SOURCE_SESSION);
	struct buffer whole = {0};
	uint64_t random = 88172645463325252u;
	unsigned i;

	(void)state;
	assert_int_equal(file_read("tests/cases/jury/session.xml", 1 << 20, &whole), 0);
	for (i = 0; i < 500; i++) {
		struct messages *messages = messages_new();
		struct buffer bytes = {0};
		struct source *source;
		unsigned k;

		buffer_put(&bytes, whole.data, whole.length);
		for (k = 0; k < 1 + i % 4; k++) {
			random ^= random << 13;
			random ^= random >> 7;
			random ^= random << 17;
			bytes.data[random % bytes.length] =
				k % 2 ? "<>&\"'=\0\x80"[random >> 32 & 7] : (char)(random >> 40 & 0xFF);
		}
		if (i % 5 == 0)
			bytes.length = random % bytes.length;
		source = source_parse("a", bytes.data, bytes.length, messages);
		assert_true(source || messages->count == 1);
		if (source && source_kind(source) == SOURCE_SESSION)
			assert_true(schema_validate(schema, source, messages) == (messages->count == 0));
		source_free(source);
		buffer_free(&bytes);
		messages_free(messages);
	}
	buffer_free(&whole);
	schema_free(schema);
}

/* Everything but <no>, whose attribute is noted before it goes. */
static bool keep_some(void *context, const xmlNode *element)
{
	const xmlAttr *at = element->properties;

	if (strcmp((const char *)element->name, "no") != 0)
		return true;
	if (at)
		buffer_puts(context, (const char *)at->children->content);
	return false;
}

/* What is kept of a text given `step` bytes at a time; "" when it is refused. */
static void streamed(const char *text, size_t step, struct buffer *kept, struct buffer *noted,
		     struct messages *messages)
{
	struct stream *stream = stream_new("a", keep_some, noted, messages);
	size_t length = strlen(text);
	xmlDoc *document;
	xmlChar *bytes = NULL;
	int size = 0;

	for (size_t at = 0; at < length; at += step)
		stream_put(stream, text + at, length - at < step ? length - at : step);
	document = stream_end(stream);
	if (document)
		xmlDocDumpMemory(document, &bytes, &size);
	buffer_put(kept, bytes ? (const char *)bytes : "", (size_t)size);
	buffer_string(kept);
	buffer_string(noted);
	xmlFree(bytes);
	xmlFreeDoc(document);
}

static void test_stream(void **state)
{
	static const struct {
		const char *text, *kept, *noted;
	} cases[] = {
		{"<a/>", "<a/>\n", ""},
		{"<a>\n  <no x='1'/>\n  <no x='2'><b/>text</no>\n  <b>kept</b>\n  <no x='3'/>\n</a>",
		 "<a>\n  <b>kept</b>\n</a>\n", "123"},
		{"<a><b><no/>first<no/>\n<no x='4'/>last, and long enough for memory of its own</b></a>",
		 "<a><b>last, and long enough for memory of its own</b></a>\n", "4"},
		{"<no><!-- the root stays --><no x='é'/></no>", "<no/>\n", "é"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		for (size_t step = 1; step < 200; step += 13) {
			struct messages *messages = messages_new();
			struct buffer kept = {0}, noted = {0};
			const char *body;

			streamed(cases[i].text, step, &kept, &noted, messages);
			body = strchr(kept.data, '\n');
			assert_string_equal(body ? body + 1 : "", cases[i].kept);
			assert_string_equal(noted.data, cases[i].noted);
			assert_int_equal(messages->count, 0);
			buffer_free(&kept);
			buffer_free(&noted);
			messages_free(messages);
		}
	}
}

/* As a source refuses them, at their line. */
static void test_stream_refuses(void **state)
{
	static const struct {
		const char *text;
		enum message_code code;
		unsigned line;
	} cases[] = {
		{"", M_X001, 1},
		{"<a>\n  <b>\n</a>", M_X001, 3},
		{"<a>\n<b x='1' x='2'/></a>", M_X001, 2},
		{"<a>x &eacute; y</a>", M_X001, 1},
		{"<a/><b/>", M_X001, 1},
		{"<a>\xED\xA0\x80</a>", M_X001, 1},
		{"\n<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>", M_X002, 2},
		{"<!DOCTYPE a [<!ENTITY e 'eeee'><!ENTITY f '&e;&e;&e;'>]><a>&f;</a>", M_X002, 1},
	};
	struct buffer deep = {0}, kept = {0}, noted = {0};
	struct messages *messages = messages_new();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		streamed(cases[i].text, 7, &kept, &noted, messages);
		assert_int_equal(messages->count, i + 1);
		assert_int_equal(messages->list[i].code, cases[i].code);
		assert_int_equal(messages->list[i].place.line, cases[i].line);
		assert_string_equal(kept.data, "");
	}
	for (int i = 0; i < 100000; i++)
		buffer_puts(&deep, "<a>");
	streamed(buffer_string(&deep), 4096, &kept, &noted, messages);
	assert_int_equal(messages->list[messages->count - 1].code, M_X003);
	assert_string_equal(kept.data, "");
	buffer_free(&deep);
	buffer_free(&kept);
	buffer_free(&noted);
	messages_free(messages);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refused), cmocka_unit_test(test_encodings), cmocka_unit_test(test_encodings_refused),
		cmocka_unit_test(test_depth),	cmocka_unit_test(test_places),	  cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_reader),	cmocka_unit_test(test_schema),	  cmocka_unit_test(test_strays),		cmocka_unit_test(test_written),   cmocka_unit_test(test_files),
		cmocka_unit_test(test_mutations), cmocka_unit_test(test_stream), cmocka_unit_test(test_stream_refuses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
