#include "base/library.h"

#include <dlfcn.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"

/* As the linker would have noted them when the program was built: {"qpdf", "libqpdf.so.29"}. */
static const struct {
	const char *library, *file;
} files[] = {
#include "libraries.inc"
};

_Noreturn static void library_missing(void)
{
	const char *why = dlerror();

	fprintf(stderr, "parchemin: %s\n", why ? why : "a library is missing");
	exit(STATUS_INTERNAL);
}

static void *library_open(const char *library)
{
	void *opened = NULL;

	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		if (!strcmp(files[i].library, library))
			opened = dlopen(files[i].file, RTLD_LAZY);
	if (!opened)
		library_missing();
	return opened;
}

void library_load(const char *library)
{
	library_open(library);
}

void library_find(const char *library, const char *name, void *function)
{
	void *found = dlsym(library_open(library), name);

	if (!found)
		library_missing();
	memcpy(function, &found, sizeof found);
}
