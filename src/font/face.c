#include "font/face.h"

#include <errno.h>
#include <fontconfig/fontconfig.h>
#include <glib-object.h>
#include <hb-ot.h>
#include <limits.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-font.h>
#include <pango/pangoft2.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/coverage.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/message.h"

/* fonts.conf and faces.list may be this long. */
#define CONFIGURATION_LIMIT (1 << 20)

/* What a family name stands for, after the aliases of fonts.conf. */
struct alias {
	const char *name;
	const char *family; /* of a face, or NULL: not known */
	struct alias *next;
};

struct font_library {
	struct arena *arena;
	FcConfig *configuration;
	PangoFontMap *map;
	PangoContext *context;
	struct face *faces;
	size_t count;
	struct alias *aliases;
	void *attachment;
	void (*release)(void *attachment);
	char *digest; /* empty until it is asked for */
	const char *rules; /* fonts.conf */
	bool shown;   /* to Cairo */
};

static const char *name_of(struct arena *arena, hb_face_t *face, hb_ot_name_id_t id)
{
	char name[128];
	unsigned size = sizeof(name);

	if (hb_ot_name_get_utf8(face, id, HB_LANGUAGE_INVALID, &size, name) == 0)
		return NULL;
	return arena_strdup(arena, name);
}

static double metric(const struct face *face, hb_ot_metrics_tag_t tag)
{
	hb_position_t position = 0;

	hb_ot_metrics_get_position_with_fallback(face->font, tag, &position);
	return (double)position / face->upem;
}

static bool has_feature(hb_face_t *face, hb_tag_t wanted)
{
	hb_tag_t tags[32];
	unsigned start = 0, count;

	do {
		count = sizeof(tags) / sizeof(*tags);
		hb_ot_layout_table_get_feature_tags(face, HB_OT_TAG_GSUB, start, &count, tags);
		for (unsigned i = 0; i < count; i++)
			if (tags[i] == wanted)
				return true;
		start += count;
	} while (count == sizeof(tags) / sizeof(*tags));
	return false;
}

/* Weight, slant and embedding rights stand in OS/2 (OpenType 1.9): usWeightClass at 4, fsType at 8, fsSelection at 62. */
static bool read_os2(struct face *face)
{
	hb_blob_t *blob = hb_face_reference_table(face->hb, HB_TAG('O', 'S', '/', '2'));
	unsigned length;
	const unsigned char *table = (const unsigned char *)hb_blob_get_data(blob, &length);
	bool whole = length >= 78;

	if (whole) {
		unsigned type = (unsigned)table[8] << 8 | table[9];

		face->weight = table[4] << 8 | table[5];
		face->italic = (table[63] & 0x01) != 0;
		/* Restricted when that is the only right given; no subsetting; bitmaps only. */
		face->embeddable = (type & 0x0f) != 0x02 && (type & 0x0300) == 0;
	}
	hb_blob_destroy(blob);
	return whole;
}

static void read_metrics(struct face *face)
{
	face->ascender = metric(face, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER);
	face->descender = -metric(face, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER);
	face->x_height = metric(face, HB_OT_METRICS_TAG_X_HEIGHT);
	face->cap_height = metric(face, HB_OT_METRICS_TAG_CAP_HEIGHT);
	face->underline_position = metric(face, HB_OT_METRICS_TAG_UNDERLINE_OFFSET);
	face->underline_thickness = metric(face, HB_OT_METRICS_TAG_UNDERLINE_SIZE);
	face->strikethrough_position = metric(face, HB_OT_METRICS_TAG_STRIKEOUT_OFFSET);
	/* Libertine's semibold italic says 5.4. */
	if (face->strikethrough_position <= 0 || face->strikethrough_position > face->cap_height)
		face->strikethrough_position = 0.6 * face->x_height;
}

static bool face_load(struct font_library *library, struct face *face, const char *path)
{
	hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);
	hb_blob_t *outlines;

	if (!blob)
		return false;
	face->hb = hb_face_create(blob, 0);
	hb_blob_destroy(blob);
	if (hb_face_get_glyph_count(face->hb) == 0)
		return false;
	hb_face_make_immutable(face->hb);
	face->path = arena_strdup(library->arena, path);
	face->family = name_of(library->arena, face->hb, HB_OT_NAME_ID_TYPOGRAPHIC_FAMILY);
	if (!face->family)
		face->family = name_of(library->arena, face->hb, HB_OT_NAME_ID_FONT_FAMILY);
	face->postscript = name_of(library->arena, face->hb, HB_OT_NAME_ID_POSTSCRIPT_NAME);
	if (!face->family || !face->postscript || !read_os2(face))
		return false;
	face->upem = hb_face_get_upem(face->hb);
	face->font = hb_font_create(face->hb);
	hb_font_set_scale(face->font, (int)face->upem, (int)face->upem);
	hb_font_make_immutable(face->font);
	outlines = hb_face_reference_table(face->hb, HB_TAG('C', 'F', 'F', ' '));
	face->cff = hb_blob_get_length(outlines) > 0;
	hb_blob_destroy(outlines);
	face->small_capitals = has_feature(face->hb, HB_TAG('s', 'm', 'c', 'p'));
	read_metrics(face);
	return true;
}

/* The file in the first of the configuration's folders that has it, written to path. */
static bool find_file(FcConfig *configuration, const char *name, char path[PATH_MAX])
{
	FcStrList *folders = FcConfigGetFontDirs(configuration);
	const FcChar8 *folder;
	bool found = false;

	while (!found && (folder = FcStrListNext(folders)) != NULL) {
		int length = snprintf(path, PATH_MAX, "%s/%s", (const char *)folder, name);

		found = length > 0 && length < PATH_MAX && access(path, R_OK) == 0;
	}
	FcStrListDone(folders);
	return found;
}

static bool add_face(struct font_library *library, const char *name)
{
	struct face *face = &library->faces[library->count];
	char path[PATH_MAX];

	if (!find_file(library->configuration, name, path))
		return false;
	face->index = (unsigned)library->count;
	library->count++;
	if (!face_load(library, face, path))
		return false;
	/* Pango itemises and no more: it needs a face, not 26 */
	return face->index > 0 ||
	       FcConfigAppFontAddFile(library->configuration, (const FcChar8 *)path);
}

static size_t count_lines(const char *text)
{
	size_t count = 1;

	for (; *text; text++)
		count += *text == '\n';
	return count;
}

/* faces.list: a file's name a line, then the package that it comes from; # begins a comment. */
static bool load_faces(struct font_library *library, char *list, struct messages *messages)
{
	char *rest = list, *line, *name, *package;
	bool complete = true;

	library->faces = arena_array(library->arena, count_lines(list), sizeof(*library->faces));
	while ((line = strsep(&rest, "\n")) != NULL) {
		line[strcspn(line, "#")] = '\0';
		name = strtok_r(line, " \t\r", &line);
		if (!name)
			continue;
		if (add_face(library, name)) {
			if (!library->faces[library->count - 1].embeddable) {
				message_add(messages, PLACE_NONE, M_U913, name);
				complete = false;
			}
			continue;
		}
		package = strtok_r(NULL, " \t\r", &line);
		message_add(messages, PLACE_NONE, M_U910, name, package ? package : "?");
		complete = false;
	}
	return complete && library->count > 0;
}

static bool read_text(const char *folder, const char *name, struct buffer *buffer,
		      struct messages *messages)
{
	char path[PATH_MAX];
	int length = snprintf(path, sizeof(path), "%s/%s", folder, name);
	int error = length > 0 && (size_t)length < sizeof(path)
			    ? file_read(path, CONFIGURATION_LIMIT, buffer)
			    : ENAMETOOLONG;

	if (error == 0)
		buffer_string(buffer);
	else
		message_add(messages, PLACE_NONE, M_U906, path, file_explain(error));
	return error == 0;
}

/* Unhinted outlines whatever the machine's user prefers. */
static void unhinted(FcPattern *pattern, gpointer data)
{
	(void)data;
	FcPatternDel(pattern, FC_HINTING);
	FcPatternAddBool(pattern, FC_HINTING, FcFalse);
	FcPatternDel(pattern, FC_AUTOHINT);
	FcPatternAddBool(pattern, FC_AUTOHINT, FcFalse);
}

/* Pango starts a thread for each font that it has not met: let it meet its only one before the workers fork. */
static void load_in_pango(struct font_library *library)
{
	PangoFont *font = pango_context_load_font(
		library->context, pango_context_get_font_description(library->context));

	g_clear_object(&font);
}

/* Pango would read the machine's own configuration and folders of fonts, in a thread, and never look at them. */
static void forget_machine_fonts(void)
{
	FcConfig *empty = FcConfigCreate();

	FcConfigSetCurrent(empty);
	FcConfigDestroy(empty);
}

static void make_context(struct font_library *library)
{
	PangoFontDescription *description = pango_font_description_new();

	forget_machine_fonts();
	library->map = pango_ft2_font_map_new();
	pango_ft2_font_map_set_resolution(PANGO_FT2_FONT_MAP(library->map), 72, 72);
	pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(library->map), library->configuration);
	pango_fc_font_map_set_default_substitute(PANGO_FC_FONT_MAP(library->map), unhinted, NULL,
						 NULL);
	library->context = pango_font_map_create_context(library->map);
	pango_context_set_round_glyph_positions(library->context, FALSE);
	pango_context_set_base_dir(library->context, PANGO_DIRECTION_LTR);
	pango_context_set_language(library->context, pango_language_from_string("fr"));
	pango_font_description_set_family_static(description, library->faces[0].family);
	pango_font_description_set_absolute_size(description, 10 * PANGO_SCALE);
	pango_context_set_font_description(library->context, description);
	pango_font_description_free(description);
	load_in_pango(library);
}

/* In a configuration of its own: that of the documents goes on knowing one face. */
void font_library_show(struct font_library *library)
{
	FcConfig *configuration;
	PangoFontMap *map;

	if (library->shown)
		return;
	library->shown = true;
	configuration = FcConfigCreate();
	FcConfigParseAndLoadFromMemory(configuration, (const FcChar8 *)library->rules, FcFalse);
	for (size_t i = 0; i < library->count; i++)
		FcConfigAppFontAddFile(configuration, (const FcChar8 *)library->faces[i].path);
	map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
	pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), configuration);
	pango_fc_font_map_set_default_substitute(PANGO_FC_FONT_MAP(map), unhinted, NULL, NULL);
	pango_cairo_font_map_set_default(PANGO_CAIRO_FONT_MAP(map));
	g_object_unref(map);
	FcConfigDestroy(configuration);
}

struct font_library *font_library_open(const char *folder, struct messages *messages)
{
	struct arena *arena = arena_new();
	struct font_library *library = arena_alloc(arena, sizeof(*library));
	struct buffer configuration = {0}, list = {0};
	bool complete;

	library->arena = arena;
	library->digest = arena_alloc(arena, DIGEST_LENGTH + 1);
	library->configuration = FcConfigCreate();
	complete = read_text(folder, "fonts.conf", &configuration, messages) &&
		   read_text(folder, "faces.list", &list, messages);
	if (complete &&
	    !FcConfigParseAndLoadFromMemory(library->configuration,
					    (const FcChar8 *)configuration.data, FcFalse)) {
		message_add(messages, PLACE_NONE, M_U906, "fonts.conf", "fontconfig");
		complete = false;
	}
	complete = complete && load_faces(library, list.data, messages);
	if (complete) {
		library->rules = arena_strdup(arena, configuration.data);
		make_context(library);
	}
	buffer_free(&configuration);
	buffer_free(&list);
	if (!complete) {
		font_library_free(library);
		return NULL;
	}
	return library;
}

void font_library_free(struct font_library *library)
{
	if (!library)
		return;
	if (library->attachment)
		library->release(library->attachment);
	for (size_t i = 0; i < library->count; i++) {
		hb_font_destroy(library->faces[i].font);
		hb_face_destroy(library->faces[i].hb);
	}
	g_clear_object(&library->context);
	g_clear_object(&library->map);
	if (library->shown)
		pango_cairo_font_map_set_default(NULL);
	FcConfigDestroy(library->configuration);
	arena_free(library->arena);
}

size_t font_library_count(const struct font_library *library)
{
	return library->count;
}

const struct face *font_library_face(const struct font_library *library, size_t index)
{
	return index < library->count ? &library->faces[index] : NULL;
}

static const char *loaded_family(const struct font_library *library, const char *name)
{
	for (size_t i = 0; i < library->count; i++)
		if (strcasecmp(library->faces[i].family, name) == 0)
			return library->faces[i].family;
	return NULL;
}

/* The first loaded family among those that fonts.conf puts in a name's place. */
static const char *substituted_family(const struct font_library *library, const char *name)
{
	FcPattern *pattern = FcPatternCreate();
	const char *family = NULL;
	FcChar8 *value;

	FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)name);
	FcConfigSubstitute(library->configuration, pattern, FcMatchPattern);
	for (int i = 0;
	     !family && FcPatternGetString(pattern, FC_FAMILY, i, &value) == FcResultMatch; i++)
		family = loaded_family(library, (const char *)value);
	FcPatternDestroy(pattern);
	return family;
}

static const char *find_family(struct font_library *library, const char *name)
{
	const char *family = loaded_family(library, name);
	struct alias *alias;

	if (family)
		return family;
	for (alias = library->aliases; alias; alias = alias->next)
		if (strcasecmp(alias->name, name) == 0)
			return alias->family;
	family = substituted_family(library, name);
	/* Names that are not known are not kept: a document may have any number of them. */
	if (family) {
		alias = arena_alloc(library->arena, sizeof(*alias));
		*alias = (struct alias){arena_strdup(library->arena, name), family,
					library->aliases};
		library->aliases = alias;
	}
	return family;
}

/* How far a weight is from the one desired, in the order of CSS Fonts 3, 5.2: less is better. */
static int weight_distance(int weight, int desired)
{
	bool first;

	if (weight == desired)
		return 0;
	if (desired >= 400 && desired <= 500) {
		if (weight > desired && weight <= 500)
			return weight - desired;
		first = weight < desired;
	} else {
		first = desired < 400 ? weight < desired : weight > desired;
	}
	return (first ? 1000 : 3000) + (weight < desired ? desired - weight : weight - desired);
}

static const struct face *find_in_family(const struct font_library *library, const char *family,
					 int weight, bool italic)
{
	const struct face *best = NULL;
	int distance = INT_MAX;

	for (size_t i = 0; i < library->count; i++) {
		const struct face *face = &library->faces[i];

		if (face->italic == italic && strcmp(face->family, family) == 0 &&
		    weight_distance(face->weight, weight) < distance) {
			best = face;
			distance = weight_distance(face->weight, weight);
		}
	}
	return best;
}

/* The next name of a CSS family list, without quotes and outer spaces; false at the end. */
static bool next_name(const char **list, char name[128])
{
	const char *start = *list + strspn(*list, " \t\r\n,");
	char quote = *start == '"' || *start == '\'' ? *start : '\0';
	const char *end;
	size_t length;

	if (!*start)
		return false;
	if (quote) {
		start++;
		end = strchrnul(start, quote);
		*list = *end ? end + 1 : end;
	} else {
		end = strchrnul(start, ',');
		*list = end;
		while (end > start && strchr(" \t\r\n", end[-1]))
			end--;
	}
	length = (size_t)(end - start) < 127 ? (size_t)(end - start) : 127;
	memcpy(name, start, length);
	name[length] = '\0';
	return true;
}

const struct face *font_library_find(struct font_library *library, const char *families, int weight,
				     bool italic)
{
	const struct face *face = NULL;
	char name[128];

	while (!face && next_name(&families, name)) {
		const char *family = find_family(library, name);

		if (family)
			face = find_in_family(library, family, weight, italic);
	}
	return face;
}

PangoContext *font_library_context(struct font_library *library)
{
	return library->context;
}

/* The text faces are those of the serif family, regular and bold. A line falls back to them where another
 * face lacks a character (the italics have fewer), so what one of them lacks cannot be shown everywhere. */
void font_library_coverage(const struct font_library *library, struct coverage *coverage)
{
	const char *family = substituted_family(library, "serif");
	hb_set_t *all = hb_set_create(), *one = hb_set_create();
	hb_codepoint_t character = HB_SET_VALUE_INVALID;

	hb_set_add_range(all, 0, 0x10ffff);
	for (size_t i = 0; family && i < library->count; i++) {
		const struct face *face = &library->faces[i];

		if (face->italic || strcmp(face->family, family) != 0 ||
		    (face->weight != 400 && face->weight != 700))
			continue;
		hb_set_clear(one);
		hb_face_collect_unicodes(face->hb, one);
		hb_set_intersect(all, one);
	}
	while (family && hb_set_next(all, &character))
		coverage_add(coverage, character);
	hb_set_destroy(one);
	hb_set_destroy(all);
}

void **font_library_attachment(struct font_library *library, void (*release)(void *attachment))
{
	library->release = release;
	return &library->attachment;
}

/* What a font file begins with (OpenType 1.9): after 12 bytes, 16 for each of its tables, with a checksum of every one; the
 * checksum of the whole file is in the table head. */
static void digest_font(struct digest *digest, const struct face *face)
{
	hb_blob_t *blob = hb_face_reference_blob(face->hb);
	hb_blob_t *head = hb_face_reference_table(face->hb, HB_TAG('h', 'e', 'a', 'd'));
	unsigned length, head_length;
	const char *data = hb_blob_get_data(blob, &length);
	const char *head_data = hb_blob_get_data(head, &head_length);
	size_t directory = length < 12 ? length : 12 + 16 * (size_t)(unsigned char)data[5];
	char size[24];

	digest_add_field(digest, face->postscript, strlen(face->postscript));
	digest_add_field(digest, size, (size_t)snprintf(size, sizeof size, "%u", length));
	digest_add_field(digest, data, directory < length ? directory : length);
	digest_add_field(digest, head_data, head_length);
	hb_blob_destroy(head);
	hb_blob_destroy(blob);
}

/* Only who needs the digest pays for it. The bytes of all files would take 20 ms: more than a hundred documents' digests. */
const char *font_library_digest(const struct font_library *library)
{
	struct digest *digest;

	if (*library->digest)
		return library->digest;
	digest = digest_new();
	for (size_t i = 0; i < library->count; i++)
		digest_font(digest, &library->faces[i]);
	digest_end(digest, library->digest);
	return library->digest;
}
