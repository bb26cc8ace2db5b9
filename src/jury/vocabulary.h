#ifndef JURY_VOCABULARY_H
#define JURY_VOCABULARY_H
/* The closed lists of words that attributes take, each as an enum whose 0 means that the attribute is absent. The word of a
 * value, as the XML writes it, is given by the function of the same name ("" for 0). */

#define REPERTOIRES(W) W(REPERTOIRE_RNCP, "RNCP") W(REPERTOIRE_RS, "RS") W(REPERTOIRE_AUCUN, "aucun")
#define ATTRIBUTIONS(W) W(ATTRIBUTION_TOUS_BLOCS, "tous-blocs") W(ATTRIBUTION_TOUTES_COMPETENCES, "toutes-competences")
#define MODALITE_TYPES(W)                                                                                        \
	W(MODALITE_DOSSIER, "dossier")                                                                           \
	W(MODALITE_ENTRETIEN, "entretien")                                                                       \
	W(MODALITE_OBSERVATION, "observation")                                                                   \
	W(MODALITE_PROJET, "projet")                                                                             \
	W(MODALITE_QUESTIONNAIRE, "questionnaire")                                                               \
	W(MODALITE_ETUDE_DE_CAS, "etude-de-cas")                                                                 \
	W(MODALITE_SOUTENANCE, "soutenance")                                                                     \
	W(MODALITE_AVIS_ENTREPRISE, "avis-entreprise")
#define SITUATION_CHOIX(W) W(SITUATION_IMPOSEE, "imposee") W(SITUATION_ALTERNATIVE, "alternative")
#define RUBRIQUES(W)                                                                                             \
	W(RUBRIQUE_METHODES, "methodes")                                                                         \
	W(RUBRIQUE_MOYENS, "moyens")                                                                             \
	W(RUBRIQUE_LIENS, "liens")                                                                               \
	W(RUBRIQUE_CONTRAINTES, "contraintes")
#define COMPETENCE_ETATS(W) W(COMPETENCE_TRONQUEE, "tronquee") W(COMPETENCE_ILLISIBLE, "illisible")
#define STATUTS(W) W(STATUT_PREVUE, "prevue") W(STATUT_OUVERTE, "ouverte") W(STATUT_CLOSE, "close")
#define MOTIF_NATURES(W)                                                                                         \
	W(MOTIF_ERREUR_MATERIELLE, "erreur-materielle")                                                          \
	W(MOTIF_NOUVELLE_DELIBERATION, "nouvelle-deliberation")                                                  \
	W(MOTIF_RECOURS, "recours")                                                                              \
	W(MOTIF_FRAUDE, "fraude")
#define ROLES(W)                                                                                                 \
	W(ROLE_PRESIDENT, "president")                                                                           \
	W(ROLE_MEMBRE, "membre")                                                                                 \
	W(ROLE_SUPPLEANT, "suppleant")                                                                           \
	W(ROLE_SECRETAIRE, "secretaire")
#define LIEN_NATURES(W)                                                                                          \
	W(LIEN_FORMATEUR, "formateur")                                                                           \
	W(LIEN_TUTEUR, "tuteur")                                                                                 \
	W(LIEN_ACCOMPAGNATEUR_VAE, "accompagnateur-vae")                                                         \
	W(LIEN_HIERARCHIQUE, "hierarchique")                                                                     \
	W(LIEN_PROFESSIONNEL, "professionnel")                                                                   \
	W(LIEN_FAMILLE, "famille")
#define PRESENCES(W) W(PRESENCE_OUI, "oui") W(PRESENCE_ABSENT, "absent") W(PRESENCE_EXCUSE, "excuse")
#define VISES(W) W(VISE_CERTIFICATION, "certification") W(VISE_BLOCS, "blocs")
#define ORIGINES(W)                                                                                              \
	W(ORIGINE_JURY, "jury") W(ORIGINE_CORRESPONDANCE, "correspondance") W(ORIGINE_EQUIVALENCE, "equivalence")
#define RESULTATS(W)                                                                                             \
	W(RESULTAT_ACQUISE, "acquise") W(RESULTAT_NON_ACQUISE, "non-acquise") W(RESULTAT_NON_EVALUEE, "non-evaluee")
#define SENS(W) W(SENS_FAVORABLE, "favorable") W(SENS_RESERVE, "reserve") W(SENS_DEFAVORABLE, "defavorable")
#define OUI_NON(W) W(REPONSE_OUI, "oui") W(REPONSE_NON, "non")

#define CONSTANT(name, word) name,
enum repertoire { REPERTOIRE_ABSENT, REPERTOIRES(CONSTANT) };
enum attribution { ATTRIBUTION_ABSENT, ATTRIBUTIONS(CONSTANT) };
enum modalite_type { MODALITE_TYPE_ABSENT, MODALITE_TYPES(CONSTANT) };
enum situation_choix { SITUATION_CHOIX_ABSENT, SITUATION_CHOIX(CONSTANT) };
enum rubrique { RUBRIQUE_ABSENT, RUBRIQUES(CONSTANT) };
enum competence_etat { COMPETENCE_ETAT_ABSENT, COMPETENCE_ETATS(CONSTANT) };
enum statut { STATUT_ABSENT, STATUTS(CONSTANT) };
enum motif_nature { MOTIF_ABSENT, MOTIF_NATURES(CONSTANT) };
enum role { ROLE_ABSENT, ROLES(CONSTANT) };
enum lien_nature { LIEN_ABSENT, LIEN_NATURES(CONSTANT) };
enum presence { PRESENCE_NON_DITE, PRESENCES(CONSTANT) };
enum vise { VISE_ABSENT, VISES(CONSTANT) };
enum origine { ORIGINE_ABSENT, ORIGINES(CONSTANT) };
enum resultat { RESULTAT_ABSENT, RESULTATS(CONSTANT) };
enum sens { SENS_ABSENT, SENS(CONSTANT) };
enum reponse { REPONSE_ABSENT, OUI_NON(CONSTANT) };
#undef CONSTANT

const char *vocabulary_repertoire(enum repertoire value);
const char *vocabulary_attribution(enum attribution value);
const char *vocabulary_modalite_type(enum modalite_type value);
const char *vocabulary_situation_choix(enum situation_choix value);
const char *vocabulary_rubrique(enum rubrique value);
const char *vocabulary_competence_etat(enum competence_etat value);
const char *vocabulary_statut(enum statut value);
const char *vocabulary_motif_nature(enum motif_nature value);
const char *vocabulary_role(enum role value);
const char *vocabulary_lien_nature(enum lien_nature value);
const char *vocabulary_presence(enum presence value);
const char *vocabulary_vise(enum vise value);
const char *vocabulary_origine(enum origine value);
const char *vocabulary_resultat(enum resultat value);
const char *vocabulary_sens(enum sens value);
const char *vocabulary_reponse(enum reponse value);

/* The other way round: the value of a word, 0 for NULL and for a word that is not in the list. */
enum repertoire vocabulary_parse_repertoire(const char *word);
enum attribution vocabulary_parse_attribution(const char *word);
enum modalite_type vocabulary_parse_modalite_type(const char *word);
enum situation_choix vocabulary_parse_situation_choix(const char *word);
enum rubrique vocabulary_parse_rubrique(const char *word);
enum competence_etat vocabulary_parse_competence_etat(const char *word);
enum statut vocabulary_parse_statut(const char *word);
enum motif_nature vocabulary_parse_motif_nature(const char *word);
enum role vocabulary_parse_role(const char *word);
enum lien_nature vocabulary_parse_lien_nature(const char *word);
enum presence vocabulary_parse_presence(const char *word);
enum vise vocabulary_parse_vise(const char *word);
enum origine vocabulary_parse_origine(const char *word);
enum resultat vocabulary_parse_resultat(const char *word);
enum sens vocabulary_parse_sens(const char *word);
enum reponse vocabulary_parse_reponse(const char *word);

#endif
