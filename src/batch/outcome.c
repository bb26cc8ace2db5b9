#include "batch/outcome.h"

#include <stdint.h>
#include <string.h>
#include <time.h>

#define ABSENT        UINT32_MAX /* the length of a NULL text */
#define ARGUMENT_MOST 10

struct reader {
	const struct buffer *in;
	size_t at;
	bool torn;
	struct arena *arena;
};

static void put_number(struct buffer *out, uint32_t number)
{
	buffer_put(out, &number, sizeof number);
}

static void put_text(struct buffer *out, const char *text)
{
	size_t length = text ? strlen(text) : 0;

	put_number(out, text ? (uint32_t)length : ABSENT);
	buffer_put(out, text ? text : "", length);
}

static void get_bytes(struct reader *reader, void *data, size_t n)
{
	if (reader->torn || reader->in->length - reader->at < n) {
		reader->torn = true;
		memset(data, 0, n);
		return;
	}
	memcpy(data, reader->in->data + reader->at, n);
	reader->at += n;
}

static uint32_t get_number(struct reader *reader)
{
	uint32_t number;

	get_bytes(reader, &number, sizeof number);
	return number;
}

static const char *get_text(struct reader *reader)
{
	uint32_t length = get_number(reader);
	const char *text;

	if (reader->torn || length == ABSENT)
		return NULL;
	if (reader->in->length - reader->at < length) {
		reader->torn = true;
		return NULL;
	}
	text = arena_strndup(reader->arena, reader->in->data + reader->at, length);
	reader->at += length;
	return text;
}

static void put_message(struct buffer *out, const struct message *message)
{
	put_number(out, (uint32_t)message->code);
	put_number(out, (uint32_t)message->level);
	put_text(out, message->place.file);
	put_number(out, message->place.line);
	put_number(out, message->place.column);
	for (size_t i = 0; i < ARGUMENT_MOST && message->argument[i]; i++)
		put_text(out, message->argument[i]);
	put_number(out, ABSENT);
}

static void get_message(struct reader *reader, struct messages *messages)
{
	enum message_code code = (enum message_code)get_number(reader);
	enum message_level level = (enum message_level)get_number(reader);
	struct place place = {.file = get_text(reader)};
	const char *arguments[ARGUMENT_MOST + 1] = {0};

	place.line = get_number(reader);
	place.column = get_number(reader);
	for (size_t i = 0; i <= ARGUMENT_MOST; i++) {
		const char *argument = get_text(reader);

		if (!argument)
			break;
		if (i < ARGUMENT_MOST)
			arguments[i] = argument;
	}
	if (!reader->torn && code < MESSAGE_CODES)
		message_add_arguments(messages, place, code, level, arguments);
}

double outcome_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

void outcome_put(const struct outcome *outcome, const struct messages *messages, struct buffer *out)
{
	const struct manifest_file *file = &outcome->file;

	put_number(out, (uint32_t)outcome->status);
	put_number(out, (uint32_t)outcome->error);
	buffer_put(out, outcome->seconds, sizeof outcome->seconds);
	put_text(out, file->path);
	put_text(out, file->genre);
	put_text(out, file->candidat);
	put_text(out, file->bloc);
	put_text(out, file->numero);
	buffer_put(out, &file->size, sizeof file->size);
	put_number(out, file->pages);
	buffer_put(out, file->sha256, sizeof file->sha256);
	buffer_put(out, file->traces, sizeof file->traces);
	put_number(out, (uint32_t)messages->count);
	for (size_t i = 0; i < messages->count; i++)
		put_message(out, &messages->list[i]);
}

bool outcome_get(const struct buffer *in, struct arena *arena, struct outcome *outcome,
		 struct messages *messages)
{
	struct reader reader = {.in = in, .arena = arena};
	struct manifest_file *file = &outcome->file;
	uint32_t count;

	outcome->status = (enum status)get_number(&reader);
	outcome->error = (int)get_number(&reader);
	get_bytes(&reader, outcome->seconds, sizeof outcome->seconds);
	file->path = get_text(&reader);
	file->genre = get_text(&reader);
	file->candidat = get_text(&reader);
	file->bloc = get_text(&reader);
	file->numero = get_text(&reader);
	get_bytes(&reader, &file->size, sizeof file->size);
	file->pages = get_number(&reader);
	get_bytes(&reader, file->sha256, sizeof file->sha256);
	get_bytes(&reader, file->traces, sizeof file->traces);
	count = get_number(&reader);
	for (uint32_t i = 0; i < count && !reader.torn; i++)
		get_message(&reader, messages);
	return !reader.torn;
}
