#ifndef EXPORT_ARCHIVE_H
#define EXPORT_ARCHIVE_H
/* An archive of closed sessions, to be submitted to an archive service as Vitam takes it: a zip of manifest.xml (SEDA) and content/,
 * read and written file by file. */

#include "base/message.h"
#include "base/status.h"
#include "export/record.h"
#include "export/tree.h"
#include "sheet/sheet.h"

struct archive_options {
	const char *version; /* of SEDA: "2.1", "2.2", "2.3" */
	const char *schemas; /* the folder of the official schemas; NULL: nothing is validated */
	const char *epoch;   /* SOURCE_DATE_EPOCH, or NULL */
	const char *output;
	struct sheet *sheet; /* export-seda.xsl */
};

/* Make one. Every file is the one that its session's manifest gives, or nothing is written (P901, P902, A605, A606, A612, B802). The
 * same sessions give the same bytes. `files` receives the number of files. */
enum status archive_make(const struct record *records, size_t count,
			 const struct archive_options *options, size_t *files,
			 struct messages *messages);

/* What the sessions in it do not tell: is its manifest the one that would be made of them now, and the zip as it would be written?
 * What another version of the program made is held against its digests alone (V613). */
void archive_verify(struct tree *tree, const char *path, struct sheet *sheet,
		    struct messages *messages);

#endif
