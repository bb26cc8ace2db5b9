#ifndef PDF_IMPORT_H
#define PDF_IMPORT_H
/* A page of another PDF file, as a form of ours (ISO 32000-1, 8.10) in a square of one by one, as an image is. Only for
 * files as Cairo writes them for us, at version 1.4: whole, without object streams, encryption or marks. */

#include <stddef.h>

struct pdf_import;
struct pdf_objects;

/* The first page of the file and all that it is made of; nothing of `data` is kept. Where the file is another than
 * Cairo's, the form may be empty. */
struct pdf_import *pdf_import_read(const void *data, size_t length);
void pdf_import_free(struct pdf_import *import);

/* Write the form and what it needs; returns its object. */
unsigned pdf_import_write(const struct pdf_import *import, struct pdf_objects *objects);

#endif
