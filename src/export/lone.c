#include "export/lone.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "export/attachment.h"
#include "export/checked.h"
#include "input/schema.h"
#include "jury/element.h"
#include "jury/numero.h"

bool lone_is(const char *path)
{
	char head[5] = "";
	struct stat found;
	int file;
	bool is;

	if (stat(path, &found) || !S_ISREG(found.st_mode))
		return false;
	file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return false;
	is = read(file, head, sizeof head) == (ssize_t)sizeof head && !memcmp(head, "%PDF-", 5);
	close(file);
	return is;
}

/* The folder that many levels up from the file, and the rest of the path below it; false when the path is not that long. */
static bool split(const char *path, int up, struct arena *arena, const char **folder,
		  const char **rest)
{
	const char *at = path + strlen(path);

	for (int level = 0; level <= up; level++) {
		while (at > path && at[-1] != '/')
			at--;
		if (level < up) {
			if (at == path)
				return false;
			at--;
		}
	}
	*rest = at;
	while (at > path + 1 && at[-1] == '/')
		at--;
	*folder = at == path ? "." : arena_strndup(arena, path, (size_t)(at - path));
	return true;
}

/* Against the session that it stands in; false when there is none. */
static bool lone_in_session(const char *path, struct arena *arena, struct messages *messages)
{
	for (int up = 0; up < 2; up++) {
		const char *folder, *rest;
		struct tree *tree;

		if (!split(path, up, arena, &folder, &rest) ||
		    !file_exists(AT_FDCWD, arena_printf(arena, "%s/deliberation.xml", folder)))
			continue;
		tree = tree_open(folder, messages);
		if (tree)
			checked_session(tree, folder, "", rest, messages);
		tree_close(tree);
		return true;
	}
	return false;
}

/* The number that the dossier bears, and those of the parts it tells of. */
static void lone_check_numero(const struct source *dossier, struct place place,
			      struct arena *arena, struct messages *messages)
{
	const xmlNode *root = source_root(dossier);
	const xmlNode *parchemin = element_first(root, "parchemin");
	const char *numero = element_get(parchemin, "numero");
	const char *bloc = element_get(parchemin, "bloc");
	const char *expected = numero_make(
		arena,
		element_get(element_first(element_first(root, "certification"), "certificateur"),
			    "id"),
		element_get(element_first(root, "session"), "id"),
		element_get(element_first(root, "candidat"), "id"), *bloc ? bloc : NUMERO_CERTIFICATION);

	if (!parchemin)
		return;
	if (!numero_valid(numero))
		message_add(messages, place, M_V608, numero,
			    message_translate("its check digits are wrong"));
	else if (strcmp(numero, expected))
		message_add(messages, place, M_V608, numero,
			    message_translate("it is not the one of this certifier, session, candidate and bloc"));
}

static void lone_by_itself(const char *path, const struct buffer *embedded, struct arena *arena,
			   struct messages *messages)
{
	struct place place = {.file = path};
	struct source *dossier =
		source_parse(path, embedded->data, embedded->length, messages);
	struct schema *schema = schema_new(SOURCE_DOSSIER);

	if (dossier && source_kind(dossier) != SOURCE_DOSSIER) {
		message_add(messages, place, M_V605,
			    message_translate("what it carries is no dossier"));
	} else if (dossier) {
		schema_validate(schema, dossier, messages);
		lone_check_numero(dossier, place, arena, messages);
	}
	if (!messages->errors)
		message_add(messages, place, M_V613, NULL);
	schema_free(schema);
	source_free(dossier);
}

void lone_verify(const char *path, struct messages *messages)
{
	struct arena *arena = arena_new();
	struct buffer bytes = {0}, embedded = {0};
	struct place place = {.file = path};
	unsigned pages;
	int error;
	const char *wrong;

	if (lone_in_session(path, arena, messages))
		goto end;
	error = file_read(path, SOURCE_SIZE_LIMIT, &bytes);
	if (error) {
		message_add(messages, PLACE_NONE, M_U906, path, file_explain(error));
		goto end;
	}
	wrong = attachment_read(bytes.data, bytes.length, "dossier.xml", &embedded, &pages);
	if (wrong)
		message_add(messages, place, M_V605, message_translate(wrong));
	else
		lone_by_itself(path, &embedded, arena, messages);
end:
	buffer_free(&bytes);
	buffer_free(&embedded);
	arena_free(arena);
}
