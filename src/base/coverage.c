#include "base/coverage.h"

#include <stdlib.h>

#include "base/arena.h"

#define LAST 0x10FFFFu
#define REPLACEMENT 0xFFFDu

struct coverage {
	unsigned char bits[(LAST + 1) / 8];
};

struct coverage *coverage_new(void)
{
	return memory_alloc(sizeof(struct coverage));
}

void coverage_free(struct coverage *coverage)
{
	free(coverage);
}

void coverage_add(struct coverage *coverage, unsigned character)
{
	if (character <= LAST)
		coverage->bits[character / 8] |= (unsigned char)(1u << character % 8);
}

/* What no text of a document may hold, though a font may have a glyph for it. */
static bool is_refused(unsigned c)
{
	static const struct {
		unsigned first, last;
	} ranges[] = {
		{0x00, 0x08},         {0x0B, 0x0C},	/* controls but tab, line feed and carriage return */
		{0x0E, 0x1F},         {0x7F, 0x9F},
		{0x061C, 0x061C},     {0x200E, 0x200F},	/* bidi marks */
		{0x202A, 0x202E},     {0x2066, 0x2069},	/* bidi embeddings, overrides, isolates */
		{0xD800, 0xDFFF},     {0xE000, 0xF8FF},	/* surrogates, private use */
		{0xFDD0, 0xFDEF},     {0xFFF9, 0xFFFD},	/* noncharacters, annotation, replacement */
		{0xF0000, 0x10FFFF},			/* private use */
	};

	if ((c >= 0x20 && c < 0x7F) || (c >= 0xA0 && c < 0x61C)) /* most of any text */
		return false;
	if (c > LAST || (c & 0xFFFE) == 0xFFFE)
		return true;
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (c >= ranges[i].first && c <= ranges[i].last)
			return true;
	return false;
}

bool coverage_has(const struct coverage *coverage, unsigned character)
{
	if (is_refused(character))
		return false;
	if (character == '\t' || character == '\n' || character == '\r')
		return true; /* white space of the XML, never drawn */
	if (!coverage)
		return true;
	return coverage->bits[character / 8] >> character % 8 & 1;
}

/* The character at *text, which is moved behind it; U+FFFD for what is not UTF-8. */
static unsigned next_character(const unsigned char **text)
{
	static const unsigned smallest[] = {0, 0x80, 0x800, 0x10000};
	const unsigned char *p = *text;
	unsigned c = *p++;
	int more = c < 0x80 ? 0 : c >= 0xC2 && c < 0xE0 ? 1 : c >= 0xE0 && c < 0xF0 ? 2 : c >= 0xF0 && c < 0xF5 ? 3 : -1;

	*text = p;
	if (more < 0)
		return REPLACEMENT;
	if (more > 0)
		c &= 0x3Fu >> more;
	for (int i = 0; i < more; i++, p++) {
		if ((*p & 0xC0) != 0x80)
			return REPLACEMENT;
		c = c << 6 | (*p & 0x3Fu);
	}
	*text = p;
	return c < smallest[more] || c > LAST || (c >= 0xD800 && c <= 0xDFFF) ? REPLACEMENT : c;
}

unsigned coverage_missing(const struct coverage *coverage, const char *text)
{
	const unsigned char *p = (const unsigned char *)text;

	while (*p != '\0') {
		unsigned c = next_character(&p);

		if (!coverage_has(coverage, c))
			return c;
	}
	return 0;
}
