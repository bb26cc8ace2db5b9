#include "base/epoch.h"

#include <stdlib.h>
#include <string.h>

const char *epoch_given(void)
{
	const char *text = getenv("SOURCE_DATE_EPOCH");

	return text && *text && strspn(text, "0123456789") == strlen(text) ? text : NULL;
}

bool epoch_moment(const char *epoch, struct tm *moment)
{
	time_t seconds = epoch ? (time_t)strtoll(epoch, NULL, 10) : 0;

	return epoch && gmtime_r(&seconds, moment);
}
