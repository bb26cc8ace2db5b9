#include "jury/personne.h"

#include <string.h>

#include "jury/element.h"
#include "text/pays.h"

void personne_write_names(const struct identite *identite, xmlNode *parent)
{
	element_add_text(parent, "civilite", identite->civilite);
	element_add_text(parent, "nom", identite->nom);
	element_add_text(parent, "nom-naissance", identite->nom_naissance);
	element_add_text(parent, "nom-usage", identite->nom_usage);
	for (size_t i = 0; i < identite->prenom_count; i++)
		element_add_text(parent, "prenom", identite->prenoms[i]);
}

void personne_write_naissance(const struct identite *identite, xmlNode *parent)
{
	if (!identite->naissance.given)
		return;
	xmlNode *node = element_add(parent, "naissance");
	const char *pays = identite->naissance.pays;
	element_set_date(node, "date", identite->naissance.date);
	element_set(node, "commune", identite->naissance.commune);
	element_set(node, "insee", identite->naissance.insee);
	element_set(node, "pays", pays);
	if (pays && strcmp(pays, "FRA") != 0) {
		struct arena *arena = arena_new();
		element_set(node, "pays-nom", pays_nom(arena, pays));
		arena_free(arena);
	}
}

void personne_write_adresse(const struct adresse *adresse, xmlNode *parent)
{
	if (!adresse)
		return;
	xmlNode *node = element_add(parent, "adresse");
	for (size_t i = 0; i < adresse->ligne_count; i++)
		element_add_text(node, "ligne", adresse->lignes[i]);
	element_add_text(node, "code-postal", adresse->code_postal);
	element_add_text(node, "ville", adresse->ville);
	element_add_text(node, "pays", adresse->pays);
}
