#include "batch/settings.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "base/file.h"
#include "image/image.h"

#define PICTURE_LIMIT ((size_t)16 << 20)

/* One under way. */
struct reading {
	struct settings *settings;
	enum message_level unreadable; /* a picture that is */
	struct arena *arena;
	struct messages *messages;
};

/* A picture lies beneath the folder of the file that names it: no absolute path, no "..". */
static bool picture_beneath(const char *href)
{
	for (const char *part = href; *part; part += strspn(part, "/")) {
		size_t length = strcspn(part, "/");

		if (!length || (length == 2 && !strncmp(part, "..", 2)))
			return false;
		part += length;
	}
	return *href != '\0';
}

/* The path of what the file names beside itself. */
static const char *path_beside(const struct reading *reading, const char *href)
{
	const char *name = source_name(reading->settings->source), *slash = strrchr(name, '/');
	int folder = slash ? (int)(slash - name) + 1 : 0;

	return arena_printf(reading->arena, "%.*s%s", folder, name, href);
}

static void read_picture(const struct reading *reading, struct place place, const char *href)
{
	struct settings *settings = reading->settings;
	const char *type = NULL;
	struct buffer bytes = {0};
	int error = picture_beneath(href) ? file_read(path_beside(reading, href), PICTURE_LIMIT, &bytes) : EACCES;

	if (!error)
		type = image_type(&bytes);
	if (type) {
		char *data = arena_alloc(reading->arena, bytes.length);

		memcpy(data, bytes.data, bytes.length);
		settings->images[settings->image_count++] = (struct minute_image){
			.href = href, .type = type, .data = data, .length = bytes.length};
	} else {
		message_add_level(reading->messages, place, M_F706, reading->unreadable, href,
				  error ? file_explain(error) : "PNG, JPEG, SVG");
	}
	buffer_free(&bytes);
}

static void read_pictures(const struct reading *reading, const struct certificateur *read)
{
	if (read->logo.href)
		read_picture(reading, read->logo.place, read->logo.href);
	if (read->signataire && read->signataire->signature)
		read_picture(reading, read->signataire->place, read->signataire->signature);
}

const struct settings *settings_read(struct source *source, const struct schema *schema, const struct rules_context *context,
				     bool build, struct arena *arena, struct messages *messages)
{
	struct settings *settings = arena_alloc(arena, sizeof *settings);
	const struct reading reading = {settings, build ? MESSAGE_ERROR : MESSAGE_WARNING, arena, messages};
	const struct certificateur *read = NULL;
	size_t errors = messages->errors;

	settings->source = source;
	source_digest(source, settings->sha256);
	if (schema_validate(schema, source, messages))
		read = certificateur_load(source, arena, messages);
	if (!read)
		return settings;
	rules_check_certificateur(context, read, messages);
	read_pictures(&reading, read);
	if (read->id && messages->errors == errors)
		settings->certificateur = read;
	return settings;
}

/* One that can be used. */
static const struct settings *find_named(const struct settings *const *list, size_t count, const char *id)
{
	for (size_t i = 0; i < count; i++)
		if (list[i]->certificateur && !strcasecmp(list[i]->certificateur->id, id))
			return list[i];
	return NULL;
}

const struct settings *settings_find(const struct settings *const *list, size_t count, const struct referentiel *referentiel)
{
	const struct settings *found = NULL;

	for (size_t i = 0; i < referentiel->certificateur_count && !found; i++)
		if (referentiel->certificateurs[i].id)
			found = find_named(list, count, referentiel->certificateurs[i].id);
	return found;
}
