/* Rules of a certifier's own settings. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "jury/rule.h"

/* WCAG 2.2, “relative luminance”: what a channel of sRGB gives of light, 0 to 1. */
static double channel_light(unsigned value)
{
	double share = value / 255.0;

	return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4);
}

/* WCAG 2.2, “contrast ratio”, of #rrggbb on white: 1 to 21. */
static double contrast_on_white(const char *colour)
{
	unsigned long rgb = strtoul(colour + 1, NULL, 16);
	double light = 0.2126 * channel_light(rgb >> 16 & 255) +
		       0.7152 * channel_light(rgb >> 8 & 255) + 0.0722 * channel_light(rgb & 255);

	return 1.05 / (light + 0.05);
}

/* In hundredths, never rounded up: 4.499 is less than 4.5, and must look so. */
static const char *contrast_say(const struct rule *rule, double contrast)
{
	long hundredths = (long)(contrast * 100);

	return rule_say(rule, "%1.%2", rule_number(rule, hundredths / 100),
			arena_printf(rule->arena, "%02ld", hundredths % 100));
}

static void check_couleur(const struct rule *rule, struct place couleurs, const char *name,
			  const char *colour, double least)
{
	double contrast;

	if (!colour || strlen(colour) != 7)
		return;
	contrast = contrast_on_white(colour);
	if (contrast < least)
		message_add(rule->messages, rule_at(rule, couleurs, name), M_R109, colour,
			    contrast_say(rule, contrast), contrast_say(rule, least), name);
}

/* R109. WCAG 2.2, 1.4.3 for what titles are written in, 1.4.11 for rules and ornaments; paper is white. */
void rules_certificateur_couleurs(const struct rule *rule, const struct certificateur *certificateur)
{
	check_couleur(rule, certificateur->couleurs_place, "principale",
		      certificateur->couleur_principale, 4.5);
	check_couleur(rule, certificateur->couleurs_place, "secondaire",
		      certificateur->couleur_secondaire, 3.0);
}
