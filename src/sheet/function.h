#ifndef SHEET_FUNCTION_H
#define SHEET_FUNCTION_H
/* The functions that stylesheets find in urn:parchemin:fonctions:1. Each text function appends its answer to a buffer, as
 * UTF-8; an argument that it does not understand is answered as it stands, so that nothing typed is ever lost. They are
 * pure: no clock, no locale. */

#include <libxslt/xsltInternals.h>

#include "base/buffer.h"

#define FUNCTION_NAMESPACE "urn:parchemin:fonctions:1"

/* Make the functions known to one transformation: date-longue, date-courte, jour, heure, en-lettres, capitales, nom, typo, duree,
 * nombre-accord, lignes (text/lines.h); three that give a number: moindre, of two; plus-longue, the letters of the longest line of a
 * text; compter-lignes(texts, width, before), the lines that all texts of a node-set take at `width` letters a line, when `before`
 * letters more stand in front of each; and EXSLT's node-set, so that what a stylesheet worked out can have keys. Texts and names that
 * are set again are found in the memo. */
struct memo;
struct function_use {
	struct memo *memo;
	bool superior; /* an answer has held SPACING_SUPERIOR (text/spacing.h) */
};
/* What `use` points to must live as long as the context. */
void function_register(xsltTransformContext *context, struct function_use *use);

/* "2026-06-12" → "12 juin 2026"; the first of a month is "1er", with SPACING_SUPERIOR; "2001-05" → "mai 2001"; "2001" stays. */
void function_date_longue(struct buffer *out, const char *date);

/* "2026-06-12" → "vendredi"; nothing for a date without its day. */
void function_jour(struct buffer *out, const char *date);

/* "2026-06-12" → "12/06/2026"; "2001-05" → "05/2001"; "1999" stays. */
void function_date_courte(struct buffer *out, const char *date);

/* "14:00" → "14 h 00", with no-break spaces; seconds are left out. */
void function_heure(struct buffer *out, const char *time);

/* A whole number from 0 to 999 999 in words, all joined by hyphens (1990): "quatre-vingt-un", "deux-cents", "mille". Others in
 * figures. */
void function_en_lettres(struct buffer *out, long number);

/* Capitals that keep their accents, with the typographic apostrophe: "d'Hérouville" → "D’HÉROUVILLE". */
void function_capitales(struct buffer *out, const char *name);

/* A name as it was typed, but for the apostrophe. */
void function_nom(struct buffer *out, const char *name);

/* An ISO 8601 duration in words: "P2M" → "deux mois", "P1Y" → "un an", "P15D" → "quinze jours". */
void function_duree(struct buffer *out, const char *duration);

/* "1 candidat", "3 candidats", "aucun" is left to the caller: 0 and 1 are singular, as in French. */
void function_nombre_accord(struct buffer *out, long number, const char *singular,
			    const char *plural);

#endif
