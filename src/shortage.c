#include "shortage.h"

#include <errno.h>
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

/* Who asks for so much at once is answered: a library may be asking on behalf of a file that lies about its size. */
#define REFUSABLE ((size_t)256 << 20)

/* Only what may be called anywhere, also in a signal's handler. */
_Noreturn static void end(const char *text)
{
	ssize_t said = write(STDERR_FILENO, text, strlen(text));

	(void)said;
	_exit(EX_SOFTWARE);
}

#ifndef __SANITIZE_ADDRESS__ /* which has its own */

void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);
void *__libc_memalign(size_t alignment, size_t n);

static void *demand(void *p, size_t n)
{
	if (!p && n > 0 && n < REFUSABLE)
		end("parchemin: out of memory\n");
	return p;
}

/* Their parameters have names of the library, which are not for others to use. NOLINTBEGIN(readability-inconsistent-declaration-parameter-name) */

void *malloc(size_t n)
{
	return demand(__libc_malloc(n), n);
}

void *calloc(size_t n, size_t size)
{
	size_t total;

	if (__builtin_mul_overflow(n, size, &total))
		total = REFUSABLE;
	return demand(__libc_calloc(n, size), total);
}

void *realloc(void *p, size_t n)
{
	return demand(__libc_realloc(p, n), n);
}

void *memalign(size_t alignment, size_t n)
{
	return demand(__libc_memalign(alignment, n), n);
}

void *aligned_alloc(size_t alignment, size_t n)
{
	return demand(__libc_memalign(alignment, n), n);
}

int posix_memalign(void **p, size_t alignment, size_t n)
{
	void *got = demand(__libc_memalign(alignment, n), n);

	if (!got && n > 0)
		return ENOMEM;
	*p = got;
	return 0;
}

/* NOLINTEND(readability-inconsistent-declaration-parameter-name) */

#endif

static void library_gave_up(int signal)
{
	(void)signal;
	end("parchemin: a library gave up; memory or threads are short\n");
}

void shortage_watch(void)
{
	struct sigaction action = {.sa_handler = library_gave_up};

	sigaction(SIGTRAP, &action, NULL);
	sigaction(SIGABRT, &action, NULL);
}
