#ifndef PDF_NUMBERING_H
#define PDF_NUMBERING_H

/* How the items of a list are numbered, as the structure says it (ISO 32000-1, 14.8.5.5; ISO 14289-1, 7.6). */

/* The value of ListNumbering, by the label of the first item: "1.", "(a)", "•". NULL where that is no numbering, or none is given
 * (NULL): the attribute is left out then. */
const char *pdf_numbering(const char *label);

#endif
