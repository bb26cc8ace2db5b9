#include "text/spacing.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/arena.h"

#define NO_BREAK        0x00A0u
#define NARROW_NO_BREAK 0x202Fu
#define APOSTROPHE      0x2019u
#define ELLIPSIS        0x2026u
#define OPENING         0x00ABu
#define CLOSING         0x00BBu
#define DEGREE          0x00B0u
#define DASH            0x2013u
#define LEFT_QUOTE      0x201Cu
#define RIGHT_QUOTE     0x201Du
#define SUPERIOR        0xE001u

/* The text is read once, from left to right; at each place the first rule that knows what stands there takes it and writes its
 * answer. A rule may look back at what was written, and take trailing spaces away. */
struct spacing {
	const unsigned *in; /* ends with 0 */
	size_t at, length;
	unsigned *out;
	size_t written;
	bool quote_open; /* a straight quote was opened */
	int depth;       /* guillemets that are open */
	bool english;    /* by an English mark */
	bool addresses;  /* the text may hold one: most do not, and are not searched for one word by word */
};

static bool is_space(unsigned c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == NO_BREAK ||
	       c == NARROW_NO_BREAK || c == 0x2009;
}

static bool is_digit(unsigned c)
{
	return c >= '0' && c <= '9';
}

static bool is_word(unsigned c)
{
	if (c < 0x80)
		return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
	return u_isalnum((UChar32)c);
}

static unsigned before(const struct spacing *s)
{
	return s->at > 0 ? s->in[s->at - 1] : 0;
}

static unsigned last(const struct spacing *s)
{
	return s->written > 0 ? s->out[s->written - 1] : 0;
}

static void put(struct spacing *s, unsigned c)
{
	s->out[s->written++] = c;
}

static void copy_to(struct spacing *s, size_t end)
{
	while (s->at < end)
		put(s, s->in[s->at++]);
}

static void drop_spaces(struct spacing *s)
{
	while (s->written > 0 && is_space(s->out[s->written - 1]))
		s->written--;
}

static size_t after_spaces(const struct spacing *s, size_t at)
{
	while (is_space(s->in[at]))
		at++;
	return at;
}

/* The length of `word` (UTF-8, small letters when `fold`) when it stands at `at`, whatever its case when `fold`; else 0. */
static size_t match(const struct spacing *s, size_t at, const char *word, bool fold)
{
	unsigned first = (unsigned char)word[0], found = s->in[at];
	/* Nearly all words differ in their first letter. */
	if (first < 0x80 && found != first && !(fold && (found | 0x20) == first))
		return 0;
	size_t n = 0;
	for (int32_t i = 0; word[i];) {
		UChar32 c;
		U8_NEXT(word, i, -1, c);
		found = s->in[at + n];
		if (found != (unsigned)c && !(fold && u_tolower((UChar32)found) == c))
			return 0;
		n++;
	}
	return n;
}

/* As match, for a whole word of a list that ends with NULL: no letter or digit may follow. */
static size_t match_word(const struct spacing *s, size_t at, const char *const *words, bool fold)
{
	for (; *words; words++) {
		size_t n = match(s, at, *words, fold);
		if (n && !is_word(s->in[at + n]))
			return n;
	}
	return 0;
}

static size_t token_end(const struct spacing *s)
{
	size_t end = s->at;
	while (s->in[end] && !is_space(s->in[end]) && s->in[end] != CLOSING && s->in[end] != '"')
		end++;
	while (end > s->at && strchr(".,;:!?)", (int)(s->in[end - 1] < 128 ? s->in[end - 1] : 'x')))
		end--;
	return end;
}

/* Addresses of the web and of mail stand as typed. */
static bool rule_address(struct spacing *s)
{
	static const char *const starts[] = {"http://", "https://", "ftp://", "www.",
					     "mailto:", "urn:",     NULL};
	if (!s->addresses || !is_word(s->in[s->at]) || is_word(before(s)))
		return false;
	size_t end = token_end(s);
	bool found = false;
	for (const char *const *start = starts; *start && !found; start++)
		found = match(s, s->at, *start, true) > 0;
	for (size_t i = s->at + 1; i + 1 < end && !found; i++)
		found = s->in[i] == '@';
	if (found)
		copy_to(s, end);
	return found;
}

/* A run of spaces becomes one; none at either end, none doubled with what a rule has written; none before a comma or a full
 * stop that ends something. */
static bool rule_space(struct spacing *s)
{
	if (!is_space(s->in[s->at]))
		return false;
	unsigned kept = ' ';
	for (; is_space(s->in[s->at]); s->at++)
		if (s->in[s->at] == NO_BREAK || s->in[s->at] == NARROW_NO_BREAK)
			kept = s->in[s->at];
	unsigned next = s->in[s->at], then = next ? s->in[s->at + 1] : 0;
	bool ends = (next == ',' || next == '.') && (then == 0 || is_space(then));
	if (next != 0 && !ends && s->written > 0 && !is_space(last(s)))
		put(s, kept);
	return true;
}

static bool rule_apostrophe(struct spacing *s)
{
	if (s->in[s->at] != '\'')
		return false;
	put(s, APOSTROPHE);
	s->at++;
	return true;
}

static void open_quotation(struct spacing *s)
{
	s->depth++;
	put(s, OPENING);
	put(s, NARROW_NO_BREAK);
	s->at = after_spaces(s, s->at + 1);
}

static void close_quotation(struct spacing *s)
{
	if (s->depth > 0)
		s->depth--;
	drop_spaces(s);
	put(s, NARROW_NO_BREAK);
	put(s, CLOSING);
	s->at++;
}

/* A straight quote opens where another one follows that can close it; one that stands alone (an inch) stays. */
static bool rule_straight_quote(struct spacing *s)
{
	if (s->in[s->at] != '"')
		return false;
	if (s->quote_open) {
		close_quotation(s);
		s->quote_open = false;
		return true;
	}
	size_t end = s->at + 1;
	while (s->in[end] && s->in[end] != '"')
		end++;
	s->quote_open = s->in[end] == '"' && !is_word(before(s));
	if (s->quote_open)
		open_quotation(s);
	else
		put(s, s->in[s->at++]);
	return true;
}

/* « and », also typed << and >>. The English marks stand for them, but within a quotation, where they are the second pair. */
static bool rule_quotation_mark(struct spacing *s)
{
	unsigned c = s->in[s->at];
	bool twice = (c == '<' || c == '>') && s->in[s->at + 1] == c;
	bool opens = c == OPENING || (twice && c == '<') || (c == LEFT_QUOTE && s->depth == 0);
	bool closes = c == CLOSING || (twice && c == '>' && s->depth > 0) || (c == RIGHT_QUOTE && s->english);
	if (!opens && !closes)
		return false;
	s->at += twice;
	s->english = c == LEFT_QUOTE || (s->english && c != RIGHT_QUOTE);
	if (opens)
		open_quotation(s);
	else
		close_quotation(s);
	return true;
}

/* No space within brackets. */
static bool rule_bracket(struct spacing *s)
{
	unsigned c = s->in[s->at];
	if (c == '(' || c == '[') {
		put(s, c);
		s->at = after_spaces(s, s->at + 1);
		return true;
	}
	if ((c != ')' && c != ']') || !is_space(last(s)))
		return false;
	drop_spaces(s);
	put(s, c);
	s->at++;
	return true;
}

/* A hyphen between spaces is a dash, and does not begin a line. One that begins the text is a list's. */
static bool rule_dash(struct spacing *s)
{
	unsigned c = s->in[s->at];
	if ((c != '-' && c != DASH) || !is_space(before(s)) || !is_space(s->in[s->at + 1]) || !is_space(last(s)))
		return false;
	drop_spaces(s);
	put(s, NO_BREAK);
	put(s, DASH);
	s->at++;
	return true;
}

/* Three dots are one sign; etc. has one dot. */
static bool rule_ellipsis(struct spacing *s)
{
	bool etc = s->written >= 3 && s->out[s->written - 1] == 'c' && s->out[s->written - 2] == 't' &&
		   s->out[s->written - 3] == 'e' && !(s->written > 3 && is_word(s->out[s->written - 4]));
	if (etc && s->in[s->at] == ELLIPSIS) {
		put(s, '.');
		s->at++;
		return true;
	}
	if (match(s, s->at, "...", false) == 0)
		return false;
	put(s, etc ? '.' : ELLIPSIS);
	while (s->in[s->at] == '.')
		s->at++;
	return true;
}

/* ; ! ? and : where they end something. Within an identifier or a time (a?b, 14:30) and after an opening bracket or another
 * such sign they stay as they are. */
static bool rule_high_punctuation(struct spacing *s)
{
	unsigned c = s->in[s->at];
	if (c != ';' && c != '!' && c != '?' && c != ':')
		return false;
	s->at++;
	bool spaced = is_space(last(s));
	bool inside = !spaced && is_word(s->in[s->at]) && is_word(last(s));
	if (!inside)
		drop_spaces(s);
	unsigned previous = last(s);
	bool first = previous == 0 || previous == '(' || previous == '[' || previous == '/' ||
		     previous == '-';
	bool repeated = (c == '!' || c == '?') && (previous == '!' || previous == '?');
	bool path = c == ':' && (s->in[s->at] == '/' || s->in[s->at] == '\\' ||
				 s->in[s->at] == ':' || previous == ':');
	if (first && spaced)
		put(s, ' ');
	else if (!inside && !first && !repeated && !path)
		put(s, c == ':' ? NO_BREAK : NARROW_NO_BREAK);
	put(s, c);
	return true;
}

/* n° 3, whichever degree sign was typed. */
static bool rule_numero(struct spacing *s)
{
	unsigned c = s->in[s->at], sign = c ? s->in[s->at + 1] : 0;
	if ((c != 'n' && c != 'N') || (sign != DEGREE && sign != 0x00BA) || is_word(before(s)))
		return false;
	size_t next = after_spaces(s, s->at + 2);
	put(s, c);
	put(s, DEGREE);
	s->at += 2;
	if (is_word(s->in[next])) {
		put(s, NO_BREAK);
		s->at = next;
	}
	return true;
}

/* Whether the word that begins here, with the stop that may end it, is followed by a space and then a figure or a capital: few are, and
 * only they are looked up. */
static bool may_bind(const struct spacing *s)
{
	size_t end = s->at;
	while (is_word(s->in[end]))
		end++;
	if (end == s->at || s->in[end] == '.')
		end++;
	if (!is_space(s->in[end]))
		return false;
	unsigned next = s->in[after_spaces(s, end)];
	return is_digit(next) || u_isupper((UChar32)next);
}

/* M. Dupont, Mme Durand: before a capital. p. 12, art. L. 1, bloc 2: before a figure or a capital. */
static bool rule_bound_word(struct spacing *s)
{
	static const char *const titles[] = {"M.",    "MM.", "Mr",  "Mme", "Mmes", "Mlle",
					     "Mlles", "Dr",  "Pr",  "Me",   NULL};
	static const char *const references[] = {
		"p.",   "pp.",    "art.",  "al.",     "chap.",    "fig.",   "vol.",
		"ann.", "bloc",   "blocs", "page",    "pages",    "niveau", "livret",
		"tome", "annexe", "phase", "article", "chapitre", "étape",  "salle",
		"lot",  "module", "unité", "§",       NULL};
	if (is_word(before(s)) || before(s) == '.' || !may_bind(s))
		return false;
	size_t n = match_word(s, s->at, titles, false);
	bool title = n > 0;
	if (!n)
		n = match_word(s, s->at, references, true);
	if (!n || !is_space(s->in[s->at + n]))
		return false;
	size_t next = after_spaces(s, s->at + n);
	bool figure = is_digit(s->in[next]), capital = u_isupper((UChar32)s->in[next]);
	bool short_form = s->in[s->at + n - 1] == '.';
	if (!(title ? capital : figure || (short_form && capital)))
		return false;
	copy_to(s, s->at + n);
	put(s, NO_BREAK);
	s->at = next;
	return true;
}

/* L. 6412-1, R. 6412-7, D. 6412-6: the letter of an article of a code and its number. */
static bool rule_article(struct spacing *s)
{
	unsigned c = s->in[s->at];
	if ((c != 'L' && c != 'R' && c != 'D') || s->in[s->at + 1] != '.' || is_word(before(s)) || before(s) == '.')
		return false;
	size_t next = after_spaces(s, s->at + 2);
	if (next == s->at + 2 || !is_digit(s->in[next]))
		return false;
	copy_to(s, s->at + 2);
	put(s, NO_BREAK);
	s->at = next;
	return true;
}

/* The letters of an ordinal, which stand above the line, in place of those that were typed up to `end`. */
static void put_ordinal(struct spacing *s, const char *letters, size_t end)
{
	put(s, SUPERIOR);
	while (*letters)
		put(s, (unsigned char)*letters++);
	s->at = end;
}

/* XXème is XXe, Ière Ire. */
static bool rule_roman(struct spacing *s)
{
	static const char *const endings[] = {"e", "ème", "ième", "eme", "ieme", NULL}, *const first[] = {"er", NULL},
				 *const first_feminine[] = {"re", "ère", "ière", "ere", NULL};
	size_t end = s->at;
	if (is_word(before(s)))
		return false;
	while (s->in[end] == 'I' || s->in[end] == 'V' || s->in[end] == 'X')
		end++;
	if (end == s->at)
		return false;
	bool one = end == s->at + 1 && s->in[s->at] == 'I';
	size_t letters = end + (s->in[end] == SUPERIOR), n = match_word(s, letters, one ? first : endings, false);
	const char *set = one ? "er" : "e";
	if (!n && one) {
		n = match_word(s, letters, first_feminine, false);
		set = "re";
	}
	if (!n)
		return false;
	copy_to(s, end);
	put_ordinal(s, set, letters + n);
	return true;
}

/* Is it a decimal mark, of a number that counts percents or euros? */
static bool is_amount(const struct spacing *s)
{
	size_t end = s->at + 1;
	while (is_digit(s->in[end]))
		end++;
	end = after_spaces(s, end);
	return s->in[end] == '%' || s->in[end] == 0x20AC;
}

/* Groups of three figures after one to three: 12 000. Returns where the number ends, writing it. */
static void copy_number(struct spacing *s)
{
	size_t start = s->at;
	while (is_digit(s->in[s->at]))
		put(s, s->in[s->at++]);
	bool group = s->at - start <= 3 && s->in[start] != '0';
	while (group && is_space(s->in[s->at])) {
		size_t next = s->at + 1;
		size_t end = next;
		while (is_digit(s->in[end]))
			end++;
		group = end - next == 3 && !is_word(s->in[end]);
		if (group) {
			put(s, NARROW_NO_BREAK);
			s->at = next;
			copy_to(s, end);
		}
	}
	if ((s->in[s->at] == ',' || s->in[s->at] == '.') && is_digit(s->in[s->at + 1])) {
		put(s, is_amount(s) ? ',' : s->in[s->at]);
		s->at++;
		while (is_digit(s->in[s->at]))
			put(s, s->in[s->at++]);
	}
}

/* 14h30, 14 h 30, 14h. */
static bool copy_hour(struct spacing *s, size_t figures)
{
	size_t h = after_spaces(s, s->at);
	if (figures > 2 || (s->in[h] != 'h' && s->in[h] != 'H'))
		return false;
	size_t minutes = after_spaces(s, h + 1);
	bool full = is_digit(s->in[minutes]) && is_digit(s->in[minutes + 1]) &&
		    !is_word(s->in[minutes + 2]) && s->in[minutes] < '6';
	if (!full && (is_word(s->in[h + 1]) || s->in[h] == 'H'))
		return false;
	put(s, NO_BREAK);
	put(s, 'h');
	s->at = h + 1;
	if (full) {
		put(s, NO_BREAK);
		s->at = minutes;
		copy_to(s, minutes + 2);
	}
	return true;
}

/* 1er stays, 1ère is 1re, 2ème is 2e, with their plurals. Says whether there was one. */
static bool copy_ordinal(struct spacing *s)
{
	static const struct {
		const char *typed, *set;
	} endings[] = {{"ières", "res"}, {"ière", "re"}, {"ères", "res"}, {"eres", "res"},
		       {"ère", "re"},    {"ere", "re"},  {"ièmes", "es"}, {"ième", "e"},
		       {"iemes", "es"},  {"ieme", "e"},  {"èmes", "es"},  {"ème", "e"},
		       {"emes", "es"},   {"eme", "e"},   {"ers", "ers"},  {"er", "er"},
		       {"res", "res"},   {"re", "re"},   {"es", "es"},    {"e", "e"},
		       {"ndes", "des"},  {"nde", "de"},  {"nds", "ds"},   {"nd", "d"}};
	size_t letters = s->at + (s->in[s->at] == SUPERIOR);
	for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
		size_t n = match(s, letters, endings[i].typed, false);
		if (!n || is_word(s->in[letters + n]))
			continue;
		put_ordinal(s, endings[i].set, letters + n);
		return true;
	}
	return false;
}

/* What a number binds: months, and units; those of the first list are set apart from it even where no space was typed. */
static void bind_unit(struct spacing *s)
{
	static const char *const apart[] = {"%", "€", "k€", "M€", "min", "°C", NULL};
	static const char *const units[] = {
		"k€",       "M€",
		"%",        "€",        "‰",       "s",        "min",     "mn",        "kg",
		"g",        "mg",       "t",       "km",       "m",       "cm",        "mm",
		"m²",       "m³",       "l",       "L",        "cl",      "ml",        "ha",
		"V",        "W",        "kW",      "kWh",      "bar",     "dB",        "°C",
		"°",        "Go",       "Mo",      "euros",    "euro",    "heure",     "heures",
		"minute",   "minutes",  "seconde", "secondes", "jour",    "jours",     "semaine",
		"semaines", "mois",     "an",      "ans",      "année",   "années",    "fois",
		"points",   "point",    "pages",   "page",     "janvier", "février",   "mars",
		"avril",    "mai",      "juin",    "juillet",  "août",    "septembre", "octobre",
		"novembre", "décembre", NULL};
	bool spaced = is_space(s->in[s->at]);
	size_t next = after_spaces(s, s->at);
	size_t n = match_word(s, next, spaced ? units : apart, false);
	if (!n)
		return;
	put(s, NO_BREAK);
	s->at = next;
	copy_to(s, next + n);
}

static bool rule_number(struct spacing *s)
{
	if (!is_digit(s->in[s->at]) || is_word(before(s)))
		return false;
	size_t start = s->at;
	copy_number(s);
	if (copy_hour(s, s->at - start))
		return true;
	copy_ordinal(s);
	bind_unit(s);
	return true;
}

/* Words and numbers that no rule binds are taken whole, so that no rule looks into them. */
static bool rule_word(struct spacing *s)
{
	if (!is_word(s->in[s->at]))
		return false;
	while (is_word(s->in[s->at]))
		put(s, s->in[s->at++]);
	return true;
}

/* By what stands there: spaces, then what may begin with a letter or a figure, and the rest. */
static bool apply_rules(struct spacing *s)
{
	static bool (*const words[])(struct spacing *) = {
		rule_address, rule_numero, rule_bound_word, rule_article, rule_roman, rule_number, rule_word, NULL,
	};
	static bool (*const signs[])(struct spacing *) = {
		rule_apostrophe, rule_straight_quote, rule_quotation_mark,   rule_bracket,
		rule_dash,       rule_ellipsis,       rule_high_punctuation, rule_bound_word, NULL,
	};

	if (rule_space(s))
		return true;
	for (bool (*const *rule)(struct spacing *) = is_word(s->in[s->at]) ? words : signs; *rule; rule++)
		if ((*rule)(s))
			return true;
	return false;
}

/* The characters of the text into s->in; four zeros end them for those who look ahead. */
static void decode(struct spacing *s, unsigned *in, const char *text, int32_t bytes)
{
	unsigned w = 0; /* in a row: of www. */

	for (int32_t i = 0; i < bytes;) {
		UChar32 c;
		U8_NEXT_OR_FFFD(text, i, bytes, c);
		in[s->length++] = (unsigned)c;
		w = (c | 0x20) == 'w' ? w + 1 : 0;
		s->addresses = s->addresses || c == '@' || c == ':' || w == 3;
	}
	memset(in + s->length, 0, 4 * sizeof *in);
	s->in = in;
}

static void encode(const struct spacing *s, struct buffer *out)
{
	uint8_t *bytes = (uint8_t *)buffer_reserve(out, s->written * U8_MAX_LENGTH);
	size_t n = 0;

	for (size_t i = 0; i < s->written; i++)
		U8_APPEND_UNSAFE(bytes, n, s->out[i]);
	out->length += n;
}

void spacing_french(struct buffer *out, const char *text)
{
	/* Every character read writes at most three: a space, itself, a space. */
	unsigned room[1200], *in = room;
	size_t bytes = strlen(text), most = bytes + 4 + 3 * bytes + 4;
	struct spacing s = {0};

	if (most > sizeof room / sizeof *room)
		in = memory_alloc(most * sizeof *in);
	decode(&s, in, text, (int32_t)bytes);
	s.out = in + bytes + 4;
	while (s.at < s.length)
		if (!apply_rules(&s))
			put(&s, s.in[s.at++]);
	encode(&s, out);
	if (in != room)
		free(in);
}
