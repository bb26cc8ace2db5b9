#ifndef INPUT_READER_H
#define INPUT_READER_H
/* Reading values out of the elements of a source: text with its white space collapsed, numbers, lists of words, children by
 * name. All that is given lives in the reader's arena. Everything here is for documents that the schema has passed: what is
 * absent, empty or not of its type is NULL or 0. Only the vocabulary's own namespace is seen. */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "input/source.h"

struct reader {
	const struct source *source;
	struct arena *arena;
	struct messages *messages;
};

/* The value of an attribute, NULL when it is absent or empty. */
const char *reader_attribute(const struct reader *reader, const xmlNode *node, const char *name);

/* The text of an element without its notes, NULL when there is none. NULL for NULL. */
const char *reader_text(const struct reader *reader, const xmlNode *node);

/* A whole number of 0 to 999999999; `absent` when there is none. */
long reader_number(const struct reader *reader, const xmlNode *node, const char *name, long absent);

/* Is the attribute "oui"? */
bool reader_oui(const struct reader *reader, const xmlNode *node, const char *name);

/* The words of an attribute, separated by white space. */
const char **reader_words(const struct reader *reader, const xmlNode *node, const char *name,
			  size_t *count);

/* The first child element of a name, and the next after it; NULL at the end. */
xmlNode *reader_first(const xmlNode *parent, const char *name);
xmlNode *reader_next(const xmlNode *node);
size_t reader_count(const xmlNode *parent, const char *name);

/* An array for the children of a name, and its count. */
#define READER_CHILDREN(reader, node, name, array, count)                                          \
	((array) = arena_array((reader)->arena, (count) = reader_count((node), (name)),            \
			       sizeof(*(array))))

/* The child that may stand once; a second one is reported (S200). NULL when there is none. */
xmlNode *reader_only(const struct reader *reader, const xmlNode *parent, const char *name);

/* The same, its absence reported too, at the parent. */
xmlNode *reader_required(const struct reader *reader, const xmlNode *parent, const char *name);

/* The text of a child that must stand once and hold one; what it lacks is reported. */
const char *reader_required_text(const struct reader *reader, const xmlNode *parent, const char *name);

/* The text of the child that may stand once. */
const char *reader_child_text(const struct reader *reader, const xmlNode *parent, const char *name);

/* The texts of all children of a name. */
const char **reader_texts(const struct reader *reader, const xmlNode *parent, const char *name,
			  size_t *count);

struct place reader_place(const struct reader *reader, const xmlNode *node);

#endif
