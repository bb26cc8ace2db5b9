#ifndef BASE_MESSAGE_H
#define BASE_MESSAGE_H
/* What is said to the user. All messages stand in message.def; a list gathers those of one input and is printed
 * sorted. A list belongs to whoever made it; it copies its texts. Printed as `file:line:col: error E503: text`. */

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/buffer.h"
#include "base/place.h"

enum message_level { MESSAGE_NOTE, MESSAGE_WARNING, MESSAGE_ERROR };

enum message_code {
#define M(code, level, text) M_##code,
#include "base/message.def"
#undef M
	MESSAGE_CODES
};

struct message {
	enum message_code code;
	enum message_level level;
	struct place place;
	const char *text; /* in the chosen language, arguments filled in */
	const char *argument[10]; /* as given, NULL after the last */
};

struct arena;

struct messages {
	struct message *list;
	size_t count, capacity;
	size_t errors, warnings;
	struct arena *arena; /* holds texts and file names */
};

struct messages *messages_new(void);
void messages_free(struct messages *messages);

/* Add one. The arguments are strings; the text of message.def names them %1 … %9. The place's file name is copied.
 * message_add_level is for the codes whose level depends on the caller (S202, R105, F701–F707). */
#define message_add(messages, place, code, ...)                                                                  \
	message_add_level((messages), (place), (code), message_level((code)), __VA_ARGS__)
#define message_add_level(messages, place, code, level, ...)                                                     \
	message_add_arguments((messages), (place), (code), (level), (const char *const[]){__VA_ARGS__ __VA_OPT__(,) NULL})
void message_add_arguments(struct messages *messages, struct place place, enum message_code code,
			   enum message_level level, const char *const *arguments);

/* The level that message.def gives a code; its stable name ("E503"); its English text with %1…; the level's name in
 * English ("error"), which gettext translates when printing. */
enum message_level message_level(enum message_code code);
const char *message_name(enum message_code code);
const char *message_text(enum message_code code);
const char *message_level_name(enum message_level level);

/* The text in French, whatever language was chosen. The arena's. */
const char *message_french(const struct message *message, struct arena *arena);

/* By file, line, column, code, text; the same message at the same place is kept once. */
void messages_sort(struct messages *messages);

/* Move all of `from` behind those of `to`. */
void messages_append(struct messages *to, const struct messages *from);

/* Print all, one a line. On a terminal the level is coloured, unless NO_COLOR is set (no-color.org) or TERM is "dumb". */
void messages_print(const struct messages *messages, FILE *out);

/* Print all for other programs: one object of JSON a line, with file, line, column, code, level and text. What a message has no
 * place for is null; code and level are the same in every language. Bytes that are not UTF-8, which names of files may hold, are
 * shown as U+FFFD. */
void messages_print_json(const struct messages *messages, FILE *out);

/* Append a member of an object, `"name":"value"` or `"name":null`, with the same care for bytes that are not UTF-8. */
void message_put_json(struct buffer *line, const char *name, const char *value);

/* Choose the language: "fr" or "en"; NULL: LC_ALL, LC_MESSAGES, LANG. Never changes LC_NUMERIC or LC_COLLATE. */
void message_language(const char *language);

/* Gettext: the translation of an English text in the chosen language; the text itself where there is none. */
const char *message_translate(const char *text);

#endif
