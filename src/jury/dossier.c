#include "jury/dossier.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <libxml/c14n.h>

#include "base/arena.h"
#include "jury/copy.h"
#include "jury/deliberation.h"
#include "jury/element.h"
#include "jury/minute.h"

/* What a dossier begins with besides what all have: how to write to the certifier; how to go on and to appeal; the signature,
 * once the minutes are signed; of the session, all but the attributes named, its centre, what a revision is. */
static const struct {
	const char *name;
	bool address, terms, signature;
	bool centre, revision;
	const char *const *without;
} kind_list[] = {
#define INNER (copy_names){"statut", "suite-de", NULL}
#define HOURS (copy_names){"statut", "suite-de", "debut", "fin", NULL}
#define ACT (copy_names){"statut", "suite-de", "debut", "fin", "pv-numero", "pv-signe-le", NULL}
	[DOSSIER_PV] = {"pv", .centre = true, .revision = true},
	[DOSSIER_PARCHEMIN] = {"parchemin", .signature = true, .without = ACT},
	[DOSSIER_DUPLICATA] = {"duplicata", .signature = true, .without = ACT},
	[DOSSIER_RESULTATS] = {"resultats", .address = true, .terms = true, .centre = true, .revision = true,
			       .without = INNER},
	[DOSSIER_EMARGEMENT] = {"emargement", .centre = true, .without = INNER},
	[DOSSIER_BILAN] = {"bilan", .centre = true, .without = HOURS},
	[DOSSIER_RAPPORT] = {"rapport", .revision = true, .without = INNER},
	[DOSSIER_ATTESTATION] = {"attestation", .signature = true, .without = HOURS},
	[DOSSIER_EXTRAIT] = {"extrait", .centre = true, .revision = true, .without = INNER},
	[DOSSIER_BORDEREAU] = {"bordereau", .centre = true, .without = HOURS},
	[DOSSIER_GRILLE] = {"grille", .centre = true, .without = ACT},
	[DOSSIER_CONVOCATION] = {"convocation", .address = true, .centre = true,
				 .without = (copy_names){"statut", "suite-de", "pv-numero", "pv-signe-le", NULL}},
	[DOSSIER_PREREQUIS] = {"prerequis", .centre = true, .without = ACT},
	[DOSSIER_TRAME] = {"trame", .without = ACT},
#undef INNER
#undef HOURS
#undef ACT
};

struct entry {
	const xmlNode *node;
	const xmlNode **parchemins;
	size_t parchemin_count;
	char empreinte[DIGEST_LENGTH + 1]; /* "": not asked for yet */
};

struct dossiers {
	const xmlNode *root, *certification, *session;
	struct entry *candidats;
	size_t candidat_count;
	struct arena *arena;
};

static void index_candidat(struct dossiers *dossiers, const xmlNode *node)
{
	struct entry *entry = &dossiers->candidats[dossiers->candidat_count++];
	entry->node = node;
	entry->parchemins = arena_array(dossiers->arena, element_count(node, "parchemin"),
					sizeof *entry->parchemins);
	xmlNode *parchemin = element_first(node, "parchemin");
	for (; parchemin; parchemin = element_next(parchemin, "parchemin"))
		entry->parchemins[entry->parchemin_count++] = parchemin;
}

static bool is_minute(const xmlNode *root)
{
	return root && element_is(root, "deliberation") && root->ns &&
	       strcmp((const char *)root->ns->href, MINUTE_NAMESPACE) == 0 &&
	       element_first(root, "certification") && element_first(root, "session") &&
	       element_first(root, "candidats");
}

struct dossiers *dossier_open(const xmlDoc *minute)
{
	const xmlNode *root = xmlDocGetRootElement(minute);
	if (!is_minute(root))
		return NULL;
	struct arena *arena = arena_new();
	struct dossiers *dossiers = arena_alloc(arena, sizeof *dossiers);
	const xmlNode *candidats = element_first(root, "candidats");
	*dossiers = (struct dossiers){.root = root,
				      .arena = arena,
				      .certification = element_first(root, "certification"),
				      .session = element_first(root, "session")};
	dossiers->candidats = arena_array(arena, element_count(candidats, "candidat"),
					  sizeof *dossiers->candidats);
	xmlNode *candidat = element_first(candidats, "candidat");
	for (; candidat; candidat = element_next(candidat, "candidat"))
		index_candidat(dossiers, candidat);
	return dossiers;
}

void dossier_close(struct dossiers *dossiers)
{
	if (dossiers)
		arena_free(dossiers->arena);
}

size_t dossier_candidat_count(const struct dossiers *dossiers)
{
	return dossiers->candidat_count;
}

const char *dossier_candidat_id(const struct dossiers *dossiers, size_t candidat)
{
	return element_get(dossiers->candidats[candidat].node, "id");
}

size_t dossier_parchemin_count(const struct dossiers *dossiers, size_t candidat)
{
	return dossiers->candidats[candidat].parchemin_count;
}

const char *dossier_parchemin_numero(const struct dossiers *dossiers, size_t candidat,
				     size_t parchemin)
{
	return element_get(dossiers->candidats[candidat].parchemins[parchemin], "numero");
}

const char *dossier_parchemin_bloc(const struct dossiers *dossiers, size_t candidat,
				   size_t parchemin)
{
	return element_get(dossiers->candidats[candidat].parchemins[parchemin], "bloc");
}

const char *dossier_empreinte(struct dossiers *dossiers, size_t candidat)
{
	struct entry *entry = &dossiers->candidats[candidat];
	if (*entry->empreinte)
		return entry->empreinte;
	/* A document of its own: canonicalising in place would walk the whole session. */
	xmlDoc *document = element_document("candidat", MINUTE_NAMESPACE);
	xmlNode *root = xmlDocCopyNode((xmlNode *)entry->node, document, 1);
	xmlFreeNode(xmlDocSetRootElement(document, root));
	xmlChar *text = NULL;
	int length = xmlC14NDocDumpMemory(document, NULL, XML_C14N_1_0, NULL, 0, &text);
	if (length > 0)
		digest_of(text, (size_t)length, entry->empreinte);
	xmlFree(text);
	xmlFreeDoc(document);
	return entry->empreinte;
}

/* The two elements that every dossier begins with. */

static void add_certification(const struct dossiers *dossiers, xmlNode *root, enum dossier_kind kind)
{
	static copy_names common = {"intitule", "enregistrement",  "niveau",
			       "nsf",      "certificat-bloc", "certificateur",
			       "couleurs", "validite",        NULL};
	static copy_names written = {"adresse", "contact", NULL}; /* how to write to the certifier */
	static copy_names letter = {"rattrapage", "recours", NULL};
	static copy_names picture = {"type", NULL};
	static copy_names no_signature = {"type", "signature", NULL};
	bool signs = kind_list[kind].signature && *element_get(dossiers->session, "pv-signe-le");
	xmlNode *node = copy_shell(root, dossiers->certification, NULL);
	const xmlNode *child = dossiers->certification->children;
	for (; child; child = child->next) {
		if (child->type != XML_ELEMENT_NODE)
			continue;
		if (copy_among(common, child->name) ||
		    (kind_list[kind].address && copy_among(written, child->name)) ||
		    (kind_list[kind].terms && copy_among(letter, child->name)))
			copy_whole(node, child, NULL);
		else if (element_is(child, "signataire"))
			copy_shell(node, child, signs ? picture : no_signature);
		else if (element_is(child, "logo"))
			copy_shell(node, child, picture);
	}
}

/* Does a number name this candidate of this session, whatever its bloc? */
static bool is_number_of(const struct dossiers *dossiers, const xmlNode *candidat,
			 const char *numero)
{
	const char *parts[] = {
		element_get(element_first(dossiers->certification, "certificateur"), "id"),
		element_get(dossiers->session, "id"), element_get(candidat, "id")};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		size_t length = strlen(parts[i]);
		if (strncasecmp(numero, parts[i], length) != 0 || numero[length] != '-')
			return false;
		numero += length + 1;
	}
	return true;
}

/* candidat NULL: of the whole session. The ground of a revision may name people: only the minutes have its text. */
static void add_session(const struct dossiers *dossiers, xmlNode *root, enum dossier_kind kind,
			const xmlNode *candidat)
{
	xmlNode *node = copy_shell(root, dossiers->session, kind_list[kind].without);
	const xmlNode *child = dossiers->session->children;
	for (; child; child = child->next) {
		if (child->type != XML_ELEMENT_NODE)
			continue;
		if (element_is(child, "centre") ? kind_list[kind].centre : kind == DOSSIER_PV)
			copy_whole(node, child, NULL);
		else if (!kind_list[kind].revision)
			continue;
		else if (element_is(child, "motif"))
			copy_shell(node, child, NULL);
		else if (element_is(child, "retrait") &&
			 is_number_of(dossiers, candidat, element_get(child, "numero")))
			copy_shell(node, child, NULL);
	}
}

xmlNode *dossier_begin(const struct dossiers *dossiers, enum dossier_kind kind, size_t candidat)
{
	const xmlNode *about = candidat == DOSSIER_SESSION ? NULL : dossiers->candidats[candidat].node;
	xmlDoc *document = element_document("dossier", DOSSIER_NAMESPACE);
	xmlNode *root = xmlDocGetRootElement(document);
	element_set(root, "kind", kind_list[kind].name);
	element_set(root, "langue", element_get(dossiers->root, "langue"));
	element_set(root, "specimen", element_get(dossiers->root, "specimen"));
	element_set(root, "projet", element_get(dossiers->root, "projet"));
	add_certification(dossiers, root, kind);
	add_session(dossiers, root, kind, about);
	return root;
}

const xmlNode *dossier_minute(const struct dossiers *dossiers)
{
	return dossiers->root;
}

/* The candidate. What deliberation.xml only refers to is put in: titles, wordings. */

/* The bloc of the référentiel; ref "" is the RS's, which has no id. */
static const xmlNode *find_bloc(const struct dossiers *dossiers, const char *ref)
{
	return element_find(dossiers->root, "bloc", "id", ref);
}

static void add_criteres(xmlNode *node, const xmlNode *source, const xmlNode *competence)
{
	const xmlNode *critere = element_first(source, "critere");
	for (; critere; critere = element_next(critere, "critere")) {
		const xmlNode *known =
			element_find(competence, "critere", "id", element_get(critere, "ref"));
		element_add_text(copy_shell(node, critere, NULL), "libelle", element_text(known));
	}
}

/* The statement, and whether the source cuts it or leaves it illegible. */
static void add_enonce(xmlNode *competence, const xmlNode *known)
{
	const xmlNode *enonce = element_first(known, "enonce");

	if (enonce)
		element_set(copy_whole(competence, enonce, NULL), "etat", element_get(known, "etat"));
}

static void add_competence(xmlNode *parent, const xmlNode *source, const xmlNode *bloc,
			   enum dossier_kind kind)
{
	/* What the commission proposed to the jury stays between them and the minutes. */
	static copy_names commission = {"avis-commission", "ecart", NULL};
	const xmlNode *known = element_find(bloc, "competence", "id", element_get(source, "ref"));
	if (kind == DOSSIER_PARCHEMIN) {
		xmlNode *node = element_add(parent, "competence");
		element_set(node, "ref", element_get(source, "ref"));
		add_enonce(node, known);
		return;
	}
	xmlNode *node = copy_shell(parent, source, kind == DOSSIER_PV ? NULL : commission);
	/* An extract gives reasons, and no more. */
	if (kind == DOSSIER_EXTRAIT && *element_get(source, "acquise-le"))
		return;
	add_enonce(node, known);
	copy_child(node, source, "commentaire");
	add_criteres(node, source, known);
	if (kind == DOSSIER_PV)
		copy_child(node, source, "avis-commission");
}

static void add_situations(xmlNode *node, const xmlNode *source, const xmlNode *bloc)
{
	const xmlNode *situation = element_first(source, "situation");
	for (; situation; situation = element_next(situation, "situation")) {
		xmlNode *added = copy_shell(node, situation, NULL);
		const char *ref = element_get(situation, "ref");
		const xmlNode *modalite = element_first(bloc, "modalite"), *known = NULL;
		for (; modalite && !known; modalite = element_next(modalite, "modalite"))
			known = element_find(modalite, "situation", "id", ref);
		element_put_text(added, element_text(known));
	}
}

/* Competences and what the jury had before it, of a bloc or, for the RS, of the whole. */
static void add_evaluation(xmlNode *node, const xmlNode *source, const xmlNode *bloc,
			   enum dossier_kind kind)
{
	for (const xmlNode *child = source->children; child; child = child->next) {
		if (child->type != XML_ELEMENT_NODE)
			continue;
		if (element_is(child, "competence")) {
			add_competence(node, child, bloc, kind);
		} else if (kind == DOSSIER_PARCHEMIN) {
			continue;
		} else if (element_is(child, "entretien")) {
			copy_shell(node, child, NULL);
		} else if (element_is(child, "epreuve")) {
			const xmlNode *modalite = element_find(bloc, "modalite", "id",
							       element_get(child, "modalite"));
			element_set(copy_shell(node, child, NULL), "libelle",
				    element_text(element_first(modalite, "libelle")));
		} else if (element_is(child, "dossier")) {
			add_situations(copy_shell(node, child, NULL), child, bloc);
		} else if (element_is(child, "avis-entreprise") && kind == DOSSIER_PV) {
			copy_whole(node, child, NULL);
		}
	}
}

static void add_bloc(const struct dossiers *dossiers, xmlNode *candidat, const xmlNode *source,
		     enum dossier_kind kind, bool with_competences)
{
	static copy_names inner = {"commission", "perime-acquis-le", "perime-le", NULL};
	const xmlNode *bloc = find_bloc(dossiers, element_get(source, "ref"));
	xmlNode *node = copy_shell(candidat, source, kind == DOSSIER_PV ? NULL : inner);
	if (bloc) {
		element_set(node, "numero", element_get(bloc, "numero"));
		copy_child(node, bloc, "intitule");
	}
	if (with_competences)
		add_evaluation(node, source, bloc, kind);
}

/* Who it is. The code of the birth place is for exports. */
void dossier_add_identity(xmlNode *node, const xmlNode *source)
{
	static copy_names identity = {"civilite", "nom-naissance", "nom-usage", "prenom", "sexe", NULL};
	static copy_names insee = {"insee", NULL};
	copy_children(node, source, identity);
	const xmlNode *naissance = element_first(source, "naissance");
	if (naissance)
		copy_shell(node, naissance, insee);
}

static void add_candidat(const struct dossiers *dossiers, xmlNode *root, const xmlNode *source,
			 enum dossier_kind kind)
{
	static copy_names tail = {"recommandation", "fraude", NULL};
	static copy_names letter = {"adresse", "accompagnateur", NULL};
	xmlNode *node = copy_shell(root, source, NULL);
	const xmlNode *voie =
		element_find(dossiers->root, "voie", "code", element_get(source, "voie"));
	if (voie) {
		element_set(node, "voie-libelle", element_get(voie, "libelle"));
		element_set(node, "vae", element_get(voie, "vae"));
	}
	dossier_add_identity(node, source);
	copy_child(node, source, "organisme");
	if (kind == DOSSIER_RESULTATS)
		copy_children(node, source, letter);
	const xmlNode *bloc = element_first(source, "bloc");
	for (; bloc; bloc = element_next(bloc, "bloc"))
		add_bloc(dossiers, node, bloc, kind, true);
	add_evaluation(node, source, find_bloc(dossiers, ""), kind);
	copy_children(node, source, tail);
}

static bool is_held(const xmlNode *bloc)
{
	const char *etat = element_get(bloc, "etat");
	return strcmp(etat, deliberation_bloc_etat(BLOC_VALIDE)) == 0 ||
	       strcmp(etat, deliberation_bloc_etat(BLOC_ACQUIS_ANTERIEUREMENT)) == 0;
}

/* A parchment says who and what, never how: no voie, no results. */
static void add_holder(const struct dossiers *dossiers, xmlNode *root, const xmlNode *source,
		       const char *only)
{
	xmlNode *node = element_add(root, "candidat");
	element_set(node, "id", element_get(source, "id"));
	dossier_add_identity(node, source);
	const xmlNode *bloc = element_first(source, "bloc");
	for (; bloc; bloc = element_next(bloc, "bloc"))
		if (!*only || element_has(bloc, "ref", only))
			add_bloc(dossiers, node, bloc, DOSSIER_PARCHEMIN, *only);
	if (!*only)
		add_evaluation(node, source, find_bloc(dossiers, ""), DOSSIER_PARCHEMIN);
}

xmlDoc *dossier_resultats(struct dossiers *dossiers, size_t candidat)
{
	const xmlNode *source = dossiers->candidats[candidat].node;
	xmlNode *root = dossier_begin(dossiers, DOSSIER_RESULTATS, candidat);
	add_candidat(dossiers, root, source, DOSSIER_RESULTATS);
	return root->doc;
}

static xmlDoc *make_parchemin(struct dossiers *dossiers, size_t candidat, size_t parchemin, enum dossier_kind kind)
{
	const struct entry *entry = &dossiers->candidats[candidat];
	const xmlNode *source = entry->parchemins[parchemin];
	xmlNode *root = dossier_begin(dossiers, kind, candidat);
	add_holder(dossiers, root, entry->node, element_get(source, "bloc"));
	xmlNode *node = copy_shell(root, source, NULL);
	const xmlNode *ville =
		element_first(element_first(dossiers->certification, "certificateur"), "ville");
	element_set(node, "lieu", element_text(ville));
	element_set_bool(node, "signature", *element_get(dossiers->session, "pv-signe-le"));
	element_set(node, "empreinte", dossier_empreinte(dossiers, candidat));
	return root->doc;
}

xmlDoc *dossier_parchemin(struct dossiers *dossiers, size_t candidat, size_t parchemin)
{
	return make_parchemin(dossiers, candidat, parchemin, DOSSIER_PARCHEMIN);
}

xmlDoc *dossier_duplicata(struct dossiers *dossiers, size_t candidat, size_t parchemin)
{
	return make_parchemin(dossiers, candidat, parchemin, DOSSIER_DUPLICATA);
}

/* The blocs that are held, now or from earlier; no competence, no result. */
xmlDoc *dossier_attestation(struct dossiers *dossiers, size_t candidat)
{
	const xmlNode *source = dossiers->candidats[candidat].node;
	const xmlNode *voie =
		element_find(dossiers->root, "voie", "code", element_get(source, "voie"));
	xmlNode *root = dossier_begin(dossiers, DOSSIER_ATTESTATION, candidat);
	xmlNode *node = element_add(root, "candidat");
	element_set(node, "id", element_get(source, "id"));
	element_set(node, "certification", element_get(source, "certification"));
	if (voie)
		element_set(node, "vae", element_get(voie, "vae"));
	dossier_add_identity(node, source);
	const xmlNode *bloc = element_first(source, "bloc");
	for (; bloc; bloc = element_next(bloc, "bloc"))
		if (is_held(bloc))
			add_bloc(dossiers, node, bloc, DOSSIER_ATTESTATION, false);
	return root->doc;
}

/* How many sat, never who: the only name is the candidate's. */
xmlDoc *dossier_extrait(struct dossiers *dossiers, size_t candidat)
{
	xmlNode *root = dossier_begin(dossiers, DOSSIER_EXTRAIT, candidat);
	copy_shell(root, element_first(dossiers->root, "jury"), NULL);
	add_candidat(dossiers, root, dossiers->candidats[candidat].node, DOSSIER_EXTRAIT);
	return root->doc;
}

/* The minutes. */

/* A tie is told with the candidate's name, which the minutes alone may hold. */
static void add_lien(const struct dossiers *dossiers, xmlNode *membre, const xmlNode *source)
{
	bool deport = element_has(source, "deport", "oui");
	const char *id = element_get(source, "candidat");
	xmlNode *node = element_add(membre, deport ? "deport" : "lien");
	element_set(node, "candidat", id);
	element_set(node, "nature", element_get(source, "nature"));
	if (!deport)
		element_set(node, "evalue", element_get(source, "evalue"));
	const xmlNode *candidat =
		element_find(element_first(dossiers->root, "candidats"), "candidat", "id", id);
	if (!candidat)
		return;
	element_set(node, "civilite", element_text(element_first(candidat, "civilite")));
	element_set(node, "nom", element_text(element_first(candidat, "nom-naissance")));
	element_set(node, "prenom", element_text(element_first(candidat, "prenom")));
}

static void add_people(const struct dossiers *dossiers, xmlNode *root, const xmlNode *source)
{
	static copy_names said = {"civilite", "nom", "prenom", "qualite", NULL};
	xmlNode *node = copy_shell(root, source, NULL);
	for (const xmlNode *child = source->children; child; child = child->next) {
		if (child->type != XML_ELEMENT_NODE)
			continue;
		xmlNode *person = copy_shell(node, child, NULL);
		copy_children(person, child, said);
		const xmlNode *lien = element_first(child, "lien");
		for (; lien; lien = element_next(lien, "lien"))
			add_lien(dossiers, person, lien);
	}
}

static void add_modalites(xmlNode *root, const xmlNode *bloc)
{
	static copy_names wanted = {"libelle", NULL};
	const xmlNode *modalite = element_first(bloc, "modalite");
	for (; modalite; modalite = element_next(modalite, "modalite")) {
		xmlNode *node = copy_shell(root, modalite, NULL);
		element_set(node, "bloc", element_get(bloc, "id"));
		copy_children(node, modalite, wanted);
	}
}

/* Everything but the candidates, in deliberation.xml's order. */
static void add_minutes(const struct dossiers *dossiers, xmlNode *root)
{
	const xmlNode *child = dossiers->root->children;
	for (; child; child = child->next) {
		if (child->type != XML_ELEMENT_NODE)
			continue;
		if (element_is(child, "bloc")) {
			if (*element_get(child, "id"))
				copy_child(copy_shell(root, child, NULL), child, "intitule");
			add_modalites(root, child);
		} else if (element_is(child, "jury") || element_is(child, "commission")) {
			add_people(dossiers, root, child);
		} else if (element_is(child, "voie")) {
			copy_shell(root, child, (copy_names){"cdc", NULL});
		} else if (element_is(child, "incident") || element_is(child, "effectifs")) {
			copy_whole(root, child, NULL);
		}
	}
}

/* One more than the element before it has, where this one counts; what it comes to. */
static long add_running_total(xmlNode *node, const char *name, const xmlNode *before, bool counts)
{
	long total = (before ? strtol(element_get(before, name), NULL, 10) : 0) + counts;

	element_set_number(node, name, total);
	return total;
}

/* What the foot of a page carries over to the next: how many were obtained up to this candidate, certifications and, bloc by bloc,
 * blocs. Each candidate has the same blocs in the same order. */
static void add_running_totals(xmlNode *candidat, const xmlNode *before)
{
	const char *obtained = deliberation_certification_etat(CERTIFICATION_OBTENUE);
	xmlNode *bloc = element_first(candidat, "bloc");
	const xmlNode *bloc_before = before ? element_first(before, "bloc") : NULL;
	long blocs = 0;

	add_running_total(candidat, "cumul", before, element_has(candidat, "certification", obtained));
	for (; bloc; bloc = element_next(bloc, "bloc")) {
		bool valid = element_has(bloc, "etat", deliberation_bloc_etat(BLOC_VALIDE));

		blocs += add_running_total(bloc, "cumul", bloc_before, valid);
		bloc_before = bloc_before ? element_next(bloc_before, "bloc") : NULL;
	}
	element_set_number(candidat, "cumul-blocs", blocs);
}

xmlDoc *dossier_pv_begin(struct dossiers *dossiers)
{
	xmlNode *root = dossier_begin(dossiers, DOSSIER_PV, DOSSIER_SESSION);

	add_minutes(dossiers, root);
	return root->doc;
}

xmlNode *dossier_pv_add(struct dossiers *dossiers, xmlDoc *pv, size_t candidat)
{
	xmlNode *root = xmlDocGetRootElement(pv);
	const xmlNode *before = candidat ? root->last : NULL;

	add_candidat(dossiers, root, dossiers->candidats[candidat].node, DOSSIER_PV);
	add_running_totals(root->last, before);
	return root->last;
}

xmlDoc *dossier_pv(struct dossiers *dossiers)
{
	xmlDoc *pv = dossier_pv_begin(dossiers);

	for (size_t i = 0; i < dossiers->candidat_count; i++)
		dossier_pv_add(dossiers, pv, i);
	return pv;
}
