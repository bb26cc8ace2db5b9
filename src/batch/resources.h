#ifndef BATCH_RESOURCES_H
#define BATCH_RESOURCES_H
/* What does not change from one document to the next: fonts, stylesheets, images, the PDF writer's cache. Made once, before the
 * workers fork; they inherit it. */

#include <stdbool.h>

#include "base/coverage.h"
#include "base/digest.h"
#include "base/message.h"
#include "batch/kind.h"
#include "font/face.h"
#include "image/image.h"
#include "jury/date.h"
#include "sheet/sheet.h"

struct pdf_cache;

struct resources {
	struct font_library *fonts;
	struct coverage *coverage;
	struct images *images;
	struct pdf_cache *cache;
	struct sheet *sheets[KIND_ANY]; /* NULL: not asked for, or there is none */
	char sheets_digest[DIGEST_LENGTH + 1];
	const char *epoch; /* SOURCE_DATE_EPOCH as it was given, or NULL */
};

/* Load the fonts of a folder and what they can show. NULL after a message. */
struct resources *resources_open(const char *fonts, struct messages *messages);

/* Compile the stylesheets of these kinds, found in the folders (NULL-terminated, the first that has one wins), and make ready
 * what documents need. False after a message. */
bool resources_open_sheets(struct resources *resources, const char *const *folders, unsigned kinds,
			   struct messages *messages);

/* The date that a PDF bears, as it writes dates: the day of the deliberation, or SOURCE_DATE_EPOCH. The arena's; NULL where neither
 * is known. */
const char *resources_date(const struct resources *resources, struct date day, struct arena *arena);

void resources_close(struct resources *resources);

#endif
