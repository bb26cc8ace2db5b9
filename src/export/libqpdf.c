/* What is called of libqpdf: see base/library.h. */

#include <qpdf/qpdf-c.h>

#include "base/library.h"

#define FUNCTION(type, name, parameters, arguments) LIBRARY_FUNCTION("qpdf", type, name, parameters, arguments)
#define PROCEDURE(name, parameters, arguments)	    LIBRARY_PROCEDURE("qpdf", name, parameters, arguments)

qpdf_data qpdf_init(void); /* theirs is of C++. NOLINT(readability-redundant-declaration) */
FUNCTION(qpdf_data, qpdf_init, (void), ())
PROCEDURE(qpdf_cleanup, (qpdf_data * a), (a))
PROCEDURE(qpdf_silence_errors, (qpdf_data a), (a))
PROCEDURE(qpdf_set_suppress_warnings, (qpdf_data a, QPDF_BOOL b), (a, b))
PROCEDURE(qpdf_set_attempt_recovery, (qpdf_data a, QPDF_BOOL b), (a, b))
FUNCTION(QPDF_BOOL, qpdf_has_error, (qpdf_data a), (a))
FUNCTION(qpdf_error, qpdf_get_error, (qpdf_data a), (a))

FUNCTION(QPDF_ERROR_CODE, qpdf_read_memory,
	 (qpdf_data a, const char *b, const char *c, unsigned long long d, const char *e), (a, b, c, d, e))
FUNCTION(int, qpdf_get_num_pages, (qpdf_data a), (a))
FUNCTION(qpdf_oh, qpdf_get_root, (qpdf_data a), (a))

FUNCTION(QPDF_BOOL, qpdf_oh_is_array, (qpdf_data a, qpdf_oh b), (a, b))
FUNCTION(QPDF_BOOL, qpdf_oh_is_dictionary, (qpdf_data a, qpdf_oh b), (a, b))
FUNCTION(QPDF_BOOL, qpdf_oh_is_name_and_equals, (qpdf_data a, qpdf_oh b, const char *c), (a, b, c))
FUNCTION(QPDF_BOOL, qpdf_oh_is_null, (qpdf_data a, qpdf_oh b), (a, b))
FUNCTION(QPDF_BOOL, qpdf_oh_is_stream, (qpdf_data a, qpdf_oh b), (a, b))
FUNCTION(QPDF_BOOL, qpdf_oh_is_string, (qpdf_data a, qpdf_oh b), (a, b))

FUNCTION(int, qpdf_oh_get_array_n_items, (qpdf_data a, qpdf_oh b), (a, b))
FUNCTION(qpdf_oh, qpdf_oh_get_array_item, (qpdf_data a, qpdf_oh b, int c), (a, b, c))
FUNCTION(qpdf_oh, qpdf_oh_get_dict, (qpdf_data a, qpdf_oh b), (a, b))
FUNCTION(qpdf_oh, qpdf_oh_get_key, (qpdf_data a, qpdf_oh b, const char *c), (a, b, c))
FUNCTION(const char *, qpdf_oh_get_utf8_value, (qpdf_data a, qpdf_oh b), (a, b))
FUNCTION(QPDF_ERROR_CODE, qpdf_oh_get_stream_data,
	 (qpdf_data a, qpdf_oh b, enum qpdf_stream_decode_level_e c, QPDF_BOOL *d, unsigned char **e, size_t *f),
	 (a, b, c, d, e, f))
