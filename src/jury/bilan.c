#include "jury/bilan.h"

#include <stdlib.h>

#include "base/arena.h"
#include "jury/copy.h"
#include "jury/deliberation.h"
#include "jury/element.h"

#define FEWEST      5 /* people that a number may be about */
#define MOST_MISSED 8 /* competences that are named */
#define FEWEST_AXES 3 /* competences that make the profile of a bloc */

/* Of so many people, how many; `held` where the number itself may not be told. */
struct share {
	long of, count;
	bool held;
};

enum measure { REACHED, ANY_BLOC, MEASURE_COUNT };

/* People who came by the same voie, or with the same aim. */
struct group {
	const char *libelle;
	struct share shares[MEASURE_COUNT];
	bool held; /* not even its size is told */
};

/* Of those who were judged on a competence, how many did not acquire it. */
struct judged {
	const xmlNode *bloc, *competence;
	struct share missed;
	size_t rank; /* in the référentiel */
};

static bool is_few(long count)
{
	return count > 0 && count < FEWEST;
}

static bool share_is_safe(const struct share *share)
{
	return !share->held && !is_few(share->count) && !is_few(share->of - share->count);
}

/* The number and its rate in percent; else the bound that holds for all that may not be told apart, where it says
 * more than the half; else nothing. */
static void share_write(const struct share *share, xmlNode *parent, const char *name)
{
	xmlNode *node = element_add(parent, "part");
	bool few = is_few(share->count), few_others = is_few(share->of - share->count);
	long most = share->of ? (100 * FEWEST + share->of - 1) / share->of : 100;

	element_set(node, "nom", name);
	if (share_is_safe(share) && share->of > 0) {
		element_set_number(node, "effectif", share->count);
		element_set_number(node, "taux", (200 * share->count + share->of) / (2 * share->of));
	} else if (few && most <= 50) {
		element_set_number(node, "moins-de", most);
	} else if (few_others && most <= 50) {
		element_set_number(node, "plus-de", 100 - most);
	}
}

static long count_blocs(const xmlNode *candidat, enum bloc_etat etat)
{
	long count = 0;

	for (const xmlNode *bloc = element_first(candidat, "bloc"); bloc; bloc = element_next(bloc, "bloc"))
		count += element_has(bloc, "etat", deliberation_bloc_etat(etat));
	return count;
}

static bool was_there(const xmlNode *candidat)
{
	return !element_has(candidat, "certification",
			     deliberation_certification_etat(CERTIFICATION_ABSENT)) &&
	       !element_has(candidat, "certification",
			     deliberation_certification_etat(CERTIFICATION_EXCUSE));
}

/* Who aimed at blocs has reached them when all that were presented are validated. */
static bool has_reached(const xmlNode *candidat)
{
	if (!element_has(candidat, "vise", "blocs"))
		return element_has(candidat, "certification",
				    deliberation_certification_etat(CERTIFICATION_OBTENUE));
	return count_blocs(candidat, BLOC_VALIDE) > 0 && !count_blocs(candidat, BLOC_NON_VALIDE) &&
	       !count_blocs(candidat, BLOC_ENTRETIEN_REQUIS) && !count_blocs(candidat, BLOC_SURSIS);
}

static void group_count(struct group *group, const xmlNode *candidat)
{
	group->shares[REACHED].count += has_reached(candidat);
	group->shares[ANY_BLOC].count += count_blocs(candidat, BLOC_VALIDE) > 0;
	for (int i = 0; i < MEASURE_COUNT; i++)
		group->shares[i].of++;
}

static long group_size(const struct group *group)
{
	return group->shares[REACHED].of;
}

/* The smallest group with people in it that is still told; NULL: none. */
static struct group *smallest_told(struct group *groups, size_t count)
{
	struct group *found = NULL;

	for (size_t i = 0; i < count; i++)
		if (!groups[i].held && group_size(&groups[i]) &&
		    (!found || group_size(&groups[i]) < group_size(found)))
			found = &groups[i];
	return found;
}

/* Groups that make a whole: those too small are held back, and others with them until what the sum gives away is no less than
 * FEWEST people in two groups. */
static void groups_hold(struct group *groups, size_t count)
{
	long people = 0;
	size_t held = 0;
	struct group *next;

	for (size_t i = 0; i < count; i++) {
		groups[i].held = is_few(group_size(&groups[i]));
		held += groups[i].held;
		people += groups[i].held ? group_size(&groups[i]) : 0;
	}
	while (held && (held < 2 || people < FEWEST) && (next = smallest_told(groups, count))) {
		next->held = true;
		held++;
		people += group_size(next);
	}
}

/* Of one measure, one number alone that is not told could be reckoned from the others. */
static void measure_hold(struct group *groups, size_t count, enum measure measure)
{
	struct group *smallest = NULL;
	size_t hidden = 0;

	for (size_t i = 0; i < count; i++) {
		if (!group_size(&groups[i]))
			continue;
		if (groups[i].held || !share_is_safe(&groups[i].shares[measure]))
			hidden++;
		else if (!smallest || group_size(&groups[i]) < group_size(smallest))
			smallest = &groups[i];
	}
	if (hidden == 1 && smallest)
		smallest->shares[measure].held = true;
}

static void group_write(const struct group *group, xmlNode *root, const char *nature, bool blocs)
{
	xmlNode *node;

	if (!group_size(group))
		return;
	node = element_add(root, "groupe");
	element_set(node, "nature", nature);
	element_set(node, "libelle", group->libelle);
	if (group->held)
		return;
	element_set_number(node, "presents", group_size(group));
	share_write(&group->shares[REACHED], node, "objectif");
	if (blocs)
		share_write(&group->shares[ANY_BLOC], node, "bloc");
}

static void groups_write(struct group *groups, size_t count, xmlNode *root, const char *nature, bool blocs)
{
	groups_hold(groups, count);
	for (int i = 0; i < MEASURE_COUNT; i++)
		measure_hold(groups, count, (enum measure)i);
	for (size_t i = 0; i < count; i++)
		group_write(&groups[i], root, nature, blocs);
}

static void add_voies(const xmlNode *minute, xmlNode *root, bool blocs, struct arena *arena)
{
	const xmlNode *candidats = element_first(minute, "candidats"), *voie, *candidat;
	size_t count = 0;
	struct group *groups = arena_array(arena, element_count(minute, "voie") + 1, sizeof *groups);

	for (voie = element_first(minute, "voie"); voie; voie = element_next(voie, "voie")) {
		struct group *group = &groups[count++];

		*group = (struct group){.libelle = element_get(voie, "libelle")};
		candidat = element_first(candidats, "candidat");
		for (; candidat; candidat = element_next(candidat, "candidat"))
			if (was_there(candidat) &&
			    element_has(candidat, "voie", element_get(voie, "code")))
				group_count(group, candidat);
	}
	groups_write(groups, count, root, "voie", blocs);
}

static void add_aims(const xmlNode *minute, xmlNode *root, bool blocs)
{
	struct group groups[] = {{.libelle = "certification"}, {.libelle = "blocs"}, {.libelle = "capitalisation"}};
	const xmlNode *candidat = element_first(element_first(minute, "candidats"), "candidat");

	for (; candidat; candidat = element_next(candidat, "candidat")) {
		if (was_there(candidat))
			group_count(&groups[element_has(candidat, "capitalisation", "oui") ? 2
					    : element_has(candidat, "vise", "blocs")       ? 1
											    : 0],
				    candidat);
	}
	groups_write(groups, sizeof groups / sizeof *groups, root, "visee", blocs);
}

/* Registered, there, away. When only a few were away, how many were registered would tell. */
static void add_whole(const xmlNode *minute, xmlNode *root, bool blocs)
{
	const xmlNode *candidat = element_first(element_first(minute, "candidats"), "candidat");
	struct group whole = {0};
	long away = 0;

	for (; candidat; candidat = element_next(candidat, "candidat")) {
		if (was_there(candidat))
			group_count(&whole, candidat);
		else
			away++;
	}
	whole.held = is_few(group_size(&whole));
	group_write(&whole, root, "ensemble", blocs);
	xmlNode *node = element_add(root, "inscrits");
	if (!is_few(away) && !whole.held) {
		element_set_number(node, "effectif", group_size(&whole) + away);
		element_set_number(node, "absents", away);
	}
}

static void add_blocs(const xmlNode *minute, xmlNode *root)
{
	const xmlNode *bloc = element_first(minute, "bloc");

	for (; bloc; bloc = element_next(bloc, "bloc")) {
		const xmlNode *counted = element_find(element_first(minute, "effectifs"), "bloc", "ref",
						      element_get(bloc, "id"));
		struct share share = {atol(element_get(counted, "presentes")),
				      atol(element_get(counted, "valide")), false};

		if (!counted || !share.of)
			continue;
		xmlNode *node = copy_shell(root, bloc, NULL);
		copy_child(node, bloc, "intitule");
		if (is_few(share.of))
			continue;
		element_set_number(node, "presentes", share.of);
		share_write(&share, node, "valide");
	}
}

/* What this session found of a competence, for everybody. */
static void judged_count(struct judged *judged, const xmlNode *candidats, const char *bloc)
{
	const xmlNode *candidat = element_first(candidats, "candidat");
	const char *id = element_get(judged->competence, "id");

	for (; candidat; candidat = element_next(candidat, "candidat")) {
		const xmlNode *parent = *bloc ? element_find(candidat, "bloc", "ref", bloc) : candidat;
		const xmlNode *found = element_find(parent, "competence", "ref", id);
		bool not_acquired =
			element_has(found, "resultat", deliberation_competence_issue(COMPETENCE_NON_ACQUISE)) ||
			element_has(found, "resultat", deliberation_competence_issue(COMPETENCE_NON_EVALUEE));

		judged->missed.count += not_acquired;
		judged->missed.of +=
			not_acquired ||
			element_has(found, "resultat", deliberation_competence_issue(COMPETENCE_ACQUISE));
	}
}

/* All competences, bloc by bloc. */
static struct judged *judged_list(const xmlNode *minute, size_t *count, struct arena *arena)
{
	const xmlNode *bloc, *competence, *candidats = element_first(minute, "candidats");
	struct judged *list;

	*count = 0;
	for (bloc = element_first(minute, "bloc"); bloc; bloc = element_next(bloc, "bloc"))
		*count += element_count(bloc, "competence");
	list = arena_array(arena, *count + 1, sizeof *list);
	*count = 0;
	for (bloc = element_first(minute, "bloc"); bloc; bloc = element_next(bloc, "bloc")) {
		competence = element_first(bloc, "competence");
		for (; competence; competence = element_next(competence, "competence")) {
			list[*count] = (struct judged){.bloc = bloc, .competence = competence, .rank = *count};
			judged_count(&list[(*count)++], candidats, element_get(bloc, "id"));
		}
	}
	return list;
}

/* How many validated the bloc; where there are no blocs, 0: nothing stands beside the profile that it could be taken from. */
static long validated_of(const xmlNode *minute, const xmlNode *bloc)
{
	return strtol(element_get(element_find(element_first(minute, "effectifs"), "bloc", "ref", element_get(bloc, "id")),
				  "valide"),
		      NULL, 10);
}

/* A profile is told whole or not at all; nor where the number who validated the bloc, taken from those who acquired a competence,
 * would leave a few. */
static bool profile_is_safe(const struct judged *list, size_t count, long validated)
{
	for (size_t i = 0; i < count; i++) {
		long acquired = list[i].missed.of - list[i].missed.count;

		if (list[i].missed.of < FEWEST || !share_is_safe(&list[i].missed) || is_few(labs(acquired - validated)))
			return false;
	}
	return count >= FEWEST_AXES;
}

/* The statement, and whether the source cuts it. */
static void add_statement(xmlNode *node, const xmlNode *competence)
{
	const xmlNode *enonce = element_first(competence, "enonce");

	if (enonce)
		element_set(copy_whole(node, enonce, NULL), "etat", element_get(competence, "etat"));
}

static void add_profile(const struct judged *list, size_t count, xmlNode *root)
{
	xmlNode *node = element_add(root, "profil");

	element_set(node, "numero", element_get(list->bloc, "numero"));
	copy_child(node, list->bloc, "intitule");
	for (size_t i = 0; i < count; i++) {
		xmlNode *competence = element_add(node, "competence");
		struct share acquired = {list[i].missed.of, list[i].missed.of - list[i].missed.count, false};

		element_set(competence, "ref", element_get(list[i].competence, "id"));
		element_set_number(competence, "evaluees", acquired.of);
		add_statement(competence, list[i].competence);
		share_write(&acquired, competence, "acquise");
	}
}

/* The rates of a bloc's competences, beside each other. */
static void add_profiles(const xmlNode *minute, const struct judged *list, size_t count, xmlNode *root)
{
	for (size_t first = 0, end; first < count; first = end) {
		for (end = first; end < count && list[end].bloc == list[first].bloc;)
			end++;
		if (profile_is_safe(list + first, end - first, validated_of(minute, list[first].bloc)))
			add_profile(list + first, end - first, root);
	}
}

/* By rate, the highest first; then in the référentiel's order. */
static int missed_compare(const void *a, const void *b)
{
	const struct judged *x = a, *y = b;
	long first = x->missed.count * y->missed.of, second = y->missed.count * x->missed.of;

	if (first != second)
		return first < second ? 1 : -1;
	return (x->rank > y->rank) - (x->rank < y->rank);
}

/* The list is put in another order. */
static void add_missed(struct judged *list, size_t count, xmlNode *root)
{
	size_t many = 0;

	for (size_t i = 0; i < count; i++)
		if (list[i].missed.count >= FEWEST)
			list[many++] = list[i];
	qsort(list, many, sizeof *list, missed_compare);
	for (size_t i = 0; i < many && i < MOST_MISSED; i++) {
		xmlNode *node = element_add(root, "manquee");

		element_set(node, "ref", element_get(list[i].competence, "id"));
		element_set(node, "bloc-numero", element_get(list[i].bloc, "numero"));
		element_set_number(node, "evaluees", list[i].missed.of);
		add_statement(node, list[i].competence);
		share_write(&list[i].missed, node, "manquee");
	}
}

xmlDoc *bilan_dossier(const struct dossiers *dossiers)
{
	const xmlNode *minute = dossier_minute(dossiers);
	xmlNode *root = dossier_begin(dossiers, DOSSIER_BILAN, DOSSIER_SESSION);
	struct arena *arena = arena_new();
	bool blocs = *element_get(element_first(minute, "bloc"), "id");
	size_t count;
	struct judged *list = judged_list(minute, &count, arena);

	add_whole(minute, root, blocs);
	add_voies(minute, root, blocs, arena);
	add_aims(minute, root, blocs);
	add_blocs(minute, root);
	add_profiles(minute, list, count, root);
	add_missed(list, count, root);
	arena_free(arena);
	return root->doc;
}
