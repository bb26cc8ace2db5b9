#ifndef SHAPE_WORD_H
#define SHAPE_WORD_H
/* Shaping word by word. HarfBuzz takes about 3000 instructions a character, and words come again, in other texts, far more often than
 * texts do. The four sessions of the samples take a third less of shaping, where most words are met for the first time. */

#include "shape/shape.h"

/* The words that were shaped before; bounded. */
struct word_cache;

/* A new, empty one; the caller frees it. */
struct word_cache *word_cache_new(void);
void word_cache_free(struct word_cache *cache);

/* Shape the item's text, which must be plain and from left to right, word by word: the glyphs are the same, and the cache's until the
 * next call. NULL: it must be shaped as a whole. The buffer is for what is needed meanwhile. */
const struct shape_glyph *word_shape(struct word_cache *cache, hb_buffer_t *buffer, const struct shape_item *item, const char *text,
				     size_t *count);

#endif
