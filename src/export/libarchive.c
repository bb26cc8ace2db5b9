/* What is called of libarchive: see base/library.h. */

#include <archive.h>
#include <archive_entry.h>

#include "base/library.h"

#define FUNCTION(type, name, parameters, arguments) LIBRARY_FUNCTION("archive", type, name, parameters, arguments)
#define PROCEDURE(name, parameters, arguments)	    LIBRARY_PROCEDURE("archive", name, parameters, arguments)

FUNCTION(const char *, archive_error_string, (struct archive * a), (a))
FUNCTION(const char *, archive_version_string, (void), ())
FUNCTION(const char *, archive_zlib_version, (void), ())

FUNCTION(struct archive *, archive_read_new, (void), ())
FUNCTION(int, archive_read_support_format_zip, (struct archive * a), (a))
FUNCTION(int, archive_read_open_filename, (struct archive * a, const char *b, size_t c), (a, b, c))
FUNCTION(int, archive_read_next_header, (struct archive * a, struct archive_entry **b), (a, b))
FUNCTION(la_ssize_t, archive_read_data, (struct archive * a, void *b, size_t c), (a, b, c))
FUNCTION(int, archive_read_free, (struct archive * a), (a))

FUNCTION(struct archive *, archive_write_new, (void), ())
FUNCTION(int, archive_write_set_format_zip, (struct archive * a), (a))
FUNCTION(int, archive_write_set_options, (struct archive * a, const char *b), (a, b))
FUNCTION(int, archive_write_set_bytes_per_block, (struct archive * a, int b), (a, b))
FUNCTION(int, archive_write_open2,
	 (struct archive * a, void *b, archive_open_callback *c, archive_write_callback *d, archive_close_callback *e,
	  archive_free_callback *f),
	 (a, b, c, d, e, f))
FUNCTION(int, archive_write_header, (struct archive * a, struct archive_entry *b), (a, b))
FUNCTION(la_ssize_t, archive_write_data, (struct archive * a, const void *b, size_t c), (a, b, c))
FUNCTION(int, archive_write_close, (struct archive * a), (a))
FUNCTION(int, archive_write_free, (struct archive * a), (a))

FUNCTION(struct archive_entry *, archive_entry_new, (void), ())
FUNCTION(__LA_MODE_T, archive_entry_filetype, (struct archive_entry * a), (a))
FUNCTION(const char *, archive_entry_pathname, (struct archive_entry * a), (a))
FUNCTION(const char *, archive_entry_pathname_utf8, (struct archive_entry * a), (a))
FUNCTION(la_int64_t, archive_entry_size, (struct archive_entry * a), (a))
PROCEDURE(archive_entry_set_filetype, (struct archive_entry * a, unsigned b), (a, b))
PROCEDURE(archive_entry_set_pathname, (struct archive_entry * a, const char *b), (a, b))
PROCEDURE(archive_entry_set_perm, (struct archive_entry * a, __LA_MODE_T b), (a, b))
PROCEDURE(archive_entry_set_size, (struct archive_entry * a, la_int64_t b), (a, b))
PROCEDURE(archive_entry_free, (struct archive_entry * a), (a))
