#ifndef JURY_MANIFEST_H
#define JURY_MANIFEST_H
/* manifest.xml: what a session's folder holds and what it was made from. It is written last; a folder that has one is whole. Its
 * bytes depend on nothing but what it lists. */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/digest.h"
#include "base/message.h"

/* One file. NULL where it does not apply. */
struct manifest_file {
	const char *path;  /* in the folder */
	const char *genre; /* pv parchemin resultats deliberation */
	const char *candidat, *bloc, *numero;
	size_t size;
	unsigned pages; /* 0: not a paged document */
	char sha256[DIGEST_LENGTH + 1];
	char traces[DIGEST_LENGTH + 1]; /* digest of its placed runs, "" for none */
};

struct manifest_source {
	const char *role;         /* session referentiel certificateur */
	const char *id, *edition; /* edition NULL: it has none */
	char sha256[DIGEST_LENGTH + 1];
};

/* The digest of what a session is made from: over its sources, session first (hex of DIGEST_LENGTH digits and a NUL). */
void manifest_input_digest(const struct manifest_source *sources, size_t count, char *hex);

struct manifest {
	const char *session, *certificateur;
	long revision;
	const char *etat;               /* clos partiel projet avant */
	const char *entree;             /* input digest */
	const char *programme;          /* that made it; NULL: this one */
	const char *feuilles, *polices; /* digests of stylesheets and fonts */
	const char *epoque;             /* SOURCE_DATE_EPOCH when it was given, or NULL */
	const struct manifest_source *sources;
	size_t source_count;
	struct manifest_file *files; /* in the minutes' order */
	size_t file_count;
};

void manifest_write(const struct manifest *manifest, struct buffer *out);

/* One read again as its bytes come: its tree would be as large as the deliberation's. */
struct manifest_reader;

/* The name is for messages, which begin with X. All that is read is the arena's. */
struct manifest_reader *manifest_reader_new(const char *name, struct arena *arena,
					    struct messages *messages);
void manifest_reader_put(struct manifest_reader *reader, const void *bytes, size_t n);

/* Ends and frees the reader. False: it is no manifest of this program's. `manifest` is then empty; what is not XML has been said. What
 * the document does not give is NULL, 0 or "", a file's path never NULL. */
bool manifest_reader_end(struct manifest_reader *reader, struct manifest *manifest);

/* What tells two closings apart. */
struct manifest_head {
	char certificateur[64];
	char entree[DIGEST_LENGTH + 1];
};

/* Read the head of <folder>/<path>. 0, or an errno; EBADMSG when it is not one of our manifests. */
int manifest_read_head(int folder, const char *path, struct manifest_head *head);

#endif
