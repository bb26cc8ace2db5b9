#ifndef PDF_PDF_H
#define PDF_PDF_H
/* Pages as an archival and accessible file: PDF/A-3a and PDF/UA-1 at once. One `struct pdf` a document: give it the
 * pages in order, then end it. The same pages and options always make the same bytes. */

#include <stdbool.h>
#include <stddef.h>

#include "base/message.h"
#include "fo/page.h"

struct buffer;
struct pdf_cache;

/* A file that the document was made from, embedded as its source. */
struct pdf_attachment {
	const char *name;        /* "dossier.xml" */
	const char *mime;        /* "text/xml" */
	const char *description; /* or NULL */
	const void *data;
	size_t length;
};

/* All borrowed until pdf_end. */
struct pdf_options {
	const char *title;    /* NULL: the document's */
	const char *lang;     /* "fr-FR"; NULL: the document's, which pages then cannot know */
	const char *author;   /* or NULL */
	const char *date;     /* "D:20241106170000+01'00'", or NULL */
	const char *producer; /* "parchemin 1.0" */
	const struct pdf_attachment *attachments; /* their names differ */
	size_t attachment_count;
	char *sha256; /* room for the file's digest, base/digest.h, which pdf_end writes; NULL: it is not wanted */
};

struct pdf;

/* A new document; the cache (pdf/cache.h) is shared by all documents of the process. */
struct pdf *pdf_new(const struct pdf_options *options, struct pdf_cache *cache);
void pdf_free(struct pdf *pdf);

/* Add a page; nothing of it is kept but faces, images and structure elements, which must live until pdf_end. Always
 * 0. */
int pdf_page(struct pdf *pdf, const struct page *page);

/* A sink that calls pdf_page. */
struct page_sink pdf_sink(struct pdf *pdf);

/* Several documents in one file, as for printing: pdf_gather before the first page, pdf_part after the last page of each
 * document, whose structure becomes a Part and may end then. pdf_end is given the title, the language and the bookmarks
 * of the whole. Ids are those of the whole file too. */
void pdf_gather(struct pdf *pdf);

/* Hand the file over as it is made, in pieces that follow one another; pdf_end then gives the last of it alone. Of several documents
 * gathered, little is kept but what the whole file lists (places, bookmarks, forms). Before the first page. */
void pdf_spool(struct pdf *pdf, void (*put)(void *context, const void *data, size_t n),
	       void *context);

void pdf_part(struct pdf *pdf, const struct document *document);

/* Embed one more file; nothing of it is kept. False: there is one of this name. */
bool pdf_attach(struct pdf *pdf, const struct pdf_attachment *attachment);

/* What a file claims to be, and what keeps it from claiming more. */
enum pdf_claim {
	PDF_ARCHIVAL = 1,          /* PDF/A-3 of level A; without a language or structure, of level U */
	PDF_ACCESSIBLE = 2,        /* PDF/UA-1 */
	PDF_CLAIMS = 3,            /* both */
	PDF_LACKS_PROFILE = 4,     /* costs the first */
	PDF_LACKS_LANGUAGE = 8,    /* this and the others cost the second */
	PDF_LACKS_STRUCTURE = 16,
	PDF_LACKS_TITLE = 32,
	PDF_LACKS_ALTERNATIVE = 64, /* a Figure without alternative text */
	PDF_LACKS_SIZE = 128        /* a page too small or too large for the first (ISO 19005-3, 6.1.13) */
};

/* Write the file to the end of `out`, and free the pdf. Returns the claims that it makes, and what it lacks (enum
 * pdf_claim). */
unsigned pdf_end(struct pdf *pdf, const struct document *document, struct buffer *out);

/* Say F708 for all that was lacking, as pdf_end returned it. Returns whether something was. */
bool pdf_complain(unsigned claims, struct place place, enum message_level level,
		  struct messages *messages);

#endif
