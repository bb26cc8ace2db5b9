/* French typography: what was typed, what is printed. In both, ~ stands for U+00A0, ^ for U+202F and | for
 * SPACING_SUPERIOR. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "text/spacing.h"

static const struct {
	const char *typed, *printed;
} cases[] = {
	/* high punctuation */
	{"Bravo!", "Bravo^!"},
	{"Bravo !", "Bravo^!"},
	{"Bravo~!", "Bravo^!"},
	{"Bravo^!", "Bravo^!"},
	{"Vraiment ?", "Vraiment^?"},
	{"Vraiment ?!", "Vraiment^?!"},
	{"Oui ! Oui !", "Oui^! Oui^!"},
	{"un ; deux", "un^; deux"},
	{"un; deux", "un^; deux"},
	{"Contrôle exemplaire : à valoriser !", "Contrôle exemplaire~: à valoriser^!"},
	{"Contrôle exemplaire: à valoriser", "Contrôle exemplaire~: à valoriser"},
	{"À voir (?)", "À voir (?)"},
	{"À voir (!), puis", "À voir (!), puis"},
	{"(oui ?)", "(oui^?)"},
	{"? seul", "? seul"},
	{"fin :", "fin~:"},
	{"Parfait !!!", "Parfait^!!!"},
	{"a?b", "a?b"},
	{"cl:valeur", "cl:valeur"},
	{"oui :non", "oui~:non"},
	/* times and hours */
	{"14:30", "14:30"},
	{"de 9:00 à 10:30 : pause", "de 9:00 à 10:30~: pause"},
	{"14h30", "14~h~30"},
	{"14 h 30", "14~h~30"},
	{"14H30", "14~h~30"},
	{"à 14h", "à 14~h"},
	{"à 9 h.", "à 9~h."},
	{"9h05, puis 10h", "9~h~05, puis 10~h"},
	{"8 heures", "8~heures"},
	{"RH14h", "RH14h"},
	{"14h75", "14h75"},
	{"Vitamine 3H", "Vitamine 3H"},
	/* apostrophes */
	{"l'atelier", "l’atelier"},
	{"aujourd'hui, l'aléa", "aujourd’hui, l’aléa"},
	{"l’atelier", "l’atelier"},
	{"d'Hérouville n'était", "d’Hérouville n’était"},
	/* quotation marks */
	{"\"oui\"", "«^oui^»"},
	{"un \"bon\" geste", "un «^bon^» geste"},
	{"« oui »", "«^oui^»"},
	{"«oui»", "«^oui^»"},
	{"«~oui~»", "«^oui^»"},
	{"\"Quoi ?\"", "«^Quoi^?^»"},
	{"il dit : \"non\".", "il dit~: «^non^»."},
	{"un écran de 21\"", "un écran de 21\""},
	{"(\"bis\")", "(«^bis^»)"},
	{"Module « Se préparer »", "Module «^Se préparer^»"},
	/* ellipsis and spaces */
	{"et puis...", "et puis…"},
	{"et puis ...", "et puis …"},
	{"[...]", "[…]"},
	{"trop.....", "trop…"},
	{"Quoi... ?", "Quoi…^?"},
	{"deux  espaces", "deux espaces"},
	{"  autour  ", "autour"},
	{"à\n\tla ligne", "à la ligne"},
	{"un , deux .", "un, deux."},
	{"", ""},
	{"   ", ""},
	{"note .5", "note .5"},
	/* numbers and what they count */
	{"80%", "80~%"},
	{"80 %", "80~%"},
	{"12,5 %", "12,5~%"},
	{"20€", "20~€"},
	{"1 500 €", "1^500~€"},
	{"12 000 pages", "12^000~pages"},
	{"1 234 567", "1^234^567"},
	{"12 34", "12 34"},
	{"04 77 00 00 00", "04 77 00 00 00"},
	{"en 2026 120 dossiers", "en 2026 120 dossiers"},
	{"15 jours", "15~jours"},
	{"5 kg", "5~kg"},
	{"5 m de fil", "5~m de fil"},
	{"45min", "45~min"},
	{"3 mois", "3~mois"},
	{"3 moisissures", "3 moisissures"},
	{"12 juin 2026", "12~juin 2026"},
	{"1er juin", "1|er~juin"},
	{"12/06/2026", "12/06/2026"},
	{"2026-06-12", "2026-06-12"},
	/* ordinals */
	{"1ère", "1|re"},
	{"la 1ere fois", "la 1|re~fois"},
	{"les 1ères", "les 1|res"},
	{"1er", "1|er"},
	{"les 1ers essais", "les 1|ers essais"},
	{"2ème", "2|e"},
	{"2ième", "2|e"},
	{"3eme essai", "3|e essai"},
	{"les 2èmes", "les 2|es"},
	{"20e", "20|e"},
	{"2nd", "2|d"},
	{"la 2nde fois", "la 2|de~fois"},
	{"1|er", "1|er"},
	{"1er-2e", "1|er-2|e"},
	{"(1er)", "(1|er)"},
	{"2emeraude", "2emeraude"},
	{"B2e", "B2e"},
	{"12e3", "12e3"},
	{"V|e", "V|e"},
	{"Ve République", "V|e République"},
	{"Ier siècle", "I|er siècle"},
	{"Ière", "I|re"},
	{"Iers", "Iers"},
	{"Vers", "Vers"},
	{"Vie", "Vie"},
	/* n°, titles, references */
	{"n° 3", "n°~3"},
	{"n°3", "n°~3"},
	{"N° 12", "N°~12"},
	{"nº 3", "n°~3"},
	{"le n° suit", "le n°~suit"},
	{"M. Dupont", "M.~Dupont"},
	{"MM. Dupont et Durand", "MM.~Dupont et Durand"},
	{"Mme Çelik", "Mme~Çelik"},
	{"Mme la présidente", "Mme la présidente"},
	{"Dr Émile", "Dr~Émile"},
	{"Me suivre", "Me suivre"},
	{"OM. Lyon", "OM. Lyon"},
	{"p. 12", "p.~12"},
	{"art. L. 6412", "art.~L.~6412"},
	{"bloc 1 et Bloc 2", "bloc~1 et Bloc~2"},
	{"Livret 2", "Livret~2"},
	{"bloc suivant", "bloc suivant"},
	{"l'article R. 6412-7 du code", "l’article R.~6412-7 du code"},
	{"R.6412-7", "R.6412-7"},
	{"Mr Dupont", "Mr~Dupont"},
	/* carelessly typed */
	{"<< oui >>", "«^oui^»"},
	{"<<oui>> et <<non>>", "«^oui^» et «^non^»"},
	{"a << b", "a «^b"},
	{"5 > 3", "5 > 3"},
	{"“oui”", "«^oui^»"},
	{"« il dit “oui” »", "«^il dit “oui”^»"},
	{"( un aparté )", "(un aparté)"},
	{"[ note ]", "[note]"},
	{"(s)", "(s)"},
	{"un point - important - traité", "un point~– important~– traité"},
	{"- premier point", "- premier point"},
	{"Pérez-Ruiz", "Pérez-Ruiz"},
	{"2024 - 2026", "2024~– 2026"},
	{"plans, budgets, etc...", "plans, budgets, etc."},
	{"plans, etc…", "plans, etc."},
	{"XXème siècle", "XX|e siècle"},
	{"IIIe", "III|e"},
	{"12.5 %", "12,5~%"},
	{"3.50 €", "3,50~€"},
	{"version 2.1", "version 2.1"},
	{"12 k€", "12~k€"},
	{"3M€", "3~M€"},
	/* what stands as typed */
	{"https://exemple.fr/a?b=1;c:d", "https://exemple.fr/a?b=1;c:d"},
	{"voir www.exemple.fr/?q=1 !", "voir www.exemple.fr/?q=1^!"},
	{"(https://exemple.fr/a)", "(https://exemple.fr/a)"},
	{"certification@reliure.example", "certification@reliure.example"},
	{"a.b'c@exemple.fr : oui", "a.b'c@exemple.fr~: oui"},
	{"B1.C2 Contrôler", "B1.C2 Contrôler"},
	{"RNCP00000", "RNCP00000"},
	{"CPNE-RELIURE-2026-014-C001-B1-73", "CPNE-RELIURE-2026-014-C001-B1-73"},
	{"C:\\temp", "C:\\temp"},
	{"Réf. ISO 9001:2015", "Réf. ISO 9001:2015"},
	{"file://a", "file://a"},
	{"\xC3", "\xEF\xBF\xBD"},
};

/* The table's ~, ^ and | as the signs that they stand for; the caller frees it. */
static char *spaces_of(const char *shown)
{
	struct buffer real = {0};
	for (; *shown; shown++) {
		if (*shown == '~')
			buffer_puts(&real, "\u00A0");
		else if (*shown == '^')
			buffer_puts(&real, "\u202F");
		else if (*shown == '|')
			buffer_puts(&real, SPACING_SUPERIOR);
		else
			buffer_putc(&real, *shown);
	}
	buffer_string(&real);
	return real.data ? real.data : strdup("");
}

static void every_case(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char *typed = spaces_of(cases[i].typed), *printed = spaces_of(cases[i].printed);
		struct buffer out = {0};
		spacing_french(&out, typed);
		assert_string_equal(buffer_string(&out), printed);
		buffer_free(&out);
		free(typed);
		free(printed);
	}
}

static void twice_changes_nothing_more(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char *printed = spaces_of(cases[i].printed);
		struct buffer again = {0};
		spacing_french(&again, printed);
		assert_string_equal(buffer_string(&again), printed);
		buffer_free(&again);
		free(printed);
	}
}

/* Whatever the bytes, the answer is UTF-8 without a NUL and no longer than three characters for one. */
static void any_bytes(void **state)
{
	(void)state;
	unsigned seed = 12345;
	static const char pool[] = " \"'.;:!?hnM1e3%<>()-LX\xC2\xAB\xBB\xB0\xC3\xA9@/";
	for (int round = 0; round < 3000; round++) {
		char text[33];
		size_t n = 0;
		for (; n < sizeof text - 1; n++) {
			seed = seed * 1103515245u + 12345u;
			text[n] = pool[(seed >> 16) % (sizeof pool - 1)];
		}
		text[n] = '\0';
		struct buffer out = {0};
		spacing_french(&out, text);
		assert_true(strlen(buffer_string(&out)) == out.length);
		assert_true(out.length <= 9 * n);
		buffer_free(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_case),
		cmocka_unit_test(twice_changes_nothing_more),
		cmocka_unit_test(any_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
