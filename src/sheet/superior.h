#ifndef SHEET_SUPERIOR_H
#define SHEET_SUPERIOR_H
/* The letters that a printer sets above the line: those of 1er. */

#include <libxml/tree.h>

/* In the text of formatting objects within this one, what follows SPACING_SUPERIOR (text/spacing.h) becomes an fo:inline, small and raised; there and
 * in everything else (attributes, titles, results that are no formatting objects) the sign is taken out. */
void superior_set(xmlNode *element);

#endif
