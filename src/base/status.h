#ifndef BASE_STATUS_H
#define BASE_STATUS_H
/* Exit statuses, as sysexits.h numbers them. What retries runs reads them: 75 yes, 65 no. */

enum status {
	STATUS_DONE = 0,
	STATUS_USAGE = 64,
	STATUS_REFUSED = 65, /* some input refused; the rest is done */
	STATUS_MISSING = 66, /* an input cannot be opened */
	STATUS_INTERNAL = 70,
	STATUS_OUTPUT = 73, /* output cannot be created, or a revision exists with other content */
	STATUS_IO = 74,
	STATUS_TEMPORARY = 75, /* worker died, lock held, disk full, stopped: run it again */
};

/* The one to exit with when both apply: 70, 74, 73, 75, 66, 65 go before those behind them. */
enum status status_worse(enum status a, enum status b);

/* What an errno met while writing means for the exit. */
enum status status_of_error(int error);

#endif
