#include "jury/revision.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "input/reader.h"

struct comparison {
	struct reader reader; /* of the earlier deliberation.xml */
	const struct deliberation *deliberation;
	struct messages *messages;
};

static bool same(const char *a, const char *b)
{
	return a && b && !strcasecmp(a, b);
}

/* The child of this name whose attribute is this, looked for from `start` and then from the first: both files mostly have the
 * same order. */
static const xmlNode *child_find(const struct comparison *comparison, const xmlNode *parent,
				 const xmlNode *start, const char *name, const char *attribute,
				 const char *value)
{
	const xmlNode *node;

	for (node = start; node; node = reader_next(node))
		if (same(reader_attribute(&comparison->reader, node, attribute), value))
			return node;
	for (node = reader_first(parent, name); node && node != start; node = reader_next(node))
		if (same(reader_attribute(&comparison->reader, node, attribute), value))
			return node;
	return NULL;
}

/* S206. The text names the ids and what was decided then (%1) and is decided now (%2). */
static void change_report(const struct comparison *comparison, struct place place, const char *id,
			  const char *then, const char *now)
{
	static const char english[] = "“%1” before, “%2” now, on the same day of deliberation and not for an "
				      "erreur-materielle";
	struct buffer text = {0};

	for (const char *p = message_translate(english); *p; p++)
		if (*p == '%' && (p[1] == '1' || p[1] == '2'))
			buffer_puts(&text, *++p == '1' ? then : now);
		else
			buffer_putc(&text, *p);
	message_add(comparison->messages, place, M_S206, "candidat", id, buffer_string(&text));
	buffer_free(&text);
}

/* Is another one decided? A word and what it was; NULL stands for a word that the file does not have. */
static bool changed(const struct comparison *comparison, const struct candidat_decide *candidat,
		    const char *what, const char *then, const char *now)
{
	struct arena *arena = comparison->reader.arena;

	then = then && *then ? then : "–";
	now = now && *now ? now : "–";
	if (!strcmp(then, now))
		return false;
	change_report(comparison, candidat->candidat->place, candidat->candidat->id,
		      arena_printf(arena, "%s%s", what, then), arena_printf(arena, "%s%s", what, now));
	return true;
}

/* The blocs and competences of one candidate; the first that changed is enough. */
static bool bloc_changed(const struct comparison *comparison, const struct candidat_decide *candidat,
			 const struct bloc_decide *bloc, const xmlNode *earlier)
{
	const struct reader *reader = &comparison->reader;
	struct arena *arena = reader->arena;
	const xmlNode *node = earlier;

	if (!comparison->deliberation->directe) {
		node = child_find(comparison, earlier, NULL, "bloc", "ref", bloc->bloc->id);
		if (changed(comparison, candidat, arena_printf(arena, "%s ", bloc->bloc->id),
			    node ? reader_attribute(reader, node, "etat") : NULL,
			    deliberation_bloc_etat(bloc->etat)))
			return true;
	}
	for (size_t i = 0; node && i < bloc->competence_count; i++) {
		const struct competence_decidee *decidee = &bloc->competences[i];
		const char *id = decidee->competence->id;
		const xmlNode *competence = child_find(comparison, node, NULL, "competence", "ref", id);

		if (changed(comparison, candidat, arena_printf(arena, "%s ", id),
			    competence ? reader_attribute(reader, competence, "resultat") : NULL,
			    deliberation_competence_issue(decidee->issue)))
			return true;
	}
	return false;
}

static void candidat_compare(const struct comparison *comparison,
			     const struct candidat_decide *candidat, const xmlNode *earlier)
{
	if (changed(comparison, candidat, "",
		    earlier ? reader_attribute(&comparison->reader, earlier, "certification") : NULL,
		    deliberation_certification_etat(candidat->certification)))
		return;
	for (size_t i = 0; i < candidat->bloc_count; i++)
		if (bloc_changed(comparison, candidat, &candidat->blocs[i], earlier))
			return;
}

/* Who was decided on then, and is no longer among the candidates. */
static void gone_report(const struct comparison *comparison, const xmlNode *candidats)
{
	const struct session *session = comparison->deliberation->session;
	const struct reader *reader = &comparison->reader;

	for (const xmlNode *node = reader_first(candidats, "candidat"); node; node = reader_next(node)) {
		const char *id = reader_attribute(reader, node, "id");
		const char *then = reader_attribute(reader, node, "certification");

		if (id && !session_find_candidat(session, id))
			change_report(comparison,
				      source_attribute_at(session->source, session->place, "revision"), id,
				      then ? then : "–", "–");
	}
}

void revision_compare(const struct source *before, const struct deliberation *deliberation,
		      struct messages *messages)
{
	const struct session *session = deliberation->session;
	struct comparison comparison = {
		.reader = {before, arena_new(), messages}, .deliberation = deliberation, .messages = messages};
	const xmlNode *root = source_root(before), *said = reader_first(root, "session");
	const xmlNode *candidats = reader_first(root, "candidats"), *node = NULL;
	const char *day = said ? reader_attribute(&comparison.reader, said, "date") : NULL;
	char text[DATE_TEXT];
	bool founded = session->motif.given && session->motif.nature == MOTIF_ERREUR_MATERIELLE;

	if (source_kind(before) == SOURCE_DELIBERATION && candidats && !founded &&
	    same(day, date_text(session->deliberation.date, text))) {
		for (size_t i = 0; i < deliberation->candidat_count; i++) {
			const struct candidat_decide *candidat = &deliberation->candidats[i];
			const xmlNode *found = child_find(&comparison, candidats, node, "candidat", "id",
							  candidat->candidat->id);

			candidat_compare(&comparison, candidat, found);
			node = found ? reader_next(found) : node;
		}
		gone_report(&comparison, candidats);
	}
	arena_free(comparison.reader.arena);
}
