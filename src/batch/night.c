#include "batch/night.h"

#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "batch/standing.h"
#include "jury/rapport.h"
#include "sheet/sheet.h"

bool night_lies_outside(const char *report, const char *output)
{
	char *copy = memory_strdup(report);
	char *folder = realpath(dirname(copy), NULL), *around = realpath(output, NULL);
	size_t length = around ? strlen(around) : 0;
	bool outside = !folder || !around || strncmp(folder, around, length) != 0 ||
		       (folder[length] && folder[length] != '/');

	free(around);
	free(folder);
	free(copy);
	return outside;
}

/* The path as the path of a URL: what is not plainly a letter, a digit or one of -._~/ as %XX. */
static const char *escaped(const char *path, struct arena *arena)
{
	static const char digits[] = "0123456789ABCDEF";
	char *text = arena_alloc(arena, 3 * strlen(path) + 1), *to = text;

	for (const unsigned char *from = (const unsigned char *)path; *from; from++) {
		if ((*from >= 'a' && *from <= 'z') || (*from >= 'A' && *from <= 'Z') ||
		    (*from >= '0' && *from <= '9') || strchr("-._~/", *from)) {
			*to++ = (char)*from;
		} else {
			*to++ = '%';
			*to++ = digits[*from >> 4];
			*to++ = digits[*from & 15];
		}
	}
	*to = '\0';
	return text;
}

/* What became of a session. */
static struct rapport_session session_of(const struct planned *planned, int folder,
					 const char *around, struct arena *arena)
{
	struct rapport_session session = {.id = planned->session,
					  .fichier = planned->path,
					  .revision = planned->revision,
					  .candidats = planned->units[UNIT_CANDIDAT],
					  .parchemins = planned->units[UNIT_PARCHEMIN],
					  .etat = "ouverte",
					  .messages = planned->messages};
	char other[64];

	if (planned->state == PLANNED_REFUSED) {
		session.etat = "refusee";
	} else if (standing_find(folder, planned, other) == STANDING_SAME) {
		session.etat = "close";
		session.lien = escaped(arena_printf(arena, "%s/%s/r%ld/index.html", around,
						    planned->session, planned->revision),
				       arena);
	}
	return session;
}

/* The sessions, and the messages of all else. */
static xmlDoc *night_dossier(const struct plan *plan, int folder, const char *around,
			     struct arena *arena)
{
	struct rapport_session *list = arena_array(arena, plan->count + 1, sizeof *list);
	struct messages *messages = messages_new();
	xmlDoc *dossier;
	size_t count = 0;

	messages_append(messages, plan->messages);
	for (size_t i = 0; i < plan->count; i++) {
		const struct planned *planned = &plan->list[i];

		if (planned->kind == SOURCE_SESSION)
			list[count++] = session_of(planned, folder, around, arena);
		else if (planned->messages)
			messages_append(messages, planned->messages);
	}
	dossier = rapport_nuit(list, count, messages);
	messages_free(messages);
	return dossier;
}

enum status night_report(const struct plan *plan, const char *output, const char *report,
			 const char *const *stylesheets, struct messages *messages)
{
	struct sheet *sheet = sheet_open(stylesheets, "nuit.xsl", messages);
	int folder = open(output, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	char *around = realpath(output, NULL);
	struct arena *arena = arena_new();
	struct buffer out = {0};
	enum status status = STATUS_REFUSED;
	xmlDoc *dossier = NULL, *page = NULL;

	if (sheet)
		dossier = night_dossier(plan, folder, around ? around : output, arena);
	if (dossier)
		page = sheet_apply(sheet, dossier, NULL, messages);
	if (page) {
		sheet_write(sheet, page, &out);
		status = file_complain(report, file_save(report, out.data, out.length), messages);
	}
	xmlFreeDoc(page);
	xmlFreeDoc(dossier);
	buffer_free(&out);
	arena_free(arena);
	free(around);
	if (folder >= 0)
		close(folder);
	sheet_close(sheet);
	return status;
}
