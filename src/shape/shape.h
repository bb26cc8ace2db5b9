#ifndef SHAPE_SHAPE_H
#define SHAPE_SHAPE_H
/* Text, faces and languages in; out of it glyphs, and where lines may end. Positions are bytes of UTF-8 text; nothing is known here of
 * what the text is for. */

#include <hb.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct face;
struct font_library;

enum shape_feature {
	SHAPE_SMALL_CAPITALS = 1, /* smcp */
	SHAPE_NO_LIGATURES = 2,   /* letters stand apart */
};

/* How text is shaped. */
struct shape_style {
	const struct face *face;
	hb_language_t language;   /* HB_LANGUAGE_INVALID: none */
	hb_script_t script;
	unsigned features;        /* enum shape_feature */
};

/* A stretch of the text that is set alike. */
struct shape_span {
	size_t start, end;
	struct shape_style style; /* no face: an object, which is not shaped; the script is found, whatever it says */
	unsigned before, after;   /* least characters on either side of a hyphen; 0: not divided */
};

struct shape_glyph {
	uint32_t id;
	uint32_t cluster;         /* byte in the text */
	int32_t advance, dx, dy;  /* font units, dy upwards */
	bool unsafe;              /* to break before its cluster, the text must be shaped again */
};

/* Text of one style and level. */
struct shape_item {
	size_t start, end;
	struct shape_style style;
	unsigned level;
	size_t first, count;      /* glyphs, in visual order */
};

enum shape_opportunity {
	SHAPE_BREAK = 1,          /* a line may end before this byte */
	SHAPE_FORCED = 2,         /* it must */
	SHAPE_HYPHEN = 4,         /* it may, with a hyphen */
	SHAPE_LETTER = 8,         /* a character, as readers count them, begins here */
};

struct shaped {
	struct shape_item *items; /* in the order of the text; objects have none */
	size_t count;
	struct shape_glyph *glyphs;
	size_t glyph_count;
	uint8_t *opportunities;   /* of each byte, and one for the end */
	uint8_t *levels;          /* of each byte: bidirectional embedding level */
	bool missing;             /* some glyph has id 0: no face of the library shows the character */
};

/* Load now what the first text would (the dictionaries), before the workers fork. */
void shape_prepare(struct font_library *library);

/* Itemise and shape a text in a language, into the arena; the spans are in its order. What was shaped before comes from the library's
 * cache, which changes no glyph. */
struct shaped shape_text(struct arena *arena, struct font_library *library, const char *text, size_t length,
			 const struct shape_span *spans, size_t count, bool right_to_left, hb_language_t language);

/* Shape text that stands alone, in an item's style and level, into the arena. */
struct shape_glyph *shape_again(struct arena *arena, struct font_library *library, const struct shape_item *like, const char *text,
				size_t length, size_t *count);

#endif
