#ifndef FONT_FACE_H
#define FONT_FACE_H
/* The program's fonts: a private fontconfig made from fonts/fonts.conf, which admits only the faces of fonts/faces.list; every
 * face is loaded once, before the workers fork, and lives as long as the library. No fallback to what the machine has. */

#include <hb.h>
#include <pango/pango.h>
#include <stdbool.h>
#include <stddef.h>

struct coverage;
struct messages;

struct face {
	const char *family;     /* "Linux Libertine O" */
	const char *postscript; /* name in the PDF */
	const char *path;
	unsigned index;         /* position in the library: stable for a given fonts folder */
	int weight;             /* CSS: 400, 700 … */
	bool italic;
	bool cff;               /* OpenType CFF, else TrueType */
	bool small_capitals;    /* has smcp */
	bool embeddable;        /* OS/2 fsType allows embedding and subsetting */
	unsigned upem;
	double ascender, descender; /* em; descender positive downwards */
	double x_height, cap_height;
	double underline_position, underline_thickness, strikethrough_position; /* em, position above the baseline */
	hb_face_t *hb;
	hb_font_t *font;        /* scale = upem: advances in font units */
};

struct font_library;

/* Load all faces of the folder's fonts.conf. Fails (NULL, message U910) when a face of the list is not
 * installed, (U906) when the folder's files cannot be read. */
struct font_library *font_library_open(const char *folder, struct messages *messages);
void font_library_free(struct font_library *library);

size_t font_library_count(const struct font_library *library);
const struct face *font_library_face(const struct font_library *library, size_t index);

/* The face for a CSS family list ("Linux Libertine Display O, serif"), weight and style; generic families are mapped by
 * fonts.conf. NULL: no family of the list is known (F707). Exact weight first, else nearest by the CSS rule; an italic that does
 * not exist is NULL, never synthesised. */
const struct face *font_library_find(struct font_library *library, const char *families, int weight, bool italic);

/* For itemising with Pango and nothing else: its font map knows the first face only. No fallback, unrounded glyph positions. */
PangoContext *font_library_context(struct font_library *library);

/* Let Cairo have all faces, and no others, for text that is drawn without layout (within SVG): some 30 ms, once. */
void font_library_show(struct font_library *library);

/* The characters that the text faces can show. */
void font_library_coverage(const struct font_library *library, struct coverage *coverage);

/* A place for what a user of the library keeps with it for as long as it lives (shaped text): *attachment is NULL at first and given
 * to `release` when the library is freed. One user only. */
void **font_library_attachment(struct font_library *library, void (*release)(void *attachment));

/* Digest of what each font file says of itself, for the manifest: length, table directory with the checksum of every table, head.
 * 64 hexadecimal digits. */
const char *font_library_digest(const struct font_library *library);

#endif
