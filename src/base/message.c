#include "base/message.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"

/* Longer arguments are cut when they are printed: a fault must stay readable, whatever the input holds. */
#define ARGUMENT_LIMIT 400

static const struct {
	const char *name;
	enum message_level level;
	const char *text;
} catalogue[] = {
#define M(code, level, text) {#code, MESSAGE_##level, text},
#include "base/message.def"
#undef M
};

/* po/fr.po as a table, sorted by the English text; made by po/table.awk when the program is built. So the translation
 * needs no installed catalogue and no setlocale. */
static const struct translation {
	const char *english, *french;
} translations[] = {
#include "translations.inc"
};

/* The one setting of the whole run: chosen once at the start, before anything is said. */
static bool speaks_french;

/* Most lists stay empty: thousands of inputs have one each. */
static struct arena *messages_arena(struct messages *messages)
{
	if (!messages->arena)
		messages->arena = arena_new();
	return messages->arena;
}

struct messages *messages_new(void)
{
	struct messages *messages = memory_alloc(sizeof *messages);

	return messages;
}

void messages_free(struct messages *messages)
{
	if (messages == NULL)
		return;
	arena_free(messages->arena);
	free(messages->list);
	free(messages);
}

/* A control character in an argument could rewrite the terminal, or fake a line of its own. */
static void put_safe(struct buffer *buffer, const char *text, size_t limit)
{
	size_t length = strlen(text), end = length;

	if (length > limit)
		for (end = limit; end > 0 && ((unsigned char)text[end] & 0xC0) == 0x80;)
			end--;
	for (size_t i = 0; i < end; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c == '\n' || c == '\t' || c == '\r')
			buffer_putc(buffer, ' ');
		else if (c < 0x20 || c == 0x7F)
			buffer_character(buffer, 0xFFFD);
		else if (c == 0xC2 && i + 1 < end && (unsigned char)text[i + 1] < 0xA0)
			buffer_character(buffer, 0xFFFD), i++;
		else
			buffer_putc(buffer, (char)c);
	}
	if (end < length)
		buffer_puts(buffer, "…");
}

static void fill(struct buffer *buffer, const char *text, const char *const *arguments, int count)
{
	for (; *text != '\0'; text++) {
		if (text[0] != '%' || text[1] < '1' || text[1] > '9') {
			buffer_putc(buffer, *text);
			continue;
		}
		text++;
		if (*text - '1' < count)
			put_safe(buffer, arguments[*text - '1'], ARGUMENT_LIMIT);
	}
}

static struct message *message_new(struct messages *messages)
{
	messages->list = memory_grown(messages->list, messages->count, &messages->capacity, sizeof *messages->list);
	messages->list[messages->count] = (struct message){0};
	return &messages->list[messages->count++];
}

static void count_level(struct messages *messages, enum message_level level)
{
	if (level == MESSAGE_ERROR)
		messages->errors++;
	else if (level == MESSAGE_WARNING)
		messages->warnings++;
}

/* Messages of one list nearly always name the same file. */
static const char *copy_file(struct messages *messages, const char *file)
{
	if (file == NULL)
		return NULL;
	if (messages->count > 1) {
		const char *last = messages->list[messages->count - 2].place.file;

		if (last != NULL && strcmp(last, file) == 0)
			return last;
	}
	return arena_strdup(messages_arena(messages), file);
}

void message_add_arguments(struct messages *messages, struct place place, enum message_code code,
			   enum message_level level, const char *const *arguments)
{
	struct message *message = message_new(messages);
	struct buffer buffer = {0};
	int count = 0;

	message->code = code;
	message->level = level;
	message->place = place;
	message->place.file = copy_file(messages, place.file);
	for (; count < 9 && arguments[count] != NULL; count++)
		message->argument[count] = arena_strdup(messages_arena(messages), arguments[count]);
	fill(&buffer, message_translate(message_text(code)), message->argument, count);
	message->text = arena_strdup(messages_arena(messages), buffer_string(&buffer));
	buffer_free(&buffer);
	count_level(messages, level);
}

enum message_level message_level(enum message_code code)
{
	return catalogue[code].level;
}

const char *message_name(enum message_code code)
{
	return catalogue[code].name;
}

const char *message_text(enum message_code code)
{
	return catalogue[code].text;
}

const char *message_level_name(enum message_level level)
{
	switch (level) {
	case MESSAGE_NOTE:
		return "note";
	case MESSAGE_WARNING:
		return "warning";
	case MESSAGE_ERROR:
		break;
	}
	return "error";
}

static int compare(const void *first, const void *second)
{
	const struct message *a = first, *b = second;
	int order = place_compare(&a->place, &b->place);

	if (order == 0)
		order = (a->code > b->code) - (a->code < b->code);
	if (order == 0)
		order = strcmp(a->text, b->text);
	/* Of two that differ in level only, the graver one comes first and is kept. */
	if (order == 0)
		order = (a->level < b->level) - (a->level > b->level);
	return order;
}

static bool is_same(const struct message *a, const struct message *b)
{
	return a->code == b->code && place_compare(&a->place, &b->place) == 0 && strcmp(a->text, b->text) == 0;
}

void messages_sort(struct messages *messages)
{
	size_t kept = 0;

	if (messages->count == 0)
		return;
	qsort(messages->list, messages->count, sizeof *messages->list, compare);
	messages->errors = messages->warnings = 0;
	for (size_t i = 0; i < messages->count; i++) {
		if (kept > 0 && is_same(&messages->list[kept - 1], &messages->list[i]))
			continue;
		messages->list[kept++] = messages->list[i];
		count_level(messages, messages->list[i].level);
	}
	messages->count = kept;
}

void messages_append(struct messages *to, const struct messages *from)
{
	for (size_t i = 0; i < from->count; i++) {
		const struct message *message = &from->list[i];
		struct message *copy = message_new(to);

		*copy = *message;
		copy->place.file = copy_file(to, message->place.file);
		copy->text = arena_strdup(messages_arena(to), message->text);
		for (int k = 0; k < 10 && message->argument[k] != NULL; k++)
			copy->argument[k] = arena_strdup(messages_arena(to), message->argument[k]);
		count_level(to, message->level);
	}
}

static void put_place(struct buffer *line, const struct place *place)
{
	if (place->file == NULL)
		return;
	put_safe(line, place->file, strlen(place->file));
	if (place->line > 0) {
		buffer_putc(line, ':');
		buffer_integer(line, (long)place->line);
		if (place->column > 0) {
			buffer_putc(line, ':');
			buffer_integer(line, (long)place->column);
		}
	}
	buffer_puts(line, ": ");
}

/* What colours a level in this stream; "" where nothing is coloured. Never the only thing that tells one level from another. */
static const char *level_colour(enum message_level level, FILE *out)
{
	const char *refused = getenv("NO_COLOR"), *terminal = getenv("TERM");

	if ((refused && *refused) || !terminal || !strcmp(terminal, "dumb") || !isatty(fileno(out)))
		return "";
	return level == MESSAGE_ERROR ? "\033[1;31m" : level == MESSAGE_WARNING ? "\033[1;33m" : "\033[1m";
}

void messages_print(const struct messages *messages, FILE *out)
{
	struct buffer line = {0};

	for (size_t i = 0; i < messages->count; i++) {
		const struct message *message = &messages->list[i];
		const char *colour = level_colour(message->level, out);

		buffer_clear(&line);
		put_place(&line, &message->place);
		buffer_puts(&line, colour);
		buffer_puts(&line, message_translate(message_level_name(message->level)));
		buffer_putc(&line, ' ');
		buffer_puts(&line, message_name(message->code));
		buffer_puts(&line, *colour ? "\033[0m" : "");
		buffer_puts(&line, message_translate(": "));
		buffer_puts(&line, message->text);
		buffer_putc(&line, '\n');
		fwrite(line.data, 1, line.length, out);
	}
	buffer_free(&line);
}

/* The length of the character of UTF-8 at the start of the text; 0: none is there (RFC 3629, 4). */
static size_t character_length(const unsigned char *text)
{
	size_t length = *text < 0x80 ? 1 : *text < 0xC2 ? 0 : *text < 0xE0 ? 2 : *text < 0xF0 ? 3 : *text < 0xF5 ? 4 : 0;

	for (size_t i = 1; i < length; i++)
		if ((text[i] & 0xC0) != 0x80)
			return 0;
	if ((*text == 0xE0 && text[1] < 0xA0) || (*text == 0xED && text[1] > 0x9F) || (*text == 0xF0 && text[1] < 0x90) ||
	    (*text == 0xF4 && text[1] > 0x8F))
		return 0;
	return length;
}

void message_put_json(struct buffer *line, const char *name, const char *value)
{
	const unsigned char *text = (const unsigned char *)value;

	buffer_printf(line, "\"%s\":", name);
	if (value == NULL) {
		buffer_puts(line, "null");
		return;
	}
	buffer_putc(line, '"');
	while (*text != '\0') {
		size_t length = character_length(text);

		if (length == 0)
			buffer_character(line, 0xFFFD);
		else if (*text == '"' || *text == '\\')
			buffer_printf(line, "\\%c", *text);
		else if (*text < 0x20)
			buffer_printf(line, "\\u%04x", *text);
		else
			buffer_put(line, text, length);
		text += length ? length : 1;
	}
	buffer_putc(line, '"');
}

static void put_json_number(struct buffer *line, const char *name, unsigned number)
{
	if (number > 0)
		buffer_printf(line, ",\"%s\":%u", name, number);
	else
		buffer_printf(line, ",\"%s\":null", name);
}

void messages_print_json(const struct messages *messages, FILE *out)
{
	struct buffer line = {0};

	for (size_t i = 0; i < messages->count; i++) {
		const struct message *message = &messages->list[i];

		buffer_clear(&line);
		buffer_putc(&line, '{');
		message_put_json(&line, "file", message->place.file);
		put_json_number(&line, "line", message->place.line);
		put_json_number(&line, "column", message->place.line > 0 ? message->place.column : 0);
		buffer_putc(&line, ',');
		message_put_json(&line, "code", message_name(message->code));
		buffer_putc(&line, ',');
		message_put_json(&line, "level", message_level_name(message->level));
		buffer_putc(&line, ',');
		message_put_json(&line, "text", message->text);
		buffer_puts(&line, "}\n");
		fwrite(line.data, 1, line.length, out);
	}
	buffer_free(&line);
}

void message_language(const char *language)
{
	static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

	for (size_t i = 0; language == NULL && i < sizeof variables / sizeof *variables; i++) {
		language = getenv(variables[i]);
		if (language != NULL && *language == '\0')
			language = NULL;
	}
	speaks_french = language != NULL && strncmp(language, "fr", 2) == 0 &&
			(language[2] == '\0' || strchr("_.@-", language[2]) != NULL);
}

static int compare_english(const void *text, const void *translation)
{
	return strcmp(text, ((const struct translation *)translation)->english);
}

static const char *translate(const char *text)
{
	const struct translation *found;

	found = bsearch(text, translations, sizeof translations / sizeof *translations, sizeof *translations,
			compare_english);
	return found != NULL ? found->french : text;
}

const char *message_translate(const char *text)
{
	return speaks_french ? translate(text) : text;
}

const char *message_french(const struct message *message, struct arena *arena)
{
	struct buffer buffer = {0};
	const char *text;
	int count = 0;

	while (count < 9 && message->argument[count] != NULL)
		count++;
	fill(&buffer, translate(message_text(message->code)), message->argument, count);
	text = arena_strdup(arena, buffer_string(&buffer));
	buffer_free(&buffer);
	return text;
}
