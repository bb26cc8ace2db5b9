#include "export/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/hasher.h"
#include "export/delivery.h"
#include "export/inventory.h"
#include "export/receiver.h"
#include "export/sip.h"
#include "export/zip.h"
#include "input/stream.h"

/* An archive under way. */
struct packing {
	const struct record *records;
	const struct archive_options *options;
	struct sip_session *sessions;
	size_t count;
	struct arena *arena;
	struct messages *messages;
	struct arena *names; /* needed once */
	struct hasher *hasher;
	struct zip *zip;
	char *temporary, *manifest; /* names of the files that are being written */
};

static void say_unread(struct packing *packing, size_t session, const char *path, int error)
{
	message_add(packing->messages,
		    ((struct place){.file = packing->records[session].cloture->dossier}), M_P901, path,
		    file_explain(error));
}

/* All bytes of a file, once: into the zip, and to both digests. */
static int copy_file(struct packing *packing, int from, struct sip_file *file,
		     char sha256[DIGEST_LENGTH + 1])
{
	struct digest *digest = digest_new();
	bool more = true;

	while (more) {
		char *room = hasher_room(packing->hasher);
		ssize_t got;

		while ((got = read(from, room, HASHER_BLOCK)) < 0 && errno == EINTR)
			;
		if (got < 0) {
			int error = errno;

			digest_end(digest, sha256);
			hasher_give(packing->hasher, 0, file->sha512);
			return error;
		}
		more = got > 0;
		hasher_give(packing->hasher, (size_t)got, more ? NULL : file->sha512);
		digest_add(digest, room, (size_t)got);
		zip_put(packing->zip, room, (size_t)got);
		file->size += (size_t)got;
	}
	digest_end(digest, sha256);
	return 0;
}

/* As copy_file, of a path in the session's folder, which must be a plain file's. */
static int pack_path(struct packing *packing, size_t session, struct sip_file *file,
		     char sha256[DIGEST_LENGTH + 1])
{
	const char *full = arena_printf(packing->names, "%s/%s",
					packing->records[session].cloture->dossier, file->path);
	int error, from = file_open(full, &error);

	if (from >= 0) {
		zip_begin(packing->zip, sip_name(packing->sessions[session].deliberation, file->path,
						 packing->names));
		error = copy_file(packing, from, file, sha256);
		close(from);
	}
	arena_reset(packing->names);
	return error;
}

/* A file of the manifest, held against it, into the zip. */
static bool pack_file(struct packing *packing, size_t session,
		      const struct manifest_file *fichier, struct sip_file *file)
{
	char sha256[DIGEST_LENGTH + 1];
	int error;

	*file = (struct sip_file){.path = fichier->path,
				  .genre = fichier->genre,
				  .candidat = fichier->candidat,
				  .bloc = fichier->bloc,
				  .numero = fichier->numero};
	error = pack_path(packing, session, file, sha256);
	if (error) {
		say_unread(packing, session, fichier->path, error);
		return false;
	}
	if (!*fichier->sha256 || !strcmp(sha256, fichier->sha256))
		return true;
	message_add(packing->messages,
		    ((struct place){.file = packing->records[session].cloture->dossier}), M_P902,
		    fichier->path);
	return false;
}

/* All files of a session, its manifest last. */
static bool pack_session(struct packing *packing, size_t session)
{
	static const struct manifest_file manifest = {.path = "manifest.xml",
							.genre = "manifeste"};
	const struct cloture *cloture = packing->records[session].cloture;
	size_t count = cloture->fichier_count;
	struct sip_file *files = arena_array(packing->arena, count + 1, sizeof *files);
	bool good = true;

	for (size_t i = 0; i < count; i++)
		good = pack_file(packing, session, &cloture->fichiers[i], &files[i]) && good;
	good = good && pack_file(packing, session, &manifest, &files[count]);
	packing->sessions[session].files = files;
	packing->sessions[session].count = count + 1;
	return good;
}

static void to_file(void *context, const char *data, size_t n)
{
	fwrite(data, 1, n, context);
}

/* A new file beside the output. The name is the caller's to free. */
static int open_beside(const char *output, char **name)
{
	struct buffer path = {0};
	int file;

	buffer_puts(&path, output);
	buffer_puts(&path, ".XXXXXX");
	*name = memory_strdup(buffer_string(&path));
	buffer_free(&path);
	file = mkostemp(*name, O_CLOEXEC);
	if (file < 0) {
		free(*name);
		*name = NULL;
	}
	return file;
}

/* The manifest, to a file of its own, validated. */
static enum status write_manifest(struct packing *packing)
{
	const struct archive_options *options = packing->options;
	struct sip sip = {.sessions = packing->sessions,
			  .count = packing->count,
			  .version = options->version,
			  .moment = sip_moment(packing->sessions, packing->count, options->epoch,
					       packing->arena),
			  .sheet = options->sheet};
	int file = open_beside(options->output, &packing->manifest);
	FILE *out = file < 0 ? NULL : fdopen(file, "w");
	struct receiver *receiver;
	bool good;

	if (!out)
		return file_complain(options->output, errno, packing->messages);
	good = sip_write(&sip, to_file, out, packing->messages);
	if (fflush(out) || ferror(out)) {
		int error = errno;

		fclose(out);
		return file_complain(options->output, error, packing->messages);
	}
	fclose(out);
	if (!good)
		return STATUS_INTERNAL;
	if (!options->schemas) {
		message_add(packing->messages, PLACE_NONE, M_A604, NULL);
		return STATUS_DONE;
	}
	receiver = receiver_open(options->schemas,
				 arena_printf(packing->arena, SIP_NAMESPACE "%s", options->version),
				 "main.xsd", packing->messages);
	if (!receiver)
		return STATUS_MISSING;
	good = receiver_validate_file(receiver, packing->manifest, "manifest.xml",
				      packing->messages);
	receiver_close(receiver);
	return good ? STATUS_DONE : STATUS_REFUSED;
}

static void to_zip(void *context, const void *bytes, size_t n)
{
	zip_put(context, bytes, n);
}

static int add_manifest(struct packing *packing)
{
	zip_begin(packing->zip, "manifest.xml");
	return file_each(packing->manifest, to_zip, packing->zip);
}

/* All sessions, then the manifest: it has the digests of all files, each of which is read once. */
static enum status pack(struct packing *packing)
{
	enum status status = STATUS_DONE;
	int error;

	for (size_t i = 0; i < packing->count; i++)
		if (!pack_session(packing, i))
			status = STATUS_REFUSED;
	hasher_finish(packing->hasher);
	if (status == STATUS_DONE)
		status = write_manifest(packing);
	if (status != STATUS_DONE)
		return status;
	error = add_manifest(packing);
	return file_complain(packing->options->output, error, packing->messages);
}

static enum status write_zip(struct packing *packing)
{
	const char *output = packing->options->output;
	int file = open_beside(output, &packing->temporary), error;
	enum status status;

	if (file < 0)
		return file_complain(output, errno, packing->messages);
	packing->zip = zip_new(file);
	status = pack(packing);
	error = zip_end(packing->zip);
	if (status == STATUS_DONE && !error && fsync(file))
		error = errno;
	close(file);
	if (status == STATUS_DONE)
		status = file_complain(output, error, packing->messages);
	return status == STATUS_DONE ? delivery_move(packing->temporary, output, packing->messages)
				     : status;
}

static void packing_end(struct packing *packing)
{
	if (packing->temporary)
		unlink(packing->temporary);
	if (packing->manifest)
		unlink(packing->manifest);
	free(packing->temporary);
	free(packing->manifest);
	hasher_free(packing->hasher);
	arena_free(packing->names);
	arena_free(packing->arena);
}

enum status archive_make(const struct record *records, size_t count,
			 const struct archive_options *options, size_t *files,
			 struct messages *messages)
{
	struct packing packing = {.records = records,
				  .options = options,
				  .count = count,
				  .arena = arena_new(),
				  .names = arena_new(),
				  .hasher = hasher_new(),
				  .messages = messages};
	enum status status = STATUS_REFUSED;

	*files = 0;
	packing.sessions = arena_array(packing.arena, count, sizeof *packing.sessions);
	for (size_t i = 0; i < count; i++) {
		packing.sessions[i].deliberation = records[i].root;
		packing.sessions[i].name = records[i].cloture->nom_deliberation;
		*files += records[i].cloture->fichier_count + 1;
	}
	if (sip_check(packing.sessions, count, messages))
		status = write_zip(&packing);
	packing_end(&packing);
	return status;
}

/* Verification */

/* An archive being verified: its sessions, and the manifest as it stands there. */
struct unpacking {
	struct tree *tree;
	struct arena *arena;
	struct buffer manifest;
	struct sip_session *sessions;
	xmlDoc **documents; /* of the deliberations, what is kept of them */
	const char **roots;      /* "2026-014/r1" */
	struct inventory **inventories;
	struct sip_file **files; /* by session, in the order of its manifest */
	size_t count, capacity;
	size_t offset, line; /* of what is compared; line: the first that differs, 0: none yet */
	bool differs;
};

static bool is_named(const struct unpacking *unpacking, size_t index, const char *name)
{
	const char *path = tree_file(unpacking->tree, index)->path;
	const char *slash = strrchr(path, '/');

	return !strcmp(slash ? slash + 1 : path, name);
}

static bool wants_head(void *context, size_t index)
{
	return is_named(context, index, "manifest.xml") ||
	       is_named(context, index, "deliberation.xml");
}

/* Which session a path stands in, and the rest of the path; a new one when there is none yet, or `count` unless it `adds`. */
static size_t session_at(struct unpacking *unpacking, const char *path, bool adds,
			 const char **rest)
{
	const char *slash = strchr(path, '/');
	size_t length;

	slash = slash ? strchr(slash + 1, '/') : NULL;
	length = slash ? (size_t)(slash - path) : 0;
	*rest = slash ? slash + 1 : path;
	for (size_t i = 0; i < unpacking->count; i++) {
		if (strlen(unpacking->roots[i]) == length &&
		    !strncmp(unpacking->roots[i], path, length))
			return i;
	}
	if (!adds || unpacking->count == unpacking->capacity)
		return unpacking->count;
	unpacking->roots[unpacking->count] = arena_strndup(unpacking->arena, path, length);
	return unpacking->count++;
}

/* One of the two; what is wrong with it was said when its session was verified. */
static void read_head(struct unpacking *unpacking, size_t at, const char *name,
		      const struct buffer *bytes)
{
	struct messages *unsaid = messages_new();

	if (!strcmp(name, "manifest.xml")) {
		unpacking->inventories[at] = inventory_read(name, bytes->data, bytes->length,
							    unpacking->arena, unsaid);
	} else if (!strcmp(name, "deliberation.xml") && !unpacking->documents[at]) {
		struct stream *stream = stream_new(name, cloture_keeps, NULL, unsaid);

		stream_put(stream, bytes->data, bytes->length);
		unpacking->documents[at] = stream_end(stream);
	}
	messages_free(unsaid);
}

static void visit_head(void *context, size_t index, const struct buffer *bytes)
{
	struct unpacking *unpacking = context;
	const struct tree_file *file = tree_file(unpacking->tree, index);
	const char *rest;
	size_t at;

	if (*file->path == '/') {
		buffer_put(&unpacking->manifest, bytes->data, bytes->length);
		return;
	}
	at = session_at(unpacking, file->path, true, &rest);
	if (at < unpacking->capacity)
		read_head(unpacking, at, rest, bytes);
}

static bool is_complete(const struct unpacking *unpacking)
{
	for (size_t i = 0; i < unpacking->count; i++) {
		if (!unpacking->documents[i] || !unpacking->inventories[i])
			return false;
	}
	return unpacking->count > 0;
}

/* The files of each session, in its manifest's order; the manifest last. */
static void list_files(struct unpacking *unpacking)
{
	for (size_t i = 0; i < unpacking->count; i++) {
		const struct manifest *manifest = &unpacking->inventories[i]->manifest;
		size_t count = manifest->file_count;
		struct sip_file *files = arena_array(unpacking->arena, count + 1, sizeof *files);

		for (size_t f = 0; f < count; f++)
			files[f] = (struct sip_file){.path = manifest->files[f].path,
						     .genre = manifest->files[f].genre,
						     .candidat = manifest->files[f].candidat,
						     .bloc = manifest->files[f].bloc,
						     .numero = manifest->files[f].numero};
		files[count] = (struct sip_file){.path = "manifest.xml", .genre = "manifeste"};
		unpacking->files[i] = files;
		unpacking->sessions[i] = (struct sip_session){
			.deliberation = xmlDocGetRootElement(unpacking->documents[i]),
			.files = files,
			.count = count + 1};
	}
}

/* Files stand in the zip as the manifest lists them: the one looked for is nearly always the next. */
static void visit_content(void *context, size_t index, const struct buffer *bytes)
{
	struct unpacking *unpacking = context;
	const struct tree_file *file = tree_file(unpacking->tree, index);
	const char *rest;
	size_t at, count;

	if (*file->path == '/')
		return;
	at = session_at(unpacking, file->path, false, &rest);
	if (at >= unpacking->count || !unpacking->files[at])
		return;
	count = unpacking->sessions[at].count;
	for (size_t tried = 0; tried < count; tried++) {
		struct sip_file *known = &unpacking->files[at][(unpacking->offset + tried) % count];

		if (strcmp(known->path, rest))
			continue;
		known->size = bytes->length;
		digest_of_512(bytes->data, bytes->length, known->sha512);
		unpacking->offset = (unpacking->offset + tried + 1) % count;
		return;
	}
}

static void to_compare(void *context, const char *data, size_t n)
{
	struct unpacking *unpacking = context;
	const struct buffer *manifest = &unpacking->manifest;

	for (size_t i = 0; i < n && !unpacking->differs; i++) {
		if (unpacking->offset >= manifest->length ||
		    manifest->data[unpacking->offset] != data[i])
			unpacking->differs = true;
		else
			unpacking->line += manifest->data[unpacking->offset++] == '\n';
	}
}

/* The text between two marks of the manifest, in the arena; "" when it is not there. */
static const char *text_between(struct unpacking *unpacking, const char *before, const char *after)
{
	const char *from = strstr(buffer_string(&unpacking->manifest), before);
	const char *to = from ? strstr(from + strlen(before), after) : NULL;

	return to ? arena_strndup(unpacking->arena, from + strlen(before),
				  (size_t)(to - from) - strlen(before))
		  : "";
}

static void verify_manifest(struct unpacking *unpacking, const char *path, struct sheet *sheet,
			    struct messages *messages)
{
	struct place place = {.file = arena_printf(unpacking->arena, "%s/manifest.xml", path)};
	struct sip sip = {.sessions = unpacking->sessions,
			  .count = unpacking->count,
			  .version = text_between(unpacking, "seda:v", "\""),
			  .moment = text_between(unpacking, "<Date>", "</Date>"),
			  .sheet = sheet};

	unpacking->offset = 0;
	unpacking->line = 1;
	sip_write(&sip, to_compare, unpacking, messages);
	if (!unpacking->differs && unpacking->offset == unpacking->manifest.length)
		return;
	place.line = (unsigned)unpacking->line;
	message_add(messages, place, M_V606, NULL);
}

/* Every session is verified; what is left is the archive's own. */
static void verify_packed(struct unpacking *unpacking, const char *path, struct sheet *sheet,
			  struct messages *messages)
{
	size_t before = messages->errors, differs;
	const char *maker = text_between(unpacking, "<Comment>", "</Comment>");

	if (strcmp(maker, sip_comment(unpacking->arena))) {
		message_add(messages, ((struct place){.file = path}), M_V617, maker);
		return;
	}
	list_files(unpacking);
	unpacking->offset = 0;
	tree_read(unpacking->tree, NULL, visit_content, unpacking, messages);
	verify_manifest(unpacking, path, sheet, messages);
	differs = messages->errors == before ? zip_differs(path) : 0;
	if (differs)
		message_add(messages, ((struct place){.file = path}), M_V618,
			    arena_printf(unpacking->arena, "%zu", differs));
}

void archive_verify(struct tree *tree, const char *path, struct sheet *sheet,
		    struct messages *messages)
{
	struct unpacking unpacking = {
		.tree = tree, .arena = arena_new(), .capacity = tree_count(tree)};
	size_t most = unpacking.capacity;

	memory_trim(); /* of what verifying the sessions took */
	unpacking.sessions = arena_array(unpacking.arena, most, sizeof *unpacking.sessions);
	unpacking.documents = arena_array(unpacking.arena, most, sizeof(xmlDoc *));
	unpacking.roots = arena_array(unpacking.arena, most, sizeof *unpacking.roots);
	unpacking.inventories = arena_array(unpacking.arena, most, sizeof(struct inventory *));
	unpacking.files = arena_array(unpacking.arena, most, sizeof(struct sip_file *));
	tree_read(tree, wants_head, visit_head, &unpacking, messages);
	if (is_complete(&unpacking))
		verify_packed(&unpacking, path, sheet, messages);
	for (size_t i = 0; i < unpacking.count; i++)
		xmlFreeDoc(unpacking.documents[i]);
	buffer_free(&unpacking.manifest);
	arena_free(unpacking.arena);
}
