#include "pdf/import.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "pdf/object.h"

/* Values within values. */
#define DEPTH_LIMIT 32
/* A row of the cross-reference table: "0000000015 00000 n " and the end of the line (7.5.4). */
#define ROW 20

/* Where the text of a part cites another: "12 0 R" is put there when it is written. */
struct citation {
	size_t offset;
	size_t part;
};

/* An object: its text and, where it is a stream, the data that follow. */
struct part {
	unsigned source; /* its number in the file read */
	struct buffer text, data;
	bool stream;
	struct citation *citations;
	size_t citation_count;
};

struct pdf_import {
	struct part *parts; /* the first is the form */
	size_t count, capacity;
};

/* An object of the file read. */
struct source {
	size_t offset;
	size_t part; /* 0: none yet */
};

struct reader {
	const char *data;
	size_t length, at;
	struct source *sources; /* by number */
	unsigned source_count;
	struct pdf_import *import;
	size_t part; /* being copied */
	bool silent; /* what is read is passed over */
};

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool is_delimiter(char c)
{
	return c && strchr("()<>[]{}/%", c);
}

static bool at_end(const struct reader *reader)
{
	return reader->at >= reader->length;
}

static void skip_space(struct reader *reader)
{
	while (!at_end(reader)) {
		char c = reader->data[reader->at];

		if (c == '%')
			while (!at_end(reader) && reader->data[reader->at] != '\n')
				reader->at++;
		else if (is_space(c))
			reader->at++;
		else
			return;
	}
}

/* Move past these characters where they come next. */
static bool accept(struct reader *reader, const char *text)
{
	size_t length = strlen(text);

	skip_space(reader);
	if (at_end(reader) || reader->length - reader->at < length ||
	    memcmp(reader->data + reader->at, text, length) != 0)
		return false;
	reader->at += length;
	return true;
}

static bool read_integer(struct reader *reader, unsigned *value)
{
	size_t start;

	skip_space(reader);
	start = reader->at;
	for (*value = 0; !at_end(reader) && reader->data[reader->at] >= '0' &&
			 reader->data[reader->at] <= '9' && reader->at - start < 9;
	     reader->at++)
		*value = *value * 10 + (unsigned)(reader->data[reader->at] - '0');
	return reader->at > start;
}

/* "12 0 R", or nothing is read. */
static bool read_reference(struct reader *reader, unsigned *number)
{
	size_t start = reader->at;
	unsigned generation;

	if (read_integer(reader, number) && read_integer(reader, &generation) &&
	    accept(reader, "R"))
		return true;
	reader->at = start;
	return false;
}

/* The part that an object of the file becomes. */
static size_t find_part(struct reader *reader, unsigned source)
{
	struct pdf_import *import = reader->import;

	if (reader->sources[source].part)
		return reader->sources[source].part;
	import->parts = memory_grown(import->parts, import->count, &import->capacity, sizeof *import->parts);
	import->parts[import->count] = (struct part){.source = source};
	return reader->sources[source].part = import->count++;
}

static struct part *current(struct reader *reader)
{
	return &reader->import->parts[reader->part];
}

static void put(struct reader *reader, const char *data, size_t length)
{
	if (!reader->silent)
		buffer_put(&current(reader)->text, data, length);
}

static void cite(struct reader *reader, unsigned source)
{
	size_t cited = reader->silent ? 0 : find_part(reader, source);
	struct part *part = current(reader);

	if (reader->silent)
		return;
	part->citations = memory_realloc(part->citations, (part->citation_count + 1) *
								  sizeof *part->citations);
	part->citations[part->citation_count++] = (struct citation){part->text.length, cited};
}

/* A name, number or word as it stands, and what separates it from the next. */
static void copy_word(struct reader *reader)
{
	size_t start = reader->at++;

	while (!at_end(reader) && !is_space(reader->data[reader->at]) &&
	       !is_delimiter(reader->data[reader->at]))
		reader->at++;
	put(reader, reader->data + start, reader->at - start);
	put(reader, " ", 1);
}

/* A string, as it stands: (…), with what is escaped and nested, or <…>. */
static void copy_string(struct reader *reader)
{
	size_t start = reader->at;
	bool hexadecimal = reader->data[start] == '<';
	int depth = 0;

	for (; !at_end(reader); reader->at++) {
		char c = reader->data[reader->at];

		if (!hexadecimal && c == '\\')
			reader->at++;
		else if (c == '(' || (hexadecimal && c == '<'))
			depth++;
		else if ((c == ')' || (hexadecimal && c == '>')) && --depth == 0)
			break;
	}
	reader->at = at_end(reader) ? reader->length : reader->at + 1;
	put(reader, reader->data + start, reader->at - start);
}

static bool copy_value(struct reader *reader, int depth);

/* Entries that the form's own take the place of, or that an archive forbids (ISO 19005-3, 6.2.8.1: /Interpolate). */
static bool is_left_out(const char *name, size_t length)
{
	return (length == 7 && !memcmp(name, "/Length", 7)) ||
	       (length == 12 && !memcmp(name, "/Interpolate", 12));
}

/* The entries of a dictionary that has begun, to its end. */
static bool copy_entries(struct reader *reader, int depth)
{
	while (!accept(reader, ">>")) {
		size_t start = reader->at;
		bool silent = reader->silent, copied;

		if (at_end(reader) || reader->data[start] != '/')
			return false;
		reader->silent = true;
		copy_word(reader);
		reader->silent = silent || is_left_out(reader->data + start, reader->at - start);
		put(reader, reader->data + start, reader->at - start);
		put(reader, " ", 1);
		copied = copy_value(reader, depth + 1);
		reader->silent = silent;
		if (!copied)
			return false;
	}
	return true;
}

static bool copy_array(struct reader *reader, int depth)
{
	while (!accept(reader, "]"))
		if (at_end(reader) || !copy_value(reader, depth + 1))
			return false;
	return true;
}

/* One value, from the reader's place to the part. */
static bool copy_value(struct reader *reader, int depth)
{
	unsigned number;
	bool copied = true;

	skip_space(reader);
	if (at_end(reader) || depth > DEPTH_LIMIT)
		return false;
	if (accept(reader, "<<")) {
		put(reader, "<<", 2);
		copied = copy_entries(reader, depth);
		put(reader, ">>", 2);
	} else if (accept(reader, "[")) {
		put(reader, "[", 1);
		copied = copy_array(reader, depth);
		put(reader, "]", 1);
	} else if (reader->data[reader->at] == '(' || reader->data[reader->at] == '<') {
		copy_string(reader);
	} else if (read_reference(reader, &number)) {
		copied = number < reader->source_count;
		if (copied)
			cite(reader, number);
	} else if (strchr(")>]}{", reader->data[reader->at])) {
		copied = false;
	} else {
		copy_word(reader);
	}
	return copied;
}

/* Stand before the value of an object. */
static bool seek(struct reader *reader, unsigned source)
{
	unsigned number, generation;

	if (source >= reader->source_count || reader->sources[source].offset >= reader->length)
		return false;
	reader->at = reader->sources[source].offset;
	return read_integer(reader, &number) && read_integer(reader, &generation) &&
	       accept(reader, "obj");
}

/* Stand before the value of an entry of an object that is a dictionary or a stream. */
static bool seek_entry(struct reader *reader, unsigned source, const char *name)
{
	bool silent = reader->silent, found = false;

	if (!seek(reader, source) || !accept(reader, "<<"))
		return false;
	reader->silent = true;
	while (!found && !at_end(reader) && !accept(reader, ">>")) {
		size_t start = reader->at;

		copy_word(reader);
		found = reader->at - start == strlen(name) &&
			!memcmp(reader->data + start, name, reader->at - start);
		if (!found && !copy_value(reader, 0))
			break;
	}
	reader->silent = silent;
	return found;
}

static bool seek_reference(struct reader *reader, unsigned source, const char *name,
			   unsigned *number)
{
	return seek_entry(reader, source, name) &&
	       (read_reference(reader, number) ||
		(accept(reader, "[") && read_reference(reader, number)));
}

/* The data of a stream into the current part. */
static bool copy_data(struct reader *reader, unsigned source)
{
	unsigned length, number;
	bool silent = reader->silent, whole;

	if (!seek_entry(reader, source, "/Length"))
		return false;
	if (read_reference(reader, &number) && !seek(reader, number))
		return false;
	if (!read_integer(reader, &length) || !seek(reader, source))
		return false;
	reader->silent = true;
	whole = copy_value(reader, 0) && accept(reader, "stream");
	reader->silent = silent;
	reader->at += whole && !at_end(reader) && reader->data[reader->at] == '\r';
	reader->at++;
	if (!whole || at_end(reader) || length > reader->length - reader->at)
		return false;
	buffer_put(&current(reader)->data, reader->data + reader->at, length);
	current(reader)->stream = true;
	return true;
}

/* An object that is cited. Of a stream, the brackets of the dictionary are left to who writes it. */
static bool copy_part(struct reader *reader)
{
	unsigned source = current(reader)->source;
	struct buffer *text;

	if (!seek(reader, source) || !copy_value(reader, 0))
		return false;
	if (!accept(reader, "stream"))
		return true;
	text = &current(reader)->text;
	text->length -= 4;
	memmove(text->data, text->data + 2, text->length);
	for (size_t i = 0; i < current(reader)->citation_count; i++)
		current(reader)->citations[i].offset -= 2;
	return copy_data(reader, source);
}

static bool copy_entry(struct reader *reader, unsigned source, const char *name)
{
	if (!seek_entry(reader, source, name))
		return false;
	put(reader, name, strlen(name));
	put(reader, " ", 1);
	return copy_value(reader, 0);
}

/* The page as the form: the square of one by one around its content. */
static bool copy_page(struct reader *reader, unsigned page)
{
	unsigned box[4], content;

	if (!seek_entry(reader, page, "/MediaBox") || !accept(reader, "["))
		return false;
	for (int i = 0; i < 4; i++)
		if (!read_integer(reader, &box[i]))
			return false;
	if (!box[2] || !box[3] || !seek_reference(reader, page, "/Contents", &content))
		return false;
	buffer_printf(&current(reader)->text,
		      "/Type/XObject/Subtype/Form/BBox[0 0 %u %u]/Matrix[", box[2], box[3]);
	for (int i = 0; i < 6; i++) {
		buffer_decimal(&current(reader)->text,
			       i == 0 ? 1.0 / box[2] : i == 3 ? 1.0 / box[3] : 0, 9);
		put(reader, i < 5 ? " " : "]", 1);
	}
	return copy_entry(reader, page, "/Group") && copy_entry(reader, page, "/Resources") &&
	       copy_entry(reader, content, "/Filter") && copy_data(reader, content);
}

/* The offsets of the objects, from the table at the end; and the root. */
static bool read_table(struct reader *reader, unsigned *root)
{
	static const char keyword[] = "startxref";
	unsigned start, first, count;

	reader->at = reader->length;
	while (reader->at > 0 &&
	       (reader->length - reader->at < sizeof keyword - 1 ||
		memcmp(reader->data + reader->at, keyword, sizeof keyword - 1) != 0))
		reader->at--;
	if (!accept(reader, keyword) || !read_integer(reader, &start))
		return false;
	reader->at = start;
	if (!accept(reader, "xref") || !read_integer(reader, &first) || first != 0 ||
	    !read_integer(reader, &count) || count > reader->length / ROW)
		return false;
	reader->sources = memory_alloc((count + 1) * sizeof *reader->sources);
	reader->source_count = count;
	for (unsigned i = 0; i < count; i++) {
		unsigned high = 0, offset = 0, generation;

		/* Ten digits, of which read_integer takes nine. */
		if (!read_integer(reader, &high) || !read_integer(reader, &offset) ||
		    !read_integer(reader, &generation) ||
		    (!accept(reader, "n") && !accept(reader, "f")))
			return false;
		reader->sources[i] = (struct source){(size_t)high * 10 + offset, 0};
	}
	if (!accept(reader, "trailer"))
		return false;
	/* As if the trailer were an object of its own. */
	while (!at_end(reader) && !accept(reader, "/Root"))
		reader->at++;
	return read_reference(reader, root);
}

static bool copy_file(struct reader *reader)
{
	unsigned root, tree, page;

	if (!read_table(reader, &root) || !seek_reference(reader, root, "/Pages", &tree) ||
	    !seek_reference(reader, tree, "/Kids", &page) || !copy_page(reader, page))
		return false;
	for (reader->part = 1; reader->part < reader->import->count; reader->part++)
		if (!copy_part(reader))
			return false;
	return true;
}

static void forget(struct pdf_import *import)
{
	for (size_t i = 0; i < import->count; i++) {
		buffer_free(&import->parts[i].text);
		buffer_free(&import->parts[i].data);
		free(import->parts[i].citations);
	}
	import->count = 1;
	import->parts[0] = (struct part){.stream = true};
}

struct pdf_import *pdf_import_read(const void *data, size_t length)
{
	struct pdf_import *import = memory_alloc(sizeof *import);
	struct reader reader = {.data = data, .length = length, .import = import};

	*import = (struct pdf_import){.count = 1, .capacity = 16};
	import->parts = memory_alloc(import->capacity * sizeof *import->parts);
	import->parts[0] = (struct part){0};
	if (!copy_file(&reader)) {
		forget(import);
		buffer_puts(&import->parts[0].text,
			    "/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<<>>");
	}
	free(reader.sources);
	return import;
}

void pdf_import_free(struct pdf_import *import)
{
	if (!import)
		return;
	forget(import);
	free(import->parts);
	free(import);
}

static void put_part(const struct part *part, const unsigned *numbers, struct buffer *out)
{
	size_t at = 0;

	for (size_t i = 0; i < part->citation_count; i++) {
		const struct citation *citation = &part->citations[i];

		buffer_put(out, part->text.data + at, citation->offset - at);
		pdf_put_reference(out, "", numbers[citation->part]);
		buffer_putc(out, ' ');
		at = citation->offset;
	}
	buffer_put(out, part->text.data + at, part->text.length - at);
}

unsigned pdf_import_write(const struct pdf_import *import, struct pdf_objects *objects)
{
	unsigned *numbers = memory_alloc(import->count * sizeof *numbers), form;
	struct buffer text = {0};

	for (size_t i = 0; i < import->count; i++)
		numbers[i] = pdf_object_reserve(objects);
	for (size_t i = 0; i < import->count; i++) {
		const struct part *part = &import->parts[i];

		if (!part->stream) {
			put_part(part, numbers, pdf_object_begin(objects, numbers[i]));
			continue;
		}
		buffer_clear(&text);
		put_part(part, numbers, &text);
		pdf_object_plain(objects, numbers[i], buffer_string(&text), part->data.data,
				 part->data.length);
	}
	form = numbers[0];
	buffer_free(&text);
	free(numbers);
	return form;
}
