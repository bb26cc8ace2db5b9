#ifndef PDF_CONFORM_H
#define PDF_CONFORM_H
/* What makes a file PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) besides its pages: metadata, output intent,
 * the associated file. */

#include <stdbool.h>

struct buffer;
struct pdf_attachment;
struct pdf_cache;
struct pdf_objects;

/* What a document says of itself; UTF-8. */
struct pdf_identity {
	const char *title, *lang, *author, *producer;
	const char *date; /* "D:20241106170000+01'00'", or NULL */
	char conformance; /* to PDF/A-3: 'A', 'U' (no language or structure), 0: none */
	bool accessible;  /* PDF/UA-1 */
};

/* Write the metadata stream and the information dictionary, which say the same. */
void pdf_conform_metadata(struct pdf_objects *objects, unsigned metadata, unsigned info,
			  const struct pdf_identity *identity);

/* Write the output intent: sRGB. False: there is no profile; nothing is written, the file cannot be PDF/A. */
bool pdf_conform_intent(struct pdf_objects *objects, struct pdf_cache *cache, unsigned number);

/* Write the attachment and its file specification; returns the latter's object. */
unsigned pdf_conform_attachment(struct pdf_objects *objects,
				const struct pdf_attachment *attachment, const char *date);

#endif
