#ifndef EXPORT_RECORD_H
#define EXPORT_RECORD_H
/* A closed session as the exports see it: what jury/cloture.h reads, checked against its schema, with its parts at hand. */

#include <stdbool.h>
#include <stddef.h>

#include "base/message.h"
#include "base/status.h"
#include "jury/cloture.h"

struct record {
	struct cloture *cloture;
	const xmlNode *root, *certification, *session, *candidats;
	const char *id, *revision, *certificateur;
	bool specimen;
};

/* Read one from the folder of a revision or of a session. Says what is wrong with it, and that it is a specimen (A601). When the
 * status is DONE the caller closes the record. */
enum status record_open(const char *path, struct record *record, struct messages *messages);

/* The same without what is said of each candidate beside the name (cloture_open_sommaire); the schema is not asked: what goes into an
 * archive is what was closed out. */
enum status record_open_sommaire(const char *path, struct record *record, struct messages *messages);
void record_close(struct record *record);

#endif
