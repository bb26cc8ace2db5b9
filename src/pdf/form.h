#ifndef PDF_FORM_H
#define PDF_FORM_H
/* Form XObjects (ISO 32000-1, 8.10) of one document: drawings that stand by themselves or are painted many times.
 * Equal ones are written once. They hold no marks: what paints a form says what it is. */

#include <stdbool.h>
#include <stddef.h>

struct buffer;
struct pdf_cache;
struct pdf_forms;
struct pdf_objects;

struct pdf_form {
	double box[4];         /* x1 y1 x2 y2: what it covers, in its own coordinates */
	const char *resources; /* entries of its resource dictionary, without << >>; NULL: none */
	const void *content;   /* operators */
	size_t length;
	bool shared; /* other documents have it too: deflated better, once a process */
};

/* Borrows both. */
struct pdf_forms *pdf_forms_new(struct pdf_objects *objects, struct pdf_cache *cache);
void pdf_forms_free(struct pdf_forms *forms);

/* Write the form, unless an equal one has been (nothing of it is kept). Returns its number: "/X<number> Do" paints it
 * on any page. */
unsigned pdf_form_add(struct pdf_forms *forms, const struct pdf_form *form);

/* The object of a form, for the resources of another that paints it. */
unsigned pdf_form_object(const struct pdf_forms *forms, unsigned number);

/* Append the entries of an /XObject resource dictionary: "/X0 12 0 R/X1 …". */
void pdf_forms_resources(const struct pdf_forms *forms, struct buffer *out);

#endif
