#ifndef EXPORT_ZIP_H
#define EXPORT_ZIP_H
/* A zip, written file by file: the same names and bytes give the same zip, whatever the clock, the time zone and the user. PDFs, which
 * are deflated already, are stored, all others deflated. Each file's header has its sizes and its CRC, so that whoever reads from front
 * to back can read what is stored: Vitam passes over a stored file whose sizes follow it, and libarchive writes no other. */

#include <stddef.h>

struct arena;
struct zip;

/* Begin one at the beginning of a file that is open for writing and stays the caller's. */
struct zip *zip_new(int file);

/* Add a file. zip_begin, then zip_put as often as there is more, adds one piece by piece. */
void zip_add(struct zip *zip, const char *name, const void *data, size_t size);
void zip_begin(struct zip *zip, const char *name);
void zip_put(struct zip *zip, const void *data, size_t n);

/* End and free it. 0, or the errno of the first failure. */
int zip_end(struct zip *zip);

/* What deflates, with its version ("zlib/1.2.13"), in the arena. Another may write the same content in other bytes. */
const char *zip_maker(struct arena *arena);

/* Would a zip of the same content, written now, have the same bytes? The place of the first that differs, counted from 1; 0: none. */
size_t zip_differs(const char *path);

#endif
