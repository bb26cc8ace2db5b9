#include "input/encoding.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

/* The characters of 0x80–0x9F in Windows-1252; 0: none. */
static const uint16_t windows_1252[32] = {
	0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
	0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
	0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

/* Where ISO-8859-15 differs from ISO-8859-1. */
static const struct {
	unsigned char byte;
	uint16_t character;
} latin_9[] = {
	{0xA4, 0x20AC}, {0xA6, 0x0160}, {0xA8, 0x0161}, {0xB4, 0x017D},
	{0xB8, 0x017E}, {0xBC, 0x0152}, {0xBD, 0x0153}, {0xBE, 0x0178},
};

static const struct {
	const char *name;
	enum encoding encoding;
} names[] = {
	{"UTF-8", ENCODING_UTF_8},
	{"UTF8", ENCODING_UTF_8},
	{"US-ASCII", ENCODING_UTF_8},
	{"ASCII", ENCODING_UTF_8},
	{"ISO-8859-1", ENCODING_ISO_8859_1},
	{"ISO_8859-1", ENCODING_ISO_8859_1},
	{"ISO8859-1", ENCODING_ISO_8859_1},
	{"LATIN1", ENCODING_ISO_8859_1},
	{"ISO-8859-15", ENCODING_ISO_8859_15},
	{"ISO_8859-15", ENCODING_ISO_8859_15},
	{"ISO8859-15", ENCODING_ISO_8859_15},
	{"LATIN-9", ENCODING_ISO_8859_15},
	{"LATIN9", ENCODING_ISO_8859_15},
	{"WINDOWS-1252", ENCODING_WINDOWS_1252},
	{"CP1252", ENCODING_WINDOWS_1252},
};

/* Find the value of encoding="…" in an XML declaration at the start of ASCII-compatible text. */
static bool declaration_find(const unsigned char *text, size_t length, size_t *start, size_t *end)
{
	static const char key[] = "encoding";
	size_t i, close;
	unsigned char quote;

	if (length < 6 || memcmp(text, "<?xml", 5) || !strchr(" \t\r\n", text[5]))
		return false;
	for (close = 5; close < length && text[close] != '>'; close++)
		;
	for (i = 5; i + sizeof(key) < close; i++)
		if (!memcmp(text + i, key, sizeof(key) - 1) && strchr(" \t\r\n", text[i - 1]))
			break;
	if (i + sizeof(key) >= close)
		return false;
	for (i += sizeof(key) - 1; i < close && strchr(" \t\r\n=", text[i]); i++)
		;
	if (i >= close || (text[i] != '"' && text[i] != '\''))
		return false;
	quote = text[i];
	*start = ++i;
	while (i < close && text[i] != quote)
		i++;
	*end = i;
	return i < close;
}

static void name_copy(char name[ENCODING_NAME], const void *from, size_t length)
{
	size_t i;

	if (length > ENCODING_NAME - 1)
		length = ENCODING_NAME - 1;
	memcpy(name, from, length);
	name[length] = '\0';
	for (i = 0; i < length; i++)
		if ((unsigned char)name[i] < 0x20 || (unsigned char)name[i] > 0x7E)
			name[i] = '?';
}

static enum encoding encoding_declared(const unsigned char *bytes, size_t length,
				       char name[ENCODING_NAME])
{
	size_t start, end, i;

	if (!declaration_find(bytes, length, &start, &end)) {
		name_copy(name, "UTF-8", 5);
		return ENCODING_UTF_8;
	}
	name_copy(name, bytes + start, end - start);
	for (i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (!strcasecmp(name, names[i].name))
			return names[i].encoding;
	return ENCODING_UNKNOWN;
}

enum encoding encoding_detect(const unsigned char *bytes, size_t length, size_t *mark,
			      char name[ENCODING_NAME])
{
	static const struct {
		unsigned char bytes[4];
		unsigned char length, mark;
		enum encoding encoding;
		const char *name;
	} starts[] = {
		{{0xFF, 0xFE, 0, 0}, 4, 4, ENCODING_UNKNOWN, "UTF-32"},
		{{0, 0, 0xFE, 0xFF}, 4, 4, ENCODING_UNKNOWN, "UTF-32"},
		{{'<', 0, 0, 0}, 4, 0, ENCODING_UNKNOWN, "UTF-32"},
		{{0, 0, 0, '<'}, 4, 0, ENCODING_UNKNOWN, "UTF-32"},
		{{0x4C, 0x6F, 0xA7, 0x94}, 4, 0, ENCODING_UNKNOWN, "EBCDIC"},
		{{0xEF, 0xBB, 0xBF, 0}, 3, 3, ENCODING_UTF_8, "UTF-8"},
		{{0xFF, 0xFE, 0, 0}, 2, 2, ENCODING_UTF_16LE, "UTF-16"},
		{{0xFE, 0xFF, 0, 0}, 2, 2, ENCODING_UTF_16BE, "UTF-16"},
		{{'<', 0, 0, 0}, 2, 0, ENCODING_UTF_16LE, "UTF-16"},
		{{0, '<', 0, 0}, 2, 0, ENCODING_UTF_16BE, "UTF-16"},
	};
	size_t i;

	*mark = 0;
	for (i = 0; i < sizeof(starts) / sizeof(*starts); i++) {
		if (length < starts[i].length || memcmp(bytes, starts[i].bytes, starts[i].length))
			continue;
		*mark = starts[i].mark;
		name_copy(name, starts[i].name, strlen(starts[i].name));
		return starts[i].encoding;
	}
	return encoding_declared(bytes, length, name);
}

size_t encoding_sequence(const unsigned char *p, size_t length)
{
	unsigned character;
	size_t n, i;

	if (length == 0)
		return 0;
	if (p[0] < 0x80)
		return 1;
	n = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
	if (p[0] < 0xC2 || p[0] > 0xF4 || length < n)
		return 0;
	character = p[0] & (0xFFu >> (n + 1));
	for (i = 1; i < n; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return 0;
		character = character << 6 | (p[i] & 0x3Fu);
	}
	if ((n == 3 && character < 0x800) || (n == 4 && character < 0x10000) ||
	    character > 0x10FFFF)
		return 0;
	return character >= 0xD800 && character <= 0xDFFF ? 0 : n;
}

/* Nearly all of a text is ASCII: eight bytes at once. */
static size_t ascii_length(const unsigned char *bytes, size_t length)
{
	size_t i = 0;
	uint64_t word;

	for (; i + sizeof(word) <= length; i += sizeof(word)) {
		memcpy(&word, bytes + i, sizeof(word));
		if (word & 0x8080808080808080u)
			break;
	}
	while (i < length && bytes[i] < 0x80)
		i++;
	return i;
}

static bool convert_utf_8(const unsigned char *bytes, size_t length, struct buffer *text)
{
	size_t i = 0, n = 1;

	while (i < length && n) {
		i += ascii_length(bytes + i, length - i);
		n = encoding_sequence(bytes + i, length - i);
		i += n;
	}
	buffer_put(text, bytes, i);
	return i == length;
}

static unsigned utf_16_unit(const unsigned char *p, bool big)
{
	return big ? (unsigned)p[0] << 8 | p[1] : (unsigned)p[1] << 8 | p[0];
}

static bool convert_utf_16(const unsigned char *bytes, size_t length, bool big, struct buffer *text)
{
	size_t i;

	for (i = 0; i + 1 < length; i += 2) {
		unsigned unit = utf_16_unit(bytes + i, big);

		if (unit >= 0xD800 && unit <= 0xDBFF && i + 3 < length) {
			unsigned low = utf_16_unit(bytes + i + 2, big);

			if (low < 0xDC00 || low > 0xDFFF)
				return false;
			unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
			i += 2;
		} else if (unit >= 0xD800 && unit <= 0xDFFF) {
			return false;
		}
		buffer_character(text, unit);
	}
	return length % 2 == 0;
}

static unsigned single_byte(enum encoding encoding, unsigned char byte)
{
	size_t i;

	if (encoding == ENCODING_WINDOWS_1252 && byte >= 0x80 && byte <= 0x9F)
		return windows_1252[byte - 0x80];
	if (encoding == ENCODING_ISO_8859_15)
		for (i = 0; i < sizeof(latin_9) / sizeof(*latin_9); i++)
			if (latin_9[i].byte == byte)
				return latin_9[i].character;
	return byte;
}

static bool convert_single(enum encoding encoding, const unsigned char *bytes, size_t length,
			   struct buffer *text)
{
	size_t i;

	for (i = 0; i < length; i++) {
		unsigned character = single_byte(encoding, bytes[i]);

		if (character == 0 && bytes[i] != 0)
			return false;
		buffer_character(text, character);
	}
	return true;
}

bool encoding_convert(enum encoding encoding, const unsigned char *bytes, size_t length,
		      struct buffer *text)
{
	size_t start = text->length, name_start, name_end;
	bool whole;

	if (encoding == ENCODING_UTF_16LE || encoding == ENCODING_UTF_16BE)
		whole = convert_utf_16(bytes, length, encoding == ENCODING_UTF_16BE, text);
	else if (encoding == ENCODING_UTF_8)
		whole = convert_utf_8(bytes, length, text);
	else
		whole = convert_single(encoding, bytes, length, text);
	if (text->length > start &&
	    declaration_find((unsigned char *)text->data + start, text->length - start, &name_start,
			     &name_end)) {
		/* encoding="X" becomes as many spaces: the parser would otherwise convert again. */
		unsigned char *p = (unsigned char *)text->data + start;
		size_t from = name_start - 1;

		while (from > 0 && memcmp(p + from, "encoding", 8))
			from--;
		memset(p + from, ' ', name_end + 1 - from);
	}
	return whole;
}
