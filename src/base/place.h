#ifndef BASE_PLACE_H
#define BASE_PLACE_H
/* A place in an input file, as messages name it. Borrowed strings: the file's name lives as long as its source. */

struct place {
	const char *file; /* as given on the command line or found; NULL: no place */
	unsigned line;    /* from 1; 0: the whole file */
	unsigned column;  /* in characters, from 1; 0: the whole line */
};

#define PLACE_NONE ((struct place){0})

/* Order by file, line, column: for qsort and for sorted output. */
int place_compare(const struct place *a, const struct place *b);

#endif
