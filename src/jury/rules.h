#ifndef JURY_RULES_H
#define JURY_RULES_H
/* The rules that a référentiel, a session and a certifier's file must keep: the catalogue of rules.def. Each fault is reported
 * once, at the element or attribute at fault, by its most specific code; nothing is changed and nothing is decided. */

#include <stdbool.h>

#include "base/coverage.h"
#include "base/message.h"
#include "jury/certificateur.h"
#include "jury/referentiel.h"
#include "jury/session.h"

struct rules_context {
	bool build; /* about to decide: a deliberation that is not closed is an error (S202), else a warning */
	bool faulty; /* the référentiel's own errors have been said: nothing is asked that rests on what it names */
	bool before; /* for the documents before a session: nothing is asked of what only the deliberation gives */
	const struct coverage *
		coverage; /* what the fonts can show (C406); NULL: only what no font may show is refused */
	/* The session that `suite_de` names, where it was found; NULL: its jury is not compared (J307). */
	const struct session *suite;
	struct arena
		*arena; /* scratch, for the length of the call; NULL: the rules take their own */
};

/* Everything that is wrong goes to messages. */
void rules_check_referentiel(const struct rules_context *context,
			     const struct referentiel *referentiel, struct messages *messages);
void rules_check_session(const struct rules_context *context, const struct session *session,
			 const struct referentiel *referentiel, struct messages *messages);
void rules_check_certificateur(const struct rules_context *context,
			       const struct certificateur *certificateur,
			       struct messages *messages);

/* Does [A-Za-z0-9][A-Za-z0-9.-]{0,31} hold, and does it not look like a social security number? */
bool rules_id_valid(const char *id);

#endif
