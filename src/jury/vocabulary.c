#include "jury/vocabulary.h"

#include <stddef.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static const char *word_of(const char *const *words, size_t count, int value)
{
	return value > 0 && (size_t)value < count ? words[value] : "";
}

static int value_of(const char *const *words, size_t count, const char *word)
{
	size_t i;

	for (i = 1; word && i < count; i++)
		if (!strcmp(words[i], word))
			return (int)i;
	return 0;
}

#define WORD(name, word) word,
#define DEFINE(type, LIST)                                                                         \
	static const char *const type##_words[] = {"", LIST(WORD)};                                \
	const char *vocabulary_##type(enum type value)                                             \
	{                                                                                          \
		return word_of(type##_words, COUNT(type##_words), (int)value);                     \
	}                                                                                          \
	enum type vocabulary_parse_##type(const char *word)                                        \
	{                                                                                          \
		return (enum type)value_of(type##_words, COUNT(type##_words), word);               \
	}

DEFINE(repertoire, REPERTOIRES)
DEFINE(attribution, ATTRIBUTIONS)
DEFINE(modalite_type, MODALITE_TYPES)
DEFINE(situation_choix, SITUATION_CHOIX)
DEFINE(rubrique, RUBRIQUES)
DEFINE(competence_etat, COMPETENCE_ETATS)
DEFINE(statut, STATUTS)
DEFINE(motif_nature, MOTIF_NATURES)
DEFINE(role, ROLES)
DEFINE(lien_nature, LIEN_NATURES)
DEFINE(presence, PRESENCES)
DEFINE(vise, VISES)
DEFINE(origine, ORIGINES)
DEFINE(resultat, RESULTATS)
DEFINE(sens, SENS)
DEFINE(reponse, OUI_NON)
