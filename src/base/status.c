#include "base/status.h"

#include <errno.h>

static int status_rank(enum status status)
{
	switch (status) {
	case STATUS_USAGE:
		return 8;
	case STATUS_INTERNAL:
		return 7;
	case STATUS_IO:
		return 6;
	case STATUS_OUTPUT:
		return 5;
	case STATUS_TEMPORARY:
		return 4;
	case STATUS_MISSING:
		return 3;
	case STATUS_REFUSED:
		return 2;
	case STATUS_DONE:
		return 1;
	}
	return 7;
}

enum status status_worse(enum status a, enum status b)
{
	return status_rank(a) >= status_rank(b) ? a : b;
}

enum status status_of_error(int error)
{
	switch (error) {
	case 0:
		return STATUS_DONE;
	case ENOSPC:
	case EDQUOT:
	case EMFILE:
	case ENFILE:
	case EAGAIN:
	case EINTR:
		return STATUS_TEMPORARY;
	case EIO:
		return STATUS_IO;
	default:
		return STATUS_OUTPUT;
	}
}
