#ifndef SHAPE_WORD_H
#define SHAPE_WORD_H
/* Shaping by HarfBuzz, word by word. It takes about 3000 instructions a character, and words come again, in other texts, far more often
 * than texts do. The four sessions of the samples take a third less of shaping, where most words are met for the first time. */

#include "shape/shape.h"

struct buffer;

/* The words that were shaped before; bounded. */
struct word_cache;

/* A new, empty one for the faces of a library; the caller frees it. */
struct word_cache *word_cache_new(const struct font_library *library);
void word_cache_free(struct word_cache *cache);

/* Add the glyphs of an item to a list of struct shape_glyph, word by word. False, and nothing is added: it must be shaped as a whole. */
bool word_shape(struct word_cache *cache, const struct shape_item *item, const char *text, struct buffer *glyphs);

/* The same as a whole: the text is `length` bytes long, and the item in it. */
void word_shape_whole(struct word_cache *cache, const struct shape_item *item, const char *text, size_t length,
		      struct buffer *glyphs);

#endif
