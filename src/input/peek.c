#include "input/peek.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAD_SIZE 4096
#define SPACES    " \t\r\n"
#define NAMESPACE "urn:parchemin:session:1"
#define ID_CHARACTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_"

/* Past the XML declaration, comments and spaces; NULL: something else comes before the root, or the head is too short. */
static const char *skip_prolog(const char *at)
{
	if (!strncmp(at, "\xef\xbb\xbf", 3))
		at += 3;
	for (;;) {
		const char *end = NULL;

		at += strspn(at, SPACES);
		if (!strncmp(at, "<?", 2))
			end = strstr(at, "?>");
		else if (!strncmp(at, "<!--", 4))
			end = strstr(at + 4, "-->");
		else
			return at;
		if (!end)
			return NULL;
		at = end + (*end == '?' ? 2 : 3);
	}
}

/* One attribute from its name on: its value's length, and where it ends; NULL: it is not whole. */
static const char *read_attribute(const char *at, size_t *name, const char **value, size_t *length)
{
	char quote;

	*name = strcspn(at, "=<>\"'" SPACES);
	if (!*name)
		return NULL;
	at += *name;
	at += strspn(at, SPACES);
	if (*at++ != '=')
		return NULL;
	at += strspn(at, SPACES);
	quote = *at++;
	if (quote != '"' && quote != '\'')
		return NULL;
	*value = at;
	*length = strcspn(at, quote == '"' ? "\"<&" : "'<&");
	return at[*length] == quote ? at + *length + 1 : NULL;
}

bool peek_session_head(const char *head, char id[PEEK_ID])
{
	const char *at = skip_prolog(head);
	bool ours = false;

	*id = '\0';
	if (!at || strncmp(at, "<session", 8) != 0)
		return false;
	at += 8;
	while (at && *at != '>') {
		size_t spaces = strspn(at, SPACES), name, length;
		const char *value, *attribute = at + spaces;

		if (*attribute == '>')
			break;
		if (!spaces || !(at = read_attribute(attribute, &name, &value, &length)))
			return false;
		if (name == 5 && !strncmp(attribute, "xmlns", 5))
			ours = length == strlen(NAMESPACE) && !strncmp(value, NAMESPACE, length);
		if (name == 2 && !strncmp(attribute, "id", 2) && length < PEEK_ID &&
		    strspn(value, ID_CHARACTERS) == length) {
			memcpy(id, value, length);
			id[length] = '\0';
		}
	}
	return ours && *id;
}

bool peek_session(const char *path, char id[PEEK_ID])
{
	char head[HEAD_SIZE + 1];
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat found;
	ssize_t got = 0;

	if (file < 0)
		return false;
	if (!fstat(file, &found) && S_ISREG(found.st_mode)) /* what was read of a pipe would be lost */
		got = read(file, head, HEAD_SIZE);
	close(file);
	if (got <= 0)
		return false;
	head[got] = '\0';
	return peek_session_head(head, id);
}
