#ifndef EXPORT_VERIFY_H
#define EXPORT_VERIFY_H
/* Are documents, folders and zips what was made: unaltered, complete, nothing added, and in accord with what the jury decided? A
 * session's manifest is made anew from its deliberation.xml and its files, and compared; so is every dossier that a PDF carries. */

#include <stddef.h>

#include "base/message.h"
#include "sheet/sheet.h"

struct verify_count {
	size_t sessions, documents;
};

/* Verify a folder (a revision, a session, a whole output folder), a zip, an archive or one PDF. One message (V6xx) a fault. Adds to the
 * count. `sheet` is export-seda.xsl, for archives; NULL: their own manifest is not looked at (V617). */
void verify_path(const char *path, struct sheet *sheet, struct verify_count *count,
		 struct messages *messages);

#endif
