#ifndef BATCH_PLAN_H
#define BATCH_PLAN_H
/* Everything that is to be done, checked before anything is written: which inputs there are, what each one is, what is wrong with
 * it, and for each session what it is closed out with. Made once, const while documents are made. */

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/digest.h"
#include "base/message.h"
#include "base/status.h"
#include "batch/inputs.h"
#include "jury/manifest.h"
#include "batch/shard.h"
#include "batch/unit.h"
#include "input/source.h"
#include "jury/certificateur.h"
#include "jury/referentiel.h"

struct arena;
struct coverage;
struct deliberation;
struct minute_image;
struct plan_scratch;

enum planned_state {
	PLANNED_NOTHING, /* none of ours, found in a folder; or no session */
	PLANNED_REFUSED,
	PLANNED_READY, /* a session that can be closed out */
};

/* One input. */
struct planned {
	const char *path;
	bool found; /* in a folder */
	enum source_kind kind;
	enum planned_state state;
	bool elsewhere; /* another machine's: only its id is known */
	struct messages *messages; /* what is wrong with it; NULL: not read */

	/* of a session */
	const char *session;
	const char *suite_de; /* or NULL */
	long revision;
	size_t units[UNIT_COUNT]; /* how many documents of each sort it can give */
	const struct referentiel *referentiel;
	const struct certificateur *certificateur; /* NULL: none was given */
	const struct minute_image *images; /* the pictures that the certifier's file names */
	size_t image_count;
	struct manifest_source sources[3];
	size_t source_count;
	char digest[DIGEST_LENGTH + 1]; /* of all sources */

	/* as it was read and decided, where all sessions together are few; NULL: it is read again when its documents are made */
	struct arena *kept;
	const struct deliberation *decided; /* its session without the source */
};

struct plan {
	struct arena *arena;
	struct messages *messages; /* of what belongs to no one input */
	enum status status;        /* what was met until now means for the exit */
	struct planned *list;      /* in the inputs' order */
	size_t count;
	struct plan_scratch *
		scratch; /* while it is made; then what sessions borrow: référentiels and certifiers */
};

struct plan_options {
	const struct coverage *coverage; /* what the fonts can show */
	const char *
		referentiels; /* folder or file whose référentiels go before the program's own, or NULL */
	const char *referentiels_installed; /* the program's own, or NULL */
	const char *certificateur;          /* path, or NULL */
	const char *output;                 /* where earlier revisions may stand, or NULL: they are not compared */
	bool build;                         /* what only a closing-out asks for is an error … */
	bool draft;                         /* … unless it is only a draft */
	struct shard shard;                 /* sessions of other machines are passed over */
	bool before;                        /* for the documents before a session: the deliberation is still to come */
};

/* Read and check all inputs. Every fault is in the messages of the plan or of its input. */
struct plan *plan_make(const struct plan_options *options, const struct inputs *inputs);
void plan_free(struct plan *plan);

/* Print all messages, sorted by file in the inputs' order, as `print` does (messages_print, messages_print_json), and count them. */
typedef void plan_printer(const struct messages *messages, FILE *out);
void plan_print(struct plan *plan, plan_printer *print, FILE *out, size_t *errors, size_t *warnings);

#endif
