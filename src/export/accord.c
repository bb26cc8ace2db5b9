#include "export/accord.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "jury/element.h"
#include "jury/numero.h"

struct accord {
	const struct source *source;
	struct messages *messages;
	struct arena *arena;
	const xmlNode *root;
	const char *certificateur, *session, *date;
	bool directe; /* no blocs: competences stand under the candidate */
	bool blocs_delivered;
	/* What the candidates give, for the totals. */
	size_t candidats, parchemins, obtenues;
};

static bool same(const char *a, const char *b)
{
	return !strcmp(a, b);
}

static void say(struct accord *accord, const xmlNode *node, enum message_code code,
		const char *subject, const char *what)
{
	message_add(accord->messages, source_place(accord->source, node), code, subject,
		    message_translate(what));
}

static bool is_acquired(const xmlNode *competence)
{
	const char *result = competence ? element_get(competence, "resultat") : "";

	return same(result, "acquise") || same(result, "acquise-anterieurement");
}

/* Every competence that the bloc of the certification has is acquired in this one. */
static bool holds_all(const xmlNode *known, const xmlNode *holder)
{
	const xmlNode *competence = element_first(known, "competence");

	if (!competence)
		return false;
	for (; competence; competence = element_next(competence, "competence")) {
		if (!is_acquired(element_find(holder, "competence", "ref",
					      element_get(competence, "id"))))
			return false;
	}
	return true;
}

/* The number must be the one that the ids give: its check digits are then right too. */
static void check_numero(struct accord *accord, const xmlNode *node, const char *attribute,
			 const char *candidat, const char *object)
{
	const char *numero = element_get(node, attribute);

	if (!numero_valid(numero))
		say(accord, node, M_V608, numero, "its check digits are wrong");
	else if (!same(numero, numero_make(accord->arena, accord->certificateur, accord->session,
					   candidat, object)))
		say(accord, node, M_V608, numero,
		    "it is not the one of this certifier, session, candidate and bloc");
}

/* There is a parchment just where there should be one. */
static void check_parchemin(struct accord *accord, const xmlNode *candidat, const char *bloc,
			    bool allowed)
{
	const xmlNode *found = NULL;

	for (const xmlNode *node = element_first(candidat, "parchemin"); node && !found;
	     node = element_next(node, "parchemin"))
		found = same(element_get(node, "bloc"), bloc) ? node : NULL;
	if (found && !allowed)
		say(accord, found, M_V610, element_get(found, "numero"),
		    "the decision does not allow this parchment");
	else if (!found && allowed)
		say(accord, candidat, M_V610,
		    numero_make(accord->arena, accord->certificateur, accord->session,
				element_get(candidat, "id"), *bloc ? bloc : NUMERO_CERTIFICATION),
		    "the decision gives this parchment, which is not there");
	else if (found)
		check_numero(accord, found, "numero", element_get(candidat, "id"),
			     *bloc ? bloc : NUMERO_CERTIFICATION);
}

/* Returns whether the bloc counts for the certification; adds to `valides` when it is valid now. */
static bool check_bloc(struct accord *accord, const xmlNode *candidat, const xmlNode *known,
		       size_t *valides)
{
	const char *id = element_get(known, "id");
	const xmlNode *bloc = element_find(candidat, "bloc", "ref", id);
	const char *etat = bloc ? element_get(bloc, "etat") : "";
	bool whole = bloc && holds_all(known, bloc);
	bool valide = same(etat, "valide");

	if (!bloc)
		say(accord, candidat, M_V611, id, "nothing is said of this bloc");
	else if (valide && !whole)
		say(accord, bloc, M_V611, id, "the bloc is valide though not all is acquired");
	else if (whole && (same(etat, "non-valide") || same(etat, "entretien-requis")))
		say(accord, bloc, M_V611, id, "the bloc is not valide though all is acquired");
	if (valide && whole && accord->blocs_delivered)
		check_numero(accord, bloc, "certificat", element_get(candidat, "id"), id);
	else if (bloc && same(etat, "acquis-anterieurement") &&
		 numero_shape(element_get(bloc, "certificat")) &&
		 !numero_valid(element_get(bloc, "certificat")))
		say(accord, bloc, M_V608, element_get(bloc, "certificat"),
		    "its check digits are wrong");
	check_parchemin(accord, candidat, id, valide && whole && accord->blocs_delivered);
	*valides += valide;
	return valide || same(etat, "acquis-anterieurement");
}

static bool is_undecided(const char *etat)
{
	return same(etat, "absent") || same(etat, "excuse") || same(etat, "sursis");
}

static void check_certification(struct accord *accord, const xmlNode *candidat, bool whole,
				size_t valides)
{
	const char *etat = element_get(candidat, "certification");
	const char *id = element_get(candidat, "id");
	const char *since = element_get(candidat, "obtenue-le");
	bool obtained = same(etat, "obtenue");
	bool before = element_first(candidat, "certification-acquise") != NULL;
	bool now = accord->directe || valides || same(element_get(candidat, "capitalisation"), "oui");

	if (obtained && !whole)
		say(accord, candidat, M_V611, id, "the certification is obtenue though not all is held");
	else if (!obtained && whole && !is_undecided(etat))
		say(accord, candidat, M_V611, id, "the certification is not obtenue though all is held");
	else if (*since && (!obtained || !now))
		say(accord, candidat, M_V611, id, "a day is given to what was not obtained now");
	else if (!*since && obtained && now && !before)
		say(accord, candidat, M_V611, id, "no day is given to what was obtained now");
	else if (*since && !same(since, accord->date))
		say(accord, candidat, M_V611, id, "it is obtained on another day than the deliberation’s");
	check_parchemin(accord, candidat, "", obtained && *since);
	accord->obtenues += obtained;
}

static void check_candidat(struct accord *accord, const xmlNode *candidat)
{
	size_t valides = 0, parchemins = 0, allowed;
	bool whole = true;
	const xmlNode *known = element_first(accord->root, "bloc");

	if (accord->directe)
		whole = holds_all(known, candidat);
	else
		for (; known; known = element_next(known, "bloc"))
			whole = check_bloc(accord, candidat, known, &valides) && whole;
	check_certification(accord, candidat, whole, valides);
	for (const xmlNode *node = element_first(candidat, "parchemin"); node;
	     node = element_next(node, "parchemin"))
		parchemins++;
	allowed = (accord->blocs_delivered ? valides : 0) + (*element_get(candidat, "obtenue-le") != 0);
	if (parchemins > allowed)
		say(accord, candidat, M_V611, element_get(candidat, "id"),
		    "there are more parchments than decisions that give one");
	accord->candidats++;
	accord->parchemins += parchemins;
}

static void check_total(struct accord *accord, const xmlNode *effectifs, const char *name,
			size_t given)
{
	const char *total = arena_printf(accord->arena, "%zu", given);

	if (!same(element_get(effectifs, name), total))
		say(accord, effectifs, M_V611, name, "this total is not that of the candidates");
}

void accord_check(const struct source *deliberation, struct messages *messages)
{
	const xmlNode *root = source_root(deliberation);
	const xmlNode *certification = element_first(root, "certification");
	const xmlNode *session = element_first(root, "session");
	const xmlNode *effectifs = element_first(root, "effectifs");
	const xmlNode *certificateur = element_first(certification, "certificateur");
	const xmlNode *first = element_first(root, "bloc");
	const char *repertoire = element_get(certification, "repertoire");
	struct accord accord = {
		.source = deliberation,
		.messages = messages,
		.arena = arena_new(),
		.root = root,
		.certificateur = certificateur ? element_get(certificateur, "id") : "0",
		.session = element_get(session, "id"),
		.date = element_get(session, "date"),
		.directe = !first || !*element_get(first, "id"),
	};

	accord.blocs_delivered =
		!accord.directe && !same(repertoire, "aucun") && !same(repertoire, "RS");
	for (const xmlNode *node = element_first(element_first(root, "candidats"), "candidat"); node;
	     node = element_next(node, "candidat"))
		check_candidat(&accord, node);
	if (effectifs) {
		check_total(&accord, effectifs, "inscrits", accord.candidats);
		check_total(&accord, effectifs, "parchemins", accord.parchemins);
		check_total(&accord, effectifs, "obtenue", accord.obtenues);
	}
	arena_free(accord.arena);
}
