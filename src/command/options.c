#include "command/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/message.h"
#include "base/status.h"

enum option_kind { OPTION_FLAG, OPTION_NUMBER, OPTION_TEXT };

#define OPTION_MOST 64
#define WORD_MOST   40

struct option {
	const char *name;
	char letter;
	enum option_kind kind;
	size_t offset; /* of its field in struct options */
	int commands; /* bits of enum options_command */
	long most;
};

#define CHECK  OPTIONS_CHECK
#define BUILD  OPTIONS_BUILD
#define FORMAT OPTIONS_FORMAT
#define PRINT  OPTIONS_PRINT
#define EXPORT OPTIONS_EXPORT
#define ARCHIVE OPTIONS_ARCHIVE
#define VERIFY OPTIONS_VERIFY
#define ANY    OPTIONS_ANY
static const struct option option_list[] = {
#define OPTION(name, letter, kind, field, commands, most)                                          \
	{name, letter, OPTION_##kind, offsetof(struct options, field), commands, most},
#include "command/option.def"
#undef OPTION
};
#undef CHECK
#undef BUILD
#undef FORMAT
#undef PRINT
#undef EXPORT
#undef ARCHIVE
#undef VERIFY
#undef ANY

static const size_t option_count = sizeof option_list / sizeof *option_list;
_Static_assert(sizeof option_list / sizeof *option_list < OPTION_MOST,
	       "options_nearest_option has no room");

/* How many letters must be changed, put in or left out to make b of a; words that long are not near anything. */
static size_t word_distance(const char *a, const char *b)
{
	size_t row[WORD_MOST + 1];
	size_t length = strlen(b);

	if (strlen(a) > WORD_MOST || length > WORD_MOST)
		return WORD_MOST;
	for (size_t j = 0; j <= length; j++)
		row[j] = j;
	for (size_t i = 0; a[i]; i++) {
		size_t diagonal = row[0];

		row[0] = i + 1;
		for (size_t j = 0; j < length; j++) {
			size_t change = diagonal + (a[i] != b[j]);
			size_t shift = (row[j] < row[j + 1] ? row[j] : row[j + 1]) + 1;

			diagonal = row[j + 1];
			row[j + 1] = change < shift ? change : shift;
		}
	}
	return row[length];
}

const char *options_nearest(const char *word, const char *const *names)
{
	const char *nearest = NULL;
	size_t least = strlen(word) / 3 + 1;

	for (; *names; names++) {
		size_t distance = word_distance(word, *names);

		if (distance <= least && !(nearest && distance == least)) {
			nearest = *names;
			least = distance;
		}
	}
	return nearest;
}

int options_refuse(const char *command_name, enum message_code code, const char *const *arguments,
		   const char *nearest)
{
	struct messages *messages = messages_new();

	message_add_arguments(messages, PLACE_NONE, code, MESSAGE_ERROR, arguments);
	messages_print(messages, stderr);
	messages_free(messages);
	if (nearest) {
		fprintf(stderr, message_translate("Did you mean %s?"), nearest);
		fputs("\n", stderr);
	}
	fprintf(stderr, message_translate("Try: parchemin%s%s --help"), command_name ? " " : "",
		command_name ? command_name : "");
	fputs("\n", stderr);
	return STATUS_USAGE;
}

static const char *options_nearest_option(const char *word, enum options_command command)
{
	const char *names[OPTION_MOST];
	size_t count = 0;

	for (size_t i = 0; i < option_count; i++) {
		if (option_list[i].commands & command)
			names[count++] = option_list[i].name;
	}
	names[count] = NULL;
	return options_nearest(word, names);
}

static const struct option *option_find(const char *name, size_t length, char letter,
					enum options_command command)
{
	for (size_t i = 0; i < option_count; i++) {
		const struct option *option = &option_list[i];

		if (!(option->commands & command))
			continue;
		if (name ? strlen(option->name) == length && !strncmp(option->name, name, length)
			 : option->letter && option->letter == letter)
			return option;
	}
	return NULL;
}

/* Put the value where it belongs. False: not a number within its bounds. */
static bool option_set(const struct option *option, struct options *options, const char *value)
{
	char *field = (char *)options + option->offset;
	char *end;
	long number;

	switch (option->kind) {
	case OPTION_FLAG:
		*(bool *)(void *)field = true;
		return true;
	case OPTION_TEXT:
		*(const char **)(void *)field = value;
		return *value != '\0';
	case OPTION_NUMBER:
		number = strtol(value, &end, 10);
		if (*value < '0' || *value > '9' || *end || number < 1 || number > option->most)
			return false;
		*(long *)(void *)field = number;
		return true;
	}
	return false;
}

static int option_unknown(enum options_command command, const char *command_name, const char *word)
{
	char *name = word[1] == '-' ? strndup(word + 2, strcspn(word + 2, "=")) : NULL;
	const char *nearest = name ? options_nearest_option(name, command) : NULL;
	char text[WORD_MOST + 3];

	free(name);
	if (nearest)
		snprintf(text, sizeof text, "--%s", nearest);
	options_refuse(command_name, M_U902, (const char *const[]){word, command_name, NULL},
		       nearest ? text : NULL);
	return 0;
}

static int option_wrong(const struct option *option, const char *command_name, const char *value)
{
	char name[WORD_MOST], expected[WORD_MOST + 8];

	snprintf(name, sizeof name, "--%s", option->name);
	if (option->kind == OPTION_NUMBER)
		snprintf(expected, sizeof expected, "1–%ld", option->most);
	else
		snprintf(expected, sizeof expected, "%s%s", name,
			 option->kind == OPTION_FLAG ? "" : " …");
	if (value)
		options_refuse(command_name, M_U904,
			       (const char *const[]){name, value, expected, NULL}, NULL);
	else
		options_refuse(command_name, M_U903, (const char *const[]){name, NULL}, NULL);
	return 0;
}

/* One word that begins with a hyphen; next is the word after it or NULL. Returns how many words were read, 0 when refused. */
static int options_read_one(struct options *options, enum options_command command,
			    const char *command_name, const char *word, const char *next)
{
	bool is_long = word[1] == '-';
	const char *name = word + 2;
	size_t length = strcspn(name, "=");
	const struct option *option = option_find(is_long ? name : NULL, length, word[1], command);
	const char *value = NULL;
	int words = 1;

	if (!option)
		return option_unknown(command, command_name, word);
	if (is_long && name[length] == '=')
		value = name + length + 1;
	else if (!is_long && word[2])
		value = word + 2;
	if (option->kind == OPTION_FLAG && value)
		return option_wrong(option, command_name, value);
	if (option->kind != OPTION_FLAG && !value) {
		value = next;
		words = 2;
	}
	if (option->kind != OPTION_FLAG && !value)
		return option_wrong(option, command_name, NULL);
	if (!option_set(option, options, value))
		return option_wrong(option, command_name, value);
	return words;
}

int options_read(struct options *options, enum options_command command, const char *command_name,
		 int argc, char **argv)
{
	bool ended = false;

	*options = (struct options){
		.files = memory_alloc(((size_t)argc + 1) * sizeof *options->files)};
	for (int i = 0; i < argc;) {
		if (ended || argv[i][0] != '-' || !argv[i][1]) {
			options->files[options->count++] = argv[i++];
		} else if (!strcmp(argv[i], "--")) {
			ended = true;
			i++;
		} else {
			int words = options_read_one(options, command, command_name, argv[i],
						     i + 1 < argc ? argv[i + 1] : NULL);

			if (!words)
				return STATUS_USAGE;
			i += words;
		}
	}
	return 0;
}

void options_free(struct options *options)
{
	free(options->files);
	options->files = NULL;
}
