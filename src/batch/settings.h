#ifndef BATCH_SETTINGS_H
#define BATCH_SETTINGS_H
/* A certifier's file, and the pictures that it names. */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/message.h"
#include "input/schema.h"
#include "input/source.h"
#include "jury/certificateur.h"
#include "jury/minute.h"
#include "jury/referentiel.h"
#include "jury/rules.h"

struct settings {
	struct source *source;                     /* the caller's to free, after all else */
	const struct certificateur *certificateur; /* NULL: refused */
	struct minute_image images[2];
	size_t image_count;
	char sha256[DIGEST_LENGTH + 1]; /* of the file */
};

/* Read one, in the arena, refused or not. `build`: documents are to be made, for which a picture that cannot be read is an error. */
const struct settings *settings_read(struct source *source, const struct schema *schema, const struct rules_context *context,
				     bool build, struct arena *arena, struct messages *messages);

/* The first of the certifiers that the référentiel names, in its order; NULL: none of the list is. */
const struct settings *settings_find(const struct settings *const *list, size_t count, const struct referentiel *referentiel);

#endif
