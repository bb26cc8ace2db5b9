#ifndef FO_VALUE_H
#define FO_VALUE_H
/* The types that computed property values have (XSL 1.1, 5.11). Lengths are in points. */

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/path.h"

/* A part of a text, borrowed. */
struct slice {
	const char *text;
	size_t length;
};

#define SLICE_SPACES " \t\r\n"

static inline struct slice slice_of(const char *text)
{
	return (struct slice){text, strlen(text)};
}

static inline bool slice_is(struct slice slice, const char *word)
{
	return slice.length == strlen(word) && !memcmp(slice.text, word, slice.length);
}

/* Without the characters around it that are in the set. */
static inline struct slice slice_trim(struct slice slice, const char *set)
{
	while (slice.length > 0 && strchr(set, *slice.text))
		slice.text++, slice.length--;
	while (slice.length > 0 && strchr(set, slice.text[slice.length - 1]))
		slice.length--;
	return slice;
}

/* What stands before the separator, or all; *rest becomes what stands behind. */
static inline struct slice slice_cut(struct slice *rest, char separator)
{
	const char *found = memchr(rest->text, separator, rest->length);
	struct slice first = {rest->text, found ? (size_t)(found - rest->text) : rest->length};
	size_t skipped = first.length + (found ? 1 : 0);
	*rest = (struct slice){rest->text + skipped, rest->length - skipped};
	return first;
}

/* All keywords that properties take: TOKEN_AUTO, TOKEN_ALWAYS, TOKEN_SPACE_BETWEEN … */
enum token {
	TOKEN_UNSET, /* no keyword */
#define T(symbol, name) TOKEN_##symbol,
#include "fo/token.def"
#undef T
	TOKEN_COUNT
};

/* A length, linear in its reference: points + percent/100 * reference. proportion: of proportional-column-width(). */
struct length {
	double points;
	double percent;
	double proportion;
	bool automatic;     /* auto, none, normal, or another keyword where the property has such a value */
	enum token keyword; /* which one, when automatic: scale-to-fit, use-font-metrics, super … */
};

#define LENGTH_AUTO ((struct length){.automatic = true, .keyword = TOKEN_AUTO})
#define LENGTH_POINTS(x) ((struct length){.points = (x)})

/* a, and so many times b. */
static inline struct length length_sum(struct length a, struct length b, double times)
{
	a.points += times * b.points;
	a.percent += times * b.percent;
	a.proportion += times * b.proportion;
	return a;
}

static inline double length_resolve(struct length length, double reference)
{
	return length.automatic ? 0 : length.points + length.percent / 100 * reference;
}

/* XSL 1.1, 4.3: precedence FORCE is SPACE_FORCE; conditionality retain or discard. */
#define SPACE_FORCE INT_MAX
struct space {
	struct length minimum, optimum, maximum;
	int precedence;
	bool retain;
};

struct length_range {
	struct length minimum, optimum, maximum;
};

/* A length with conditionality: border widths and paddings. */
struct length_conditional {
	struct length length;
	bool retain;
};

/* border-separation: between rows (block direction) and between cells of a row (inline). */
struct length_pair {
	struct length block, along;
};

/* clip: automatic, or offsets from the edges. */
struct clip {
	bool set;
	struct length top, right, bottom, left;
};

/* Keep strength: 0 auto; 1 … KEEP_ALWAYS-1 integers; KEEP_ALWAYS always. */
#define KEEP_ALWAYS 1000000
struct keep {
	int within_line, within_column, within_page;
};

/* text-decoration, as bits. */
enum decoration { DECORATION_UNDERLINE = 1, DECORATION_OVERLINE = 2, DECORATION_LINE_THROUGH = 4 };

#endif
