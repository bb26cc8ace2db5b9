#ifndef JURY_DATE_H
#define JURY_DATE_H
/* Calendar dates and ISO 8601 durations, proleptic Gregorian, no clock and no time zone. A birth date may be only a year and
 * month, or a year. */

#include <stdbool.h>

struct date {
	int year, month, day; /* 0: not given; {0} is no date at all */
};

struct duration {
	bool given;
	bool unlimited;          /* "illimitee": no end */
	int years, months, days; /* weeks are counted as days */
	const char *text;        /* as written; NULL when not given */
};

#define DATE_TEXT 16

/* YYYY-MM-DD, a day that exists; false (and {0}) for anything else. date_parse_partial also takes YYYY-MM and YYYY.
 * NULL is no date. */
bool date_parse(const char *text, struct date *date);
bool date_parse_partial(const char *text, struct date *date);

/* PnYnMnWnD, each part optional but one, or "illimitee"; `text` of the result borrows the argument. */
bool date_parse_duration(const char *text, struct duration *duration);

bool date_given(struct date date);
bool date_complete(struct date date);

/* <0, 0, >0 in time order; a part that is missing comes before all its values. */
int date_compare(struct date a, struct date b);

/* The date moved by a duration: years and months first, the day brought back to the end of a shorter month (31 August + P6M is
 * the last day of February), then days. A date that is not complete comes back as it is; the
 * duration is not unlimited. */
struct date date_add(struct date date, struct duration duration);

/* Is something that began on `from` still valid on `day`? The last day, date_add(from, validity), is included. A validity that
 * is not given or is unlimited never ends. */
bool date_valid_on(struct date from, struct duration validity, struct date day);

/* Days from a to b, negative when b is earlier. Both complete. */
long date_days_between(struct date a, struct date b);

/* "2026-06-12", "2026-06", "2026" or "" into text; returns text. */
const char *date_text(struct date date, char text[DATE_TEXT]);

#endif
