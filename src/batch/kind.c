#include "batch/kind.h"

#include <stddef.h>
#include <string.h>

static const struct {
	const char *name, *sheet;
} kind_list[] = {
#define KIND_ROW(kind, name, sheet) [kind] = {name, sheet},
	KINDS(KIND_ROW)
#undef KIND_ROW
		[KIND_DELIBERATION] = {"deliberation", NULL},
};

const char *kind_name(enum kind kind)
{
	return kind_list[kind].name;
}

const char *kind_sheet(enum kind kind)
{
	return kind_list[kind].sheet;
}

int kind_find(const char *name, unsigned long length)
{
	for (int kind = 0; kind < KIND_COUNT; kind++) {
		if (strlen(kind_list[kind].name) == length &&
		    !strncmp(kind_list[kind].name, name, length))
			return kind;
	}
	return -1;
}
