#ifndef EXPORT_CDC_H
#define EXPORT_CDC_H
/* The certifications obtained, as the Caisse des dépôts is to be sent them within three months of delivery (code du travail,
 * R. 6113-17-2): accrochage, kit 2.0.0. The schema has no bloc. What cannot be sent is said, and never made up. */

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/message.h"
#include "base/status.h"
#include "export/accuse.h"
#include "export/receiver.h"
#include "export/record.h"
#include "jury/date.h"
#include "sheet/sheet.h"

#define CDC_NAMESPACE "urn:cdc:cpf:pc5:schema:1.0.0"
#define CDC_MOST      200000                    /* passages of a file */
#define CDC_LARGEST   ((size_t)200 * 1000 * 1000) /* its bytes */

struct cdc_options {
	const struct accuse *accuse; /* only what it refused is sent again; NULL: all */
	struct sheet *sheet;         /* export-cdc.xsl */
	struct receiver *receiver;   /* NULL: nothing is validated */
	const char *output;          /* its name, for messages */
	const char *epoch;           /* SOURCE_DATE_EPOCH when it was given, else NULL */
	size_t most, largest;        /* 0: as the receiver has it */
};

/* The files to send. */
struct cdc {
	struct buffer *files;
	size_t file_count;
	size_t sent, kept; /* passages; candidates with a parchment who cannot be sent, or whose parchments are of blocs */
	struct date limit; /* the last day to send them; {0} when nothing is sent */
};

/* Make the files. The first says when and by whom: its horodatage is the latest deliberation's midnight, UTC, unless an epoch was
 * given. Says what is wrong (A605, A606, A612) and what is not sent (A607, A613). The caller frees. */
enum status cdc_make(const struct record *records, size_t count, const struct cdc_options *options,
		     struct cdc *cdc, struct messages *messages);
void cdc_free(struct cdc *cdc);

/* Say what the report refused, at the place of each candidate (A611), and what it and the sessions do not share (A614). Returns the
 * number of passages refused. */
size_t cdc_compare(const struct record *records, size_t count, struct accuse *accuse,
		   struct messages *messages);

#endif
