#ifndef JURY_PERSONNE_H
#define JURY_PERSONNE_H
/* People as deliberation.xml writes them, as last children of an element. Names are as typed. */

#include <libxml/tree.h>

#include "jury/session.h"

/* civilite, nom (of a jury's member), nom-naissance, nom-usage (of a candidate), prenom: those that are known. */
void personne_write_names(const struct identite *identite, xmlNode *parent);

/* naissance, with the country's French name where it is not France; nothing when the session does not say. */
void personne_write_naissance(const struct identite *identite, xmlNode *parent);

/* adresse; nothing for NULL. */
void personne_write_adresse(const struct adresse *adresse, xmlNode *parent);

#endif
