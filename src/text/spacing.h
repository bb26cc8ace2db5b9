#ifndef TEXT_SPACING_H
#define TEXT_SPACING_H
/* French typography of text that people typed: spaces that belong to punctuation, apostrophes, quotation marks, ordinals,
 * hours. Applied once, where text is put into a document to be printed, never to the data. */

#include "base/buffer.h"

/* Stands before the small letters that a printer sets above the line, as those of 1er are. For private use: who puts the text into a
 * document sets them so and takes the sign out. */
#define SPACING_SUPERIOR "\uE001"

/* Append `text` (UTF-8) as a French printer would set it:
 *   a narrow no-break space (U+202F) before ; ! ? and within « », a no-break space (U+00A0) before :
 *   ' becomes ’; straight quotes in pairs become « »; three points or more become …; spaces are folded
 *   n° 3, M. Dupont, 12 juin, 80 %, 15 jours, bloc 2, art. 3 do not break; 12 000 neither
 *   1ère becomes 1re, 2ème 2e, XXème XXe, with SPACING_SUPERIOR before their letters; 14h30 becomes 14 h 30; 12.5 % becomes 12,5 %
 *   << >> and “ ” become « », but “ ” stay within « »; a hyphen between spaces becomes a dash; etc... becomes etc.
 *   brackets have no space within
 * Addresses of the web and of mail, times (14:30) and identifiers stand as typed. Applied twice, it changes nothing more.
 * What is not UTF-8 becomes U+FFFD. Source: Lexique des règles typographiques en usage à l’Imprimerie nationale. */
void spacing_french(struct buffer *out, const char *text);

#endif
