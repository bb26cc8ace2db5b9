#ifndef FIGURE_MARQUE_H
#define FIGURE_MARQUE_H
/* A word across a page, which says of the whole that it is a specimen, a draft, a duplicate. */

struct arena;
struct drawing;

/* The word along the rising diagonal of a box. Decoration: no alternative text. NULL: no word, or a box with a side below 20 pt. */
struct drawing *marque_drawing(struct arena *arena, const char *text, double width, double height);

#endif
