/* Preloaded in front of the C library: opening a file whose name holds $FAULT_NAME kills the process ($FAULT is "die") or fails
 * with the errno that $FAULT gives as a number. */

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

typedef int open_function(int folder, const char *path, int flags, ...);

static int fault_open(const char *symbol, int folder, const char *path, int flags, mode_t mode)
{
	const char *name = getenv("FAULT_NAME"), *fault = getenv("FAULT");
	open_function *real;

	if (name && fault && (flags & O_CREAT) && strstr(path, name)) {
		if (!strcmp(fault, "die"))
			raise(SIGSEGV);
		errno = atoi(fault);
		return -1;
	}
	*(void **)&real = dlsym(RTLD_NEXT, symbol);
	return real(folder, path, flags, mode);
}

#define DEFINE(name)                                                                               \
	int name(int folder, const char *path, int flags, ...);                                    \
	int name(int folder, const char *path, int flags, ...)                                     \
	{                                                                                          \
		va_list rest;                                                                      \
		mode_t mode;                                                                       \
                                                                                                   \
		va_start(rest, flags);                                                             \
		mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;                                 \
		va_end(rest);                                                                      \
		return fault_open(#name, folder, path, flags, mode);                               \
	}

DEFINE(openat)
DEFINE(openat64)
