#include "jury/deliberation.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "jury/numero.h"
#include "text/collation.h"

#define WORD(name, word) word,
static const char *const competence_words[] = {COMPETENCE_ISSUES(WORD)};
static const char *const bloc_words[] = {BLOC_ETATS(WORD)};
static const char *const certification_words[] = {CERTIFICATION_ETATS(WORD)};
#undef WORD

const char *deliberation_competence_issue(enum competence_issue issue)
{
	return competence_words[issue];
}

const char *deliberation_bloc_etat(enum bloc_etat etat)
{
	return bloc_words[etat];
}

const char *deliberation_certification_etat(enum certification_etat etat)
{
	return certification_words[etat];
}

/* What stays the same for all candidates of the session. */
struct context {
	const struct referentiel *referentiel;
	const struct session *session;
	struct date jour;
	bool directe;
	struct collation *collation;
	struct arena *arena;
};

static const char *either(const char *text, const char *other)
{
	return text ? text : other;
}

static bool same_id(const char *a, const char *b)
{
	return a && b && strcasecmp(a, b) == 0;
}

bool deliberation_tient(struct date acquis_le, struct duration validite, struct date jour)
{
	return date_complete(acquis_le) && date_compare(acquis_le, jour) <= 0 &&
	       date_valid_on(acquis_le, validite, jour);
}

/* The last day of what was acquired on a day; {0}: no end. */
static struct date last_day(struct date acquis_le, struct duration validite)
{
	if (!validite.given || validite.unlimited || !date_complete(acquis_le))
		return (struct date){0};
	return date_add(acquis_le, validite);
}

static bool corresponds(const struct referentiel *referentiel,
			const struct correspondance *correspondance,
			const struct bloc_acquis *acquis)
{
	const char *from = either(correspondance->certification, referentiel->id);
	if (!same_id(from, either(acquis->certification, referentiel->id)))
		return false;
	/* A correspondence without edition holds for all of them. */
	if (correspondance->edition &&
	    !same_id(correspondance->edition, either(acquis->edition, referentiel->edition)))
		return false;
	return same_id(correspondance->bloc, acquis->ref);
}

const struct bloc *deliberation_bloc_acquis(const struct referentiel *referentiel,
					    const struct bloc_acquis *acquis)
{
	bool own = (!acquis->certification || same_id(acquis->certification, referentiel->id)) &&
		   (!acquis->edition || same_id(acquis->edition, referentiel->edition));
	if (own)
		return referentiel_find_bloc(referentiel, acquis->ref);
	for (size_t i = 0; i < referentiel->correspondance_count; i++)
		if (corresponds(referentiel, &referentiel->correspondances[i], acquis))
			return referentiel_find_bloc(referentiel,
						     referentiel->correspondances[i].vers);
	/* An equivalence is granted to one person: it names our bloc itself. */
	if (acquis->origine == ORIGINE_EQUIVALENCE)
		return referentiel_find_bloc(referentiel, acquis->ref);
	return NULL;
}

/* The latest earlier acquisition of a bloc that is still valid on the day; or, where `valid` is false, that no longer is. */
static const struct bloc_acquis *find_anterieur(const struct context *context,
						const struct candidat *candidat,
						const struct bloc *bloc, bool valid)
{
	const struct bloc_acquis *found = NULL;
	if (context->directe)
		return NULL;
	for (size_t i = 0; i < candidat->bloc_acquis_count; i++) {
		const struct bloc_acquis *acquis = &candidat->blocs_acquis[i];
		if (deliberation_bloc_acquis(context->referentiel, acquis) != bloc ||
		    date_compare(acquis->date, context->jour) > 0 ||
		    deliberation_tient(acquis->date, context->referentiel->validite.blocs,
				       context->jour) != valid)
			continue;
		if (!found || date_compare(found->date, acquis->date) < 0)
			found = acquis;
	}
	return found;
}

/* The day on which a competence was acquired earlier, the latest that still holds; {0}: none. */
static struct date competence_anterieure(const struct context *context,
					 const struct candidat *candidat, const char *id)
{
	struct date latest = {0};
	for (size_t i = 0; i < candidat->competence_acquise_count; i++) {
		const struct competence_acquise *acquise = &candidat->competences_acquises[i];
		if (same_id(acquise->ref, id) &&
		    deliberation_tient(acquise->date, context->referentiel->validite.competences,
				       context->jour) &&
		    date_compare(latest, acquise->date) < 0)
			latest = acquise->date;
	}
	return latest;
}

static const struct avis_commission *find_avis(const struct evaluation *evaluation, const char *id)
{
	for (size_t i = 0; i < evaluation->avis_commission_count; i++)
		if (same_id(evaluation->avis_commission[i].competence, id))
			return &evaluation->avis_commission[i];
	return NULL;
}

static bool departs(enum resultat resultat, const struct avis_commission *avis)
{
	if (!avis || resultat == RESULTAT_ABSENT)
		return false;
	return (resultat == RESULTAT_ACQUISE) != (avis->sens == SENS_FAVORABLE);
}

/* One competence; `evaluation` is NULL where the candidate did not take part. */
static void decide_competence(const struct context *context, const struct candidat *candidat,
			      const struct evaluation *evaluation,
			      struct competence_decidee *decidee)
{
	const char *id = decidee->competence->id;
	enum resultat resultat = RESULTAT_ABSENT;
	if (evaluation) {
		decidee->jugee = evaluation_find_competence(evaluation, id);
		decidee->avis = find_avis(evaluation, id);
		resultat = decidee->jugee ? decidee->jugee->resultat : RESULTAT_ABSENT;
		decidee->ecart = departs(resultat, decidee->avis);
	}
	struct date earlier = competence_anterieure(context, candidat, id);
	if (resultat == RESULTAT_ACQUISE) {
		decidee->issue = COMPETENCE_ACQUISE;
		decidee->acquise_le = context->jour;
	} else if (date_given(earlier)) {
		decidee->issue = COMPETENCE_ACQUISE_ANTERIEUREMENT;
		decidee->acquise_le = earlier;
	} else if (resultat == RESULTAT_NON_ACQUISE) {
		decidee->issue = COMPETENCE_NON_ACQUISE;
	} else if (resultat == RESULTAT_NON_EVALUEE) {
		decidee->issue = COMPETENCE_NON_EVALUEE;
	}
	decidee->valable_jusqu_au =
		last_day(decidee->acquise_le, context->referentiel->validite.competences);
}

static bool is_acquired(const struct competence_decidee *decidee)
{
	return decidee->issue == COMPETENCE_ACQUISE ||
	       decidee->issue == COMPETENCE_ACQUISE_ANTERIEUREMENT;
}

/* 100 % of the competences (seed 000, 1.1); a bloc without any is never complete. */
static bool all_acquired(const struct bloc_decide *decide)
{
	for (size_t i = 0; i < decide->competence_count; i++)
		if (!is_acquired(&decide->competences[i]))
			return false;
	return decide->competence_count > 0;
}

/* Seed 000, 2.2: the candidate whose file did not suffice is convened to an interview by the same jury, as long as the
 * interview is not part of the exam. Who was convened and did not come has an interview, marked absent. */
static bool awaits_interview(const struct context *context, const struct voie *voie,
			     const struct evaluation *evaluation)
{
	return voie && voie->entretien.given && !voie_entretien_obligatoire(voie, context->jour) &&
	       !evaluation->entretien.given;
}

static bool took_part(enum presence presence)
{
	return presence == PRESENCE_OUI || presence == PRESENCE_NON_DITE;
}

static enum bloc_etat state_of_bloc(const struct context *context, const struct voie *voie,
				    const struct bloc_decide *decide)
{
	if (decide->anterieur)
		return BLOC_ACQUIS_ANTERIEUREMENT;
	if (!decide->evaluation || !took_part(decide->evaluation->present))
		return BLOC_NON_PRESENTE;
	if (decide->evaluation->sursis)
		return BLOC_SURSIS;
	if (all_acquired(decide))
		return BLOC_VALIDE;
	if (awaits_interview(context, voie, decide->evaluation))
		return BLOC_ENTRETIEN_REQUIS;
	return BLOC_NON_VALIDE;
}

/* What a whole bloc holds, its competences hold as long: their own end no longer counts. */
static void keep_competences(struct bloc_decide *decide)
{
	bool earlier = decide->etat == BLOC_ACQUIS_ANTERIEUREMENT;
	for (size_t i = 0; i < decide->competence_count; i++) {
		decide->competences[i].valable_jusqu_au = (struct date){0};
		if (earlier) {
			decide->competences[i].issue = COMPETENCE_ACQUISE_ANTERIEUREMENT;
			decide->competences[i].acquise_le = decide->acquis_le;
		}
	}
}

/* An acquisition of which the day is not known says nothing. */
static void note_lapsed(const struct context *context, const struct bloc_acquis *acquis, struct bloc_decide *decide)
{
	if (!acquis || !date_complete(acquis->date))
		return;
	decide->perime_acquis_le = acquis->date;
	decide->perime_le = last_day(acquis->date, context->referentiel->validite.blocs);
}

static void decide_bloc(const struct context *context, const struct candidat_decide *candidat,
			const struct bloc *bloc, struct bloc_decide *decide)
{
	const struct candidat *person = candidat->candidat;
	decide->bloc = bloc;
	/* Who did not come to the session was not evaluated, whatever else is written (C404). */
	if (took_part(person->present))
		decide->evaluation = candidat_find_evaluation(person, bloc->id);
	decide->anterieur = find_anterieur(context, person, bloc, true);
	if (!decide->anterieur)
		note_lapsed(context, find_anterieur(context, person, bloc, false), decide);
	decide->competence_count = bloc->competence_count;
	decide->competences =
		arena_array(context->arena, bloc->competence_count, sizeof *decide->competences);
	const struct evaluation *evaluation = decide->evaluation;
	/* What is put off is not decided by half: no result is told. */
	if (evaluation && (!took_part(evaluation->present) || evaluation->sursis))
		evaluation = NULL;
	for (size_t i = 0; i < bloc->competence_count; i++) {
		decide->competences[i].competence = &bloc->competences[i];
		decide_competence(context, person, evaluation, &decide->competences[i]);
	}
	decide->etat = state_of_bloc(context, candidat->voie, decide);
	if (decide->etat == BLOC_ACQUIS_ANTERIEUREMENT)
		decide->acquis_le = decide->anterieur->date;
	else if (decide->etat == BLOC_VALIDE)
		decide->acquis_le = context->jour;
	else
		return;
	decide->valable_jusqu_au =
		last_day(decide->acquis_le, context->referentiel->validite.blocs);
	keep_competences(decide);
}

static size_t count_state(const struct candidat_decide *candidat, enum bloc_etat etat)
{
	size_t count = 0;
	for (size_t i = 0; i < candidat->bloc_count; i++)
		count += candidat->blocs[i].etat == etat;
	return count;
}

/* Is everything held that the certification is made of? */
static bool holds_everything(const struct context *context, const struct candidat_decide *candidat)
{
	if (context->directe)
		return all_acquired(&candidat->blocs[0]);
	size_t held = count_state(candidat, BLOC_VALIDE) +
		      count_state(candidat, BLOC_ACQUIS_ANTERIEUREMENT);
	return candidat->bloc_count > 0 && held == candidat->bloc_count;
}

static enum certification_etat state_of_certification(const struct context *context,
						      const struct candidat_decide *candidat)
{
	if (candidat->candidat->present == PRESENCE_ABSENT)
		return CERTIFICATION_ABSENT;
	if (candidat->candidat->present == PRESENCE_EXCUSE)
		return CERTIFICATION_EXCUSE;
	if (candidat->candidat->sursis || count_state(candidat, BLOC_SURSIS))
		return CERTIFICATION_SURSIS;
	if (holds_everything(context, candidat))
		return CERTIFICATION_OBTENUE;
	if (count_state(candidat, BLOC_ENTRETIEN_REQUIS))
		return CERTIFICATION_EN_ATTENTE;
	if (candidat->valides && !context->directe)
		return CERTIFICATION_PARTIELLE;
	return CERTIFICATION_NON_OBTENUE;
}

/* Obtained by what this session decided, or by capitalisation of what is held (seed 000, 1.2), and not delivered before. */
static bool obtained_now(const struct candidat_decide *candidat)
{
	return candidat->certification == CERTIFICATION_OBTENUE && !candidat->deja_delivree &&
	       (candidat->valides || candidat->candidat->capitalisation);
}

static bool delivers_blocs(const struct context *context)
{
	return !context->directe && context->referentiel->repertoire != REPERTOIRE_AUCUN &&
	       context->referentiel->repertoire != REPERTOIRE_RS;
}

static bool was_withdrawn(const struct session *session, const char *numero)
{
	for (size_t i = 0; i < session->retrait_count; i++)
		if (same_id(session->retraits[i].numero, numero))
			return true;
	return false;
}

/* bloc NULL: the certification. */
static struct parchemin *add_parchemin(const struct context *context,
				       struct candidat_decide *candidat,
				       const struct bloc_decide *bloc)
{
	struct parchemin *parchemin = &candidat->parchemins[candidat->parchemin_count++];
	const struct referentiel *referentiel = context->referentiel;
	const char *certificateur =
		referentiel->certificateur_count ? referentiel->certificateurs[0].id : NULL;
	const char *object = bloc ? bloc->bloc->id : NUMERO_CERTIFICATION;
	parchemin->bloc = bloc;
	parchemin->numero = numero_make(context->arena, either(certificateur, "0"),
					either(context->session->id, "0"),
					either(candidat->candidat->id, "0"), either(object, "0"));
	parchemin->valable_jusqu_au = bloc ? bloc->valable_jusqu_au : candidat->valable_jusqu_au;
	parchemin->remplace = was_withdrawn(context->session, parchemin->numero);
	return parchemin;
}

static void list_parchemins(const struct context *context, struct candidat_decide *candidat)
{
	bool now = obtained_now(candidat);
	if (now) {
		candidat->obtenue_le = context->jour;
		candidat->valable_jusqu_au =
			last_day(context->jour, context->referentiel->validite.certification);
	}
	candidat->parchemins =
		arena_array(context->arena, candidat->bloc_count + 1, sizeof *candidat->parchemins);
	for (size_t i = 0; delivers_blocs(context) && i < candidat->bloc_count; i++) {
		struct bloc_decide *bloc = &candidat->blocs[i];
		if (bloc->etat == BLOC_VALIDE)
			bloc->parchemin = add_parchemin(context, candidat, bloc);
	}
	if (now)
		add_parchemin(context, candidat, NULL);
}

/* Wording for a part of the blocs: what was presented decides what success means. */
static const char *sentence_partielle(const struct candidat_decide *candidat)
{
	if (candidat->candidat->vise != VISE_BLOCS)
		return "Validation partielle";
	if (candidat->valides == candidat->presentes)
		return "Réussite totale aux blocs présentés";
	return "Réussite partielle aux blocs présentés";
}

static const char *sentence(const struct candidat_decide *candidat)
{
	switch (candidat->certification) {
	case CERTIFICATION_ABSENT:
		return "Absence à l’évaluation";
	case CERTIFICATION_EXCUSE:
		return "Absence excusée à l’évaluation";
	case CERTIFICATION_SURSIS:
		return "Décision en sursis";
	case CERTIFICATION_OBTENUE:
		if (candidat->deja_delivree)
			return "Certification déjà délivrée";
		if (!candidat->valides && candidat->candidat->capitalisation)
			return "Certification obtenue par capitalisation";
		return "Certification obtenue";
	case CERTIFICATION_EN_ATTENTE:
		return "Décision en attente de l’entretien";
	case CERTIFICATION_PARTIELLE:
		return sentence_partielle(candidat);
	default:
		return candidat->candidat->vise == VISE_BLOCS ? "Aucun bloc validé à cette session"
							      : "Certification non obtenue";
	}
}

static const char *key_of_name(const struct context *context, const struct identite *identite)
{
	const char *prenoms = "";
	for (size_t i = 0; i < identite->prenom_count; i++)
		prenoms = arena_printf(context->arena, "%s %s", prenoms,
				       either(identite->prenoms[i], ""));
	return collation_key(context->collation, context->arena,
			     either(identite->nom_naissance, ""), prenoms);
}

static void decide_candidat(const struct context *context, const struct candidat *person,
			    struct candidat_decide *candidat)
{
	const struct referentiel *referentiel = context->referentiel;
	candidat->candidat = person;
	candidat->voie = referentiel_find_voie(referentiel, person->voie);
	candidat->ordre = key_of_name(context, &person->identite);
	candidat->bloc_count = context->directe ? 1 : referentiel->bloc_count;
	candidat->blocs =
		arena_array(context->arena, candidat->bloc_count, sizeof *candidat->blocs);
	for (size_t i = 0; i < candidat->bloc_count; i++)
		decide_bloc(context, candidat,
			    context->directe ? &referentiel->direct : &referentiel->blocs[i],
			    &candidat->blocs[i]);
	candidat->valides = count_state(candidat, BLOC_VALIDE);
	candidat->presentes = candidat->bloc_count - count_state(candidat, BLOC_NON_PRESENTE) -
			      count_state(candidat, BLOC_ACQUIS_ANTERIEUREMENT);
	candidat->deja_delivree =
		person->certification_acquise.given &&
		deliberation_tient(person->certification_acquise.date,
				   referentiel->validite.certification, context->jour);
	candidat->certification = state_of_certification(context, candidat);
	list_parchemins(context, candidat);
	candidat->decision = sentence(candidat);
}

/* Ids differ within a session (S204), so no two candidates are ever equal. */
static int compare_candidats(const void *left, const void *right)
{
	const struct candidat_decide *a = left, *b = right;
	int order = strcmp(a->ordre, b->ordre);
	return order ? order : strcmp(either(a->candidat->id, ""), either(b->candidat->id, ""));
}

static size_t index_of_presence(enum presence presence)
{
	return presence == PRESENCE_ABSENT ? 1 : presence == PRESENCE_EXCUSE ? 2 : 0;
}

static void count_totals(struct deliberation *deliberation)
{
	for (size_t i = 0; i < deliberation->candidat_count; i++) {
		const struct candidat_decide *candidat = &deliberation->candidats[i];
		deliberation->presences[index_of_presence(candidat->candidat->present)]++;
		deliberation->certifications[candidat->certification]++;
		deliberation->parchemin_count += candidat->parchemin_count;
		for (size_t j = 0; j < candidat->bloc_count; j++) {
			enum bloc_etat etat = candidat->blocs[j].etat;
			deliberation->blocs[j][etat]++;
			if (etat != BLOC_NON_PRESENTE && etat != BLOC_ACQUIS_ANTERIEUREMENT)
				deliberation->presentes[j]++;
		}
	}
}

const struct deliberation *deliberation_decide(const struct referentiel *referentiel,
					       const struct session *session, struct arena *arena)
{
	struct deliberation *deliberation = arena_alloc(arena, sizeof *deliberation);
	deliberation->referentiel = referentiel;
	deliberation->session = session;
	deliberation->directe = referentiel->bloc_count == 0;
	deliberation->bloc_count = deliberation->directe ? 1 : referentiel->bloc_count;
	deliberation->candidat_count = session->candidat_count;
	deliberation->candidats =
		arena_array(arena, session->candidat_count, sizeof *deliberation->candidats);
	deliberation->blocs =
		arena_array(arena, deliberation->bloc_count, sizeof *deliberation->blocs);
	deliberation->presentes =
		arena_array(arena, deliberation->bloc_count, sizeof *deliberation->presentes);
	struct context context = {.referentiel = referentiel,
				  .session = session,
				  .jour = session->deliberation.date,
				  .directe = deliberation->directe,
				  .collation = collation_open(),
				  .arena = arena};
	for (size_t i = 0; i < session->candidat_count; i++)
		decide_candidat(&context, &session->candidats[i], &deliberation->candidats[i]);
	collation_close(context.collation);
	qsort(deliberation->candidats, deliberation->candidat_count,
	      sizeof *deliberation->candidats, compare_candidats);
	count_totals(deliberation);
	return deliberation;
}
