#include "jury/certificateur.h"

#include "input/fault.h"
#include "input/reader.h"
#include "jury/adresse.h"

static void look_load(const struct reader *reader, const xmlNode *root, struct certificateur *to)
{
	const xmlNode *node = reader_only(reader, root, "logo");

	if (node) {
		to->logo.place = reader_place(reader, node);
		to->logo.href = reader_attribute(reader, node, "href");
		to->logo.alt = reader_attribute(reader, node, "alt");
	}
	node = reader_only(reader, root, "couleurs");
	if (node) {
		to->couleurs_place = reader_place(reader, node);
		to->couleur_principale = reader_attribute(reader, node, "principale");
		to->couleur_secondaire = reader_attribute(reader, node, "secondaire");
	}
	node = reader_only(reader, root, "contact");
	if (node) {
		to->courriel = reader_attribute(reader, node, "courriel");
		to->telephone = reader_attribute(reader, node, "telephone");
		to->site = reader_attribute(reader, node, "site");
	}
	node = reader_only(reader, root, "signataire");
	if (node) {
		to->signataire = arena_alloc(reader->arena, sizeof(*to->signataire));
		to->signataire->place = reader_place(reader, node);
		to->signataire->qualite = reader_attribute(reader, node, "qualite");
		to->signataire->nom = reader_attribute(reader, node, "nom");
		to->signataire->signature = reader_attribute(reader, node, "signature");
	}
}

static void terms_load(const struct reader *reader, const xmlNode *root, struct certificateur *to)
{
	const xmlNode *node = reader_only(reader, root, "recours");
	struct duration delai;

	to->rattrapage = reader_child_text(reader, root, "rattrapage");
	if (!node)
		return;
	to->recours = reader_text(reader, node);
	to->recours_delai = reader_attribute(reader, node, "delai");
	if (to->recours_delai && !date_parse_duration(to->recours_delai, &delai))
		fault_add(reader->messages, source_attribute_place(reader->source, node, "delai"),
			  "“%1” is not a duration", to->recours_delai, NULL);
}

static void receivers_load(const struct reader *reader, const xmlNode *root,
			   struct certificateur *to)
{
	const xmlNode *node = reader_only(reader, root, "cdc");

	if (node) {
		to->cdc.given = true;
		to->cdc.place = reader_place(reader, node);
		to->cdc.id_client = reader_attribute(reader, node, "id-client");
		to->cdc.id_contrat = reader_attribute(reader, node, "id-contrat");
		to->cdc.nature_deposant = reader_attribute(reader, node, "nature-deposant");
	}
	node = reader_only(reader, root, "seda");
	if (node) {
		to->seda.given = true;
		to->seda.place = reader_place(reader, node);
		to->seda.service_archives = reader_attribute(reader, node, "service-archives");
		to->seda.service_versant = reader_attribute(reader, node, "service-versant");
		to->seda.service_producteur = reader_attribute(reader, node, "service-producteur");
		to->seda.accord = reader_attribute(reader, node, "accord");
		to->seda.regle_dua = reader_attribute(reader, node, "regle-dua");
		to->seda.sort_final = reader_attribute(reader, node, "sort-final");
		to->seda.regle_acces = reader_attribute(reader, node, "regle-acces");
	}
}

const struct certificateur *certificateur_load(const struct source *source, struct arena *arena,
					       struct messages *messages)
{
	const struct reader reader = {source, arena, messages};
	const xmlNode *root = source_root(source);
	struct certificateur *to;

	if (source_kind(source) != SOURCE_CERTIFICATEUR)
		return NULL;
	to = arena_alloc(arena, sizeof(*to));
	to->source = source;
	to->place = reader_place(&reader, root);
	to->id = reader_attribute(&reader, root, "id");
	to->adresse = adresse_load(&reader, reader_only(&reader, root, "adresse"));
	look_load(&reader, root, to);
	terms_load(&reader, root, to);
	receivers_load(&reader, root, to);
	return to;
}
