#include "jury/rapport.h"

#include <string.h>

#include "base/arena.h"
#include "jury/copy.h"
#include "jury/element.h"

static void add_blocs(xmlNode *root, const xmlNode *minute)
{
	const xmlNode *bloc = element_first(minute, "bloc");

	for (; bloc; bloc = element_next(bloc, "bloc")) {
		xmlNode *node = copy_shell(root, bloc, NULL);

		copy_child(node, bloc, "intitule");
	}
}

static void add_candidat(xmlNode *root, const xmlNode *candidat)
{
	static copy_names names = {"nom-naissance", "nom-usage", NULL};
	xmlNode *node = element_add(root, "candidat");
	const xmlNode *bloc = element_first(candidat, "bloc");

	element_set(node, "id", element_get(candidat, "id"));
	element_set(node, "certification", element_get(candidat, "certification"));
	element_set(node, "decision", element_get(candidat, "decision"));
	copy_children(node, candidat, names);
	copy_child(node, candidat, "prenom");
	for (; bloc; bloc = element_next(bloc, "bloc")) {
		xmlNode *held = element_add(node, "bloc");

		element_set(held, "ref", element_get(bloc, "ref"));
		element_set(held, "etat", element_get(bloc, "etat"));
	}
}

static void add_document(xmlNode *root, const struct rapport_document *document)
{
	xmlNode *node = element_add(root, "document");

	element_set(node, "genre", document->genre);
	element_set(node, "chemin", document->chemin);
	element_set(node, "candidat", document->candidat);
	element_set(node, "bloc", document->bloc);
}

/* The file's name without its folder: the same report wherever the inputs stood. */
static void add_message(xmlNode *root, const struct message *message, struct arena *arena)
{
	const char *file = message->place.file ? message->place.file : "";
	const char *slash = strrchr(file, '/');
	xmlNode *node =
		element_add_text(root, "message", message_french(message, arena));

	element_set(node, "code", message_name(message->code));
	element_set(node, "niveau", message_level_name(message->level));
	element_set(node, "fichier", slash ? slash + 1 : file);
	if (message->place.line) {
		element_set_number(node, "ligne", (long)message->place.line);
		element_set_number(node, "colonne", (long)message->place.column);
	}
}

static void add_messages(xmlNode *parent, const struct messages *messages, struct arena *arena)
{
	for (size_t i = 0; messages && i < messages->count; i++)
		add_message(parent, &messages->list[i], arena);
}

xmlDoc *rapport_dossier(const struct dossiers *dossiers, const struct rapport_document *documents,
			size_t count, const struct messages *messages)
{
	const xmlNode *minute = dossier_minute(dossiers);
	xmlNode *root = dossier_begin(dossiers, DOSSIER_RAPPORT, DOSSIER_SESSION);
	const xmlNode *candidat = element_first(element_first(minute, "candidats"), "candidat");
	const xmlNode *effectifs = element_first(minute, "effectifs");
	struct arena *arena = arena_new();

	if (effectifs)
		copy_shell(root, effectifs, NULL);
	add_blocs(root, minute);
	for (; candidat; candidat = element_next(candidat, "candidat"))
		add_candidat(root, candidat);
	for (size_t i = 0; i < count; i++)
		add_document(root, &documents[i]);
	add_messages(root, messages, arena);
	arena_free(arena);
	return root->doc;
}

static void add_session(xmlNode *root, const struct rapport_session *session, struct arena *arena)
{
	const char *slash = strrchr(session->fichier, '/');
	xmlNode *node = element_add(root, "session");

	element_set(node, "id", session->id);
	element_set(node, "fichier", slash ? slash + 1 : session->fichier);
	element_set(node, "etat", session->etat);
	element_set(node, "lien", session->lien);
	element_set_number(node, "revision", session->revision);
	element_set_number(node, "candidats", (long)session->candidats);
	element_set_number(node, "parchemins", (long)session->parchemins);
	add_messages(node, session->messages, arena);
}

xmlDoc *rapport_nuit(const struct rapport_session *sessions, size_t count,
		     const struct messages *messages)
{
	xmlDoc *document = element_document("dossier", DOSSIER_NAMESPACE);
	xmlNode *root = xmlDocGetRootElement(document);
	struct arena *arena = arena_new();

	element_set(root, "kind", "nuit");
	for (size_t i = 0; i < count; i++)
		add_session(root, &sessions[i], arena);
	add_messages(root, messages, arena);
	arena_free(arena);
	return document;
}
