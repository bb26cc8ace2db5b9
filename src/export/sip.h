#ifndef EXPORT_SIP_H
#define EXPORT_SIP_H
/* What an archive is submitted with: the SEDA manifest of closed sessions (2.1, 2.2 or 2.3). It is written piece by piece, so that
 * tens of thousands of files need no more memory than their list. */

#include <stdbool.h>
#include <stddef.h>

#include <libxml/tree.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/message.h"
#include "sheet/sheet.h"

#define SIP_NAMESPACE "fr:gouv:culture:archivesdefrance:seda:v"

/* A file of a session's folder. Borrowed strings; NULL where it does not apply. */
struct sip_file {
	const char *path; /* in the folder */
	const char *genre, *candidat, *bloc, *numero;
	size_t size;
	char sha512[DIGEST_512_LENGTH + 1];
};

struct sip_session {
	const xmlNode *deliberation; /* its root; of its candidates no more than the names is asked */
	const char *name;            /* of its file, for messages */
	const struct sip_file *files; /* in the manifest's order */
	size_t count;
};

struct sip {
	const struct sip_session *sessions;
	size_t count;
	const char *version; /* "2.2" */
	const char *moment;  /* xs:dateTime */
	struct sheet *sheet; /* export-seda.xsl */
};

/* Where a session's file stands in the zip: "content/2026-014_r1_parchemins_X.pdf". In the arena. */
const char *sip_name(const xmlNode *deliberation, const char *path, struct arena *arena);

/* Midnight of the latest deliberation, or the epoch (SOURCE_DATE_EPOCH, may be NULL). In the arena. */
const char *sip_moment(const struct sip_session *sessions, size_t count, const char *epoch,
		       struct arena *arena);

/* Say what the certifier's file lacks (A606), and sessions of different ones (A612). True when nothing is wrong. */
bool sip_check(const struct sip_session *sessions, size_t count, struct messages *messages);

/* What the manifest says of its making: the program, and what writes the zip. In the arena. */
const char *sip_comment(struct arena *arena);

/* Write the manifest to the sink. False after a message. */
typedef void sip_sink(void *context, const char *data, size_t n);
bool sip_write(const struct sip *sip, sip_sink *sink, void *context, struct messages *messages);

#endif
