#ifndef EXPORT_ZIP_H
#define EXPORT_ZIP_H
/* A zip written from front to back: the same names and bytes give the same zip, whatever the clock, the time zone and the user. */

#include <stdbool.h>
#include <stddef.h>

struct zip;

/* Begin one on a file that is open for writing and stays the caller's. */
struct zip *zip_new(int file);

/* Add a file. 0 or an errno. zip_begin, then zip_put until `size` bytes are there, adds one piece by piece. */
int zip_add(struct zip *zip, const char *name, const void *data, size_t size);
int zip_begin(struct zip *zip, const char *name, size_t size);
int zip_put(struct zip *zip, const void *data, size_t n);

/* End and free it. 0 or an errno. */
int zip_end(struct zip *zip);

/* What writes the zips: library and compression with their versions ("libarchive 3.6.2 zlib/1.2.13"), in the arena. Others may
 * write the same content in other bytes. */
struct arena;
const char *zip_maker(struct arena *arena);

/* Would a zip of the same content, written now, have the same bytes? The place of the first that differs, counted from 1; 0: none. */
size_t zip_differs(const char *path);

#endif
