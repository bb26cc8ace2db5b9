#include "base/place.h"

#include <string.h>

int place_compare(const struct place *a, const struct place *b)
{
	int order;

	if (a->file == NULL || b->file == NULL)
		order = (a->file != NULL) - (b->file != NULL);
	else
		order = strcmp(a->file, b->file);
	if (order == 0)
		order = (a->line > b->line) - (a->line < b->line);
	if (order == 0)
		order = (a->column > b->column) - (a->column < b->column);
	return order;
}
