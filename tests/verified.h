/* For the tests of verification: what it says of a path. Include after <cmocka.h>. */
#ifndef VERIFIED_H
#define VERIFIED_H

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/message.h"
#include "export/verify.h"

/* The stylesheet of archives; NULL: none is verified. */
static struct sheet *verified_sheet;

static struct messages *verified(const char *path)
{
	struct messages *messages = messages_new();
	struct verify_count count = {0};

	verify_path(path, verified_sheet, &count, messages);
	messages_sort(messages);
	return messages;
}

/* The codes, in their order, with a space after each. The caller frees it. */
static struct buffer said_of(const char *path)
{
	struct messages *messages = verified(path);
	struct buffer said = {0};

	for (size_t i = 0; i < messages->count; i++) {
		buffer_puts(&said, message_name(messages->list[i].code));
		buffer_putc(&said, ' ');
	}
	buffer_string(&said);
	messages_free(messages);
	return said;
}

static void must_say(const char *path, const char *codes)
{
	struct buffer said = said_of(path);

	if (strcmp(said.data, codes)) {
		struct messages *messages = verified(path);

		messages_print(messages, stderr);
		messages_free(messages);
	}
	assert_string_equal(said.data, codes);
	buffer_free(&said);
}

#endif
