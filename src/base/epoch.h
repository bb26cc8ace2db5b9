#ifndef BASE_EPOCH_H
#define BASE_EPOCH_H
/* SOURCE_DATE_EPOCH: the moment, in seconds since 1970, that files made again are to bear instead of one of their own
 * (reproducible-builds.org/specs/source-date-epoch). */

#include <stdbool.h>
#include <time.h>

/* As the environment gives it; NULL: it does not, or it is no number. */
const char *epoch_given(void);

/* The moment in universal time; false for NULL, and for a year that no date can hold. */
bool epoch_moment(const char *epoch, struct tm *moment);

#endif
