#ifndef INPUT_PEEK_H
#define INPUT_PEEK_H
/* The id of a session from the first bytes of its file, to know that it is one, and whether it is this machine's: a hundred times
 * cheaper than reading it. What is not plainly a session with a plain id is not guessed at. */

#include <stdbool.h>
#include <stddef.h>

#define PEEK_ID 65 /* room for an id and its NUL */

/* False, also for what is no regular file: open it as a source to know. */
bool peek_session(const char *path, char id[PEEK_ID]);

/* The same of the first bytes, NUL-terminated. */
bool peek_session_head(const char *head, char id[PEEK_ID]);

#endif
