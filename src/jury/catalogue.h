#ifndef JURY_CATALOGUE_H
#define JURY_CATALOGUE_H
/* The référentiels found, by content, in files and folders: id and edition to référentiel, each read and checked once. It owns
 * their sources and what was made of them; all end with it. */

#include "base/message.h"
#include "jury/referentiel.h"
#include "jury/rules.h"
#include "jury/session.h"

struct catalogue;

struct catalogue *catalogue_new(void);
void catalogue_free(struct catalogue *catalogue);

/* Add a folder (its files *.xml, not its subfolders) or one file. Only roots are looked at here: what is not a référentiel is
 * passed over. Two different files with one id and edition: R108. False after a message when path cannot be read. */
bool catalogue_add(struct catalogue *catalogue, const char *path, struct messages *messages);

/* The référentiel that the session names, or S201 at the session and NULL. Faults of the référentiel itself go to messages
 * the first time that it is asked for; NULL also when they are errors of form (X…, S200). */
const struct referentiel *catalogue_find(struct catalogue *catalogue,
					 const struct rules_context *context,
					 const struct session *session, struct messages *messages);

/* The same by name; NULL without a message when it is unknown. */
const struct referentiel *catalogue_find_named(struct catalogue *catalogue,
					       const struct rules_context *context, const char *id,
					       const char *edition, struct messages *messages);

#endif
