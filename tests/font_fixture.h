/* For the tests that need the project's fonts: opened once for a group, closed at its end. */
#ifndef FONT_FIXTURE_H
#define FONT_FIXTURE_H

#include "base/message.h"
#include "font/face.h"

static struct font_library *library;

static inline int open_library(void **state)
{
	struct messages *messages = messages_new();

	(void)state;
	library = font_library_open("fonts", messages);
	messages_free(messages);
	return library ? 0 : -1;
}

static inline int close_library(void **state)
{
	(void)state;
	font_library_free(library);
	return 0;
}

#endif
