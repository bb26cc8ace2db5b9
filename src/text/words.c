#include "text/words.h"

#include <stdbool.h>

/* Words for 0 to 99. Seventy and ninety go on from sixty and eighty; eighty alone takes an s, but not before mille. */
static void words_below_hundred(struct buffer *out, long n, bool before_mille)
{
	static const char *const units[] = {"zéro",   "un",    "deux",     "trois",    "quatre",
					    "cinq",   "six",   "sept",     "huit",     "neuf",
					    "dix",    "onze",  "douze",    "treize",   "quatorze",
					    "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"};
	static const char *const tens[] = {
		"",          "",         "vingt",    "trente",       "quarante",
		"cinquante", "soixante", "soixante", "quatre-vingt", "quatre-vingt"};
	if (n < 20) {
		buffer_puts(out, units[n]);
		return;
	}
	long ten = n / 10, unit = n % 10;
	if (ten == 7 || ten == 9)
		unit += 10;
	buffer_puts(out, tens[ten]);
	if (n == 80 && !before_mille)
		buffer_putc(out, 's');
	if (unit == 0)
		return;
	buffer_puts(out, (unit == 1 || unit == 11) && ten < 8 ? "-et-" : "-");
	buffer_puts(out, units[unit]);
}

static void words_below_thousand(struct buffer *out, long n, bool before_mille)
{
	long hundreds = n / 100, rest = n % 100;
	if (hundreds > 1) {
		words_below_hundred(out, hundreds, true);
		buffer_putc(out, '-');
	}
	if (hundreds)
		buffer_puts(out, hundreds > 1 && rest == 0 && !before_mille ? "cents" : "cent");
	if (hundreds && rest)
		buffer_putc(out, '-');
	if (rest || !hundreds)
		words_below_hundred(out, rest, before_mille);
}

void words_french(struct buffer *out, long number)
{
	if (number < 0 || number > 999999) {
		buffer_integer(out, number);
		return;
	}
	long thousands = number / 1000, rest = number % 1000;
	if (thousands > 1) {
		words_below_thousand(out, thousands, true);
		buffer_putc(out, '-');
	}
	if (thousands)
		buffer_puts(out, rest ? "mille-" : "mille");
	if (rest || !thousands)
		words_below_thousand(out, rest, false);
}
