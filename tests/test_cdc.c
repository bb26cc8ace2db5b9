/* What is sent to the Caisse des dépôts: how it is split, what is never sent, the codes of countries, the reading of reports. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "export/cdc.h"
#include "export/cog.h"
#include "jury/element.h"

static const struct {
	const char *alpha3;
	long code;
	bool francais;
} countries[] = {
	{"BEL", 99131, false}, {"CHE", 99140, false}, {"DZA", 99352, false}, {"ESP", 99134, false},
	{"GBR", 99132, false}, {"ITA", 99127, false}, {"MAR", 99350, false}, {"PRT", 99139, false},
	{"SEN", 99341, false}, {"TUN", 99351, false}, {"USA", 99404, false}, {"VNM", 99243, false},
	{"XKX", 99157, false}, {"BMU", 99425, false}, {"JEY", 99161, false}, {"ZWE", 99310, false},
	{"FRA", 0, true},      {"REU", 0, true},      {"CSK", 0, false},     {"", 0, false},
};

static void test_countries(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof countries / sizeof *countries; i++) {
		assert_int_equal(cog_pays(countries[i].alpha3), countries[i].code);
		assert_int_equal(cog_is_francais(countries[i].alpha3), countries[i].francais);
	}
}

/* A deliberation with the candidates given, as text. */
struct scene {
	struct messages *messages;
	struct cloture cloture;
	struct record record;
	struct sheet *sheet;
	struct cdc cdc;
};

#define HEAD                                                                                       \
	"<deliberation xmlns='urn:parchemin:deliberation:1' specimen='non'>"                      \
	"<certification repertoire='RNCP' id='c' edition='1'><enregistrement code='RNCP1'/>"       \
	"<cdc id-client='12345678' id-contrat='K'/></certification>"                              \
	"<session id='S1' revision='1' date='2025-01-31' delivrance='2025-11-30'/>"                \
	"<voie code='f' cdc='VAE'/><candidats>"
#define TAIL "</candidats></deliberation>"

static struct scene scene_open(const char *candidats)
{
	struct scene scene = {.messages = messages_new()};
	struct buffer text = {0};
	struct source *source;

	buffer_puts(&text, HEAD);
	buffer_puts(&text, candidats);
	buffer_puts(&text, TAIL);
	source = source_parse("deliberation.xml", text.data, text.length, scene.messages);
	buffer_free(&text);
	assert_non_null(source);
	scene.cloture.deliberation = source;
	scene.record = (struct record){
		.root = source_root(source),
		.certification = element_first(source_root(source), "certification"),
		.session = element_first(source_root(source), "session"),
		.candidats = element_first(source_root(source), "candidats"),
		.id = "S1",
		.revision = "1"};
	scene.sheet = sheet_open((const char *const[]){"stylesheets", NULL}, "export-cdc.xsl",
				 scene.messages);
	assert_non_null(scene.sheet);
	return scene;
}

static enum status scene_make(struct scene *scene, size_t most, size_t largest)
{
	scene->record.cloture = &scene->cloture;
	return cdc_make(&scene->record, 1,
			&(struct cdc_options){.sheet = scene->sheet,
					      .output = "out.xml",
					      .most = most,
					      .largest = largest},
			&scene->cdc, scene->messages);
}

static void scene_close(struct scene *scene)
{
	cdc_free(&scene->cdc);
	sheet_close(scene->sheet);
	source_free(scene->cloture.deliberation);
	messages_free(scene->messages);
}

static void put_candidat(struct buffer *out, int number)
{
	buffer_printf(out,
		      "<candidat id='C%d' voie='f'><nom-naissance>N%d</nom-naissance><prenom>P</prenom>"
		      "<sexe>F</sexe><naissance date='1990-01-02' commune='Lyon' insee='69123' pays='FRA'/>"
		      "<parchemin objet='certification' numero='N-%04d' date='2025-01-31' "
		      "delivrance='2025-11-30'/></candidat>",
		      number, number, number);
}

static size_t count_of(struct buffer *file, const char *word)
{
	size_t count = 0;

	for (const char *at = buffer_string(file); (at = strstr(at, word)); at++)
		count++;
	return count;
}

/* Every passage stands in one file, in order; no file has more than it may. */
static void test_split(void **state)
{
	static const struct {
		size_t most, largest, files;
	} cases[] = {{0, 0, 1}, {10, 0, 1}, {9, 0, 2}, {3, 0, 4}, {1, 0, 10}, {0, 8000, 2}, {0, 5000, 4}, {0, 1, 10}};
	struct buffer candidats = {0};

	(void)state;
	for (int i = 0; i < 10; i++)
		put_candidat(&candidats, i);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct scene scene = scene_open(buffer_string(&candidats));
		int next = 0;

		assert_int_equal(scene_make(&scene, cases[i].most, cases[i].largest), STATUS_DONE);
		assert_int_equal(scene.cdc.file_count, cases[i].files);
		assert_int_equal(scene.cdc.sent, 10);
		for (size_t f = 0; f < scene.cdc.file_count; f++) {
			struct buffer *file = &scene.cdc.files[f];
			size_t count = count_of(file, "<cpf:passageCertification>");

			assert_true(!cases[i].most || count <= cases[i].most);
			assert_true(cases[i].largest <= 1 || file->length <= cases[i].largest);
			for (size_t p = 0; p < count; p++) {
				char number[16];

				snprintf(number, sizeof number, ">N-%04d<", next++);
				assert_non_null(strstr(file->data, number));
			}
			for (size_t other = 0; other < f; other++)
				assert_memory_not_equal(file->data + 150, scene.cdc.files[other].data + 150,
							60); /* another idFlux */
		}
		assert_int_equal(next, 10);
		/* Three months after 30 November is the end of February. */
		assert_int_equal(scene.cdc.limit.month, 2);
		assert_int_equal(scene.cdc.limit.day, 28);
		scene_close(&scene);
	}
	buffer_free(&candidats);
}

/* One change of a candidate who can be sent, and what is then said. */
static const struct {
	const char *from, *to, *reason;
} refused[] = {
	{"<sexe>F</sexe>", "<sexe>X</sexe>", "sex"},
	{"<sexe>F</sexe>", "", "sex"},
	{"date='1990-01-02'", "", "year of birth"},
	{"date='1990-01-02'", "date='1890-01-02'", "year of birth"},
	{"insee='69123'", "", "commune"},
	{"insee='69123'", "insee='6912'", "commune"},
	{"pays='FRA'", "pays='CSK'", "no Insee code"},
	{"pays='FRA'", "", "country of birth is missing"},
	{"<prenom>P</prenom>", "", "first name"},
	{"<nom-naissance>N1", "<nom-naissance>0123456789012345678901234567890123456789012345678901234567890",
	 "60 characters"},
	{"objet='certification'", "objet='bloc' bloc='B1'", "blocs"},
};

static void test_what_is_never_sent(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		struct buffer good = {0}, wrong = {0};
		const char *at;
		struct scene scene;

		put_candidat(&good, 1);
		at = strstr(buffer_string(&good), refused[i].from);
		assert_non_null(at);
		buffer_put(&wrong, good.data, (size_t)(at - good.data));
		buffer_puts(&wrong, refused[i].to);
		buffer_puts(&wrong, at + strlen(refused[i].from));
		scene = scene_open(buffer_string(&wrong));
		assert_int_equal(scene_make(&scene, 0, 0), STATUS_DONE);
		assert_int_equal(scene.cdc.file_count, 0);
		assert_int_equal(scene.cdc.kept, 1);
		assert_int_equal(scene.messages->count, 2);
		assert_int_equal(scene.messages->list[0].code, M_A607);
		assert_non_null(strstr(scene.messages->list[0].text, refused[i].reason));
		assert_int_equal(scene.messages->list[1].code, M_A613);
		scene_close(&scene);
		buffer_free(&good);
		buffer_free(&wrong);
	}
}

/* A birth in a territory of France has the code of a commune. */
static void test_overseas(void **state)
{
	struct scene scene = scene_open(
		"<candidat id='C1' voie='f'><nom-naissance>N</nom-naissance><prenom>P</prenom><sexe>M</sexe>"
		"<naissance date='1990-01-02' commune='Saint-Denis' insee='97411' pays='REU'/>"
		"<parchemin objet='certification' numero='N-1' date='2025-01-31'/></candidat>");

	(void)state;
	assert_int_equal(scene_make(&scene, 0, 0), STATUS_DONE);
	assert_int_equal(scene.cdc.file_count, 1);
	buffer_string(&scene.cdc.files[0]);
	assert_non_null(strstr(scene.cdc.files[0].data, "<cpf:codeInsee>97411<"));
	assert_non_null(strstr(scene.cdc.files[0].data, "<cpf:libellePaysNaissance>France<"));
	scene_close(&scene);
}

static void test_report(void **state)
{
	struct messages *messages = messages_new();
	struct arena *arena = arena_new();
	struct accuse accuse;

	(void)state;
	assert_true(accuse_read("tests/cases/export/accuse.xml", &accuse, arena, messages));
	assert_int_equal(accuse.count, 3);
	assert_int_equal(accuse.refused, 2);
	assert_null(accuse_find(&accuse, "CPNE-DORURE-DT-2025-01-C1-T-70")->raison);
	assert_string_equal(accuse_find(&accuse, "CPNE-DORURE-DT-2024-99-C1-T-00")->raison, "Inconnu");
	assert_null(accuse_find(&accuse, "none"));
	assert_false(accuse_read("tests/cases/export/session.xml", &accuse, arena, messages));
	assert_int_equal(messages->list[messages->count - 1].code, M_A610);
	assert_false(accuse_read("tests/cases/export/none.xml", &accuse, arena, messages));
	arena_free(arena);
	messages_free(messages);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_countries),
		cmocka_unit_test(test_split),
		cmocka_unit_test(test_what_is_never_sent),
		cmocka_unit_test(test_overseas),
		cmocka_unit_test(test_report),
	};

	message_language("en");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
