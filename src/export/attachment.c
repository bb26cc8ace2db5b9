#include "export/attachment.h"

#include <libdeflate.h>
#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "input/source.h"

/* The stream of the embedded file of that name; false when there is none. */
static bool attachment_find(qpdf_data pdf, const char *name, qpdf_oh *stream)
{
	qpdf_oh names = qpdf_oh_get_key(
		pdf,
		qpdf_oh_get_key(pdf, qpdf_oh_get_key(pdf, qpdf_get_root(pdf), "/Names"),
				"/EmbeddedFiles"),
		"/Names");
	int count = qpdf_oh_is_array(pdf, names) ? qpdf_oh_get_array_n_items(pdf, names) : 0;

	for (int i = 0; i + 1 < count; i += 2) {
		qpdf_oh key = qpdf_oh_get_array_item(pdf, names, i);
		qpdf_oh file = qpdf_oh_get_array_item(pdf, names, i + 1);

		if (!qpdf_oh_is_string(pdf, key) || !qpdf_oh_is_dictionary(pdf, file) ||
		    strcmp(qpdf_oh_get_utf8_value(pdf, key), name))
			continue;
		file = qpdf_oh_get_key(pdf, file, "/EF");
		*stream = qpdf_oh_is_dictionary(pdf, file) ? qpdf_oh_get_key(pdf, file, "/F") : file;
		return qpdf_oh_is_stream(pdf, *stream);
	}
	return false;
}

/* Unpack, trying with more and more room: what a hostile file would unpack to is not known before. */
static bool attachment_unpack(const unsigned char *data, size_t length, struct buffer *out)
{
	struct libdeflate_decompressor *unpacker = libdeflate_alloc_decompressor();
	enum libdeflate_result result = LIBDEFLATE_INSUFFICIENT_SPACE;
	size_t got = 0;

	if (!unpacker)
		memory_ended();
	for (size_t room = length * 8 + 4096;
	     result == LIBDEFLATE_INSUFFICIENT_SPACE && room <= SOURCE_SIZE_LIMIT; room *= 4)
		result = libdeflate_zlib_decompress(unpacker, data, length,
						    buffer_reserve(out, room), room, &got);
	libdeflate_free_decompressor(unpacker);
	if (result != LIBDEFLATE_SUCCESS)
		return false;
	out->length += got;
	return true;
}

static const char *attachment_take(qpdf_data pdf, qpdf_oh stream, struct buffer *out)
{
	qpdf_oh filter = qpdf_oh_get_key(pdf, qpdf_oh_get_dict(pdf, stream), "/Filter");
	bool packed = qpdf_oh_is_name_and_equals(pdf, filter, "/FlateDecode");
	unsigned char *data = NULL;
	size_t length = 0;
	bool taken = true;

	if (!packed && !qpdf_oh_is_null(pdf, filter))
		return "its dossier is packed in a way that this program never uses";
	if (qpdf_oh_get_stream_data(pdf, stream, qpdf_dl_none, NULL, &data, &length) & QPDF_ERRORS)
		return "its dossier cannot be read";
	if (packed)
		taken = attachment_unpack(data, length, out);
	else
		buffer_put(out, data, length);
	free(data);
	return taken ? NULL : "its dossier cannot be unpacked";
}

const char *attachment_read(const void *bytes, size_t length, const char *name, struct buffer *out,
			    unsigned *pages)
{
	qpdf_data pdf = qpdf_init();
	const char *wrong = NULL;
	qpdf_oh stream;

	*pages = 0;
	qpdf_silence_errors(pdf);
	qpdf_set_suppress_warnings(pdf, QPDF_TRUE);
	qpdf_set_attempt_recovery(pdf, QPDF_FALSE);
	if (qpdf_read_memory(pdf, name, bytes, length, NULL) & QPDF_ERRORS) {
		wrong = "it is no PDF, or a damaged one";
	} else {
		int count = qpdf_get_num_pages(pdf);

		*pages = count > 0 ? (unsigned)count : 0;
		wrong = attachment_find(pdf, name, &stream) ? attachment_take(pdf, stream, out)
							    : "it carries no dossier";
	}
	if (qpdf_has_error(pdf))
		qpdf_get_error(pdf); /* said in our own words */
	qpdf_cleanup(&pdf);
	return wrong;
}
