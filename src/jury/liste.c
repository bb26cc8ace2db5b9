#include "jury/liste.h"

#include "jury/copy.h"
#include "jury/element.h"

/* Enough to find one's line and to be addressed. */
static xmlNode *add_person(xmlNode *root, const xmlNode *candidat)
{
	static copy_names names = {"civilite", "nom-naissance", "nom-usage", NULL};
	xmlNode *node = element_add(root, "candidat");

	element_set(node, "id", element_get(candidat, "id"));
	copy_children(node, candidat, names);
	copy_child(node, candidat, "prenom");
	return node;
}

static void add_jury(xmlNode *root, const xmlNode *jury)
{
	static copy_names shown = {"id", "externe", "college", "designation", NULL};
	static copy_names names = {"civilite", "nom", "prenom", NULL};
	xmlNode *node = element_add(root, "jury");

	for (const xmlNode *child = jury->children; child; child = child->next)
		if (child->type == XML_ELEMENT_NODE)
			copy_children(copy_shell(node, child, shown), child, names);
}

xmlDoc *liste_emargement(const struct dossiers *dossiers)
{
	const xmlNode *minute = dossier_minute(dossiers);
	xmlNode *root = dossier_begin(dossiers, DOSSIER_EMARGEMENT, DOSSIER_SESSION);
	const xmlNode *candidat = element_first(element_first(minute, "candidats"), "candidat");

	add_jury(root, element_first(minute, "jury"));
	for (; candidat; candidat = element_next(candidat, "candidat")) {
		xmlNode *node = add_person(root, candidat);

		element_set(node, "present", element_get(candidat, "present"));
		element_set(node, "capitalisation", element_get(candidat, "capitalisation"));
	}
	return root->doc;
}

xmlDoc *liste_bordereau(const struct dossiers *dossiers)
{
	static copy_names shown = {"date", "delivrance", "valable-jusqu-au", NULL};
	const xmlNode *minute = dossier_minute(dossiers);
	xmlNode *root = dossier_begin(dossiers, DOSSIER_BORDEREAU, DOSSIER_SESSION);
	const xmlNode *candidat = element_first(element_first(minute, "candidats"), "candidat");

	for (; candidat; candidat = element_next(candidat, "candidat")) {
		const xmlNode *parchemin = element_first(candidat, "parchemin");
		xmlNode *node = parchemin ? add_person(root, candidat) : NULL;

		for (; parchemin; parchemin = element_next(parchemin, "parchemin")) {
			const xmlNode *bloc =
				element_find(minute, "bloc", "id", element_get(parchemin, "bloc"));

			element_set(copy_shell(node, parchemin, shown), "bloc-numero",
				    element_get(bloc, "numero"));
		}
	}
	return root->doc;
}
