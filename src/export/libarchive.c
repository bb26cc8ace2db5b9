/* What is called of libarchive: see base/library.h. */

#include <archive.h>
#include <archive_entry.h>

#include "base/library.h"

#define FUNCTION(type, name, parameters, arguments) LIBRARY_FUNCTION("archive", type, name, parameters, arguments)

FUNCTION(const char *, archive_error_string, (struct archive * a), (a))

FUNCTION(struct archive *, archive_read_new, (void), ())
FUNCTION(int, archive_read_support_format_zip, (struct archive * a), (a))
FUNCTION(int, archive_read_open_filename, (struct archive * a, const char *_filename, size_t _block_size),
	 (a, _filename, _block_size))
FUNCTION(int, archive_read_next_header, (struct archive * a, struct archive_entry **b), (a, b))
FUNCTION(la_ssize_t, archive_read_data, (struct archive * a, void *b, size_t c), (a, b, c))
FUNCTION(int, archive_read_free, (struct archive * a), (a))

FUNCTION(__LA_MODE_T, archive_entry_filetype, (struct archive_entry * a), (a))
FUNCTION(const char *, archive_entry_pathname, (struct archive_entry * a), (a))
FUNCTION(const char *, archive_entry_pathname_utf8, (struct archive_entry * a), (a))
