#include "jury/membre.h"

#include <string.h>
#include <strings.h>

#include "input/reader.h"

void membre_load_identite(const struct reader *reader, const xmlNode *node, struct identite *to)
{
	const xmlNode *child;

	if (!node)
		return;
	to->place = reader_place(reader, node);
	to->civilite = reader_child_text(reader, node, "civilite");
	to->nom = reader_child_text(reader, node, "nom");
	to->nom_naissance = reader_child_text(reader, node, "nom-naissance");
	to->nom_usage = reader_child_text(reader, node, "nom-usage");
	to->sexe = reader_child_text(reader, node, "sexe");
	to->prenoms = reader_texts(reader, node, "prenom", &to->prenom_count);
	child = reader_only(reader, node, "naissance");
	if (!child)
		return;
	to->naissance.given = true;
	to->naissance.place = reader_place(reader, child);
	date_parse_partial(reader_attribute(reader, child, "date"), &to->naissance.date);
	to->naissance.commune = reader_attribute(reader, child, "commune");
	to->naissance.insee = reader_attribute(reader, child, "insee");
	to->naissance.pays = reader_attribute(reader, child, "pays");
}

static void membre_load(const struct reader *reader, const xmlNode *node, struct membre *to)
{
	const char *present = reader_attribute(reader, node, "present");
	const xmlNode *child;
	struct lien *lien;

	to->place = reader_place(reader, node);
	to->id = reader_attribute(reader, node, "id");
	to->role = vocabulary_parse_role(reader_attribute(reader, node, "role"));
	if (!to->role)
		to->role = ROLE_MEMBRE;
	to->college = reader_attribute(reader, node, "college");
	to->externe = reader_oui(reader, node, "externe");
	to->present = !present || !strcmp(present, "oui");
	to->present_de = reader_attribute(reader, node, "present-de");
	to->present_a = reader_attribute(reader, node, "present-a");
	to->designation = reader_attribute(reader, node, "designation");
	to->identite.place = to->place;
	membre_load_identite(reader, reader_only(reader, node, "identite"), &to->identite);
	to->qualite = reader_child_text(reader, node, "qualite");
	to->liens = arena_array(reader->arena, to->lien_count = reader_count(node, "lien"),
				sizeof(*to->liens));
	lien = to->liens;
	for (child = reader_first(node, "lien"); child; child = reader_next(child), lien++) {
		lien->place = reader_place(reader, child);
		lien->candidat = reader_attribute(reader, child, "candidat");
		lien->nature =
			vocabulary_parse_lien_nature(reader_attribute(reader, child, "nature"));
		lien->deport = reader_oui(reader, child, "deport");
	}
}

struct membre *membre_load_all(const struct reader *reader, const xmlNode *parent, size_t *count)
{
	const xmlNode *node;
	struct membre *membres, *membre;

	*count = reader_count(parent, "membre");
	membre = membres = arena_array(reader->arena, *count, sizeof(*membres));
	for (node = reader_first(parent, "membre"); node; node = reader_next(node))
		membre_load(reader, node, membre++);
	return membres;
}

const struct lien *membre_find_lien(const struct membre *membre, const char *candidat)
{
	size_t i;

	for (i = 0; i < membre->lien_count; i++)
		if (candidat && membre->liens[i].candidat &&
		    !strcasecmp(membre->liens[i].candidat, candidat))
			return &membre->liens[i];
	return NULL;
}
