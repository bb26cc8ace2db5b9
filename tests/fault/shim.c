/* Preloaded in front of the C library, to hurt a run at a chosen place. Two ways:
 *
 * By name: creating a file whose name holds $FAULT_NAME kills the process ($FAULT is "die"), never ends ("hang"), takes memory until
 * there is no more ("eat"), or fails with the errno that $FAULT gives as a number. Where $FAULT_ONCE names a file, only as long as that is there,
 * and it is removed.
 *
 * By count: calls that change what is beneath the folder $SHIM_UNDER are counted, over all processes of the run, in the file
 * $SHIM_COUNT (8 bytes, made before). At number $SHIM_AT the run is killed ($SHIM_FAULT is "run": the first process, which the
 * others do not outlive), or the calling process only ("self"), or the call fails with the errno that $SHIM_FAULT gives. What is
 * done goes to the file $SHIM_LOG, a line each: number, process, call, path, second path, result.
 *
 * Counted: open of a new file, write, pwrite, ftruncate, close, fsync, fdatasync, syncfs, rename, link, unlink, mkdir, and their
 * relatives that take folders. */

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static uint64_t *counter; /* shared by all processes */
static pid_t first;
static long at;
static const char *under, *fault;
static int journal = -1;

__attribute__((constructor)) static void shim_begin(void)
{
	const char *count = getenv("SHIM_COUNT"), *number = getenv("SHIM_AT"), *log = getenv("SHIM_LOG");
	int file = count ? open(count, O_RDWR | O_CLOEXEC) : -1;

	under = getenv("SHIM_UNDER");
	fault = getenv("SHIM_FAULT");
	at = number ? atol(number) : 0;
	first = getpid();
	if (log)
		journal = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (file < 0)
		return;
	counter = mmap(NULL, sizeof *counter, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
	if (counter == MAP_FAILED)
		counter = NULL;
	syscall(SYS_close, file);
}

/* The path behind a descriptor, or of a name in a folder; "" when there is none. */
static void find_path(int folder, const char *name, char path[PATH_MAX])
{
	char link[64];
	ssize_t length = 0;
	size_t room;

	path[0] = '\0';
	if (name && name[0] == '/') {
		snprintf(path, PATH_MAX, "%s", name);
		return;
	}
	if (folder == AT_FDCWD) {
		if (!getcwd(path, PATH_MAX))
			path[0] = '\0';
		length = (ssize_t)strlen(path);
	} else {
		snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
		length = readlink(link, path, PATH_MAX - 1);
		if (length < 0)
			length = 0;
		path[length] = '\0';
	}
	room = PATH_MAX - (size_t)length;
	if (name && length)
		snprintf(path + length, room, "/%s", name);
}

static int is_under(const char *path)
{
	size_t length = under ? strlen(under) : 0;

	return length && !strncmp(path, under, length) && (path[length] == '/' || !path[length]);
}

/* One counted call: its number, 0 when it is none of ours. The fault happens here; *failed tells that the call is not to be made. */
static uint64_t shim_count(const char *path, const char *path2, int *failed)
{
	uint64_t number;

	*failed = 0;
	if (!counter || !(is_under(path) || (path2 && is_under(path2))))
		return 0;
	number = __atomic_add_fetch(counter, 1, __ATOMIC_SEQ_CST);
	if (!at || number != (uint64_t)at || !fault)
		return number;
	if (!strcmp(fault, "run"))
		kill(first, SIGKILL);
	if (!strcmp(fault, "run") || !strcmp(fault, "self"))
		kill(getpid(), SIGKILL);
	*failed = 1;
	errno = atoi(fault);
	return number;
}

static void shim_log(uint64_t number, const char *call, const char *path, const char *path2, long result)
{
	char line[2 * PATH_MAX + 100];
	int error = errno, length;

	if (!number || journal < 0)
		return;
	length = snprintf(line, sizeof line, "%llu\t%d\t%s\t%s\t%s\t%ld\n", (unsigned long long)number, getpid(), call,
			  path, path2 ? path2 : "", result);
	if (length > 0)
		syscall(SYS_write, journal, line, (size_t)length);
	errno = error;
}

#define REAL(name)                                                                                 \
	static __typeof__(name) *real;                                                             \
	if (!real)                                                                                 \
	*(void **)&real = dlsym(RTLD_NEXT, #name)

/* A call: where it happens, and how it is made when it is not to fail. */
#define COUNTED(type, name, parameters, find, second, arguments)                                   \
	type name parameters                                                                       \
	{                                                                                          \
		char path[PATH_MAX], path2[PATH_MAX] = "";                                         \
		uint64_t number;                                                                   \
		type result = -1;                                                                  \
		int failed, error = errno;                                                         \
		REAL(name);                                                                        \
		find_path find;                                                                    \
		second;                                                                            \
		errno = error;                                                                     \
		number = shim_count(path, path2, &failed);                                         \
		if (!failed)                                                                       \
			result = real arguments;                                                   \
		shim_log(number, #name, path, path2, (long)result);                                \
		return result;                                                                     \
	}

/* Of a descriptor, of a name, of two names. */
#define ON_FILE(type, name, parameters, arguments) COUNTED(type, name, parameters, (fd, NULL, path), , arguments)
#define ON_NAME(name, parameters, folder, arguments)                                               \
	COUNTED(int, name, parameters, (folder, from, path), , arguments)
#define ON_NAMES(name, parameters, folder, folder2, arguments)                                     \
	COUNTED(int, name, parameters, (folder, from, path), find_path(folder2, to, path2), arguments)

ON_FILE(ssize_t, write, (int fd, const void *data, size_t n), (fd, data, n))
ON_FILE(ssize_t, pwrite, (int fd, const void *data, size_t n, off_t offset), (fd, data, n, offset))
ON_FILE(int, ftruncate, (int fd, off_t length), (fd, length))
ON_FILE(int, fsync, (int fd), (fd))
ON_FILE(int, fdatasync, (int fd), (fd))
ON_FILE(int, syncfs, (int fd), (fd))
ON_NAME(unlink, (const char *from), AT_FDCWD, (from))
ON_NAME(unlinkat, (int d, const char *from, int flags), d, (d, from, flags))
ON_NAME(mkdir, (const char *from, mode_t mode), AT_FDCWD, (from, mode))
ON_NAME(mkdirat, (int d, const char *from, mode_t mode), d, (d, from, mode))
ON_NAMES(rename, (const char *from, const char *to), AT_FDCWD, AT_FDCWD, (from, to))
ON_NAMES(renameat, (int d, const char *from, int e, const char *to), d, e, (d, from, e, to))
ON_NAMES(renameat2, (int d, const char *from, int e, const char *to, unsigned flags), d, e, (d, from, e, to, flags))
ON_NAMES(link, (const char *from, const char *to), AT_FDCWD, AT_FDCWD, (from, to))
ON_NAMES(linkat, (int d, const char *from, int e, const char *to, int flags), d, e, (d, from, e, to, flags))

/* A close that fails has closed none the less. */
int close(int fd)
{
	char path[PATH_MAX];
	uint64_t number;
	int failed, result, error = errno;
	REAL(close);

	find_path(fd, NULL, path);
	errno = error;
	number = shim_count(path, NULL, &failed);
	error = errno;
	result = real(fd);
	if (failed) {
		errno = error;
		result = -1;
	}
	shim_log(number, "close", path, NULL, result);
	return result;
}

/* A file system that has no locks: $FAULT_FLOCK is its errno. */
int flock(int fd, int operation)
{
	const char *error = getenv("FAULT_FLOCK");
	REAL(flock);

	if (!error)
		return real(fd, operation);
	errno = atoi(error);
	return -1;
}

/* True: the call is to fail, errno is set. */
static int hurt_by_name(const char *name)
{
	const char *wanted = getenv("FAULT_NAME"), *how = getenv("FAULT"), *once = getenv("FAULT_ONCE");

	if (!wanted || !how || !strstr(name, wanted))
		return 0;
	if (once && syscall(SYS_unlinkat, AT_FDCWD, once, 0))
		return 0;
	if (!strcmp(how, "die"))
		raise(SIGSEGV);
	while (!strcmp(how, "hang"))
		pause();
	while (!strcmp(how, "eat")) {
		char *bytes = malloc((size_t)64 << 20);

		if (!bytes)
			_exit(70); /* as the program does */
		memset(bytes, 1, (size_t)64 << 20);
	}
	errno = atoi(how);
	return 1;
}

typedef int open_function(int folder, const char *path, int flags, ...);

static int hurt_open(const char *symbol, int folder, const char *name, int flags, mode_t mode)
{
	char path[PATH_MAX];
	open_function *real;
	uint64_t number;
	int failed, result = -1;

	*(void **)&real = dlsym(RTLD_NEXT, symbol);
	if (!(flags & O_CREAT))
		return real(folder, name, flags, mode);
	find_path(folder, name, path);
	number = shim_count(path, NULL, &failed);
	if (!failed && !hurt_by_name(name))
		result = real(folder, name, flags, mode);
	shim_log(number, "open", path, NULL, result);
	return result;
}

#define OPENED(name)                                                                               \
	int name(int folder, const char *path, int flags, ...);                                    \
	int name(int folder, const char *path, int flags, ...)                                     \
	{                                                                                          \
		va_list rest;                                                                      \
		mode_t mode;                                                                       \
                                                                                                   \
		va_start(rest, flags);                                                             \
		mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;                                 \
		va_end(rest);                                                                      \
		return hurt_open(#name, folder, path, flags, mode);                                \
	}

OPENED(openat)
OPENED(openat64)
