#include "export/sip.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buffer.h"
#include "base/epoch.h"
#include "base/version.h"
#include "export/zip.h"
#include "input/writer.h"
#include "jury/element.h"

#define ENVOI_NAMESPACE "urn:parchemin:envoi:1"
#define LOT             256 /* files that go through the stylesheet together */

/* Who a candidate is, by id. */
struct person {
	const char *id;
	const xmlNode *node;
};

struct writing {
	const struct sip *sip;
	sip_sink *sink;
	void *context;
	struct messages *messages;
	struct person *people; /* of the session at hand, sorted */
	size_t person_count;
	bool failed;
};

static const xmlNode *session_of(const xmlNode *deliberation)
{
	return element_first(deliberation, "session");
}

static const xmlNode *certification_of(const xmlNode *deliberation)
{
	return element_first(deliberation, "certification");
}

const char *sip_name(const xmlNode *deliberation, const char *path, struct arena *arena)
{
	const xmlNode *session = session_of(deliberation);
	char *name = arena_printf(arena, "content/%s_r%s_%s", element_get(session, "id"),
				  element_get(session, "revision"), path);

	for (char *at = name + strlen("content/"); *at; at++)
		*at = *at == '/' ? '_' : *at;
	return name;
}

const char *sip_moment(const struct sip_session *sessions, size_t count, const char *epoch,
		       struct arena *arena)
{
	const char *latest = "1970-01-01";
	struct tm moment;

	if (epoch_moment(epoch, &moment))
		return arena_printf(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", moment.tm_year + 1900,
				    moment.tm_mon + 1, moment.tm_mday, moment.tm_hour, moment.tm_min,
				    moment.tm_sec);
	for (size_t i = 0; i < count; i++) {
		const char *date = element_get(session_of(sessions[i].deliberation), "date");

		latest = strcmp(date, latest) > 0 ? date : latest;
	}
	return arena_printf(arena, "%sT00:00:00Z", latest);
}

const char *sip_comment(struct arena *arena)
{
	return arena_printf(arena, VERSION_PROGRAM "; %s", zip_maker(arena));
}

bool sip_check(const struct sip_session *sessions, size_t count, struct messages *messages)
{
	static const char *const needed[] = {"service-archives", "service-versant",
					     "service-producteur"};
	const xmlNode *first = NULL;

	for (size_t i = 0; i < count; i++) {
		const xmlNode *root = sessions[i].deliberation;
		const xmlNode *seda = element_first(certification_of(root), "seda");
		struct place place = {.file = sessions[i].name};

		for (size_t n = 0; n < sizeof needed / sizeof *needed; n++) {
			if (!*element_get(seda, needed[n])) {
				message_add(messages, place, M_A606, "seda",
					    "@service-archives, @service-versant, @service-producteur");
				return false;
			}
			if (first && strcmp(element_get(first, needed[n]), element_get(seda, needed[n]))) {
				message_add(messages, place, M_A612,
					    element_get(session_of(root), "id"));
				return false;
			}
		}
		first = seda;
	}
	return true;
}

static int compare_people(const void *a, const void *b)
{
	return strcmp(((const struct person *)a)->id, ((const struct person *)b)->id);
}

static void list_people(struct writing *writing, const xmlNode *deliberation)
{
	const xmlNode *candidats = element_first(deliberation, "candidats");
	size_t count = element_count(candidats, "candidat");

	writing->person_count = 0;
	writing->people = memory_realloc(writing->people, (count + 1) * sizeof *writing->people);
	for (const xmlNode *node = element_first(candidats, "candidat"); node;
	     node = element_next(node, "candidat"))
		writing->people[writing->person_count++] =
			(struct person){element_get(node, "id"), node};
	qsort(writing->people, writing->person_count, sizeof *writing->people, compare_people);
}

static void set_person(const struct writing *writing, xmlNode *node, const char *candidat)
{
	const struct person *found = bsearch(&(struct person){.id = candidat}, writing->people,
					     writing->person_count, sizeof *writing->people,
					     compare_people);
	struct buffer name = {0};

	if (!found)
		return;
	buffer_puts(&name, element_text(element_first(found->node, "nom-naissance")));
	buffer_putc(&name, ' ');
	buffer_puts(&name, element_text(element_first(found->node, "prenom")));
	element_set(node, "personne", buffer_string(&name));
	buffer_free(&name);
}

static bool ends_with(const char *text, const char *ending)
{
	size_t length = strlen(text), end = strlen(ending);

	return length >= end && !strcmp(text + length - end, ending);
}

static bool is_genre(const struct sip_file *file, const char *genre)
{
	return file->genre && !strcmp(file->genre, genre);
}

/* Where in the session's unit a file stands. */
static const char *group_of(const struct sip_file *file)
{
	return is_genre(file, "parchemins")  ? "parchemins"
	       : is_genre(file, "resultats") ? "resultats"
					     : "autres";
}

static void write_objet(const struct sip_session *session, const struct sip_file *file,
			xmlNode *node)
{
	struct arena *arena = arena_new();
	const char *slash = strrchr(file->path, '/');

	element_set(node, "uri", sip_name(session->deliberation, file->path, arena));
	element_set(node, "sha512", file->sha512);
	element_set_number(node, "taille", (long)file->size);
	element_set_bool(node, "pdf", ends_with(file->path, ".pdf"));
	element_set_bool(node, "html", ends_with(file->path, ".html"));
	element_set(node, "nom", slash ? slash + 1 : file->path);
	arena_free(arena);
}

static void write_unite(const struct writing *writing, const struct sip_session *session,
			const struct sip_file *file, xmlNode *node)
{
	element_set(node, "genre", file->genre);
	element_set(node, "bloc", file->bloc);
	element_set(node, "numero", file->numero);
	element_set(node, "chemin", file->path);
	element_set(node, "date", element_get(session_of(session->deliberation), "date"));
	if (file->candidat)
		set_person(writing, node, file->candidat);
}

/* Through the stylesheet, and out. */
static void write_lot(struct writing *writing, xmlDoc *lot)
{
	xmlDoc *made = sheet_apply(writing->sip->sheet, lot, NULL, writing->messages);
	xmlBuffer *text = xmlBufferCreate();

	if (!text)
		memory_ended();
	writing->failed = writing->failed || !made;
	for (xmlNode *node = made ? xmlDocGetRootElement(made)->children : NULL; node;
	     node = node->next)
		xmlNodeDump(text, made, node, 0, 0);
	writing->sink(writing->context, (const char *)xmlBufferContent(text),
		      (size_t)xmlBufferLength(text));
	xmlBufferFree(text);
	xmlFreeDoc(made);
}

/* The objects of a session (group NULL), or the units of one group. */
static void write_files(struct writing *writing, size_t place, const char *group)
{
	const struct sip_session *session = &writing->sip->sessions[place - 1];
	struct arena *arena = arena_new();

	for (size_t next = 0; next < session->count && !writing->failed;) {
		xmlDoc *lot = element_document("lot", ENVOI_NAMESPACE);
		xmlNode *root = xmlDocGetRootElement(lot);

		for (size_t in = 0; in < LOT && next < session->count; next++) {
			const struct sip_file *file = &session->files[next];
			xmlNode *node;

			if (group && strcmp(group, group_of(file)))
				continue;
			node = element_add(root, group ? "unite" : "objet");
			element_set(node, "id", arena_printf(arena, "%zu-%zu", place, next + 1));
			if (group)
				write_unite(writing, session, file, node);
			else
				write_objet(session, file, node);
			in++;
		}
		write_lot(writing, lot);
		xmlFreeDoc(lot);
		arena_reset(arena);
	}
	arena_free(arena);
}

static size_t count_group(const struct sip_session *session, const char *group)
{
	size_t count = 0;

	for (size_t i = 0; i < session->count; i++)
		count += !strcmp(group_of(&session->files[i]), group);
	return count;
}

/* An id of the submission: a session's own, or of several a digest of theirs. */
static void set_id(const struct sip *sip, xmlNode *root)
{
	struct arena *arena = arena_new();
	struct digest *digest = digest_new();
	const char *certificateur = "", *id = "";
	char hex[DIGEST_LENGTH + 1];

	for (size_t i = 0; i < sip->count; i++) {
		const xmlNode *from = sip->sessions[i].deliberation;
		const xmlNode *session = session_of(from);

		certificateur = element_get(
			element_first(certification_of(from), "certificateur"), "id");
		id = arena_printf(arena, "%s-r%s", element_get(session, "id"),
				  element_get(session, "revision"));
		digest_add_field(digest, id, strlen(id));
	}
	digest_end(digest, hex);
	element_set(root, "id", arena_printf(arena, "%s-%.*s", certificateur,
					     sip->count == 1 ? 64 : 16, sip->count == 1 ? id : hex));
	arena_free(arena);
}

static void write_session(const struct sip_session *session, xmlNode *root)
{
	const xmlNode *from = session_of(session->deliberation);
	const xmlNode *certification = certification_of(session->deliberation);
	xmlNode *node = element_add(root, "session");

	element_set(node, "id", element_get(from, "id"));
	element_set(node, "revision", element_get(from, "revision"));
	element_set(node, "date", element_get(from, "date"));
	element_set(node, "intitule", element_text(element_first(certification, "intitule")));
	element_set(node, "code", element_get(element_first(certification, "enregistrement"), "code"));
	element_set(node, "specimen", element_get(session->deliberation, "specimen"));
	element_set_number(node, "parchemins", (long)count_group(session, "parchemins"));
	element_set_number(node, "resultats", (long)count_group(session, "resultats"));
}

static xmlDoc *write_paquet(const struct sip *sip)
{
	static const char *const names[] = {"service-archives", "service-versant",
					    "service-producteur", "accord", "regle-dua",
					    "sort-final", "regle-acces"};
	const xmlNode *seda = element_first(certification_of(sip->sessions[0].deliberation), "seda");
	xmlDoc *document = element_document("paquet", ENVOI_NAMESPACE);
	xmlNode *root = xmlDocGetRootElement(document);
	struct arena *arena = arena_new();

	element_set(root, "moment", sip->moment);
	element_set(root, "commentaire", sip_comment(arena));
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		element_set(root, names[i], element_get(seda, names[i]));
	set_id(sip, root);
	for (size_t i = 0; i < sip->count; i++)
		write_session(&sip->sessions[i], root);
	arena_free(arena);
	return document;
}

/* The place where a processing instruction stands that asks for files: written, and what follows it. */
static const char *write_asked(struct writing *writing, const char *at)
{
	const char *end = strstr(at, "?>");
	bool units = !strncmp(at, "<?unites ", 9);
	size_t place = strtoul(at + 9, NULL, 10);
	char group[16] = "";
	const char *word = units ? strchr(at + 9, ' ') : NULL;

	if (word && (size_t)(end - word) < sizeof group)
		memcpy(group, word + 1, (size_t)(end - word - 1));
	if (place >= 1 && place <= writing->sip->count) {
		list_people(writing, writing->sip->sessions[place - 1].deliberation);
		write_files(writing, place, units ? group : NULL);
	}
	return end + 2;
}

/* The frame, with the version in its namespace, and the files where it asks for them. */
static void write_frame(struct writing *writing, const char *text)
{
	static const char written[] = "seda:v2.2\"";
	const char *namespace = strstr(text, written);
	const char *at;

	if (namespace) {
		namespace += strlen("seda:v");
		writing->sink(writing->context, text, (size_t)(namespace - text));
		writing->sink(writing->context, writing->sip->version,
			      strlen(writing->sip->version));
		text = namespace + 3;
	}
	while (!writing->failed && (at = strstr(text, "<?")) &&
	       (!strncmp(at, "<?unites ", 9) || !strncmp(at, "<?objets ", 9)) && strstr(at, "?>")) {
		writing->sink(writing->context, text, (size_t)(at - text));
		text = write_asked(writing, at);
	}
	writing->sink(writing->context, text, strlen(text));
}

bool sip_write(const struct sip *sip, sip_sink *sink, void *context, struct messages *messages)
{
	struct writing writing = {
		.sip = sip, .sink = sink, .context = context, .messages = messages};
	xmlDoc *paquet = write_paquet(sip);
	xmlDoc *frame = sheet_apply(sip->sheet, paquet, NULL, messages);
	struct buffer text = {0};

	xmlFreeDoc(paquet);
	if (!frame)
		return false;
	writer_document(frame, &text);
	xmlFreeDoc(frame);
	write_frame(&writing, buffer_string(&text));
	buffer_free(&text);
	free(writing.people);
	return !writing.failed;
}
