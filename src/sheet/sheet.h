#ifndef SHEET_SHEET_H
#define SHEET_SHEET_H
/* Stylesheets: compiled once, applied many times. XSLT reads only beneath the stylesheet folders and writes nothing; no network.
 * Functions for the stylesheets are in urn:parchemin:fonctions:1 (see function.h). */

#include <libxml/tree.h>

#include "base/place.h"

struct messages;
struct sheet;

/* Compile `name` ("pv.xsl") found in the first of the folders (NULL-terminated) that has it; imports and includes are resolved
 * relative to it, then in the later folders; one that imports its own name imports the one of the last folder, as "parchemin:pv.xsl"
 * does from anywhere (so that a certifier's pv.xsl may import ours). NULL: said why. */
struct sheet *sheet_open(const char *const *folders, const char *name, struct messages *messages);
/* format --xsl: this file; what it imports is found beside it, then in `ours` (NULL: nowhere else). */
struct sheet *sheet_open_file(const char *path, const char *ours, struct messages *messages);
/* The same stylesheet once more, compiled so that whatever it makes says where it stands in it: slower, for explaining faults. Its
 * results are read by sheet_place. */
struct sheet *sheet_open_marked(const struct sheet *sheet, struct messages *messages);

/* The place in its stylesheet of the literal result element that an element of a marked sheet's result came from, or of the nearest one
 * around it. The file name is the arena's; PLACE_NONE where nothing is marked. */
struct arena;
struct place sheet_place(struct arena *arena, const xmlNode *node);

/* A long result need not stand in memory as nodes all at once: call `part` for each element that f:partie has just made. It may put
 * another node in its place. Not called of results with places. */
typedef xmlNode *sheet_part(xmlNode *element);
void sheet_each_part(struct sheet *sheet, sheet_part *part);

void sheet_close(struct sheet *sheet);

/* Apply to a document; the caller frees the result. NULL: said why. `parameters`: name, value pairs as strings (not XPath),
 * NULL-terminated, or NULL. */
xmlDoc *sheet_apply(struct sheet *sheet, xmlDoc *document, const char *const *parameters,
		    struct messages *messages);

/* The result as the stylesheet's xsl:output has it (HTML, XML), appended to out. */
struct buffer;
void sheet_write(const struct sheet *sheet, xmlDoc *result, struct buffer *out);

/* Digest of all files of the sheet (imports too) for the manifest. */
const char *sheet_digest(const struct sheet *sheet);

#endif
