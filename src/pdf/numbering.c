#include "pdf/numbering.h"

#include <stddef.h>
#include <string.h>

const char *pdf_numbering(const char *label)
{
	static const struct {
		const char *characters, *name;
		size_t most;
	} rows[] = {{"0123456789", "Decimal", 9},
		    {"ivx", "LowerRoman", 9},
		    {"IVX", "UpperRoman", 9},
		    {"abcdefghijklmnopqrstuvwxyz", "LowerAlpha", 1},
		    {"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "UpperAlpha", 1}};
	static const char *const marks[][2] = {{"•", "Disc"}, {"●", "Disc"}, {"◦", "Circle"}, {"○", "Circle"}, {"▪", "Square"}, {"■", "Square"}};
	size_t length;

	if (!label)
		return NULL;
	label += strspn(label, "([");
	length = strcspn(label, ".):]- \xC2\xE2"); /* or a space or dash beyond ASCII */
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (length > 0 && length <= rows[i].most && strspn(label, rows[i].characters) == length)
			return rows[i].name;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (!strcmp(label, marks[i][0]))
			return marks[i][1];
	return NULL;
}
