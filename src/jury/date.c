#include "jury/date.h"

#include <stdio.h>
#include <string.h>

static int month_days(int year, int month)
{
	static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return days[month - 1] +
	       (month == 2 && ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0));
}

/* Exactly `digits` digits at *text, which moves behind them; -1 when they are not there. */
static int digits_take(const char **text, int digits)
{
	int value = 0;

	while (digits-- > 0) {
		if (**text < '0' || **text > '9')
			return -1;
		value = value * 10 + (*(*text)++ - '0');
	}
	return value;
}

bool date_parse_partial(const char *text, struct date *date)
{
	struct date found = {0};

	*date = found;
	if (!text || (found.year = digits_take(&text, 4)) < 1)
		return false;
	if (*text == '-') {
		text++;
		found.month = digits_take(&text, 2);
		if (found.month < 1 || found.month > 12)
			return false;
		if (*text == '-') {
			text++;
			found.day = digits_take(&text, 2);
			if (found.day < 1 || found.day > month_days(found.year, found.month))
				return false;
		}
	}
	if (*text)
		return false;
	*date = found;
	return true;
}

bool date_parse(const char *text, struct date *date)
{
	if (date_parse_partial(text, date) && date->day)
		return true;
	*date = (struct date){0};
	return false;
}

/* The number and its letter at *text; false at the end and at a fault. */
static bool part_take(const char **text, int *value, char *letter)
{
	const char *p = *text;

	for (*value = 0; *p >= '0' && *p <= '9' && *value < 100000; p++)
		*value = *value * 10 + (*p - '0');
	if (p == *text || !*p)
		return false;
	*letter = *p++;
	*text = p;
	return true;
}

bool date_parse_duration(const char *text, struct duration *duration)
{
	static const char order[] = "YMWD";
	const char *p = text, *last = order;
	struct duration found = {.given = true, .text = text};
	char letter;
	int value;

	*duration = (struct duration){0};
	if (!text)
		return false;
	if (!strcmp(text, "illimitee")) {
		found.unlimited = true;
		*duration = found;
		return true;
	}
	if (*p++ != 'P' || !*p)
		return false;
	while (part_take(&p, &value, &letter)) {
		const char *here = strchr(last, letter);

		if (!here)
			return false;
		last = here + 1;
		if (letter == 'Y')
			found.years = value;
		else if (letter == 'M')
			found.months = value;
		else
			found.days += letter == 'W' ? 7 * value : value;
	}
	if (*p)
		return false;
	*duration = found;
	return true;
}

bool date_given(struct date date)
{
	return date.year != 0;
}

bool date_complete(struct date date)
{
	return date.day != 0;
}

int date_compare(struct date a, struct date b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (a.month != b.month)
		return a.month < b.month ? -1 : 1;
	return (a.day > b.day) - (a.day < b.day);
}

/* Days since 1 March of year 0, from which every year begins after its leap day. */
static long day_number(struct date date)
{
	long year = date.year - (date.month < 3), month = date.month + (date.month < 3 ? 9 : -3);

	return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + date.day -
	       1;
}

struct date date_add(struct date date, struct duration duration)
{
	long months = date.year * 12L + date.month - 1 + duration.years * 12L + duration.months;
	long day = date.day;

	if (!date_complete(date))
		return date;
	date.year = (int)(months / 12);
	date.month = (int)(months % 12) + 1;
	if (day > month_days(date.year, date.month))
		day = month_days(date.year, date.month);
	for (day += duration.days; day > month_days(date.year, date.month);) {
		day -= month_days(date.year, date.month);
		if (++date.month > 12) {
			date.month = 1;
			date.year++;
		}
	}
	date.day = (int)day;
	return date;
}

bool date_valid_on(struct date from, struct duration validity, struct date day)
{
	return !validity.given || validity.unlimited ||
	       date_compare(day, date_add(from, validity)) <= 0;
}

long date_days_between(struct date a, struct date b)
{
	return day_number(b) - day_number(a);
}

const char *date_text(struct date date, char text[DATE_TEXT])
{
	if (date.day)
		snprintf(text, DATE_TEXT, "%04d-%02d-%02d", date.year % 10000, date.month % 100,
			 date.day % 100);
	else if (date.month)
		snprintf(text, DATE_TEXT, "%04d-%02d", date.year % 10000, date.month % 100);
	else if (date.year)
		snprintf(text, DATE_TEXT, "%04d", date.year % 10000);
	else
		*text = '\0';
	return text;
}
