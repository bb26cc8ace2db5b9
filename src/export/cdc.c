#include "export/cdc.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/characters.h"
#include "base/digest.h"
#include "base/epoch.h"
#include "export/cog.h"
#include "input/writer.h"
#include "jury/element.h"
#include "text/pays.h"

#define ENVOI_NAMESPACE "urn:parchemin:envoi:1"
#define NAME_LONGEST    60 /* characters that the schema takes */

/* One certification obtained, to be sent. */
struct passage {
	const struct record *record;
	const xmlNode *candidat, *parchemin;
};

struct sending {
	const struct cdc_options *options;
	struct messages *messages;
	struct arena *arena;
	struct passage *passages;
	size_t count, capacity;
	const xmlNode *identifiers; /* the element cdc of the first session */
	const char *moment;         /* horodatage */
	struct cdc *cdc;
};

/* Whether a name is no longer than the receiver takes. */
static bool fits(const char *name)
{
	return characters_count(name, strlen(name)) <= NAME_LONGEST;
}

/* The parchment of the certification; NULL when only blocs were obtained, or nothing. */
static const xmlNode *parchemin_of(const xmlNode *candidat)
{
	return element_find(candidat, "parchemin", "objet", "certification");
}

/* The code of the place of birth, five characters; "" when there is none. */
static const char *place_code(const xmlNode *naissance, struct arena *arena)
{
	const char *pays = element_get(naissance, "pays");
	const char *insee = element_get(naissance, "insee");

	if (!cog_is_francais(pays))
		return cog_pays(pays) ? arena_printf(arena, "%ld", cog_pays(pays)) : "";
	return strlen(insee) == 5 && strspn(insee, "0123456789AB") == 5 ? insee : "";
}

/* Why a candidate cannot be sent, in English; NULL: he can. */
static const char *reason_against(const xmlNode *candidat, struct arena *arena)
{
	const xmlNode *naissance = element_first(candidat, "naissance");
	const char *sexe = element_text(element_first(candidat, "sexe"));
	const char *nom = element_text(element_first(candidat, "nom-naissance"));
	const char *prenom = element_text(element_first(candidat, "prenom"));
	const char *pays = element_get(naissance, "pays");
	struct date day;

	if (strcmp(sexe, "M") && strcmp(sexe, "F"))
		return "the receiver knows no other sex than M and F";
	if (!date_parse_partial(element_get(naissance, "date"), &day) || day.year < 1900)
		return "the year of birth is missing";
	if (!*nom || !*prenom)
		return "the birth name or the first name is missing";
	if (!fits(nom) || !fits(prenom))
		return "a name is longer than the 60 characters that the receiver takes";
	if (*place_code(naissance, arena))
		return NULL;
	if (!*pays)
		return "the country of birth is missing";
	return cog_is_francais(pays) ? "the Insee code of the commune of birth is missing"
				      : "the country of birth has no Insee code";
}

static void keep(struct sending *sending, const struct passage *passage, const char *reason,
		 enum message_level level)
{
	const struct source *source = passage->record->cloture->deliberation;

	message_add_level(sending->messages, source_place(source, passage->candidat), M_A607, level,
			  element_get(passage->candidat, "id"), message_translate(reason));
	sending->cdc->kept++;
}

static void put(struct sending *sending, struct passage passage)
{
	sending->passages = memory_grown(sending->passages, sending->count, &sending->capacity,
					 sizeof *sending->passages);
	sending->passages[sending->count++] = passage;
}

static bool is_wanted(const struct sending *sending, const xmlNode *parchemin)
{
	const struct accuse_passage *found;

	if (!sending->options->accuse)
		return true;
	found = accuse_find(sending->options->accuse, element_get(parchemin, "numero"));
	return found && found->raison;
}

static void choose_candidat(struct sending *sending, const struct record *record,
			    const xmlNode *candidat)
{
	struct passage passage = {record, candidat, parchemin_of(candidat)};
	const char *reason;

	if (!passage.parchemin) {
		if (element_first(candidat, "parchemin") && !sending->options->accuse)
			keep(sending, &passage, "only blocs were obtained, which the receiver does not take",
			     MESSAGE_NOTE);
		return;
	}
	if (!is_wanted(sending, passage.parchemin))
		return;
	reason = reason_against(candidat, sending->arena);
	if (reason)
		keep(sending, &passage, reason, MESSAGE_WARNING);
	else
		put(sending, passage);
}

/* The register's number of the certification: "RNCP35123"; "" when it is in neither register. */
static const char *register_code(const struct record *record)
{
	const char *code = element_get(element_first(record->certification, "enregistrement"), "code");
	const char *repertoire = element_get(record->certification, "repertoire");

	return !strcmp(repertoire, "RNCP") || !strcmp(repertoire, "RS") ? code : "";
}

/* Collects the session's passages; false when the session cannot be sent at all. */
static bool choose(struct sending *sending, const struct record *record)
{
	const struct source *source = record->cloture->deliberation;
	struct place place = source_place(source, record->certification);
	const xmlNode *cdc = element_first(record->certification, "cdc");
	const xmlNode *first = sending->identifiers;

	if (!*register_code(record)) {
		message_add(sending->messages, place, M_A607, record->id,
			    message_translate("its certification stands neither in the RNCP nor in the RS"));
		return true;
	}
	if (strlen(element_get(cdc, "id-client")) != 8 || !*element_get(cdc, "id-contrat")) {
		message_add(sending->messages, place, M_A606, "cdc", "@id-client, @id-contrat");
		return false;
	}
	if (first && (!element_has(first, "id-client", element_get(cdc, "id-client")) ||
		      !element_has(first, "id-contrat", element_get(cdc, "id-contrat")))) {
		message_add(sending->messages, place, M_A612, record->id);
		return false;
	}
	sending->identifiers = cdc;
	for (const xmlNode *node = element_first(record->candidats, "candidat"); node;
	     node = element_next(node, "candidat"))
		choose_candidat(sending, record, node);
	return true;
}

/* The document that the stylesheet takes. */

static void write_titulaire(const struct passage *passage, xmlNode *parent, struct arena *arena)
{
	const xmlNode *candidat = passage->candidat;
	const xmlNode *naissance = element_first(candidat, "naissance");
	const char *pays = element_get(naissance, "pays");
	const char *usage = element_text(element_first(candidat, "nom-usage"));
	const char *commune = element_get(naissance, "commune");
	bool francais = cog_is_francais(pays);
	const char *pays_name = francais ? "France" : pays_nom(arena, pays);
	xmlNode *node = element_add(parent, "titulaire");
	struct date day;

	date_parse_partial(element_get(naissance, "date"), &day);
	element_set_number(node, "annee", day.year);
	if (day.month)
		element_set_number(node, "mois", day.month);
	if (day.day)
		element_set_number(node, "jour", day.day);
	element_set(node, "sexe", element_text(element_first(candidat, "sexe")));
	element_set(node, "insee", place_code(naissance, arena));
	if (fits(commune))
		element_set(node, "commune", commune);
	/* The schema asks for three characters and does not say which: those after 99, as the public certifier Pix sends them (1024pix/pix,
	 * CpfCertificationResult). Of France the receiver's own sample has the name alone, and so has Pix. */
	if (!francais)
		element_set_number(node, "pays", cog_pays(pays) % 1000);
	if (pays_name && fits(pays_name))
		element_set(node, "pays-nom", pays_name);
	element_add_text(node, "nom-naissance", element_text(element_first(candidat, "nom-naissance")));
	if (fits(usage))
		element_add_text(node, "nom-usage", usage);
	for (const xmlNode *prenom = element_first(candidat, "prenom"); prenom;
	     prenom = element_next(prenom, "prenom")) {
		if (fits(element_text(prenom)))
			element_add_text(node, "prenom", element_text(prenom));
	}
}

static void write_passage(const struct passage *passage, xmlNode *parent, struct arena *arena)
{
	const xmlNode *voie = element_find(passage->record->root, "voie", "code",
					   element_get(passage->candidat, "voie"));
	xmlNode *node = element_add(parent, "passage");

	element_set(node, "numero", element_get(passage->parchemin, "numero"));
	element_set(node, "debut", element_get(passage->parchemin, "date"));
	element_set(node, "fin", element_get(passage->parchemin, "valable-jusqu-au"));
	element_set(node, "acces", element_get(voie, "cdc"));
	write_titulaire(passage, node, arena);
}

/* An id of the receiver's length, of what is sent: the same again has the same one, anything else another. */
static const char *flux_id(const struct sending *sending, size_t from, size_t to)
{
	struct digest *digest = digest_new();
	const struct accuse *accuse = sending->options->accuse;
	char hex[DIGEST_LENGTH + 1];

	if (accuse)
		digest_add_field(digest, accuse->sha256, DIGEST_LENGTH);
	for (size_t i = from; i < to; i++) {
		const char *numero = element_get(sending->passages[i].parchemin, "numero");

		digest_add_field(digest, numero, strlen(numero));
		digest_add_field(digest, sending->passages[i].record->revision,
				 strlen(sending->passages[i].record->revision));
	}
	digest_end(digest, hex);
	return arena_printf(sending->arena, "%.8s-%.4s-8%.3s-a%.3s-%.12s", hex, hex + 8, hex + 12,
			    hex + 15, hex + 18);
}

/* Passages of one certification stand together: they are sorted so. */
static xmlDoc *write_envoi(const struct sending *sending, size_t from, size_t to)
{
	xmlDoc *document = element_document("envoi", ENVOI_NAMESPACE);
	xmlNode *root = xmlDocGetRootElement(document), *certification = NULL;
	struct arena *arena = arena_new();

	element_set(root, "id", flux_id(sending, from, to));
	element_set(root, "horodatage", sending->moment);
	element_set(root, "id-client", element_get(sending->identifiers, "id-client"));
	element_set(root, "id-contrat", element_get(sending->identifiers, "id-contrat"));
	element_set(root, "nature-deposant", element_get(sending->identifiers, "nature-deposant"));
	for (size_t i = from; i < to; i++) {
		const struct record *record = sending->passages[i].record;
		const char *code = register_code(record);

		if (!certification || !element_has(certification, "code", code)) {
			certification = element_add(root, "certification");
			element_set(certification, "type",
				    element_get(record->certification, "repertoire"));
			element_set(certification, "code", code);
		}
		write_passage(&sending->passages[i], certification, arena);
		arena_reset(arena);
	}
	arena_free(arena);
	return document;
}

static void add_file(struct cdc *cdc, xmlDoc *flux)
{
	struct buffer *file;

	cdc->files = memory_realloc(cdc->files, (cdc->file_count + 1) * sizeof *cdc->files);
	file = &cdc->files[cdc->file_count++];
	*file = (struct buffer){0};
	writer_document(flux, file);
}

/* One file of these passages, or two halves of it when it would be too large. */
static enum status make_file(struct sending *sending, size_t from, size_t to)
{
	const struct cdc_options *options = sending->options;
	size_t most = options->most ? options->most : CDC_MOST;
	size_t largest = options->largest ? options->largest : CDC_LARGEST;
	enum status status = STATUS_DONE;
	xmlDoc *envoi, *flux;

	if (to - from > most) {
		status = make_file(sending, from, from + most);
		return status == STATUS_DONE ? make_file(sending, from + most, to) : status;
	}
	envoi = write_envoi(sending, from, to);
	flux = sheet_apply(options->sheet, envoi, NULL, sending->messages);
	xmlFreeDoc(envoi);
	if (!flux)
		return STATUS_INTERNAL;
	if (options->receiver &&
	    !receiver_validate(options->receiver, flux, options->output, sending->messages))
		status = STATUS_REFUSED;
	add_file(sending->cdc, flux);
	xmlFreeDoc(flux);
	if (status == STATUS_DONE &&
	    sending->cdc->files[sending->cdc->file_count - 1].length > largest && to - from > 1) {
		buffer_free(&sending->cdc->files[--sending->cdc->file_count]);
		status = make_file(sending, from, from + (to - from) / 2);
		if (status == STATUS_DONE)
			status = make_file(sending, from + (to - from) / 2, to);
	}
	return status;
}

/* By register and number of the certification, then as they came: qsort is not stable, so the number of the parchment decides. */
static int compare_passages(const void *a, const void *b)
{
	const struct passage *first = a, *second = b;
	int order = strcmp(register_code(first->record), register_code(second->record));

	return order ? order
		     : strcmp(element_get(first->parchemin, "numero"),
			      element_get(second->parchemin, "numero"));
}

/* Midnight of the latest deliberation, or the epoch; with a numeric offset, for the receiver refuses Z. */
static const char *moment_of(const struct sending *sending)
{
	const char *latest = "", *epoch = sending->options->epoch;
	struct tm moment;

	if (epoch_moment(epoch, &moment))
		return arena_printf(sending->arena, "%04d-%02d-%02dT%02d:%02d:%02d+00:00",
				    moment.tm_year + 1900, moment.tm_mon + 1, moment.tm_mday,
				    moment.tm_hour, moment.tm_min, moment.tm_sec);
	for (size_t i = 0; i < sending->count; i++) {
		const char *date = element_get(sending->passages[i].record->session, "date");

		latest = strcmp(date, latest) > 0 ? date : latest;
	}
	return arena_printf(sending->arena, "%sT00:00:00+00:00", latest);
}

/* Three months after the first delivery: the last day to send all of it. */
static struct date limit_of(const struct sending *sending)
{
	const char *earliest = NULL;
	struct date day = {0};

	for (size_t i = 0; i < sending->count; i++) {
		const char *date = element_get(sending->passages[i].parchemin, "delivrance");

		if (*date && (!earliest || strcmp(date, earliest) < 0))
			earliest = date;
	}
	if (!date_parse(earliest, &day))
		return (struct date){0};
	return date_add(day, (struct duration){.given = true, .months = 3});
}

enum status cdc_make(const struct record *records, size_t count, const struct cdc_options *options,
		     struct cdc *cdc, struct messages *messages)
{
	struct sending sending = {
		.options = options, .messages = messages, .arena = arena_new(), .cdc = cdc};
	enum status status = STATUS_DONE;

	*cdc = (struct cdc){0};
	for (size_t i = 0; i < count; i++) {
		if (!choose(&sending, &records[i]))
			status = STATUS_REFUSED;
	}
	if (status == STATUS_DONE && !sending.count)
		message_add(messages, PLACE_NONE, M_A613, NULL);
	if (status == STATUS_DONE && sending.count) {
		qsort(sending.passages, sending.count, sizeof *sending.passages, compare_passages);
		sending.moment = moment_of(&sending);
		cdc->sent = sending.count;
		cdc->limit = limit_of(&sending);
		status = make_file(&sending, 0, sending.count);
	}
	free(sending.passages);
	arena_free(sending.arena);
	return status;
}

void cdc_free(struct cdc *cdc)
{
	for (size_t i = 0; i < cdc->file_count; i++)
		buffer_free(&cdc->files[i]);
	free(cdc->files);
	*cdc = (struct cdc){0};
}

/* What the report says of one session's passages. */
static size_t compare_session(const struct record *record, struct accuse *accuse,
			      struct messages *messages)
{
	const struct source *source = record->cloture->deliberation;
	struct arena *arena = arena_new();
	size_t refused = 0;

	for (const xmlNode *node = element_first(record->candidats, "candidat"); node;
	     node = element_next(node, "candidat")) {
		const xmlNode *parchemin = parchemin_of(node);
		const char *numero = element_get(parchemin, "numero");
		struct accuse_passage *found = parchemin ? accuse_find(accuse, numero) : NULL;

		if (found)
			found->met = true;
		if (found && found->raison) {
			message_add(messages, source_place(source, node), M_A611, numero,
				    found->raison);
			refused++;
		} else if (parchemin && !found && !reason_against(node, arena)) {
			message_add(messages, source_place(source, node), M_A614, numero,
				    message_translate("the report says nothing of it"));
		}
	}
	arena_free(arena);
	return refused;
}

size_t cdc_compare(const struct record *records, size_t count, struct accuse *accuse,
		   struct messages *messages)
{
	size_t refused = 0;

	for (size_t i = 0; i < count; i++)
		refused += compare_session(&records[i], accuse, messages);
	for (size_t i = 0; i < accuse->count; i++) {
		const struct accuse_passage *passage = &accuse->passages[i];

		if (!passage->met)
			message_add(messages,
				    ((struct place){.file = accuse->path, .line = passage->line}),
				    M_A614, passage->numero,
				    message_translate("none of the sessions has it"));
	}
	return refused;
}
